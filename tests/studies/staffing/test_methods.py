"""The table of docs/staffing.md is what the methods give."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.studies.staffing import methods

PAGE = Path(__file__).parents[3] / "docs" / "staffing.md"


@pytest.mark.slow
@pytest.mark.jit
def test_the_table_in_the_docs_is_real() -> None:
    """Made anew by `python -m tests.studies.staffing.methods`."""
    assert methods.table() in PAGE.read_text("utf-8")
