"""Which days are simulated, when sites are open on them, and how a day's visits are spread."""

from __future__ import annotations

from datetime import date
from typing import Self

from pydantic import Field, model_validator

from sim.model.fields import (
    BandShares,
    Count,
    Date,
    DoorShares,
    Flag,
    Hours,
    Minutes,
    SomeCount,
    Text,
)
from sim.model.value import Spec
from sim.said import Said

MORNING, AFTERNOON = (450, 690), (810, 1020)


def _office_hours() -> dict[str, tuple[tuple[int, int], ...]]:
    return dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), (MORNING, AFTERNOON))


class Period(Spec):
    """The days that are measured: either `start` and `days`, or `from` and `to`."""

    start: Date | None = None
    """The first measured day."""
    days: SomeCount | None = None
    """Number of calendar days [days]."""
    from_: Date | None = Field(None, alias="from")
    """The first measured day."""
    to: Date | None = None
    """The last measured day."""

    @model_validator(mode="after")
    def _one_form(self) -> Self:
        given = [each is not None for each in (self.start, self.days, self.from_, self.to)]
        if given not in ([True, True, False, False], [False, False, True, True]):
            raise ValueError(Said("a period is either {start, days} or {from, to}."))
        if self.length < 1:
            raise ValueError(
                Said(
                    "the period ends ({end}) before it begins ({start}).",
                    end=str(self.to),
                    start=str(self.from_),
                )
            )
        return self

    @property
    def first(self) -> date:
        """The first measured day."""
        found = self.start or self.from_
        assert found is not None
        return found

    @property
    def length(self) -> int:
        """Measured calendar days."""
        if self.days is not None:
            return self.days
        assert self.to is not None
        return (self.to - self.first).days + 1

    @property
    def last(self) -> date:
        """The last measured day."""
        return date.fromordinal(min(self.first.toordinal() + self.length - 1, 3_652_059))


class Lead(Spec):
    """Days before (`warm_up`) or after (`run_out`) the period: calendar days or working days."""

    days: Count | None = None
    """Calendar days [days]."""
    working_days: Count | None = None
    """Working days of the scenario's calendar [days], counted from the period's edge."""

    @model_validator(mode="after")
    def _one_unit(self) -> Self:
        if (self.days is None) == (self.working_days is None):
            raise ValueError(Said("a lead is either {days: n} or {working_days: n}."))
        return self


class Calendar(Spec):
    """When sites are open. A site's own calendar replaces the scenario's key by key."""

    hours: Hours = Field(default_factory=_office_hours)
    """Opening sessions by weekday or range of weekdays; days that are not named are closed."""
    holidays: Text = "none"
    """Country code of the public holidays (`VN`), or `none`."""
    plus: tuple[Date, ...] = ()
    """Further holidays."""
    minus: tuple[Date, ...] = ()
    """Dates that are no holidays after all."""
    make_up_days: Flag = True
    """Work, with Friday's hours, on the weekend days that the country names to make up."""
    doors_open_before: Minutes = 0.0
    """Tickets are given from this long before a session [min]."""
    doors_close_before: Minutes = 0.0
    """Tickets are given until this long before a session's end [min]."""


class Profile(Spec):
    """How a day's visits are spread over the day; the shares add up to 1."""

    at_door: DoorShares = ()
    """Shares that stand at the door, by the usual start of the session that lets them in."""
    bands: BandShares
    """Shares that come evenly over a part of the day."""


DEFAULT_PROFILE = Profile(
    at_door=((450, 0.06), (810, 0.03)),
    bands=(
        ((450, 480), 0.09),
        ((480, 540), 0.21),
        ((540, 600), 0.18),
        ((600, 660), 0.12),
        ((660, 690), 0.03),
        ((810, 840), 0.06),
        ((840, 900), 0.11),
        ((900, 960), 0.08),
        ((960, 1020), 0.03),
    ),
)
"""A rush at the opening and a peak at nine; assumed, after the shape of published ticket counts."""
