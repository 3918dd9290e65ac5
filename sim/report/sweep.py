"""What a sweep found: tables that a planner can read, and rows to compute with."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.text import Text

from sim.measures.kpis import COLUMN, KPIS
from sim.report.numbers import Estimate, interval, number
from sim.report.sweep_words import SWEEP
from sim.report.text import ruled
from sim.report.words import HEAD, KPI, Lang, say

if TYPE_CHECKING:
    import pandas as pd

    from sim.measures.estimate import Estimates
    from sim.measures.scopes import Scope
    from sim.report.results import Results
    from sim.studies.sweep.study import Sweep

COLUMNS = (
    "staff", "officer_hours_per_day", "wait_mean", "within_target_share", "abandoned_share",
    "utilisation", "waiting_hours_per_day", "officer_cost_per_day",
)  # fmt: skip
STEPS = (
    "wait_mean", "within_target_share", "abandoned_share", "waiting_hours_per_day",
    "officer_hours_per_day", "officer_cost_per_day",
)  # fmt: skip
_HEADS = {
    "staff": "staff", "officer_hours_per_day": "hours", "waiting_hours_per_day": "waiting",
    "officer_cost_per_day": "cost",
}  # fmt: skip
UNITS = {kpi.name: kpi.unit for kpi in KPIS}


def render(found: Sweep, results: Results, kpi: str, lang: Lang = "en") -> RenderableType:
    """What `sweep` prints; `kpi` is the measure whose knee is told."""
    parts: list[RenderableType] = [*_notes(found, results, lang)]
    for scope in found.scopes:
        parts.append(_points(found, results, scope, lang))
        if len(found.runs) > 1:
            parts.append(_steps(found, results, scope, lang))
        parts += _knees(found, results, scope, kpi, lang)
    return Group(*parts)


def _notes(found: Sweep, results: Results, lang: Lang) -> Iterable[Text]:
    first = found.runs[0]
    period = first.scenario.period
    keys = ", ".join(key.path for key in found.keys)
    yield Text(say(SWEEP, "title", lang, scenario=first.scenario.name, keys=keys), "bold")
    yield Text(
        say(
            SWEEP, "basis", lang, points=len(found.points), days=period.length, first=period.first,
            last=period.last, replications=results.replications, seed=first.seed,
        )
    )  # fmt: skip
    if found.simulated is not None:
        names = [results.name("site", id_, lang) for id_ in sorted(found.simulated)]
        who = names[0] if len(names) == 1 else say(SWEEP, "several", lang, count=len(names))
        key = "sites_exact" if found.is_exact else "sites_alone"
        yield Text(say(SWEEP, key, lang, sites=who))
    if found.changed and 1 < len(found.scopes) < len(found.changed):
        many = {"told": len(found.scopes), "count": len(found.changed)}
        yield Text(say(SWEEP, "fewer", lang, **many))
    if any(run.scenario.cost is not None for run in found.runs):
        yield Text(say(SWEEP, "costs", lang, currency=results.currency))
    if found.interrupted:
        yield Text(say(SWEEP, "interrupted", lang))


def _points(found: Sweep, results: Results, scope: Scope, lang: Lang) -> RenderableType:
    columns = [kpi for kpi in COLUMNS if _is_known(found, scope, kpi)]
    heads = [say(SWEEP, "point", lang), *(_head(results, kpi, lang) for kpi in columns)]
    table = ruled(say(SWEEP, "table", lang, scope=scope_name(results, scope, lang)), heads)
    for run in found.runs:
        cells = [_cell(value(run.estimates, scope, kpi), kpi, lang) for kpi in columns]
        table.add_row(run.label, *cells)
    return table


def _steps(found: Sweep, results: Results, scope: Scope, lang: Lang) -> RenderableType:
    columns = [kpi for kpi in STEPS if _is_known(found, scope, kpi)]
    heads = [say(SWEEP, "step", lang), *(_head(results, kpi, lang) for kpi in columns)]
    table = ruled(say(SWEEP, "steps", lang, scope=scope_name(results, scope, lang)), heads)
    for one, other, change in found.steps():
        cells = [_cell(value(change, scope, kpi), kpi, lang, signed=True) for kpi in columns]
        before, after = found.points[one], found.points[other]
        table.add_row(f"{before.label} \N{RIGHTWARDS ARROW} {after.values[-1]}", *cells)
    return table


def _knees(found: Sweep, results: Results, scope: Scope, kpi: str, lang: Lang) -> Iterable[Text]:
    unit = UNITS[kpi]
    for line in found.chains:
        if found.keys[-1].numbers is None or len(line) < 3:
            continue
        fixed = ", ".join(found.points[line[0]].values[:-1])
        words = {
            "measure": say(KPI, kpi, lang), "scope": scope_name(results, scope, lang),
            "line": f", {fixed}" if fixed else "",
        }  # fmt: skip
        knee = found.knee(scope, kpi, line)
        if knee is None or not knee.clear:
            yield Text(say(SWEEP, "knee_unclear", lang, **words))
            continue
        before, after = (
            interval(Estimate(each), unit, lang) + (" %" if unit == "share" else f" {unit}")
            for each in (knee.before, knee.after)
        )
        point = found.points[knee.place].label
        yield Text(say(SWEEP, "knee", lang, point=point, before=before, after=after, **words))


def scope_name(results: Results, scope: Scope, lang: Lang) -> str:
    """What a part of the network is called."""
    return results.name(str(scope.scope_type), scope.scope, lang)


def value(estimates: Estimates, scope: Scope, kpi: str) -> Estimate:
    """One estimate with its interval; nothing where it is blank."""
    row, column = estimates.scopes.index(scope), COLUMN[kpi]
    low, high = estimates.interval()
    return Estimate(
        float(estimates.mean[row, column]), float(low[row, column]), float(high[row, column])
    )


def _is_known(found: Sweep, scope: Scope, kpi: str) -> bool:
    return any(not math.isnan(value(run.estimates, scope, kpi).mean) for run in found.runs)


def _head(results: Results, kpi: str, lang: Lang) -> str:
    if kpi in _HEADS:
        return say(SWEEP, _HEADS[kpi], lang, currency=results.currency)
    target = results.wait_target
    if kpi == "within_target_share" and target is None:
        return say(HEAD, "site/within_any_target", lang)
    digits = 0 if target is None or target == int(target) else 1
    return say(HEAD, f"site/{kpi}", lang, target=number(target or 0.0, digits, lang))


def _cell(estimate: Estimate, kpi: str, lang: Lang, *, signed: bool = False) -> str:
    if kpi == "staff":
        return number(estimate.mean, 0, lang, signed=signed)
    if kpi == "officer_cost_per_day":
        millions = estimate.scaled(1e-6)
        half = number(millions.half_width, 2, lang)
        return f"{number(millions.mean, 2, lang, signed=signed)} ± {half}"
    return interval(estimate, UNITS[kpi], lang, signed=signed)


def frame(found: Sweep) -> pd.DataFrame:
    """A row for each point, part of the network and measure: the rows of `sweep.csv`.

    `step_*` is the paired change from the point before it on its line; blank at a line's start.
    """
    import pandas as pd

    change = {other: estimates for _, other, estimates in found.steps()}
    before = {other: found.points[one].label for one, other, _ in found.steps()}
    rows = []
    for i, (point, run) in enumerate(zip(found.points, found.runs, strict=True)):
        for scope in found.scopes:
            for kpi in KPIS:
                estimate = value(run.estimates, scope, kpi.name)
                if math.isnan(estimate.mean):
                    continue
                step = value(change[i], scope, kpi.name) if i in change else _NO_STEP
                rows.append(
                    {
                        "point": point.label,
                        **_values(found, point.values),
                        "scope_type": str(scope.scope_type), "scope": scope.scope,
                        "kpi": kpi.name, "unit": kpi.unit, "mean": estimate.mean,
                        "ci_low": estimate.low, "ci_high": estimate.high,
                        "replications": len(run.replications), "step_from": before.get(i, ""),
                        "step_mean": step.mean, "step_low": step.low, "step_high": step.high,
                    }
                )  # fmt: skip
    return pd.DataFrame(rows)


_NO_STEP = Estimate(math.nan)


def _values(found: Sweep, values: Sequence[str]) -> dict[str, str]:
    return {key.path: each for key, each in zip(found.keys, values, strict=True)}
