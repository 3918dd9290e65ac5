"""What is filed at random sites: dossiers with all their draws, and the visits to file them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from sim.model.tables import DAY, HOUR, MINUTE, NEVER, Channel, Intake, Purpose
from tests.parity.small_sites import Clock, Dossier, Interval, Site, Visit

if TYPE_CHECKING:
    from tests.parity.generator import Kinds

BEYOND = 30
"""Days for which clocks go on after the horizon."""
DEADLINES = (NEVER, 0, 0, 1, 1, 2, 3)
"""[working days] of dossiers that go on to a unit."""


@dataclass(frozen=True, kw_only=True)
class BackOffice:
    """What the procedures of a case have to do with units: see `Case`."""

    has_dossiers: frozenset[int]
    on_the_spot: frozenset[int]
    unit_at: dict[tuple[int, int], int]
    n_shared: int
    first_shared: int


@dataclass(frozen=True, kw_only=True)
class Filing:
    """A dossier and the visit that comes with it, if one does."""

    dossier: Dossier
    visit: Visit | None

    def numbered(self, number: int) -> Filing:
        """The same with the number of the dossier."""
        visit = self.visit and replace(self.visit, dossier=number)
        return Filing(dossier=replace(self.dossier, number=number), visit=visit)


@dataclass(frozen=True, kw_only=True)
class Habits:
    """What the filings of one site have in common."""

    mean: int
    """Mean service, about [min]."""
    classes: int
    patient: float
    """Share whose patience is unlimited."""
    counter: float
    """Share filed at the counter."""
    missing: float
    """Share for which something is missing, at intake or later."""
    fetched: float


def random_filings(kinds: Kinds, site: Site, s: int, office: BackOffice) -> list[Filing]:
    """So many that queues exist, before the counters and in the units."""
    habits = Habits(
        mean=int(kinds.rng.integers(4, 20)),
        classes=int(kinds.rng.integers(1, 4)),
        patient=float(kinds.rng.choice([0.0, 0.5, 1.0])),
        counter=float(kinds.rng.choice([1.0, 0.7, 0.4])),
        missing=float(kinds.rng.choice([0.1, 0.3])),
        fetched=float(kinds.rng.choice([0.3, 0.8])),
    )
    work = sum(min(end - start, DAY) for start, end in site.sessions) * len(site.officers)
    n = int(kinds.rng.uniform(0.3, 1.6) * work / (habits.mean * MINUTE))
    n = min(max(n, 3), kinds.most_filings)
    return [random_filing(kinds, habits, site, s, office) for _ in range(n)]


def random_filing(kinds: Kinds, habits: Habits, site: Site, s: int, office: BackOffice) -> Filing:
    """A dossier by any channel, with a visit where one belongs to it."""
    procedure = int(kinds.rng.integers(0, kinds.n_procedures))
    drawn = random_dossier(kinds, habits, site, procedure)
    if procedure in office.has_dossiers:
        drawn |= processing(kinds, procedure in office.on_the_spot)
        if (procedure, s) not in office.unit_at:
            drawn["unit"] = office.first_shared + int(kinds.rng.integers(0, office.n_shared))
    at = kinds.arrival(site.doors)
    stays_away = at == NEVER
    filed_at = kinds.instant(0, kinds.n_days * DAY) if stays_away else at
    if kinds.flip(habits.counter):
        purpose = Purpose.FILE
        dossier = Dossier(**drawn, filed_at=filed_at)
    else:
        purpose = Purpose.ENQUIRE
        online = kinds.flip(0.7)
        dossier = Dossier(
            **drawn,
            filed_at=filed_at if kinds.flip(0.8) else kinds.instant(0, kinds.n_days * DAY),
            intake=kinds.length(1, 2 * habits.mean),
            channel=Channel.ONLINE if online else Channel.POST,
            enquires=online and kinds.flip(0.4),
        )
        if not dossier.enquires:
            return Filing(dossier=dossier, visit=None)
    books = kinds.flip(0.05)
    visit = Visit(
        at=at,
        procedure=procedure,
        purpose=purpose,
        service=service(kinds, habits),
        patience=dossier.patience,
        priority=int(kinds.rng.integers(0, habits.classes)) if books else dossier.priority,
        word=dossier.return_word,
        booked_at=filed_at if stays_away or books else NEVER,
    )
    return Filing(dossier=dossier, visit=visit)


def random_dossier(
    kinds: Kinds, habits: Habits, site: Site, procedure: int
) -> dict[str, int | bool]:
    """What every dossier has, of whatever procedure and channel."""
    rng = kinds.rng
    outcome = Intake.COMPLETE
    if kinds.flip(habits.missing):
        outcome = Intake.HOPELESS if kinds.flip(0.3) else Intake.INCOMPLETE
    return {
        "number": NEVER,
        "procedure": procedure,
        "supplement": service(kinds, habits),
        "collect": service(kinds, habits),
        "patience": NEVER if kinds.flip(habits.patient) else kinds.length(1, 60),
        "return_word": int(rng.integers(0, 1 << 64, dtype=np.uint64)),
        "supplement_clock": clock_time(kinds, site.doors),
        "mend_clock": clock_time(kinds, site.doors),
        "collect_clock": clock_time(kinds, site.doors),
        "supplement_delay": int(rng.integers(1, 3)),
        "mend_delay": int(rng.integers(1, 3)),
        "collect_delay": (0, 0, 1, 2)[rng.integers(4)],
        "priority": int(rng.integers(0, habits.classes)),
        "outcome": outcome,
        "needs_mending": kinds.flip(habits.missing),
        "fetched": kinds.flip(habits.fetched),
    }


def processing(kinds: Kinds, on_the_spot: bool) -> dict[str, int]:
    """Job, lead time and deadline of a dossier that goes on to a unit."""
    effort = kinds.length(1, 30 if on_the_spot or kinds.flip() else 240)
    lead = kinds.length(1, 60 if kinds.flip() else 1200)
    return {
        "effort": 0 if kinds.flip(0.15) else effort,
        "lead": lead if kinds.flip(0.1 if on_the_spot else 0.4) else 0,
        "deadline": 0 if on_the_spot else DEADLINES[kinds.rng.integers(len(DEADLINES))],
    }


def service(kinds: Kinds, habits: Habits) -> int:
    """Mostly short."""
    return kinds.length(1, 2 * habits.mean if kinds.flip(0.95) else 200)


def clock_time(kinds: Kinds, doors: Sequence[Interval]) -> int:
    """A time of day, mostly one at which the doors are open on some day."""
    return max(kinds.arrival(doors), 0) % DAY


def clocks_of(kinds: Kinds, sites: list[Site]) -> list[Clock]:
    """The hours of each site, and one or two others."""
    return [
        *(clock_of(kinds, site) for site in sites),
        *(random_clock(kinds) for _ in range(int(kinds.rng.integers(1, 3)))),
    ]


def clock_of(kinds: Kinds, site: Site) -> Clock:
    """The hours of a site, which go on after the horizon."""
    later = range(kinds.n_days + 1, kinds.n_days + BEYOND)
    if site.working_days is not None:
        days = range(kinds.n_days + BEYOND)
        return Clock(
            sessions=tuple((day * DAY, (day + 1) * DAY) for day in days),
            session_date=tuple(days),
        )
    return Clock(
        sessions=(*site.sessions, *((d * DAY + 8 * HOUR, d * DAY + 16 * HOUR) for d in later)),
        session_date=(*site.session_date, *later),
    )


def random_clock(kinds: Kinds) -> Clock:
    """The same hours on most days: one session or two, the last one perhaps over midnight."""
    start = 8 * HOUR + kinds.length(0, 60)
    noon = start + kinds.length(10, 240)
    day: list[Interval] = [(start, noon)]
    if kinds.flip():
        day.append((noon + kinds.length(5, 120), noon + kinds.length(130, 300)))
    if kinds.flip(0.2):
        day.append((23 * HOUR, 24 * HOUR + kinds.length(1, 60)))
    dates = [d for d in range(kinds.n_days + BEYOND) if d >= kinds.n_days or kinds.flip(0.85)]
    spans = [(d * DAY + start, d * DAY + end, d) for d in dates for start, end in day]
    return Clock(
        sessions=tuple((start, end) for start, end, _ in spans),
        session_date=tuple(d for _, _, d in spans),
    )
