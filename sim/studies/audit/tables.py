"""A finished replication as turns in lines, intake work and jobs of officers."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.model.tables import (
    NEVER,
    Bools,
    Channel,
    Codes,
    Fate,
    Ints,
    Outcome,
    Purpose,
    SmallInts,
    System,
    Workload,
)

N_PURPOSES = len(Purpose)


class Turns(NamedTuple):
    """Visits, or where visits pass stages each of these: CSR by site, in ticket order.

    Officers are numbered over all sites; NEVER where there is none, or none with that number.
    """

    start: Ints
    """(S + 1,)"""
    site: SmallInts
    dossier: Ints
    purpose: Codes
    repetition: SmallInts
    stage: Codes
    priority: Codes
    skill: SmallInts
    service: Ints
    """As drawn [ms]."""
    patience: Ints
    """[ms]; NEVER: unlimited."""
    came: Ints
    """Arrival of the visit; NEVER for those who did not come."""
    joined: Ints
    """The ticket of this turn."""
    called: Ints
    left: Ints
    officer: Ints
    fate: Codes
    until: Ints
    """End of the wait, at most the horizon; NEVER for those who did not come."""


class Works(NamedTuple):
    """Intake work on what came online or by post, CSR by site in order of (arrival, dossier)."""

    start: Ints
    dossier: Ints
    skill: SmallInts
    arrived: Ints
    """NEVER where it did not arrive before the horizon; these come first."""
    begun: Ints
    ended: Ints
    officer: Ints
    intake: Ints
    """As drawn [ms]."""
    until: Ints
    """Beginning of the work, or the horizon."""


class Jobs(NamedTuple):
    """What officers did, CSR by officer in order of time."""

    start: Ints
    """(O + 1,)"""
    since: Ints
    until: Ints
    when_idle: Bools
    """Taken up by an officer who had nobody to serve at the dispatch of that instant."""
    turn: Ints
    """Row of the turn, or of the work counted on from the last turn."""


def visits_of(system: System, workload: Workload, outcome: Outcome) -> Turns:
    """Every visit with its service and patience, those of stages as if it had one desk."""
    first, n = workload.visits, len(workload.visits)
    sites = np.arange(len(system.site_ids), dtype=np.int32)
    site = np.concatenate(
        [np.repeat(sites, np.diff(start)) for start in (first.site_start, outcome.caused_start)]
    )

    def both(drawn: NDArray[Any], caused: NDArray[Any]) -> NDArray[Any]:
        return np.concatenate([drawn, caused.astype(drawn.dtype, copy=False)])

    dossier = both(first.dossier, outcome.caused_dossier)
    purpose = both(first.purpose, outcome.caused_purpose)
    service, patience = _needs(system, workload, outcome)
    came = both(first.arrived_at, outcome.caused_arrived_at)
    order = _in_order(site, came, dossier, workload.n_dossiers)
    procedure = workload.dossiers["procedure"][dossier].astype(np.int32)
    called = both(outcome.called_at, outcome.caused_called_at)
    left = both(outcome.left_at, outcome.caused_left_at)
    repetition = np.zeros(len(dossier), np.int32)
    repetition[n:] = outcome.caused_repetition
    fate = both(outcome.fate, outcome.caused_fate)
    number = both(outcome.officer, outcome.caused_officer)
    return _turns(
        system, order, site=site, dossier=dossier, purpose=purpose, repetition=repetition,
        stage=np.zeros(len(dossier), np.int8),
        priority=both(first.priority, outcome.caused_priority),
        skill=procedure * N_PURPOSES + purpose, service=service, patience=patience, came=came,
        joined=came, called=called, left=left, officer=number, fate=fate,
    )  # fmt: skip


def turns_of(
    system: System, workload: Workload, outcome: Outcome, visits: Turns
) -> tuple[Turns, Ints]:
    """Every line that somebody stood in, and of each row of `outcome.stages` its turn.

    Visits with stages are replaced by the stages that they reached.
    """
    rows = outcome.stages
    if len(rows) == 0:
        return visits, np.zeros(0, np.int64)
    key = _chain_key(visits.dossier, visits.purpose, visits.repetition)
    by_key = np.argsort(key)
    wanted = _chain_key(rows["dossier"], np.zeros(len(rows), np.int8), rows["repetition"])
    place = np.searchsorted(key[by_key], wanted)
    of_visit = by_key[np.minimum(place, len(by_key) - 1)]
    alone = np.ones(len(key), np.bool_)
    alone[of_visit] = False
    kept = np.flatnonzero(alone)

    def both(name: str, staged: NDArray[Any]) -> NDArray[Any]:
        own = getattr(visits, name)
        return np.concatenate([own[kept], staged.astype(own.dtype, copy=False)])

    def same(name: str) -> NDArray[Any]:
        return both(name, getattr(visits, name)[of_visit])

    procedure = workload.dossiers["procedure"][rows["dossier"]]
    service = stretched(
        workload.stages[rows["dossier"], rows["stage"]], system.productive[rows["site"]]
    )
    joined = both("joined", rows["joined_at"])
    site, dossier = both("site", rows["site"]), same("dossier")
    order = _in_order(site, joined, dossier, workload.n_dossiers)
    number = np.where(
        visits.officer == NEVER, NEVER, visits.officer - system.officer_start[visits.site]
    )
    turns = _turns(
        system, order, site=site, dossier=dossier, purpose=same("purpose"),
        repetition=same("repetition"), stage=both("stage", rows["stage"]),
        priority=same("priority"),
        skill=both("skill", system.stage_skill[system.stage_start[procedure] + rows["stage"]]),
        service=both("service", service), patience=same("patience"), came=same("came"),
        joined=joined, called=both("called", rows["called_at"]),
        left=both("left", rows["left_at"]),
        officer=np.concatenate([number[kept], rows["officer"]]), fate=both("fate", rows["fate"]),
    )  # fmt: skip
    back = np.empty(len(order), np.int64)
    back[order] = np.arange(len(order))
    return turns, back[len(kept) :]


def works_of(system: System, workload: Workload, outcome: Outcome) -> Works:
    """The intake work of a replication, also what nobody began (D1)."""
    drawn, lives = workload.dossiers, outcome.lives
    which = np.flatnonzero(drawn["channel"] != Channel.COUNTER)
    arrived = drawn["filed_at"].astype(np.int64)
    visits = workload.visits
    asks = np.flatnonzero((visits.purpose == Purpose.ENQUIRE) & (outcome.fate != Fate.NO_SHOW))
    arrived[visits.dossier[asks]] = outcome.left_at[asks]
    arrived = np.where(arrived < system.horizon, arrived, NEVER)[which]
    site = lives["site"][which].astype(np.int64)
    order = np.lexsort((which, arrived, site))
    which, arrived, site = which[order], arrived[order], site[order]
    begun, ended = lives["intake_from"][which], lives["intake_to"][which]
    skill = drawn["procedure"][which].astype(np.int32) * N_PURPOSES + Purpose.FILE
    return Works(
        start=_csr(site, len(system.site_ids)), dossier=which, skill=skill,
        arrived=arrived, begun=begun, ended=ended,
        officer=_officer_rows(system, site, lives["intake_officer"][which]),
        intake=drawn["intake"][which], until=np.where(begun == NEVER, system.horizon, begun),
    )  # fmt: skip


def jobs_of(system: System, turns: Turns, works: Works) -> Jobs:
    """Services and intake work by officer."""
    served = np.flatnonzero((turns.called != NEVER) & (turns.officer != NEVER))
    done = np.flatnonzero((works.begun != NEVER) & (works.officer != NEVER))
    officer = np.concatenate([turns.officer[served], works.officer[done]])
    since = np.concatenate([turns.called[served], works.begun[done]])
    until = np.concatenate([turns.left[served], works.ended[done]])
    # R9: who arrives at an instant is not there by its dispatch, who moves on at it is.
    arrives = turns.joined[served] >= turns.called[served] + (turns.stage[served] > 0)
    when_idle = np.concatenate([arrives, np.ones(len(done), np.bool_)])
    order = np.lexsort((since, officer))
    row = np.concatenate([served, len(turns.site) + done])
    return Jobs(
        start=_csr(officer[order], len(system.skills)), since=since[order], until=until[order],
        when_idle=when_idle[order], turn=row[order],
    )  # fmt: skip


def stretched(duration: NDArray[Any], productive: NDArray[Any]) -> Ints:
    """Durations at a productive share of 1 [ms], as they are at sites."""
    rounded: Ints = np.maximum(1, np.floor(duration / productive + 0.5)).astype(np.int64)
    return rounded


def chains(turns: Turns) -> tuple[Ints, Ints]:
    """The rows of visits by (dossier, purpose, repetition), and that key in this order."""
    key = _chain_key(turns.dossier, turns.purpose, turns.repetition)
    order = np.argsort(key, kind="stable")
    return order, key[order]


REPETITIONS = 1 << 16
"""More than a chain of visits ever has."""


def _chain_key(dossier: Ints, purpose: NDArray[Any], repetition: NDArray[Any]) -> Ints:
    key: Ints = (dossier * N_PURPOSES + purpose) * REPETITIONS + repetition
    return key


def _needs(system: System, workload: Workload, outcome: Outcome) -> tuple[Ints, Ints]:
    """Service and patience of the visits drawn and caused, as drawn with visit or dossier [ms]."""
    visits, drawn, live = workload.visits, workload.dossiers, workload.live
    n = workload.n_dossiers
    need = np.full((n, N_PURPOSES), NEVER, np.int64)
    patience = np.repeat(drawn["patience"][:, None], N_PURPOSES, axis=1)
    need[visits.dossier, visits.purpose] = visits.service
    patience[visits.dossier, visits.purpose] = visits.patience
    need[:, Purpose.SUPPLEMENT] = drawn["supplement"]
    need[:, Purpose.COLLECT] = drawn["collect"]
    if len(live):
        number = live["dossier"]
        share = system.productive[outcome.lives["site"][number]]
        for purpose, name in (
            (Purpose.FILE, "service"), (Purpose.SUPPLEMENT, "supplement"),
            (Purpose.COLLECT, "collect"),
        ):  # fmt: skip
            need[number, purpose] = stretched(live[name], share)
    caused = outcome.caused_dossier, outcome.caused_purpose
    return (
        np.concatenate([visits.service, need[caused]]),
        np.concatenate([visits.patience, patience[caused]]),
    )


def _in_order(site: SmallInts, joined: Ints, dossier: Ints, n_dossiers: int) -> Ints:
    """Rows by site, and within it by ticket."""
    order: Ints = np.argsort(site, kind="stable")
    bounds = np.flatnonzero(np.diff(site[order])) + 1
    ticket = joined * (n_dossiers + 1) + dossier
    parts = [part[np.argsort(ticket[part], kind="stable")] for part in np.split(order, bounds)]
    return np.concatenate(parts) if parts else order


def _turns(system: System, order: Ints, **columns: NDArray[Any]) -> Turns:
    """Put the columns in order, with what follows from them."""
    own = {name: column[order] for name, column in columns.items()}
    own["officer"] = _officer_rows(system, own["site"], own["officer"])
    called, left = own["called"], own["left"]
    until = np.where(called != NEVER, called, np.where(left != NEVER, left, system.horizon))
    own["until"] = np.where(own["fate"] == Fate.NO_SHOW, NEVER, until)
    return Turns(start=_csr(own["site"], len(system.site_ids)), **own)


def _officer_rows(system: System, site: NDArray[Any], number: NDArray[Any]) -> Ints:
    """Officers by number over all sites; NEVER where a site has none with that number."""
    first = system.officer_start[site]
    is_there = (number >= 0) & (number < system.officer_start[site + 1] - first)
    rows: Ints = np.where(is_there, first + number, NEVER)
    return rows


def _csr(owner: NDArray[Any], n: int) -> Ints:
    return np.searchsorted(owner, np.arange(n + 1)).astype(np.int64)
