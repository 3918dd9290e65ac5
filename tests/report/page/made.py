"""Results folders made by hand: two offices, known numbers, no simulation."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

WAITS: Mapping[str, Mapping[str, Sequence[float]]] = {
    "before": {"an-phu": (10.0, 12.0, 11.0, 13.0), "binh": (30.0, 33.0, 31.0, 34.0)},
    "after": {"an-phu": (12.1, 14.0, 13.1, 15.2), "binh": (20.0, 23.2, 21.0, 24.1)},
}
"""Mean waits [min] of each replication in which 100 visits come to each site."""
VISITS = 100.0
TRIPLE = ("an-phu/tue",)
"""Where three times as many come."""
DAYS = 2.0
STEP = -0.5
"""Minutes from one point of a sweep to the next."""
TIER = {"an-phu": "point", "binh": "branch"}
UNITS = {
    "wait_mean": "min", "wait_p90": "min", "utilisation": "share", "queue_mean": "visits",
    "on_time_share": "share", "within_target_share": "share", "staff": "persons",
    "arrivals_per_day": "visits/day", "overtime_per_day": "min/day", "citizen_time_mean": "min",
    "travel_mean": "min",
}  # fmt: skip
SCENARIO = """\
name: {name}
period: {{start: 2025-01-06, days: 5}}
calendar: {{hours: {{mon-fri: ["08:00-10:00"]}}, holidays: none}}
wait_target: 20
procedures:
  any: {{name: {procedure}, counter_time: {{law: exponential, mean: 8}}}}
sites:
  an-phu:
    {{name: {site}, tier: point, district: Dĩ An, lat: 10.9, lon: 106.7, staff: 2,
     officers: [{{count: 2}}], arrivals: {{any: {{per_hour: 12}}}}}}
  binh:
    {{name: Chi nhánh Bình, tier: branch, district: Bến Cát, lat: 11.1, lon: 106.6, staff: {staff},
     officers: [{{count: {staff}}}], arrivals: {{any: {{per_hour: 30}}}}}}
"""


def results(
    folder: Path, labels: Sequence[str] = ("before", "after"), *, site: str = "An Phú",
    procedure: str = "Chứng thực", name: str = "", replications: int = 4,
) -> Path:  # fmt: skip
    """A results folder as `compare` would leave it, as far as a report reads it."""
    folder.mkdir(parents=True)
    entries = []
    for label in labels:
        text = SCENARIO.format(
            name=json.dumps(name or label.title()), site=json.dumps(site),
            procedure=json.dumps(procedure), staff=4 if label == "before" else 5,
        )  # fmt: skip
        (folder / f"{label}.resolved.yaml").write_text(text, "utf-8")
        entries.append({
            "label": label, "name": label.title(), "file": f"{label}.yaml",
            "resolved": f"{label}.resolved.yaml", "seed": 1, "interrupted": False,
            "replications": list(range(replications)),
        })  # fmt: skip
    manifest = {
        "motcua": "0.1.0", "command": ["motcua", "compare", *labels], "seed": 1,
        "started": "2025-02-03T08:00:00+07:00", "duration_s": 12.5, "engine": "compiled",
        "model_version": 1, "journal_digest": None, "settings": {"set": ["wait_target=20"]},
        "scenarios": entries, "versions": {"python": "3.11"}, "platform": {"system": "Linux"},
    }  # fmt: skip
    (folder / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    values = pd.DataFrame([row for label in labels for row in _values(label, replications)])
    values.to_parquet(folder / "replications.parquet")
    _summary(values).to_csv(folder / "summary.csv", index=False)
    (folder / "assumptions.json").write_text(
        json.dumps([{"file": "base.yaml", "place": "patience", "text": "240 min is a guess"}]),
        "utf-8",
    )
    return folder


def swept(folder: Path, points: int = 14, key: str = "sites.binh.staff") -> Path:
    """A folder as `sweep` would leave it: each point waits half a minute less."""
    labels = [f"staff={n}" for n in range(1, points + 1)]
    results(folder, labels)
    summary = pd.read_csv(folder / "summary.csv")
    rows = summary[(summary["scope"] == "binh") & (summary["scope_type"] == "site")]
    text = f"point,{key},scope_type,scope,kpi,unit,mean,ci_low,ci_high,replications,"
    lines = [text + "step_from,step_mean,step_low,step_high"]
    for row in rows.itertuples():
        n = int(row.scenario.partition("=")[2])
        step = f"staff={n - 1},{STEP},{STEP - 0.5},{STEP + 0.5}" if n > 1 else ",,,"
        lines.append(
            f"{row.scenario},{n},site,binh,{row.kpi},{row.unit},{row.mean},{row.ci_low},"
            f"{row.ci_high},4,{step}"
        )
    (folder / "sweep.csv").write_text("\n".join(lines) + "\n", "utf-8")
    return folder


def waits_of(label: str) -> Mapping[str, Sequence[float]]:
    """Those of `WAITS`, or of a label that ends in a number half a minute less for each."""
    if label in WAITS:
        return WAITS[label]
    less = STEP * int(label.rpartition("=")[2])
    return {site: [wait + less for wait in waits] for site, waits in WAITS["before"].items()}


def _values(label: str, replications: int) -> list[dict[str, Any]]:
    rows = []
    for n in range(replications):
        waits = {site: of[n] for site, of in waits_of(label).items()}
        every = {("network", "all"): sum(waits.values()) / len(waits)}
        for site, wait in waits.items():
            every["tier", TIER[site]] = every["site", site] = wait
            for hour in ("08", "09"):
                every["site/hour", f"{site}/{hour}"] = wait
            for day in ("mon", "tue"):
                every["site/weekday", f"{site}/{day}"] = wait
        every["procedure", "any"] = every["weekday", "mon"] = every["network", "all"]
        for (scope_type, scope), wait in every.items():
            visits = VISITS * (2 if scope in ("all", "any", "mon") else 3 if scope in TRIPLE else 1)
            for kpi, unit in UNITS.items():
                value = wait / 100 if unit == "share" else wait
                if kpi == "arrivals_per_day":
                    rows.append({
                        "scenario": label, "replication": n, "scope_type": scope_type,
                        "scope": scope, "kpi": kpi, "value": visits / DAYS, "numerator": visits,
                        "denominator": DAYS,
                    })  # fmt: skip
                    continue
                rows.append({
                    "scenario": label, "replication": n, "scope_type": scope_type, "scope": scope,
                    "kpi": kpi, "value": value, "numerator": value * visits, "denominator": visits,
                })  # fmt: skip
    return rows


def _summary(values: pd.DataFrame) -> pd.DataFrame:
    keys = ["scenario", "scope_type", "scope", "kpi"]
    found = values.groupby(keys, sort=False)["value"].agg(["mean", "std", "size"]).reset_index()
    half = 3.182 * found["std"] / found["size"] ** 0.5
    found["unit"] = found["kpi"].map(UNITS)
    return found.assign(ci_low=found["mean"] - half, ci_high=found["mean"] + half).rename(
        columns={"size": "replications"}
    )
