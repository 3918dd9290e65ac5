"""What the page of comparisons says, in English and in Vietnamese."""

from __future__ import annotations

from collections.abc import Mapping

from sim.report.word import Word

COMPARE: Mapping[str, Word] = {
    "scenarios": Word("Scenarios; the first is what others are compared with"),
    "replications": Word("Replications"),
    "compare": Word("Compare", "what a button does"),
}
