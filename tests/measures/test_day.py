"""The day at a site, beside sums made visit by visit and minute by minute."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sim.engines import reference
from sim.measures.day import day_times
from sim.measures.day_kernel import N_SLOTS, SLOT, fold
from sim.memory import Memory
from sim.model import system as systems
from sim.model.tables import NEVER, Fate, Ints
from sim.sampling.workload import Sampler
from tests.studies.offices import office

STAGES = [{"name": "guide", "time": 3}, {"name": "desk"}]


def naive(times: list[tuple[int, int]], first: int, last: int) -> Ints:
    """Times by half-hour of the day, half-hour by half-hour."""
    found = np.zeros(N_SLOTS, np.int64)
    for slot in range(first // SLOT, last // SLOT):
        a, b = slot * SLOT, (slot + 1) * SLOT
        found[slot % N_SLOTS] += sum(max(0, min(b, end) - max(a, at)) for at, end in times)
    return found


@pytest.mark.parametrize("stages", [[], STAGES])
def test_queues_and_duty_are_those_of_sums_by_hand(stages: list[Any]) -> None:
    scenario = office(
        warm_up={"days": 1},
        run_out={"days": 1},
        procedures={
            "file": {
                "counter_time": {"law": "exponential", "mean": 12},
                "patience": {"law": "exponential", "mean": 60},
                "return_after_abandon": {"share": 0.5},
                "stages": stages,
            }
        },
    )
    system = systems.build(scenario)
    workload = Sampler(scenario, system, 1).draw(0)
    outcome = reference.run(system, workload)
    found = day_times(system, workload, outcome, 0, Memory())

    visits = workload.visits
    lines = [
        *zip(visits.arrived_at, outcome.called_at, outcome.left_at, outcome.fate, strict=True),
        *zip(
            outcome.caused_arrived_at, outcome.caused_called_at, outcome.caused_left_at,
            outcome.caused_fate, strict=True,
        ),
    ]  # fmt: skip
    if stages:
        names = ("joined_at", "called_at", "left_at", "fate")
        lines = [tuple(row[name] for name in names) for row in outcome.stages]
    assert len(lines) > 100
    waits = [
        (int(at), int(called if fate == Fate.SERVED else left if left != NEVER else system.horizon))
        for at, called, left, fate in lines
        if fate not in (Fate.BALKED, Fate.TURNED_AWAY, Fate.NO_SHOW)
    ]
    within = system.period_from, system.period_to
    np.testing.assert_array_equal(found.waiting, naive(waits, *within))
    duties = zip(outcome.worked_from.tolist(), workload.roster.duty_to.tolist(), strict=True)
    np.testing.assert_array_equal(found.duty, naive(list(duties), *within))
    assert found.duty.sum() > 0


def test_what_lies_over_midnight_counts_for_both_days() -> None:
    line = np.zeros((2, 2 * N_SLOTS + 1), np.int64)
    line[1, N_SLOTS - 1], line[1, N_SLOTS + 1] = 1, -1
    found = np.zeros(N_SLOTS, np.int64)
    fold(line, found)
    assert found[-1] == found[0] == SLOT
    assert found.sum() == 2 * SLOT
