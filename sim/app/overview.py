"""The answer of a results folder: in words first, then tables, charts, its report."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from sim.app import downloads, embedding, studies, tables, waits
from sim.app.evidence import Told, told
from sim.app.folders import below, content
from sim.app.inert import inert
from sim.app.kept import spoken
from sim.errors import visible
from sim.report.app_compare_words import COMPARE
from sim.report.numbers import number
from sim.report.page_words import PAGE
from sim.report.words import Lang, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.report.page.reading import Kept

FILES = ("report.html", "summary.xlsx", "summary.csv")


def overview(root: Path, folder: str, lang: Lang) -> None:
    """A results folder at a glance: the answer in words, tables, charts, its report, its files."""
    with st.spinner(say(COMPARE, "reading", lang)):
        found = told(root, folder, lang)
    answer(found)
    studies.show(root, folder, lang, found.names)
    report(root, folder, lang)
    with st.container(horizontal=True):
        downloads.buttons(root, folder, FILES, lang)


def answer(found: Told) -> None:
    """What the runs of a folder say, without the files."""
    lang = found.lang
    _words(found)
    _table(found)
    left, right = st.columns(2, gap="large")
    with left:
        st.markdown(f"**{inert(say(COMPARE, 'by_tier', lang))}**")
        st.vega_lite_chart(
            waits.at_tiers(found), width="stretch", alt=say(COMPARE, "by_tier", lang)
        )
        st.caption(inert(say(COMPARE, "by_tier_text", lang)))
    with right:
        st.fragment(_hours)(found)
    others = waits.paired(found)
    if others:
        st.subheader(inert(say(PAGE, "sites_heading", lang)))
        st.fragment(_sites)(found, others)
        _moves(found)
    elif found.evidence.runs[0].values.empty:
        st.info(inert(say(COMPARE, "no_values", lang)))
    _assumptions(found)


def _words(found: Told) -> None:
    """The first sentence is what a reader should know who reads nothing else."""
    first, *others = found.sentences
    st.subheader(inert(first), anchor=False)
    if others:
        st.markdown("\n".join(f"- {inert(each)}" for each in others))
    st.caption(inert(" · ".join(_periods(found))))


def _periods(found: Told) -> list[str]:
    """Dates, replications and seeds; once where all runs have the same."""
    from sim.report.page.origins import day

    lang = found.lang
    return list(dict.fromkeys(
        say(
            COMPARE, "period", lang, first=day(run.scenario.period.first, lang),
            last=day(run.scenario.period.last, lang), n=number(len(run.replications), 0, lang),
            seed=run.seed,
        )
        for run in found.evidence.runs
    ))  # fmt: skip


def _table(found: Told) -> None:
    lang = found.lang
    several = len(found.evidence.runs) > 1
    base = found.names.run(found.evidence.runs[0].label)
    st.subheader(inert(say(PAGE, "side_by_side" if several else "in_numbers", lang)))
    measure = say(PAGE, "measure", lang)
    first, *others = found.blocks
    tables.show(first, measure)
    key = "side_text" if several else "numbers_text"
    st.caption(inert(say(PAGE, key, lang, base=base)))
    for block in others:
        with st.expander(inert(block.title)):
            tables.show(block, measure)


def _hours(found: Told) -> None:
    """Waits and queues over the day, of the tier that is chosen."""
    lang = found.lang
    st.markdown(f"**{inert(say(COMPARE, 'by_hour', lang))}**")
    if not waits.has_hours(found):
        st.info(inert(say(COMPARE, "no_hours", lang)))
        return
    what, where = st.columns(2)
    titles = {
        "wait_mean": say(COMPARE, "wait_of_hour", lang),
        "queue_mean": say(COMPARE, "queue_of_hour", lang),
    }
    kpi = what.selectbox(
        say(COMPARE, "shown", lang), list(titles), key=spoken("overview/hours", "wait_mean", lang),
        format_func=titles.__getitem__,
    )  # fmt: skip
    with where:
        tier = _tier(found, "overview/hours/tier")
    alt = f"{say(COMPARE, 'by_hour', lang)}: {titles[kpi]}"
    st.vega_lite_chart(waits.by_hour(found, kpi, tier), width="stretch", alt=alt)
    st.caption(inert(say(COMPARE, "by_hour_text", lang)))


def _tier(found: Told, key: str) -> str:
    """The tier that the user chooses; empty: all, and where there are no tiers."""
    known = waits.tiers(found)
    if not known:
        return ""
    return st.selectbox(
        say(PAGE, "tier", found.lang), ("", *known), key=spoken(key, "", found.lang),
        format_func=lambda tier: found.names.scope("tier", tier) if tier
        else say(PAGE, "any_tier", found.lang),
    )  # fmt: skip


def _sites(found: Told, others: Sequence[Kept]) -> None:
    """How sites change, in the scenario and the tier that are chosen."""
    lang = found.lang
    labels = [run.label for run in others]
    which, where = st.columns(2)
    label = labels[0]
    if len(labels) > 1:
        label = which.selectbox(
            say(PAGE, "scenario", lang), labels, key=f"overview/sites/{lang}",
            format_func=found.names.run,
        )  # fmt: skip
    with where:
        tier = _tier(found, "overview/sites/tier")
    run = next(run for run in others if run.label == label)
    chart, count = waits.at_sites(found, run, tier)
    if not count:
        st.info(inert(say(COMPARE, "no_sites", lang)))
        return
    st.vega_lite_chart(chart, width="stretch", alt=say(PAGE, "sites_heading", lang))
    base = found.names.run(found.evidence.runs[0].label)
    note = say(COMPARE, "at_sites_text", lang, base=base)
    if count > waits.MOST_SITES:
        shown = number(waits.MOST_SITES, 0, lang)
        note += " " + say(COMPARE, "most_sites", lang, n=shown, all=number(count, 0, lang))
    st.caption(inert(note))


def _moves(found: Told) -> None:
    """The same as tables."""
    lang = found.lang
    for run, blocks in found.moves:
        with st.expander(inert(f"{run}: {say(PAGE, 'sites_heading', lang)}")):
            for block in blocks:
                st.markdown(f"**{inert(block.title)}**")
                tables.show(block, say(PAGE, "site", lang))


def _assumptions(found: Told) -> None:
    from sim.report.page.origins import assumptions

    lang = found.lang
    listed = assumptions(found.evidence)
    with st.expander(inert(say(PAGE, "assumptions", lang))):
        if any(each.assumptions is None for each in found.evidence.folders):
            st.caption(inert(say(COMPARE, "assumptions_none", lang)))
        elif not listed:
            st.caption(inert(say(PAGE, "no_assumptions", lang)))
        else:
            st.caption(inert(say(PAGE, "assumptions_text", lang, n=number(len(listed), 0, lang))))
            st.dataframe(
                {
                    say(PAGE, "place", lang): [visible(each["place"]) for each in listed],
                    say(PAGE, "assumptions", lang): [visible(each["text"]) for each in listed],
                },
                hide_index=True, width="stretch",
            )  # fmt: skip


def report(root: Path, folder: str, lang: Lang) -> None:
    """The report of a folder: written where there is none, and shown."""
    from sim.report.page.writing import NAME, write

    st.subheader(inert(say(PAGE, "report", lang)))
    st.caption(inert(say(COMPARE, "report_for", lang)))
    exists = below(root, folder, NAME).is_file()
    with st.container(horizontal=True, vertical_alignment="center"):
        place = st.empty()
        if st.button(
            say(COMPARE, "write_again" if exists else "write_report", lang), key="make_report",
            type="secondary" if exists else "primary",
        ):  # fmt: skip
            below(root, folder, f"{NAME}.partial")
            with st.spinner(say(COMPARE, "writing", lang)):
                write([below(root, folder)], below(root, folder, NAME), lang)
            exists = True
    key = f"open_report/{folder}"
    if exists and place.toggle(say(COMPARE, "open_report", lang), key=key):
        data = content(root, folder, NAME)
        if data is not None:
            embedding.show(data.decode("utf-8", "replace"))
