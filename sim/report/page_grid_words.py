"""What a report says of a sweep and of many scenarios, in English and in Vietnamese."""

from __future__ import annotations

from collections.abc import Mapping

from sim.report.word import Word

KEY: Mapping[str, Word] = {
    "staff": Word("staff", "swept/staff"),
    "count": Word("officers", "swept/count"),
    "absence": Word("absence", "swept/absence"),
    "wait_target": Word("wait target", "swept/wait_target"),
}
"""What is varied, by the last step of its path; others are named as in the file."""

GRID: Mapping[str, Word] = {
    "swept": Word("{name}: {what} from {first} to {last}"),
    "swept_grid": Word("{name}: every combination of {keys}"),
    "many": Word("{n} scenarios beside {base}"),
    "heading": Word("What a step buys"),
    "text": Word(
        "Every point that was swept, on the same citizens. Bands: 95 % intervals; dashed: the wait "
        "target."
    ),
    "every_point": Word("Every point"),
    "every_step": Word("What each step changes"),
    "point": Word("Point", "grid/point"),
    "step": Word("Step", "grid/step"),
    "tables_text": Word(
        "± is the half-width of a 95 % interval. Steps are between the same citizens; bold: beyond "
        "chance."
    ),
    "lead": Word(
        "{where}: with {what} from {first} to {last} the mean wait goes from {old} to {new} min."
    ),
    "lead_words": Word(
        "{where}: the mean wait is longest with {what} = {first} ({old} min) and shortest with "
        "{what} = {last} ({new} min)."
    ),
    "more_lines": Word("{n} more lines are in the figure and the tables."),
    "nobody": Word("Nobody was served at any point."),
    "step_falls": Word(
        "The step from {before} to {after} cuts the mean wait by {by} min (95 % interval "
        "{low}–{high})."
    ),
    "step_rises": Word(
        "The step from {before} to {after} lengthens the mean wait by {by} min (95 % interval "
        "{low}–{high})."
    ),
    "step_stays": Word(
        "Whether the step from {before} to {after} changes the mean wait cannot be told from "
        "chance (95 % interval {low} to {high} min)."
    ),
    "step_alone": Word("The step from {before} to {after} changes the mean wait by {by} min."),
    "no_more": Word(
        "From {value} on no step changes the mean wait beyond chance and by as much as 0.1 min."
    ),
    "within": Word("The mean wait is within the target of {target} min from {value} on."),
    # Many scenarios.
    "left_out": Word(
        "{n} of {all} points are left out of the figures by site, hour and procedure, which have "
        "room for {most}; the figure and the table of every point have them."
    ),
    "left_out_runs": Word(
        "A report has room for {most} scenarios; left out: {names}. Make another one of these."
    ),
    "shown": Word("Shown: {shown} of {all}"),
    "choose": Word("Choose up to {most} to be shown in the figures below."),
    "side_shown": Word("{shown} of {all} are shown here."),
    "side_bold": Word(
        "± is the half-width of a 95 % interval. Bold: differs from {base} beyond chance, on the "
        "same citizens."
    ),
    "picture": Word("Mean wait in the whole network"),
    "every_run": Word("Every scenario"),
    "every_run_text": Word(
        "The whole network. ± is the half-width of a 95 % interval; the change is against {base}, "
        "on the same citizens, bold where it is beyond chance."
    ),
    "wait_change": Word("Mean wait: change [min]"),
    "shortest": Word(
        "Of {all} scenarios {run} has the shortest mean wait in the whole network: {new} min, "
        "against {old} min in {base} (95 % interval of the cut {low}–{high})."
    ),
    "shortest_unclear": Word(
        "Of {all} scenarios {run} has the shortest mean wait in the whole network, {new} min; that "
        "it is below the {old} min of {base} cannot be told from chance."
    ),
    "shortest_base": Word(
        "Of {all} scenarios none has a shorter mean wait in the whole network than {base}: "
        "{old} min."
    ),
    "against": Word(
        "Against {base} the mean wait is shorter in {less}, longer in {more}, and in {same} it "
        "cannot be told from chance."
    ),
}
