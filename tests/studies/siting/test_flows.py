"""Rates, loads and costs of a small province, by hand and against drawn visits."""

from __future__ import annotations

import numpy as np
import pytest

from sim.errors import UsageError
from sim.model import geography
from sim.model.distributions import Fixed
from sim.model.stages import Stage
from sim.model.system import build
from sim.model.tables import MINUTE
from sim.sampling.workload import Sampler
from sim.studies.siting import rush
from sim.studies.siting.flows import flows
from sim.studies.siting.places import places
from tests.studies.siting.town import PEOPLE, WAITS, town


def test_every_dossier_is_counted_once() -> None:
    """By the rates; land in bundles, of which each makes one visit to file."""
    scenario = town()
    found = flows(scenario, places(scenario, "town"), WAITS)
    people = sum(PEOPLE.values())
    assert found.dossiers == pytest.approx(people * (1.2 + 0.7 + 0.1))
    anywhere = people * 0.7 / 1.5 * 0.3
    assert found.outside.sum() == pytest.approx(anywhere)


@pytest.mark.jit
def test_costs_are_those_of_drawn_visits() -> None:
    """Road, told waits and service over many drawn days, within five standard errors."""
    scenario = town()
    system = build(scenario)
    found = flows(scenario, places(scenario, "town"), WAITS)
    travel = geography.travel_times(scenario) / MINUTE
    waits = np.array([WAITS[id_] for id_ in system.site_ids])
    sampler = Sampler(scenario, system, 3)
    totals = []
    for replication in range(40):
        visits = sampler.draw(replication).visits
        site = np.repeat(np.arange(len(system.site_ids)), np.diff(visits.site_start))
        spent = 2 * travel[visits.commune, site] + waits[site] + visits.service / MINUTE
        totals.append(spent.sum() / 10)  # ten working days
    error = np.std(totals, ddof=1) / np.sqrt(len(totals))
    assert abs(np.mean(totals) - found.total) < 5 * error


def test_points_and_those_outside_are_part_of_the_whole() -> None:
    """Staying costs at least the travel; the pull of a candidate is a ratio of weights."""
    scenario = town()
    there = places(scenario, "town")
    found = flows(scenario, there, WAITS)
    own = there.candidates, np.arange(len(there.candidates))
    assert (found.stay > found.move[own]).all()
    assert found.stay.sum() < found.total
    assert (found.pull >= 0).all()
    assert found.pull.max() > 0.1
    assert found.allowance > 1


def test_an_even_day_has_no_rush_and_a_single_hour_has_its_own() -> None:
    """The factor is the sum of p²/f."""
    even = {"flat": {"bands": {"07:30-11:30": 4 / 7.5, "13:30-17:00": 3.5 / 7.5}}}
    hour = {"flat": {"bands": {"08:00-09:00": 1.0}}}
    for profiles, expected in ((even, 1.0), (hour, 7.5)):
        scenario = town(profiles=profiles, demand={"profile": "flat"})
        system = build(scenario)
        assert rush.hours_factor(scenario, system, 0) == pytest.approx(expected)
        assert rush.open_minutes(system, 0) == 450


def test_intake_work_is_load_and_no_visit() -> None:
    """More to do at the desk, while as many people wait and travel; it counts as on average."""
    before = flows(town(), places(town(), "town"), WAITS)
    longer = town()
    papers = longer.procedures["papers"].model_copy(update={"intake_time": Fixed(value=28.0)})
    longer = longer.model_copy(update={"procedures": {**longer.procedures, "papers": papers}})
    found = flows(longer, places(longer, "town"), WAITS)
    assert found.total == before.total
    assert (found.stay == before.stay).all()
    extra = 0.2 * (28 - 8) / (before.allowance * (0.8 * 8 + 0.06 * 4) + 0.2 * 8)
    assert found.load == pytest.approx(before.load * (1 + extra))
    assert found.desk.visits == before.desk.visits
    assert found.desk.visit_load < before.desk.visit_load


def test_those_who_come_after_the_cut_off_are_late() -> None:
    """The share of the profile from then on, sessions only."""
    flat = {"flat": {"bands": {"07:30-11:30": 0.5, "13:30-17:00": 0.35, "17:00-18:00": 0.15}}}
    scenario = town(profiles=flat, demand={"profile": "flat"}, cut_off="15:15")
    assert rush.late_share(scenario, build(scenario), 0) == pytest.approx(0.175)


def test_the_plan_may_expect_more_to_file_outside() -> None:
    """`phase.outside_share` goes before the scenario's."""
    scenario = town({"phase": {"outside_share": 0.6}})
    found = flows(scenario, places(scenario, "town"), WAITS)
    before = flows(town(), places(town(), "town"), WAITS)
    assert found.outside.sum() == pytest.approx(2 * before.outside.sum())


@pytest.mark.parametrize("rule", ["nearest", "live"])
def test_another_rule_than_the_logit_is_refused(rule: str) -> None:
    """Unless the plan expects nobody to file outside."""
    scenario = town(choice={"outside_share": 0.3, "rule": rule})
    with pytest.raises(UsageError, match=rf"choice.rule = {rule}: .* choose by logit"):
        flows(scenario, places(scenario, "town"), WAITS)
    nobody = town({"phase": {"outside_share": 0.0}}, choice={"outside_share": 0.3, "rule": rule})
    assert flows(nobody, places(nobody, "town"), WAITS).outside.sum() == 0


def test_procedures_with_stages_are_refused() -> None:
    """By name; those that nobody needs do not count."""
    two = (Stage(name="guide", time=2), Stage(name="desk"))
    plain = town().procedures
    staged = {"stages": two}
    scenario = town(procedures=plain | {"land": plain["land"].model_copy(update=staged)})
    with pytest.raises(UsageError, match=r"^procedures.land.stages: .* Leave the stages out"):
        flows(scenario, places(scenario, "town"), WAITS)
    idle = plain["land"].model_copy(update=staged | {"per_1000": 0.0})
    scenario = town(procedures=plain | {"none": idle})
    assert flows(scenario, places(scenario, "town"), WAITS).total > 0


def test_a_site_without_a_wait_is_named() -> None:
    scenario = town()
    with pytest.raises(UsageError, match="it says nothing about the wait at point-b3"):
        flows(
            scenario, places(scenario, "town"), {k: v for k, v in WAITS.items() if k != "point-b3"}
        )


def test_a_scenario_without_bounds_is_refused() -> None:
    scenario = town().model_copy(update={"siting": None})
    with pytest.raises(UsageError, match=r"^mine: it has no siting section.*siting: \{\}"):
        places(scenario, "mine")


def test_candidates_by_code_or_id_and_their_premises() -> None:
    scenario = town({"candidates": ["a2", "point-b1"], "premises": {"b1": 9}})
    found = places(scenario, "town")
    assert found.candidate_ids() == ["point-a2", "point-b1"]
    assert found.room.tolist() == [17, 9]
    assert len(found.points) == 6
