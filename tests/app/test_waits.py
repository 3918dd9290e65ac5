"""The charts of a comparison: what they draw is what the folder says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from sim.app import tables, waits
from sim.app.evidence import Told
from sim.report.numbers import Estimate
from sim.report.page.reading import read
from sim.report.page.sections import Block, Cell, Row
from tests.report.page.made import results


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Told:
    folder = results(tmp_path_factory.mktemp("made") / "a", site="<b>An</b> Phú")
    return Told(read([folder]), "en")


def _rows(spec: dict[str, Any]) -> list[dict[str, Any]]:
    json.dumps(spec, allow_nan=False)
    rows: list[dict[str, Any]] = spec["data"]["values"]
    return rows


def test_waits_of_the_network_and_of_tiers(found: Told) -> None:
    rows = _rows(waits.at_tiers(found))
    assert [(row["place"], row["run"]) for row in rows] == [
        (place, run)
        for place in ("Whole network", "Branches", "Reception points")
        for run in ("Before", "After")
    ]
    assert rows[3]["mean"] == pytest.approx(22.075)
    assert rows[3]["low"] < 22.075 < rows[3]["high"]
    assert rows[3]["text"].startswith("22.1 (")


def test_hours_are_those_of_the_tier(found: Told) -> None:
    every = _rows(waits.by_hour(found, "wait_mean", ""))
    points = _rows(waits.by_hour(found, "wait_mean", "point"))
    assert {row["hour"] for row in every} == {8.5, 9.5}
    assert {row["mean"] for row in points if row["run"] == "Before"} == {11.5}
    assert len(waits.by_hour(found, "wait_mean", "")["layer"]) == 4
    assert len(waits.by_hour(found, "queue_mean", "")["layer"]) == 3
    assert waits.has_hours(found)


def test_lines_are_broken_where_nothing_is_open(
    found: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    of = {("", "", hour): Estimate(1.0, 1.0, 1.0) for hour in ("13", "08", "09", "10")}
    monkeypatch.setattr("sim.app.waits.clock.by_part", lambda *_: of)
    rows = _rows(waits.by_hour(found, "wait_mean", ""))
    one = [(row["hour"], row["session"]) for row in rows if row["run"] == "After"]
    assert one == [(8.5, 1), (9.5, 1), (10.5, 1), (13.5, 2)]


def test_sites_change_with_intervals_for_all_at_once(found: Told) -> None:
    (run,) = waits.paired(found)
    spec, count = waits.at_sites(found, run, "")
    falls, grows = _rows(spec)
    assert count == 2
    assert (falls["place"], falls["verdict"]) == ("Chi nhánh Bình", "wait falls")
    assert (grows["place"], grows["verdict"]) == ("<b>An</b> Phú", "wait grows")
    assert falls["mean"] == pytest.approx(-9.925)
    _, count = waits.at_sites(found, run, "branch")
    assert count == 1
    assert waits.at_sites(found, run, "center")[1] == 0


def test_one_replication_has_no_interval_and_other_seeds_no_pair(tmp_path: Path) -> None:
    one = Told(read([results(tmp_path / "one", replications=1)]), "vi")
    row = _rows(waits.at_tiers(one))[0]
    assert row["low"] == row["mean"] == row["high"]
    assert "(" not in row["text"]
    folder = results(tmp_path / "other")
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    manifest["scenarios"][1]["seed"] = 2
    (folder / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    assert waits.paired(Told(read([folder]), "en")) == []


def test_targets_that_differ_are_not_drawn(tmp_path: Path) -> None:
    folder = results(tmp_path / "a")
    file = folder / "after.resolved.yaml"
    file.write_text(file.read_text("utf-8").replace("wait_target: 20", "wait_target: 30"), "utf-8")
    told = Told(read([folder]), "en")
    assert len(waits.at_tiers(told)["layer"]) == 2
    (run,) = waits.paired(told)
    assert waits.at_sites(told, run, "")[1] == 2


def test_cells_are_inert_bold_only_where_we_say_so_and_heads_may_be_alike() -> None:
    block = Block(title="t", heads=("a", "a"), rows=(
        Row(name="**x** <b>", cells=(Cell(text="1 ± 2", strong=True), Cell(text="$y$"))),
    ))  # fmt: skip
    found = tables.rows(block, "Site")
    names, *others = found.values()
    assert names == ["\\*\\*x\\*\\* \\<b\\>"]
    assert others == [["**1 ± 2**"], ["\\$y\\$"]]
    assert len(found) == 3
