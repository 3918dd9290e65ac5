"""Tables that studies leave in their folders, on a page."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from sim.app.evidence import files
from sim.app.folders import below
from sim.app.inert import inert
from sim.report.app_results_words import RESULTS
from sim.report.numbers import number
from sim.report.study_tables import SHOWN, Unreadable, read, readable
from sim.report.words import KPI, Lang, say

if TYPE_CHECKING:
    from sim.report.page.names import Names

USUAL = "wait_mean"
MOST_ROWS = 5000


def show(
    root: Path, folder: str, lang: Lang, names: Names | None = None, told: Collection[str] = ()
) -> None:
    """Show the tables of a study that are in a folder, but those `told` already.

    `names` are those of its runs and sites.
    """
    there = [each for each in files(root, folder) if each not in told]
    for n, name in enumerate(each for each in SHOWN if each in there):
        st.subheader(inert(say(RESULTS, name, lang)), anchor=False)
        st.fragment(_table)(root, folder, name, lang, names, key=f"table/{n}")


def _table(
    root: Path, folder: str, name: str, lang: Lang, names: Names | None, *, key: str
) -> None:
    try:
        found = read(below(root, folder, name))
    except Unreadable as error:
        reason = str(error)
        told = say(RESULTS, reason, lang) if reason in RESULTS else reason
        st.warning(inert(say(RESULTS, "no_table", lang, file=name, reason=told)))
        return
    kpis = list(dict.fromkeys(found["kpi"].astype(str))) if name == "sweep.csv" else []
    if len(kpis) > 1:
        start = kpis.index(USUAL) if USUAL in kpis else 0
        chosen = st.selectbox(
            say(RESULTS, "choose_kpi", lang), kpis, start, key=key,
            format_func=lambda kpi: say(KPI, kpi, lang) if kpi in KPI else kpi,
        )  # fmt: skip
        found = found[found["kpi"] == chosen]
    if found.empty:
        st.caption(inert(say(RESULTS, "empty_table", lang, file=name)))
        return
    is_cut = len(found) > MOST_ROWS
    found = readable(found.head(MOST_ROWS), name, lang, names)
    numbers = found.select_dtypes("number").columns
    localized = dict.fromkeys(numbers, st.column_config.NumberColumn(format="localized"))
    st.dataframe(found, hide_index=True, width="stretch", column_config=localized)
    if is_cut:
        st.caption(inert(say(RESULTS, "first_rows", lang, n=number(MOST_ROWS, 0, lang))))
