"""What bounds a roster: the `roster` section, for the command of that name.

Defaults marked *assumed* rest on no published figure.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated, Self

from pydantic import BeforeValidator, Field, PlainSerializer, WithJsonSchema, model_validator

from sim.model.fields import (
    Clock,
    Count,
    Date,
    Heads,
    Id,
    Maybe,
    Minutes,
    SomeCount,
    SomeShare,
    Span,
)
from sim.model.value import Spec, fill_in, speaking_as
from sim.model.words import WEEKDAYS, parse_weekdays
from sim.said import Said


def _weekdays(value: object) -> tuple[int, ...]:
    if isinstance(value, tuple):
        return value
    return tuple(sorted(parse_weekdays(value)))


def _step(value: object) -> int:
    if isinstance(value, bool) or value not in (15, 30, 60):
        raise ValueError(Said("a step is 15, 30 or 60 min."))
    return int(value)


_Step = Annotated[
    int, BeforeValidator(_step), WithJsonSchema({"type": "integer", "enum": [15, 30, 60]})
]

Weekdays = Annotated[
    tuple[int, ...],
    BeforeValidator(_weekdays),
    PlainSerializer(lambda days: ",".join(WEEKDAYS[day] for day in days)),
    WithJsonSchema({"type": "string", "examples": ["mon-fri", "mon,thu"]}),
]
"""Numbers of weekdays, Monday 0, written as `mon-fri` or `mon,thu`."""


class Lunch(Spec):
    """The break of a shift over midday. A site's closed midday counts as lunch for everybody."""

    window: Span = Field((660, 810), json_schema_extra={"default": "11:00-13:30"})
    """When lunch may be taken (assumed)."""
    length: Minutes = 60.0
    """How long it is [min] (assumed)."""
    away_at_most: SomeShare = 0.5
    """Share of a site's officers on shift who may be at lunch at once; a single one may always go
    (assumed)."""
    from_work: Minutes = 300.0
    """Shifts with more work than this have a lunch [min] (assumed)."""


class RosterRules(Spec):
    """Which shifts there are, and who may work how much; a site's own word goes first."""

    step: _Step = 30
    """Shifts begin on multiples of this or when the site opens, lunches on multiples [min]."""
    full_days: tuple[Minutes, ...] | None = None
    """Lengths of work that a full day may have, lunch left out [min]; by default as long as the
    site is open that day, `longest_day` at most."""
    longest_day: Minutes = 480.0
    """Most work in a day where `full_days` says nothing [min] (Labour Code 2019, article 105)."""
    part_days: tuple[Minutes, ...] | None = None
    """Lengths of work that a part-day may have [min]; by default those of the day's sessions, or
    half a full day where there is one session."""
    part_days_at_most: Count = 2
    """Officers of a site who may work a part-day on the same day (assumed)."""
    earliest: Clock | None = None
    """No shift begins before; by default when the site opens."""
    latest: Clock | None = None
    """No shift ends after; by default when the site closes."""
    lunch: Maybe[Lunch] = Lunch()
    """The break over midday; `none`: shifts go on through it."""
    hours_a_week: Minutes = 2400.0
    """Most work of an officer in a week, such as `40h` [min] (Decision 188/1999/QD-TTg)."""
    days_a_week: SomeCount = 5
    """Most days that an officer works in a week."""


class Leave(Spec):
    """Officers of a group who are away: on some weekdays of every week, or on dates."""

    site: Id
    """Where they work."""
    group: Id
    """Their group."""
    officers: Heads = 1
    """How many of them."""
    weekdays: Weekdays | None = None
    """Weekdays on which they are away, such as `mon-fri`."""
    from_: Date | None = Field(None, alias="from")
    """The first day that they are away."""
    to: Date | None = None
    """The last one."""

    @model_validator(mode="after")
    def _one_form(self) -> Self:
        dates = (self.from_ is not None, self.to is not None)
        if (self.weekdays is not None, *dates) not in ((True, False, False), (False, True, True)):
            raise ValueError(Said("leave is told by weekdays, or by from and to."))
        if self.from_ is not None and self.to is not None and self.to < self.from_:
            raise ValueError(
                Said(
                    "the leave ends ({end}) before it begins ({start}).",
                    end=str(self.to),
                    start=str(self.from_),
                )
            )
        return self

    def days_of(self, monday: date) -> frozenset[int]:
        """Weekdays away in the week that begins on a Monday."""
        if self.weekdays is not None:
            return frozenset(self.weekdays)
        assert self.from_ is not None
        assert self.to is not None
        days = [monday + timedelta(days=n) for n in range(7)]
        return frozenset(n for n, day in enumerate(days) if self.from_ <= day <= self.to)


class Roster(RosterRules):
    """Rules of shifts, for the `roster` command."""

    leave: tuple[Leave, ...] = ()
    """Who is away."""
    sites: dict[Id, RosterRules] = Field(default_factory=dict)
    """What is otherwise at some sites, by id."""

    @model_validator(mode="after")
    def _spread_defaults(self) -> Self:
        names = RosterRules.model_fields
        fill_in(self, sites={id_: speaking_as(own, self, names) for id_, own in self.sites.items()})
        return self

    def rules_of(self, site_id: str) -> RosterRules:
        """The rules at a site, its own where it has some."""
        return self.sites.get(site_id, self)
