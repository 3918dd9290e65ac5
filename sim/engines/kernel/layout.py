"""Visits into the kernel's records, and results out of them, in one pass each."""

from __future__ import annotations

from typing import Any

from numpy.typing import NDArray

from sim.engines.kernel.state import Ints, Table, Words
from sim.jit import compiled

N_PURPOSES = 4
Narrow = NDArray[Any]
"""Integers of the width that the table has."""


@compiled
def lay_out(
    arrived_at: Ints,
    service: Ints,
    patience: Ints,
    dossier: Ints,
    return_word: Words,
    procedure: Narrow,
    purpose: Narrow,
    priority: Narrow,
    profile: Ints,
    n_profiles: int,
    visits: Table,
) -> int:
    """Write the visits drawn to the first rows of `visits`; returns the number of classes."""
    last = 0
    for i in range(len(arrived_at)):
        visits[i].arrived_at = arrived_at[i]
        visits[i].service = service[i]
        visits[i].patience = patience[i]
        visits[i].dossier = dossier[i]
        visits[i].return_word = return_word[i]
        visits[i].procedure = procedure[i]
        visits[i].purpose = purpose[i]
        visits[i].origin = i
        visits[i].repetition = 0
        skill = procedure[i] * N_PURPOSES + purpose[i]
        visits[i].queue = priority[i] * n_profiles + profile[skill]
        last = max(last, priority[i])
    return last + 1


@compiled
def collect(visits: Table, called_at: Ints, left_at: Ints, officer: Narrow, fate: Narrow) -> None:
    """Read the ends of the visits drawn."""
    for i in range(len(called_at)):
        called_at[i] = visits[i].called_at
        left_at[i] = visits[i].left_at
        officer[i] = visits[i].officer
        fate[i] = visits[i].fate


@compiled
def collect_again(
    visits: Table,
    n_drawn: int,
    place: Ints,
    first_origin: int,
    origin: Ints,
    repetition: Narrow,
    arrived_at: Ints,
    called_at: Ints,
    left_at: Ints,
    officer: Narrow,
    fate: Narrow,
) -> None:
    """Read the visits caused in the run, in order of (origin, repetition).

    They were caused in order of time, so those of one origin already are in order; `place`
    (n_drawn + 1,) zeros, counts them by origin.
    """
    for i in range(n_drawn, len(visits)):
        place[visits[i].origin + 1] += 1
    for i in range(n_drawn):
        place[i + 1] += place[i]
    for i in range(n_drawn, len(visits)):
        at = place[visits[i].origin]
        place[visits[i].origin] = at + 1
        origin[at] = first_origin + visits[i].origin
        repetition[at] = visits[i].repetition
        arrived_at[at] = visits[i].arrived_at
        called_at[at] = visits[i].called_at
        left_at[at] = visits[i].left_at
        officer[at] = visits[i].officer
        fate[at] = visits[i].fate
