"""The fuzzer's inputs: a scenario's bytes with assignments, a plan, a baseline, a target."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass
from pathlib import Path

from hypothesis import strategies as st

from tests.fuzz import mutators, seeds, trees


@dataclass(frozen=True)
class Attempt:
    """A scenario as it stands on disk, in the folder of the file that it was made from."""

    origin: Path
    raw: bytes
    sets: tuple[str, ...] = ()


def tree_attempts(files: tuple[Path, ...]) -> st.SearchStrategy[Attempt]:
    """A valid tree with one to four places exchanged."""
    edit = st.tuples(st.integers(0, 10**6), st.integers(0, 9), trees.values)

    def make(path: Path, edits: list[tuple[int, int, object]], sets: list[str]) -> Attempt:
        text = trees.text_of_tree(trees.edited(seeds.tree_of(path), edits))
        return Attempt(path, text.encode("utf-8", "surrogatepass"), tuple(sets))

    return st.builds(
        make,
        st.sampled_from(files),
        st.lists(edit, min_size=1, max_size=4),
        st.lists(assignments, max_size=1),
    )


def byte_attempts(files: tuple[Path, ...]) -> st.SearchStrategy[Attempt]:
    """A valid file with bytes or lines changed."""

    def make(path: Path, seed: int) -> Attempt:
        words = (*trees.WORDS, *trees.SNIPPETS)
        return Attempt(path, mutators.changed(seeds.text_of(path), random.Random(seed), words))

    return st.builds(make, st.sampled_from(files), st.integers(0, 2**32))


_STEPS = (
    "sites", "branch", "office", "officers", "[0]", "[land desk]", "[tier=branch]", "staff",
    "count",
    "period", "days", "procedures", "counter_time", "mean", "law", "demand", "scale", "calendar",
    "hours", "arrivals", "per_hour", "extends", "merge", "check", "targets", '"a.b"', "[", "]", '"',
)  # fmt: skip
assignments = st.builds(
    lambda steps, sign, value: f"{'.'.join(steps)}{sign}{trees.text_of_tree(value)}",
    st.lists(st.sampled_from(_STEPS), min_size=0, max_size=5),
    st.sampled_from(("=", "=", "=", "", "==", ":")),
    trees.values,
)
scenarios_of = {
    "trees": tree_attempts,
    "bytes": byte_attempts,
}


CELLS = (*trees.WORDS, *map(str, trees.NUMBERS))


def _plan_bytes(seed: int, as_book: bool) -> bytes:
    raw = seeds.workbook() if as_book else seeds.PLAN.encode()
    chance = random.Random(seed)
    if as_book:
        return mutators.bytes_changed(raw, chance)
    if chance.random() < 0.5:
        cells = [line.split(",", 4) for line in seeds.PLAN.splitlines()]
        for _ in range(chance.randint(1, 4)):
            row = chance.choice(cells)
            row[chance.randrange(len(row))] = chance.choice(CELLS)
        return "\n".join(map(",".join, cells)).encode("utf-8", "surrogatepass")
    return mutators.changed(raw, chance, trees.WORDS)


plans = st.builds(_plan_bytes, st.integers(0, 2**32), st.booleans())


def _baseline_bytes(text: bytes, seed: int, edits: list[tuple[int, int, object]]) -> bytes:
    chance = random.Random(seed)
    if chance.random() < 0.4:
        return mutators.changed(text, chance, trees.WORDS)
    tree = trees.edited(json.loads(text), edits)
    return trees.text_of_tree_json(tree).encode("utf-8", "surrogatepass")


def baselines(text: bytes) -> st.SearchStrategy[bytes]:
    """A baseline's JSON with places exchanged, or bytes changed."""
    edit = st.tuples(st.integers(0, 10**6), st.integers(0, 9), trees.values)
    return st.builds(
        _baseline_bytes,
        st.just(text),
        st.integers(0, 2**32),
        st.lists(edit, min_size=1, max_size=3),
    )


targets = st.one_of(
    st.text(max_size=60),
    st.builds(
        lambda text, seed: mutators.bytes_changed(text.encode(), random.Random(seed)).decode(
            "utf-8", "replace"
        ),
        st.sampled_from(seeds.TARGETS),
        st.integers(0, 2**32),
    ),
)
