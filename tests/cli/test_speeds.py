"""What `bench` prints."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

import sim
from sim.cli import speeds

FOUND: dict[str, Any] = {
    "machine": {"cpu": "A", "cores": 2},
    "kernel_visits_per_s": 9_123_456.0,
    "engine_ratio": 50.0,
    "compare_wall_s": 20.0,
    "growth": [{"copies": 1, "relative": 1.0}, {"copies": 4, "relative": 0.954}],
    "whatif_p95_ms": 301.0,
    "whatif": [
        {
            "site": "di-an", "p95_ms": 301.0, "first_p95_ms": 252.4, "first_replications": 7.0,
            "cpu_ms": 540.0,
        }
    ],
}  # fmt: skip


def test_in_words_compares_each_figure_with_its_goal() -> None:
    """What is not reached is said, what was not measured is left out."""
    assert speeds.in_words(FOUND).splitlines() == [
        "A, 2",
        "                                                  measured            goal",
        "kernel alone [visits/s]                          9,123,456     ≥ 8,000,000",
        "compiled over reference engine [times]                  50           ≥ 100  not reached",
        "compare the three phases [s]                            20            ≤ 45",
        "what if, slowest branch, 95 of 100 [ms]                301           ≤ 300  not reached",
        "speed with 4 provinces, of that with one             0.954           ≥ 0.9",
        "  what if at di-an [ms]                                301           ≤ 300  not reached",
        "    first answer 252 ms, on 7 replications or more; processors 540 ms",
    ]


def test_compare_command_is_the_checkout_s(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Without a checkout there is nothing to time."""
    command = speeds.compare_command()
    assert command is not None
    assert command[1].endswith("run_sim.py")
    monkeypatch.setattr(sim, "__file__", str(tmp_path / "sim" / "__init__.py"))
    assert speeds.compare_command() is None


@pytest.mark.parametrize("quick", [True, False])
def test_bench(invoke: Callable[..., Result], monkeypatch: pytest.MonkeyPatch, quick: bool) -> None:
    """JSON is the figures alone; progress goes to stderr; --quick leaves out what is slow."""
    asked: list[Any] = []

    def bench(
        province: Any, command: Any, report: Callable[[str], None], what_if: Any
    ) -> dict[str, Any]:
        report("the kernel alone")
        asked.append((len(province.sites) > 50, command is None, what_if is None))
        return FOUND

    monkeypatch.setattr("sim.studies.bench.bench", bench)
    more = ["--quick"] if quick else []
    found = invoke("bench", "--json", *more)
    assert json.loads(found.stdout)["engine_ratio"] == 50
    assert found.stderr == "the kernel alone ...\n"
    assert asked == [(True, quick, quick)]
    assert invoke("bench", *more).stdout == speeds.in_words(FOUND)
