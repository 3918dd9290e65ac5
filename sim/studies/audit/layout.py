"""What a scenario says, as the audit's loops want it: worked out once a run."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sim.model.tables import Bools, Ints, SmallInts, System


class Layout(NamedTuple):
    """Holds of the sites, and officers by what they can do. S sites, O officers, Q skill sets."""

    horizon: int
    officer_start: Ints
    """(S + 1,)"""
    hold_start: Ints
    """(S + 1,) CSR of the instants from which officers are held (R6), in order of time."""
    hold_at: Ints
    close_start: Ints
    """(S + 1,) CSR of the closes with a hold: [close_at, close_until) is the hall's closing."""
    close_at: Ints
    close_until: Ints
    set_start: Ints
    """(S + 1,) CSR of the different sets of skills that officers of a site have."""
    set_skills: Bools
    """(Q, K)"""
    officer_set: SmallInts
    """(O,) row of `set_skills`."""
    extends: Bools
    """(S,) an overrun delays the end of a break (R4)."""


def layout_of(system: System) -> Layout:
    """The layout of a scenario."""
    holds: list[list[int]] = []
    closes: list[list[tuple[int, int]]] = []
    for site in range(len(system.site_ids)):
        own_holds, own_closes = _holds(system, site)
        holds.append(own_holds)
        closes.append(own_closes)
    set_start, set_skills, officer_set = _skill_sets(system)
    flat = [each for own in closes for each in own]
    return Layout(
        horizon=int(system.horizon),
        officer_start=system.officer_start,
        hold_start=_starts([len(own) for own in holds]),
        hold_at=np.array([at for own in holds for at in own], np.int64),
        close_start=_starts([len(own) for own in closes]),
        close_at=np.array([at for at, _ in flat], np.int64),
        close_until=np.array([until for _, until in flat], np.int64),
        set_start=set_start,
        set_skills=set_skills,
        officer_set=officer_set,
        extends=system.extend_breaks,
    )


def _starts(lengths: list[int]) -> Ints:
    return np.concatenate([[0], np.cumsum(np.array(lengths, np.int64))]).astype(np.int64)


def _holds(system: System, site: int) -> tuple[list[int], list[tuple[int, int]]]:
    """Instants from which officers of a site are held, and from each close to its latest close."""
    first, last = system.session_start[site : site + 2].tolist()
    holds: list[int] = []
    closes: list[tuple[int, int]] = []
    for row in range(first, last):
        end = int(system.session_to[row])
        if not system.session_closes[row]:
            holds += [end] * bool(system.at_break_serve[site])
        elif system.at_close_serve[site]:
            opens_at = int(system.door_from[row + 1]) if row + 1 < last else int(system.horizon)
            latest = min(end + int(system.latest_close[site]), opens_at)
            if latest > end:
                holds.append(end)
                closes.append((end, latest))
    return holds, closes


def _skill_sets(system: System) -> tuple[Ints, Bools, SmallInts]:
    """Officers of a site who can do the same have one set of skills."""
    n_sets, counts = 0, []
    rows: list[Bools] = []
    officer_set = np.empty(len(system.skills), np.int32)
    for site in range(len(system.site_ids)):
        own = slice(*system.officer_start[site : site + 2].tolist())
        found, which = np.unique(system.skills[own], axis=0, return_inverse=True)
        officer_set[own] = n_sets + which.reshape(-1)
        rows.append(found)
        counts.append(len(found))
        n_sets += len(found)
    skills = np.concatenate(rows) if rows else np.zeros((0, system.skills.shape[1]), np.bool_)
    return _starts(counts), np.ascontiguousarray(skills), officer_set
