"""What the page that finds staff says, in English and in Vietnamese."""

from __future__ import annotations

from collections.abc import Mapping

from sim.report.word import Word

FIND: Mapping[str, Word] = {
    # What is asked.
    "way": Word("What do you look for?"),
    "least": Word("The fewest officers that meet targets", "find staff"),
    "budget": Word("The best spread of a number of officers", "find staff"),
    "targets": Word("What service has to be like"),
    "what": Word("Target", "one of several, to choose"),
    "within": Word("Share of visitors called in time"),
    "mean": Word("Mean wait"),
    "percentile": Word("Longest wait of most visitors"),
    "abandoned": Word("Share who leave without service"),
    "utilisation": Word("Share of their time that officers are busy"),
    "on_time": Word("Share of results ready on time"),
    "minutes": Word("In time is within [min]"),
    "percent": Word("Most visitors are [%]"),
    "at_least": Word("At least [%]"),
    "at_most": Word("At most [%]"),
    "at_most_min": Word("At most [min]"),
    "where": Word("Where", "a target holds"),
    "everywhere": Word("At all sites"),
    "some": Word("At some sites"),
    "which": Word("Sites"),
    "every": Word("In each half-hour of the day, not only over the day"),
    "remove": Word("Leave this target out"),
    "add": Word("One more target"),
    "no_targets": Word("Without a target nothing can be looked for. Add one."),
    "no_sites": Word("Name the sites that the target is for."),
    "bounds": Word("Bounds: how many people a site may have"),
    "bounds_note": Word(
        "People are those at counters and those off the counter. Empty: no bound. A site never "
        "has fewer than keep somebody for all that its officers serve."
    ),
    "free": Word("Leave the bounds of the resolution aside"),
    "least_people": Word("{place}: at least"),
    "most_people": Word("{place}: at most"),
    "bounded": Word("Sites with bounds of their own"),
    "crossed": Word("{place}: the least is more than the most."),
    "per": Word("Officers are counted"),
    "site": Word("by site", "officers counted"),
    "group": Word("by group of officers", "officers counted"),
    "interval": Word("by half-hour", "officers counted"),
    "officers": Word("Officers at counters of all sites together"),
    "there": Word("There are {n} now."),
    "change_of": Word("{by} against now, when there are {n}."),
    "replications": Word("Replications of the first test; what stays unclear gets more"),
    "replications_of": Word("Replications"),
    "find": Word("Find them", "what a button does"),
    "time": Word(
        "A single site takes a minute or two, a province several. You may visit other pages "
        "meanwhile."
    ),
    # What was found: the fewest.
    "need": Word("{sites} sites need {officers} officers: {change}."),
    "need_one": Word("{site} needs {officers} officers: {change}."),
    "need_one_one": Word("{site} needs one officer: {change}."),
    "short": Word("{n} of {sites} sites cannot meet the targets."),
    "short_one": Word("{site} cannot meet the targets."),
    "allowed": Word("Within the bounds: {officers} officers, {change}."),
    "enough": Word("To meet the targets everywhere: {officers} officers, {change}."),
    "more": Word("{n} more than now"),
    "fewer": Word("{n} fewer than now"),
    "same": Word("as many as now"),
    "up": Word("More officers: {sites}."),
    "down": Word("Fewer officers: {sites}."),
    "people": Word("With those off the counter that makes {n} people."),
    "asked": Word("Targets: {targets}."),
    "sure": Word(
        "Put to the test on citizens that the search had not seen: with at least 95 % for all "
        "sites at once, these officers meet the targets to within 1 point of a share or 5 % of a "
        "wait, and one fewer does not beat them by more."
    ),
    "sure_but": Word("This is not said of the sites that cannot meet the targets."),
    "unmet": Word(
        "{site}: the target cannot be met within the bounds. {officers} officers, the most "
        "allowed, reach {value}; {needed} would do."
    ),
    "hopeless": Word(
        "{site}: the target is not met with any number of officers. {officers} reach {value}: "
        "something else holds it up."
    ),
    "open": Word(
        "Not settled: {sites}. For these the promise does not hold; ask again with more "
        "replications."
    ),
    "untargeted": Word("{n} sites have no target and keep their officers."),
    "untargeted_one": Word("One site has no target and keeps its officers."),
    "table": Word("Site by site"),
    "picture": Word("Officers of each site as it is and as found, the figures of the table below"),
    "place": Word("Site"),
    "minutes_of": Word("{value} min"),
    "percent_of": Word("{value} %"),
    "officers_in": Word("Officers"),
    "now": Word("Now", "officers"),
    "needed": Word("To have", "officers"),
    "best": Word("Best", "officers"),
    "difference": Word("Difference", "officers"),
    "value_now": Word("Service now"),
    "value": Word("Service then"),
    "value_less": Word("With one fewer"),
    "would_do": Word("Would do", "officers"),
    "bound": Word("Held by"),
    "bound_least": Word("bound: at least {n} people"),
    "bound_most": Word("bound: at most {n} people"),
    "skills": Word("somebody for all that is served"),
    "tested": Word("Put to the test"),
    "is_tested": Word("yes", "put to the test"),
    "is_near": Word("yes; on the line"),
    "is_open": Word("not settled", "put to the test"),
    "is_unmet": Word("target not met"),
    "near_note": Word(
        "On the line: the officers needed, or one fewer, keep the target almost exactly."
    ),
    "parts": Word("Officers in parts"),
    "no_sense": Word("The files of this folder cannot be read as an answer."),
    # What was found: the best spread.
    "spread": Word("The best spread of {officers} officers changes {n} of {sites} sites."),
    "saves": Word("Citizens wait {by} h less a day, {now} h in place of {then} h in all sites."),
    "costs": Word("Citizens wait {by} h more a day, {now} h in place of {then} h in all sites."),
    "no_gain": Word("How long citizens wait cannot be told from that of now: {now} h a day."),
    "unchanged": Word("The plan of now is the best; nothing changes."),
    "hours_now": Word("Waited now [h/day]"),
    "hours_best": Word("Waited then [h/day]"),
    "one_more": Word("One more saves [h/day]"),
    "one_less": Word("One fewer costs [h/day]"),
    "unserved_now": Word("Not served now [visits/day]"),
    "unserved_best": Word("Not served then [visits/day]"),
    "half_width": Word("± is the half-width of the 95 % interval; figures are for an open day."),
    # What to do with it.
    "take": Word("Take it with you"),
    "as_excel": Word("Download the plan as Excel"),
    "as_scenario": Word("Download the plan as a scenario"),
    "as_scenario_note": Word("The scenario lies on top of {scenario} and can be compared with it:"),
    "look": Word("Look at a site in What if"),
    "go": Word("Go there"),
}
