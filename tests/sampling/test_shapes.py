"""How a date's visits are spread over it, by hand."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sim.model.spec import DEFAULT_PROFILE, Arrivals, Profile
from sim.model.system import build
from sim.model.tables import DAY, HOUR, MINUTE
from sim.sampling import shapes
from sim.sampling.shapes import OpenDate, Shape, ShapeBook, of_arrivals, of_clock, of_doors, of_rate
from tests.sampling.offices import office


def clock(text: str) -> int:
    """Milliseconds of `HH:MM`."""
    hours, minutes = map(int, text.split(":"))
    return hours * HOUR + minutes * MINUTE


def opened(*spans: str, starts: tuple[str, ...] | None = None, runs_on: bool = False) -> OpenDate:
    """A date with doors open during the spans, a session starting with each unless told."""
    doors = tuple((clock(span[:5]), clock(span[6:])) for span in spans)
    begins = [a for a, _ in doors] if starts is None else [clock(start) for start in starts]
    return OpenDate(doors=doors, session_starts=tuple(begins), runs_on=runs_on)


def told(shape: Shape) -> dict[str, float]:
    """The pieces of a shape as `HH:MM-HH:MM`, with their masses in percent."""
    return {
        "-".join(f"{at // HOUR:02d}:{at // MINUTE % 60:02d}" for at in piece[:2]): round(
            100 * piece[2], 9
        )
        for piece in shape
    }


def rate_of(per_hour: Any, date: OpenDate) -> tuple[float, dict[str, float]]:
    mean, shape = of_rate(Arrivals(per_hour=per_hour).per_hour or 0.0, date)
    return mean, told(shape)


OFFICE = opened("07:30-11:30", "13:30-17:00")
ALL_DAY = opened("00:00-24:00", starts=(), runs_on=True)


def test_a_constant_rate_fills_the_open_hours() -> None:
    """Eight an hour for 7.5 hours, by length of the sessions."""
    assert rate_of(8, OFFICE) == (
        60,
        {"07:30-11:30": pytest.approx(400 / 7.5), "13:30-17:00": pytest.approx(350 / 7.5)},
    )


def test_steps_are_cut_at_the_doors_and_the_last_value_carries_on() -> None:
    """A step before the opening, one inside, one in the break, and the last to the end."""
    steps = {"06:00": 2, "09:00": 10, "12:00": 99, "13:30": 4}
    assert rate_of(steps, OFFICE) == (
        1.5 * 2 + 2.5 * 10 + 3.5 * 4,
        {
            "07:30-09:00": pytest.approx(300 / 42),
            "09:00-11:30": pytest.approx(2500 / 42),
            "13:30-17:00": pytest.approx(1400 / 42),
        },
    )


def test_a_value_carries_on_over_the_break() -> None:
    """The step of the morning is that of the afternoon too."""
    assert rate_of({"07:30": 6, "10:00": 2}, OFFICE)[0] == 2.5 * 6 + 1.5 * 2 + 3.5 * 2


def test_nobody_comes_before_the_first_step() -> None:
    """From 09:00 on, if the doors were shut at midnight."""
    assert rate_of({"09:00": 6}, OFFICE) == (
        6 * 6,
        {"09:00-11:30": pytest.approx(250 / 6), "13:30-17:00": pytest.approx(350 / 6)},
    )


def test_the_last_value_carries_on_over_midnight() -> None:
    """Doors that have been open since yesterday see yesterday's last step until the first one."""
    night = opened("00:00-02:00", "22:00-24:00", starts=("22:00",), runs_on=True)
    steps = {"22:00": 3, "23:00": 9}
    expected = {"00:00-02:00": 60, "22:00-23:00": 10, "23:00-24:00": 30}
    assert rate_of(steps, night) == (30, expected)
    assert rate_of(steps, opened("22:00-24:00")) == (12, {"22:00-23:00": 25, "23:00-24:00": 75})


