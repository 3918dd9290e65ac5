"""The one door to numba: how code is compiled, and where the result is kept.

numba keeps compiled code on disk by the file of each function, and does not notice when a function
that is called from it changes in another file. So the cache lives in a folder named after all
compiled sources: any change of any of them starts a new one. Where no place for it can be written
to, or the disk is full, code is compiled in memory, and a warning says so once.
"""

from __future__ import annotations

import os
import sys
import tempfile
import warnings
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import reduce
from hashlib import blake2b
from pathlib import Path
from typing import Any, TypeVar

import numba
from llvmlite import ir
from numba import njit, types
from numba.core import cgutils
from numba.core import ir as numba_ir
from numba.core.caching import FunctionCache
from numba.core.compiler import CompilerBase, DefaultPassBuilder
from numba.core.compiler_machinery import FunctionPass, register_pass
from numba.core.typed_passes import PreLowerStripPhis
from numba.cpython.unsafe.numbers import trailing_zeros
from numba.extending import intrinsic, overload

from sim.errors import Degraded, reason_of
from sim.said import Said

FunctionT = TypeVar("FunctionT", bound=Callable[..., object])

CACHE_LINE = 64
AHEAD = 16
"""Rows between asking for memory and using it (`prefetch`)."""

_PACKAGE = Path(__file__).parent
_COMPILED = ("engines/kernel", "sampling", "measures", "studies/audit/kernel")
_PLAIN = ("sim.engines.kernel.", "sim.sampling.")
"""Modules whose loops neither count from the end of an array nor divide by zero; memory is not safe
from an index below zero there, for which `make bounds` looks."""


def _fingerprint() -> str:
    """What names the present state of everything that is compiled, and how it is."""
    digest = blake2b(Path(__file__).read_bytes(), digest_size=8)
    digest.update(f"{numba.config.BOUNDSCHECK}".encode())  # type: ignore[attr-defined]
    for folder in _COMPILED:
        for path in sorted((_PACKAGE / folder).glob("*.py")):
            digest.update(path.read_bytes())
    return digest.hexdigest()


def _homes() -> list[Path]:
    """Where compiled code may be kept, the best place first."""
    named = os.environ.get("NUMBA_CACHE_DIR")
    first = Path(named) if named else _PACKAGE / "__pycache__"
    with suppress(RuntimeError):  # a user without a home
        return [first, _users_cache() / "motcua"]
    return [first]


def _users_cache() -> Path:
    """The folder in which programs keep what they can make again."""
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches"
    named = Path(os.environ.get("XDG_CACHE_HOME") or "")
    return named if named.is_absolute() else Path.home() / ".cache"


def _keeping_place(homes: Sequence[Path], name: str) -> Path | None:
    """The first folder of this name that can be written to; None if there is none."""
    for home in homes:
        folder = home.absolute() / name
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=folder) as file:
                file.write(b"room")
        except OSError:
            continue
        return folder
    return None


def _choose_place() -> str:
    """Where compiled code is kept from now on; empty: nowhere."""
    homes = _homes()
    place = _keeping_place(homes, f"compiled-{_fingerprint()}")
    if place is None:
        tried = reduce(
            lambda some, one: Said("{some} or {one}", some=some, one=one), map(str, homes)
        )
        why = Said(
            "nothing can be written in {folders}, so that compiled code is kept nowhere and each "
            "start takes a minute or two longer; set NUMBA_CACHE_DIR to a folder that can be "
            "written to.",
            folders=tried,
        )
        warnings.warn(Degraded(why), stacklevel=2)
    elif os.environ.get("NUMBA_CACHE_DIR") and homes[0].absolute() != place.parent:
        why = Said(
            "NUMBA_CACHE_DIR = {folder}: nothing can be written there; compiled code is kept in "
            "{other} instead.",
            folder=str(homes[0]), other=str(place.parent),
        )  # fmt: skip
        warnings.warn(Degraded(why), stacklevel=2)
    return str(place or "")


CACHE = _choose_place()
"""Where compiled code is kept; empty: nowhere."""
numba.config.CACHE_DIR = CACHE  # type: ignore[attr-defined]


