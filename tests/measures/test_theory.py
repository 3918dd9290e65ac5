"""Queueing theory against published values and independent numerical solutions."""

from __future__ import annotations

from math import exp, factorial, inf, log

import numpy as np
import pytest
from scipy.integrate import quad
from scipy.special import pdtrc

from sim.measures.theory import (
    ErlangA,
    MDc,
    MGc,
    MMc,
    erlang_b,
    erlang_c,
    mdc_wait,
    mg1_priority_wait_means,
    mg1_wait_mean,
    mmc_priority_wait_means,
)


def birth_death(births: list[float], deaths: list[float]) -> np.ndarray:
    """Steady state of a birth-death process from its generator, by least squares."""
    n = len(births) + 1
    generator = np.diag(births, 1) + np.diag(deaths, -1)
    generator -= np.diag(generator.sum(axis=1))
    equations = np.vstack([generator.T, np.ones(n)])
    right = np.zeros(n + 1)
    right[-1] = 1.0
    return np.linalg.lstsq(equations, right, rcond=None)[0]


@pytest.mark.parametrize(
    ("servers", "load", "expected"),
    [(1, 0.5, 1 / 3), (2, 1.0, 0.2), (10, 5.0, 0.018385), (30, 25.0, 0.052603), (0, 3.0, 1.0)],
)
def test_erlang_b(servers: int, load: float, expected: float) -> None:
    """Values of the usual tables of lost traffic."""
    assert erlang_b(servers, load) == pytest.approx(expected, abs=1e-6)


def test_erlang_b_of_very_many_servers() -> None:
    """At full load the loss nears sqrt(2 / (pi c)); far below it is nought, without overflow."""
    assert erlang_b(1_000_000, 1e6) == pytest.approx((2 / (np.pi * 1e6)) ** 0.5, rel=1e-3)
    assert erlang_b(2000, 10.0) == 0.0
    assert erlang_b(5, 0.0) == 0.0
    assert erlang_b(0, 0.0) == 1.0


def test_erlang_b_refuses_negative_numbers() -> None:
    """Neither servers nor load can be negative."""
    with pytest.raises(ValueError, match="must not be negative"):
        erlang_b(-1, 1.0)
    with pytest.raises(ValueError, match="must not be negative"):
        erlang_b(1, -1.0)


@pytest.mark.parametrize(("servers", "load"), [(1, 0.7), (2, 1.0), (3, 2.4), (12, 10.0)])
def test_erlang_c_is_its_textbook_formula(servers: int, load: float) -> None:
    """a^c / c! × c / (c - a) over the sum of all states (Kleinrock 1975, eq. 3.40)."""
    full = load**servers / factorial(servers) * servers / (servers - load)
    fewer = sum(load**k / factorial(k) for k in range(servers))
    assert erlang_c(servers, load) == pytest.approx(full / (fewer + full), rel=1e-12)


def test_erlang_c_of_an_overloaded_system_is_one() -> None:
    """Everybody waits."""
    assert erlang_c(3, 3.0) == erlang_c(3, 5.0) == 1.0


def test_mmc_against_its_birth_death_process() -> None:
    """Three officers at 8 minutes each and 18 visits an hour, 400 states."""
    system = MMc(arrival_rate=18.0, service_rate=7.5, servers=3)
    n = 400
    states = birth_death([18.0] * n, [7.5 * min(k, 3) for k in range(1, n + 1)])
    waiting = np.maximum(np.arange(n + 1) - 3, 0)
    assert system.wait_probability == pytest.approx(states[3:].sum(), rel=1e-9)
    assert system.queue_mean == pytest.approx(states @ waiting, rel=1e-9)
    assert system.wait_mean == pytest.approx(states @ waiting / 18.0, rel=1e-9)
    # Whoever finds k >= 3 waits for k - 2 services of the full team: an Erlang law.
    t = 0.2
    steps = [sum((22.5 * t) ** i / factorial(i) for i in range(m + 1)) for m in range(100)]
    tail = sum(states[3 + m] * exp(-22.5 * t) * steps[m] for m in range(100))
    assert system.wait_tail(t) == pytest.approx(tail, rel=1e-6)


