"""The rules on scenarios built in code; each single rule has its file in `scenarios/invalid`."""

from __future__ import annotations

from typing import Any

import pytest

from sim.model import rules
from sim.model.spec import Scenario


def office(**changes: Any) -> Scenario:
    parts: dict[str, Any] = {
        "name": "Office",
        "period": {"start": "2025-01-06", "days": 5},
        "procedures": {"a": {"counter_time": 5}},
        "sites": {"one": {"officers": [{"count": 2}], "arrivals": {"a": {"per_hour": 3}}}},
    }
    return Scenario.model_validate(parts | changes)


def told(scenario: Scenario, **options: Any) -> list[str]:
    return [str(problem) for problem in rules.problems(scenario, **options)]


def test_a_sound_scenario_has_no_problems() -> None:
    """Nothing is found where nothing is wrong."""
    assert told(office()) == []


@pytest.mark.parametrize(
    ("hours", "before", "after", "wrong"),
    [
        ({"mon-sun": ["00:00-24:00"]}, 60, 0, []),
        ({"mon-sun": ["00:00-24:00"]}, 0, 5000, []),
        ({"mon-fri": ["07:30-11:30", "11:30-17:00"]}, 0, 500, []),
        ({"mon-fri": ["07:30-11:30", "11:30-17:00"]}, 0, 570, ["doors_close_before"]),
        ({"mon-fri": ["07:30-11:30", "13:30-17:00"]}, 120, 0, []),
        ({"mon-fri": ["07:30-11:30", "13:30-17:00"]}, 121, 0, ["doors_open_before"]),
        ({"sun": ["20:00-24:00"], "mon": ["00:00-04:00"]}, 0, 479, []),
        ({"sun": ["20:00-24:00"], "mon": ["00:00-04:00"]}, 0, 480, ["doors_close_before"]),
        ({"sun": ["22:00-06:00"], "mon": ["05:00-09:00"]}, 0, 0, ["hours"]),
        ({"mon": ["08:00-12:00"]}, 10_000, 0, ["doors_open_before"]),
        ({"mon": ["08:00-12:00"]}, 9_840, 0, []),
    ],
)
def test_sessions_and_doors_go_round_the_week(
    hours: dict[str, list[str]], before: int, after: int, wrong: list[str]
) -> None:
    """Touching sessions are one, also from Sunday to Monday; a week follows itself."""
    calendar = {"hours": hours, "doors_open_before": before, "doors_close_before": after}
    found = rules.problems(office(calendar=calendar))
    assert [problem.path.removeprefix("calendar.") for problem in found] == wrong


def test_what_depends_on_a_doubtful_part_is_left_out() -> None:
    """A calendar or communes that are at fault themselves judge nothing else."""
    late = {"one": {"officers": [{"count": 1}], "arrivals": {"a": {"per_hour": {"09:00": 1}}}}}
    nobody = {"one": {"officers": [{"count": 1}]}}
    assert len(told(office(sites=late))) == 1
    assert told(office(sites=late), doubtful={"calendar"}) == []
    assert len(told(office(sites=nobody))) == 1
    assert told(office(sites=nobody), doubtful={"communes"}) == []


def test_a_plan_below_the_policy_is_a_warning() -> None:
    """It may be meant, so it is no error; the site is named."""
    site = {"tier": "branch", "staff": 2, "officers": [{"count": 2}], "arrivals": {"a": {"at": []}}}
    found = rules.problems(office(sites={"one": site}, policy={"branch": {"staff_at_least": 12}}))
    assert [(problem.path, problem.warning) for problem in found] == [("sites.one.staff", True)]


def test_a_site_calendar_is_judged_where_it_differs() -> None:
    """What it takes over from the scenario is told once, at the scenario."""
    calendar = {"holidays": "XX", "plus": ["2025-01-06"], "minus": ["2025-01-06"]}
    site = {
        "officers": [{"count": 1}],
        "arrivals": {"a": {"per_day": 3}},
        "calendar": {"doors_close_before": 500},
    }
    found = [
        problem.path for problem in rules.problems(office(calendar=calendar, sites={"s": site}))
    ]
    assert found == ["calendar.holidays", "calendar", "sites.s.calendar.doors_close_before"]


def test_no_is_no_country() -> None:
    """Who writes `no` or `false` means none."""
    (problem,) = rules.problems(office(calendar={"holidays": "no"}))
    assert problem.hint == "Write none for no public holidays."


def back_office(**procedure: Any) -> Scenario:
    return office(
        procedures={"a": {"counter_time": 5, "unit": "back", **procedure}},
        units={"back": {"processors": 1}},
    )


@pytest.mark.parametrize(
    ("procedure", "key", "rule"),
    [
        ({"comes_back": 0.8}, "comes_back", "no dossier is incomplete"),
        ({"comes_back": 0.8, "needs_supplement": 0.1}, "comes_back", "no dossier is incomplete"),
        ({"supplement_time": 3}, "supplement_time", "nothing has to be supplemented"),
        ({"incomplete": 1, "comes_back": 0, "supplement_delay": 2}, "supplement_delay", "nothing"),
        ({"collect_time": 3}, "collect_time", "no result is fetched"),
        ({"collect_delay": {"0": 1, "2": 1}}, "collect_delay", "no result is fetched"),
        ({"deadline": 0, "lead_time": 2}, "lead_time", "what is due on the same day"),
    ],
)
def test_what_is_said_in_vain_is_a_warning(procedure: dict[str, Any], key: str, rule: str) -> None:
    """A study may set a share to 0 and leave what depends on it where it is."""
    (found,) = rules.problems(back_office(**procedure))
    assert (found.path, found.warning) == (f"procedures.a.{key}", True)
    assert found.rule.startswith(rule)


