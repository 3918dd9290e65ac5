"""A small province: two cities of four wards, three points each, and a center."""

from __future__ import annotations

from typing import Any

from sim.model.spec import Scenario

PEOPLE = {"a1": 60, "a2": 45, "a3": 30, "a4": 50, "b1": 55, "b2": 40, "b3": 35, "b4": 45}
"""Thousands of residents; a4 and b4 are the seats, without points of their own."""
WAITS = {"center": 12.0, "a": 40.0, "b": 30.0} | {
    f"point-{code}": wait for code, wait in [
        ("a1", 3.0), ("a2", 6.0), ("a3", 1.0), ("b1", 2.0), ("b2", 8.0), ("b3", 1.5),
    ]
}  # fmt: skip
PLACES = {
    "a1": (11.00, 106.60), "a2": (11.02, 106.62), "a3": (10.98, 106.63), "a4": (11.03, 106.57),
    "b1": (11.00, 106.76), "b2": (11.03, 106.74), "b3": (10.97, 106.77), "b4": (11.01, 106.80),
}  # fmt: skip


def town(siting: dict[str, Any] | None = None, **changes: Any) -> Scenario:
    """The province with these bounds on its new branches."""
    time = {"law": "lognormal", "mean": 8, "cv": 0.7}
    bounds = {
        "branches_at_most": 2, "staff_at_least": 6, "records_at_least": 60,
        "off_counter": 1, "officers": [{"name": "team", "count": 3, "absence": 0.1}],
    }  # fmt: skip
    desk = {"name": "desk", "count": 3, "serves": ["papers"], "absence": 0.1}
    sites: dict[str, Any] = {
        "center": {
            "tier": "center", "commune": "a4", "lat": 11.01, "lon": 106.68,
            "officers": [{"count": 4}],
        },
        "a": {
            "tier": "branch", "district": "A", "commune": "a4", "catchment": ["a4"],
            "officers": [{"count": 6}],
        },
        "b": {
            "tier": "branch", "district": "B", "commune": "b4", "catchment": ["b4"],
            "officers": [{"count": 5}],
        },
    }  # fmt: skip
    for code in ("a1", "a2", "a3", "b1", "b2", "b3"):
        sites[f"point-{code}"] = {
            "tier": "point", "district": code[0].upper(), "commune": code, "officers": [desk],
        }  # fmt: skip
    return Scenario.model_validate(
        {
            "name": "Town",
            "seed": 3,
            "period": {"start": "2025-03-03", "days": 12},
            "warm_up": {"days": 0},
            "run_out": {"days": 0},
            "productive_share": 0.9,
            "procedures": {
                "papers": {
                    "level": "commune", "per_1000": 1.2, "counter_time": time, "online": 0.2,
                    "enquire_time": 4, "boundary_free": True,
                },
                "land": {
                    "level": "branch", "per_1000": 0.7, "counter_time": time,
                    "boundary_free": True,
                    "dossiers_per_visit": {"law": "geometric", "mean": 1.5}, "each_more": 0.2,
                },
                "licence": {"level": "center", "per_1000": 0.1, "counter_time": time},
            },
            "communes": {
                code: {
                    "name": code.upper(), "kind": "ward", "district": code[0].upper(),
                    "lat": PLACES[code][0], "lon": PLACES[code][1], "area_km2": 8.0,
                    "population": people * 1000,
                }
                for code, people in PEOPLE.items()
            },
            "sites": sites,
            "choice": {"outside_share": 0.3, "rule": "logit", "beta": 0.1},
            "demand": {"enquire_share": 0.3},
            "siting": bounds | (siting or {}),
            **changes,
        }
    )  # fmt: skip
