"""Text of others that a page shows as it is written, whatever it holds."""

from __future__ import annotations

import re

from sim.errors import cut, in_one_line, visible

LONGEST = 100
"""Letters of a name where it is chosen."""

_SIGNS = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:&=^\"'])")
_BLANKS = re.compile(r"\s+")


def inert(text: str) -> str:
    """The text for places that read Markdown: no link, picture, formula or mark comes of it."""
    return _SIGNS.sub(r"\\\1", visible(_BLANKS.sub(" ", text)))


def shown(text: str, most: int = LONGEST) -> str:
    """The text for places that read no Markdown: on one line, without marks that turn it round."""
    return cut(in_one_line(text), most)
