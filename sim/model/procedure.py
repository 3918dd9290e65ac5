"""What a procedure is: what it takes at the counter and behind it, and how its visitors behave."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import field_validator, model_validator

from sim.model.days import Calendar
from sim.model.fields import (
    ONE_OR_STEPS,
    Amount,
    Date,
    DayWeights,
    Flag,
    Id,
    Mapped,
    Maybe,
    Minutes,
    One,
    Share,
    SmallClass,
    SomeCount,
    SomeDayWeights,
    SomeMinutes,
    SomeShare,
    SomeWorkingDays,
    Title,
    WorkingDays,
)
from sim.model.laws import DaysLaw, DossiersLaw, DurationLaw
from sim.model.stages import Stage, stage_problem
from sim.model.value import Spec, fill_in
from sim.said import Said

Level = Literal["commune", "branch", "center"]

Delay = Annotated[Annotated[SomeWorkingDays, One] | Annotated[DayWeights, Mapped], ONE_OR_STEPS]
"""Working days, 1 or more: a number, or weights by number."""

DaysOrWeights = Annotated[
    Annotated[WorkingDays, One] | Annotated[SomeDayWeights, Mapped], ONE_OR_STEPS
]
"""Working days, 0 or more: a number, or weights by number."""


def weights(days: int | tuple[tuple[int, float], ...] | None) -> dict[int, float]:
    """Weights by number of working days; a plain number, or none at all, has all the weight."""
    return dict(days) if isinstance(days, tuple) else {days or 0: 1.0}


class ReturnAfterAbandon(Spec):
    """Whether those who leave unserved come back, and after how many working days."""

    share: Share
    """Share of those who abandon that comes back."""
    delay: Delay = 1
    """Whole working days until then [days]: a number, or weights by number of days."""

    @model_validator(mode="after")
    def _some_weight(self) -> Self:
        if sum(self.delays.values()) == 0:
            raise ValueError(Said("the weights of the delays add up to more than 0."))
        return self

    @property
    def delays(self) -> dict[int, float]:
        """Weights by number of whole working days."""
        return weights(self.delay)


class Appointments(Spec):
    """A share of visits that books the start of a slot."""

    share: Share
    """Share of visits that book."""
    slot: SomeMinutes = 15.0
    """Length of a slot, counted from the session's start [min]."""
    punctuality: Minutes = 8.0
    """Standard deviation of the arrival about the slot [min]."""
    no_show: Share = 0.0
    """Share of bookings whose holder does not come."""
    appointment_class: SmallClass = 0
    """Priority class of those who booked."""


