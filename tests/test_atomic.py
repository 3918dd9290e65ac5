"""Files are there whole or not at all, whatever happens while they are written."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import Any

import pytest

from sim import atomic


def _names(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


def test_a_file_is_replaced_whole_and_keeps_its_rights(tmp_path: Path) -> None:
    """While it is filled the earlier one stands; nothing is left beside it."""
    file = tmp_path / "a.json"
    file.write_text("before")
    file.chmod(0o640)
    with atomic.whole(file) as beside:
        beside.write_text("after")
        assert file.read_text() == "before"
        assert beside.name.endswith(".partial")
    assert file.read_text() == "after"
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    atomic.write_text(tmp_path / "b", "Dĩ An\n")
    assert (tmp_path / "b").read_bytes() == "Dĩ An\n".encode()
    assert _names(tmp_path) == ["a.json", "b"]


@pytest.mark.parametrize("what", ["fsync", "replace"])
def test_a_full_disk_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    """Disks may say so only when they are asked to keep it."""
    file = tmp_path / "a"
    file.write_text("before")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(atomic.os, what, full)
    with pytest.raises(OSError, match="No space left"):
        atomic.write_text(file, "after")
    assert _names(tmp_path) == ["a"]
    assert file.read_text() == "before"


def test_a_disk_that_cannot_be_asked_is_believed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Some file systems know no such question; on Windows folders cannot be asked."""

    def unknown(*_: object) -> None:
        raise OSError(errno.EINVAL, "Invalid argument")

    monkeypatch.setattr(atomic.os, "fsync", unknown)
    atomic.write_text(tmp_path / "a", "x")
    assert (tmp_path / "a").read_text() == "x"
    monkeypatch.setattr(atomic.os, "name", "nt")
    atomic._settle(tmp_path / ".")


def test_an_interrupt_while_filling_leaves_nothing(tmp_path: Path) -> None:
    def fill() -> None:
        with atomic.whole(tmp_path / "a") as beside:
            beside.write_text("half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fill()
    assert _names(tmp_path) == []


def test_a_link_stays_a_link_and_a_device_a_device(tmp_path: Path) -> None:
    """As root, /dev/null would otherwise become a file."""
    (tmp_path / "real").write_text("before")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    atomic.write_text(tmp_path / "link", "after")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_text() == "after"
    atomic.write_text(Path(os.devnull), "gone")
    assert not Path(os.devnull).is_file()
    atomic.refuse_unwritable(Path(os.devnull))
    with pytest.raises(IsADirectoryError):
        atomic.write_text(tmp_path, "x")


@pytest.mark.parametrize("links", [True, False])
def test_a_fresh_file_is_never_one_that_came_meanwhile(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, links: bool
) -> None:
    """Also on disks without links."""

    def none(*_: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    if not links:
        monkeypatch.setattr(atomic.os, "link", none)
    atomic.write_bytes(tmp_path / "a", b"x", fresh=True)
    with pytest.raises(FileExistsError):
        atomic.write_bytes(tmp_path / "a", b"y", fresh=True)

    def late() -> None:
        with atomic.whole(tmp_path / "b", fresh=True) as beside:
            beside.write_bytes(b"ours")
            (tmp_path / "b").write_bytes(b"theirs")

    with pytest.raises(FileExistsError):
        late()
    assert (tmp_path / "b").read_bytes() == b"theirs"
    assert _names(tmp_path) == ["a", "b"]


def test_what_killed_programs_left_goes_with_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only of the same file, and only of programs that are no more."""
    for name in (".a.111-0.partial", ".a.222-0.partial", ".b.111-0.partial", ".a.x.partial"):
        (tmp_path / name).write_text("half")
    monkeypatch.setattr(atomic, "is_alive", lambda pid: pid == 222)
    atomic.write_text(tmp_path / "a", "x")
    assert _names(tmp_path) == [".a.222-0.partial", ".a.x.partial", ".b.111-0.partial", "a"]


def test_long_names_have_room(tmp_path: Path) -> None:
    """The one beside it has no longer a name than a disk allows."""
    atomic.write_text(tmp_path / ("ă" * 125), "x")
    assert _names(tmp_path) == ["ă" * 125]


def test_what_cannot_be_written_is_found_out_before(tmp_path: Path) -> None:
    """No folder, a file for a folder, a folder for a file; nothing is left of the question."""
    atomic.refuse_unwritable(tmp_path / "a")
    (tmp_path / "file").write_text("")
    for path in (tmp_path / "no" / "a", tmp_path / "file" / "a", tmp_path):
        with pytest.raises(OSError, match="directory"):
            atomic.refuse_unwritable(path)
    assert _names(tmp_path) == ["file"]


def test_a_folder_is_settled_with_all_that_is_in_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every file, and the folders that name them."""
    (tmp_path / "in").mkdir()
    for name in ("a", "in/b"):
        (tmp_path / name).write_text("x")
    asked: list[Path] = []
    monkeypatch.setattr(atomic, "_settle", asked.append)
    atomic.settle(tmp_path)
    assert sorted(asked) == sorted([tmp_path, *tmp_path.rglob("*")])


@pytest.mark.parametrize(
    ("answer", "alive"),
    [(ProcessLookupError(), False), (PermissionError(), True), (OverflowError(), False)],
)
def test_a_process_that_cannot_be_asked_counts_as_alive(
    monkeypatch: pytest.MonkeyPatch, answer: Exception, alive: bool
) -> None:
    """Another user's work is not cleared away; one's own number came round again."""

    def kill(*_: Any) -> None:
        raise answer

    monkeypatch.setattr(atomic.os, "kill", kill)
    assert atomic.is_alive(12345) is alive
    assert not atomic.is_alive(os.getpid())
    monkeypatch.setattr(atomic.os, "name", "nt")
    assert atomic.is_alive(12345)
