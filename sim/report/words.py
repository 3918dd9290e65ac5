"""Every word that tables, figures and workbooks show, in English and in Vietnamese.

Names of measures, scopes and columns in files (`wait_mean`, `site/hour`) are not words: they
stay the same in every language.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sim.report import catalogue, cost_words, dossier_words, stage_words
from sim.report.word import LANGS, Lang, Word
from sim.said import Said

__all__ = [
    "FIGURE", "HEAD", "KPI", "LANGS", "SCOPE", "SCOPE_TYPE", "SHEET", "TEXT", "UNIT", "Lang",
    "Word", "said", "say", "tables",
]  # fmt: skip

KPI: Mapping[str, Word] = {
    "arrivals_per_day": Word("Visits that arrive"),
    "served_per_day": Word("Visits served"),
    "wait_mean": Word("Mean wait"),
    "wait_p50": Word("Half wait at most"),
    "wait_p90": Word("90 % wait at most"),
    "wait_p95": Word("95 % wait at most"),
    "wait_p99": Word("99 % wait at most"),
    "wait_max": Word("Longest wait"),
    "wait_all_mean": Word("Mean wait of all tickets"),
    "wait_open_mean": Word("Mean wait in opening hours"),
    "waited_share": Word("Had to wait"),
    "within_target_share": Word("Called within the wait target"),
    "over_60min_share": Word("Over 60 minutes"),
    "abandoned_share": Word("Left without service"),
    "balked_share": Word("Turned back at a long queue"),
    "sent_home_share": Word("Sent home at closing"),
    "turned_away_share": Word("Came to shut doors"),
    "no_show_share": Word("Booked, did not come"),
    "time_at_site_mean": Word("Mean time at the site"),
    "queue_mean": Word("Mean number waiting"),
    "queue_max": Word("Most waiting at once"),
    "utilisation": Word("Utilisation of officers"),
    "overtime_per_day": Word("Overtime"),
    "staff": Word("Staff"),
    "officer_hours_per_day": Word("Officer hours at counters"),
    **cost_words.KPI,
    "access_5km_share": Word("Residents at most 5 km from commune-level service"),
    "access_30min_share": Word("Residents under 30 minutes from commune-level service"),
    "access_share": Word("Residents with commune-level service in reach (either)"),
    "branch_access_5km_share": Word("Residents at most 5 km from branch-level service"),
    "branch_access_30min_share": Word("Residents under 30 minutes from branch-level service"),
    "branch_access_share": Word("Residents with branch-level service in reach (either)"),
    **dossier_words.KPI,
}
"""Names of the measures, in the order in which a workbook shows them."""

UNIT: Mapping[str, Word] = {
    "visits/day": Word("visits/day"),
    "min": Word("min"),
    "share": Word("%"),
    "visits": Word("visits"),
    "min/day": Word("min/day"),
    "persons": Word("persons"),
    "h/day": Word("h/day"),
    **cost_words.UNIT,
    **dossier_words.UNIT,
}
"""Units as summary.csv names them; shares are shown in per cent."""

SCOPE_TYPE: Mapping[str, Word] = {
    "network": Word("Network"),
    "tier": Word("Tier"),
    "district": Word("District"),
    "site": Word("Site"),
    "procedure": Word("Procedure"),
    "purpose": Word("Purpose of visit"),
    "hour": Word("Hour"),
    "weekday": Word("Weekday", "scope_type/weekday"),
    "officers": Word("Officers", "scope_type/officers"),
    "commune": Word("Commune"),
    **stage_words.SCOPE_TYPE,
}

SCOPE: Mapping[str, Word] = {
    "network/all": Word("Whole network"),
    "tier/center": Word("Provincial centre"),
    "tier/branch": Word("Branches"),
    "tier/point": Word("Reception points"),
    "purpose/file": Word("to file"),
    "purpose/supplement": Word("to supplement"),
    "purpose/collect": Word("to collect"),
    "purpose/enquire": Word("to enquire"),
    "weekday/mon": Word("Monday"),
    "weekday/tue": Word("Tuesday"),
    "weekday/wed": Word("Wednesday"),
    "weekday/thu": Word("Thursday"),
    "weekday/fri": Word("Friday"),
    "weekday/sat": Word("Saturday"),
    "weekday/sun": Word("Sunday"),
    "scenario/phase-1": Word("Phase I"),
    "scenario/phase-2": Word("Phase II"),
    "scenario/phase-3": Word("Phase III"),
}
"""What scopes are called that have no name in the scenario; keys are `type/scope`."""

HEAD: Mapping[str, Word] = {
    "wait_mean": Word("Mean wait [min]"),
    "wait_p90": Word("90 % wait at most [min]"),
    "within_target_share": Word("Within {target} min [%]"),
    "within_any_target": Word("Within the target [%]"),
    "abandoned_share": Word("Visits left unserved [%]"),
    "turned_away_share": Word("Came to shut doors [%]"),
    "staff": Word("Staff [persons]"),
    "sent_home_share": Word("Sent home at closing [%]"),
    "served_per_day": Word("Served [visits/day]"),
    "utilisation": Word("Utilisation [%]"),
    "access": Word("Within 30 min or 5 km [%]"),
    "access_share": Word("commune-level service"),
    "branch_access_share": Word("branch-level service"),
    "site": Word("Site"),
    "change": Word("Change [min]"),
    "site/wait_mean": Word("Mean wait\n[min]"),
    "site/wait_p90": Word("90 % at\nmost [min]"),
    "site/within_target_share": Word("Within\n{target} min [%]"),
    "site/within_any_target": Word("Within\ntarget [%]"),
    "site/abandoned_share": Word("Left un-\nserved [%]"),
    "site/sent_home_share": Word("Sent\nhome [%]"),
    "site/utilisation": Word("Utilisa-\ntion [%]"),
    **dossier_words.HEAD,
    **stage_words.HEAD,
    **cost_words.HEAD,
}
"""Short names for printed tables, which must keep within 100 columns."""

TEXT: Mapping[str, Word] = {
    "title_run": Word("{scenario}: waits and service"),
    "title_compare": Word("{scenarios} side by side: waits and service"),
    "basis": Word(
        "{days} days from {first} to {last}; {replications} replications, seed {seed}. "
        "± is the half-width of the 95 % interval of the mean."
    ),
    "basis_one": Word(
        "{days} days from {first} to {last}; 1 replication, seed {seed}: no interval can be given."
    ),
    "sets": Word("Changed by --set: {sets}"),
    "plan": Word("Staffed by the plan {plan}"),
    "visits_only": Word(
        "Demand and utilisation are of counter visits to file and enquire only. Shares are of "
        "visits: whoever leaves unserved and comes again counts each time."
    ),
    "access": Word(
        "Within 30 min or 5 km: residents with less than 30 min, or at most 5 km by road, to the "
        "nearest site that takes all procedures of the level."
    ),
    "own_period": Word("{scenario}: {days} days from {first} to {last}."),
    "own_periods": Word(
        "Each scenario is on its own period: differences hold those of the seasons too. "
        "{replications} replications, seed {seed}; ± is the half-width of the 95 % interval."
    ),
    "paired": Word("Differences are between the same citizens, paired by replication."),
    "sites_title": Word("The sites where citizens wait longest"),
    "gains_title": Word("Sites that gain and lose most, {scenario} against {base}"),
    "gain": Word("wait falls"),
    "lose": Word("wait grows"),
    "unclear": Word("within chance"),
    "no_gains": Word("No site's mean wait differs between {scenario} and {base}."),
    "simultaneous": Word("Intervals hold for all sites at once (95 %)."),
    "interrupted": Word(
        "Interrupted: this is what was finished of {scenario} ({replications} replications)."
    ),
    "imprecise": Word(
        "{scenario}: the precision asked for was not reached in {replications} replications."
    ),
    "saved": Word("Results: {folder}"),
    "digest": Word("Journal digest: {digest}"),
    "nothing_served": Word("No visit was served in the period."),
    **dossier_words.TEXT,
    **stage_words.TEXT,
    **cost_words.TEXT,
}
"""Sentences around the printed tables."""

FIGURE: Mapping[str, Word] = {
    "waits_title": Word("How long citizens wait"),
    "waits_axis": Word("Mean wait from ticket to call [min]"),
    "unserved_axis": Word("Visits that were not served [%]"),
    "abandoned": Word("left without service"),
    "sent_home": Word("sent home at closing"),
    "turned_away": Word("came to shut doors"),
    "balked": Word("turned back at a long queue"),
    "no_show": Word("booked, did not come"),
    "worst_title": Word("The {n} sites where citizens wait longest"),
    "worst_one": Word("How long citizens wait at each site"),
    "queue_title": Word("The queue over the day"),
    "queue_axis": Word("Visits waiting at a site, on average"),
    "hour_axis": Word("Hour of the day"),
    "load_title": Word("Waits and how busy the officers are, site by site"),
    "load_axis": Word("Utilisation of officers [%]"),
    "access_title": Word("Who lives within 30 min or 5 km of a site"),
    "access_panel": Word("{level}: {share} % of residents"),
    "level_commune": Word("commune-level procedures"),
    "level_branch": Word("branch-level procedures"),
    "access_all": Word("{level}: all residents, in every scenario."),
    "access_most": Word(
        "{level}: at least {share} % of the residents of every commune, in every scenario."
    ),
    "classes": Word("Share of a\ncommune's\nresidents"),
    "class_last": Word("under {share} %"),
    "access_how": Word(
        "To the nearest site that takes all procedures of the level: less than 30 min of travel at "
        "the scenario's speeds, or at most 5 km by road. Not simulated."
    ),
    "cells": Word(
        "Each cell holds what is nearest to a commune's centre: these are not its real borders. "
        "Thick lines: districts."
    ),
    "credit": Word("Units and codes: GSO of Viet Nam. Places: GeoNames (CC BY)."),
    "target": Word("target {target} min"),
    "lines": Word("Thin lines: 95 % intervals."),
    "bands": Word("Shaded bands: 95 % intervals."),
    "scales": Word("The scales differ."),
    "absent": Word("No point: the scenario does not have the site."),
    "no_interval": Word("One replication: no intervals."),
    "sets": Word("Changed by --set: {sets}"),
    "plan": Word("Staffed by the plan {plan}"),
    "interrupted": Word("Interrupted: only what was finished is shown."),
    "source": Word("Simulation, {replications} replications, {first} to {last}."),
    **dossier_words.FIGURE,
    **stage_words.FIGURE,
}
"""Titles, axes and notes of the figures."""

SHEET: Mapping[str, Word] = {
    "about": Word("Read me"),
    "network": Word("Network and tiers"),
    "intervals": Word("Intervals"),
    "district": Word("Districts"),
    "site": Word("Sites", "sheet/site"),
    "procedure": Word("Procedures"),
    "hour": Word("Hours"),
    "weekday": Word("Weekdays"),
    "officers": Word("Officers", "sheet/officers"),
    "differences": Word("Differences"),
    "id": Word("Id"),
    "name": Word("Name"),
    "tier": Word("Tier"),
    "measure": Word("Measure"),
    "unit": Word("Unit"),
    "mean": Word("Mean"),
    "difference": Word("Difference"),
    "low": Word("95 % interval from"),
    "high": Word("to", "sheet/high"),
    "clear": Word("Beyond chance"),
    "yes": Word("yes"),
    "no": Word("no"),
    "scenario": Word("Scenario"),
    "against": Word("Against"),
    "period": Word("Period"),
    "replications": Word("Replications"),
    "seed": Word("Seed"),
    "sheets": Word("Sheets"),
    "measures": Word("Measures"),
    "sets": Word("Changed by --set"),
    "plan": Word("Staffed by the plan"),
    "interrupted": Word("Interrupted: only what was finished is here."),
    "about_rows": Word(
        "Each sheet has one row for each part of the network and one column for each measure."
    ),
    "about_more": Word(
        "summary.csv in the same folder has every number with its interval, also by site and hour "
        "and by site and officers."
    ),
    "about_blank": Word(
        "An empty cell: the measure does not apply there, or too few visits for a quantile."
    ),
    **dossier_words.SHEET,
    **stage_words.SHEET,
}
"""Names and texts of the workbook."""

_TABLES = {
    "kpi": KPI, "unit": UNIT, "scope_type": SCOPE_TYPE, "scope": SCOPE, "head": HEAD,
    "text": TEXT, "figure": FIGURE, "sheet": SHEET,
}  # fmt: skip


def say(table: Mapping[str, Word], key: str, lang: Lang, **values: object) -> str:
    """The word or sentence of a key; `values` fill its braces, dates as the language has them."""
    text = table[key].said(lang)
    if not values:
        return text
    return text.format(
        **{k: catalogue.day(v, lang) if isinstance(v, date) else v for k, v in values.items()}
    )


def said(table: Mapping[str, Word], key: str, **values: Any) -> Said:
    """The same as a sentence of an error, told in whatever language it is shown in.

    Of words without a context, by which a sentence is not known.
    """
    return Said(table[key].en, **values)


def tables() -> Mapping[str, Mapping[str, Word]]:
    """All tables by name."""
    return _TABLES
