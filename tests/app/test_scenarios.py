"""Scenarios on pages: what they are called, and one choice for all pages that ask."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from sim.app.inert import LONGEST
from sim.app.scenarios import FIRST, title
from sim.app.setup import Setup
from tests.app.pages import app, own_app

NAMED = {
    "name: Dĩ An, 2026": "Dĩ An, 2026 (mine)",
    "# note\nname:  'It''s ours'  # so": "It's ours (mine)",
    'name: "Two # words"': "Two # words (mine)",
    "name: mine": "mine",
    "sites:\n  a: {}\n  name: not this": "mine",
    "name: [1]": "mine",
    "name: >\n  folded": "mine",
    'name: "a\\tb"': "mine",
    "name: a\u202eb\x1b": "a\\u202eb\\x1b (mine)",
}
"""What a file begins with, and what it is called by it."""


def test_shipped_phases_are_called_by_their_names() -> None:
    assert title("phase-2", "vi") == "Giai đoạn II (phase-2)"
    assert title("mine", "en") == "mine"
    file = Setup(Path()).files()["one-branch"]
    assert title("one-branch", "vi", file) == "One branch (one-branch)"


@pytest.mark.parametrize(("text", "said"), NAMED.items())
def test_own_scenarios_are_called_by_their_names(tmp_path: Path, text: str, said: str) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text(text, "utf-8")
    assert title("mine", "en", file) == said


def test_a_title_is_bounded_and_heeds_a_changed_or_lost_file(tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text("name: " + "x" * 5000, "utf-8")
    assert len(title("mine", "en", file)) == LONGEST
    file.write_text("name: short", "utf-8")
    os.utime(file, (1, 1))
    assert title("mine", "en", file) == "short (mine)"
    file.unlink()
    assert title("mine", "en", file) == "mine"


def test_one_choice_holds_on_all_pages_in_both_languages(tmp_path: Path) -> None:
    driver = app(tmp_path, "plan")
    box = driver.selectbox(key="kept/scenario/en")
    assert box.value == FIRST
    assert "Phase II (phase-2)" in box.options
    box.set_value("two-desks").run()
    driver.radio(key="page").set_value("staff").run()
    assert driver.selectbox(key="kept/scenario/en").value == "two-desks"
    driver.radio(key="lang").set_value("vi").run()
    box = driver.selectbox(key="kept/scenario/vi")
    assert box.value == "two-desks"
    assert "Giai đoạn II (phase-2)" in box.options
    assert not driver.exception


def test_a_scenario_that_has_gone_leaves_the_usual_one(tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "mine.yaml").write_text("name: Ours\nextends: two-desks.yaml", "utf-8")
    driver = own_app(tmp_path, "staff", session={"kept/scenario/en": "gone"})
    box = driver.selectbox(key="kept/scenario/en")
    assert (box.value, box.options[0]) == (FIRST, "Ours (mine)")
    assert not driver.exception
