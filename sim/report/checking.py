"""What a check found, as people read it: what moved, at which site, and which targets hold."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from sim.model.check import UNITS
from sim.report.catalogue import day
from sim.report.checking_words import CHECK
from sim.report.numbers import Estimate, decimals, number, shown
from sim.report.target_text import target_text
from sim.report.text import ruled
from sim.report.words import KPI, SCOPE, UNIT, Lang, say
from sim.studies.regression.checking import Checked, Reason, Why
from sim.studies.regression.verdicts import Moved, Verdict, resolvable

if TYPE_CHECKING:
    from sim.model.spec import Scenario
    from sim.studies.judging import Judged
    from sim.studies.regression.baseline import Baseline
    from sim.studies.regression.series import Key

MOST_SITES = 15
"""Rows of sites that are shown."""
MOST_TARGETS = 12
"""Rows of targets that are shown where all are met."""
_STYLE = {Verdict.CHANGED: "bold red", Verdict.BLANK: "bold red", Verdict.UNCLEAR: "yellow"}


def render(checks: Sequence[Checked], lang: Lang = "en") -> RenderableType:
    """What `check` prints."""
    parts: list[RenderableType] = []
    for each in checks:
        parts += [*_one(each, lang), Text("")]
    if len(checks) > 1:
        ok = sum(each.ok for each in checks)
        parts.append(Text(say(CHECK, "summary", lang, ok=ok, all=len(checks)), "bold"))
    return Group(*parts)


def _one(found: Checked, lang: Lang) -> Iterable[RenderableType]:
    title = say(CHECK, "ok" if found.ok else "failed", lang, label=found.label)
    yield Text(title, "bold green" if found.ok else "bold red")
    for line in notes(found, lang):
        yield Text(line)
    if found.why or found.differs_from is not None:
        yield from _verdicts(found, lang)
        yield from _sites(found, lang)
    yield from _targets(found, lang)


def notes(found: Checked, lang: Lang = "en") -> list[str]:
    """How it was compared, and why so."""
    first, last = days(found.baseline, lang)
    said = {"replications": found.replications, "seed": found.seed, "first": first, "last": last}
    if found.differs_from is not None:
        return [say(CHECK, "differs", lang, number=found.differs_from)]
    if not found.why:
        return [say(CHECK, "exact", lang, **said)]
    how = say(CHECK, "paired" if found.is_paired else "unpaired", lang)
    before = found.replications if found.is_paired else found.baseline.replications
    return [
        say(CHECK, "statistical", lang, before=before, how=how, **said),
        *(reason(why, lang) for why in found.why),
    ]


def reason(why: Why, lang: Lang = "en") -> str:
    """Why equal bits could not be expected."""
    before, now = why.before, why.now
    if why.reason is Reason.PLATFORM:
        before, now = _without_features(before), _without_features(now)
    return say(CHECK, str(why.reason), lang, before=before, now=now)


def _without_features(parts: str) -> str:
    """A processor's features fill lines; that they differ is all that is told."""
    words = [each if not each.startswith("cpu_features") else "cpu_features"
             for each in parts.split(", ")]  # fmt: skip
    return ", ".join(words)


def place(key: Key, scenario: Scenario, lang: Lang = "en") -> str:
    """What people call the network, a tier or a site."""
    known = f"{key.scope_type}/{key.scope}"
    if known in SCOPE:
        return say(SCOPE, known, lang)
    site = scenario.sites.get(key.scope)
    return key.scope if site is None else site.name or key.scope


def measure(kpi: str, lang: Lang = "en") -> str:
    """A measure and its unit."""
    unit = UNITS[kpi]
    word = say(UNIT, unit, lang) if unit in UNIT else unit
    return f"{say(KPI, kpi, lang)} [{word}]" if word else say(KPI, kpi, lang)


