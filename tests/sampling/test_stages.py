"""What a visit to file takes at each of its stages: by hand, in the mean, and on its own."""

from __future__ import annotations

from math import log, log1p
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from sim.memory import Memory
from sim.model.spec import Scenario
from sim.model.system import build
from sim.model.tables import MINUTE, NEVER, Channel, Purpose
from sim.sampling import workload
from sim.sampling.streams import Block, key, philox, uniform
from sim.sampling.workload import Sampler
from tests.sampling.lives import life_office, life_province
from tests.sampling.offices import Drawn, assert_mean, draw, office

EXPONENTIAL = {"law": "exponential", "mean": 2}
GUIDE = {"name": "guide", "time": EXPONENTIAL}
DESK = {"name": "desk"}
CASHIER = {"name": "cashier", "time": {"law": "uniform", "low": 1, "high": 3}}
THREE = [GUIDE, DESK, CASHIER]


def staged(stages: list[dict[str, Any]] = THREE, **papers: Any) -> Scenario:
    """The office whose papers pass stages; three at a time, and a third for each further one."""
    base = {
        "counter_time": {"law": "gamma", "mean": 10, "cv": 0.5},
        "dossiers_per_visit": {"law": "geometric", "mean": 3},
        "each_more": 0.3,
        "stages": stages,
    }
    return office(procedures={"papers": base | papers})


def times(drawn: Drawn, name: str, procedure: str = "papers") -> NDArray[np.float64]:
    """(own dossiers,) what a stage takes those of a procedure, by the stage's name [ms]."""
    system = drawn.system
    p = system.procedure_ids.index(procedure)
    first, last = system.stage_start[p : p + 2]
    column = system.stage_name[first:last].index(name)
    found: NDArray[np.float64] = drawn.workload.stages[drawn.dossiers["procedure"] == p, column]
    return found


def same(one: NDArray[Any], other: NDArray[Any]) -> bool:
    return np.array_equal(one, other, equal_nan=True)


# ---------------------------------------------------------------- by hand


def by_hand(scenario: Scenario, stage: str, day: int, k: int, replication: int) -> float:
    """The uniform of the k-th submission of papers on a day, at a stage with a time of its own."""
    own = key(scenario.seed, "submission", "site", "desk", "papers") ^ key("stage", stage)
    date = scenario.period.first.toordinal() + day
    block = np.uint64(Block.STAGE.value)
    words = philox(own, np.uint64(k), block, np.uint64(date), np.uint64(replication))
    # Compiled code hands them back as plain integers.
    return float(uniform(np.uint64(words[0]), np.uint64(words[1])))


@pytest.mark.parametrize("replication", [0, 7])
def test_every_draw_by_hand(replication: int) -> None:
    """Two a day by a timetable: the k-th has its own number for each stage's name and date."""
    three = {"counter_time": 10, "stages": THREE, "each_more": 0.5, "dossiers_per_visit": 3}
    desk = {"officers": [{"count": 1}], "arrivals": {"papers": {"at": ["08:30", "09:30"]}}}
    scenario = Scenario.model_validate(
        {
            "name": "office",
            "seed": 11,
            "period": {"start": "2025-03-03", "days": 3},
            "calendar": {"hours": {"mon-sun": ["08:00-12:00"]}},
            "procedures": {"papers": three},
            "sites": {"desk": desk},
        }
    )
    drawn = draw(scenario, replication)
    expected = []
    for day in range(3):
        for k in range(2):
            u = by_hand(scenario, "guide", day, k, replication)
            guide = -2 * log1p(-u) * MINUTE * (1 + 0.5 * 2)
            u = by_hand(scenario, "cashier", day, k, replication)
            expected.append((guide, 20 * MINUTE, (1 + 2 * u) * MINUTE * 2))
    np.testing.assert_allclose(drawn.workload.stages, expected, rtol=1e-13)


def test_the_main_stage_takes_the_draw_of_the_visit() -> None:
    """Its time is the service of the visit, before it is rounded; wherever it stands."""
    for stages in (THREE, [DESK, GUIDE], [GUIDE, DESK]):
        drawn = draw(staged(stages))
        visits = drawn.visits
        assert (visits.dossier == np.arange(len(visits))).all()
        main = times(drawn, "desk")
        assert len(main) > 50
        assert (np.maximum(1, (main + 0.5).astype(np.int64)) == visits.service).all()
        plain = draw(staged([]))
        assert (plain.visits.service == visits.service).all()


# ---------------------------------------------------------------- who has none


def test_no_stages_no_columns() -> None:
    """Nothing is kept for stages where no procedure has any."""
    for drawn in (draw(office()), draw(life_province())):
        assert drawn.workload.stages.shape == (drawn.workload.n_dossiers, 0)
        assert drawn.workload.stages.dtype == np.float64


