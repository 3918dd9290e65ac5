"""Which formula applies to a line at an hour, and what it says.

    nobody on duty                                         none
    nobody leaves, load of the officers or more            none: it has no steady state
    nobody leaves, counter times about exponential         M/M/c    (Erlang 1917)
    nobody leaves, other counter times                     M/G/c    (Cosmetatos 1976; Tijms 2003)
    all leave by one exponential law of patience           M/M/c+M  (Palm 1957: Erlang-A)
    patience by any other law, or of some alone            M/M/c+G  (Baccelli and Hebuterne 1981)

With patience the law of counter times beyond their mean matters little (Whitt 2005, Engineering
solution of a basic call-center model, Management Science 51), so that M/M/c+G stands for M/G/c+G.
Where those who never leave load the officers by themselves, there is no steady state either.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from math import exp, inf, nan

import numpy as np

from sim.measures.theory import ErlangA, MGc, MMc
from sim.measures.theory_impatience import MMcG, Patience
from sim.model.laws import Exponential, Law
from sim.model.tables import Floats

ABOUT = 0.1
"""Difference of a squared coefficient of variation from 1 up to which times pass for
exponential: the mean wait of M/G/c is then within 5 % of that of M/M/c."""
_GRID = 4096
"""Points that stand for a law of patience."""


class Formula(StrEnum):
    """A model of a queue with a steady state, in Kendall's notation."""

    MMC = "M/M/c"
    MGC = "M/G/c"
    ERLANG_A = "M/M/c+M"
    MMCG = "M/M/c+G"
    NONE = "none"


@dataclass(frozen=True, kw_only=True)
class Impatience:
    """How long those at a line would wait, by procedures and the share of each."""

    laws: tuple[tuple[float, Law | None], ...]
    """(share, law); None: for ever."""

    @classmethod
    def of(cls, shares: Floats, laws: Sequence[Law | None]) -> Impatience:
        """Equal laws are put together, and procedures that nobody comes for left out."""
        found: dict[str, tuple[float, Law | None]] = {}
        for share, law in zip(shares.tolist(), laws, strict=True):
            if share > 0:
                before = found.get(repr(law), (0.0, law))[0]
                found[repr(law)] = before + share, law
        return cls(laws=tuple(found.values()))

    @property
    def none(self) -> bool:
        """Whether nobody ever leaves."""
        return all(law is None for _, law in self.laws)

    @property
    def for_ever(self) -> float:
        """Share of those who never leave."""
        return sum(share for share, law in self.laws if law is None)

    @property
    def exponential(self) -> float | None:
        """The mean [min], where one exponential law is all there is."""
        if len(self.laws) == 1 and isinstance(self.laws[0][1], Exponential):
            return self.laws[0][1].expectation()
        return None

    @property
    def leaving(self) -> float:
        """Mean of 1 / mean patience over those who come [1/min]."""
        means = [(share, law.expectation()) for share, law in self.laws if law is not None]
        return sum(share / max(mean, 1e-9) for share, mean in means)

    def patience(self) -> Patience:
        """E[min(patience, x)] of all together, each law by quantiles of equal chance."""
        tables = []
        for share, law in self.laws:
            if law is not None:
                points = np.sort(law.ppf((np.arange(_GRID) + 0.5) / _GRID))
                tables.append((share, points, np.concatenate([[0.0], np.cumsum(points)]) / _GRID))
        for_ever = self.for_ever

        def stayed(x: Floats) -> Floats:
            found = for_ever * x
            for share, points, below in tables:
                k = np.searchsorted(points, x)
                found = found + share * (below[k] + x * (1.0 - k / _GRID))
            return np.asarray(found)

        return Patience(stayed=stayed)


