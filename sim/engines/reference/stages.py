"""The way of a visit through the stages of its procedure (R10), and what it leaves behind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.model.tables import NEVER, Fate, Purpose

if TYPE_CHECKING:
    from sim.engines.reference.people import Visit

Way = tuple[tuple[int, int], ...]
"""(skill needed, service [ms]) at every stage in turn; most visits have one."""


@dataclass(slots=True)
class Passage:
    """A stage that a visit reached; see `records.STAGE_DTYPE`."""

    joined_at: int
    called_at: int = NEVER
    left_at: int = NEVER
    officer: int = NEVER
    fate: Fate = Fate.OPEN


class Ways:
    """What a scenario says about stages, and what was drawn for them."""

    def __init__(
        self, skills: list[list[int]], times: list[list[float]], productive: list[float]
    ) -> None:
        self.skills = skills
        """Of the stages of each procedure, none where it has none."""
        self.times = times
        """By dossier and stage [ms], at a productive share of 1."""
        self.productive = productive

    @property
    def are_there(self) -> bool:
        """Whether any procedure has stages."""
        return any(self.skills)

    def begin(self, visit: Visit, site: int) -> Visit:
        """The visit at the beginning of its way, if it is to file and there are stages."""
        if visit.purpose == Purpose.FILE:
            share, dossier = self.productive[site], visit.dossier
            stages = zip(self.skills[dossier.procedure], self.times[dossier.number], strict=False)
            visit.way = tuple((skill, max(1, int(time / share + 0.5))) for skill, time in stages)
            if visit.way:
                visit.enter_stage(0)
        return visit
