"""The figures of `bench` as a table beside what they ought to be."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import sim


class Goal(NamedTuple):
    """What a figure ought to be on a machine with two cores."""

    key: str
    text: str
    bound: float
    at_least: bool = True


GOALS = (
    Goal("kernel_visits_per_s", "kernel alone [visits/s]", 8e6),
    Goal("end_to_end_visits_per_core_s", "draw, run, measure [visits/core s]", 1.5e6),
    Goal("reference_visits_per_s", "reference engine [visits/s]", 40_000),
    Goal("engine_ratio", "compiled over reference engine [times]", 100),
    Goal("large_site_visits_per_s", "one site with 448 officers [visits/s]", 2e6),
    Goal("compare_wall_s", "compare the three phases [s]", 45, at_least=False),
    Goal("compare_cold_s", "the same, nothing compiled yet [s]", 75, at_least=False),
    Goal("whatif_p95_ms", "what if, slowest branch, 95 of 100 [ms]", 300, at_least=False),
    Goal("whatif_first_p95_ms", "the same, until the first answer [ms]", 300, at_least=False),
    Goal("peak_mib", "its peak memory [MiB]", 2048, at_least=False),
)
LINEAR = 0.9
"""Copies of the province may cost this much of the speed at most."""


def compare_command() -> list[str] | None:
    """The command line that compares the phases; None outside a checkout."""
    script = Path(sim.__file__).resolve().parents[1] / "run_sim.py"
    return [sys.executable, str(script), "compare", "--quiet"] if script.exists() else None


def in_words(found: Mapping[str, Any]) -> str:
    """One line a figure: what was measured, what it ought to be, whether it is."""
    machine = ", ".join(str(value) for value in found["machine"].values())
    lines = [machine, f"{'':<44}{'measured':>14}{'goal':>16}"]
    for goal in GOALS:
        if goal.key in found:
            lines.append(_line(goal.text, found[goal.key], goal.bound, goal.at_least))
    for row in found["growth"][1:]:
        text = f"speed with {row['copies']} provinces, of that with one"
        lines.append(_line(text, row["relative"], LINEAR, True))
    for row in found.get("whatif", ()):
        lines.append(_line(f"  what if at {row['site']} [ms]", row["p95_ms"], 300, False))
        told = f"first answer {row['first_p95_ms']:.0f} ms, on {row['first_replications']:.0f}"
        lines.append(f"    {told} replications or more; processors {row['cpu_ms']:.0f} ms")
    return "\n".join(lines) + "\n"


def _line(text: str, value: float, bound: float, at_least: bool) -> str:
    reached = value >= bound if at_least else value <= bound
    sign = "\N{GREATER-THAN OR EQUAL TO}" if at_least else "\N{LESS-THAN OR EQUAL TO}"
    return f"{text:<44}{_figure(value):>14}{sign + ' ' + _figure(bound):>16}" + (
        "" if reached else "  not reached"
    )


def _figure(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"
