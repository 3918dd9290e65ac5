"""Three small offices, apart or joined by a back office."""

from __future__ import annotations

from typing import Any

from sim.model.spec import Scenario


def offices(*, unit: str | None = None, officers: int = 1, per_hour: float = 6) -> Scenario:
    """Offices a, b and c; `officers` are those of a; a unit joins what they take in."""
    file: dict[str, Any] = {"counter_time": {"law": "exponential", "mean": 12}}
    if unit is not None:
        file |= {"unit": unit, "effort": 30, "deadline": 5}
    arrivals = {"file": {"per_hour": per_hour}}
    return Scenario.model_validate(
        {
            "name": "offices",
            "seed": 7,
            "period": {"start": "2025-03-03", "days": 2},
            "procedures": {"file": file},
            "units": {} if unit is None else {unit: {"processors": 3}},
            "sites": {
                id_: {"officers": [{"count": n, "absence": 0.1}], "arrivals": arrivals}
                for id_, n in (("a", officers), ("b", 2), ("c", 3))
            },
        }
    )


def with_site(scenario: Scenario, id_: str, change: dict[str, Any]) -> Scenario:
    """The scenario with something else written of one site; rules are not asked."""
    content = scenario.model_dump(mode="json", exclude_unset=True)
    site = content["sites"][id_]
    if "officers" in change:
        site.pop("staff", None)
    site.update(change)
    return Scenario.model_validate(content)
