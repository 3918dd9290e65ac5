"""Sweeps: the same citizens at every point, and sites alone with the bits of the whole network."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sim.measures.scopes import Scope, ScopeType
from sim.model.scenario_file import load
from sim.model.spec import Scenario
from sim.studies.experiment import Run, Settings, run
from sim.studies.parallel import Threads
from sim.studies.sweep.changes import changed_sites, to_simulate, told_of
from sim.studies.sweep.study import Sweep, sweep
from sim.studies.sweep.values import grid
from tests.studies.offices import Record, office

PROVINCE = Path(__file__).parents[2] / "scenarios" / "valid" / "province.yaml"
SHORT = "period={start: 2025-03-03, days: 5}"
FEW = Settings(replications=2, executor=Threads(1))
BRANCH = Scope(ScopeType.SITE, "di-an")


def offices(**staff: int) -> Scenario:
    """Two offices that nothing joins."""
    return office(
        sites={
            name: {"officers": [{"count": n}], "arrivals": {"file": {"per_hour": 6}}}
            for name, n in staff.items()
        }
    )


def of_offices(sink: Record | None = None, **settings: Any) -> Sweep:
    """One, two and three officers at the first of two offices."""
    keys, points = grid(["sites.a.staff=1..3"])
    pairs = [(point, offices(a=int(point.values[0]), b=1)) for point in points]
    asked = Settings(**{"replications": 2, "executor": Threads(1), **settings})
    return sweep(keys, pairs, asked, sink or Record())


def test_sites_that_change_are_found() -> None:
    """Officers, hours and rules of a site are its own; what others look at is not."""
    one, two = offices(a=1, b=1), offices(a=2, b=1)
    assert changed_sites([one, two]) == {"a"}
    assert changed_sites([one, one]) == frozenset()
    assert changed_sites([one, offices(a=1, c=1)]) is None
    assert changed_sites([one, one.model_copy(update={"wait_target": 5.0})]) is None
    province = load(PROVINCE)
    site = province.sites["di-an"]
    for change, local in (
        ({"at_close": "send_home"}, True),
        ({"typical_wait": 1.0}, False),
        ({"accepts": ("land",)}, False),
    ):
        other = province.model_copy(
            update={"sites": province.sites | {"di-an": site.model_copy(update=change)}}
        )
        assert changed_sites([province, other]) == ({"di-an"} if local else None)


def test_who_is_simulated_and_who_is_told_of() -> None:
    """All, where all change or nobody knows; else those that feel it."""
    one = offices(a=1, b=1)
    assert to_simulate([one], None, alone=False) is None
    assert to_simulate([one], frozenset("a"), alone=False) == {"a"}
    assert to_simulate([one], frozenset("ab"), alone=False) is None
    assert told_of(one, None, None) == (Scope(ScopeType.NETWORK, "all"),)
    assert told_of(one, frozenset("ab"), None) == tuple(Scope(ScopeType.SITE, x) for x in "ab")
    province = load(PROVINCE)
    points = frozenset(id_ for id_, site in province.sites.items() if site.tier == "point")
    assert told_of(province, points, points) == (Scope(ScopeType.TIER, "point"),)
    many = offices(**{f"s{i:02}": 1 for i in range(14)})
    some = frozenset(sorted(many.sites)[:13])
    assert told_of(many, some, None) == (Scope(ScopeType.NETWORK, "all"),)
    assert len(told_of(many, some, some)) == 12


def test_a_site_alone_has_the_bits_of_the_whole_network() -> None:
    """Every measure of the site, replication by replication; the network is not told of."""
    found = of_offices()
    assert (found.simulated, found.is_exact, found.draws) == ({"a"}, True, 1)
    for officers, part in enumerate(found.runs, 1):
        whole = run(offices(a=officers, b=1), "whole", FEW, Record())
        assert part.scopes.rows == tuple(
            scope for scope in whole.scopes.rows
            if str(scope.scope_type).startswith("site") and scope.scope.startswith("a")
        )  # fmt: skip
        assert_same_bits(part, whole)


def assert_same_bits(part: Run, whole: Run) -> None:
    """Of all scopes that the part has."""
    rows = [whole.scopes.index()[scope] for scope in part.scopes.rows]
    for mine, theirs in zip(part.tallies, whole.tallies, strict=True):
        for name in ("numerator", "denominator", "value", "count"):
            there = getattr(theirs, name)[rows]
            assert np.array_equal(getattr(mine, name), there, equal_nan=True)


@pytest.mark.jit
def test_a_branch_of_a_province_alone() -> None:
    """Nothing joins the sites of phase I: only the branch is simulated, with the same bits."""
    phase_1 = Path(__file__).parents[3] / "scenarios" / "phase-1.yaml"
    keys, points = grid([SHORT, "sites.phu-giao.staff=12..13"])
    pairs = [(point, load(phase_1, sets=point.sets)) for point in points]
    found = sweep(keys, pairs, FEW, Record())
    assert found.simulated == {"phu-giao"}
    for part, (_, scenario) in zip(found.runs, pairs, strict=True):
        assert_same_bits(part, run(scenario, "whole", FEW, Record()))


def test_points_that_bring_others_are_drawn_apart() -> None:
    """More citizens are other citizens; the network is run whole, on the same seed."""
    keys, points = grid(["procedures.file.counter_time=8,12"])
    pairs = []
    for point in points:
        minutes = {"counter_time": {"law": "fixed", "value": float(point.values[0])}}
        pairs.append((point, office(procedures={"file": minutes})))
    found = sweep(keys, pairs, FEW, Record())
    assert (found.simulated, found.draws) == (None, 2)
    assert found.scopes == (Scope(ScopeType.NETWORK, "all"),)
    assert [run.seed for run in found.runs] == [7, 7]
    assert found.knee(found.scopes[0], "wait_mean", (0, 1)) is None


def test_steps_along_the_last_key() -> None:
    """Two lines of two points, and what the second of each changes."""
    keys, points = grid(["sites.b.staff=1,2", "sites.a.staff=1,2"])
    pairs = [(p, offices(b=int(p.values[0]), a=int(p.values[1]))) for p in points]
    found = sweep(keys, pairs, FEW, Record())
    assert found.chains == ((0, 1), (2, 3))
    steps = found.steps()
    assert [(one, other) for one, other, _ in steps] == [(0, 1), (2, 3)]
    a, b = Scope(ScopeType.SITE, "a"), Scope(ScopeType.SITE, "b")
    change = steps[0][2]
    moved = [np.nan_to_num(change.mean[change.scopes.index(each)]).any() for each in (a, b)]
    assert moved == [True, False]


def test_an_interrupt_keeps_what_all_points_have() -> None:
    """Two replications of three points were told; then it stops."""
    found = of_offices(Record(stop_after=6), replications=5)
    assert found.interrupted
    assert {run.replications for run in found.runs} == {(0, 1, 2)}
    with pytest.raises(KeyboardInterrupt):
        of_offices(_StopAtOnce())


class _StopAtOnce(Record):
    def begin(self, *_: Any) -> None:
        raise KeyboardInterrupt


def test_an_interrupt_between_draws_keeps_the_points_before() -> None:
    """Each point brings others; the second has one replication when work stops, the third none."""
    keys, points = grid(["procedures.file.counter_time=8,12,15"])
    pairs = [(p, office(procedures={"file": {"counter_time": float(p.values[0])}})) for p in points]
    found = sweep(keys, pairs, FEW, Record(stop_after=2))
    assert [point.label for point in found.points] == ["counter_time=8", "counter_time=12"]
    assert [run.replications for run in found.runs] == [(0, 1), (0,)]
    assert found.interrupted
    assert len(found.steps()) == 1


def test_the_seed_and_the_engine_are_as_asked() -> None:
    """Either engine gives the same tallies."""
    fast, slow = of_offices(seed=3), of_offices(seed=3, engine="reference")
    assert {run.seed for run in fast.runs} == {3}
    for one, other in zip(fast.runs, slow.runs, strict=True):
        assert_same_bits(one, other)
