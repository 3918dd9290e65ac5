"""Rules of the counters: who serves what, how many there are, and who comes."""

from __future__ import annotations

from collections.abc import Iterator

from sim.errors import Problem
from sim.model.rules.dossiers import follow_ups
from sim.model.rules.skills import filing, unserved, word_problems
from sim.model.rules.terms import PURPOSES, TIERS
from sim.model.spec import Scenario, Site
from sim.model.words import did_you_mean, write_step
from sim.said import Said


def problems(scenario: Scenario) -> Iterator[Problem]:
    """What is wrong at single sites."""
    for id_, site in scenario.sites.items():
        path = f"sites.{write_step(id_)}"
        yield from _group_problems(path, site, scenario)
        yield from _staff_problems(path, site, scenario)
        yield from _arrival_problems(path, site, scenario)
    if "all" in scenario.procedures:
        rule = Said("a procedure cannot be called all: serves: all means every procedure.")
        yield Problem(path="procedures.all", rule=rule)


def _group_problems(path: str, site: Site, scenario: Scenario) -> Iterator[Problem]:
    names = [group.name for group in site.officers]
    for i, group in enumerate(site.officers):
        here = f"{path}.officers[{i}]"
        if group.name in names[:i]:
            rule = Said(
                "the groups of a site have different names, and {name} is there twice.",
                name=group.name,
            )
            yield Problem(path=here, rule=rule, hint=Said("Give each a name."))
        yield from word_problems(f"{here}.serves", group, scenario)


def _staff_problems(path: str, site: Site, scenario: Scenario) -> Iterator[Problem]:
    staff = site.staff or 0
    if staff < site.off_counter:
        rule = Said(
            "the head count is less than the {off_counter} off the counter.",
            off_counter=site.off_counter,
        )
        yield Problem(path=f"{path}.staff", value=str(staff), rule=rule)
    elif staff - site.off_counter != site.officer_count:
        rule = Said(
            "{staff} staff less {off_counter} off the counter make {left} officers, and the groups "
            "add up to {officers}.",
            staff=staff,
            off_counter=site.off_counter,
            left=staff - site.off_counter,
            officers=site.officer_count,
        )
        hint = Said("Leave staff out, and it follows from the groups.")
        yield Problem(path=f"{path}.staff", value=str(staff), rule=rule, hint=hint)
    if site.officer_count == 0:
        rule = Said("nobody is ever at the counter.")
        yield Problem(path=f"{path}.officers", rule=rule, warning=True)
    policy = scenario.policy.get(site.tier) if site.tier else None
    if policy is not None and staff < policy.staff_at_least:
        yield Problem(
            path=f"{path}.staff",
            value=str(staff),
            rule=Said(
                "the policy asks for at least {least} at every {tier}.",
                least=policy.staff_at_least,
                tier=TIERS[site.tier or "site"],
            ),
            warning=True,
        )


def _arrival_problems(path: str, site: Site, scenario: Scenario) -> Iterator[Problem]:
    for name, arrivals in (site.arrivals or {}).items():
        here = f"{path}.arrivals.{write_step(name)}"
        if name not in scenario.procedures:
            hint = did_you_mean(name, scenario.procedures)
            rule = Said("there is no procedure {name}.", name=name)
            yield Problem(path=here, rule=rule, hint=hint)
        else:
            yield from _need_problems(here, site, name, scenario)
        if arrivals.profile not in scenario.profiles:
            yield Problem(
                path=f"{here}.profile",
                value=arrivals.profile,
                rule=Said("there is no such profile."),
                hint=did_you_mean(arrivals.profile, scenario.profiles),
            )


def _need_problems(path: str, site: Site, name: str, scenario: Scenario) -> Iterator[Problem]:
    """Visitors to a site where nobody serves them, at once or when they come again."""
    procedure = scenario.procedures[name]
    stages = filing(procedure, by_residents=False)
    missing = unserved(site, name, procedure, stages)
    if len(missing) == len(stages):
        yield Problem(path=path, rule=Said("nobody at this site serves {name}.", name=name))
        return
    for stage in missing:
        rule = Said(
            "visitors pass the stage {stage}, and nobody at this site serves {skill}.",
            stage=stage,
            skill=f"{name}/{stage}",
        )
        yield Problem(path=path, rule=rule)
    for purpose in unserved(site, name, procedure, follow_ups(procedure)):
        rule = Said(
            "visitors come again to {purpose}, and nobody at this site serves {skill}.",
            purpose=PURPOSES[purpose],
            skill=f"{name}/{purpose}",
        )
        yield Problem(path=path, rule=rule)
