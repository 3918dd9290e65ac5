"""Keyed draws: every random number is a function of what it is for, never of what came before.

The generator is Philox 4x32-10 (Salmon, Moraes, Dror and Shaw 2011, "Parallel random numbers: as
easy as 1, 2, 3"), a keyed bijection of 128-bit counters. The key says whose draw it is: seed,
purpose, commune (or site) and procedure. The counter says which: (k, block, date, replication)
for the k-th submission of a date. So one more site, procedure, day, officer or worker moves no
other draw.

A block is 128 bits. What a submission needs is spread over blocks by purpose, in `Block`; a
purpose that is added later takes a place of its own.
"""

from __future__ import annotations

from enum import IntEnum
from hashlib import blake2b

import numpy as np

from sim.jit import compiled
from sim.model.tables import Floats, Ints, Words

Word = np.uint64

M32 = np.uint64(0xFFFFFFFF)
MULTIPLIER_0, MULTIPLIER_1 = np.uint64(0xD2511F53), np.uint64(0xCD9E8D57)
WEYL_0, WEYL_1 = np.uint64(0x9E3779B9), np.uint64(0xBB67AE85)
B32, B12 = np.uint64(32), np.uint64(12)
STEP_52 = 1.0 / (1 << 52)
"""Of 52-bit uniforms: the middles of equal steps, so that neither 0 nor 1 ever comes."""


class Block(IntEnum):
    """What the blocks of a submission hold; a comma parts 64-bit halves, a stroke 32-bit ones."""

    ARRIVAL = 0
    """gap to the submission before, service"""
    DECISIONS = 1
    """channel | enquires, files outside | priority"""
    PATIENCE = 2
    """patience, returning after abandoning"""
    BULK = 3
    """number of dossiers, utilities of sites"""
    APPOINTMENT = 4
    """punctuality, books | does not come"""
    INTAKE = 5
    """work on what comes online or by post"""
    OUTCOME = 6
    """incomplete | comes back | needs a supplement in processing | is fetched"""
    SUPPLEMENT = 7
    """service, delay | time of day"""
    MENDING = 8
    """delay | time of day | deadline"""
    PROCESS = 9
    """effort, lead time"""
    COLLECT = 10
    """service, delay | time of day"""
    STAGE = 11
    """service at a stage; its name is part of the key"""


def key(*names: object) -> np.uint64:
    """The 64-bit key of a stream from what names it, such as `key(seed, "day", district)`."""
    text = "\x1f".join(map(str, names)).encode()
    return np.uint64(int.from_bytes(blake2b(text, digest_size=8).digest(), "little"))


@compiled
def philox(key: Word, c0: Word, c1: Word, c2: Word, c3: Word) -> tuple[Word, Word, Word, Word]:
    """Ten rounds over four 32-bit counter words; everything is uint64. Returns four words."""
    k0, k1 = key & M32, key >> B32
    for _ in range(10):
        low, high = MULTIPLIER_0 * c0, MULTIPLIER_1 * c2
        c0, c1, c2, c3 = (high >> B32) ^ c1 ^ k0, high & M32, (low >> B32) ^ c3 ^ k1, low & M32
        k0, k1 = (k0 + WEYL_0) & M32, (k1 + WEYL_1) & M32
    return c0, c1, c2, c3


@compiled
def uniform(high: Word, low: Word) -> float:
    """A number in (0, 1) of 52 bits from two 32-bit words."""
    return (float(((high << B32) | low) >> B12) + 0.5) * STEP_52


@compiled
def short_uniform(word: Word) -> float:
    """A number in (0, 1) of 32 bits, enough to compare with a share."""
    return (float(word) + 0.5) * (1.0 / 4294967296.0)


@compiled
def mixed(word: Word, salt: Word) -> float:
    """A number in (0, 1) from a drawn 64-bit word and a salt, by SplitMix64's finaliser."""
    z = word + salt
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    z = z ^ (z >> np.uint64(31))
    return (float(z >> B12) + 0.5) * STEP_52


@compiled
def fill_uniforms(keys: Words, numbers: Ints, days: Words, replication: int, out: Floats) -> None:
    """out[i, j] = the draw of (key i, number i) on day j: for day factors and absences."""
    for i in range(len(keys)):
        for j in range(len(days)):
            a, b, _, _ = philox(
                keys[i],
                np.uint64(numbers[i]),
                np.uint64(0),
                np.uint64(days[j]),
                np.uint64(replication),
            )
            out[i, j] = uniform(a, b)
