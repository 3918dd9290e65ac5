"""Which skills visitors need, and whether anybody at a site has them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sim.errors import Problem
from sim.model.spec import OfficerGroup, Procedure, Scenario, Site
from sim.model.tables import Purpose
from sim.model.words import did_you_mean
from sim.said import Said

PURPOSES = tuple(purpose.name.lower() for purpose in Purpose)


def filing(procedure: Procedure, *, by_residents: bool) -> tuple[str, ...]:
    """What it takes officers to take dossiers in: every stage in turn, or `file` alone.

    Residents file online and by post too, and then nobody passes stages.
    """
    stages = procedure.stages if not by_residents or is_filed_in_person(procedure) else ()
    return tuple(stage.name for stage in stages) or ("file",)


def is_filed_in_person(procedure: Procedure) -> bool:
    """Whether residents come to the counter to file at all."""
    return procedure.online + procedure.post < 1


def main_stage(procedure: Procedure) -> str | None:
    """The stage that takes the counter time, if there are any: `file` is the same skill."""
    return next((stage.name for stage in procedure.stages if stage.time is None), None)


def can_serve(site: Site, id_: str, procedure: Procedure, what: str) -> bool:
    """Whether any officer has the skill for a purpose or stage: a group of nobody serves nothing.

    A site without any officer is told about as a whole, not procedure by procedure.
    """
    if not any(group.size for group in site.officers):
        return True
    same = {"file", main_stage(procedure)}
    words = {id_, *(f"{id_}/{each}" for each in (same if what in same else {what}))}
    return any(
        group.serves == "all" or not words.isdisjoint(group.serves)
        for group in site.officers
        if group.size > 0
    )


def unserved(site: Site, id_: str, procedure: Procedure, needs: Iterable[str]) -> list[str]:
    """Those purposes and stages that nobody at a site serves."""
    return [what for what in needs if not can_serve(site, id_, procedure, what)]


def word_problems(path: str, group: OfficerGroup, scenario: Scenario) -> Iterator[Problem]:
    """Words of `serves` that stand for no skill."""
    for i, word in enumerate(() if group.serves == "all" else group.serves):
        id_, _, what = word.partition("/")
        if id_ not in scenario.procedures:
            yield Problem(
                path=f"{path}[{i}]",
                value=word,
                rule=Said("there is no procedure {name}.", name=id_),
                hint=did_you_mean(id_, scenario.procedures),
            )
            continue
        stages = [stage.name for stage in scenario.procedures[id_].stages]
        if "/" in word and what not in (*PURPOSES, *stages):
            yield Problem(
                path=f"{path}[{i}]",
                value=word,
                rule=_no_skill(id_, what, stages),
                hint=did_you_mean(what, (*PURPOSES, *stages), all_of=False),
            )


def _no_skill(id_: str, what: str, stages: list[str]) -> Said:
    purposes = ", ".join(PURPOSES)
    if stages:
        return Said(
            "{what} is neither a purpose of a visit ({purposes}) nor a stage of {procedure} "
            "({stages}).",
            what=what, purposes=purposes, procedure=id_, stages=", ".join(stages),
        )  # fmt: skip
    return Said(
        "{what} is not a purpose of a visit ({purposes}), and {procedure} has no stages.",
        what=what, purposes=purposes, procedure=id_,
    )  # fmt: skip
