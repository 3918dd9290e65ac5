"""What a submission brings to a counter: visits of its whole life, and work between visits.

Expected numbers by procedure, with the moments of their services. Left out is what depends on
the queue: visits in vain and those who come again, results that are not ready on the spot, and
how much later than they come visitors hand in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from sim.model.distributions import Law
from sim.model.spec import Procedure, Scenario
from sim.model.tables import Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """Visits of one purpose, or intake work, for one submission."""

    number: float
    mean: float
    """Service [min]."""
    square: float
    """Its second moment [min²]."""
    is_visit: bool = True
    """Somebody waits; intake of what came online or by post waits for idle officers."""

    def moment(self, power: int) -> float:
        """Of the service: 1, the mean, or the second moment."""
        return (1.0, self.mean, self.square)[power]


@dataclass(frozen=True, kw_only=True)
class Work:
    """The errands of a submission by procedure, added up; all (P,)."""

    dossiers: Floats
    visits: Floats
    visit_minutes: Floats
    """Officers' minutes of the visits."""
    errands: Floats
    """Visits and intake work in the average visitor's hour, over those of the average hour."""
    minutes: Floats
    """Officers' minutes of these."""
    squares: Floats
    """Second moments of these, added up [min²]."""


def work(scenario: Scenario, procedure_ids: Iterable[str], late: float, peak: float = 1.0) -> Work:
    """The work of each procedure's submissions; `late` is the share filed after the cut-off.

    In the average visitor's hour there are `peak` times as many visits as on average. Intake work
    is put off until officers are idle, and counts as on average.
    """
    procedures = [scenario.procedures[id_] for id_ in procedure_ids]
    of_each = [list(errands(each, scenario, late)) for each in procedures]
    visits = [[each for each in brought if each.is_visit] for brought in of_each]

    def busy(power: int) -> Floats:
        found = [
            sum(
                (peak if each.is_visit else 1.0) * each.number * each.moment(power) for each in some
            )
            for some in of_each
        ]
        return np.array(found)

    bulks = [each.dossiers_per_visit for each in procedures]
    return Work(
        dossiers=np.array([1.0 if bulk is None else bulk.expectation() for bulk in bulks]),
        visits=np.array([sum(each.number for each in some) for some in visits]),
        visit_minutes=np.array([sum(each.number * each.mean for each in some) for some in visits]),
        errands=busy(0),
        minutes=busy(1),
        squares=busy(2),
    )


def errands(procedure: Procedure, scenario: Scenario, late: float) -> Iterator[Errand]:
    """Visits to file, supplement, collect and enquire, and intake work (D1 to D7)."""
    away = min(procedure.online + procedure.post, 1.0)
    bulk = _bulk(procedure)
    productive = scenario.productive_share
    at_desk = procedure.counter_time
    yield _errand(1 - away, at_desk, productive, bulk)
    yield _errand(away, procedure.intake_time or at_desk, productive, bulk, is_visit=False)
    brought = procedure.incomplete * procedure.comes_back
    accepted = 1 - procedure.incomplete + brought
    wanting = procedure.needs_supplement if procedure.unit else 0.0
    supplements = brought + accepted * wanting
    yield _errand(supplements, procedure.supplement_time or at_desk, productive, bulk)
    if procedure.unit:
        fetched = accepted * procedure.collect
        if procedure.on_the_spot:
            in_person = ((1 - away) * (1 - procedure.incomplete) + brought) * (1 - wanting)
            fetched = in_person * late + (accepted - in_person) * procedure.collect
        yield _errand(fetched, procedure.collect_time or at_desk, productive, bulk)
    asked = scenario.demand.enquire_share if scenario.demand else 0.0
    if procedure.enquire_time is not None:
        yield _errand(procedure.online * asked, procedure.enquire_time, productive, (1.0, 1.0))


def _bulk(procedure: Procedure) -> tuple[float, float]:
    """First and second moment of the factor by which several dossiers lengthen a service."""
    bulk = procedure.dossiers_per_visit
    if bulk is None:
        return 1.0, 1.0
    number, spread = bulk.expectation(), bulk.expectation() * bulk.variation()
    mean = 1 + procedure.each_more * (number - 1)
    return mean, mean**2 + (procedure.each_more * spread) ** 2


def _errand(
    number: float, law: Law, productive: float, bulk: tuple[float, float], *, is_visit: bool = True
) -> Errand:
    mean = law.expectation() / productive
    square = mean**2 * (1 + law.variation() ** 2)
    return Errand(number=number, mean=mean * bulk[0], square=square * bulk[1], is_visit=is_visit)
