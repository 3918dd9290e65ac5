"""The frame of all pages: language, choice of page, and failures as sentences."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import streamlit as st

from sim.app import compare, links, phrases, plan, results, returning, site, staff, wording
from sim.app.fresh import drawn
from sim.app.inert import inert
from sim.app.kept import keep
from sim.app.setup import Setup
from sim.errors import MotcuaError, ScenarioError, reason_of
from sim.report.app_plan_words import PLANS
from sim.report.app_words import APP
from sim.report.catalogue import tongue
from sim.report.words import LANGS, Lang, say

PAGES: dict[str, Callable[[Setup, Lang], None]] = {
    "compare": compare.show,
    "site": site.show,
    "plan": plan.show,
    "staff": staff.show,
    "results": results.show,
}
MOST_TOLD = 10
"""Faults of a scenario that are told."""
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
    phrases.show(st.session_state["lang"])
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
    except ScenarioError as error:
        st.error(_faults(error, spoken))
    except MotcuaError as error:
        st.error(inert(error.told(tongue(spoken))))
    except OSError as error:
        name = Path(str(error.filename or "")).name
        reason = tongue(spoken).say(reason_of(error)) or type(error).__name__
        st.error(inert(say(APP, "unreadable", spoken, place=name, reason=reason)))
    except Exception:
        logging.getLogger(__name__).exception("The page %s failed.", page)
        st.error(say(APP, "broken", spoken))


def _faults(error: ScenarioError, lang: Lang) -> str:
    """What is wrong with a scenario, a line each; its file by its name, without our folders."""
    told = [
        inert(replace(each, file=Path(each.file).name).told(tongue(lang)))
        for each in error.problems[:MOST_TOLD]
    ]
    more = len(error.problems) - MOST_TOLD
    if more > 0:
        told.append(say(PLANS, "and_more", lang, more=more))
    return "\n".join(f"- {line}" for line in told)