def figures(moved: Moved, lang: Lang = "en") -> tuple[str, str, str, str]:
    """Before, now, difference with its interval, and what is allowed, in the unit shown."""
    unit = UNITS[moved.key.kpi]
    digits = decimals(shown(Estimate(moved.before), unit).mean, unit)

    def written(value: float, more: int = 0, *, signed: bool = False) -> str:
        return number(shown(Estimate(value), unit).mean, digits + more, lang, signed=signed)

    apart = written(moved.difference.mean, 1, signed=True)
    if not math.isnan(moved.difference.half):
        apart += f" ± {written(moved.difference.half, 1)}"
    return written(moved.before), written(moved.after), apart, f"± {written(moved.width, 1)}"


def _verdicts(found: Checked, lang: Lang) -> Iterable[RenderableType]:
    """The network's measures, and those of tiers that are not the same."""
    rows = [
        each
        for each in found.moved
        if each.key.scope_type == "network" or each.verdict is not Verdict.SAME
    ]
    table = _table("table", lang, verdict=True)
    for each in rows:
        _add(table, each, found, lang, verdict=True)
    yield table
    if len(rows) < len(found.moved):
        yield Text(say(CHECK, "rest", lang, n=len(found.moved) - len(rows)))
    yield Text(say(CHECK, "basis", lang, most=found.scenario.check.replications_at_most))


def _table(title: str, lang: Lang, *, verdict: bool) -> Table:
    keys = ["where", "measure", "before", "now", "difference", "allowed"]
    table = ruled(
        say(CHECK, title, lang), [say(CHECK, key, lang) for key in keys + ["verdict"] * verdict]
    )
    table.columns[1].justify = "left"
    return table


def _add(table: Table, moved: Moved, found: Checked, lang: Lang, *, verdict: bool) -> None:
    said = [say(CHECK, str(moved.verdict), lang)] if verdict else []
    cells = (
        place(moved.key, found.scenario, lang), measure(moved.key.kpi, lang),
        *figures(moved, lang), *said,
    )  # fmt: skip
    table.add_row(*map(Text, cells), style=_STYLE.get(moved.verdict, "") if verdict else "")


def _sites(found: Checked, lang: Lang) -> Iterable[RenderableType]:
    if not found.sites:
        return
    table = _table("sites", lang, verdict=False)
    for each in found.sites[:MOST_SITES]:
        _add(table, each, found, lang, verdict=False)
    yield table
    if len(found.sites) > MOST_SITES:
        yield Text(say(CHECK, "more_sites", lang, n=len(found.sites) - MOST_SITES))


def standing(judged: Judged) -> str:
    """How a target stands, as a key of the words."""
    if judged.met:
        return "surely_met" if judged.surely_met else "met"
    return "surely_missed" if judged.surely_missed else "missed"


def _targets(found: Checked, lang: Lang) -> Iterable[RenderableType]:
    left = [each for each in found.scenario.targets if not each.check]
    if found.targets:
        met = len(found.targets) - len(found.missed)
        rows = found.targets if len(found.targets) <= MOST_TARGETS else found.missed
        keys = ("where", "target", "value", "days", "verdict")
        table = ruled(say(CHECK, "targets", lang), [say(CHECK, key, lang) for key in keys])
        table.columns[1].justify = "left"
        for each in rows:
            table.add_row(*map(Text, target_cells(each, found.scenario, lang)),
                          style="" if each.met else "bold red")  # fmt: skip
        if rows:
            yield table
        yield Text(say(CHECK, "targets_met", lang, met=met, all=len(found.targets)))
    if left:
        yield Text(say(CHECK, "not_asserted", lang, n=len(left)))


