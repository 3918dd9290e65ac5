"""What a scenario says: the one vocabulary of YAML, code, command line and docs.

Every class is a frozen value. Field rules stand beside the field; what relates several objects
is judged in `rules`. Times of day are minutes since midnight, durations are minutes. A built
`Scenario` has its own defaults written into every site and procedure, so that nobody who reads
one of those needs to look further.
"""

from __future__ import annotations

from typing import Annotated, Literal, Self, TypeVar

from pydantic import Field, model_validator

from sim.model.check import Check
from sim.model.cost import Cost, OfficerHour
from sim.model.days import DEFAULT_PROFILE, Calendar, Lead, Period, Profile
from sim.model.fields import (
    LIST_OR_WEEK,
    ONE_OR_STEPS,
    Amount,
    Clock,
    Count,
    CountSteps,
    DayVariation,
    Flag,
    Heads,
    Hours,
    Id,
    Latitude,
    Listed,
    Longitude,
    Mapped,
    Maybe,
    Minutes,
    One,
    RateSteps,
    Seed,
    Serves,
    Share,
    SomeCount,
    SomeShare,
    Span,
    Text,
    Title,
)
from sim.model.laws import DurationLaw
from sim.model.procedure import (
    Appointments,
    Level,
    Procedure,
    ProcessingUnit,
    ReturnAfterAbandon,
)
from sim.model.province import Choice, Commune, DayCv, Demand, Policy, Season, Travel
from sim.model.roster import Roster
from sim.model.siting import SitingBounds
from sim.model.staffing import Staffing
from sim.model.targets import Target, TargetOrLine, Tier
from sim.model.value import Spec, fill_in, speaking_as
from sim.said import Said

__all__ = [
    "DEFAULT_PROFILE",
    "Appointments",
    "Arrivals",
    "Calendar",
    "Check",
    "Choice",
    "Commune",
    "Cost",
    "DayCv",
    "Demand",
    "Layer",
    "Lead",
    "Level",
    "Merge",
    "OfficerGroup",
    "OfficerHour",
    "Period",
    "Policy",
    "Procedure",
    "ProcessingUnit",
    "Profile",
    "ReturnAfterAbandon",
    "Scenario",
    "Season",
    "Shift",
    "Site",
    "SiteRules",
    "Siting",
    "Source",
    "Spec",
    "Staffing",
    "Target",
    "Tier",
    "Travel",
]

PartT = TypeVar("PartT", "Site", ProcessingUnit)
Source = Literal["center", "department", "post", "commune"]


_Duty = Annotated[Annotated[tuple[Span, ...], Listed] | Annotated[Hours, Mapped], LIST_OR_WEEK]


class Shift(Spec):
    """What some officers of a group work."""

    count: Heads
    """Officers who work it."""
    duty: _Duty
    """Parts of each working day, or such parts by weekday."""


class OfficerGroup(Spec):
    """Officers who share skills, and duty unless they work in shifts."""

    name: Id = "officers"
    """What the group is called; unique at its site."""
    count: Annotated[Annotated[Heads, One] | Annotated[CountSteps, Mapped], ONE_OR_STEPS]
    """Officers, or a step function of the time of day: 0 before its first step."""
    serves: Serves = "all"
    """Procedures (`p`: every purpose and stage), single skills (`p/enquire`, or `p/cashier` by the
    name of a stage; `p/file` is the stage that takes `counter_time`), or `all`."""
    duty: _Duty | None = None
    """Parts of each working day, or such parts by weekday; by default the sessions."""
    shifts: tuple[Shift, ...] = ()
    """What officers work who do not all work the same: the first ones the first shift, and so on.
    Then `count` is their sum, and there is no `duty`."""
    absence: Share = 0.0
    """Probability that an officer is absent on a working day."""
    reserve: Heads = 0
    """Officers who stand in, the r-th for the r-th absent; not part of the site's staff."""
    source: Source | None = None
    """Who sends them; nobody in particular unless given."""

    @model_validator(mode="after")
    def _shifts_add_up(self) -> Self:
        if self.shifts and self.duty is not None:
            raise ValueError(Said("a group has duty or shifts, not both."))
        officers = sum(shift.count for shift in self.shifts)
        if self.shifts and self.count != officers:
            raise ValueError(
                Said("the shifts have {officers} officers: count is their sum.", officers=officers)
            )
        return self

    @property
    def size(self) -> int:
        """Officers of the group, reserves left out: the highest step of `count`."""
        if isinstance(self.count, tuple):
            return max(count for _, count in self.count)
        return self.count


