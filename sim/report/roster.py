"""Rosters: a table that a manager can read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from rich.console import Group, RenderableType
from rich.text import Text

from sim.model.words import WEEKDAYS, write_span
from sim.report.numbers import number
from sim.report.roster_words import ROSTER
from sim.report.staff import value_text
from sim.report.target_text import goal_text
from sim.report.text import ruled
from sim.report.words import Lang, say

if TYPE_CHECKING:
    from sim.model.shifts import Pattern
    from sim.model.spec import Scenario, Target
    from sim.studies.judging import Judged
    from sim.studies.rostering.people import Person
    from sim.studies.rostering.replay import Replay
    from sim.studies.rostering.study import SiteRoster
    from sim.studies.rostering.turns import Week

PRINTED_SITES = 40
"""Sites up to which all are printed; beyond, those that lack most."""
PRINTED_WEEKS = 2
"""Sites up to which everybody's week is printed."""
PRINTED_UNMET = 20
Source = Literal["file", "planned", "targets"]


@dataclass(frozen=True, kw_only=True)
class RosterReport:
    """All there is to show of a study of rosters."""

    scenario: Scenario
    """As it is."""
    rosters: Sequence[SiteRoster]
    monday: date
    source: Source
    """Where the need comes from."""
    needs_file: str
    targets: Sequence[Target]
    replay: Replay

    @cached_property
    def names(self) -> dict[str, str]:
        """What each site is called; names that occur twice have the id behind."""
        names = {id_: site.name or id_ for id_, site in self.scenario.sites.items()}
        twice = [name for name in names.values() if list(names.values()).count(name) > 1]
        return {id_: f"{name} ({id_})" if name in twice else name for id_, name in names.items()}

    @cached_property
    def worst_first(self) -> list[SiteRoster]:
        """Those that lack most first; ties by id."""
        return sorted(self.rosters, key=lambda each: (-each.counts.short, each.site))

    def judged(self, site: str) -> list[tuple[Judged, Judged]]:
        """Each target at a site, as is and with the roster."""
        pairs = zip(self.replay.before, self.replay.after, strict=True)
        return [(now, then) for now, then in pairs if then.site == site]


def spare(roster: SiteRoster) -> float:
    """Officer-hours on duty beyond what is covered, in a week [h]."""
    return roster.duty_hours - (roster.need_hours - roster.counts.short)


def verdict(judged: Judged, lang: Lang) -> str:
    """Whether a target is met, missed, or neither for sure."""
    if judged.surely_met:
        return say(ROSTER, "met", lang)
    return say(ROSTER, "missed" if judged.surely_missed else "unsure", lang)


def shift_text(pattern: Pattern, lang: Lang) -> str:
    """`07:30-11:30, 13:30-17:00`, or `08:00-16:30, lunch 12:00-13:00`."""
    if pattern.lunch is None:
        return ", ".join(write_span(part) for part in pattern.parts)
    lunch = say(ROSTER, "lunch", lang, span=write_span(pattern.lunch))
    return f"{write_span((pattern.start, pattern.end))}, {lunch}"


def day_text(person: Person, week: Week, weekday: int, lang: Lang) -> str:
    """What somebody does on a weekday."""
    if weekday in person.away:
        return say(ROSTER, "away", lang)
    return shift_text(week[weekday], lang) if weekday in week else say(ROSTER, "off", lang)


def week_hours(week: Week) -> float:
    """Work of an officer in a week [h]."""
    return sum(pattern.work for pattern in week.values()) / 60


def day_name(weekday: int, lang: Lang) -> str:
    """Short name of a weekday, Monday 0."""
    return say(ROSTER, WEEKDAYS[weekday], lang)


def render(report: RosterReport, lang: Lang = "en") -> RenderableType:
    """What `roster` prints."""
    return Group(
        *notes(report, lang), _sites(report, lang), *_weeks(report, lang), *_unmet(report, lang)
    )


