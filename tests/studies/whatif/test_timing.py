"""The questions that `bench` asks, and what it says of the answers."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.model.scenario_file import load
from sim.studies.whatif import Change, timing
from tests.studies.offices import office

PROVINCE = Path(__file__).parents[2] / "scenarios" / "valid" / "province.yaml"


def test_twenty_changes_of_every_kind_and_none_of_them_twice() -> None:
    changes = timing.twenty_changes(load(PROVINCE), "thu-dau-mot")
    assert len(changes) == len(set(changes)) == 20
    for name in ("staff", "hours", "absence", "demand", "counter_time", "online", "patience"):
        assert any(getattr(each, name) != getattr(Change(), name) for each in changes)


def test_nobody_goes_online_where_visits_are_given_at_the_site() -> None:
    assert all(each.online is None for each in timing.twenty_changes(office(), "desk"))


def test_the_nineteenth_of_twenty_is_the_percentile() -> None:
    assert timing.percentile([float(n) for n in range(20, 0, -1)]) == 19
    assert timing.percentile([3.0]) == 3


def test_every_branch_is_timed_over_the_half_year_and_the_slowest_counts(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    scenario, said = load(PROVINCE), list[str]()
    times = {"thu-dau-mot": 200.0, "di-an": 400.0}

    def timed(given: object, site: str) -> dict[str, float | str]:
        assert getattr(given, "period", None) == scenario.comparison
        return {"site": site, "p95_ms": times[site], "first_p95_ms": 600 - times[site]}

    monkeypatch.setattr(timing, "timed", timed)
    found = timing.timed_branches(scenario, said.append)
    assert said == ["what if at di-an", "what if at thu-dau-mot"]
    assert found["whatif_p95_ms"] == 400
    assert found["whatif_first_p95_ms"] == 400
    assert timing.timed_branches(office(), said.append) == {}


@pytest.mark.jit
def test_a_site_is_timed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timing, "twenty_changes", lambda *_: [Change(absence=0.5)])
    found = timing.timed(office(), "desk")
    assert found["site"] == "desk"
    assert 2 <= float(found["first_replications"]) <= 30
    assert 0 < float(found["first_p95_ms"]) <= float(found["p95_ms"])
    assert 0 <= float(found["share_in_time"]) <= 1
