"""The benchmark: small enough to run here, with every figure of its contract."""

from __future__ import annotations

import json
import sys

import pytest

from sim.studies import bench
from tests.studies.offices import office

KEYS = {
    "machine",
    "kernel_visits_per_s",
    "end_to_end_visits_per_core_s",
    "reference_visits_per_s",
    "engine_ratio",
    "large_site_visits_per_s",
    "growth",
}


@pytest.fixture
def tiny(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sizes at which nothing takes long."""
    whole = bench.branches
    monkeypatch.setattr(bench, "SITES", 2)
    monkeypatch.setattr(bench, "branches", lambda sites, **_: whole(sites, days=2))


@pytest.mark.jit
@pytest.mark.usefixtures("tiny")
def test_every_figure_is_there_and_positive() -> None:
    """The keys of the contract; the comparison is timed only when a command is given."""
    said: list[str] = []
    found = bench.bench(office(), None, said.append, runs=1)
    assert set(found) == KEYS
    assert min(found[key] for key in KEYS if key.endswith("_s")) > 0
    assert [row["copies"] for row in found["growth"]] == [1, 4, 16]
    assert len(said) == 5
    assert json.loads(bench.as_json(found))["machine"]["cores"] >= 1


def test_a_whole_command_is_timed_warm_and_cold() -> None:
    """Both times are taken of the command with a folder for its results."""
    found = bench._timed_compare(
        [sys.executable, "-c", "import sys; assert sys.argv[1] == '--out'"]
    )
    assert 0 < found["compare_wall_s"] < 60
    assert 0 < found["compare_cold_s"] < 60
    assert found["peak_mib"] > 1


def test_copies_of_a_province_are_told_apart() -> None:
    """Sites, communes and districts have names of their own in each copy."""
    province = office(
        procedures={"p": {"counter_time": 5, "level": "commune", "per_1000": 1}},
        communes={
            "1": {
                "name": "A", "kind": "ward", "district": "D", "lat": 11, "lon": 106.6,
                "area_km2": 5, "population": 10_000,
            }
        },
        sites={"s": {"tier": "point", "commune": "1", "district": "D", "officers": [{"count": 1}]}},
    )  # fmt: skip
    doubled = bench._copied(province, 2)
    assert set(doubled.sites) == {"s-0", "s-1"}
    assert {each.district for each in doubled.communes.values()} == {"D 0", "D 1"}
    assert bench.end_to_end(doubled, runs=1) > 0
