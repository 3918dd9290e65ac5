"""What bounds the choice of places for new branches: the `siting` section of a province.

Defaults marked *assumed* rest on no published figure; `scenarios/phase-2.yaml` says more.
"""

from __future__ import annotations

from typing import Self

from pydantic import Field, model_validator

from sim.model.days import Period
from sim.model.fields import (
    Amount,
    Count,
    Flag,
    Id,
    Minutes,
    Share,
    SomeCount,
    SomeShare,
    Text,
    Title,
)
from sim.model.value import Spec
from sim.said import Said

CITY_WARD = "ward"
"""The kind of commune whose points may become, or join, a branch unless candidates are listed."""


class Reach(Spec):
    """How far a point may be from the branch that takes it in: either is enough."""

    minutes: Minutes = 30.0
    """Travel from the point's commune takes less than this [min] (the plan of phase III)."""
    km: Amount = 5.0
    """Or the way is no longer than this, by road [km] (the plan of phase III)."""


class PlannedPhase(Spec):
    """What the scenario with the new branches says besides them."""

    name: Title = "New branches"
    """What it is called."""
    description: Text | None = None
    """What it is about."""
    period: Period | None = None
    """The days that are measured; by default those of the scenario below."""
    outside_share: Share | None = None
    """Share of boundary-free dossiers filed outside; by default as in the scenario below."""


class SitingBounds(Spec):
    """How many branches, where, and what each must have."""

    branches_at_least: SomeCount = 1
    """New branches opened at least."""
    branches_at_most: SomeCount = 5
    """New branches opened at most (assumed)."""
    candidates: tuple[Id, ...] | None = None
    """Points where a branch may stand, by id or by the code of their commune; by default every
    point of a city ward."""
    across_districts: Flag = False
    """Whether a branch may take in points of another district than its own."""
    points_at_least: SomeCount = 2
    """Points that make up a branch at least, the one where it stands included."""
    records_at_least: Amount = 125.0
    """Commune-level dossiers of the points of a branch, at least [dossiers/day] (assumed)."""
    staff_at_least: Count = 12
    """Head count of a branch at least [persons]."""
    staff_at_most: Count = 24
    """Head count of a branch at most [persons] (assumed)."""
    counters_at_most: Count = 17
    """Counters that the premises of a candidate have room for, unless `premises` says (assumed)."""
    premises: dict[Id, Count] = Field(default_factory=dict)
    """Counters that there is room for, by candidate."""
    reach: Reach = Reach()
    """How far a point may be from the branch that takes it in."""
    load_at_most: SomeShare = 0.85
    """Share of their time that officers of a branch are busy in an average visitor's hour, at
    most (assumed)."""
    wait_weight: Amount = 1.0
    """Minutes of travel that a minute of waiting counts for."""
    off_counter: Count = 2
    """Heads and guides of a new branch, besides the staff of its points (assumed)."""
    phase: PlannedPhase = PlannedPhase()
    """Name, period and shares of the scenario that opens the new branches."""

    @model_validator(mode="after")
    def _least_below_most(self) -> Self:
        for what in ("branches", "staff"):
            least, most = getattr(self, f"{what}_at_least"), getattr(self, f"{what}_at_most")
            if least > most:
                raise ValueError(
                    Said(
                        "{what}_at_least ({least}) is more than {what}_at_most ({most}).",
                        what=what, least=least, most=most,
                    )
                )  # fmt: skip
        return self
