"""What the page of comparisons says, in English and in Vietnamese."""

from __future__ import annotations

from collections.abc import Mapping

from sim.report.word import Word

COMPARE: Mapping[str, Word] = {
    # The question.
    "scenarios": Word("Scenarios; the first is what others are compared with"),
    "none_chosen": Word("Choose scenarios"),
    "replications": Word("Replications"),
    "replications_help": Word(
        "Independent repetitions with other chance, the same for every scenario. More of them make "
        "intervals narrower and take longer; 30 are usual."
    ),
    "more": Word("More choices"),
    "own_periods": Word("Keep each scenario's own dates"),
    "own_periods_help": Word(
        "Otherwise all are put on the dates of the first, so that the same citizens come; without "
        "that, no differences are told."
    ),
    "until_clear": Word("Go on until it is clear"),
    "until_clear_help": Word(
        "Replications are added until every headline difference is beyond chance, or known to be "
        "too small to matter."
    ),
    "at_most": Word("Replications at most"),
    "first_look": Word("Until it is clear, the first look takes {n} replications at least."),
    "compare": Word("Compare", "what a button does"),
    "takes_seconds": Word("This takes about {n} seconds, as it did here before."),
    "takes_minutes": Word("This takes about {n} minutes, as it did here before."),
    "takes_at_most": Word("At most {n} minutes, as fast as here before; it ends once it is clear."),
    "takes_unknown": Word(
        "How long this takes is not known yet: not all of these scenarios were simulated here "
        "before. One office takes seconds, the whole province minutes; a bar will tell."
    ),
    "before": Word(
        "The same citizens come on the same days to every scenario, so that differences are those "
        "of the scenarios. You can look at other pages meanwhile."
    ),
    # The answer.
    "nothing_yet": Word("Choose two scenarios or more, and press the button."),
    "reading": Word("The results are being read"),
    "warnings": Word("Warnings"),
    "by_tier": Word("Mean wait in the whole network and by tier"),
    "by_tier_text": Word(
        "Minutes from ticket to counter. Lines: 95 % intervals; dashed: the wait target."
    ),
    "by_hour": Word("Over the day"),
    "by_hour_text": Word("Bands: 95 % intervals; dashed: the wait target."),
    "shown": Word("Shown", "what a chart shows"),
    "wait_of_hour": Word("Wait by hour of arrival"),
    "queue_of_hour": Word("Queue over the day"),
    "wait_axis": Word("Mean wait [min]"),
    "queue_axis": Word("Visits waiting at once at an open site"),
    "change_axis": Word("Change of the mean wait [min]"),
    "hour": Word("Time of day"),
    "told": Word("Mean (95 % interval)"),
    "to": Word("{low} to {high}"),
    "at_sites_text": Word(
        "Change against {base}. Left of zero the wait falls. Intervals hold for all sites at once "
        "(95 %), so that one may look for the extremes."
    ),
    "most_sites": Word("The {n} largest changes of {all} sites."),
    "no_sites": Word("No site of this tier is in both scenarios."),
    "no_values": Word(
        "Differences, hours of the day and sites that gain and lose are not shown: the folder does "
        "not hold values by replication (replications.parquet)."
    ),
    "no_hours": Word("This folder does not tell waits by hour."),
    "period": Word("{first} – {last}; {n} replications; seed {seed}"),
    "assumptions_none": Word("This folder does not keep the assumptions."),
    # The report.
    "report_for": Word("One page to mail: sentences, figures to filter, a map and tables."),
    "open_report": Word("Open the report here"),
    "write_report": Word("Write the report"),
    "writing": Word("The report is being written"),
    "write_again": Word("Write the report anew, in this language"),
}
