"""What `run --stress` prints: how many sites hold under each stress, and which break."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.text import Text

from sim.report.catalogue import day
from sim.report.numbers import NOTHING, Estimate, interval
from sim.report.stress_table import AS_IS, Row, counts, facts, head, missed, unit
from sim.report.stress_words import STRESS
from sim.report.target_text import target_text
from sim.report.text import ruled
from sim.report.words import TEXT, Lang, say
from sim.studies.stress.study import Verdict, is_sure, verdict

if TYPE_CHECKING:
    from sim.model.targets import Target
    from sim.report.results import Results
    from sim.studies.judging import Judged
    from sim.studies.stress.cases import Stress
    from sim.studies.stress.study import StressReport

MOST = 20
"""Sites that are printed for a target."""
LONGEST = 480
"""Waits are counted by whole minutes up to this many; what is longer is not known better."""
SIGNS = {Verdict.BROKEN: "\N{MULTIPLICATION SIGN}", Verdict.ON_THE_LINE: "\N{ALMOST EQUAL TO}"}
_MARKS = {
    "broken": SIGNS[Verdict.BROKEN], "line": SIGNS[Verdict.ON_THE_LINE], "nothing": NOTHING,
}  # fmt: skip


def render(report: StressReport, results: Results, lang: Lang = "en") -> RenderableType:
    """Notes, the sites counted by stress, and a table of those that break for each target."""
    parts: list[RenderableType] = [*notes(report, results, lang), _overview(report, lang)]
    for target in report.targets:
        parts += _of_target(report, results, target, lang)
    return Group(*parts)


def notes(report: StressReport, results: Results, lang: Lang) -> Iterable[Text]:
    """What was done, and what the signs mean."""
    run, period = report.run, report.scenario.period
    yield Text(say(STRESS, "title", lang, scenario=report.scenario.name), "bold")
    if results.sets:
        yield Text(say(TEXT, "sets", lang, sets="; ".join(results.sets)))
    if results.plan:
        yield Text(say(TEXT, "plan", lang, plan=results.plan))
    yield Text(
        say(
            STRESS, "basis", lang, days=period.length, first=period.first, last=period.last,
            replications=len(run.replications), seed=run.seed,
        )
    )  # fmt: skip
    targets = "; ".join(target_text(target, lang) for target in report.targets)
    yield Text(say(STRESS, "targets", lang, targets=targets))
    done = {each.stress.key: each.replications for each in report.under}
    for stress in report.stresses:
        if stress.key in done:
            yield from about(stress, done[stress.key], lang)
    several = len(run.replications) > 1
    yield Text(say(STRESS, "note_intervals" if several else "one_replication", lang, **_MARKS))
    yield Text(say(STRESS, "order", lang))
    if report.interrupted:
        yield _interrupted(report, lang)


def _interrupted(report: StressReport, lang: Lang) -> Text:
    there = {each.stress.key for each in report.under}
    missing = [
        head(report, each.key, lang).replace("\n", " ")
        for each in report.stresses
        if each.key not in there
    ]
    if not missing:
        return Text(say(STRESS, "interrupted_late", lang), "bold red")
    done = len(report.run.replications)
    told = say(STRESS, "interrupted", lang, done=done, missing=", ".join(missing))
    return Text(told, "bold red")


def about(stress: Stress, replications: int, lang: Lang) -> Iterable[Text]:
    """What a stress is, and where it is not."""
    sizes, why = facts(), Counter(stress.skipped.values())
    if stress.key == "after_tet":
        on = day(date.fromisoformat(stress.told["date"]), lang)
        told = {"date": on, "replications": replications}
        yield Text(say(STRESS, f"note_{stress.told['kind']}", lang, **told))
    elif stress.key == "demand":
        yield Text(say(STRESS, "note_demand", lang, **sizes))
        if stress.skipped:
            yield Text(say(STRESS, "note_timetable", lang, sites=why["timetable"]))
    elif stress.key == "absent":
        one, none = why["one_absent"], why["none_absent"]
        full = len(stress.groups) - one
        yield Text(say(STRESS, "note_absent", lang, full=full, one=one, none=none, **sizes))
    else:
        desks = Counter(desk for desk, _ in stress.groups.values())
        text = ", ".join(
            say(STRESS, "desk_at", lang, desk=desk, sites=n)
            for desk, n in sorted(desks.items(), key=lambda each: (-each[1], each[0]))
        )
        none = why["no_desk"]
        yield Text(say(STRESS, "note_desk_closed", lang, desks=text or NOTHING, none=none))


def _overview(report: StressReport, lang: Lang) -> RenderableType:
    found = counts(report)
    keys = ["sites", "held", "on_the_line", "broken", "breaks", "unsure"]
    if any(each.idle for each in found):
        keys.append("idle")
    heads = [say(STRESS, key, lang) for key in ("stress", *keys)]
    table = ruled(say(STRESS, "overview", lang), heads)
    for each in found:
        numbers = [str(getattr(each, key)) for key in keys]
        if each.key == AS_IS:
            numbers[keys.index("breaks")] = NOTHING
        table.add_row(head(report, each.key, lang).replace("\n", " "), *numbers)
    return table


def _of_target(
    report: StressReport, results: Results, target: Target, lang: Lang
) -> Iterable[RenderableType]:
    found = missed(report, target)
    if not found:
        yield Text(f"\n{say(STRESS, 'nothing_broken', lang, target=target_text(target, lang))}")
        return
    title = panel_title(target, lang)
    keys = [AS_IS, *(each.stress.key for each in report.under)]
    heads = [say(STRESS, "site", lang), *(head(report, key, lang) for key in keys)]
    table = ruled(title, heads)
    for row in found[:MOST]:
        table.add_row(results.name("site", row.before.site, lang), *_cells(row, lang))
    yield table
    if len(found) > MOST:
        yield Text(say(STRESS, "more", lang, more=len(found) - MOST))


def panel_title(target: Target, lang: Lang) -> str:
    """A target and the unit of its values."""
    found, per = target_text(target, lang), say(STRESS, unit(target), lang)
    return say(STRESS, "worst", lang, target=found, unit=per)


def _cells(row: Row, lang: Lang) -> list[str]:
    return [cell(each, lang) for each in (row.before, *(judged for _, judged in row.under))]


def cell(judged: Judged | None, lang: Lang) -> str:
    """A value with its interval, and what has to be minded of it."""
    if judged is None or judged.value != judged.value:
        return NOTHING
    found = Estimate(judged.value, judged.low, judged.high)
    text = capped(judged, lang) or interval(found, unit(judged.target), lang)
    unsure = judged.low == judged.low and not is_sure(judged)
    return f"{text} {SIGNS.get(verdict(judged), ' ')}{'?' if unsure else ' '}"


def capped(judged: Judged, lang: Lang) -> str:
    """What to write for a wait that is longer than waits are counted by; else nothing."""
    if judged.target.goal.measure == "percentile" and judged.value >= LONGEST:
        return say(STRESS, "capped", lang, limit=LONGEST)
    return ""
