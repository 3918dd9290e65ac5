"""Runs with their twins: counts by hand, and reasons that are the right ones."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sim.model import system as systems
from sim.model.spec import Scenario
from sim.model.tables import Purpose
from sim.studies.experiment import Settings, run
from sim.studies.parallel import Threads
from sim.studies.twin import days
from sim.studies.twin.formulas import Formula
from sim.studies.twin.lines import NOBODY, known, lines_of
from sim.studies.twin.reasons import Reason
from sim.studies.twin.rows import by_reason, misleading, without_formula
from sim.studies.twin.study import TwinReport, twin
from tests.studies.offices import Record, office
from tests.studies.stress.offices import house

ALWAYS = {"hours": {"mon-sun": ["00:00-24:00"]}, "holidays": "none"}


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """The chain of the day takes long without the compiler: it says 1 everywhere."""
    monkeypatch.setattr(days, "waits", lambda day: np.ones(len(day.officers)))


def told(scenario: Scenario, replications: int = 2, **settings: Any) -> TwinReport:
    asked = Settings(replications=replications, executor=Threads(1), **settings)
    return twin(scenario, "office", asked, Record())


def steady(per_hour: float, patience: Any = None, mean: float = 8, n: int = 3) -> Scenario:
    """An office that never closes."""
    time: dict[str, Any] = {"counter_time": {"law": "exponential", "mean": mean}}
    return office(
        period={"start": "2025-01-06", "days": 60}, warm_up={"days": 5}, calendar=ALWAYS,
        procedures={"any": time | ({"patience": patience} if patience else {})},
        sites={
            "office": {"officers": [{"count": n}], "arrivals": {"any": {"per_hour": per_hour}}}
        },
    )  # fmt: skip


def test_groups_that_share_a_visit_are_one_line() -> None:
    """The generalist joins both desks; without it each desk is a line of its own."""
    scenario = house()
    lines = known(scenario, systems.build(scenario))
    assert lines.names == ("",)
    assert lines.limited.any()
    apart = house(
        sites={
            "house": {
                "officers": [
                    {"name": "land", "count": 2, "serves": ["land"]},
                    {"name": "papers", "count": 1, "serves": ["papers"]},
                ],
                "arrivals": {"land": {"per_hour": 10}, "papers": {"per_day": 20}},
            }
        }
    )
    system = systems.build(apart)
    lines = lines_of(system, [Purpose.FILE])
    assert lines.names == ("land", "papers")
    assert lines.of_officer.tolist() == [0, 0, 1]
    assert lines.of_skill[0, [0, 1, 4]].tolist() == [0, NOBODY, 1]
    assert not lines.limited.any()


def test_the_run_is_that_of_run_itself(quick: None) -> None:
    """The same tallies and the same digest; what is counted here adds up to them."""
    scenario = office()
    found = told(scenario, engine="reference")
    asked = Settings(replications=2, executor=Threads(1), engine="reference", digest=True)
    same = run(scenario, "office", asked, Record())
    assert found.run.digest == same.digest
    assert found.run.replications == (0, 1)
    assert found.run.seed == 7
    # Waits and tickets by hour, against the measures of the site at its hours.
    (summary,) = (same.estimates,)
    by_scope = {scope.scope: row for row, scope in enumerate(summary.scopes)}
    from sim.measures.kpis import COLUMN

    for row in found.rows:
        values = summary.mean[by_scope[f"desk/{row.hour:02d}"]]
        assert row.wait.value == pytest.approx(values[COLUMN["wait_all_mean"]])
        assert row.tickets == pytest.approx(values[COLUMN["arrivals_per_day"]], rel=0.35)
        assert row.within.value == pytest.approx(values[COLUMN["within_target_share"]])
        assert row.first <= row.tickets


def test_an_interrupt_keeps_what_is_done(quick: None) -> None:
    asked = Settings(replications=3, executor=Threads(1), engine="reference")
    found = twin(office(), "office", asked, Record(stop_after=1))
    assert found.run.interrupted
    assert len(found.run.replications) == 1
    assert all(np.isnan(row.wait.low) for row in found.rows)
    with pytest.raises(KeyboardInterrupt):
        twin(office(), "office", asked, Record(stop_after=0))


def test_desks_of_their_own_have_rows_of_their_own(quick: None) -> None:
    """A timetable is seen, and the hour without officers has no formula."""
    scenario = house(
        sites={
            "house": {
                "officers": [
                    {"name": "land", "count": 1, "serves": ["land"], "duty": ["07:30-11:30"]},
                    {"name": "papers", "count": 1, "serves": ["papers"]},
                ],
                "balk_at": 4,
                "arrivals": {
                    "land": {"at": ["08:00", *["13:40"] * 10]},
                    "papers": {"per_hour": 15},
                },
            }
        }
    )
    found = told(scenario, 8, engine="reference")
    assert {row.line for row in found.rows} == {"land", "papers"}
    land = {row.hour: row for row in found.rows if row.line == "land"}
    assert land[13].formula is Formula.NONE
    assert land[13].reason is Reason.NOBODY
    assert land[13].station.servers == 0
    assert land[8].shares[Reason.TIMETABLE] == pytest.approx(1.0)
    assert without_formula(found.rows)[0] == land[13]
    balked = [row.shares[Reason.BALKING] for row in found.rows if row.line == "papers"]
    assert max(balked) > 0.0


def test_stages_have_tickets_of_their_own(quick: None) -> None:
    """The cashier's tickets come from the desk before."""
    scenario = office(
        procedures={
            "file": {
                "counter_time": {"law": "exponential", "mean": 6},
                "stages": [
                    {"name": "desk"},
                    {"name": "cashier", "time": {"law": "exponential", "mean": 3}},
                ],
            }
        },
        sites={
            "desk": {
                "officers": [
                    {"name": "desk", "count": 1, "serves": ["file/desk"]},
                    {"name": "cashier", "count": 1, "serves": ["file/cashier"]},
                ],
                "arrivals": {"file": {"per_hour": 5}},
            }
        },
    )
    found = told(scenario, engine="reference")
    later = {row.line: row.shares[Reason.STAGES] for row in found.rows}
    assert later["cashier"] == 1.0
    assert later["desk"] == 0.0


