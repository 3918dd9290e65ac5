"""The table of rules, and what formulas say against numbers found otherwise."""

from __future__ import annotations

from dataclasses import replace
from math import exp, inf, isnan

import numpy as np
import pytest

from sim.measures.theory import ErlangA
from sim.measures.theory_impatience import MMcG, exponential_patience, fixed_patience
from sim.model.laws import Exponential, Fixed
from sim.studies.twin.formulas import (
    Formula,
    Impatience,
    Station,
    choose,
    loaded,
    ratio,
    said,
)

PATIENT = Impatience(laws=((1.0, None),))
MEMORYLESS = Impatience(laws=((1.0, Exponential(mean=30)),))
STUBBORN = Impatience(laws=((1.0, Fixed(value=30)),))
HALF = Impatience(laws=((0.5, Exponential(mean=30)), (0.5, None)))
STATION = Station(rate=0.3, service=8.0, scv=1.0, servers=3, impatience=PATIENT)


@pytest.mark.parametrize(
    ("station", "formula"),
    [
        (STATION, Formula.MMC),
        (replace(STATION, scv=1.09), Formula.MMC),
        (replace(STATION, scv=0.8), Formula.MGC),
        (replace(STATION, servers=0), Formula.NONE),
        (replace(STATION, rate=0.375), Formula.NONE),
        (replace(STATION, rate=0.5), Formula.NONE),
        (replace(STATION, impatience=MEMORYLESS, scv=0.5), Formula.ERLANG_A),
        (replace(STATION, impatience=MEMORYLESS, rate=0.5), Formula.ERLANG_A),
        (replace(STATION, impatience=MEMORYLESS, servers=0), Formula.NONE),
        (replace(STATION, impatience=STUBBORN), Formula.MMCG),
        (replace(STATION, impatience=HALF, rate=0.7), Formula.MMCG),
        (replace(STATION, impatience=HALF, rate=0.75), Formula.NONE),
    ],
)
def test_the_table_of_rules(station: Station, formula: Formula) -> None:
    assert choose(station) is formula


def test_erlang_c_by_hand() -> None:
    """M/M/1 at a load of 0.8: W = ρ/(μ - λ), P(W > t) = ρ exp(-(μ - λ) t)."""
    queue = replace(STATION, rate=0.08, service=10.0, servers=1)
    found = said(Formula.MMC, queue, 20.0)
    assert found.wait == pytest.approx(40.0)
    assert found.waited == pytest.approx(0.8)
    assert found.within == pytest.approx(1 - 0.8 * exp(-0.4))
    assert found.utilisation == pytest.approx(0.8)


def test_general_times_at_one_counter_are_those_of_pollaczek_and_khinchine() -> None:
    queue = replace(STATION, rate=0.08, service=10.0, servers=1, scv=0.25)
    assert ratio(queue) == pytest.approx(0.625)
    assert said(Formula.MGC, queue, 20.0).wait == pytest.approx(25.0)


def test_erlang_a_of_two_equal_rates_is_a_poisson_number() -> None:
    """Where patience is as long as service and c = 1, n are present as by Poisson(λ/μ)."""
    queue = Station(
        rate=0.1, service=10.0, scv=1.0, servers=1,
        impatience=Impatience(laws=((1.0, Exponential(mean=10)),)),
    )  # fmt: skip
    found = said(Formula.ERLANG_A, queue, 5.0)
    waiting = 1.0 - (1.0 - exp(-1.0))  # E[(N - 1)+] of Poisson(1)
    assert found.wait == pytest.approx(waiting / 0.1)
    assert found.waited == pytest.approx(1 - exp(-1.0))
    assert found.utilisation == pytest.approx(1 - exp(-1.0))


