"""The one door to numba: how code is compiled, and where the result is kept.

numba keeps compiled code on disk by the file of each function, and does not notice when a function
that is called from it changes in another file. So the cache lives in a folder named after all
compiled sources: any change of any of them starts a new one.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from hashlib import blake2b
from pathlib import Path
from typing import TypeVar

import numba
from numba import njit

FunctionT = TypeVar("FunctionT", bound=Callable[..., object])

_PACKAGE = Path(__file__).parent
_COMPILED = ("engines/kernel", "sampling", "measures")


def _fingerprint() -> str:
    """What names the present state of everything that is compiled."""
    digest = blake2b(Path(__file__).read_bytes(), digest_size=8)
    for folder in _COMPILED:
        for path in sorted((_PACKAGE / folder).glob("*.py")):
            digest.update(path.read_bytes())
    return digest.hexdigest()


_home = Path(os.environ.get("NUMBA_CACHE_DIR") or _PACKAGE / "__pycache__")
numba.config.CACHE_DIR = str(_home / f"compiled-{_fingerprint()}")  # type: ignore[attr-defined]


def compiled(function: FunctionT) -> FunctionT:
    """Compile a function that makes no arrays of its own.

    numba then need not count references to arrays: counting a dozen of them at every call made
    the event loop six times slower (measured on a branch of 13 officers).
    """
    return njit(cache=True, nogil=True, _nrt=False)(function)  # type: ignore[call-overload, no-any-return]


def hot(function: FunctionT) -> FunctionT:
    """Compile a function, that makes no arrays, into each place where it is called often.

    A call hands over seven words for every array, which for the kernel's tables costs more than
    the work of a small function.
    """
    return njit(cache=True, nogil=True, _nrt=False, forceinline=True)(function)  # type: ignore[call-overload, no-any-return]


def allocating(function: FunctionT) -> FunctionT:
    """Compile a function that makes arrays."""
    return njit(cache=True, nogil=True)(function)  # type: ignore[return-value]


def inlined(function: FunctionT) -> FunctionT:
    """Compile a function into each place where it is called."""
    return njit(cache=True, nogil=True, inline="always")(function)  # type: ignore[return-value]
