"""Scenarios whose dossiers go through a whole life, for the tests of what is drawn for it."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.model.spec import Scenario
from sim.model.tables import Intake, Records
from tests.sampling.offices import office, province

WITH_A_BREAK = {"hours": {"mon-sun": ["08:00-10:00", "11:00-13:00"]}}
STANDARD_DAY = 4 * 3_600_000

HARD = {
    "at_door": {"08:00": 0.25},
    "bands": {"08:30-09:30": 0.15, "09:30-10:00": 0.4, "11:00-13:00": 0.2},
}
"""A crowd, a step and a closed hour."""

LIFE: dict[str, Any] = {
    "counter_time": {"law": "gamma", "mean": 8, "cv": 0.8},
    "dossiers_per_visit": {"law": "geometric", "mean": 3, "share": 0.4},
    "each_more": 0.5,
    "patience": {"law": "exponential", "mean": 50},
    "return_after_abandon": {"share": 0.5},
    "priority_share": 0.3,
    "incomplete": 0.2,
    "comes_back": 0.7,
    "supplement_time": {"law": "lognormal", "mean": 5, "cv": 0.6},
    "supplement_delay": {1: 2, 3: 1, 8: 1},
    "unit": "back",
    "needs_supplement": 0.15,
    "effort": {"law": "gamma", "mean": 40, "cv": 0.7},
    "lead_time": {"law": "lognormal", "mean": 2.5, "cv": 0.5},
    "deadline": {0: 0.2, 3: 0.5, 10: 0.3},
    "collect": 0.6,
    "collect_time": {"law": "exponential", "mean": 3},
    "collect_delay": {0: 5, 1: 3, 4: 2},
}
"""A procedure for which all is drawn that can be drawn at the counter."""

BY_NET = {
    "online": 0.3, "post": 0.1, "enquire_time": 4,
    "intake_time": {"law": "gamma", "mean": 9, "cv": 0.5},
}  # fmt: skip
"""What a province has besides."""

WHEN_SUPPLEMENTED = ("supplement", "supplement_delay", "supplement_clock")
WHEN_MENDED = ("mend_delay", "mend_clock")
WHEN_FETCHED = ("collect", "collect_delay", "collect_clock")
"""Fields that are drawn where they are needed alone."""


def life_office(**changes: Any) -> Scenario:
    """The office whose papers go to a back office, by a hard profile."""
    base = {
        "calendar": WITH_A_BREAK,
        "profiles": {"hard": HARD},
        "procedures": {"papers": LIFE},
        "units": {"back": {"processors": 2}},
        "sites": {
            "desk": {
                "officers": [{"count": 1, "absence": 0.4}],
                "arrivals": {"papers": {"per_day": 30, "profile": "hard"}},
            }
        },
    }
    plain = office().model_dump(mode="json", by_alias=True, exclude_unset=True)
    del plain["sites"]["desk"]["arrivals"]
    return Scenario.model_validate(laid_over(laid_over(plain, base), changes))


def life_province(**changes: Any) -> Scenario:
    """The province whose dossiers go to back offices, by a hard profile; land is filed anywhere."""
    base = {
        "calendar": WITH_A_BREAK,
        "profiles": {"hard": HARD},
        "procedures": {"land": {"unit": "back"}, "papers": LIFE | BY_NET},
        "units": {"back": {"processors": 2}},
        "demand": {"profile": "hard", "enquire_share": 0.5},
    }
    plain = province().model_dump(mode="json", by_alias=True, exclude_unset=True)
    return Scenario.model_validate(laid_over(laid_over(plain, base), changes))


WHOLE = ("supplement_delay", "deadline", "collect_delay", "counter_time", "calendar")


def laid_over(base: dict[str, Any], change: dict[str, Any]) -> dict[str, Any]:
    """As `offices.laid_on`, but laws, calendars and weights by number are replaced whole."""
    result = dict(base)
    for key, value in change.items():
        old = result.get(key)
        whole = key in WHOLE or (isinstance(value, dict) and "law" in value)
        both = isinstance(old, dict) and isinstance(value, dict) and not whole
        result[key] = laid_over(old, value) if both else value  # type: ignore[arg-type]
    return result


def is_supplemented(dossiers: Records) -> NDArray[np.bool_]:
    """(dossiers,) whether a visit to supplement may come."""
    found: NDArray[np.bool_] = (dossiers["outcome"] == Intake.INCOMPLETE) | dossiers[
        "needs_mending"
    ]
    return found
