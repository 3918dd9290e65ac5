"""Whether a text that should be in another language has English in it."""

from __future__ import annotations

import re

_QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"|`[^`]*`|--[\w-]+|\S*[/_.=]\S+|\bN\b")
"""Names of options, files and keys, and what is typed: the same in every language."""
_ENGLISH = re.compile(
    r"\b(the|of|and|or|is|are|was|were|been|with|without|for|by|at|as|it|its|"
    r"this|that|these|those|there|what|which|who|where|when|all|every|each|one|not|does|"
    r"default|show|exit|options?|usage|commands?|error|file|folder|name|value|missing|such)\b",
    re.IGNORECASE,
)


def english(text: str) -> list[str]:
    """English words in a text, names of files and options aside."""
    return _ENGLISH.findall(_QUOTED.sub(" ", text))