def test_a_procedure_with_fewer_stages_has_none_in_the_rest() -> None:
    """Three, two and no stages in one table, each from its left edge."""
    procedures = {
        "papers": {"counter_time": 10, "stages": THREE},
        "land": {"counter_time": 7, "stages": [DESK, CASHIER]},
        "zeal": {"counter_time": 5},
    }
    arrivals = {name: {"per_hour": 6} for name in procedures}
    drawn = draw(office(procedures=procedures, sites={"desk": {"arrivals": arrivals}}))
    table, system = drawn.workload.stages, drawn.system
    assert table.shape == (drawn.workload.n_dossiers, 3)
    for p, told in enumerate((2, 3, 0)):
        own = table[drawn.dossiers["procedure"] == p]
        assert len(own) > 30, system.procedure_ids[p]
        assert np.isfinite(own[:, :told]).all()
        assert (own[:, :told] > 0).all()
        assert np.isnan(own[:, told:]).all()


def test_whoever_does_not_come_to_file_passes_none() -> None:
    """Online and by post there is intake work; who enquires online comes for that alone."""
    drawn = draw(life_province(procedures={"papers": {"stages": THREE}}))
    papers = drawn.dossiers["procedure"] == drawn.system.procedure_ids.index("papers")
    at_counter = drawn.dossiers["channel"] == Channel.COUNTER
    told = np.isfinite(drawn.workload.stages)
    assert told[papers & at_counter].all()
    assert not told[~(papers & at_counter)].any()
    assert (papers & ~at_counter).sum() > 50
    assert (drawn.visits.purpose == Purpose.ENQUIRE).sum() > 20
    assert (papers & at_counter).sum() > 50
    # The main stage goes by the counter time, not by the time that intake work takes.
    files = (drawn.visits.purpose == Purpose.FILE) & papers[drawn.visits.dossier]
    main = drawn.workload.stages[drawn.visits.dossier[files], 1]
    assert (drawn.visits.service[files] == np.maximum(1, (main + 0.5).astype(np.int64))).all()


# ---------------------------------------------------------------- what moves what


def others(drawn: Drawn) -> tuple[NDArray[Any], ...]:
    """All that is drawn besides stages."""
    visits = drawn.visits
    return drawn.dossiers, visits.service, visits.arrived_at, visits.priority, visits.return_word


def test_stages_move_nothing_of_the_rest() -> None:
    """Dossiers and visits of a whole life are to the bit what they are without any."""
    for life in (life_office, life_province):
        plain, with_them = draw(life()), draw(life(procedures={"papers": {"stages": THREE}}))
        for one, other in zip(others(plain), others(with_them), strict=True):
            assert (one == other).all()


STAMP = {"name": "stamp", "time": {"law": "lognormal", "mean": 4, "cv": 1}}


@pytest.mark.parametrize(
    "stages",
    [
        [STAMP, *THREE], [GUIDE, STAMP, DESK, CASHIER], [*THREE, STAMP], [CASHIER, DESK, GUIDE],
        [GUIDE, DESK], [DESK, CASHIER],
    ],
    ids=["first", "between", "last", "other order", "one fewer", "another fewer"],
)  # fmt: skip
def test_another_stage_moves_no_draw(stages: list[dict[str, Any]]) -> None:
    """One more, one fewer, another order: each is as it was, by its name."""
    before, after = draw(staged()), draw(staged(stages))
    both = {"guide", "desk", "cashier"} & {stage["name"] for stage in stages}
    assert len(both) >= 2
    for name in both:
        assert same(times(before, name), times(after, name))
    for one, other in zip(others(before), others(after), strict=True):
        assert (one == other).all()


def test_a_law_moves_its_own_stage_one_way() -> None:
    """A longer guide: every visit takes longer there, in the same proportion, and nowhere else."""
    longer = {"name": "guide", "time": {"law": "exponential", "mean": 3}}
    before, after = draw(staged()), draw(staged([longer, DESK, CASHIER]))
    np.testing.assert_allclose(times(after, "guide"), 1.5 * times(before, "guide"), rtol=1e-12)
    for name in ("desk", "cashier"):
        assert same(times(before, name), times(after, name))


def test_the_counter_time_moves_the_main_stage_alone() -> None:
    before, after = draw(staged()), draw(staged(counter_time={"law": "exponential", "mean": 9}))
    for name in ("guide", "cashier"):
        assert same(times(before, name), times(after, name))
    assert (times(before, "desk") != times(after, "desk")).all()


def test_stages_of_one_name_in_two_procedures_are_independent() -> None:
    """The name is part of the key beside the submission's own, and both stages of a visit too."""
    twin = {"name": "twin", "time": EXPONENTIAL}
    drawn = draw(
        office(
            period={"start": "2025-03-03", "days": 60},
            procedures={
                "papers": {"counter_time": EXPONENTIAL, "stages": [GUIDE, DESK, twin]},
                "land": {"counter_time": 7, "stages": [GUIDE, DESK]},
            },
            sites={"desk": {"arrivals": {"land": {"per_hour": 6}}}},
        )
    )
    columns = [times(drawn, name) for name in ("guide", "desk", "twin")]
    limit = 4 / np.sqrt(len(columns[0]))
    ranks = np.array([column.argsort().argsort() for column in columns])
    assert (np.abs(np.corrcoef(ranks)[np.triu_indices(3, 1)]) < limit).all()
    everybody = np.concatenate([*columns, times(drawn, "guide", "land")])
    assert len(np.unique(everybody)) == len(everybody)


