"""A page loaded again: the study of its own browser is found, and nobody else's."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from sim.app import job as jobs
from sim.app import returning
from sim.app.job import Job
from sim.app.returning import Stay, Stays
from sim.app.turns import Turns
from tests.app.pages import app
from tests.app.test_job import LONG, UNTIL_STOPPED, _program


class Tabs:
    """Which tabs are open."""

    def __init__(self, *sessions: str) -> None:
        self.open = set(sessions)

    def stay(self, browser: str, session: str, *, is_left: bool = True) -> Stay:
        """A study that was begun there."""
        job: Any = SimpleNamespace(is_left=is_left)
        stay = Stay(browser=browser, session=session, is_here=lambda id_: id_ in self.open)
        stay.job = "compare", job
        return stay


def test_a_closed_tab_is_taken_up_by_its_own_browser_alone() -> None:
    tabs, stays = Tabs("one", "other"), Stays()
    mine, theirs = tabs.stay("me", "one"), tabs.stay("them", "other")
    stays.add(mine)
    stays.add(theirs)
    assert stays.back("me", "two") is None  # a copied link while the tab is open
    tabs.open = {"two"}
    assert stays.back("stranger", "x") is None
    assert stays.back("", "x") is None
    assert stays.back("me", "two") is mine
    assert mine.is_open()
    assert stays.back("me", "three") is None  # taken once
    assert (mine.session, theirs.session) == ("two", "other")


def test_what_has_no_cookie_and_what_is_over_is_not_found() -> None:
    tabs, stays = Tabs(), Stays()
    stays.add(tabs.stay("", "one"))
    stays.add(tabs.stay("me", "two", is_left=False))
    assert stays.back("", "x") is None
    assert stays.back("me", "x") is None


def test_the_newest_study_of_a_tab_is_found() -> None:
    tabs, stays = Tabs(), Stays()
    for n in range(2):
        stays.add(tabs.stay("me", f"{n}"))
    found = stays.back("me", "x")
    assert found is not None
    tabs.open.add("x")
    assert stays.back("me", "y") is not found


@pytest.fixture
def work() -> Iterator[Job]:
    """A study at work."""
    job = Job([], Path("out"), Turns(1), lambda: True, _program(UNTIL_STOPPED))
    yield job
    job.stop()
    job.wait(LONG)


def test_a_study_is_found_until_it_is_stopped_or_over_for_long(
    work: Job, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert work.is_left
    work.stop()
    assert not work.is_left
    done = Job([], Path("out"), Turns(1), lambda: True, _program("pass"))
    assert done.wait(LONG)
    assert done.is_left
    monkeypatch.setattr(jobs, "PATIENCE", -1.0)
    assert not done.is_left


def test_a_page_loaded_again_has_its_study_and_what_was_put_in(
    tmp_path: Path, work: Job, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = ["a" * 43]
    monkeypatch.setattr(returning, "STAYS", Stays())
    monkeypatch.setattr(returning, "_browser", lambda: browser[0])
    monkeypatch.setattr(returning, "_is_here", lambda _: False)
    monkeypatch.setattr("sim.app.working.Job", lambda *_, **__: work)
    driver = app(tmp_path, "compare", "vi")
    driver.slider(key="kept/compare/replications").set_value(7)
    driver.button[0].click().run()
    driver.slider(key="kept/compare/replications").set_value(9).run()
    browser[0] = "b" * 43
    assert "job" not in app(tmp_path, "compare", "vi").session_state
    browser[0] = "a" * 43
    again = app(tmp_path, "", "en", {"page": "compare", "lang": "vi"})
    assert again.session_state["job"] == ("compare", work)
    assert again.slider(key="kept/compare/replications").value == 9
    assert again.title[0].value == "So sánh kịch bản"
    assert not again.exception
    assert "job" in driver.run().session_state


def test_the_address_says_the_language_that_was_chosen(tmp_path: Path) -> None:
    driver = app(tmp_path, "results")
    assert "lang" not in driver.query_params
    driver.radio(key="lang").set_value("vi").run()
    assert driver.query_params["lang"] == "vi"
    wrong = app(tmp_path, "results", "en", {"lang": "<b>"})
    assert wrong.radio(key="lang").value == "en"
