"""Three small offices that share officers, with work for a few days."""

from __future__ import annotations

from typing import Any

from sim.model.spec import Scenario

HOURS = {"mon-fri": ["08:00-10:00"]}


def three_offices(
    rates: tuple[float, ...] = (26, 9, 12), officers: tuple[int, ...] = (2, 3, 2),
    days: int = 1, patience: float | None = 60, **changes: Any,
) -> Scenario:  # fmt: skip
    """Offices a, b, c; so many come in an hour, each takes 8 minutes in the mean."""
    papers: dict[str, Any] = {"counter_time": {"law": "exponential", "mean": 8}}
    if patience is not None:
        papers["patience"] = {"law": "exponential", "mean": patience}
    sites = {
        name: {
            "name": f"Văn phòng {name.upper()}",
            "tier": "branch",
            "off_counter": 1,
            "officers": [{"count": count}],
            "arrivals": {"papers": {"per_hour": rate}},
        }
        for name, rate, count in zip("abcdef", rates, officers, strict=False)
    }
    return Scenario.model_validate(
        {
            "name": "Three offices",
            "seed": 5,
            "period": {"start": "2025-01-06", "days": days},
            "calendar": {"hours": HOURS, "holidays": "none"},
            "procedures": {"papers": papers},
            "sites": sites,
            **changes,
        }
    )
