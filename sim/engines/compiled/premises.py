"""What the kernel knows of a system before any replication."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from sim.engines.compiled.skills import SkillMap
from sim.engines.kernel.state import (
    FAR,
    HABIT,
    N_PURPOSES,
    SESSION,
    SITE,
    STRETCH,
    UNIT,
    WORKING_DAY,
)
from sim.model.tables import DAY, Ints, Purpose, System


@dataclass(frozen=True, slots=True, kw_only=True)
class Premises:
    """What the kernel knows of a system before any replication."""

    profile: Ints
    """(S, skills) the profile of each skill at each site"""
    stage_profile: Ints
    """(S, stages) the profile of the skill of each stage"""
    n_profiles: Ints
    sites: NDArray[Any]
    sessions: NDArray[Any]
    units: NDArray[Any]
    stretches: NDArray[Any]
    session_at: NDArray[np.int32]
    open_day_at: NDArray[np.int32]
    stretch_at: NDArray[np.int32]
    day_at: NDArray[np.int32]
    days: NDArray[Any]
    habits: NDArray[Any]
    kinds: NDArray[Any]
    kind_mask: Ints
    server_start: Ints
    server_kind: Ints
    officer_kind: Ints
    officer_rank: Ints

    @classmethod
    def of(cls, system: System) -> Premises:
        """From the arrays of the scenario."""
        bounds = zip(system.officer_start[:-1], system.officer_start[1:], strict=True)
        maps = [SkillMap.of(system.skills[a:b], system.skill_count[a:b]) for a, b in bounds]
        widest = max(each.n_words for each in maps)
        masks = [np.pad(each.kind_mask, ((0, 0), (0, widest - each.n_words))) for each in maps]
        profile = np.array([each.profile for each in maps])
        return cls(
            profile=profile,
            # In C order also at several sites: for another the kernel would be compiled once more.
            stage_profile=np.ascontiguousarray(profile[:, system.stage_skill]),
            n_profiles=np.array([each.n_profiles for each in maps], np.int64),
            sites=_sites(system, maps),
            sessions=_sessions(system),
            units=_units(system),
            stretches=_stretches(system),
            session_at=by_date(system.session_start, system.door_from, DAY, "right"),
            open_day_at=by_date(system.open_day_start, system.open_day, 1, "left"),
            stretch_at=by_date(system.clock_start, system.clock_to, DAY, "left"),
            day_at=by_date(system.clock_day_start, system.clock_day_ends, DAY, "left"),
            days=_table(WORKING_DAY, day=system.clock_day, ends_at=system.clock_day_ends),
            habits=_habits(system, profile),
            kinds=np.concatenate([each.kinds for each in maps]),
            kind_mask=np.concatenate(masks),
            server_start=np.concatenate([each.server_start for each in maps]),
            server_kind=np.concatenate([each.server_kind for each in maps]),
            officer_kind=np.concatenate([each.officer_kind for each in maps]),
            officer_rank=np.concatenate([each.officer_rank for each in maps]),
        )


_premises: WeakKeyDictionary[System, Premises] = WeakKeyDictionary()


def premises_of(system: System) -> Premises:
    """The premises of a system; made once for each."""
    if system not in _premises:
        _premises[system] = Premises.of(system)
    return _premises[system]


def starts(lengths: Iterable[int]) -> Ints:
    """Where rows of these lengths begin, and where the last one ends."""
    return np.concatenate([[0], np.cumsum(np.fromiter(lengths, np.int64))]).astype(np.int64)


def cut(sites: NDArray[Any], name: str, start: Ints) -> None:
    """Note where each site's part of a common table begins and ends."""
    sites[f"first_{name}"], sites[f"last_{name}"] = start[:-1], start[1:]


