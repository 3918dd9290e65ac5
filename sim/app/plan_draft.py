"""A plan of staff that a user works on: kept for the session, whatever page is visited."""

from __future__ import annotations

import shutil
import tempfile
import weakref
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from sim.app.plan_table import frame

if TYPE_CHECKING:
    import pandas as pd

    from sim.app.plan_upload import Reading
    from sim.model.plan_file import PlanRow


@dataclass(kw_only=True)
class Draft:
    """The plan of one scenario, as it is now."""

    base: list[PlanRow]
    """The rows of the scenario."""
    changed_at: int
    """When the file of the scenario was last written."""
    rows: list[PlanRow]
    """As the table shows them now."""
    start: pd.DataFrame
    """What the table began with: it must stay the same while the table is changed."""
    turn: int = 0
    """Of the table: each begins anew."""
    file: str = ""
    """Which file was read last."""
    reading: tuple[str, Reading] | None = field(default=None, repr=False)
    """Its name, and what became of it."""

    def put(self, rows: Sequence[PlanRow]) -> None:
        """Begin a new table with other rows."""
        self.rows = list(rows)
        self.start = frame(self.rows)
        self.turn += 1

    def key(self, name: str, lang: str) -> str:
        """Of the table's widget. Where it is new, as after another page, it begins as it was."""
        key = f"plan/table/{name}/{lang}/{self.turn}"
        if key not in st.session_state:
            self.start = frame(self.rows)
        return key


def draft_of(name: str, base: Sequence[PlanRow], changed_at: int) -> Draft:
    """The draft of this user for a scenario; a new one where the scenario has changed."""
    drafts: dict[str, Draft] = st.session_state.setdefault("plan/drafts", {})
    draft = drafts.get(name)
    if draft is None or draft.changed_at != changed_at:
        rows = list(base)
        draft = Draft(base=rows, changed_at=changed_at, rows=rows, start=frame(rows))
        drafts[name] = draft
    return draft


class Folder:
    """A temporary folder that goes when nobody has it any more, or the server ends."""

    def __init__(self) -> None:
        self.path = Path(tempfile.mkdtemp(prefix="motcua-"))
        weakref.finalize(self, shutil.rmtree, self.path, ignore_errors=True)

    def new_file(self, name: str, content: bytes) -> Path:
        """A file in a folder of its own, so that none is overwritten while it is read."""
        file = Path(tempfile.mkdtemp(dir=self.path), name)
        file.write_bytes(content)
        return file


def new_file(content: bytes) -> Path:
    """A file of this session with a plan, for a command to read; gone when the session ends."""
    if "plan/folder" not in st.session_state:
        st.session_state["plan/folder"] = Folder()
    folder: Folder = st.session_state["plan/folder"]
    return folder.new_file("plan.xlsx", content)
