"""A row for each line and hour: what a formula says, what the run shows, and why they differ."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import inf, isfinite, nan, sqrt

import numpy as np

from sim.model.calendar import milliseconds
from sim.model.laws import Law
from sim.model.spec import Scenario, Site
from sim.model.tables import Floats, System
from sim.studies.judging import Ratio
from sim.studies.twin import days
from sim.studies.twin.formulas import (
    Formula,
    Impatience,
    Said,
    Station,
    choose,
    loaded,
    ratio,
    said,
)
from sim.studies.twin.lines import Lines, known
from sim.studies.twin.reasons import LEAST, Reason, Span, finite, reason
from sim.studies.twin.sums import N_SLOTS, SLOT, SLOT_MINUTES, Sums, added

_OF_TICKETS = {
    Reason.STAGES: "later", Reason.SKILLS: "idle", Reason.BOOKINGS: "booked",
    Reason.CLOSING: "sent_home", Reason.RETURNS: "again",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A line at an hour of the day, over all open days."""

    site: str
    line: str
    """Of the groups of officers, where a site has several lines; else empty."""
    hour: int
    tickets: float
    """A day, those of visits that come again included: the rate that the formula is told."""
    first: float
    """Of these those of visits that were planned: not caused in the run."""
    count: float
    """In all replications."""
    officers: float
    """On duty while anybody is, after absence, on average."""
    station: Station
    formula: Formula
    said: Said
    says: Span
    """Its mean wait [min], and between what it lies, since the load is of visits that were seen."""
    wait: Span
    """Mean of all tickets in the simulation [min]."""
    waited: Span
    within: Span
    utilisation: Span
    queue: float
    """Visits that wait at the beginning of the hour, on average."""
    told: float
    """What the chain of the day says, told of everything it can be told of [min]."""
    effects: Mapping[Reason, float]
    """Minutes that each thing told adds to the mean wait."""
    shares: Mapping[Reason, float]
    """What the run shows of what no formula is told."""
    day_cv: float
    """Of the rate between days."""
    reason: Reason

    @property
    def difference(self) -> float:
        """Simulated less formula [min]; NaN without a formula."""
        return self.wait.value - self.said.wait


@dataclass(frozen=True, kw_only=True)
class _Line:
    """A line, with what is the same at all of its hours."""

    site: str
    name: str
    spec: Site
    impatience: Impatience
    habits: days.Habits
    told: days.Told
    timetable: float


def rows(scenario: Scenario, system: System, sums: Sequence[Sums]) -> list[Row]:
    """The rows of all lines and hours in which anybody came, in the order of sites and hours."""
    lines, total = known(scenario, system), added(sums)
    shown = {name: _shown(sums, *pair) for name, pair in _MEASURES.items()}
    laws = [scenario.procedures[id_].patience for id_ in system.procedure_ids]
    found = []
    for n in range(len(lines.names)):
        hours = np.flatnonzero(total.slot["tickets"][n].reshape(24, -1).sum(axis=1))
        if len(hours):
            line = _line(scenario, system, lines, total, laws, n)
            found += [_row(scenario, line, total, shown, n, int(h)) for h in hours]
    return found


_MEASURES = {
    "wait": ("wait", "ended"),
    "waited": ("waited", "ended"),
    "within": ("within", "ended"),
    "utilisation": ("busy", "duty"),
}


def _shown(sums: Sequence[Sums], numerator: str, denominator: str) -> tuple[Floats, Floats]:
    """(L, 24) values and half-widths."""

    def by_hour(name: str) -> Floats:
        table = np.stack([each.slot[name] for each in sums])
        return np.asarray(table.reshape(*table.shape[:2], 24, -1).sum(axis=3))

    found = Ratio.of(by_hour(numerator), by_hour(denominator))
    return found.mean, found.half_width()


def _span(value: float, half: float) -> Span:
    """No wait and no share is below 0."""
    return Span(value=value, low=max(value - half, 0.0) if half == half else nan, high=value + half)


