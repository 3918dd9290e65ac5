"""The load in the average visitor's hour: what a steady formula is asked about a day with a rush.

A formula for a steady load says too little of a day with a rush. Loads are therefore multiplied by
what the average visitor meets above the average hour: with shares p of the
day's visitors in parts of the day of share f, that is the sum of p²/f; days of the week, seasons
and chance work alike through the mean square of the days. (Simple stationary approximation with
a load weighted by visitors; Green and Kolesar 1991 take the mean of the formula over the day
instead, which is infinite as soon as one hour is overloaded.) Absence divides by those present.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from sim.model.spec import OfficerGroup, Scenario
from sim.model.tables import DAY, MINUTE, Floats, System
from sim.sampling import shapes

_SLOT = 30 * MINUTE


def days_factor(scenario: Scenario, days: Floats) -> float:
    """Mean square over squared mean of the days' demand, chance included."""
    total = days.sum(axis=0)
    by_chance = 1.0
    if scenario.demand is not None:
        cv = scenario.demand.day_cv
        by_chance = (1 + cv.province**2) * (1 + cv.district**2)
    return float((total**2).mean() / total.mean() ** 2) * by_chance


def hours_factor(scenario: Scenario, system: System, site: int) -> float:
    """Sum over slots of the day of p²/f; slots are half-hours of the site's sessions."""
    assert scenario.demand is not None
    shape = shapes.of_clock(scenario.profiles[scenario.demand.profile])
    share, length = [], []
    for start, end in _sessions(system, site):
        for at in range(start, end, _SLOT):
            to = min(at + _SLOT, end)
            share.append(sum(_mass_in(piece, at, to) for piece in shape))
            length.append(to - at)
    p, f = np.array(share), np.array(length, np.float64)
    p, f = p / p.sum(), f / f.sum()
    return float((p**2 / f).sum())


def late_share(scenario: Scenario, system: System, site: int) -> float:
    """Share of a day's visitors who come at the cut-off or later, and find a session."""
    assert scenario.demand is not None
    shape = shapes.of_clock(scenario.profiles[scenario.demand.profile])
    late = [(max(start, system.cut_off), end) for start, end in _sessions(system, site)]
    return sum(_mass_in(piece, *span) for piece in shape for span in late if span[0] < span[1])


def _mass_in(piece: shapes.Piece, start: int, end: int) -> float:
    first, last, mass = piece
    if first == last:
        return mass if start <= first < end else 0.0
    return mass * max(0, min(last, end) - max(first, start)) / (last - first)


def _sessions(system: System, site: int) -> list[tuple[int, int]]:
    """A site's sessions of its first working day in the period, in ms since its midnight."""
    rows = range(*system.session_start[site : site + 2])
    date = next(
        int(system.session_date[n]) for n in rows if system.session_from[n] >= system.period_from
    )
    return [
        (int(system.session_from[n]) - date * DAY, int(system.session_to[n]) - date * DAY)
        for n in rows
        if system.session_date[n] == date
    ]


def open_minutes(system: System, site: int) -> float:
    """Minutes for which a site is open on its first working day in the period."""
    return sum(end - start for start, end in _sessions(system, site)) / MINUTE


def absence(groups: Iterable[OfficerGroup]) -> float:
    """Share of officers who are absent, reserves not counted."""
    groups = list(groups)
    size = sum(group.size for group in groups)
    return sum(group.size * group.absence for group in groups) / size if size else 0.0
