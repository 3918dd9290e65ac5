"""Compiled code is kept by what it was compiled from."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numba
import numpy as np
import pytest
from numba import types
from numba.core.caching import FunctionCache

from sim import jit
from sim.errors import Degraded


def test_the_cache_is_named_after_every_compiled_source(monkeypatch: pytest.MonkeyPatch) -> None:
    """A change in one file changes the name, since code from it may live on in callers."""
    now = jit._fingerprint()
    assert Path(numba.config.CACHE_DIR).name == f"compiled-{now}"
    read = Path.read_bytes
    monkeypatch.setattr(
        Path, "read_bytes", lambda path: read(path) + b"#" * (path.name == "line.py")
    )
    assert jit._fingerprint() != now


def test_compiled_code_is_kept_at_the_first_place_that_takes_it(tmp_path: Path) -> None:
    """A file where a folder is needed serves as a place that cannot be written to."""
    (tmp_path / "file").write_text("")
    homes = [tmp_path / "file", tmp_path / "user", tmp_path / "other"]
    assert jit._keeping_place(homes, "c") == tmp_path / "user" / "c"
    assert not (tmp_path / "other").exists()
    assert jit._keeping_place(homes[:1], "c") is None


@pytest.mark.parametrize(
    ("named", "user", "says"),
    [
        ("good", True, None),
        (None, True, None),
        ("file", True, r"NUMBA_CACHE_DIR = .*file: nothing can be written there; compiled code is "
                       r"kept in .*motcua instead"),
        ("file", False, r"nothing can be written in .*file or .*motcua, so that compiled code is "
                        r"kept nowhere .* set NUMBA_CACHE_DIR to a folder"),
    ],
)  # fmt: skip
def test_a_place_that_takes_nothing_is_told_and_done_without(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, named: str | None, user: bool, says: str | None
) -> None:
    """A package that cannot be written to is usual; a place that was named is not."""
    (tmp_path / "file").write_text("")
    monkeypatch.setattr(jit, "_PACKAGE", tmp_path / "file")
    monkeypatch.setattr(jit, "_fingerprint", lambda: "0")
    monkeypatch.setattr(jit, "_users_cache", lambda: tmp_path / ("user" if user else "file"))
    monkeypatch.delenv("NUMBA_CACHE_DIR", raising=False)
    if named is not None:
        monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path / named))
    if says is None:
        where = tmp_path / (named or "user/motcua") / "compiled-0"
        assert jit._choose_place() == str(where)
    else:
        with pytest.warns(Degraded, match=says):
            assert (jit._choose_place() != "") is user


@pytest.mark.parametrize(
    ("system", "variables", "where"),
    [
        ("linux", {}, "home/.cache"),
        ("linux", {"XDG_CACHE_HOME": "relative"}, "home/.cache"),
        ("linux", {"XDG_CACHE_HOME": "/x"}, "/x"),
        ("darwin", {}, "home/Library/Caches"),
        ("win32", {}, "home/AppData/Local"),
        ("win32", {"LOCALAPPDATA": "/l"}, "/l"),
    ],
)
def test_every_system_has_a_place_for_what_can_be_made_again(
    monkeypatch: pytest.MonkeyPatch, system: str, variables: dict[str, str], where: str
) -> None:
    monkeypatch.setattr(jit.sys, "platform", system)
    monkeypatch.setattr(Path, "home", lambda: Path("home"))
    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert jit._users_cache() == Path(where)


def test_a_user_without_a_home_has_the_package_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    def homeless() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(jit, "_users_cache", homeless)
    assert len(jit._homes()) == 1


def _kept() -> jit._Kept:
    return jit._Kept.__new__(jit._Kept)


def test_broken_files_of_compiled_code_count_as_none(monkeypatch: pytest.MonkeyPatch) -> None:
    """They are emptied, so that writing them anew meets nothing broken."""
    flushed: list[bool] = []

    def broken(*_: object) -> None:
        raise EOFError("Ran out of input")

    monkeypatch.setattr(FunctionCache, "load_overload", broken)
    monkeypatch.setattr(FunctionCache, "flush", lambda _: flushed.append(True))
    assert _kept().load_overload(None, None) is None
    assert flushed == [True]


def test_a_full_disk_does_not_stop_compiling(monkeypatch: pytest.MonkeyPatch) -> None:
    """It costs the next start."""

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(FunctionCache, "save_overload", full)
    with pytest.warns(Degraded, match=r"cannot be kept \(No space left on device\), so that"):
        _kept().save_overload(None, None)


def test_code_is_compiled_in_memory_where_it_has_no_place(monkeypatch: pytest.MonkeyPatch) -> None:
    """And where it has no file by which it could be known."""
    met: list[str] = []

    class Dispatcher:
        _cache = None
        enable_caching = None

        def __init__(self, function: object) -> None:
            pass

    def no_file(_: object) -> None:
        met.append("asked")
        raise RuntimeError("no locator available")

    monkeypatch.setattr(jit, "njit", lambda **_: Dispatcher)
    monkeypatch.setattr(jit, "_Kept", no_file)
    monkeypatch.setattr(numba.config, "CACHE_DIR", "x")
    assert jit.compiled(lambda x: x)._cache is None  # type: ignore[attr-defined]
    assert met == ["asked"]
    monkeypatch.setattr(numba.config, "CACHE_DIR", "")
    assert jit.compiled(lambda x: x)._cache is None  # type: ignore[attr-defined]
    assert met == ["asked"]


@pytest.mark.jit
@pytest.mark.parametrize(("module", "asks"), [("sim.sampling.x", False), ("sim.measures.x", True)])
def test_an_index_is_taken_as_it_is_by_loops_that_know_it(
    module: str, asks: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is compared there to find out whether it counts from the end."""
    monkeypatch.setattr(numba.config, "CACHE_DIR", "")

    def moved(one: Any, many: Any, i: int, j: int) -> None:
        many[i, j] = one[i]

    moved.__module__ = module
    found: Any = jit.compiled(moved)
    many = np.zeros((3, 3))
    found(np.arange(3.0), many, 1, 2)
    assert many[1, 2] == 1.0
    (code,) = found.inspect_llvm().values()
    assert ("icmp slt" in code) == asks


def test_only_whole_numbers_lose_their_sign() -> None:
    """Slices and masks stay what they are."""
    pair = types.BaseTuple.from_types([types.int32, types.slice2_type])  # type: ignore[no-untyped-call]
    assert tuple(jit._plain(pair)) == (types.uintp, types.slice2_type)
    assert jit._plain(types.int64) == types.uintp


@pytest.mark.parametrize("mask", [1, 2, 0b1011000, 1 << 62, (1 << 63) - 1])
def test_the_lowest_bit_is_found(mask: int) -> None:
    """Compiled or not."""

    @jit.compiled
    def lowest(mask: int) -> int:
        return jit.lowest_bit(mask)

    found = min(i for i in range(64) if mask >> i & 1)
    assert lowest(mask) == jit.lowest_bit(mask) == jit.lowest_bit(np.int64(mask)) == found
