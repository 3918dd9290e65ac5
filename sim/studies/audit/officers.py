"""Laws of officers: one job at a time, within skills, on duty or held, nobody idle, minutes."""

from __future__ import annotations

import numpy as np

from sim.model.tables import MINUTE, NEVER, Bools, Fate, Ints, Outcome, SmallInts, System, Workload
from sim.studies.audit.findings import MOST_OFFENCES, Finding, Offence, of_turn, of_turns, site_of
from sim.studies.audit.kernel.duty import Duty, busy_on_duty
from sim.studies.audit.kernel.idle import MOST, idle_beside, idle_when_held
from sim.studies.audit.kernel.line import outside_duty, works_outside
from sim.studies.audit.layout import Layout
from sim.studies.audit.tables import Jobs, Turns, Works


def one_at_a_time(
    system: System, replication: int, turns: Turns, works: Works, jobs: Jobs
) -> Finding:
    """No officer is at two jobs at once."""
    overlap = np.zeros(len(jobs.since), np.int64)
    officer = np.repeat(np.arange(len(jobs.start) - 1), np.diff(jobs.start))
    same = officer[1:] == officer[:-1]
    overlap[1:] = np.where(same, np.maximum(jobs.until[:-1] - jobs.since[1:], 0), 0)
    n = len(turns.site)
    by_turn, by_work = np.zeros(n, np.int64), np.zeros(len(works.dossier), np.int64)
    is_turn = jobs.turn < n
    by_turn[jobs.turn[is_turn]] = overlap[is_turn]
    by_work[jobs.turn[~is_turn] - n] = overlap[~is_turn]
    return _of_both(
        "one_at_a_time", system, replication, (turns, works), (by_turn, by_work),
        counted=[("services", int(is_turn.sum())), ("works", int((~is_turn).sum()))],
    )  # fmt: skip


def skills(system: System, replication: int, turns: Turns, works: Works) -> Finding:
    """Whoever serves has the skill, and somebody does."""

    def lacking(begun: Ints, officer: Ints, skill: SmallInts) -> Ints:
        has = system.skills[officer, skill] if len(system.skills) else np.False_
        wrong: Bools = (begun != NEVER) & ((officer == NEVER) | ~has)
        return wrong.astype(np.int64)

    return _of_both(
        "skills", system, replication, (turns, works),
        (
            lacking(turns.called, turns.officer, turns.skill),
            lacking(works.begun, works.officer, works.skill),
        ),
        counted=_starts(turns, works),
    )  # fmt: skip


def on_duty(
    system: System, replication: int, layout: Layout, duty: Duty, held: Ints, turns: Turns,
    works: Works,
) -> Finding:  # fmt: skip
    """Services start on duty or held (R6), intake work on duty (D2)."""
    by_turn, by_work = np.zeros(len(turns.site), np.int64), np.zeros(len(works.begun), np.int64)
    n_held = outside_duty(layout, duty, held, turns, by_turn)
    works_outside(duty, works.begun, works.officer, by_work)
    return _of_both(
        "on_duty", system, replication, (turns, works), (by_turn, by_work),
        counted=[*_starts(turns, works), ("held", int(n_held))],
    )  # fmt: skip


def _starts(turns: Turns, works: Works) -> list[tuple[str, int]]:
    called = int((turns.called != NEVER).sum())
    return [("services", called), ("works", int((works.begun != NEVER).sum()))]


def nobody_idle(
    system: System, replication: int, layout: Layout, duty: Duty, held: Ints, jobs: Jobs,
    turns: Turns, works: Works,
) -> Finding:  # fmt: skip
    """No officer is available for any length of time while a visit within their skills waits.

    Nor, on duty, while intake work within their skills lies.
    """
    counts, rows = np.zeros(3, np.int64), np.zeros((MOST, 4), np.int64)
    idle_beside(
        layout, duty, jobs, turns.start, turns.joined, turns.until, turns.skill, rows, counts
    )
    stretches = int(counts[0])
    idle_beside(
        layout, duty, jobs, works.start, works.arrived, works.until, works.skill, rows, counts
    )
    counts[0] = 0
    idle_when_held(layout, jobs, held, turns, rows, counts)
    rows = rows[: min(int(counts[1]), MOST)]
    first = rows[np.argsort(rows[:, 1], kind="stable")[:MOST_OFFENCES]]
    return Finding(
        law="nobody_idle",
        counted=(
            ("officer_days", int((duty.since < duty.until).sum())), ("stretches", stretches),
            ("holds", int(counts[0])),
        ),
        violations=int(counts[1]),
        largest=int(counts[2]),
        offences=tuple(_idle_offence(system, replication, turns, *row) for row in first.tolist()),
    )  # fmt: skip


