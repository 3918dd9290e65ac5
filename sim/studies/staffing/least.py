"""The least officers that meet targets: searched with all sites at once, then put to the test."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from sim.model.spec import Scenario
from sim.model.targets import Target
from sim.studies.experiment import Engine, Run, Sink
from sim.studies.judging import Judged, judge
from sim.studies.parallel import HERE, Executor
from sim.studies.staffing import looks
from sim.studies.staffing.ledger import Ledger
from sim.studies.staffing.load import Load
from sim.studies.staffing.looks import Claim, Figure
from sim.studies.staffing.reading import Staffing, weakest
from sim.studies.staffing.rounds import Rounds, Told
from sim.studies.staffing.search import Search
from sim.studies.staffing.shown import shown
from sim.studies.staffing.ways import Per, Way

Binding = Literal["policy_least", "policy_most", "skills", ""]


@dataclass(frozen=True, kw_only=True)
class Settings:
    """How to look for it."""

    per: Per = "site"
    free: bool = False
    """Leave the policy's bounds aside."""
    replications: int = 20
    """Of the first look."""
    seed: int | None = None
    executor: Executor = HERE
    engine: Engine = "compiled"
    first: int = 2
    """Replications that a search begins with."""
    enough: int = 16
    """Replications at which a search asks for no more."""


@dataclass(frozen=True, kw_only=True)
class SiteFinding:
    """What was found of a site."""

    site: str
    current: int
    """Officers in the scenario."""
    claim: Claim
    """Of the least staffing that meets the targets; of an infeasible one what comes nearest."""
    officers: int
    """Officers to have: the least, within the bounds."""
    staff: int
    """The same with those off the counter."""
    staffing: Staffing
    binding: Binding
    """The bound that keeps the officers from being fewer or more."""
    needed: int | None
    """Without bounds, where the bounds do not allow enough; None where they do, or where no
    number that was looked at is enough."""
    feasible: bool
    """Whether the bounds allow the targets to be met."""
    allowed: Figure
    """Of the officers to have."""
    is_proven: bool
    """Whether the search ruled out everything smaller."""

    @property
    def on_the_line(self) -> bool:
        """Whether the staffing, or one with one officer less, is within the tolerance."""
        near = [self.claim.figure, *self.claim.smaller]
        told = [weakest(each.judged) for each in near]
        return any(each is not None and each.on_the_line for each in told)

    @property
    def confirmed(self) -> bool:
        """Whether the figures bear the claim out."""
        return self.claim.confirmed


@dataclass(frozen=True, kw_only=True)
class Findings:
    """All that a study of the least staff found."""

    way: Way
    load: Load
    sites: tuple[SiteFinding, ...]
    plan: Scenario
    """The scenario with the officers found."""
    current: Mapping[str, tuple[Judged, ...]]
    """The targets as the scenario is, by site."""
    runs: tuple[Run, ...]
    """Of the scenario, and of the plan."""
    seed: int
    looks: int
    are_joined: bool
    """Whether sites feel each other, so that final figures are of all of them together."""


