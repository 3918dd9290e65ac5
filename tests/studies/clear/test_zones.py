"""Headline measures and zones, as they are typed."""

from __future__ import annotations

import pytest

from sim.errors import UsageError
from sim.measures.kpis import COLUMN
from sim.model.check import UNITS, Tolerance
from sim.studies.clear.zones import HEADLINE, better, refuse_no_best, zones


def test_every_headline_measure_has_a_zone_in_its_unit() -> None:
    for name, zone in HEADLINE.items():
        assert name in COLUMN
        assert zone.unit == UNITS[name]


def test_zones_are_changed_added_and_taken_away() -> None:
    found = zones(
        ["wait_mean=0.5", "wait_p90 = 2 min", "utilisation=off", "on_time_share=2 points"]
    )
    assert found["wait_mean"] == Tolerance(amount=0.5)
    assert found["wait_p90"] == Tolerance(amount=2.0, unit="min")
    assert found["on_time_share"].amount == pytest.approx(0.02)
    assert "utilisation" not in found
    assert found["served_per_day"] == HEADLINE["served_per_day"]
    assert zones([]) == HEADLINE


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("wait_maen=1", "wait_maen is no measure. Did you mean wait_mean?"),
        ("wait_mean", "NAME=WIDTH is needed"),
        ("wait_mean=soon", "NAME=WIDTH is needed"),
        ("wait_mean=0", "NAME=WIDTH is needed"),
        ("wait_mean=1 point", "wait_mean is measured in min"),
        ("within_target_share=1", 'measured in points, as in "1 point", or as 0.01'),
    ],
)
def test_what_cannot_be_read_is_told(line: str, said: str) -> None:
    with pytest.raises(UsageError) as error:
        zones([line])
    assert said in str(error.value)
    assert str(error.value).startswith(f"--indifference {line}")


def test_one_measure_must_be_left() -> None:
    with pytest.raises(UsageError, match="every measure is off"):
        zones([f"{name}=off" for name in HEADLINE])


@pytest.mark.parametrize(
    ("kpi", "said"),
    [
        ("wait", "wait is no measure"),
        ("utilisation", "neither more nor less of it is better"),
        ("wait_p90", "--indifference wait_p90=WIDTH, in min"),
    ],
)
def test_the_best_needs_a_good_side_and_a_zone(kpi: str, said: str) -> None:
    with pytest.raises(UsageError) as error:
        refuse_no_best(kpi, HEADLINE)
    assert said in str(error.value)
    refuse_no_best("wait_mean", HEADLINE)


def test_which_side_is_better() -> None:
    assert better("wait_mean") == better("abandoned_share") == -1
    assert better("within_target_share") == better("served_per_day") == 1
    assert better("utilisation") == 0
