"""The exact course of a day at a small office: a Markov chain, followed by uniformisation.

Services are exponential. Officers come in groups that a visit takes in turn (rule R2, by number of
skills), each of which comes and leaves as one, so that (busy of each group, waiting) is a Markov
chain. Whoever leaves while serving ends that service first (R4), and at the close all who wait
are still served (R6).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sim.model.tables import Floats, Ints

LONGEST = 120
"""A queue that is never reached, up to a probability that is checked."""
_TAIL = 1e-13
"""Probability of more steps than are followed."""


@dataclass(frozen=True, kw_only=True)
class Phase:
    """A part of the day in which nothing changes but by chance."""

    minutes: float
    per_hour: float
    """Arrivals; 0 after the close."""
    on_duty: tuple[int, ...]
    """Officers of each group, or held after the close.

    A group that is gone is 0, and those of it who still serve come on top. If a group's number
    falls otherwise, its officers are taken for mere capacity, of which whoever has yet to end
    a service uses up a part: that is not R4.
    """
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
    serving: float
    """Officers' minutes at work."""


def course(phases: Sequence[Phase], service: float) -> Course:
    """The day through its phases, which must end with the office empty.

    `service` is the mean [min].

    Raises
    ------
    ValueError
        The queue grows beyond what is followed, or the day does not end empty.
    """
    sizes = np.max([phase.on_duty for phase in phases], axis=0)
    shape = (*(sizes + 1), LONGEST + 1)
    states: Ints = np.indices(shape).reshape(len(shape), -1)
    busy, waiting = states[:-1], states[-1]
    chance = np.zeros(len(waiting))
    chance[0] = 1.0
    sums = np.zeros(6)
    for phase in phases:
        on_duty = np.array(phase.on_duty)[:, None]
        free = np.maximum(on_duty - busy, 0)
        chance = _begin(chance, shape, busy, waiting, free)
        rate = phase.per_hour / 60
        past_duty = np.maximum(busy - on_duty, 0) if phase.is_open else busy
        all_busy = free.sum(axis=0) == 0
        per_minute = np.array(
            [np.full(len(chance), rate), waiting, waiting * phase.is_open, rate * all_busy,
             past_duty.sum(axis=0), busy.sum(axis=0)]
        )  # fmt: skip
        moves = _moves(shape, busy, waiting, on_duty, free, rate, service)
        chance, gained = _follow(chance, *moves, per_minute, phase.minutes)
        sums += gained
        if chance[waiting == LONGEST].sum() > 1e-9:
            raise ValueError("The queue grows too long to be followed.")
    if abs(1 - chance[0]) > 1e-6:
        raise ValueError("The day does not end empty.")
    return Course(**dict(zip(Course.__dataclass_fields__, sums.tolist(), strict=True)))


def _begin(chance: Floats, shape: tuple[int, ...], busy: Ints, waiting: Ints, free: Ints) -> Floats:
    """The chances just after a phase begins: those who come take who waits."""
    left = waiting.copy()
    after = []
    for serving, more in zip(busy, free, strict=True):
        start = np.minimum(left, more)
        after.append(serving + start)
        left = left - start
    target = np.ravel_multi_index((*after, left), shape)
    result: Floats = np.bincount(target, weights=chance, minlength=len(chance)).astype(np.float64)
    return result


def _moves(
    shape: tuple[int, ...], busy: Ints, waiting: Ints, on_duty: Ints, free: Ints, rate: float,
    service: float,
) -> tuple[Ints, Floats]:  # fmt: skip
    """Where each state goes, and at which rate [1/min]: rows for an arrival and for each group."""
    groups = np.arange(len(busy))[:, None]
    taker = np.where(free.any(axis=0), (free > 0).argmax(axis=0), -1)
    come = busy + (groups == taker)
    queue = np.where(taker < 0, np.minimum(waiting + 1, LONGEST), waiting)
    targets = [np.ravel_multi_index((*come, queue), shape)]
    rates = [np.full(len(waiting), rate)]
    for group in range(len(busy)):
        # Whoever is past duty leaves, and nobody is free while anybody waits.
        takes = (waiting > 0) & (busy[group] <= on_duty[group])
        ended = np.maximum(busy - ((groups == group) & ~takes), 0)
        targets.append(np.ravel_multi_index((*ended, waiting - takes), shape))
        rates.append(busy[group] / service)
    return np.array(targets), np.array(rates)


def _follow(
    chance: Floats, targets: Ints, rates: Floats, per_minute: Floats, minutes: float
) -> tuple[Floats, Floats]:
    """Chances at the end of a phase, and the integrals of `per_minute` over it.

    Uniformisation (Jensen 1953): jumps come as a Poisson stream of one rate, some of which lead
    nowhere. After n of them the chain has gone n steps; and the time spent between the n-th and
    the next is P(more than n jumps) / rate on average.
    """
    from scipy.sparse import csr_array
    from scipy.stats import poisson

    leaving = rates.sum(axis=0)
    rate = float(leaving.max())
    n = len(chance)
    here = np.arange(n)
    moves = csr_array(
        (
            np.concatenate([*rates, rate - leaving]) / rate,
            (np.concatenate([*targets, here]), np.tile(here, len(targets) + 1)),
        ),
        shape=(n, n),
    )
    steps = int(poisson.isf(_TAIL, rate * minutes)) + 2
    jumps = np.arange(steps)
    weight, beyond = poisson.pmf(jumps, rate * minutes), poisson.sf(jumps, rate * minutes)
    end, spent = np.zeros(n), np.zeros(n)
    for now, later in zip(weight, beyond, strict=True):
        end += now * chance
        spent += later / rate * chance
        chance = np.asarray(moves @ chance)
    return end, per_minute @ spent
