"""What a reader should know who reads nothing else: the first screen in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sim.report.numbers import MISSING, number
from sim.report.page import grid_sections, studies
from sim.report.page.names import Names
from sim.report.page.pairing import changes, is_paired, side
from sim.report.page.reading import MOST_RUNS
from sim.report.page.sentences import against, alone, cautions, estimate
from sim.report.page_grid_words import GRID
from sim.report.words import Lang, say

if TYPE_CHECKING:
    from sim.report.page.reading import Evidence, Kept

FEW = 2
"""Of so many others each is told of by tier and site, of more by the network alone."""


def first_screen(evidence: Evidence, names: Names, lang: Lang) -> list[str]:
    """The study's own answer, then what the runs say, then what makes that weaker."""
    base, *others = evidence.runs
    found = list(studies.leads(evidence, names, lang))
    if evidence.grid is not None:
        found += grid_sections.sentences(evidence, names, lang)
    elif evidence.is_large:
        found += _many(evidence, names, lang)
    elif others:
        for run in others:
            told = list(against(run, base, names, lang))
            found += told if len(others) <= FEW else told[:1]
    else:
        found += alone(base, names, lang)
    return [*found, *cautions(evidence.runs, lang), *_left_out(evidence, lang)]


def _many(evidence: Evidence, names: Names, lang: Lang) -> Iterator[str]:
    """Which of many has the shortest wait, and how many are better than the first."""
    base, *others = evidence.runs
    paired = [run for run in others if is_paired(run, base)]
    moved = {
        run.label: changes(run, base, "wait_mean", "network").get("all", MISSING) for run in paired
    }
    found = {label: each for label, each in moved.items() if each.mean == each.mean}
    if not found:
        yield from (line for run in others[:1] for line in against(run, base, names, lang))
        return
    label = min(found, key=lambda each: found[each].mean)
    best = found[label]
    words = {
        "all": number(len(evidence.runs), 0, lang), "base": names.run(base.label),
        "run": names.run(label), "old": _wait(base, lang),
        "new": _wait(next(run for run in paired if run.label == label), lang),
    }  # fmt: skip
    if best.mean >= 0:
        yield say(GRID, "shortest_base", lang, **words)
    elif side(best):
        low, high = (number(-end, 1, lang) for end in (best.high, best.low))
        yield say(GRID, "shortest", lang, low=low, high=high, **words)
    else:
        yield say(GRID, "shortest_unclear", lang, **words)
    sides = [side(each) for each in found.values()]
    less, more, same = (number(sides.count(each), 0, lang) for each in (-1, 1, 0))
    yield say(GRID, "against", lang, base=words["base"], less=less, more=more, same=same)


def _wait(run: Kept, lang: Lang) -> str:
    return number(estimate(run, "network", "all", "wait_mean").mean, 1, lang)


def _left_out(evidence: Evidence, lang: Lang) -> Iterator[str]:
    """What there is no room for."""
    missing = [label for folder in evidence.folders for label in folder.left_out]
    if not missing:
        return
    most = number(MOST_RUNS, 0, lang)
    if evidence.grid is not None:
        total = number(len(missing) + len(evidence.runs), 0, lang)
        n = number(len(missing), 0, lang)
        yield say(GRID, "left_out", lang, n=n, all=total, most=most)
    else:
        yield say(GRID, "left_out_runs", lang, most=most, names=", ".join(missing))
