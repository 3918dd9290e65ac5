"""A place is one run's at a time, and what is unfinished says so."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import pytest

from sim.errors import UsageError
from sim.report import claim
from sim.report.claim import Claim


def _names(folder: Path) -> set[str]:
    return {each.name for each in folder.iterdir()}


def test_the_notice_says_what_made_it_and_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In both languages, with the command as it is typed."""
    monkeypatch.setattr(sys, "argv", ["/x/run_sim.py", "compare", "a b.yaml", "-n", "9"])
    monkeypatch.chdir(tmp_path)
    held = Claim(tmp_path / "out")
    text = (held.partial / "UNFINISHED.txt").read_text("utf-8")
    assert text.startswith("UNFINISHED. ")
    assert "CHƯA HOÀN TẤT" in text
    assert text.count("    python run_sim.py compare 'a b.yaml' -n 9\n") == 2
    assert text.count(f"in {tmp_path / 'out'};") == 1
    assert f"process {os.getpid()} on " in text
    monkeypatch.setattr(sys, "argv", ["/usr/bin/motcua", "run"])
    monkeypatch.setattr(claim.os, "getcwd", lambda: _raise(FileNotFoundError()))
    text = claim._notice(tmp_path)
    assert "    motcua run\n" in text
    assert "in the folder ?," in text


def _raise(error: BaseException) -> Any:
    raise error


def test_a_place_is_free_when_its_owner_is_no_more(tmp_path: Path) -> None:
    """What it left goes, or stays for whoever goes on with it."""
    first = Claim(tmp_path / "out")
    (first.partial / "parts").mkdir()
    (first.partial / "rest.csv").write_text("half")
    with pytest.raises(UsageError, match=r"out\.partial: another run is at work here"):
        Claim(tmp_path / "out")
    first.release()
    first.release()
    second = Claim(tmp_path / "out", keep=True)
    assert _names(second.partial) == {"pid", "UNFINISHED.txt", "parts", "rest.csv"}
    second.release()
    third = Claim(tmp_path / "out")
    assert _names(third.partial) == {"pid", "UNFINISHED.txt"}
    third.remove()
    assert _names(tmp_path) == set()


@pytest.mark.parametrize("left", [(), ("pid",)])
def test_what_a_kill_left_at_the_very_start_is_no_hindrance(
    tmp_path: Path, left: tuple[str, ...]
) -> None:
    """An empty folder, or one with an empty number."""
    (tmp_path / "out.partial").mkdir()
    for name in left:
        (tmp_path / "out.partial" / name).write_text("")
    assert (Claim(tmp_path / "out").partial / "pid").read_text() == str(os.getpid())


def test_a_folder_of_something_else_is_left_alone(tmp_path: Path) -> None:
    """Its name alone does not make it ours."""
    (tmp_path / "out.partial").mkdir()
    (tmp_path / "out.partial" / "thesis.docx").write_text("years")
    with pytest.raises(UsageError, match="it holds something else"):
        Claim(tmp_path / "out")
    assert _names(tmp_path / "out.partial") == {"thesis.docx"}


def test_earlier_results_stay_until_new_ones_are_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where moving fails half-way, or the program ends there."""
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "old.txt").write_text("old")
    held = Claim(tmp_path / "out")
    (held.partial / "new.txt").write_text("new")
    replace = os.replace

    def locked(source: Path, target: Path) -> None:
        if Path(source).name == "whole":
            raise PermissionError(13, "Permission denied")
        replace(source, target)

    with monkeypatch.context() as patch:
        patch.setattr(claim.os, "replace", locked)
        with pytest.raises(PermissionError):
            held.settle()
    assert _names(tmp_path / "out") == {"old.txt"}
    assert (held.partial / "whole" / "new.txt").exists()

    def killed(source: Path, target: Path) -> None:
        if Path(source).name == "whole":
            raise KeyboardInterrupt
        replace(source, target)

    monkeypatch.setattr(claim.os, "replace", killed)
    with pytest.raises(KeyboardInterrupt):
        held.settle()
    assert not (tmp_path / "out").exists()
    monkeypatch.undo()
    held.release()
    again = Claim(tmp_path / "out")
    assert _names(tmp_path / "out") == {"old.txt"}
    (again.partial / "new.txt").write_text("new")
    again.settle()
    assert _names(tmp_path) == {"out"}
    assert _names(tmp_path / "out") == {"new.txt"}


def test_a_full_disk_leaves_no_claim(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Unless there is something to go on with."""
    monkeypatch.setattr(claim, "_notice", lambda _: _raise(OSError(28, "No space left")))
    with pytest.raises(OSError, match="No space left"):
        Claim(tmp_path / "out")
    assert _names(tmp_path) == set()
    monkeypatch.undo()
    first = Claim(tmp_path / "out")
    (first.partial / "rest").write_text("kept")
    first.release()
    monkeypatch.setattr(claim, "_notice", lambda _: _raise(OSError(28, "No space left")))
    with pytest.raises(OSError, match="No space left"):
        Claim(tmp_path / "out", keep=True)
    assert (first.partial / "rest").exists()


@pytest.mark.parametrize(
    ("number", "alive", "free"),
    [("", True, True), ("12345", False, True), ("12345", True, False), ("nobody", False, False)],
)
def test_without_locks_the_number_of_the_process_has_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: str, alive: bool, free: bool
) -> None:
    """On disks that know none."""

    class NoLocks:
        LOCK_EX = LOCK_NB = 0
        flock = staticmethod(lambda *_: _raise(OSError(95, "Operation not supported")))

    monkeypatch.setattr(claim, "fcntl", NoLocks)
    monkeypatch.setattr(claim.atomic, "is_alive", lambda _: alive)
    (tmp_path / "out.partial").mkdir()
    (tmp_path / "out.partial" / "pid").write_text(number)
    if free:
        Claim(tmp_path / "out").remove()
        assert _names(tmp_path) == set()
    else:
        with pytest.raises(UsageError, match="another run is at work here"):
            Claim(tmp_path / "out")


def test_an_owner_that_has_just_finished_is_met_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its lock was got, and is of a file that is no more; so is one that is never the same."""
    first, locked, met = Claim(tmp_path / "out"), claim._locked, []

    def late(lock: int) -> bool:
        met.append(lock)
        if len(met) == 1:
            first.remove()
        return locked(lock)

    monkeypatch.setattr(claim, "_locked", late)
    second = Claim(tmp_path / "out")
    assert len(met) == 2
    assert (second.partial / "pid").exists()
    second.remove()
    monkeypatch.setattr(claim.os.path, "samestat", lambda *_: False)
    with pytest.raises(UsageError, match="another run is at work here"):
        Claim(tmp_path / "out")
