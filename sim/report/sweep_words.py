"""What a sweep says, in English and in Vietnamese."""

from __future__ import annotations

from collections.abc import Mapping

from sim.report.words import Word

SWEEP: Mapping[str, Word] = {
    "title": Word("{scenario}: a sweep over {keys}"),
    "basis": Word(
        "{points} points on the same citizens: {days} days from {first} to {last}, {replications} "
        "replications, seed {seed}. ± is the half-width of the 95 % interval."
    ),
    "sites_exact": Word(
        "Only {sites} was simulated: nothing joins it to other sites, so that it fares as in the "
        "whole network, bit for bit."
    ),
    "sites_alone": Word(
        "Only {sites} was simulated, as asked by --alone. Back offices work for other sites too, "
        "and are less busy here than they would be: results may be fetched a little earlier."
    ),
    "several": Word("{count} sites"),
    "table": Word("{scope}: what each point gives"),
    "steps": Word("{scope}: what each step changes, between the same citizens"),
    "point": Word("Point"),
    "step": Word("Step"),
    "hours": Word("Officer\n[h/day]"),
    "waiting": Word("Waited\n[h/day]"),
    "staff": Word("Staff"),
    "cost": Word("Officers\n[m {currency}]"),
    "costs": Word("Officers' cost is in millions of {currency} a day."),
    "knee": Word(
        "Knee of the curve ({measure}, {scope}{line}): {point}. A unit buys {before} on the way to "
        "it, and {after} beyond it."
    ),
    "knee_unclear": Word(
        "No clear knee ({measure}, {scope}{line}): what a unit buys hardly falls, or chance hides "
        "it; more replications may tell."
    ),
    "fewer": Word("Told of {told} of the {count} sites that change; the parquet file has all."),
    "interrupted": Word("Interrupted: what was finished until then."),
    "figure": Word("What {what} buys"),
    "marked": Word("Ringed: the knee."),
    "lines": Word("The first {drawn} of {count} lines; sweep.csv has all."),
    "bands": Word("Bands are 95 % intervals."),
    "sheet": Word("sweep"),
    "sheet_steps": Word("steps"),
    "scope": Word("Where"),
    "measure": Word("Measure"),
    "unit": Word("Unit"),
    "mean": Word("Mean"),
    "low": Word("95 % from"),
    "high": Word("95 % to"),
    "change": Word("Change from the point before"),
    "change_low": Word("Change from (95 %)"),
    "change_high": Word("Change to (95 %)"),
}
