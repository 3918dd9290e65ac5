"""Inputs that outlive a visit to another page: Streamlit forgets what no widget shows."""

from __future__ import annotations

from typing import Any

import streamlit as st

from sim.report.words import Lang

_KEPT = "kept/"


def kept(name: str, start: Any) -> str:
    """The key of an input, set to what it starts with; the widget itself is given no value."""
    key = f"{_KEPT}{name}"
    st.session_state.setdefault(key, start)
    return key


def spoken(name: str, start: Any, lang: Lang) -> str:
    """The same for an input whose choices are words: one for each language, of one value.

    A browser goes on showing a choice in the language in which it was made.
    """
    at = f"spoken/{name}"
    before = st.session_state.get(at, lang)
    st.session_state[at] = lang
    key = kept(f"{name}/{lang}", start)
    if before != lang:
        st.session_state[key] = st.session_state.get(f"{_KEPT}{name}/{before}", start)
    return key


def keep() -> None:
    """Keep all of them through this run of the script, whatever page it shows."""
    for key, value in list(st.session_state.items()):
        if str(key).startswith(_KEPT):
            st.session_state[key] = value
