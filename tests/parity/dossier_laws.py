"""What must hold of every dossier, stage by stage, derived anew from the journal and the draws.

Each dossier is followed from filing to its ending; what follows from what is computed here
without any event, and must be what the engine says.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import SimpleNamespace

import numpy as np

from sim.model.returns import return_delay, word_of
from sim.model.tables import (
    COLLECTS_AGAIN,
    DAY,
    NEVER,
    Channel,
    Ending,
    Fate,
    Intake,
    Outcome,
    Purpose,
    System,
)
from tests.parity.pasts import Past
from tests.parity.times import SiteTimes, UnitTimes, site_times, unit_times


@dataclass(frozen=True, kw_only=True)
class Tale:
    """A dossier with its draws, its life, and its visits by purpose in order of repetition."""

    number: int
    drawn: SimpleNamespace
    life: SimpleNamespace
    visits: dict[int, list[Past]]
    site: SiteTimes
    unit: UnitTimes | None
    unit_number: int
    has_dossiers: bool
    on_the_spot: bool
    cut_off: int
    horizon: int

    def served(self, purpose: Purpose) -> list[Past]:
        """The visits for this purpose whose service ended before the horizon."""
        return [
            visit
            for visit in self.visits[purpose]
            if visit.fate == Fate.SERVED and visit.left_at < self.horizon
        ]

    @property
    def joined_at(self) -> int | None:
        """When it joined the unit."""
        accepted_at = self.life.accepted_at
        if accepted_at == NEVER or not self.has_dossiers:
            return None
        if not self.drawn.needs_mending:
            return int(accepted_at)
        mends = [v.left_at for v in self.served(Purpose.SUPPLEMENT) if v.left_at > accepted_at]
        return mends[0] if mends else None


def check_lives(system: System, told: list[Tale]) -> None:
    """Raise AssertionError if a dossier's life is not what follows from its visits and draws."""
    for tale in told:
        check_intake(tale)
        check_acceptance(tale)
        check_job(tale)
        check_release(tale)
        check_ending(system, tale)
        check_visits(system, tale)


def tales(system: System, dossiers: np.ndarray, outcome: Outcome, past: list[Past]) -> list[Tale]:
    """All dossiers by number, as `settled`."""
    assert len(outcome.lives) == len(dossiers)
    visits: list[dict[int, list[Past]]] = [
        {purpose: [] for purpose in Purpose} for _ in range(len(dossiers))
    ]
    for visit in past:
        visits[visit.chain[0]][visit.chain[1]].append(visit)
    sites = [site_times(system, s) for s in range(len(system.site_ids))]
    units = [unit_times(system, u) for u in range(len(system.unit_ids))]
    result = []
    for number, rows in enumerate(zip(dossiers, outcome.lives, strict=True)):
        drawn, life = (
            SimpleNamespace(**dict(zip(row.dtype.names, row.tolist(), strict=True))) for row in rows
        )
        at_site = int(system.unit_at[drawn.procedure, drawn.site])
        unit = at_site if at_site != NEVER else drawn.unit
        goes_on = bool(system.has_dossiers[drawn.procedure])
        result.append(
            Tale(
                number=number,
                drawn=drawn,
                life=life,
                visits=visits[number],
                site=sites[drawn.site],
                unit=units[unit] if goes_on else None,
                unit_number=unit,
                has_dossiers=goes_on,
                on_the_spot=bool(system.on_the_spot[drawn.procedure]),
                cut_off=int(system.cut_off),
                horizon=int(system.horizon),
            )
        )
    return result


def check_intake(tale: Tale) -> None:
    """D2, D3: at the counter it is the visit to file; `work_laws` has the other channels."""
    life = tale.life
    if tale.drawn.channel == Channel.COUNTER:
        served = [visit for visit in tale.visits[Purpose.FILE] if visit.fate == Fate.SERVED]
        found = [(visit.called_at, visit.left_at, visit.officer) for visit in served]
        assert found in ([], [(life.intake_from, life.intake_to, life.intake_officer)])
        assert found or life.intake_from == life.intake_to == life.intake_officer == NEVER
        assert not tale.visits[Purpose.ENQUIRE]
    else:
        assert not tale.visits[Purpose.FILE]
        assert life.intake_from == NEVER or life.intake_to == life.intake_from + tale.drawn.intake
        assert bool(tale.visits[Purpose.ENQUIRE]) == tale.drawn.enquires


def intake_ended_at(tale: Tale) -> int | None:
    """The end of intake, if it is before the horizon."""
    end = tale.life.intake_to
    return None if end == NEVER or end >= tale.horizon else end


