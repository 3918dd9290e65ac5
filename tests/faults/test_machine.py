"""What a machine may do to a command while it works, end to end."""

from __future__ import annotations

import json
import signal
from pathlib import Path

import pytest

from tests.faults.judge import differences, faults_of
from tests.faults.nurse import COMMANDS, KNOWN, Nursery

pytestmark = pytest.mark.xdist_group("nursery")


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_asked_to_stop_it_keeps_what_is_finished(
    nursery: Nursery, here: Path, number: int, code: int
) -> None:
    """The system shuts down, or the terminal is closed."""
    # Before the first replications are finished there is nothing to keep.
    for at in range(24, nursery.undisturbed("compare").count, 6):
        found = nursery.order(COMMANDS["compare"], here, at=at, signal=number)
        assert found["code"] == code, nursery.said()
        assert "Traceback" not in nursery.said()
        assert faults_of(here, KNOWN) == []
        if (here / "out").exists():
            break
    manifest = json.loads((here / "out" / "manifest.json").read_text("utf-8"))
    assert manifest["interrupted"] is True


def test_a_reader_who_leaves_does_not_cost_the_results(nursery: Nursery, here: Path) -> None:
    """`... | head -1` once lost the whole results folder."""
    like = nursery.undisturbed("compare")
    found = nursery.order(COMMANDS["compare"], here, unread=True)
    assert (found["code"], "Error" in nursery.said()) == (0, False), nursery.said()
    assert faults_of(here, KNOWN) == []
    assert differences(here / "out", like.here / "out") == []


@pytest.mark.parametrize("room", [0, 5_000, 40_000])
def test_a_disk_without_room_is_told(nursery: Nursery, here: Path, room: int) -> None:
    """From the first file on, among the tables, or at the pictures."""
    found = nursery.order(COMMANDS["compare"], here, bytes=room)
    assert found["code"] == 2
    assert "Traceback" not in nursery.said()
    assert faults_of(here, KNOWN) == []
    assert not (here / "out").exists()


def test_a_baseline_without_room_is_told_and_the_earlier_one_stays(
    nursery: Nursery, here: Path
) -> None:
    known = here / "results" / "baselines" / "small.json"
    known.write_text("an earlier one")
    found = nursery.order(COMMANDS["check --update"], here, bytes=100)
    assert found["code"] == 2
    assert known.read_text() == "an earlier one"
    assert [each.name for each in known.parent.iterdir()] == ["small.json"]
