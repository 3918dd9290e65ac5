"""What a report to hand round says, in English and in Vietnamese."""

from __future__ import annotations

from collections.abc import Mapping

from sim.report.word import Word

PAGE: Mapping[str, Word] = {
    # The first screen.
    "report": Word("Report"),
    "kind": Word("Simulation report"),
    "versus": Word("{runs} compared"),
    "at_a_glance": Word("At a glance"),
    "falls": Word(
        "{run} cuts the mean wait {where} by {by} min against {base}: from {old} to {new} min "
        "(95 % interval of the cut {low}–{high})."
    ),
    "rises": Word(
        "{run} lengthens the mean wait {where} by {by} min against {base}: from {old} to {new} min "
        "(95 % interval of the rise {low}–{high})."
    ),
    "stays": Word(
        "Whether {run} changes the mean wait {where} against {base} cannot be told from chance: "
        "{old} and {new} min (95 % interval of the change {low} to {high})."
    ),
    "moved_alone": Word(
        "The mean wait {where} is {new} min in {run} and {old} min in {base}; one replication "
        "cannot tell whether that is chance."
    ),
    "nobody": Word(
        "Waits {where} in {run} and {base} cannot be compared: nobody was served in one of them."
    ),
    "unpaired": Word(
        "{run} and {base} were not simulated on the same citizens and dates, so that no "
        "differences are told; use `compare` for both."
    ),
    "sites": Word(
        "Site by site, {run} against {base}: {worse}, {better}, {same}. The intervals hold for all "
        "{n} sites at once."
    ),
    "worse_0": Word("no site gets clearly worse"),
    "worse_1": Word("1 site gets worse"),
    "worse_2": Word("{n} sites get worse"),
    "better_0": Word("no site gets clearly better"),
    "better_1": Word("1 gets better"),
    "better_2": Word("{n} get better"),
    "same_0": Word("none is within chance"),
    "same_1": Word("1 cannot be told from chance"),
    "same_2": Word("{n} cannot be told from chance"),
    "where_all": Word("in the whole network"),
    "where_center": Word("at the provincial centre"),
    "where_branch": Word("at branches"),
    "where_point": Word("at reception points"),
    "served_nobody": Word("In {run} nobody was served."),
    "wait": Word("Citizens wait {mean} min on average{interval}."),
    "interval": Word("(95 % interval {low}–{high})"),
    "tail": Word("Nine of ten who are served wait at most {wait} min."),
    "within_target_share": Word(
        "{share} % of tickets are called within the target of {target} min."
    ),
    "utilisation": Word("Officers are busy for {share} % of their time at the counters."),
    "on_time_share": Word("{share} % of dossiers are done on time."),
    "longest": Word("The longest mean wait is at {site}: {wait} min."),
    "single": Word(
        "One replication only: no intervals, and what looks like an effect may be chance."
    ),
    "few": Word(
        "Only {n} replications: intervals are wide, and small effects stay hidden; 30 are usual."
    ),
    "interrupted": Word("Interrupted: only what was finished is shown."),
    # Around the figures.
    "contents": Word("Contents"),
    "skip": Word("Skip to the results"),
    "show": Word("Show"),
    "filters": Word("Filters for all figures"),
    "any_tier": Word("All tiers"),
    "any_district": Word("All districts"),
    "any_site": Word("All sites"),
    "any_procedure": Word("All procedures"),
    "reset": Word("Show all"),
    "measure": Word("Measure"),
    "scenario": Word("Scenario"),
    "numbers": Word("The numbers as a table"),
    "whole_only": Word("Whole network: this results folder does not tell weekdays by site."),
    "nothing": Word("Nothing to show for this choice."),
    "no_script": Word("Figures need JavaScript, which is switched off here; the tables do not."),
    "most": Word("The {n} largest of {all}."),
    "ends": Word("The {n} that fall most and the {n} that grow most, of {all}."),
    "print": Word("Print or save as PDF"),
    "print_hint": Word("Figures print as they are filtered."),
    "mean": Word("Mean"),
    "low": Word("95 % from"),
    "high": Word("95 % to"),
    "whole": Word("whole network"),
    "simulated": Word("the sites that were simulated"),
    "absent": Word("Not in this report"),
    "missing": Word("Not shown: this results folder does not hold {what}."),
    "what_values": Word("values by replication (replications.parquet)"),
    "what_dossiers": Word("measures of dossiers"),
    "what_communes": Word("communes with a place on the map"),
    "what_places": Word("sites with a place on the map"),
    "what_assumptions": Word("the assumptions, which earlier versions did not keep"),
    # Sections and figures: heading, and what is seen.
    "picture": Word("Mean wait, by tier"),
    "picture_text": Word(
        "Minutes from ticket to counter. Thin lines: 95 % intervals; dashed: the wait target."
    ),
    "side_by_side": Word("Scenarios side by side"),
    "in_numbers": Word("The scenario in numbers"),
    "side_text": Word(
        "± is the half-width of a 95 % interval. Changes are against {base}, on the same citizens; "
        "bold where they are beyond chance."
    ),
    "numbers_text": Word("± is the half-width of a 95 % interval."),
    "change": Word("{run}: change"),
    "sites_heading": Word("Sites that gain and lose"),
    "changes_text": Word(
        "Change of the mean wait against {base} [min]. Left of zero the wait falls. Intervals hold "
        "for all sites at once (95 %), so one may look for the extremes; hollow: within chance."
    ),
    "gain": Word("Wait falls most"),
    "lose": Word("Wait grows most"),
    "tier": Word("Tier"),
    "site": Word("Site"),
    "verdict": Word("Verdict"),
    "verdict_-1": Word("wait falls"),
    "verdict_0": Word("within chance"),
    "verdict_1": Word("wait grows"),
    "verdict_none": Word("one replication"),
    "times": Word("When citizens wait"),
    "hours": Word("Wait by hour of arrival"),
    "hours_text": Word(
        "Mean wait of those who take a ticket in that hour. Bands: 95 % intervals; dashed: the "
        "wait target."
    ),
    "weekdays": Word("By weekday"),
    "weekdays_text": Word("By the day of arrival. Lines: 95 % intervals."),
    "part": Word("Part of the network"),
    "queue": Word("Queue over the day"),
    "queue_text": Word(
        "Visits waiting at once at an open site, on average. Bands: 95 % intervals."
    ),
    "officers": Word("How busy officers are"),
    "load": Word("Utilisation and waits, site by site"),
    "load_text": Word(
        "Each dot is a site. To the right officers are busier, further up citizens wait longer; "
        "dashed: the wait target."
    ),
    "ranking": Word("Sites ranked"),
    "ranking_text": Word("Utilisation, overtime, waits or any other measure, the largest first."),
    "dossiers": Word("Dossiers on time"),
    "procedures": Word("By procedure"),
    "procedures_text": Word("Each procedure in the whole network."),
    "homes": Word("Citizens' time by commune"),
    "homes_text": Word(
        "What a dossier costs a citizen of each commune in time, on the road and at the site; the "
        "longest first."
    ),
    "map": Word("The network on a map"),
    "map_text": Word(
        "Each cell holds what is nearest to a commune's centre: these are not its real borders. "
        "Drag to zoom in, double-click to zoom out. Dots are sites, larger with more staff."
    ),
    "credit": Word("Units and codes: GSO of Viet Nam. Places: GeoNames (CC BY)."),
    "east": Word("East [km]"),
    "north": Word("North [km]"),
    "staffing": Word("Staff"),
    "staffing_text": Word("Persons by tier and site. Bold: not as in {base}."),
    "plan_column": Word("Plan: {file}"),
    "no_plan": Word(
        "The folder has no plan of a study (plan.yaml): the staff of the scenarios is shown."
    ),
    "each_site": Word("Every site"),
    "assumptions": Word("Assumptions"),
    "assumptions_text": Word(
        "Figures without a published source, as the scenario files mark them ({n}). Vary them with "
        "--set before relying on an absolute number."
    ),
    "assumed": Word("assumed"),
    "place": Word("Where", "page/place"),
    "no_assumptions": Word("The scenario files mark no figure as assumed."),
    "methods": Word("Methods"),
    "provenance": Word("Provenance"),
    "made": Word("Made with motcua {version}."),
}
"""The page; methods and provenance are in `page_method_words`."""

PLOTLY: tuple[Word, ...] = (
    Word("Download plot as a PNG"), Word("Zoom", "chart"), Word("Pan", "chart"),
    Word("Zoom in", "chart"), Word("Zoom out", "chart"), Word("Reset axes", "chart"),
    Word("Double-click to zoom back out"), Word("Double-click on legend to isolate one trace"),
    Word("Preparing image - this may take a few seconds"), Word("Image download succeeded"),
    Word("Sorry, there was a problem downloading your image!"),
)  # fmt: skip
"""What the library of the charts says by itself, by which it knows it."""
