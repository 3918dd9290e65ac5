"""The page that finds staff: the fewest officers that meet targets, or a number of them spread."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from sim.app import staff_answer, working
from sim.app.inert import inert
from sim.app.kept import kept
from sim.app.scenarios import chosen
from sim.app.setup import Setup
from sim.app.staff_inputs import bounds, wishes
from sim.app.staff_order import Per, StaffOrder, Way
from sim.errors import UsageError
from sim.report.app_staff_words import FIND
from sim.report.catalogue import tongue
from sim.report.numbers import number
from sim.report.words import Lang, say

if TYPE_CHECKING:
    from sim.model.spec import Scenario

LEAST, MOST = 2, 100
"""Replications."""
USUAL: dict[Way, int] = {"least": 20, "budget": 6}
MOST_OFFICERS = 100_000


def show(setup: Setup, lang: Lang) -> None:
    """Let the user say what is looked for, and show what was found."""
    name, scenario = chosen(setup, lang)
    key = f"staff/{name}"
    ways: tuple[Way, ...] = ("least", "budget")
    way = st.radio(
        say(FIND, "way", lang), ways, key=kept("staff/way", "least"),
        format_func=lambda each: say(FIND, each, lang),
    )  # fmt: skip
    order: StaffOrder | None = None
    try:
        order = _order(setup.file(name), scenario, way, key, lang)
    except UsageError as error:
        st.error(inert(error.told(tongue(lang))))
    st.caption(say(FIND, "time", lang))
    if st.button(say(FIND, "find", lang), type="primary", disabled=order is None) and order:
        working.begin("staff", order.words(), setup, lang)
    found = working.show("staff", lang)
    if found is not None:
        _, job = st.session_state["job"]
        staff_answer.show(setup, found.name, Path(job.words[1]).stem, lang)


def _order(file: Path, scenario: Scenario, way: Way, key: str, lang: Lang) -> StaffOrder:
    """What the inputs say."""
    officers, wanted = 0, None
    per: Per = "site"
    if way == "budget":
        officers = _officers(scenario, key, lang)
    else:
        wanted = wishes(scenario, key, lang)
    free, policy, of_sites = bounds(scenario, key, lang)
    left, right = st.columns(2)
    if way == "least":
        pers: tuple[Per, ...] = ("site", "group", "interval")
        per = left.selectbox(
            say(FIND, "per", lang), pers, key=kept("staff/per", "site"),
            format_func=lambda each: say(FIND, each, lang),
        )  # fmt: skip
    replications = right.slider(
        say(FIND, "replications" if way == "least" else "replications_of", lang), LEAST, MOST,
        key=kept(f"staff/replications/{way}", USUAL[way]),
    )  # fmt: skip
    return StaffOrder(
        file=file, way=way, wishes=wanted, free=free, policy=policy, bounds=of_sites, per=per,
        officers=officers, replications=replications,
    )  # fmt: skip


def _officers(scenario: Scenario, key: str, lang: Lang) -> int:
    there = sum(site.officer_count for site in scenario.sites.values())
    officers = st.number_input(
        say(FIND, "officers", lang), 1, MOST_OFFICERS, step=1, key=kept(f"{key}/officers", there)
    )
    n = number(there, 0, lang)
    if officers == there:
        st.caption(say(FIND, "there", lang, n=n))
    else:
        by = number(officers - there, 0, lang, signed=True)
        st.caption(say(FIND, "change_of", lang, by=by, n=n))
    return int(officers)
