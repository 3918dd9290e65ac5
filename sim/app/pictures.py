"""Pictures that studies leave in their folders."""

from __future__ import annotations

import struct
from pathlib import Path

import streamlit as st

from sim.app.evidence import files
from sim.app.folders import below
from sim.app.inert import inert
from sim.errors import visible
from sim.report.app_results_words import RESULTS
from sim.report.words import Lang, say

MOST_PICTURE = 16 * 1024**2
"""Bytes of a picture that is shown."""
MOST_PIXELS = 60_000_000
"""Of it: one of few bytes may fill all memory."""
SIGN = b"\x89PNG\r\n\x1a\n"


def show(root: Path, folder: str, kind: str, lang: Lang, *, expanded: bool) -> None:
    """Show the pictures of a folder: that of its study, the others folded in."""
    names = [name for name in files(root, folder) if name.lower().endswith(".png")]
    if expanded:
        own = [name for name in names if Path(name).stem == kind]
        for name in own:
            _picture(below(root, folder, name), lang)
        names = [name for name in names if name not in own]
    if names:
        with st.expander(say(RESULTS, "pictures", lang), expanded=False):
            for name in names:
                _picture(below(root, folder, name), lang)


def _picture(file: Path, lang: Lang) -> None:
    if is_picture(file):
        alt = say(RESULTS, "picture", lang, file=visible(file.name))
        st.image(file.read_bytes(), caption=inert(file.name), width="stretch", alt=alt)
    else:
        st.warning(inert(say(RESULTS, "no_picture", lang, file=file.name)))


def is_picture(file: Path) -> bool:
    """Whether a file is a PNG of a size that can be shown."""
    if file.stat().st_size > MOST_PICTURE:
        return False
    with file.open("rb") as stream:
        head = stream.read(24)
    if len(head) < 24 or not head.startswith(SIGN) or head[12:16] != b"IHDR":
        return False
    width, height = struct.unpack(">II", head[16:24])
    return bool(0 < width * height <= MOST_PIXELS)