def _idle_offence(
    system: System, replication: int, turns: Turns, officer: int, since: int, until: int, off: int
) -> Offence:
    """The officer who was free, and the first visit that waited meanwhile, if it is one."""
    site, number = site_of(system, officer)
    own = slice(*turns.start[system.site_ids.index(site) :][:2].tolist())
    waits = (turns.joined[own] < until) & (turns.until[own] > since)
    waits &= (turns.joined[own] != NEVER) & system.skills[officer, turns.skill[own]]
    found = np.flatnonzero(waits)
    free = (("free_from", since), ("free_until", until))
    if len(found) == 0:
        return Offence(replication=replication, site=site, officer=number, off=off, instants=free)
    row = int(turns.start[system.site_ids.index(site)] + found[0])
    one = of_turn(system, replication, turns, row, off)
    return Offence(
        replication=replication, site=site, dossier=one.dossier, purpose=one.purpose,
        repetition=one.repetition, officer=number, off=off, instants=(*free, *one.instants[:2]),
    )  # fmt: skip


def minutes(
    system: System, workload: Workload, outcome: Outcome, duty: Duty, jobs: Jobs, turns: Turns,
    works: Works,
) -> Finding:  # fmt: skip
    """Duty + work outside duty = services and intake work as drawn + time idle on duty."""
    n = len(system.skills)
    totals = np.zeros((n, 4), np.int64)
    busy_on_duty(duty, jobs, totals)
    drawn = np.zeros(n, np.int64)
    served = (turns.fate == Fate.SERVED) & (turns.officer != NEVER)
    np.add.at(drawn, turns.officer[served], turns.service[served])
    done = (works.begun != NEVER) & (works.officer != NEVER)
    np.add.at(drawn, works.officer[done], works.intake[done])
    off = np.abs(totals[:, 0] + totals[:, 3] - drawn - totals[:, 1])
    off += _moved(system, workload, outcome)
    rows = np.flatnonzero(off)
    offences = []
    for row in rows[:MOST_OFFENCES].tolist():
        site, number = site_of(system, row)
        offences.append(
            Offence(replication=workload.replication, site=site, officer=number, off=int(off[row]))
        )
    return Finding(
        law="minutes",
        counted=(("officer_days", int((duty.since < duty.until).sum())),
            ("minutes", int(totals[:, [0, 3]].sum()) // MINUTE)),
        violations=len(rows), largest=int(off.max(initial=0)), offences=tuple(offences),
    )  # fmt: skip


def _moved(system: System, workload: Workload, outcome: Outcome) -> Ints:
    """(O,) how much duties begin off their plan where no break may be extended (R4) [ms]."""
    roster = workload.roster
    moved = outcome.worked_from - roster.duty_from
    officer = np.repeat(np.arange(len(roster.duty_start) - 1), np.diff(roster.duty_start))
    n_officers = len(system.skills)
    site = np.repeat(np.arange(len(system.site_ids)), np.diff(system.officer_start))
    may = system.extend_breaks[site[officer]]
    is_wrong = (moved < 0) | (outcome.worked_from > roster.duty_to) | ((moved > 0) & ~may)
    found = np.zeros(n_officers, np.int64)
    np.add.at(found, officer[is_wrong], np.abs(moved[is_wrong]))
    return found


def _of_both(
    law: str, system: System, replication: int, tables: tuple[Turns, Works],
    wrong: tuple[Ints, Ints], *, counted: list[tuple[str, int]],
) -> Finding:  # fmt: skip
    """A finding of what is wrong with turns and with intake work, by row."""
    turns, works = tables
    finding = of_turns(law, system, replication, turns, wrong[0], counted=counted)
    rows = np.flatnonzero(wrong[1])
    offences = list(finding.offences)
    for row in rows[:MOST_OFFENCES].tolist():
        site = int(np.searchsorted(works.start, row, side="right")) - 1
        officer = int(works.officer[row])
        instants = ("arrived", "begun", "ended")
        offences.append(
            Offence(
                replication=replication,
                site=system.site_ids[site],
                dossier=int(works.dossier[row]),
                officer=NEVER if officer == NEVER else officer - int(system.officer_start[site]),
                off=int(wrong[1][row]),
                instants=tuple((name, int(getattr(works, name)[row])) for name in instants),
            )
        )
    return Finding(
        law=law, counted=finding.counted, violations=finding.violations + len(rows),
        largest=max(finding.largest, int(wrong[1].max(initial=0))),
        offences=tuple(offences[:MOST_OFFENCES]),
    )  # fmt: skip
