"""What a report says of the folders of studies, in English and in Vietnamese."""

from __future__ import annotations

from collections.abc import Mapping

from sim.report.word import Word

ROLE: Mapping[str, Word] = {
    "staff.csv/plan": Word("Least staff", "role/staff"),
    "budget.csv/now": Word("As it is", "role/now"),
    "budget.csv/as-now": Word("As many, spread as now", "role/as-now"),
    "budget.csv/best": Word("Best spread", "role/best"),
    "unmet.csv/roster": Word("With rosters", "role/roster"),
}
"""What runs of studies are called, by the study's first table and their label."""

TITLE: Mapping[str, Word] = {
    "staff.csv": Word("{name}: the least staff"),
    "budget.csv": Word("{name}: officers in the best spread"),
    "siting.csv": Word("{name}: where new branches should stand"),
    "stress.csv": Word("{name}: targets on hard days"),
    "unmet.csv": Word("{name}: rosters"),
    "twin.csv": Word("{name}: formulas beside the simulation"),
}
"""Of a report on one study, by its first table."""

STUDY: Mapping[str, Word] = {
    "heading": Word("What the study found"),
    "text": Word("The study's own tables, as its folder keeps them."),
    "first_rows": Word("The first {n} of {all} rows; {file} in the results folder has all."),
    "siting": Word(
        "The best plan has new branches at {branches}: a dossier then costs a citizen {minutes} "
        "min on the road and at the site, against {old} in {base}."
    ),
    "siting_near": Word("Within chance of the best: {plans}."),
    "twin": Word(
        "A queueing formula is set beside the simulation by site and hour, {n} times; they are "
        "farthest apart at {site}, {hour}: {formula} min by the formula, {simulated} min simulated."
    ),
    "covered": Word("The rosters cover the need in every half-hour ({n} looked at)."),
    "short": Word(
        "The rosters leave officers short in {k} of {n} half-hours looked at, by {most} at most "
        "({site}, {day}, {since}–{until})."
    ),
}
