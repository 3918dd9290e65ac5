"""Plans on the same citizens: sums by hand, ranks, and intervals that hold at once."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from sim.measures.kpis import COLUMN, KPIS
from sim.measures.scopes import Scopes, scopes_of
from sim.measures.tally import Tally
from sim.model import geography
from sim.model.scenario_file import loads
from sim.model.scenario_file.branches import branches_text
from sim.model.scenario_file.write import dump
from sim.model.system import build
from sim.model.tables import MINUTE, Ending
from sim.studies.experiment import Settings
from sim.studies.parallel import Threads
from sim.studies.siting.contest import contest, ranked, site_waits_of
from sim.studies.siting.flows import flows
from sim.studies.siting.network import facts
from sim.studies.siting.places import places
from sim.studies.siting.program import Plan
from sim.studies.siting.solve import best_plans
from tests.studies.offices import Record
from tests.studies.siting.town import WAITS, town

DAY = {"start": "2025-03-03", "days": 1}
A1 = Plan(branches={"point-a1": ("point-a1", "point-a2")}, cost=-5.0, gap=0.0)
B1 = Plan(branches={"point-b1": ("point-b1", "point-b3")}, cost=-3.0, gap=0.0)


def planned(plan: Plan, tmp_path: Any) -> Any:
    """The scenario that a plan's file says."""
    scenario = town(period=DAY)
    (tmp_path / "base.yaml").write_text(dump(scenario), "utf-8")
    found = facts(plan, scenario, places(scenario, "town"))
    assert scenario.siting is not None
    text = branches_text([each.branch for each in found], scenario.siting, "base.yaml", ["One."])
    assert text.startswith('# One.\n\nextends: "base.yaml"\nremove: [siting]\n')
    return loads(text, root=tmp_path)


def test_the_file_of_a_plan_says_what_the_plan_says(tmp_path: Any) -> None:
    """The branch stands there, has its team and its points' officers, and takes their communes."""
    made = planned(A1, tmp_path)
    branch = made.sites["a-a1"]
    assert (branch.tier, branch.assists, branch.commune) == ("branch", "a", "a1")
    assert (branch.lat, branch.lon) == (11.0, 106.6)
    assert set(branch.catchment or ()) == {"a1", "a2"}
    assert [(group.name, group.size) for group in branch.officers] == [
        ("team", 3), ("desk from point-a1", 3), ("desk from point-a2", 3),
    ]  # fmt: skip
    assert branch.staff == 10
    assert made.siting is None
    assert not {"point-a1", "point-a2"} & set(made.sites)


def test_minutes_are_those_of_every_dossier_filed_in_the_period(tmp_path: Any) -> None:
    """Road there and back and time at the site of all their visits, from the journal by hand."""
    made = planned(A1, tmp_path)
    record = Record()
    settings = Settings(replications=2, executor=Threads(1), journal=True, engine="reference")
    (standing,) = contest([("p", A1, made)], town(period=DAY), settings, record)
    travel = geography.travel_times(made) / MINUTE
    minutes, dossiers = 0.0, 0
    for journal in record.journals.values():
        assert journal is not None
        lives = journal.dossiers
        ended = lives["measured"] & (lives["ending"] != Ending.OPEN)
        dossiers += int(lives["dossiers"][ended].sum())
        rows = journal.visits[ended[journal.visits["dossier"]]]
        assert (rows["left_at"] >= 0).all()
        minutes += 2 * travel[rows["commune"], rows["site"]].sum()
        minutes += (rows["released_at"] - rows["arrived_at"]).sum() / MINUTE
    assert standing.minutes.mean == pytest.approx(minutes / dossiers)
    assert standing.behind is None


