"""The exact course of a day at a small office: a Markov chain, integrated numerically.

Services are exponential. Officers who stay until the close come before those who leave earlier
(rule R2, by number of skills), so that (busy staying, busy leaving, waiting) is a Markov chain.
Whoever leaves while serving ends that service first (R4), and at the close all who wait are
still served (R6).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.integrate import solve_ivp
from scipy.sparse import csr_array

Floats = NDArray[np.float64]
State = tuple[int, int, int]
"""Busy staying, busy leaving, waiting."""

LONGEST = 120
"""A queue that is never reached, up to a probability that is checked."""


@dataclass(frozen=True, kw_only=True)
class Phase:
    """A part of the day in which nothing changes but by chance."""

    minutes: float
    per_hour: float
    """Arrivals; 0 after the close."""
    staying: int
    """Officers who stay to the close."""
    leaving: int = 0
    """On duty of those who leave before it."""
    is_open: bool = True


@dataclass(frozen=True, kw_only=True)
class Course:
    """What a day comes to, on average."""

    arrivals: float
    waiting: float
    """Of all visits together [min]."""
    waiting_while_open: float
    """The part of it before the close [min]."""
    made_wait: float
    """Visits not served at once."""
    overtime: float
    """Officers' minutes outside duty."""


def course(phases: Sequence[Phase], service: float, *, pooled: bool = False) -> Course:
    """The day through its phases, which must end with the office empty.

    `service` is the mean [min]. With `pooled`, officers are mere capacity, against which whoever
    has yet to end a service counts as well: wrong, and what the right one must be told from.
    """
    most_staying = max(phase.staying for phase in phases)
    most_leaving = max(phase.leaving for phase in phases)
    states = [
        (i, j, q)
        for i in range(most_staying + 1)
        for j in range(most_leaving + 1)
        for q in range(LONGEST + 1)
    ]
    number = {state: n for n, state in enumerate(states)}
    busy_staying, busy_leaving, waiting = np.array(states, float).T
    chance = np.zeros(len(states))
    chance[number[0, 0, 0]] = 1.0
    sums = np.zeros(5)
    for phase in phases:
        chance = _change(chance, states, number, phase, pooled)
        all_busy = np.array([not _free(i, j, phase, pooled) for i, j, _ in states])
        past_duty = np.maximum(busy_leaving - phase.leaving, 0)
        past_duty += 0 if phase.is_open else busy_staying
        rate = phase.per_hour / 60
        per_minute = np.array(
            [np.full(len(states), rate), waiting, waiting * phase.is_open, rate * all_busy,
             past_duty]
        )  # fmt: skip
        generator = _generator(states, number, phase, service, pooled)
        chance, gained = _integrate(chance, generator, per_minute, phase.minutes)
        sums += gained
        assert chance[waiting == LONGEST].sum() < 1e-9
    assert 1 - chance[number[0, 0, 0]] < 1e-6
    return Course(**dict(zip(Course.__dataclass_fields__, sums.tolist(), strict=True)))


def _free(i: int, j: int, phase: Phase, pooled: bool) -> int:
    """How many officers could take a visit."""
    if pooled:
        return max(phase.staying + phase.leaving - i - j, 0)
    return max(phase.staying - i, 0) + max(phase.leaving - j, 0)


def _change(
    chance: Floats, states: list[State], number: dict[State, int], phase: Phase, pooled: bool
) -> Floats:
    """The chances just after a phase begins: those who come take who waits."""
    after = np.zeros_like(chance)
    for (i, j, q), p in zip(states, chance, strict=True):
        start = min(q, _free(i, j, phase, pooled), max(phase.staying - i, 0))
        after[number[i + start, j, q - start]] += p
    return after


def _moves(
    state: State, phase: Phase, service: float, pooled: bool
) -> Iterator[tuple[State, float]]:
    """Where a state may go, with rates per minute."""
    i, j, q = state
    rate = phase.per_hour / 60
    if not _free(i, j, phase, pooled):
        yield (i, j, min(q + 1, LONGEST)), rate
    elif i < phase.staying:
        yield (i + 1, j, q), rate
    else:
        yield (i, j + 1, q), rate
    takes_next = q > 0 and _free(i - 1, j, phase, pooled) > 0
    yield ((i, j, q - 1) if takes_next else (i - 1, j, q)), i / service
    takes_next = q > 0 and _free(i, j - 1, phase, pooled) > 0
    yield ((i, j, q - 1) if takes_next else (i, j - 1, q)), j / service


def _generator(
    states: list[State], number: dict[State, int], phase: Phase, service: float, pooled: bool
) -> csr_array:
    """The transposed generator, so that d/dt chance = generator @ chance."""
    rows, columns, rates = [], [], []
    for n, state in enumerate(states):
        if state[0] > phase.staying:
            continue  # of a later phase
        for target, rate in _moves(state, phase, service, pooled):
            if rate > 0:
                rows += [number[target], n]
                columns += [n, n]
                rates += [rate, -rate]
    return csr_array((rates, (rows, columns)), shape=(len(states),) * 2)


def _integrate(
    chance: Floats, generator: csr_array, per_minute: Floats, minutes: float
) -> tuple[Floats, Floats]:
    """Chances at the end of a phase, and the integrals of `per_minute` over it."""
    n = len(chance)

    def slope(_: float, y: Floats) -> Floats:
        return np.concatenate([generator @ y[:n], per_minute @ y[:n]])

    begin = np.concatenate([chance, np.zeros(len(per_minute))])
    end = solve_ivp(slope, (0, minutes), begin, method="DOP853", rtol=1e-9, atol=1e-13).y[:, -1]
    return end[:n], end[n:]
