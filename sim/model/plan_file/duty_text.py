"""Duty as one cell of text: "07:30-11:30, 13:30-17:00", or by weekday with semicolons between.

""                                                    the sessions
"off"                                                 never
"mon-fri 07:30-11:30, 13:30-17:00; sat 07:30-11:30"   by weekday
"""

from __future__ import annotations

import re

from sim.errors import told_by
from sim.model.calendar import Span, Week
from sim.model.words import DAY_MINUTES, SPAN, WEEKDAYS, parse_span, parse_weekdays, write_span
from sim.said import Said

Spans = tuple[Span, ...]
Duty = Spans | dict[str, Spans] | None
"""As `OfficerGroup.duty` has it: parts of each working day, parts by weekday, or the sessions."""

OFF = "off"
_OFF_WORDS = (OFF, "nghỉ")
_RULE = Said(
    'duty is left empty for the sessions, or written as "07:30-11:30, 13:30-17:00", '
    'or by weekday as "mon-fri 07:30-11:30, 13:30-17:00; sat 07:30-11:30".'
)
_SPAN = Said('a part of the day is written as "HH:MM-HH:MM".')
"""A cell needs no quotes."""
_PART = re.compile(r"(?P<days>[^\d:;][^:;]*?)?\s*:?\s*(?P<spans>\d{1,2}[:h].*)", re.DOTALL)
_VIETNAMESE_DAY = re.compile(r"\b(?:t|thứ )([2-7])\b|\b(cn|chủ nhật)\b")
_HOUR_SIGN = re.compile(r"(\d{1,2})h(\d\d)?")


def read_duty(text: str) -> Duty:
    """The duty that a cell says; times may be written as 7h30, and weekdays as T2 to T7 and CN.

    Raises
    ------
    ValueError
        With the rule that it breaks.
    """
    said = " ".join(text.lower().split())
    if not said:
        return None
    if said in _OFF_WORDS:
        return ()
    parts = [part.strip() for part in said.split(";") if part.strip()]
    read = [_read_part(part) for part in parts]
    if len(read) == 1 and read[0][0] is None:
        return read[0][1]
    week: dict[int, Spans] = {}
    for days, spans in read:
        if days is None:
            raise ValueError(
                Said("every part between semicolons names its weekdays, or none does.")
            )
        twice = [WEEKDAYS[day] for day in days if day in week]
        if twice:
            raise ValueError(Said("{day} is named twice.", day=twice[0]))
        week |= dict.fromkeys(days, spans)
    return {WEEKDAYS[day]: week[day] for day in sorted(week)}


def _read_part(part: str) -> tuple[tuple[int, ...] | None, Spans]:
    """The weekdays by number, None without any, and the parts of the day."""
    found = _PART.fullmatch(_VIETNAMESE_DAY.sub(_day, part))
    if found is None:
        raise ValueError(_RULE)
    days = found["days"]
    try:
        spans = tuple(parse_span(_clocks(each)) for each in found["spans"].split(","))
    except ValueError as error:
        rule = told_by(error)
        raise ValueError(_SPAN if rule == SPAN else rule) from None
    return (None if days is None else parse_weekdays(days.strip()), spans)


def _day(found: re.Match[str]) -> str:
    return WEEKDAYS[int(found[1]) - 2] if found[1] else WEEKDAYS[6]


def _clocks(text: str) -> str:
    return _HOUR_SIGN.sub(lambda found: f"{found[1]}:{found[2] or '00'}", text.strip())


def write_duty(duty: Duty) -> str:
    """The cell that says a duty; `read_duty` gives it back."""
    if duty is None:
        return ""
    if not isinstance(duty, dict):
        return _spans(duty) or OFF
    runs: list[tuple[int, int, Spans]] = []
    for number, day in enumerate(WEEKDAYS):
        spans = duty.get(day, ())
        if not spans:
            continue
        if runs and runs[-1][1] == number - 1 and runs[-1][2] == spans:
            runs[-1] = (runs[-1][0], number, spans)
        else:
            runs.append((number, number, spans))
    return "; ".join(f"{_run(first, last)} {_spans(spans)}" for first, last, spans in runs) or OFF


def _run(first: int, last: int) -> str:
    return WEEKDAYS[first] if first == last else f"{WEEKDAYS[first]}-{WEEKDAYS[last]}"


def _spans(spans: Spans) -> str:
    return ", ".join(write_span(each) for span in spans for each in _short(span))


def _short(span: Span) -> Spans:
    """The span, in two parts that touch where it is too long to be written as one."""
    first, last = span
    if last - first < DAY_MINUTES or span == (0, DAY_MINUTES):
        return (span,)
    cut = max(first + DAY_MINUTES // 2, last - DAY_MINUTES + 1)
    return (first, cut), (cut, last)


def duty_of(week: Week) -> Duty:
    """A week as the duty that says it: parts of every day where all are the same."""
    if all(spans == week[0] for spans in week):
        return week[0]
    return {day: spans for day, spans in zip(WEEKDAYS, week, strict=True) if spans}
