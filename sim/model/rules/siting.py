"""Rules of the siting section: its candidates are points, and its officers serve what comes."""

from __future__ import annotations

from collections.abc import Iterator

from sim.errors import Problem
from sim.model.rules.skills import filing, unserved
from sim.model.siting import CITY_WARD
from sim.model.spec import Scenario, Site
from sim.model.words import did_you_mean, write_step


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
        rule = "branches are sited among communes, and there are none."
        yield Problem(path="siting", rule=rule, hint="Remove the section, or give communes.")
        return
    points = [id_ for id_, site in scenario.sites.items() if site.tier == "point"]
    for i, name in enumerate(siting.candidates or ()):
        if point_named(scenario, name) is None:
            yield _not_a_point(f"siting.candidates[{i}]", name, scenario, points)
    for name in siting.premises:
        if point_named(scenario, name) is None:
            yield _not_a_point(f"siting.premises.{write_step(name)}", name, scenario, points)
    if siting.candidates is not None and not siting.candidates:
        yield Problem(path="siting.candidates", rule="at least one candidate is needed.")
    if siting.candidates is None and not ward_points(scenario):
        rule = f"no point stands in a commune of kind {CITY_WARD}, so there is no candidate."
        yield Problem(path="siting", rule=rule, hint="List siting.candidates.")
    yield from _unserved(scenario)


def _not_a_point(path: str, name: str, scenario: Scenario, points: list[str]) -> Problem:
    site = scenario.sites.get(name)
    if site is not None:
        rule = f"this is a {site.tier or 'site'}, and a branch is made of points."
        return Problem(path=path, rule=rule, hint="Name a point.")
    known = {**dict.fromkeys(points), **scenario.communes}
    rule = "there is no such point, nor a commune with one."
    hint = did_you_mean(name, known, all_of=False)
    return Problem(path=path, rule=rule, hint=hint or "If it was merged, remove it from siting.")


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
            rule = f"{name} may be filed at every branch, and nobody here serves {name}/{what}."
            yield Problem(path="siting.officers", rule=rule)
