"""Rules of the roster section: what it names is there, and some shift fits all that it asks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from sim.errors import Problem
from sim.model.calendar import Week, week_of
from sim.model.roster import Roster, RosterRules
from sim.model.shifts import Span, day_patterns, lengths, patterns_of
from sim.model.spec import Scenario
from sim.model.words import WEEKDAYS, did_you_mean, write_clock, write_span, write_step
from sim.said import Said


def problems(scenario: Scenario) -> Iterator[Problem]:
    """What is wrong with the rules of shifts, as far as the rest of the scenario knows."""
    roster = scenario.roster
    if roster is None:
        return
    for id_ in roster.sites:
        if id_ not in scenario.sites:
            hint = did_you_mean(id_, scenario.sites)
            path = f"roster.sites.{write_step(id_)}"
            yield Problem(path=path, rule=_no_site(id_), hint=hint)
    named = list(_leave_names(roster, scenario))
    yield from named
    if not named:
        mondays = {monday_of(each.from_ or scenario.period.first) for each in roster.leave}
        over = [each for day in sorted(mondays) for each in too_many_away(scenario, day)]
        yield from {each.path: each for each in over}.values()
    yield from _contradictions(scenario, roster)


def monday_of(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def hours_at(scenario: Scenario, site_id: str) -> Week:
    """The sessions of a site by weekday."""
    return week_of((scenario.sites[site_id].calendar or scenario.calendar).hours)


def too_many_away(scenario: Scenario, monday: date) -> Iterator[Problem]:
    """Groups of which more officers are on leave on a day of a week than there are."""
    away: Counter[tuple[str, str, int]] = Counter()
    assert scenario.roster is not None
    for i, each in enumerate(scenario.roster.leave):
        group = next(g for g in scenario.sites[each.site].officers if g.name == each.group)
        for day in sorted(each.days_of(monday)):
            away[each.site, each.group, day] += each.officers
            n = away[each.site, each.group, day]
            if n > group.size:
                rule = Said(
                    "{away} officers of {group} at {site} are away on {day}, and the group has "
                    "{size}.",
                    away=n,
                    group=each.group,
                    site=each.site,
                    day=WEEKDAYS[day],
                    size=group.size,
                )
                path = f"roster.leave[{i}].officers"
                yield Problem(path=path, value=str(each.officers), rule=rule)
                break


def _leave_names(roster: Roster, scenario: Scenario) -> Iterator[Problem]:
    for i, each in enumerate(roster.leave):
        path = f"roster.leave[{i}]"
        site = scenario.sites.get(each.site)
        if site is None:
            hint = did_you_mean(each.site, scenario.sites)
            yield Problem(path=f"{path}.site", value=each.site, rule=_no_site(each.site), hint=hint)
        elif each.group not in (names := [group.name for group in site.officers]):
            rule = Said("there is no group {name}.", name=each.group)
            hint = did_you_mean(each.group, names)
            yield Problem(path=f"{path}.group", value=each.group, rule=rule, hint=hint)


def _no_site(name: str) -> Said:
    return Said("there is no site {name}.", name=name)


def _contradictions(scenario: Scenario, roster: Roster) -> Iterator[Problem]:
    """Rules that leave no shift, of the section as a whole and of sites that differ."""
    common = {
        tuple(each for each in hours_at(scenario, id_) if each)
        for id_ in scenario.sites
        if id_ not in roster.sites
    }
    days = sorted({day for week in common for day in week})
    if days:
        yield from rule_problems("roster", roster, days)
    for id_, rules in roster.sites.items():
        if id_ in scenario.sites:
            own = sorted({day for day in hours_at(scenario, id_) if day})
            yield from rule_problems(f"roster.sites.{write_step(id_)}", rules, own)


_NO_SHIFT = Said(
    "no shift with so much work fits between earliest, latest and the sessions of any day."
)
_NO_SHIFT_WITH_LUNCH = Said(
    "no shift with so much work fits between earliest, latest and the sessions of any day, lunch "
    "included."
)


def rule_problems(path: str, rules: RosterRules, days: list[tuple[Span, ...]]) -> Iterator[Problem]:
    """Contradictions between the rules, for the different days [sessions] that there are."""
    lunch = rules.lunch
    if lunch is not None and lunch.window[1] - lunch.window[0] < lunch.length:
        rule = Said("no lunch of {length:g} min fits into this window.", length=lunch.length)
        value = write_span(lunch.window)
        yield Problem(path=f"{path}.lunch.window", value=value, rule=rule)
        return
    if rules.earliest is not None and rules.latest is not None and rules.earliest >= rules.latest:
        rule = Said(
            "no shift begins at {earliest} or later and ends by then.",
            earliest=write_clock(rules.earliest),
        )
        yield Problem(path=f"{path}.latest", value=write_clock(rules.latest), rule=rule)
        return
    is_told = False
    for key in ("full_days", "part_days"):
        given = getattr(rules, key)
        if key not in rules.model_fields_set or given is None:
            continue
        for i, length in enumerate(given):
            if not any(any(True for _ in patterns_of(rules, day, int(length))) for day in days):
                is_told = True
                rule = _NO_SHIFT if lunch is None else _NO_SHIFT_WITH_LUNCH
                yield Problem(path=f"{path}.{key}[{i}]", rule=rule)
    yield from () if is_told else _too_little(path, rules, days)


def _too_little(path: str, rules: RosterRules, days: list[tuple[Span, ...]]) -> Iterator[Problem]:
    if any(day_patterns(rules, day) for day in days):
        return
    shortest = min(length for day in days for length in lengths(rules, day))
    if rules.hours_a_week < shortest:
        rule = Said(
            "the shortest shift has {shortest:g} min of work, more than a week may have.",
            shortest=shortest,
        )
        yield Problem(path=f"{path}.hours_a_week", rule=rule)
    else:
        rule = Said(
            "these rules leave no shift on any day: it would have to lie between earliest and "
            "latest, with lunch within its window."
        )
        yield Problem(path=path, rule=rule)