def test_plans_are_ranked_on_the_same_citizens(tmp_path: Any) -> None:
    """The winner first, and the other behind it by a paired interval."""
    record = Record()
    both = [("a", A1, planned(A1, tmp_path)), ("b", B1, planned(B1, tmp_path))]
    asked = Settings(replications=4, executor=Threads(1), engine="reference")
    found = contest(both, town(period=DAY), asked, record)
    assert set(record.journals.values()) == {None}
    assert [each.behind is None for each in found] == [True, False]
    behind = found[1].behind
    assert behind is not None
    assert behind.mean == pytest.approx(found[1].minutes.mean - found[0].minutes.mean)
    alone = found[1].minutes.high - found[1].minutes.mean
    assert behind.high - behind.mean < alone
    waits = site_waits_of(found[0].run)
    assert set(waits) == set(found[0].run.scenario.sites)
    assert min(waits.values()) >= 0


def test_an_interrupt_keeps_what_all_plans_have(tmp_path: Any) -> None:
    """Plans that were begun are ranked on the replications that each of them has."""
    both = [("a", A1, planned(A1, tmp_path)), ("b", B1, planned(B1, tmp_path))]
    asked = Settings(replications=3, executor=Threads(1), engine="reference")
    found = contest(both, town(period=DAY), asked, Record(stop_after=5))
    assert {each.label: len(each.run.replications) for each in found} == {"a": 3, "b": 2}
    (two,) = contest(both[:1], town(period=DAY), replace(asked, replications=2), Record())
    assert {each.label: each.minutes.mean for each in found}["a"] == two.minutes.mean


def tallied(scopes: Scopes, replication: int, spent: float) -> Tally:
    """A replication in which 10 dossiers ended, all of them with 4 minutes on the road."""
    shape = (len(scopes), len(KPIS))
    numerator, denominator = np.zeros(shape), np.full(shape, 10.0)
    numerator[:, COLUMN["citizen_time_mean"]] = spent
    numerator[:, COLUMN["travel_mean"]] = 40.0
    return Tally(
        replication=replication, scopes=scopes, numerator=numerator, denominator=denominator,
        value=np.zeros(shape), count=np.zeros(shape),
    )  # fmt: skip


def test_intervals_are_wider_for_more_plans() -> None:
    """All of them hold at once; ties go by label; one replication has none; waits may weigh."""
    scopes = scopes_of(build(town()))

    def made(name: str, shift: float, n: int = 6) -> Any:
        tallies = [tallied(scopes, r, 100.0 + r * 3 + shift) for r in range(n)]
        return SimpleNamespace(label=name, tallies=tallies, replications=tuple(range(n)))

    shifts = {"c": 5.0, "a": 0.0, "b": 0.0}
    runs = [made(name, shift) for name, shift in shifts.items()]
    plans = dict.fromkeys(shifts, A1)
    three = ranked(runs, plans, 1.0)
    assert [each.label for each in three] == ["a", "b", "c"]
    assert three[0].minutes.mean == pytest.approx(10.75)
    assert three[2].behind is not None
    assert three[2].behind.mean == pytest.approx(0.5)
    assert three[2].behind.low == pytest.approx(0.5)
    two = ranked(runs[:2], plans, 1.0)
    assert three[0].minutes.high > two[0].minutes.high
    doubled = ranked(runs, plans, 2.0)
    assert doubled[0].minutes.mean == pytest.approx(2 * 10.75 - 4)
    one = ranked([made(name, shift, 1) for name, shift in shifts.items()], plans, 1.0)
    assert np.isnan(one[0].minutes.high)


def test_the_best_plans_of_the_town_can_all_be_written(tmp_path: Any) -> None:
    """Facts agree with the scenario that comes of them."""
    scenario = town()
    there = places(scenario, "town")
    for plan in best_plans(there, flows(scenario, there, WAITS), 3):
        made = planned(plan, tmp_path)
        for each in facts(plan, scenario, there):
            site = made.sites[each.branch.id]
            assert (site.staff, site.officer_count) == (each.staff, each.counters)
            people = sum(made.communes[code].population for code in site.catchment or ())
            assert people == each.residents
