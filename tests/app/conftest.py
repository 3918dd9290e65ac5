"""What the driver of pages leaves behind."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def own_main() -> Iterator[None]:
    """Streamlit takes the place of the main program, which processes started later would run."""
    before = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = before
