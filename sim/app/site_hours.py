"""Opening hours as planners write them: `07:30-11:30, 13:30-17:00` for some days of the week."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

import streamlit as st

from sim.app.kept import kept
from sim.errors import UsageError
from sim.report.app_site_words import SITE
from sim.report.words import Lang, said, say

if TYPE_CHECKING:
    from sim.studies.whatif.change import Spans

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
WEEK = DAYS[:5]
MINUTES_OF_DAY = 24 * 60
AS_NOW, OWN = "as_now", "own"

_OFFICE = ((450, 690), (810, 1020))
USUAL: Mapping[str, Mapping[str, Spans]] = {
    "office": dict.fromkeys(WEEK, _OFFICE),
    "saturday": {**dict.fromkeys(WEEK, _OFFICE), "sat": ((450, 690),)},
    "noon": dict.fromkeys(WEEK, ((450, 1020),)),
    "long": dict.fromkeys(WEEK, ((420, 690), (780, 1080))),
}
"""Hours that many offices have, by the word that says them."""

_SPAN = re.compile(
    r"(\d{1,2})(?:[:.h](\d{2})|h)?\s*(?:-|–|—|to|đến)\s*(\d{1,2})(?:[:.h](\d{2})|h)?"
)


def read(text: str, day: str) -> Spans:
    """The sessions of a day; none: closed.

    Raises
    ------
    UsageError
        They cannot be read, overlap, or end before they begin.
    """
    spans: list[tuple[int, int]] = []
    for part in filter(None, (each.strip() for each in re.split(r"[,;]", text))):
        found = _SPAN.fullmatch(part.lower())
        values = {"day": said(SITE, f"day_{day}"), "text": part}
        if found is None:
            raise UsageError(said(SITE, "hours_unread", **values))
        start, end = (
            60 * int(found[i]) + int(found[i + 1] or 0) for i in (1, 3)
        )  # fmt: skip
        minutes = (int(found[2] or 0), int(found[4] or 0))
        if end > MINUTES_OF_DAY or max(minutes) > 59:
            raise UsageError(said(SITE, "hours_unread", **values))
        if start >= end:
            raise UsageError(said(SITE, "hours_backward", **values))
        if spans and start < spans[-1][1]:
            raise UsageError(said(SITE, "hours_overlap", **values))
        spans.append((start, end))
    return tuple(spans)


def written(spans: Spans) -> str:
    """`07:30-11:30, 13:30-17:00`."""
    return ", ".join(f"{_clock(start)}-{_clock(end)}" for start, end in spans)


def _clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"


def stated(hours: Mapping[str, Spans]) -> dict[str, list[str]]:
    """The hours as a change takes them."""
    return {
        day: [f"{_clock(start)}-{_clock(end)}" for start, end in spans]
        for day, spans in hours.items()
        if spans
    }


def week(hours: Mapping[str, Spans], lang: Lang) -> str:
    """The hours of a week in a line, days that are alike together."""
    runs: list[tuple[str, str, Spans]] = []
    for day in DAYS:
        spans = tuple(hours.get(day, ()))
        if runs and runs[-1][2] == spans:
            runs[-1] = (runs[-1][0], day, spans)
        else:
            runs.append((day, day, spans))
    said = []
    for first, last, spans in runs:
        if spans:
            names = [say(SITE, f"day_{day}", lang) for day in dict.fromkeys((first, last))]
            said.append(f"{'–'.join(names)} {written(spans)}")
    return "; ".join(said)


def hours(
    now: Mapping[str, Spans], key: str, lang: Lang
) -> dict[str, list[str]] | None:  # fmt: skip
    """The hours that the user chooses, as a change takes them; None: as they are.

    Raises
    ------
    UsageError
        They cannot be read, or the site is never open.
    """
    choices = [AS_NOW, *USUAL, OWN]
    choice = st.selectbox(
        say(SITE, "hours", lang), choices, key=kept(f"{key}/hours", AS_NOW),
        format_func=lambda each: say(SITE, f"hours_{each}", lang),
    )  # fmt: skip
    st.caption(say(SITE, "hours_now", lang, hours=week(now, lang)))
    if choice == AS_NOW:
        return None
    found: Mapping[str, Spans] = USUAL[choice] if choice in USUAL else _own(now, key, lang)
    if not any(found.values()):
        raise UsageError(said(SITE, "hours_none"))
    return None if _open(found) == _open(now) else stated(found)


def _open(found: Mapping[str, Spans]) -> dict[str, Spans]:
    return {day: tuple(spans) for day, spans in found.items() if spans}


def _own(now: Mapping[str, Spans], key: str, lang: Lang) -> dict[str, Spans]:
    """Hours that are typed, by weekday or for the working week together."""
    alike = len({tuple(now.get(day, ())) for day in WEEK}) == 1
    apart = st.toggle(say(SITE, "hours_apart", lang), key=kept(f"{key}/hours/apart", not alike))
    groups = [(day,) for day in DAYS] if apart else [WEEK, ("sat",), ("sun",)]
    found: dict[str, Spans] = {}
    for days in groups:
        name = "week" if len(days) > 1 else days[0]
        text = st.text_input(
            say(SITE, f"day_{name}", lang), placeholder=say(SITE, "hours_closed", lang),
            key=kept(f"{key}/hours/{name}", written(tuple(now.get(days[0], ())))), max_chars=100,
        )  # fmt: skip
        spans = read(text, name)
        found |= dict.fromkeys(days, spans)
    return found
