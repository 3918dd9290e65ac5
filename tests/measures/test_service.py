"""What targets are judged by: the sums of a full tally, and of visits one by one."""

from __future__ import annotations

import numpy as np
import pytest

from sim.measures import service_kernel as kernel
from sim.measures.kpis import COLUMN
from sim.measures.scopes import Scope, ScopeType
from sim.measures.service import Lines, Service, limits_of, serviced
from sim.measures.tally import Tally
from sim.model.scenario_file import load
from sim.model.spec import Scenario
from sim.model.tables import HOUR, MINUTE, System
from sim.model.targets import Target, parse_goal
from sim.studies.parallel import Threads
from sim.studies.trials import Trials, tallied
from tests.studies.offices import office

TARGETS = tuple(
    Target.model_validate(line)
    for line in ("within 20 min >= 90%", "p90 wait <= 30 min", "on time >= 95%")
)


def both(scenario: Scenario) -> tuple[Service, Tally]:
    """One replication as a service, and as a full tally."""
    trials = Trials(scenario, executor=Threads(1))
    ((_, (service,)),) = trials.run([scenario], [0], serviced(TARGETS))
    ((_, (tally,)),) = trials.run([scenario], [0], tallied)
    return service, tally


def staged() -> Scenario:
    """A week of the shipped office with stages."""
    return load("scenarios/stages.yaml", sets=["period={start: 2025-03-03, days: 5}"])


def with_back_office() -> Scenario:
    """Dossiers that are due, at two sites with other hours of overtime."""
    return office(
        period={"start": "2025-03-03", "days": 12},
        run_out={"days": 6},
        units={"back": {"processors": 1, "per": "network"}},
        procedures={
            "file": {
                "counter_time": {"law": "exponential", "mean": 9},
                "patience": {"law": "exponential", "mean": 60},
                "unit": "back",
                "effort": 9,
                "deadline": 1,
                "collect": 0.5,
            }
        },
        sites={
            "a": {"officers": [{"count": 1}], "arrivals": {"file": {"per_hour": 6}}},
            "b": {"officers": [{"count": 2}], "arrivals": {"file": {"per_hour": 5}}},
        },
    )


@pytest.mark.parametrize(
    "make",
    [office, *(pytest.param(each, marks=pytest.mark.jit) for each in (staged, with_back_office))],
)
def test_it_says_what_the_full_tally_says(make: object) -> None:
    """Visit by visit the same sums: exactly, for every site."""
    scenario = make()  # type: ignore[operator]
    service, tally = both(scenario)
    row_of = tally.scopes.index()
    for s, id_ in enumerate(service.site_ids):
        row = row_of[Scope(ScopeType.SITE, id_)]
        slot = service.slot[s].sum(axis=0)
        at = kernel.N_FIXED + 2 * service.limits.index(20.0)

        def part(name: str, row: int = row) -> tuple[float, float]:
            column = COLUMN[name]
            return tally.numerator[row, column], tally.denominator[row, column]

        tickets = slot[kernel.N_TICKETS]
        assert part("within_target_share") == (
            slot[at + kernel.WITHIN],
            tickets - slot[at + kernel.UNDECIDED],
        )
        assert part("wait_mean") == (slot[kernel.WAIT] / MINUTE, slot[kernel.N_SERVED])
        assert part("wait_all_mean")[1] == tickets
        assert part("wait_all_mean")[0] * MINUTE == pytest.approx(
            slot[kernel.WAIT] + slot[kernel.WAIT_LEFT], rel=1e-12
        )
        assert part("abandoned_share") == (slot[kernel.N_LEFT], slot[kernel.N_VISITS])
        assert part("utilisation") == (service.busy[s], service.duty[s] + service.overtime[s])
        assert part("overtime_per_day")[1] == service.open_days[s]
        if scenario.units:
            assert part("on_time_share") == tuple(service.on_time[s])
            assert service.on_time[s, 1] > 0
        assert service.waiting_hours[s] == pytest.approx(part("wait_all_mean")[0] / 60)
        assert service.left[s] == slot[kernel.N_LEFT]
        assert service.overtime_hours[s] * HOUR == service.overtime[s]


def test_the_same_visits_by_half_hour_by_date_and_by_minute() -> None:
    """Three ways to sort them; nobody comes before the doors open."""
    service, _ = both(office())
    slot, day = service.slot[0], service.day[0]
    assert np.array_equal(slot.sum(axis=0), day.sum(axis=0))
    assert service.minute[0].sum() == slot[:, kernel.N_SERVED].sum() > 0
    assert day.shape == (5, slot.shape[1])
    assert slot[:15, kernel.N_VISITS].sum() == 0 < slot[15, kernel.N_VISITS]  # 07:30
    waited = np.arange(kernel.N_MINUTES) @ service.minute[0]
    total = slot[:, kernel.WAIT].sum() / MINUTE
    assert waited <= total <= waited + service.minute[0].sum()


def test_lines_part_the_visits_of_a_site() -> None:
    """Two procedures judged apart are the site together."""
    scenario = load("scenarios/two-desks.yaml", sets=["period={start: 2025-03-03, days: 5}"])

    def lines(_: Scenario, system: System) -> Lines:
        row = np.arange(len(system.procedure_ids))[None, :]
        return Lines(names=tuple(f"branch/{id_}" for id_ in system.procedure_ids), row=row)

    trials = Trials(scenario, executor=Threads(1))
    ((_, (apart,)),) = trials.run([scenario], [0], serviced(TARGETS, lines))
    ((_, (whole,)),) = trials.run([scenario], [0], serviced(TARGETS))
    assert apart.names == ("branch/certification", "branch/land", "branch/veterans")
    assert np.array_equal(apart.slot.sum(axis=0), whole.slot[0])
    assert (apart.slot[:, :, kernel.N_VISITS].sum(axis=1) > 0).all()


def test_the_limits_that_goals_look_at() -> None:
    """A percentile's own and those of its tolerance; measures without a wait have none."""
    goals = [
        parse_goal(line)
        for line in ("within 20 min >= 90%", "p90 wait <= 30 min", "abandoned <= 3%")
    ]
    assert limits_of(goals) == (20.0, 28.5, 30.0, 31.5)
