"""What a budget of officers found: a table that a manager can read, and rows to compute with."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.text import Text

from sim.report.budget_words import BUDGET
from sim.report.listed import listed
from sim.report.numbers import number
from sim.report.text import ruled
from sim.report.words import SCOPE, Lang, say

if TYPE_CHECKING:
    import pandas as pd

    from sim.studies.staffing.budget_figures import SiteSpread, Spread, ToldMove
    from sim.studies.staffing.budget_moves import Interval

LISTED = 30
"""Sites that the table has; a file has all."""
_SURELY_MORE = 0.5
"""Visits a day; fewer that leave unserved are not worth a word."""


@dataclass(frozen=True, kw_only=True)
class BudgetReport:
    """All there is to show of a budget of officers."""

    spread: Spread
    names: Mapping[str, str]
    """What each site is called."""

    def name(self, id_: str, lang: Lang) -> str:
        """Short: a branch is known by its place, and the one center by being it."""
        sites = self.spread.budget.scenario.sites
        if [other for other, site in sites.items() if site.tier == "center"] == [id_]:
            return say(SCOPE, "tier/center", lang)
        return self.names.get(id_, id_).removeprefix("Chi nhánh ")

    @property
    def changed(self) -> list[SiteSpread]:
        """Sites with other officers than now; where most changes first."""
        found = [site for site in self.spread.sites if site.best != site.now]
        return sorted(found, key=lambda site: (-abs(_change(site)), site.id))

    def heads(self, officers: Iterable[int]) -> int:
        """People, with those off the counter."""
        sites = self.spread.budget.scenario.sites.values()
        return sum(officers) + sum(site.off_counter for site in sites)


def _change(site: SiteSpread) -> float:
    return site.cost_now.mean - site.cost_best.mean


def render(report: BudgetReport, lang: Lang = "en") -> RenderableType:
    """What `staff --budget` prints."""
    return Group(
        *_notes(report, lang), _totals(report, lang), *_saved(report, lang),
        *_moves(report, lang), *_sites(report, lang),
    )  # fmt: skip


def _notes(report: BudgetReport, lang: Lang) -> Iterable[Text]:
    """What was simulated, and how sure the answer is."""
    spread = report.spread
    budget, run = spread.budget, spread.runs[-1]
    scenario, period = budget.scenario, run.scenario.period
    officers = number(budget.officers, 0, lang)
    yield Text(
        say(
            BUDGET, "title", lang, officers=officers, sites=len(budget.ids), scenario=scenario.name
        ),
        "bold",
    )
    yield Text(
        say(
            BUDGET, "basis", lang, days=period.length, first=period.first, last=period.last,
            replications=len(run.replications), seed=run.seed, searched=spread.searched,
        )
    )  # fmt: skip
    if run.interrupted:
        yield Text(say(BUDGET, "interrupted", lang, replications=len(run.replications)), "bold red")
    heads = number(report.heads([budget.officers]), 0, lang)
    yield Text(say(BUDGET, "counted", lang, officers=officers, heads=heads))
    objective = scenario.staffing.objective
    if (objective.waiting, objective.unserved, objective.overtime) != (1, 0, 0):
        weights = {
            key: number(getattr(objective, key), 2, lang)
            for key in ("waiting", "unserved", "overtime")
        }
        yield Text(say(BUDGET, "weights", lang, **weights))
    yield from _proof(report, lang)


def _proof(report: BudgetReport, lang: Lang) -> Iterable[Text]:
    spread = report.spread
    found = spread.found
    if found.gap < max(1e-6 * found.cost, 1e-6):
        yield Text(say(BUDGET, "best_of_all", lang, plans=found.plans))
    else:
        gap = number(found.gap, 1 if found.gap < 100 else 0, lang)
        yield Text(say(BUDGET, "gap", lang, plans=found.plans, gap=gap), "yellow")
    for key, ids in (("bends", spread.bends), ("rises", spread.rises)):
        if ids:
            yield Text(say(BUDGET, key, lang, sites=_some(report, ids, lang)))
    if spread.budget.outside:
        outside = _some(report, spread.budget.outside, lang)
        yield Text(say(BUDGET, "outside", lang, sites=outside), "yellow")
    if spread.joined:
        yield Text(say(BUDGET, "joined", lang))


def _some(report: BudgetReport, ids: Sequence[str], lang: Lang) -> str:
    """The names of a few sites, and how many more there are."""
    return listed([report.name(id_, lang) for id_ in ids], lang)


def title_of(label: str, officers: int, lang: Lang) -> str:
    """What one of the plans is called."""
    return say(BUDGET, label, lang, officers=number(officers, 0, lang))


def _totals(report: BudgetReport, lang: Lang) -> RenderableType:
    keys = ["plan", "officers", "heads", "objective", "waiting", "unserved", "overtime"]
    objective = report.spread.budget.scenario.staffing.objective
    plain = (objective.waiting, objective.unserved, objective.overtime) == (1, 0, 0)
    if plain:
        keys.remove("objective")
    table = ruled("", [say(BUDGET, key, lang) for key in keys])
    for each in report.spread.totals:
        officers = sum(each.allocation)
        waiting = hours(each.cost, lang) if plain else _figure(each.waiting, lang)
        table.add_row(
            title_of(each.label, officers, lang),
            number(officers, 0, lang),
            number(report.heads(each.allocation), 0, lang),
            *([] if plain else [hours(each.cost, lang)]),
            waiting,
            _figure(each.unserved, lang),
            _figure(each.overtime, lang),
        )
    return table


def _saved(report: BudgetReport, lang: Lang) -> Iterable[Text]:
    """What the best plan is worth, and what it does that the objective does not see."""
    spread = report.spread
    *before, best = spread.totals
    if not before:
        yield Text(say(BUDGET, "nothing", lang), "bold")
        return
    base = before[-1]
    title = title_of(base.label, sum(base.allocation), lang)
    told = say(BUDGET, "saves", lang, hours=hours(spread.saves, lang), before=title)
    yield Text(told, "bold")
    more = best.unserved - base.unserved
    if more > _SURELY_MORE and spread.budget.scenario.staffing.objective.unserved == 0:
        figures = {"more": more, "best": best.unserved, "before": base.unserved}
        told = {key: _figure(value, lang) for key, value in figures.items()}  # type: ignore[assignment]
        yield Text(say(BUDGET, "leaves", lang, **told), "yellow")  # type: ignore[arg-type]


def _moves(report: BudgetReport, lang: Lang) -> Iterable[Text]:
    spread = report.spread
    towards = "moves" if spread.n_moves > len(spread.moves) else "moves_all"
    for key, moves in ((towards, spread.moves), ("runners_up", spread.runners_up)):
        if moves:
            yield Text("\n" + say(BUDGET, key, lang, n=spread.n_moves), "bold")
            yield from (Text(f"  {move_text(report, move, lang)}") for move in moves)
    if spread.moves or spread.runners_up:
        yield Text(say(BUDGET, "moves_basis", lang))


def move_text(report: BudgetReport, move: ToldMove, lang: Lang) -> str:
    """One officer from here to there saves so much."""
    saves = move.saves
    costs = saves.mean < 0
    if costs:
        saves = type(saves)(mean=-saves.mean, low=-saves.high, high=-saves.low)
    effect = say(BUDGET, "move_costs" if costs else "move_saves", lang, hours=hours(saves, lang))
    giver, taker = report.name(move.giver, lang), report.name(move.taker, lang)
    return say(BUDGET, "move", lang, giver=giver, taker=taker, effect=effect)


def _sites(report: BudgetReport, lang: Lang) -> Iterable[RenderableType]:
    changed = report.changed
    if changed:
        title = "sites" if len(changed) <= LISTED else "sites_most"
        keys = (
            "site", "officers_now", "officers_best", "heads", "hours_now", "hours_best",
            "one_more", "one_less", "bound",
        )  # fmt: skip
        table = ruled(say(BUDGET, title, lang, n=LISTED), [say(BUDGET, key, lang) for key in keys])
        for site in changed[:LISTED]:
            off = report.spread.budget.scenario.sites[site.id].off_counter
            table.add_row(
                report.name(site.id, lang),
                str(site.now),
                str(site.best),
                str(site.best + off),
                hours(site.cost_now, lang),
                hours(site.cost_best, lang),
                hours(site.one_more, lang),
                hours(site.one_less, lang),
                say(BUDGET, site.binds, lang) if site.binds else "",
            )
        yield table
    yield Text(
        say(BUDGET, "kept", lang, changed=len(changed), n=len(report.spread.sites) - len(changed))
    )


def hours(found: Interval | None, lang: Lang) -> str:
    """`12.3 ± 0.5`, without decimals from a hundred on; a dash for nothing."""
    if found is None:
        return number(math.nan, 0, lang)
    digits = 0 if abs(found.mean) >= 100 else 1
    text, half = number(found.mean, digits, lang), found.high - found.mean
    if math.isnan(half):
        return text
    if half > 0 and round(half, digits) == 0:
        return f"{text} ± <{number(10.0**-digits, digits, lang)}"
    return f"{text} ± {number(half, digits, lang)}"


def _figure(value: float, lang: Lang) -> str:
    return number(value, 0 if abs(value) >= 100 else 1, lang)


def frame(report: BudgetReport) -> pd.DataFrame:
    """A row for each site: the rows of `budget.csv`."""
    import pandas as pd

    spread = report.spread
    budget = spread.budget
    compared = dict(zip(budget.ids, budget.as_now, strict=True))
    rows = []
    for each in spread.sites:
        site = budget.scenario.sites[each.id]
        rows.append(
            {
                "site": each.id,
                "name": report.names.get(each.id, each.id),
                "tier": site.tier or "",
                "officers_now": each.now,
                "officers_compared": compared[each.id],
                "officers_best": each.best,
                "staff_now": each.now + site.off_counter,
                "staff_best": each.best + site.off_counter,
                "officers_at_least": each.limits.least,
                "officers_at_most": each.limits.most,
                "bound": each.binds,
                **_columns("hours_now", each.cost_now),
                **_columns("hours_best", each.cost_best),
                **_columns("saves", each.saves),
                **_columns("one_more_saves", each.one_more),
                **_columns("one_less_costs", each.one_less),
                "unserved_now": each.unserved_now,
                "unserved_best": each.unserved_best,
            }
        )
    return pd.DataFrame(rows)


def move_frame(report: BudgetReport) -> pd.DataFrame:
    """A row for each move told: the rows of `budget-moves.csv`."""
    import pandas as pd

    spread = report.spread
    kinds = [("towards", move) for move in spread.moves]
    kinds += [("away", move) for move in spread.runners_up]
    rows = [
        {"kind": kind, "from": move.giver, "to": move.taker, **_columns("saves", move.saves)}
        for kind, move in kinds
    ]
    names = ["kind", "from", "to", "saves", "saves_low", "saves_high"]
    return pd.DataFrame(rows, columns=names)


def _columns(name: str, found: Interval | None) -> dict[str, float]:
    if found is None:
        return dict.fromkeys((name, f"{name}_low", f"{name}_high"), math.nan)
    return {name: found.mean, f"{name}_low": found.low, f"{name}_high": found.high}
