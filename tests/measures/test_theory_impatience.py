"""M/M/c+G against Erlang-A, closed forms, and integrals taken another way."""

from __future__ import annotations

from math import exp, inf

import pytest
from scipy.integrate import quad

from sim.measures.theory import ErlangA, MMc, erlang_b
from sim.measures.theory_impatience import (
    MMcG,
    Patience,
    erlang_patience,
    exponential_patience,
    fixed_patience,
    lognormal_patience,
)
from sim.model.distributions import Floats, Law, Lognormal
from sim.model.laws import Erlang, Exponential

RATE = 1 / 8
ALL = ("wait_probability", "abandonment_probability", "wait_all_mean", "wait_served_mean")


def office(load: float, patience: Patience, servers: int = 4) -> MMcG:
    return MMcG(
        arrival_rate=load * servers * RATE, service_rate=RATE, servers=servers, patience=patience
    )


@pytest.mark.parametrize("load", [0.3, 1.0, 1.7])
@pytest.mark.parametrize("servers", [1, 4, 40])
def test_with_exponential_patience_it_is_erlang_a(load: float, servers: int) -> None:
    found = office(load, exponential_patience(20), servers)
    exact = ErlangA(
        arrival_rate=found.arrival_rate, service_rate=RATE, servers=servers, abandonment_rate=0.05
    )
    for name in (*ALL, "queue_mean"):
        assert getattr(found, name) == pytest.approx(getattr(exact, name), rel=1e-9, abs=1e-14)


@pytest.mark.parametrize("load", [0.6, 1.0, 1.4])
def test_fixed_patience_has_a_closed_form(load: float) -> None:
    """Exponentials before and after the patience, integrated by hand."""
    found, d, full = office(load, fixed_patience(20)), 20.0, 4 * RATE
    rate = found.arrival_rate
    slope = rate - full
    before = d if slope == 0 else (exp(slope * d) - 1) / slope
    j = before + exp(slope * d) / full
    fewer = 1 / erlang_b(3, rate / RATE)
    total = fewer + rate * j
    assert found.wait_probability == pytest.approx(rate * j / total, rel=1e-11)
    # Whoever finds a wait beyond the patience leaves.
    left = rate * exp(slope * d) / full / total
    assert found.abandonment_probability == pytest.approx(left, rel=1e-9)
    moment = (
        d**2 / 2 if slope == 0 else (d * exp(slope * d) - before) / slope
    )  # of waits up to the patience
    assert found.wait_served_mean == pytest.approx(rate * moment / total / (1 - left), rel=1e-9)
    assert found.wait_all_mean == pytest.approx(rate * moment / total + d * left, rel=1e-9)


def survival(law: Law, x: float) -> float:
    """P(patience > x), by halving the probabilities of the law that the simulator draws from."""
    import numpy as np

    low, high = 0.0, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        quantile: Floats = law.ppf(np.array([middle]))
        low, high = (middle, high) if quantile[0] <= x else (low, middle)
    return 1 - low


@pytest.mark.parametrize(
    ("patience", "law"),
    [
        (exponential_patience(20), Exponential(mean=20)),
        (erlang_patience(20, 3), Erlang(mean=20, k=3)),
        (lognormal_patience(20, 1.5), Lognormal(mean=20, cv=1.5)),
    ],
)
def test_how_long_one_stays_is_the_integral_of_the_survival(patience: Patience, law: Law) -> None:
    import numpy as np

    for x in (0.5, 8.0, 70.0):
        stayed = quad(lambda u: survival(law, u), 0, x, epsabs=1e-9, limit=200)[0]
        assert float(patience.stayed(np.array([x]))[0]) == pytest.approx(stayed, rel=1e-6)
    assert float(patience.stayed(np.array([0.0]))[0]) == 0


def test_whoever_finds_a_wait_leaves_with_the_probability_of_a_shorter_patience() -> None:
    """The share that leaves, from the density of the wait rather than from what is served."""
    import numpy as np

    patience, law = lognormal_patience(20, 1.5), Lognormal(mean=20, cv=1.5)
    found = office(1.1, patience)

    def weight(x: float) -> float:
        stayed = float(patience.stayed(np.array([x]))[0])
        return found.arrival_rate * exp(found.arrival_rate * stayed - 4 * RATE * x)

    total = 1 / erlang_b(3, found.arrival_rate / RATE) + quad(weight, 0, 600, limit=300)[0]
    left = quad(lambda x: weight(x) * (1 - survival(law, x)), 0, 600, limit=300)[0] / total
    assert found.abandonment_probability == pytest.approx(left, rel=1e-6)


def test_endless_patience_is_no_patience() -> None:
    """Nobody leaves: M/M/c."""
    found = office(0.8, fixed_patience(1e4))
    exact = MMc(arrival_rate=found.arrival_rate, service_rate=RATE, servers=4)
    assert found.wait_all_mean == pytest.approx(exact.wait_mean, rel=1e-9)
    assert found.wait_probability == pytest.approx(exact.wait_probability, rel=1e-9)
    assert found.abandonment_probability == pytest.approx(0, abs=1e-13)
    assert found.utilisation == pytest.approx(0.8, rel=1e-12)
    assert found.wait_probability_served == pytest.approx(exact.wait_probability, rel=1e-9)


def test_heavy_overload_does_not_overflow() -> None:
    found = office(20.0, fixed_patience(500))
    assert found.utilisation == pytest.approx(1.0)
    assert found.abandonment_probability == pytest.approx(0.95)
    assert 499 < found.wait_served_mean < 500 < inf
