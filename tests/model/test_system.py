"""The arrays of small scenarios, in full."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pytest

from sim.model.returns import return_delay, word_of
from sim.model.spec import Scenario
from sim.model.system import build
from sim.model.tables import DAY, HOUR, MINUTE, NEVER


def scenario(**more: Any) -> Scenario:
    written = {
        "name": "two sites",
        "period": {"start": "2025-03-03", "days": 5},
        "warm_up": {"days": 3},
        "run_out": {"days": 2},
        "calendar": {"doors_close_before": 15},
        "procedures": {
            "land": {"counter_time": 13},
            "certification": {"counter_time": 6},
        },
        "sites": {
            "north": {"officers": [{"count": 2, "serves": ["land"]}], "balk_at": 9},
            "east": {
                "tier": "branch",
                "district": "E",
                "off_counter": 2,
                "officers": [{"count": 1}],
                "calendar": {"hours": {"mon": ["08:00-09:00"]}},
                "at_close": "send_home",
                "at_break": "serve",
                "break_after_overrun": "extend",
                "latest_close": "1 h",
            },
        },
    }
    return Scenario.model_validate(written | more)


def test_time_runs_from_the_warm_up_to_the_run_out() -> None:
    """Three days before, five measured, two after."""
    system = build(scenario())
    assert system.first_day == date(2025, 2, 28)
    assert system.n_days == 10
    assert (system.period_from, system.period_to) == (3 * DAY, 8 * DAY)
    assert system.horizon == 10 * DAY
    assert system.wait_target == 20 * MINUTE


def test_sites_and_procedures_are_in_order_of_their_ids() -> None:
    """East comes before north and certification before land, however they are written."""
    system = build(scenario())
    assert system.site_ids == ("east", "north")
    assert system.procedure_ids == ("certification", "land")
    assert system.commune_ids == ()
    assert system.site_tier == ("branch", "")
    assert system.site_district == ("E", "")
    assert system.site_staff.tolist() == [3, 2]
    assert np.flatnonzero(system.skills[1]).tolist() == [4, 5, 6, 7]


def test_sessions_follow_each_sites_own_calendar() -> None:
    """East opens on one Monday for an hour; its doors close by the scenario's rule."""
    system = build(scenario())
    assert system.session_start.tolist() == [0, 1, 13]
    assert system.session_from[0] == 3 * DAY + 8 * HOUR
    assert system.session_to[0] == 3 * DAY + 9 * HOUR
    assert system.door_to[0] == 3 * DAY + 8 * HOUR + 45 * MINUTE
    assert system.session_date.tolist() == [3, 0, 0, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7]
    assert system.session_closes.tolist() == [True] + [False, True] * 6
    assert system.open_day_start.tolist() == [0, 1, 7]
    assert system.open_day.tolist() == [3, 0, 3, 4, 5, 6, 7]


def test_rules_of_sites_become_columns() -> None:
    """Each site's own word on closing, breaks and balking, with the defaults elsewhere."""
    system = build(scenario())
    assert system.at_close_serve.tolist() == [False, True]
    assert system.at_break_serve.tolist() == [True, False]
    assert system.extend_breaks.tolist() == [True, False]
    assert system.latest_close.tolist() == [HOUR, 3 * HOUR]
    assert system.balk_at.tolist() == [NEVER, 9]


def test_officers_are_numbered_over_all_sites() -> None:
    """East's one officer, then north's two, with their shifts."""
    system = build(scenario())
    assert system.officer_start.tolist() == [0, 1, 3]
    assert system.shift_start.tolist() == [0, 1, 13, 25]
    assert system.shift_day[:5].tolist() == [3, 0, 0, 3, 3]
    assert system.shift_from[1] == 450 * MINUTE
    assert system.shift_to[1] == 690 * MINUTE


def test_column_types_are_those_of_the_contract() -> None:
    """Engines are compiled for these types, also where a column is empty."""
    system = build(scenario())
    wide = (
        "site_staff session_start session_from session_to session_date door_from door_to "
        "open_day_start open_day latest_close balk_at officer_start shift_start shift_from "
        "shift_to shift_day return_days"
    )
    for dtype, names in {
        np.int64: wide,
        np.int32: "officer_group officer_number skill_count group_site",
        np.bool_: "session_closes at_close_serve at_break_serve extend_breaks "
        "officer_is_reserve skills",
        np.float64: "group_absence",
        np.uint64: "return_thresholds",
    }.items():
        for name in names.split():
            assert getattr(system, name).dtype == dtype, name


WORDS = [0, 1 << 61, 1 << 62, 1 << 63, (1 << 64) - 1]


def test_return_thresholds_are_cumulative_shares_of_all_words() -> None:
    """Half of the 60 % land returns come the next day, half two days later; others never."""
    procedures = {
        "land": {
            "counter_time": 1,
            "return_after_abandon": {"share": 0.6, "delay": {3: 1, 1: 1}},
        },
        "other": {"counter_time": 1},
        "sure": {"counter_time": 1, "return_after_abandon": {"share": 1, "delay": 2}},
    }
    system = build(scenario(procedures=procedures, sites={"a": {"officers": [{"count": 1}]}}))
    assert system.return_days.tolist() == [1, 2, 3]
    land, other, sure = system.return_thresholds.tolist()
    assert [word / 2**64 for word in land] == pytest.approx([0.3, 0.3, 0.6])
    assert other == [0, 0, 0]
    assert sure == [0, 2**64 - 1, 2**64 - 1]
    delays = {
        return_delay(word, 0, system.return_thresholds[2], system.return_days) for word in WORDS
    }
    assert delays == {2}


def test_a_stepped_group_counts_its_largest_step_as_staff() -> None:
    """Head count is by the highest step, not by the first."""
    system = build(
        scenario(sites={"a": {"officers": [{"count": {"07:30": 1, "10:00": 3}}], "off_counter": 1}})
    )
    assert system.site_staff.tolist() == [4]
    assert system.officer_start.tolist() == [0, 3]


def test_the_word_of_a_dossier_is_turned_for_each_purpose() -> None:
    """By 16 bits a rank: what falls out on the left comes in on the right."""
    word = 0x0123_4567_89AB_CDEF
    assert [word_of(word, purpose) for purpose in range(4)] == [
        0x0123_4567_89AB_CDEF,
        0x4567_89AB_CDEF_0123,
        0x89AB_CDEF_0123_4567,
        0xCDEF_0123_4567_89AB,
    ]
