"""What a plan under stress is told in, in English and in Vietnamese."""

from __future__ import annotations

from collections.abc import Mapping

from sim.report.word import Word

STRESS: Mapping[str, Word] = {
    "title": Word("{scenario} under stress: which targets break"),
    "basis": Word(
        "Measured: {days} days from {first} to {last}, {replications} replications, seed {seed}."
    ),
    "targets": Word("Targets: {targets}."),
    "as_is": Word("as planned"),
    "after_tet": Word("after Tết"),
    "busiest": Word("busiest day"),
    "demand": Word("demand\n+{more} %"),
    "absent": Word("up to {fewer}\nabsent"),
    "desk_closed": Word("desk closed"),
    "note_after_tet": Word(
        "After Tết: {date} alone, the first Monday at work after the holidays, on {replications} "
        "replications."
    ),
    "note_busiest": Word(
        "Busiest day: {date} alone, with most demand expected in the period (the calendar has no "
        "Tết), on {replications} replications."
    ),
    "note_demand": Word("Demand +{more} %: everywhere, all period."),
    "note_timetable": Word("What comes by timetable stays as it is (sites: {sites})."),
    "note_absent": Word(
        "Up to {fewer} absent: as many officers of each site's largest group fewer, all period, as "
        "long as everything is still served: {full} sites; one absent: {one}; none to spare: "
        "{none}."
    ),
    "note_desk_closed": Word(
        "Desk closed: the largest specialist desk whose work others there can do, all period: "
        "{desks}. Without such a desk: {none} sites."
    ),
    "desk_at": Word("{desk} ({sites})"),
    "note_intervals": Word(
        "± is the half-width of 95 % intervals that hold for all sites, targets and stresses at "
        "once. {broken} missed, {line} on the line (within the tolerance), ? the interval covers "
        "the limit, {nothing} not under this stress, or nobody came."
    ),
    "one_replication": Word(
        "One replication: no intervals. {broken} missed, {line} on the line, {nothing} not under "
        "this stress, or nobody came."
    ),
    "interrupted": Word(
        "Interrupted: {done} of the plan's replications are done. Not looked at: {missing}."
    ),
    "interrupted_late": Word(
        "Interrupted: what is shown rests on fewer replications than asked for."
    ),
    "overview": Word("Sites by the worst of their targets"),
    "stress": Word("Stress"),
    "sites": Word("Sites"),
    "held": Word("hold"),
    "on_the_line": Word("on the line"),
    "broken": Word("miss"),
    "breaks": Word("of these met\nas planned"),
    "unsure": Word("interval covers\na limit"),
    "idle": Word("nobody came"),
    "nothing_broken": Word("No target breaks: {target}."),
    "worst": Word("{target} [{unit}]"),
    "order": Word(
        "By target, below: sites that break, worst first, then those that miss it as planned."
    ),
    "capped": Word("over {limit}"),
    "more": Word("... and {more} more; stress.csv has all."),
    "site": Word("Site"),
    "min": Word("min"),
    "share": Word("%"),
    "figure": Word("Which targets break under stress"),
    "figure_note": Word(
        "{broken} missed, {line} on the line. The deeper the orange, the more a target is missed, "
        "the deeper the blue, the better it is met; values over all days and replications."
    ),
    "figure_worst": Word("The {n} worst of {all}."),
    "about": Word("About"),
    "all": Word("All sites", "stress/all"),
    "id": Word("Id"),
    "tier": Word("Tier"),
    "target": Word("Target"),
    "unit": Word("Unit"),
    "group": Word("Group with fewer"),
    "fewer": Word("Officers fewer"),
    "value": Word("Value"),
    "low": Word("Low"),
    "high": Word("High"),
    "verdict": Word("Verdict"),
    "sure": Word("Sure"),
    "days_met": Word("Days that meet it"),
    "change": Word("Change"),
    "change_low": Word("Change, low"),
    "change_high": Word("Change, high"),
    "yes": Word("yes"),
    "no": Word("no"),
    "center": Word("center"),
    "branch": Word("branch"),
    "point": Word("point"),
    "book_numbers": Word(
        "Shares are shares of 1, shown in per cent; waits are minutes. Change: under the stress "
        "less as planned, on the same citizens and chance; blank for the day of its own."
    ),
}
