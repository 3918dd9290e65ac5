"""The address of a page: `?page=results&folder=...` leads there, and is there to be copied."""

from __future__ import annotations

from collections.abc import Container

import streamlit as st

LONGEST = 255
"""Letters of a name in an address that are looked at."""


def asked(name: str, among: Container[str]) -> str | None:
    """What an address asks for, once in a session and only if there is such a thing."""
    seen = st.session_state.setdefault("links/seen", set())
    if name in seen:
        return None
    seen.add(name)
    found = st.query_params.get(name)
    return found if found is not None and len(found) <= LONGEST and found in among else None


def tell(**places: str | None) -> None:
    """Have the address say where the user is; None takes a part of it away."""
    for name, value in places.items():
        if value is None:
            if name in st.query_params:
                del st.query_params[name]
        elif st.query_params.get(name) != value:
            st.query_params[name] = value
