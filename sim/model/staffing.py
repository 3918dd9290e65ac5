"""What a search for staff is after, and what single sites allow: the `staffing` section."""

from __future__ import annotations

from typing import Self

from pydantic import Field, model_validator

from sim.model.fields import Amount, Count, Id
from sim.model.value import Spec
from sim.said import Said


class Objective(Spec):
    """What `staff --budget` makes small, in hours: weights add up what citizens and staff spend."""

    waiting: Amount = 1.0
    """For each hour that a citizen waits in a queue, served in the end or not."""
    unserved: Amount = 0.0
    """Hours that a visit counts that is not served: given up, turned away, or sent home. Who leaves
    early waits less, so that without it a site may gain by being understaffed."""
    overtime: Amount = 0.0
    """For each hour that an officer works past duty."""

    @model_validator(mode="after")
    def _something(self) -> Self:
        if not (self.waiting or self.unserved or self.overtime):
            raise ValueError(Said("something must count: not all three weights are 0."))
        return self


class SiteBounds(Spec):
    """How many people a site may have; goes before the policy of its tier, also with `--free`."""

    staff_at_least: Count | None = None
    """Least head count [persons]; by default as in the policy."""
    staff_at_most: Count | None = None
    """What a search for staff may give it at most [persons]; by default as in the policy."""

    @model_validator(mode="after")
    def _least_below_most(self) -> Self:
        least, most = self.staff_at_least, self.staff_at_most
        if least is not None and most is not None and most < least:
            raise ValueError(
                Said(
                    "{what}_at_least ({least}) is more than {what}_at_most ({most}).",
                    what="staff",
                    least=least,
                    most=most,
                )
            )
        return self


class Staffing(Spec):
    """What a search for staff is after, for the `staff` command alone."""

    objective: Objective = Objective()
    """What `staff --budget` makes small."""
    bounds: dict[Id, SiteBounds] = Field(default_factory=dict)
    """Head counts that single sites must have or may have, by site."""
