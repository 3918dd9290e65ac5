"""What a comparison until it is clear says, in English and in Vietnamese."""

from __future__ import annotations

from collections.abc import Mapping

from sim.report.word import Word

CLEAR: Mapping[str, Word] = {
    "title": Word("What is decided: each scenario against {base}"),
    "basis": Word(
        "Replications were added while anything was open: {first} at first, at most {most}, "
        "{looks} looks. With {sure} % at least, all decisions below and in decisions.csv are right "
        "together, whenever one looks. Intervals hold at every look, and are wide for that."
    ),
    "too_early": Word(
        "Interrupted before the first look at {first} replications: nothing is decided."
    ),
    "interrupted": Word("Interrupted: decisions are those of the last look, at {n} replications."),
    "difference": Word("Difference"),
    "interval": Word("Interval at\nevery look"),
    "zone": Word("Does not\nmatter up to"),
    "decision": Word("Decision"),
    "replications": Word("Repli-\ncations"),
    "needed": Word("About so\nmany needed"),
    "lower": Word("lower"),
    "higher": Word("higher"),
    "lower_better": Word("lower: better"),
    "lower_worse": Word("lower: worse"),
    "higher_better": Word("higher: better"),
    "higher_worse": Word("higher: worse"),
    "no_difference": Word("none that matters"),
    "span": Word("{low} to {high}"),
    "point": Word("{n} point"),
    "points": Word("{n} points"),
    "open": Word("open"),
    "blank": Word("nothing to compare"),
    "sites_title": Word("{scenario} against {base}: decisions site by site ({n})"),
    "site_measure": Word("Measure"),
    "n_better": Word("Better"),
    "n_worse": Word("Worse"),
    "n_lower": Word("Lower"),
    "n_higher": Word("Higher"),
    "n_same": Word("None that\nmatters"),
    "n_open": Word("Open"),
    "n_blank": Word("Nothing to\ncompare"),
    "one_sided": Word(
        "Sites in {scenario} alone: {new}; in {base} alone: {old}. Nothing is decided of these."
    ),
    "all_clear": Word("Nothing stayed open: {n} decisions."),
    "open_title": Word(
        "Open at {cap} replications: {open} of {n} decisions; those nearest to an answer"
    ),
    "part": Word("Part of the network"),
    "scenario": Word("Scenario"),
    "best_title": Word("Which scenario is best: {kpi}"),
    "best_found": Word(
        "Best: {scenario}, {mean}, known with {n} replications. If one scenario is better than "
        "every other by {zone} or more, it is this one with {sure} % at least."
    ),
    "best_open": Word(
        "No winner in {n} replications; still in: {left}. It takes {latest} at most."
    ),
    "mean": Word("Mean"),
    "out": Word("Out after"),
    "winner": Word("best"),
    "still_in": Word("still in"),
    "sheet": Word("Decisions"),
    "best_sheet": Word("Best", "clear/best_sheet"),
    "kind": Word("Kind"),
    "name": Word("Name"),
    "unit": Word("Unit"),
    "low": Word("From"),
    "high": Word("To"),
}
