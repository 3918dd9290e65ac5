"""Targets as they are typed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from pydantic import ValidationError

from sim.errors import UsageError, quoted, told_by
from sim.said import Said

if TYPE_CHECKING:
    from sim.model.spec import Scenario, Target

_EVERY = re.compile(r",? *every half-hour$", re.IGNORECASE)


def wanted(scenario: Scenario, typed: Sequence[str]) -> tuple[Target, ...]:
    """The targets asked for, or the scenario's.

    Raises
    ------
    UsageError
        A target cannot be read, there is none, or none is for any site.
    """
    from sim.model.spec import Target
    from sim.model.targets import parse_goal

    found: list[Target] = []
    for text in typed:
        line, every = _EVERY.subn("", text.strip())
        try:
            parse_goal(line)
            found.append(Target(goal=line, every="interval" if every else "day"))
        except ValueError as error:
            raise UsageError(
                Said("--target {text}: {reason}", text=quoted(text), reason=_reason(error))
            ) from None
    targets = tuple(dict.fromkeys(found)) or scenario.targets
    if not targets:
        raise UsageError(
            Said(
                "{scenario} says nothing of how long people may wait. Give --target, as in "
                '--target "within 20 min >= 90%", or write it under targets: in the file.',
                scenario=scenario.name,
            )
        )
    if not any(
        target.applies_to(id_, site.tier)
        for target in targets
        for id_, site in scenario.sites.items()
    ):
        raise UsageError(
            Said(
                "targets: {target} is for no site of {scenario}.",
                target=str(targets[0]), scenario=scenario.name,
            )
        )  # fmt: skip
    return targets


def _reason(error: ValueError) -> str:
    """What is wrong, without what pydantic says around it."""
    if isinstance(error, ValidationError):
        inner = error.errors()[0].get("ctx", {}).get("error")
        return told_by(inner) if isinstance(inner, ValueError) else error.errors()[0]["msg"]
    return told_by(error)
