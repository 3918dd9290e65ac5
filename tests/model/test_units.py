"""Who belongs to which unit, how many work there, and the time they keep."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sim.model.days import Calendar
from sim.model.scenario_file import load
from sim.model.spec import Scenario
from sim.model.system import build
from sim.model.tables import DAY, HOUR, MINUTE, NEVER, System
from sim.model.units import standard_day

VALID = Path(__file__).parents[1] / "scenarios" / "valid"
CERTIFICATION, CIVIL_STATUS, LAND, LICENCE = range(4)


@pytest.fixture(scope="module")
def province() -> System:
    """Two communes in two districts, five sites, a unit of every kind."""
    return build(load(VALID / "dossiers.yaml"))


def office(unit: dict[str, Any], **more: Any) -> Scenario:
    written = {
        "name": "Office",
        "period": {"start": "2025-03-03", "days": 7},
        "procedures": {"a": {"counter_time": 5, "unit": "back", "effort": 30, "deadline": 2}},
        "units": {"back": unit},
        "sites": {"one": {"officers": [{"count": 1}], "arrivals": {"a": {"per_day": 9}}}},
    }
    return Scenario.model_validate(written | more)


def test_units_are_numbered_by_kind_and_by_what_they_are_for(province: System) -> None:
    """Kinds, then communes, districts or sites, each in code-point order."""
    assert province.unit_ids == (
        *("communes/25741", "communes/25942"),
        "departments",
        *("desk/center", "desk/di-an", "desk/p-25741", "desk/p-25942", "desk/thu-dau-mot"),
        *("districts/Dĩ An", "districts/Thủ Dầu Một"),
    )


def test_a_dossier_goes_to_the_unit_of_its_home_or_of_its_site(province: System) -> None:
    """On the spot by site, all else by commune, wherever it is filed."""
    assert province.unit_at[CERTIFICATION].tolist() == [3, 4, 5, 6, 7]
    assert (province.unit_at[CIVIL_STATUS:] == NEVER).all()
    assert province.unit_of.tolist() == [[NEVER, NEVER], [0, 1], [9, 8], [2, 2]]
    assert province.has_dossiers.all()
    assert province.on_the_spot.tolist() == [True, False, False, False]
    assert province.cut_off == 14 * HOUR + 30 * MINUTE


def test_processors_are_as_many_as_the_load_allows(province: System) -> None:
    """41,202 x 0.25 / 1000 x 20 min = 206 a day, 495 for the other commune, of 450 x 0.8."""
    assert province.unit_processors[:3].tolist() == [1, 2, 6]
    # 99,000 x 0.75 / 1000 x 5 min = 371 a day at p-25942, which is open for four hours; who has
    # no certification of their own still has somebody to do it.
    assert province.unit_processors[3:8].tolist() == [1, 1, 1, 3, 1]
    assert province.unit_processors[8:].tolist() == [4, 4]


@pytest.mark.parametrize(("load_", "processors"), [(1, 2), (0.999, 3), (0.5, 4), (0.25, 8)])
def test_a_load_that_comes_out_even_is_no_reason_for_one_more(
    load_: float, processors: int
) -> None:
    """Work of two whole days: 30,000 residents, one dossier a thousand, 30 min each."""
    home = {"name": "Here", "kind": "ward", "district": "D", "lat": 11, "lon": 106.6}
    system = build(
        office(
            {"load": load_},
            communes={"c": home | {"area_km2": 1, "population": 30_000}},
            procedures={
                "a": {"counter_time": 5, "unit": "back", "effort": 30, "level": "center"}
                | {"per_1000": 1}
            },
            sites={"one": {"tier": "center", "commune": "c", "officers": [{"count": 1}]}},
        )
    )
    assert system.unit_processors.tolist() == [processors]
    assert (system.unit_ids, system.unit_of.tolist()) == (("back",), [[0]])


THOUSANDS = {"an": 30, "binh": 12, "cau": 45}


def network(per: str, **changes: Any) -> System:
    """Two districts: `an` and `binh` in one, `cau` in the other; a load of a half, 240 min a day.

    Work of one a thousand and 20 min for permits, two and 10 min for papers: 40 min a thousand.
    """
    home = {"kind": "ward", "lat": 11, "lon": 106.6, "area_km2": 1}
    district = {"an": "East", "binh": "East", "cau": "West"}
    point = {"tier": "point", "officers": [{"count": 1}]}
    branch = {"tier": "branch", "officers": [{"count": 1}]}
    written = {
        "name": "Network",
        "period": {"start": "2025-03-03", "days": 7},
        "calendar": {"hours": {"mon-fri": ["08:00-12:00"]}},
        "procedures": {
            "permits": {"counter_time": 5, "level": "commune", "per_1000": 1, "unit": "back"}
            | {"effort": {"law": "exponential", "mean": 20}},
            "papers": {"counter_time": 5, "level": "commune", "per_1000": 2, "unit": "back"}
            | {"effort": 10},
        },
        "units": {"back": {"per": per, "load": 0.5}},
        "communes": {
            code: home | {"name": code, "district": district[code], "population": 1000 * n}
            for code, n in THOUSANDS.items()
        },
        "sites": {
            **{f"p-{code}": point | {"commune": code} for code in THOUSANDS},
            "east": branch | {"district": "East", "commune": "an"},
            "west": branch | {"district": "West", "commune": "cau"},
        },
    }
    return build(Scenario.model_validate(written | changes))


@pytest.mark.parametrize(
    ("per", "processors"),
    [
        ("network", {"back": 29}),  # 87 x 40 = 3,480 of 120
        ("district", {"back/East": 14, "back/West": 15}),
        ("commune", {"back/an": 10, "back/binh": 4, "back/cau": 15}),
        ("site", {"back/east": 1, "back/p-an": 10, "back/p-binh": 4, "back/p-cau": 15,
                  "back/west": 1}),
    ],
)  # fmt: skip
def test_a_unit_is_as_large_as_the_needs_of_its_residents(
    per: str, processors: dict[str, int]
) -> None:
    """Mean effort on all procedures that it serves; a unit without any has one processor."""
    system = network(per)
    assert dict(zip(system.unit_ids, system.unit_processors.tolist(), strict=True)) == processors


@pytest.mark.parametrize(
    "changes",
    [
        {"demand": {"scale": 3, "weekday": {"mon": 2}, "enquire_share": 0}},
        {"demand": {"season": [{"from": "2025-03-03", "to": "2025-03-09", "factor": 5}]}},
        {"choice": {"rule": "nearest", "outside_share": 1}},
        {"warm_up": {"days": 9}},
    ],
)
def test_a_load_is_one_of_ordinary_days(changes: dict[str, Any]) -> None:
    """Neither scale nor season, nor where people file, is hired for."""
    assert network("commune", **changes).unit_processors.tolist() == [10, 4, 15]


def test_a_shorter_day_needs_more_processors() -> None:
    """Two hours of their own in place of four."""
    units = {"back": {"load": 0.5, "calendar": {"hours": {"mon-fri": ["08:00-10:00"]}}}}
    assert network("network", units=units).unit_processors.tolist() == [58]


def test_units_of_one_calendar_share_a_clock(province: System) -> None:
    """Offices and most sites keep the scenario's hours; the departments and a point their own."""
    clocks = province.unit_clock
    assert len(province.clock_start) - 1 == 3
    same = np.array([0, 1, 3, 4, 5, 7, 8, 9])
    assert len(set(clocks[same])) == 1
    assert len({clocks[0], clocks[2], clocks[6]}) == 3
    assert [(province.clock_standard_day[clocks[unit]] / HOUR).item() for unit in (0, 2, 6)] == [
        7.5,
        8,
        4,
    ]


