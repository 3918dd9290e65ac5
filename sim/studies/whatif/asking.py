"""A conversation about one site: a change is asked about, and answers come, each surer."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import closing
from functools import cached_property

import numpy as np

from sim.errors import UsageError
from sim.memory import Memories
from sim.model.coupling import closure
from sim.model.spec import Scenario
from sim.said import Said
from sim.studies.experiment import Engine
from sim.studies.whatif.answer import Answer, day_of, figures
from sim.studies.whatif.change import Change, applied, online_share
from sim.studies.whatif.draws import DRAWS, Draws
from sim.studies.whatif.places import PLACES, Places
from sim.studies.whatif.plan import Plan, Same
from sim.studies.whatif.sums import Sums

DEADLINE = 0.25
"""Seconds until there is a first answer, and from one answer to the next."""
LONG = 3600.0
"""Seconds to wait where nothing else is to be done."""
MEMORIES = Memories()
"""Working space of the threads, as many as there are places."""
LEAST_REPLICATIONS = 2
"""An interval takes two."""
REMEMBERED = 32
"""Changes of which the sums are kept: some 100 KB each. Who goes back finds the answer there."""


class WhatIf:
    """What a site of a scenario would be like if it were changed; for one user.

    Raises
    ------
    UsageError
        Where there is no such site, or fewer than two replications are asked for.
    """

    def __init__(
        self, scenario: Scenario, site: str, replications: int = 30, *, seed: int | None = None,
        engine: Engine = "compiled", deadline: float = DEADLINE, draws: Draws = DRAWS,
        places: Places = PLACES, clock: Callable[[], float] = time.perf_counter,
    ) -> None:  # fmt: skip
        if site not in scenario.sites:
            raise UsageError(Said("{site}: the scenario has no such site.", site=site))
        if replications < LEAST_REPLICATIONS:
            raise UsageError(
                Said(
                    "replications = {n}: an interval takes {least} at least.",
                    n=replications,
                    least=LEAST_REPLICATIONS,
                )
            )
        self.scenario, self.site, self.replications = scenario, site, replications
        self.seed = scenario.seed if seed is None else seed
        self.engine, self.draws, self.places = engine, draws, places
        self.deadline, self.clock = deadline, clock
        self._base: dict[int, Sums] = {}
        self._known: OrderedDict[Change, tuple[Plan, dict[int, Sums]]] = OrderedDict()
        self._question = 0

    @cached_property
    def is_exact(self) -> bool:
        """Whether nothing joins the site to others, so that alone it is as in the network."""
        return closure(self.scenario, [self.site]) == {self.site}

    @cached_property
    def only(self) -> frozenset[str]:
        """The sites simulated: this one, unless visitors choose by the queues of the moment."""
        if self.scenario.choice.rule == "live":
            return closure(self.scenario, [self.site])
        return frozenset([self.site])

    @cached_property
    def base(self) -> Plan:
        """The plan as it stands."""
        return self._plan(self.scenario)

    @cached_property
    def weights(self) -> Mapping[str, float]:
        """Mean submissions in all at the site by procedure, where somebody files any."""
        system, sampler = self.base.system, self.base.sampler
        plan = sampler.demand
        home = sampler.choice.home
        here = sorted(self.scenario.sites).index(self.site)
        mine = plan.site == system.site_ids.index(self.site)
        if self.scenario.is_province:
            mine = home[plan.commune, plan.procedure] == here
        mean = np.abs(plan.mean[mine]).sum(axis=1)
        sums = np.bincount(plan.procedure[mine], mean, len(system.procedure_ids))
        return {id_: float(w) for id_, w in zip(system.procedure_ids, sums, strict=True) if w > 0}

    @property
    def online(self) -> float:
        """The share of the site's submissions that is filed online in the base plan."""
        return online_share(self.scenario.procedures, self.weights)

    def changed(self, change: Change) -> Scenario:
        """The scenario of a change: a run of it gives the same numbers where `is_exact`."""
        return applied(self.scenario, self.site, change, self.weights)

    def stop(self) -> None:
        """End the answers to what was asked last."""
        self._question += 1

    def ask(self, change: Change) -> Iterator[Answer]:
        """Answers to a question, each on more replications, the last one `final`.

        A newer question, or `stop`, ends them. Raises UsageError at once for a change that is
        out of place, and for more visits than memory has room for.
        """
        began = self.clock()
        self._question += 1
        question = self._question
        known = self._known.pop(change, None)
        self._known[change] = known or (self._plan_of(change, self.changed(change)), {})
        while len(self._known) > REMEMBERED:
            self._known.popitem(last=False)
        return self._answers(change, *self._known[change], question, began)

    def _answers(
        self, change: Change, plan: Plan, found: dict[int, Sums], question: int, began: float
    ) -> Iterator[Answer]:
        """`found` has what is known of the plan already, and is added to."""
        due = began + self.deadline
        work = self.places.run(
            lambda number: self._replication(plan, number, question),
            [number for number in range(self.replications) if number not in found],
            lambda: due - self.clock() if len(found) >= LEAST_REPLICATIONS else LONG,
        )
        with closing(work):
            for finished in work:
                found.update((n, sums) for n, sums in finished if sums is not None)
                if question != self._question:
                    return
                now, enough = self.clock(), len(found) >= LEAST_REPLICATIONS
                if enough and now >= due and len(found) < self.replications:
                    yield self._answer(change, found, began)
                    if question != self._question:
                        return
                    now = self.clock()
                    due = now + max(self.deadline, now - began)
        if question == self._question:
            yield self._answer(change, found, began)

    def _plan_of(self, change: Change, scenario: Scenario) -> Plan:
        if change == Change():
            return self.base
        same: set[Same] = set()
        if change == Change(staff=change.staff, absence=change.absence):
            same.add("citizens")
        # Residents need what they need whenever a site is open.
        if change.demand == 1.0 and (change.hours is None or self.scenario.is_province):
            same.add("needs")
        # A choice by the queues of the moment looks at times at the counter as well.
        if change.hours is None and self.scenario.choice.rule != "live":
            same.add("rules")
        return self._plan(scenario, self.base, same)

    def _plan(
        self, scenario: Scenario, base: Plan | None = None, same: Collection[Same] = ()
    ) -> Plan:
        return Plan(
            scenario, self.site, self.only, self.seed, draws=self.draws, engine=self.engine,
            base=base, same=same,
        )  # fmt: skip

    def _replication(self, plan: Plan, number: int, question: int) -> Sums | None:
        """The sums of a replication, once those of the base plan are there; None if out of date."""
        if question != self._question:
            return None
        with MEMORIES.one() as memory:
            if number not in self._base:
                self._base[number] = self.base.replication(number, memory)
            if plan is self.base:
                return self._base[number]
            return plan.replication(number, memory)

    def _answer(self, change: Change, found: Mapping[int, Sums], began: float) -> Answer:
        numbers = sorted(found)
        new, old = [found[n] for n in numbers], [self._base[n] for n in numbers]
        return Answer(
            change=change, replications=len(numbers), final=len(numbers) == self.replications,
            is_exact=self.is_exact,
            figures=figures(new, old), day=day_of(new), base_day=day_of(old),
            seconds=self.clock() - began,
        )  # fmt: skip
