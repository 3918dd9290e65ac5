"""Sentences on runs: each is chosen and filled in by what was found."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from sim.report.numbers import MISSING, Estimate, decimals, number, shown
from sim.report.page.names import Names
from sim.report.page.pairing import changes, is_paired, side
from sim.report.page_words import PAGE
from sim.report.words import Lang, say

if TYPE_CHECKING:
    from sim.report.page.reading import Kept

TIERS = ("center", "branch", "point")
FEW = 10
"""With fewer replications readers are told that intervals are wide."""


def estimate(run: Kept, scope_type: str, scope: str, kpi: str) -> Estimate:
    """A measure as the summary has it; NaN where it has none."""
    rows = run.summary
    rows = rows[
        (rows["scope_type"] == scope_type) & (rows["scope"] == scope) & (rows["kpi"] == kpi)
    ]
    if rows.empty:
        return MISSING
    first = rows.iloc[0]
    return Estimate(float(first["mean"]), float(first["ci_low"]), float(first["ci_high"]))


def against(run: Kept, base: Kept, names: Names, lang: Lang) -> Iterator[str]:
    """How a run differs from the first one."""
    titles = {"run": names.run(run.label), "base": names.run(base.label)}
    if not is_paired(run, base):
        yield say(PAGE, "unpaired", lang, **titles)
        return
    change = changes(run, base, "wait_mean", "network").get("all", MISSING)
    yield _moved(run, base, ("network", "all"), change, titles, lang)
    tiers = changes(run, base, "wait_mean", "tier")
    if len(tiers) > 1:
        # The tier that moves most says most.
        tier = max(tiers, key=lambda each: (side(tiers[each]) != 0, abs(tiers[each].mean)))
        yield _moved(run, base, ("tier", tier), tiers[tier], titles, lang)
    yield from _site_by_site(run, base, titles, lang)


def _moved(
    run: Kept, base: Kept, scope: tuple[str, str], change: Estimate, titles: dict[str, str],
    lang: Lang,
) -> str:  # fmt: skip
    old, new = (estimate(each, *scope, "wait_mean").mean for each in (base, run))
    where = say(PAGE, f"where_{scope[1]}", lang)
    if math.isnan(change.mean):
        return say(PAGE, "nobody", lang, where=where, **titles)
    values = {
        **titles, "where": where, "by": number(abs(change.mean), 1, lang),
        "low": number(min(abs(change.low), abs(change.high)), 1, lang),
        "high": number(max(abs(change.low), abs(change.high)), 1, lang),
        "old": number(old, 1, lang), "new": number(new, 1, lang),
    }  # fmt: skip
    if math.isnan(change.low):
        return say(PAGE, "moved_alone", lang, **values)
    if side(change):
        return say(PAGE, "falls" if change.mean < 0 else "rises", lang, **values)
    values["low"], values["high"] = (
        number(end, 1, lang, signed=True) for end in (change.low, change.high)
    )
    return say(PAGE, "stays", lang, **values)


def _site_by_site(run: Kept, base: Kept, titles: dict[str, str], lang: Lang) -> Iterator[str]:
    found = changes(run, base, "wait_mean", "site", at_once=True)
    if len(found) < 2 or any(math.isnan(each.low) for each in found.values()):
        return
    sides = [side(each) for each in found.values()]
    yield say(
        PAGE, "sites", lang, **titles, n=number(len(sides), 0, lang),
        worse=_count("worse", sides.count(1), lang), better=_count("better", sides.count(-1), lang),
        same=_count("same", sides.count(0), lang),
    )  # fmt: skip


def _count(what: str, n: int, lang: Lang) -> str:
    """`no site gets worse`, `1 site gets worse`, `4 sites get worse`."""
    return say(PAGE, f"{what}_{min(n, 2)}", lang, n=number(n, 0, lang))


def alone(run: Kept, names: Names, lang: Lang) -> Iterator[str]:
    """What one run says."""
    wait = estimate(run, "network", "all", "wait_mean")
    if math.isnan(wait.mean):
        yield say(PAGE, "served_nobody", lang, run=names.run(run.label))
        return
    yield say(
        PAGE, "wait", lang, mean=number(wait.mean, 1, lang), interval=_interval(wait, "min", lang)
    )
    tail = estimate(run, "network", "all", "wait_p90")
    if not math.isnan(tail.mean):
        yield say(PAGE, "tail", lang, wait=number(tail.mean, 0, lang))
    shares = ("within_target_share", "utilisation", "on_time_share")
    for kpi in shares:
        found = estimate(run, "network", "all", kpi)
        if not math.isnan(found.mean):
            mean = shown(found, "share").mean
            text = number(mean, decimals(mean, "share"), lang)
            yield say(PAGE, kpi, lang, share=text, target=number(run.scenario.wait_target, 0, lang))
    yield from _longest(run, names, lang)


def _longest(run: Kept, names: Names, lang: Lang) -> Iterator[str]:
    rows = run.summary
    rows = rows[(rows["scope_type"] == "site") & (rows["kpi"] == "wait_mean")].dropna(
        subset=["mean"]
    )
    if len(rows) > 1:
        worst = rows.sort_values("mean").iloc[-1]
        name = names.scope("site", str(worst["scope"]))
        wait = number(float(worst["mean"]), 1, lang)
        yield say(PAGE, "longest", lang, site=name, wait=wait)


def _interval(found: Estimate, unit: str, lang: Lang) -> str:
    """` (95 % interval 2.7–3.5)`; nothing without an interval."""
    if math.isnan(found.low):
        return ""
    digits = decimals(found.mean, unit)
    low, high = (number(end, digits, lang) for end in (found.low, found.high))
    return " " + say(PAGE, "interval", lang, low=low, high=high)


def cautions(runs: Sequence[Kept], lang: Lang) -> Iterator[str]:
    """What makes the sentences above weaker than they sound."""
    fewest = min(len(run.replications) for run in runs)
    if fewest == 1:
        yield say(PAGE, "single", lang)
    elif fewest < FEW:
        yield say(PAGE, "few", lang, n=number(fewest, 0, lang))
    if any(run.interrupted for run in runs):
        yield say(PAGE, "interrupted", lang)
