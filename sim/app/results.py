"""The page of results: a folder, what it found, its files, and how it was made."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from pathlib import Path

import streamlit as st

from sim.app import (
    downloads,
    links,
    listing,
    pictures,
    plan_results,
    provenance,
    staff_answer,
    studies,
    unfinished,
)
from sim.app.evidence import files, told
from sim.app.inert import inert, shown
from sim.app.kept import kept, spoken
from sim.app.listing import Listed
from sim.app.overview import answer, overview, report
from sim.app.scenarios import called
from sim.app.setup import Setup
from sim.errors import MotcuaError
from sim.report import catalogue
from sim.report.app_compare_words import COMPARE
from sim.report.app_results_words import RESULTS
from sim.report.app_words import APP
from sim.report.catalogue import tongue
from sim.report.words import Lang, say

__all__ = ["overview", "show"]

LONGEST = 60
"""Letters of the scenarios' names in the list."""
FOLDER = "results/folder"
FEW = 5
"""Folders among which nobody has to search."""
ANSWERED = ("run", "compare")
"""Studies whose answer is what their runs say."""


def show(setup: Setup, lang: Lang) -> None:
    """Show the folder that the user chooses."""
    root = setup.results
    found = listing.listed(root)
    if not found:
        st.info(say(RESULTS, "no_folders", lang))
        unfinished.show(root, lang)
        return
    chosen = _chosen(found, lang)
    unfinished.show(root, lang)
    if chosen is None:
        links.tell(folder=None)
        st.info(say(RESULTS, "none_left", lang))
        return
    links.tell(folder=chosen.name)
    _folder(root, chosen, lang)


def _chosen(found: Sequence[Listed], lang: Lang) -> Listed | None:
    """The folder that the user chooses, or that the address asks for."""
    by_name = {each.name: each for each in found}
    wanted = links.asked("folder", by_name)
    key = spoken(FOLDER, wanted or found[0].name, lang)
    if wanted is not None:
        st.session_state[key] = wanted
    elif st.query_params.get("folder", wanted) not in (*by_name, None):
        st.warning(say(RESULTS, "wrong_folder", lang))
    left = _filtered(found, lang)
    if not left:
        return None
    if st.session_state[key] not in {each.name for each in left}:
        st.session_state[key] = left[0].name
    name = st.selectbox(
        say(RESULTS, "folder", lang), [each.name for each in left], key=key,
        format_func=lambda name: shown(line(by_name[name], lang), 2 * LONGEST),
    )  # fmt: skip
    return by_name[name]


def _filtered(found: Sequence[Listed], lang: Lang) -> list[Listed]:
    kinds = [kind for kind in listing.KINDS if any(each.kind == kind for each in found)]
    some: list[str] = []
    text = ""
    if len(kinds) > 1:
        some = st.pills(
            say(RESULTS, "kinds", lang), kinds, selection_mode="multi", wrap=True,
            key=spoken("results/kinds", [], lang),
            format_func=lambda kind: say(RESULTS, kind, lang),
        )  # fmt: skip
    if len(found) > FEW:
        text = st.text_input(say(RESULTS, "search", lang), key=kept("results/search", ""))
    return [each for each in found if fits(each, some, text, lang)]


def fits(each: Listed, kinds: Sequence[str], text: str, lang: Lang) -> bool:
    """Whether a folder is of the chosen kinds and has every word that is searched for."""
    told = f"{each.name} {line(each, lang)} {' '.join(map(' '.join, each.scenarios))}".casefold()
    return (not kinds or each.kind in kinds) and all(
        word in told for word in text.casefold().split()
    )


def line(each: Listed, lang: Lang) -> str:
    """A folder in one line: when, which study, which scenarios."""
    when = say(RESULTS, "undated", lang)
    if each.started is not None:
        when = f"{catalogue.day(each.started.date(), lang)} {each.started:%H:%M}"
    names = ", ".join(dict.fromkeys(_title(*of, lang) for of in each.scenarios))
    if len(names) > LONGEST:
        names = f"{names[:LONGEST]}…"
    return " · ".join([when, say(RESULTS, each.kind, lang), names or each.name])


def _title(label: str, name: str, lang: Lang) -> str:
    return called(label, lang) or name


def _folder(root: Path, chosen: Listed, lang: Lang) -> None:
    """All that a folder holds."""
    folder = chosen.name
    files(root, folder)  # a folder with links is not shown at all
    if not chosen.is_readable:
        st.error(inert(say(RESULTS, "broken_manifest", lang, folder=folder)))
    if chosen.interrupted:
        command = unfinished.to_go_on(listing.words_of(chosen.manifest), root / folder)
        goes_on = bool(command) and unfinished.is_ours(root / folder)
        st.warning(say(RESULTS, "interrupted" if goes_on else "interrupted_for_good", lang))
        if goes_on:
            st.code(command, language=None, wrap_lines=True)
    if chosen.kind in ANSWERED:
        _answer(root, folder, lang)
    else:
        studies.show(root, folder, lang, told=_in_words(root, chosen, lang))
        pictures.show(root, folder, chosen.kind, lang, expanded=True)
        if chosen.kind not in ("verify", "other"):
            label = say(RESULTS, "simulated", lang)
            if st.toggle(label, key=kept(f"results/simulated/{folder}", False)):
                _answer(root, folder, lang, with_tables=False)
    st.subheader(say(RESULTS, "downloads", lang), anchor=False)
    downloads.every(root, folder, lang)
    if chosen.kind in ANSWERED:
        pictures.show(root, folder, chosen.kind, lang, expanded=False)
    if chosen.is_readable:
        with st.expander(say(RESULTS, "provenance", lang)):
            provenance.show(chosen, lang)


def _in_words(root: Path, chosen: Listed, lang: Lang) -> tuple[str, ...]:
    """Say what a study has found, where its page has words for it; the tables that are told."""
    try:
        if chosen.kind == "stress" and plan_results.hard_days(root, chosen.name, lang):
            return (plan_results.STRESS_FILE,)
        if chosen.kind in ("staff", "budget"):
            staff_answer.in_words(root, chosen.name, lang)
            return (f"{chosen.kind}.csv",)
    except MotcuaError as error:
        reason = error.told(tongue(lang))
        st.warning(inert(say(RESULTS, "not_all", lang, reason=reason)))
    except Exception:  # whatever others have put there: its tables can be shown all the same
        logging.getLogger(__name__).exception("The folder %s cannot be told.", chosen.name)
        st.error(say(APP, "broken", lang))
    return ()


def _answer(root: Path, folder: str, lang: Lang, *, with_tables: bool = True) -> None:
    """What the runs say; where they cannot be read, why: the rest is shown all the same."""
    found = None
    try:
        with st.spinner(say(COMPARE, "reading", lang)):
            found = told(root, folder, lang)
            answer(found)
    except MotcuaError as error:
        reason = error.told(tongue(lang))
        st.warning(inert(say(RESULTS, "not_all", lang, reason=reason)))
    except Exception:  # whatever others have put there: the files can be had all the same
        logging.getLogger(__name__).exception("The folder %s cannot be shown.", folder)
        st.error(say(APP, "broken", lang))
    if with_tables:
        studies.show(root, folder, lang, None if found is None else found.names)
    if found is not None:
        report(root, folder, lang)
