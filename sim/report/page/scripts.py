"""The scripts of a report: the library that draws, and the page's own."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

OWN = ("state.js", "marks.js", "figures.js", "swept.js", "map.js", "page.js")
"""The page's own scripts, in the order in which they need each other."""


@cache
def scripts() -> tuple[str, str]:
    """The library and the page's own script, as they stand in every report."""
    own = "\n".join(text("templates", name) for name in OWN)
    return text("vendor", "plotly-basic.min.js"), own


def text(folder: str, name: str) -> str:
    """A file of the page."""
    return (files("sim.report.page") / folder / name).read_text("utf-8")