def test_working_days_of_a_unit_reach_far_beyond_the_run() -> None:
    """A due day is known even where it lies after the horizon."""
    system = build(office({"processors": 3}))
    assert system.unit_of.tolist() == [[0]]
    assert system.clock_day[:6].tolist() == [0, 1, 2, 3, 4, 7]
    assert system.clock_day_ends[:2].tolist() == [17 * HOUR, DAY + 17 * HOUR]
    assert system.clock_day[-1] > system.n_days + 2 * 365
    assert system.clock_from[:2].tolist() == [7 * HOUR + 30 * MINUTE, 13 * HOUR + 30 * MINUTE]
    assert len(system.clock_from) == 10


def test_the_unit_of_a_site_keeps_its_hours() -> None:
    """The last session of a day ends it; holidays are those of the site."""
    site = {
        "officers": [{"count": 1}],
        "arrivals": {"a": {"per_day": 9}},
        "calendar": {"hours": {"mon-tue": ["08:00-10:00", "20:00-02:00"]}, "plus": ["2025-03-04"]},
    }
    system = build(office({"per": "site", "processors": 1}, sites={"one": site}))
    assert (system.unit_ids, system.unit_at.tolist()) == (("back/one",), [[0]])
    assert system.clock_day[:2].tolist() == [0, 7]
    assert system.clock_day_ends[0] == 26 * HOUR
    assert system.clock_from.tolist() == [8 * HOUR, 20 * HOUR]


def test_a_standard_day_is_the_mean_of_the_weekdays_with_hours() -> None:
    """Five days of eight hours and a Saturday of two: seven."""
    hours = {"mon-fri": ["08:00-12:00", "13:00-17:00"], "sat": ["08:00-10:00"], "sun": []}
    assert standard_day(Calendar.model_validate({"hours": hours})) == 7 * HOUR
    assert standard_day(Calendar.model_validate({"hours": {"sun": []}})) == DAY


def test_without_units_there_are_no_dossiers_to_process() -> None:
    """The tables are there, and empty."""
    system = build(office({"processors": 1}, procedures={"a": {"counter_time": 5}}, units={}))
    assert (system.unit_ids, system.unit_of.tolist()) == ((), [[NEVER]])
    assert system.has_dossiers.tolist() == [False]
    assert system.clock_start.tolist() == [0]
    assert system.first_day == date(2025, 3, 3)