# ---------------------------------------------------------------- how long


@pytest.mark.jit
def test_means_of_stages_are_those_of_their_laws() -> None:
    """One dossier a visit, for two hundred days; the exponential has its standard deviation too."""
    drawn = draw(
        office(
            period={"start": "2025-03-03", "days": 200},
            procedures={
                "papers": {
                    "counter_time": {"law": "gamma", "mean": 10, "cv": 0.5},
                    "stages": [*THREE, STAMP],
                }
            },
        )
    )
    for name, mean in (("guide", 2), ("desk", 10), ("cashier", 2), ("stamp", 4)):
        assert_mean(times(drawn, name) / MINUTE, mean)
    assert_mean((times(drawn, "guide") / MINUTE - 2) ** 2, 4)
    assert_mean((times(drawn, "desk") / MINUTE - 10) ** 2, 25)
    # An eighth of all take longer than the exponential's own quantile.
    assert_mean(times(drawn, "guide") / MINUTE > 2 * log(8), 1 / 8)


@pytest.mark.parametrize(("own", "used"), [(None, 0.3), (0, 0.0), (1, 1.0)])
def test_further_dossiers_take_what_the_stage_says_or_the_procedure(
    own: float | None, used: float
) -> None:
    """A guide who needs no longer for ten papers than for one, and one who needs ten times it."""
    guide = {"name": "guide", "time": 2} | ({} if own is None else {"each_more": own})
    drawn = draw(staged([guide, DESK, CASHIER | {"time": 1}], counter_time=10))
    more = drawn.dossiers["dossiers"] - 1
    assert more.max() > 3
    np.testing.assert_allclose(times(drawn, "guide"), 2 * MINUTE * (1 + used * more))
    np.testing.assert_allclose(times(drawn, "desk"), 10 * MINUTE * (1 + 0.3 * more))
    np.testing.assert_allclose(times(drawn, "cashier"), MINUTE * (1 + 0.3 * more))


def test_the_productive_share_is_left_to_the_run() -> None:
    """Where half the time serves, services are twice as long, and stages the same."""
    scenario = staged()
    half = scenario.model_copy(
        update={
            "sites": {
                id_: site.model_copy(update={"productive_share": 0.5})
                for id_, site in scenario.sites.items()
            }
        }
    )
    one, other = draw(scenario), draw(half)
    assert same(one.workload.stages, other.workload.stages)
    assert (np.abs(other.visits.service - 2 * one.visits.service) <= 1).all()
    expected = np.maximum(1, (times(other, "desk") / 0.5 + 0.5).astype(np.int64))
    assert (other.visits.service == expected).all()


# ---------------------------------------------------------------- no site yet


def test_who_chooses_in_the_run_has_times_all_the_same() -> None:
    """As under another rule of choice; the main one is the service at a productive share of 1."""
    where = {"outside_share": 0.6, "home_included": True}
    live, logit = (
        draw(
            life_province(
                choice={"rule": rule, **where},
                procedures={"land": {"stages": THREE}},
                productive_share=0.8,
            )
        )
        for rule in ("live", "logit")
    )
    undecided = live.workload.live
    assert len(undecided) > 50
    assert (live.dossiers["site"][undecided["dossier"]] == NEVER).all()
    own = live.workload.stages[undecided["dossier"]]
    assert np.isfinite(own).all()
    assert (own[:, 1] == undecided["service"]).all()
    assert same(live.workload.stages, logit.workload.stages)


# ---------------------------------------------------------------- kept memory


class Dirty(Memory):
    """Nothing can be taken for granted but the rows kept."""

    def table(self, name: str, rows: int, dtype: Any, keep: int = 0) -> Any:
        table = super().table(name, rows, dtype, keep)
        table[keep:].view(np.uint8)[:] = 0xA5
        return table


@pytest.mark.jit
def test_kept_memory_leaves_no_trace() -> None:
    """Wide and narrow tables in turn, with and without stages, in one worker's memory."""
    memory = Dirty()
    for scenario in (
        staged(), life_province(procedures={"land": {"stages": [GUIDE, DESK]}}), office(),
        staged([DESK, CASHIER]), life_province(procedures={"papers": {"stages": THREE}}),
    ):  # fmt: skip
        system = build(scenario)
        sampler = Sampler(scenario, system, scenario.seed)
        for replication in (3, 0):
            kept = sampler.draw(replication, memory).stages
            assert same(kept, sampler.draw(replication).stages)


def test_a_table_that_had_too_little_room_is_drawn_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """Twice the room, the same numbers."""
    expected = draw(staged())
    monkeypatch.setattr(workload, "_enough", lambda _: 3)
    found = draw(staged())
    assert same(found.workload.stages, expected.workload.stages)
    assert (found.dossiers == expected.dossiers).all()
