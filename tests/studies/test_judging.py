"""Targets judged: values by hand, what is sure, half-hours, days."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from scipy import stats

from sim.measures import service_kernel as kernel
from sim.measures.service import Service
from sim.model.spec import Scenario
from sim.model.tables import MINUTE
from sim.model.targets import Target
from sim.studies.judging import Judged, judge, quantile
from tests.studies.offices import office

LIMITS = (19.0, 20.0, 21.0)
WITHIN = kernel.N_FIXED + 2 * LIMITS.index(20.0)
MORNING, NOON = 16, 24


def service(number: int = 0, **columns: Any) -> Service:
    """One site; of each column the counts in the half-hours from 08:00 and from 12:00."""
    slot = np.zeros((1, kernel.N_SLOTS, kernel.N_FIXED + 2 * len(LIMITS)), np.int64)
    for name, (morning, noon) in columns.items():
        column = WITHIN if name == "WITHIN" else getattr(kernel, name)
        slot[0, [MORNING, NOON], column] = morning, noon
    day = np.stack([slot[:, MORNING], slot[:, NOON]], axis=1)
    minute = np.zeros((1, kernel.N_MINUTES), np.int64)
    minute[0, 5] = slot[0, :, kernel.N_SERVED].sum()
    one = np.array([1])
    return Service(
        replication=number, site_ids=("desk",), names=("desk",), limits=LIMITS, slot=slot,
        day=day, minute=minute, busy=80 * one, overtime=10 * one, duty=90 * one,
        on_time=np.array([[9.0, 10.0]]), open_days=np.array([2.0]),
    )  # fmt: skip


def judged(line: Any, *services: Service, **options: Any) -> Judged:
    """One target at the one site."""
    scenario: Scenario = office()
    (found,) = judge(services, scenario, [Target.model_validate(line)], **options)
    return found


def counts(morning: int, noon: int, number: int = 0, of: int = 100) -> Service:
    """So many of a hundred tickets in each half-hour called in time."""
    return service(number, N_TICKETS=(of, of), N_SERVED=(of, of), WITHIN=(morning, noon))


def test_a_ratio_of_totals_with_its_interval() -> None:
    """(180 + 90) of 400 in two replications; the interval is Student's of the residuals."""
    found = judged("within 20 min >= 70%", counts(90, 90), counts(40, 50))
    assert found.value == 270 / 400
    residuals = np.array([180 - 0.675 * 200, 90 - 0.675 * 200]) / 200
    half = stats.t.ppf(0.975, 1) * residuals.std(ddof=1) / math.sqrt(2)
    assert found.high - found.value == pytest.approx(half)
    assert not found.met
    assert not found.surely_met
    assert not found.surely_missed
    wider = judged("within 20 min >= 70%", counts(90, 90), counts(40, 50), simultaneous=10)
    factor = stats.t.ppf(0.9975, 1) / stats.t.ppf(0.975, 1)
    assert wider.high - wider.value == pytest.approx(half * factor)


@pytest.mark.parametrize(
    ("morning", "met", "near", "beaten", "on_the_line"),
    [
        (93, True, True, True, False),  # 91.5 %: more than a point above
        (91, True, True, False, True),  # 90.5 %
        (89, False, True, False, True),  # 89.5 %
        (87, False, False, False, False),  # 88.5 %
    ],
)
def test_what_is_within_the_tolerance_is_on_the_line(
    morning: int, met: bool, near: bool, beaten: bool, on_the_line: bool
) -> None:
    """Equal replications leave no doubt, so that all that is decided is what is so."""
    found = judged("within 20 min >= 90%", counts(morning, 90), counts(morning, 90, 1))
    assert (found.met, found.surely_met) == (met, met)
    assert found.surely_near == near
    assert found.surely_not_beaten != beaten
    assert found.surely_missed != met
    assert found.on_the_line == on_the_line


def test_nothing_is_sure_with_one_replication() -> None:
    """There is a value, and no interval."""
    found = judged("within 20 min >= 90%", counts(99, 99))
    assert found.met
    assert math.isnan(found.low)
    assert (found.surely_near, found.surely_met, found.surely_missed) == (False, False, False)


