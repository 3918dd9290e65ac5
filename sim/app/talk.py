"""A user's questions about a site: the newest alone is answered, and none that nobody hears."""

from __future__ import annotations

from collections.abc import Generator
from queue import Empty, SimpleQueue
from threading import Event, Lock, Thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.studies.whatif import Answer, Change, WhatIf

TICK = 0.1
"""Seconds between looks at whether the user still listens."""


class Talk:
    """What one user asks about one site.

    Answers are worked out in a thread of their own. The page asks for the next one again and again,
    and is told None where there is none yet, so that the server gets to say between two of them
    that the user has moved on or closed the tab.
    """

    def __init__(self, study: WhatIf) -> None:
        self.study = study
        self._one = Lock()
        """One question at a time: a study is made for one who asks."""
        self._gone = Event()
        """Whether nobody listens any more to what was asked last."""

    def stop(self) -> None:
        """End the answers to what was asked last."""
        self._gone.set()
        self.study.stop()

    def ask(self, change: Change) -> Generator[Answer | None, None, None]:
        """The answers to a change, and None now and then between them; close it to end the work.

        Raises
        ------
        UsageError
            The change is out of place.
        """
        self.stop()
        self._gone = gone = Event()
        heard: SimpleQueue[Answer | Exception | None] = SimpleQueue()
        Thread(target=self._work, args=(change, gone, heard), name="talk", daemon=True).start()
        try:
            while True:
                try:
                    told = heard.get(timeout=TICK)
                except Empty:
                    yield None
                    continue
                if told is None:
                    return
                if isinstance(told, Exception):
                    raise told
                yield told
        finally:
            gone.set()
            if self._gone is gone:
                self.study.stop()

    def _work(
        self, change: Change, gone: Event, heard: SimpleQueue[Answer | Exception | None]
    ) -> None:
        """Put every answer into the queue, and None behind the last."""
        try:
            with self._one:
                if gone.is_set():
                    return
                answers = self.study.ask(change)
                # Whoever went away between these two lines has stopped nothing yet.
                if gone.is_set():
                    return
                for answer in answers:
                    heard.put(answer)
        except Exception as error:
            heard.put(error)
        finally:
            heard.put(None)
