"""A nursery for all tests of faults, and a folder to be disturbed in."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.nurse import Nursery, prepared


@pytest.fixture(scope="session")
def nursery(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nursery]:
    if not hasattr(os, "fork"):
        pytest.skip("this system bears no processes by fork")
    found = Nursery(tmp_path_factory.mktemp("nursery"))
    yield found
    found.close()


@pytest.fixture
def here(tmp_path: Path) -> Path:
    return prepared(tmp_path / "here")
