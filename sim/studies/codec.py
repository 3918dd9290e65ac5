"""Results of replications as bytes, and back, to the last bit: no code is ever read from a file.

The bytes begin with what they are and a checksum of the rest, so that a file cut short, or rotten,
is told from a whole one. The rest is compressed: a text that says how the result is built, and the
arrays in numpy's own format. Only the types listed here are built.
"""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from importlib import import_module
from typing import Any

import numpy as np

MAGIC = b"motcua part 1\n"
"""The number is that of the format."""
_SUM, _SIZE = 32, 8
_LEVEL = 1
"""Of zstd: the next ones take several times as long and save a tenth (measured on a province)."""

_TYPES = (
    "sim.measures.scopes.Scope",
    "sim.measures.scopes.ScopeType",
    "sim.measures.scopes.Scopes",
    "sim.measures.service.Service",
    "sim.measures.tally.Tally",
    "sim.model.journal.Journal",
    "sim.studies.regression.observe.Seen",
    "sim.studies.rostering.load.Sums",
    "sim.studies.staffing.load.Load",
    "sim.studies.twin.study._Found",
    "sim.studies.twin.sums.Sums",
)
"""What results are made of, besides arrays and plain values: dataclasses, named tuples, enums."""
_SHARED = ("sim.measures.scopes.Scopes",)
"""Types of what is the same in many results: kept once."""

Share = Callable[[object], str]
Find = Callable[[str], object]


class Unknown(TypeError):
    """A result holds something that cannot be kept."""


class Spoilt(ValueError):
    """Bytes are not what was written."""


def pack(what: object, share: Share | None = None) -> bytes:
    """A result as bytes; `share` keeps what many results share, and gives it a name.

    Raises
    ------
    Unknown
        It holds something of another type than those listed.
    """
    import pyarrow as pa

    body = io.BytesIO()
    arrays: list[np.ndarray[Any, Any]] = []
    tree = json.dumps(_tree(what, arrays, share), ensure_ascii=False).encode()
    body.write(len(tree).to_bytes(_SIZE, "little"))
    body.write(tree)
    for array in arrays:
        np.lib.format.write_array(body, array, allow_pickle=False)
    raw = body.getvalue()
    packed: bytes = pa.Codec("zstd", compression_level=_LEVEL).compress(raw, asbytes=True)
    rest = len(raw).to_bytes(_SIZE, "little") + packed
    return MAGIC + _checksum(rest) + rest


def unpack(content: bytes, find: Find | None = None) -> object:
    """What `pack` was given; `find` gives back what was shared, by its name.

    Raises
    ------
    Spoilt
        The bytes are not, or not all of, what `pack` gave.
    """
    import pyarrow as pa

    begin = len(MAGIC) + _SUM
    rest = content[begin:]
    if not content.startswith(MAGIC) or content[len(MAGIC) : begin] != _checksum(rest):
        raise Spoilt("This is no whole part.")
    size = int.from_bytes(rest[:_SIZE], "little")
    raw = pa.Codec("zstd").decompress(rest[_SIZE:], decompressed_size=size, asbytes=True)
    body = io.BytesIO(raw)
    tree = json.loads(body.read(int.from_bytes(body.read(_SIZE), "little")))
    return _built(tree, lambda: np.lib.format.read_array(body, allow_pickle=False), find)


def _checksum(content: bytes) -> bytes:
    return hashlib.blake2b(content, digest_size=_SUM).digest()


def _tree(what: object, arrays: list[np.ndarray[Any, Any]], share: Share | None) -> Any:
    """How a result is built, in JSON: plain values as they are, `[kind, ...]` for the rest."""
    if what is None or type(what) in (bool, int, float, str):
        return what
    if isinstance(what, np.ndarray):
        if what.dtype.hasobject:
            raise Unknown("An array of objects cannot be kept.")
        arrays.append(what)
        return ["array"]
    if isinstance(what, np.generic):
        arrays.append(np.asarray(what))
        return ["scalar"]
    if type(what) is tuple:
        return ["tuple", *(_tree(each, arrays, share) for each in what)]
    if type(what) is dict and all(type(key) is str for key in what):
        inside = (_tree(each, arrays, share) for each in what.values())
        return ["dict", list(what), *inside]
    name = f"{type(what).__module__}.{type(what).__qualname__}"
    if name not in _TYPES:
        raise Unknown(f"{name} cannot be kept.")
    if share is not None and name in _SHARED:
        return ["shared", share(what)]
    if isinstance(what, Enum):
        return ["one", name, what.name]
    parts = (getattr(what, each) for each in _fields(type(what)))
    return ["of", name, *(_tree(each, arrays, share) for each in parts)]


def _built(tree: Any, next_array: Callable[[], Any], find: Find | None) -> Any:
    if not isinstance(tree, list):
        return tree
    kind, *rest = tree
    if kind == "array":
        return next_array()
    if kind == "scalar":
        return next_array()[()]
    if kind == "tuple":
        return tuple(_built(each, next_array, find) for each in rest)
    if kind == "shared":
        assert find is not None
        return find(rest[0])
    made, *parts = rest
    if kind == "dict":
        return {key: _built(each, next_array, find) for key, each in zip(made, parts, strict=True)}
    if kind == "one":
        return _type(made)[parts[0]]
    values = [_built(each, next_array, find) for each in parts]
    return _type(made)(**dict(zip(_fields(_type(made)), values, strict=True)))


def _fields(of: Any) -> tuple[str, ...]:
    """In the order of their declaration."""
    if is_dataclass(of):
        return tuple(each.name for each in fields(of))
    return tuple(of._fields)


@cache
def _type(name: str) -> Any:
    if name not in _TYPES:
        raise Spoilt(f"{name} is no type of a result.")
    module, _, plain = name.rpartition(".")
    return getattr(import_module(module), plain)
