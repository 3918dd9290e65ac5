"""The systems whose measures are known exactly, each with a scenario file of its own.

The numbers that theory is asked with stand here and not in the files, so that a file that is read
wrongly is noticed, as is one that was changed. Rates are per minute, times in minutes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from sim.measures import theory_impatience as impatience
from sim.measures.scopes import Scope, ScopeType
from sim.measures.theory import (
    MDc,
    MMc,
    mg1_priority_wait_means,
    mg1_wait_mean,
    mmc_priority_wait_means,
)
from sim.measures.theory_balking import MMcK
from sim.measures.theory_phases import MPHc, Phases, erlang_phases, hyperexponential_phases
from sim.studies.verification import days

LITTLE = "little"
"""The measure that is 1 by Little's law: mean queue / (visits a minute × mean wait of all)."""
NETWORK = Scope(scope_type=ScopeType.NETWORK, scope="all")


@dataclass(frozen=True, kw_only=True)
class Known:
    """One measure whose value is known."""

    measure: str
    """A name in `KPIS`, or `LITTLE`."""
    expected: float
    scope: Scope = NETWORK


@dataclass(frozen=True, kw_only=True)
class Exact:
    """A system with a scenario file, and what theory says of it."""

    name: str
    """Of the file, without its ending."""
    source: str
    """Who found the theory."""
    known: Callable[[], Iterable[Known]] = field(repr=False)


def _mmc(exact: MMc, target: float, *, quantiles: Iterable[int]) -> list[Known]:
    found = _of_network(
        wait_mean=exact.wait_mean,
        waited_share=exact.wait_probability,
        within_target_share=1.0 - exact.wait_tail(target),
        time_at_site_mean=exact.wait_mean + 1.0 / exact.service_rate,
        queue_mean=exact.queue_mean,
        utilisation=exact.arrival_rate / exact.service_rate / exact.servers,
        little=1.0,
    )
    for percent in quantiles:
        known = exact.wait_quantile(percent / 100.0)
        found.append(Known(measure=f"wait_p{percent}", expected=known))
    return found


def _of_network(**expected: float) -> list[Known]:
    return [Known(measure=name, expected=value) for name, value in expected.items()]


def _mm3() -> list[Known]:
    exact = MMc(arrival_rate=21.6 / 60, service_rate=1 / 6, servers=3)
    return _mmc(exact, 6.0, quantiles=(90, 95, 99))


def _mm12() -> list[Known]:
    exact = MMc(arrival_rate=64.8 / 60, service_rate=1 / 10, servers=12)
    return _mmc(exact, 10.0, quantiles=(90,))


def _md3() -> list[Known]:
    exact = MDc(arrival_rate=24 / 60, service=6.0, servers=3)
    return _of_network(
        wait_mean=exact.wait_mean,
        waited_share=exact.wait_tail(0.0),
        within_target_share=1.0 - exact.wait_tail(5.0),
        queue_mean=exact.wait_mean * exact.arrival_rate,
    )


def _mg1(rate: float, mean: float, cv: float) -> list[Known]:
    wait = mg1_wait_mean(rate, mean, cv)
    return _of_network(
        wait_mean=wait, waited_share=rate * mean, queue_mean=rate * wait, utilisation=rate * mean
    )


def _mg1_dossiers() -> list[Known]:
    """A service is X (1 + (N - 1) / 2), N geometric with mean m: E(N - 1)² = (m - 1)(2m - 1)."""
    m, mean, cv = 2.2, 4.0, 0.7
    factor = 1.0 + (m - 1.0) / 2.0
    factor_square = 1.0 + (m - 1.0) + (m - 1.0) * (2.0 * m - 1.0) / 4.0
    square = mean**2 * (1.0 + cv**2) * factor_square
    whole = mean * factor
    return _mg1(6 / 60, whole, (square / whole**2 - 1.0) ** 0.5)


def _mphc(service: Phases) -> list[Known]:
    exact = MPHc(arrival_rate=24 / 60, service=service, servers=3)
    return _of_network(
        wait_mean=exact.wait_mean,
        waited_share=exact.wait_probability,
        queue_mean=exact.queue_mean,
        utilisation=0.8,
    )


def _by_class(names: Iterable[str], waits: Iterable[float]) -> list[Known]:
    return [
        Known(measure="wait_mean", expected=wait, scope=Scope(ScopeType.PROCEDURE, name))
        for name, wait in zip(names, waits, strict=True)
    ]


def _mm2_priorities() -> list[Known]:
    waits = mmc_priority_wait_means([5 / 60, 10 / 60], 1 / 6, 2)
    return _by_class(("urgent", "usual"), waits)


def _mm4_priorities() -> list[Known]:
    waits = mmc_priority_wait_means([6 / 60, 10 / 60, 8 / 60], 1 / 8, 4)
    all_alike = MMc(arrival_rate=24 / 60, service_rate=1 / 8, servers=4)
    # Who is first changes neither how many wait nor whether one waits.
    whole = _of_network(wait_mean=all_alike.wait_mean, waited_share=all_alike.wait_probability)
    return [*_by_class(("first", "second", "third"), waits), *whole]


