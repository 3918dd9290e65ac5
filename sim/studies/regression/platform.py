"""The platform as far as it may move a last digit: who has the same gets the same bits."""

from __future__ import annotations

import os
import platform
import sys
from importlib.metadata import PackageNotFoundError, version

import numpy as np

LIBRARIES = ("numpy", "numba", "llvmlite", "scipy", "holidays")
"""Those that draw, compute, or say which days are open."""


def fingerprint() -> dict[str, str]:
    """What is the same on platforms that give the same bits, in words.

    The kernel of the system, the number of cores and the libraries that only print are left out.
    """
    simd = np.show_config(mode="dicts").get("SIMD Extensions", {})
    found = {
        "system": platform.system(),
        "libc": " ".join(platform.libc_ver()).strip(),
        "machine": platform.machine(),
        "byte_order": sys.byteorder,
        "cpu_features": " ".join([*simd.get("baseline", ()), *simd.get("found", ())]),
        "python": ".".join(platform.python_version_tuple()[:2]),
        "compiler": "off" if os.environ.get("NUMBA_DISABLE_JIT", "0") not in ("", "0") else "on",
    }
    return found | {name: _version(name) for name in LIBRARIES}


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:  # vendored, or frozen into one file
        return "unknown"


def other_parts(here: dict[str, str], there: dict[str, str]) -> tuple[str, ...]:
    """The parts in which two platforms differ, in order."""
    return tuple(
        name for name in dict.fromkeys((*here, *there)) if here.get(name) != there.get(name)
    )
