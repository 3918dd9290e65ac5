"""What a results folder holds, read for a page: nothing that leads out of it, nothing too large."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from sim.app.folders import MANIFEST, below, named_from
from sim.errors import UsageError
from sim.report.words import Lang
from sim.said import Said

if TYPE_CHECKING:
    from sim.report.page.names import Names
    from sim.report.page.reading import Evidence
    from sim.report.page.sections import Block

MOST_FILES = 2000
"""Of a folder."""
MOST_READ = {".csv": 256 * 1024**2, ".parquet": 256 * 1024**2, ".json": 4 * 1024**2}
"""Bytes of a file that is read, by the end of its name; others are read in small."""
MOST_ROWS = 20_000_000
"""Of a table by replication: few bytes on a disk may be many in memory."""
READ = (MANIFEST, "assumptions.json", "summary.csv", "replications.parquet")
KEPT_FOLDERS = 4
"""That are kept in memory for all users together."""


def files(root: Path, folder: str) -> dict[str, int]:
    """The files of a results folder by name, and their bytes; no folders in it.

    Raises
    ------
    UsageError
        It is none, holds a link or something else that is no file, or too many files.
    """
    path = below(root, folder)
    if Path(folder).name != folder or not path.is_dir() or path.is_symlink():
        raise UsageError(Said("{folder}: there is no such results folder any more.", folder=folder))
    found: dict[str, int] = {}
    with os.scandir(path) as entries:
        for each in entries:
            if len(found) >= MOST_FILES:
                raise UsageError(
                    Said(
                        "{folder}: this folder holds more than {most:,} files, as none of results "
                        "does; it is not opened.",
                        folder=folder, most=MOST_FILES,
                    )
                )  # fmt: skip
            place = f"{folder}/{each.name}"
            if each.is_symlink():
                raise UsageError(
                    Said(
                        "{place}: this is a link, and the app follows none; put the file itself "
                        "there, or remove the link.",
                        place=place,
                    )
                )
            if each.is_file(follow_symlinks=False):
                found[each.name] = each.stat(follow_symlinks=False).st_size
            elif not each.is_dir(follow_symlinks=False):
                raise UsageError(Said("{place}: this is no file; remove it.", place=place))
    return dict(sorted(found.items()))


def refuse_large(root: Path, folder: str) -> None:
    """Raise UsageError for a folder that would take too much memory, or leads elsewhere."""
    sizes = files(root, folder)
    for name in READ:
        most = MOST_READ[Path(name).suffix]
        if sizes.get(name, 0) > most:
            raise UsageError(
                Said(
                    "{place}: this file has {size:,} MB, and the app reads {most:,} MB at most; "
                    "use `report` at a terminal.",
                    place=f"{folder}/{name}", size=sizes[name] // 1024**2, most=most // 1024**2,
                )
            )  # fmt: skip
    if "replications.parquet" in sizes:
        rows = _rows(root / folder / "replications.parquet")
        if rows > MOST_ROWS:
            raise UsageError(
                Said(
                    "{place}: this file has {n:,} rows, and the app reads {most:,} at most; use "
                    "`report` at a terminal.",
                    place=f"{folder}/replications.parquet", n=rows, most=MOST_ROWS,
                )
            )  # fmt: skip


def _rows(file: Path) -> int:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        return int(pq.read_metadata(file).num_rows)
    except (OSError, pa.ArrowException):
        return 0  # told by whoever reads it


@dataclass(frozen=True)
class Told:
    """What a folder says in one language; made once, as far as it is asked for."""

    evidence: Evidence
    lang: Lang

    @cached_property
    def names(self) -> Names:
        """What its runs and sites are called."""
        from sim.report.page.names import Names

        return Names(self.evidence.runs, self.lang)

    @cached_property
    def sentences(self) -> list[str]:
        """The answer in words."""
        from sim.report.page.glance import first_screen

        return first_screen(self.evidence, self.names, self.lang)

    @cached_property
    def blocks(self) -> list[Block]:
        """Measures of the network and of each tier, scenario by scenario."""
        from sim.report.page.sections import side_by_side

        return side_by_side(self.evidence, self.names, self.lang)

    @cached_property
    def moves(self) -> list[tuple[str, list[Block]]]:
        """Sites that gain and lose, by scenario."""
        from sim.report.page.sections import gains_and_losses

        return gains_and_losses(self.evidence, self.names, self.lang)


def told(root: Path, folder: str, lang: Lang) -> Told:
    """What a folder says.

    Raises
    ------
    UsageError
        It cannot be read, or is not to be.
    """
    refuse_large(root, folder)
    path = below(root, folder)
    stamp = tuple(_stamps(path))
    with named_from(root):
        return _told(str(path.resolve()), stamp, lang)


def _stamps(path: Path) -> Iterator[int]:
    for name in READ:
        file = path / name
        yield file.stat().st_mtime_ns if file.is_file() else 0


@st.cache_resource(max_entries=2 * KEPT_FOLDERS, show_spinner=False)
def _told(path: str, stamp: tuple[int, ...], lang: Lang) -> Told:
    return Told(_evidence(path, stamp), lang)


@st.cache_resource(max_entries=KEPT_FOLDERS, show_spinner=False)
def _evidence(path: str, stamp: tuple[int, ...]) -> Evidence:  # noqa: ARG001
    """Read once for all users: nobody changes it."""
    from sim.report.page.reading import read

    return read([Path(path)])
