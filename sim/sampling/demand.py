"""Demand as a plan: for every commune (or site) and procedure, how many submissions a date brings.

A *source* is a (commune, procedure) pair of a province, or a (site, procedure) pair of a scenario
whose arrivals are given at the site. Sources are in the order that numbers dossiers: id of the
commune or site, then id of the procedure, both in code-point order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from sim.jit import compiled
from sim.memory import Memory
from sim.model import calendar
from sim.model.laws import Fixed, Gamma
from sim.model.spec import Demand, Procedure, Scenario
from sim.model.tables import NEVER, Bools, Floats, Ints, System, Words
from sim.model.words import WEEKDAYS
from sim.sampling import shapes, streams
from sim.sampling.identity import fingerprint
from sim.sampling.inversion import LawTable, fill_draws


@dataclass(frozen=True, kw_only=True)
class DemandPlan:
    """The demand of every source and date before chance; Q sources, D dates, F day factors."""

    key: Words
    commune: Ints
    """(Q,) index, NEVER for arrivals at a site."""
    site: Ints
    """(Q,) index, NEVER for a commune's."""
    procedure: Ints
    mean: Floats
    """(Q, D) mean submissions; a timetable has minus its number of visits."""
    shape: NDArray[np.int32]
    """(Q, D) how they are spread over the date: a row of `shapes`."""
    shapes: shapes.ShapeTable
    clock: Ints
    """(Q,) the shape by which follow-up visits choose a time of day."""
    factors: Ints
    """(Q, 2) the day factors that apply: rows of the factor table."""
    factor_key: Words
    factor_law: Ints
    """(F,) the law of each, by its number in `factor_laws`."""
    factor_laws: LawTable
    dates: Words
    """(D,) the dates as proleptic ordinals, which key their draws."""

    @cached_property
    def source_fingerprint(self) -> bytes:
        """Of who asks, and at what times of day they may: all but how much."""
        shapes = self.shapes
        return fingerprint(
            self.key, self.commune, self.site, self.procedure, self.clock, self.dates,
            shapes.start, shapes.piece_from, shapes.piece_to, shapes.upto,
        )  # fmt: skip

    @cached_property
    def mean_by_date(self) -> Floats:
        """(D, Q) the means of a date side by side."""
        return np.ascontiguousarray(self.mean.T)

    @cached_property
    def shape_by_date(self) -> NDArray[np.int32]:
        """(D, Q) the shapes of a date side by side."""
        return np.ascontiguousarray(self.shape.T)

    @cached_property
    def fingerprint(self) -> bytes:
        """Of all of it."""
        return fingerprint(
            self.source_fingerprint, self.mean, self.shape, self.factors, self.factor_key,
            self.factor_law, self.factor_laws.arrays(),
        )  # fmt: skip

    def means(self, replication: int, memory: Memory | None = None) -> Floats:
        """(Q, D) mean submissions in a replication: with its day factors; dates lie together."""
        factor = self.day_factors(replication)
        n_sources, n_dates = self.mean.shape
        by_date = (memory or Memory()).table("means", n_dates * n_sources, np.float64)
        by_date = by_date.reshape(n_dates, n_sources)
        _fill_means(self.mean, self.factors, factor, by_date)
        return by_date.T

    def day_factors(self, replication: int) -> Floats:
        """(F, D) the day factors of a replication."""
        u = np.empty((len(self.factor_key), len(self.dates)))
        factor = np.empty_like(u)
        numbers = np.zeros(len(u), np.int64)
        streams.fill_uniforms(self.factor_key, numbers, self.dates, replication, u)
        fill_draws(u, self.factor_law, *self.factor_laws.arrays(), factor)
        return factor


@compiled
def _fill_means(mean: Floats, factors: Ints, factor: Floats, by_date: Floats) -> None:
    """Means times both day factors; timetables, which are negative, have none."""
    for q in range(mean.shape[0]):
        first, second = factors[q, 0], factors[q, 1]
        for day in range(mean.shape[1]):
            each = mean[q, day]
            varied = each * factor[first, day] * factor[second, day]
            by_date[day, q] = each if each < 0 else varied


