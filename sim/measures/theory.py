"""Results of queueing theory, to test the simulator against and to start searches from.

All are exact but `MGc`, which says what it is.

Rates are per unit of time and times in that unit, whichever it is. `servers` is c, `load` is
the offered load a = arrival rate × mean service [Erlang]. Waits are in the queue, service left
out. Queues are first come first served; arrivals are Poisson.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import ceil, exp, expm1, floor, inf, lgamma, log, log1p

import numpy as np

from sim.model.tables import Floats


def erlang_b(servers: int, load: float) -> float:
    """Share of arrivals lost by an M/G/c/c system (Erlang 1917).

    By the recursion of the reciprocal, 1/B(c) = 1 + c/a × 1/B(c - 1), all of whose terms are
    positive (Jagerman 1974), so that it is exact for any number of servers.

    Raises
    ------
    ValueError
        If `servers` or `load` is negative.
    """
    if servers < 0 or load < 0.0:
        raise ValueError("Servers and load must not be negative.")
    if load == 0.0:
        return 1.0 if servers == 0 else 0.0
    reciprocal = 1.0
    for k in range(1, servers + 1):
        reciprocal = 1.0 + reciprocal * k / load
    return 1.0 / reciprocal


def erlang_c(servers: int, load: float) -> float:
    """Share of arrivals that wait in an M/M/c system; 1 when it is overloaded (Erlang 1917)."""
    if load >= servers:
        return 1.0
    lost = erlang_b(servers, load)
    return lost / (1.0 - load / servers * (1.0 - lost))


@dataclass(frozen=True, slots=True, kw_only=True)
class MMc:
    """M/M/c: Poisson arrivals, exponential services, c servers (Kleinrock 1975, section 3.5)."""

    arrival_rate: float
    service_rate: float
    """Of one server."""
    servers: int

    @property
    def _spare_rate(self) -> float:
        return self.servers * self.service_rate - self.arrival_rate

    @property
    def wait_probability(self) -> float:
        """P(wait > 0)."""
        return erlang_c(self.servers, self.arrival_rate / self.service_rate)

    @property
    def wait_mean(self) -> float:
        """Mean wait of all; infinite when overloaded."""
        return self.wait_probability / self._spare_rate if self._spare_rate > 0.0 else inf

    @property
    def queue_mean(self) -> float:
        """Mean number waiting, by Little's law."""
        return self.arrival_rate * self.wait_mean

    def wait_tail(self, t: float) -> float:
        """P(wait > t) for t >= 0."""
        return self.wait_probability * exp(-max(self._spare_rate, 0.0) * t)

    def wait_quantile(self, p: float) -> float:
        """The shortest t with P(wait <= t) >= p, for p < 1."""
        if 1.0 - p >= self.wait_probability:
            return 0.0
        if self._spare_rate <= 0.0:
            return inf
        return log(self.wait_probability / (1.0 - p)) / self._spare_rate


def mg1_wait_mean(arrival_rate: float, service_mean: float, service_cv: float) -> float:
    """Mean wait in M/G/1 (Pollaczek 1930, Khinchine 1932); infinite when overloaded.

    `service_cv` is the coefficient of variation: 0 for M/D/1, 1 for M/M/1.
    """
    load = arrival_rate * service_mean
    if load >= 1.0:
        return inf
    return load * service_mean * (1.0 + service_cv**2) / (2.0 * (1.0 - load))


def mmc_priority_wait_means(
    arrival_rates: Sequence[float], service_rate: float, servers: int
) -> list[float]:
    """Mean wait by class in M/M/c with non-preemptive priorities, the first class first.

    All classes have the same mean service (Cobham 1954; Kella and Yechiali 1985). A class is
    infinite when it and those before it overload the servers.
    """
    load = sum(arrival_rates) / service_rate
    if load < servers:
        # Whoever waits, waits at first for one of c busy servers to end.
        first = erlang_c(servers, load) / (servers * service_rate)
    else:
        first = 1.0 / (servers * service_rate)
    waits = []
    used = 0.0
    for rate in arrival_rates:
        before, used = used, used + rate / (servers * service_rate)
        waits.append(first / ((1.0 - before) * (1.0 - used)) if used < 1.0 else inf)
    return waits


