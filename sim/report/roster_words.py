"""What a study of rosters says, in English and in Vietnamese."""

from __future__ import annotations

from collections.abc import Mapping

from sim.report.words import Word

ROSTER: Mapping[str, Word] = {
    "plan_name": Word("{scenario}, rosters"),
    "title": Word("Rosters: {scenario}"),
    "week": Word("Leave of the week from {monday}; the week is then worked again and again."),
    "needs_file": Word("Need: as {file} says."),
    "needs_planned": Word("Need: the counts by time of day that the scenario plans."),
    "needs_targets": Word(
        "Need: the least officers by formulas, half-hour by half-hour, for {targets}, absence "
        "included."
    ),
    "proven": Word(
        "Least shortfall, then least hours: proven optimal at all sites; then surplus as even as "
        "can be."
    ),
    "unproven": Word(
        "Time ran out at {sites}: the best possible there may have up to {short} officer-hours "
        "less shortfall, or {hours} h less work. Give --time-limit more seconds."
    ),
    "replay": Word(
        "Replay: {replications} replications from {first} to {last} with absence and reserves, "
        "seed {seed}; the scenario as it is on the same citizens."
    ),
    "sites": Word("Sites", "roster/sites"),
    "site": Word("Site"),
    "people": Word("People"),
    "need": Word("Need\n[h/week]"),
    "duty": Word("On duty\n[h/week]"),
    "short": Word("Short\n[h/week]"),
    "spare": Word("Spare\n[h/week]"),
    "target": Word("Target"),
    "as_is": Word("As is"),
    "roster": Word("Roster"),
    "days_met": Word("Days met\n[%]"),
    "met": Word("met"),
    "missed": Word("missed"),
    "unsure": Word("unsure"),
    "targets": Word("Targets in the replay"),
    "targets_met": Word(
        "Targets met in the replay: {now} of {all} as is, {then} with the rosters."
    ),
    "week_of": Word("The week at {site}"),
    "person": Word("Officer"),
    "hours": Word("Hours\n[h]"),
    "away": Word("leave"),
    "off": Word("\N{EN DASH}"),
    "unmet": Word("Need that nobody covers"),
    "unmet_none": Word("Every half-hour is covered."),
    "unmet_more": Word("{n} more in unmet.csv."),
    "weekday": Word("Weekday"),
    "time": Word("Time"),
    "line": Word("For"),
    "short_of": Word("Short of"),
    "idle": Word("Without a shift: {people}."),
    "mon": Word("Mon"),
    "tue": Word("Tue"),
    "wed": Word("Wed"),
    "thu": Word("Thu"),
    "fri": Word("Fri"),
    "sat": Word("Sat"),
    "sun": Word("Sun"),
    "lunch": Word("lunch {span}"),
    "figure": Word("Need and officers on duty: {site}"),
    "figure_many": Word("Need and officers on duty, where most is missing"),
    "figure_need": Word("needed"),
    "figure_duty": Word("on duty, at work on the need"),
    "figure_spare": Word("on duty, spare"),
    "figure_short": Word("short"),
    "officers": Word("Officers"),
    "figure_note": Word(
        "By half-hour. Short: nobody with the skill is free, even where somebody without it is."
    ),
    "book_about": Word("About"),
    "book_week": Word("Week"),
    "book_unmet": Word("Unmet"),
    "book_hours": Word("Half-hours"),
    "book_lines": Word(
        "Week: each officer's shifts, for printing. Unmet: need that nobody covers. Half-hours: "
        "officers needed, on duty and short."
    ),
    "group": Word("Group"),
    "from": Word("From"),
    "to": Word("To"),
    "needed": Word("Needed"),
    "on_duty": Word("On duty"),
    "stage_pilot": Word("Loads by half-hour"),
    "stage_solve": Word("Rosters of {sites} sites"),
    "stage_replay": Word("Replay"),
}