def _line(
    scenario: Scenario, system: System, lines: Lines, total: Sums, laws: Sequence[Law | None],
    n: int,
) -> _Line:  # fmt: skip
    id_ = system.site_ids[lines.site[n]]
    spec = scenario.sites[id_]
    shares = total.procedures[n] / total.procedures[n].sum()
    impatience = Impatience.of(shares, laws)
    slot, n_days = {name: table[n] for name, table in total.slot.items()}, total.days[n]
    timed = [
        share
        for share, procedure in zip(shares, system.procedure_ids, strict=True)
        if (arrivals := (spec.arrivals or {}).get(procedure)) and arrivals.at is not None
    ]
    habits = days.Habits(
        per_minute=slot["tickets"] / n_days / SLOT_MINUTES,
        crowd=slot["crowd"] / n_days * (slot["crowd"] >= LEAST),
        officers=np.rint(slot["duty"] / n_days / SLOT_MINUTES).astype(np.int64),
        planned=np.rint(slot["planned"] / n_days / SLOT_MINUTES).astype(np.int64),
        absent=total.absent[n] / max(total.absent[n].sum(), 1.0),
        day_cv=days.between_days(total.day_visits[n], total.day_squares[n], n_days),
        service=_service(slot["service"].sum(), slot["served"].sum()),
        leaving=impatience.leaving,
        left=_left(slot, impatience),
        held=milliseconds(spec.latest_close) // SLOT if spec.at_close == "serve" else 0,
    )
    return _Line(
        site=id_, name=lines.names[n], spec=spec, impatience=impatience, habits=habits,
        told=days.told(habits), timetable=float(sum(timed)),
    )  # fmt: skip


def _left(slot: Mapping[str, Floats], impatience: Impatience) -> Floats:
    """(N_SLOTS,) rates at which people left the line, where some of them came again [1/min].

    Else as the law says. Who comes again keeps the patience that ran out (R5), so that whoever
    waits is the less patient the more of them there are, and the more so the shorter the wait.
    Slots with fewer than `LEAST` who left have the rate of the whole day.
    """
    waiting, gone = slot["waiting"], slot["gone"]
    if impatience.none or slot["again"].sum() == 0 or waiting.sum() == 0:
        return np.full(N_SLOTS, impatience.leaving)
    usual = gone.sum() / waiting.sum()
    return np.where(gone >= LEAST, gone / np.maximum(waiting, 1e-9), usual)


def _service(minutes: float, served: float) -> float:
    """Mean [min]; a minute where nobody was served."""
    return float(minutes / served) if served > 0 and minutes > 0 else 1.0


def _row(
    scenario: Scenario, line: _Line, total: Sums,
    shown: Mapping[str, tuple[Floats, Floats]], n: int, hour: int,
) -> Row:  # fmt: skip
    quarter = N_SLOTS // 24
    part = slice(hour * quarter, (hour + 1) * quarter)
    slot = {name: table[n, part] for name, table in total.slot.items()}
    sums = {name: float(table.sum()) for name, table in slot.items()}
    n_days = float(total.days[n])
    staffed = float((slot["duty"] > 0).sum()) * SLOT_MINUTES
    officers = sums["duty"] / n_days / staffed if staffed else 0.0
    station = _station(line, sums, n_days, staffed or 60.0, officers)
    formula = choose(station)
    says = said(formula, station, scenario.wait_target)
    measures = {name: _span(float(v[n, hour]), float(h[n, hour])) for name, (v, h) in shown.items()}
    effects, told = _effects(line, station, formula, says, part, hour)
    shares = _shares(sums, line.timetable)
    between = _between(formula, station, says, sums)
    return Row(
        site=line.site, line=line.name, hour=hour, tickets=sums["tickets"] / n_days,
        first=(sums["tickets"] - sums["again"]) / n_days, count=sums["tickets"],
        officers=officers, station=station, formula=formula, said=says, **measures,
        queue=float(slot["queue"][0]) / n_days, told=told, effects=effects, shares=shares,
        day_cv=line.habits.day_cv,
        says=between,
        reason=reason(
            formula, station.servers, sums["ended"], between, measures["wait"], effects, shares
        ),
    )  # fmt: skip


def _station(
    line: _Line, sums: Mapping[str, float], n_days: float, minutes: float, officers: float
) -> Station:
    """As a planner would fill a calculator in: rate while open, officers to the nearest number."""
    service = _service(sums["service"], sums["served"])
    square = sums["square"] / sums["served"] if sums["served"] > 0 else service**2
    return Station(
        rate=sums["tickets"] / n_days / minutes, service=service,
        scv=max(square / service**2 - 1.0, 0.0),
        servers=max(int(officers + 0.5), 1) if officers > 0 else 0, impatience=line.impatience,
    )  # fmt: skip


def _between(formula: Formula, station: Station, says: Said, sums: Mapping[str, float]) -> Span:
    """The mean wait by the formula, at the ends of the 95 % interval of the load it was told."""
    if formula is Formula.NONE:
        return Span(value=nan, low=nan, high=nan)
    off = 1.96 * sqrt((1.0 + station.scv) / max(sums["served"], 1.0))
    low, high = (
        said(choose(each), each, 1.0).wait if each.has_steady_state else inf
        for each in (loaded(station, max(1.0 - off, 0.01)), loaded(station, 1.0 + off))
    )
    return Span(value=says.wait, low=low, high=high)


