"""The figures of `bench` as a table beside what they ought to be."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import sim
from sim.cli.language import told
from sim.said import Said


class Goal(NamedTuple):
    """What a figure ought to be on a machine with two cores."""

    key: str
    text: str
    bound: float
    at_least: bool = True


GOALS = (
    Goal("kernel_visits_per_s", Said("kernel alone [visits/s]"), 8e6),
    Goal("end_to_end_visits_per_core_s", Said("draw, run, measure [visits/core s]"), 1.5e6),
    Goal("reference_visits_per_s", Said("reference engine [visits/s]"), 40_000),
    Goal("engine_ratio", Said("compiled over reference engine [times]"), 100),
    Goal("large_site_visits_per_s", Said("one site with 448 officers [visits/s]"), 2e6),
    Goal("compare_wall_s", Said("compare the three phases [s]"), 45, at_least=False),
    Goal("compare_cold_s", Said("the same, nothing compiled yet [s]"), 75, at_least=False),
    Goal("whatif_p95_ms", Said("what if, slowest branch, 95 of 100 [ms]"), 300, at_least=False),
    Goal("whatif_first_p95_ms", Said("the same, until the first answer [ms]"), 300, at_least=False),
    Goal("peak_mib", Said("its peak memory [MiB]"), 2048, at_least=False),
)
_MISSED = Said("not reached")
LINEAR = 0.9
"""Copies of the province may cost this much of the speed at most."""


def compare_command() -> list[str] | None:
    """The command line that compares the phases; None outside a checkout."""
    script = Path(sim.__file__).resolve().parents[1] / "run_sim.py"
    return [sys.executable, str(script), "compare", "--quiet"] if script.exists() else None


def in_words(found: Mapping[str, Any]) -> str:
    """One line a figure: what was measured, what it ought to be, whether it is."""
    machine = ", ".join(str(value) for value in found["machine"].values())
    measured, ought = told(Said("measured")), told(Said("goal"))
    lines = [machine, f"{'':<44}{measured:>14}{ought:>16}"]
    for goal in GOALS:
        if goal.key in found:
            lines.append(_line(goal.text, found[goal.key], goal.bound, goal.at_least))
    for row in found["growth"][1:]:
        text = Said("speed with {n} provinces, of that with one", n=row["copies"])
        lines.append(_line(text, row["relative"], LINEAR, True))
    for row in found.get("whatif", ()):
        text = Said("what if at {site} [ms]", site=row["site"])
        lines.append(_line(f"  {told(text)}", row["p95_ms"], 300, False))
        answered = Said(
            "first answer {first:.0f} ms, on {n:.0f} replications or more; processors {cpu:.0f} ms",
            first=row["first_p95_ms"], n=row["first_replications"], cpu=row["cpu_ms"],
        )  # fmt: skip
        lines.append(f"    {told(answered)}")
    return "\n".join(lines) + "\n"


def _line(text: str, value: float, bound: float, at_least: bool) -> str:
    reached = value >= bound if at_least else value <= bound
    sign = "\N{GREATER-THAN OR EQUAL TO}" if at_least else "\N{LESS-THAN OR EQUAL TO}"
    missed = "" if reached else f"  {told(_MISSED)}"
    return f"{told(text):<44}{_figure(value):>14}{sign + ' ' + _figure(bound):>16}{missed}"


def _figure(value: float) -> str:
    template = "{value:,.0f}" if value >= 100 else "{value:.3g}"
    return told(Said(template, value=value))
