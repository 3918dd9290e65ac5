"""Who would go where, by the rates of the demand, and what that costs them in minutes.

Everything is per working day of the period, and of all that submissions bring to a counter in the
course of their lives (`work`); who comes in vain, or again after leaving unserved, is left to the
simulation. The base network is the scenario's, with the share filed outside that the plan expects.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt

import numpy as np

from sim.errors import UsageError
from sim.model import geography
from sim.model import system as systems
from sim.model.spec import Scenario, Site
from sim.model.tables import DAY, MINUTE, NEVER, Bools, Floats, Ints, System
from sim.model.words import write_step
from sim.said import Said
from sim.sampling import demand
from sim.studies.siting import rush
from sim.studies.siting.places import Places
from sim.studies.siting.waits import Service
from sim.studies.siting.work import Work, work

IRRELEVANT = 0.005
"""A candidate that would draw a smaller share of a commune's outside visits is left out there."""


@dataclass(frozen=True, kw_only=True)
class Flows:
    """Visits and their costs; I points, J candidates, K kinds of visitors who file outside.

    Minutes are citizens' minutes: the road there and back, and `wait_weight` times what is spent
    at the site.
    """

    total: float
    """Minutes a day of the whole network without new branches."""
    dossiers: float
    """Dossiers a day of the whole network."""
    stay: Floats
    """(I,) minutes a day of a point's visits where it stays."""
    move: Floats
    """(I, J) minutes on the road a day of the same visits to a candidate."""
    load: Floats
    """(I,) load of a point's visits and intake work in the average visitor's hour [Erlang]."""
    desk: Service
    """What these take at the counter."""
    outside: Floats
    """(K,) visits a day for what is filed outside and may be at any branch."""
    outside_load: Floats
    """(K,) load of these and of the intake work [Erlang]."""
    outside_cost: Floats
    """(K,) minutes of such a visit at the sites of the base network."""
    outside_travel: Floats
    """(K, J) minutes on the road of such a visit to a candidate."""
    pull: Floats
    """(K, J) weight of the candidate over that of all sites of the base network together; 0
    where it is irrelevant."""
    outside_desk: Service
    """What they take at the counter."""
    queue_minutes: float
    """Minutes a day that one visit waiting in the average visitor's hour stands for."""
    allowance: float
    """Load in the average visitor's hour over that of the average hour."""


def expected(scenario: Scenario) -> Scenario:
    """The scenario with the share filed outside that the planned phase expects.

    Raises
    ------
    UsageError
        Some file outside by another rule than the logit, or pass several desks in turn.
    """
    staged = [id_ for id_, each in scenario.procedures.items() if each.stages and each.per_1000 > 0]
    if staged:
        raise UsageError(
            Said(
                "procedures.{procedure}.stages: new branches can be sited where a visit has one "
                "desk; how long people wait at several in turn is not known beforehand. Leave the "
                "stages out, and give their time to counter_time.",
                procedure=write_step(staged[0]),
            )
        )
    share = scenario.siting.phase.outside_share if scenario.siting else None
    if share is not None:
        choice = scenario.choice.model_copy(update={"outside_share": share})
        scenario = scenario.model_copy(update={"choice": choice})
    if scenario.choice.outside_share > 0 and scenario.choice.rule != "logit":
        raise UsageError(
            Said(
                "choice.rule = {rule}: new branches can be sited where those who file outside "
                "choose by logit, or where nobody does (outside_share 0). Set choice.rule=logit.",
                rule=scenario.choice.rule,
            )
        )
    return scenario