class Procedure(Spec):
    """A kind of request, and what it takes at the counter."""

    name: Title | None = None
    """What people call it; by default its id."""
    counter_time: DurationLaw
    """Service of a visit to file [min]; with `stages`, at the one that has no time of its own."""
    stages: tuple[Stage, ...] = ()
    """Desks that a visit to file passes in turn, each with a line of its own; one has no `time` of
    its own and takes `counter_time`. One desk unless given."""
    enquire_time: DurationLaw | None = None
    """Service of a visit to enquire, by those who file online [min]."""
    dossiers_per_visit: DossiersLaw | None = None
    """Number of dossiers handed in together; 1 unless given."""
    each_more: Amount = 0.0
    """Service of each further dossier of a visit, as a share of the first."""
    patience: Maybe[DurationLaw] = None
    """Wait after which a visitor leaves [min]; `none`: they wait as long as it takes."""
    priority: SmallClass = 1
    """Class, 0 is served first."""
    priority_share: Share = 0.0
    """Share of visitors in class 0, whatever `priority` says."""
    return_after_abandon: Maybe[ReturnAfterAbandon] = None
    """Whether those whose patience ran out come back; `none`: nobody."""
    appointments: Appointments | None = None
    """Visits that book; goes before what the site says."""
    level: Level | None = None
    """Whose authority: of the home commune, its district's branch, or the center."""
    boundary_free: Flag = False
    """May be filed at another site than that of the home commune."""
    per_1000: Amount = 0.0
    """Dossiers per 1,000 residents and working day."""
    online: Share = 0.0
    """Share of submissions filed online."""
    post: Share = 0.0
    """Share of submissions sent by post."""
    until: Date | None = None
    """The last day on which the procedure is taken; no end unless given."""
    intake_time: DurationLaw | None = None
    """Work of an officer on what is filed online or by post [min]; unless given, `counter_time`."""
    incomplete: Share = 0.0
    """Share of dossiers found incomplete at the end of intake."""
    comes_back: Share = 1.0
    """Share of the incomplete for which somebody brings what is missing; the others are lost."""
    supplement_time: DurationLaw | None = None
    """Service of a visit to supplement [min]; unless given, `counter_time`."""
    supplement_delay: Delay = 1
    """Working days until what is missing is brought [days]: a number, or weights by number."""
    unit: Id | None = None
    """The processing unit that works on the dossiers: a name in `units`."""
    needs_supplement: Share = 0.0
    """Share of accepted dossiers for which the unit asks for a supplement before its work."""
    effort: DurationLaw | None = None
    """Work of the unit on one dossier [min]; none unless given."""
    lead_time: DaysLaw | None = None
    """Working days that other agencies take after that work [days]; none unless given, nor for a
    dossier that is due on the same day."""
    deadline: DaysOrWeights | None = None
    """Working days from acceptance to the due day, 0 for the same day [days]: a number, or weights
    by number. No due day unless given; 0 on the spot."""
    on_the_spot: Flag = False
    """The visitor stays for the result."""
    collect: Share = 0.0
    """Share of results that are fetched at the site; the others are sent."""
    collect_time: DurationLaw | None = None
    """Service of a visit to collect [min]; unless given, `counter_time`."""
    collect_delay: DaysOrWeights = 0
    """Working days from the due day, or from the result if it comes later, until it is fetched
    [days]: a number, or weights by number."""

    @field_validator("stages")
    @classmethod
    def _stages(cls, stages: tuple[Stage, ...]) -> tuple[Stage, ...]:
        problem = stage_problem(stages) if stages else None
        if problem:
            raise ValueError(problem)
        return stages

    @model_validator(mode="after")
    def _channels(self) -> Self:
        if self.online + self.post > 1 + 1e-9:
            raise ValueError(
                Said("online and post together are at most 1: the rest is the counter.")
            )
        return self

    @model_validator(mode="after")
    def _on_the_spot(self) -> Self:
        if self.on_the_spot and self.deadline not in (None, 0):
            raise ValueError(
                Said("what is done on the spot is due on the same day: its deadline is 0.")
            )
        if self.on_the_spot:
            fill_in(self, deadline=0)
        return self

    @model_validator(mode="after")
    def _some_weight(self) -> Self:
        for name in ("supplement_delay", "deadline", "collect_delay"):
            if sum(weights(getattr(self, name)).values()) <= 0:
                raise ValueError(Said("the weights of {name} add up to more than 0.", name=name))
        return self

    @property
    def longest_deadline(self) -> int:
        """The largest number of working days that a deadline may have; 0 without one."""
        return max(weights(self.deadline))


class ProcessingUnit(Spec):
    """A back office: processors who work on the dossiers of its procedures, earliest due first."""

    per: Literal["network", "district", "commune", "site"] = "network"
    """One unit for all, or one of this kind for each home district, home commune or site."""
    processors: SomeCount | None = None
    """Dossiers that each such unit works on at once."""
    load: SomeShare | None = None
    """Instead of `processors`: as many as it takes for mean work to fill at most this share of
    their time."""
    calendar: Calendar | None = None
    """When they work, as far as that differs from the scenario's calendar; a site's unit keeps
    the hours of the site."""

    @model_validator(mode="after")
    def _one_form(self) -> Self:
        if (self.processors is None) == (self.load is None):
            raise ValueError(Said("a unit is told by exactly one of processors and load."))
        if self.per == "site" and self.calendar is not None:
            raise ValueError(
                Said("the unit of a site keeps the hours of the site: leave calendar out.")
            )
        return self
