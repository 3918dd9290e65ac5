"""The compiled loops of sampling, part five: what a visit to file takes at each of its stages."""

from __future__ import annotations

import numpy as np

from sim.jit import compiled
from sim.model.tables import Floats, Purpose
from sim.sampling.dossier_kernel import MINUTE_MS, quantile
from sim.sampling.records import Laws, Sources, Stages, Table
from sim.sampling.streams import Block, Word, philox, uniform

FILE = int(Purpose.FILE)
STAGE = np.uint64(Block.STAGE.value)


@compiled
def draw_stages(
    raw: Table, rank: Table, n: int, first: int, date: Word, replication: Word, sources: Sources,
    manners: Table, laws: Laws, stages: Stages, dossiers: Table, times: Floats,
) -> None:  # fmt: skip
    """Write what the n submissions of a date take at each stage, the i-th to row first + rank[i].

    `times` (n_dossiers, most stages) are [ms] at a productive share of 1, NaN where there is no
    such stage, or no visit to file.
    """
    for i in range(n):
        each, row = raw[i], first + rank[i]
        times[row, :] = np.nan
        q = each.source
        p, key, k = sources.procedure[q], sources.key[q], np.uint64(each.k)
        if each.purpose != FILE:
            continue
        more = dossiers[row].dossiers - 1
        for j in range(stages.start[p], stages.start[p + 1]):
            law, u = manners[p].file_law, each.service_u
            if stages.law[j] >= 0:
                law = stages.law[j]
                a, b, _, _ = philox(key ^ stages.salt[j], k, STAGE, date, replication)
                u = uniform(a, b)
            scale = MINUTE_MS * (1.0 + stages.each_more[j] * more)
            times[row, j - stages.start[p]] = quantile(u, law, laws) * scale
