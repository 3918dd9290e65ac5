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
TIER = {"an-phu": "point", "binh": "branch"}
UNITS = {
    "wait_mean": "min", "wait_p90": "min", "utilisation": "share", "queue_mean": "visits",
    "on_time_share": "share", "within_target_share": "share", "staff": "persons",
    "overtime_per_day": "min/day", "citizen_time_mean": "min", "travel_mean": "min",
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


def _values(label: str, replications: int) -> list[dict[str, Any]]:
    rows = []
    for n in range(replications):
        waits = {site: of[n] for site, of in WAITS[label].items()}
        every = {("network", "all"): sum(waits.values()) / len(waits)}
        for site, wait in waits.items():
            every["tier", TIER[site]] = every["site", site] = wait
            for hour in ("08", "09"):
                every["site/hour", f"{site}/{hour}"] = wait
        every["procedure", "any"] = every["weekday", "mon"] = every["network", "all"]
        for (scope_type, scope), wait in every.items():
            visits = VISITS * (2 if scope in ("all", "any", "mon") else 1)
            for kpi, unit in UNITS.items():
                value = wait / 100 if unit == "share" else wait
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
