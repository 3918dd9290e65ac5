"""Whose turn it is: so many at once, the others in the order in which they came."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from threading import Condition

from sim.errors import UsageError
from sim.said import Said

MOST_WAITING = 20
LOOK = 0.25
"""Seconds between looks at whether somebody who waits has given up."""


class Turns:
    """A set number of places at work."""

    def __init__(self, number: int) -> None:
        self.number = number
        """How many may be at work at once."""
        self._tickets = count()
        self._here: list[int] = []
        """Tickets of those at work and those who wait, in their order."""
        self._changed = Condition()

    def enter(self) -> int:
        """Join the queue; the ticket.

        Raises
        ------
        UsageError
            The queue is full.
        """
        with self._changed:
            if len(self._here) >= self.number + MOST_WAITING:
                raise UsageError(
                    Said(
                        "{n} studies of others are waiting already, which is the most. Try again "
                        "when some of them have ended.",
                        n=MOST_WAITING,
                    )
                )
            ticket = next(self._tickets)
            self._here.append(ticket)
            return ticket

    def before(self, ticket: int) -> int:
        """How many turns end before that of the ticket begins; 0: it has begun."""
        with self._changed:
            return self._before(ticket)

    def wait(self, ticket: int, gives_up: Callable[[], bool]) -> bool:
        """Wait for one's turn; whether it came before one gave up."""
        while True:
            with self._changed:
                if self._changed.wait_for(lambda: not self._before(ticket), LOOK):
                    return not gives_up()
            if gives_up():
                return False

    def leave(self, ticket: int) -> None:
        """Let the next one in."""
        with self._changed:
            if ticket in self._here:
                self._here.remove(ticket)
            self._changed.notify_all()

    def _before(self, ticket: int) -> int:
        if ticket not in self._here:
            return 0
        return max(0, self._here.index(ticket) - self.number + 1)
