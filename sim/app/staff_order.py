"""What is asked of a search for staff, and the command that asks it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from sim.model.targets import Goal, Measure

Way = Literal["least", "budget"]
Per = Literal["site", "group", "interval"]
Ends = tuple[int | None, int | None]
"""The least and the most people; None: no bound."""

SHARES: tuple[Measure, ...] = ("within", "abandoned", "utilisation", "on_time")
BY_DAY: tuple[Measure, ...] = ("utilisation", "on_time")
"""Measures that are judged over the day alone."""


@dataclass(frozen=True, kw_only=True)
class Wish:
    """A target as it is put together on the page."""

    measure: Measure
    limit: float
    """Per cent of a share, or minutes."""
    x: float = 0.0
    """Minutes of `within`, per cent of `percentile`."""
    tiers: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()
    """Where it holds; neither: everywhere."""
    is_every: bool = False
    """Whether each half-hour has to keep it."""

    @property
    def goal(self) -> Goal:
        """Measure and limit, as scenarios have them."""
        share = self.measure in SHARES
        return Goal(
            measure=self.measure,
            limit=round(self.limit / 100, 12) if share else self.limit,
            minutes=self.x if self.measure == "within" else None,
            percent=self.x if self.measure == "percentile" else None,
        )

    @property
    def is_by_interval(self) -> bool:
        """Whether it is judged by half-hour."""
        return self.is_every and self.measure not in BY_DAY

    @property
    def line(self) -> str:
        """As it is typed behind `--target`."""
        return f"{self.goal}{', every half-hour' if self.is_by_interval else ''}"

    @property
    def entry(self) -> dict[str, object]:
        """As it is written in a scenario."""
        found: dict[str, object] = {"goal": str(self.goal)}
        if self.is_by_interval:
            found["every"] = "interval"
        if self.tiers:
            found["tiers"] = list(self.tiers)
        if self.sites:
            found["sites"] = list(self.sites)
        return found


@dataclass(frozen=True, kw_only=True)
class StaffOrder:
    """All that is asked."""

    file: Path
    way: Way
    wishes: Sequence[Wish] | None = None
    """None: the targets of the scenario, as they are."""
    free: bool = False
    policy: Mapping[str, Ends] | None = None
    """Bounds of each tier that has any; None: those of the scenario, as they are."""
    bounds: Mapping[str, Ends] | None = None
    """Bounds of single sites; None: those of the scenario, as they are."""
    per: Per = "site"
    officers: int = 0
    """To spread."""
    replications: int

    def words(self) -> list[str]:
        """The command, without what all have alike."""
        words = ["staff", str(self.file), "-n", str(self.replications)]
        if self.free:
            words.append("--free")
        for path, ends in (("policy", self.policy), ("staffing.bounds", self.bounds)):
            if ends is not None:
                words += ["--set", f"{path}={_json(_ends(ends, path == 'policy'))}"]
        if self.way == "budget":
            return [*words, "--budget", str(self.officers)]
        if self.per != "site":
            words += ["--per", self.per]
        return words + self._targets()

    def _targets(self) -> list[str]:
        if self.wishes is None:
            return []
        if any(each.tiers or each.sites for each in self.wishes):
            return ["--set", f"targets={_json([each.entry for each in self.wishes])}"]
        return [word for each in self.wishes for word in ("--target", each.line)]


def _ends(bounds: Mapping[str, Ends], is_policy: bool) -> dict[str, dict[str, int]]:
    """Bounds as a scenario writes them; a policy always names the least."""
    found: dict[str, dict[str, int]] = {}
    for place, (least, most) in bounds.items():
        if least is None and most is None:
            continue
        entry = {}
        if least is not None or is_policy:
            entry["staff_at_least"] = least or 0
        if most is not None:
            entry["staff_at_most"] = most
        found[place] = entry
    return found


def _json(value: object) -> str:
    """Plain text that YAML reads too, in a line."""
    return json.dumps(value, ensure_ascii=False)