def test_mm1_is_the_simplest_case() -> None:
    """At 80 % load of one officer: waits of 4 services, exponential but for the share of 0.2."""
    system = MMc(arrival_rate=0.8, service_rate=1.0, servers=1)
    assert system.wait_mean == pytest.approx(4.0)
    assert system.wait_tail(0.0) == pytest.approx(0.8)
    assert system.wait_tail(5.0) == pytest.approx(0.8 * exp(-1.0))
    assert system.wait_quantile(0.2) == 0.0
    assert system.wait_quantile(0.9) == pytest.approx(5 * log(8))
    assert 1 - system.wait_tail(system.wait_quantile(0.99)) == pytest.approx(0.99)


def test_an_overloaded_mmc_waits_for_ever() -> None:
    """No mean, no quantile, and every wait exceeds any time."""
    system = MMc(arrival_rate=5.0, service_rate=1.0, servers=4)
    assert system.wait_mean == system.wait_quantile(0.5) == inf
    assert system.wait_tail(100.0) == 1.0


def test_mg1_agrees_with_its_special_cases() -> None:
    """M/M/1, M/D/1 at half of it, and a published case of Erlang-2 services."""
    assert mg1_wait_mean(0.8, 1.0, 1.0) == pytest.approx(
        MMc(arrival_rate=0.8, service_rate=1.0, servers=1).wait_mean
    )
    assert mg1_wait_mean(0.8, 1.0, 0.0) == pytest.approx(2.0)
    assert mg1_wait_mean(0.5, 1.0, 0.5**0.5) == pytest.approx(0.75)
    assert mg1_wait_mean(1.0, 1.0, 1.0) == inf


def priority_chain(rates: tuple[float, float], servers: int, size: int) -> list[float]:
    """Mean waits of two classes from the chain of (first waiting, second waiting), by iteration."""
    both = sum(rates)
    total = both + servers
    # Below full the classes need not be told apart: states 0 .. c - 1, then (i, j) all busy.
    below = np.zeros(servers)
    below[0] = 1.0
    queue = np.zeros((size, size))
    for _ in range(20_000):
        new_below, new = np.zeros(servers), np.zeros((size, size))
        for k in range(servers):
            flow = below[k] / total
            if k + 1 < servers:
                new_below[k + 1] += flow * both
            else:
                new[0, 0] += flow * both
            new_below[max(k - 1, 0)] += flow * k
            new_below[k] += flow * (servers - k)
        flows = queue / total
        new[1:, :] += flows[:-1, :] * rates[0]
        new[-1, :] += flows[-1, :] * rates[0]
        new[:, 1:] += flows[:, :-1] * rates[1]
        new[:, -1] += flows[:, -1] * rates[1]
        new[:-1, :] += flows[1:, :] * servers  # the first class goes first
        new[0, :-1] += flows[0, 1:] * servers
        new_below[servers - 1] += flows[0, 0] * servers
        change = np.abs(new - queue).max() + np.abs(new_below - below).max()
        below, queue = new_below, new
        if change < 1e-14:
            break
    sizes = np.arange(size)
    return [queue.sum(axis=1) @ sizes / rates[0], queue.sum(axis=0) @ sizes / rates[1]]


def test_priorities_against_their_markov_chain() -> None:
    """Two officers, two classes: the chain of who waits, iterated until it rests."""
    rates = (0.4, 0.6)
    expected = priority_chain(rates, 2, 40)
    assert mmc_priority_wait_means(rates, 1.0, 2) == pytest.approx(expected, rel=1e-8)


def test_priorities_leave_the_mean_over_all_classes_as_it_is() -> None:
    """With one mean service, order does not change the mean wait (a conservation law)."""
    rates = [3.0, 8.0, 6.0]
    waits = mmc_priority_wait_means(rates, 1.0, 20)
    plain = MMc(arrival_rate=17.0, service_rate=1.0, servers=20).wait_mean
    assert np.average(waits, weights=rates) == pytest.approx(plain)
    assert waits == sorted(waits)


