"""A plan written and read again is the same system, bit for bit."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest

from sim.model import system
from sim.model.plan_file import COLUMNS, Row, Table, plan_rows, planned
from sim.model.scenario_file import load, loads
from sim.model.spec import Scenario
from sim.model.tables import System

SCENARIOS = Path(__file__).parents[2] / "scenarios" / "valid"
SHIPPED = Path(__file__).parents[3] / "scenarios"
FILES = [*sorted(SCENARIOS.glob("*.yaml")), SHIPPED / "phase-2.yaml"]
STEPS = """\
name: Steps
period: {start: 2025-01-06, days: 14}
calendar: {hours: {mon-fri: ["07:30-11:30", "13:30-17:00"], sat: ["07:30-11:30"]}}
procedures: {"a, b": {counter_time: 8}, c: {counter_time: 5}}
sites:
  office:
    officers:
      - {name: stepped, count: {"07:30": 2, "10:00": 1, "14:00": 3, "20:00": 5}, absence: 0.1}
      - {name: bound, count: {"08:00": 1, "09:00": 2}, duty: ["07:30-11:30", "12:00-16:00"],
         serves: ["a, b", c/collect], reserve: 2, source: post}
      - {name: week, count: 2, duty: {mon: ["07:30-09:00"], fri: []}, serves: [c]}
      - {name: shifts, count: 3, shifts: [{count: 0, duty: ["07:30-08:00"]},
         {count: 2, duty: {mon-fri: ["07:30-11:30"]}}, {count: 1, duty: []}]}
      - {name: nobody, count: 0, duty: ["07:30-11:30"]}
    arrivals: {"a, b": {per_hour: 5}, c: {per_hour: 5}}
"""


def read_back(scenario: Scenario, base: Scenario) -> Scenario:
    """The base, staffed by what is written of the scenario."""
    rows = plan_rows(scenario)
    assert all(tuple(row) == COLUMNS for row in rows)
    table = Table(
        file="plan.csv",
        letters=dict.fromkeys(COLUMNS, ""),
        rows=tuple(
            Row(number=n, cells={key: each for key, each in row.items() if each is not None})
            for n, row in enumerate(rows, 2)
        ),
    )
    found = planned(base, table)
    assert found.problems == ()
    return found.scenario


def same(one: System, other: System) -> None:
    for field in fields(System):
        a, b = getattr(one, field.name), getattr(other, field.name)
        if isinstance(a, np.ndarray):
            assert a.dtype == b.dtype, field.name
            np.testing.assert_array_equal(a, b, err_msg=field.name)
        else:
            assert repr(a) == repr(b), field.name


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_scenario_comes_back_as_it_was(path: Path) -> None:
    """Whatever groups there are: steps, shifts, weekdays, reserves, nobody."""
    scenario = load(path)
    same(system.build(scenario), system.build(read_back(scenario, scenario)))


def test_counts_that_step_become_shifts_officer_by_officer() -> None:
    """The first k officers stay where k are wanted; whoever is never wanted is off."""
    scenario = loads(STEPS)
    told = [(row["group"], row["count"], row["duty"]) for row in plan_rows(scenario)]
    assert told == [
        ("stepped", 1, None),
        ("stepped", 1, "mon-fri 07:30-10:00, 14:00-17:00; sat 07:30-10:00"),
        ("stepped", 1, "mon-fri 14:00-17:00"),
        ("stepped", 2, "off"),
        ("bound", 1, "08:00-11:30, 12:00-16:00"),
        ("bound", 1, "09:00-11:30, 12:00-16:00"),
        ("week", 2, "mon 07:30-09:00"),
        ("shifts", 2, "mon-fri 07:30-11:30"),
        ("shifts", 1, "off"),
        ("nobody", 0, "07:30-11:30"),
    ]
    same(system.build(scenario), system.build(read_back(scenario, scenario)))


def test_a_plan_staffs_another_scenario_with_all_that_it_says() -> None:
    """Absence, source, who serves what and heads off the counter come along, not only counts."""
    scenario = loads(STEPS)
    bare = loads(
        STEPS.replace(", absence: 0.1", "").replace("reserve: 2, source: post", "absence: 0.3")
    )
    off = {"office": bare.sites["office"].model_copy(update={"off_counter": 3, "staff": 15})}
    base = bare.model_copy(update={"sites": off})
    same(system.build(scenario), system.build(read_back(scenario, base)))
