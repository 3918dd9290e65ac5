"""Opening hours as planners write them."""

from __future__ import annotations

import pytest

from sim.app.site_hours import DAYS, USUAL, read, stated, week, written
from sim.errors import UsageError
from sim.report.catalogue import tongue
from sim.studies.whatif import Change

OFFICE = ((450, 690), (810, 1020))


@pytest.mark.parametrize(
    "text",
    [
        "07:30-11:30, 13:30-17:00", "7:30 - 11:30 ; 13.30–17.00", "7h30-11h30,13h30 đến 17h",
        "7:30 to 11:30, 13:30-17", "07:30-11:30,,13:30-17:00,",
    ],
)  # fmt: skip
def test_hours_are_read_however_they_are_written(text: str) -> None:
    assert read(text, "mon") == OFFICE


def test_a_day_without_hours_is_closed() -> None:
    assert read(" ", "sat") == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("morning", "Monday: morning cannot be read as hours. Write such as 07:30"),
        ("07:60-11:00", "cannot be read"), ("07:00-11:75", "cannot be read"),
        ("07:00-24:01", "cannot be read"), ("07:30", "cannot be read"),
        ("11:30-07:30", "Monday: 11:30-07:30 ends before it begins."),
        ("07:30-07:30", "ends before it begins"),
        ("07:30-11:30, 11:00-12:00", "Monday: 11:00-12:00 begins before the session ahead"),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_a_sentence(text: str, said: str) -> None:
    with pytest.raises(UsageError) as caught:
        read(text, "mon")
    assert said in str(caught.value)


def test_what_cannot_be_meant_is_told_in_the_language_of_the_page() -> None:
    """With the name of the day, too."""
    with pytest.raises(UsageError) as caught:
        read("07:30-07:30", "mon")
    assert caught.value.told(tongue("vi")).startswith("Thứ Hai: 07:30-07:30 ")


def test_written_hours_are_read_again() -> None:
    assert written(OFFICE) == "07:30-11:30, 13:30-17:00"
    assert read(written(((0, 1440),)), "sun") == ((0, 1440),)


def test_a_week_is_told_in_a_line() -> None:
    hours = {**dict.fromkeys(DAYS[:4], OFFICE), "fri": ((450, 690),), "sat": ((450, 690),)}
    assert week(hours, "en") == (
        "Monday–Thursday 07:30-11:30, 13:30-17:00; Friday–Saturday 07:30-11:30"
    )
    assert week({"sun": OFFICE}, "en") == "Sunday 07:30-11:30, 13:30-17:00"


def test_usual_hours_are_hours_of_a_scenario() -> None:
    for hours in USUAL.values():
        change = Change(hours=stated(hours))
        assert dict(change.hours or ()) == dict(hours)
