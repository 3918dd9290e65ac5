"""Days at sites that the reference engine plays again: Little's law, and the same journal.

A window reaches from a midnight at which nobody is at a site, on duty, or at work, to the next
one like it: most are one day, and one of an office that never shuts may be long. All who came to
the site in it are told to the reference engine's counter hall, with what they were drawn to need,
whatever caused their visit. The hall must call the same visits at the same instants by the same
officers, and the number waiting, that its observer adds up event by event, must come to the sum
of the waits in the run's own journal. Windows are drawn by chance from all there are, by a seed
of their own.
"""

from __future__ import annotations

import numpy as np

from sim.engines.reference.replay import Known, Replay, Window, replay
from sim.model.tables import DAY, NEVER, Ints, Outcome, Purpose, System, Workload
from sim.studies.audit.findings import MOST_OFFENCES, Finding, Offence, of_turn
from sim.studies.audit.kernel.idle import mark_crossed
from sim.studies.audit.laws import Past
from sim.studies.audit.tables import Turns, stretched

WINDOWS = 12
"""Played again of each replication."""
MOST_VISITS = 4_000
"""In these together; the reference engine takes some 0.1 ms each."""
PURPOSE = 0xA0D17
"""Sets the draws of windows apart from those of scenarios."""


def chosen(
    system: System, workload: Workload, past: Past, seed: int, windows: int = WINDOWS
) -> list[Window]:
    """Windows drawn by chance from all that have visits.

    One that alone holds too many is played up to the midnight before there are too many.
    """
    found = candidates(system, workload, past)
    rng = np.random.default_rng([PURPOSE, seed, workload.replication])
    room = MOST_VISITS
    taken: list[Window] = []
    for k in rng.permutation(len(found)).tolist():
        window = found[k]
        n = len(rows_of(past.visits, window))
        if n > room and not taken:
            window = _shortened(past.visits, window)
        elif n > room:
            continue
        taken.append(window)
        room -= n
        if len(taken) == windows or room <= 0:
            break
    return sorted(taken, key=lambda window: (window.since, window.site))


def candidates(system: System, workload: Workload, past: Past) -> list[Window]:
    """All windows with visits."""
    free = ~crossed(system, workload, past)
    found = []
    for site in range(len(system.site_ids)):
        midnights = (np.flatnonzero(free[site]) * DAY).tolist()
        came = past.visits.came[slice(*past.visits.start[site : site + 2].tolist())]
        places = np.searchsorted(came, midnights).tolist()
        for k in range(len(midnights) - 1):
            if places[k] < places[k + 1]:
                found.append(Window(site=site, since=midnights[k], until=midnights[k + 1]))
    return found