@dataclass(slots=True)
class _Factors:
    """Collects day factors: laws of mean 1, each with a key of its own; row 0 is always 1."""

    rows: dict[tuple[np.uint64, float], int] = field(
        default_factory=lambda: {(np.uint64(0), 0.0): 0}
    )

    def enter(self, key: np.uint64, cv: float) -> int:
        """The row of a gamma factor with this coefficient of variation."""
        return self.rows.setdefault((key, cv), len(self.rows)) if cv > 0 else 0

    def arrays(self) -> tuple[Words, Ints, LawTable]:
        """(keys, law numbers, laws)."""
        cvs = sorted({cv for _, cv in self.rows})
        laws = [Fixed(value=1), *(Gamma(mean=1, cv=cv) for cv in cvs[1:])]
        keys = np.array([key for key, _ in self.rows], np.uint64)
        return keys, np.array([cvs.index(cv) for _, cv in self.rows]), LawTable.of(laws)


@dataclass(frozen=True, slots=True)
class _Sources:
    """Sources in order, while the plan is being made: columns of `DemandPlan`."""

    key: Words
    commune: Ints
    site: Ints
    procedure: Ints
    mean: Floats
    shape: NDArray[np.int32]
    clock: Ints
    factors: Ints


def plan(scenario: Scenario, system: System, seed: int, wanted: Bools | None = None) -> DemandPlan:
    """The demand of a scenario under a seed.

    In a province `wanted` (C, P) tells whose demand for what is looked at, None: everybody's.
    """
    book, factors = shapes.ShapeBook(), _Factors()
    if scenario.is_province:
        sources = _commune_sources(scenario, system, seed, book, factors, wanted)
    else:
        sources = _stacked(_site_sources(scenario, system, seed, book, factors), system.n_days)
    factor_key, factor_law, factor_laws = factors.arrays()
    first = system.first_day.toordinal()
    return DemandPlan(
        key=sources.key,
        commune=sources.commune,
        site=sources.site,
        procedure=sources.procedure,
        mean=sources.mean,
        shape=sources.shape,
        shapes=book.table(),
        clock=sources.clock,
        factors=sources.factors,
        factor_key=factor_key,
        factor_law=factor_law,
        factor_laws=factor_laws,
        dates=np.arange(first, first + system.n_days, dtype=np.uint64),
    )


def _stacked(sources: Iterable[_Sources], n_dates: int) -> _Sources:
    """Sources one after the other."""
    none = np.empty(0, np.int64)
    nobody = _Sources(
        none.astype(np.uint64), none, none, none, np.empty((0, n_dates)),
        np.empty((0, n_dates), np.int32), none, np.empty((0, 2), np.int64),
    )  # fmt: skip
    parts = [nobody, *sources]
    return _Sources(
        *(np.concatenate([getattr(part, each.name) for part in parts]) for each in fields(_Sources))
    )


def _site_sources(
    scenario: Scenario, system: System, seed: int, book: shapes.ShapeBook, factors: _Factors
) -> Iterator[_Sources]:
    """Arrivals given at sites: they count visits, and know no season."""
    for s, site_id in enumerate(system.site_ids):
        arrivals = scenario.sites[site_id].arrivals or {}
        opened = shapes.open_dates(system, s)
        is_open = shapes.open_days(system, s)
        for procedure_id in sorted(arrivals):
            each = arrivals[procedure_id]
            profile = scenario.profiles[each.profile]
            known: dict[tuple[shapes.OpenDate, bool], tuple[float, int]] = {}
            for kind in zip(opened, is_open.tolist(), strict=True):
                if kind not in known:
                    mean, shape = shapes.of_arrivals(each, profile, *kind)
                    known[kind] = mean, book.enter(shape)
            days = [known[kind] for kind in zip(opened, is_open.tolist(), strict=True)]
            p = system.procedure_ids.index(procedure_id)
            factor = factors.enter(streams.key(seed, "day", "site", site_id), each.day_cv)
            taken = _taken(scenario.procedures[procedure_id], system)
            key = streams.key(seed, "submission", "site", site_id, procedure_id)
            clock = book.enter(shapes.of_clock(profile))
            yield _Sources(
                np.array([key]), np.array([NEVER]), np.array([s]), np.array([p]),
                np.array([[mean for mean, _ in days]]) * taken,
                np.array([[shape for _, shape in days]], np.int32), np.array([clock]),
                np.array([[factor, 0]]),
            )  # fmt: skip


