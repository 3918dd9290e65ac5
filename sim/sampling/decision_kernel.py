"""The compiled loops of sampling, part two: by which channel a dossier comes, and where to."""

from __future__ import annotations

import math

import numpy as np

from sim.jit import compiled
from sim.model.tables import Channel, Floats, Purpose, Words
from sim.sampling.records import Choices, Ints, Sources, Table
from sim.sampling.streams import Block, Word, mixed, philox, short_uniform

COUNTER, ONLINE, POST = int(Channel.COUNTER), int(Channel.ONLINE), int(Channel.POST)
FILE, ENQUIRE = int(Purpose.FILE), int(Purpose.ENQUIRE)
NO_VISIT = -1
UNDECIDED = -2
"""For a site that is chosen in the run; -1 is for none at all."""
B32 = np.uint64(32)
DECISIONS = np.uint64(Block.DECISIONS.value)
BULK = np.uint64(Block.BULK.value)


@compiled
def chosen_site(
    word: Word, home: int, candidate: Ints, weight: Floats, salt: Words, first: int, last: int
) -> int:
    """Where a boundary-free dossier is filed: the candidate of greatest utility, or `home`.

    Utility is log(weight) plus a Gumbel draw, keyed by dossier (`word`) and site (`salt`); its
    maximum is where an exponential draw over the weight is least.
    """
    best, least = home, math.inf
    for j in range(first, last):
        u = mixed(word, salt[j])
        # -log(u) >= 1 - u spares most of the logarithms.
        if (1.0 - u) < least * weight[j]:
            cost = -math.log(u) / weight[j]
            if cost < least:
                best, least = candidate[j], cost
    return best


@compiled
def decide_date(
    raw: Table, n: int, date: Word, replication: Word, sources: Sources, manners: Table,
    enquire_share: float, outside_share: float, choices: Choices,
) -> None:  # fmt: skip
    """Channel, purpose, class and site of the first n submissions, all of one date.

    They are in order of source, so that what is known of a source is read once.
    """
    for i in range(n):
        each = raw[i]
        q = each.source
        p, c = sources.procedure[q], sources.commune[q]
        each.channel, each.purpose, each.priority = COUNTER, FILE, manners[p].priority
        each.site = sources.site[q]
        if c < 0 and manners[p].priority_share == 0.0:
            continue
        k = np.uint64(each.k)
        channel, enquires, outside, favoured = philox(
            sources.key[q], k, DECISIONS, date, replication
        )
        if short_uniform(favoured) < manners[p].priority_share:
            each.priority = 0
        if c < 0:
            continue
        u = short_uniform(channel)
        if u < manners[p].online:
            each.channel, each.purpose = ONLINE, NO_VISIT
            if short_uniform(enquires) < enquire_share:
                each.purpose = ENQUIRE
        elif u < manners[p].online + manners[p].post:
            each.channel, each.purpose = POST, NO_VISIT
        each.site = choices.home[c, p]
        if manners[p].is_free and short_uniform(outside) < outside_share:
            if choices.is_live:
                if each.channel == COUNTER:
                    each.site = UNDECIDED
                continue
            row = choices.row[c, p]
            if choices.nearest[row] >= 0:
                each.site = choices.nearest[row]
            else:
                _, _, a, b = philox(sources.key[q], k, BULK, date, replication)
                each.site = chosen_site(
                    (a << B32) | b, choices.home[c, p], choices.candidate, choices.weight,
                    choices.salt, choices.start[row], choices.start[row + 1],
                )  # fmt: skip
