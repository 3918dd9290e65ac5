"""Visits into the kernel's records, and results out of them, in one pass each."""

from __future__ import annotations

from typing import Any

from numpy.typing import NDArray

from sim.engines.kernel.state import (
    COMPLETE,
    ENQUIRE,
    N_PURPOSES,
    ROW_BITS,
    ROW_MASK,
    Bools,
    Ints,
    Table,
    Words,
)
from sim.jit import AHEAD, compiled, prefetch

Narrow = NDArray[Any]
"""Integers of the width that the table has."""


@compiled
def lay_out(
    site_start: Ints, arrived_at: Ints, service: Ints, patience: Ints, dossier: Ints,
    return_word: Words, procedure: Narrow, purpose: Narrow, priority: Narrow, profile: Ints,
    n_profiles: Ints, dossiers: Table, visits: Table,
) -> None:  # fmt: skip
    """Write the visits drawn to the first rows of `visits`; `profile` is (S, skills)."""
    for s in range(len(site_start) - 1):
        for i in range(site_start[s], site_start[s + 1]):
            visits[i].arrived_at = arrived_at[i]
            visits[i].service = service[i]
            visits[i].patience = patience[i]
            visits[i].dossier = dossier[i]
            visits[i].return_word = return_word[i]
            visits[i].procedure = procedure[i]
            visits[i].purpose = purpose[i]
            visits[i].repetition = visits[i].tries = 0
            skill = procedure[i] * N_PURPOSES + purpose[i]
            visits[i].queue = priority[i] * n_profiles[s] + profile[s, skill]
            visits[i].intake = -1
            if purpose[i] == ENQUIRE and dossiers[dossier[i]].enquires:
                visits[i].intake = dossiers[dossier[i]].intake
                visits[i].intake_queue = profile[s, procedure[i] * N_PURPOSES]


@compiled
def begin_lives(
    dossiers: Table, lives: Table, certain: Bools, per_site: Ints, found: Ints
) -> tuple[int, bool]:
    """Lives before anything has happened, and what else a look at every dossier tells.

    `found` (n,) gets the dossiers whose intake work arrives when they are filed, `per_site` (S,)
    zeros how many of them each site has; `certain` (P,) stays True where nothing is ever missing.
    Returns how many were found, and whether dossiers are numbered by time of filing, as the
    sampler numbers them.
    """
    n, ordered, before = 0, True, 0
    for i in range(len(dossiers)):
        each = dossiers[i]
        lives[i].intake_from = lives[i].intake_to = lives[i].accepted_at = -1
        lives[i].due_at = lives[i].begun_at = lives[i].done_at = -1
        lives[i].ready_at = lives[i].released_at = lives[i].finished_at = -1
        lives[i].intake_officer = -1
        lives[i].site = each.site
        lives[i].ending = 0
        ordered &= each.filed_at >= before
        before = each.filed_at
        if each.intake >= 0 and not each.enquires:
            per_site[each.site] += 1
            found[n] = i
            n += 1
        if each.outcome != COMPLETE:
            certain[each.procedure] = False
    return n, ordered


@compiled
def lay_out_works(dossiers: Table, found: Ints, place: Ints, habits: Table, works: Table) -> None:
    """Intake work that arrives when its dossier is filed, by site, each in the order of `found`.

    `place` (S,) says where the next of each site goes.
    """
    for k in range(len(found)):
        each = dossiers[found[k]]
        work = works[place[each.site]]
        place[each.site] += 1
        work.arrived_at, work.dossier, work.service = each.filed_at, found[k], each.intake
        work.procedure, work.queue = each.procedure, habits[each.site, each.procedure].file


@compiled
def collect(visits: Table, called_at: Ints, left_at: Ints, officer: Narrow, fate: Narrow) -> None:
    """Read the ends of the visits drawn."""
    for i in range(len(called_at)):
        called_at[i] = visits[i].called_at
        left_at[i] = visits[i].left_at
        officer[i] = visits[i].officer
        fate[i] = visits[i].fate


@compiled
def count_caused(taken: Ints, start: Ints) -> None:
    """`start` (S + 1,) zeros becomes where the caused visits of each site begin."""
    for i in range(len(taken)):
        start[(taken[i] >> ROW_BITS) + 1] += 1
    for s in range(len(start) - 1):
        start[s + 1] += start[s]


@compiled
def collect_caused(
    visits: Table,
    taken: Ints,
    n_profiles: Ints,
    place: Ints,
    dossier: Ints,
    purpose: Narrow,
    repetition: Narrow,
    priority: Narrow,
    arrived_at: Ints,
    called_at: Ints,
    left_at: Ints,
    officer: Narrow,
    fate: Narrow,
) -> None:
    """Read the visits caused in the run, by site.

    `taken` has them as they arrived, packed as site | row, so that those of a site are in order;
    `place` (S,) says where the next of each site goes.
    """
    for i in range(len(taken)):
        if i + AHEAD < len(taken):
            prefetch(visits, taken[i + AHEAD] & ROW_MASK)
        s, row = taken[i] >> ROW_BITS, taken[i] & ROW_MASK
        at = place[s]
        place[s] = at + 1
        dossier[at] = visits[row].dossier
        purpose[at] = visits[row].purpose
        repetition[at] = visits[row].repetition
        priority[at] = visits[row].queue // n_profiles[s]
        arrived_at[at] = visits[row].arrived_at
        called_at[at] = visits[row].called_at
        left_at[at] = visits[row].left_at
        officer[at] = visits[row].officer
        fate[at] = visits[row].fate
