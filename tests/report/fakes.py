"""Finished runs with made-up but plausible numbers, in the shapes that `sim.studies` gives."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from sim.measures.kpis import KPIS
from sim.measures.scopes import ScopeType
from sim.report.results import Results

HOURS = ("07", "08", "09", "10", "11", "13", "14", "15", "16")
SHAPE = np.array([0.5, 2.2, 2.6, 1.6, 0.7, 0.9, 1.1, 0.8, 0.3])
DISTRICTS = (
    "Thủ Dầu Một", "Thuận An", "Dĩ An", "Tân Uyên", "Bến Cát", "Bàu Bàng", "Bắc Tân Uyên",
    "Dầu Tiếng", "Phú Giáo",
)  # fmt: skip
PROCEDURES = {"certification": "Chứng thực", "land": "Đất đai", "civil-status": "Hộ tịch"}
OF_UNITS = ("turnaround", "on_time", "travel", "_tenth")
"""In the names of measures that are blank without processing units and communes."""
KPI_NAMES = [kpi.name for kpi in KPIS]
UNITS = [kpi.unit for kpi in KPIS]


@dataclass
class Run:
    """What a report reads of `sim.studies.experiment.Run`."""

    label: str
    scenario: Any
    system: Any
    replications: tuple[int, ...]
    rows: list[tuple[str, str]]
    values: np.ndarray
    """(replications, rows, KPIs)"""
    interrupted: bool = False
    precision_reached: bool | None = None
    seconds: float = 1.5
    seed: int = 7
    engine: str = "compiled"
    digests: tuple[str, ...] = ()
    extra: dict[str, Any] = field(default_factory=dict)


def run(
    label: str,
    *,
    n_points: int = 91,
    n_replications: int = 30,
    ease: float = 1.0,
    tiers: bool = True,
    units: bool = True,
    currency: str = "",
) -> Run:
    """One run; a larger `ease` makes waits shorter. Without tiers it is one office.

    Costs are known where there is a currency.
    """
    random = np.random.default_rng(5)
    busy = random.uniform(0.15, 0.92, 91)
    sites: dict[str, Any] = {}
    load: list[float] = []
    if tiers:
        sites["center"] = _site("Trung tâm Phục vụ hành chính công tỉnh", "center", DISTRICTS[0])
        load.append(0.55)
        for d, district in enumerate(DISTRICTS):
            sites[f"branch-{d}"] = _site(f"Chi nhánh {district}", "branch", district)
            load.append((0.72, 0.93, 0.9, 0.88, 0.8, 0.4, 0.35, 0.3, 0.33)[d])
        for p in range(n_points):
            name = f"Điểm Tân Định {p // 2}"  # every name occurs twice
            sites[f"point-{p:02d}"] = _site(name, "point", DISTRICTS[p % 9])
            load.append(busy[p])
    else:
        sites["office"] = _site(None, None, None)
        load.append(0.8)
    rows, base = _rows(sites, np.array(load) / ease)
    if not tiers or not units:  # no back office, and no communes
        for name in OF_UNITS:
            base[:, [name in kpi for kpi in KPI_NAMES]] = np.nan
    if not currency:
        base[:, ["_cost_" in kpi for kpi in KPI_NAMES]] = np.nan
    noise = random.normal(1.0, 0.08, (n_replications, len(rows), 1))
    values = base[None] * np.maximum(noise, 0.1)
    on_time = KPI_NAMES.index("on_time_share")
    values[:, :, on_time] = base[:, on_time] ** noise[:, :, 0]  # a share that is near 1 stays one
    return Run(
        label=label,
        scenario=_scenario(label, sites, currency),
        system=SimpleNamespace(
            site_ids=tuple(sites), site_tier=tuple(s.tier or "" for s in sites.values())
        ),
        replications=tuple(range(n_replications)),
        rows=rows,
        values=values,
    )


def _site(name: str | None, tier: str | None, district: str | None) -> Any:
    return SimpleNamespace(name=name, tier=tier, district=district)


def _scenario(label: str, sites: dict[str, Any], currency: str) -> Any:
    return SimpleNamespace(
        name=f"The {label}",
        description="Made up.",
        sites=sites,
        procedures={key: SimpleNamespace(name=name) for key, name in PROCEDURES.items()},
        communes={},
        cost=SimpleNamespace(currency=currency) if currency else None,
        wait_target=20.0,
        period=SimpleNamespace(first=date(2025, 1, 1), last=date(2025, 6, 30), length=181),
    )


def _rows(sites: dict[str, Any], load: np.ndarray) -> tuple[list[tuple[str, str]], np.ndarray]:
    """The scopes, and (rows, KPIs) expected values made up from loads."""
    tier = [site.tier or "" for site in sites.values()]
    by_scope: dict[tuple[str, str], float] = {("network", "all"): float(load.mean())}
    for name in ("center", "branch", "point"):
        if name in tier:
            chosen = [u for u, t in zip(load, tier, strict=True) if t == name]
            by_scope["tier", name] = float(np.mean(chosen))
    for district in sorted({site.district for site in sites.values() if site.district}):
        by_scope["district", district] = 0.6
    by_scope |= {("site", site): u for site, u in zip(sites, load, strict=True)}
    by_scope |= {("procedure", key): 0.6 for key in PROCEDURES}
    by_scope |= {("hour", hour): 0.6 for hour in HOURS}
    by_scope |= {("weekday", day): 0.6 for day in ("mon", "tue", "wed", "thu", "fri")}
    by_scope |= {("officers", "land desk"): 0.7, ("officers", "=1+1"): 0.5}
    for site, u in zip(sites, load, strict=True):
        by_scope |= {("site/hour", f"{site}/{hour}"): u for hour in HOURS}
        by_scope |= {("site/officers", f"{site}/{k}"): u for k in range(4)}
    rows = list(by_scope)
    return rows, np.array([_measures(scope, u) for scope, u in by_scope.items()])


def _measures(scope: tuple[str, str], load: float) -> list[float]:
    load = min(load, 0.97)
    wait = 6.0 * load**3 / (1.0 - load)
    shape = SHAPE[HOURS.index(scope[1].split("/")[-1])] if "hour" in scope[0] else 1.0
    known = {
        "arrivals_per_day": 300 * load, "served_per_day": 290 * load, "wait_mean": wait,
        "wait_all_mean": 1.1 * wait, "wait_open_mean": 0.9 * wait, "waited_share": load,
        "within_target_share": 1 - load**6, "over_60min_share": load**9,
        "abandoned_share": load**8 / 4, "sent_home_share": load**10 / 9, "balked_share": 0.0,
        "turned_away_share": 0.01, "no_show_share": 0.0, "queue_mean": shape * wait / 4,
        "queue_max": 40 * load, "utilisation": load, "overtime_per_day": 20 * load,
        "staff": 13.0, "officer_hours_per_day": 80.0, "time_at_site_mean": wait + 9,
        "wait_p50": 0.6 * wait, "wait_p90": 2.3 * wait, "wait_p95": 3 * wait,
        "waiting_hours_per_day": 5 * load * wait, "officer_cost_per_day": 4.7e6,
        "citizen_cost_per_day": 235e3 * load * wait, "wait_p99": 4.6 * wait, "wait_max": 9 * wait,
    }  # fmt: skip
    known |= _of_dossiers(load, wait)
    known |= dict.fromkeys((name for name in KPI_NAMES if "access" in name), np.nan)
    tenths = {"best": 0.4, "worst": 2.1}
    for name in (name for name in KPI_NAMES if name.endswith("_tenth")):
        source, end, _ = name.rsplit("_", 2)
        of_network = scope == ("network", "all")
        known[name] = tenths[end] * known[f"{source}_mean"] if of_network else np.nan
    values = [known[name] for name in KPI_NAMES]
    if scope[0] == "site/officers":
        values = [
            v if n == "utilisation" else np.nan for n, v in zip(KPI_NAMES, values, strict=True)
        ]
    return values


def _of_dossiers(load: float, wait: float) -> dict[str, float]:
    """Measures of dossiers made up from a load."""
    days = 2 + 6 * load**2
    return {
        "filed_per_day": 220 * load, "completed_per_day": 210 * load, "turnaround_mean": days,
        "turnaround_p50": 0.8 * days, "turnaround_p90": 1.9 * days,
        "on_time_share": 0.985 - load**8 / 3, "visits_per_dossier": 1.3 + load / 3,
        "citizen_time_mean": 45 + 1.6 * (wait + 9), "travel_mean": 45.0,
        "lost_share": load**8 / 9, "open_at_end": 40 * load,
    }  # fmt: skip


def summary(run: Run) -> pd.DataFrame:
    """As `sim.studies.long_form.summary`."""
    return _frame(run, run.values)


def _frame(run: Run, values: np.ndarray) -> pd.DataFrame:
    n, n_rows, n_kpis = values.shape
    mean = values.mean(axis=0)
    half = 2.05 * values.std(axis=0, ddof=1) / np.sqrt(n) if n > 1 else np.full(mean.shape, np.nan)
    frame = pd.DataFrame(
        {
            "scenario": run.label,
            "scope_type": np.repeat([row[0] for row in run.rows], n_kpis),
            "scope": np.repeat([row[1] for row in run.rows], n_kpis),
            "kpi": np.tile(KPI_NAMES, n_rows),
            "unit": np.tile(UNITS, n_rows),
            "mean": mean.ravel(),
            "ci_low": (mean - half).ravel(),
            "ci_high": (mean + half).ravel(),
            "replications": n,
        }
    )
    may_be_blank = "|".join((*OF_UNITS, "access", "_cost_"))
    blank = frame["mean"].isna() & frame["kpi"].str.contains(may_be_blank)
    blank |= frame["mean"].isna() & (frame["scope_type"] == "site/stage")
    return frame[~blank].reset_index(drop=True)


def per_replication(run: Run) -> pa.Table:
    """As `sim.studies.long_form.per_replication`."""
    n, n_rows, n_kpis = run.values.shape
    size = n_rows * n_kpis
    kind = [kpi.kind.name == "RATIO" for kpi in KPIS]
    ratio = np.tile(kind, n * n_rows)
    flat = run.values.ravel()
    words = {
        "scope_type": np.repeat([row[0] for row in run.rows], n_kpis),
        "scope": np.repeat([row[1] for row in run.rows], n_kpis),
        "kpi": np.tile(KPI_NAMES, n_rows),
    }
    columns: dict[str, Any] = {
        "scenario": pa.DictionaryArray.from_arrays(np.zeros(n * size, np.int32), [run.label]),
        "replication": np.repeat(np.array(run.replications, np.int32), size),
    }
    for name, column in words.items():
        names, index = np.unique(column, return_inverse=True)
        columns[name] = pa.DictionaryArray.from_arrays(np.tile(index, n).astype(np.int32), names)
    columns["value"] = pa.array(flat, from_pandas=True)
    columns["numerator"] = pa.array(np.where(ratio, flat, np.nan), from_pandas=True)
    columns["denominator"] = pa.array(np.where(ratio, 1.0, np.nan), from_pandas=True)
    return pa.table(columns)


def differences(runs: list[Run]) -> pd.DataFrame:
    """As `sim.studies.compare.differences`, for runs with some scopes in common."""
    base = runs[0]
    frames = []
    for other in runs[1:]:
        common = [row for row in other.rows if row in set(base.rows)]
        mine = other.values[:, [other.rows.index(row) for row in common]]
        theirs = base.values[:, [base.rows.index(row) for row in common]]
        n = min(len(mine), len(theirs))
        part = Run(**{**vars(other), "rows": common})
        frames.append(_frame(part, mine[:n] - theirs[:n]).assign(against=base.label))
    return pd.concat(frames, ignore_index=True)


def gains_and_losses(runs: list[Run], most: int = 5) -> pd.DataFrame:
    """As `sim.studies.compare.gains_and_losses`."""
    table = differences(runs)
    table = table[(table["scope_type"] == "site") & (table["kpi"] == "wait_mean")]
    found = []
    for _, part in table.groupby("scenario", sort=False):
        part = part.sort_values("mean")
        gain = part[part["ci_high"] < 0].head(most).assign(side="gain")
        lose = part[part["ci_low"] > 0].tail(most)[::-1].assign(side="lose")
        found += [gain, lose]
    return pd.concat(found).rename(columns={"scope": "site"})[
        ["against", "scenario", "site", "mean", "ci_low", "ci_high", "side"]
    ].reset_index(drop=True)  # fmt: skip


def results(runs: list[Run]) -> Results:
    """As `sim.report.results.gather`."""
    several = len(runs) > 1
    return Results(
        runs=tuple(runs),
        summary=pd.concat([summary(run) for run in runs], ignore_index=True),
        differences=differences(runs) if several else None,
        gains_and_losses=gains_and_losses(runs) if several else None,
        tables=tuple([per_replication(run)] for run in runs),
    )


def phases(n_points: int = 91, n_replications: int = 30) -> Results:
    """The three phases; the second has nine points fewer."""
    size = {"n_replications": n_replications}
    return results(
        [
            run("phase-1", n_points=n_points, **size),
            run("phase-2", n_points=max(n_points - 9, 1), ease=1.02, **size),
            run("phase-3", n_points=max(n_points - 20, 1), ease=1.12, **size),
        ]
    )


STAGES = {"guide": 0.3, "desk": 1.0, "cashier": 0.6}
"""Waits in the lines for stages, as shares of the wait at the site."""


def with_stages(run: Run, *sites: str) -> Run:
    """The same run, whose visits pass stages at some sites."""
    rows, values = list(run.rows), [run.values]
    of_tickets = [ScopeType.SITE_STAGE in kpi.scope_types for kpi in KPIS]
    for site in sites:
        whole = run.values[:, run.rows.index(("site", site))]
        for stage, share in STAGES.items():
            row = np.where(of_tickets, whole, np.nan)
            row[:, KPI_NAMES.index("wait_mean")] *= share
            rows.append(("site/stage", f"{site}/{stage}"))
            values.append(row[:, None])
    return Run(**{**vars(run), "rows": rows, "values": np.concatenate(values, axis=1)})