def _commune_sources(
    scenario: Scenario, system: System, seed: int, book: shapes.ShapeBook, factors: _Factors,
    wanted: Bools | None,
) -> _Sources:  # fmt: skip
    """What the residents of communes need, by the clock of their profile on working days."""
    demand = scenario.demand or Demand()
    shape = book.enter(shapes.of_clock(scenario.profiles[demand.profile]))
    communes = [scenario.communes[code] for code in system.commune_ids]
    procedures = [scenario.procedures[id_] for id_ in system.procedure_ids]
    needed = np.array([each.per_1000 for each in procedures], float)
    population = np.array([each.population for each in communes], float)
    together = np.array(
        [each.dossiers_per_visit.expectation() if each.dossiers_per_visit else 1.0
         for each in procedures]
    )  # fmt: skip
    province = factors.enter(streams.key(seed, "day", "province"), demand.day_cv.province)
    district = [
        factors.enter(streams.key(seed, "day", "district", each.district), demand.day_cv.district)
        for each in communes
    ]
    asks = np.broadcast_to(needed != 0, (len(communes), len(procedures)))
    found = np.nonzero(asks if wanted is None else asks & wanted)
    # Views of one array: for such the loops would be compiled once more.
    c, p = (np.ascontiguousarray(each) for each in found)
    rate = needed[p] * population[c] / 1000 * demand.scale
    of_day = _day_rates(scenario, demand, system)
    return _Sources(
        key=_commune_keys(seed, tuple(system.commune_ids), tuple(system.procedure_ids))[c, p],
        commune=c,
        site=np.full(len(c), NEVER),
        procedure=p,
        mean=of_day[p] * rate[:, None] / together[p, None],
        shape=np.full((len(c), system.n_days), shape, np.int32),
        clock=np.full(len(c), shape),
        factors=np.stack([np.full(len(c), province), np.array(district, np.int64)[c]], axis=1),
    )


@lru_cache(maxsize=4)
def _commune_keys(seed: int, communes: tuple[str, ...], procedures: tuple[str, ...]) -> Words:
    """(C, P) the keys of all sources that there may be."""
    keys = [
        streams.key(seed, "submission", "commune", code, id_)
        for code in communes
        for id_ in procedures
    ]
    return np.array(keys, np.uint64).reshape(len(communes), len(procedures))


def _day_rates(scenario: Scenario, demand: Demand, system: System) -> Floats:
    """(P, D) weekday x holiday x season, and 0 where the procedure is not taken."""
    days = calendar.dates(scenario.calendar, system.first_day, system.n_days)
    weekday = np.array([demand.weekday.get(name, 1.0) for name in WEEKDAYS])
    of_day = weekday[days.weekday] * np.where(days.is_after_holiday, demand.after_holiday, 1.0)
    of_day = of_day * days.is_open
    first = system.first_day.toordinal()
    ordinal = np.arange(first, first + system.n_days)
    rates = np.empty((len(system.procedure_ids), system.n_days))
    for p, procedure_id in enumerate(system.procedure_ids):
        rates[p] = of_day * _taken(scenario.procedures[procedure_id], system)
        for season in demand.season:
            if season.procedures is None or procedure_id in season.procedures:
                within = (season.from_.toordinal() <= ordinal) & (ordinal <= season.to.toordinal())
                rates[p, within] *= season.factor
    return rates


def _taken(procedure: Procedure, system: System) -> NDArray[np.bool_]:
    """(D,) whether the procedure is (still) taken on each date."""
    last = procedure.until.toordinal() if procedure.until else np.inf
    first = system.first_day.toordinal()
    found: NDArray[np.bool_] = np.arange(first, first + system.n_days) <= last
    return found