def test_hours_without_a_rate_have_no_piece() -> None:
    """A step of 0 brings nobody, and nothing at all has no shape."""
    assert rate_of({"07:30": 6, "09:00": 0, "15:00": 3}, OFFICE) == (
        15,
        {"07:30-09:00": 60, "15:00-17:00": 40},
    )
    assert rate_of(0, OFFICE) == (0, {})
    assert rate_of(6, opened()) == (0, {})


def test_the_default_profile_on_the_default_hours() -> None:
    """Crowds at 07:30 and 13:30, then the bands, as the table has them."""
    assert told(of_doors(DEFAULT_PROFILE, OFFICE)) == {
        "07:30-07:30": 6, "07:30-08:00": 9, "08:00-09:00": 21, "09:00-10:00": 18,
        "10:00-11:00": 12, "11:00-11:30": 3, "13:30-13:30": 3, "13:30-14:00": 6,
        "14:00-15:00": 11, "15:00-16:00": 8, "16:00-17:00": 3,
    }  # fmt: skip


def test_on_a_saturday_morning_the_afternoon_is_dropped_and_the_rest_rescaled() -> None:
    """69 of 100 come in the morning, the crowd of the afternoon does not come early."""
    found = told(of_doors(DEFAULT_PROFILE, opened("07:30-11:30")))
    assert found == {
        piece: pytest.approx(mass / 0.69)
        for piece, mass in {
            "07:30-07:30": 6, "07:30-08:00": 9, "08:00-09:00": 21, "09:00-10:00": 18,
            "10:00-11:00": 12, "11:00-11:30": 3,
        }.items()
    }  # fmt: skip
    assert sum(found.values()) == pytest.approx(100)


def test_crowds_stand_at_the_start_that_is_nearest_to_their_time() -> None:
    """A session from 10:20 is nearer to 07:30, whose crowd has come at eight; one from 10:45 is
    nearer to 13:30; bands come while doors are open, and those that are shut out not at all."""
    assert told(of_doors(DEFAULT_PROFILE, opened("08:00-10:30"))).keys() == {
        "08:00-08:00", "08:00-09:00", "09:00-10:00", "10:00-10:30",
    }  # fmt: skip
    assert "10:20-10:20" not in told(
        of_doors(DEFAULT_PROFILE, opened("08:00-10:00", "10:20-11:00"))
    )
    found = told(of_doors(DEFAULT_PROFILE, opened("08:00-10:30", "10:45-13:00")))
    total = 0.06 + 0.21 + 0.18 + 0.12 + 0.03 + 0.03
    assert found == {
        piece: pytest.approx(mass / total)
        for piece, mass in {
            "08:00-08:00": 6, "08:00-09:00": 21, "09:00-10:00": 18, "10:00-10:30": 12 * 30 / 45,
            "10:45-10:45": 3, "10:45-11:00": 12 * 15 / 45, "11:00-11:30": 3,
        }.items()
    }  # fmt: skip


def test_no_session_has_two_crowds() -> None:
    """Of three crowds and two sessions, the one that is nearest to neither is dropped."""
    profile = Profile.model_validate(
        {"at_door": {"07:00": 0.2, "09:00": 0.1, "13:00": 0.3}, "bands": {"07:00-17:00": 0.4}}
    )
    found = told(of_doors(profile, opened("07:30-11:00", "13:30-17:00")))
    assert found["07:30-07:30"] == pytest.approx(20 / 0.9)
    assert found["13:30-13:30"] == pytest.approx(30 / 0.9)
    assert [piece for piece in found if piece[:5] == piece[6:]] == ["07:30-07:30", "13:30-13:30"]


def test_a_date_without_open_doors_has_no_shape() -> None:
    """All is dropped, and nothing is left to rescale."""
    assert of_doors(DEFAULT_PROFILE, opened()) == ()


def test_residents_set_out_by_the_clock() -> None:
    """The table itself, whatever is open."""
    assert of_clock(DEFAULT_PROFILE) == of_doors(DEFAULT_PROFILE, OFFICE)


