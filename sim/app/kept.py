"""Inputs that outlive a visit to another page: Streamlit forgets what no widget shows."""

from __future__ import annotations

from typing import Any

import streamlit as st

from sim.report.words import Lang

_KEPT = "kept/"
_VALUES = "kept"
"""What they were, by their keys: an input that is shown is never set anew, as that would undo what
a user does in the meantime."""


def kept(name: str, start: Any) -> str:
    """The key of an input, set to what it was or starts with; the widget is given no value."""
    key = f"{_KEPT}{name}"
    if key not in st.session_state:
        st.session_state[key] = _values().get(key, start)
    return key


def spoken(name: str, start: Any, lang: Lang) -> str:
    """The same for an input whose choices are words: one for each language, of one value.

    A browser goes on showing a choice in the language in which it was made.
    """
    at = f"spoken/{name}"
    before = st.session_state.get(at, lang)
    st.session_state[at] = lang
    if before != lang:
        last = _values().get(f"{_KEPT}{name}/{before}", start)
        st.session_state[f"{_KEPT}{name}/{lang}"] = last
    return kept(f"{name}/{lang}", start)


def keep() -> None:
    """Keep all of them through this run of the script, whatever page it shows."""
    _values().update(
        (key, value) for key, value in st.session_state.items() if str(key).startswith(_KEPT)
    )


def _values() -> dict[Any, Any]:
    found: dict[Any, Any] = st.session_state.setdefault(_VALUES, {})
    return found
