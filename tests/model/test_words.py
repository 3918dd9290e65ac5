from __future__ import annotations

from datetime import date

import pytest

from sim.model import words


@pytest.mark.parametrize(
    ("value", "minutes"),
    [("00:00", 0), ("7:30", 450), ("07:30", 450), (" 07:30 ", 450), ("24:00", 1440)],
)
def test_a_time_of_day_is_minutes_since_midnight(value: str, minutes: int) -> None:
    """Hours may have one digit."""
    assert words.parse_clock(value) == minutes


@pytest.mark.parametrize(
    "value", ["24:01", "7.30", "07:60", "0730", "07:30:00", "", 450, True, None]
)
def test_what_is_no_time_of_day_is_refused(value: object) -> None:
    """Numbers above all: YAML 1.1 makes one of an unquoted time."""
    with pytest.raises(ValueError, match='a time of day is written as "HH:MM"'):
        words.parse_clock(value)


@pytest.mark.parametrize(
    ("value", "span"),
    [
        ("07:30-11:30", (450, 690)),
        ("07:30 - 11:30", (450, 690)),
        ("07:30–11:30", (450, 690)),
        ("00:00-24:00", (0, 1440)),
        ("22:00-06:00", (1320, 1800)),
        ("20:00-00:00", (1200, 1440)),
        ((450, 690), (450, 690)),
    ],
)
def test_a_span_may_pass_midnight(value: object, span: tuple[int, int]) -> None:
    """An end before the start is on the next day; a pair of numbers comes from code."""
    assert words.parse_span(value) == span


@pytest.mark.parametrize(
    "value",
    ["07:30", "07:30-", "08:00-08:00", "24:00-06:00", 7, ["07:30", "11:30"], (5, 5), (0, 1441)],
)
def test_what_is_no_span_is_refused(value: object) -> None:
    """A span has a beginning on its day, an end, and some length of at most a day."""
    with pytest.raises(ValueError, match=r"a part of the day|a time of day"):
        words.parse_span(value)


@pytest.mark.parametrize("span", [(450, 690), (0, 1440), (1320, 1800), (1200, 1440)])
def test_a_span_is_written_as_it_is_read(span: tuple[int, int]) -> None:
    """Also over midnight."""
    assert words.parse_span(words.write_span(span)) == span


@pytest.mark.parametrize(
    ("value", "minutes"),
    [
        (8, 8),
        (0.5, 0.5),
        ("90 s", 1.5),
        ("90s", 1.5),
        ("8 min", 8),
        ("1.5 h", 90),
        ("30000 ms", 0.5),
    ],
)
def test_a_duration_is_in_minutes_unless_it_says_otherwise(value: object, minutes: float) -> None:
    """With or without a blank before the unit."""
    assert words.parse_minutes(value) == minutes


@pytest.mark.parametrize(
    "value", [-1, "8", "8 days", "1.2.3 s", float("nan"), 1e8, True, None, 10**400]
)
def test_what_is_no_duration_is_refused(value: object) -> None:
    """Nothing negative, endless or of another unit."""
    with pytest.raises(ValueError, match="a duration is"):
        words.parse_minutes(value)


@pytest.mark.parametrize(
    ("value", "share"), [(0, 0), (1, 1), (0.25, 0.25), ("18%", 0.18), ("4.5 %", 0.045)]
)
def test_a_share_may_be_a_percentage(value: object, share: float) -> None:
    """From 0 to 1, or from 0 to 100 %."""
    assert words.parse_share(value) == share


@pytest.mark.parametrize("value", [-0.1, 1.1, "101%", "18", "x%", float("inf"), False])
def test_what_is_no_share_is_refused(value: object) -> None:
    """More than everything is not a share."""
    with pytest.raises(ValueError, match="a share is a number from 0 to 1"):
        words.parse_share(value)


@pytest.mark.parametrize(
    ("key", "days"),
    [
        ("mon", (0,)),
        ("Mon-Wed", (0, 1, 2)),
        ("sat,sun", (5, 6)),
        ("fri-mon", (4, 5, 6, 0)),
        ("mon-mon", (0,)),
    ],
)
def test_weekdays_come_single_in_ranges_and_in_lists(key: str, days: tuple[int, ...]) -> None:
    """A range may pass the weekend."""
    assert words.parse_weekdays(key) == days


def test_weekdays_that_overlap_are_refused() -> None:
    """Within one key and between keys."""
    with pytest.raises(ValueError, match="may not overlap"):
        words.parse_weekdays("mon-fri,fri")
    with pytest.raises(ValueError, match="fri is named twice"):
        words.parse_weekly({"mon-fri": 1, "fri": 2})
    with pytest.raises(ValueError, match="a weekday is one of"):
        words.parse_weekdays("mon-tue-wed")
    with pytest.raises(ValueError, match="a map by weekday"):
        words.parse_weekly([1])


def test_a_map_by_weekday_is_spread_over_its_days() -> None:
    """In the order of the week, unnamed days left out."""
    assert words.parse_weekly({"sat": 2, "mon-tue": 1}) == {"mon": 1, "tue": 1, "sat": 2}


def test_dates_text_and_names() -> None:
    """Dates in one form only; codes of digits may stand without quotes."""
    assert words.parse_date("2025-01-06") == words.parse_date(date(2025, 1, 6)) == date(2025, 1, 6)
    assert (words.parse_id(25741), words.parse_id("Dĩ An")) == ("25741", "Dĩ An")
    for wrong in ("", " a", "a/b", "a\nb", "x" * 81, -1, 1.5, None, True):
        with pytest.raises(ValueError, match=r"a name has 1 to 80|text is needed"):
            words.parse_id(wrong)


def test_skills_are_all_or_a_list() -> None:
    """A procedure, or a procedure and a purpose; codes of digits too."""
    assert words.parse_serves("all") == "all"
    assert words.parse_serves(["land", "papers/collect", 12]) == ("land", "papers/collect", "12")
    for wrong in ("land", [], ["all"], ["all", "land"], {"land": 1}, None, ["a/b/c"], [None]):
        with pytest.raises(ValueError, match=r"serves: all, or a list|a name has|text is needed"):
            words.parse_serves(wrong)


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("lnd", "Did you mean land?"),
        ("zzz", "Known here: land, papers."),
        ("land", ""),
        ("l" * 200, ""),
    ],
)
def test_a_hint_names_what_was_meant(name: str, hint: str) -> None:
    """The nearest name, else all of a few; nothing for what is known or no name at all."""
    assert words.did_you_mean(name, ["land", "papers"]) == hint
    assert words.did_you_mean("zzz", ["land", "papers"], all_of=False) == ""
