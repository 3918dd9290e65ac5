"""What formulas say of staff: the waits of Erlang-A, and the least officers by formulas."""

from __future__ import annotations

from math import exp, inf, isnan

import numpy as np
import pytest

from sim.measures.staffing_theory import (
    MOST,
    Stream,
    least_servers,
    square_root,
    steady,
)
from sim.measures.theory import ErlangA, MMc
from sim.model.targets import Goal, parse_goal


def queue(servers: int, theta: float) -> ErlangA:
    """Half a visit a minute, ten minutes each: a load of 5."""
    return ErlangA(arrival_rate=0.5, service_rate=0.1, servers=servers, abandonment_rate=theta)


@pytest.mark.parametrize("servers", [1, 4, 6])
@pytest.mark.parametrize("theta", [0.01, 0.1, 0.5])
def test_served_within_goes_from_no_wait_to_all_who_are_served(servers: int, theta: float) -> None:
    """And is a distribution whose mean is that of the waits of those served."""
    system = queue(servers, theta)
    assert system.served_within(0.0) == pytest.approx(1 - system.wait_probability, abs=1e-12)
    all_served = 1 - system.abandonment_probability
    assert system.served_within(1e6) == pytest.approx(all_served, abs=1e-12)
    t = np.linspace(0, 600, 6_001)
    within = np.array([system.served_within(each) for each in t]) / all_served
    assert (np.diff(within) >= -1e-12).all()
    assert float(np.trapezoid(1 - within, t)) == pytest.approx(system.wait_served_mean, rel=1e-3)


def test_served_within_with_one_server_and_equal_rates() -> None:
    """M/M/1+M with μ = θ: those present are Poisson, and whoever finds n waits for all to leave.

    Then all present, in service or in line, leave alike at rate μ, each on their own. Whoever finds
    n present is called when all n have left: with probability (1 - e^(-μt))^n by t, if patience
    lasts.
    """
    mu, rate, t = 0.1, 0.25, 7.0
    system = ErlangA(arrival_rate=rate, service_rate=mu, servers=1, abandonment_rate=mu)
    # Density of the last of n to leave, times the chance to have patience until then.
    x = np.linspace(0, t, 20_001)
    weights = [exp(-rate / mu)]
    for n in range(1, 60):
        weights.append(weights[-1] * rate / mu / n)
    within = weights[0]
    for n in range(1, 60):
        density = n * (1 - np.exp(-mu * x)) ** (n - 1) * mu * np.exp(-mu * x)
        within += weights[n] * float(np.trapezoid(density * np.exp(-mu * x), x))
    assert system.served_within(t) == pytest.approx(within, abs=1e-7)


def test_without_leaving_it_is_erlang_c() -> None:
    """As patience grows; quantiles too."""
    patient = MMc(arrival_rate=0.5, service_rate=0.1, servers=6)
    almost = queue(6, 1e-8)
    assert almost.served_within(7.0) == pytest.approx(1 - patient.wait_tail(7.0), abs=1e-5)
    assert almost.served_wait_quantile(0.9) == pytest.approx(patient.wait_quantile(0.9), rel=1e-4)


def test_the_quantile_is_where_the_share_is_reached() -> None:
    """And 0 where enough do not wait at all."""
    system = queue(4, 0.05)
    t = system.served_wait_quantile(0.9)
    share = system.served_within(t) / (1 - system.abandonment_probability)
    assert share == pytest.approx(0.9, abs=1e-7)
    assert queue(30, 0.05).served_wait_quantile(0.9) == 0.0


GOALS = [
    "within 5 min >= 90%", "p90 wait <= 8 min", "mean wait <= 2 min", "abandoned <= 2%",
    "utilisation <= 70%",
]  # fmt: skip


@pytest.mark.parametrize("text", GOALS)
@pytest.mark.parametrize("patience", [30.0, inf])
def test_the_least_servers_meet_the_goal_and_one_less_does_not(text: str, patience: float) -> None:
    """By the same formulas."""
    goal, stream = parse_goal(text), Stream(rate=0.5, service=10.0, patience=patience)
    n = least_servers(goal, stream)
    assert goal.met(steady(goal, stream, n))
    if n > 1:
        assert not goal.met(steady(goal, stream, n - 1))


@pytest.mark.parametrize("text", GOALS)
def test_more_officers_never_do_worse(text: str) -> None:
    """What halving rests on; numbers between lie between."""
    goal, stream = parse_goal(text), Stream(rate=0.5, service=10.0, patience=60.0)
    values = [steady(goal, stream, n) for n in (4, 4.25, 4.75, 5, 6, 9)]
    order = values if goal.at_least else values[::-1]
    assert order == sorted(order)


def test_the_ends() -> None:
    """Nobody comes; nobody serves; no number is enough; and what formulas do not know."""
    within, mean = parse_goal("within 5 min >= 90%"), parse_goal("mean wait <= 2 min")
    nobody, some = Stream(rate=0.0, service=10.0), Stream(rate=0.5, service=10.0)
    assert steady(within, nobody, 0) == 1.0
    assert steady(mean, nobody, 0) == 0.0
    assert least_servers(within, nobody) == 0
    assert steady(within, some, 0) == 0.0
    assert steady(mean, some, 0) == inf
    assert steady(mean, some, 4.5) == inf  # between two that are overloaded
    assert steady(parse_goal("abandoned <= 2%"), some, 0) == 1.0
    never = Goal(measure="within", limit=1.1, minutes=5.0)
    assert least_servers(never, some) == MOST
    assert isnan(steady(parse_goal("on time >= 95%"), some, 3))


def test_the_square_root_rule() -> None:
    """A load of 25 and one root more."""
    assert square_root(25.0) == 30
    assert square_root(25.0, beta=-1.0) == 20
    assert square_root(0.0) == 0