def notes(report: RosterReport, lang: Lang) -> Iterable[Text]:
    """What the figures rest on."""
    yield Text(say(ROSTER, "title", lang, scenario=report.scenario.name), "bold")
    targets = "; ".join(goal_text(target, lang) for target in report.targets)
    yield Text(say(ROSTER, f"needs_{report.source}", lang, file=report.needs_file, targets=targets))
    if report.scenario.roster is not None and report.scenario.roster.leave:
        yield Text(say(ROSTER, "week", lang, monday=report.monday))
    open_ = [each for each in report.worst_first if not each.counts.is_proven]
    if open_:
        yield Text(
            say(
                ROSTER, "unproven", lang, sites=", ".join(each.site for each in open_[:5]),
                short=number(sum(each.counts.gaps[0] for each in open_), 1, lang),
                hours=number(sum(each.counts.gaps[1] for each in open_), 1, lang),
            )
        )  # fmt: skip
    else:
        yield Text(say(ROSTER, "proven", lang))
    run = report.replay.runs[1]
    period = run.scenario.period
    yield Text(
        say(
            ROSTER, "replay", lang, replications=len(run.replications), first=period.first,
            last=period.last, seed=run.seed,
        )
    )  # fmt: skip
    after = report.replay.after
    if after:
        met = [sum(each.met for each in some) for some in (report.replay.before, after)]
        yield Text(say(ROSTER, "targets_met", lang, now=met[0], then=met[1], all=len(after)))


def _sites(report: RosterReport, lang: Lang) -> RenderableType:
    keys = ["site", "people", "need", "duty", "short", "spare"]
    if report.replay.after:
        keys += ["target", "as_is", "roster", "days_met"]
    table = ruled(say(ROSTER, "sites", lang), [say(ROSTER, key, lang) for key in keys])
    if report.replay.after:
        table.columns[6].justify = "left"
    for each in report.worst_first[:PRINTED_SITES]:
        hours = (each.need_hours, each.duty_hours, each.counts.short, spare(each))
        cells = [report.names[each.site], str(len(each.people))]
        cells += [number(value, 1, lang) for value in hours]
        judged = report.judged(each.site)
        told = [_target_cells(now, then, lang) for now, then in judged]
        rows = told or [[""] * (len(keys) - 6)]
        for k, row in enumerate(rows):
            last = k == len(rows) - 1
            table.add_row(
                *(cells if k == 0 else [""] * 6), *row, end_section=last and len(rows) > 1
            )
    return table


def _target_cells(now: Judged, then: Judged, lang: Lang) -> list[str]:
    days = "" if then.days_met != then.days_met else number(100 * then.days_met, 0, lang)
    return [
        goal_text(then.target, lang),
        value_text(now, lang),
        f"{value_text(then, lang)} {verdict(then, lang)}",
        days,
    ]


def _weeks(report: RosterReport, lang: Lang) -> Iterable[RenderableType]:
    for roster in report.rosters if len(report.rosters) <= PRINTED_WEEKS else ():
        days = [day.weekday for day in roster.days]
        heads = [say(ROSTER, "person", lang), *(day_name(day, lang) for day in days)]
        title = say(ROSTER, "week_of", lang, site=report.names[roster.site])
        table = ruled(title, [*heads, say(ROSTER, "hours", lang)])
        for person, week in zip(roster.people, roster.weeks, strict=True):
            cells = [day_text(person, week, day, lang).replace(", ", "\n") for day in days]
            hours = number(week_hours(week), 1, lang)
            table.add_row(person.name, *cells, hours, end_section=True)
        yield table
        if roster.idle:
            yield Text(say(ROSTER, "idle", lang, people=", ".join(roster.idle)))


def _unmet(report: RosterReport, lang: Lang) -> Iterable[RenderableType]:
    rows = [(roster, each) for roster in report.worst_first for each in roster.unmet()]
    if not rows:
        yield Text(say(ROSTER, "unmet_none", lang))
        return
    keys = ("site", "weekday", "time", "line", "short_of")
    table = ruled(say(ROSTER, "unmet", lang), [say(ROSTER, key, lang) for key in keys])
    table.columns[3].justify = "left"
    for roster, each in rows[:PRINTED_UNMET]:
        when = write_span((each.start, each.end))
        name = report.names[roster.site]
        table.add_row(name, day_name(each.weekday, lang), when, each.line, str(each.short))
    yield table
    if len(rows) > PRINTED_UNMET:
        yield Text(say(ROSTER, "unmet_more", lang, n=len(rows) - PRINTED_UNMET))
