"""From a scenario to workloads: one `Sampler` for a scenario, one `draw` a replication."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.errors import UsageError
from sim.memory import Memory
from sim.model.records import DOSSIER_DTYPE, LIVE_DTYPE
from sim.model.spec import Scenario
from sim.model.tables import Floats, Ints, System, Visits, Workload
from sim.said import Said
from sim.sampling import choice, demand, draw_kernel, known_kernel, manners, visit_kernel
from sim.sampling.absence import RosterPlan
from sim.sampling.arrival_kernel import RADIX
from sim.sampling.choice import ChoicePlan
from sim.sampling.demand import DemandPlan
from sim.sampling.identity import fingerprint
from sim.sampling.known import Known, Scout
from sim.sampling.records import (
    SUBMISSION,
    VISIT,
    Choices,
    Desk,
    Offices,
    Shapes,
    Sources,
    Table,
)

MOST_VISITS = 50_000_000
"""Expected in a replication; each takes some 300 bytes while it is worked on."""

COLUMNS = {
    "arrived_at": np.int64,
    "booked_at": np.int64,
    "dossier": np.int64,
    "commune": np.int32,
    "procedure": np.int32,
    "purpose": np.int8,
    "priority": np.int8,
    "service": np.int64,
    "patience": np.int64,
    "return_word": np.uint64,
}
"""The columns of `tables.Visits` with their types, as `visit_kernel.fill` takes them."""


class Sampler:
    """Draws the workload of any replication of a scenario: a function of (seed, replication)."""

    def __init__(
        self, scenario: Scenario, system: System, seed: int, choices: ChoicePlan | None = None,
        needs: DemandPlan | None = None,
    ) -> None:  # fmt: skip
        """`choices` are those of another sampler with the same sites, residents and seed.

        `needs` is its demand, where that is the same as well.
        """
        self.system = system
        self.manners = manners.plan(scenario, system)
        self.choice = choices = choices or choice.plan(scenario, system, seed)
        # Sites given with the arrivals already have the system's numbers.
        all_there = len(system.site_ids) == len(choices.place) or not scenario.is_province
        wanted = None
        if not all_there and needs is None:
            communes, procedures = np.indices((len(system.commune_ids), len(system.procedure_ids)))
            is_free = self.manners.manners["is_free"][procedures]
            wanted = choices.reaches(communes, procedures, is_free)
        plan = needs or demand.plan(scenario, system, seed, wanted)
        self.demand, self.place = plan, choices.place[: 0 if all_there else None]
        self.rosters = RosterPlan(system, seed)
        self.sources = Sources(plan.key, plan.commune, plan.site, plan.procedure, plan.clock)
        shapes = plan.shapes
        self.shapes = Shapes(shapes.start, shapes.piece_from, shapes.piece_to, shapes.upto)
        self.choices = Choices(
            choices.home, choices.row, choices.start, choices.candidate, choices.weight,
            choices.salt, choices.nearest, len(system.live_site) > 0,
        )  # fmt: skip
        standard_day = system.clock_standard_day[system.unit_clock]
        self.offices = Offices(system.unit_at, system.unit_of, standard_day)

    def draw(
        self,
        replication: int,
        memory: Memory | None = None,
        known: tuple[Known, int] | None = None,
    ) -> Workload:
        """The workload of replication number `replication`, from 0.

        Its visits are kept in `memory`, where there is one, until the next draw with it. Those
        `known` of the replication, and what has moved since (`known.Scout`), spare a look at
        everybody else.
        """
        memory = memory or Memory()
        # The arithmetic of hashes is meant to wrap around.
        with np.errstate(over="ignore"):
            if known is None:
                found = self._dossiers(replication, memory)
            else:
                found = self._dossiers_of(*known, replication, memory)
            dossiers, visits, live, per_site, stages = found
            return Workload(
                replication=replication,
                roster=self.rosters.draw(replication),
                visits=self._visits(visits, per_site, replication, memory),
                dossiers=dossiers,
                live=live,
                stages=stages,
            )

    def scout(self, most: float) -> Scout:
        """Who may come while demand is at most so many times that of this sampler."""
        return Scout(
            demand=self.demand, sources=self.sources, manners=self.manners, choice=self.choice,
            choices=self.choices, place=self.place, shapes=self.shapes,
            offices=self._offices_of_leads(), most=most,
        )  # fmt: skip

    def fingerprint(self) -> bytes:
        """Of all that draws depend on but their number; the roster, drawn apart, is left out."""
        system, plan, behaviour = self.system, self.demand, self.manners
        depends_on: list[object] = [
            plan.fingerprint, self.choice.fingerprint, self.choices.is_live, self.place,
            behaviour.manners, behaviour.laws.arrays(), behaviour.enquire_share,
            behaviour.productive, behaviour.booking, behaviour.plan_of, behaviour.stages,
            self._offices_of_leads(), system.site_ids, system.stage_start,
        ]  # fmt: skip
        if len(behaviour.booking):
            depends_on += [
                system.session_start, system.session_from, system.door_from, system.door_to,
                system.horizon,
            ]  # fmt: skip
        return fingerprint(*depends_on)

    def _offices_of_leads(self) -> Offices:
        """The offices, with the standard days of those alone by which a lead time is drawn."""
        offices = self.offices
        leads = self.manners.manners["lead_law"] >= 0
        units = np.concatenate([offices.at[leads].ravel(), offices.of[leads].ravel()])
        drawn_by = np.isin(np.arange(len(offices.standard_day)), units)
        return offices._replace(standard_day=np.where(drawn_by, offices.standard_day, 0))

    def _dossiers(
        self, replication: int, memory: Memory
    ) -> tuple[Table, Table, Table, Ints, Floats]:
        """(dossiers, visits by date and site, dossiers without a site, visits by site, stages)."""
        plan, behaviour = self.demand, self.manners
        # By date, as the loop over dates reads them.
        mean = plan.means(replication, memory).T
        sizes = memory.table("mean sizes", mean.size, np.float64).reshape(mean.shape)
        by_day = np.abs(mean, out=sizes).sum(axis=1)
        _refuse_floods(by_day.sum())
        room, day_room = _enough(by_day.sum()), _enough(by_day.max(initial=0.0))
        per_site = np.empty(len(self.system.site_ids), np.int64)
        n_stages = int(np.diff(self.system.stage_start).max(initial=0))
        while True:
            dossiers = memory.table("dossiers", room, DOSSIER_DTYPE)
            visits = memory.table("visits", room, VISIT)
            live = memory.table("live", room + 1 if self.choices.is_live else 1, LIVE_DTYPE)
            stages = memory.table("stages", room * n_stages, np.float64).reshape(room, n_stages)
            n_dossiers, n_visits, n_live = draw_kernel.submit(
                plan.dates, np.uint64(replication), self.sources, mean, plan.shape_by_date,
                self.shapes, behaviour.manners, behaviour.laws.arrays(), behaviour.productive,
                self.offices, behaviour.enquire_share, self.choice.outside_share, self.choices,
                self.place, _desk(day_room, len(per_site), memory), per_site, dossiers, visits,
                live, behaviour.stages, stages,
            )  # fmt: skip
            if n_dossiers >= 0:
                live = live[:n_live][np.argsort(live["dossier"][:n_live])]
                dossiers, visits, stages = (
                    dossiers[:n_dossiers],
                    visits[:n_visits],
                    stages[:n_dossiers],
                )
                return dossiers, visits, live, per_site, stages
            room, day_room = 2 * room, 2 * day_room

    def _dossiers_of(
        self, known: Known, moved: int, replication: int, memory: Memory
    ) -> tuple[Table, Table, Table, Ints, Floats]:
        """The same of those who are known."""
        plan, behaviour = self.demand, self.manners
        room, per_site = len(known.rows), np.empty(len(self.system.site_ids), np.int64)
        n_stages = int(np.diff(self.system.stage_start).max(initial=0))
        dossiers = memory.table("dossiers", room, DOSSIER_DTYPE)
        visits = memory.table("visits", room, VISIT)
        stages = memory.table("stages", room * n_stages, np.float64).reshape(room, n_stages)
        day_room = int(np.diff(known.start).max(initial=0))
        n_dossiers, n_visits = known_kernel.submit_known(
            plan.dates, np.uint64(replication), known.rows, known.start, known.dossiers, moved,
            plan.mean_by_date, plan.factors, plan.day_factors(replication), self.sources,
            plan.shape_by_date, self.shapes, behaviour.manners, behaviour.laws.arrays(),
            behaviour.productive, behaviour.enquire_share, self.choices,
            _desk(day_room, len(per_site), memory), np.empty(day_room, np.int64), per_site,
            dossiers, visits, behaviour.stages, stages,
        )  # fmt: skip
        nobody = np.empty(0, LIVE_DTYPE)
        return dossiers[:n_dossiers], visits[:n_visits], nobody, per_site, stages[:n_dossiers]

    def _visits(self, visits: Table, per_site: Ints, replication: int, memory: Memory) -> Visits:
        """The visits by site."""
        behaviour, system = self.manners, self.system
        site_start = np.append(0, np.cumsum(per_site))
        columns = {
            name: memory.table(f"visits.{name}", len(visits), dtype)
            for name, dtype in COLUMNS.items()
        }
        visit_kernel.fill(
            visits, self.demand.dates, np.uint64(replication), self.sources,
            site_start[:-1].copy(), behaviour.booking, behaviour.plan_of, system.session_start,
            system.session_from, system.door_from, system.door_to, system.horizon,
            *columns.values(),
        )  # fmt: skip
        if len(behaviour.booking):
            order = _order_of_arrival(columns, site_start)
            columns = {name: column[order] for name, column in columns.items()}
        return Visits(site_start=site_start, **columns)


def _refuse_floods(expected: float) -> None:
    """Raise UsageError where day factors make more visits than memory has room for."""
    if not expected <= MOST_VISITS:
        raise UsageError(
            Said(
                "{visits:.3g} visits are expected in a replication by its day factors, and at most "
                "{most:,} are simulated. Lower the rates or day_cv.",
                visits=expected,
                most=MOST_VISITS,
            )
        )


def _desk(day_room: int, n_sites: int, memory: Memory) -> Desk:
    """Working space for a date of so many submissions."""
    clock, order, rank = np.empty((3, day_room), np.int64)
    return Desk(
        clock=clock,
        raw=memory.table("raw", day_room, SUBMISSION),
        order=order,
        rank=rank,
        tallies=np.empty(RADIX, np.int64),
        place=np.empty(n_sites, np.int64),
    )


def _enough(mean: float) -> int:
    """Room that a Poisson number of this mean hardly ever exceeds."""
    return int(mean + 8 * np.sqrt(mean)) + 64


def _order_of_arrival(columns: dict[str, NDArray[Any]], site_start: Ints) -> Ints:
    """Booked visits arrive when they arrive, not in the order in which they were drawn."""
    site = np.repeat(np.arange(len(site_start) - 1), np.diff(site_start))
    return np.lexsort((columns["purpose"], columns["dossier"], columns["arrived_at"], site))
