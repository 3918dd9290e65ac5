"""The scripts of a report, which are the same in all: whoever shows one may allow just these."""

from __future__ import annotations

from importlib.resources import files

SCRIPTS = ("state.js", "marks.js", "figures.js", "map.js", "page.js")
"""The page's own scripts, in the order in which they need each other."""


def library() -> str:
    """The library of charts."""
    return text("vendor", "plotly-basic.min.js")


def own() -> str:
    """The page's own scripts, together."""
    return "\n".join(text("templates", name) for name in SCRIPTS)


def text(folder: str, name: str) -> str:
    """A file that reports are made of."""
    return (files("sim.report.page") / folder / name).read_text("utf-8")
