"""What is added to a scenario, or changed in it, moves no other draw: to the bit."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from sim.model.spec import Scenario
from sim.model.system import build
from sim.model.tables import DAY, NEVER
from sim.sampling.workload import Sampler
from sim.studies.experiment import Settings, run
from sim.studies.parallel import Threads
from tests.sampling.offices import Drawn, draw, epoch, office, province
from tests.studies.offices import Record

pytestmark = pytest.mark.jit  # a statement about draws, not about lines

RICH = {
    "counter_time": {"law": "gamma", "mean": 8, "cv": 0.8},
    "patience": {"law": "exponential", "mean": 50},
    "return_after_abandon": {"share": 0.5},
    "dossiers_per_visit": {"law": "geometric", "mean": 3, "share": 0.4},
    "each_more": 0.5,
    "priority_share": 0.3,
}
DAY_CV = {"day_cv": {"province": 0.1, "district": 0.07}}


def rich_office(**changes: Any) -> Scenario:
    """An office that draws all that an office can draw."""
    base = office(**changes).model_dump(mode="json", by_alias=True, exclude_unset=True)
    base["procedures"]["papers"] |= RICH
    arrivals = base["sites"]["desk"]["arrivals"]["papers"]
    base["sites"]["desk"]["arrivals"]["papers"] = {"day_cv": 0.2} | arrivals
    base["sites"]["desk"].setdefault("appointments", {"share": 0.4, "no_show": 0.2})
    base["sites"]["desk"]["officers"][0]["absence"] = 0.4
    return Scenario.model_validate(base)


def rich_province(**changes: Any) -> Scenario:
    """A province that draws all that a province can draw."""
    more = {"online": 0.3, "post": 0.1, "enquire_time": {"law": "exponential", "mean": 4}}
    scenario = province(
        procedures={"land": RICH, "papers": more},
        choice={"rule": "logit", "outside_share": 0.5, "beta": 0.02},
        demand=DAY_CV | {"enquire_share": 0.5},
    ).model_dump(mode="json", by_alias=True, exclude_unset=True)
    for key, value in changes.items():
        scenario[key] = scenario[key] | value if isinstance(value, dict) else value
    return Scenario.model_validate(scenario)


def all_rows(drawn: Drawn) -> dict[tuple[str, str], list[tuple[Any, ...]]]:
    """Everything drawn for visits, by source and procedure."""
    pairs = sorted(set(zip(drawn.source.tolist(), drawn.procedure.tolist(), strict=True)))
    return {pair: drawn.rows(*pair) for pair in pairs}


def within(drawn: Drawn, rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Those rows that fall into the days of `drawn`, by arrival (or slot) or start of duty."""
    first = epoch(drawn.system)
    last = first + drawn.system.horizon
    return [row for row in rows if first <= (row[0] if row[0] != NEVER else row[1]) < last]


def shifts_of(drawn: Drawn, site: str) -> list[list[tuple[int, int]]]:
    """Duty of each officer of a site, in absolute instants."""
    s = drawn.system.site_ids.index(site)
    roster = drawn.workload.roster
    found = []
    for officer in range(*drawn.system.officer_start[s : s + 2]):
        rows = slice(*roster.duty_start[officer : officer + 2])
        ends = (roster.duty_from[rows], roster.duty_to[rows])
        found.append(
            list(zip(*((end + epoch(drawn.system)).tolist() for end in ends), strict=True))
        )
    return found


OTHER_DESK = {
    "officers": [{"count": 2, "absence": 0.4}],
    "arrivals": {"papers": {"per_hour": 9, "day_cv": 0.3}},
    "appointments": {"share": 0.7},
}


