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
from typing import Any, TypeVar

import numba
from llvmlite import ir
from numba import njit, types
from numba.core import cgutils
from numba.extending import intrinsic, overload

FunctionT = TypeVar("FunctionT", bound=Callable[..., object])

CACHE_LINE = 64
AHEAD = 16
"""Rows between asking for memory and using it (`prefetch`)."""

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
CACHE = _home / f"compiled-{_fingerprint()}"
"""Where compiled code is kept."""
numba.config.CACHE_DIR = str(CACHE)  # type: ignore[attr-defined]


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


def prefetch(table: Any, row: int) -> None:
    """Let the memory of a row be brought near while something else is done.

    A row met in a jumble costs a hundred nanoseconds of waiting; asked for `AHEAD` rows before,
    next to nothing. Nothing depends on it, and without the compiler it does nothing.
    """


@overload(prefetch, jit_options={"forceinline": True})
def _compiled_prefetch(table: Any, row: int) -> Any:  # noqa: ARG001
    def prefetch(table: Any, row: int) -> None:
        _ask_for(table, row)  # type: ignore[call-arg]

    return prefetch


@intrinsic
def _ask_for(_: Any, table: Any, row: Any) -> Any:
    """Ask for the cache lines of a row of a table, without waiting for them."""

    def generate(context: Any, builder: Any, signature: Any, values: Any) -> Any:
        kind = signature.args[0]
        array = context.make_array(kind)(context, builder, values[0])
        at = cgutils.get_item_pointer(  # type: ignore[no-untyped-call]
            context, builder, kind, array, [values[1]]
        )
        size = context.get_abi_sizeof(context.get_data_type(kind.dtype))
        byte, word = ir.IntType(8), ir.IntType(32)
        address = builder.bitcast(at, byte.as_pointer())
        takes = ir.FunctionType(ir.VoidType(), [byte.as_pointer(), word, word, word])
        ask = cgutils.get_or_insert_function(  # type: ignore[no-untyped-call]
            builder.module, takes, "llvm.prefetch.p0i8"
        )
        for offset in sorted({*range(0, size, CACHE_LINE), size - 1}):
            line = builder.gep(address, [ir.Constant(ir.IntType(64), offset)])
            builder.call(ask, [line, word(0), word(3), word(1)])
        return context.get_dummy_value()

    return types.void(table, row), generate
