"""What became of a plan that was run: in words first, then site by site, then files."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import streamlit as st

from sim.app import plan_sentences, plan_verdict
from sim.app.downloads import buttons
from sim.app.folders import below, content, named_from
from sim.app.inert import inert
from sim.app.plan_verdict import Standing, by_site, officers, standings, summed_up
from sim.errors import UsageError
from sim.report.app_plan_words import PLANS
from sim.report.numbers import MISSING, NOTHING, Estimate, decimals, interval, number, shown
from sim.report.stress_words import STRESS
from sim.report.target_text import goal_text, line_in_words
from sim.report.words import KPI, UNIT, Lang, said, say
from sim.studies.stress.study import Verdict

if TYPE_CHECKING:
    import pandas as pd

    from sim.report.hard_days import Hard
    from sim.report.page.reading import Evidence, Kept

STRESS_FILE = "stress.csv"
OF_COMPARISON = ("summary.xlsx", "report.html", "summary.csv")
OF_STRESS = ("stress.xlsx", "summary.xlsx", STRESS_FILE, "stress.png")
SIDE_BY_SIDE = ("utilisation", "overtime_per_day", "officer_cost_per_day")
COLOURS = {
    Verdict.BROKEN: "background-color: #f6c99a; color: #000000",
    Verdict.HELD: "background-color: #cfe2f3; color: #000000",
    Verdict.ON_THE_LINE: "background-color: #eeeeee; color: #000000",
    Verdict.IDLE: "",
}
"""Orange and blue, which all tell apart; the cell says the same in a word."""
SIGNS = {
    Verdict.BROKEN: "\N{MULTIPLICATION SIGN}", Verdict.HELD: "\N{CHECK MARK}",
    Verdict.ON_THE_LINE: "\N{ALMOST EQUAL TO}", Verdict.IDLE: NOTHING,
}  # fmt: skip
MOST_KEPT = 4
"""Results folders in memory, for all users together."""
TALLEST = 600
"""Of a table [px]."""


def show(root: Path, folder: str, lang: Lang) -> None:
    """Show a results folder: of a comparison with the scenario's own plan, or of hard days."""
    if hard_days(root, folder, lang):
        buttons(root, folder, OF_STRESS, lang)
        return
    path = below(root, folder).resolve()
    with named_from(root):
        evidence = _evidence(path, path.stat().st_mtime_ns)
    if len(evidence.runs) < 2:
        raise UsageError(said(PLANS, "interrupted"))
    own, planned = evidence.runs[:2]
    found = standings(own, planned)
    first, *others = plan_sentences.compared(found, own, planned, lang)
    st.markdown(f"#### {inert(first)}")
    st.markdown("".join(f"- {inert(each)}\n" for each in others))
    rows, verdicts = table(found, own, planned, lang)
    _coloured(rows, verdicts)
    st.caption(say(PLANS, "note", lang))
    buttons(root, folder, OF_COMPARISON, lang)


def hard_days(root: Path, folder: str, lang: Lang) -> bool:
    """Show what a plan does on hard days, in words and as a table; whether the folder tells."""
    raw = content(root, folder, STRESS_FILE)
    if raw is None:
        return False
    path = below(root, folder)
    _hard_days(raw, _day(path, path.stat().st_mtime_ns), lang)
    return True


@st.cache_resource(max_entries=MOST_KEPT, show_spinner=False)
def _evidence(path: Path, changed_at: int) -> Evidence:  # noqa: ARG001
    """A results folder, read once: it is looked at anew at each move of a user."""
    from sim.report.page.reading import read

    return read([path])


@st.cache_resource(max_entries=MOST_KEPT, show_spinner=False)
def _day(path: Path, changed_at: int) -> str:  # noqa: ARG001
    """What the hard day of a results folder is."""
    from sim.model import scenario_file
    from sim.report.hard_days import hard_day

    return hard_day(scenario_file.load(path / "scenario.resolved.yaml"))


def word(verdict: Verdict, value: float, unit: str, lang: Lang) -> str:
    """A cell that says how a target stands, by a sign, a word and the value."""
    known = shown(Estimate(value), unit)
    text = f"{number(known.mean, decimals(known.mean, unit), lang)} {say(UNIT, unit, lang)}"
    return f"{SIGNS[verdict]} {say(PLANS, str(verdict), lang, value=text)}"


