"""Samples and baselines made of numbers, without a simulation."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

import numpy as np

from sim.measures.scopes import Scope, ScopeType
from sim.model.spec import Scenario
from sim.studies.regression.baseline import Baseline, baseline_of
from sim.studies.regression.observe import Sample, Seen
from sim.studies.regression.series import Series

SCOPES = (
    Scope(ScopeType.NETWORK, "all"), Scope(ScopeType.TIER, "branch"),
    Scope(ScopeType.SITE, "a"), Scope(ScopeType.SITE, "b"),
)  # fmt: skip
KPIS = ("wait_mean", "utilisation")
CHECK = {
    "kpis": list(KPIS), "tolerance": {"wait_mean": "50%", "utilisation": "30 points"},
    "replications": 4, "replications_at_most": 8,
}  # fmt: skip


def series(*values: float, weights: Any = 1.0) -> Series:
    """Values with one weight, or with one each."""
    return Series(np.array(values, float), np.broadcast_to(np.array(weights, float), len(values)))


def scenario(**changes: Any) -> Scenario:
    """Two branches that a check looks at."""
    site = {"tier": "branch", "officers": [{"count": 2}], "arrivals": {"any": {"per_hour": 9}}}
    return Scenario.model_validate(
        {
            "name": "Two", "period": {"start": "2025-03-03", "days": 5}, "check": CHECK,
            "procedures": {"any": {"counter_time": {"law": "exponential", "mean": 10}}},
            "sites": {"a": {"name": "Thuận An", **site}, "b": site}, **changes,
        }
    )  # fmt: skip


def sample(n: int = 8, *, seed: int = 1, shift: float = 0.0, at_b: float = 0.0) -> Sample:
    """Waits of about 10 min with sd 0.5, and utilisations of about 0.6; `shift` is of waits."""
    random = np.random.default_rng(seed)
    seen = []
    for number in range(n):
        waits = 10 + 0.5 * random.standard_normal(4) + shift + np.array([0, 0, 0, at_b])
        used = 0.6 + 0.02 * random.standard_normal(4)
        seen.append(
            Seen(
                values=np.stack([waits, used], axis=1),
                weights=100 + random.uniform(0, 10, (4, 2)).round(),
                digest=sha256(f"{seed} {number} {shift}".encode()).hexdigest(),
                service=None,
            )
        )
    return Sample(scopes=SCOPES, kpis=KPIS, seen=tuple(seen))


def baseline(found: Sample | None = None, of: Scenario | None = None, seed: int = 1) -> Baseline:
    """What is kept of a sample."""
    return baseline_of(found or sample(), of or scenario(), "two", "two.yaml", seed)
