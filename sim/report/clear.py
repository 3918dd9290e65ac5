"""What a comparison decided, and what stayed open: tables that a manager can read."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.text import Text

from sim.measures.scopes import ScopeType
from sim.model.check import UNITS
from sim.report.clear_table import gain, standing, verdict_key
from sim.report.clear_words import CLEAR
from sim.report.numbers import NOTHING, Estimate, decimals, number, shown
from sim.report.text import ruled
from sim.report.words import HEAD, KPI, UNIT, Lang, say
from sim.studies.clear.decisions import Decision, Verdict
from sim.studies.clear.zones import better

if TYPE_CHECKING:
    from sim.report.results import Results
    from sim.studies.clear.pairs import Family
    from sim.studies.clear.study import Best, Cleared

NEAREST = 10
"""Open decisions that are listed."""
MOST_DIGITS = 2
"""After the point."""


def render(cleared: Cleared, results: Results, lang: Lang = "en") -> RenderableType:
    """What `compare --until-clear` and `--best` print behind the tables of a comparison."""
    parts: list[RenderableType] = []
    titles = {run.label: results.title(run, lang) for run in results.runs}
    if not cleared.looks:
        return Text("\n" + say(CLEAR, "too_early", lang, first=cleared.first), "bold red")
    if cleared.families:
        parts += _head(cleared, titles, lang)
        for each in cleared.families:
            parts += _of_scenario(each, cleared, results, titles, lang)
        parts += _open(cleared, results, titles, lang)
    if cleared.best is not None:
        parts += _best(cleared.best, titles, lang)
    if any(run.interrupted for run in cleared.runs):
        parts.append(Text(say(CLEAR, "interrupted", lang, n=cleared.looks[-1]), "bold red"))
    return Group(*parts)


def _head(cleared: Cleared, titles: dict[str, str], lang: Lang) -> Iterable[Text]:
    yield Text("\n" + say(CLEAR, "title", lang, base=titles[cleared.runs[0].label]), "bold")
    asked = cleared.question
    yield Text(
        say(
            CLEAR, "basis", lang, first=cleared.first, most=asked.most, looks=len(cleared.looks),
            sure=_sure(asked.shared, lang),
        )
    )  # fmt: skip


def _sure(error: float, lang: Lang) -> str:
    percent = round(100.0 * (1.0 - error), 4)
    return number(percent, 0 if percent == int(percent) else 1, lang)


def _of_scenario(
    of: Family, cleared: Cleared, results: Results, titles: dict[str, str], lang: Lang
) -> Iterable[RenderableType]:
    """The network and its tiers decision by decision, then the sites in numbers."""
    own = [each for each in cleared.decisions if each.label == of.label]
    keys = ("difference", "interval", "zone", "decision", "replications")
    table = ruled("", [titles[of.label], *(say(CLEAR, key, lang) for key in keys)])
    table.columns[4].justify = "left"
    last = None
    for each in (each for each in own if each.scope_type is not ScopeType.SITE):
        if last != (last := (each.scope_type, each.scope)):
            table.add_section()
            table.add_row(Text(results.name(str(each.scope_type), each.scope, lang), "bold"))
        table.add_row(
            f"  {_measure(each.kpi, lang)}",
            *_figures(each, lang),
            say(CLEAR, verdict_key(each), lang),
            number(each.replications, 0, lang),
        )
    yield table
    names = {"scenario": titles[of.label], "base": titles[cleared.runs[0].label]}
    sites = [each for each in own if each.scope_type is ScopeType.SITE]
    if sites:
        n = len({each.scope for each in sites})
        yield Text("\n" + say(CLEAR, "sites_title", lang, n=n, **names), "bold")
        yield _counts(sites, lang)
    if of.only_new or of.only_base:
        alone = {"new": len(of.only_new), "old": len(of.only_base)}
        yield Text(say(CLEAR, "one_sided", lang, **names, **alone))


def _measure(kpi: str, lang: Lang) -> str:
    """The short name of a measure where it has one that says all."""
    short = kpi.replace("within_target_share", "within_any_target")
    return say(HEAD, short, lang) if short in HEAD else say(KPI, kpi, lang)


def _figures(each: Decision, lang: Lang) -> tuple[str, str, str]:
    """A difference, its interval and what does not matter, in the unit that is shown."""
    unit = UNITS[each.kpi]
    if each.verdict is Verdict.BLANK:
        return NOTHING, NOTHING, _zone(each.zone, each.kpi, lang)
    found = shown(Estimate(each.difference, each.low, each.high), unit)
    digits = max(decimals(found.mean, unit), decimals(found.half_width, unit))
    finite = [end for end in (found.low, found.high) if math.isfinite(end)]
    while digits < MOST_DIGITS and any(end and round(end, digits) == 0 for end in finite):
        digits += 1  # an end that looks like zero would seem to contradict the decision
    ends = [
        number(end, digits, lang, signed=True) if math.isfinite(end) else "?"
        for end in (found.low, found.high)
    ]
    interval = say(CLEAR, "span", lang, low=ends[0], high=ends[1])
    return number(found.mean, digits, lang, signed=True), interval, _zone(each.zone, each.kpi, lang)


def _zone(zone: float, kpi: str, lang: Lang) -> str:
    return NOTHING if math.isnan(zone) else f"± {_amount(zone, kpi, lang)}"


def _amount(value: float, kpi: str, lang: Lang, *, points: bool = True) -> str:
    """`1 min`, `0.25 working days`, `1 points`: with as many digits as it has, up to two."""
    unit = UNITS[kpi]
    amount = shown(Estimate(value), unit).mean
    digits = next((n for n in (0, 1) if round(amount, n) == round(amount, 2)), 2)
    if unit == "share":
        text = number(amount, digits, lang)
        if not points:
            return f"{text} %"
        return say(CLEAR, "point" if amount == 1.0 else "points", lang, n=text)
    return f"{number(amount, digits, lang)} {say(UNIT, unit, lang, currency='').strip()}"


def _counts(sites: Sequence[Decision], lang: Lang) -> RenderableType:
    """How many sites came out how, measure by measure."""
    columns = ("better", "worse", "lower", "higher", "same", "open", "blank")
    count: dict[str, Counter[str]] = {}
    for each in sites:
        plain = "same" if each.verdict is Verdict.SAME else str(each.verdict)
        count.setdefault(each.kpi, Counter())[gain(each) or plain] += 1
    wanted = [key for key in columns if any(found[key] for found in count.values())]
    heads = [say(CLEAR, "site_measure", lang), *(say(CLEAR, f"n_{key}", lang) for key in wanted)]
    table = ruled("", heads)
    for kpi, found in count.items():
        good = better(kpi) != 0
        cells = [
            NOTHING if key in (("lower", "higher") if good else ("better", "worse"))
            else number(found[key], 0, lang)
            for key in wanted
        ]  # fmt: skip
        table.add_row(_measure(kpi, lang), *cells)
    return table


def _open(
    cleared: Cleared, results: Results, titles: dict[str, str], lang: Lang
) -> Iterable[RenderableType]:
    """What stayed open, nearest to an answer first."""
    left = [each for each in cleared.decisions if each.verdict is Verdict.OPEN]
    n = sum(each.verdict is not Verdict.BLANK for each in cleared.decisions)
    if not left:
        yield Text(say(CLEAR, "all_clear", lang, n=number(n, 0, lang)), "bold")
        return
    left.sort(key=lambda each: math.inf if math.isnan(each.needed) else each.needed)
    keys = ("part", "site_measure", "difference", "interval", "zone", "needed")
    table = ruled(
        say(
            CLEAR, "open_title", lang, cap=cleared.looks[-1], open=number(len(left), 0, lang),
            n=number(n, 0, lang),
        ),
        [say(CLEAR, key, lang) for key in keys],
    )  # fmt: skip
    several = len(cleared.families) > 1
    for each in left[:NEAREST]:
        name = results.name(str(each.scope_type), each.scope, lang)
        table.add_row(
            f"{titles[each.label]}: {name}" if several else name,
            _measure(each.kpi, lang),
            *_figures(each, lang),
            number(_rounded(each.needed), 0, lang),
        )
    yield table


def _rounded(needed: float) -> float:
    """Two digits: it is a guess."""
    return float(f"{needed:.2g}") if math.isfinite(needed) else math.nan


def _best(best: Best, titles: dict[str, str], lang: Lang) -> Iterable[RenderableType]:
    kpi, found = say(KPI, best.kpi, lang), best.selection
    yield Text("\n" + say(CLEAR, "best_title", lang, kpi=kpi), "bold")
    table = ruled("", [say(CLEAR, key, lang) for key in ("scenario", "mean", "out")])
    unit = UNITS[best.kpi]
    for n, (label, mean) in enumerate(zip(best.labels, best.means, strict=True)):
        how = standing(best, n)
        words = {"best": "winner", "in": "still_in"}
        value = shown(Estimate(mean), unit).mean
        table.add_row(
            titles[label],
            number(value, max(decimals(value, unit), 1), lang),
            number(found.out_at[n], 0, lang) if how == "out" else say(CLEAR, words[how], lang),
        )
    yield table
    if found.winner is not None:
        yield Text(
            say(
                CLEAR, "best_found", lang, scenario=titles[best.labels[found.winner]],
                mean=_amount(best.means[found.winner], best.kpi, lang, points=False),
                n=found.at, zone=_amount(best.zone, best.kpi, lang), sure=_sure(best.error, lang),
            ),
            "bold",
        )  # fmt: skip
        return
    left = [titles[label] for n, label in enumerate(best.labels) if found.alive[n]]
    latest = number(math.floor(found.latest) + 1, 0, lang)
    text = say(CLEAR, "best_open", lang, n=found.at, left=", ".join(left), latest=latest)
    yield Text(text, "yellow")