def crossed(system: System, workload: Workload, past: Past) -> np.ndarray:
    """(S, D + 1) midnights at which somebody is in the hall, or on duty, or at work, or it opens.

    The first and the last midnight of the run count as free.
    """
    n_sites, n_days = len(system.site_ids), int(system.horizon // DAY)
    found = np.zeros((n_sites, n_days + 1), np.bool_)
    turns, works, roster = past.turns, past.works, workload.roster
    gone = np.maximum(turns.until, turns.left)
    mark_crossed(turns.start, turns.joined, gone, DAY, found)
    mark_crossed(works.start, works.begun, works.ended, DAY, found)
    duty_start = roster.duty_start[system.officer_start]
    # What ends or begins at midnight does not reach over it.
    mark_crossed(duty_start, roster.duty_from, roster.duty_to - 1, DAY, found)
    opens = np.minimum(system.session_from, system.door_from)
    mark_crossed(system.session_start, opens, system.session_to - 1, DAY, found)
    found[:, 0] = found[:, n_days] = False
    return found


def rows_of(turns: Turns, window: Window) -> Ints:
    """Rows of the turns that begin in a window."""
    own = slice(*turns.start[window.site : window.site + 2].tolist())
    bounds = np.searchsorted(turns.joined[own], [max(window.since, 0), window.until])
    return np.arange(*(own.start + bounds).tolist())


def _shortened(visits: Turns, window: Window) -> Window:
    """As many days as have no more visits than are played, one at the least."""
    days = range(window.since + DAY, window.until, DAY)
    until = window.until
    for at in reversed(days):
        if len(rows_of(visits, Window(site=window.site, since=window.since, until=until))) <= (
            MOST_VISITS
        ):
            break
        until = at
    return Window(site=window.site, since=window.since, until=until)


def replayed(
    system: System, workload: Workload, outcome: Outcome, past: Past, windows: list[Window]
) -> tuple[Finding, Finding]:
    """Little's law in the windows, and whether the reference engine's journal of them is equal."""
    n, waits, little, offences = workload.replication, 0, [], []
    checked, differing = 0, []
    for window in windows:
        rows = rows_of(past.visits, window)
        works = _works(past, window)
        played = replay(
            system, workload, window, [_known(system, workload, past.visits, r) for r in rows],
            [(int(past.works.arrived[k]), int(past.works.dossier[k])) for k in works.tolist()],
        )  # fmt: skip
        waited = _waited(past.turns, window)
        little.append(abs(played.waiting_time - waited))
        waits += waited
        if little[-1]:
            offences.append(_window_offence(system, n, window, little[-1]))
        checked += len(rows) + len(works)
        differing += _differing(system, past, window, rows, played, n)
        differing += _works_differing(system, past, window, works, played, n)
        differing += _duties_differing(system, workload, outcome, window, played, n)
    on_sample = (("site_days", len(windows)),)
    return (
        Finding(
            law="little", counted=(*on_sample, ("waited_minutes", waits // 60_000)),
            violations=len(offences), largest=max(little, default=0),
            offences=tuple(offences[:MOST_OFFENCES]),
        ),
        Finding(
            law="engines", counted=(*on_sample, ("compared", checked)),
            violations=len(differing), largest=max((one.off for one in differing), default=0),
            offences=tuple(differing[:MOST_OFFENCES]),
        ),
    )  # fmt: skip


def _works(past: Past, window: Window) -> Ints:
    """Rows of intake work that lay at a site or arrived there in a window, in order."""
    works = past.works
    own = np.arange(*works.start[window.site : window.site + 2].tolist())
    there = (works.arrived[own] != NEVER) & (works.arrived[own] < window.until)
    there &= (works.begun[own] == NEVER) | (works.begun[own] >= window.since)
    rows: Ints = own[there]
    return rows


def _known(system: System, workload: Workload, visits: Turns, row: int) -> Known:
    dossier, purpose = int(visits.dossier[row]), int(visits.purpose[row])
    procedure = int(workload.dossiers["procedure"][dossier])
    skills = system.stage_skill[slice(*system.stage_start[procedure : procedure + 2].tolist())]
    way: tuple[tuple[int, int], ...] = ()
    if purpose == Purpose.FILE and len(skills):
        drawn = workload.stages[dossier, : len(skills)]
        times = stretched(drawn, system.productive[visits.site[row]])
        way = tuple(zip(skills.tolist(), times.tolist(), strict=True))
    return Known(
        arrived_at=int(visits.came[row]), dossier=dossier, purpose=purpose,
        repetition=int(visits.repetition[row]), priority=int(visits.priority[row]),
        skill=int(visits.skill[row]), service=int(visits.service[row]),
        patience=int(visits.patience[row]), way=way,
    )  # fmt: skip


def _waited(turns: Turns, window: Window) -> int:
    """The sum of the waits in a window, by the run's own journal [visit ms]."""
    rows = rows_of(turns, window)
    return int((np.minimum(turns.until[rows], window.until) - turns.joined[rows]).sum())


def _differing(
    system: System, past: Past, window: Window, rows: Ints, played: Replay, n: int
) -> list[Offence]:
    """Visits that went another way."""
    visits, found = past.visits, []
    first = int(system.officer_start[window.site])
    numbers = np.where(visits.officer[rows] == NEVER, NEVER, visits.officer[rows] - first)
    for row, number, visit in zip(rows.tolist(), numbers.tolist(), played.visits, strict=True):
        told = int(visits.called[row]), int(visits.left[row]), int(visits.fate[row])
        again = visit.called_at, visit.left_at, int(visit.fate)
        if max(told[1], again[1]) >= window.until or NEVER in (told[1], again[1]):
            # It goes on after the window: the call is all that can be known of it.
            is_same = _before(told[0], window.until) == _before(again[0], window.until)
        else:
            is_same = (*told, number) == (*again, visit.officer)
        if not is_same:
            off = abs(told[0] - again[0]) if NEVER not in (told[0], again[0]) else 0
            offence = of_turn(system, n, visits, row, off)
            instants = (*offence.instants, ("called_again", again[0]), ("left_again", again[1]))
            found.append(
                Offence(
                    replication=n, site=offence.site, dossier=offence.dossier,
                    purpose=offence.purpose, repetition=offence.repetition,
                    officer=offence.officer, off=off, instants=instants,
                )
            )  # fmt: skip
    return found


def _before(instant: int, until: int) -> int:
    return instant if instant < until else NEVER


def _works_differing(
    system: System, past: Past, window: Window, rows: Ints, played: Replay, n: int
) -> list[Offence]:
    """Intake work that was begun at another time, or by another officer."""
    works, found = past.works, []
    first = int(system.officer_start[window.site])
    for row, (begun, ended, officer) in zip(rows.tolist(), played.intakes, strict=True):
        told = int(works.begun[row]), int(works.ended[row]), int(works.officer[row]) - first
        if told[0] == NEVER or told[0] >= window.until:
            told = (NEVER, NEVER, NEVER)
        if told != (begun, ended, officer):
            found.append(
                Offence(
                    replication=n, site=system.site_ids[window.site],
                    dossier=int(works.dossier[row]), officer=told[2],
                    instants=(("begun", told[0]), ("begun_again", begun)),
                )
            )  # fmt: skip
    return found


def _duties_differing(
    system: System, workload: Workload, outcome: Outcome, window: Window, played: Replay, n: int
) -> list[Offence]:
    """Duties whose start an extended break has moved otherwise (R4)."""
    roster, found = workload.roster, []
    first = int(system.officer_start[window.site])
    for number, worked_from in enumerate(played.worked_from):
        own = slice(*roster.duty_start[first + number : first + number + 2].tolist())
        told = zip(roster.duty_from[own].tolist(), outcome.worked_from[own].tolist(), strict=True)
        for planned, worked in told:
            if planned in worked_from and worked != worked_from[planned]:
                found.append(
                    Offence(
                        replication=n, site=system.site_ids[window.site], officer=number,
                        off=abs(worked - worked_from[planned]),
                        instants=(("begun", worked), ("begun_again", worked_from[planned])),
                    )
                )  # fmt: skip
    return found


def _window_offence(system: System, n: int, window: Window, off: int) -> Offence:
    return Offence(
        replication=n, site=system.site_ids[window.site], off=off,
        instants=(("since", window.since), ("until", window.until)),
    )  # fmt: skip
