"""What the figures draw: numbers by measure and scope, which the page's script filters."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.measures.scopes import WEEKDAYS
from sim.report.figures.cells import Floats, cells, plane
from sim.report.numbers import Estimate
from sim.report.page import clock, grid_sections
from sim.report.page.grids import Grid, Point, numbers
from sim.report.page.names import Names
from sim.report.page.pairing import changes, is_paired
from sim.report.page.reading import MOST_SHOWN
from sim.report.words import KPI, UNIT, Lang, say

if TYPE_CHECKING:
    from sim.model.spec import Commune, Scenario, Site
    from sim.report.page.reading import Evidence, Kept

DRAWN: Mapping[str, tuple[str, ...]] = {
    "network": ("wait_mean", "within_target_share", "utilisation", "on_time_share"),
    "tier": ("wait_mean", "within_target_share", "utilisation", "on_time_share"),
    "site": (
        "wait_mean", "wait_p90", "within_target_share", "abandoned_share", "utilisation",
        "overtime_per_day", "served_per_day", "on_time_share", "staff",
    ),
    "procedure": ("on_time_share", "turnaround_mean", "wait_mean"),
    "commune": ("citizen_time_mean", "travel_mean", "wait_mean", "on_time_share"),
    "weekday": ("wait_mean", "arrivals_per_day", "utilisation"),
    "site/hour": ("wait_mean", "queue_mean"),
}  # fmt: skip
"""The measures that are put into the page, by the kind of scope."""

SWEPT = (
    "wait_mean", "wait_p90", "within_target_share", "abandoned_share", "utilisation",
    "waiting_hours_per_day", "overtime_per_day", "officer_cost_per_day", "on_time_share",
    "turnaround_mean", "citizen_time_mean",
)  # fmt: skip
"""Measures of a sweep's points."""

_DIGITS = 5
"""Significant digits of a number in the page."""

Cell = list[float | None]


def payload(evidence: Evidence, names: Names, lang: Lang) -> dict[str, Any]:
    """All numbers of the figures, for JSON."""
    runs = evidence.runs
    return {
        "lang": lang,
        "runs": [names.run(run.label) for run in runs],
        "measures": _measures(lang, runs),
        "sites": _sites(runs, names),
        "communes": _communes(runs),
        "names": {
            kind: {scope: names.scope(kind, scope) for scope in scopes}
            for kind, scopes in (
                *(
                    (kind, _scopes(runs, kind))
                    for kind in ("network", "tier", "procedure", "commune")
                ),
                ("weekday", WEEKDAYS),
            )
        },
        "values": {**_values(runs), "site/weekday": _site_weekdays(runs)},
        "hours": {kpi: _parts(runs, kpi, "site/hour") for kpi in clock.HOURS},
        "weekdays": {kpi: _parts(runs, kpi, "site/weekday") for kpi in clock.WEEKDAYS},
        "shown": evidence.places,
        "most_shown": MOST_SHOWN,
        "grid": None if evidence.grid is None else _grid(evidence.grid, names, lang),
        "changes": _changes(runs),
        "target": _target(runs),
        "is_whole": bool(_scopes(runs, "network")),
    }


def _measures(lang: Lang, runs: Sequence[Kept]) -> dict[str, Any]:
    """Name and unit of each measure, and whether it is a share, which is shown in per cent."""
    kpis = sorted({kpi for some in (*DRAWN.values(), SWEPT) for kpi in some})
    rows = runs[0].summary.drop_duplicates("kpi")
    units = dict(zip(rows["kpi"], rows["unit"], strict=True))
    return {
        kpi: {
            "name": say(KPI, kpi, lang),
            "unit": say(UNIT, units[kpi], lang) if units[kpi] in UNIT else units[kpi],
            "share": units[kpi] == "share",
        }
        for kpi in kpis
        if kpi in units
    }


