"""Tables of words and numbers as a page shows them; nothing in a cell is obeyed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from sim.app.inert import inert

if TYPE_CHECKING:
    from sim.report.page.sections import Block


def rows(block: Block, first: str) -> dict[str, list[str]]:
    """A block of a report by heads; what stands out is bold. `first` is over the names."""
    found = {inert(first): [inert(row.name) for row in block.rows]}
    for n, head in enumerate(block.heads):
        key = inert(head)
        while key in found:  # scenarios may be called alike
            key += "\N{ZERO WIDTH SPACE}"
        found[key] = [_cell(row.cells[n].text, strong=row.cells[n].strong) for row in block.rows]
    return found


def _cell(text: str, *, strong: bool) -> str:
    safe = inert(text)
    return f"**{safe}**" if strong and safe else safe


def show(block: Block, first: str) -> None:
    """Show a block as a table that wraps and prints."""
    st.table(rows(block, first), border="horizontal", hide_index=True)