def test_a_band_over_midnight_lies_within_its_date() -> None:
    """One third of 22:00-01:00 is the date's first hour, so that no visit leaves its date."""
    profile = Profile.model_validate({"bands": {"08:00-10:00": 0.4, "22:00-01:00": 0.6}})
    expected = {"00:00-01:00": 20, "08:00-10:00": 40, "22:00-24:00": 40}
    assert told(of_clock(profile)) == expected
    assert told(of_doors(profile, ALL_DAY)) == expected
    assert told(of_doors(profile, opened("08:00-12:00", "22:00-24:00"))) == {
        "08:00-10:00": 40,
        "22:00-24:00": 60,
    }


@pytest.mark.parametrize(
    ("arrivals", "is_open", "mean"),
    [
        ({"per_hour": 4}, True, 30),
        ({"per_hour": 4}, False, 30),
        ({"per_day": 40}, True, 40),
        ({"per_day": 40}, False, 0),
        ({"at": ["13:30", "08:00", "08:00"]}, True, -3),
        ({"at": ["13:30", "08:00", "08:00"]}, False, 0),
    ],
)
def test_the_three_forms_of_arrivals(arrivals: Any, is_open: bool, mean: float) -> None:
    """A rate goes by the doors, the others by the date; a timetable is told by its length."""
    spec = Arrivals.model_validate(arrivals)
    assert of_arrivals(spec, DEFAULT_PROFILE, OFFICE, is_open)[0] == mean


def test_a_timetable_is_its_instants_in_order() -> None:
    """Each with a piece of its own, twins too."""
    spec = Arrivals.model_validate({"at": ["13:30", "08:00", "08:00"]})
    eight, half_past_one = clock("08:00"), clock("13:30")
    assert of_arrivals(spec, DEFAULT_PROFILE, OFFICE, True)[1] == (
        (eight, eight, 1.0),
        (eight, eight, 1.0),
        (half_past_one, half_past_one, 1.0),
    )


def test_a_mean_per_day_needs_open_doors() -> None:
    """If the doors shut before anybody may come in, nobody comes."""
    assert of_arrivals(Arrivals(per_day=40), DEFAULT_PROFILE, opened(), True) == (0.0, ())


def test_dates_as_a_site_offers_them() -> None:
    """A night from Tuesday to Wednesday, doors a quarter early and half an hour before the end."""
    scenario = office(
        period={"start": "2025-03-03", "days": 4},
        calendar={
            "hours": {"mon": ["08:00-12:00"], "tue": ["20:00-02:00"], "sun": ["10:00-11:00"]},
            "doors_open_before": 15,
            "doors_close_before": 30,
        },
    )
    system = build(scenario)
    assert shapes.open_dates(system, 0) == [
        opened("07:45-11:30", starts=("08:00",)),
        opened("19:45-24:00", starts=("20:00",)),
        opened("00:00-01:30", starts=(), runs_on=True),
        opened(),
    ]
    assert shapes.open_days(system, 0).tolist() == [True, True, False, False]


def test_equal_shapes_are_kept_once() -> None:
    """A book numbers shapes in the order in which they first came."""
    book = ShapeBook()
    one, two = ((0, HOUR, 1.0),), ((0, 0, 0.3), (HOUR, DAY, 0.7))
    assert [book.enter(shape) for shape in (one, two, one, ())] == [0, 1, 0, 2]
    table = book.table()
    assert table.start.tolist() == [0, 1, 3, 3]
    assert table.piece_from.tolist() == [0, 0, HOUR]
    assert table.piece_to.tolist() == [HOUR, 0, DAY]
    assert table.upto.tolist() == [1.0, 0.3, 1.0]


def test_shares_that_fall_short_by_rounding_reach_1() -> None:
    """Ten tenths add up to a little less than 1, and yet nobody is lost."""
    book = ShapeBook()
    book.enter(tuple((i * HOUR, (i + 1) * HOUR, 0.1) for i in range(10)))
    assert np.cumsum([0.1] * 10)[-1] < 1
    assert book.table().upto[-1] == 1
    assert ShapeBook().table().upto.tolist() == []
