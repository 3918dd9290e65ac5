"""What visitors bring along, by procedure and site, as the compiled loops read it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from sim.model.laws import Empirical, Fixed, Law
from sim.model.procedure import weights
from sim.model.spec import Appointments, Procedure, Scenario
from sim.model.tables import MINUTE, Floats, Ints, System
from sim.sampling import streams
from sim.sampling.inversion import LawTable
from sim.sampling.records import BOOKING, MANNERS, Record, Stages, Table

NO_LAW = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class MannersPlan:
    """Behaviour of a scenario's visitors."""

    manners: Table
    """(P,) `records.MANNERS`"""
    laws: LawTable
    enquire_share: float
    productive: Floats
    """(S,)"""
    booking: Table
    """`records.BOOKING`"""
    plan_of: Ints
    """(S, P) the row of `booking` that applies, or -1."""
    stages: Stages


def plan(scenario: Scenario, system: System) -> MannersPlan:
    """How the visitors of a scenario behave."""
    laws: dict[Law, int] = {}

    def number(law: Law | None) -> int:
        return NO_LAW if law is None else laws.setdefault(law, len(laws))

    manners = np.zeros(len(system.procedure_ids), MANNERS)
    for p, id_ in enumerate(system.procedure_ids):
        each = scenario.procedures[id_]
        row = manners[p]
        row.file_law, row.enquire_law = number(each.counter_time), number(each.enquire_time)
        row.patience_law = number(each.patience)
        row.intake_law = number(each.intake_time or each.counter_time)
        row.bulk_law, row.each_more = number(each.dossiers_per_visit), each.each_more
        row.online, row.post, row.is_free = each.online, each.post, each.boundary_free
        row.priority, row.priority_share = each.priority, each.priority_share
        row.returns = system.return_thresholds[p].any()
        _life(row, each, number)
    stages = _stages(scenario, system, number)
    booking, plan_of = _bookings(scenario, system)
    return MannersPlan(
        manners=manners,
        laws=LawTable.of(list(laws) or [Fixed(value=1)]),
        enquire_share=scenario.demand.enquire_share if scenario.demand else 0.0,
        productive=np.array([scenario.sites[s].productive_share for s in system.site_ids]),
        booking=booking,
        plan_of=plan_of,
        stages=stages,
    )


def _stages(scenario: Scenario, system: System, number: Callable[[Law | None], int]) -> Stages:
    """What the stages of procedures take."""
    of = [
        (scenario.procedures[id_], stage)
        for id_ in system.procedure_ids
        for stage in scenario.procedures[id_].stages
    ]
    more = [each.each_more if stage.each_more is None else stage.each_more for each, stage in of]
    return Stages(
        start=system.stage_start,
        law=np.array([number(stage.time) for _, stage in of], np.int64),
        each_more=np.array(more, np.float64),
        salt=np.array([streams.key("stage", stage.name) for _, stage in of], np.uint64),
    )


def _life(row: Record, each: Procedure, number: Callable[[Law | None], int]) -> None:
    """What dossiers of a procedure go through after intake."""
    row.supplement_law = number(each.supplement_time or each.counter_time)
    row.supplement_days_law = number(_days(each.supplement_delay))
    row.collect_law = number(each.collect_time or each.counter_time)
    row.collect_days_law = number(_days(each.collect_delay))
    row.effort_law, row.lead_law = number(each.effort), number(each.lead_time)
    row.deadline_law = number(None if each.deadline is None else _days(each.deadline))
    row.deadline_varies = isinstance(each.deadline, tuple)
    row.incomplete, row.comes_back = each.incomplete, each.comes_back
    row.goes_on, row.on_the_spot = each.unit is not None, each.on_the_spot
    row.needs_supplement = each.needs_supplement if row.goes_on else 0.0
    row.collect = each.collect if row.goes_on else 0.0
    row.is_uncertain = row.incomplete > 0 or row.needs_supplement > 0 or row.collect > 0


def _days(delay: int | tuple[tuple[int, float], ...]) -> Law:
    """The law of a number of working days."""
    known = weights(delay)
    return Empirical(values=tuple(map(float, known)), weights=tuple(known.values()))


def _bookings(scenario: Scenario, system: System) -> tuple[Table, Ints]:
    """(kinds of appointments, which applies): a procedure's own word goes before its site's."""
    known: list[Appointments] = []
    plan_of = np.full((len(system.site_ids), len(system.procedure_ids)), -1)
    for s, site_id in enumerate(system.site_ids):
        for p, procedure_id in enumerate(system.procedure_ids):
            wanted = (
                scenario.procedures[procedure_id].appointments
                or scenario.sites[site_id].appointments
            )
            if wanted is not None and wanted.share > 0:
                if wanted not in known:
                    known.append(wanted)
                plan_of[s, p] = known.index(wanted)
    booking = np.zeros(len(known), BOOKING)
    for row, each in zip(booking, known, strict=True):
        row.share, row.no_show, row.priority = each.share, each.no_show, each.appointment_class
        row.slot, row.punctuality = round(each.slot * MINUTE), each.punctuality * MINUTE
    return booking, plan_of