def table(
    found: Sequence[Standing], own: Kept, planned: Kept, lang: Lang
) -> tuple[dict[str, list[str]], dict[str, list[Verdict]]]:
    """A row for each site, those that break first; and the verdicts of the columns of targets."""
    from sim.report.page.pairing import changes, is_paired

    scenario = planned.scenario
    before, after = officers(own.scenario), officers(scenario)
    staffed = sorted(scenario.sites, key=lambda id_: before.get(id_) == after[id_])
    order = summed_up(found).order(staffed)
    rows = {say(PLANS, "site", lang): [scenario.sites[id_].name or id_ for id_ in order]}
    verdicts: dict[str, list[Verdict]] = {}
    of = {(each.target, each.site): each for each in found}
    for target in dict.fromkeys(each.target for each in found):
        for key in ("own", "planned"):
            head = say(PLANS, key, lang, what=goal_text(target, lang))
            each = [_stands(of.get((target, id_)), key, lang) for id_ in order]
            rows[head] = [text for text, _ in each]
            verdicts[head] = [verdict for _, verdict in each]
    rows[say(PLANS, "officers", lang)] = [_two(before.get(i, 0), after[i]) for i in order]
    waits = by_site(own, "wait_mean"), by_site(planned, "wait_mean")
    rows[_head("wait_mean", "min", planned, lang)] = _pairs(order, *waits, "min", lang)
    if is_paired(planned, own):
        moved = changes(planned, own, "wait_mean", "site", at_once=True)
        rows[say(PLANS, "by", lang, what=say(UNIT, "min", lang))] = [
            interval(moved.get(id_, MISSING), "min", lang, signed=True) for id_ in order
        ]
    for kpi in SIDE_BY_SIDE:
        unit = _unit(planned, kpi)
        if unit is not None:
            pair = by_site(own, kpi), by_site(planned, kpi)
            rows[_head(kpi, unit, planned, lang)] = _pairs(order, *pair, unit, lang)
    return rows, verdicts


def _stands(standing: Standing | None, key: str, lang: Lang) -> tuple[str, Verdict]:
    if standing is None:
        return NOTHING, Verdict.IDLE
    unit = plan_verdict.unit(standing.target)
    if key == "own":
        return word(standing.before, standing.own.mean, unit, lang), standing.before
    return word(standing.after, standing.planned.mean, unit, lang), standing.after


def _head(kpi: str, unit: str, run: Kept, lang: Lang) -> str:
    cost = run.scenario.cost
    told = say(UNIT, unit, lang, currency=cost.currency if cost else "")
    return f"{say(KPI, kpi, lang)} [{told}]"


def _unit(run: Kept, kpi: str) -> str | None:
    """Of a measure at sites; None where it is not known there."""
    rows = run.summary
    units = rows[(rows["scope_type"] == "site") & (rows["kpi"] == kpi)]["unit"]
    return None if units.empty else str(units.iloc[0])


def _pairs(
    order: Sequence[str], before: Mapping[str, Estimate], after: Mapping[str, Estimate], unit: str,
    lang: Lang,
) -> list[str]:  # fmt: skip
    """`now → plan` at each site."""

    def text(found: Estimate) -> str:
        mean = shown(found, unit).mean
        return number(mean, decimals(mean, unit), lang)

    return [_two(text(before.get(i, MISSING)), text(after.get(i, MISSING))) for i in order]


def _two(before: object, after: object) -> str:
    return f"{before} \N{RIGHTWARDS ARROW} {after}"


def _coloured(rows: Mapping[str, Sequence[str]], verdicts: Mapping[str, Sequence[Verdict]]) -> None:
    import pandas as pd

    frame = pd.DataFrame(rows)

    def paint(_: pd.DataFrame) -> pd.DataFrame:
        blank: dict[str, Any] = dict.fromkeys(frame.columns, "")
        styles = pd.DataFrame(blank, index=frame.index, columns=frame.columns)
        for head, column in verdicts.items():
            styles[head] = [COLOURS[each] for each in column]
        return styles

    height = min(TALLEST, 38 + 35 * max(len(frame), 1))
    st.dataframe(
        frame.style.apply(paint, axis=None), hide_index=True, width="stretch", height=height,
        column_config={frame.columns[0]: st.column_config.TextColumn(pinned=True)},
    )  # fmt: skip


def _hard_days(raw: bytes, day: str, lang: Lang) -> None:
    """What `run --stress` has found."""
    import pandas as pd

    from sim.report import hard_days as days

    rows = pd.read_csv(io.BytesIO(raw), keep_default_na=False, na_values=[""])
    found = days.read(rows, day)
    first, *others = days.on_hard_days(found, lang)
    st.markdown(f"#### {inert(first)}")
    st.markdown("".join(f"- {inert(each)}\n" for each in others))
    table, verdicts = hard_table(found, lang)
    note = say(PLANS, "hard_note", lang)
    head, told = say(STRESS, "target", lang), {each.target for each in found}
    if len(told) == 1:  # of all rows: told once, it leaves room on a phone
        note = f"{head}: {line_in_words(told.pop(), lang)}. {note}"
        del table[head]
    _coloured(table, verdicts)
    st.caption(inert(note))


def hard_table(
    found: Sequence[Hard], lang: Lang
) -> tuple[dict[str, list[str]], dict[str, list[Verdict]]]:
    """A row for each target and site, those that break first; and the verdicts of the stresses."""
    from sim.report.hard_days import AS_IS, called

    order = sorted(found, key=lambda each: (not each.breaks, not each.misses))
    rows = {
        say(PLANS, "site", lang): [each.name for each in order],
        say(STRESS, "target", lang): [line_in_words(each.target, lang) for each in order],
    }
    verdicts: dict[str, list[Verdict]] = {}
    keys = dict.fromkeys(key for each in found for key in each.under)
    for key in sorted(keys, key=lambda key: key != AS_IS):
        cells = [each.under.get(key) for each in order]
        head = called(key, lang)
        rows[head] = [
            NOTHING if cell is None else word(cell[0], cell[1], each.unit, lang)
            for each, cell in zip(order, cells, strict=True)
        ]
        verdicts[head] = [Verdict.IDLE if cell is None else cell[0] for cell in cells]
    return rows, verdicts
