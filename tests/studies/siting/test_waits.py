"""The table of waits stays close to the formula between its loads."""

from __future__ import annotations

import numpy as np
import pytest

from sim.measures.theory import mmc_priority_wait_means
from sim.studies.siting.waits import NEGLIGIBLE, TOLERANCE, Service, exact_wait, wait_table

CASES = [(1, 0.9, 0.85), (3, 0.0, 0.85), (4, 1.04, 0.85), (8, 0.8, 0.7), (17, 0.6, 0.95)]


@pytest.mark.parametrize(("servers", "cv", "most"), CASES)
def test_between_loads_the_wait_is_off_by_five_per_cent_at_most(
    servers: int, cv: float, most: float
) -> None:
    """Or by a second, where nobody waits for longer."""
    service = Service(mean=11.0, cv=cv)
    table = wait_table(servers, service, most)
    assert table.loads[0] == 0
    assert table.loads[-1] == pytest.approx(most * servers)
    for load in np.linspace(0.001, table.loads[-1], 2000):
        true = exact_wait(servers, service, load)
        assert abs(table.wait(load) - true) <= max(TOLERANCE * true, NEGLIGIBLE)


@pytest.mark.parametrize(("servers", "cv", "most"), CASES)
def test_chords_rise_ever_more_steeply(servers: int, cv: float, most: float) -> None:
    """So that the highest of them is the table, and a program that minimises needs no choice."""
    table = wait_table(servers, Service(mean=11.0, cv=cv), most)
    slopes = [slope for _, slope in table.chords]
    assert np.all(np.diff(slopes) > 0)
    for load in np.linspace(0, table.loads[-1], 50):
        highest = max(start + slope * load for start, slope in table.chords)
        assert highest == pytest.approx(float(np.interp(load, table.loads, table.queues)))


def test_bands_adapt_to_where_the_wait_bends() -> None:
    """Fewer where many officers share the load, and none wider than the tolerance allows."""
    few, many = (wait_table(n, Service(mean=10.0, cv=0.8), 0.85) for n in (1, 20))
    assert len(few.loads) > len(many.loads) > 3


def test_nobody_waits_without_a_load() -> None:
    table = wait_table(2, Service(mean=10.0, cv=0.8), 0.85)
    assert table.wait(0.0) == exact_wait(2, table.service, 0.0) == 0.0


@pytest.mark.parametrize(("servers", "cv"), [(1, 0.4), (4, 1.0)])
def test_visitors_wait_for_intake_work_under_way_and_no_longer(servers: int, cv: float) -> None:
    """As the first of two classes: Cobham's formulas, for M/G/1 and for M/M/c."""
    mixed = Service(mean=10.0, cv=cv, visits=0.75, visit_load=0.75)
    for busy in (0.3, 0.6, 0.9):
        load = busy * servers
        if servers == 1:
            expected = load / 10 * 100 * (1 + cv**2) / 2 / (1 - 0.75 * load)
        else:
            rates = (0.75 * load / 10, 0.25 * load / 10)
            expected = mmc_priority_wait_means(rates, 0.1, servers)[0]
        assert exact_wait(servers, mixed, load) == pytest.approx(expected, rel=1e-6)
    table = wait_table(servers, mixed, 0.85)
    assert np.all(np.diff([slope for _, slope in table.chords]) > 0)
    assert table.wait(table.loads[-1]) == pytest.approx(exact_wait(servers, mixed, table.loads[-1]))


def test_where_nobody_comes_nobody_waits() -> None:
    """All is intake work."""
    assert exact_wait(2, Service(mean=10.0, cv=0.8, visits=0.0, visit_load=0.0), 1.0) == 0.0
