"""Loads by weekday, and rosters simulated beside the scenario."""

from __future__ import annotations

import pytest

from sim.model.plan import with_officers
from sim.model.spec import Scenario, Target
from sim.studies.experiment import Settings
from sim.studies.parallel import Threads
from sim.studies.rostering.load import ample
from sim.studies.rostering.replay import PILOT, pilot, replayed, together
from tests.studies.offices import Record

SETTINGS = Settings(replications=2, seed=1, engine="reference", executor=Threads(1))
TARGET = Target.model_validate({"goal": "within 5 min >= 50%"})


def two(**changes: object) -> Scenario:
    """Two desks: on Mondays four come at eight, and take 20 min; on Tuesdays nobody."""
    return Scenario.model_validate(
        {
            "name": "two",
            "period": {"start": "2025-03-03", "days": 1},
            "calendar": {"hours": {"mon": ["08:00-10:00"]}},
            "procedures": {"papers": {"counter_time": {"law": "fixed", "value": 20},
                                      "patience": {"law": "fixed", "value": 500}}},
            "sites": {
                id_: {"officers": [{"count": 1, "absence": 0.5}],
                      "arrivals": {"papers": {"at": ["08:00"] * n}}}
                for id_, n in (("one", 4), ("other", 1))
            },
            **changes,
        }
    )  # fmt: skip


def test_the_load_of_a_weekday() -> None:
    """Four who are served at once for 20 of 30 min are 8/3 officers busy."""
    told: list[int] = []
    found = pilot(two(), ["one"], SETTINGS, lambda: told.append(1))
    assert found.names == ("one",)
    assert len(told) == PILOT
    assert found.arrivals[0, 0, 16] == 4
    assert found.arrivals.sum() == 4
    assert found.busy[0, 0, 16] == pytest.approx(4 * 20 / 30)
    assert found.busy.sum() == pytest.approx(4 * 20 / 30)
    assert found.service.tolist() == pytest.approx([20])
    assert found.leaving.tolist() == pytest.approx([1 / 500])


def test_services_that_outlast_their_half_hour_are_busy_in_the_next() -> None:
    long = two(procedures={"papers": {"counter_time": {"law": "fixed", "value": 50}}})
    found = pilot(long, ["other"], SETTINGS, lambda: None)
    assert found.busy[0, 0, 16:19].tolist() == pytest.approx([1, 20 / 30, 0])
    assert found.leaving.tolist() == [0]


def test_ample_officers_are_always_there() -> None:
    (group,) = ample(two()).sites["one"].officers
    assert (group.count, group.absence) == (6, 0)


def test_sites_that_feel_nobody_are_simulated_alone() -> None:
    assert together(two(), ["one"]) == {"one"}
    assert together(two(), ["one", "other"]) is None


@pytest.mark.jit
def test_both_are_simulated_on_the_same_citizens_and_judged() -> None:
    """With four desks nobody waits on days when all are there."""
    scenario = two()
    plan = with_officers(scenario, {"one": 8})
    sink = Record()
    found = replayed(scenario, plan, ["one"], [TARGET], ("two", "roster"), SETTINGS, sink)
    assert [run.label for run in found.runs] == ["two", "roster"]
    assert [run.replications for run in found.runs] == [(0, 1), (0, 1)]
    (before,), (after,) = found.before, found.after
    assert before.value <= 0.25
    assert after.value > before.value
    assert len(sink.journals) == 4
    nothing = replayed(scenario, plan, ["one"], [], ("a", "b"), SETTINGS, Record())
    assert nothing.before == nothing.after == ()


@pytest.mark.jit
def test_an_interrupt_keeps_what_is_finished() -> None:
    scenario = two()
    found = replayed(
        scenario, scenario, ["one"], [TARGET], ("a", "b"), SETTINGS, Record(stop_after=2)
    )
    assert all(run.interrupted and run.replications == (0,) for run in found.runs)
    with pytest.raises(KeyboardInterrupt):
        replayed(scenario, scenario, ["one"], [], ("a", "b"), SETTINGS, Record(stop_after=0))
