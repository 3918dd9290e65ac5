"""Text of others that a page shows as it is written, whatever it holds."""

from __future__ import annotations

import re

_SIGNS = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:&=^\"'])")
_BLANKS = re.compile(r"\s+")


def inert(text: str) -> str:
    """The text for places that read Markdown: no link, picture, formula or mark comes of it."""
    return _SIGNS.sub(r"\\\1", _BLANKS.sub(" ", text))
