"""What targets are called: as files write them, or in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.report.numbers import number
from sim.report.staff_words import STAFF
from sim.report.words import Lang, say

if TYPE_CHECKING:
    from sim.model.targets import Target

WAITS = ("percentile", "mean")
"""Measures of goals that are times [min]; others are shares."""
_EVERY = ", every half-hour"


def goal_text(target: Target, lang: Lang) -> str:
    """A target in the words of a language."""
    goal = target.goal
    x = goal.minutes if goal.minutes is not None else goal.percent
    limit = goal.limit if goal.measure in WAITS else 100 * goal.limit
    text = say(
        STAFF, f"goal_{goal.measure}", lang, x=_short(x or 0.0, lang), limit=_short(limit, lang)
    )
    return say(STAFF, "every", lang, goal=text) if target.every == "interval" else text


def target_text(target: Target, lang: Lang) -> str:
    """A target as files write it, which is English; in words where another language is spoken."""
    return str(target) if lang == "en" else goal_text(target, lang)


def line_text(line: str, lang: Lang) -> str:
    """The same of a target that a table has as a line; a line that is none stays as it is."""
    return line if lang == "en" else line_in_words(line, lang)


def line_in_words(line: str, lang: Lang) -> str:
    """A target that a table has as a line, in words; a line that is none stays as it is."""
    from sim.model.targets import Target, parse_goal

    try:
        goal = parse_goal(line.removesuffix(_EVERY))
    except ValueError:
        return line
    return goal_text(Target(goal=goal, every="interval" if _EVERY in line else "day"), lang)


def _short(value: float, lang: Lang) -> str:
    return number(
        value, next(n for n in range(4) if n == 3 or abs(value - round(value, n)) < 1e-9), lang
    )
