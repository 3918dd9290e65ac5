"""What a study of the least staff says, in English and in Vietnamese."""

from __future__ import annotations

from collections.abc import Mapping

from sim.report.words import Word

STAFF: Mapping[str, Word] = {
    "plan_name": Word("{scenario}, least staff"),
    "title": Word("The least staff that meets the targets: {scenario}"),
    "targets": Word("Targets: {targets}."),
    "basis": Word(
        "Each target is the long-run ratio over {days} days from {first} to {last}; final figures "
        "of {replications} replications that the search has not seen, seed {seed}."
    ),
    "guarantee": Word(
        "With at least 95 % for all sites at once: the officers named meet each target within "
        "{delta}, and one less does not beat it by more than that. Intervals hold jointly."
    ),
    "delta_share": Word("1 point"),
    "delta_wait": Word("5 % of the wait"),
    "delta_both": Word("1 point, or 5 % of a wait"),
    "joined": Word(
        "Sites feel each other through back offices: figures of one less are of all sites with "
        "one less at once."
    ),
    "free": Word("Bounds of the policy are left aside (--free)."),
    "open": Word(
        "Not settled within {replications} replications: {sites}. The guarantee does not cover "
        "them; more --replications will tell."
    ),
    "proof_group": Word(
        "By group each line (procedures with the same groups) meets the targets by itself. The "
        "total is the least if more officers never do harm{but}."
    ),
    "proof_but": Word("; not proven for {sites}"),
    "proof_interval": Word(
        "By half-hour: no half-hour can give up an officer; another shape of the day may take "
        "fewer officer hours."
    ),
    "infeasible": Word(
        "{site}: {target} cannot be met within the bounds. {officers} officers, the most that is "
        "allowed, reach {value}; {needed} would do."
    ),
    "hopeless": Word(
        "{site}: {target} is not met with any number of officers that was looked at. {officers}, "
        "the most, reach {value}: something else holds it up."
    ),
    "tiers": Word("Officers and staff by tier"),
    "sites": Word("Site by site"),
    "more": Word(
        "{n} more sites, which keep what they have and are clear, are in staff.csv and staff.xlsx."
    ),
    "untargeted": Word("No target is for {n} sites; their officers stay as they are."),
    "site": Word("Site"),
    "tier": Word("Tier"),
    "all": Word("All"),
    "number": Word("Sites"),
    "now": Word("Officers\nnow"),
    "least": Word("Least\nofficers"),
    "change": Word("Change"),
    "staff": Word("Staff"),
    "staff_now": Word("Staff\nnow"),
    "target": Word("Target"),
    "line": Word("Line"),
    "value_now": Word("Now", "staff/value_now"),
    "value": Word("With the\nleast"),
    "less": Word("One\nless"),
    "one_more": Word("One\nmore"),
    "days": Word("Days\nmet [%]"),
    "note": Word("Note"),
    "hours": Word("Officer\nhours"),
    "id": Word("Id"),
    "low": Word("Low"),
    "high": Word("High"),
    "binding": Word("Binding"),
    "on_the_line": Word("on the line"),
    "open_mark": Word("open"),
    "infeasible_mark": Word("not met"),
    "policy_least": Word("policy: at least {n}"),
    "policy_most": Word("policy: at most {n}"),
    "skills": Word("somebody for all"),
    "notes_title": Word(
        "On the line: the officers named, or one less, are within the tolerance of the target."
    ),
    "stage_pilot": Word("Looking at the load"),
    "stage_search": Word("Searching at {sites} sites"),
    "stage_look": Word("Test {look}: {replications} replications, {sites} sites"),
    "stage_show": Word("Every measure of both plans"),
    "figure_title": Word("The least officers that meet the targets"),
    "figure_now": Word("officers now"),
    "figure_least": Word("least that meets the targets"),
    "figure_infeasible": Word("most allowed, target not met"),
    "figure_axis": Word("Officers at counters"),
    "figure_note": Word(
        "Targets: {targets}. {replications} replications, {first} to {last}. With 95 % for all "
        "sites at once, to within {delta}."
    ),
    "figure_shape": Word("Officers by half-hour"),
    "figure_clock": Word("Time of day"),
    "book_about": Word("Read me"),
    "book_sites": Word("Least staff"),
    "book_parts": Word("Groups and half-hours"),
    "group": Word("Group"),
    "time": Word("From"),
    "officers": Word("Officers"),
    "goal_within": Word("within {x} min ≥ {limit} %"),
    "goal_percentile": Word("{x} % wait at most {limit} min"),
    "goal_mean": Word("mean wait ≤ {limit} min"),
    "goal_abandoned": Word("left without service ≤ {limit} %"),
    "goal_utilisation": Word("utilisation ≤ {limit} %"),
    "goal_on_time": Word("results on time ≥ {limit} %"),
    "every": Word("{goal}, every half-hour"),
}