def mg1_priority_wait_means(
    arrival_rates: Sequence[float], service_means: Sequence[float], service_cvs: Sequence[float]
) -> list[float]:
    """Mean wait by class in M/G/1 with non-preemptive priorities, the first class first.

    Each class has a law of service of its own (Cobham 1954). A class is infinite when it and
    those before it overload the server; what is found under way is right below full load.
    """
    classes = list(zip(arrival_rates, service_means, service_cvs, strict=True))
    # Whoever comes finds this much of the service under way left.
    left = sum(rate * mean**2 * (1.0 + cv**2) for rate, mean, cv in classes) / 2.0
    waits = []
    used = 0.0
    for rate, mean, _ in classes:
        before, used = used, used + rate * mean
        waits.append(left / ((1.0 - before) * (1.0 - used)) if used < 1.0 else inf)
    return waits


@dataclass(frozen=True, kw_only=True)
class ErlangA:
    """M/M/c+M: as M/M/c, but whoever waits leaves at a rate of its own.

    Palm (1957); Garnett, Mandelbaum and Reiman (2002); Mandelbaum and Zeltyn (2007). Solved as a
    birth-death process, the weights of states kept as logarithms, so that neither many servers
    nor heavy overload overflow.
    """

    arrival_rate: float
    service_rate: float
    servers: int
    abandonment_rate: float
    """1 / mean patience; positive."""

    @cached_property
    def _waiting_states(self) -> Floats:
        """(n,) probability of finding c + j visits, j = 0, 1, ..., up to a tail below 1e-17."""
        full = self.servers * self.service_rate
        # From twice the length at which births and deaths balance on, weights fall off fast.
        balance = max(self.arrival_rate - full, 0.0) / self.abandonment_rate
        spread = (self.arrival_rate + full) / self.abandonment_rate
        n = ceil(2.0 * balance + 12.0 * spread**0.5 + 60.0)
        steps = np.log(self.arrival_rate / (full + self.abandonment_rate * np.arange(1, n)))
        weights: Floats = np.concatenate([[0.0], np.cumsum(steps)])
        lost = erlang_b(self.servers, self.arrival_rate / self.service_rate)
        if lost == 0.0:
            return np.zeros(n)
        # The states up to c together weigh 1 / B(c) times that of c.
        fewer = -log(lost) + log1p(-lost) if lost < 1.0 else -inf
        top = max(float(weights.max()), fewer)
        total = np.exp(weights - top).sum() + exp(fewer - top)
        result: Floats = np.exp(weights - top) / total
        return result

    @property
    def wait_probability(self) -> float:
        """P(not served at once)."""
        return float(self._waiting_states.sum())

    @property
    def queue_mean(self) -> float:
        """Mean number waiting."""
        states = self._waiting_states
        return float(states @ np.arange(len(states)))

    @property
    def wait_all_mean(self) -> float:
        """Mean wait of all, those who left counting the time they waited (Little's law)."""
        return self.queue_mean / self.arrival_rate

    @property
    def abandonment_probability(self) -> float:
        """Share that leaves unserved: what leaves the queue by abandoning, per arrival."""
        return self.abandonment_rate * self.wait_all_mean

    @property
    def wait_served_mean(self) -> float:
        """Mean wait of those who are served.

        Whoever finds c + j waits for j + 1 steps at rates cμ + iθ, i = 0..j, and outlasts them
        with probability cμ / (cμ + (j + 1)θ); given that, step i has rate cμ + (i + 1)θ.
        """
        states = self._waiting_states
        full = self.servers * self.service_rate
        rates = full + self.abandonment_rate * np.arange(1, len(states) + 1)
        served = states * full / rates
        return float(served @ np.cumsum(1.0 / rates)) / (1.0 - self.abandonment_probability)

    def served_within(self, t: float) -> float:
        """Share of all that is called within t >= 0.

        Whoever finds c + j visits would wait for V, the sum of exponentials of rates cμ + iθ, i =
        0..j, so that e^(-θV) is a beta variable B of cμ/θ and j + 1. They are called within t with
        probability E[e^(-θV); V <= t] = E[B; B >= e^(-θt)] (Mandelbaum and Zeltyn 2007 have the
        same by integrals).
        """
        from scipy.special import betainc

        states = self._waiting_states
        ahead = np.arange(1, len(states) + 1)
        full = self.servers * self.service_rate / self.abandonment_rate
        called = full / (full + ahead)
        late = betainc(full + 1.0, ahead, exp(-self.abandonment_rate * t))
        return 1.0 - float(states @ (1.0 - called * (1.0 - late)))

    def served_wait_quantile(self, p: float) -> float:
        """The shortest t within which a share p < 1 of those who are served are called."""
        wanted = p * (1.0 - self.abandonment_probability)
        if self.served_within(0.0) >= wanted:
            return 0.0
        low, high = 0.0, 1.0 / self.service_rate
        while self.served_within(high) < wanted:
            low, high = high, 2.0 * high
        for _ in range(50):
            middle = (low + high) / 2.0
            if self.served_within(middle) < wanted:
                low = middle
            else:
                high = middle
        return high


