"""The answer of a search for staff on the page: words, tables, the figure, files."""

from __future__ import annotations

import json
import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Any

import streamlit as st

from sim.app.downloads import KINDS, buttons, file_name
from sim.app.folders import below, content
from sim.app.inert import inert
from sim.app.setup import Setup
from sim.app.site import take
from sim.errors import UsageError, visible
from sim.report import staff_found, staff_spread
from sim.report.app_staff_words import FIND
from sim.report.words import Lang, said, say

if TYPE_CHECKING:
    from sim.model.spec import Scenario

MOST_PLANS = 4
"""That are kept in memory for all users together."""
FILES = {
    "least": ("staff.xlsx", "staff.csv", "plan.yaml"),
    "budget": ("budget.xlsx", "budget.csv"),
}


def show(setup: Setup, folder: str, name: str, lang: Lang) -> None:
    """Show what a folder answers; `name` is the scenario that was asked about."""
    root = setup.results
    plan, kind = in_words(root, folder, lang)
    picture = content(root, folder, "staff.png" if kind == "least" else "budget.png")
    if picture is not None:
        st.image(picture, alt=say(FIND, "picture", lang))
    st.subheader(say(FIND, "take", lang))
    with st.container(horizontal=True):
        buttons(root, folder, FILES[kind], lang)
    _plans(setup, folder, name, plan, lang)


def in_words(root: Path, folder: str, lang: Lang) -> tuple[Scenario, str]:
    """Show the answer in words and as a table; the plan that was found, and what was asked."""
    plan = plan_of(root, folder)
    raw = content(root, folder, "budget.csv")
    if raw is not None:
        _spread(root, folder, raw, lang)
        return plan, "budget"
    _least(root, folder, plan, lang)
    return plan, "least"


def _least(root: Path, folder: str, plan: Scenario, lang: Lang) -> None:
    answer = staff_found.found(
        content(root, folder, "staff.json") or b"", content(root, folder, "staff.csv") or b"",
        plan,
    )  # fmt: skip
    st.subheader(inert(staff_found.headline(answer.rows, lang)))
    troubles = staff_found.troubles(answer, lang)
    if troubles:
        st.warning("\n".join(f"- {inert(line)}" for line in troubles))
    _lines(staff_found.notes(answer, lang))
    _table(staff_found.table(answer, lang), lang)
    split = staff_found.parts(answer, lang)
    if split:
        st.markdown(f"**{say(FIND, 'parts', lang)}**")
        st.dataframe(split, hide_index=True, width="stretch")


def _spread(root: Path, folder: str, raw: bytes, lang: Lang) -> None:
    rows = staff_spread.spread(raw)
    st.subheader(inert(staff_spread.headline(rows, lang)))
    summary = content(root, folder, "summary.csv")
    if summary is not None:
        line = staff_spread.waits(summary, content(root, folder, "differences.csv"), lang)
        if line:
            st.markdown(f"**{inert(line)}**")
    _lines(staff_spread.notes(rows, lang))
    _table(staff_spread.table(rows, lang), lang)


def _lines(lines: list[str]) -> None:
    st.markdown("\n".join(f"- {inert(line)}" for line in lines))


def _table(columns: dict[str, list[Any]], lang: Lang) -> None:
    st.markdown(f"**{say(FIND, 'table', lang)}**")
    signed = st.column_config.NumberColumn(format="%+d")
    pinned = st.column_config.TextColumn(pinned=True)
    st.dataframe(
        columns, hide_index=True, width="stretch",
        column_config={say(FIND, "difference", lang): signed, say(FIND, "place", lang): pinned},
    )  # fmt: skip


def plan_of(root: Path, folder: str) -> Scenario:
    """The scenario with the officers found: that of the last run of the folder.

    Raises
    ------
    UsageError
        The folder names none.
    """
    try:
        told = json.loads(content(root, folder, "manifest.json") or b"")
        name = str(told["scenarios"][-1]["resolved"])
        path = below(root, folder, name)
        changed_at = path.stat().st_mtime_ns
    except (ValueError, KeyError, TypeError, IndexError, FileNotFoundError, RecursionError):
        raise UsageError(said(FIND, "no_sense")) from None
    return _plan(path, changed_at)


@st.cache_resource(max_entries=MOST_PLANS, show_spinner=False)
def _plan(file: Path, changed_at: int) -> Scenario:  # noqa: ARG001
    from sim.model.scenario_file import load

    return load(file)


def _plans(setup: Setup, folder: str, name: str, plan: Scenario, lang: Lang) -> None:
    """The plan as a table to go on with, and as a scenario on top of the one it is of."""
    from sim.app.scenarios import named, scenario_of
    from sim.model.scenario_file.overlay import overlay
    from sim.report.plans import workbook_bytes

    place = st.container(horizontal=True)
    place.download_button(
        say(FIND, "as_excel", lang), workbook_bytes(plan, lang), file_name(f"{folder}-plan.xlsx"),
        KINDS[".xlsx"], key="staff/plan.xlsx", on_click="ignore",
    )  # fmt: skip
    file = setup.file(name)
    base = scenario_of(file, file.stat().st_mtime_ns)
    same = {"targets": plan.targets, "policy": plan.policy, "staffing": plan.staffing}
    text = overlay(base.model_copy(update=same), plan, named(file), plan.name)
    place.download_button(
        say(FIND, "as_scenario", lang), text.encode(), file_name(f"{folder}.yaml"), KINDS[".yaml"],
        key="staff/plan.yaml", on_click="ignore",
    )  # fmt: skip
    st.caption(say(FIND, "as_scenario_note", lang, scenario=inert(name)))
    command = visible(f"motcua compare {shlex.join([name, file_name(f'{folder}.yaml')])}")
    st.code(command, language=None, wrap_lines=True)
    _what_if(name, base, plan, lang)


def _what_if(name: str, base: Scenario, plan: Scenario, lang: Lang) -> None:
    """A way to the page of what-if, with the officers found at a site."""
    changed = [
        id_
        for id_, site in plan.sites.items()
        if id_ in base.sites and site.officers != base.sites[id_].officers
    ]
    if not changed:
        return
    left, right = st.columns([3, 1], vertical_alignment="bottom")
    site = left.selectbox(
        say(FIND, "look", lang), changed, key="staff/look",
        format_func=lambda id_: plan.sites[id_].name or id_,
    )  # fmt: skip
    sizes = {group.name: group.size for group in plan.sites[site].officers}
    right.button(say(FIND, "go", lang), key="staff/go", on_click=take, args=(name, site, sizes))
