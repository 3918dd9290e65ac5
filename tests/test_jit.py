"""Compiled code is kept by what it was compiled from."""

from __future__ import annotations

from pathlib import Path

import numba
import pytest

from sim import jit


def test_the_cache_is_named_after_every_compiled_source(monkeypatch: pytest.MonkeyPatch) -> None:
    """A change in one file changes the name, since code from it may live on in callers."""
    now = jit._fingerprint()
    assert Path(numba.config.CACHE_DIR).name == f"compiled-{now}"
    read = Path.read_bytes
    monkeypatch.setattr(
        Path, "read_bytes", lambda path: read(path) + b"#" * (path.name == "line.py")
    )
    assert jit._fingerprint() != now