@dataclass(frozen=True, kw_only=True)
class MDc:
    """M/D/c: Poisson arrivals, services of one fixed length, c servers, below full load."""

    arrival_rate: float
    service: float
    servers: int

    def __post_init__(self) -> None:
        if not 0.0 < self.load < self.servers:
            raise ValueError("M/D/c has a steady state for a load above 0 and below its servers.")

    @property
    def load(self) -> float:
        """Offered load, λD."""
        return self.arrival_rate * self.service

    @property
    def wait_mean(self) -> float:
        """Mean wait, by Little's law."""
        c = self.servers
        states = self._states
        return float(states[c:] @ np.arange(len(states) - c)) / self.arrival_rate

    def wait_tail(self, t: float) -> float:
        """P(wait > t) for t >= 0 (Franx 2001; all of its terms are positive)."""
        c = self.servers
        k = floor(t / self.service) + 1
        upto = np.minimum(np.cumsum(self._states), 1.0)
        # P(at most m wait) for m = kc - 1 - j, j = 0 .. kc - 1, is that of at most c + m present.
        present = np.minimum(c + k * c - 1 - np.arange(k * c), len(upto) - 1)
        arrivals = _poisson(self.arrival_rate * (k * self.service - t), k * c)
        return max(0.0, 1.0 - float(upto[present] @ arrivals))

    @cached_property
    def _states(self) -> Floats:
        """(n,) probability of 0, 1, ... visits present.

        Crommelin (1932): whoever is in service at t has left at t + D, so that the number
        present goes from i to max(i - c, 0) plus the Poisson arrivals in D. Beyond the states
        solved for, probabilities fall geometrically and below 1e-16 (Tijms 2003, section 9.6).
        """
        c, load = self.servers, self.load
        n = ceil(2 * c + 10.0 * load**0.5 + 37.0 / _decay(c, load))
        arrivals = _poisson(load, n)
        moves = np.zeros((n, n))
        for state in range(n):
            left = max(state - c, 0)
            moves[state, left:] = arrivals[: n - left]
        moves[:, -1] += 1.0 - moves.sum(axis=1)
        equations = np.eye(n) - moves.T
        equations[0] = 1.0
        one = np.zeros(n)
        one[0] = 1.0
        result: Floats = np.maximum(np.linalg.solve(equations, one), 0.0)
        return result


_TERMS = 4096
"""Of the sum for M/D/c, that are added one by one."""
_BARELY = 1e-6
"""Idle share of the servers below which waits are taken to go with its inverse."""


