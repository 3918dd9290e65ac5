"""What the check against theory says, in English and in Vietnamese."""

from __future__ import annotations

from collections.abc import Mapping

from sim.report.word import Word

SYSTEM: Mapping[str, Word] = {
    "mm3": Word("M/M/3"),
    "mm12": Word("M/M/12"),
    "md3": Word("M/D/3"),
    "mg1-fixed": Word("M/D/1"),
    "mg1-lognormal": Word("M/G/1, lognormal"),
    "mg1-hyperexponential": Word("M/G/1, hyperexponential"),
    "mg1-dossiers": Word("M/G/1, several dossiers a visit"),
    "me3": Word("M/E3/3"),
    "mh2": Word("M/H2/3"),
    "mm2-priorities": Word("M/M/2, two classes"),
    "mm4-priorities": Word("M/M/4, three classes"),
    "mg1-priorities": Word("M/G/1, three classes"),
    "balking": Word("M/M/3/9, who finds six waiting leaves"),
    "patience-exponential": Word("M/M/4+M, exponential patience"),
    "patience-fixed": Word("M/M/4+D, fixed patience"),
    "patience-erlang": Word("M/M/4+E3, Erlang patience"),
    "patience-lognormal": Word("M/M/4+G, lognormal patience"),
    "tandem": Word("Two desks in turn"),
    "day-rush": Word("A day that starts empty"),
    "day-steps": Word("A day of steps"),
    "day-growing": Word("A day with a growing staff"),
    "day-shrinking": Word("A day with a shrinking staff"),
}
"""The systems by the names of their files."""

MEASURE: Mapping[str, Word] = {
    "wait_mean": Word("Mean wait [min]"),
    "wait_all_mean": Word("Mean wait of all [min]"),
    "wait_p90": Word("90 % wait at most [min]"),
    "wait_p95": Word("95 % wait at most [min]"),
    "wait_p99": Word("99 % wait at most [min]"),
    "waited_share": Word("Not served at once [%]"),
    "within_target_share": Word("Within the wait target [%]"),
    "abandoned_share": Word("Lost patience and left [%]"),
    "balked_share": Word("Left at once [%]"),
    "time_at_site_mean": Word("Time at the site [min]"),
    "queue_mean": Word("Mean queue [visits]"),
    "utilisation": Word("Utilisation [%]"),
    "overtime_per_day": Word("Overtime [min/day]"),
    "arrivals_per_day": Word("Arrivals [visits/day]"),
    "little": Word("Queue / (arrivals × wait) [%]"),
}

PART: Mapping[str, Word] = {
    "urgent": Word("urgent", "verify/part"),
    "usual": Word("usual", "verify/part"),
    "first": Word("first", "verify/part"),
    "second": Word("second", "verify/part"),
    "third": Word("third", "verify/part"),
    "quick": Word("quick", "verify/part"),
    "long": Word("long", "verify/part"),
    "office/first": Word("first", "verify/desk"),
    "office/second": Word("second", "verify/desk"),
    "load-050": Word("load-050"),
    "load-080": Word("load-080"),
    "load-100": Word("load-100"),
    "load-120": Word("load-120"),
    "load-150": Word("load-150"),
}
"""Parts of the systems: classes, desks, and sites under a load."""

FAMILY: Mapping[str, Word] = {
    "waits": Word("waits"),
    "shares": Word("shares of visits"),
    "queue": Word("queue, Little's law"),
    "officers": Word("officers' time"),
    "arrivals": Word("arrivals"),
}
"""Kinds of measures, told apart in the figure."""

VERIFY: Mapping[str, Word] = {
    "title": Word("The simulator beside exact theory: {cases} measures of {systems} systems"),
    "title_one": Word("The simulator beside exact theory: {cases} measures of one system"),
    "basis": Word(
        "Each system is a scenario in {folder}, simulated {replications} times over. SE is the "
        "standard error of what was simulated; off is how many of them it is from the exact value. "
        "Up to {allowed} may be chance: a simulator without a fault has all cases within that in "
        "999 of 1,000 such tables."
    ),
    "sets": Word("Changed by --set: {sets}"),
    "system": Word("System"),
    "measure": Word("Measure"),
    "expected": Word("Exactly"),
    "got": Word("Simulated"),
    "error": Word("SE [%]"),
    "off": Word("Off [SE]"),
    "verdict": Word("Verdict"),
    "ok": Word("ok"),
    "is_off": Word("OFF"),
    "all_agree": Word(
        "All {cases} agree with theory. Furthest away: {case}, {off} standard errors of {allowed} "
        "allowed. Half of the measures would have given away an error of {noticed} %."
    ),
    "some_off": Word(
        "{off} of {cases} do NOT agree with theory; the furthest is {case}, {most} standard "
        "errors off with {allowed} allowed. Chance does not explain that."
    ),
    "figure_title": Word("How far the simulator is from exact theory"),
    "figure_off": Word("Simulated − exact [standard errors]"),
    "figure_noticed": Word("Error that would be noticed [%]"),
    "figure_note": Word(
        "A dot is a measure of a system. Grey: what chance may explain, ±{allowed} standard "
        "errors; in 999 of 1,000 tables of a right simulator no dot is outside. {replications} "
        "replications."
    ),
}