def test_priorities_of_an_overloaded_system() -> None:
    """The first class still gets through, next after whoever is served; the second never."""
    assert mmc_priority_wait_means([2.0, 3.0], 1.0, 4) == [pytest.approx(0.25 / 0.5), inf]


@pytest.mark.parametrize(
    ("arrivals", "servers", "abandonment"),
    [(10.0, 10, 0.5), (30.0, 20, 0.25), (4.0, 8, 2.0), (2.0, 0, 1.0)],
)
def test_erlang_a_against_its_birth_death_process(
    arrivals: float, servers: int, abandonment: float
) -> None:
    """Balanced, overloaded, quiet, and without any officer: 200 states each."""
    system = ErlangA(
        arrival_rate=arrivals, service_rate=1.0, servers=servers, abandonment_rate=abandonment
    )
    n = 200
    waiting = np.maximum(np.arange(n + 1) - servers, 0)
    deaths = np.minimum(np.arange(n + 1), servers) + abandonment * waiting
    states = birth_death([arrivals] * n, deaths[1:].tolist())
    assert system.wait_probability == pytest.approx(states[servers:].sum(), rel=1e-7)
    assert system.queue_mean == pytest.approx(states @ waiting, rel=1e-7)
    lost = abandonment * (states @ waiting) / arrivals
    assert system.abandonment_probability == pytest.approx(lost, rel=1e-7)
    assert system.wait_all_mean == pytest.approx(lost / abandonment, rel=1e-7)


def test_waits_of_the_served_in_erlang_a_against_integration() -> None:
    """One officer, patience as long as a service: the density of what a visit would wait.

    It is proportional to exp(λ(1 - e^(-θt))/θ - μt) (Baccelli and Hebuterne 1981).
    """
    system = ErlangA(arrival_rate=0.5, service_rate=1.0, servers=1, abandonment_rate=1.0)

    def density(t: float) -> float:
        return exp(0.5 * (1.0 - exp(-t)) - t)

    mass = 0.5 * quad(density, 0, 60)[0]
    none = 1.0 / (1.0 + mass)  # λ × density at 0 is the flow out of the empty office
    served = none * (1.0 + 0.5 * quad(lambda t: density(t) * exp(-t), 0, 60)[0])
    waited = none * 0.5 * quad(lambda t: t * density(t) * exp(-t), 0, 60)[0]
    assert system.abandonment_probability == pytest.approx(1.0 - served, rel=1e-9)
    assert system.wait_served_mean == pytest.approx(waited / served, rel=1e-9)


def test_erlang_a_of_large_systems_nears_its_fluid_limit() -> None:
    """Twice the load of 5,000 officers: half abandon; whoever is served waits ln 2 / θ."""
    crowd = ErlangA(arrival_rate=1e4, service_rate=1.0, servers=5000, abandonment_rate=1e-3)
    assert crowd.abandonment_probability == pytest.approx(0.5, rel=1e-9)
    assert crowd.wait_served_mean == pytest.approx(1000 * log(2), rel=1e-3)
    quiet = ErlangA(arrival_rate=5.0, service_rate=1.0, servers=1000, abandonment_rate=1.0)
    assert quiet.wait_all_mean == quiet.wait_served_mean == 0.0


def test_erlang_a_with_endless_patience_is_erlang_c() -> None:
    """Patience of a billion services changes nothing."""
    patient = ErlangA(arrival_rate=8.0, service_rate=1.0, servers=10, abandonment_rate=1e-9)
    plain = MMc(arrival_rate=8.0, service_rate=1.0, servers=10)
    assert patient.wait_all_mean == pytest.approx(plain.wait_mean, rel=1e-6)
    assert patient.wait_probability == pytest.approx(plain.wait_probability, rel=1e-6)


def spitzer_wait_mean(servers: int, load: float) -> float:
    """M/D/c by another road: the queue at steps of D is a random walk kept from below nought.

    Its mean is the sum of E[(S_n)^+] / n, S_n being Poisson(na) less nc (Spitzer 1956).
    """
    n = np.arange(1, 4000)
    mean, served = n * load, n * servers
    surplus = mean * pdtrc(served - 1, mean) - served * pdtrc(served, mean)
    return float((surplus / n).sum()) / load