class Arrivals(Spec):
    """Visits of one procedure that come to a site: a rate, a mean per day, or a timetable."""

    per_hour: (
        Annotated[Annotated[Amount, One] | Annotated[RateSteps, Mapped], ONE_OR_STEPS] | None
    ) = None
    """Visits per hour while the doors are open, or a step function of the time of day [1/h]."""
    per_day: Amount | None = None
    """Mean visits per open day [1/day]."""
    at: tuple[Clock, ...] | None = None
    """The same instants every open day."""
    profile: Id = "default"
    """How `per_day` is spread over the day: a name in `profiles`."""
    day_cv: DayVariation = 0.0
    """Coefficient of variation of the day factor."""

    @model_validator(mode="after")
    def _one_form(self) -> Self:
        if sum(each is not None for each in (self.per_hour, self.per_day, self.at)) != 1:
            raise ValueError(Said("arrivals are told by exactly one of per_hour, per_day and at."))
        return self


class SiteRules(Spec):
    """How a site treats those who wait; a site's own word goes before the scenario's."""

    at_close: Literal["serve", "send_home"] = "serve"
    """At the day's last close: whoever waits is still served, or sent home."""
    at_break: Literal["hold", "serve"] = "hold"
    """Over a break: whoever waits goes on waiting, or is served before officers leave."""
    break_after_overrun: Literal["shorten", "extend"] = "shorten"
    """A break that begins late is shortened, or keeps its length."""
    latest_close: Minutes = 180.0
    """This long after the close, whoever still waits is sent home [min]."""
    balk_at: Maybe[SomeCount] = None
    """Visits waiting at which a new one leaves at once; `none`: nobody does."""
    productive_share: SomeShare = 1.0
    """Share of counter time that serves; service times are divided by it."""
    appointments: Maybe[Appointments] = None
    """Visits that book a slot; `none`: nobody does."""


class Site(SiteRules):
    """A place with counters."""

    name: Title | None = None
    """What people call it; by default its id."""
    tier: Tier | None = None
    """Its place in the province's network."""
    district: Title | None = None
    """The district it belongs to."""
    commune: Id | None = None
    """Code of the commune it stands in."""
    lat: Latitude | None = None
    """Latitude [degrees]; by default that of its commune."""
    lon: Longitude | None = None
    """Longitude [degrees]; by default that of its commune."""
    staff: Count | None = None
    """Head count, those off the counter included; by default they and the officers."""
    off_counter: Count = 0
    """Staff who never serve: heads, guides, management."""
    officers: tuple[OfficerGroup, ...] = Field(min_length=1)
    """Groups of officers, in the order in which officers are numbered."""
    arrivals: dict[Id, Arrivals] | None = None
    """Visits by procedure, where they are given at the site."""
    accepts: tuple[Id, ...] = ()
    """Procedures accepted beyond those of its tier."""
    catchment: tuple[Id, ...] | None = None
    """Communes whose commune-level dossiers belong here; by default a point's own."""
    assists: Id | None = None
    """The branch that stays in charge of branch-level dossiers, where a district has several."""
    typical_wait: Minutes = 15.0
    """What citizens expect to wait here when they choose a site [min]."""
    calendar: Calendar | None = None
    """When it is open, as far as that differs from the scenario's calendar."""

    @property
    def officer_count(self) -> int:
        """Officers of all groups, reserves left out."""
        return sum(group.size for group in self.officers)

    @model_validator(mode="after")
    def _both_coordinates(self) -> Self:
        if (self.lat is None) != (self.lon is None):
            raise ValueError(Said("a site has both lat and lon, or neither."))
        return self

    @model_validator(mode="after")
    def _count_heads(self) -> Self:
        if self.staff is None:
            fill_in(self, staff=self.officer_count + self.off_counter)
        if self.catchment is None and self.tier == "point" and self.commune is not None:
            fill_in(self, catchment=(self.commune,))
        return self


class Siting(SitingBounds):
    """Where new branches may stand, for the `site` command."""

    officers: tuple[OfficerGroup, ...] = Field(
        (OfficerGroup(name="generalist", count=4),), min_length=1
    )
    """Officers of a new branch besides those of its points (assumed)."""


