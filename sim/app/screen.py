"""The frame of all pages: language, choice of page, and failures as sentences."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

import streamlit as st

from sim.app import compare, links, plan, results, returning, site, staff, wording
from sim.app.fresh import drawn
from sim.app.inert import inert
from sim.app.kept import keep
from sim.app.setup import Setup
from sim.errors import MotcuaError
from sim.report.app_words import APP
from sim.report.words import LANGS, Lang, say

PAGES: dict[str, Callable[[Setup, Lang], None]] = {
    "compare": compare.show,
    "site": site.show,
    "plan": plan.show,
    "staff": staff.show,
    "results": results.show,
}
_NAMES: dict[Lang, str] = {"en": "English", "vi": "Tiếng Việt"}


def show(setup: Setup, lang: Lang) -> None:
    """Show the page that the user is on; `lang` is where no other language was chosen."""
    st.set_page_config(page_title="motcua", layout="wide")
    returning.come_back()
    keep()
    returning.note()
    for name, choices in (("page", PAGES), ("lang", LANGS)):
        wanted = links.asked(name, choices)
        if wanted is not None:
            st.session_state[name] = wanted
    st.session_state.setdefault("lang", lang)
    wording.show(st.session_state["lang"])
    with st.sidebar:
        spoken = st.radio(
            "Language / Ngôn ngữ", LANGS, format_func=_NAMES.__getitem__,
            key="lang", horizontal=True,
        )  # fmt: skip
        page = st.radio(
            say(APP, "page", spoken), list(PAGES), key="page",
            format_func=lambda key: say(APP, key, spoken),
        )  # fmt: skip
    links.tell(page=page, lang=None if spoken == lang else spoken)
    if page != "results":
        links.tell(folder=None)
    st.title(say(APP, page, spoken))
    try:
        PAGES[page](setup, spoken)
        drawn(page)
    except MotcuaError as error:
        st.error(inert(str(error)))
    except OSError as error:
        name = Path(str(error.filename or "")).name
        reason = error.strerror or type(error).__name__
        st.error(inert(say(APP, "unreadable", spoken, place=name, reason=reason)))
    except Exception:
        logging.getLogger(__name__).exception("The page %s failed.", page)
        st.error(say(APP, "broken", spoken))
