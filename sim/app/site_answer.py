"""The answer of a what-if: a sentence, a table, and variants beside each other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from sim.report.app_site_words import SITE
from sim.report.app_words import APP
from sim.report.numbers import Estimate, interval, number
from sim.report.words import KPI, UNIT, Lang, say

if TYPE_CHECKING:
    from sim.studies.whatif import Answer, Figure, Interval

SHOWN = (
    "wait_mean", "within_target_share", "utilisation", "overtime_per_day", "abandoned_share",
    "served_per_day",
)  # fmt: skip
MOST_VARIANTS = 6


def verdict(answer: Answer, lang: Lang) -> tuple[str, dict[str, Any]]:
    """What became of the mean wait: the key of a sentence and its values."""
    from sim.studies.whatif import Change

    if answer.change == Change():
        return "verdict_same", {}
    figure = answer.figure("wait_mean")
    moved = figure.difference
    if moved.mean != moved.mean:
        return "verdict_nobody", {}
    values = {
        "old": number(figure.base.mean, 1, lang), "new": number(figure.changed.mean, 1, lang),
        "by": number(abs(moved.mean), 1, lang),
    }  # fmt: skip
    if moved.high < 0:
        return "verdict_falls", values
    return ("verdict_rises" if moved.low > 0 else "verdict_chance"), values


def table(answer: Answer, lang: Lang) -> dict[str, list[str]]:
    """A row for each measure: now, changed, and how far apart."""
    figures = [answer.figure(kpi) for kpi in SHOWN]
    columns = {"now": "base", "changed": "changed", "difference": "difference"}
    found = {say(APP, "measure", lang): _measures(figures, lang)}
    for word, name in columns.items():
        found[say(APP, word, lang)] = [
            interval(_estimate(getattr(each, name)), each.unit, lang, signed=word == "difference")
            for each in figures
        ]
    return found


def side_by_side(answers: Sequence[Answer], lang: Lang) -> dict[str, list[str]]:
    """A row for each measure, a column for the base plan and each of the variants."""
    figures = [answers[0].figure(kpi) for kpi in SHOWN]
    found = {say(APP, "measure", lang): _measures(figures, lang)}
    found[say(APP, "now", lang)] = [_cell(each.base, each.unit, lang) for each in figures]
    for n, answer in enumerate(answers, 1):
        found[say(SITE, "variant", lang, n=n)] = [
            _cell(answer.figure(each.kpi).changed, each.unit, lang) for each in figures
        ]
    return found


def _measures(figures: Sequence[Figure], lang: Lang) -> list[str]:
    return [f"{say(KPI, each.kpi, lang)} [{say(UNIT, each.unit, lang)}]" for each in figures]


def _cell(found: Interval, unit: str, lang: Lang) -> str:
    return interval(_estimate(found), unit, lang)


def _estimate(found: Interval) -> Estimate:
    return Estimate(found.mean, found.low, found.high)
