"""What the page of what-if says of hours, periods, changes and variants, in both languages."""

from __future__ import annotations

from collections.abc import Mapping

from sim.report.word import Word

SITE: Mapping[str, Word] = {
    # When.
    "period": Word("Days that are simulated"),
    "period_own": Word("Those of the scenario: {first} to {last}"),
    "period_comparison": Word("Those on which scenarios are compared: {first} to {last}"),
    "period_other": Word("Other days"),
    "first": Word("First day"),
    "last": Word("Last day"),
    "period_backward": Word("The last day is before the first one."),
    "period_long": Word("{days} days are too many here; take {most} at most."),
    # Who.
    "staff": Word("Officers"),
    "group": Word("Group"),
    "staff_now": Word("Now", "officers of a group"),
    "staff_then": Word("Officers", "column to be changed"),
    "staff_hint": Word("Change a number in the column {column}."),
    "nobody": Word("Nobody is left to serve here. Leave one officer at least."),
    # Hours.
    "hours": Word("Opening hours"),
    "hours_as_now": Word("As now"),
    "hours_office": Word("Monday to Friday 07:30-11:30, 13:30-17:00"),
    "hours_saturday": Word("The same, and Saturday 07:30-11:30"),
    "hours_noon": Word("Monday to Friday 07:30-17:00, open at noon"),
    "hours_long": Word("Monday to Friday 07:00-11:30, 13:00-18:00"),
    "hours_own": Word("Other hours"),
    "hours_now": Word("Now: {hours}."),
    "hours_apart": Word("Each weekday by itself"),
    "hours_closed": Word("closed; or such as 07:30-11:30, 13:30-17:00"),
    "hours_unread": Word(
        "{day}: {text} cannot be read as hours. Write such as 07:30-11:30, 13:30-17:00; nothing "
        "where the site is closed."
    ),
    "hours_backward": Word("{day}: {text} ends before it begins."),
    "hours_overlap": Word("{day}: {text} begins before the session ahead of it ends."),
    "hours_none": Word("The site is never open. Write the hours of one day at least."),
    "day_week": Word("Monday to Friday"),
    "day_mon": Word("Monday"),
    "day_tue": Word("Tuesday"),
    "day_wed": Word("Wednesday"),
    "day_thu": Word("Thursday"),
    "day_fri": Word("Friday"),
    "day_sat": Word("Saturday"),
    "day_sun": Word("Sunday"),
    # What is changed.
    "changes": Word("What is changed"),
    "changed_staff": Word("Officers, {group}: {then} in place of {now}"),
    "changed_hours": Word("Open {then} in place of {now}"),
    "changed_demand": Word("Demand: {then} % of now"),
    "changed_counter_time": Word("Time at the counter: {then} % of now"),
    "changed_online": Word("Filed online: {then} % in place of {now} %"),
    "changed_absence": Word("Absent on a working day: {then} % of officers"),
    "changed_patience": Word("Visitors are willing to wait {then} min on average"),
    "as_file": Word("Download the change as a scenario"),
    "as_file_note": Word("It can be compared with the base plan:"),
    "unfit": Word("This change does not fit the scenario: {reason}"),
    "mend": Word("There are no figures until the input that is marked red is mended."),
    # Answers.
    "working": Word("Simulating"),
    "working_before": Word("Simulating; until then the figures are those from before."),
    "working_on": Word("Simulating: {done} of {all} replications so far"),
    "keep": Word("Keep this variant"),
    "forget": Word("Forget the variants"),
    "variants": Word("Variants side by side"),
    "variant": Word("Variant {n}"),
    "variant_says": Word("Variant {n}: {changes}."),
    "full": Word("{n} variants are kept; forget them to keep others."),
}
