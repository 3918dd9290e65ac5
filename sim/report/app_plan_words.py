"""What the page of whole plans says, in English and in Vietnamese."""

from __future__ import annotations

from collections.abc import Mapping

from sim.report.word import Word

PLANS: Mapping[str, Word] = {
    "how": Word(
        "Change numbers and times in the table, or send a plan that was changed in Excel. Then run "
        "it, and see at which sites it breaks."
    ),
    # The table.
    "plan": Word("Plan of staff"),
    "at_row": Word("Row {row}: {told}"),
    "percent": Word("absence [%]"),
    "all_sites": Word("All sites"),
    "where": Word("Where"),
    "officers": Word("Officers"),
    "change": Word("Change"),
    "totals": Word("Officers in this plan"),
    "against_scenario": Word("Change: against the plan of the scenario."),
    "wrong": Word("So that the plan can be run, mend this in the table:"),
    "look": Word("Worth a look:"),
    "back": Word("Back to the plan of the scenario"),
    # A row more.
    "add": Word("Add a shift or a group"),
    "add_site": Word("Site"),
    "add_group": Word("Group; a new one is typed"),
    "add_count": Word("Officers"),
    "add_duty": Word("On duty; empty: in all sessions of the site"),
    "add_serves": Word("What a new group serves: all, or procedures with commas between"),
    "add_row": Word("Add the row"),
    "no_group": Word("Name the group first."),
    # A file.
    "upload": Word("A plan that was changed in Excel (.xlsx or .csv, at most {most} MB)"),
    "reading": Word("The plan is being read"),
    "taken": Word("{file} is in the table now."),
    "refused": Word("{file} is not taken; the table stays as it was."),
    "no_kind": Word("{file}: a plan is a file that ends in .xlsx or .csv."),
    "too_large": Word("{file}: a plan has at most {most} MB."),
    "too_long": Word("{file}: reading it takes too long. Keep the plan alone in the file."),
    "unreadable": Word("{file}: this cannot be read. Save it anew as .xlsx or as CSV UTF-8."),
    "and_more": Word("... and {more} more."),
    "excel": Word("The plan as Excel"),
    "csv": Word("The plan as CSV"),
    # The run.
    "run_it": Word("Run it"),
    "which_targets": Word("Targets"),
    "own_targets": Word("Those of the scenario: {targets}"),
    "typed_targets": Word("My own"),
    "within": Word("Called within [min]"),
    "at_least": Word("At least so many visitors [%]"),
    "replications": Word("Replications; more make the figures surer"),
    "run": Word("Run the plan"),
    "run_help": Word("Against the plan of the scenario, on the same citizens and days."),
    "stress": Word("What breaks on hard days"),
    "stress_help": Word(
        "After Tết, with more demand, with officers absent, with a desk closed. Takes a minute or "
        "more."
    ),
    "mend_first": Word("The plan can be run once what is wrong with it is mended."),
    "outdated": Word("The table was changed since this was run. Run it again to see what it does."),
    # What became of it.
    "result": Word("What the plan does"),
    "breaks_one": Word("At one site a target breaks that the scenario's own plan keeps: {sites}."),
    "breaks": Word("At {n} sites a target breaks that the scenario's own plan keeps: {sites}."),
    "breaks_none": Word("No target breaks that the scenario's own plan keeps."),
    "mends_one": Word("One site keeps its target now, and missed it before: {sites}."),
    "mends": Word("{n} sites keep their targets now, and missed one before: {sites}."),
    "misses_one": Word("One site misses a target in both plans: {sites}."),
    "misses": Word("{n} sites miss a target in both plans: {sites}."),
    "sites_more": Word("{sites} and {more} more"),
    "fewer": Word("The plan has {n} officers, {by} fewer than the scenario's own."),
    "more": Word("The plan has {n} officers, {by} more than the scenario's own."),
    "as_many": Word("The plan has {n} officers, as many as the scenario's own."),
    "wait_falls": Word("The mean wait of the whole network falls by {by} min, to {new} min."),
    "wait_rises": Word("The mean wait of the whole network rises by {by} min, to {new} min."),
    "wait_chance": Word(
        "The mean wait of the whole network cannot be told apart: {old} and {new} min."
    ),
    "longer_one": Word("At one site people wait longer: {sites}."),
    "longer": Word("At {n} sites people wait longer: {sites}."),
    "shorter_one": Word("At one site people wait less: {sites}."),
    "shorter": Word("At {n} sites people wait less: {sites}."),
    "wait_same": Word("The mean wait of the whole network stays at {new} min."),
    "unsure": Word(
        "Sites where the interval covers a limit, so that more replications would make it surer: "
        "{n}."
    ),
    "not_judged": Word("Judged on hard days alone: {targets}."),
    "no_targets": Word("No target is judged: choose your own above, and run it again."),
    "interrupted": Word(
        "Stopped before the plan was run: there is nothing to compare. Run it again."
    ),
    "own": Word("Now: {what}"),
    "planned": Word("Plan: {what}"),
    "by": Word("Change [{what}]"),
    "site": Word("Site"),
    "held": Word("met {value}"),
    "on_the_line": Word("at the limit {value}"),
    "broken": Word("missed {value}"),
    "idle": Word("nobody came"),
    "note": Word(
        "Sites where a target breaks come first; now → plan. At the limit: within the "
        "tolerance. Change: of the mean wait, on the same citizens and days; ± is the half-width "
        "of the 95 % interval, for all sites at once."
    ),
    # On hard days.
    "hard_as_is": Word("As planned, {n} of {all} sites miss a target."),
    "hard_as_is_one": Word("As planned, one of {all} sites misses a target."),
    "hard_breaks": Word("{stress}: {n} more sites miss one: {sites}."),
    "hard_breaks_one": Word("{stress}: one more site misses one: {sites}."),
    "hard_none": Word("{stress}: no further site misses one."),
    "hard_note": Word("Sites that break come first. Not every site is under every stress."),
}
