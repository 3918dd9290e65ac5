"""What a planner changes at one site, and the scenario that says so.

All of a change is told in the vocabulary of scenarios, so that a run of the changed scenario gives
the same numbers. What a scenario can say for the whole network alone - how much residents need,
what a procedure takes - is changed for the whole of it; a what-if looks at one site.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from pydantic import ValidationError

from sim.errors import UsageError, told_by
from sim.model.distributions import Law
from sim.model.laws import DurationLaw, Empirical, Exponential, Fixed, Triangular, Uniform
from sim.model.plan import resized, with_groups
from sim.model.procedure import Procedure
from sim.model.spec import Arrivals, Calendar, Demand, Scenario, Site
from sim.said import Said

Spans = tuple[tuple[int, int], ...]

LEAST, MOST = 0.1, 10.0
"""How far demand and counter times may be scaled."""
MOST_OFFICERS = 1000
"""Of one group."""
SCALED_LAWS = (
    "counter_time", "enquire_time", "intake_time", "supplement_time", "collect_time",
)  # fmt: skip
"""What officers do for a procedure at a site."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What is other than in the base plan; as it stands, nothing is.

    Raises
    ------
    UsageError
        Where a value is out of its range, or hours cannot be read.
    """

    staff: Mapping[str, int] | tuple[tuple[str, int], ...] = ()
    """Officers by name of their group, for those groups that have another number of them."""
    hours: Mapping[str, Any] | tuple[tuple[str, Spans], ...] | None = None
    """Sessions by weekday, written as a scenario's `hours`: `{"mon-fri": ["07:30-11:30"]}`.
    Officers whose group names its own duty keep it."""
    absence: float | None = None
    """Probability that an officer, of whatever group, is absent on a working day."""
    demand: float = 1.0
    """Times as many submissions, or visits where these are given at the site; timetables stay."""
    counter_time: float = 1.0
    """Times as long at the counter, and at intake of what comes online."""
    online: float | None = None
    """Share of the site's submissions that is filed online, over all procedures together. For more
    of them the same share of all others at the counter goes online; for less, as large a share of
    those online comes to the counter."""
    patience: float | None = None
    """Mean patience of visitors [min]; laws keep their form. Who had all the time has no longer."""

    def __post_init__(self) -> None:
        groups = self.staff.items() if isinstance(self.staff, Mapping) else self.staff
        object.__setattr__(self, "staff", tuple(sorted(groups)))
        if self.hours is not None:
            object.__setattr__(self, "hours", _hours(dict(self.hours)))
        for name, count in self.groups.items():
            _within(Said("staff of {name}", name=name), count, 0, MOST_OFFICERS)
        _within("absence", self.absence, 0, 1)
        _within("demand", self.demand, LEAST, MOST)
        _within("counter_time", self.counter_time, LEAST, MOST)
        _within("online", self.online, 0, 1)
        _within("patience", self.patience, 1, 100_000)

    @property
    def groups(self) -> dict[str, int]:
        """Officers by name of their group."""
        return dict(cast("tuple[tuple[str, int], ...]", self.staff))


def _within(name: str, value: float | None, low: float, high: float) -> None:
    if value is not None and not low <= value <= high:
        raise UsageError(
            Said(
                "{name}: {value} is not from {low} to {high:,.10g}. Take one that is.",
                name=name,
                value=f"{value:g}",
                low=f"{low:g}",
                high=high,
            )
        )


def _hours(given: Mapping[str, Any]) -> tuple[tuple[str, Spans], ...]:
    try:
        read = Calendar.model_validate({"hours": given})
    except ValidationError as error:
        fault = error.errors()[0]
        rule = told_by(fault["ctx"]["error"]) if fault["type"] == "value_error" else fault["msg"]
        raise UsageError(
            Said("hours: {rule} Write such as mon-fri: 07:30-11:30, 13:30-17:00.", rule=rule)
        ) from None
    return tuple(sorted(read.hours.items()))


def applied(
    scenario: Scenario, site: str, change: Change, weights: Mapping[str, float]
) -> Scenario:
    """The scenario with a change at a site.

    `weights` are mean submissions at the site by procedure, for the share that is online.

    Raises
    ------
    UsageError
        Where the site or one of its groups is not there, nobody is left to serve, or nobody can
        file online.
    """
    found = with_groups(scenario, {site: _groups(scenario.sites[site], site, change)})
    place = found.sites[site]
    if change.hours is not None:
        keeps = place.calendar or scenario.calendar
        hours = dict(cast("tuple[tuple[str, Spans], ...]", change.hours))
        place = place.model_copy(update={"calendar": keeps.model_copy(update={"hours": hours})})
    if change.demand != 1.0 and not scenario.is_province:
        arrivals = {p: _more(each, change.demand) for p, each in (place.arrivals or {}).items()}
        place = place.model_copy(update={"arrivals": arrivals})
    update: dict[str, Any] = {}
    if place is not found.sites[site]:
        update["sites"] = {**found.sites, site: place}
    if change.demand != 1.0 and scenario.is_province:
        demand = scenario.demand or Demand()
        update["demand"] = demand.model_copy(update={"scale": demand.scale * change.demand})
    procedures = _procedures(scenario, change, weights)
    if procedures != scenario.procedures:
        update["procedures"] = procedures
    return found.model_copy(update=update) if update else found


def _groups(site: Site, id_: str, change: Change) -> Any:
    known = [group.name for group in site.officers]
    for name in change.groups:
        if name not in known:
            raise UsageError(
                Said(
                    "staff of {name}: {site} has no such group of officers. It has {known}.",
                    name=name,
                    site=id_,
                    known=", ".join(known),
                )
            )
    groups = tuple(
        resized(group, change.groups.get(group.name, group.size)) for group in site.officers
    )
    if not sum(group.size for group in groups):
        raise UsageError(
            Said("staff: nobody is left to serve at {site}. Leave one officer at least.", site=id_)
        )
    if change.absence is None:
        return groups
    return tuple(group.model_copy(update={"absence": change.absence}) for group in groups)


def _more(arrivals: Arrivals, scale: float) -> Arrivals:
    if arrivals.at is not None:
        return arrivals
    if arrivals.per_day is not None:
        return arrivals.model_copy(update={"per_day": arrivals.per_day * scale})
    rate = arrivals.per_hour
    assert rate is not None
    more = (
        tuple((at, each * scale) for at, each in rate) if isinstance(rate, tuple) else rate * scale
    )
    return arrivals.model_copy(update={"per_hour": more})


def _procedures(
    scenario: Scenario, change: Change, weights: Mapping[str, float]
) -> dict[str, Procedure]:
    found = scenario.procedures
    if change.counter_time != 1.0:
        found = {id_: _longer(each, change.counter_time) for id_, each in found.items()}
    if change.patience is not None:
        found = {
            id_: each.model_copy(update={"patience": _patient(each.patience, change.patience)})
            for id_, each in found.items()
        }
    if change.online is not None:
        found = _online(scenario, found, change.online, weights)
    return found


def _longer(procedure: Procedure, scale: float) -> Procedure:
    laws = {
        name: scaled_law(law, scale)
        for name in SCALED_LAWS
        if (law := getattr(procedure, name)) is not None
    }
    stages = tuple(
        stage if stage.time is None
        else stage.model_copy(update={"time": scaled_law(stage.time, scale)})
        for stage in procedure.stages
    )  # fmt: skip
    return procedure.model_copy(update={**laws, "stages": stages})


def scaled_law(law: DurationLaw, scale: float) -> DurationLaw:
    """The law of a duration that is `scale` times as long."""
    match law:
        case Fixed():
            update: dict[str, Any] = {"value": law.value * scale}
        case Uniform():
            update = {"low": law.low * scale, "high": law.high * scale}
        case Triangular():
            update = {name: getattr(law, name) * scale for name in ("low", "mode", "high")}
        case Empirical():
            update = {"values": tuple(value * scale for value in law.values)}
        case _:
            update = {"mean": law.mean * scale}
    return law.model_copy(update=update)


def _patient(law: DurationLaw | None, mean: float) -> DurationLaw:
    if law is None or not (now := cast("Law", law).expectation()):
        return Exponential(mean=mean)
    return scaled_law(law, mean / now)


def online_share(procedures: Mapping[str, Procedure], weights: Mapping[str, float]) -> float:
    """The share of a site's submissions that is filed online; 0 where there are none."""
    total = sum(weights.values())
    return sum(weights[p] * procedures[p].online for p in weights) / total if total else 0.0


def _online(
    scenario: Scenario, procedures: Mapping[str, Procedure], share: float,
    weights: Mapping[str, float],
) -> dict[str, Procedure]:  # fmt: skip
    """The procedures, with so much of what a site gets filed online."""
    if not scenario.is_province or not sum(weights.values()):
        raise UsageError(
            Said(
                "online: visits are given at the site, and nobody files online there. Change the "
                "demand instead."
            )
        )
    now, total = online_share(procedures, weights), sum(weights.values())
    post = sum(weights[p] * procedures[p].post for p in weights) / total
    most = 1.0 - post
    if share > most + 1e-9:
        raise UsageError(
            Said(
                "online: {share} is more than {most:.3g}, the share that does not come by post. "
                "Take less.",
                share=f"{share:g}",
                most=most,
            )
        )
    moved = (share - now) / (most - now) if share > now else 0.0
    kept = share / now if share < now else 1.0

    def of(each: Procedure) -> float:
        return min(1.0, each.online * kept + moved * (1.0 - each.online - each.post))

    return {
        id_: each.model_copy(update={"online": of(each)}) if id_ in weights else each
        for id_, each in procedures.items()
    }