def _sites(runs: Sequence[Kept], names: Names) -> list[dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for n, run in enumerate(runs):
        measured = set(_scopes([run], "site"))
        for site, spec in run.scenario.sites.items():
            if site not in measured:  # a sweep simulates what it changes
                continue
            entry = found.setdefault(site, {
                "id": site, "name": names.scope("site", site), "tier": spec.tier or "",
                "district": spec.district or "", "at": _at(run.scenario, spec, runs), "in": [],
            })  # fmt: skip
            entry["in"].append(n)
    return sorted(found.values(), key=lambda entry: str(entry["name"]))


def _middle(runs: Sequence[Kept]) -> Floats:
    places = [(each.lat, each.lon) for each in runs[0].scenario.communes.values()] or [
        (each.lat, each.lon)
        for each in runs[0].scenario.sites.values()
        if each.lat is not None and each.lon is not None
    ]
    middle: Floats = np.array(places or [(0.0, 0.0)], dtype=np.float64).mean(axis=0)
    return middle


def _at(scenario: Scenario, site: Site, runs: Sequence[Kept]) -> list[float] | None:
    """Kilometres east and north of the map's middle; a site without a place is in its commune's."""
    where: Site | Commune | None = site
    if site.lat is None or site.lon is None:
        where = scenario.communes.get(site.commune or "")
    if where is None or where.lat is None or where.lon is None:
        return None
    (at,) = plane(np.array([(where.lat, where.lon)]), _middle(runs))
    return [round(float(at[0]), 2), round(float(at[1]), 2)]


def _communes(runs: Sequence[Kept]) -> list[dict[str, Any]]:
    """The cells of the map; none where a scenario has no communes."""
    spec = runs[0].scenario.communes
    if len(spec) < 2:
        return []
    places = plane(np.array([(each.lat, each.lon) for each in spec.values()]), _middle(runs))
    radii = np.sqrt(np.array([each.area_km2 for each in spec.values()]) / math.pi)
    return [
        {
            "id": id_, "name": each.name, "district": each.district,
            "shape": [[round(float(x), 2), round(float(y), 2)] for x, y in shape],
        }
        for (id_, each), shape in zip(spec.items(), cells(places, radii), strict=True)
    ]  # fmt: skip


def _scopes(runs: Sequence[Kept], kind: str) -> list[str]:
    """The scopes of a kind in the order of the summary, those of later runs after."""
    return list(
        dict.fromkeys(
            scope
            for run in runs
            for scope in run.summary.loc[run.summary["scope_type"] == kind, "scope"].unique()
        )
    )


def _values(runs: Sequence[Kept]) -> dict[str, dict[str, dict[str, list[Cell | None]]]]:
    """By kind of scope, measure and scope: mean, low and high in each run."""
    found: dict[str, dict[str, dict[str, list[Cell | None]]]] = {}
    for n, run in enumerate(runs):
        for kind, kpis in DRAWN.items():
            rows = run.summary
            rows = rows[(rows["scope_type"] == kind) & rows["kpi"].isin(kpis)]
            rows = rows[rows["mean"].notna()]
            numbers = rows[["mean", "ci_low", "ci_high"]].to_numpy()
            for kpi, scope, cell in zip(rows["kpi"], rows["scope"], numbers, strict=True):
                by_scope = found.setdefault(kind, {}).setdefault(kpi, {})
                by_scope.setdefault(scope, [None] * len(runs))[n] = _cell(Estimate(*cell))
    return found


def _parts(runs: Sequence[Kept], kpi: str, scope_type: str) -> dict[str, list[Cell | None]]:
    """By `tier|district|hour` or `tier|district|weekday`."""
    found: dict[str, list[Cell | None]] = {}
    for n, run in enumerate(runs):
        for at, estimate in clock.by_part(run, kpi, scope_type).items():
            found.setdefault("|".join(at), [None] * len(runs))[n] = _cell(estimate)
    return found


def _site_weekdays(runs: Sequence[Kept]) -> dict[str, dict[str, list[Cell | None]]]:
    """By measure and `site/weekday`, which the summary does not tell of."""
    found: dict[str, dict[str, list[Cell | None]]] = {}
    for n, run in enumerate(runs):
        for kpi in clock.WEEKDAYS:
            for scope, estimate in clock.by_site(run, kpi, "site/weekday").items():
                by_scope = found.setdefault(kpi, {})
                by_scope.setdefault(scope, [None] * len(runs))[n] = _cell(estimate)
    return found


def _grid(grid: Grid, names: Names, lang: Lang) -> dict[str, Any]:
    """All points of a sweep: their lines, and by measure and part of the network a cell each."""
    at = numbers([each.values[-1] for each in grid.points])
    kpis = [kpi for kpi in SWEPT if kpi in grid.units]
    return {
        "key": grid_sections.key_name(grid.keys[-1], lang),
        "path": grid.keys[-1],
        "points": [each.label for each in grid.points],
        "values": [each.values[-1] for each in grid.points],
        "at": at,
        "lines": [
            {"name": _line_name(grid, line, lang), "points": [grid.points.index(p) for p in line]}
            for line in grid.lines
        ],
        "scopes": [names.scope(*scope) for scope in grid.scopes],
        "cells": {
            kpi: [
                [_cell(grid.at(each.label, scope, kpi)) for each in grid.points]
                for scope in grid.scopes
            ]
            for kpi in kpis
        },
    }


def _line_name(grid: Grid, line: Sequence[Point], lang: Lang) -> str:
    fixed = zip(grid.keys[:-1], line[0].values[:-1], strict=True)
    return ", ".join(f"{grid_sections.key_name(key, lang)} = {value}" for key, value in fixed)


def _changes(runs: Sequence[Kept]) -> list[dict[str, Cell] | None]:
    """Of each run against the first: how the mean wait of each site changes, all at once."""
    base = runs[0]
    return [
        {site: _cell(each) for site, each in _sites_of(run, base).items()}
        if run is not base and is_paired(run, base)
        else None
        for run in runs
    ]


def _sites_of(run: Kept, base: Kept) -> dict[str, Estimate]:
    return changes(run, base, "wait_mean", "site", at_once=True)


def _target(runs: Sequence[Kept]) -> float | None:
    targets = {run.scenario.wait_target for run in runs}
    return targets.pop() if len(targets) == 1 else None


def _cell(estimate: Estimate) -> Cell:
    """Rounded, None for NaN, which JSON does not know."""
    return [
        None if math.isnan(value) else float(f"{float(value):.{_DIGITS}g}") for value in estimate
    ]
