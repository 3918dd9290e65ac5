"""What a run beside formulas is told in, in English and in Vietnamese."""

from __future__ import annotations

from collections.abc import Mapping

from sim.report.word import Word

TWIN: Mapping[str, Word] = {
    "title": Word("{scenario}: formulas beside the simulation"),
    "basis": Word(
        "Measured: {days} days from {first} to {last}, {replications} replications, seed {seed}."
    ),
    "inputs": Word(
        "Formulas are told what was seen in the run: tickets by hour (those who come again "
        "included), counter times, officers after absence to the nearest number; patience by its "
        "law. Waits are of all tickets, by the hour of the ticket. ± is the half-width of the 95 % "
        "interval."
    ),
    "result": Word(
        "{judged} site-hours with at least {least} tickets: formulas are right at {right} "
        "({share} % of tickets), would have misled at {wrong}, say nothing at {none}, and at "
        "{unclear} more replications are needed to tell."
    ),
    "near": Word(
        "Right: within half a minute or 10 %, for sure (95 %). Misled: farther off, as surely."
    ),
    "interrupted": Word("Interrupted: {done} replications are done."),
    "reasons": Word("Why formulas and simulation differ"),
    "worst": Word("Where a formula would have misled most [min]"),
    "none_title": Word("Where no formula applies [min]"),
    "more": Word("... and {more} more; twin.csv has all."),
    "reason": Word("Why"),
    "rows": Word("Site-hours"),
    "of_tickets": Word("% of tickets"),
    "mean_formula": Word("Formula [min]"),
    "mean_simulated": Word("Simulation [min]"),
    "site": Word("Site"),
    "line": Word("Line"),
    "hour": Word("Hour"),
    "formula": Word("Formula"),
    "says": Word("Says"),
    "simulated": Word("Simulation"),
    "no_formula": Word("none"),
    # Reasons, in short.
    "agrees": Word("formula is right"),
    "unclear": Word("not clear yet"),
    "few": Word("too few tickets"),
    "nobody": Word("nobody on duty"),
    "overload": Word("overload"),
    "carry_over": Word("queue carries over"),
    "short": Word("too short to settle"),
    "opening": Word("opening or break"),
    "shifts": Word("shifts within the hour"),
    "crowd": Word("crowd at the door"),
    "absence": Word("absence", "twin/absence"),
    "days": Word("days differ"),
    "service": Word("counter times"),
    "stages": Word("stages"),
    "skills": Word("not all serve all"),
    "timetable": Word("fixed times"),
    "bookings": Word("appointments"),
    "intake": Word("online intake"),
    "balking": Word("turning back"),
    "closing": Word("closing"),
    "classes": Word("priorities"),
    "returns": Word("coming again"),
    "together": Word("several together"),
    # The same with the numbers of a row.
    "because_agrees": Word("The formula is right."),
    "because_unclear": Word("The formula may be right or not: more replications are needed."),
    "because_few": Word("{count} tickets are too few to tell."),
    "because_nobody": Word("nobody is on duty; tickets wait until somebody is"),
    "because_overload": Word(
        "load {load} % of {officers} officers and nobody leaves: a queue without a steady state"
    ),
    "because_carry_over": Word(
        "{queue} wait already at {hour}:00; the queue of before adds {minutes} min"
    ),
    "because_short": Word(
        "load {load} %: a steady queue takes up to {settling} min to form and the day does not "
        "give it; {minutes} min"
    ),
    "because_opening": Word(
        "tickets are given while nobody is on duty (opening or break): {minutes} min"
    ),
    "because_shifts": Word(
        "officers come and go within the hour ({officers} on average): {minutes} min"
    ),
    "because_crowd": Word(
        "a crowd stands at the door as it opens, where a formula has people come one by one: "
        "{minutes} min"
    ),
    "because_absence": Word(
        "officers absent on some days ({officers} there on average): {minutes} min"
    ),
    "because_days": Word("days differ by {cv} % (standard deviation of the rate): {minutes} min"),
    "because_service": Word(
        "counter times vary otherwise than exponential ones (cv² {scv}): {minutes} min"
    ),
    "because_stages": Word("{share} % of tickets come from a stage before"),
    "because_skills": Word(
        "{share} % of tickets wait while an officer is idle who cannot serve them"
    ),
    "because_timetable": Word("{share} % of tickets come at fixed times, not by chance"),
    "because_bookings": Word("{share} % of tickets are appointments, more even than chance"),
    "because_intake": Word(
        "{share} % of officers' work is online and postal intake, which no formula counts"
    ),
    "because_balking": Word("{share} % turn back from a long queue"),
    "because_closing": Word("{share} % are sent home at the close"),
    "because_classes": Word("{share} % of tickets are of another priority class than the rest"),
    "because_returns": Word(
        "{share} % come again (to supplement, to collect, after leaving), less patient and not "
        "by chance: {minutes} min"
    ),
    "because_together": Word("several things together, none of them large enough"),
    # Figure and workbook.
    "figure": Word("Formulas against the simulation"),
    "x": Word("Mean wait by the formula [min]"),
    "y": Word("Mean wait in the simulation [min]"),
    "figure_note": Word(
        "A dot is a site at an hour; on the line both say the same, and in the grey band nearly so "
        "(half a minute or 10 %). Bars are 95 % intervals. Waits below {least} min are drawn there."
    ),
    "figure_hours": Word("A number is the hour of the dot beside it."),
    "figure_none": Word("{n} site-hours without a formula are not drawn."),
    "others": Word("other reasons"),
    "above": Word("the formula is too kind"),
    "below": Word("the formula is too harsh"),
    "sheet": Word("Formulas"),
    "id": Word("Id"),
    "officers": Word("Officers"),
    "tickets": Word("Tickets a day"),
    "load": Word("Load"),
    "low": Word("Low"),
    "high": Word("High"),
    "difference": Word("Difference"),
    "told": Word("By the day's chain"),
    "explained": Word("In words"),
}
