"""Rules of a dossier's life: who works on it behind the counter, and which visits follow.

What a procedure says about work, deadlines and results needs a processing unit; a unit needs
processors, or residents from whose needs their number follows.
"""

from __future__ import annotations

from collections.abc import Iterator

from sim.errors import Problem
from sim.model.rules.skills import is_filed_in_person
from sim.model.spec import Procedure, Scenario
from sim.model.words import MOST_DAYS, did_you_mean, write_step
from sim.said import Said

_PER_AREA = {
    "district": Said("there are no communes, so no unit for each district."),
    "commune": Said("there are no communes, so no unit for each commune."),
}
"""Why there is no unit of those that are made by where residents live."""


def problems(scenario: Scenario) -> Iterator[Problem]:
    """What procedures say about lead times that cannot be, and what they say in vain."""
    for id_, procedure in scenario.procedures.items():
        path = f"procedures.{write_step(id_)}"
        yield from _lead_time_problems(path, procedure)
        yield from _said_in_vain(path, procedure)
        yield from _dossiers_in_vain(path, procedure)
        if scenario.is_province and procedure.stages and not is_filed_in_person(procedure):
            yield _in_vain(path, "stages", Said("nobody comes to the counter to file"))


def unit_problems(scenario: Scenario) -> Iterator[Problem]:
    """Procedures without the unit that they need, and units without a procedure."""
    for id_, procedure in scenario.procedures.items():
        yield from _unit_of(f"procedures.{write_step(id_)}", procedure, scenario)
    named = {procedure.unit for procedure in scenario.procedures.values()}
    for id_ in scenario.units:
        if id_ not in named:
            rule = Said("no procedure names this unit: it has nothing to do.")
            yield Problem(path=f"units.{write_step(id_)}", rule=rule, warning=True)


def size_problems(scenario: Scenario) -> Iterator[Problem]:
    """Units whose number or size follows from residents, where there are none."""
    if scenario.is_province:
        return
    for id_, unit in scenario.units.items():
        path = f"units.{write_step(id_)}"
        if unit.load is not None:
            rule = Said("there are no communes, so no residents to compute the work from.")
            hint = Said("Give the number of processors instead.")
            yield Problem(path=f"{path}.load", rule=rule, hint=hint)
        if unit.per in _PER_AREA:
            rule = _PER_AREA[unit.per]
            hint = Said("It is per: network or per: site here.")
            yield Problem(path=f"{path}.per", value=unit.per, rule=rule, hint=hint)


def follow_ups(procedure: Procedure) -> tuple[str, ...]:
    """Purposes of the visits that may follow when a dossier has been filed."""
    comes_again = procedure.incomplete * procedure.comes_back + procedure.needs_supplement > 0
    is_fetched = procedure.collect > 0 or procedure.on_the_spot  # what is late there is fetched
    return ("supplement",) * comes_again + ("collect",) * is_fetched


def _unit_of(path: str, procedure: Procedure, scenario: Scenario) -> Iterator[Problem]:
    if procedure.unit is None:
        yield from _without_unit(path, procedure, scenario)
    elif procedure.unit not in scenario.units:
        yield Problem(
            path=f"{path}.unit",
            value=procedure.unit,
            rule=Said("there is no unit {name}.", name=procedure.unit),
            hint=did_you_mean(procedure.unit, scenario.units) or Said("Describe it in units."),
        )
    elif procedure.on_the_spot and scenario.units[procedure.unit].per != "site":
        rule = Said(
            "the visitor stays at the site, and the unit {unit} is per: {per}.",
            unit=procedure.unit, per=scenario.units[procedure.unit].per,
        )  # fmt: skip
        yield Problem(
            path=f"{path}.on_the_spot",
            value="true",
            rule=rule,
            hint=Said("Name a unit that is per: site."),
        )


def _without_unit(path: str, procedure: Procedure, scenario: Scenario) -> Iterator[Problem]:
    if scenario.units:
        rule = Said(
            "a procedure with no processing unit: once there are units, each names its own."
        )
        hint = Said("Known here: {names}.", names=", ".join(scenario.units))
        yield Problem(path=f"{path}.unit", rule=rule, hint=hint)
        return
    for key in _behind_the_counter(procedure):
        rule = Said("{key} is about what happens in a processing unit, and there is none.", key=key)
        hint = Said("Describe it in units, and name it in the procedure's unit.")
        yield Problem(path=f"{path}.{key}", rule=rule, hint=hint)


def _behind_the_counter(procedure: Procedure) -> Iterator[str]:
    """Keys by which a procedure says what happens to a dossier once it is taken in."""
    for key in ("effort", "lead_time", "deadline"):
        is_implied = key == "deadline" and procedure.on_the_spot
        if getattr(procedure, key) is not None and not is_implied:
            yield key
    for key in ("needs_supplement", "collect", "on_the_spot"):
        if getattr(procedure, key):
            yield key


def _lead_time_problems(path: str, procedure: Procedure) -> Iterator[Problem]:
    lead_time = procedure.lead_time
    if lead_time is None:
        return
    if lead_time.expectation() > MOST_DAYS:
        rule = Said(
            "a lead time is at most {most:,} working days on average; it is in days.",
            most=MOST_DAYS,
        )
        yield Problem(path=f"{path}.lead_time", rule=rule)
    if procedure.deadline is not None and procedure.longest_deadline == 0:
        rule = Said("what is due on the same day has no lead time.")
        yield Problem(path=f"{path}.lead_time", rule=rule, warning=True)


def _said_in_vain(path: str, procedure: Procedure) -> Iterator[Problem]:
    """Warnings of what is told about visits that nobody will make."""
    follow = follow_ups(procedure)
    if procedure.incomplete == 0 and procedure.comes_back != 1:
        yield _in_vain(path, "comes_back", Said("no dossier is incomplete"))
    for purpose, why in (
        ("supplement", Said("nothing has to be supplemented")),
        ("collect", Said("no result is fetched")),
    ):
        if purpose in follow:
            continue
        for key in (f"{purpose}_time", f"{purpose}_delay"):
            if getattr(procedure, key) != Procedure.model_fields[key].default:
                yield _in_vain(path, key, why)


def _dossiers_in_vain(path: str, procedure: Procedure) -> Iterator[Problem]:
    """Warnings of what is told about further dossiers, where each visit has one."""
    number = procedure.dossiers_per_visit
    if number is not None and number.expectation() > 1:
        return
    keys = ["each_more"] if procedure.each_more else []
    keys += [
        f"stages[{i}].each_more" for i, stage in enumerate(procedure.stages) if stage.each_more
    ]
    for key in keys:
        yield _in_vain(path, key, Said("each visit has one dossier"))


def _in_vain(path: str, key: str, why: Said) -> Problem:
    rule = Said("{why}, so that this is said in vain.", why=why)
    return Problem(path=f"{path}.{key}", rule=rule, warning=True)