def check_acceptance(tale: Tale) -> None:
    """D3, D4: with the end of intake, or of the visit that brings what was missing."""
    life, accepted_at = tale.life, None
    ended_at = intake_ended_at(tale)
    if ended_at is not None and tale.drawn.outcome == Intake.COMPLETE:
        accepted_at = ended_at
    elif ended_at is not None and tale.drawn.outcome == Intake.INCOMPLETE:
        supplemented = tale.served(Purpose.SUPPLEMENT)
        accepted_at = supplemented[0].left_at if supplemented else None
    assert life.accepted_at == (NEVER if accepted_at is None else accepted_at)
    if accepted_at is None or not tale.has_dossiers:
        assert life.due_at == life.begun_at == life.done_at == life.released_at == NEVER
        assert life.ready_at == life.finished_at == life.accepted_at


def due_on_joining(tale: Tale) -> int | None:
    """D4: the place of the due day among the unit's working days, mended if need be."""
    life, drawn, unit = tale.life, tale.drawn, tale.unit
    if drawn.deadline == NEVER or unit is None:
        return None
    accepted_on = unit.day_of(life.accepted_at)
    is_late = life.accepted_at - unit.days[accepted_on][0] * DAY >= tale.cut_off
    due = accepted_on + drawn.deadline + (drawn.deadline == 0 and is_late)
    if drawn.needs_mending and tale.joined_at is not None:
        due += unit.day_of(tale.joined_at) - accepted_on
    return min(due, len(unit.days) - 1)


def due_day(tale: Tale) -> int | None:
    """D7: the same in the end, when those who stayed may have left without a result."""
    due, unit = due_on_joining(tale), tale.unit
    if due is None or unit is None or not could_stay(tale):
        return due
    _, end = unit.days[unit.day_of(tale.life.accepted_at)]
    left = end < tale.horizon and not NEVER < tale.life.ready_at <= end
    return min(due + left, len(unit.days) - 1)


def comes_in_person(tale: Tale) -> bool:
    """D7: accepted on the spot at the end of a visit, and nothing more is asked for."""
    by_visit = {
        visit.left_at
        for purpose in (Purpose.FILE, Purpose.SUPPLEMENT)
        for visit in tale.served(purpose)
    }
    return (
        tale.has_dossiers
        and tale.on_the_spot
        and not tale.drawn.needs_mending
        and tale.life.accepted_at in by_visit
    )


