"""The page of results: a folder, its headline figures, its report and files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from sim.app.downloads import buttons
from sim.app.folders import below, results_folders
from sim.app.setup import Setup
from sim.report.app_words import APP
from sim.report.numbers import Estimate, interval
from sim.report.words import KPI, UNIT, Lang, say

if TYPE_CHECKING:
    from sim.report.page.reading import Evidence

HEADLINE = (
    "arrivals_per_day", "served_per_day", "wait_mean", "wait_p90", "within_target_share",
    "abandoned_share", "turned_away_share", "sent_home_share", "utilisation", "overtime_per_day",
    "staff",
)  # fmt: skip
FILES = ("summary.xlsx", "summary.csv", "report.html")


def show(setup: Setup, lang: Lang) -> None:
    """Show the folder that the user chooses."""
    root = setup.results
    names = results_folders(root)
    if not names:
        st.info(say(APP, "no_folders", lang))
        return
    folder = st.selectbox(say(APP, "folder", lang), names, key="folder")
    overview(root, folder, lang)


def overview(root: Path, folder: str, lang: Lang) -> None:
    """A results folder at a glance: the whole network, its report, its files."""
    from sim.report.page.reading import read

    evidence = read([below(root, folder)])
    st.subheader(say(APP, "headline", lang))
    st.dataframe(headline(evidence, lang), hide_index=True, width="stretch")
    st.caption(say(APP, "basis", lang))
    _files(root, folder, lang)


def headline(evidence: Evidence, lang: Lang) -> dict[str, list[str]]:
    """The table: a row for each measure of the whole network, a column for each run."""
    from sim.report.page.names import Names

    names = Names(evidence.runs, lang)
    found: dict[str, dict[str, tuple[Estimate, str]]] = {}
    for run in evidence.runs:
        rows = run.summary
        rows = rows[(rows["scope_type"] == "network") & rows["kpi"].isin(HEADLINE)]
        found[run.label] = {
            str(kpi): (Estimate(float(mean), float(low), float(high)), str(unit))
            for kpi, unit, mean, low, high in zip(
                rows["kpi"], rows["unit"], rows["mean"], rows["ci_low"], rows["ci_high"],
                strict=True,
            )
        }  # fmt: skip
    known = [kpi for kpi in HEADLINE if any(kpi in each for each in found.values())]
    units = {kpi: unit for each in found.values() for kpi, (_, unit) in each.items()}
    table = {
        say(APP, "measure", lang): [
            f"{say(KPI, kpi, lang)} [{say(UNIT, units[kpi], lang)}]" for kpi in known
        ]
    }
    for label, figures in found.items():
        table[names.run(label)] = [
            interval(*figures[kpi], lang) if kpi in figures else "" for kpi in known
        ]
    return table


def _files(root: Path, folder: str, lang: Lang) -> None:
    from sim.report.page.writing import NAME, write

    st.caption(say(APP, "report_for", lang))
    if st.button(say(APP, "make_report", lang), key="make_report", type="primary"):
        with st.spinner(say(APP, "writing", lang)):
            below(root, folder, f"{NAME}.partial")
            write([below(root, folder)], below(root, folder, NAME), lang)
    buttons(root, folder, FILES, lang)
