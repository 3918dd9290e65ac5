"""Scenarios on a page: one is chosen, and read once for all users."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from sim.app.kept import kept
from sim.app.setup import Setup
from sim.report.app_words import APP
from sim.report.words import Lang, say

if TYPE_CHECKING:
    from sim.model.spec import Scenario

MOST_SCENARIOS = 4
"""That are kept in memory for all users together."""
FIRST = "phase-1"


@st.cache_resource(max_entries=MOST_SCENARIOS, show_spinner=False)
def scenario_of(file: Path, changed_at: int) -> Scenario:  # noqa: ARG001
    """A scenario, read once for all users: it is frozen, so that none can change another's."""
    from sim.model.scenario_file import read

    return read(file).scenario


def chosen(setup: Setup, lang: Lang) -> tuple[str, Scenario]:
    """The scenario that the user chooses, and its name; the same one on all pages that ask.

    Raises
    ------
    ScenarioError
        It has faults.
    UsageError
        It is there no more.
    """
    names = list(setup.files())
    first = FIRST if FIRST in names else names[0]
    name = st.selectbox(say(APP, "scenario", lang), names, key=kept("scenario", first))
    file = setup.file(name)
    return name, scenario_of(file, file.stat().st_mtime_ns)


def named(file: Path) -> str:
    """What a file that lies on top of a scenario writes behind `extends`."""
    from sim.model.scenario_file.files import SHIPPED, SHIPPED_PREFIX

    return f"{SHIPPED_PREFIX}{file.stem}" if file.parent == SHIPPED else file.name
