"""Files of a results folder, to be downloaded."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from sim.app.folders import content
from sim.app.inert import inert
from sim.report.app_words import APP
from sim.report.words import Lang, say

KINDS = {
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".csv": "text/csv",
    ".html": "text/html",
    ".yaml": "application/yaml",
    ".png": "image/png",
}
"""What may be downloaded, and its kind, by the end of its name."""


def buttons(root: Path, folder: str, names: tuple[str, ...], lang: Lang) -> None:
    """A button for each of the files that is there."""
    for name in names:
        data = content(root, folder, name)
        if data is not None:
            st.download_button(
                inert(say(APP, "download", lang, file=name)), data, f"{folder}-{name}",
                KINDS[Path(name).suffix], key=f"download/{folder}/{name}", on_click="ignore",
            )  # fmt: skip