@pytest.mark.jit
def test_a_steady_office_is_that_of_erlang_c() -> None:
    """M/M/3: formula and simulation agree at all 24 hours, and so does the chain.

    At a load of 40 % that is clear; at 80 % waits vary too much to be sure of 10 %.
    """
    quiet = told(steady(9), 8)
    assert {row.formula for row in quiet.rows} == {Formula.MMC}
    assert {row.reason for row in quiet.rows} == {Reason.AGREES}
    found = told(steady(18), 8)
    assert len(found.rows) == 24
    assert {row.formula for row in found.rows} == {Formula.MMC}
    assert {row.reason for row in found.rows} <= {Reason.AGREES, Reason.UNCLEAR}
    assert not misleading(found.rows)
    assert np.mean([row.told for row in found.rows]) == pytest.approx(8.63, rel=0.15)
    assert found.rows[0].utilisation.value == pytest.approx(0.8, abs=0.03)


@pytest.mark.jit
def test_with_patience_it_is_that_of_erlang_a() -> None:
    """A load of 1.2, where Erlang C has nothing to say."""
    found = told(steady(27, {"law": "exponential", "mean": 15}), 8)
    assert {row.formula for row in found.rows} == {Formula.ERLANG_A}
    assert {row.reason for row in found.rows} == {Reason.AGREES}
    fixed = told(steady(27, {"law": "fixed", "value": 15}), 8)
    assert {row.formula for row in fixed.rows} == {Formula.MMCG}
    assert {row.reason for row in fixed.rows} == {Reason.AGREES}


@pytest.mark.jit
def test_overload_without_patience_has_no_formula() -> None:
    scenario = office(
        procedures={"file": {"counter_time": {"law": "exponential", "mean": 12}}},
        period={"start": "2025-03-03", "days": 60},
        sites={"desk": {"officers": [{"count": 1}], "arrivals": {"file": {"per_hour": 5.75}}}},
    )
    found = told(scenario, 4)
    assert {row.reason for row in found.rows} == {Reason.OVERLOAD}
    # The chain follows the queue through the day all the same; it does not know of those who are
    # sent home in the evening and crowd the next morning, so that it says less.
    told_by_hour = [row.told for row in found.rows if row.hour < 12]
    assert told_by_hour == sorted(told_by_hour)
    assert 0 < told_by_hour[0] < told_by_hour[-1]


@pytest.mark.jit
def test_a_rush_carries_over() -> None:
    """An hour of twice what can be served, then hardly anybody."""
    scenario = office(
        procedures={"file": {"counter_time": {"law": "exponential", "mean": 6}}},
        period={"start": "2025-03-03", "days": 60},
        sites={
            "desk": {
                "officers": [{"count": 2}],
                "arrivals": {"file": {"per_hour": {"08:00": 40, "09:00": 6, "13:30": 0}}},
            }
        },
    )
    rows = {row.hour: row for row in told(scenario, 6).rows}
    assert rows[8].reason is Reason.OVERLOAD
    assert rows[9].reason is Reason.CARRY_OVER
    assert rows[9].queue > 10
    assert rows[9].effects[Reason.CARRY_OVER] == pytest.approx(rows[9].difference, rel=0.2)


@pytest.mark.jit
def test_absence_is_the_reason_where_it_is() -> None:
    scenario = office(
        procedures={"file": {"counter_time": {"law": "exponential", "mean": 6}}},
        period={"start": "2025-03-03", "days": 120},
        sites={
            "desk": {
                "officers": [{"count": 3, "absence": 0.2}],
                "arrivals": {"file": {"per_hour": 16}},
            }
        },
    )
    found = dict(by_reason(told(scenario, 6).rows))
    assert len(found[Reason.ABSENCE]) >= 4


@pytest.mark.jit
def test_with_the_crowd_at_the_door_the_chain_is_the_simulation() -> None:
    """A rush at the opening, patience, days that differ: within 5.5 standard errors at each hour.

    Without the crowd it would be 9 off at eight o'clock.
    """
    scenario = office(
        period={"start": "2025-01-01", "days": 365},
        procedures={
            "file": {
                "counter_time": {"law": "exponential", "mean": 10},
                "patience": {"law": "exponential", "mean": 240},
            }
        },
        sites={
            "desk": {
                "officers": [{"count": 3}],
                "arrivals": {"file": {"per_day": 90, "profile": "default", "day_cv": 0.12}},
            }
        },
    )
    rows = told(scenario, 20).rows
    errors = [(row.wait.high - row.wait.value) / 1.96 for row in rows]
    off = [(row.told - row.wait.value) / se for row, se in zip(rows, errors, strict=True)]
    assert np.abs(off).max() < 5.5
    eight = next(row for row in rows if row.hour == 8)
    assert eight.effects[Reason.CROWD] < -6.0 * errors[rows.index(eight)]
