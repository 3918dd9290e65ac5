"""What became of a plan, in sentences: the one that matters most first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sim.app.plan_verdict import Standing, not_judged, officers, summed_up
from sim.report.app_plan_words import PLANS
from sim.report.listed import listed
from sim.report.numbers import number
from sim.report.target_text import goal_text
from sim.report.words import Lang, say

if TYPE_CHECKING:
    from sim.report.page.reading import Kept


def _about(key: str, sites: Sequence[str], names: dict[str, str], lang: Lang) -> str:
    """A sentence about one site or several."""
    told = listed([names[id_] for id_ in sites], lang)
    return say(PLANS, f"{key}_one" if len(sites) == 1 else key, lang, n=len(sites), sites=told)


def compared(found: Sequence[Standing], own: Kept, planned: Kept, lang: Lang) -> list[str]:
    """What the plan does against the scenario's own: targets, officers, waits."""
    sites = planned.scenario.sites
    names = {id_: site.name or id_ for id_, site in sites.items()}
    summary = summed_up(found)
    if not found:
        told = [say(PLANS, "no_targets", lang)]
    elif summary.breaks:
        told = [_about("breaks", summary.breaks, names, lang)]
    else:
        told = [say(PLANS, "breaks_none", lang)]
    if summary.mends:
        told.append(_about("mends", summary.mends, names, lang))
    if summary.misses:
        told.append(_about("misses", summary.misses, names, lang))
    told.append(_officers(own, planned, lang))
    told += _wait(own, planned, lang)
    told += _waits(own, planned, names, lang)
    if summary.unsure:
        told.append(say(PLANS, "unsure", lang, n=len(summary.unsure)))
    others = not_judged(planned.scenario)
    if others:
        targets = "; ".join(goal_text(each, lang) for each in others)
        told.append(say(PLANS, "not_judged", lang, targets=targets))
    return told


def _officers(own: Kept, planned: Kept, lang: Lang) -> str:
    before = sum(officers(own.scenario).values())
    after = sum(officers(planned.scenario).values())
    values = {"n": number(after, 0, lang), "by": number(abs(after - before), 0, lang)}
    if after == before:
        return say(PLANS, "as_many", lang, **values)
    return say(PLANS, "fewer" if after < before else "more", lang, **values)


def _wait(own: Kept, planned: Kept, lang: Lang) -> list[str]:
    """What becomes of the mean wait of all; nothing where runs have no citizens in common."""
    from sim.report.page.pairing import changes, is_paired, side

    if not is_paired(planned, own):
        return []
    change = changes(planned, own, "wait_mean", "network").get("all")
    if change is None:
        return []
    old, new = (_network(run) for run in (own, planned))
    if change.mean == 0:
        return [say(PLANS, "wait_same", lang, new=number(new, 1, lang))]
    values = {
        "by": number(abs(change.mean), 1, lang), "old": number(old, 1, lang),
        "new": number(new, 1, lang),
    }  # fmt: skip
    keys = {-1: "wait_falls", 0: "wait_chance", 1: "wait_rises"}
    return [say(PLANS, keys[side(change)], lang, **values)]


def _waits(own: Kept, planned: Kept, names: dict[str, str], lang: Lang) -> list[str]:
    """The sites whose mean wait moves beyond chance, those that move most first."""
    from sim.report.page.pairing import changes, is_paired, side

    if not is_paired(planned, own):
        return []
    found = changes(planned, own, "wait_mean", "site", at_once=True)
    told = []
    for key, way in (("longer", 1), ("shorter", -1)):
        moved = [site for site, change in found.items() if side(change) == way]
        moved.sort(key=lambda site: -abs(found[site].mean))
        if moved:
            told.append(_about(key, moved, names, lang))
    return told


def _network(run: Kept) -> float:
    rows = run.summary
    rows = rows[(rows["scope_type"] == "network") & (rows["kpi"] == "wait_mean")]
    return float(rows["mean"].iloc[0])
