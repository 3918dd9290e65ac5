"""One process compiles, the others wait for it."""

from __future__ import annotations

import sys
import threading
from pathlib import Path

import pytest

from sim.studies import compiling
from sim.studies.compiling import compiling_alone


@pytest.fixture(autouse=True)
def _compiler_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiling, "fingerprint", lambda: {"compiler": "on"})


@pytest.mark.skipif(sys.platform == "win32", reason="no such locks there")
def test_the_second_waits_for_the_first_and_the_third_for_nobody(tmp_path: Path) -> None:
    inside, leave, second = threading.Event(), threading.Event(), threading.Event()

    def compile_first() -> None:
        with compiling_alone("engine", tmp_path):
            inside.set()
            leave.wait(20)

    def come_second() -> None:
        with compiling_alone("engine", tmp_path):
            assert list(tmp_path.glob("*.done"))
            second.set()

    threads = [threading.Thread(target=each) for each in (compile_first, come_second)]
    threads[0].start()
    assert inside.wait(20)
    threads[1].start()
    assert not second.is_set()
    leave.set()
    assert second.wait(20)
    for each in threads:
        each.join()
    (lock,) = tmp_path.glob("*.lock")
    lock.unlink()
    with compiling_alone("engine", tmp_path):
        assert not lock.exists()


def test_what_fails_is_not_done(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), compiling_alone("engine", tmp_path):
        _ = 1 / 0
    assert not list(tmp_path.glob("*.done"))


def test_without_a_folder_to_write_in_everybody_goes_on(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("no folder")
    with compiling_alone("engine", file / "inside"):
        went = True
    assert went


def test_without_a_compiler_there_is_no_lock(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compiling, "fingerprint", lambda: {"compiler": "off"})
    with compiling_alone("engine", tmp_path):
        assert not list(tmp_path.iterdir())


def test_where_no_code_is_kept_nobody_waits() -> None:
    with compiling_alone("engine", None):
        went = True
    assert went
