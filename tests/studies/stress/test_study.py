"""The study of stresses: verdicts, what is judged at once, the work itself, interrupts."""

from __future__ import annotations

import math

import pytest

from sim.model.targets import Target
from sim.studies.experiment import Settings, run
from sim.studies.parallel import Threads
from sim.studies.stress.cases import KEYS
from sim.studies.stress.study import ONE_DAY, Verdict, is_sure, stress, verdict
from tests.studies.offices import Record
from tests.studies.stress.offices import LINE, house, told

SMALL = {"period": {"start": "2025-03-03", "days": 1}}
SLOW = Settings(replications=2, executor=Threads(1), engine="reference")


class Steps:
    """Remembers whose replications were finished; stops the work after some."""

    def __init__(self, stop_after: int | None = None) -> None:
        self.keys: list[str] = []
        self.stop_after = stop_after

    def step(self, label: str) -> None:
        """Remember one, or interrupt as Ctrl-C does."""
        if len(self.keys) == self.stop_after:
            raise KeyboardInterrupt
        self.keys.append(label)


def test_verdicts() -> None:
    """Above the limit, within a point of it on either side, below, and nobody there."""
    found = told({"one": 90, "two": 80, "four": -1}, absent={"one": 70, "two": 80, "four": 99})
    names = [each.site for each in found.before]
    assert names == ["four", "one", "two"]
    before = [verdict(each) for each in found.before]
    assert before == [Verdict.IDLE, Verdict.HELD, Verdict.ON_THE_LINE]
    (under,) = found.under
    after = [verdict(each) for each in under.judged]
    assert after == [Verdict.HELD, Verdict.BROKEN, Verdict.ON_THE_LINE]
    assert all(is_sure(each) for each in under.judged)
    assert under.replications == 2


def test_a_day_of_its_own_is_not_paired() -> None:
    found = told({"one": 90, "two": 90, "four": 90}, after_tet={"one": 70, "two": 79, "four": 99})
    (under,) = found.under
    assert all(math.isnan(each.value) for each in under.changes)


def test_the_work_and_its_run() -> None:
    """The plan's run is that of `run`, bit by bit; every stress has its replications."""
    plan, record, steps = house(**SMALL), Record(), Steps()
    target = Target.model_validate(LINE)
    found = stress(plan, [target], "house", SLOW, record, steps)
    assert [each.stress.key for each in found.under] == list(KEYS)
    times = {key: steps.keys.count(key) for key in KEYS}
    assert times == {"after_tet": 2 * ONE_DAY, "demand": 2, "absent": 2, "desk_closed": 2}
    assert not found.interrupted
    assert record.told[0] == ("begin", "house", 2)
    alone = run(plan, "house", SLOW, Record())
    for one, other in zip(found.run.tallies, alone.tallies, strict=True):
        assert one.numerator.tobytes() == other.numerator.tobytes()
    assert found.run.scopes.rows == alone.scopes.rows


@pytest.mark.jit
def test_an_interrupt_keeps_what_is_finished() -> None:
    """Two replications of three plans, and some of the one day; nothing of more demand."""
    target = Target.model_validate(LINE)
    found = stress(house(**SMALL), [target], "house", SLOW, Record(), Steps(stop_after=6))
    assert found.interrupted
    assert [each.stress.key for each in found.under] == ["after_tet", "absent", "desk_closed"]
    assert found.run.interrupted
    assert len(found.run.replications) == 2


def test_an_interrupt_before_anything_is_finished_goes_on() -> None:
    class Deaf(Record):
        def begin(self, *_: object) -> None:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stress(house(**SMALL), [Target.model_validate(LINE)], "house", SLOW, Deaf(), Steps())
