"""Files that open new branches: what they say is what is loaded."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sim.model.scenario_file import loads
from sim.model.scenario_file.branches import NewBranch, branches_text
from sim.model.scenario_file.write import dump
from tests.studies.siting.town import town

LONG = "July to December, as planned: " + "many words that will not fit on a line " * 5 + "end."


def branch(id_: str, point: str, *others: str, assists: str | None = "a") -> NewBranch:
    points = (f"point-{point}", *(f"point-{each}" for each in others))
    return NewBranch(
        id=id_, name="Chi nhánh", district="A", commune=point, lat=11.0, lon=106.6,
        assists=assists, points=points, point_names=points,
    )  # fmt: skip


def loaded(siting: dict[str, Any], tmp_path: Path, *branches: NewBranch) -> tuple[str, Any]:
    scenario = town(siting)
    assert scenario.siting is not None
    (tmp_path / "base.yaml").write_text(dump(scenario), "utf-8")
    text = branches_text(branches, scenario.siting, "base.yaml", ["Why.", "", "How."])
    return text, loads(text, root=tmp_path)


def test_the_planned_phase_is_said(tmp_path: Path) -> None:
    """Name, period and share; a long description is folded and comes back as it was."""
    phase = {
        "name": "Later", "description": LONG, "outside_share": "40%",
        "period": {"from": "2025-07-01", "to": "2025-07-31"},
    }  # fmt: skip
    text, made = loaded({"phase": phase}, tmp_path, branch("new", "a1", "a2"))
    assert text.startswith("# Why.\n#\n# How.\n\nextends:")
    assert max(map(len, text.splitlines())) <= 100
    assert (made.name, made.description) == ("Later", LONG)
    assert made.choice.outside_share == 0.4
    assert made.choice.rule == "logit"
    assert (str(made.period.first), made.period.length) == ("2025-07-01", 31)


@pytest.mark.parametrize("description", ["two\nlines", "two  blanks", "short"])
def test_a_description_comes_back_to_the_letter(description: str, tmp_path: Path) -> None:
    siting = {"phase": {"description": description}}
    _, made = loaded(siting, tmp_path, branch("new", "a1", "a2"))
    assert made.description == description


def test_branches_share_one_team_and_take_in_their_points(tmp_path: Path) -> None:
    """Also names that do not fit on a line, and a branch that assists nobody."""
    long = "a-branch-whose-name-leaves-little-room-on-its-line"
    text, made = loaded({}, tmp_path, branch(long, "a1", "a2", "a3"), branch("b-b1", "b1", "b2"))
    assert text.count("&team") == text.count("*team") == 1
    assert set(made.sites[long].catchment) == {"a1", "a2", "a3"}
    assert set(made.sites["b-b1"].catchment) == {"b1", "b2"}
    assert made.sites[long].officers[0] == made.sites["b-b1"].officers[0]
    alone, made = loaded({}, tmp_path, branch("x", "a1", assists=None))
    assert "assists" not in alone
    assert made.sites["x"].assists is None
