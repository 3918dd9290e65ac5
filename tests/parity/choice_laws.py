"""What must hold of those who choose a site in the run (D9): each choice is made anew.

Who waits and who serves at the moment of a choice is read off the finished lines of all sites.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.model.tables import NEVER, Outcome, Purpose, System, Workload
from tests.parity.pasts import Past, Server, Work
from tests.parity.times import SiteTimes


@dataclass(frozen=True, kw_only=True)
class Look:
    """A site as somebody finds it who looks in."""

    site: int
    times: SiteTimes
    visits: list[Past]
    works: list[Work]
    servers: list[Server]

    def waiting(self, turn: tuple[int, int, int]) -> list[Past]:
        """Those who have arrived before this turn, and wait on."""
        return [v for v in self.visits if v.comes_before(turn) and v.waited_until > turn[0]]

    def is_busy(self, officer: int, turn: tuple[int, int, int]) -> bool:
        """At a job that has begun before this turn."""
        at = turn[0]
        for visit in self.visits:
            if visit.officer == officer and visit.called_at <= at < visit.left_at:
                return visit.called_at < at or visit.comes_before(turn)
        for work in self.works:
            if work.officer == officer and work.begun_at <= at < work.ended_at:
                came = (work.arrived_at, work.dossier, int(Purpose.FILE))
                return work.begun_at < at or work.arrived_at < at or came < turn
        return False

    def held_for(self, officer: int, at: int) -> int:
        """The latest end of a session for whose tickets the officer is held."""
        holds = self.servers[officer].holds
        return max((since for since, until in holds if since <= at < until), default=NEVER)

    def expected_wait(self, skill: int, mean: int, turn: tuple[int, int, int]) -> int | None:
        """What one more visit would wait; None where the doors are shut, or nobody serves."""
        at = turn[0]
        if not self.times.tickets_are_given(at):
            return None
        waiting = self.waiting(turn)
        there = []
        for officer, server in enumerate(self.servers):
            before = self.held_for(officer, at)
            is_held = any(v.skill in server.skills and v.came_at < before for v in waiting)
            if skill in server.skills and (server.is_on_duty(at) or is_held):
                there.append(officer)
        if not there:
            return None
        if not all(self.is_busy(officer, turn) for officer in there):
            return 0
        skills = {skill for officer in there for skill in self.servers[officer].skills}
        n = sum(visit.skill in skills for visit in waiting)
        return (n + 1) * mean // len(there)


def check_choices(system: System, workload: Workload, outcome: Outcome, looks: list[Look]) -> None:
    """Raise AssertionError if somebody went where they should not have gone."""
    drawn, lives = workload.dossiers, outcome.lives
    given = drawn["site"] != NEVER
    assert np.array_equal(lives["site"][given], drawn["site"][given])
    assert np.array_equal(np.flatnonzero(~given), workload.live["dossier"])
    for number in workload.live["dossier"].tolist():
        site, filed_at = int(lives["site"][number]), int(drawn["filed_at"][number])
        turn = (filed_at, number, int(Purpose.FILE))
        firsts = [
            v
            for v in looks[site].visits
            if v.ticket[1:] == turn[1:] and v.repetition == v.stage == 0
        ]
        assert [visit.ticket for visit in firsts] == [turn]
        assert firsts[0].priority == drawn["priority"][number]
        assert site == best_site(system, drawn[number], turn, looks)


def best_site(
    system: System, dossier: np.void, turn: tuple[int, int, int], looks: list[Look]
) -> int:
    """The least of travel and wait, then the lowest number, home included or not; else home."""
    p, commune = int(dossier["procedure"]), int(dossier["commune"])
    home = int(system.live_home[commune, p])
    best: tuple[int, int] | None = None
    for site in system.live_site[slice(*system.live_start[p : p + 2])].tolist():
        if site == home and not system.live_home_included:
            continue
        mean = int(system.live_service[p, site])
        wait = looks[site].expected_wait(p * len(Purpose) + Purpose.FILE, mean, turn)
        if wait is not None:
            cost = (int(system.live_travel[commune, site]) + wait, site)
            best = cost if best is None else min(best, cost)
    return home if best is None else best[1]
