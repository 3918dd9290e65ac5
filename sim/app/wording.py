"""Streamlit's own words said in the user's language, and its pages fitted to small screens.

It has no catalogue. Where it takes a word (a placeholder, a label) the pages give one; what has a
number in it is replaced here by style sheet, whole phrases by a script (`phrases`): the word of
Streamlit is hidden, also from screen readers, and ours stands in its place. Only words of ours are
written into it, never names of others.
"""

from __future__ import annotations

import streamlit as st

from sim.report.app_words import APP
from sim.report.words import Lang, say

REPLACED = {
    "[data-testid=stFileUploaderDropzone] button p": "choose_file",
    "[data-testid=InputInstructions]": "press_enter",
}
"""What Streamlit says in English alone, by where it stands, and the word that is said instead."""
FITTED = """
[data-testid=stFileUploaderDropzoneInstructions], [data-testid=stStatusWidget] button {
  display: none; }
[data-testid=stMainBlockContainer] { padding-top: 3.5rem; }
@media (max-width: 640px) {
  [data-testid=stMain] h1 { font-size: 1.8rem; }
  [data-testid=stMain] h2 { font-size: 1.45rem; }
  [data-testid=stMain] h3 { font-size: 1.25rem; }
}
"""
"""What is said elsewhere (how large a file may be), a button beside ours that stops no study."""


def show(lang: Lang) -> None:
    """Put the style sheet on the page."""
    st.html(f"<style>{sheet(lang)}</style>")


def sheet(lang: Lang) -> str:
    """The style sheet."""
    menu = f"[data-testid=stExpandSidebarButton]::after {{ content: {_quoted('menu', lang)}; }}"
    rules = [FITTED, menu]
    for place, key in REPLACED.items():
        rules.append(f"{place} {{ font-size: 0; visibility: hidden; }}")
        rules.append(
            f"{place}::after {{ content: {_quoted(key, lang)}; font-size: 0.875rem; "
            "visibility: visible; }"
        )
    return "\n".join(rules)


def _quoted(key: str, lang: Lang) -> str:
    """A word as a text of a style sheet."""
    return (
        '"'
        + "".join(
            each if each.isalnum() or each == " " else f"\\{ord(each):06x}"
            for each in say(APP, key, lang)
        )
        + '"'
    )
