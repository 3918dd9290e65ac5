"""The day of a site as a chart, now and changed."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from sim.report.app_words import APP
from sim.report.words import Lang, say

if TYPE_CHECKING:
    from sim.studies.whatif import Answer, Day

COLOURS = ("#8c8c8c", "#0b5394")
"""Of the base plan and the changed one: apart in brightness too."""
MEASURES = ("wait", "queue", "officers")
TITLES = {"wait": "wait_of_day", "queue": "queue_of_day", "officers": "duty_of_day"}


def rows(answer: Answer, measure: str, lang: Lang) -> list[dict[str, Any]]:
    """A row for each plan and half-hour of the day; None where nobody was: lines break there."""
    plans = ((say(APP, "now", lang), answer.base_day), (say(APP, "changed", lang), answer.day))
    first, last = _open(answer.base_day, answer.day)
    return [
        {"hour": minute / 60, "plan": plan, "value": None if math.isnan(value) else value}
        for plan, day in plans
        for minute, value in zip(day.minutes, getattr(day, measure), strict=True)
        if first <= minute <= last
    ]


def chart(answer: Answer, measure: str, lang: Lang) -> dict[str, Any]:
    """The chart of a measure, in the grammar of Vega-Lite, without its title."""
    plans: Sequence[str] = [say(APP, "now", lang), say(APP, "changed", lang)]
    mark = {"type": "line", "point": measure == "wait", "strokeWidth": 2.5}
    if measure != "wait":
        mark["interpolate"] = "step-after"
    colour = {
        "field": "plan", "type": "nominal", "scale": {"domain": plans, "range": list(COLOURS)},
        "legend": {"orient": "top", "title": None, "symbolType": "stroke",
                   "offset": 4},
    }  # fmt: skip
    return {
        "data": {"values": rows(answer, measure, lang)},
        "padding": {"left": 0, "right": 12, "top": 0, "bottom": 8},
        "mark": mark,
        "encoding": {
            "x": {
                "field": "hour", "type": "quantitative", "title": say(APP, "hour", lang),
                "scale": {"zero": False, "nice": False}, "axis": {"tickMinStep": 1, "format": "d"},
            },
            "y": {"field": "value", "type": "quantitative", "title": None},
            "color": colour,
            "strokeDash": {
                "field": "plan", "type": "nominal",
                "scale": {"domain": plans, "range": [[5, 3], [1, 0]]}, "legend": None,
            },
        },
    }  # fmt: skip


def _open(*days: Day) -> tuple[int, int]:
    """The first and the last half-hour in which anybody waits or is on duty."""
    busy = [
        minute
        for day in days
        for minute, waiting, duty in zip(day.minutes, day.queue, day.officers, strict=True)
        if waiting > 0.005 or duty > 0.005
    ]
    return (min(busy), max(busy)) if busy else (0, -1)