@dataclass(frozen=True, kw_only=True)
class Station:
    """A line at an hour, as a formula sees it."""

    rate: float
    """Tickets per minute."""
    service: float
    """Mean time at the counter [min]."""
    scv: float
    """Squared coefficient of variation of it."""
    servers: int
    impatience: Impatience

    @property
    def load(self) -> float:
        """Of each officer; infinite without one."""
        return self.rate * self.service / self.servers if self.servers else inf

    @property
    def has_steady_state(self) -> bool:
        """Whether those who never leave can be served."""
        return self.load * self.impatience.for_ever < 1.0 and self.servers > 0

    @property
    def settling(self) -> float:
        """Minutes in which most of what a queue was before is forgotten: the relaxation time.

        1 / (sqrt(cμ) - sqrt(λ))² for one server, and for several unless the load is small, when it
        is the time at the counter (van Doorn 1985, Conditions for exponential ergodicity, Advances
        in Applied Probability 17; the tests find it within 8 % by eigenvalues). With patience
        an upper bound: in overload queues forget as those who wait leave. Infinite where neither
        ends it.
        """
        fast = (self.servers / self.service) ** 0.5 - self.rate**0.5
        leaving, serving = self.impatience.leaving, 1.0 / self.service
        served = min(serving, fast**2) if fast > 0 else 0.0
        rate = max(served, leaving if self.load >= 1.0 else min(leaving, serving))
        return 1.0 / rate if rate > 0 else inf


def loaded(station: Station, times: float) -> Station:
    """The same with so many times the tickets."""
    return replace(station, rate=station.rate * times)


@dataclass(frozen=True, kw_only=True)
class Said:
    """What a formula says of a line at an hour; NaN where there is none."""

    wait: float = nan
    """Mean of all tickets [min], those who leave counting what they waited."""
    waited: float = nan
    """Share not served at once."""
    within: float = nan
    """Share called within the target."""
    utilisation: float = nan


NOTHING_SAID = Said()


def choose(station: Station) -> Formula:
    """The formula that applies; see the table above."""
    if not station.has_steady_state:
        return Formula.NONE
    if station.impatience.none:
        return Formula.MMC if abs(station.scv - 1.0) <= ABOUT else Formula.MGC
    return Formula.MMCG if station.impatience.exponential is None else Formula.ERLANG_A


def said(formula: Formula, station: Station, target: float) -> Said:
    """What it says; `target` is the wait that shares are within [min]."""
    rate, c = station.rate, station.servers
    match formula:
        case Formula.NONE:
            return NOTHING_SAID
        case Formula.MMC | Formula.MGC:
            return _patient(formula, station, target)
        case Formula.ERLANG_A:
            return _impatient(
                ErlangA(
                    arrival_rate=rate, service_rate=1.0 / station.service, servers=c,
                    abandonment_rate=1.0 / (station.impatience.exponential or inf),
                ),
                station.load, target,
            )  # fmt: skip
        case _:
            return _impatient(
                MMcG(
                    arrival_rate=rate, service_rate=1.0 / station.service, servers=c,
                    patience=station.impatience.patience(),
                ),
                station.load, target,
            )  # fmt: skip


def _patient(formula: Formula, station: Station, target: float) -> Said:
    mm = MMc(arrival_rate=station.rate, service_rate=1.0 / station.service, servers=station.servers)
    wait, chance = mm.wait_mean, mm.wait_probability
    if formula is Formula.MGC:
        wait *= ratio(station)
    # Whoever waits does so for an about exponential time, exactly so in M/M/c (Tijms 2003).
    late = chance * exp(-target * chance / wait) if wait > 0 else 0.0
    return Said(wait=wait, waited=chance, within=1.0 - late, utilisation=station.load)


def _impatient(queue: ErlangA | MMcG, load: float, target: float) -> Said:
    left = queue.abandonment_probability
    return Said(
        wait=queue.wait_all_mean,
        waited=queue.wait_probability,
        within=queue.served_within(target),
        utilisation=load * (1.0 - left),
    )


def ratio(station: Station) -> float:
    """Mean wait of M/G/c over that of M/M/c, by `MGc`; 1 from a load of 1 on.

    There a queue is what comes less what can be served, whatever the law of counter times.
    """
    if not 0.0 < station.load < 1.0:
        return 1.0
    general = MGc(
        arrival_rate=station.rate, service_mean=station.service, service_cv=station.scv**0.5,
        servers=station.servers,
    )  # fmt: skip
    exponential = MMc(
        arrival_rate=station.rate, service_rate=1.0 / station.service, servers=station.servers
    )
    return general.wait_mean / exponential.wait_mean if exponential.wait_mean > 1e-9 else 1.0
