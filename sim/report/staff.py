"""The least staff: a table that a manager can read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import nan
from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.text import Text

from sim.report.numbers import Estimate, interval, number
from sim.report.results import TIERS
from sim.report.staff_words import STAFF
from sim.report.target_text import WAITS, goal_text
from sim.report.text import ruled
from sim.report.words import SCOPE as SCOPES
from sim.report.words import Lang, say

if TYPE_CHECKING:
    from sim.model.targets import Goal
    from sim.studies.judging import Judged
    from sim.studies.staffing.least import Findings, SiteFinding
    from sim.studies.staffing.looks import Figure

PRINTED = 40
"""Sites up to which all are printed."""


@dataclass(frozen=True, kw_only=True)
class StaffReport:
    """All there is to show of a study of the least staff."""

    findings: Findings

    @cached_property
    def names(self) -> dict[str, str]:
        """What each site is called; names that occur twice have the id behind."""
        sites = self.findings.way.scenario.sites
        names = {id_: site.name or id_ for id_, site in sites.items()}
        count = Counter(names.values())
        return {id_: f"{name} ({id_})" if count[name] > 1 else name for id_, name in names.items()}

    @property
    def sites(self) -> list[SiteFinding]:
        """By tier, then name."""
        sites = self.findings.way.scenario.sites

        def place(each: SiteFinding) -> tuple[int, str]:
            tier = sites[each.site].tier
            return (TIERS.index(tier) if tier else -1, self.names[each.site])

        return sorted(self.findings.sites, key=place)

    @property
    def replications(self) -> int:
        """The most that a final figure rests on."""
        return max((each.claim.replications for each in self.findings.sites), default=0)

    def tier(self, site: str) -> str:
        """Of a site; empty without."""
        return self.findings.way.scenario.sites[site].tier or ""

    def binding(self, found: SiteFinding, lang: Lang) -> str:
        """The bound that keeps a site's officers where they are."""
        if not found.binding:
            return ""
        policies = {str(tier): each for tier, each in self.findings.way.scenario.policy.items()}
        policy, n = policies.get(self.tier(found.site)), None
        if policy is not None:
            least = found.binding == "policy_least"
            n = policy.staff_at_least if least else policy.staff_at_most
        return say(STAFF, found.binding, lang, n=n)

    def now(self, site: str) -> Judged | None:
        """How the scenario keeps the target that it keeps worst at a site."""
        return worst(self.findings.current[site])


def worst(judged: Sequence[Judged]) -> Judged | None:
    """The target, at the site or a line of it, that is kept worst."""
    from sim.studies.staffing.reading import weakest

    return weakest(judged)


def unit(goal: Goal) -> str:
    """Of a goal's measure, as `sim.report.numbers` has it."""
    return "min" if goal.measure in WAITS else "share"


def value_text(judged: Judged | None, lang: Lang, *, bare: bool = False) -> str:
    """`91.2 ± 0.4` of a target, in per cent or minutes; without the interval if `bare`."""
    if judged is None:
        return number(nan, 0, lang)
    low, high = (nan, nan) if bare else (judged.low, judged.high)
    return interval(Estimate(judged.value, low, high), unit(judged.target.goal), lang)


def render(report: StaffReport, lang: Lang = "en") -> RenderableType:
    """What `staff` prints."""
    parts: list[RenderableType] = [*_notes(report, lang)]
    if len(report.sites) > 1:
        parts.append(_tiers(report, lang))
    parts += _sites(report, lang)
    parts += [*_parts_of_sites(report), *_troubles(report, lang)]
    return Group(*parts)


def targets_text(report: StaffReport, lang: Lang) -> str:
    """All targets in a line."""
    return "; ".join(goal_text(each, lang) for each in report.findings.way.targets)


def delta_text(report: StaffReport, lang: Lang) -> str:
    """The tolerance that the targets are kept to."""
    kinds = {unit(each.goal) for each in report.findings.way.targets}
    key = "delta_both" if len(kinds) > 1 else "delta_wait" if kinds == {"min"} else "delta_share"
    return say(STAFF, key, lang)


def guarantee(report: StaffReport, lang: Lang) -> list[str]:
    """What the figures are and how sure they are, sentence by sentence."""
    findings = report.findings
    period, way = findings.way.scenario.period, findings.way
    counts = {each.claim.replications for each in findings.sites}
    replications = "\N{EN DASH}".join(str(n) for n in sorted({min(counts), max(counts)}))
    lines = [
        say(STAFF, "targets", lang, targets=targets_text(report, lang)),
        say(STAFF, "basis", lang, days=period.length, first=period.first, last=period.last,
            replications=replications, seed=findings.seed),
        say(STAFF, "guarantee", lang, delta=delta_text(report, lang)),
    ]  # fmt: skip
    if findings.are_joined:
        lines.append(say(STAFF, "joined", lang))
    if way.free:
        lines.append(say(STAFF, "free", lang))
    if way.per == "group":
        names = [report.names[each.site] for each in report.sites if not each.is_proven]
        but = say(STAFF, "proof_but", lang, sites=_listed(names)) if names else ""
        lines.append(say(STAFF, "proof_group", lang, but=but))
    elif way.per == "interval":
        lines.append(say(STAFF, "proof_interval", lang))
    left = len(way.scenario.sites) - len(findings.sites)
    if left:
        lines.append(say(STAFF, "untargeted", lang, n=left))
    return lines