def by_date(
    start: Ints, values: Ints, date: int, side: Literal["left", "right"]
) -> NDArray[np.int32]:
    """Where each part of a table begins to be at least (right: more than) each date, in its unit.

    `start` cuts `values`, which are in order within a part. The last column holds on.
    """
    dates = np.arange(int(values.max(initial=0)) // date + 2) * date
    parts = zip(start[:-1].tolist(), start[1:].tolist(), strict=True)
    rows = [a + np.searchsorted(values[a:b], dates, side) for a, b in parts]
    return np.array(rows, np.int32).reshape(len(start) - 1, len(dates))


def _stretches(system: System) -> NDArray[Any]:
    """The open time of all clocks."""
    length = system.clock_to - system.clock_from
    clock = np.repeat(np.arange(len(system.clock_start) - 1), np.diff(system.clock_start))
    before = np.cumsum(length) - length
    first = system.clock_start[clock]
    return _table(
        STRETCH, since=system.clock_from, until=system.clock_to, before=before - before[first]
    )


def _sessions(system: System) -> NDArray[Any]:
    """The sessions of all sites."""
    return _table(
        SESSION, closes_at=system.session_to, door_from=system.door_from, door_to=system.door_to,
        is_last=system.session_closes,
    )  # fmt: skip


def _habits(system: System, profile: Ints) -> NDArray[Any]:
    """(S, P) what becomes of the dossiers of a procedure at a site."""
    n_pairs = N_PURPOSES * len(system.procedure_ids)
    by_purpose = profile[:, :n_pairs].reshape(len(profile), -1, N_PURPOSES)
    habits = np.zeros(by_purpose.shape[:2], HABIT)
    habits["unit"] = system.unit_at.T
    habits["file"] = by_purpose[:, :, Purpose.FILE]
    habits["supplement"] = by_purpose[:, :, Purpose.SUPPLEMENT]
    habits["collect"] = by_purpose[:, :, Purpose.COLLECT]
    habits["on_the_spot"], habits["goes_on"] = system.on_the_spot, system.has_dossiers
    return habits


def _sites(system: System, maps: list[SkillMap]) -> NDArray[Any]:
    """The rules of the sites."""
    sites = np.zeros(len(maps), SITE)
    cut(sites, "session", system.session_start)
    cut(sites, "open_day", system.open_day_start)
    cut(sites, "officer", system.officer_start)
    cut(sites, "kind", starts(len(each.kinds) for each in maps))
    cut(sites, "server", starts(len(each.server_start) for each in maps))
    cut(sites, "choice", starts(len(each.server_kind) for each in maps))
    for s, (site, skill_map) in enumerate(zip(sites, maps, strict=True)):
        site.number, site.day, site.later, site.horizon = s, -1, -1, system.horizon
        site.latest_close, site.balk_at = system.latest_close[s], system.balk_at[s]
        site.at_close_serve = system.at_close_serve[s]
        site.at_break_serve = system.at_break_serve[s]
        site.extend = system.extend_breaks[s]
        site.has_stages = len(system.stage_skill) > 0
        site.notes_reneging = site.has_stages or site.balk_at >= 0 or may_return_at_once(system, s)
        site.n_profiles, site.n_words = skill_map.n_profiles, skill_map.n_words
        site.closed_at, site.send_home_at = -1, FAR
        site.opens_next = FAR
    return sites


def may_return_at_once(system: System, s: int) -> bool:
    """Whether a visit could come again before a close has cleared the room of it.

    Not if whoever comes again does so on a later date, and the room is empty at midnight.
    """
    sessions = slice(*system.session_start[s : s + 2])
    after_close = system.latest_close[s] if system.at_close_serve[s] else 0
    cleared_at = system.session_to[sessions] + after_close * system.session_closes[sessions]
    date = system.session_date[sessions] * DAY
    overnight = (cleared_at >= date + DAY) | (system.door_from[sessions] < date)
    return 0 in system.return_days or bool(overnight.any())


def _units(system: System) -> NDArray[Any]:
    """The units before their first dossier."""
    units = np.zeros(len(system.unit_ids), UNIT)
    units["free"] = system.unit_processors
    units["first_busy"] = np.cumsum(system.unit_processors) - system.unit_processors
    units["joins"] = -1
    units["clock"] = clock = system.unit_clock
    units["session"] = units["first_session"] = system.clock_start[clock]
    units["last_session"] = system.clock_start[clock + 1]
    units["first_day"] = system.clock_day_start[clock]
    units["last_day"] = system.clock_day_start[clock + 1]
    n_lines = units["last_day"] - units["first_day"] + 1
    units["first_line"] = units["first_waiting"] = np.cumsum(n_lines) - n_lines
    return units


def _table(dtype: Any, **columns: NDArray[Any]) -> NDArray[Any]:
    """A structured array of columns."""
    table = np.zeros(len(next(iter(columns.values()))), dtype)
    for name, column in columns.items():
        table[name] = column
    return table
