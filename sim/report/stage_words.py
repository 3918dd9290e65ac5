"""What tables, figures and workbooks say of stages; part of `words`."""

from __future__ import annotations

from collections.abc import Mapping

from sim.report.word import Word

SCOPE_TYPE: Mapping[str, Word] = {"site/stage": Word("Stage at a site")}

HEAD: Mapping[str, Word] = {
    "stage": Word("Stage"),
    "site/arrivals_per_day": Word("Tickets\na day"),
}

TEXT: Mapping[str, Word] = {
    "stages_title": Word("Waits at each stage"),
    "stages_worst_title": Word(
        "Waits at each stage, at the {n} sites with stages where citizens wait longest"
    ),
    "stages_basis": Word(
        "The wait of a visit, in the tables above, is the sum of its waits at all stages."
    ),
}

SHEET: Mapping[str, Word] = {"stages": Word("Stages")}

FIGURE: Mapping[str, Word] = {
    "stages_title": Word("How long citizens wait at each stage"),
    "stages_worst": Word(
        "Waits at each stage, at the {n} sites with stages where citizens wait longest"
    ),
    "stages_absent": Word("No point: nobody passes the stage in that scenario."),
    "stages_axis": Word("Mean wait in the line for the stage [min]"),
}
