"""Looking numbers up and naming things."""

from __future__ import annotations

import math
from types import SimpleNamespace

import pytest

from sim.report.results import Results
from tests.report import fakes


@pytest.fixture(scope="module")
def results() -> Results:
    return fakes.phases(n_points=22, n_replications=3)


def test_groups_are_the_network_and_the_tiers_that_occur(results: Results) -> None:
    """Tiers come from the largest to the smallest; an office alone has none."""
    assert results.groups == (
        ("network", "all"), ("tier", "center"), ("tier", "branch"), ("tier", "point"),
    )  # fmt: skip
    office = fakes.results([fakes.run("office", tiers=False)])
    assert office.groups == (("network", "all"),)


def test_estimate_finds_the_row_of_the_summary(results: Results) -> None:
    """Mean and interval are those of the summary; what is not there is NaN."""
    found = results.estimate("phase-2", "tier", "branch", "wait_mean")
    frame = results.summary
    row = frame[
        (frame["scenario"] == "phase-2")
        & (frame["scope"] == "branch")
        & (frame["kpi"] == "wait_mean")
    ].iloc[0]
    assert tuple(found) == (row["mean"], row["ci_low"], row["ci_high"])
    assert math.isnan(results.estimate("phase-2", "site", "nowhere", "wait_mean").mean)


def test_difference_is_from_the_first_run(results: Results) -> None:
    """The difference of means is the mean of differences."""
    change = results.difference("phase-3", "network", "all", "wait_mean").mean
    new, old = (
        results.estimate(label, "network", "all", "wait_mean").mean
        for label in ("phase-3", "phase-1")
    )
    assert change == pytest.approx(new - old)
    alone = fakes.results([fakes.run("a", n_points=2)])
    assert math.isnan(alone.difference("a", "network", "all", "wait_mean").mean)


def test_sites_of_one_name_are_told_apart(results: Results) -> None:
    """By district, and by id where that is the same too."""
    names = results.site_names
    assert names["point-00"] == "Điểm Tân Định 0 (Thủ Dầu Một)"
    assert names["branch-2"] == "Chi nhánh Dĩ An"
    assert len(set(names.values())) == len(names)
    run = fakes.run("a", n_points=2)
    for site in run.scenario.sites.values():
        site.name = "Same"
        site.district = "Same"
    same = fakes.results([run]).site_names
    assert same["point-00"] == "Same (Same) (point-00)"


@pytest.mark.parametrize(
    ("scope_type", "scope", "name"),
    [
        ("network", "all", "Toàn mạng lưới"),
        ("tier", "point", "Điểm tiếp nhận"),
        ("weekday", "sun", "Chủ nhật"),
        ("procedure", "land", "Đất đai"),
        ("procedure", "unknown", "unknown"),
        ("hour", "07", "07:00–08:00"),
        ("site", "center", "Trung tâm Phục vụ hành chính công tỉnh"),
        ("officers", "land desk", "land desk"),
    ],
)
def test_name(results: Results, scope_type: str, scope: str, name: str) -> None:
    """Scopes have the names of the scenario, or the words of the language."""
    assert results.name(scope_type, scope, "vi") == name


def test_title_is_short_and_unlike_the_others() -> None:
    """A long or common name gives way to the label; the phases have words of their own."""
    runs = [fakes.run(label, n_points=1) for label in ("phase-2", "a", "b", "c")]
    runs[1].scenario.name = runs[2].scenario.name = "Twins"
    runs[3].scenario.name = "A name that is much too long for a column"
    found = fakes.results(runs)
    assert [found.title(run, "vi") for run in runs] == ["Giai đoạn II", "a", "b", "c"]
    alone = fakes.run("x", n_points=1)
    assert fakes.results([alone]).title(alone, "en") == "The x"


def test_wait_target_and_replications_where_runs_differ() -> None:
    """No target is shown when runs have different ones; replications become a range."""
    runs = [
        fakes.run("a", n_points=1, n_replications=3),
        fakes.run("b", n_points=1, n_replications=5),
    ]
    runs[0].scenario.wait_target = 15.0
    found = fakes.results(runs)
    assert found.wait_target is None
    assert found.replications == "3–5"


def test_longest_waits_are_those_in_any_run(results: Results) -> None:
    """The longest is first, and no site comes twice."""
    sites = results.longest_waits()
    assert sites[0] == "branch-1"
    assert len(sites) == len(set(sites)) == 10
    waits = [results.site_waits[site] for site in sites]
    assert waits == sorted(waits, reverse=True)


def test_communes_are_called_by_their_names() -> None:
    """The first run that has one says its name; one that nobody has goes by its code."""
    found = fakes.results([fakes.run(label, n_points=1, n_replications=2) for label in "ab"])
    found.runs[1].scenario.communes = {"25741": SimpleNamespace(name="Phú Cường")}
    assert found.name("commune", "25741", "vi") == "Phú Cường"
    assert found.name("commune", "1", "vi") == "1"


def test_a_measure_is_known_if_some_run_has_it() -> None:
    """Units in one scenario are enough to talk of dossiers."""
    runs = [fakes.run(label, n_points=1, n_replications=2, units=label == "b") for label in "ab"]
    assert fakes.results(runs).knows("turnaround_mean")
    assert not fakes.results(runs[:1]).knows("turnaround_mean")
