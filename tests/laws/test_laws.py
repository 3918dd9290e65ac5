"""Whole runs against exact theory: scenario file, sampling, engine, measures and estimates.

What `verify` does, of a few systems; of all of them, and with every one slowed down, among the
slow tests.
"""

from __future__ import annotations

import pytest

from sim.measures.theory_day import Phase, course
from sim.model.laws import Fixed
from sim.model.spec import Scenario
from sim.studies.experiment import Settings
from sim.studies.verification.days import AFTER, STEPS
from sim.studies.verification.systems import BY_NAME, SYSTEMS, Exact, Known
from sim.studies.verification.table import Table, judged, loaded, verify
from tests.studies.offices import Record

pytestmark = pytest.mark.jit

FEW = ("mm3", "md3", "mm2-priorities", "patience-fixed", "day-steps")
"""Waits, quantiles, fixed times, classes, impatience, and days with officers who leave."""
SLOWER = 1.02


def verified(names: tuple[str, ...], replications: int, factor: float = 1.0) -> Table:
    """The table of some systems, services that much longer than theory is told."""
    systems = [BY_NAME[name] for name in names]
    settings = Settings(replications=replications)
    return verify(systems, settings, Record(), lambda system: slower(system, factor))


def slower(system: Exact, factor: float) -> Scenario:
    """The scenario with counter times that much longer, at desks of every kind."""
    scenario = loaded(system)
    procedures = {}
    for id_, procedure in scenario.procedures.items():
        time = procedure.counter_time
        name = "value" if isinstance(time, Fixed) else "mean"
        longer = time.model_copy(update={name: getattr(time, name) * factor})
        procedures[id_] = procedure.model_copy(update={"counter_time": longer})
    return scenario.model_copy(update={"procedures": procedures})


def told(table: Table) -> list[str]:
    """The cases that are off, in words."""
    return [
        f"{case.system.name}: {case.known.measure} of {case.known.scope.scope} is {case.got:.5g} ± "
        f"{case.error:.2g}, exactly {case.known.expected:.5g}"
        for case in table.off
    ]


@pytest.mark.parametrize("name", FEW)
def test_a_system_agrees_with_theory(name: str) -> None:
    table = verified((name,), 20)
    assert not told(table)
    if name != "patience-fixed":  # few leave where half of the officers would do
        assert max(case.relative_error for case in table.cases) < 0.02


def test_services_two_per_cent_longer_are_noticed() -> None:
    """The tests above can fail; the waits of two classes and the officers' time give it away."""
    for name, measure in (("mm3", "utilisation"), ("mm2-priorities", "wait_mean")):
        table = verified((name,), 20, SLOWER)
        assert measure in {case.known.measure for case in table.off}


def test_officers_are_no_mere_capacity() -> None:
    """The day of steps is told from one in which a service under way keeps others from starting."""
    phases = [
        Phase(minutes=each.minutes, per_hour=each.per_hour, on_duty=(sum(each.on_duty),))
        for each in STEPS.phases
    ]
    close = Phase(minutes=AFTER, per_hour=0, on_duty=(3,), is_open=False)
    wrong = course([*phases, close], STEPS.service)
    right = verified(("day-steps",), 20)
    system, estimates = right.systems[0], right.runs[0].estimates
    for measure, value in (
        ("wait_mean", wrong.waiting / wrong.arrivals), ("overtime_per_day", wrong.overtime),
    ):  # fmt: skip
        case = judged(system, Known(measure=measure, expected=value), estimates)
        assert right.is_off(case)


@pytest.mark.slow
def test_the_whole_table_agrees_and_is_sharp() -> None:
    """As `verify` runs it. Standard errors within half a per cent but for what happens rarely."""
    table = verified(tuple(BY_NAME), 100)
    assert len(table.cases) >= 40
    assert not told(table)
    errors = sorted(case.relative_error for case in table.cases)
    assert errors[round(0.9 * len(errors))] <= 0.005
    assert errors[-1] <= 0.011


@pytest.mark.slow
@pytest.mark.parametrize("name", [system.name for system in SYSTEMS])
def test_no_system_forgives_services_two_per_cent_longer(name: str) -> None:
    """Judged as strictly as among all, at 5.2 standard errors, though by half the replications."""
    table = verified((name,), 50, SLOWER)
    assert max(abs(case.off) for case in table.cases) > 5.2


@pytest.mark.slow
@pytest.mark.parametrize("name", ["mg1-dossiers", "day-growing"])
def test_both_engines_give_the_same_table(name: str) -> None:
    """A short one, since the readable engine takes its time."""

    def short(system: Exact) -> Scenario:
        return loaded(system, ("period={start: 2025-01-06, days: 20}",))

    one, other = (
        verify([BY_NAME[name]], Settings(replications=2, engine=engine), Record(), short)
        for engine in ("compiled", "reference")
    )
    assert [case.got for case in one.cases] == [case.got for case in other.cases]
