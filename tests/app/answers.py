"""Answers of a what-if that nobody simulated."""

from __future__ import annotations

import math

from sim.studies.whatif import Answer, Change, Day, Figure, Interval

NAN = math.nan


def day(wait: float) -> Day:
    """A day in which all who come at 08:30 wait so long [min]."""
    at_eight = [float(n == 16) for n in range(48)]
    return Day(
        minutes=tuple(range(0, 1440, 30)), wait=(NAN,) * 17 + (wait,) + (NAN,) * 30,
        queue=tuple(at_eight), officers=tuple([0.0] * 16 + [2.0] * 4 + [0.0] * 28),
    )  # fmt: skip


def answer(low: float, high: float, *, staff: int = 2, change: Change | None = None) -> Answer:
    """An answer whose every measure moves by the mean of `low` and `high`."""

    def of(kpi: str, unit: str) -> Figure:
        mean = (low + high) / 2
        return Figure(
            kpi=kpi, unit=unit, changed=Interval(mean=10 + mean, low=NAN, high=NAN),
            base=Interval(mean=10.0, low=9.5, high=10.5),
            difference=Interval(mean=mean, low=low, high=high),
        )  # fmt: skip

    units = {
        "wait_mean": "min", "within_target_share": "share", "utilisation": "share",
        "overtime_per_day": "min/day", "abandoned_share": "share", "served_per_day": "visits/day",
    }  # fmt: skip
    return Answer(
        change=change or (Change(staff={"desk": staff}) if staff else Change()),
        replications=2, final=True,
        is_exact=True, figures=tuple(of(*each) for each in units.items()), day=day(3.0),
        base_day=day(5.0), seconds=0.1,
    )  # fmt: skip
