"""Rules of the siting section: its candidates are points, and its officers serve what comes."""

from __future__ import annotations

from collections.abc import Iterator

from sim.errors import Problem
from sim.model.rules.skills import filing, unserved
from sim.model.rules.terms import TIERS
from sim.model.siting import CITY_WARD
from sim.model.spec import Scenario, Site
from sim.model.words import did_you_mean, write_step
from sim.said import Said


def point_named(scenario: Scenario, name: str) -> str | None:
    """The id of a point, given by it or by the code of the commune where it alone stands."""
    site = scenario.sites.get(name)
    if site is not None:
        return name if site.tier == "point" else None
    there = [
        id_ for id_, each in scenario.sites.items() if each.tier == "point" and each.commune == name
    ]
    return there[0] if len(there) == 1 else None


def ward_points(scenario: Scenario) -> list[str]:
    """Ids of the points that stand in city wards, in order."""
    return sorted(
        id_
        for id_, site in scenario.sites.items()
        if site.tier == "point"
        and site.commune in scenario.communes
        and scenario.communes[site.commune].kind == CITY_WARD
    )


def problems(scenario: Scenario) -> Iterator[Problem]:
    """What is wrong with the bounds on new branches, as far as the rest of the scenario knows."""
    siting = scenario.siting
    if siting is None:
        return
    if not scenario.is_province:
        rule = Said("branches are sited among communes, and there are none.")
        hint = Said("Remove the section, or give communes.")
        yield Problem(path="siting", rule=rule, hint=hint)
        return
    points = [id_ for id_, site in scenario.sites.items() if site.tier == "point"]
    for i, name in enumerate(siting.candidates or ()):
        if point_named(scenario, name) is None:
            yield _not_a_point(f"siting.candidates[{i}]", name, scenario, points)
    for name in siting.premises:
        if point_named(scenario, name) is None:
            yield _not_a_point(f"siting.premises.{write_step(name)}", name, scenario, points)
    if siting.candidates is not None and not siting.candidates:
        rule = Said("at least one candidate is needed.")
        yield Problem(path="siting.candidates", rule=rule)
    if siting.candidates is None and not ward_points(scenario):
        rule = Said(
            "no point stands in a commune of kind {kind}, so there is no candidate.", kind=CITY_WARD
        )
        yield Problem(path="siting", rule=rule, hint=Said("List siting.candidates."))
    yield from _unserved(scenario)


def _not_a_point(path: str, name: str, scenario: Scenario, points: list[str]) -> Problem:
    site = scenario.sites.get(name)
    if site is not None:
        rule = Said(
            "this is a {tier}, and a branch is made of points.", tier=TIERS[site.tier or "site"]
        )
        return Problem(path=path, rule=rule, hint=Said("Name a point."))
    known = {**dict.fromkeys(points), **scenario.communes}
    rule = Said("there is no such point, nor a commune with one.")
    hint = did_you_mean(name, known, all_of=False)
    hint = hint or Said("If it was merged, remove it from siting.")
    return Problem(path=path, rule=rule, hint=hint)


def _unserved(scenario: Scenario) -> Iterator[Problem]:
    """What may be filed at every branch, and the officers of a new one cannot take."""
    assert scenario.siting is not None
    branch = Site(tier="branch", officers=scenario.siting.officers)
    for name, procedure in sorted(scenario.procedures.items()):
        anywhere = procedure.boundary_free and procedure.level in ("branch", "center")
        if not anywhere or procedure.per_1000 == 0:
            continue
        needs = filing(procedure, by_residents=True)
        for what in unserved(branch, name, procedure, needs):
            rule = Said(
                "{name} may be filed at every branch, and nobody here serves {skill}.",
                name=name,
                skill=f"{name}/{what}",
            )
            yield Problem(path="siting.officers", rule=rule)