@pytest.mark.parametrize(
    ("servers", "load"), [(1, 0.5), (1, 0.9), (2, 1.6), (5, 4.5), (20, 18.0), (100, 92.0)]
)
def test_mean_waits_of_mdc_against_a_random_walk(servers: int, load: float) -> None:
    """From one officer to a hundred."""
    system = MDc(arrival_rate=load / 8.0, service=8.0, servers=servers)
    assert system.wait_mean / 8.0 == pytest.approx(spitzer_wait_mean(servers, load), rel=1e-8)


def test_md1_is_that_of_pollaczek_and_erlang() -> None:
    """Erlang (1909): P(wait <= t) of one server as an alternating sum."""
    system = MDc(arrival_rate=0.7, service=1.0, servers=1)
    assert system.wait_mean == pytest.approx(mg1_wait_mean(0.7, 1.0, 0.0))
    for t in (0.0, 0.4, 1.0, 2.5, 4.0):
        below = 0.3 * sum(
            (-0.7 * (t - k)) ** k / factorial(k) * exp(0.7 * (t - k)) for k in range(int(t) + 1)
        )
        assert system.wait_tail(t) == pytest.approx(1.0 - below, abs=1e-10)


@pytest.mark.parametrize(("servers", "load"), [(2, 1.6), (7, 5.0)])
def test_waits_of_mdc_add_up_to_their_mean(servers: int, load: float) -> None:
    """The tail, integrated service by service, is the mean."""
    system = MDc(arrival_rate=load, service=1.0, servers=servers)
    nodes, weights = np.polynomial.legendre.leggauss(8)
    area = sum(
        w / 2 * system.wait_tail(k + (1 + x) / 2)
        for k in range(40)
        for x, w in zip(nodes, weights, strict=True)
    )
    assert area == pytest.approx(system.wait_mean, rel=1e-6)
    assert system.wait_tail(60.0) == pytest.approx(0.0, abs=1e-12)


@pytest.mark.parametrize("load", [0.0, 2.0, 3.0])
def test_mdc_has_a_steady_state_below_full_load_only(load: float) -> None:
    """Two officers cannot do the work of two, let alone three, in the long run."""
    with pytest.raises(ValueError, match="steady state"):
        MDc(arrival_rate=load, service=1.0, servers=2)


@pytest.mark.parametrize(("servers", "load"), [(1, 0.3), (1, 0.97), (4, 3.0), (10, 3.0), (20, 19)])
def test_mdc_wait_as_a_sum_is_that_of_its_states(servers: int, load: float) -> None:
    """Two ways to the same number; one is fast."""
    states = MDc(arrival_rate=load, service=1.0, servers=servers)
    assert mdc_wait(servers, load) == pytest.approx(states.wait_mean, rel=1e-8)


@pytest.mark.parametrize("idle", [2e-2, 1e-4, 2e-6, 1e-10])
def test_mdc_wait_of_servers_that_are_hardly_idle(idle: float) -> None:
    """Pollaczek and Khinchine for one; of many, half of M/M/c in the limit; no sum without end."""
    load = 1.0 - idle
    assert mdc_wait(1, load) == pytest.approx(load / (2.0 * (1.0 - load)), rel=2e-6)
    load = 7.0 * (1.0 - idle)
    half = MMc(arrival_rate=load, service_rate=1.0, servers=7).wait_mean / 2.0
    assert mdc_wait(7, load) == pytest.approx(half, rel=1e-5 + 0.4 * idle)


