"""What a budget of officers says, in English and in Vietnamese."""

from __future__ import annotations

from collections.abc import Mapping

from sim.report.words import Word

BUDGET: Mapping[str, Word] = {
    "title": Word("{officers} officers over {sites} sites so that citizens wait least: {scenario}"),
    "basis": Word(
        "{days} days from {first} to {last}, {replications} replications, seed {seed}; the search "
        "used {searched} others. Hours are for an open day. ± is the half-width of 95 % intervals."
    ),
    "counted": Word(
        "Officers are those at counters: {officers}, which makes {heads} people with those off the "
        "counter. Groups of a site grow and shrink in proportion."
    ),
    "weights": Word(
        "What counts: {waiting} for an hour waited, {unserved} h for a visit not served, "
        "{overtime} for an hour of overtime."
    ),
    "best_of_all": Word(
        "No other spread within the bounds is better on the demand of the search, in which "
        "{plans} plans gave a point of every site's curve each. Between and beyond these points a "
        "further officer is taken to save less than the one before; where some were seen not to, "
        "only to do no harm."
    ),
    "gap": Word(
        "The search ended after {plans} plans: another spread may save up to {gap} h a day more."
    ),
    "bends": Word("Not convex, beyond chance, and searched further: {sites}."),
    "rises": Word(
        "A further officer was seen to do harm, beyond chance, at {sites}: who leaves early waits "
        "less. Weigh visits not served (staffing.objective.unserved)."
    ),
    "leaves": Word(
        "Mind: {more} more visits a day are not served in the best plan ({best}, against "
        "{before}). Who leaves early waits less; weigh them with staffing.objective.unserved."
    ),
    "joined": Word(
        "Sites share back offices, so that a site's curve depends a little on the others; plans "
        "were simulated as whole networks."
    ),
    "outside": Word(
        "The plan as it is breaks the bounds at {sites}. The best plan keeps them, and is compared "
        "with the plan as it is put within them; --free leaves those of the policy aside."
    ),
    "interrupted": Word(
        "Interrupted: figures from the {replications} replications that were finished."
    ),
    "plan": Word("Plan"),
    "now": Word("as it is"),
    "as-now": Word("as it is, {officers} within bounds"),
    "best": Word("best"),
    "officers": Word("Officers", "budget/officers"),
    "heads": Word("Staff", "budget/heads"),
    "objective": Word("What counts\n[h/day]"),
    "waiting": Word("Waited\n[h/day]"),
    "unserved": Word("Not served\n[visits/day]"),
    "overtime": Word("Overtime\n[h/day]"),
    "saves": Word("The best plan saves {hours} hours a day against the plan {before}."),
    "nothing": Word("The plan as it is spreads its officers best."),
    "moves": Word("The largest of the {n} moves that lead there"),
    "moves_all": Word("The moves that lead there"),
    "runners_up": Word("Moves away from the best plan that cost least"),
    "move": Word("one officer from {giver} to {taker} {effect}"),
    "move_saves": Word("saves {hours} hours a day"),
    "move_costs": Word("costs {hours} hours a day"),
    "moves_basis": Word("Intervals of all moves listed hold at once."),
    "sites": Word("Sites whose officers change"),
    "sites_most": Word("The {n} sites that change most"),
    "site": Word("Site", "budget/site"),
    "officers_now": Word("Now"),
    "officers_best": Word("Best"),
    "hours_now": Word("Now\n[h/day]"),
    "hours_best": Word("Best\n[h/day]"),
    "one_more": Word("One more\nsaves"),
    "one_less": Word("One less\ncosts"),
    "bound": Word("Bound"),
    "least": Word("least"),
    "most": Word("most"),
    "fixed": Word("fixed"),
    "kept": Word(
        "Sites that change: {changed}, that keep their officers: {n}; all are in budget.csv."
    ),
    "figure_title": Word("Where {officers} officers save most"),
    "figure_officers": Word("Officers at counters"),
    "figure_worth": Word("What one more officer would save [h/day]"),
    "figure_now": Word("as it is"),
    "figure_best": Word("best"),
    "figure_bound": Word("worth of one more, where the bounds allow none"),
    "figure_allowed": Word("worth of one more"),
    "figure_note": Word(
        "The {n} sites where most changes or one more officer is worth most. {replications} "
        "replications from {first} to {last}; bars: 95 % intervals. Right axis: linear below 1, "
        "logarithmic above."
    ),
    "sheet": Word("budget"),
    "sheet_moves": Word("moves"),
    "sheet_about": Word("about"),
    "kind": Word("kind"),
    "towards": Word("towards the best plan"),
    "away": Word("away from it"),
    "giver": Word("from"),
    "taker": Word("to"),
    "move_hours": Word("saves [h/day]"),
    "low": Word("low"),
    "high": Word("high"),
    "id": Word("id"),
    "tier": Word("tier"),
    "allowed_least": Word("officers at least"),
    "allowed_most": Word("officers at most"),
    "saved": Word("saved [h/day]"),
    "unserved_now": Word("not served now [visits/day]"),
    "unserved_best": Word("not served, best [visits/day]"),
}