def test_every_half_hour_has_to_keep_the_limit() -> None:
    """The day as a whole does, the one from noon does not; it is the one that decides."""
    line = {"goal": "within 20 min >= 80%", "every": "interval"}
    found = judged(line, counts(100, 70), counts(98, 72, 1))
    assert [each.minute for each in found.intervals] == [480, 720]
    assert [each.value for each in found.intervals] == [0.99, 0.71]
    assert [each.met for each in found.intervals] == [True, False]
    assert not found.met
    assert found.value == pytest.approx(0.85)
    assert found.excess[1] == pytest.approx(0.71 - 0.80)
    whole = judged("within 20 min >= 80%", counts(100, 70), counts(98, 72, 1))
    assert whole.met
    assert whole.intervals == ()
    # Two half-hours at once: each interval is wider than it would be alone.
    alone = stats.t.ppf(0.975, 1)
    both = stats.t.ppf(1 - 0.025 / 2, 1)
    half = found.intervals[1].high - found.intervals[1].value
    assert half == pytest.approx(both * 0.01)
    assert half > alone * 0.01


def test_days_that_keep_the_limit_by_themselves() -> None:
    """Of four days with tickets three do."""
    found = judged("within 20 min >= 80%", counts(100, 70), counts(90, 80, 1))
    assert found.days_met == 0.75
    assert math.isnan(judged("utilisation <= 85%", counts(1, 1)).days_met)


@pytest.mark.parametrize(
    ("line", "value", "met"),
    [
        ("mean wait <= 6", 5.0, True),
        ("mean wait <= 4.5", 5.0, False),
        ("abandoned <= 5%", 0.05, True),
        ("abandoned <= 4.9%", 0.05, False),
        ("utilisation <= 80%", 0.8, True),
        ("utilisation <= 79%", 0.8, False),
        ("on time >= 90%", 0.9, True),
        ("on time >= 91%", 0.9, False),
        ("p50 wait <= 20", 5.5, True),
        ("p90 wait <= 20", 5.9, False),
    ],
)
def test_each_measure_by_hand(line: str, value: float, met: bool) -> None:
    """Of 200 visits 10 left; 100 were served after 5 min in the mean, 60 of them within 20."""
    one = service(
        N_VISITS=(100, 100), N_TICKETS=(100, 100), N_SERVED=(50, 50), N_LEFT=(10, 0),
        WAIT=(500 * MINUTE, 0), WITHIN=(40, 20),
    )  # fmt: skip
    found = judged(line, one)
    assert found.value == pytest.approx(value)
    assert found.met == met


def test_a_percentile_is_lenient_and_strict_by_part_of_the_wait() -> None:
    """70 % are served within 19 min, 80 % within 20, 90 % within 21."""
    one = service(N_TICKETS=(100, 0), N_SERVED=(100, 0), WITHIN=(80, 0))
    one.slot[0, MORNING, kernel.N_FIXED] = 70
    one.slot[0, MORNING, kernel.N_FIXED + 4] = 90
    found = judged("p80 wait <= 20", one)
    assert found.excess == pytest.approx((0.1, 0.0, -0.1))
    assert found.met
    assert found.on_the_line


def test_nobody_comes_and_nothing_is_missed() -> None:
    """No value, and a target that is kept."""
    found = judged("within 20 min >= 90%", service())
    assert math.isnan(found.value)
    assert found.met
    assert found.surely_met
    assert math.isnan(found.days_met)


def test_targets_are_judged_where_they_apply() -> None:
    """A target for other sites, or tiers, has no row here; without a replication there is none."""
    elsewhere = Target.model_validate({"goal": "mean wait <= 9", "tiers": ["branch"]})
    here = Target.model_validate({"goal": "mean wait <= 9", "sites": ["desk"]})
    assert judge([service()], office(), [elsewhere]) == ()
    assert len(judge([service()], office(), [elsewhere, here])) == 1
    with pytest.raises(ValueError, match="one replication"):
        judge([], office(), [here])


def test_quantiles_of_minutes() -> None:
    """Spread evenly within a minute; nobody has none."""
    minutes = np.array([0, 2, 0, 2])
    assert quantile(minutes, 0.25) == 1.5
    assert quantile(minutes, 0.5) == 2.0
    assert quantile(minutes, 0.75) == 3.5
    assert math.isnan(quantile(np.zeros(3, int), 0.5))
