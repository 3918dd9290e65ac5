"""Duty as text of one cell."""

from __future__ import annotations

import pytest

from sim.model.duty import officer_week
from sim.model.plan_file.duty_text import duty_of, read_duty, write_duty

MORNING, AFTERNOON = (450, 690), (810, 1020)
WEEK = dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), (MORNING, AFTERNOON))


@pytest.mark.parametrize(
    ("text", "duty"),
    [
        ("", None),
        ("off", ()),
        ("Nghỉ", ()),
        ("07:30-11:30", (MORNING,)),
        ("7:30-11:30, 13:30\N{EN DASH}17:00", (MORNING, AFTERNOON)),
        ("7h30-11h30,13h30-17h", (MORNING, AFTERNOON)),
        ("22:00-06:00", ((1320, 1800),)),
        ("mon-fri 07:30-11:30, 13:30-17:00; sat 07:30-11:30", WEEK | {"sat": (MORNING,)}),
        ("T2-T6: 7h30-11h30, 13h30-17h; T7: 7h30-11h30;", WEEK | {"sat": (MORNING,)}),
        ("mon,wed 07:30-11:30", {"mon": (MORNING,), "wed": (MORNING,)}),
        ("CN 07:30-11:30", {"sun": (MORNING,)}),
    ],
)
def test_what_people_write_is_understood(text: str, duty: object) -> None:
    """Empty, off, parts of every day, or by weekday; hours also with an h, weekdays as T2 to CN."""
    assert read_duty(text) == duty


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("morning", "duty is left empty for the sessions"),
        ("07:30", 'a part of the day is written as "HH:MM-HH:MM".'),
        ("07:30-07:30", "a part of the day has some length"),
        ("25:00-26:00", 'a time of day is written as "HH:MM"'),
        ("noon 07:30-11:30", "a weekday is one of mon"),
        ("mon 07:30-11:30; 13:30-17:00", "every part between semicolons names its weekdays"),
        ("mon-wed 07:30-11:30; tue 13:30-17:00", "tue is named twice."),
    ],
)
def test_what_is_no_duty_says_what_one_is(text: str, rule: str) -> None:
    """The rule is one of cells: nobody is told to put quotes into Excel."""
    with pytest.raises(ValueError, match="^" + rule.replace("(", r"\(")) as told:
        read_duty(text)
    assert "quote" not in str(told.value)


@pytest.mark.parametrize(
    "duty",
    [
        None,
        (),
        (MORNING,),
        WEEK,
        {"mon": (MORNING,), "wed": (MORNING,), "thu": (AFTERNOON,)},
        {"fri": ((0, 1440),), "sat": ((1320, 1800),)},
    ],
)
def test_what_is_written_is_read_again(duty: object) -> None:
    """To the minute, as the same kind of value."""
    assert read_duty(write_duty(duty)) == duty


def test_days_of_equal_parts_are_written_as_runs() -> None:
    """What is nowhere is off, and a day with nothing is left out."""
    assert write_duty(WEEK | {"sat": (MORNING,)}) == (
        "mon-fri 07:30-11:30, 13:30-17:00; sat 07:30-11:30"
    )
    assert write_duty({"mon": ()}) == "off"
    assert duty_of(((MORNING,),) * 7) == (MORNING,)


@pytest.mark.parametrize("span", [(450, 450 + 1440), (0, 2040), (1300, 2700), (1439, 2878)])
def test_a_span_too_long_for_one_word_is_two_that_touch(span: tuple[int, int]) -> None:
    """Whoever is on duty for more than a day is so without a break."""
    again = read_duty(write_duty((span,)))
    assert officer_week((again,) * 7, 1, 0) == ((span,),) * 7