@pytest.mark.parametrize(("servers", "load"), [(1, 0.8), (3, 2.4), (12, 9.0)])
def test_mgc_is_exact_for_exponential_and_for_fixed_services(servers: int, load: float) -> None:
    """The two systems between which it goes."""
    mean, rate = 7.0, load / 7.0
    exponential = MGc(arrival_rate=rate, service_mean=mean, service_cv=1.0, servers=servers)
    assert exponential.wait_mean == pytest.approx(
        MMc(arrival_rate=rate, service_rate=1 / mean, servers=servers).wait_mean
    )
    fixed = MGc(arrival_rate=rate, service_mean=mean, service_cv=0.0, servers=servers)
    assert fixed.wait_mean == pytest.approx(
        MDc(arrival_rate=rate, service=mean, servers=servers).wait_mean
    )


@pytest.mark.parametrize("cv", [0.0, 0.5, 1.0, 2.0])
def test_mgc_with_one_server_is_pollaczek_and_khinchine(cv: float) -> None:
    """Whatever the cv."""
    system = MGc(arrival_rate=0.09, service_mean=8.0, service_cv=cv, servers=1)
    assert system.wait_mean == pytest.approx(mg1_wait_mean(0.09, 8.0, cv))


def erlang_services_wait(servers: int, load: float) -> float:
    """Mean wait in M/E2/c in service times: the chain of (services in phase 1, present)."""
    top, rate = 160, 2.0
    states = [(n, k) for n in range(top) for k in range(min(n, servers) + 1)]
    number = {state: i for i, state in enumerate(states)}
    generator = np.zeros((len(states), len(states)))
    for (n, k), i in number.items():
        busy = min(n, servers)
        moves = [((n, k - 1), rate * k)]
        if n + 1 < top:
            moves.append(((n + 1, k + 1 if n < servers else k), load))
        # The end of phase 2 lets the next one in, who begins with phase 1.
        moves.append(((n - 1, k + 1 if n > servers else k), rate * (busy - k)))
        for to, at in moves:
            if at > 0 and to in number:
                generator[i, number[to]] += at
                generator[i, i] -= at
    equations = np.vstack([generator.T, np.ones(len(states))])
    right = np.zeros(len(states) + 1)
    right[-1] = 1.0
    weights = np.linalg.lstsq(equations, right, rcond=None)[0]
    waiting = sum(w * max(n - servers, 0) for w, (n, _) in zip(weights, states, strict=True))
    return float(waiting) / load


@pytest.mark.parametrize("load", [1.0, 1.6, 2.4])
def test_mgc_is_within_three_per_cent_between_the_two(load: float) -> None:
    """Erlang services (cv² 1/2), three officers, against an exact solution."""
    system = MGc(arrival_rate=load, service_mean=1.0, service_cv=0.5**0.5, servers=3)
    assert system.wait_mean == pytest.approx(erlang_services_wait(3, load), rel=0.03)


def test_mgc_at_its_ends() -> None:
    """Nobody waits where nobody comes, and all for ever where too many do."""
    assert MGc(arrival_rate=0.0, service_mean=5.0, service_cv=0.8, servers=2).wait_mean == 0.0
    assert MGc(arrival_rate=0.4, service_mean=5.0, service_cv=0.8, servers=2).wait_mean == inf


def test_priorities_of_one_server_with_laws_of_their_own() -> None:
    """One class is Pollaczek and Khinchine's; equal exponential classes are Cobham's."""
    (alone,) = mg1_priority_wait_means([0.12], [5.0], [0.8])
    assert alone == pytest.approx(mg1_wait_mean(0.12, 5.0, 0.8))
    rates = [0.02, 0.05, 0.06]
    found = mg1_priority_wait_means(rates, [6.0] * 3, [1.0] * 3)
    assert found == pytest.approx(mmc_priority_wait_means(rates, 1 / 6, 1))
    # By hand: 0.02 × 9² × 1.25 + 0.05 × 4² = 2.825 of 2 minutes left; loads 0.18 and 0.2.
    first, second = mg1_priority_wait_means([0.02, 0.05], [9.0, 4.0], [0.5, 0.0])
    assert first == pytest.approx(1.4125 / 0.82)
    assert second == pytest.approx(1.4125 / 0.82 / 0.62)
    assert mg1_priority_wait_means([0.1, 0.1], [6.0, 6.0], [1.0, 1.0])[1] == inf
