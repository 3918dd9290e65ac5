"""From a scenario to workloads: one `Sampler` for a scenario, one `draw` a replication."""

from __future__ import annotations

import numpy as np

from sim.model.spec import Scenario
from sim.model.tables import Ints, System, Visits, Workload
from sim.sampling import choice, demand, draw_kernel, manners
from sim.sampling.absence import RosterPlan
from sim.sampling.records import SUBMISSION, VISIT, Scratch, Table


class Sampler:
    """Draws the workload of any replication of a scenario: a function of (seed, replication)."""

    def __init__(self, scenario: Scenario, system: System, seed: int) -> None:
        self.system = system
        self.demand = demand.plan(scenario, system, seed)
        self.shape_of = np.ascontiguousarray(self.demand.shape.T)
        self.choice = choice.plan(scenario, system, seed)
        self.manners = manners.plan(scenario, system)
        self.rosters = RosterPlan(system, seed)
        self.scratch = Scratch()

    def draw(self, replication: int) -> Workload:
        """The workload of replication number `replication`, from 0."""
        # The arithmetic of hashes is meant to wrap around.
        with np.errstate(over="ignore"):
            submissions = self._submissions(replication)
            return Workload(
                replication=replication,
                roster=self.rosters.draw(replication),
                visits=self._visits(submissions, replication),
                n_dossiers=len(submissions),
            )

    def _submissions(self, replication: int) -> Table:
        """Every submission, in dossier order, with time, source and the draw of its service."""
        plan = self.demand
        # By date, as the loop over dates reads them.
        mean = np.ascontiguousarray(plan.means(replication).T)
        by_day = np.abs(mean).sum(axis=1)
        room, day_room = _enough(by_day.sum()), _enough(by_day.max(initial=0.0))
        shapes = plan.shapes
        while True:
            submissions = self.scratch.table(room, SUBMISSION)
            clock, order, spare = np.empty((3, day_room), np.int64)
            n = draw_kernel.submit(
                plan.dates, np.uint64(replication), plan.key, mean, self.shape_of, shapes.start,
                shapes.piece_from, shapes.piece_to, shapes.upto, clock,
                np.empty(day_room, SUBMISSION), order, spare,
                np.empty(draw_kernel.RADIX, np.int64), submissions,
            )  # fmt: skip
            if n >= 0:
                return submissions[:n]
            room, day_room = 2 * room, 2 * day_room

    def _visits(self, submissions: Table, replication: int) -> Visits:
        """The visits that the submissions cause."""
        plan, choices, behaviour, system = self.demand, self.choice, self.manners, self.system
        number = np.uint64(replication)
        per_site = np.zeros(len(system.site_ids), np.int64)
        draw_kernel.decide(
            submissions, plan.dates, number, plan.key, plan.commune, plan.site, plan.procedure,
            behaviour.manners, behaviour.enquire_share, choices.outside_share, choices.home,
            choices.row, choices.start, choices.candidate, choices.weight, choices.salt,
            choices.nearest, per_site,
        )  # fmt: skip
        site_start = np.append(0, np.cumsum(per_site))
        rows = self.scratch.table(int(site_start[-1]), VISIT)
        draw_kernel.fill(
            submissions, plan.dates, number, plan.key, plan.commune, plan.procedure,
            behaviour.manners, behaviour.productive, site_start[:-1].copy(),
            *behaviour.laws.arrays(), rows,
        )  # fmt: skip
        if len(behaviour.booking):
            draw_kernel.book_all(
                rows, site_start, submissions, plan.dates, number, plan.key, behaviour.booking,
                behaviour.plan_of, system.session_start, system.session_from, system.door_from,
                system.door_to, system.horizon,
            )  # fmt: skip
            rows = _in_order_of_arrival(rows, site_start)
        return _columns(rows, site_start)


def _enough(mean: float) -> int:
    """Room that a Poisson number of this mean hardly ever exceeds."""
    return int(mean + 8 * np.sqrt(mean)) + 64


def _in_order_of_arrival(rows: Table, site_start: Ints) -> Table:
    """Booked visits arrive when they arrive, not in the order in which they were drawn."""
    site = np.repeat(np.arange(len(site_start) - 1), np.diff(site_start))
    return rows[np.lexsort((rows["purpose"], rows["dossier"], rows["arrived_at"], site))]


def _columns(rows: Table, site_start: Ints) -> Visits:
    """The visits as the engines and measures take them."""
    columns = {name: np.empty(len(rows), rows.dtype[name]) for name in VISIT.names or ()}
    draw_kernel.split(
        rows, columns["arrived_at"], columns["booked_at"], columns["dossier"], columns["commune"],
        columns["procedure"], columns["purpose"], columns["priority"], columns["service"],
        columns["patience"], columns["dossiers"], columns["return_word"],
    )  # fmt: skip
    return Visits(site_start=site_start, **columns)
