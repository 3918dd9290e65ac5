"""What must hold line by line where visits pass stages (R10): see `passages` for what a turn is."""

from __future__ import annotations

import numpy as np

from sim.model.tables import DAY, NEVER, Fate, Outcome, System, Workload
from tests.parity.holds import Hours
from tests.parity.pasts import Past, Server


def check_sent_home(hours: Hours, servers: list[Server], turns: list[Past]) -> None:
    """E4: at the close who has nobody, at the clearing all, after it whoever moves on."""
    for turn in turns:
        if turn.fate in (Fate.NO_SHOW, Fate.BALKED, Fate.TURNED_AWAY):
            continue
        goes = turn.fate in (Fate.SENT_HOME, Fate.OPEN) and turn.left_at != NEVER
        expected = min(goes_home(hours, servers, turn), default=NEVER)
        assert expected == (turn.left_at if goes else NEVER)


def goes_home(hours: Hours, servers: list[Server], turn: Past) -> list[int]:
    """The instants at which the turn waits and has to go."""
    clearings = {start for start, _ in hours.shut}
    found = [
        instant
        for instant in {*hours.closes, *clearings}
        if turn.is_there_by_dispatch(instant)
        and turn.waited_until >= instant < hours.horizon
        and (instant in clearings or nobody_is_held(servers, turn, instant))
    ]
    at = turn.arrived_at
    if turn.stage > 0 and (
        any(start <= at < end for start, end in hours.shut)
        or (
            any(start < at < end for start, end in hours.closing)
            and nobody_is_held(servers, turn, at)
        )
    ):
        found.append(at)
    return found


def nobody_is_held(servers: list[Server], turn: Past, at: int) -> bool:
    """Whether no officer is held for the turn just before the dispatch of an instant."""
    return not any(is_held(server, turn, at) for server in servers)


def is_held(server: Server, turn: Past, at: int) -> bool:
    """Whether the officer is, busy or not."""
    return turn.skill in server.skills and any(
        turn.came_at < since <= at <= until for since, until in server.holds
    )


def check_balking(balk_at: int, turns: list[Past]) -> None:
    """R7: all who wait count, at whatever stage; nobody balks but on arrival."""
    for turn in turns:
        if turn.stage > 0 or turn.fate in (Fate.NO_SHOW, Fate.TURNED_AWAY):
            continue
        if turn.called_at == turn.arrived_at:
            continue
        n = sum(v.comes_before(turn.ticket) and v.waited_until > turn.arrived_at for v in turns)
        assert (turn.fate == Fate.BALKED) == (balk_at != NEVER and n >= balk_at)


def check_next(servers: list[Server], turns: list[Past]) -> None:
    """R3: whoever is called in a dispatch comes first of those who wait on within the skills."""
    for turn in turns:
        at = turn.called_at
        if at == NEVER or not turn.is_there_by_dispatch(at):
            continue
        server = servers[turn.officer]
        for other in turns:
            waits = other.is_there_by_dispatch(at) and (
                other.waited_until > at
                or (other.waited_until == at and other.fate == Fate.ABANDONED)
            )
            if waits and server.could_serve(other, at):
                assert (turn.priority, turn.ticket) < (other.priority, other.ticket)


def check_extended(
    system: System, workload: Workload, outcome: Outcome, site: int, servers: list[Server]
) -> None:
    """R4: only time serving past the end of a duty delays the next; standing by does not."""
    roster, first = workload.roster, int(system.officer_start[site])
    for row, server in enumerate(servers, start=first):
        for k in range(roster.duty_start[row], roster.duty_start[row + 1]):
            start, end = int(roster.duty_from[k]), int(roster.duty_to[k])
            expected, worked_from = start, int(outcome.worked_from[k])
            if k > roster.duty_start[row] and system.extend_breaks[site] and start < system.horizon:
                before = int(roster.duty_to[k - 1])
                free_at = max((b for a, b in server.jobs if a < worked_from), default=NEVER)
                if (before - 1) // DAY == start // DAY and free_at > before:
                    expected = min(free_at + start - before, end)
            assert worked_from == expected


def check_there_are_none(system: System, outcome: Outcome) -> None:
    """Without stages nobody stands by, and there is nothing to tell of stages."""
    if len(system.stage_skill) == 0:
        assert len(outcome.stages) == len(outcome.held) == 0
    assert np.all(outcome.held["since"] < outcome.held["until"])
