"""Rules of the province: whose dossiers belong where, and whether they can be taken there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from sim.errors import Problem
from sim.model import geography
from sim.model.rules.dossiers import follow_ups
from sim.model.rules.skills import filing, unserved
from sim.model.spec import Scenario, Site
from sim.model.tables import NEVER
from sim.model.words import did_you_mean, write_step
from sim.said import Said

TOLD = 3
"""Names that a message lists before it says how many more there are."""


def problems(scenario: Scenario) -> Iterator[Problem]:
    """What is wrong between residents, sites and procedures, or why there are no visits at all."""
    if not scenario.is_province:
        yield from _site_scenario_problems(scenario)
        return
    references = [*_name_problems(scenario), *_site_problems(scenario)]
    yield from references
    yield from _demand_problems(scenario)
    if not references:  # else a commune's home would be sought in vain
        yield from _home_problems(scenario)


def _site_scenario_problems(scenario: Scenario) -> Iterator[Problem]:
    if not any(site.arrivals for site in scenario.sites.values()):
        rule = Said("nobody comes: no site has arrivals, and there are no communes.")
        yield Problem(path="sites", rule=rule)
    if scenario.demand is not None:
        rule = Said("demand is that of residents, and there are no communes.")
        hint = Said("Without communes, give arrivals at the sites.")
        yield Problem(path="demand", rule=rule, hint=hint)
    yield from _season_problems(scenario)


def _unknown(
    path: str, names: Iterable[str], known: Mapping[str, object], rule: Callable[[str], Said]
) -> Iterator[Problem]:
    for i, name in enumerate(names):
        if name not in known:
            hint = did_you_mean(name, known, all_of=False)
            yield Problem(path=f"{path}[{i}]", value=name, rule=rule(name), hint=hint)


def _no_procedure(name: str) -> Said:
    return Said("there is no procedure {name}.", name=name)


def _no_commune(name: str) -> Said:
    return Said("there is no commune {name}.", name=name)


def _season_problems(scenario: Scenario) -> Iterator[Problem]:
    for i, season in enumerate(scenario.demand.season if scenario.demand else ()):
        path = f"demand.season[{i}].procedures"
        yield from _unknown(path, season.procedures or (), scenario.procedures, _no_procedure)


def _name_problems(scenario: Scenario) -> Iterator[Problem]:
    yield from _season_problems(scenario)
    demand = scenario.demand
    if demand is not None and demand.profile not in scenario.profiles:
        yield Problem(
            path="demand.profile",
            value=demand.profile,
            rule=Said("there is no such profile."),
            hint=did_you_mean(demand.profile, scenario.profiles),
        )
    for code, commune in scenario.communes.items():
        if commune.kind not in scenario.travel.speed:
            yield Problem(
                path=f"communes.{write_step(code)}.kind",
                value=commune.kind,
                rule=Said("travel.speed says nothing about this kind."),
                hint=did_you_mean(commune.kind, scenario.travel.speed),
            )
    for code, row in (scenario.travel.table or {}).items():
        path = f"travel.table.{write_step(code)}"
        if code not in scenario.communes:
            yield Problem(path=path, rule=_no_commune(code))
        for id_ in row:
            if id_ not in scenario.sites:
                hint = did_you_mean(id_, scenario.sites, all_of=False)
                rule = Said("there is no site {name}.", name=id_)
                yield Problem(path=f"{path}.{write_step(id_)}", rule=rule, hint=hint)


def _site_problems(scenario: Scenario) -> Iterator[Problem]:
    centers = [id_ for id_, site in scenario.sites.items() if site.tier == "center"]
    for id_ in centers[1:]:
        rule = Said("a province has one center, and that is {center}.", center=centers[0])
        yield Problem(path=f"sites.{write_step(id_)}.tier", value="center", rule=rule)
    held: dict[str, str] = {}
    for id_, site in scenario.sites.items():
        path = f"sites.{write_step(id_)}"
        yield from _place_problems(path, site, scenario)
        yield from _unknown(f"{path}.accepts", site.accepts, scenario.procedures, _no_procedure)
        catchment = site.catchment or ()
        yield from _unknown(f"{path}.catchment", catchment, scenario.communes, _no_commune)
        for i, code in enumerate(catchment):
            if code in held:
                rule = Said("this commune is in the catchment of {site} already.", site=held[code])
                yield Problem(path=f"{path}.catchment[{i}]", value=code, rule=rule)
            held.setdefault(code, id_)
        if site.assists is not None:
            yield from _assist_problems(path, site, scenario)
        if site.arrivals is not None:
            rule = Said("with communes, visits come from them and not from arrivals at a site.")
            yield Problem(path=f"{path}.arrivals", rule=rule)


def _place_problems(path: str, site: Site, scenario: Scenario) -> Iterator[Problem]:
    if site.tier is None:
        rule = Said("a site of a province needs its tier: center, branch or point.")
        yield Problem(path=f"{path}.tier", rule=rule)
    districts = {commune.district: None for commune in scenario.communes.values()}
    if site.tier == "branch" and site.district is None:
        yield Problem(path=f"{path}.district", rule=Said("a branch needs its district."))
    elif site.district is not None and site.district not in districts:
        yield Problem(
            path=f"{path}.district",
            value=site.district,
            rule=Said("no commune is in this district."),
            hint=did_you_mean(site.district, districts),
        )
    if site.commune is not None and site.commune not in scenario.communes:
        yield Problem(
            path=f"{path}.commune",
            value=site.commune,
            rule=Said("there is no such commune."),
            hint=did_you_mean(site.commune, scenario.communes, all_of=False),
        )
    elif site.commune is None and site.lat is None:
        rule = Said("a site of a province needs its commune, or lat and lon.")
        yield Problem(path=path, rule=rule)


def _assist_problems(path: str, site: Site, scenario: Scenario) -> Iterator[Problem]:
    lead = scenario.sites.get(site.assists or "")
    if lead is None or lead is site or lead.tier != "branch" or lead.district != site.district:
        yield Problem(
            path=f"{path}.assists",
            value=site.assists or "",
            rule=Said("there is no other branch of this name in the site's district."),
            hint=did_you_mean(site.assists or "", scenario.sites, all_of=False),
        )


def _demand_problems(scenario: Scenario) -> Iterator[Problem]:
    demanded = {id_: each for id_, each in scenario.procedures.items() if each.per_1000 > 0}
    if not demanded:
        rule = Said("nobody comes: no procedure has per_1000 of more than 0.")
        yield Problem(path="procedures", rule=rule)
    enquiries = scenario.demand is not None and scenario.demand.enquire_share > 0
    for id_, procedure in demanded.items():
        path = f"procedures.{write_step(id_)}"
        if procedure.level is None:
            rule = Said("a procedure that residents need has a level: commune, branch or center.")
            yield Problem(path=f"{path}.level", rule=rule)
        if enquiries and procedure.online > 0 and procedure.enquire_time is None:
            rule = Said(
                "some of those who file online come to enquire, and that takes enquire_time."
            )
            yield Problem(path=f"{path}.enquire_time", rule=rule)
    choice = scenario.choice
    if choice.outside_share > 0 and choice.rule == "home":
        rule = Said("a share is filed outside, so the rule says where: nearest, logit or live.")
        yield Problem(path="choice.rule", value="home", rule=rule)


def _home_problems(scenario: Scenario) -> Iterator[Problem]:
    """Dossiers without a site of their authority, or without anybody there who takes them."""
    home = geography.home_sites(scenario)
    accepts = geography.accepts(scenario)
    site_ids, codes = sorted(scenario.sites), sorted(scenario.communes)
    share = scenario.demand.enquire_share if scenario.demand else 0.0
    outside = scenario.choice.outside_share > 0
    homeless: dict[str, list[str]] = {}
    for p, name in enumerate(sorted(scenario.procedures)):
        procedure = scenario.procedures[name]
        if procedure.per_1000 == 0 or procedure.level is None:
            continue
        without = [code for c, code in enumerate(codes) if home[c, p] == NEVER]
        if without:
            homeless[procedure.level] = without
        used = {int(s) for s in home[:, p] if s != NEVER}
        if outside and procedure.boundary_free:
            used |= {s for s in range(len(site_ids)) if accepts[p, s]}
        # What is filed online or by post is work for whoever has the skill to take it in.
        needs = [*filing(procedure, by_residents=True), *follow_ups(procedure)]
        needs += ["enquire"] if procedure.online * share > 0 else []
        yield from _unserved(name, needs, [site_ids[s] for s in sorted(used)], scenario)
    yield from (_homeless(level, _listed(without)) for level, without in homeless.items())


def _homeless(level: str, communes: str) -> Problem:
    if level == "commune":
        rule = Said("no site is the home of commune-level dossiers from {names}.", names=communes)
        hint = Said("Put the communes into the catchment of a site.")
    elif level == "branch":
        rule = Said("no site is the home of branch-level dossiers from {names}.", names=communes)
        hint = Said("Give their district a branch.")
    else:
        rule = Said("no site is the home of center-level dossiers from {names}.", names=communes)
        hint = Said("Give the province a center.")
    return Problem(path="sites", rule=rule, hint=hint)


def _unserved(
    name: str, needs: list[str], site_ids: list[str], scenario: Scenario
) -> Iterator[Problem]:
    for id_ in site_ids:
        for what in unserved(scenario.sites[id_], name, scenario.procedures[name], needs):
            rule = Said(
                "{name} comes to this site, and nobody here serves {skill}.",
                name=name,
                skill=f"{name}/{what}",
            )
            yield Problem(path=f"sites.{write_step(id_)}.officers", rule=rule)


def _listed(names: list[str]) -> str:
    told = ", ".join(names[:TOLD])
    if len(names) <= TOLD:
        return told
    return Said("{names} and {more} more", names=told, more=len(names) - TOLD)
