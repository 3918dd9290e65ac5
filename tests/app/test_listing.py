"""What folders are: of which study, when, and how fast replications were."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from sim.app import listing
from sim.app.listing import kind_of, listed, one, pace
from sim.app.results import fits, line


def _folder(root: Path, name: str, **manifest: Any) -> None:
    (root / name).mkdir()
    told = {"motcua": "0.1.0", "command": ["motcua", "run", "x"], **manifest}
    (root / name / "manifest.json").write_text(json.dumps(told), "utf-8")


@pytest.mark.parametrize(
    ("command", "kind"),
    [
        ("python run_sim.py --debug compare phase-1 phase-2", "compare"),
        ("motcua run a.yaml --stress", "stress"),
        ("motcua run a.yaml --twin", "twin"),
        ("motcua staff a.yaml --budget=+5", "budget"),
        ("motcua staff a.yaml", "staff"),
        ("motcua site a.yaml", "siting"),
        ("motcua verify", "verify"),
        ("motcua something", "other"),
        ("", "other"),
    ],
)
def test_a_folder_is_of_the_study_that_was_typed(command: str, kind: str) -> None:
    assert kind_of(tuple(command.split())) == kind


def test_a_line_says_when_what_and_which_scenarios(tmp_path: Path) -> None:
    _folder(
        tmp_path, "a", command=["motcua", "compare", "x"], started="2025-02-03T08:05:00+07:00",
        scenarios=[{"label": "phase-1", "name": "P"}, {"label": "own", "name": "Của tôi"}, 3],
    )  # fmt: skip
    (found,) = listed(tmp_path)
    assert line(found, "en") == "2025-02-03 08:05 · Comparison · Phase I, Của tôi"
    assert line(found, "vi").startswith("03/02/2025 08:05 · So sánh · ")
    assert fits(found, ["compare"], "CỦA phase-1", "en")
    assert not fits(found, ["run"], "", "en")
    assert not fits(found, [], "phase-2", "en")
    _folder(tmp_path, "b", started="?", scenarios=[{"label": "n" * 99}])
    assert line(one(tmp_path, "b"), "en") == f"no date · One scenario · {'n' * 60}…"


def test_a_manifest_of_others_is_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = {"list": "[1]", "foreign": '{"name": "npm"}', "half": "{", "deep": "[" * 100_000}
    for name, text in texts.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / "manifest.json").write_text(text, "utf-8")
    _folder(tmp_path, "odd", command="run", scenarios={"a": 1}, started=[])
    assert [each.name for each in listed(tmp_path) if each.is_readable] == ["odd"]
    assert line(one(tmp_path, "half"), "en") == "no date · Results · half"
    _folder(tmp_path, "large")
    monkeypatch.setattr(listing, "MOST_MANIFEST", 3)
    assert not one(tmp_path, "large").is_readable
    assert not one(tmp_path, "gone").is_readable


def test_the_pace_is_the_median_of_the_last_times(tmp_path: Path) -> None:
    def told(seconds: Any, label: str = "a") -> list[Any]:
        return ["?", {"label": label, "duration_s": seconds, "replications": [0, 1]}]

    for n, seconds in enumerate((8.0, 2.0, 600.0)):
        _folder(tmp_path, f"f{n}", scenarios=told(seconds))
    _folder(tmp_path, "stress", command=["motcua", "run", "--stress"], scenarios=told(1.0))
    _folder(tmp_path, "odd", scenarios=told("fast"))
    _folder(tmp_path, "none", scenarios=None)
    assert pace(listed(tmp_path), "a") == 4.0
    assert pace(listed(tmp_path), "b") is None
