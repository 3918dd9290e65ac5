"""Who is on duty: planned shifts less absences, with reserves standing in."""

from __future__ import annotations

import numpy as np

from sim.model.tables import Bools, Ints, Roster, System
from sim.sampling import streams


class RosterPlan:
    """Draws the roster of a replication.

    Absence is keyed by (site, group name, number in the group, date). The r-th absent officer of
    a group on a date is replaced by its r-th reserve, who is never absent.
    """

    def __init__(self, system: System, seed: int) -> None:
        self.system = system
        group = system.officer_group
        names = [
            streams.key(seed, "absence", system.site_ids[site], name)
            for site, name in zip(system.group_site, system.group_name, strict=True)
        ]
        self.key = np.array(names, np.uint64)[group]
        self.share = np.where(system.officer_is_reserve, 0.0, system.group_absence[group])
        first = system.first_day.toordinal()
        self.dates = np.arange(first, first + system.n_days, dtype=np.uint64)
        self._always = _merged(*self._columns(), len(self.share)) if not self.share.any() else None

    def _columns(self) -> tuple[Ints, Ints, Ints]:
        """(officer, from, to) of the planned shifts."""
        counts = np.diff(self.system.shift_start)
        officer = np.repeat(np.arange(len(counts)), counts)
        return officer, self.system.shift_from, self.system.shift_to

    def draw(self, replication: int) -> Roster:
        """The roster of one replication."""
        if self._always is not None:
            return self._always
        system = self.system
        u = np.empty((len(self.key), system.n_days))
        numbers = system.officer_number.astype(np.int64)
        streams.fill_uniforms(self.key, numbers, self.dates, replication, u)
        is_absent = u < self.share[:, None]
        officer, since, until = self._columns()
        away = is_absent[officer, system.shift_day]
        stand_in = self._stand_ins(is_absent)[officer, system.shift_day]
        officer = np.where(away, stand_in, officer)
        kept = officer >= 0
        return _merged(officer[kept], since[kept], until[kept], len(self.key))

    def _stand_ins(self, is_absent: Bools) -> Ints:
        """(officers, days) who stands in for an absent officer, -1 for nobody."""
        system = self.system
        found = np.full(is_absent.shape, -1, np.int64)
        # Whoever has no shift on a day is not missed on it, and uses up no reserve.
        has_shift = np.zeros(is_absent.shape, bool)
        officer = np.repeat(np.arange(len(has_shift)), np.diff(system.shift_start))
        has_shift[officer, system.shift_day] = True
        for g in np.unique(system.officer_group[system.officer_is_reserve]):
            members = np.flatnonzero((system.officer_group == g) & ~system.officer_is_reserve)
            reserves = np.flatnonzero((system.officer_group == g) & system.officer_is_reserve)
            missed = is_absent[members] & has_shift[members]
            place = np.cumsum(missed, axis=0) - 1
            covered = missed & (place < len(reserves))
            found[members] = np.where(covered, reserves[np.clip(place, 0, len(reserves) - 1)], -1)
        return found


def _merged(officer: Ints, since: Ints, until: Ints, n_officers: int) -> Roster:
    """Duty by officer in order of time; touching and overlapping intervals are one (R1)."""
    order = np.lexsort((since, officer))
    officer, since, until = officer[order], since[order], until[order]
    # Officers are laid end to end on one line, so that one pass finds the heads of all.
    span = np.int64(until.max(initial=0)) + 2
    reach = np.maximum.accumulate(until + officer * span)
    is_head = np.ones(len(officer), bool)
    is_head[1:] = since[1:] + officer[1:] * span > reach[:-1]
    heads = np.flatnonzero(is_head)
    tails = np.append(heads[1:], len(officer)) - 1 if len(heads) else heads
    duty_officer = officer[heads]
    return Roster(
        duty_start=np.searchsorted(duty_officer, np.arange(n_officers + 1)).astype(np.int64),
        duty_from=since[heads],
        duty_to=reach[tails] - duty_officer * span,
    )
