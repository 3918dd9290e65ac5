"""Which targets a plan breaks, site by site, against the scenario's own plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.report.numbers import MISSING, Estimate
from sim.studies.stress.study import Verdict

if TYPE_CHECKING:
    from sim.model.spec import Scenario
    from sim.model.targets import Target
    from sim.report.page.reading import Kept

_KPIS = {
    "mean": "wait_mean", "abandoned": "abandoned_share", "utilisation": "utilisation",
    "on_time": "on_time_share",
}  # fmt: skip
_PERCENTS = (50, 90, 95, 99)
"""Percentiles of the wait that results folders have."""


@dataclass(frozen=True, kw_only=True)
class Standing:
    """A target at a site, in the scenario's own plan and in the one that was run."""

    target: Target
    site: str
    own: Estimate
    planned: Estimate

    @property
    def before(self) -> Verdict:
        """How it stands in the scenario's own plan."""
        return verdict(self.target, self.own)

    @property
    def after(self) -> Verdict:
        """How it stands in the plan."""
        return verdict(self.target, self.planned)

    @property
    def breaks(self) -> bool:
        """Whether the plan breaks it."""
        return self.after is Verdict.BROKEN and self.before is not Verdict.BROKEN

    @property
    def mends(self) -> bool:
        """Whether the plan mends it."""
        return self.before is Verdict.BROKEN and self.after is not Verdict.BROKEN

    @property
    def is_sure(self) -> bool:
        """Whether the interval lies on one side of the limit; not told without an interval."""
        return not self.planned.low <= self.target.goal.limit <= self.planned.high


def measured(target: Target, scenario: Scenario) -> str | None:
    """The measure of results folders that a target is a limit on; None where they have none."""
    goal = target.goal
    if target.every != "day":
        return None
    if goal.measure == "within":
        return "within_target_share" if goal.minutes == scenario.wait_target else None
    if goal.measure == "percentile":
        return f"wait_p{goal.percent:g}" if goal.percent in _PERCENTS else None
    return _KPIS[goal.measure]


def verdict(target: Target, found: Estimate) -> Verdict:
    """How a target stands by a value, as where a plan is put under stress."""
    goal = target.goal
    if found.mean != found.mean:
        return Verdict.IDLE
    near = abs(found.mean - goal.limit) <= goal.tolerance
    if near:
        return Verdict.ON_THE_LINE
    return Verdict.HELD if goal.met(found.mean) else Verdict.BROKEN


def by_site(run: Kept, kpi: str) -> dict[str, Estimate]:
    """A measure of a run at its sites."""
    rows = run.summary
    rows = rows[(rows["scope_type"] == "site") & (rows["kpi"] == kpi)]
    columns = (rows[name] for name in ("scope", "mean", "ci_low", "ci_high"))
    return {
        str(site): Estimate(float(mean), float(low), float(high))
        for site, mean, low, high in zip(*columns, strict=True)
    }


def standings(own: Kept, planned: Kept) -> list[Standing]:
    """Every target that a comparison can judge, at every site that it is for."""
    scenario, found = planned.scenario, []
    for target in scenario.targets:
        kpi = measured(target, scenario)
        if kpi is None:
            continue
        before, after = by_site(own, kpi), by_site(planned, kpi)
        found += [
            Standing(
                target=target, site=id_, own=before.get(id_, MISSING),
                planned=after.get(id_, MISSING),
            )
            for id_, site in scenario.sites.items()
            if target.applies_to(id_, site.tier)
        ]  # fmt: skip
    return found


def not_judged(scenario: Scenario) -> list[Target]:
    """The targets that a comparison cannot judge."""
    return [each for each in scenario.targets if measured(each, scenario) is None]


@dataclass(frozen=True, kw_only=True)
class Summary:
    """Sites by what becomes of them; each list in the order of the scenario."""

    breaks: tuple[str, ...]
    misses: tuple[str, ...]
    """A target in both plans, and none breaks."""
    mends: tuple[str, ...]
    """And miss no other."""
    unsure: tuple[str, ...]

    def order(self, sites: Sequence[str]) -> list[str]:
        """Sites that break first, then those that miss, then those that are mended."""
        groups = (self.breaks, self.misses, self.mends)

        def place(site: str) -> int:
            return next((n for n, group in enumerate(groups) if site in group), len(groups))

        return sorted(sites, key=place)


def summed_up(found: Sequence[Standing]) -> Summary:
    """What becomes of the sites."""
    sites = list(dict.fromkeys(each.site for each in found))
    breaks = {each.site for each in found if each.breaks}
    missed = {each.site for each in found if each.after is Verdict.BROKEN} - breaks
    mended = {each.site for each in found if each.mends} - breaks - missed
    unsure = {each.site for each in found if not each.is_sure}
    return Summary(
        breaks=_of(sites, breaks), misses=_of(sites, missed), mends=_of(sites, mended),
        unsure=_of(sites, unsure),
    )  # fmt: skip


def _of(sites: Sequence[str], some: set[str]) -> tuple[str, ...]:
    return tuple(site for site in sites if site in some)


def officers(scenario: Scenario) -> dict[str, int]:
    """Officers by site."""
    return {id_: sum(group.size for group in site.officers) for id_, site in scenario.sites.items()}


def unit(target: Target) -> str:
    """Of the values of a target."""
    return "min" if target.goal.measure in ("percentile", "mean") else "share"
