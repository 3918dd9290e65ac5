"""What an hour costs: of the officers, by who sends them, and of the citizens who wait."""

from __future__ import annotations

from sim.model.fields import Amount, Id
from sim.model.value import Spec


class OfficerHour(Spec):
    """What an officer costs an hour on duty or overtime, by who sends them [currency/h]."""

    center: Amount | None = None
    """Of officers that the provincial center sends; not known unless given."""
    department: Amount | None = None
    """Of officers that departments send; not known unless given."""
    post: Amount | None = None
    """Of officers that the post sends; not known unless given."""
    commune: Amount | None = None
    """Of officers that communes send; not known unless given."""
    other: Amount | None = None
    """Of officers whose group names no source; not known unless given."""

    def rate(self, source: str | None) -> float | None:
        """What officers of a source cost [currency/h]; None where it is not known."""
        found: float | None = getattr(self, source or "other")
        return found


class Cost(Spec):
    """What hours cost; what is not given is not known, which is not nothing."""

    currency: Id = "VND"
    """What costs are told in."""
    officer_hour: OfficerHour = OfficerHour()
    """An hour of an officer, on duty or overtime, by source [currency/h]."""
    citizen_hour: Amount | None = None
    """An hour of a citizen in a queue [currency/h]; not known unless given."""
