"""What is no file, endless, or a bomb, in place of each kind of file that is read."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from sim.cli.scenarios import find
from sim.errors import MotcuaError
from sim.model.scenario_file import load
from sim.report import baselines, earlier, roster_needs
from sim.report.page.reading import read as read_results
from sim.report.plans import read
from sim.report.plans.read import source
from tests.fuzz import seeds
from tests.fuzz.watch import bounded
from tests.report.page.made import results

READERS: dict[str, Callable[[Path], object]] = {
    "scenario.yaml": load,
    "plan.csv": lambda path: read(source(str(path))),
    "plan.xlsx": lambda path: read(source(str(path))),
    "needs.csv": roster_needs.read,
    "needs.xlsx": roster_needs.read,
    "baseline.json": lambda path: baselines.read(path, "check --update"),
    "summary.csv": lambda path: earlier.site_waits(path.parent, "office"),
    "manifest.json": lambda path: reported(path),
    "replications.parquet": lambda path: reported(path),
    "before.resolved.yaml": lambda path: reported(path),
}


@pytest.fixture(autouse=True, scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> None:
    """What the libraries take for themselves is no file's doing."""
    read_results([results(tmp_path_factory.mktemp("first") / "whole", ["before"])])


def reported(path: Path) -> object:
    """Read a results folder that is whole but for one file."""
    whole = results(path.parent / "whole", ["before"])
    (whole / path.name).unlink()
    path.rename(whole / path.name)
    return read_results([whole])


def fifo(path: Path) -> None:
    """Whoever opens it waits for a writer."""
    os.mkfifo(path)


def loop(path: Path) -> None:
    """A link to itself."""
    path.symlink_to(path)


def endless(path: Path) -> None:
    """Zeros without end."""
    path.symlink_to("/dev/zero")


def giant(path: Path) -> None:
    """300 MB that take no room on the disk."""
    with path.open("wb") as stream:
        stream.truncate(300_000_000)


def nothing(path: Path) -> None:
    """No byte."""
    path.touch()


@pytest.mark.parametrize("make", [fifo, loop, endless, giant, nothing, Path.mkdir])
@pytest.mark.parametrize("name", READERS)
def test_what_is_no_file_is_refused(
    name: str, make: Callable[[Path], None], tmp_path: Path
) -> None:
    """In a sentence, without waiting and without reading it to its end."""
    path = tmp_path / name
    make(path)
    with pytest.raises(MotcuaError), bounded():
        READERS[name](path)


def bomb(part: str, content: bytes) -> bytes:
    """A small workbook with one part exchanged."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(seeds.workbook())) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for each in old.infolist():
            new.writestr(each.filename, content if each.filename == part else old.read(each))
    return stream.getvalue()


@pytest.mark.parametrize("part", ["xl/styles.xml", "xl/workbook.xml", "xl/worksheets/sheet1.xml"])
@pytest.mark.parametrize("content", [b"<a/>" * 600_000, b'<!DOCTYPE x [<!ENTITY a "b">]><x/>'])
@pytest.mark.parametrize("name", ["plan.xlsx", "needs.xlsx"])
def test_a_bomb_in_any_part_of_a_workbook_is_refused(
    name: str, part: str, content: bytes, tmp_path: Path
) -> None:
    """Before anything is made of it."""
    path = tmp_path / name
    path.write_bytes(bomb(part, content))
    with pytest.raises(MotcuaError, match=r"far more cells|no Excel workbook"), bounded():
        READERS[name](path)


@pytest.mark.parametrize("typed", ["x" * 5_000, "a\0b", "~nobody-here/x", "/" * 4_000 + "x"])
def test_names_that_no_file_can_have_are_refused(typed: str) -> None:
    """Of scenarios and plans."""
    with pytest.raises(MotcuaError):
        find(typed)
    with pytest.raises(MotcuaError):
        source(f"{typed}#sheet")
