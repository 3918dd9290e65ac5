"""The province around the sites: who lives where, what they need when, and how far they go."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, WithJsonSchema, model_validator

from sim.model.fields import (
    Amount,
    Count,
    Date,
    DayVariation,
    Flag,
    Id,
    Latitude,
    Longitude,
    Minutes,
    Positive,
    Share,
    Title,
    Weekly,
)
from sim.model.value import Spec, fill_in
from sim.model.words import within
from sim.said import Said

Detour = Annotated[
    float, BeforeValidator(within(1, 100)), WithJsonSchema({"type": "number", "minimum": 1})
]


class Commune(Spec):
    """Where people live."""

    name: Title
    """What people call it."""
    kind: Id
    """City ward, town or rural commune: a name in `travel.speed`."""
    district: Title
    """The district it belongs to."""
    lat: Latitude
    """Latitude of its centroid [degrees]."""
    lon: Longitude
    """Longitude of its centroid [degrees]."""
    area_km2: Positive
    """Area [km²]."""
    population: Count
    """Residents."""


class Season(Spec):
    """A factor on demand from one date to another (inclusive), for all or some procedures."""

    from_: Date = Field(alias="from")
    """The first day of it."""
    to: Date
    """The last day of it."""
    factor: Amount
    """Factor on the rate."""
    procedures: tuple[Id, ...] | None = None
    """The procedures it is for; all unless given."""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.to < self.from_:
            raise ValueError(
                Said(
                    "the season ends ({end}) before it begins ({start}).",
                    end=str(self.to),
                    start=str(self.from_),
                )
            )
        return self


class DayCv(Spec):
    """Coefficients of variation of the gamma day factors."""

    province: DayVariation = 0.10
    """Of the factor common to the whole province."""
    district: DayVariation = 0.07
    """Of the factor of each district."""


class Demand(Spec):
    """How the residents' needs vary over days and hours; factors multiply."""

    weekday: Weekly = Field(default_factory=dict)
    """Factor by weekday; 1 for those not named."""
    season: tuple[Season, ...] = ()
    """Factors by date."""
    after_holiday: Amount = 1.0
    """Factor on the first working day after a public holiday."""
    day_cv: DayCv = DayCv()
    """How much days differ by chance."""
    profile: Id = "default"
    """How a day's filing is spread over the day: a name in `profiles`."""
    enquire_share: Share = 0.0
    """Share of online filers who come to the counter for help."""
    scale: Amount = 1.0
    """Factor on every rate, for what-if studies."""


class Choice(Spec):
    """Where boundary-free dossiers are filed."""

    outside_share: Share = 0.0
    """Share filed at another site than that of the home commune."""
    rule: Literal["home", "nearest", "logit", "live"] = "home"
    """How the other site is chosen; `live`: by travel and the wait to expect at that moment."""
    beta: Amount = 0.1
    """Disutility of a minute of travel or wait, under `logit` [1/min]."""
    home_included: Flag | None = None
    """Whether the rule may choose the home site too; unless given, for an `outside_share` of 1."""

    @model_validator(mode="after")
    def _home_by_default(self) -> Self:
        if self.home_included is None:
            fill_in(self, home_included=self.outside_share == 1)
        return self


class Travel(Spec):
    """How far apart things are."""

    detour: Detour = 1.3
    """Road distance over great-circle distance."""
    speed: dict[Id, Positive] = Field(
        default_factory=lambda: {"ward": 20.0, "town": 28.0, "commune": 35.0}
    )
    """Speed by the home commune's kind [km/h]."""
    table: dict[Id, dict[Id, Minutes]] | None = None
    """Travel times by commune and site [min], in place of the computed ones."""


class Policy(Spec):
    """What a resolution demands of the sites of a tier."""

    staff_at_least: Count
    """Least head count of each site [persons]."""
    staff_at_most: Count | None = None
    """What a search for staff may give a site at most [persons]; a plan above it is no fault."""

    @model_validator(mode="after")
    def _least_below_most(self) -> Self:
        if self.staff_at_most is not None and self.staff_at_most < self.staff_at_least:
            raise ValueError(
                Said(
                    "{what}_at_least ({least}) is more than {what}_at_most ({most}).",
                    what="staff",
                    least=self.staff_at_least,
                    most=self.staff_at_most,
                )
            )
        return self