@pytest.mark.parametrize(
    "changes",
    [
        {"sites": {"annex": OTHER_DESK}},
        {"sites": {"zoo": OTHER_DESK}},
        {
            "procedures": {"a": {"counter_time": {"law": "lognormal", "mean": 5, "cv": 1}}},
            "sites": {"desk": {"arrivals": {"a": {"per_hour": 5, "day_cv": 0.2}}}},
        },
        {
            "procedures": {"z": {"counter_time": 5, "patience": 9, "dossiers_per_visit": 2}},
            "sites": {"desk": {"arrivals": {"z": {"per_day": 50}}}},
        },
        {"warm_up": {"days": 1}},
        {"run_out": {"days": 3}},
    ],
    ids=["a site before", "a site after", "a procedure before", "a procedure after",
         "a day before", "days after"],
)  # fmt: skip
def test_nothing_moves_in_an_office(changes: dict[str, Any]) -> None:
    """Papers at the desk stay as they were, and so does the roster."""
    old, new = draw(rich_office()), draw(rich_office(**changes))
    assert len(old.rows("desk", "papers")) > 40
    assert within(old, new.rows("desk", "papers")) == old.rows("desk", "papers")
    (mine,), (theirs,) = shifts_of(old, "desk"), shifts_of(new, "desk")
    assert 0 < len(mine) < 5
    assert within(old, theirs) == mine


def test_an_officer_more_moves_no_visit_and_no_absence() -> None:
    """In the group, as a reserve, or in a group before it."""
    of = {"name": "officers", "count": 2, "absence": 0.4}
    old = draw(office(procedures={"papers": RICH}, sites={"desk": {"officers": [of]}}))
    for officers in (
        [of | {"count": 3}],
        [of | {"reserve": 1}],
        [{"name": "new", "count": 1, "absence": 0.5}, of],
    ):
        changed = office(procedures={"papers": RICH}, sites={"desk": {"officers": officers}})
        new = draw(changed)
        assert all_rows(new) == all_rows(old)
        first = len(officers) - 1
        assert shifts_of(new, "desk")[first : first + 2] == shifts_of(old, "desk")


def test_rules_of_the_queue_move_no_draw() -> None:
    """Closing, breaks, balking and targets are none of the visitors' business."""
    old = draw(rich_office())
    for change in ({"balk_at": 3}, {"at_close": "send_home"}, {"latest_close": 5}):
        assert all_rows(draw(rich_office(sites={"desk": change}))) == all_rows(old)


@pytest.mark.parametrize(
    "changes",
    [
        {"warm_up": {"days": 4}},
        {"run_out": {"days": 2}},
        {"procedures": {"a": {"counter_time": 3, "level": "commune", "per_1000": 2}}},
        {"procedures": {"z": {"counter_time": 3, "level": "center", "per_1000": 2}}},
        {
            "communes": {
                "ba": {"name": "Ba", "kind": "ward", "district": "Nam", "lat": 11.1, "lon": 106.7,
                       "area_km2": 3, "population": 9_000},
            },
            "sites": {"p-ba": {"tier": "point", "commune": "ba", "officers": [{"count": 1}]}},
        },
    ],
    ids=["days before", "days after", "a procedure before", "a procedure after", "a commune"],
)  # fmt: skip
def test_nothing_moves_in_a_province(changes: dict[str, Any]) -> None:
    """What the three communes need is the same, down to where each dossier goes."""
    old, new = draw(rich_province()), draw(rich_province(**changes))
    theirs = all_rows(new)
    for pair, mine in all_rows(old).items():
        assert len(mine) > 10
        assert within(old, theirs[pair]) == mine


@pytest.mark.parametrize("part", ["sites", "choice", "travel"])
def test_another_network_moves_people_but_not_their_needs(part: str) -> None:
    """Phases differ by sites and rules: the same visits, filed elsewhere."""
    changes: dict[str, Any] = {
        "sites": {"p-binh": {"tier": "branch", "district": "Bắc", "commune": "binh",
                             "officers": [{"count": 2}], "catchment": ["binh"]}},
        "choice": {"rule": "nearest", "outside_share": 0.9},
        "travel": {"table": {code: {"center": 300} for code in ("an", "binh", "cau")}},
    }  # fmt: skip
    old, new = draw(rich_province()), draw(rich_province(**{part: changes[part]}))
    moved = 0
    theirs = all_rows(new)
    for pair, mine in all_rows(old).items():
        assert [row[:-1] for row in mine] == [row[:-1] for row in theirs[pair]]
        moved += sum(one[-1] != other[-1] for one, other in zip(mine, theirs[pair], strict=True))
    assert moved > 10


