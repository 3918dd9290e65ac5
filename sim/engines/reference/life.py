"""The life of dossiers from intake to result; the rules D3 to D8 are kept here.

The hall tells how visits end and when intake work is done, the office when a result is ready.
What follows from it, the visits to come above all, is decided here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

import simpy

from sim.engines.reference.dossier import Dossier
from sim.engines.reference.moments import Timeline
from sim.engines.reference.people import Visit
from sim.model.tables import COLLECTS_AGAIN, DAY, NEVER, Ending, EventRank, Fate, Intake, Purpose

if TYPE_CHECKING:
    from sim.engines.reference.hall import Hall
    from sim.engines.reference.office import Office


@dataclass(frozen=True, slots=True, kw_only=True)
class Procedures:
    """What a scenario says about procedures, by number."""

    has_dossiers: list[bool]
    on_the_spot: list[bool]
    unit_at: list[list[int]]
    """The unit by procedure and site; NEVER: the dossier names it."""
    cut_off: int


class Lives:
    """All that happens to dossiers outside halls and offices."""

    def __init__(self, time: Timeline, procedures: Procedures, horizon: int) -> None:
        self.time = time
        self.procedures = procedures
        self.horizon = horizon
        self.halls: Sequence[Hall] = ()
        self.offices: Sequence[Office] = ()

    def office_of(self, dossier: Dossier) -> Office:
        """The unit of the site where it was filed, or the drawn one."""
        at_site = self.procedures.unit_at[dossier.procedure][dossier.site]
        return self.offices[at_site if at_site != NEVER else dossier.unit]

    # D8: ends of visits

    def visit_ended(self, visit: Visit) -> None:
        """What the end of a visit means for its dossier, beyond coming again for the same."""
        dossier, purpose = visit.dossier, visit.purpose
        if purpose == Purpose.ENQUIRE:
            if visit.repetition == 0:
                arrives_at = dossier.filed_at if visit.fate == Fate.NO_SHOW else self.time.now
                self.halls[dossier.site].expect_work(dossier, arrives_at)
        elif visit.fate == Fate.SERVED:
            if purpose == Purpose.FILE:
                self.intake_ended(dossier, visit)
            elif purpose == Purpose.SUPPLEMENT:
                self.supplemented(dossier, visit)
            else:
                self.finish(dossier)
        elif visit.given_up:
            if purpose == Purpose.COLLECT:
                self.collect_again(visit)
            else:
                dossier.ending = Ending.LOST

    # D3: intake

    def intake_ended(self, dossier: Dossier, visit: Visit | None) -> None:
        """All is there, or something is missing; `visit` is None where intake was mere work."""
        if dossier.outcome == Intake.COMPLETE:
            self.accept(dossier, visit)
        elif dossier.outcome == Intake.HOPELESS:
            dossier.ending = Ending.LOST
        else:
            self.ask_for_supplement(dossier, 0, dossier.supplement_delay, dossier.supplement_clock)

    def ask_for_supplement(self, dossier: Dossier, repetition: int, delay: int, clock: int) -> None:
        """A visit `delay` working days of the site from today."""
        today = self.time.now // DAY
        day = self.halls[dossier.site].opening.working_day(today + 1, delay - 1)
        self.follow_up(dossier, Purpose.SUPPLEMENT, repetition, day, clock)

    def follow_up(
        self, dossier: Dossier, purpose: Purpose, repetition: int, day: int, clock: int
    ) -> None:
        """A visit that the dossier causes, on a day at a time of day if the doors are open."""
        if day != NEVER:
            self.halls[dossier.site].invite(dossier, purpose, repetition, day * DAY + clock)

    def supplemented(self, dossier: Dossier, visit: Visit) -> None:
        """What was missing is there: at intake, or for the unit."""
        if dossier.accepted_at == NEVER:
            self.accept(dossier, visit)
        else:
            self.mended(dossier)

    # D4: acceptance

    def accept(self, dossier: Dossier, visit: Visit | None) -> None:
        """Intake is over, at the end of that visit if there was one."""
        now = dossier.accepted_at = self.time.now
        if not self.procedures.has_dossiers[dossier.procedure]:
            dossier.ready_at = now
            self.finish(dossier)
            return
        office = self.office_of(dossier)
        today = office.keeps.day(now)
        date = office.keeps.date(today)
        is_late = now - date * DAY >= self.procedures.cut_off
        if dossier.deadline != NEVER:
            is_put_off = dossier.deadline == 0 and is_late
            self.fall_due(dossier, today + dossier.deadline + is_put_off)
        if dossier.needs_mending:
            is_second = visit is not None and visit.purpose == Purpose.SUPPLEMENT
            repetition = visit.repetition + 1 if visit is not None and is_second else 0
            self.ask_for_supplement(dossier, repetition, dossier.mend_delay, dossier.mend_clock)
            return
        if visit is not None and self.procedures.on_the_spot[dossier.procedure]:
            dossier.fetched = True
            if is_late or now // DAY != date:
                dossier.released_at = now
            else:
                self.stay(dossier, office.keeps.end(today))
        office.join(dossier)

    def fall_due(self, dossier: Dossier, day: int) -> None:
        """The due day is this working day of the unit."""
        dossier.due_day = day
        dossier.due_at = self.office_of(dossier).keeps.end(day)

    def mended(self, dossier: Dossier) -> None:
        """The due day moves by the working days that this took."""
        office = self.office_of(dossier)
        if dossier.due_at != NEVER:
            lost = office.keeps.day(self.time.now) - office.keeps.day(dossier.accepted_at)
            self.fall_due(dossier, dossier.due_day + lost)
        office.join(dossier)

    # D7: on the spot

    def stay(self, dossier: Dossier, until: int) -> None:
        """Somebody stays for the result, until then if it is not there before."""
        dossier.stays = True
        if until < self.horizon:
            self.time.at(until, EventRank.SESSION, self.let_go, dossier)

    def let_go(self, event: simpy.Event) -> None:
        """Who still stays leaves without the result; it is due the next working day."""
        dossier = cast(Dossier, event.value)
        if dossier.stays:
            dossier.stays = False
            dossier.released_at = self.time.now
            self.fall_due(dossier, dossier.due_day + 1)

    # D6: the result

    def ready(self, dossier: Dossier) -> None:
        """The result is there: handed over, sent, or to be fetched."""
        now = dossier.ready_at = self.time.now
        if dossier.stays:
            dossier.stays = False
            dossier.released_at = now
            self.finish(dossier)
        elif not dossier.fetched:
            self.finish(dossier)
        else:
            date = now // DAY + 1
            if dossier.due_at != NEVER:
                date = max(date, self.office_of(dossier).keeps.date(dossier.due_day))
            opening = self.halls[dossier.site].opening
            day = opening.working_day(date, dossier.collect_delay)
            self.follow_up(dossier, Purpose.COLLECT, 0, day, dossier.collect_clock)

    def collect_again(self, visit: Visit) -> None:
        """On the next working day, unless that was once too often."""
        dossier = visit.dossier
        if dossier.in_vain == COLLECTS_AGAIN:
            dossier.ending = Ending.UNCLAIMED
            return
        dossier.in_vain += 1
        hall = self.halls[dossier.site]
        day = hall.opening.working_day(self.time.now // DAY + 1, 0)
        if day != NEVER:
            hall.come_again(visit, hall.opening.arrival(day * DAY + dossier.collect_clock))

    def finish(self, dossier: Dossier) -> None:
        """The result is in the citizen's hands."""
        dossier.finished_at = self.time.now
        dossier.ending = Ending.DONE
