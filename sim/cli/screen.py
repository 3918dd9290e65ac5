"""What a report made, on the screen."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    import pandas as pd
    from rich.console import RenderableType


def show(content: RenderableType, *, err: bool = False) -> None:
    """Print tables and text, in colour on a terminal; to stderr where stdout has JSON."""
    from sim.report.text import as_text

    colour = (sys.stderr if err else sys.stdout).isatty()
    click.echo(as_text(content, colour=colour), nl=False, color=colour, err=err)


def tell(
    tables: Callable[[], RenderableType], rows: Callable[[], pd.DataFrame], *, as_json: bool
) -> None:
    """Print the tables, or with --json the rows in their place."""
    if as_json:
        from sim.report.tables import json_text

        click.echo(json_text(rows()))
        return
    show(tables())
