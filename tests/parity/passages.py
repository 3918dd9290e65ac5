"""What happened stage by stage (R10): all waits and services, each with a ticket of its own.

A *turn* is a `Past` of one line: that of a visit without stages, or of one stage of a visit.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from sim.model.tables import NEVER, Fate, Outcome, Purpose, System, Workload
from tests.parity.pasts import Past, stretched


@dataclass(frozen=True, kw_only=True)
class Way:
    """A visit to file with the skills of its stages in order, and those that it reached."""

    visit: Past
    skills: tuple[int, ...]
    turns: tuple[Past, ...]

    def may_come_until(self, skills: frozenset[int], horizon: int) -> int:
        """Until when it may still be called at a stage within these skills; NEVER: it never was."""
        within = [stage for stage, skill in enumerate(self.skills) if skill in skills]
        if not within or not self.turns:
            return NEVER
        if within[-1] < len(self.turns):
            return min(self.turns[within[-1]].waited_until, horizon)
        last = self.turns[-1]
        return min(last.left_at if last.fate == Fate.SERVED else last.waited_until, horizon)


def stage_skills(system: System, visit: Past) -> tuple[int, ...]:
    """Of the stages that the visit passes, none for most visits."""
    _, purpose = visit.chain
    if purpose != Purpose.FILE:
        return ()
    p = visit.skill // len(Purpose)
    return tuple(system.stage_skill[slice(*system.stage_start[p : p + 2])].tolist())


def ways_of(system: System, workload: Workload, outcome: Outcome, past: list[Past]) -> list[Way]:
    """Every visit that has stages before it, whether or not it reached any."""
    rows: dict[tuple[int, int], list[np.void]] = {}
    keys = [(int(r["dossier"]), int(r["repetition"]), int(r["stage"])) for r in outcome.stages]
    assert keys == sorted(set(keys))
    for row in outcome.stages:
        rows.setdefault((int(row["dossier"]), int(row["repetition"])), []).append(row)
    ways = []
    for visit in past:
        skills = stage_skills(system, visit)
        if skills:
            own = rows.pop((visit.chain[0], visit.repetition), [])
            assert [int(row["stage"]) for row in own] == list(range(len(own)))
            turns = tuple(turn_of(system, workload, visit, skills, row) for row in own)
            ways.append(Way(visit=visit, skills=skills, turns=turns))
    assert not rows
    return ways


def turn_of(
    system: System, workload: Workload, visit: Past, skills: tuple[int, ...], row: np.void
) -> Past:
    """One stage of a visit as it went."""
    stage, called_at, left_at = int(row["stage"]), int(row["called_at"]), int(row["left_at"])
    until = called_at if called_at != NEVER else left_at if left_at != NEVER else system.horizon
    return replace(
        visit,
        site=int(row["site"]),
        stage=stage,
        skill=skills[stage],
        service=stretched(system, workload.stages[visit.chain[0], stage], visit.site),
        ticket=(int(row["joined_at"]), *visit.ticket[1:]),
        called_at=called_at,
        left_at=left_at,
        officer=int(row["officer"]),
        fate=Fate(row["fate"]),
        waited_until=until,
    )


def turns_of(past: list[Past], ways: list[Way]) -> list[Past]:
    """All lines that anybody stood in, or did not get as far as to stand in."""
    told = {(way.visit.chain, way.visit.repetition) for way in ways if way.turns}
    alone = [visit for visit in past if (visit.chain, visit.repetition) not in told]
    return alone + [turn for way in ways for turn in way.turns]


def check_ways(system: System, ways: list[Way]) -> None:
    """E2 and E5: one stage after the other, and the visit's row tells of all of them."""
    for way in ways:
        visit, turns = way.visit, way.turns
        if not turns:
            assert visit.fate in (Fate.BALKED, Fate.TURNED_AWAY, Fate.NO_SHOW)
            continue
        assert len(turns) <= len(way.skills)
        assert turns[0].arrived_at == visit.arrived_at
        assert turns[0].called_at == visit.called_at
        assert all(turn.site == visit.site for turn in turns)
        for before, turn in pairwise(turns):
            assert before.fate == Fate.SERVED
            assert before.left_at == turn.arrived_at < system.horizon
        officers = [turn.officer for turn in turns if turn.called_at != NEVER]
        assert visit.officer == (officers[-1] if officers else NEVER)
        last = turns[-1]
        if last.fate == Fate.SERVED and len(turns) < len(way.skills):
            assert last.left_at >= system.horizon
            assert (visit.fate, visit.left_at) == (Fate.OPEN, NEVER)
        else:
            assert (visit.fate, visit.left_at) == (last.fate, last.left_at)
