"""The page of comparisons: scenarios side by side on the same citizens and days."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from sim.app import listing, working
from sim.app.inert import inert
from sim.app.kept import kept, spoken
from sim.app.overview import overview
from sim.app.scenarios import title
from sim.app.setup import Setup
from sim.report.app_compare_words import COMPARE
from sim.report.numbers import number
from sim.report.words import Lang, say

PHASES = ("phase-1", "phase-2", "phase-3")
LEAST, MOST, USUAL = 2, 200, 10
"""Replications."""
FIRST_LOOK = 20
"""Replications without which nothing can be clear."""
CAP, MOST_CAP = 100, 1000
"""Replications at which what is not clear is left open."""
MOST_SCENARIOS = 6
"""That charts can tell apart by colour."""
MINUTE = 60.0


@dataclass(frozen=True, kw_only=True)
class Question:
    """What a user asks for."""

    scenarios: tuple[str, ...]
    replications: int
    own_periods: bool = False
    at_most: int | None = None
    """Replications, to go on until it is clear; None: only those that are asked for."""

    def words(self, files: Sequence[str]) -> list[str]:
        """The command that answers it."""
        found = ["compare", *files, "-n", str(self.replications), "--report"]
        if self.own_periods:
            found.append("--own-periods")
        if self.at_most is not None:
            found += ["--until-clear", "--at-most", str(self.at_most)]
        return found


def show(setup: Setup, lang: Lang) -> None:
    """Let the user choose scenarios, and show what became of them."""
    question = _question(setup, lang)
    st.caption(inert(takes(question, listing.listed(setup.results), lang)))
    ready = len(question.scenarios) >= LEAST
    if st.button(say(COMPARE, "compare", lang), type="primary", disabled=not ready):
        files = [str(setup.file(name)) for name in question.scenarios]
        working.begin("compare", question.words(files), setup, lang)
    found = working.show("compare", lang)
    if found is not None:
        _warnings(lang)
        overview(setup.results, found.name, lang)
    elif "job" not in st.session_state:
        st.info(inert(f"{say(COMPARE, 'nothing_yet', lang)} {say(COMPARE, 'before', lang)}"))


def _question(setup: Setup, lang: Lang) -> Question:
    files = setup.files()
    names = list(files)
    chosen = st.multiselect(
        say(COMPARE, "scenarios", lang), names,
        format_func=lambda name: title(name, lang, files.get(name)),
        key=spoken("compare/scenarios", [each for each in PHASES if each in names], lang),
        max_selections=MOST_SCENARIOS, placeholder=say(COMPARE, "none_chosen", lang),
        select_all=False,
    )  # fmt: skip
    replications = st.slider(
        say(COMPARE, "replications", lang), LEAST, MOST, key=kept("compare/replications", USUAL),
        help=say(COMPARE, "replications_help", lang),
    )  # fmt: skip
    at_most = None
    with st.expander(say(COMPARE, "more", lang)):
        own_periods = st.toggle(
            say(COMPARE, "own_periods", lang), key=kept("compare/own_periods", False),
            help=say(COMPARE, "own_periods_help", lang),
        )  # fmt: skip
        if st.toggle(
            say(COMPARE, "until_clear", lang), key=kept("compare/until_clear", False),
            help=say(COMPARE, "until_clear_help", lang),
        ):  # fmt: skip
            at_most = st.number_input(
                say(COMPARE, "at_most", lang), FIRST_LOOK, MOST_CAP, step=10,
                key=kept("compare/at_most", CAP),
            )  # fmt: skip
    if at_most is not None and replications < FIRST_LOOK:
        st.caption(inert(say(COMPARE, "first_look", lang, n=FIRST_LOOK)))
        replications = FIRST_LOOK
    if at_most is not None:
        at_most = max(int(at_most), replications)
    return Question(
        scenarios=tuple(chosen), replications=replications, own_periods=own_periods,
        at_most=at_most,
    )  # fmt: skip


def takes(question: Question, before: Sequence[listing.Listed], lang: Lang) -> str:
    """How long it will take, judged by results that are there."""
    paces = [listing.pace(before, name) for name in question.scenarios]
    if not paces or None in paces:
        return say(COMPARE, "takes_unknown", lang)
    each = sum(pace for pace in paces if pace is not None)
    if question.at_most is not None:
        minutes = max(1, math.ceil(each * question.at_most / MINUTE))
        return say(COMPARE, "takes_at_most", lang, n=number(minutes, 0, lang))
    seconds = each * question.replications
    if seconds < MINUTE:
        return say(COMPARE, "takes_seconds", lang, n=number(max(1, math.ceil(seconds)), 0, lang))
    return say(COMPARE, "takes_minutes", lang, n=number(math.ceil(seconds / MINUTE), 0, lang))


def _warnings(lang: Lang) -> None:
    """What the command told people about, though it did its work."""
    _, job = st.session_state["job"]
    if job.said:
        with st.expander(say(COMPARE, "warnings", lang), expanded=True):
            for line in job.said:
                st.warning(inert(working.sentence(line, lang)))
