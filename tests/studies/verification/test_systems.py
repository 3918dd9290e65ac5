"""The catalogue of systems: files, words and scopes fit, and there is enough of everything."""

from __future__ import annotations

import math
import re

import pytest

from sim.measures.kpis import COLUMN, KPIS
from sim.model import system as systems
from sim.report.verify_words import FAMILY, MEASURE, SYSTEM, VERIFY
from sim.studies.verification.days import GROWING, RUSH, SHRINKING, STEPS, Day
from sim.studies.verification.systems import BY_NAME, LITTLE, LOADS, SYSTEMS
from sim.studies.verification.table import FOLDER, file_of, loaded


def test_every_file_has_a_system_and_every_system_a_file_and_a_name() -> None:
    assert len(BY_NAME) == len(SYSTEMS)
    assert {path.stem for path in FOLDER.glob("*.yaml")} == set(BY_NAME) == set(SYSTEM)
    assert all(file_of(system).exists() for system in SYSTEMS)


def test_the_cases_are_many_and_their_values_are_numbers() -> None:
    cases = [(system.name, known) for system in SYSTEMS for known in system.known()]
    assert len(cases) >= 40
    keys = [(name, known.measure, known.scope) for name, known in cases]
    assert len(set(keys)) == len(keys)
    for _, known in cases:
        assert math.isfinite(known.expected)
        assert known.expected > 0
        assert known.measure in MEASURE
        assert known.measure in COLUMN or known.measure == LITTLE
        if known.measure.endswith("_share") or known.measure == "utilisation":
            assert known.expected < 1


@pytest.mark.parametrize("name", BY_NAME)
def test_what_is_known_is_measured(name: str) -> None:
    """Of scopes that the scenario has, and for which the measure makes sense."""
    scenario = loaded(BY_NAME[name])
    sites = set(systems.build(scenario).site_ids)
    for known in BY_NAME[name].known():
        scope = known.scope
        if known.measure != LITTLE:
            assert scope.scope_type in KPIS[COLUMN[known.measure]].scope_types
        part = scope.scope.split("/")[0]
        assert part in {"all", *sites, *scenario.procedures}
    seeds = [loaded(system).seed for system in SYSTEMS]
    assert seeds.count(scenario.seed) == 1


def test_loads_reach_from_half_to_one_and_a_half() -> None:
    assert (min(LOADS), max(LOADS)) == (0.5, 1.5)
    sites = loaded(BY_NAME["patience-erlang"]).sites
    assert [f"load-{round(100 * load):03d}" for load in LOADS] == sorted(sites)


@pytest.mark.parametrize("day", [RUSH, STEPS, GROWING, SHRINKING])
def test_a_day_adds_up(day: Day) -> None:
    """Visits and work are what rates and services make of them."""
    arrivals = sum(each.minutes * each.per_hour / 60 for each in day.phases)
    found = day.expected()
    assert found["arrivals_per_day"] == pytest.approx(arrivals)
    duty = sum(each.minutes * sum(each.on_duty) for each in day.phases)
    worked = found["utilisation"] * (duty + found["overtime_per_day"])
    assert worked == pytest.approx(arrivals * day.service, rel=1e-6)


def test_staff_only_grows_or_only_shrinks() -> None:
    growing, shrinking = (
        [sum(phase.on_duty) for phase in day.phases] for day in (GROWING, SHRINKING)
    )
    assert growing == sorted(growing)
    assert shrinking == sorted(shrinking, reverse=True)
    assert growing[0] < growing[-1]
    assert shrinking[0] > shrinking[-1]


def test_both_languages_say_it_with_the_same_blanks() -> None:
    for words in (SYSTEM, MEASURE, FAMILY, VERIFY):
        for word in words.values():
            assert word.en.strip()
            assert word.vi.strip()
            assert sorted(re.findall(r"{\w+}", word.en)) == sorted(re.findall(r"{\w+}", word.vi))
