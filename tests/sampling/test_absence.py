"""Who is on duty: absences, reserves and merged intervals."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from sim.model.spec import Scenario
from sim.model.system import build
from sim.model.tables import DAY, HOUR, Roster
from sim.sampling.absence import RosterPlan
from tests.sampling.offices import assert_share, office


def staffed(*groups: dict[str, Any], **changes: Any) -> Scenario:
    """The office, with these officer groups."""
    return office(**changes, sites={"desk": {"officers": list(groups)}})


def roster(scenario: Scenario, replication: int = 0, *, seed: int = 11) -> Roster:
    with np.errstate(over="ignore"):
        return RosterPlan(build(scenario), seed).draw(replication)


def duty(found: Roster) -> list[list[tuple[float, float]]]:
    """Each officer's intervals, in hours since the first day's midnight."""
    pairs = list(zip(found.duty_from / HOUR, found.duty_to / HOUR, strict=True))
    bounds = zip(found.duty_start[:-1], found.duty_start[1:], strict=True)
    return [[(float(a), float(b)) for a, b in pairs[i:j]] for i, j in bounds]


def presence(found: Roster, n_days: int) -> NDArray[np.bool_]:
    """(officers, days) whether an officer is on duty on a day, in an office with no nights."""
    table = np.zeros((len(found.duty_start) - 1, n_days), bool)
    officer = np.repeat(np.arange(len(table)), np.diff(found.duty_start))
    table[officer, found.duty_from // DAY] = True
    return table


def test_without_absence_the_plan_is_the_roster() -> None:
    """Every shift is worked, reserves never come, every replication is the same."""
    scenario = staffed(
        {"name": "all", "count": 2, "reserve": 1},
        {"name": "early", "count": 1, "duty": ["08:00-09:30"]},
        period={"start": "2025-03-03", "days": 2},
    )
    plan = RosterPlan(build(scenario), 11)
    both = [(8.0, 12.0), (32.0, 36.0)]
    assert duty(plan.draw(0)) == [both, both, [], [(8.0, 9.5), (32.0, 33.5)]]
    assert plan.draw(0) is plan.draw(1)


def test_touching_duty_of_one_officer_is_one() -> None:
    """Pieces that touch or overlap, also over midnight, and never those of two officers."""
    day = {"name": "day", "count": 2, "duty": ["08:00-09:00", "09:00-10:00", "10:30-12:00"]}
    scenario = staffed(day, period={"start": "2025-03-03", "days": 1})
    assert duty(roster(scenario)) == [[(8.0, 10.0), (10.5, 12.0)]] * 2
    night = staffed(
        {"name": "night", "count": 2},
        period={"start": "2025-03-03", "days": 3},
        calendar={"hours": {"mon-sun": ["00:00-24:00"]}},
    )
    assert duty(roster(night)) == [[(0.0, 72.0)]] * 2


def test_an_absence_cuts_out_one_date() -> None:
    """Of a week around the clock, the day of an absence is missing, whole, and nothing else."""
    scenario = staffed(
        {"count": 1, "absence": 0.4},
        period={"start": "2025-03-03", "days": 30},
        calendar={"hours": {"mon-sun": ["00:00-24:00"]}},
    )
    ((first, *rest),) = duty(roster(scenario))
    spans = [first, *rest]
    assert len(spans) > 3
    assert all(a % 24 == 0 and b % 24 == 0 for a, b in spans)
    assert all(one[1] < other[0] for one, other in zip(spans, rest, strict=False))
    worked = sum(b - a for a, b in spans) / 24
    assert 8 <= worked <= 28


def test_certain_absence_and_too_few_reserves() -> None:
    """All three are away; the reserve stands in for the first of them with that one's duty."""
    scenario = staffed(
        {
            "name": "day",
            "count": {"08:00": 2, "10:00": 3},
            "absence": 1,
            "reserve": 1,
        },
        {"name": "other", "count": 1, "reserve": 1},
        period={"start": "2025-03-03", "days": 2},
    )
    whole = [(8.0, 12.0), (32.0, 36.0)]
    assert duty(roster(scenario)) == [[], [], [], whole, whole, []]


def test_the_reserves_stand_in_rank_by_rank() -> None:
    """The r-th absent officer of a day is replaced by the r-th reserve, on exactly their duty."""
    scenario = staffed(
        {"name": "day", "count": {"08:00": 1, "09:00": 2, "10:00": 3}, "absence": 0.5,
         "reserve": 2},
        period={"start": "2025-03-03", "days": 40},
    )  # fmt: skip
    found = duty(roster(scenario))
    starts = (8.0, 9.0, 10.0)
    seen = set()
    for day in range(40):
        today = [[(a - 24 * day, b - 24 * day) for a, b in each if 24 * day <= a < 24 * day + 24]
                 for each in found]  # fmt: skip
        missed = [start for start, mine in zip(starts, today[:3], strict=True) if not mine]
        seen.add(len(missed))
        for start, mine in zip(starts, today[:3], strict=True):
            assert mine in ([], [(start, 12.0)])
        expected = [[(start, 12.0)] for start in missed[:2]]
        assert today[3:] == expected + [[]] * (2 - len(expected))
    assert seen == {0, 1, 2, 3}


