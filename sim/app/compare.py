"""The page of comparisons: scenarios side by side on the same citizens and days."""

from __future__ import annotations

import streamlit as st

from sim.app import working
from sim.app.kept import kept
from sim.app.results import overview
from sim.app.setup import Setup
from sim.report.app_compare_words import COMPARE
from sim.report.words import Lang, say

PHASES = ("phase-1", "phase-2", "phase-3")
LEAST, MOST, USUAL = 2, 200, 10
"""Replications."""


def show(setup: Setup, lang: Lang) -> None:
    """Let the user choose scenarios, and show what became of them."""
    names = list(setup.files())
    chosen = st.multiselect(
        say(COMPARE, "scenarios", lang), names,
        key=kept("compare/scenarios", [each for each in PHASES if each in names]),
    )  # fmt: skip
    replications = st.slider(
        say(COMPARE, "replications", lang), LEAST, MOST, key=kept("compare/replications", USUAL)
    )
    if st.button(say(COMPARE, "compare", lang), type="primary", disabled=len(chosen) < LEAST):
        files = [str(setup.file(name)) for name in chosen]
        words = ["compare", *files, "-n", str(replications), "--report"]
        working.begin("compare", words, setup, lang)
    found = working.show("compare", lang)
    if found is not None:
        overview(setup.results, found.name, lang)