def moments(scenario: Scenario) -> list[float]:
    """Seconds within the first date at which papers are filed by residents of `an`."""
    drawn = draw(scenario)
    since = [row[0] - epoch(drawn.system) for row in drawn.rows("an", "papers")]
    return [at / 1000 for at in since if at < DAY]


@pytest.mark.parametrize("factor", [1.3, 2.0, 5.0])
def test_growth_makes_the_same_sequence_denser(factor: float) -> None:
    """Twice the demand has each k-th submission where the cumulative intensity of the date has
    half of what it had, so earlier; and services, patience and the rest stay with k."""
    flat = {"profiles": {"flat": {"bands": {"08:00-18:00": 1}}}}
    base, grown = (
        province(**flat, demand={"profile": "flat"}, procedures={"papers": {"per_1000": rate}})
        for rate in (3, 3 * factor)
    )
    old, new = moments(base), moments(grown)
    assert len(new) > len(old) > 30
    opening = 8 * 3600
    scaled = [opening + (second - opening) / factor for second in old]
    assert new[: len(old)] == pytest.approx(scaled, abs=2e-3)
    mine, theirs = draw(base).rows("an", "papers"), draw(grown).rows("an", "papers")
    assert [row[2:] for row in mine[: len(old)]] == [row[2:] for row in theirs[: len(old)]]


def test_growth_through_a_profile_of_steps() -> None:
    """In units of cumulative intensity, points of a day with a closed hour are the same points."""
    steps = {"08:00": 8, "09:00": 0, "10:00": 40}
    both = []
    for factor in (1, 3):
        rates = {at: rate * factor for at, rate in steps.items()}
        drawn = draw(
            office(
                period={"start": "2025-03-03", "days": 1},
                sites={"desk": {"arrivals": {"papers": {"per_hour": rates}}}},
            )
        )
        hours = drawn.visits.arrived_at / 3_600_000
        upto = np.where(hours < 9, (hours - 8) * 8, 8 + (hours - 10) * 40) * factor
        both.append(upto)
    few, many = both
    assert 60 < len(few) < len(many)
    assert many[: len(few)] == pytest.approx(few, abs=1e-4)


def test_a_changed_law_moves_each_draw_monotonically() -> None:
    """Longer services for all, in the same order, and nothing else."""
    base, slow = (
        draw(office(procedures={"papers": {"counter_time": law}})).visits
        for law in (
            {"law": "gamma", "mean": 8, "cv": 0.8},
            {"law": "gamma", "mean": 9, "cv": 0.8},
        )
    )
    assert (base.arrived_at == slow.arrived_at).all()
    assert (base.service < slow.service).all()
    assert (np.argsort(base.service) == np.argsort(slow.service)).all()


@pytest.mark.parametrize("build_one", [rich_office, rich_province])
def test_other_replications_move_nothing(build_one: Callable[[], Scenario]) -> None:
    """The fifth is the same whether or not others were drawn before it."""
    scenario = build_one()
    system = build(scenario)
    alone = Drawn(system, Sampler(scenario, system, scenario.seed).draw(4))
    busy = Sampler(scenario, system, scenario.seed)
    for replication in range(4):
        busy.draw(replication)
    assert all_rows(Drawn(system, busy.draw(4))) == all_rows(alone)


def test_the_number_of_workers_moves_nothing() -> None:
    """Journals of four replications by one thread and by three are equal."""
    scenario = rich_office(period={"start": "2025-03-03", "days": 2})
    journals = []
    for workers in (1, 3):
        record = Record()
        settings = Settings(replications=4, executor=Threads(workers), journal=True)
        run(scenario, "office", settings, record)
        journals.append(record.journals)
    one, three = journals
    assert one.keys() == three.keys()
    for number, journal in one.items():
        assert journal is not None
        other = three[number]
        assert np.array_equal(journal.visits, other.visits)
        assert np.array_equal(journal.dossiers, other.dossiers)
    assert not np.array_equal(one["office", 0].visits, one["office", 1].visits)
