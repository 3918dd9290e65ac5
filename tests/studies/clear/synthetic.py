"""Replications made of random numbers alone: ratios of totals of two scenarios, and of many."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import numpy as np

from sim.measures.scopes import Scope, ScopeType
from sim.model.check import Tolerance
from sim.model.tables import Floats
from sim.studies.clear.decisions import Board, Decision
from sim.studies.clear.pairs import Family, estimated, minus
from sim.studies.clear.study import next_look

Noise = Callable[[np.random.Generator, tuple[int, ...]], Floats]
"""Errors with mean 0 and variance 1."""

NOISES: dict[str, Noise] = {
    "normal": lambda random, shape: random.standard_normal(shape),
    "skewness 1": lambda random, shape: (random.gamma(4.0, size=shape) - 4.0) / 2.0,
    "skewness 2": lambda random, shape: random.exponential(size=shape) - 1.0,
    "heavy": lambda random, shape: random.standard_t(4, size=shape) / np.sqrt(2.0),
    "skewness 6": lambda random, shape: (
        (random.lognormal(0.0, 1.0, shape) - np.exp(0.5)) / np.sqrt((np.e - 1.0) * np.e)
    ),
}


def family(n: int) -> Family:
    """Decisions about the mean wait of `n` sites."""
    sites = tuple(Scope(ScopeType.SITE, f"site-{number}") for number in range(n))
    rows = np.arange(n)
    return Family(
        label="new", scopes=sites, kpis=("wait_mean",), new_rows=rows, base_rows=rows,
        sensible=((True,),) * n, only_new=(), only_base=(),
    )  # fmt: skip


def decided(
    noise: Noise, *, true: float, zone: float, error: float, sequences: int, first: int = 20,
    most: int = 200, seed: int = 1,
) -> tuple[Decision, ...]:  # fmt: skip
    """What is decided of mean waits that differ by `true`, each at its own level `error`.

    Waits are ratios: minutes waited over visits, both different in each replication. What two
    scenarios have in common (busy days) is large; what remains varies by a minute.
    """
    random = np.random.default_rng(seed)
    shape = (most, sequences, 1)
    visits = random.gamma(40.0, size=shape) / 40.0
    busy = 3.0 * NOISES["skewness 1"](random, shape)
    base = 10.0 + busy
    # Of a ratio it is the difference weighted by visits that has this mean.
    new = base + true + noise(random, shape) / visits
    of, zones = family(sequences), {"wait_mean": Tolerance(amount=zone)}
    board = Board([of], zones, error * sequences, first)
    n = first
    while True:
        one, other = (estimated(each[:n], visits[:n]) for each in (new, base))
        board.look(of, minus(one, other))
        if n >= most or not board.open("new"):
            return board.decisions
        n = next_look(n, most)


def counted(decisions: tuple[Decision, ...]) -> Counter[str]:
    """How often each verdict was given."""
    return Counter(str(each.verdict) for each in decisions)
