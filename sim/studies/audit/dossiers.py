"""Dossiers in = dossiers out + dossiers left, each for a reason that its visits and draws tell."""

from __future__ import annotations

import numpy as np

from sim.model.tables import (
    COLLECTS_AGAIN,
    NEVER,
    Bools,
    Channel,
    Ending,
    Fate,
    Intake,
    Ints,
    Outcome,
    Purpose,
    System,
    Workload,
)
from sim.studies.audit.findings import MOST_OFFENCES, Finding, Offence
from sim.studies.audit.tables import N_PURPOSES, Turns, chains


def conserved(system: System, workload: Workload, outcome: Outcome, visits: Turns) -> Finding:
    """Each has been filed once and has one ending, which follows from what came before."""
    lives = outcome.lives
    n = workload.n_dossiers
    last, served = _ends(visits, n)
    wrong = _steps(lives) | _intake(system, workload, outcome, visits, served, last)
    wrong |= _endings(system, workload, outcome, visits, served, last)
    rows = np.flatnonzero(wrong)
    first = rows[np.argsort(workload.dossiers["filed_at"][rows], kind="stable")[:MOST_OFFENCES]]
    ended = np.bincount(np.clip(lives["ending"], 0, len(Ending) - 1), minlength=len(Ending))
    return Finding(
        law="dossiers",
        counted=(
            ("filed", n), ("done", int(ended[Ending.DONE])), ("lost", int(ended[Ending.LOST])),
            ("unclaimed", int(ended[Ending.UNCLAIMED])), ("left", int(ended[Ending.OPEN])),
        ),
        violations=len(rows),
        offences=tuple(_offence(system, workload, outcome, row) for row in first.tolist()),
    )  # fmt: skip


def _offence(system: System, workload: Workload, outcome: Outcome, row: int) -> Offence:
    life, drawn = outcome.lives[row], workload.dossiers[row]
    site = int(life["site"])
    names = ("accepted_at", "ready_at", "finished_at")
    return Offence(
        replication=workload.replication,
        site=system.site_ids[site] if 0 <= site < len(system.site_ids) else "",
        dossier=row,
        instants=(
            ("filed", int(drawn["filed_at"])),
            *((name.removesuffix("_at"), int(life[name])) for name in names),
        ),
    )


def _ends(visits: Turns, n: int) -> tuple[Ints, Ints]:
    """(n, purposes) the row of the last visit for each purpose, and that of the last served."""
    order, _ = chains(visits)
    last, served = np.full((2, n * N_PURPOSES), NEVER, np.int64)
    chain = visits.dossier[order] * N_PURPOSES + visits.purpose[order]
    last[chain] = order  # of equal places the last one stays
    done = visits.fate[order] == Fate.SERVED
    served[chain[done]] = order[done]
    return last.reshape(n, N_PURPOSES), served.reshape(n, N_PURPOSES)


def _steps(lives: np.ndarray) -> Bools:
    """Dossiers whose instants go backwards."""
    wrong: Bools = (lives["ready_at"] != NEVER) & (lives["accepted_at"] == NEVER)
    wrong |= (lives["done_at"] != NEVER) & (lives["begun_at"] == NEVER)
    latest = np.full(len(lives), NEVER, np.int64)
    for name in ("intake_from", "intake_to", "accepted_at", "begun_at", "done_at", "ready_at",
                 "finished_at"):  # fmt: skip
        at = lives[name]
        wrong |= (at != NEVER) & (at < latest)
        latest = np.maximum(latest, at)
    return wrong


def _intake(
    system: System, workload: Workload, outcome: Outcome, visits: Turns, served: Ints, last: Ints
) -> Bools:
    """Dossiers that are not taken in by the visit that files them, or by work on them."""
    lives, drawn = outcome.lives, workload.dossiers
    at_counter = drawn["channel"] == Channel.COUNTER
    wrong: Bools = at_counter != (last[:, Purpose.FILE] != NEVER)
    given = drawn["site"] != NEVER
    wrong |= given & (lives["site"] != drawn["site"])
    row = served[:, Purpose.FILE]
    is_filed = at_counter & (row != NEVER)
    took = lives["intake_from"] != NEVER
    staged = np.diff(system.stage_start)[drawn["procedure"]] > 0
    # With stages intake begins when the last one is called, and the visit need not be over.
    wrong |= at_counter & ~is_filed & took & ~staged
    wrong |= is_filed & (
        (lives["intake_from"] != visits.called[row]) | (lives["intake_to"] != visits.left[row])
    )
    worked = ~at_counter & took
    wrong |= worked & (lives["intake_to"] - lives["intake_from"] != drawn["intake"])
    return wrong


def _endings(
    system: System, workload: Workload, outcome: Outcome, visits: Turns, served: Ints, last: Ints
) -> Bools:
    """Dossiers with an ending that does not follow."""
    lives, drawn = outcome.lives, workload.dossiers
    ending, horizon = lives["ending"], system.horizon
    taken = (lives["intake_to"] != NEVER) & (lives["intake_to"] < horizon)
    hopeless = taken & (drawn["outcome"] == Intake.HOPELESS)
    may_be_lost, is_lost = hopeless.copy(), hopeless.copy()
    for purpose in (Purpose.FILE, Purpose.SUPPLEMENT):
        row = last[:, purpose]
        fate = np.where(row == NEVER, Fate.SERVED, visits.fate[row])
        gone = (fate == Fate.BALKED) | (fate == Fate.NO_SHOW)
        is_lost |= gone
        # Who abandons for good, or would come again beyond the horizon.
        may_be_lost |= gone | (fate == Fate.ABANDONED)
    fetched = served[:, Purpose.COLLECT]
    got = np.where(fetched == NEVER, NEVER, visits.left[fetched])
    got = np.where(got < horizon, got, NEVER)
    finished, ready = lives["finished_at"], lives["ready_at"]
    wrong: Bools = (ending < min(Ending)) | (ending > max(Ending))
    wrong |= (ending == Ending.DONE) != (finished != NEVER)
    wrong |= (finished != NEVER) & (finished != ready) & (finished != got)
    wrong |= (got != NEVER) & (finished != got)
    wrong |= (finished != NEVER) & (ready == NEVER)
    wrong |= (ending == Ending.LOST) & ~may_be_lost
    wrong |= is_lost & (ending != Ending.LOST)
    tries = np.where(
        last[:, Purpose.COLLECT] == NEVER, 0, visits.repetition[last[:, Purpose.COLLECT]] + 1
    )
    unclaimed = (ready != NEVER) & (fetched == NEVER) & (tries > COLLECTS_AGAIN)
    wrong |= (ending == Ending.UNCLAIMED) & ~unclaimed
    complete = taken & (drawn["outcome"] == Intake.COMPLETE)
    wrong |= complete & (lives["accepted_at"] != lives["intake_to"])
    goes_on = system.has_dossiers[drawn["procedure"]]
    wrong |= ~goes_on & (finished != lives["accepted_at"])
    # What is ready and has not been handed over is one that is fetched (D6, D7).
    may_lie = goes_on & (drawn["fetched"] | system.on_the_spot[drawn["procedure"]])
    wrong |= (ready != NEVER) & (finished == NEVER) & ~may_lie
    brings = last[:, Purpose.SUPPLEMENT] != NEVER
    wrong |= brings & (drawn["outcome"] != Intake.INCOMPLETE) & ~drawn["needs_mending"]
    return wrong