class Scenario(SiteRules):
    """Everything that is known before chance and time begin."""

    name: Title
    """What the scenario is called in tables and figures."""
    description: Text = ""
    """What it is about."""
    seed: Seed = 1
    """All chance follows from it."""
    period: Period
    """The days that are measured."""
    comparison: Period | None = None
    """The period on which `compare` puts every scenario; by default the first one's own."""
    warm_up: Lead | None = None
    """Simulated before the period, not measured; 0 days, or 20 working days with communes."""
    run_out: Lead | None = None
    """Simulated after the period; 0 days, or, with communes, 20 working days after the longest
    deadline."""
    calendar: Calendar = Calendar()
    """When sites are open, unless they say otherwise."""
    wait_target: Minutes = 20.0
    """The wait that `within_target_share` judges by [min]."""
    patience: DurationLaw | None = None
    """For procedures that say nothing about it [min]."""
    return_after_abandon: ReturnAfterAbandon | None = None
    """For procedures that say nothing about it."""
    procedures: dict[Id, Procedure] = Field(min_length=1)
    """Kinds of request by id."""
    units: dict[Id, ProcessingUnit] = Field(default_factory=dict)
    """Back offices by id; without any, a dossier is done when it is taken in."""
    cut_off: Clock = Field(900, json_schema_extra={"default": "15:00"})
    """Time of day from which on what is due the same day is due the next working day."""
    sites: dict[Id, Site] = Field(min_length=1)
    """Places with counters by id."""
    profiles: dict[Id, Profile] = Field(default_factory=dict)
    """How a day's visits are spread over the day, by name; `default` is built in."""
    communes: dict[Id, Commune] = Field(default_factory=dict)
    """Where people live, by code: what makes a scenario a province."""
    demand: Demand | None = None
    """How the residents' needs vary; only with communes."""
    choice: Choice = Choice()
    """Where residents file what is boundary-free."""
    travel: Travel = Travel()
    """How far residents have to go."""
    policy: dict[Tier, Policy] = Field(default_factory=dict)
    """Minimum staffing by tier; a plan below it is worth a warning."""
    targets: tuple[TargetOrLine, ...] = ()
    """What service has to be like, each in a line such as "within 20 min >= 90%"."""
    check: Check = Check()
    """What `check` stands guard over, and how finely; for that command alone."""
    staffing: Staffing = Staffing()
    """What a search for staff is after, and bounds of single sites; for the `staff` command."""
    cost: Cost | None = None
    """What an hour of officers and of citizens costs; costs are left blank without."""
    siting: Siting | None = None
    """Bounds on where new branches may stand; for the `site` command alone."""
    roster: Roster | None = None
    """Rules of shifts; for the `roster` command alone, which has its defaults without."""

    @property
    def is_province(self) -> bool:
        """Whether visits come from communes rather than being given at the sites."""
        return bool(self.communes)

    @model_validator(mode="after")
    def _spread_defaults(self) -> Self:
        fill_in(
            self,
            procedures={
                id_: speaking_as(each, self, _MANNERS) for id_, each in self.procedures.items()
            },
            sites={id_: self._settled(site) for id_, site in self.sites.items()},
            units={id_: self._with_calendar(unit) for id_, unit in self.units.items()},
            profiles={"default": DEFAULT_PROFILE} | self.profiles,
            demand=self.demand or (Demand() if self.is_province else None),
        )
        return self

    def _settled(self, site: Site) -> Site:
        return self._with_calendar(speaking_as(site, self, SiteRules.model_fields))

    def _with_calendar(self, part: PartT) -> PartT:
        if part.calendar is None:
            return part
        calendar = speaking_as(part.calendar, self.calendar, Calendar.model_fields)
        return part.model_copy(update={"calendar": calendar})


_MANNERS = ("patience", "return_after_abandon")
"""What a scenario may say for every procedure that is silent about it."""


class Merge(Spec):
    """Points that become part of another site."""

    into: Id
    """The site that takes them in."""
    points: tuple[Id, ...] = Field(min_length=1)
    """Sites by id, or by the code of the commune whose point they are."""
    staff_moves: Flag = True
    """Whether their staff and officers come along."""


class Layer(Spec):
    """What a scenario file says about the file that it is written on top of."""

    extends: Text | None = None
    """Another file below the root, or `motcua:NAME` for a shipped one."""
    remove: tuple[Text, ...] = ()
    """Paths of inherited entries that are deleted before this file is laid on top."""
    merge: tuple[Merge, ...] = ()
    """Points that become part of other sites, after this file is laid on top."""
