"""The language that a command line asks for, told before any library is loaded."""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise

VARIABLE = "MOTCUA_LANG"
"""Of the environment: the language where no `--lang` names one."""


def asked_for(
    arguments: Sequence[str], known: Collection[str], environment: Mapping[str, str] = os.environ
) -> str | None:
    """The language of those `known` that is asked for, as far as options tell before being read.

    What is wrong in it is told when they are.
    """
    asked = [environment.get(VARIABLE, "")]
    for word, after in pairwise([*arguments, ""]):
        if word == "--":
            break
        if word == "--lang" or word.startswith("--lang="):
            asked.append(after if word == "--lang" else word.removeprefix("--lang="))
    return next((lang for each in reversed(asked) for lang in known if lang == each), None)
