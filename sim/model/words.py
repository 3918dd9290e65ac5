"""Reading and writing the small words of scenario files: times, shares, minutes, weekdays.

Every function takes what a person wrote, returns a plain value, and raises `ValueError` with a
sentence that says what is asked instead.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Iterable
from datetime import date
from difflib import get_close_matches
from typing import Any

from sim.errors import holds_controls
from sim.said import Said

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAY_MINUTES = 1440
LONGEST = 10_000_000
"""The longest duration that is taken for meant [min]: 19 years, far inside int64 milliseconds."""
LARGEST = 1_000_000_000
"""The largest amount or count that is taken for meant."""

LEAST_CV, MOST_CV = 0.0001, 100.0
"""Coefficients of variation that are taken for meant, and can be computed with."""
MOST_TOGETHER = 1_000_000
"""The largest mean of a number that is taken for meant."""
LEAST_DAY_CV, MOST_DAY_CV = 0.0001, 10.0
LONGEST_TITLE = 200
"""Letters of a name that people read."""

_CLOCK = re.compile(r"(\d{1,2}):([0-5]\d)")
NUMBER = r"[0-9]+(?:\.[0-9]+)?"
"""A number without sign or exponent, as a regular expression."""
_UNITS = {"ms": 1 / 60_000, "s": 1 / 60, "min": 1.0, "h": 60.0}
_DURATION = re.compile(rf"({NUMBER})\s*(ms|s|min|h)")
_PERCENT = re.compile(rf"({NUMBER})\s*%")

SPAN = Said('a part of the day is written as "HH:MM-HH:MM", in quotes.')
_CLOCK_QUOTED = Said('a time of day is written as "HH:MM", in quotes: quote it.')
_MINUTES = Said("a duration is a number of minutes, or has a unit: ms, s, min, h.")
_SHARE = Said('a share is a number from 0 to 1, or a percentage such as "18%".')
_NUMBER = Said("a number is needed here.")
_AMOUNT = Said("a number from 0 to {most:,} is needed here.", most=LARGEST)
_NO_DAY: dict[str, str] = {
    rule: rule
    for rule in (
        Said("month must be in 1..12"),
        Said("day is out of range for month"),
        Said("year 0 is out of range"),
    )
}
"""What Python says of dates that no calendar has."""


def parse_clock(value: Any) -> int:
    """Minutes since midnight of a quoted `"HH:MM"`, up to 24:00."""
    if isinstance(value, bool) or not isinstance(value, str):
        raise ValueError(_CLOCK_QUOTED)
    match = _CLOCK.fullmatch(value.strip())
    if not match or int(match[1]) * 60 + int(match[2]) > DAY_MINUTES:
        raise ValueError(Said('a time of day is written as "HH:MM", from "00:00" to "24:00".'))
    return int(match[1]) * 60 + int(match[2])


def write_clock(minutes: int) -> str:
    """The `"HH:MM"` of minutes since midnight."""
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def parse_time(value: Any) -> int:
    """Minutes since midnight of a quoted time of day before 24:00."""
    if type(value) is int and 0 <= value < DAY_MINUTES:
        raise ValueError(_CLOCK_QUOTED)
    minutes = parse_clock(value)
    if minutes == DAY_MINUTES:
        raise ValueError(Said('this time of day lies before "24:00"; midnight is "00:00".'))
    return minutes


def parse_span(value: Any) -> tuple[int, int]:
    """Minutes (from, to) of a quoted `"HH:MM-HH:MM"`; an end before the start is next day."""
    if isinstance(value, tuple) and len(value) == 2 and all(type(end) is int for end in value):
        first, last = value
    else:
        ends = value.replace("\N{EN DASH}", "-").split("-") if isinstance(value, str) else ()
        if len(ends) != 2:
            raise ValueError(SPAN)
        first, last = map(parse_clock, ends)
        if first in (last, DAY_MINUTES):
            raise ValueError(
                Said('a part of the day has some length; a whole day is "00:00-24:00".')
            )
        last = last if last > first else last + DAY_MINUTES
    if not 0 <= first < last <= first + DAY_MINUTES:
        raise ValueError(Said("a part of the day begins on that day and is at most 24 hours long."))
    return first, last


def write_span(span: tuple[int, int]) -> str:
    """The `"HH:MM-HH:MM"` of a span in minutes."""
    first, last = span
    return f"{write_clock(first)}-{write_clock(last if last <= 1440 else last - 1440)}"


def parse_minutes(value: Any) -> float:
    """Minutes of a bare number, or of a number with a unit: `"90 s"`, `"8 min"`, `"1.5 h"`."""
    if isinstance(value, str) and (match := _DURATION.fullmatch(value.strip())):
        value = float(match[1]) * _UNITS[match[2]]
    minutes = _finite(value, _MINUTES)
    if not 0 <= minutes <= LONGEST:
        raise ValueError(Said("a duration is from 0 to {most:,} minutes.", most=LONGEST))
    return minutes


def parse_share(value: Any) -> float:
    """A share from 0 to 1 of a number, or of a percentage: `"18%"`."""
    if isinstance(value, str) and (match := _PERCENT.fullmatch(value.strip())):
        value = float(match[1]) / 100
    share = _finite(value, _SHARE)
    if not 0 <= share <= 1:
        raise ValueError(_SHARE)
    return share


def parse_number(value: Any) -> float:
    """A finite number; text, truth values and NaN are refused."""
    return _finite(value, _NUMBER)


def parse_amount(value: Any) -> float:
    """A finite number, zero or more, of a size that can be meant."""
    number = _finite(value, _AMOUNT)
    if not 0 <= number <= LARGEST:
        raise ValueError(_AMOUNT)
    return number


def parse_cv(value: Any) -> float:
    """A coefficient of variation of more than 0, of a size that can be meant."""
    cv = parse_number(value)
    if cv <= 0:
        raise ValueError(
            Said("the coefficient of variation is more than 0; without it, use law: fixed.")
        )
    if not LEAST_CV <= cv <= MOST_CV:
        raise ValueError(
            Said(
                "a coefficient of variation is from {least} to {most}.",
                least=f"{LEAST_CV:g}",
                most=f"{MOST_CV:g}",
            )
        )
    return cv


def parse_mean_number(value: Any) -> float:
    """The mean of a number, of a size that can be meant."""
    if (mean := parse_number(value)) > MOST_TOGETHER:
        raise ValueError(
            Said("a mean number of at most {most:,} is needed here.", most=MOST_TOGETHER)
        )
    return mean


def parse_day_cv(value: Any) -> float:
    """A coefficient of variation of days: 0 for none, else of a size that can be meant."""
    cv = parse_amount(value)
    if cv and not LEAST_DAY_CV <= cv <= MOST_DAY_CV:
        raise ValueError(
            Said(
                "days vary by 0, or by {least} to {most}.",
                least=f"{LEAST_DAY_CV:g}",
                most=f"{MOST_DAY_CV:g}",
            )
        )
    return cv


def parse_positive(value: Any) -> float:
    """A number of more than zero."""
    number = parse_amount(value)
    if number == 0:
        raise ValueError(Said("a number of more than 0 is needed here."))
    return number


def parse_some_share(value: Any) -> float:
    """A share of more than zero."""
    share = parse_share(value)
    if share == 0:
        raise ValueError(Said("this share must be more than 0."))
    return share


def parse_some_minutes(value: Any) -> float:
    """A duration of more than zero [min]."""
    minutes = parse_minutes(value)
    if minutes == 0:
        raise ValueError(Said("a duration of more than 0 is needed here."))
    return minutes


def _finite(value: Any, rule: str) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise ValueError(rule)
    try:
        number = float(value)
    except OverflowError:
        number = math.inf
    if not math.isfinite(number):
        raise ValueError(rule)
    return number


def within(least: float, most: float) -> Callable[[Any], float]:
    """A reader of numbers between two bounds, both allowed."""
    rule = Said(
        "a number from {least} to {most} is needed here.", least=f"{least:g}", most=f"{most:g}"
    )

    def parse(value: Any) -> float:
        number = _finite(value, rule)
        if not least <= number <= most:
            raise ValueError(rule)
        return number

    return parse


def whole(least: int, most: int) -> Callable[[Any], int]:
    """A reader of whole numbers between two bounds, both allowed."""
    rule = Said("a whole number from {least:,} to {most:,} is needed here.", least=least, most=most)

    def parse(value: Any) -> int:
        if type(value) is not int or not least <= value <= most:
            raise ValueError(rule)
        return value

    return parse


def parse_date(value: Any) -> date:
    """The day of YYYY-MM-DD."""
    if type(value) is date:
        return value
    try:
        if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value):
            return date.fromisoformat(value)
    except ValueError as error:
        why = _NO_DAY.get(str(error), str(error))
        raise ValueError(Said("there is no such day: {why}.", why=why)) from None
    raise ValueError(Said("a date is written as YYYY-MM-DD."))


def parse_text(value: Any) -> str:
    """Text as it is; a number is no text."""
    if not isinstance(value, str):
        raise ValueError(Said("text is needed here; in quotes, if it looks like a number."))
    return value


def parse_title(value: Any) -> str:
    """A name as people read it: one line, which heads and cells have room for."""
    title = parse_text(value)
    if len(title) > LONGEST_TITLE or holds_controls(title):
        raise ValueError(
            Said(
                "a name is one line of at most {most} letters, without tabs or control characters.",
                most=LONGEST_TITLE,
            )
        )
    return title


def parse_id(value: Any) -> str:
    """What something is called by; a code of digits may stand without quotes."""
    if type(value) is int and value >= 0:  # codes such as 25741 are written without quotes
        value = str(value)
    word = parse_text(value)
    if not word or word != word.strip() or "/" in word or holds_controls(word) or len(word) > 80:
        raise ValueError(Said('a name has 1 to 80 letters, no "/", and no blank at either end.'))
    return word


def parse_serves(value: Any) -> str | tuple[str, ...]:
    """The word `all`, or procedures and single skills (`p/purpose`)."""
    if value == "all":
        return "all"
    if not isinstance(value, (list, tuple)) or not value or "all" in value:
        raise ValueError(Said("serves: all, or a list in brackets of procedures and p/purpose."))
    return tuple(
        "/".join(map(parse_id, each.split("/", 1))) if isinstance(each, str) else parse_id(each)
        for each in value
    )


def parse_weekdays(key: Any) -> tuple[int, ...]:
    """Weekday numbers (Monday 0) of `mon`, `mon-fri`, `sat,sun` or `fri-mon`."""
    days: list[int] = []
    for part in str(key).lower().split(","):
        ends = [word.strip() for word in part.split("-")]
        if len(ends) > 2 or any(word not in WEEKDAYS for word in ends):
            raise ValueError(
                Said(
                    "a weekday is one of {days}, or a range like mon-fri.", days=", ".join(WEEKDAYS)
                )
            )
        first, last = WEEKDAYS.index(ends[0]), WEEKDAYS.index(ends[-1])
        days += [day % 7 for day in range(first, (last if last >= first else last + 7) + 1)]
    if len(set(days)) < len(days):
        raise ValueError(Said("weekday ranges may not overlap."))
    return tuple(days)


def parse_weekly(value: Any) -> dict[str, Any]:
    """A map by weekday, ranges spread over their days; days that are not named are left out."""
    if not isinstance(value, dict):
        raise ValueError(Said("a map by weekday is needed, such as mon-fri: [...]."))
    week: dict[str, Any] = {}
    for key, entry in value.items():
        for day in parse_weekdays(key):
            if WEEKDAYS[day] in week:
                raise ValueError(
                    Said("weekday ranges may not overlap: {day} is named twice.", day=WEEKDAYS[day])
                )
            week[WEEKDAYS[day]] = entry
    return {day: week[day] for day in WEEKDAYS if day in week}


def parse_weekday_key(key: Any) -> str:
    """The key itself, once it is sure to name weekdays."""
    parse_weekdays(key)
    return str(key)


MOST_DAYS = 3660
"""Ten years: no delay or deadline is longer."""


def parse_days(key: Any) -> int:
    """A number of days from 1, also as the text of a map's key."""
    return _days(key, least=1)


def parse_days_or_none(key: Any) -> int:
    """A number of days from 0, also as the text of a map's key."""
    return _days(key, least=0)


def _days(key: Any, least: int) -> int:
    if isinstance(key, str) and key.isdecimal():
        key = int(key[:9])
    return whole(least, MOST_DAYS)(key)


_STEP = re.compile(r"[^.\[\]=\"\s](?:[^.\[\]=\"]*[^.\[\]=\"\s])?")


def write_step(step: str) -> str:
    """A step of a scenario path, in quotes if it could be read as something else."""
    return step if _STEP.fullmatch(step) else json.dumps(step, ensure_ascii=False)


LONGEST_LIST = 240
"""Letters of known names that a hint may list; more than that nobody reads."""


def did_you_mean(name: str, known: Iterable[str], *, all_of: bool = True) -> str:
    """A hint at the known name that was meant, or at all of them where they are few."""
    known = list(known)
    if name in known or len(name) > 100:
        return ""
    close = get_close_matches(name, known, 1)
    if close:
        return Said("Did you mean {name}?", name=close[0])
    together = ", ".join(known)
    if all_of and 0 < len(together) <= LONGEST_LIST:
        return Said("Known here: {names}.", names=together)
    return ""
