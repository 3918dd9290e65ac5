"""How a report tells its methods, in the order of STRESS-DES, and where its numbers come from.

The order is that of the guideline for discrete-event simulations: Monks, Currie, Onggo, Robinson,
Kunc and Taylor 2019, *Journal of Simulation* 13(1), 55-67.
"""

from __future__ import annotations

from collections.abc import Mapping

from sim.report.word import Word

METHOD: Mapping[str, Word] = {
    "order": Word(
        "In the order of STRESS-DES (Monks et al. 2019), the guideline for reporting "
        "discrete-event simulations."
    ),
    "objectives": Word("1. Objectives"),
    "purpose": Word("Purpose"),
    "purpose_text": Word(
        "To see how long citizens wait, how many are served, how busy officers are and whether "
        "dossiers are done on time in a network of public service sites, before changing it."
    ),
    "outputs": Word("Outputs"),
    "outputs_text": Word(
        "Waits (from ticket to counter), shares served and lost, queues, utilisation, overtime, "
        "time to the result, shares on time, citizens' time with travel; by network, tier, "
        "district, site, procedure, hour, weekday and commune."
    ),
    "aims": Word("Experiments"),
    "aims_one": Word("One scenario: {runs}."),
    "aims_text": Word("{runs}, each against {base}."),
    "logic": Word("2. Logic"),
    "overview": Word("Model"),
    "overview_text": Word(
        "Residents need procedures, choose a site, take a ticket, wait for an officer who serves "
        "their procedure, and may give up; incomplete dossiers bring them back, back offices work "
        "on what was taken in, and results are fetched or sent."
    ),
    "order_text": Word(
        "Priority classes first, then by ticket; officers keep to hours, breaks and absence."
    ),
    "scenarios": Word("Scenarios"),
    "components": Word("Components"),
    "components_text": Word(
        "{sites} sites, {procedures} procedures, {communes} communes, {staff} staff."
    ),
    "algorithms": Word("Order of service"),
    "data": Word("3. Data"),
    "sources": Word("Sources and inputs"),
    "sources_text": Word(
        "Every input with its value is in the resolved scenario beside the results: {files}. "
        "Published sources are named in the scenario files."
    ),
    "assumptions": Word("Assumptions"),
    "assumptions_text": Word("Listed above with their marks ({n})."),
    "assumptions_none": Word("This results folder does not list them; see the scenario files."),
    "experiments": Word("4. Experimentation"),
    "start": Word("Initialisation"),
    "start_text": Word(
        "Empty sites, and a warm-up of {days} days before the period that is not counted."
    ),
    "length": Word("Run length"),
    "length_text": Word("{days} days, {first} to {last}."),
    "estimation": Word("Estimation"),
    "estimation_text": Word(
        "{replications} independent replications. Ratios of totals with linearised 95 % Student "
        "intervals; scenarios on common random numbers and paired by replication; extremes over "
        "sites by Bonferroni."
    ),
    "implementation": Word("5. Implementation"),
    "software": Word("Software"),
    "software_text": Word("motcua {version}, model version {model}, {engine} engine."),
    "random": Word("Random sampling"),
    "random_text": Word(
        "Counter-based streams from seed {seed}: one for each purpose, so that scenarios share "
        "what they have in common."
    ),
    "execution": Word("Execution"),
    "execution_text": Word("Next event by next event in whole milliseconds; {system}."),
    "access": Word("6. Code access"),
    "code": Word("To repeat it"),
    "code_text": Word("motcua is free software (Apache-2.0). Command: {command}"),
}
"""Headings, terms and texts of the methods."""

PROVENANCE: Mapping[str, Word] = {
    "folder": Word("Results folder"),
    "scenario": Word("Scenario"),
    "file": Word("File"),
    "command": Word("Command"),
    "period": Word("Period"),
    "replications": Word("Replications"),
    "seed": Word("Seed"),
    "started": Word("Begun"),
    "duration": Word("Duration"),
    "seconds": Word("{n} s"),
    "digest": Word("Digest of the journal"),
    "no_digest": Word("not taken"),
    "version": Word("motcua, model version"),
    "commit": Word("Commit"),
    "libraries": Word("Python and libraries"),
    "platform": Word("Platform"),
    "sets": Word("Changed by --set"),
    "plan": Word("Staffed by the plan"),
}
"""Terms of the provenance."""
