"""Small random sites, as tables, made to bring out ties, holds, overruns and returns.

Instants lie on a grid: of five minutes or one in most cases, so that much happens at the same
instant, of one millisecond in the others.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.model.tables import DAY, HOUR, MINUTE, NEVER, Purpose, System, Workload
from tests.parity.small_sites import (
    ALL_SHARES,
    Case,
    Interval,
    Officer,
    Site,
    Visit,
    merged,
    tables,
)

GRIDS = (5 * MINUTE, MINUTE, MINUTE, 1)


def random_tables(seed: int) -> tuple[System, Workload]:
    """The tables of the case with this number."""
    return tables(random_case(seed))


def large_tables(seed: int) -> tuple[System, Workload]:
    """The tables of a site with many officers, procedures and visits."""
    return tables(large_case(seed))


def random_case(seed: int) -> Case:
    """One to three sites over one to four days; the same seed gives the same case."""
    rng = np.random.default_rng([20250701, seed])
    kinds = Kinds(
        rng=rng,
        grid=GRIDS[seed % len(GRIDS)],
        n_days=int(rng.integers(1, 5)),
        n_procedures=int(rng.integers(1, 5)),
    )
    return case_of(kinds, n_sites=int(rng.choice([1, 1, 1, 2, 3])))


def large_case(seed: int) -> Case:
    """One site of up to 90 officers and 40 procedures, as large as a centre."""
    rng = np.random.default_rng([20250702, seed])
    kinds = Kinds(
        rng=rng,
        grid=GRIDS[seed % len(GRIDS)],
        n_days=2,
        n_procedures=int(rng.integers(5, 41)),
        most_officers=90,
        most_visits=1500,
    )
    return case_of(kinds, n_sites=1)


def case_of(kinds: Kinds, n_sites: int) -> Case:
    """Sites of these kinds, their dossiers numbered apart."""
    thresholds, days = random_returns(kinds.rng)
    return Case(
        sites=tuple(random_site(kinds, first_dossier=10_000 * s) for s in range(n_sites)),
        n_days=kinds.n_days,
        n_procedures=kinds.n_procedures,
        return_thresholds=thresholds,
        return_days=days,
    )


def random_returns(rng: np.random.Generator) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Nobody returns, or some share by one delay, or by three."""
    kind = rng.integers(4)
    if kind == 0:
        return (), ()
    if kind == 1:
        return (ALL_SHARES // int(rng.integers(1, 3)),), (int(rng.integers(0, 3)),)
    quarter = ALL_SHARES // 4
    return (quarter, 2 * quarter, 3 * quarter), (0, 1, 2)


@dataclass(frozen=True, kw_only=True)
class Kinds:
    """The draws of one case: what they share, and how large a site may be."""

    rng: np.random.Generator
    grid: int
    n_days: int
    n_procedures: int
    most_officers: int = 5
    most_visits: int = 80

    def flip(self, chance: float = 0.5) -> bool:
        return bool(self.rng.random() < chance)

    def length(self, low: int, high: int) -> int:
        """A length of low to high minutes on the grid, at least one step of it."""
        steps = self.rng.integers(low * MINUTE // self.grid, high * MINUTE // self.grid + 1)
        return max(int(steps), 1) * self.grid

    def instant(self, start: int, end: int) -> int:
        """An instant of [start, end) on the grid; `start` when there is none."""
        steps = (end - start - 1) // self.grid
        return start + int(self.rng.integers(0, max(steps, 0) + 1)) * self.grid

    def sessions(self) -> tuple[list[Interval], list[int]]:
        """Sessions and their dates: around the clock, by day, or by day and over midnight."""
        if self.flip(0.1):
            return [(0, (self.n_days + 1) * DAY)], [0]
        n_parts = int(self.rng.integers(1, 4))
        over_midnight = self.flip(0.3)
        day: list[Interval] = []
        start = 8 * HOUR
        for _ in range(n_parts):
            start += self.length(0, 60)
            end = start + self.length(20, 120)
            day.append((start, end))
            start = end
        if over_midnight:
            day.append((23 * HOUR, 23 * HOUR + self.length(20, 100)))
        raw = [
            (date * DAY + start, date * DAY + end, date)
            for date in range(self.n_days)
            if self.flip(0.85)
            for start, end in day
        ]
        if over_midnight and self.flip(0.7):
            early = self.length(0, 40) if self.flip() else 0
            begins = [date * DAY + early for date in range(1, self.n_days)]
            raw += [(begin, begin + HOUR, begin // DAY) for begin in begins]
        joined = merged([(start, end) for start, end, _ in raw])
        dates = [min(date for start, _, date in raw if start == first) for first, _ in joined]
        return joined, dates

    def doors(self, sessions: list[Interval]) -> list[Interval]:
        """Open before the session and shut before its end, the same all the time."""
        shortest = min((end - start for start, end in sessions), default=0)
        before = self.length(5, 45) if self.flip() else 0
        early = min(self.length(5, 15) if self.flip(0.3) else 0, shortest // 2)
        return [(max(start - before, 0), end - early) for start, end in sessions]

    def duty(self, sessions: list[Interval]) -> list[Interval]:
        """Most sessions, some early or late, with a gap or in pieces; some time after a session."""
        pieces: list[Interval] = []
        for start, end in sessions:
            end = min(end, start + 2 * DAY)
            if self.flip(0.2):
                if self.flip():
                    pieces.append((end, end + self.length(5, 40)))
                continue
            if self.flip(0.3):
                start = max(start + self.length(0, 60) - self.length(0, 60), 0)
            if self.flip(0.3):
                end = max(end + self.length(0, 60) - self.length(0, 60), start)
            if end <= start:
                continue
            cuts = sorted(self.instant(start, end) for _ in range(2))
            midnight = (start // DAY + 1) * DAY
            if midnight < end and self.flip():
                pieces += [(start, midnight), (midnight + self.length(5, 20), end)]
            elif self.flip(0.4):
                pieces += [(start, cuts[0]), (cuts[1], end)]
            elif self.flip(0.3):
                pieces += [(start, cuts[0]), (cuts[0], end)]
            else:
                pieces.append((start, end))
        if self.flip(0.1):
            begin = self.instant(0, self.n_days * DAY)
            pieces.append((begin, begin + self.length(10, 200)))
        return merged(pieces)

    def officers(self, sessions: list[Interval]) -> list[Officer]:
        """One to five, in groups that share their skills and often their duty."""
        officers: list[Officer] = []
        n = int(self.rng.integers(1, self.most_officers + 1))
        for group in range(min(int(self.rng.integers(1, 5)), n)):
            skills = self.skills()
            shared = self.duty(sessions)
            for _ in range(1 + int(self.rng.integers(0, n))):
                duty = shared if self.flip(0.6) else self.duty(sessions)
                officers.append(Officer(skills=skills, duty=tuple(duty), group=group))
        return officers[:n]

    def skills(self) -> frozenset[int]:
        """All, whole procedures, or single purposes too."""
        everything = range(self.n_procedures * len(Purpose))
        if self.flip(0.3):
            return frozenset(everything)
        whole = {p for p in range(self.n_procedures) if self.flip(0.6)}
        chance = 0.3 if self.flip(0.3) else 0.0
        return frozenset(s for s in everything if s // 4 in whole or self.flip(chance))

    def visits(
        self, sessions: list[Interval], doors: list[Interval], n_officers: int, first_dossier: int
    ) -> list[Visit]:
        """So many that queues exist; dossier numbers follow no order, so that ties need them."""
        mean = int(self.rng.integers(4, 20))
        work = sum(min(end - start, DAY) for start, end in sessions) * n_officers
        n = int(self.rng.uniform(0.4, 2.0) * work / (mean * MINUTE))
        n = min(max(n, 3), self.most_visits)
        purposes = self.rng.choice([1, 2, 4])
        classes = int(self.rng.integers(1, 4))
        codes = self.rng.permutation(n * purposes)[:n]
        procedure_of = self.rng.integers(0, self.n_procedures, n)
        patient = self.rng.choice([0.0, 0.5, 1.0])
        visits = []
        for code in codes.tolist():
            dossier, purpose = divmod(code, int(purposes))
            at = self.arrival(doors)
            visits.append(
                Visit(
                    at=at,
                    procedure=int(procedure_of[dossier]),
                    purpose=purpose,
                    dossier=first_dossier + dossier,
                    service=self.length(1, 2 * mean if self.flip(0.95) else 200),
                    patience=NEVER if self.flip(patient) else self.length(1, 60),
                    priority=int(self.rng.integers(0, classes)),
                    word=int(self.rng.integers(0, 1 << 64, dtype=np.uint64)),
                    booked_at=0 if at == NEVER else NEVER,
                )
            )
        return visits

    def arrival(self, doors: list[Interval]) -> int:
        """Mostly while the doors are open, often right at their opening; or no-show."""
        horizon = self.n_days * DAY
        if self.flip(0.03):
            return NEVER
        if not doors or self.flip(0.03):
            return self.instant(0, horizon)
        start, end = doors[int(self.rng.integers(len(doors)))]
        end = min(end, horizon)
        if self.flip(0.1):
            return min(start, horizon - self.grid)
        if self.flip(0.05):
            return min(end, horizon - self.grid)
        return min(self.instant(start, min(end, start + 6 * HOUR)), horizon - self.grid)


def random_site(kinds: Kinds, first_dossier: int) -> Site:
    """A site with rules of its own."""
    rng = kinds.rng
    sessions, dates = kinds.sessions()
    doors = kinds.doors(sessions)
    officers = kinds.officers(sessions)
    latest = [0, kinds.length(1, 10), kinds.length(10, 60), 3 * HOUR, 20 * HOUR]
    return Site(
        sessions=tuple(sessions),
        session_date=tuple(dates),
        doors=tuple(doors),
        officers=tuple(officers),
        visits=tuple(kinds.visits(sessions, doors, len(officers), first_dossier)),
        at_close_serve=kinds.flip(0.75),
        at_break_serve=kinds.flip(0.6),
        extend_breaks=kinds.flip(),
        latest_close=latest[int(rng.choice(5, p=[0.1, 0.15, 0.25, 0.4, 0.1]))],
        balk_at=int(rng.integers(0, 7)) if kinds.flip(0.3) else NEVER,
    )
