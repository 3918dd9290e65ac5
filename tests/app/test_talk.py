"""Questions of users: the newest is answered, each user's own, and nothing goes on unheard."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from threading import Event, Thread
from typing import Any, cast

import pytest

from sim.app.talk import Talk
from sim.errors import UsageError
from sim.studies.whatif import Answer, Change
from tests.app.answers import answer

LONG = 30.0


class Study:
    """Answers twice; the second time only once it may, or as soon as it is stopped."""

    def __init__(self) -> None:
        self.asked: list[Change] = []
        self.may, self.stopped, self.ended = Event(), Event(), Event()
        self.running = 0
        self.most_running = 0

    def stop(self) -> None:
        """As of a what-if."""
        self.stopped.set()

    def ask(self, change: Change) -> Iterator[Answer]:
        """As of a what-if."""
        if change.absence == 1:
            raise UsageError("out of place")
        self.asked.append(change)
        self.stopped.clear()
        return self._answers(change)

    def _answers(self, change: Change) -> Iterator[Answer]:
        self.running += 1
        self.most_running = max(self.most_running, self.running)
        try:
            yield answer(0, 0, change=change)
            while not self.may.wait(0.005):
                if self.stopped.is_set():
                    return
            yield answer(1, 2, change=change)
        finally:
            self.running -= 1
            self.ended.set()


def _talk(study: Study) -> Talk:
    return Talk(cast("Any", study))


def _next(answers: Iterator[Answer | None]) -> Answer:
    return next(each for each in answers if each is not None)


def test_answers_come_one_after_another_and_end() -> None:
    study = Study()
    study.may.set()
    found = [each for each in _talk(study).ask(Change()) if each is not None]
    assert [each.figures[0].difference.low for each in found] == [0, 1]


def test_between_answers_the_page_is_asked_whether_it_listens() -> None:
    study = Study()
    with closing(_talk(study).ask(Change())) as answers:
        _next(answers)
        assert next(answers) is None
    assert study.ended.wait(LONG)


def test_who_closes_ends_the_work() -> None:
    study = Study()
    answers = _talk(study).ask(Change())
    _next(answers)
    answers.close()
    assert study.ended.wait(LONG)
    assert study.stopped.is_set()


def test_a_newer_question_ends_the_older_and_waits_for_its_end() -> None:
    study, new = Study(), Change(demand=2)
    talk = _talk(study)
    older = talk.ask(Change())
    _next(older)
    with closing(talk.ask(new)) as newer:
        assert _next(newer).change == new
        assert study.most_running == 1
        older.close()  # comes late, and must not end the newer one
        assert not study.stopped.is_set()
        study.may.set()
        assert _next(newer).change == new


def test_what_nobody_hears_any_more_is_not_even_asked() -> None:
    study = Study()
    talk = _talk(study)
    talk._one.acquire()
    answers = talk.ask(Change())
    assert next(answers) is None
    answers.close()
    talk._one.release()
    with closing(talk.ask(Change(demand=2))) as newer:
        _next(newer)
    assert study.asked == [Change(demand=2)]


def test_a_change_out_of_place_is_told_to_the_page() -> None:
    with pytest.raises(UsageError, match="out of place"):
        list(_talk(Study()).ask(Change(absence=1)))


def test_users_get_their_own_answers() -> None:
    found: dict[float, set[float]] = {}

    def use(demand: float) -> None:
        study = Study()
        study.may.set()
        talk = _talk(study)
        for _ in range(5):
            told = [each for each in talk.ask(Change(demand=demand)) if each is not None]
            found.setdefault(demand, set()).update(each.change.demand for each in told)

    users = [Thread(target=use, args=(demand,)) for demand in (0.5, 2.0)]
    for user in users:
        user.start()
    for user in users:
        user.join(LONG)
    assert found == {0.5: {0.5}, 2.0: {2.0}}