def mdc_wait(servers: int, load: float) -> float:
    """Mean wait in M/D/c in service times, for 0 < `load` < `servers`.

    The sum over i of P(N_i >= ic) - c/a P(N_i >= ic + 1), N_i Poisson with mean ia (Crommelin
    1932, Prabhu 1965 section 1.5). Many times faster than the states of `MDc`. Terms fall faster
    than e^(-ic (ρ - 1 - ln ρ)), ρ = a/c, and those below 1e-16 are left out. As ρ goes to 1 there
    are more and more of them; beyond the first ones the sum is an integral (Euler and Maclaurin).
    """
    from scipy.special import gammainc

    idle = 1.0 - load / servers
    if idle < _BARELY:
        return mdc_wait(servers, servers * (1.0 - _BARELY)) * _BARELY / idle
    used = load / servers
    n = ceil(37.0 / (servers * (used - 1.0 - log(used)))) + 1

    def term(i: Floats) -> Floats:
        waiting: Floats = gammainc(i * servers, i * load)
        return waiting - gammainc(i * servers + 1, i * load) / used

    one_by_one = float(np.sum(term(np.arange(1.0, min(n, _TERMS) + 1.0))))
    return one_by_one if n <= _TERMS else one_by_one + _rest(term, _TERMS, n)


def _rest(term: Callable[[Floats], Floats], first: int, last: int) -> float:
    """The sum of terms after the first ones, which fall as 1/√i, and in the end exponentially."""
    node, weight = np.polynomial.legendre.leggauss(200)
    # In t = √i what is integrated is smooth.
    half = (last**0.5 - first**0.5) / 2.0
    t = first**0.5 + half * (node + 1.0)
    integral = half * np.sum(weight * 2.0 * t * term(t * t))
    before, at, after = term(np.array([first - 1.0, first, first + 1.0]))
    return float(integral - at / 2.0 - (after - before) / 24.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class MGc:
    """M/G/c in two moments: between M/D/c and M/M/c, by the squared cv of the services.

    W ≈ (1 - cv²) W(M/D/c) + cv² W(M/M/c) (Cosmetatos 1976; Tijms 2003, section 9.6). Exact for
    fixed and for exponential services, for one server (Pollaczek and Khinchine), and as load goes
    to the number of servers; elsewhere within a few per cent for cv up to 1 (Tijms 2003), and
    positive for any cv, since fixed services make nobody wait longer than exponential ones.
    """

    arrival_rate: float
    service_mean: float
    service_cv: float
    servers: int

    @property
    def wait_mean(self) -> float:
        """Mean wait of all; infinite when overloaded."""
        load = self.arrival_rate * self.service_mean
        if load >= self.servers:
            return inf
        if load <= 0.0:
            return 0.0
        square = self.service_cv**2
        exponential = MMc(
            arrival_rate=self.arrival_rate, service_rate=1 / self.service_mean, servers=self.servers
        )
        fixed = mdc_wait(self.servers, load) * self.service_mean
        return (1.0 - square) * fixed + square * exponential.wait_mean


def _poisson(mean: float, n: int) -> Floats:
    """(n,) Poisson probabilities of 0, 1, ..., n - 1."""
    return np.array([exp(i * log(mean) - mean - lgamma(i + 1.0)) for i in range(n)])


def _decay(servers: int, load: float) -> float:
    """The s > 0 at which a (e^s - 1) = c s: probabilities of long queues fall as e^(-s i)."""
    low, high = 0.0, 1.0
    while load * expm1(high) < servers * high:
        low, high = high, 2.0 * high
    if low == 0.0:
        low = 1.0 - load / servers  # e^s - 1 < s + s² for s < 1, so that the root lies above
    for _ in range(60):
        middle = (low + high) / 2.0
        if load * expm1(middle) < servers * middle:
            low = middle
        else:
            high = middle
    return low
