"""One plan of the site, made ready: replications by number, from draws that are kept."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from functools import cached_property

import numpy as np

from sim.memory import Memory
from sim.model import system as systems
from sim.model.calendar import lead_days
from sim.model.days import Lead
from sim.model.spec import Scenario
from sim.model.tables import Fate, Outcome, System, Workload
from sim.sampling.absence import RosterPlan
from sim.sampling.workload import Sampler
from sim.studies.experiment import Engine, engine_named, refuse_too_many
from sim.studies.whatif.draws import Draws
from sim.studies.whatif.sums import Summed, Sums


class Plan:
    """A scenario at a site.

    The run-out is left out where there is one: it is there for dossiers, and nothing that is
    measured here depends on it unless somebody who came in the period still waits at its end.
    Such a replication is played to the full.
    """

    def __init__(
        self, scenario: Scenario, site: str, only: Collection[str], seed: int, *,
        draws: Draws, engine: Engine = "compiled", like: Plan | None = None, cut: bool = True,
    ) -> None:  # fmt: skip
        self.scenario, self.site, self.only, self.seed = scenario, site, only, seed
        self.draws, self.engine, self.like = draws, engine, like
        self.is_cut = cut and lead_days(scenario)[1] > 0
        self._simulated = scenario
        if self.is_cut:
            self._simulated = scenario.model_copy(update={"run_out": Lead(days=0)})
        self.system = systems.build(self._simulated, only)
        self.rosters = RosterPlan(self.system, seed)
        self.measure = Summed(site)(scenario, self.system)
        self.play = engine_named(engine)
        refuse_too_many(scenario.name, self.sampler)

    @cached_property
    def sampler(self) -> Sampler:
        """Who comes: as in the plan that this is `like` in all but officers, if there is one."""
        if self.like is not None:
            return self.like.sampler
        return Sampler(self._simulated, self.system, self.seed)

    @cached_property
    def fingerprint(self) -> bytes:
        """Of all that draws depend on."""
        return self.like.fingerprint if self.like is not None else self.sampler.fingerprint()

    @cached_property
    def whole(self) -> Plan:
        """The same with its run-out."""
        return Plan(
            self.scenario, self.site, self.only, self.seed, draws=self.draws, engine=self.engine,
            cut=False,
        )  # fmt: skip

    def replication(self, number: int, memory: Memory) -> Sums:
        """Play and measure one replication; nothing of the result lies in the memory."""
        workload = replace(self._drawn(number, memory), roster=self.rosters.draw(number))
        outcome = self.play(self.system, workload, memory)
        if self.is_cut and somebody_waits(self.system, workload, outcome):
            return self.whole.replication(number, memory)
        return self.measure(workload, outcome, memory)

    def _drawn(self, number: int, memory: Memory) -> Workload:
        kept = self.draws.get(self.fingerprint, number)
        if kept is None:
            kept = self.sampler.draw(number, memory)
            self.draws.put(self.fingerprint, kept)
        return kept


def somebody_waits(system: System, workload: Workload, outcome: Outcome) -> bool:
    """Whether somebody who came in the period still waits at the horizon."""
    since = system.period_from
    drawn = (outcome.fate == Fate.OPEN) & (workload.visits.arrived_at >= since)
    caused = (outcome.caused_fate == Fate.OPEN) & (outcome.caused_arrived_at >= since)
    return bool(drawn.any() or caused.any() or np.any(outcome.stages["fate"] == Fate.OPEN))
