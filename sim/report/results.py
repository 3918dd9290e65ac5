"""What a report shows: the runs, their numbers, and what to call each part of the network."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from sim.model.journal import digest_of_all
from sim.report.numbers import MISSING, Estimate
from sim.report.procedure_words import procedure_name
from sim.report.site_names import site_names
from sim.report.words import SCOPE, Lang, say

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa
    from openpyxl import Workbook

    from sim.studies.audit.study import Audit
    from sim.studies.experiment import Run

WORST = 10
"""Sites that a table or figure of the longest waits shows."""

WORST_STAGED = 5
"""The same of a table or figure of stages, which has several lines a site."""

TIERS = ("center", "branch", "point")


@dataclass(frozen=True, kw_only=True)
class Results:
    """One finished run, or several that were compared with the first."""

    runs: tuple[Run, ...]
    summary: pd.DataFrame
    """Columns of summary.csv, the runs one after another."""
    differences: pd.DataFrame | None = None
    """Columns of the summary and `against`."""
    gains_and_losses: pd.DataFrame | None = None
    tables: tuple[Iterable[pa.Table], ...]
    """Of each run the values by replication, in tables of some replications each."""
    sets: tuple[str, ...] = ()
    """What was changed on the command line, in all scenarios: `PATH=VALUE`."""
    plan: str = ""
    """The staffing plan that was put into all scenarios, as it was named."""
    audits: tuple[Audit, ...] = ()
    """Of each run whether the laws of the model hold, where that was asked for."""
    sheets: tuple[Callable[[Workbook], None], ...] = ()
    """Write what a study adds to the workbook."""

    @property
    def labels(self) -> tuple[str, ...]:
        """Of the runs, in their order."""
        return tuple(run.label for run in self.runs)

    @property
    def interrupted(self) -> bool:
        """Whether some run was cut short."""
        return any(run.interrupted for run in self.runs)

    @property
    def digest(self) -> str | None:
        """One fingerprint of all that happened in the runs; None where none was taken."""
        if not all(run.digests for run in self.runs):
            return None
        return digest_of_all([each for run in self.runs for each in run.digests])

    @property
    def replications(self) -> str:
        """How many there are: `30`, or `12-30` where runs differ."""
        counts = {len(run.replications) for run in self.runs}
        return "\N{EN DASH}".join(str(n) for n in sorted({min(counts), max(counts)}))

    @property
    def wait_target(self) -> float | None:
        """The wait target [min], if it is the same in all runs."""
        targets = {run.scenario.wait_target for run in self.runs}
        return targets.pop() if len(targets) == 1 else None

    @property
    def currency(self) -> str:
        """What costs are told in; empty where no run has any."""
        costs = (run.scenario.cost for run in self.runs)
        return next((cost.currency for cost in costs if cost is not None), "")

    @cached_property
    def groups(self) -> tuple[tuple[str, str], ...]:
        """(scope_type, scope) of the network and of the tiers that occur in some run."""
        frame = self.summary
        tiers = set(frame.loc[frame["scope_type"] == "tier", "scope"])
        return (("network", "all"), *(("tier", tier) for tier in TIERS if tier in tiers))

    @cached_property
    def _estimates(self) -> dict[tuple[str, str, str, str], Estimate]:
        return _by_key(self.summary)

    @cached_property
    def _differences(self) -> dict[tuple[str, str, str, str], Estimate]:
        return {} if self.differences is None else _by_key(self.differences)

    def estimate(self, label: str, scope_type: str, scope: str, kpi: str) -> Estimate:
        """A measure of the network, a tier, a site or a stage in one run, as in the summary."""
        return self._estimates.get((label, scope_type, scope, kpi), MISSING)

    def difference(self, label: str, scope_type: str, scope: str, kpi: str) -> Estimate:
        """The same run less the first."""
        return self._differences.get((label, scope_type, scope, kpi), MISSING)

    @cached_property
    def site_waits(self) -> dict[str, float]:
        """The longest mean wait of each site in any run [min], where anybody was served."""
        waits: dict[str, float] = {}
        for (_, scope_type, scope, kpi), found in self._estimates.items():
            if scope_type == "site" and kpi == "wait_mean" and found.mean == found.mean:
                waits[scope] = max(found.mean, waits.get(scope, 0.0))
        return waits

    @cached_property
    def units(self) -> dict[str, str]:
        """The unit of each measure."""
        rows = self.summary.drop_duplicates("kpi")
        return dict(zip(rows["kpi"].astype(str), rows["unit"].astype(str), strict=True))

    @cached_property
    def site_names(self) -> dict[str, str]:
        """What each site is called; names that occur twice have the district or id behind."""
        return site_names(run.scenario for run in self.runs)

    def knows(self, kpi: str) -> bool:
        """Whether some run has this measure of the network."""
        means = (self.estimate(label, "network", "all", kpi).mean for label in self.labels)
        return any(mean == mean for mean in means)

    @cached_property
    def stages(self) -> dict[str, list[str]]:
        """The stages that visits pass, in their order, by site; longest waits first, as below."""
        found: dict[str, list[str]] = {}
        for (_, scope_type, scope, kpi), estimate in self._estimates.items():
            if (scope_type, kpi) == ("site/stage", "arrivals_per_day") and estimate.mean > 0:
                site, _, stage = scope.partition("/")
                own = found.setdefault(site, [])
                if stage not in own:
                    own.append(stage)
        longest = self.longest_waits(len(self.site_waits))
        return {site: found[site] for site in longest if site in found}

    def name(self, scope_type: str, scope: str, lang: Lang) -> str:
        """What a scope is called in a language."""
        if f"{scope_type}/{scope}" in SCOPE:
            return say(SCOPE, f"{scope_type}/{scope}", lang)
        if scope_type == "site":
            return self.site_names.get(scope, scope)
        if scope_type == "site/stage":
            site, _, stage = scope.partition("/")
            return f"{self.name('site', site, lang)} \N{EN DASH} {stage}"
        if scope_type == "procedure":
            for run in self.runs:
                if scope in run.scenario.procedures:
                    return procedure_name(scope, run.scenario.procedures[scope].name, lang)
        if scope_type == "commune":
            for run in self.runs:
                if scope in run.scenario.communes:
                    return run.scenario.communes[scope].name
        if scope_type == "hour":
            return f"{scope}:00\N{EN DASH}{int(scope) + 1:02d}:00"
        return scope

    def title(self, run: Run, lang: Lang) -> str:
        """What a scenario is called in a table: short, and unlike the others."""
        if f"scenario/{run.label}" in SCOPE:
            return say(SCOPE, f"scenario/{run.label}", lang)
        names = [other.scenario.name for other in self.runs]
        name = run.scenario.name
        return name if names.count(name) == 1 and len(name) <= 24 else run.label

    def longest_waits(self, most: int = WORST) -> list[str]:
        """The sites with the longest waits, longest first; ties by id."""
        waits = self.site_waits
        return sorted(waits, key=lambda site: (-waits[site], site))[:most]


def gather(runs: Sequence[Run], sets: Sequence[str] = (), plan: str = "") -> Results:
    """Put the numbers of finished runs together; runs without a replication are left out.

    `sets` are the changes that were made to the scenarios on the command line, and `plan` is the
    staffing plan that was put into them.
    """
    import pandas as pd

    from sim.studies import compare, long_form

    done = tuple(run for run in runs if run.replications)
    several = len(done) > 1
    return Results(
        runs=done,
        summary=pd.concat([long_form.summary(run) for run in done], ignore_index=True),
        differences=compare.differences(done) if several else None,
        gains_and_losses=compare.gains_and_losses(done) if several else None,
        tables=tuple(long_form.ByReplication(run) for run in done),
        sets=tuple(sets),
        plan=plan,
    )


def _by_key(frame: pd.DataFrame) -> dict[tuple[str, str, str, str], Estimate]:
    """The rows of the network, the tiers, the sites and their stages, for looking up."""
    rows = frame[frame["scope_type"].isin(("network", "tier", "site", "site/stage"))]
    columns = ("scenario", "scope_type", "scope", "kpi")
    scenario, scope_type, scope, kpi = (rows[name].astype(str) for name in columns)
    keys = zip(scenario, scope_type, scope, kpi, strict=True)
    values = zip(rows["mean"], rows["ci_low"], rows["ci_high"], strict=True)
    return {key: Estimate(*value) for key, value in zip(keys, values, strict=True)}
