"""What draws depend on, as a short name: equal ones may be shared."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import blake2b

import numpy as np


def fingerprint(*depends_on: object) -> bytes:
    """A hash of values: arrays, and whatever says all of itself by `repr`, in nested tuples."""
    found = blake2b(digest_size=16)
    _take_in(depends_on, found.update)
    return found.digest()


def _take_in(value: object, update: Callable[[bytes], None]) -> None:
    """Feed a value to a hash: arrays with their types and shapes, the parts of tuples in turn."""
    if isinstance(value, np.ndarray):
        update(f"{value.dtype.str}{value.shape}".encode())
        update(np.ascontiguousarray(value).tobytes())
    elif isinstance(value, (list, tuple)):
        update(f"{len(value)}(".encode())
        for each in value:
            _take_in(each, update)
    else:
        update(f"{value!r};".encode())
