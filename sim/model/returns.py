"""Whether and when a visit that was abandoned comes back: a function of its drawn word."""

from __future__ import annotations

from sim.model.codes import NEVER
from sim.model.tables import Ints, Words

RETURN_STEP = 0x9E3779B97F4A7C15
"""Increment of the SplitMix64 sequence that unfolds a visit's `return_word`."""


def return_delay(word: int, repetition: int, thresholds: Words, days: Ints) -> int:
    """Working days after which a visit that abandons comes back, or NEVER.

    The r-th repetition of a visit (0 is the first arrival) uses the r-th element of the
    SplitMix64 sequence (Steele, Lea and Flood 2014) that starts at the visit's drawn word, so
    that each repetition has a draw of its own without storing a chain for every visit.

    `thresholds` (K,) are cumulative: the answer is `days[j]` for the first j with
    element < thresholds[j], NEVER if there is none. The engines implement this independently.
    """
    mask = (1 << 64) - 1
    z = (int(word) + (repetition + 1) * RETURN_STEP) & mask
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & mask
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & mask
    z ^= z >> 31
    for j in range(len(days)):
        if z < int(thresholds[j]):
            return int(days[j])
    return NEVER


def word_of(return_word: int, purpose: int) -> int:
    """The word of a dossier's visits for one purpose.

    It is the drawn one, turned left by 16 bits for each rank of the purpose, so that each chain
    of visits has draws of its own.
    """
    turn = 16 * purpose
    word = int(return_word)
    return ((word << turn) | (word >> (64 - turn))) & ((1 << 64) - 1)
