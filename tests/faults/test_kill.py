"""Killed at any instant, a command leaves results that are whole, or a folder that says so."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from sim.report.unfinished import has_work
from tests.faults.judge import differences, faults_of
from tests.faults.nurse import COMMANDS, KNOWN, Nursery, Undisturbed, with_baselines

KILLS, SEED = 50, 20250106

pytestmark = pytest.mark.xdist_group("nursery")


def _instants(name: str, like: Undisturbed) -> Iterator[dict[str, Any]]:
    """In turn at a share of the time that it takes, and just before something is done to a file."""
    chance = random.Random(f"{SEED} {name}")
    while True:
        yield {"seconds": max(like.seconds * chance.random(), 0.001)}
        yield {"at": chance.randint(1, like.count)}


def _killed(nursery: Nursery, name: str, how: dict[str, Any], here: Path) -> bool:
    """Kill a command at an instant and judge what is left; whether it was still alive then."""
    before = _content(here)
    found = nursery.order(_typed(name, here), here, **how)
    assert faults_of(here, KNOWN) == [], how
    if "out" in before:
        there = (here / "out").exists() or (here / "out.partial" / "earlier").exists()
        assert there, f"the earlier results are gone: {how}"
    return found["killed"] is not None


def _typed(name: str, here: Path) -> tuple[str, ...]:
    """The command, to be resumed where replications are kept, or anew."""
    more = ("--resume",) if has_work(here / "out.partial") else ()
    return (*COMMANDS[name], *more)


def _content(here: Path) -> set[str]:
    return {each.name for each in here.iterdir()}


def _finish(nursery: Nursery, name: str, like: Undisturbed, here: Path) -> None:
    """Type the command again: it finishes to the same bits, and nothing is left of the killed one.

    How many replications were kept is not looked at: the kill may have come while they were
    cleared away.
    """
    assert nursery.order(_typed(name, here), here)["code"] == 0, nursery.said()
    assert faults_of(here, KNOWN) == []
    visible = {each for each in _content(here) if not each.endswith(".partial")}
    assert visible == _content(like.here)
    assert not (here / "out.partial").exists()
    if (here / "out").exists():
        assert differences(here / "out", like.here / "out") == []
    for file in (here / "results" / "baselines").iterdir():
        assert file.suffix == ".json", f"{file} was left behind"


def test_killed_just_before_results_come_to_their_place(nursery: Nursery, here: Path) -> None:
    """Where results were before, and where they were not; then the command does its work."""
    like = nursery.undisturbed("compare")
    # The last things done: earlier results move away, new ones come, what is left is cleared.
    for back in (0, 1, 2):
        assert _killed(nursery, "compare", {"at": like.count - back}, here)
    _finish(nursery, "compare", like, here)
    assert _killed(nursery, "compare", {"at": like.count // 2}, here)
    assert (here / "out" / "manifest.json").exists()
    assert "compare small.yaml" in (here / "out.partial" / "UNFINISHED.txt").read_text("utf-8")


def test_killed_with_replications_kept_it_resumes_to_the_same_bits(
    nursery: Nursery, here: Path
) -> None:
    """Digest, summary and the table of replications."""
    like = nursery.undisturbed("compare")
    for at in range(like.count // 4, like.count, 10):
        if has_work(here / "out.partial"):
            break
        assert _killed(nursery, "compare", {"at": at}, here)
    assert has_work(here / "out.partial")
    _finish(nursery, "compare", like, here)
    manifest = json.loads((here / "out" / "manifest.json").read_text("utf-8"))
    assert manifest["settings"]["resumed"] > 0


def test_killed_while_a_baseline_is_written(nursery: Nursery, here: Path) -> None:
    """The earlier one or the new one is there, never half of it."""
    like = nursery.undisturbed("check --update")
    for back in range(4):
        assert _killed(nursery, "check --update", {"at": like.count - back}, here)
    _finish(nursery, "check --update", like, here)


@pytest.mark.slow
@pytest.mark.parametrize("name", COMMANDS)
def test_killed_at_any_instant(nursery: Nursery, here: Path, name: str) -> None:
    """Fifty of them, half where the results of an earlier run stand; after each it is finished."""
    if name == "check":
        with_baselines(nursery, here)
    like = nursery.undisturbed(name)
    n_killed = 0
    for n, how in enumerate(islice(_instants(name, like), 2 * KILLS)):
        # Of four instants, of both kinds: one with results there and one without.
        if n % 4 < 2:
            shutil.rmtree(here / "out", ignore_errors=True)
        if _killed(nursery, name, how, here):
            n_killed += 1
            _finish(nursery, name, like, here)
        if n_killed == KILLS:
            break
    assert n_killed == KILLS
