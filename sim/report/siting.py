"""What a siting study found: a table that a manager can read, and rows to compute with."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.text import Text

from sim.measures.kpis import COLUMN
from sim.model import geography
from sim.report.numbers import number
from sim.report.siting_words import SITING
from sim.report.text import ruled
from sim.report.words import Lang, say

if TYPE_CHECKING:
    import pandas as pd

    from sim.model.spec import Scenario
    from sim.studies.siting.contest import Interval, Standing
    from sim.studies.siting.flows import Flows
    from sim.studies.siting.network import Facts


@dataclass(frozen=True, kw_only=True)
class SitingReport:
    """All there is to show of a siting study."""

    base: Scenario
    flows: Flows
    standings: Sequence[Standing]
    """The winner first."""
    facts: Mapping[str, Sequence[Facts]]
    """The new branches of each plan, by label."""

    def model_minutes(self, standing: Standing) -> float:
        """Minutes for each dossier by the program."""
        return (self.flows.total + standing.plan.cost) / self.flows.dossiers

    @property
    def base_minutes(self) -> float:
        """The same without new branches."""
        return self.flows.total / self.flows.dossiers


def render(report: SitingReport, lang: Lang = "en") -> RenderableType:
    """What `site` prints."""
    return Group(
        *_notes(report, lang), _plans(report, lang), *_unclear(report, lang), _winner(report, lang)
    )


def _notes(report: SitingReport, lang: Lang) -> Iterable[Text]:
    run = report.standings[0].run
    period = run.scenario.period
    yield Text(say(SITING, "title", lang, scenario=report.base.name), "bold")
    yield Text(
        say(
            SITING, "basis", lang, plans=len(report.standings), days=period.length,
            first=period.first, last=period.last, replications=len(run.replications), seed=run.seed,
        )
    )  # fmt: skip
    yield Text(say(SITING, "minutes", lang))
    weight = report.base.siting.wait_weight if report.base.siting else 1.0
    if weight != 1:
        yield Text(say(SITING, "weighted", lang, weight=number(weight, 2, lang)))
    gap = max(standing.plan.gap for standing in report.standings)
    base = number(report.base_minutes, 2, lang)
    yield Text(say(SITING, "gap", lang, base=base, gap=number(100 * gap, 2, lang)))
    yield Text(say(SITING, "peak", lang, factor=number(report.flows.allowance, 2, lang)))


def _plans(report: SitingReport, lang: Lang) -> RenderableType:
    keys = ("plan", "branches", "points", "staff", "model", "simulated", "behind", "lost")
    table = ruled("", [say(SITING, key, lang) for key in keys])
    table.columns[1].justify = "left"
    for standing in report.standings:
        facts = report.facts[standing.label]
        best = standing.behind is None
        table.add_row(
            standing.label,
            "\n".join(each.branch.name.removeprefix("Chi nhánh ") for each in facts),
            str(sum(len(each.branch.points) for each in facts)),
            str(sum(each.staff for each in facts)),
            number(report.model_minutes(standing), 2, lang),
            _minutes(standing.minutes, lang),
            say(SITING, "best", lang) if best else _minutes(standing.behind, lang, signed=True),
            number(100 * _lost(standing), 1, lang),
            end_section=True,
        )
    return table


def _unclear(report: SitingReport, lang: Lang) -> Iterable[Text]:
    """Which plans nobody can tell from the winner."""
    names = [
        each.label
        for each in report.standings
        if each.behind is not None and not each.behind.low > 0
    ]
    if names:
        yield Text(say(SITING, "unclear", lang, plans=", ".join(names)))


def _winner(report: SitingReport, lang: Lang) -> RenderableType:
    keys = ("branch", "takes_in", "furthest", "residents", "records", "staff", "counters")
    table = ruled(say(SITING, "winner", lang), [say(SITING, key, lang) for key in keys])
    table.columns[1].justify = "left"
    for each in report.facts[report.standings[0].label]:
        table.add_row(
            each.branch.name,
            ", ".join(each.branch.point_names),
            number(each.km, 1, lang),
            number(each.residents, 0, lang),
            number(each.records, 0, lang),
            str(each.staff),
            str(each.counters),
        )
    return table


def frame(report: SitingReport) -> pd.DataFrame:
    """A row for each plan and new branch: the rows of `siting.csv`."""
    import pandas as pd

    rows = []
    for rank, standing in enumerate(report.standings, 1):
        behind = standing.behind
        for each in report.facts[standing.label]:
            rows.append(
                {
                    "rank": rank,
                    "plan": standing.label,
                    "branch": each.branch.id,
                    "name": each.branch.name,
                    "points": " ".join(each.branch.points),
                    "residents": each.residents,
                    "records_per_day": each.records,
                    "staff": each.staff,
                    "counters": each.counters,
                    "furthest_km": each.km,
                    "plan_model_minutes": report.model_minutes(standing),
                    "plan_gap": standing.plan.gap,
                    "plan_minutes": standing.minutes.mean,
                    "plan_minutes_low": standing.minutes.low,
                    "plan_minutes_high": standing.minutes.high,
                    "plan_behind": 0.0 if behind is None else behind.mean,
                    "plan_behind_low": math.nan if behind is None else behind.low,
                    "plan_behind_high": math.nan if behind is None else behind.high,
                }
            )
    return pd.DataFrame(rows)


def head(
    facts: Sequence[Facts], command: str, before: Scenario, after: Scenario | None
) -> list[str]:
    """The lines at the head of a plan's file: the command, the branches, who lives near what."""
    lines = ["Written by a siting study; to make it anew, type:", f"    {command}", ""]
    wide = max(len(each.branch.id) for each in facts)
    lines.append(
        f"{'new branch':<{wide}}  residents  dossiers/day  staff  takes in (furthest, by road)"
    )
    for each in facts:
        others = ", ".join(each.branch.point_names[1:])
        lines.append(
            f"{each.branch.id:<{wide}}  {each.residents:>9,}  {each.records:>12.0f}  "
            f"{each.staff:>5}  {each.branch.point_names[0]}; {others} ({each.km:.1f} km)"
        )
    if after is not None:
        lines += ["", *_access_lines(before, after)]
    return lines


def _access_lines(before: Scenario, after: Scenario) -> list[str]:
    lines = [
        "Residents at most 5 km by road, under 30 min, or either, from the nearest site that takes",
        "dossiers of a level (evenly spread over a disc of their commune's area):",
    ]
    for level in ("commune", "branch"):
        for what, scenario in (("before", before), ("after", after)):
            found = geography.access(scenario, level)
            shares = (found.within_km, found.within_minutes, found.either)
            text = "".join(f"{found.share(of):>9.1%}" for of in shares)
            lines.append(f"    {level + '-level, ' + what:<24}{text}")
    return lines


def _minutes(found: Interval | None, lang: Lang, *, signed: bool = False) -> str:
    """`12.34 ± 0.05`: plans differ by seconds, so that two decimals are shown."""
    assert found is not None
    text = number(found.mean, 2, lang, signed=signed)
    half = found.high - found.mean
    return text if math.isnan(half) else f"{text} ± {number(half, 2, lang)}"


def _lost(standing: Standing) -> float:
    """The share of dossiers that are given up, whose citizens spend no more time on them."""
    estimates = standing.run.estimates
    row = [str(scope.scope_type) for scope in estimates.scopes].index("network")
    return float(estimates.mean[row, COLUMN["lost_share"]])
