"""One plan of the site, made ready: replications by number, from draws that are kept."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import timedelta
from functools import cached_property
from typing import Literal

import numpy as np

from sim.engines.compiled.alone import is_simple, run_alone
from sim.memory import Memory
from sim.model import calendar
from sim.model import system as systems
from sim.model.calendar import lead_days
from sim.model.days import Lead
from sim.model.spec import Scenario
from sim.model.tables import Fate, Outcome, System, Workload
from sim.sampling.absence import RosterPlan
from sim.sampling.known import Scout
from sim.sampling.workload import Sampler
from sim.studies.experiment import Engine, engine_named, refuse_too_many
from sim.studies.whatif.draws import Draws
from sim.studies.whatif.sums import Summed, Sums

MARGIN = 1.25
"""Times as much demand as in the base plan is looked through for those who may come to the site."""

Same = Literal["citizens", "needs", "rules"]
"""What two plans may share: who comes; how much is needed; all of the site but its officers."""


class Plan:
    """A scenario at a site.

    The run-out is left out where there is one: it is there for dossiers, and nothing that is
    measured here depends on it unless somebody who came in the period still waits at its end.
    Such a replication is played to the full.
    """

    def __init__(
        self, scenario: Scenario, site: str, only: Collection[str], seed: int, *,
        draws: Draws, engine: Engine = "compiled", base: Plan | None = None,
        same: Collection[Same] = (), cut: bool = True,
    ) -> None:  # fmt: skip
        """`same` tells what is as in the plan `base`, and is taken from there."""
        self.scenario, self.site, self.only, self.seed = scenario, site, only, seed
        self.draws, self.engine = draws, engine
        self._base, self._same = base, same
        self.is_cut = cut and lead_days(scenario)[1] > 0
        self._simulated = scenario
        if self.is_cut:
            self._simulated = scenario.model_copy(update={"run_out": Lead(days=0)})
        self.system: System = (
            systems.restaffed(base.system, self._simulated)
            if base is not None and "rules" in same
            else systems.build(self._simulated, only)
        )
        self.rosters = RosterPlan(self.system, seed)
        self.measure = Summed(site)(scenario, self.system)
        self.play = engine_named(engine)
        refuse_too_many(scenario.name, self.sampler)

    @cached_property
    def sampler(self) -> Sampler:
        """Who comes."""
        if self._base is None:
            return Sampler(self._simulated, self.system, self.seed)
        if "citizens" in self._same:
            return self._base.sampler
        # No change of a site moves it, or what anybody thinks of it.
        base = self._base.sampler
        needs = base.demand if "needs" in self._same else None
        return Sampler(self._simulated, self.system, self.seed, base.choice, needs)

    @cached_property
    def fingerprint(self) -> bytes:
        """Of all that draws depend on."""
        if self._base is not None and "citizens" in self._same:
            return self._base.fingerprint
        return self.sampler.fingerprint()

    @cached_property
    def scout(self) -> Scout | None:
        """Who looks up those who may come, for this plan and the base; None if nobody can.

        Another one where demand is more than the base plan's scout has looked for.
        """
        if not self._own_scout.can_tell:
            return None
        of_base = None if self._base is None else self._base.scout
        is_enough = of_base is not None and of_base.covers(self._own_scout)
        return of_base if is_enough else self._own_scout

    @cached_property
    def _own_scout(self) -> Scout:
        return self.sampler.scout(MARGIN)

    @cached_property
    def _moved(self) -> int:
        """What has to be drawn anew of those whom the scout knows."""
        return self.scout.moved(self._own_scout) if self.scout is not None else 0

    @cached_property
    def whole(self) -> Plan:
        """The same with its run-out."""
        return Plan(
            self.scenario, self.site, self.only, self.seed, draws=self.draws, engine=self.engine,
            cut=False,
        )  # fmt: skip

    @cached_property
    def is_brief(self) -> bool:
        """Whether sums are all that needs to be kept of a replication while it is played.

        Where the run-out is left out, doors must open in it: so whoever is sent home on the last
        day of the period comes again, as in a run of all days.
        """
        return (
            self.engine == "compiled"
            and is_simple(self.system)
            and not len(self.sampler.manners.booking)
            and (not self.is_cut or opens_after(self.scenario, self.site, self.system))
        )

    def replication(self, number: int, memory: Memory) -> Sums:
        """Play and measure one replication; nothing of the result lies in the memory."""
        workload = replace(self._drawn(number, memory), roster=self.rosters.draw(number))
        if self.is_brief:
            limit = self.system.wait_target
            summed = run_alone(self.system, workload, limit, memory, is_cut=self.is_cut)
            return self.measure.of_sums(workload, summed)
        outcome = self.play(self.system, workload, memory)
        if self.is_cut and somebody_waits(self.system, workload, outcome):
            return self.whole.replication(number, memory)
        return self.measure(workload, outcome, memory)

    def _drawn(self, number: int, memory: Memory) -> Workload:
        kept = self.draws.get(self.fingerprint, number)
        if kept is not None:
            return kept
        scout, base = self.scout, self._base or self
        if scout is None:
            found = self.sampler.draw(number, memory)
            self.draws.put(self.fingerprint, found)
            return found
        spared = (base.fingerprint, scout.fingerprint)
        known = self.draws.known(
            scout.fingerprint, number, lambda: scout.find(number, memory), spared
        )
        found = self.sampler.draw(number, memory, (known, self._moved))
        # To draw from those known takes hardly longer than to keep.
        if self.fingerprint == base.fingerprint:
            self.draws.put(self.fingerprint, found, spared)
        return found


def opens_after(scenario: Scenario, site: str, system: System) -> bool:
    """Whether the site opens after the last day of a system without the run-out of its scenario."""
    hours = scenario.sites[site].calendar or scenario.calendar
    first = system.first_day + timedelta(days=system.n_days)
    return bool(calendar.dates(hours, first, lead_days(scenario)[1]).is_open.any())


def somebody_waits(system: System, workload: Workload, outcome: Outcome) -> bool:
    """Whether somebody who came in the period still waits at the horizon."""
    since = system.period_from
    drawn = (outcome.fate == Fate.OPEN) & (workload.visits.arrived_at >= since)
    caused = (outcome.caused_fate == Fate.OPEN) & (outcome.caused_arrived_at >= since)
    return bool(drawn.any() or caused.any() or np.any(outcome.stages["fate"] == Fate.OPEN))
