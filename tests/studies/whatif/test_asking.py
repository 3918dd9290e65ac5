"""Answers about a site: the numbers of a run of the changed scenario, whatever is changed."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any, cast

import numpy as np
import pytest

from sim.errors import UsageError
from sim.measures.kpis import COLUMN
from sim.measures.scopes import Scope, ScopeType
from sim.memory import Memory
from sim.model.scenario_file import load
from sim.model.spec import Scenario
from sim.model.tables import System
from sim.studies.compare import paired
from sim.studies.experiment import Engine, Settings, run
from sim.studies.parallel import Threads
from sim.studies.whatif import Answer, Change, WhatIf, asking
from sim.studies.whatif.draws import Draws
from sim.studies.whatif.places import Places
from sim.studies.whatif.plan import Plan
from sim.studies.whatif.sums import Sums
from tests.studies.offices import Record, office

PROVINCE = Path(__file__).parents[2] / "scenarios" / "valid" / "province.yaml"
BRANCH = Path(__file__).parents[3] / "scenarios" / "two-desks.yaml"
STAGED = (
    "procedures.land.stages=[{name: guide, time: 2}, {name: desk}]",
    "sites.branch.appointments={share: 30%, slot: 20, punctuality: 5, no_show: 10%}",
    "procedures.land.priority_share=20%",
)
ONE_UNIT = tuple(f"procedures.{name}.unit=o" for name in ("papers", "land", "licence"))
HERE = Threads(1)
HOURS = {"mon-fri": ["08:00-11:00", "13:00-16:00"]}


def province(*sets: str) -> Scenario:
    """Three communes for two days; results come from units of the communes and of the sites."""
    units = "units={back: {per: commune, processors: 1}, desk: {per: site, processors: 1}}"
    named = [
        f"procedures.{name}.{key}"
        for name, unit in (("papers", "back"), ("land", "desk"), ("licence", "desk"))
        for key in (f"unit={unit}", "deadline=1", "effort=5", "incomplete=20%", "comes_back=80%")
    ]
    short = ("period={start: 2025-03-03, days: 2}", "warm_up={days: 1}", "run_out={days: 3}")
    one = "sites.p-25741.officers=[{name: desk, count: 1, serves: [papers]}]"
    return load(PROVINCE, sets=[units, *named, *short, one, *sets])


def site_of(scenario: Scenario) -> str:
    """A site with some visitors, and nothing that joins it to others."""
    return next(id_ for id_ in ("p-25741", "branch", "desk") if id_ in scenario.sites)


def group_of(scenario: Scenario) -> str:
    return scenario.sites[site_of(scenario)].officers[0].name


def last(answers: WhatIf, change: Change) -> Answer:
    *_, found = answers.ask(change)
    return found


def same_as_a_run(scenario: Scenario, change: Change, engine: Engine) -> Answer:
    """The last answer, found to be what runs of both scenarios say, to the last bit."""
    asked = WhatIf(scenario, site_of(scenario), 2, engine=engine, draws=Draws())
    settings = Settings(replications=2, engine=engine, executor=HERE)
    runs = [run(s, "x", settings, Record()) for s in (scenario, asked.changed(change))]
    estimates = [runs[1].estimates, runs[0].estimates, paired(runs[1], runs[0])]
    answer = last(asked, change)
    assert answer.final
    assert answer.is_exact
    scope = Scope(ScopeType.SITE, site_of(scenario))
    for figure in answer.figures:
        column = COLUMN[figure.kpi]
        told = (figure.changed, figure.base, figure.difference)
        for interval, estimate in zip(told, estimates, strict=True):
            row = estimate.scopes.index(scope)
            low, high = estimate.interval()
            assert interval.mean == estimate.mean[row, column], figure.kpi
            assert (interval.low, interval.high) == (low[row, column], high[row, column])
    return answer


def changes(scenario: Scenario) -> list[Change]:
    found = [
        Change(staff={group_of(scenario): 3}), Change(hours=HOURS), Change(absence=0.4),
        Change(demand=1.4), Change(counter_time=1.3), Change(patience=15),
        Change(staff={group_of(scenario): 2}, demand=0.7, counter_time=0.8, absence=0.2),
    ]  # fmt: skip
    return [*found, Change(online=0.5)] if scenario.is_province else found


@pytest.mark.jit
@pytest.mark.parametrize("number", range(8))
@pytest.mark.parametrize("engine", ["compiled", "reference"])
def test_a_site_of_a_province_is_what_a_run_of_all_of_it_says(number: int, engine: Engine) -> None:
    scenario = province()
    answer = same_as_a_run(scenario, changes(scenario)[number], engine)
    assert answer.figure("served_per_day").base.mean > 0
    assert any(figure.difference.mean != 0 for figure in answer.figures)


@pytest.mark.jit
@pytest.mark.parametrize("engine", ["compiled", "reference"])
@pytest.mark.parametrize("number", range(7))
def test_a_site_whose_visits_are_given_there_likewise(number: int, engine: Engine) -> None:
    """With stages, appointments, steps of rates and a timetable."""
    scenario = load(BRANCH, sets=["period={start: 2025-03-03, days: 3}", *STAGED])
    change = changes(scenario)[number]
    answer = same_as_a_run(scenario, change, engine)
    assert any(figure.difference.mean != 0 for figure in answer.figures)


@pytest.mark.jit
def test_the_run_out_is_played_where_somebody_still_waits_when_the_period_ends() -> None:
    """A counter that never closes has a queue over the last midnight."""
    always = {"hours": {"mon-sun": ["00:00-24:00"]}}
    scenario = office(calendar=always, run_out={"days": 2})
    asked = WhatIf(scenario, "desk", 2, draws=Draws())
    assert asked.base.is_cut
    assert "whole" in played_to_the_full(asked)
    same_as_a_run(scenario, Change(counter_time=1.5), "compiled")


def played_to_the_full(asked: WhatIf) -> set[str]:
    """What the base plan has made ready once its replications were played."""
    last(asked, Change())
    return set(vars(asked.base))


@pytest.mark.jit
def test_draws_are_made_once_for_all_changes_of_staff() -> None:
    scenario, draws = province(), Draws()
    asked = WhatIf(scenario, site_of(scenario), 2, draws=draws)
    last(asked, Change())
    size = draws.size
    assert size > 0
    for change in (Change(staff={"desk": 2}), Change(absence=0.5), Change(hours=HOURS)):
        last(asked, change)
    assert draws.size == size
    last(asked, Change(demand=1.1))
    assert draws.size == size
    last(asked, Change(demand=3))
    assert draws.size > size


@pytest.mark.jit
def test_more_demand_than_was_looked_through_is_looked_through_anew() -> None:
    answer = same_as_a_run(province(), Change(demand=2.5, online=0.1, patience=30), "compiled")
    assert answer.figure("served_per_day").difference.mean > 0


class Steps:
    """Places that finish one replication a second of a clock that is theirs."""

    def __init__(self) -> None:
        self.now, self.worked = 0.0, list[int]()

    def run(
        self, task: Callable[[int], Any], numbers: Sequence[int], patience: Callable[[], float]
    ) -> Generator[list[tuple[int, Any]], None, None]:
        """One after the other, or nothing where patience ends before."""
        for number in numbers:
            wait = patience()
            while wait < 1.0:
                self.now += max(wait, 0.0)
                yield []
                wait = patience()
            self.now += 1.0
            self.worked.append(number)
            yield [(number, task(number))]


@pytest.fixture(scope="module")
def sums() -> Sums:
    """What a replication of the office gives."""
    plan = Plan(office(), "desk", ["desk"], 1, draws=Draws(), engine="reference")
    return plan.replication(0, Memory())


def slow(monkeypatch: pytest.MonkeyPatch, sums: Sums, deadline: float) -> tuple[WhatIf, Steps]:
    """A conversation about an office whose replications all give the same, by a clock of steps."""
    steps = Steps()
    monkeypatch.setattr(Plan, "replication", lambda *_: sums)
    asked = WhatIf(
        office(), "desk", 8, engine="reference", deadline=deadline, draws=Draws(),
        places=cast("Places", steps), clock=lambda: steps.now,
    )  # fmt: skip
    return asked, steps


def test_there_is_an_answer_by_the_deadline_and_surer_ones_later(
    monkeypatch: pytest.MonkeyPatch, sums: Sums
) -> None:
    """The first after 2.5 s, on two replications; the next after as long again; then the last."""
    asked, _ = slow(monkeypatch, sums, 2.5)
    found = list(asked.ask(Change(absence=0.5)))
    assert [each.replications for each in found] == [2, 4, 8]
    assert [each.final for each in found] == [False, False, True]
    assert [each.seconds for each in found][:2] == [2.5, 5.0]


def test_no_answer_stands_on_a_single_replication(
    monkeypatch: pytest.MonkeyPatch, sums: Sums
) -> None:
    asked, _ = slow(monkeypatch, sums, 0.1)
    assert next(asked.ask(Change(absence=0.5))).replications == 2


def test_a_newer_question_ends_the_answers_to_the_older_one(
    monkeypatch: pytest.MonkeyPatch, sums: Sums
) -> None:
    asked, steps = slow(monkeypatch, sums, 2.5)
    older = asked.ask(Change(absence=0.5))
    next(older)
    newer = asked.ask(Change(absence=0.6))
    assert list(older) == []
    assert steps.worked == [0, 1]
    assert [each.final for each in newer][-1]


def test_a_question_that_was_never_begun_is_out_of_date_as_well(
    monkeypatch: pytest.MonkeyPatch, sums: Sums
) -> None:
    """What was handed to the places before gives nothing."""
    asked, _ = slow(monkeypatch, sums, 2.5)
    older = asked.ask(Change(absence=0.5))
    asked.stop()
    assert list(older) == []
    assert asked._replication(asked.base, 0, question=1) is None


def test_who_goes_back_finds_what_is_known(monkeypatch: pytest.MonkeyPatch, sums: Sums) -> None:
    """All of it, or as much as was played before another question came."""
    asked, steps = slow(monkeypatch, sums, 2.5)
    one, other = Change(absence=0.5), Change(absence=0.6)
    next(asked.ask(one))
    assert len(list(asked.ask(other))) > 1
    steps.worked.clear()
    (again,) = asked.ask(other)
    assert again.final
    assert steps.worked == []
    assert list(asked.ask(one))[-1].final
    assert steps.worked == [2, 3, 4, 5, 6, 7]


def test_no_more_changes_are_remembered_than_there_is_room_for(
    monkeypatch: pytest.MonkeyPatch, sums: Sums
) -> None:
    asked, steps = slow(monkeypatch, sums, 100.0)
    monkeypatch.setattr(asking, "REMEMBERED", 2)
    for absence in (0.1, 0.2, 0.3, 0.2, 0.1):
        list(asked.ask(Change(absence=absence)))
    assert steps.worked == [*range(8)] * 4


def test_two_users_do_not_stop_each_other(monkeypatch: pytest.MonkeyPatch, sums: Sums) -> None:
    one, _ = slow(monkeypatch, sums, 2.5)
    other, _ = slow(monkeypatch, sums, 2.5)
    first = one.ask(Change(absence=0.5))
    next(first)
    assert list(other.ask(Change(absence=0.5)))[-1].final
    assert list(first)[-1].final


def test_the_base_plan_beside_itself_differs_in_nothing(
    monkeypatch: pytest.MonkeyPatch, sums: Sums
) -> None:
    asked, _ = slow(monkeypatch, sums, 100.0)
    (answer,) = asked.ask(Change())
    assert all(each.difference.mean == 0 for each in answer.figures)
    assert repr(answer.day) == repr(answer.base_day)  # as NaN is not itself
    assert len(answer.day.minutes) == len(answer.day.queue) == 48
    assert answer.day.minutes[15] == 450
    assert asked.online == 0.0
    with pytest.raises(KeyError):
        answer.figure("nothing")


def test_too_few_replications_are_refused() -> None:
    with pytest.raises(UsageError, match="replications = 1: an interval takes 2"):
        WhatIf(office(), "desk", 1)


def test_sites_that_meet_in_an_office_are_simulated_alone_and_it_is_said() -> None:
    joined = load(PROVINCE, sets=["units={o: {processors: 1}}", *ONE_UNIT])
    asked = WhatIf(joined, "p-25741", 2)
    assert not asked.is_exact
    assert asked.only == {"p-25741"}


def test_a_choice_by_the_queues_of_the_moment_takes_all_sites_along() -> None:
    live = load(PROVINCE, sets=["choice={outside_share: 10%, rule: live}"])
    asked = WhatIf(live, "thu-dau-mot", 2)
    assert {"thu-dau-mot", "di-an"} <= asked.only


def test_an_unknown_site_is_refused() -> None:
    with pytest.raises(UsageError, match="nowhere: the scenario has no such site"):
        WhatIf(province(), "nowhere")


@pytest.mark.parametrize("number", [0, 2, 3, 4, 5, 6, 7])
def test_a_system_restaffed_is_the_one_built_anew(number: int) -> None:
    """For all changes but those of hours."""
    scenario = province()
    change = changes(scenario)[number]
    asked = WhatIf(scenario, site_of(scenario), 2, draws=Draws())
    plan = asked._plan_of(change, asked.changed(change))
    whole = Plan(plan.scenario, plan.site, plan.only, plan.seed, draws=Draws())
    for field in fields(System):
        one, other = getattr(plan.system, field.name), getattr(whole.system, field.name)
        np.testing.assert_array_equal(one, other, err_msg=field.name)
    assert plan.fingerprint == whole.fingerprint
