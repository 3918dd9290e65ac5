"""How long one visit waits, and stays for a result: numbers in, a number out."""

from __future__ import annotations

from sim.jit import inlined
from sim.model.tables import NEVER, Fate, Purpose

SERVED = int(Fate.SERVED)
BALKED = int(Fate.BALKED)
TURNED_AWAY = int(Fate.TURNED_AWAY)
NO_SHOW = int(Fate.NO_SHOW)
SUPPLEMENT = int(Purpose.SUPPLEMENT)


@inlined
def time_for_result(purpose: int, left: int, accepted_at: int, released_at: int) -> int:
    """How long one stays for the result after a service [ms]: 0 unless that was the acceptance."""
    stay = 0
    if purpose <= SUPPLEMENT and left == accepted_at and released_at != NEVER:
        stay = released_at - left
    return stay


@inlined
def end_of_wait(fate: int, at: int, called: int, left: int, horizon: int) -> int:
    """When a visit was called or left the line, `at` if it never stood in it."""
    until = at
    if fate == SERVED:
        until = called
    elif fate not in (BALKED, TURNED_AWAY, NO_SHOW):
        until = horizon if left == NEVER else left
    return until