def _mg1_priorities() -> list[Known]:
    waits = mg1_priority_wait_means([4.8 / 60, 3 / 60, 1 / 60], [2.0, 6.0, 15.0], [0.0, 1.0, 0.6])
    return _by_class(("quick", "usual", "long"), waits)


def _balking() -> list[Known]:
    exact = MMcK(arrival_rate=34 / 60, service_rate=1 / 6, servers=3, room=6)
    return _of_network(
        balked_share=exact.balking_probability,
        wait_mean=exact.wait_mean,
        waited_share=exact.wait_probability,
        queue_mean=exact.queue_mean,
        utilisation=exact.utilisation,
    )


LOADS = (0.5, 0.8, 1.0, 1.2, 1.5)
"""Of the offices with impatient visitors, by which their sites are called."""


def _patience(law: impatience.Patience) -> list[Known]:
    found = []
    for load in LOADS:
        site = Scope(ScopeType.SITE, f"load-{round(100 * load):03d}")
        exact = impatience.MMcG(
            arrival_rate=load * 30 / 60, service_rate=1 / 8, servers=4, patience=law
        )
        values = {
            "abandoned_share": exact.abandonment_probability,
            "wait_mean": exact.wait_served_mean,
            "wait_all_mean": exact.wait_all_mean,
            "waited_share": exact.wait_probability_served,
        }
        found += [Known(measure=name, expected=value, scope=site) for name, value in values.items()]
    return found


def _tandem() -> list[Known]:
    first = MMc(arrival_rate=20 / 60, service_rate=1 / 4.2, servers=2)
    second = MMc(arrival_rate=20 / 60, service_rate=1 / 6.3, servers=3)
    found = []
    for name, exact in (("first", first), ("second", second)):
        line = Scope(ScopeType.SITE_STAGE, f"office/{name}")
        officers = Scope(ScopeType.SITE_OFFICERS, f"office/{name}")
        found += [
            Known(measure="wait_mean", expected=exact.wait_mean, scope=line),
            Known(measure="waited_share", expected=exact.wait_probability, scope=line),
            Known(measure="utilisation", expected=0.7, scope=officers),
        ]
    wait = first.wait_mean + second.wait_mean
    return found + _of_network(
        wait_mean=wait,
        time_at_site_mean=wait + 4.2 + 6.3,
        queue_mean=first.queue_mean + second.queue_mean,
    )


_PK = "Pollaczek & Khinchine 1930-32"
_CHAIN = "Jensen 1953"
_IMPATIENT = "Baccelli & Hebuterne 1981"

SYSTEMS: tuple[Exact, ...] = (
    Exact(name="mm3", source="Erlang 1917", known=_mm3),
    Exact(name="mm12", source="Erlang 1917", known=_mm12),
    Exact(name="md3", source="Crommelin 1932", known=_md3),
    Exact(name="mg1-fixed", source=_PK, known=lambda: _mg1(7.2 / 60, 5.0, 0.0)),
    Exact(name="mg1-lognormal", source=_PK, known=lambda: _mg1(7.2 / 60, 5.0, 0.8)),
    Exact(name="mg1-hyperexponential", source=_PK, known=lambda: _mg1(7.2 / 60, 5.0, 1.5)),
    Exact(name="mg1-dossiers", source=_PK, known=_mg1_dossiers),
    Exact(name="me3", source="Neuts 1981", known=lambda: _mphc(erlang_phases(6.0, 3))),
    Exact(name="mh2", source="Neuts 1981", known=lambda: _mphc(hyperexponential_phases(6.0, 1.5))),
    Exact(name="mm2-priorities", source="Cobham 1954", known=_mm2_priorities),
    Exact(name="mm4-priorities", source="Cobham 1954", known=_mm4_priorities),
    Exact(name="mg1-priorities", source="Cobham 1954", known=_mg1_priorities),
    Exact(name="balking", source="Kleinrock 1975", known=_balking),
    Exact(
        name="patience-exponential", source="Palm 1957",
        known=lambda: _patience(impatience.exponential_patience(8.0)),
    ),
    Exact(
        name="patience-fixed", source=_IMPATIENT,
        known=lambda: _patience(impatience.fixed_patience(8.0)),
    ),
    Exact(
        name="patience-erlang", source=_IMPATIENT,
        known=lambda: _patience(impatience.erlang_patience(8.0, 3)),
    ),
    Exact(
        name="patience-lognormal", source=_IMPATIENT,
        known=lambda: _patience(impatience.lognormal_patience(8.0, 1.5)),
    ),
    Exact(name="tandem", source="Burke 1956, Jackson 1957", known=_tandem),
    Exact(name="day-rush", source=_CHAIN, known=lambda: _day(days.RUSH)),
    Exact(name="day-steps", source=_CHAIN, known=lambda: _day(days.STEPS)),
    Exact(name="day-growing", source=_CHAIN, known=lambda: _day(days.GROWING)),
    Exact(name="day-shrinking", source=_CHAIN, known=lambda: _day(days.SHRINKING)),
)  # fmt: skip

BY_NAME: Mapping[str, Exact] = {each.name: each for each in SYSTEMS}


def _day(day: days.Day) -> list[Known]:
    return _of_network(**day.expected())