def _notes(report: StaffReport, lang: Lang) -> Iterable[Text]:
    scenario = report.findings.way.scenario
    yield Text(say(STAFF, "title", lang, scenario=scenario.name), "bold")
    yield from (Text(line) for line in guarantee(report, lang))


def _listed(names: Sequence[str], most: int = 8) -> str:
    return ", ".join(names[:most]) + (", ..." if len(names) > most else "")


def _tiers(report: StaffReport, lang: Lang) -> RenderableType:
    keys = ("tier", "number", "now", "least", "change", "staff_now", "staff")
    table = ruled(say(STAFF, "tiers", lang), [say(STAFF, key, lang) for key in keys])
    tiers = [
        tier for tier in ("", *TIERS) if any(report.tier(e.site) == tier for e in report.sites)
    ]
    rows = [(tier, [e for e in report.sites if report.tier(e.site) == tier]) for tier in tiers]
    if len(rows) > 1:
        rows.append(("all", report.sites))
    for tier, some in rows:
        key = f"tier/{tier}"
        name = say(SCOPES, key, lang) if key in SCOPES else say(STAFF, "all", lang)
        now, least = sum(e.current for e in some), sum(e.officers for e in some)
        staff = sum(e.staff for e in some)
        numbers = [len(some), now, least]
        table.add_row(
            name, *(number(n, 0, lang) for n in numbers),
            number(least - now, 0, lang, signed=True), number(staff - least + now, 0, lang),
            number(staff, 0, lang),
        )  # fmt: skip
    return table


def _sites(report: StaffReport, lang: Lang) -> Iterable[RenderableType]:
    shown = report.sites
    if len(shown) > PRINTED:
        shown = [
            each for each in shown
            if report.tier(each.site) != "point" or each.officers != each.current or mark(each)
        ]  # fmt: skip
    several = len(report.findings.way.targets) > 1
    keys = ["site", "now", "least", "staff", "value_now", "value", "less", "one_more", "days"]
    if report.findings.way.per != "site":
        keys.remove("one_more")
    heads = [say(STAFF, key, lang) for key in keys]
    table = ruled(say(STAFF, "sites", lang), [*heads, say(STAFF, "note", lang)])
    table.columns[-1].justify = "left"
    for each in shown:
        told = worst(each.allowed.judged)
        notes = [text for text in (report.binding(each, lang), _marks(each, lang)) if text]
        if several and told is not None:
            notes.insert(0, goal_text(told.target, lang))
        cells = [
            report.names[each.site], str(each.current), str(each.officers), str(each.staff),
            value_text(report.now(each.site), lang, bare=True), value_text(told, lang),
            _neighbour(each.claim.smaller[0] if each.claim.smaller else None, lang),
            _neighbour(each.claim.larger, lang) if "one_more" in keys else None,
            number(100 * told.days_met if told else nan, 0, lang), "; ".join(notes),
        ]  # fmt: skip
        table.add_row(*(cell for cell in cells if cell is not None))
    yield table
    if any(each.on_the_line for each in shown):
        yield Text(say(STAFF, "notes_title", lang))
    if len(shown) < len(report.sites):
        yield Text(say(STAFF, "more", lang, n=len(report.sites) - len(shown)))


def _neighbour(figure: Figure | None, lang: Lang) -> str:
    return value_text(worst(figure.judged) if figure else None, lang, bare=True)


def mark(found: SiteFinding) -> str:
    """`infeasible`, `open`, `on_the_line`, or nothing: what a reader should know first."""
    if not found.feasible:
        return "infeasible_mark"
    if not found.confirmed:
        return "open_mark"
    return "on_the_line" if found.on_the_line else ""


def _marks(found: SiteFinding, lang: Lang) -> str:
    key = mark(found)
    return say(STAFF, key, lang) if key else ""


def _parts_of_sites(report: StaffReport) -> Iterable[RenderableType]:
    """Officers by group, or by half-hour, of each site."""
    from sim.report.staff_table import parts

    if report.findings.way.per == "site":
        return
    yield Text("")
    for each in report.sites:
        text = "  ".join(f"{name}: {n}" for name, n in parts(report, each))
        yield Text(f"{report.names[each.site]}: ", "bold").append(text, "not bold")


def _troubles(report: StaffReport, lang: Lang) -> Iterable[Text]:
    open_ = [e for e in report.sites if e.feasible and not e.confirmed]
    if open_:
        names = _listed([report.names[e.site] for e in open_])
        yield Text(
            say(STAFF, "open", lang, sites=names, replications=report.replications), "yellow"
        )
    for each in report.sites:
        told = worst(each.allowed.judged)
        if each.feasible or told is None:
            continue
        yield Text(
            say(
                STAFF, "infeasible" if each.needed else "hopeless", lang,
                site=report.names[each.site], target=goal_text(told.target, lang),
                officers=each.officers, value=value_text(told, lang), needed=each.needed,
            ),
            "yellow",
        )  # fmt: skip
