"""The fast engine: lays a system and a workload out for the kernel, site by site."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from sim.engines.kernel.layout import collect, collect_again, lay_out
from sim.engines.kernel.loop import run_site
from sim.engines.kernel.state import AGAIN as HEAP_AGAIN
from sim.engines.kernel.state import (
    FAR,
    KIND,
    MASK_BITS,
    OFFICER,
    OFFICER_BITS,
    QUEUE,
    SITE,
    SLOT,
    VISIT,
)
from sim.model.tables import DAY, Ints, Outcome, System, Workload

AGAIN = {
    "origin": np.int64,
    "repetition": np.int32,
    "arrived_at": np.int64,
    "called_at": np.int64,
    "left_at": np.int64,
    "officer": np.int32,
    "fate": np.int8,
}
"""Columns of the visits caused in a run, with their types in an `Outcome`."""
RESULTS = ("called_at", "left_at", "officer", "fate")


@dataclass(frozen=True, slots=True, kw_only=True)
class SkillMap:
    """Who serves what at one site, for the kernel.

    A *profile* is a set of skills that the same officers serve: their visits share a queue.
    A *kind* is a set of officers with the same skills; kinds are in order of their number.
    """

    profile: Ints
    """(skills,) profile of each skill."""
    n_profiles: int
    n_words: int
    kinds: NDArray[Any]
    kind_mask: Ints
    """(kinds, words) the profiles that a kind serves, `MASK_BITS` to a word."""
    server_start: Ints
    server_kind: Ints
    """CSR by profile of the kinds that serve it."""
    officer_kind: Ints
    officer_rank: Ints
    """Place in R2's order among officers who are idle since the same instant."""

    @classmethod
    def of(cls, skills: NDArray[np.bool_], skill_count: NDArray[np.int32]) -> SkillMap:
        """From (officers, skills) and the number of skills that each officer is counted with."""
        columns, profile = _distinct(skills.T)
        # The count comes first, so that the distinct kinds are already in its order.
        found, officer_kind = _distinct(np.column_stack([skill_count, skills]))
        serves = np.zeros((len(found), len(columns)), bool)
        serves[officer_kind] = columns.T
        n_words = -(-len(columns) // MASK_BITS)
        kind_mask = np.zeros((len(found), n_words), np.int64)
        for kind, p in np.argwhere(serves):
            kind_mask[kind, p // MASK_BITS] |= np.int64(1) << (p % MASK_BITS)
        kinds = np.empty(len(found), KIND)
        kinds["skills"], kinds["idle_head"], kinds["idle_tail"] = found[:, 0], -1, -1
        servers = np.argwhere(serves.T)
        return cls(
            profile=profile,
            n_profiles=len(columns),
            n_words=n_words,
            kinds=kinds,
            kind_mask=kind_mask,
            server_start=np.searchsorted(servers[:, 0], np.arange(len(columns) + 1)),
            server_kind=np.ascontiguousarray(servers[:, 1]),
            officer_kind=officer_kind,
            officer_rank=np.argsort(np.argsort(skill_count, kind="stable")),
        )


def _distinct(rows: NDArray[Any]) -> tuple[NDArray[Any], Ints]:
    """The distinct rows, in order, and for each row the number of its like."""
    found, inverse = np.unique(rows, axis=0, return_inverse=True)
    return found, inverse.reshape(-1).astype(np.int64)


_skill_maps: WeakKeyDictionary[System, tuple[SkillMap, ...]] = WeakKeyDictionary()


def skill_maps(system: System) -> tuple[SkillMap, ...]:
    """The skill map of every site; made once for each system."""
    if system not in _skill_maps:
        bounds = zip(system.officer_start[:-1], system.officer_start[1:], strict=True)
        _skill_maps[system] = tuple(
            SkillMap.of(system.skills[a:b], system.skill_count[a:b]) for a, b in bounds
        )
    return _skill_maps[system]


def run(system: System, workload: Workload) -> Outcome:
    """What happens when the workload meets the system: a function of both, site by site."""
    n = len(workload.visits)
    report = {name: np.empty(n, VISIT[name]) for name in RESULTS}
    worked_from = workload.roster.duty_from.copy()
    again = []
    # The arithmetic of hashes is meant to wrap around.
    with np.errstate(over="ignore"):
        for s, skills in enumerate(skill_maps(system)):
            visits = _run_site(system, workload, skills, s, worked_from)
            first, last = map(int, workload.visits.site_start[s : s + 2])
            collect(visits, *(column[first:last] for column in report.values()))
            columns = [np.empty(len(visits) - (last - first), kind) for kind in AGAIN.values()]
            place = np.zeros(last - first + 1, np.int64)
            collect_again(visits, last - first, place, first, *columns)
            again.append(columns)
    caused = [np.concatenate(parts) for parts in zip(*again, strict=True)]
    return Outcome(
        **report,
        again_start=np.cumsum([0, *(len(columns[0]) for columns in again)]),
        **{f"again_{name}": column for name, column in zip(AGAIN, caused, strict=True)},
        worked_from=worked_from,
    )


def _run_site(
    system: System, workload: Workload, skills: SkillMap, s: int, worked_from: Ints
) -> NDArray[Any]:
    """Run one site; returns its visits, drawn and caused, and writes its part of `worked_from`."""
    first, last = system.officer_start[s : s + 2]
    duty_start = workload.roster.duty_start[first : last + 1]
    duties = slice(duty_start[0], duty_start[-1])
    duty_start = duty_start - duty_start[0]
    duty_from, duty_to = workload.roster.duty_from[duties], workload.roster.duty_to[duties]
    roster = _roster_events(duty_start, duty_from, duty_to)
    sessions = slice(*system.session_start[s : s + 2])
    open_days = slice(*system.open_day_start[s : s + 2])
    visits, n_classes = _visits(workload, skills, s)
    n_drawn = int(np.diff(workload.visits.site_start[s : s + 2])[0])
    site = _site(system, skills, s, n_classes, n_drawn)
    queues, officers = _queues(n_classes, skills), _officers(skills, duty_start)
    kinds, filled = skills.kinds.copy(), np.zeros(n_classes * skills.n_words, np.int64)
    fresh, completions, late_starts = np.empty((3, len(officers)), np.int64)
    slots = np.empty(len(visits), SLOT)
    deadlines, again = np.empty(len(visits), np.int64), np.empty(len(visits), HEAP_AGAIN)
    while True:
        run_site(
            site, visits, queues, officers, kinds, skills.kind_mask, skills.server_start,
            skills.server_kind, duty_from, duty_to, worked_from[duties], roster,
            system.session_to[sessions], system.session_closes[sessions],
            system.door_from[sessions], system.door_to[sessions], system.open_day[open_days],
            system.return_thresholds, system.return_days,
            filled, slots, fresh, completions, late_starts, deadlines, again,
        )  # fmt: skip
        if site.is_over:
            return visits[: site.n_rows]
        visits, slots, deadlines, again = (
            np.concatenate([each, np.empty(len(each), each.dtype)])
            for each in (visits, slots, deadlines, again)
        )


def _visits(workload: Workload, skills: SkillMap, s: int) -> tuple[NDArray[Any], int]:
    """(the kernel's visits of site s, with some room for those caused; number of classes)."""
    drawn = workload.visits
    rows = slice(*drawn.site_start[s : s + 2])
    n = len(drawn.arrived_at[rows])
    visits = np.empty(2 * n + 64, VISIT)
    n_classes = lay_out(
        drawn.arrived_at[rows], drawn.service[rows], drawn.patience[rows], drawn.dossier[rows],
        drawn.return_word[rows], drawn.procedure[rows], drawn.purpose[rows], drawn.priority[rows],
        skills.profile, skills.n_profiles, visits,
    )  # fmt: skip
    return visits, n_classes


def _site(system: System, skills: SkillMap, s: int, n_classes: int, n_drawn: int) -> Any:
    """The rules of site s, and its state before the first event."""
    site = np.zeros(1, SITE)[0]
    site.horizon = system.horizon
    site.latest_close = system.latest_close[s]
    site.balk_at = system.balk_at[s]
    site.at_close_serve = system.at_close_serve[s]
    site.at_break_serve = system.at_break_serve[s]
    site.extend = system.extend_breaks[s]
    site.notes_reneging = site.balk_at >= 0 or _may_return_at_once(system, s)
    site.n_drawn = site.n_rows = n_drawn
    site.n_profiles, site.n_words = skills.n_profiles, skills.n_words
    site.n_classes = n_classes
    site.free_slot, site.closed_at, site.send_home_at = -1, -1, FAR
    return site


def _may_return_at_once(system: System, s: int) -> bool:
    """Whether a visit could return before a close has cleared the room of it.

    Not if whoever returns does so on a later date, and the room is empty before midnight.
    """
    if not system.return_thresholds.any():
        return False
    sessions = slice(*system.session_start[s : s + 2])
    after_close = system.latest_close[s] if system.at_close_serve[s] else 0
    cleared_at = system.session_to[sessions] + after_close * system.session_closes[sessions]
    midnight = (system.session_date[sessions] + 1) * DAY
    return 0 in system.return_days or bool((cleared_at > midnight).any())


def _queues(n_classes: int, skills: SkillMap) -> NDArray[Any]:
    """Empty queues, by class and profile."""
    queues = np.empty(n_classes * skills.n_profiles, QUEUE)
    priority, profile = np.divmod(np.arange(len(queues)), skills.n_profiles)
    queues["head"] = queues["tail"] = -1
    queues["word"] = priority * skills.n_words + profile // MASK_BITS
    queues["bit"] = np.int64(1) << (profile % MASK_BITS)
    return queues


def _officers(skills: SkillMap, duty_start: Ints) -> NDArray[Any]:
    """The officers before their first duty."""
    officers = np.zeros(len(skills.officer_kind), OFFICER)
    officers["kind"], officers["rank"] = skills.officer_kind, skills.officer_rank
    officers["first_duty"], officers["end_duty"] = duty_start[:-1], duty_start[1:]
    officers["next_duty"] = officers["seen"] = duty_start[:-1]
    for name in ("current", "began", "ended", "deferred", "idle_next", "idle_prev"):
        officers[name] = -1
    return officers


def _roster_events(duty_start: Ints, duty_from: Ints, duty_to: Ints) -> Ints:
    """Ends and starts of duty in order of time, ends first, packed as time | start? | officer."""
    officer = np.repeat(np.arange(len(duty_start) - 1), np.diff(duty_start))
    ends = (duty_to << (OFFICER_BITS + 1)) | officer
    starts = (duty_from << (OFFICER_BITS + 1)) | (1 << OFFICER_BITS) | officer
    return np.sort(np.concatenate([ends, starts]))