class Study:
    """Looks for the least officers of every site that has a target."""

    def __init__(
        self, scenario: Scenario, targets: Sequence[Target], settings: Settings, told: Told
    ) -> None:
        self.settings = settings
        self.way = Way(
            scenario=scenario, targets=tuple(targets), per=settings.per, free=settings.free,
            enough=settings.enough,
        )  # fmt: skip
        self.seed = scenario.seed if settings.seed is None else settings.seed
        self.rounds = Rounds(self.way, self.seed, settings.executor, told, settings.engine)
        self.told = told
        self.looks = looks.LOOKS_JOINED if self.rounds.are_joined else looks.LOOKS
        self.sought, self.final = Ledger(self.way), Ledger(self.way)
        self.searches: dict[str, Search] = {}
        self.chosen: dict[str, Staffing] = {}
        self.claims: dict[str, Claim] = {}
        self.load: Load | None = None
        self.looked = 0

    def find(self) -> tuple[SiteFinding, ...]:
        """Search, and test what was found."""
        load = self.load = self.rounds.load()
        self.searches = {site: self.way.search(site, load) for site in self.way.sites}
        self._search(self.way.sites)
        pending = list(self.way.sites)
        while pending and self.looked < self.looks:
            self.looked += 1
            self._look(self.looked, pending)
            pending = self._unsettled(self.looked, pending)
        return tuple(self._finding(site) for site in self.way.sites)

    def run(self, label: str, sink: Sink) -> Findings:
        """Search, test, and simulate the plan beside the scenario."""
        found = self.find()
        plan = self.way.plan({each.site: each.staffing for each in found})
        self.told.stage("show")
        runs, services = shown(self.way, plan, label, self.seed, self.settings, self.rounds, sink)
        current = judge(services, self.way.scenario, self.way.targets)
        assert self.load is not None
        return Findings(
            way=self.way, load=self.load, sites=found, plan=plan, runs=runs, seed=self.seed,
            looks=self.looked, current=_by_site(current, self.way.sites),
            are_joined=self.rounds.are_joined,
        )  # fmt: skip

    def _search(self, sites: Sequence[str]) -> None:
        asked = {site: self.searches[site] for site in sites}
        self.rounds.search(asked, self.sought, self.chosen, self.settings.first)
        for site, search in asked.items():
            found = search.found or _largest(search)
            if not self.final.replications(site, found):
                self.final.forget(site)
            self.chosen[site] = found

    def _look(self, look: int, pending: Sequence[str]) -> None:
        """New replications of what is claimed, all sites together where they feel each other."""
        numbers = looks.numbers(look, self.settings.replications, self.rounds.are_joined)
        self.told.stage("look", look=look, sites=len(pending), replications=len(numbers))
        wants = {site: self._wanted(site, look) for site in pending}
        only = None if self.rounds.are_joined else frozenset(pending)
        trials = self.rounds.trials(only)
        self.rounds.simulate(trials, wants, numbers, self.final, self.chosen)

    def _wanted(self, site: str, look: int) -> tuple[Staffing, ...]:
        chosen = self.chosen[site]
        some = (*looks.to_test(self.searches[site], chosen, look), self.way.allowed(site, chosen))
        return tuple(dict.fromkeys(some))

    def _unsettled(self, look: int, pending: Sequence[str]) -> list[str]:
        """Sites that need another look; those whose least is another than thought are searched."""
        open_, again = [], []
        for site in pending:
            search = self.searches[site]
            found = looks.claim(
                self.final, site, search, self.chosen[site], sites=len(self.way.sites), look=look
            )
            self.claims[site] = found
            self.chosen[site] = found.figure.staffing
            if search.hopeless or (found.confirmed and not looks.contradicted(found)):
                continue
            open_.append(site)
            if looks.contradicted(found):
                search.learn(looks.readings_of(found))
                again.append(site)
        if again and look < self.looks:
            self._search(again)
        return open_

    def _finding(self, site: str) -> SiteFinding:
        found, search, limits = self.claims[site], self.searches[site], self.way.bounds[site]
        least = found.figure.staffing
        staffing = self.way.allowed(site, least)
        heads = self.way.heads(site, least)
        officers = self.way.heads(site, staffing)
        feasible = not search.hopeless and heads <= limits.most
        allowed = found.figure
        if staffing != least:
            allowed = self._figure_of(site, staffing, found)
        off = self.way.scenario.sites[site].off_counter
        return SiteFinding(
            site=site, current=self.way.scenario.sites[site].officer_count, claim=found,
            officers=officers, staff=officers + off, staffing=staffing,
            binding=self._binding(site, heads, officers, found),
            needed=None if feasible or search.hopeless else heads, feasible=feasible,
            allowed=allowed, is_proven=search.is_proven,
        )  # fmt: skip

    def _figure_of(self, site: str, staffing: Staffing, found: Claim) -> Figure:
        if not self.final.replications(site, staffing):
            return found.figure
        judged = self.final.judged(site, staffing)
        return Figure(staffing=staffing, judged=judged, reading=self.final.reading(site, staffing))

    def _binding(self, site: str, heads: int, officers: int, found: Claim) -> Binding:
        limits = self.way.bounds[site]
        if heads > limits.most:
            return "policy_most"
        asked = None if self.way.free else limits.policy_least
        if asked is not None and officers <= asked and (heads < officers or not found.smaller):
            return "policy_least"
        return "skills" if not found.smaller else ""


def _largest(search: Search) -> Staffing:
    """What was found to be the largest there is, where not even that is enough."""
    most = getattr(search, "most", ())
    return most if isinstance(most, tuple) else (most,)


def _by_site(judged: Sequence[Judged], sites: Sequence[str]) -> dict[str, tuple[Judged, ...]]:
    return {site: tuple(each for each in judged if each.site == site) for site in sites}
