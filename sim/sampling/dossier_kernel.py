"""The compiled loops of sampling, part three: what a dossier needs through its whole life.

All of it is drawn when it is filed, so that a visit months later finds its draws whatever has
happened since. What cannot be needed is not drawn: blocks are told apart by their number, so that
leaving one out moves no other.
"""

from __future__ import annotations

import math

import numpy as np

from sim.jit import compiled, hot
from sim.model.tables import Channel, Floats, Intake, Purpose
from sim.sampling.arrival_kernel import time_of_day
from sim.sampling.decision_kernel import UNDECIDED
from sim.sampling.inversion import Shape, draw, normal_quantile
from sim.sampling.records import Laws, Offices, Record, Shapes, Sources, Table
from sim.sampling.streams import Block, Word, philox, short_uniform, uniform

MINUTE_MS = 60_000.0
LONGEST_MS = 1e12
"""A duration that outlasts every run, 31 years [ms]."""
LOGNORMAL, FIXED, EXPONENTIAL = (
    int(Shape.LOGNORMAL), int(Shape.FIXED), int(Shape.EXPONENTIAL),
)  # fmt: skip
COUNTER = int(Channel.COUNTER)
COMPLETE, INCOMPLETE, HOPELESS = (
    int(Intake.COMPLETE), int(Intake.INCOMPLETE), int(Intake.HOPELESS),
)  # fmt: skip
FILE, ENQUIRE = int(Purpose.FILE), int(Purpose.ENQUIRE)
B32 = np.uint64(32)
BULK = np.uint64(Block.BULK.value)
PATIENCE = np.uint64(Block.PATIENCE.value)
INTAKE = np.uint64(Block.INTAKE.value)
OUTCOME = np.uint64(Block.OUTCOME.value)
SUPPLEMENT = np.uint64(Block.SUPPLEMENT.value)
MENDING = np.uint64(Block.MENDING.value)
PROCESS = np.uint64(Block.PROCESS.value)
COLLECT = np.uint64(Block.COLLECT.value)


@hot
def quantile(u: float, law: int, laws: Laws) -> float:
    """The quantile of a law by its number.

    The laws met most often are inverted on the spot: to hand over all arrays takes longer.
    """
    kind, a, b = laws.shape[law], float(laws.parameter[law, 0]), float(laws.parameter[law, 1])
    if kind == LOGNORMAL:
        return math.exp(a + b * normal_quantile(u))
    if kind == FIXED:
        return a
    if kind == EXPONENTIAL:
        return -a * math.log(1.0 - u)
    return draw(u, law, laws.shape, laws.parameter, laws.start, laws.value, laws.upto)


@hot
def whole_ms(length: float) -> int:
    """A duration [ms], at least 1, and no longer than can be added up in 64 bits."""
    return max(1, int(min(length, LONGEST_MS) + 0.5))


@compiled
def draw_dossiers(
    raw: Table, rank: Table, n: int, first: int, date: Word, replication: Word, sources: Sources,
    manners: Table, laws: Laws, shapes: Shapes, productive: Floats, offices: Offices,
    dossiers: Table, live: Table, n_live: int,
) -> int:  # fmt: skip
    """Write the n submissions of a date to `dossiers`, the i-th to row first + rank[i].

    What depends on the site goes to `live` for those that have none yet; returns their number.
    """
    for i in range(n):
        each, dossier, open_ = raw[i], dossiers[first + rank[i]], live[n_live]
        q = each.source
        p, key, k = sources.procedure[q], sources.key[q], np.uint64(each.k)
        brings = manners[p]
        dossier.filed_at, dossier.commune, dossier.procedure = each.filed_at, sources.commune[q], p
        dossier.site = max(each.site, -1)
        dossier.channel, dossier.priority = each.channel, each.priority
        dossier.enquires = each.purpose == ENQUIRE
        dossier.dossiers, more = 1, 1.0
        if brings.bulk_law >= 0:
            a, b, _, _ = philox(key, k, BULK, date, replication)
            dossier.dossiers = int(quantile(uniform(a, b), brings.bulk_law, laws) + 0.5)
            more = 1.0 + brings.each_more * (dossier.dossiers - 1)
        scale, share = MINUTE_MS * more, 1.0
        if each.site >= 0:
            share = productive[each.site]
        if each.purpose == FILE:
            open_.service = quantile(each.service_u, brings.file_law, laws) * scale
            each.service = whole_ms(open_.service / share)
        elif each.purpose == ENQUIRE:
            minutes = quantile(each.service_u, brings.enquire_law, laws)
            each.service = whole_ms(minutes * MINUTE_MS / share)
        dossier.intake = -1
        if each.channel != COUNTER and each.site >= 0:
            a, b, _, _ = philox(key, k, INTAKE, date, replication)
            minutes = quantile(uniform(a, b), brings.intake_law, laws)
            dossier.intake = whole_ms(minutes * scale / share)
        dossier.patience, dossier.return_word = -1, np.uint64(0)
        if brings.patience_law >= 0:
            a, b, c, d = philox(key, k, PATIENCE, date, replication)
            patience = quantile(uniform(a, b), brings.patience_law, laws)
            dossier.patience = whole_ms(patience * MINUTE_MS)
            if brings.returns:
                dossier.return_word = (c << B32) | d
        open_.supplement = open_.collect = open_.lead = 0.0
        draw_outcome(
            key, k, date, replication, brings, laws, shapes, sources.clock[q], scale, share,
            dossier, open_,
        )  # fmt: skip
        if brings.goes_on:
            draw_process(
                key, k, date, replication, brings, laws, shapes, sources.clock[q], scale, share,
                offices, dossier, open_,
            )  # fmt: skip
        if each.site == UNDECIDED:
            open_.dossier = first + rank[i]
            n_live += 1
    return n_live


