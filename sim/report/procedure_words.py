"""What the procedures of the shipped network are called: their scenario knows them by ids alone."""

from __future__ import annotations

from collections.abc import Mapping

from sim.report.word import Word
from sim.report.words import Lang, say

GROUP: Mapping[str, Word] = {
    "certification": Word("Certification"),
    "civil-status": Word("Civil status"),
    "social": Word("Social policy"),
    "land": Word("Land"),
    "business": Word("Business registration"),
    "construction": Word("Construction"),
    "judicial": Word("Judicial record"),
    "driver-licence": Word("Driving licence"),
    "other": Word("Other procedures"),
}
LEVEL: Mapping[str, Word] = {
    "commune": Word("commune level"),
    "branch": Word("district level"),
    "center": Word("province level"),
}
"""Of the authority that decides."""


def procedure_name(id_: str, own: str | None, lang: Lang) -> str:
    """The name of a procedure: its own where the scenario gives one, or that of its id."""
    group, _, level = id_.rpartition("-")
    if own or group not in GROUP or level not in LEVEL:
        return own or id_
    return f"{say(GROUP, group, lang)}, {say(LEVEL, level, lang)}"
