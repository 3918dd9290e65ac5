"""What a siting study says, in English and in Vietnamese."""

from __future__ import annotations

from collections.abc import Mapping

from sim.report.words import Word

SITING: Mapping[str, Word] = {
    "title": Word("Where new branches should stand, on top of {scenario}"),
    "basis": Word(
        "The {plans} best plans by the model, no two with the same branches, then simulated on "
        "the same citizens: {days} days from {first} to {last}, {replications} replications, seed "
        "{seed}."
    ),
    "minutes": Word(
        "Minutes: a citizen's time for each dossier, on the road and at the site, over all visits "
        "of its life, in the whole network. Model: by rates and formulas, without visits in vain. "
        "± is the half-width of 95 % intervals that hold for all plans at once."
    ),
    "weighted": Word("A minute at the site counts for {weight} on the road."),
    "gap": Word(
        "By the model without new branches: {base} min. Proven gap to the best possible: {gap} %."
    ),
    "peak": Word(
        "Formulas are asked at {factor} times the visits of an average hour, which is what the "
        "average visitor meets."
    ),
    "plan": Word("Plan"),
    "branches": Word("New branches"),
    "points": Word("Points joined"),
    "staff": Word("Staff"),
    "model": Word("Model\n[min]"),
    "simulated": Word("Simulated\n[min]"),
    "behind": Word("More than\nthe best"),
    "lost": Word("Given\nup [%]"),
    "best": Word("best"),
    "unclear": Word("{plans}: within chance of the best."),
    "winner": Word("The best plan, branch by branch"),
    "branch": Word("Branch"),
    "takes_in": Word("Takes in"),
    "furthest": Word("Furthest\n[km]"),
    "residents": Word("Residents"),
    "records": Word("Dossiers\n/day"),
    "counters": Word("Counters"),
    "written": Word("Written: {file}"),
    "map_title": Word("Where the new branches stand"),
    "map_branch": Word("branch as before"),
    "map_new": Word("new branch"),
    "map_point": Word("reception point"),
    "map_joined": Word("point that joins a new branch"),
    "map_center": Word("provincial centre"),
    "map_east": Word("East [km]"),
    "map_north": Word("North [km]"),
    "map_cities": Word("The cities"),
    "map_whole": Word("The province"),
    "map_note": Word(
        "Points and new branches at the centroid of their commune; distances as the crow flies."
    ),
}
