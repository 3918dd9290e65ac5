"""Names in a sentence: the first few, and how many more there are."""

from __future__ import annotations

from collections.abc import Sequence

from sim.report.app_plan_words import PLANS
from sim.report.words import Lang, say

MOST_NAMED = 5


def listed(names: Sequence[str], lang: Lang) -> str:
    """The first names, in their order."""
    text = ", ".join(names[:MOST_NAMED])
    more = len(names) - MOST_NAMED
    return say(PLANS, "sites_more", lang, sites=text, more=more) if more > 0 else text
