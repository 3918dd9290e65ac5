"""A report shown inside a page: in a frame that reaches neither the app nor any address."""

from __future__ import annotations

import html

import streamlit as st

HEIGHT = 900
"""Pixels."""
POLICY = (
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; "
    "img-src data: blob:; base-uri 'none'; form-action 'none'"
)
"""What is allowed inside, whatever the report itself says: no request to anywhere."""
LINKS = (
    "document.addEventListener('click',e=>{const a=e.target.closest('a[href^=\"#\"]');"
    "if(!a)return;e.preventDefault();const to=document.getElementById(a.hash.slice(1));"
    "if(to)to.scrollIntoView()})"
)
"""Links within the report: in a frame of text they would lead to the app's address instead."""


def scripts() -> tuple[bytes, ...]:
    """All that may run in such a frame, for whoever lets scripts by their digests.

    A frame of text inherits what its page may do, so that a report that somebody else has made,
    with other scripts, shows its words and tables alone.
    """
    from sim.report.page.scripts import scripts as of_reports

    return tuple(each.encode() for each in (LINKS, *of_reports()))


def framed(text: str) -> str:
    """A page around the report's: whatever that is, it runs in a place of its own.

    Streamlit's frames share the app's origin, so that a script in one could act for the user. The
    frame within has none, and inherits the policy.
    """
    text = text.replace("<head>", f"<head><script>{LINKS}</script>", 1)
    return (
        '<!doctype html><html><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{html.escape(POLICY)}">'
        "<style>html,body{margin:0;height:100%}iframe{border:0;width:100%;height:100%}</style>"
        '</head><body><iframe sandbox="allow-scripts allow-modals allow-downloads" '
        f'title="report" srcdoc="{html.escape(text)}"></iframe></body></html>'
    )


def show(text: str) -> None:
    """Show the text of a report."""
    st.iframe(framed(text), height=HEIGHT)