@pytest.mark.parametrize(
    "procedure",
    [
        {"incomplete": 0.2, "comes_back": 0.8, "supplement_time": 3, "supplement_delay": 2},
        {"needs_supplement": 0.1, "supplement_time": 3, "supplement_delay": {"1": 1, "3": 2}},
        {"collect": 0.5, "collect_time": 3, "collect_delay": 1},
        {"deadline": {"0": 0.6, "3": 0.4}, "lead_time": 3660},
        {"lead_time": 2},
    ],
)
def test_what_somebody_needs_is_not_said_in_vain(procedure: dict[str, Any]) -> None:
    """Each share that is more than 0 gives the keys about its visits a meaning."""
    assert told(back_office(**procedure)) == []


def test_a_unit_without_a_procedure_is_a_warning() -> None:
    """It does no harm, and is a name gone astray more often than not."""
    units = {"back": {"processors": 1}, "spare": {"processors": 2}}
    procedures = {"a": {"counter_time": 5, "unit": "back"}}
    found = rules.problems(office(units=units, procedures=procedures))
    assert [(problem.path, problem.warning) for problem in found] == [("units.spare", True)]


def test_doubtful_units_judge_no_procedure() -> None:
    """A unit at fault may be the one that a procedure names."""
    lost = office(procedures={"a": {"counter_time": 5, "unit": "back"}})
    assert len(told(lost)) == 1
    assert told(lost, doubtful={"units"}) == []


GUIDED = [{"name": "guide", "time": 2}, {"name": "desk"}, {"name": "cashier", "time": 1}]


@pytest.mark.parametrize(
    ("serves", "missing"),
    [
        (["a"], []),
        ("all", []),
        (["a/guide", "a/file", "a/cashier"], []),
        (["a/guide", "a/desk", "a/cashier"], []),
        (["a/guide", "a/cashier"], ["desk"]),
        (["a/file"], ["guide", "cashier"]),
        (["a/desk", "b"], ["guide", "cashier"]),
        (["a/cashier"], ["guide", "desk"]),
    ],
)
def test_somebody_serves_every_stage(serves: Any, missing: list[str]) -> None:
    """A procedure is all its stages, `file` the one without a time, by its name too."""
    scenario = office(
        procedures={
            "a": {"counter_time": 5, "stages": GUIDED},
            "b": {"counter_time": 5},
        },
        sites={
            "one": {
                "officers": [{"count": 1, "serves": serves}],
                "arrivals": {"a": {"per_hour": 3}},
            }
        },
    )
    assert told(scenario) == [
        f"sites.one.arrivals.a: visitors pass the stage {stage}, and nobody at this site serves "
        f"a/{stage}."
        for stage in missing
    ]


def test_the_stages_of_several_groups_add_up() -> None:
    """Each its own desk; a group of nobody counts for nothing, a site of nobody is let be."""
    groups = [
        {"name": each["name"], "count": 1, "serves": [f"a/{each['name']}"]} for each in GUIDED
    ]
    for counts, problems in (((1, 1, 1), 0), ((1, 0, 1), 1), ((0, 0, 0), 1)):
        officers = [group | {"count": n} for group, n in zip(groups, counts, strict=True)]
        site = {"officers": officers, "arrivals": {"a": {"per_hour": 3}}}
        found = rules.problems(
            office(procedures={"a": {"counter_time": 5, "stages": GUIDED}}, sites={"one": site})
        )
        assert len(found) == problems
    assert found[0].warning


def residents(**procedure: Any) -> Scenario:
    """A province of one commune, with one point, and one procedure."""
    return Scenario.model_validate(
        {
            "name": "Province",
            "period": {"start": "2025-01-06", "days": 5},
            "procedures": {
                "a": {"counter_time": 5, "level": "commune", "per_1000": 1, **procedure}
            },
            "communes": {
                "1": {"name": "Một", "kind": "ward", "district": "A", "lat": 11, "lon": 106.6,
                      "area_km2": 8, "population": 40000}
            },
            "sites": {"p": {"tier": "point", "commune": "1", "officers": [
                {"count": 1, "serves": ["a/file", "a/enquire"]}]}},
        }
    )  # fmt: skip


def test_nobody_passes_stages_who_does_not_come_to_file() -> None:
    """Online and by post it is intake, for which the main stage's officers are enough."""
    (found,) = rules.problems(residents(stages=GUIDED, online=0.7, post=0.3, enquire_time=3))
    assert (found.path, found.warning) == ("procedures.a.stages", True)
    assert found.rule == "nobody comes to the counter to file, so that this is said in vain."
    some = rules.problems(residents(stages=GUIDED, online=0.7, post=0.2, enquire_time=3))
    assert [problem.rule.rpartition(" ")[2] for problem in some] == ["a/guide.", "a/cashier."]
    assert not any(problem.warning for problem in some)


@pytest.mark.parametrize("number", [None, 1, {"law": "empirical", "values": [1, 1]}])
def test_more_for_further_dossiers_is_in_vain_where_each_visit_has_one(number: Any) -> None:
    """Of the procedure and of a stage; of either where there may be two, it is not."""
    stages = [{"name": "guide", "time": 2, "each_more": 0.5}, {"name": "desk"}]
    procedure = {"counter_time": 5, "each_more": 0.2, "stages": stages}
    found = rules.problems(office(procedures={"a": procedure | {"dossiers_per_visit": number}}))
    paths = ["procedures.a.each_more", "procedures.a.stages[0].each_more"]
    assert [problem.path for problem in found] == paths
    assert all(problem.warning for problem in found)
    assert found[0].rule == "each visit has one dossier, so that this is said in vain."
    assert told(office(procedures={"a": procedure | {"dossiers_per_visit": 2}})) == []
