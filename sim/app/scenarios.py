"""Scenarios on a page: called by their titles, one is chosen for all pages, read for all users."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from sim.app.inert import shown
from sim.app.kept import spoken
from sim.app.setup import Setup
from sim.report.app_words import APP
from sim.report.words import LANGS, SCOPE, Lang, say

if TYPE_CHECKING:
    from sim.model.spec import Scenario

MOST_SCENARIOS = 4
"""That are kept in memory for all users together."""
FIRST = "phase-2"
"""That is chosen at first: what the quick start asks most of its questions about."""
LOOKED_AT = 64 * 1024
"""Bytes of a file in which its name is looked for."""
_NAME = re.compile(
    r"""^name:[ \t]+(?:"([^"\\\n]+)"|'((?:[^'\n]|'')+)'|([^"'\s&*!|>%@`\[{#][^\n]*?))"""
    r"""(?:[ \t]+\#[^\n]*)?[ \t\r]*$""",
    re.MULTILINE,
)
"""The name that a scenario gives itself in one line, in quotes or without."""


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
    files = setup.files()
    first = FIRST if FIRST in files else next(iter(files))
    key = spoken("scenario", first, lang)
    if st.session_state[key] not in files:  # its file has gone since
        st.session_state[key] = first
    name = st.selectbox(
        say(APP, "scenario", lang), list(files), key=key,
        format_func=lambda name: title(name, lang, files.get(name)),
    )  # fmt: skip
    file = setup.file(name)
    return name, scenario_of(file, file.stat().st_mtime_ns)


def choose(name: str) -> None:
    """Choose a scenario for the user, before a page is drawn; for a button's callback."""
    for lang in LANGS:
        st.session_state[f"kept/scenario/{lang}"] = name


def title(name: str, lang: Lang, file: Path | None = None) -> str:
    """What a scenario is called wherever it is chosen: `Phase II (phase-2)`.

    `name` is that of its file, by which commands know it.
    """
    word = called(name, lang)
    if not word and file is not None:
        try:
            word = _own_name(file, file.stat().st_mtime_ns)
        except OSError:
            word = ""
    return shown(f"{word} ({name})" if word and word != name else name)


def called(label: str, lang: Lang) -> str:
    """The name of a shipped scenario in the user's language; empty for others."""
    key = f"scenario/{label}"
    return say(SCOPE, key, lang) if key in SCOPE else ""


@lru_cache(maxsize=256)
def _own_name(file: Path, changed_at: int) -> str:  # noqa: ARG001
    """The name that a file gives itself; empty where it does not, or in another way."""
    with file.open("rb") as stream:
        found = _NAME.search(stream.read(LOOKED_AT).decode("utf-8", "replace"))
    if found is None:
        return ""
    double, single, bare = found.groups()
    return (double or (single or "").replace("''", "'") or bare or "").strip()


def named(file: Path) -> str:
    """What a file that lies on top of a scenario writes behind `extends`."""
    from sim.model.scenario_file.files import SHIPPED, SHIPPED_PREFIX

    return f"{SHIPPED_PREFIX}{file.stem}" if file.parent == SHIPPED else file.name