def could_stay(tale: Tale) -> bool:
    """D7: in time, while the unit's day goes on."""
    unit, accepted_at = tale.unit, tale.life.accepted_at
    if not comes_in_person(tale) or unit is None:
        return False
    date, _ = unit.days[unit.day_of(accepted_at)]
    return bool(accepted_at // DAY == date and accepted_at - date * DAY < tale.cut_off)


def check_job(tale: Tale) -> None:
    """D5: the job takes its effort in open time and holds; the lead time follows."""
    life, drawn, unit, joined_at = tale.life, tale.drawn, tale.unit, tale.joined_at
    if joined_at is None or unit is None:
        if tale.has_dossiers:
            assert life.begun_at == life.done_at == life.ready_at == life.finished_at == NEVER
        return
    if drawn.effort == 0:
        assert life.begun_at == life.done_at == joined_at
    elif life.begun_at == NEVER:
        assert life.done_at == life.ready_at == NEVER
        return
    else:
        assert joined_at <= life.begun_at < tale.horizon
        assert unit.is_open(life.begun_at)
        unit.check_reached(life.begun_at, drawn.effort, life.done_at)
    if life.done_at == NEVER:
        assert life.ready_at == NEVER
    else:
        unit.check_reached(life.done_at, drawn.lead, life.ready_at)


def check_release(tale: Tale) -> None:
    """D4, D7: when it is due, and when whoever stayed went."""
    life, unit = tale.life, tale.unit
    if life.accepted_at == NEVER or unit is None:
        return
    due = due_day(tale)
    assert life.due_at == (NEVER if due is None else unit.days[due][1])
    if not comes_in_person(tale):
        assert life.released_at == NEVER
    elif not could_stay(tale):
        assert life.released_at == life.accepted_at
    else:
        _, end = unit.days[unit.day_of(life.accepted_at)]
        if NEVER < life.ready_at <= end:
            assert life.released_at == life.finished_at == life.ready_at
        else:
            assert life.released_at == (end if end < tale.horizon else NEVER)


def is_fetched(tale: Tale) -> bool:
    """D6, D7: a visit to collect is to come, or has come."""
    life = tale.life
    if life.ready_at == NEVER or not tale.has_dossiers:
        return False
    if could_stay(tale) and life.released_at == life.ready_at == life.finished_at:
        return False
    return bool(comes_in_person(tale) or tale.drawn.fetched)


def gave_up(system: System, tale: Tale, visit: Past) -> bool:
    """D8: it ended, and nobody comes again of their own accord."""
    if visit.fate in (Fate.BALKED, Fate.NO_SHOW):
        return True
    return visit.fate == Fate.ABANDONED and delay_of(system, tale, visit) == NEVER


def delay_of(system: System, tale: Tale, visit: Past) -> int:
    """R5: working days after which one who abandoned comes back, or NEVER."""
    word = word_of(tale.drawn.return_word, visit.chain[1])
    thresholds = system.return_thresholds[tale.drawn.procedure]
    return return_delay(word, visit.repetition, thresholds, system.return_days)


def check_ending(system: System, tale: Tale) -> None:
    """Every dossier has one ending, for a reason."""
    life = tale.life
    visits = tale.visits
    lost = tale.drawn.outcome == Intake.HOPELESS and intake_ended_at(tale) is not None
    for purpose in (Purpose.FILE, Purpose.SUPPLEMENT):
        last = visits[purpose][-1:]
        lost = lost or any(gave_up(system, tale, visit) for visit in last)
    in_vain = [visit for visit in visits[Purpose.COLLECT] if gave_up(system, tale, visit)]
    done_at = life.ready_at
    if is_fetched(tale):
        collected = tale.served(Purpose.COLLECT)
        done_at = collected[0].left_at if collected else NEVER
    assert life.finished_at == done_at
    if life.finished_at != NEVER:
        assert life.ending == Ending.DONE
        assert not lost
    elif lost:
        assert life.ending == Ending.LOST
    elif len(in_vain) > COLLECTS_AGAIN:
        assert life.ending == Ending.UNCLAIMED
    else:
        assert life.ending == Ending.OPEN


def check_visits(system: System, tale: Tale) -> None:
    """Exactly the visits that follow from the dossier or from a visit before, at their instants."""
    for purpose in (Purpose.SUPPLEMENT, Purpose.COLLECT):
        firsts = {arrives_at for arrives_at in beginnings(tale, purpose) if arrives_at is not None}
        visits = tale.visits[purpose]
        follow = {after(system, tale, k, visit) for k, visit in enumerate(visits)} - {None}
        assert sorted(firsts | follow) == [visit.arrived_at for visit in visits]
        assert len(firsts) + len(follow) == len(visits)
        assert [visit.repetition for visit in visits] == list(range(len(visits)))
        assert all(visit.priority == tale.drawn.priority for visit in visits)
    for purpose in (Purpose.FILE, Purpose.ENQUIRE):
        visits = tale.visits[purpose]
        follow = {after(system, tale, k, visit) for k, visit in enumerate(visits)} - {None}
        assert sorted(follow) == [visit.arrived_at for visit in visits[1:]]


def beginnings(tale: Tale, purpose: Purpose) -> list[int | None]:
    """Arrivals that follow from the state of the dossier: two supplements at most, one collect."""
    drawn, life, site = tale.drawn, tale.life, tale.site
    found: list[int | None] = []
    if purpose == Purpose.SUPPLEMENT:
        ended_at = intake_ended_at(tale)
        if drawn.outcome == Intake.INCOMPLETE and ended_at is not None:
            first, n = ended_at // DAY + 1, drawn.supplement_delay - 1
            found.append(site.arrival(site.on_day(first, n, drawn.supplement_clock)))
        if drawn.needs_mending and tale.has_dossiers and life.accepted_at != NEVER:
            first, n = life.accepted_at // DAY + 1, drawn.mend_delay - 1
            found.append(site.arrival(site.on_day(first, n, drawn.mend_clock)))
    elif is_fetched(tale):
        first = life.ready_at // DAY + 1
        due = due_day(tale)
        if due is not None and tale.unit is not None:
            first = max(first, tale.unit.days[due][0])
        found.append(site.arrival(site.on_day(first, drawn.collect_delay, drawn.collect_clock)))
    return found


def after(system: System, tale: Tale, k: int, visit: Past) -> int | None:
    """When the k-th visit of a chain comes again, for whatever reason (R5, R6, D6, D8)."""
    site = tale.site
    if visit.fate == Fate.TURNED_AWAY:
        return site.opening_after(visit.arrived_at)
    if visit.fate == Fate.SENT_HOME:
        return site.opening_after(visit.left_at - 1)
    if not gave_up(system, tale, visit):
        return back_at(system, tale, visit) if visit.fate == Fate.ABANDONED else None
    in_vain = [one for one in tale.visits[visit.chain[1]][: k + 1] if gave_up(system, tale, one)]
    if visit.chain[1] != Purpose.COLLECT or len(in_vain) > COLLECTS_AGAIN:
        return None
    return site.arrival(site.on_day(visit.left_at // DAY + 1, 0, tale.drawn.collect_clock))


def back_at(system: System, tale: Tale, visit: Past) -> int | None:
    """R5: some working days after the arrival at its time of day, not before leaving."""
    day, time_of_day = divmod(visit.arrived_at, DAY)
    delay = delay_of(system, tale, visit)
    wished: int | None = visit.arrived_at
    if delay > 0:
        wished = tale.site.on_day(day + 1, delay - 1, time_of_day)
    back = None if wished is None else max(wished, visit.left_at)
    return None if back is None or back >= tale.horizon else back
