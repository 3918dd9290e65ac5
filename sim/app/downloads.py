"""Files of a results folder, to be downloaded."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import streamlit as st

from sim.app.evidence import files
from sim.app.folders import MOST_BYTES, below, content
from sim.app.inert import inert
from sim.report.app_results_words import RESULTS
from sim.report.numbers import number
from sim.report.words import Lang, say

KINDS = {
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".html": "text/html",
    ".csv": "text/csv",
    ".yaml": "application/yaml",
    ".md": "text/markdown",
    ".json": "application/json",
    ".png": "image/png",
    ".parquet": "application/octet-stream",
}
"""What may be downloaded, and its kind, by the end of its name, in the order of buttons."""
FIRST = (".xlsx", ".html", ".csv")
"""Kinds that people look for; the others are a step further away."""
MEGABYTE = 1024**2


def buttons(root: Path, folder: str, names: tuple[str, ...], lang: Lang) -> None:
    """A button for each of the files that is there."""
    for name in names:
        button(root, folder, name, lang)


def button(root: Path, folder: str, name: str, lang: Lang) -> None:
    """A button for a file if it is there; it is read once somebody asks for it."""
    path = below(root, folder, name)
    if not path.is_file():
        return
    size = path.stat().st_size
    if size > MOST_BYTES:
        megabytes = number(size / MEGABYTE, 0, lang)
        st.caption(inert(say(RESULTS, "file_too_large", lang, file=name, n=megabytes)))
        return
    st.download_button(
        inert(say(RESULTS, "download", lang, file=name)),
        lambda: content(root, folder, name) or b"",
        file_name(f"{folder}-{name}"), KINDS[Path(name).suffix.lower()],
        key=f"download/{folder}/{name}", on_click="ignore",
    )  # fmt: skip


def every(root: Path, folder: str, lang: Lang) -> None:
    """A button for each file of a folder, and one for all of them."""
    there = files(root, folder)
    kinds = list(KINDS)
    names = [name for name in there if Path(name).suffix.lower() in kinds]
    names.sort(key=lambda name: (kinds.index(Path(name).suffix.lower()), name))
    total = sum(there.values())
    if total > MOST_BYTES:
        megabytes = number(total / MEGABYTE, 0, lang)
        st.caption(inert(say(RESULTS, "zip_too_large", lang, n=megabytes)))
    elif there:
        st.download_button(
            say(RESULTS, "all_files", lang), lambda: packed(root, folder),
            file_name(f"{folder}.zip"), "application/zip", key=f"download/{folder}",
            on_click="ignore", type="primary",
        )  # fmt: skip
    first = [name for name in names if Path(name).suffix.lower() in FIRST]
    with st.container(horizontal=True):
        buttons(root, folder, tuple(first), lang)
    others = [name for name in names if name not in first]
    if others:
        with st.expander(say(RESULTS, "more_files", lang)), st.container(horizontal=True):
            buttons(root, folder, tuple(others), lang)


def file_name(name: str) -> str:
    """A name for a file on the disk of whoever downloads it: no folder, no signs, not hidden."""
    return re.sub(r"[^\w.-]+", "-", name).lstrip(".-") or "motcua"


def packed(root: Path, folder: str) -> bytes:
    """All files of a folder, in one."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in files(root, folder):
            data = content(root, folder, name)
            if data is not None:
                archive.writestr(f"{file_name(folder)}/{file_name(name)}", data)
    return stream.getvalue()
