"""What names a piece of work: whoever has the same name gives the same result, to the last bit."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache, partial
from pathlib import Path

from pydantic import BaseModel

import sim
from sim.model.version import MODEL_VERSION
from sim.studies.regression.platform import fingerprint

_PACKAGE = Path(sim.__file__).parent
_COMPUTING = ("model", "sampling", "engines", "measures", "studies", "jit.py", "memory.py")
"""What may move a result; commands and reports may not."""


class Nameless(TypeError):
    """Something has no text that says all there is to it."""


def name_of(*parts: object) -> str:
    """A name of what the parts say, made here, by this code: 32 letters and digits.

    Raises
    ------
    Nameless
        A part is something else than `text_of` knows.
    """
    return short(f"{here()}\n{text_of(parts)}")


def short(text: str) -> str:
    """A fingerprint of a text: 32 letters and digits."""
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


@cache
def here() -> str:
    """What else a result depends on: the rules, the code, and the machine as far as bits go."""
    return text_of((MODEL_VERSION, sim.__version__, code(), tuple(sorted(fingerprint().items()))))


@cache
def code() -> str:
    """A fingerprint of all code that computes results."""
    found = hashlib.blake2b(digest_size=16)
    for name in _COMPUTING:
        path = _PACKAGE / name
        for file in sorted(path.rglob("*.py")) if path.is_dir() else [path]:
            if file.exists():  # not in a program frozen into one file, which has its version
                found.update(f"{file.relative_to(_PACKAGE).as_posix()}\n".encode())
                found.update(file.read_bytes())
    return found.hexdigest()


def text_of(what: object) -> str:
    """Text that differs where anything differs.

    Knows plain values and collections of them, dates, models of the scenario, functions of a
    module, and dataclasses of all these.

    Raises
    ------
    Nameless
        It is something else, or a function within another one.
    """
    if what is None or isinstance(what, (bool, int, float, str, bytes, date)):
        return f"{type(what).__name__}:{what!r}"
    if isinstance(what, Enum):
        return f"{_path(type(what))}.{what.name}"
    if isinstance(what, BaseModel):
        return f"{_path(type(what))}{what!r}"
    if isinstance(what, (tuple, list)):
        return f"({','.join(map(text_of, what))})"
    if isinstance(what, (set, frozenset)):
        return f"{{{','.join(sorted(map(text_of, what)))}}}"
    if is_dataclass(what) and not isinstance(what, type):
        said = (f"{each.name}={text_of(getattr(what, each.name))}" for each in fields(what))
        return f"{_path(type(what))}({','.join(said)})"
    if isinstance(what, partial):
        return f"partial{text_of((what.func, what.args, tuple(sorted(what.keywords.items()))))}"
    if callable(what):
        return _path(what)
    raise Nameless(f"{type(what).__name__} has no name.")


def _path(what: type | Callable[..., object]) -> str:
    name = getattr(what, "__qualname__", "<none>")
    if "<" in name or getattr(what, "__self__", None) is not None:
        raise Nameless(f"{name} is nothing that a module names.")
    return f"{what.__module__}.{name}"
