"""The least staff of small sites, from the search to what is reported."""

from __future__ import annotations

import pytest

from sim.measures.service import serviced
from sim.model.plan import with_officers
from sim.model.spec import Scenario
from sim.model.targets import Target
from sim.studies.judging import judge
from sim.studies.parallel import Threads
from sim.studies.staffing.bounds import bounds
from sim.studies.staffing.least import Settings, SiteFinding, Study
from sim.studies.trials import Trials
from tests.studies.offices import Record
from tests.studies.staffing.counters import Told, counters, found

GOAL = "within 20 min >= 90%"


def of(findings: object, site: str) -> SiteFinding:
    """What was found of a site."""
    return next(each for each in findings.sites if each.site == site)  # type: ignore[attr-defined]


def judged_anew(scenario: Scenario, goal: str, n: int, **officers: int) -> dict[str, float]:
    """The values of a plan on the first replications, by a run of its own."""
    targets = [Target.model_validate(goal)]
    trials = Trials(scenario, executor=Threads(1))
    runs = trials.run([with_officers(scenario, officers)], range(n), serviced(targets))
    services = [service for _, (service,) in sorted(runs, key=lambda each: each[0])]
    return {each.site: each.value for each in judge(services, scenario, targets)}


@pytest.mark.jit
def test_final_figures_are_those_of_a_run_of_the_plan() -> None:
    """Replications from 0 on: whoever runs the plan with the same seed finds the same."""
    findings = found(counters(), GOAL, real=True)
    for each in findings.sites:
        (told,) = each.claim.figure.judged
        n = each.claim.replications
        heads = each.claim.figure.staffing[0]
        assert told.value == judged_anew(counters(), GOAL, n, **{each.site: heads})[each.site]
        assert each.claim.figure.reading.met
        assert not each.claim.smaller[0].reading.met or each.on_the_line
        assert each.staff == each.officers + (each.site == "branch")
        assert each.feasible
    first, plan = findings.runs
    assert (first.label, plan.label) == ("counters", "plan")
    assert plan.scenario.sites["point"].officer_count == of(findings, "point").officers
    assert findings.plan.sites["branch"].staff == of(findings, "branch").staff
    assert not findings.are_joined
    assert findings.current["point"][0].value < 0.9


def test_the_policy_binds_from_below_unless_it_is_left_aside() -> None:
    """Officers follow the staff it asks for, less those off the counter."""
    policy = {"branch": {"staff_at_least": 12}}
    bound = of(found(counters(policy=policy), GOAL), "branch")
    assert (bound.officers, bound.staff, bound.binding) == (11, 12, "policy_least")
    assert not bound.claim.smaller
    free = of(found(counters(policy=policy), GOAL, free=True), "branch")
    assert free.officers < 11
    assert free.binding == ""


def test_the_policy_may_not_allow_enough() -> None:
    """Then the most it allows is told, with its figures, and what would be needed."""
    policy = {"point": {"staff_at_least": 1, "staff_at_most": 1}}
    scenario = counters(policy=policy)
    point = of(found(scenario, GOAL), "point")
    assert not point.feasible
    assert point.binding == "policy_most"
    assert point.officers == 1
    assert point.needed is not None
    assert point.needed > 1
    assert point.allowed.staffing == (1,)
    assert point.allowed.judged[0].value < 0.9


def test_no_number_of_officers_may_do() -> None:
    """What something else holds up: nobody calls before the doors open."""
    impossible = found(counters(), "utilisation <= 0.1%", replications=3)
    point = of(impossible, "point")
    assert not point.feasible
    assert point.needed is None
    assert point.binding == ""


def test_sites_without_a_target_stay_as_they_are() -> None:
    """And somebody for everything is kept where the target asks for less."""
    scenario = counters()
    findings = found(scenario, {"goal": "within 200 min >= 50%", "tiers": ["branch"]})
    assert [each.site for each in findings.sites] == ["branch"]
    (branch,) = findings.sites
    assert branch.officers == bounds(scenario, free=True)["branch"].least
    assert branch.binding == "skills"
    assert findings.plan.sites["point"] == scenario.sites["point"]


@pytest.mark.jit
def test_officers_by_group_meet_the_target_line_by_line() -> None:
    """Lines are procedures of the same groups; a site with one group is searched as a whole."""
    findings = found(counters(), GOAL, per="group", first=4, real=True)
    branch = of(findings, "branch")
    assert len(branch.staffing) == 3
    lines = {each.site: each.value for each in branch.claim.figure.judged}
    assert set(lines) == {"branch/land + all", "branch/papers + all", "branch/all"}
    assert min(lines.values()) >= 0.89
    assert branch.is_proven
    assert branch.staffing[2] >= 1  # somebody for what is rare
    sizes = tuple(group.size for group in findings.plan.sites["branch"].officers)
    assert sizes == branch.staffing
    assert len(of(findings, "point").staffing) == 1


@pytest.mark.jit
def test_officers_by_half_hour_are_steps_of_the_count() -> None:
    """In every half-hour that the site is open; together no half-hour can give up an officer."""
    scenario = counters().model_copy(update={"sites": {"point": counters().sites["point"]}})
    findings = found(scenario, GOAL, per="interval", first=4, real=True)
    point = of(findings, "point")
    assert len(point.staffing) == 7
    (group,) = findings.plan.sites["point"].officers
    assert isinstance(group.count, tuple)
    assert group.count[0][0] == 480
    assert point.officers == max(point.staffing) == group.size
    assert all(not each.reading.met or each.reading.margin < 1 for each in point.claim.smaller)


@pytest.mark.jit
def test_a_look_that_contradicts_sends_the_search_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """A search that was wrong at first: the least is found all the same, by later looks."""
    scenario = counters()
    right = of(found(scenario, GOAL, real=True), "point").claim.figure.staffing
    targets = [Target.model_validate(GOAL)]
    asked = Settings(replications=6, executor=Threads(1))
    for wrong in (right[0] + 3, right[0] - 1):
        study = Study(scenario, targets, asked, Told())
        search = study._search

        def mistaken(
            sites: object, study: Study = study, search: object = search, wrong: int = wrong
        ) -> None:
            search(sites)  # type: ignore[operator]
            if not study.claims:
                study.chosen["point"] = (wrong,)

        monkeypatch.setattr(study, "_search", mistaken)
        findings = study.run("counters", Record())
        assert of(findings, "point").claim.figure.staffing == right
        assert findings.looks > 1 or wrong == right[0] - 1


def test_what_is_not_settled_at_the_last_look_stays_open(monkeypatch: pytest.MonkeyPatch) -> None:
    """A look of two replications can confirm nothing."""
    from sim.studies.staffing import looks

    monkeypatch.setattr(looks, "LOOKS", 1)
    findings = found(counters(), GOAL, replications=2)
    assert not any(each.confirmed for each in findings.sites)
    assert findings.looks == 1
