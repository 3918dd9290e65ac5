"""The numbers that tables use for what is not a number, and the units of time."""

from __future__ import annotations

from enum import IntEnum

NEVER = -1
SECOND = 1_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR


class Purpose(IntEnum):
    """What a visit is for; the order is the purpose rank in a visit's index."""

    FILE = 0
    SUPPLEMENT = 1
    COLLECT = 2
    ENQUIRE = 3


class Fate(IntEnum):
    """How a visit ended; every visit has exactly one."""

    SERVED = 0
    ABANDONED = 1
    BALKED = 2
    SENT_HOME = 3
    TURNED_AWAY = 4
    NO_SHOW = 5
    OPEN = 6


class Channel(IntEnum):
    """How a dossier is filed."""

    COUNTER = 0
    ONLINE = 1
    POST = 2


class Intake(IntEnum):
    """What comes out at the end of intake."""

    COMPLETE = 0
    INCOMPLETE = 1
    """Something is missing, and its filer will bring it."""
    HOPELESS = 2
    """Something is missing, and nobody will bring it."""


class Ending(IntEnum):
    """How the life of a dossier ended within the run."""

    OPEN = 0
    """It goes on at the horizon."""
    DONE = 1
    """The result is in the citizen's hands."""
    LOST = 2
    """It was never accepted, or what it needed was never brought."""
    UNCLAIMED = 3
    """The result is ready and was never fetched."""


class EventRank(IntEnum):
    """The order of what happens at one instant (rule R9), cited by both engines."""

    COMPLETION = 0
    UNIT_COMPLETION = 1
    DUTY_END = 2
    DUTY_START = 3
    SESSION = 4
    DISPATCH = 5
    UNIT_DISPATCH = 6
    ABANDONMENT = 7
    ARRIVAL = 8


COLLECTS_AGAIN = 3
"""Times that one who could not collect (balked, stayed away, gave up) comes again for it."""