def test_patience_by_quantiles_is_that_of_the_law() -> None:
    """A mixture of those who leave and those who never do, too."""
    x = np.array([0.0, 1.0, 7.0, 30.0, 100.0])
    exact = exponential_patience(30.0).stayed(x)
    assert MEMORYLESS.patience().stayed(x) == pytest.approx(exact, rel=1e-3)
    assert HALF.patience().stayed(x) == pytest.approx(0.5 * exact + 0.5 * x, rel=1e-3)
    assert STUBBORN.patience().stayed(x) == pytest.approx(fixed_patience(30.0).stayed(x), rel=1e-3)


def test_any_patience_gives_erlang_a_where_it_is_exponential() -> None:
    """The share within the target too, at a heavy load."""
    queue = replace(STATION, impatience=MEMORYLESS, rate=0.5)
    exact, found = said(Formula.ERLANG_A, queue, 20.0), said(Formula.MMCG, queue, 20.0)
    for name in ("wait", "waited", "within", "utilisation"):
        assert getattr(found, name) == pytest.approx(getattr(exact, name), rel=2e-3)


def test_within_by_any_patience_against_erlang_a() -> None:
    exact = ErlangA(arrival_rate=4.0, service_rate=1.0, servers=3, abandonment_rate=0.5)
    found = MMcG(arrival_rate=4.0, service_rate=1.0, servers=3, patience=exponential_patience(2.0))
    for t in (0.1, 1.0, 5.0):
        assert found.served_within(t) == pytest.approx(exact.served_within(t), rel=1e-9)


def test_nothing_is_said_without_a_formula() -> None:
    assert isnan(said(Formula.NONE, replace(STATION, servers=0), 20.0).wait)
    assert replace(STATION, servers=0).load == inf


def test_equal_laws_of_patience_are_one() -> None:
    law = Exponential(mean=30)
    shares = np.array([0.5, 0.3, 0.2, 0.0])
    found = Impatience.of(shares, [law, law, None, Fixed(value=1)])
    assert found.laws == ((0.8, law), (0.2, None))
    assert found.leaving == pytest.approx(0.8 / 30)
    assert found.exponential is None
    assert not found.none
    assert PATIENT.none


def test_how_long_a_queue_takes_to_settle() -> None:
    """M/M/1 with μ = 1/4 and λ = 1/16: 1 / (1/2 - 1/4)² = 16; patience ends it, nothing else."""
    queue = replace(STATION, rate=1 / 16, service=4.0, servers=1)
    assert queue.settling == pytest.approx(16.0)
    assert loaded(queue, 8.0).settling == inf
    assert replace(queue, rate=1.0, impatience=MEMORYLESS).settling == pytest.approx(30.0)


def relaxation(station: Station, states: int) -> float:
    """By the second eigenvalue of births and deaths, whose matrix is made symmetric."""
    from scipy.linalg import eigvalsh_tridiagonal

    k = np.arange(states)
    births = np.where(k < states - 1, station.rate, 0.0)
    waiting = np.maximum(k - station.servers, 0)
    deaths = np.minimum(k, station.servers) / station.service + waiting * station.impatience.leaving
    beside = np.sqrt(births[:-1] * deaths[1:])
    return float(-1.0 / eigvalsh_tridiagonal(-(births + deaths), beside)[-2])


@pytest.mark.parametrize("servers", [1, 2, 5, 20])
@pytest.mark.parametrize("load", [0.2, 0.5, 0.8])
def test_settling_is_the_relaxation_time(servers: int, load: float) -> None:
    queue = replace(STATION, rate=servers * load / 8.0, servers=servers)
    assert queue.settling == pytest.approx(relaxation(queue, 400), rel=0.08)
    # With patience it is no longer than is said, and less by two thirds at most.
    for factor in (1.0, 1.5, 2.5):
        impatient = replace(queue, impatience=MEMORYLESS, rate=factor * queue.rate)
        exact = relaxation(impatient, 400)
        assert exact / 1.03 <= impatient.settling <= 3.2 * exact


def test_the_law_of_counter_times_does_not_matter_in_overload() -> None:
    assert ratio(replace(STATION, rate=0.5, scv=3.0)) == 1.0
    assert ratio(replace(STATION, rate=1e-9, scv=3.0)) == 1.0
