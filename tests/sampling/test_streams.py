"""The generator is the published one, and each number depends on what it is for alone."""

from __future__ import annotations

import numpy as np
import pytest

from sim.sampling import streams
from sim.sampling.streams import Block, key, mixed, philox, short_uniform, uniform
from tests.sampling.offices import Z

ONES = 0xFFFFFFFF


def words(*values: int) -> list[np.uint64]:
    return [np.uint64(value) for value in values]


@pytest.mark.parametrize(
    ("counter", "key_words", "expected"),
    [
        ((0, 0, 0, 0), (0, 0), "6627e8d5 e169c58d bc57ac4c 9b00dbd8"),
        ((ONES,) * 4, (ONES, ONES), "408f276d 41c83b0e a20bc7c6 6d5451fd"),
        (
            (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344),
            (0xA4093822, 0x299F31D0),
            "d16cfe09 94fdcceb 5001e420 24126ea1",
        ),
    ],
)
def test_philox_gives_the_published_words(
    counter: tuple[int, ...], key_words: tuple[int, int], expected: str
) -> None:
    """The known answers that come with Random123, the authors' own implementation."""
    with np.errstate(over="ignore"):
        found = philox(np.uint64(key_words[0] | key_words[1] << 32), *words(*counter))
    assert " ".join(f"{int(word):08x}" for word in found) == expected


def test_a_key_is_made_of_all_its_names() -> None:
    """Neither another order, nor other borders between names, nor another type of seed agrees."""
    assert int(key(1, "submission", "site", "desk", "papers")) == 4_699_454_194_549_119_491
    assert key(1, "ab", "c") != key(1, "a", "bc")
    assert key(1, "a", "b") != key(1, "b", "a")
    assert key(1, "a") != key(2, "a")
    assert key(11, "") != key(1, "1")
    assert key("Dĩ An") != key("Di An")
    assert key(np.int64(3), "a") == key(3, "a")


def test_uniform_numbers_are_neither_0_nor_1() -> None:
    """The least and the greatest, and their mirror image."""
    (zero, ones) = words(0, ONES)
    assert uniform(zero, zero) == 2.0**-53
    assert uniform(ones, ones) == 1 - 2.0**-53
    assert short_uniform(zero) == 2.0**-33
    assert short_uniform(ones) == 1 - 2.0**-33
    assert uniform(*words(1 << 31, 0)) == 0.5 + 2.0**-53


def test_mixed_is_splitmix() -> None:
    """The published sequence of SplitMix64 from 1234567, cut to 52 bits."""
    sequence = [6457827717110365317, 3203168211198807973, 9817491932198370423]
    golden = 0x9E3779B97F4A7C15
    with np.errstate(over="ignore"):
        for n, word in enumerate(sequence, 1):
            salt = np.uint64(n * golden % 2**64)
            assert mixed(np.uint64(1234567), salt) == ((word >> 12) + 0.5) / 2**52


def test_uniforms_are_filled_by_key_number_and_day() -> None:
    """Each is the first number of its own counter, whatever stands beside it."""
    keys, numbers = np.array([key("a"), key("b")]), np.array([4, 9])
    days = np.array(words(700_000, 700_001, 700_005))
    out = np.empty((2, 3))
    with np.errstate(over="ignore"):
        streams.fill_uniforms(keys, numbers, days, 6, out)
        for i in range(2):
            for j in range(3):
                counter = words(numbers[i], 0, int(days[j]), 6)
                high, low, _, _ = philox(keys[i], *counter)
                assert out[i, j] == uniform(*words(int(high), int(low)))
    assert len(np.unique(out)) == 6


def test_blocks_are_apart() -> None:
    """No two purposes share a block, though an enumeration would take two names for one number."""
    assert {name: block.value for name, block in Block.__members__.items()} == {
        "ARRIVAL": 0, "DECISIONS": 1, "PATIENCE": 2, "BULK": 3, "APPOINTMENT": 4, "INTAKE": 5,
        "OUTCOME": 6, "SUPPLEMENT": 7, "MENDING": 8, "PROCESS": 9, "COLLECT": 10,
        "STAGE": 11,
    }  # fmt: skip


@pytest.mark.jit
@pytest.mark.parametrize("lane", ["number", "day", "replication", "key"])
def test_neighbours_are_uniform_and_independent(lane: str) -> None:
    """Neighbours in each part of the key: mean, variance, even bins, and no correlation."""
    n = 200_000
    out = np.empty(n)
    ahead, nothing = np.arange(n), np.zeros(n, np.int64)
    one, first = np.array([key("one")]), np.zeros(1, np.uint64)
    if lane == "number":
        streams.fill_uniforms(np.repeat(one, n), ahead, first, 0, out[:, None])
    elif lane == "key":
        keys = np.array([key(1, "site", str(i)) for i in range(n)])
        streams.fill_uniforms(keys, nothing, first, 0, out[:, None])
    elif lane == "day":
        streams.fill_uniforms(one, nothing[:1], ahead.astype(np.uint64), 0, out[None])
    else:
        for replication in range(n):
            streams.fill_uniforms(
                one, nothing[:1], first, replication, out[None, replication : replication + 1]
            )
    assert 0 < out.min() < out.max() < 1
    assert abs(out.mean() - 1 / 2) < Z * np.sqrt(1 / 12 / n)
    assert abs(out.var() - 1 / 12) < Z * np.sqrt(1 / 180 / n)
    counts = np.bincount((out * 64).astype(int), minlength=64)
    chi_square = ((counts - n / 64) ** 2 / (n / 64)).sum()
    assert chi_square < 120  # exceeded with probability 2e-5 at 63 degrees of freedom
    assert abs(np.corrcoef(out[:-1], out[1:])[0, 1]) < Z / np.sqrt(n)
