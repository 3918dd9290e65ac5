"""Verdicts on made-up numbers, and the way of a small simulation through the table."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy import stats

from sim.errors import UsageError
from sim.measures.estimate import Estimates
from sim.measures.kpis import COLUMN, KPIS
from sim.measures.scopes import Scope, ScopeType
from sim.model.spec import Scenario
from sim.studies.experiment import Settings
from sim.studies.parallel import Threads
from sim.studies.verification import table as tables
from sim.studies.verification.systems import BY_NAME, LITTLE, NETWORK, Exact, Known
from sim.studies.verification.table import Case, Table, judged, loaded, verify
from tests.studies.offices import Record, office

SYSTEM = Exact(
    name="desk", source="nobody", known=lambda: [Known(measure="wait_mean", expected=4.0)]
)


def case(got: float, error: float, expected: float = 4.0) -> Case:
    known = Known(measure="wait_mean", expected=expected)
    return Case(system=SYSTEM, known=known, got=got, error=error)


def estimates(**pulls: list[float]) -> Estimates:
    """Of the network: means are 10 and pulls as given."""
    n = len(next(iter(pulls.values())))
    mean = np.full((1, len(KPIS)), 10.0)
    pull = np.zeros((n, 1, len(KPIS)))
    for name, values in pulls.items():
        pull[:, 0, COLUMN[name]] = values
    return Estimates(scopes=(NETWORK,), replications=tuple(range(n)), mean=mean, pull=pull)


def test_how_far_a_case_is_off() -> None:
    assert case(4.3, 0.1).off == pytest.approx(3)
    assert case(4.3, 0.1).relative_error == pytest.approx(0.025)
    assert case(4.0, 0.0).off == 0
    assert case(3.9, 0.0).off == -math.inf


@pytest.mark.parametrize(("n", "replications"), [(1, 10), (174, 100)])
def test_a_quarter_of_a_thousandth_is_shared_by_all_cases(n: int, replications: int) -> None:
    """The probability that any is off by chance, if each has its own."""
    table = Table(cases=(case(4.0, 0.1),) * n, runs=(), replications=replications)
    each = 2 * stats.t.sf(table.allowed, replications - 1)
    assert n * each == pytest.approx(2.5e-4, rel=1e-6)


def test_the_table_knows_what_is_off() -> None:
    """Also what is not a number."""
    bad = [case(4.0 + 0.1 * off, 0.1) for off in (-30, 30, math.nan)]
    table = Table(cases=(case(4.1, 0.1), *bad), runs=(), replications=100)
    assert table.off == tuple(bad)
    assert table.noticed(bad[0]) == pytest.approx(table.allowed * 0.025)
    assert table.systems == (SYSTEM,)


def test_a_standard_error_comes_from_the_replications() -> None:
    found = judged(
        SYSTEM, Known(measure="wait_mean", expected=9.0), estimates(wait_mean=[1.0, -1.0, 3.0, -3])
    )
    assert found.got == 10
    assert found.error == pytest.approx(math.sqrt(20 / 3 / 4))


def test_littles_law_is_a_ratio_of_three_measures() -> None:
    """10 waiting, 10 a day who wait 10 minutes each; what moves all alike leaves it unmoved."""
    alike = [2.0, -1.0, -1.0]
    found = judged(
        SYSTEM,
        Known(measure=LITTLE, expected=1.0),
        estimates(queue_mean=alike, arrivals_per_day=alike, wait_all_mean=[0.0, 0.0, 0.0]),
    )
    assert found.got == pytest.approx(144)
    assert found.error == pytest.approx(0, abs=1e-12)
    moved = judged(
        SYSTEM, Known(measure=LITTLE, expected=1.0),
        estimates(queue_mean=[0.0, 0.0, 0.0], arrivals_per_day=alike, wait_all_mean=[0.0] * 3),
    )  # fmt: skip
    assert moved.error == pytest.approx(14.4 * math.sqrt(3) / math.sqrt(3))


def test_systems_are_run_and_judged_in_their_order() -> None:
    def scenario_of(system: Exact) -> Scenario:
        return office()

    share = Known(measure="utilisation", expected=0.5, scope=Scope(ScopeType.SITE, "desk"))
    other = Exact(name="other", source="nobody", known=lambda: [share])
    settings = Settings(replications=3, engine="reference", executor=Threads(1))
    found = verify([SYSTEM, other], settings, Record(), scenario_of)
    assert [each.system.name for each in found.cases] == ["desk", "other"]
    assert [run.label for run in found.runs] == ["desk", "other"]
    assert found.replications == 3
    assert 0 < found.cases[1].got < 1


def test_half_a_table_is_none() -> None:
    settings = Settings(replications=3, engine="reference", executor=Threads(1))
    with pytest.raises(KeyboardInterrupt):
        verify([SYSTEM], settings, Record(stop_after=2), lambda _: office())
    with pytest.raises(ValueError, match="two replications"):
        verify([SYSTEM], Settings(replications=1), Record(), lambda _: office())


def test_a_missing_file_is_told(tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr(tables, "FOLDER", tmp_path)
    with pytest.raises(UsageError, match=r"mm3\.yaml: this scenario file is missing"):
        loaded(BY_NAME["mm3"])


def test_changes_reach_the_scenario() -> None:
    assert loaded(BY_NAME["mm3"], ("wait_target=7",)).wait_target == 7
