"""What all tests share: the same examples in every run, who runs them, and where lines count."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from coverage import Coverage
from hypothesis import settings

if TYPE_CHECKING:
    from xdist.scheduler import Scheduling

from tests.saying import listened

HERE = Path(__file__).parent
COUNTED_UNCOMPILED = tuple(
    HERE / name
    for name in ("measures", "parity", "sampling", "studies/audit", "golden", "laws", "published")
)
"""Tests of compiled code. The lines that they see are counted when `make coverage` runs them
without the compiler; counting twice would take as long again as the tests do."""

os.environ.pop("MOTCUA_LANG", None)  # of whoever runs them

COUNTED_ELSEWHERE = (HERE / "fuzz" / "test_inert.py", HERE / "test_readme.py")
"""Whole commands once more, with other inputs: what they reach, tests of its own reach too."""

WITHOUT_KERNELS = {
    f"test_{name}.py"
    for name in (
        "estimate", "kpis", "staffing_theory", "theory", "theory_balking", "theory_day",
        "theory_impatience", "theory_phases",
    )
}  # fmt: skip
"""Those of `measures` that call nothing compiled: `make plain` runs them, and counts."""

settings.register_profile("motcua", deadline=None, derandomize=True)
settings.load_profile("motcua")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Scheduling:
    """Which worker runs what: see `together`."""
    from tests.together import Together

    return Together(config, log)


@pytest.hookimpl(tryfirst=True)
def pytest_sessionstart(session: pytest.Session) -> None:
    """Let a worker count once.

    pytest-cov begins to count in it as in the process that hands out tests, and then once more;
    when the second count pauses, for a test that is not counted, the first would take over.
    """
    begun = Coverage.current()
    if hasattr(session.config, "workerinput") and begun is not None:
        begun.stop()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave lines uncounted where they are counted elsewhere."""
    if os.environ.get("NUMBA_DISABLE_JIT", "0") not in ("", "0"):
        return
    for item in items:
        if not _is_counted(item.path):
            item.add_marker(pytest.mark.no_cover)


@pytest.fixture(autouse=True)
def _said_in_vietnamese() -> Iterator[None]:
    """Fail a test that met an error without a translation."""
    with listened() as found:
        yield
    assert not found, f"not said in Vietnamese: {sorted(set(found))}"


def _is_counted(path: Path) -> bool:
    if path.parent == HERE / "measures" and path.name in WITHOUT_KERNELS:
        return True
    return not any(map(path.is_relative_to, (*COUNTED_UNCOMPILED, *COUNTED_ELSEWHERE)))