def target_cells(judged: Judged, scenario: Scenario, lang: Lang = "en") -> tuple[str, ...]:
    """Site, target, value with its interval, days on which it holds, and how it stands."""
    unit = "min" if judged.target.goal.measure in ("percentile", "mean") else "share"
    site = scenario.sites.get(judged.site)
    value = shown(Estimate(judged.value, judged.low, judged.high), unit)
    text = number(value.mean, 1, lang)
    if not math.isnan(value.half_width):
        text += f" ± {number(value.half_width, 1, lang)}"
    days = number(100 * judged.days_met, 0, lang)
    return (
        (site.name or judged.site) if site else judged.site,
        target_text(judged.target, lang),
        f"{text} {say(UNIT, unit, lang)}",
        days if math.isnan(judged.days_met) else f"{days} %", say(CHECK, standing(judged), lang),
    )  # fmt: skip


def days(baseline: Baseline, lang: Lang) -> tuple[str, str]:
    """The first and the last that were measured."""
    first, last = (day(date.fromisoformat(each), lang) for each in baseline.period)
    return first, last


def render_baseline(baseline: Baseline, scenario: Scenario, lang: Lang = "en") -> RenderableType:
    """What `check --update` prints of the network."""
    first, last = days(baseline, lang)
    title = say(
        CHECK, "updated", lang, label=baseline.scenario, replications=baseline.replications,
        seed=baseline.seed, first=first, last=last, model=baseline.model,
    )  # fmt: skip
    keys = ("measure", "mean", "allowed", "resolved")
    table = ruled("", [say(CHECK, key, lang) for key in keys])
    for each in baseline.kpis:
        if each.scope_type != "network":
            continue
        digits = decimals(shown(Estimate(each.mean), each.unit).mean, each.unit)
        half = each.mean - (each.mean if each.ci_low is None else each.ci_low)
        width = scenario.check.tolerance_of(each.kpi).width(each.mean)
        least = resolvable(each.series, scenario.check, len(baseline.kpis))
        mean, half, width, least = (
            shown(Estimate(value), each.unit).mean for value in (each.mean, half, width, least)
        )
        table.add_row(
            measure(each.kpi, lang),
            f"{number(mean, digits, lang)} ± {number(half, digits + 1, lang)}",
            f"± {number(width, digits + 1, lang)}", f"± {number(least, digits + 1, lang)}",
        )  # fmt: skip
    most = scenario.check.replications_at_most
    return Group(Text(title, "bold"), table, Text(say(CHECK, "resolved_basis", lang, most=most)))


def rows(checks: Sequence[Checked]) -> list[dict[str, Any]]:
    """What `check --json` prints: a row for each measure, moved site and target."""
    found: list[dict[str, Any]] = []
    for each in checks:
        head = {"scenario": each.label, "mode": each.mode, "ok": each.ok}
        found += [head | _row("kpi", moved) for moved in each.moved]
        found += [head | _row("site", moved) for moved in each.sites]
        found += [
            head | {
                "kind": "target", "scope_type": "site", "scope": judged.site,
                "target": str(judged.target), "after": _plain(judged.value),
                "low": _plain(judged.low), "high": _plain(judged.high),
                "verdict": standing(judged), "replications": each.replications,
            }
            for judged in each.targets
        ]  # fmt: skip
        if each.mode == "exact":
            verdict = "same" if each.differs_from is None else "changed"
            found.append(
                head | {"kind": "journal", "verdict": verdict, "first": each.differs_from,
                        "replications": each.replications}
            )  # fmt: skip
    return found


def _row(kind: str, moved: Moved) -> dict[str, Any]:
    return {
        "kind": kind, "scope_type": moved.key.scope_type, "scope": moved.key.scope,
        "kpi": moved.key.kpi, "unit": UNITS[moved.key.kpi], "before": _plain(moved.before),
        "after": _plain(moved.after), "difference": _plain(moved.difference.mean),
        "low": _plain(moved.difference.low), "high": _plain(moved.difference.high),
        "tolerance": moved.width, "verdict": str(moved.verdict),
        "replications": moved.replications,
    }  # fmt: skip


def _plain(value: float) -> float | None:
    """JSON has no NaN."""
    return None if math.isnan(value) else value
