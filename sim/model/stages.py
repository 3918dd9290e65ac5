"""Stages: a visit to file that passes several desks in turn, such as guide, desk and cashier.

One stage of a procedure takes its `counter_time`: the *main* one. It needs the skill of the visit,
(procedure, file). Every other stage has a time and a skill of its own, numbered after those of
the (procedure, purpose) pairs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.model.fields import Amount, Id
from sim.model.laws import DurationLaw
from sim.model.tables import Ints, Purpose
from sim.model.value import Spec
from sim.said import Said


class Stage(Spec):
    """One of the desks that a visit to file passes in turn."""

    name: Id
    """What the stage is called. Officers serve it as `procedure/stage`."""
    time: DurationLaw | None = None
    """Service at this stage [min]. Exactly one stage has none: it takes `counter_time`, and is the
    one that `procedure/file` means."""
    each_more: Amount | None = None
    """Service of each further dossier of a visit at this stage, as a share of the first; unless
    given, that of the procedure."""


def stage_problem(stages: Sequence[Stage]) -> str | None:
    """What is wrong with the stages of a procedure, if anything."""
    names = [stage.name for stage in stages]
    if len(names) < 2:
        return Said("stages are at least two: with one, leave them out.")
    if len(set(names)) < len(names):
        return Said("the stages of a procedure have different names.")
    taken = next((name for name in names if name.upper() in Purpose.__members__), None)
    if taken:
        return Said("a stage cannot be called {taken}: that is a purpose of visits.", taken=taken)
    if sum(stage.time is None for stage in stages) != 1:
        return Said("exactly one stage has no time: it takes counter_time.")
    if any(stage.time is None and stage.each_more is not None for stage in stages):
        return Said("the stage without a time goes by each_more of the procedure.")
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class StageTables:
    """The stages of all procedures, as columns of `tables.System`."""

    start: Ints
    """(P + 1,) CSR by procedure; a procedure without stages has no row."""
    name: tuple[str, ...]
    skill: Ints
    n_skills: int
    """Skills of all purposes and stages."""

    @classmethod
    def of(cls, stages: Sequence[Sequence[Stage]]) -> StageTables:
        """From the stages of every procedure, in order of their numbers."""
        following = n_pairs = len(stages) * len(Purpose)
        skill = []
        for p, own in enumerate(stages):
            for stage in own:
                if stage.time is None:
                    skill.append(p * len(Purpose) + Purpose.FILE)
                else:
                    skill.append(following)
                    following += 1
        return cls(
            start=np.cumsum([0, *map(len, stages)], dtype=np.int64),
            name=tuple(stage.name for own in stages for stage in own),
            skill=np.array(skill, np.int64),
            n_skills=max(following, n_pairs),
        )

    def columns(self) -> dict[str, Any]:
        """The columns `stage_*` of `tables.System`."""
        return {"stage_start": self.start, "stage_name": self.name, "stage_skill": self.skill}

    def skills(self, procedure_ids: Sequence[str]) -> Mapping[str, Sequence[int]]:
        """The skills that each word of `serves` stands for: `p`, `p/purpose` and `p/stage`."""
        words: dict[str, list[int]] = {}
        for p, id_ in enumerate(procedure_ids):
            own = range(self.start[p], self.start[p + 1])
            pairs = [p * len(Purpose) + purpose for purpose in Purpose]
            further = [int(self.skill[j]) for j in own if self.skill[j] not in pairs]
            words[id_] = pairs + further
            for purpose in Purpose:
                words[f"{id_}/{purpose.name.lower()}"] = [pairs[purpose]]
            for j in own:
                words[f"{id_}/{self.name[j]}"] = [int(self.skill[j])]
        return words