class _Kept(FunctionCache):
    """Compiled code of a function on disk; trouble with the disk costs time, never the work."""

    def load_overload(self, sig: Any, target_context: Any) -> Any:
        """What is kept; None if there is nothing, or nothing that can be read."""
        try:
            return super().load_overload(sig, target_context)  # type: ignore[no-untyped-call]
        except Exception:
            # A file that power failure or a full disk left broken: it is written anew.
            with suppress(OSError):
                self.flush()  # type: ignore[no-untyped-call]
            return None

    def save_overload(self, sig: Any, data: Any) -> None:
        """Keep it, if that can be."""
        try:
            super().save_overload(sig, data)  # type: ignore[no-untyped-call]
        except OSError as error:
            why = Said(
                "{folder}: compiled code cannot be kept ({reason}), so that the next start takes a "
                "minute or two longer.",
                folder=str(numba.config.CACHE_DIR),  # type: ignore[attr-defined]
                reason=reason_of(error),
            )
            warnings.warn(Degraded(why), stacklevel=2)


@register_pass(mutates_CFG=False, analysis_only=False)  # type: ignore[no-untyped-call]
class _PlainIndices(FunctionPass):
    """Take an index as it is: none that is computed counts from the end of its array.

    To find out costs three instructions and the length of the array at every access, which took
    the loop of a site alone and its draws an eighth to a seventh of their time.
    """

    _name = "plain_indices"

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]

    def run_pass(self, state: Any) -> bool:
        """Let the types of calls say so."""
        for block in state.func_ir.blocks.values():
            for place in (*block.find_exprs("getitem"), *block.find_insts(numba_ir.SetItem)):
                call = state.calltypes.pop(place)
                if isinstance(call.args[0], types.Array):
                    args = call.args[0], _plain(call.args[1]), *call.args[2:]
                    call = call.replace(args=args)
                state.calltypes[place] = call
        return True


def _plain(index: Any) -> Any:
    """The type of an index without sign."""
    if isinstance(index, types.BaseTuple):
        plain = [_plain(each) for each in index]  # type: ignore[attr-defined]
        return types.BaseTuple.from_types(plain)  # type: ignore[no-untyped-call]
    return types.uintp if isinstance(index, types.Integer) else index


class _Compiler(CompilerBase):
    def define_pipelines(self) -> list[Any]:
        """Those of numba, and one step more."""
        manager = DefaultPassBuilder.define_nopython_pipeline(self.state)  # type: ignore[no-untyped-call]
        manager.add_pass_after(_PlainIndices, PreLowerStripPhis)
        manager.finalize()
        return [manager]


def _njit(function: FunctionT, **how: Any) -> FunctionT:
    """Compile a function when it is first called, or take what is kept of it."""
    found = njit(nogil=True, **how)(function)
    if numba.config.CACHE_DIR and hasattr(found, "enable_caching"):  # type: ignore[attr-defined]
        with suppress(RuntimeError):  # a function typed at a prompt has no file to be known by
            found._cache = _Kept(function)  # type: ignore[no-untyped-call]
    return found  # type: ignore[no-any-return]


def _plainly(function: FunctionT, **how: Any) -> FunctionT:
    """Compile a function; what those of `_PLAIN` never do is not looked into."""
    if f"{function.__module__}.".startswith(_PLAIN):
        how |= {"error_model": "numpy", "pipeline_class": _Compiler}
    return _njit(function, **how)


def compiled(function: FunctionT) -> FunctionT:
    """Compile a function that makes no arrays of its own.

    numba then need not count references to arrays: counting a dozen of them at every call made
    the event loop six times slower (measured on a branch of 13 officers).
    """
    return _plainly(function, _nrt=False)


def hot(function: FunctionT) -> FunctionT:
    """Compile a function, that makes no arrays, into each place where it is called often.

    A call hands over seven words for every array, which for the kernel's tables costs more than
    the work of a small function.
    """
    return _plainly(function, _nrt=False, forceinline=True)


def allocating(function: FunctionT) -> FunctionT:
    """Compile a function that makes arrays."""
    return _njit(function)


def inlined(function: FunctionT) -> FunctionT:
    """Compile a function into each place where it is called."""
    return _njit(function, inline="always")


def lowest_bit(mask: int) -> int:
    """Position of the lowest set bit of a mask that is not 0."""
    return (int(mask) & -int(mask)).bit_length() - 1


@overload(lowest_bit, jit_options={"forceinline": True})
def _compiled_lowest_bit(mask: int) -> Any:  # noqa: ARG001
    def lowest_bit(mask: int) -> int:
        return trailing_zeros(mask)  # type: ignore[call-arg]

    return lowest_bit


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
