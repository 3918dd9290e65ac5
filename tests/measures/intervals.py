"""Intervals of whole milliseconds, half-open, as lists of (since, until)."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

import numpy as np

Interval = tuple[int, int]


def csr(start: np.ndarray, since: np.ndarray, until: np.ndarray) -> list[list[Interval]]:
    """The rows of a ragged table of intervals, empty ones left out."""
    pairs = list(zip(since.tolist(), until.tolist(), strict=True))
    return [[(a, b) for a, b in pairs[i:j] if a < b] for i, j in pairwise(start)]


def cut(some: Iterable[Interval], others: Iterable[Interval]) -> list[Interval]:
    """What lies in both, each a list of intervals that do not overlap."""
    others = list(others)
    parts = [(max(a, c), min(b, d)) for a, b in some for c, d in others if a < d and c < b]
    return [(a, b) for a, b in parts if a < b]


def length(intervals: Iterable[Interval]) -> int:
    return sum(b - a for a, b in intervals)