def _effects(
    line: _Line, station: Station, formula: Formula, says: Said, part: slice, hour: int
) -> tuple[dict[Reason, float], float]:
    """Minutes by thing told, which add up to what the chain says less the formula; and that."""
    chain, exponential = line.told, float(line.told.all[hour])
    # The times of the chain are exponential.
    formed = ratio(station)
    start = says.wait / formed if formula is Formula.MGC else says.wait
    told = exponential * (1.0 + (formed - 1.0) * _alike(exponential, start))
    if formula is Formula.NONE:
        return {}, told
    change = float(chain.course[hour]) - start
    found = {
        _of_course(line, station, formula, part, start, change): change,
        **{each: float(adds[hour]) for each, adds in chain.effects.items()},
        Reason.SERVICE: (told - exponential) - (says.wait - start),
    }
    return finite(found), told


def _alike(wait: float, steady: float) -> float:
    """How far a queue is the steady one, to which `ratio` belongs: the smaller wait by the larger.

    A queue that has yet to form, or that was left by the hour before, is what came less what was
    served; how counter times vary matters little to it. Not derived, but near in trials.
    """
    if not (isfinite(steady) and wait > 0.0 and steady > 0.0):
        return 0.0
    return min(wait, steady) / max(wait, steady)


def _of_course(
    line: _Line, station: Station, formula: Formula, part: slice, start: float, change: float
) -> Reason:
    """What to call the effect of the course of the day."""
    rate, officers = line.habits.per_minute[part], line.habits.officers[part]
    if bool((rate[officers == 0] > 0).any()):
        return Reason.OPENING
    if len(set(officers.tolist())) > 1:
        alone = _by_quarters(line, station, formula, part) - start
        if 0.5 <= alone / change <= 1.5:
            return Reason.SHIFTS
    return Reason.CARRY_OVER if change > 0 else Reason.SHORT


def _by_quarters(line: _Line, station: Station, formula: Formula, part: slice) -> float:
    """Mean of what the formula says of each quarter of an hour [min]; NaN where it says nothing."""
    rate, officers = line.habits.per_minute[part], line.habits.officers[part]
    used = Formula.MMC if formula is Formula.MGC else formula
    waits = 0.0
    for each, c in zip(rate.tolist(), officers.tolist(), strict=True):
        if each > 0:
            own = replace(station, rate=each, scv=1.0, servers=int(c))
            if not own.has_steady_state:
                return nan
            waits += each * said(used, own, 1.0).wait
    return waits / float(rate.sum())


def _shares(sums: Mapping[str, float], timetable: float) -> dict[Reason, float]:
    """What the run shows of what no formula is told."""
    tickets = max(sums["tickets"], 1.0)
    first = sums["first_class"]
    found = {key: sums[name] / tickets for key, name in _OF_TICKETS.items()}
    found[Reason.CLASSES] = min(first, sums["tickets"] - first) / tickets
    found[Reason.BALKING] = sums["balked"] / (tickets + sums["balked"])
    found[Reason.INTAKE] = sums["intake"] / sums["busy"] if sums["busy"] > 0 else 0.0
    found[Reason.TIMETABLE] = timetable
    return found


def misleading(found: Sequence[Row]) -> list[Row]:
    """Rows in which a formula is far off, farthest first."""
    wrong = [row for row in found if row.formula is not Formula.NONE and is_judged(row)]
    wrong = [row for row in wrong if row.reason not in (Reason.AGREES, Reason.UNCLEAR)]
    return sorted(wrong, key=lambda row: (-abs(row.difference), row.site, row.line, row.hour))


def without_formula(found: Sequence[Row]) -> list[Row]:
    """Rows for which there is none, longest waits first."""
    none = [row for row in found if row.formula is Formula.NONE and is_judged(row)]
    return sorted(none, key=lambda row: (-row.wait.value, row.site, row.line, row.hour))


def is_judged(row: Row) -> bool:
    """Whether there are tickets enough."""
    return row.reason is not Reason.FEW


def by_reason(found: Sequence[Row]) -> Iterator[tuple[Reason, list[Row]]]:
    """The rows of each reason that occurs, in the order of `Reason`."""
    for each in Reason:
        of = [row for row in found if row.reason is each]
        if of:
            yield each, of
