"""A page loaded again: its study is found by the browser that began it, and what was put in.

Streamlit begins anew where a page is loaded again. Who comes back is known by a cookie of the
browser (`gate` gives it) that nobody can guess and no script reads. Addresses tell nothing of it:
whoever opens a link that somebody copied finds no study of others.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING, Any

import streamlit as st
from streamlit.runtime import exists, get_instance
from streamlit.runtime.scriptrunner import get_script_run_ctx

from sim.app.gate import COOKIE, SECRET

if TYPE_CHECKING:
    from sim.app.job import Job

CARRIED = ("kept", "turn", "plan/drafts", "plan/ran", "plan/folder")
"""Of the session: what was put in, and the plan that the study reads."""
_STAY = "stay"


@dataclass(eq=False, kw_only=True)
class Stay:
    """A study of a tab, and where that tab is now."""

    browser: str
    """Its cookie; empty: it cannot be found again."""
    session: str
    """Of the tab that has the study now."""
    is_here: Callable[[str], bool] = field(repr=False)
    """Whether the tab of a session is open, whoever asks."""
    job: tuple[str, Job] | None = None
    """The page and its study, once that has begun."""
    state: dict[str, Any] = field(default_factory=dict, repr=False)
    """Of the session."""

    def is_open(self) -> bool:
        """Whether somebody has the tab open, to be asked from any thread."""
        return self.is_here(self.session)


class Stays:
    """Those of all users, as long as somebody may come back to them."""

    def __init__(self) -> None:
        self._all: list[Stay] = []
        self._lock = Lock()

    def add(self, stay: Stay) -> None:
        """Have a study found where its page is loaded again."""
        with self._lock:
            self._sweep()
            self._all.append(stay)

    def back(self, browser: str, session: str) -> Stay | None:
        """A study that this browser has left, which is that of the session from now on."""
        with self._lock:
            self._sweep()
            for stay in reversed(self._all):
                if browser and stay.browser == browser and not stay.is_open():
                    stay.session = session
                    return stay
        return None

    def _sweep(self) -> None:
        self._all = [each for each in self._all if each.job is not None and each.job[1].is_left]


STAYS = Stays()
"""Of this process."""


def arrive() -> Stay:
    """The stay of a study of this tab that is to begin."""
    return Stay(browser=_browser(), session=_session(), is_here=_is_here)


def settle(stay: Stay, page: str, job: Job) -> None:
    """Note that it has begun."""
    stay.job = st.session_state["job"] = page, job
    st.session_state[_STAY] = stay
    note()
    STAYS.add(stay)


def come_back() -> None:
    """Give a tab that has just opened the study that its browser has left, if there is one."""
    if _STAY in st.session_state:
        return
    stay = STAYS.back(_browser(), _session())
    st.session_state[_STAY] = stay
    if stay is not None:
        for name, value in {"job": stay.job, **stay.state}.items():
            st.session_state[name] = value


def note() -> None:
    """Note what is put in beside a study, as far as it is carried."""
    stay = st.session_state.get(_STAY)
    if stay is not None:
        stay.state = {n: st.session_state[n] for n in CARRIED if n in st.session_state}


def _browser() -> str:
    """The cookie of this browser; empty where it has none."""
    if not exists():
        return ""
    found = st.context.cookies.to_dict().get(COOKIE, "")
    return found if SECRET.fullmatch(found) else ""


def _session() -> str:
    context = get_script_run_ctx()
    return "" if context is None else context.session_id


def _is_here(session: str) -> bool:
    """Whether a tab is open; one without a server always is."""
    return not session or not exists() or get_instance().is_active_session(session)
