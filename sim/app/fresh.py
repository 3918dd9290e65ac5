"""What the page before has left: Streamlit shows it until the run of the script ends."""

from __future__ import annotations

import streamlit as st

_DRAWN = "drawn"
MOST = 40
"""Parts of a page, one below the other."""


def blank(page: str) -> None:
    """Blank what is left below, when a page that goes on for long follows another one."""
    if st.session_state.get(_DRAWN, page) != page:
        for _ in range(MOST):
            st.empty()
        drawn(page)


def drawn(page: str) -> None:
    """Note which page is on the screen."""
    st.session_state[_DRAWN] = page