def flows(scenario: Scenario, places: Places, waits: Mapping[str, float]) -> Flows:
    """The flows of a scenario; `waits` are the mean waits of its sites [min].

    Raises
    ------
    UsageError
        Some file outside by another rule than the logit, or pass several desks in turn, or a
        site's wait is not told.
    """
    scenario = expected(scenario)
    untold = sorted(set(scenario.sites) - {id_ for id_, wait in waits.items() if wait >= 0})
    if untold:
        names = ", ".join(untold[:3])
        raise UsageError(Said("--waits: it says nothing about the wait at {names}.", names=names))
    system = systems.build(scenario)
    somewhere = system.site_ids.index(places.candidate_ids()[0])
    late = rush.late_share(scenario, system, somewhere)
    days = _daily(scenario, system)
    peak = rush.hours_factor(scenario, system, somewhere) * rush.days_factor(scenario, days)
    brought = work(scenario, system.procedure_ids, late, peak)
    network = _Network(scenario, system, places, waits, brought, peak)
    filed = network.filed(days.mean(axis=1))
    moved = [g for id_ in places.points for g in scenario.sites[id_].officers]
    present = 1 - rush.absence([*moved, *places.bounds.officers])
    served = rush.open_minutes(system, somewhere) * present
    at_points = filed.submissions[:, :, network.point_sites]
    by_commune = np.einsum("cpi,p->ci", at_points, network.work.visits)
    kinds = network.outside_kinds(filed, served)
    weight = places.bounds.wait_weight
    here = network.road + weight * network.waits
    return Flows(
        total=network.total(filed.submissions, here, weight),
        dossiers=float(filed.submissions.sum(axis=(0, 2)) @ network.work.dossiers),
        stay=(by_commune * here[:, network.point_sites]).sum(axis=0),
        move=by_commune.T @ network.road[:, network.candidate_sites],
        load=np.einsum("cpi,p->i", at_points, network.work.minutes) / served,
        desk=network.mixture(at_points.sum(axis=(0, 2))),
        outside=kinds.visits,
        outside_load=kinds.load,
        outside_cost=kinds.cost,
        outside_travel=kinds.travel,
        pull=kinds.pull,
        outside_desk=network.mixture(filed.anywhere.sum(axis=0)),
        queue_minutes=served / peak * weight,
        allowance=peak,
    )


@dataclass(frozen=True, kw_only=True)
class _Filed:
    submissions: Floats
    """(C, P, S) a day, by the site where they are filed."""
    anywhere: Floats
    """(C, P) a day of those filed outside that every branch accepts."""


@dataclass(frozen=True, kw_only=True)
class _Kinds:
    visits: Floats
    load: Floats
    cost: Floats
    travel: Floats
    pull: Floats