def test_who_has_no_shift_uses_up_no_reserve() -> None:
    """Officers on Mondays only; on other days the reserve is there for the one who is due."""
    scenario = staffed(
        {"name": "day", "count": 1, "absence": 1, "reserve": 1, "duty": {"mon": ["08:00-12:00"]}},
        period={"start": "2025-03-03", "days": 3},
    )
    assert duty(roster(scenario)) == [[], [(8.0, 12.0)]]
    # Two reserves for three, in order; a group that is never on duty needs none.
    gap = staffed(
        {"name": "day", "count": {"08:00": 3, "09:00": 1, "10:00": 3}, "absence": 1, "reserve": 2,
         "duty": ["09:00-12:00"]},
        {"name": "none", "count": {"13:00": 2}, "absence": 1, "reserve": 1,
         "duty": ["08:00-12:00"]},
        period={"start": "2025-03-03", "days": 1},
    )  # fmt: skip
    assert duty(roster(gap)) == [[], [], [], [(9.0, 12.0)], [(10.0, 12.0)], [], [], []]


def test_a_reserve_on_two_nights_in_a_row_has_one_interval() -> None:
    """Standing in until eight and again from eight on is one duty."""
    scenario = staffed(
        {
            "name": "night",
            "count": 1,
            "absence": 1,
            "reserve": 1,
            "duty": ["08:00-20:00", "20:00-08:00"],
        },
        period={"start": "2025-03-03", "days": 2},
        calendar={"hours": {"mon-sun": ["00:00-24:00"]}},
    )
    assert duty(roster(scenario)) == [[], [(8.0, 56.0)]]


def test_an_office_without_shifts_has_an_empty_roster() -> None:
    """Nobody is on duty in a period of closed days."""
    scenario = staffed(
        {"count": 2, "absence": 0.5, "reserve": 1},
        period={"start": "2025-03-03", "days": 1},
        calendar={"hours": {"sun": ["08:00-12:00"]}},
    )
    assert duty(roster(scenario)) == [[], [], []]


def test_absence_is_keyed_by_group_name_number_and_date() -> None:
    """Another group before it, a larger group, a later start: the same days are missed."""
    of = {"name": "day", "count": 3, "absence": 0.4}
    base = presence(roster(staffed(of)), 5)
    after = presence(roster(staffed({"name": "new", "count": 2, "absence": 0.4}, of)), 5)
    assert (after[2:] == base).all()
    assert (after[:2] != base[:2]).any()
    larger = presence(roster(staffed(of | {"count": 5})), 5)
    assert (larger[:3] == base).all()
    later = presence(roster(staffed(of, period={"start": "2025-03-05", "days": 3})), 3)
    assert (later == base[:, 2:]).all()
    renamed = presence(roster(staffed(of | {"name": "night"})), 5)
    other = presence(roster(staffed(of), replication=1), 5)
    seeded = presence(roster(staffed(of), seed=12), 5)
    assert all((each != base).any() for each in (renamed, other, seeded))


def test_a_higher_absence_only_adds_absences() -> None:
    """The draw is the same, so nobody comes back."""
    few, many = (
        presence(roster(staffed({"count": 5, "absence": share})), 5) for share in (0.2, 0.5)
    )
    assert (few | ~many).all()
    assert few.sum() > many.sum()


@pytest.mark.jit
def test_absence_is_as_frequent_as_told() -> None:
    """Eight in a hundred, each officer and day apart from every other."""
    scenario = staffed(
        {"name": "one", "count": 20, "absence": 0.08},
        {"name": "two", "count": 20, "absence": 0.3},
        period={"start": "2025-03-03", "days": 1000},
    )
    plan = RosterPlan(build(scenario), 11)
    away = np.stack([~presence(plan.draw(r), 1000) for r in range(4)])
    assert_share(away[:, :20].mean(), 0.08, away[:, :20].size)
    assert_share(away[:, 20:].mean(), 0.3, away[:, 20:].size)
    one = away[:, :20]
    for pair in (one[:, 1:] & one[:, :-1], one[:, :, 1:] & one[:, :, :-1], one[1:] & one[:-1]):
        # Overlapping pairs are correlated a little: the variance is about (1 + 2 x 0.08) times.
        assert_share(pair.mean(), 0.08**2, int(pair.size / 1.2))
