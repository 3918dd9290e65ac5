"""Days at small offices whose course is known: stepwise arrivals, staff that comes and leaves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sim.measures.theory_day import Course, Phase, course

AFTER = 600.0
"""Minutes after the close for which a day is followed, by which nobody is left."""


@dataclass(frozen=True, kw_only=True)
class Day:
    """A day from the opening on; after its last phase the doors are shut."""

    service: float
    """Mean [min]."""
    phases: tuple[Phase, ...]

    @property
    def course(self) -> Course:
        """What the day comes to; those on duty before the close are held until nobody waits."""
        held = self.phases[-1].on_duty
        close = Phase(minutes=AFTER, per_hour=0.0, on_duty=held, is_open=False)
        return course([*self.phases, close], self.service)

    def expected(self) -> Mapping[str, float]:
        """The measures of the day by name."""
        found = self.course
        minutes = sum(phase.minutes for phase in self.phases)
        duty = sum(phase.minutes * sum(phase.on_duty) for phase in self.phases)
        return {
            "arrivals_per_day": found.arrivals,
            "wait_mean": found.waiting / found.arrivals,
            "waited_share": found.made_wait / found.arrivals,
            "queue_mean": found.waiting_while_open / minutes,
            "utilisation": found.serving / (duty + found.overtime),
            "overtime_per_day": found.overtime,
        }


RUSH = Day(service=10.0, phases=(Phase(minutes=300, per_hour=20, on_duty=(3,)),))

STEPS = Day(
    service=7.0,
    phases=(
        Phase(minutes=60, per_hour=14, on_duty=(2, 2)),
        Phase(minutes=180, per_hour=30, on_duty=(2, 2)),
        Phase(minutes=30, per_hour=30, on_duty=(2, 0)),
        Phase(minutes=90, per_hour=10, on_duty=(2, 0)),
        Phase(minutes=60, per_hour=10, on_duty=(3, 0)),
        Phase(minutes=60, per_hour=18, on_duty=(3, 0)),
    ),
)
"""Groups: staying and coming, leaving."""

GROWING = Day(
    service=8.0,
    phases=(
        Phase(minutes=60, per_hour=12, on_duty=(2,)),
        Phase(minutes=60, per_hour=20, on_duty=(2,)),
        Phase(minutes=60, per_hour=20, on_duty=(3,)),
        Phase(minutes=30, per_hour=28, on_duty=(3,)),
        Phase(minutes=120, per_hour=28, on_duty=(4,)),
        Phase(minutes=30, per_hour=34, on_duty=(4,)),
        Phase(minutes=60, per_hour=34, on_duty=(5,)),
        Phase(minutes=60, per_hour=24, on_duty=(5,)),
    ),
)

SHRINKING = Day(
    service=9.0,
    phases=(
        Phase(minutes=120, per_hour=24, on_duty=(2, 1, 1)),
        Phase(minutes=60, per_hour=26, on_duty=(2, 1, 1)),
        Phase(minutes=60, per_hour=26, on_duty=(2, 1, 0)),
        Phase(minutes=120, per_hour=16, on_duty=(2, 1, 0)),
        Phase(minutes=30, per_hour=16, on_duty=(2, 0, 0)),
        Phase(minutes=90, per_hour=11, on_duty=(2, 0, 0)),
    ),
)
"""Groups: to the close, to 14:00, to 11:00."""
