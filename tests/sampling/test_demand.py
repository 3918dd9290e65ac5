"""How many submissions a date brings, by hand, before and after chance."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from sim.model.spec import Scenario
from sim.model.system import build
from sim.model.tables import NEVER
from sim.sampling import demand
from sim.sampling.demand import DemandPlan
from tests.sampling.offices import Z, assert_mean, office, province


def planned(scenario: Scenario) -> DemandPlan:
    return demand.plan(scenario, build(scenario), scenario.seed)


def varied(plan: DemandPlan, replication: int) -> NDArray[np.float64]:
    with np.errstate(over="ignore"):
        return plan.means(replication)


def factors(plan: DemandPlan, replications: int) -> NDArray[np.float64]:
    """(replications, sources, working days) what the means are multiplied with."""
    works = plan.mean[0] > 0
    means = [varied(plan, replication)[:, works] for replication in range(replications)]
    return np.array(means) / plan.mean[:, works]


def test_communes_need_by_weekday_season_holiday_and_until() -> None:
    """A working fortnight over the thirtieth of April and the first of May, factor by factor."""
    scenario = province(
        period={"start": "2025-04-28", "days": 10},
        calendar={"hours": {"mon-fri": ["08:00-16:00"]}, "plus": ["2025-04-30", "2025-05-01"]},
        procedures={"papers": {"until": "2025-05-05"}},
        demand={
            "weekday": {"mon": 1.25, "fri": 0.8},
            "season": [
                {"from": "2025-04-29", "to": "2025-05-06", "factor": 0.5},
                {"from": "2025-05-06", "to": "2025-05-07", "factor": 3, "procedures": ["land"]},
            ],
            "after_holiday": 1.4,
            "scale": 2,
        },
    )
    plan = planned(scenario)
    names = [
        (build(scenario).commune_ids[c], build(scenario).procedure_ids[p])
        for c, p in zip(plan.commune, plan.procedure, strict=True)
    ]
    assert names == [
        (commune, procedure)
        for commune in ("an", "binh", "cau")
        for procedure in ("land", "papers")
    ]
    # Mon 28, Tue 29, two holidays, Friday, a weekend, Mon 5 ...
    mondays = 1.25
    after = 0.5 * 0.8 * 1.4
    expected = {
        "land": [mondays, 0.5, 0, 0, after, 0, 0, 0.5 * mondays, 0.5 * 3, 3],
        "papers": [mondays, 0.5, 0, 0, after, 0, 0, 0.5 * mondays, 0, 0],
    }
    rate = {"land": 2, "papers": 3}
    thousands = {"an": 20, "binh": 5, "cau": 10}
    for row, (commune, procedure) in enumerate(names):
        by_hand = np.array(expected[procedure]) * 2 * rate[procedure] * thousands[commune]
        assert plan.mean[row] == pytest.approx(by_hand, rel=1e-12)
    assert (plan.site == NEVER).all()


def test_submissions_are_dossiers_over_dossiers_per_visit() -> None:
    """Three per thousand of which one in ten brings eleven, so two dossiers a visit."""
    plain, bulk = (
        planned(province(procedures={"papers": {"dossiers_per_visit": law}}))
        for law in (1, {"law": "geometric", "mean": 11, "share": 0.1})
    )
    papers = plain.procedure == 1
    assert bulk.mean[papers] == pytest.approx(plain.mean[papers] / 2)
    assert (bulk.mean[~papers] == plain.mean[~papers]).all()


def test_what_nobody_needs_is_no_source() -> None:
    """A rate of 0 leaves the procedure out."""
    plan = planned(province(procedures={"land": {"per_1000": 0}}))
    assert plan.procedure.tolist() == [1, 1, 1]


@pytest.mark.parametrize(
    ("arrivals", "expected"),
    [
        ({"per_hour": 6}, [24, 24, 0, 24, 0]),
        ({"per_hour": {"08:00": 6, "10:00": 1}}, [14, 14, 0, 14, 0]),
        ({"per_day": 40}, [40, 40, 0, 40, 0]),
        ({"at": ["08:00", "09:30"]}, [-2, -2, 0, -2, 0]),
    ],
)
def test_sites_with_arrivals_of_their_own(arrivals: Any, expected: list[float]) -> None:
    """Monday, Tuesday, a closed Wednesday, Thursday, and a Friday after the last day of it."""
    plan = planned(
        office(
            calendar={"hours": {"mon,tue,thu,fri": ["08:00-12:00"]}},
            procedures={"papers": {"until": "2025-03-06"}},
            sites={"desk": {"arrivals": {"papers": arrivals}}},
        )
    )
    assert plan.mean.tolist() == [expected]
    assert plan.commune.tolist() == [NEVER]
    assert varied(plan, 3).tolist() == [expected]


def test_sources_are_in_order_of_site_and_procedure() -> None:
    """Code points decide, not the order in the file; sites without arrivals are none."""
    more = {"officers": [{"count": 1}], "arrivals": {"z": {"per_hour": 1}, "papers": {"at": []}}}
    scenario = office(
        procedures={"z": {"counter_time": 1}, "Z": {"counter_time": 1}},
        sites={"annex": more, "B": {"officers": [{"count": 1}]}},
    )
    plan = planned(scenario)
    system = build(scenario)
    assert [
        (system.site_ids[s], system.procedure_ids[p])
        for s, p in zip(plan.site, plan.procedure, strict=True)
    ] == [("annex", "papers"), ("annex", "z"), ("desk", "papers")]
    assert len(set(plan.key.tolist())) == 3
    assert not plan.mean[0].any()


def test_day_factors_are_shared_by_those_whom_they_concern() -> None:
    """One for the province and one for each district, whatever the procedure."""
    plan = planned(province(demand={"day_cv": {"province": 0.1, "district": 0.2}}))
    an_land, an_papers, binh_land, _, cau_land, cau_papers = factors(plan, 1)[0]
    assert an_land == pytest.approx(an_papers)
    assert an_land == pytest.approx(binh_land)
    assert cau_land == pytest.approx(cau_papers)
    assert (np.abs(an_land - cau_land) > 1e-6).all()
    without = planned(province(demand={"day_cv": {"province": 0.1, "district": 0}}))
    both = factors(without, 1)[0]
    assert both == pytest.approx(np.tile(both[0], (6, 1)))
    assert len(np.unique(both[0].round(9))) == 5


def test_a_site_has_one_day_factor_for_all_its_procedures() -> None:
    """Those with the same cv vary alike, a larger cv varies the same way, no cv not at all."""
    each = {"per_hour": 6, "day_cv": 0.2}
    scenario = office(
        procedures={name: {"counter_time": 1} for name in ("other", "wider", "still")},
        sites={
            "annex": {"officers": [{"count": 1}], "arrivals": {"papers": each}},
            "desk": {
                "arrivals": {
                    "papers": each,
                    "other": each,
                    "wider": {"per_hour": 6, "day_cv": 0.4},
                    "still": {"per_hour": 6},
                }
            },
        },
    )
    annex, other, papers, still, wider = factors(planned(scenario), 1)[0]
    assert other == pytest.approx(papers)
    assert (still == 1).all()
    assert (np.abs(annex - papers) > 1e-6).all()
    assert (np.argsort(papers) == np.argsort(wider)).all()
    assert wider.std() > papers.std()


def test_replications_have_day_factors_of_their_own() -> None:
    """Another replication, another factor; the same one, the same."""
    plan = planned(province(demand={"day_cv": {"province": 0.1}}))
    assert (varied(plan, 1) == varied(plan, 1)).all()
    assert (varied(plan, 1)[:, :5] != varied(plan, 2)[:, :5]).all()


@pytest.mark.jit
def test_day_factors_are_gamma_with_mean_1() -> None:
    """Mean and variance of the factor of the province, and of a district's, over 4,000 days."""
    plan = planned(
        province(
            calendar={"hours": {"mon-sun": ["08:00-12:00"]}},
            demand={"day_cv": {"province": 0.10, "district": 0.5}},
        )
    )
    found = factors(plan, 600)
    # The same day has factors p x a for the district of `an` and p x c for that of `cau`.
    an, cau = found[:, 0].ravel(), found[:, 4].ravel()
    assert_mean(an, 1)
    assert_mean(cau, 1)
    variance = (1 + 0.10**2) * (1 + 0.5**2) - 1
    assert_mean((an - 1) ** 2, variance)
    # What they have in common is the province's factor.
    assert_mean((an - 1) * (cau - 1), 0.10**2)
    of_days = np.corrcoef(found[:, 0, :-1].ravel(), found[:, 0, 1:].ravel())[0, 1]
    assert abs(of_days) < Z / np.sqrt(600 * 6)


@pytest.mark.parametrize("scenario", [office(), province()])
def test_columns_lie_as_loops_are_compiled_for(scenario: Scenario) -> None:
    """Strided ones would have each loop compiled once more."""
    plan = planned(scenario)
    names = ("key", "commune", "site", "procedure", "clock", "factors")
    assert [name for name in names if not getattr(plan, name).flags.c_contiguous] == []
    assert plan.mean_by_date.flags.c_contiguous
    assert plan.shape_by_date.flags.c_contiguous