class _Network:
    """The base network as arrays; C communes, P procedures, S sites."""

    def __init__(
        self, scenario: Scenario, system: System, places: Places, waits: Mapping[str, float],
        brought: Work, peak: float,
    ) -> None:  # fmt: skip
        self.scenario, self.system, self.places = scenario, system, places
        ids = system.site_ids
        self.point_sites = np.array([ids.index(id_) for id_ in places.points])
        self.candidate_sites = self.point_sites[places.candidates]
        self.minutes: Floats = geography.travel_times(scenario) / MINUTE
        self.waits = np.array([waits[id_] for id_ in ids])
        self.home: Ints = geography.home_sites(scenario)
        self.accepts: Bools = geography.accepts(scenario)
        typical = np.array([scenario.sites[id_].typical_wait for id_ in ids])
        beta = scenario.choice.beta
        self.likes: Floats = np.exp(-beta * (self.minutes + typical))
        new = Site.model_fields["typical_wait"].default
        self.likes_new: Floats = np.exp(-beta * (self.minutes[:, self.candidate_sites] + new))
        self.road: Floats = 2 * self.minutes
        self.work, self.peak = brought, peak

    def filed(self, submissions: Floats) -> _Filed:
        """Where dossiers are filed; `submissions` (Q,) a day by source, commune by commune."""
        n_communes, n_procedures = self.home.shape
        wanted = np.zeros((n_communes, n_procedures))
        of_demand = [
            p
            for p, id_ in enumerate(self.system.procedure_ids)
            if self.scenario.procedures[id_].per_1000 > 0
        ]
        wanted[:, of_demand] = submissions.reshape(n_communes, len(of_demand))
        filed = np.zeros((n_communes, n_procedures, len(self.system.site_ids)))
        anywhere = np.zeros_like(wanted)
        for c, p in np.ndindex(*wanted.shape):
            home = int(self.home[c, p])
            if wanted[c, p] == 0 or home == NEVER:
                continue
            share = self._outside_share(p)
            likes = self.likes_outside(c, p)
            if likes.sum() == 0:
                share = 0.0
            filed[c, p, home] += wanted[c, p] * (1 - share)
            if share > 0:
                filed[c, p] += wanted[c, p] * share * likes / likes.sum()
                procedure = self.scenario.procedures[self.system.procedure_ids[p]]
                if procedure.level != "commune":
                    anywhere[c, p] = wanted[c, p] * share
        return _Filed(submissions=filed, anywhere=anywhere)

    def total(self, submissions: Floats, here: Floats, weight: float) -> float:
        """Minutes a day of all visits (C, P, S), what they cost by (C, S) being told `here`."""
        by_site = np.einsum("cps,p->cs", submissions, self.work.visits)
        served = submissions.sum(axis=(0, 2)) @ self.work.visit_minutes
        return float((by_site * here).sum() + weight * served)

    def _outside_share(self, p: int) -> float:
        procedure = self.scenario.procedures[self.system.procedure_ids[p]]
        return self.scenario.choice.outside_share if procedure.boundary_free else 0.0

    def likes_outside(self, c: int, p: int) -> Floats:
        """(S,) weights of the sites among which a commune's outside dossiers choose."""
        allowed = self.accepts[p].copy()
        if not self.scenario.choice.home_included:
            allowed[self.home[c, p]] = False
        return np.where(allowed, self.likes[c], 0.0)

    def outside_kinds(self, filed: _Filed, served: float) -> _Kinds:
        """Visitors who file outside, those of a commune with the same alternatives as one kind."""
        here = self.road + self.places.bounds.wait_weight * self.waits
        found: dict[tuple[int, bytes], list[int]] = {}
        for c, p in zip(*np.nonzero(filed.anywhere), strict=True):
            key = int(c), self.likes_outside(int(c), int(p)).tobytes()
            found.setdefault(key, []).append(int(p))
        rows = []
        for (c, likes_bytes), procedures in found.items():
            likes = np.frombuffer(likes_bytes)
            pull = self.likes_new[c] / likes.sum()
            pull = np.where(pull / (1 + pull) >= IRRELEVANT, pull, 0.0)
            here_filed = filed.anywhere[c, procedures]
            visits = float(here_filed @ self.work.visits[procedures])
            load = float(here_filed @ self.work.minutes[procedures]) / served
            cost = float(likes @ here[c] / likes.sum())
            travel = self.road[c, self.candidate_sites]
            rows.append((visits, load, cost, travel, pull))
        n = len(self.candidate_sites)
        return _Kinds(
            visits=np.array([row[0] for row in rows]),
            load=np.array([row[1] for row in rows]),
            cost=np.array([row[2] for row in rows]),
            travel=np.array([row[3] for row in rows]).reshape(-1, n),
            pull=np.array([row[4] for row in rows]).reshape(-1, n),
        )

    def mixture(self, submissions: Floats) -> Service:
        """The service of a mixture of submissions (P,); that of all where there is none."""
        weights = submissions if submissions.sum() > 0 else np.ones_like(submissions)
        work = self.work
        errands, minutes = float(weights @ work.errands), float(weights @ work.minutes)
        mean = minutes / errands
        square = float(weights @ work.squares) / errands
        return Service(
            mean=mean,
            cv=sqrt(max(square / mean**2 - 1, 0.0)),
            visits=self.peak * float(weights @ work.visits) / errands,
            visit_load=self.peak * float(weights @ work.visit_minutes) / minutes,
        )


def _daily(scenario: Scenario, system: System) -> Floats:
    """(Q, days) mean submissions by source on the working days of the period."""
    mean = demand.plan(scenario, system, scenario.seed).mean
    mean = mean[:, system.period_from // DAY : -(-system.period_to // DAY)]
    return mean[:, mean.sum(axis=0) > 0]
