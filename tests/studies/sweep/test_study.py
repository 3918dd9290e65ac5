"""A sweep: every point on the same citizens, sites alone with the bits of a full run."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from sim.errors import UsageError
from sim.measures.scopes import Scope, ScopeType
from sim.model.spec import Scenario
from sim.studies import experiment
from sim.studies.experiment import Settings
from sim.studies.parallel import Threads
from sim.studies.sweep.study import Sweep, sweep
from sim.studies.sweep.values import grid
from tests.studies.offices import Record
from tests.studies.sweep.offices import offices

SETTINGS = Settings(replications=3, engine="reference", executor=Threads(1))
A = Scope(ScopeType.SITE, "a")


def swept(*scenarios: Scenario, alone: bool = False, sink: Record | None = None) -> Sweep:
    """The scenarios as values 1, 2 ... of one key."""
    keys, points = grid([f"sites.a.staff=1..{len(scenarios)}"])
    pairs = list(zip(points, scenarios, strict=True))
    return sweep(keys, pairs, SETTINGS, sink or Record(), alone=alone)


def assert_as_full_runs(found: Sweep) -> None:
    """Every row that a sweep keeps is that of a run of the whole network."""
    for run in found.runs:
        whole = experiment.run(run.scenario, run.label, SETTINGS, Record())
        rows = [whole.scopes.rows.index(scope) for scope in run.scopes.rows]
        for one, other in zip(run.tallies, whole.tallies, strict=True):
            for name in ("numerator", "denominator", "value", "count"):
                np.testing.assert_array_equal(getattr(one, name), getattr(other, name)[rows])


def test_a_site_alone_has_the_bits_of_the_full_run() -> None:
    """Staff alone differs, so that all points share a draw; rows of the network are left out."""
    found = swept(offices(officers=1), offices(officers=2), offices(officers=3))
    assert (found.simulated, found.is_exact, found.draws) == ({"a"}, True, 1)
    assert found.scopes == (A,)
    types = {scope.scope_type for scope in found.runs[0].scopes.rows}
    assert types <= {
        ScopeType.SITE, ScopeType.SITE_HOUR, ScopeType.SITE_WEEKDAY, ScopeType.SITE_OFFICERS,
        ScopeType.SITE_STAGE,
    }  # fmt: skip
    assert_as_full_runs(found)


def test_arrivals_of_a_site_are_drawn_for_each_point() -> None:
    """They too have the bits of full runs; others' visits are the same at all points."""
    found = swept(_busier(6), _busier(8))
    assert (found.simulated, found.draws) == ({"a"}, 2)
    assert_as_full_runs(found)


def _busier(per_hour: float) -> Scenario:
    quiet, busy = offices(), offices(per_hour=per_hour)
    return quiet.model_copy(update={"sites": {**quiet.sites, "a": busy.sites["a"]}})


def test_a_back_office_joins_all_sites() -> None:
    """All are simulated, unless the site is asked for alone, which is approximate."""
    pair = offices(unit="back", officers=1), offices(unit="back", officers=2)
    full, alone = swept(*pair), swept(*pair, alone=True)
    assert (full.simulated, full.is_exact) == (None, True)
    assert (alone.simulated, alone.is_exact) == ({"a"}, False)
    assert_as_full_runs(full)


def test_steps_are_paired_and_between_neighbours() -> None:
    """Of a grid along its last key."""
    found = swept(offices(officers=1), offices(officers=2), offices(officers=3))
    steps = found.steps()
    assert [(one, other) for one, other, _ in steps] == [(0, 1), (1, 2)]
    means = [run.estimates.mean for run in found.runs]
    np.testing.assert_allclose(steps[0][2].mean, means[1] - means[0])


@pytest.mark.parametrize("after", [1, 4])
def test_an_interrupt_keeps_what_all_points_of_a_draw_have(after: int) -> None:
    """Points with fewer replications than others can still be told of, knee and all."""
    scenarios = [_busier(9), _busier(6), _busier(5), _busier(4.5)]
    found = swept(*scenarios, sink=Record(stop_after=after))
    assert found.interrupted
    assert all(run.replications for run in found.runs)
    assert len(found.runs) == len(found.points) < 4
    found.steps()
    found.knee(A, "wait_mean", found.chains[0])


def test_knees_of_points_with_unequal_replications() -> None:
    """Of the replications that all have, as an interrupt may leave them."""
    found = swept(*(_busier(rate) for rate in (9, 6, 5, 4.5)))
    *whole, last = found.runs
    short = replace(found, runs=(*whole, replace(last, tallies=last.tallies[:2])))
    some = replace(
        found, runs=tuple(replace(run, tallies=run.tallies[:2]) for run in found.runs)
    )  # fmt: skip
    line = found.chains[0]
    one, other = (each.knee(A, "wait_mean", line) for each in (short, some))
    assert (one is None) == (other is None)


def test_a_point_that_would_not_fit_in_memory_is_refused() -> None:
    """By its name, as a run of it would be."""
    with pytest.raises(UsageError, match=r"^staff=1: .* visits are expected"):
        swept(_busier(1e8), _busier(2e8))