@hot
def draw_outcome(
    key: Word, k: Word, date: Word, replication: Word, brings: Record, laws: Laws, shapes: Shapes,
    clock: int, scale: float, share: float, dossier: Record, open_: Record,
) -> None:  # fmt: skip
    """D3, D6: what intake finds, and what brings the filer back."""
    dossier.outcome, dossier.needs_mending, dossier.fetched = COMPLETE, False, False
    dossier.unit, dossier.deadline, dossier.effort, dossier.lead = -1, -1, 0, 0
    dossier.supplement_delay = dossier.mend_delay = dossier.collect_delay = 0
    dossier.supplement_clock = dossier.mend_clock = dossier.collect_clock = 0
    dossier.supplement = dossier.collect = 0
    if not brings.is_uncertain:
        return
    incomplete, back, mending, fetched = philox(key, k, OUTCOME, date, replication)
    if short_uniform(incomplete) < brings.incomplete:
        hopeful = short_uniform(back) < brings.comes_back
        dossier.outcome = INCOMPLETE if hopeful else HOPELESS
    dossier.needs_mending = short_uniform(mending) < brings.needs_supplement
    dossier.fetched = short_uniform(fetched) < brings.collect
    if dossier.outcome == INCOMPLETE or dossier.needs_mending:
        a, b, c, d = philox(key, k, SUPPLEMENT, date, replication)
        open_.supplement = quantile(uniform(a, b), brings.supplement_law, laws) * scale
        dossier.supplement = whole_ms(open_.supplement / share)
        delay = quantile(short_uniform(c), brings.supplement_days_law, laws)
        dossier.supplement_delay = int(delay + 0.5)
        dossier.supplement_clock = time_of_day(short_uniform(d), clock, shapes)


@hot
def draw_process(
    key: Word, k: Word, date: Word, replication: Word, brings: Record, laws: Laws, shapes: Shapes,
    clock: int, scale: float, share: float, offices: Offices, dossier: Record, open_: Record,
) -> None:  # fmt: skip
    """D4 to D6: due day, work of the unit, lead time, and the visit to collect."""
    p, commune = dossier.procedure, max(dossier.commune, 0)
    unit = offices.of[p, commune]
    if unit >= 0:
        dossier.unit = unit
    elif dossier.site >= 0:
        unit = offices.at[p, dossier.site]
    if dossier.needs_mending or brings.deadline_varies:
        late, moment, due, _ = philox(key, k, MENDING, date, replication)
        if dossier.needs_mending:
            days = quantile(short_uniform(late), brings.supplement_days_law, laws)
            dossier.mend_delay = int(days + 0.5)
            dossier.mend_clock = time_of_day(short_uniform(moment), clock, shapes)
        if brings.deadline_varies:
            dossier.deadline = int(quantile(short_uniform(due), brings.deadline_law, laws) + 0.5)
    if brings.deadline_law >= 0 and not brings.deadline_varies:
        dossier.deadline = int(quantile(0.5, brings.deadline_law, laws) + 0.5)
    has_lead = brings.lead_law >= 0 and dossier.deadline != 0
    if brings.effort_law >= 0 or has_lead:
        a, b, c, d = philox(key, k, PROCESS, date, replication)
        if brings.effort_law >= 0:
            effort = quantile(uniform(a, b), brings.effort_law, laws)
            dossier.effort = whole_ms(effort * MINUTE_MS * dossier.dossiers)
        if has_lead:
            days = quantile(uniform(c, d), brings.lead_law, laws)
            if unit >= 0:
                dossier.lead = int(days * offices.standard_day[unit] + 0.5)
            else:
                open_.lead = days
    if dossier.fetched or brings.on_the_spot:
        a, b, c, d = philox(key, k, COLLECT, date, replication)
        open_.collect = quantile(uniform(a, b), brings.collect_law, laws) * scale
        dossier.collect = whole_ms(open_.collect / share)
        delay = quantile(short_uniform(c), brings.collect_days_law, laws)
        dossier.collect_delay = int(delay + 0.5)
        dossier.collect_clock = time_of_day(short_uniform(d), clock, shapes)
