"""Files that must load, and whose resolved form must load as the same scenario."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import BaseModel

from sim.model.calendar import lead_days
from sim.model.days import Lead
from sim.model.scenario_file import dump, json_schema, load, loads

FOLDER = Path(__file__).parents[1] / "scenarios" / "valid"
FILES = sorted(FOLDER.glob("*.yaml"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_resolved_form_is_the_same_scenario(path: Path) -> None:
    """What `dump` writes loads as an equal scenario, and is written the same way again."""
    scenario = load(path)
    assert loads(dump(scenario)) == scenario
    assert dump(loads(dump(scenario))) == dump(scenario)


def stated(value: object, found: set[str]) -> set[str]:
    """Keys, as `Class.key`, that differ from their default somewhere in the value."""
    if isinstance(value, BaseModel):
        for name, field in type(value).model_fields.items():
            here = getattr(value, name)
            if here != field.get_default(call_default_factory=True):
                found.add(f"{type(value).__name__}.{field.alias or name}")
            stated(here, found)
    elif isinstance(value, dict):
        for each in value.values():
            stated(each, found)
    elif isinstance(value, tuple):
        for each in value:
            stated(each, found)
    return found


def test_every_key_of_the_format_is_used_somewhere() -> None:
    """No key of the format goes untried: each differs from its default in some file."""
    schema = json_schema()
    kinds = schema["$defs"] | {"Scenario": schema}
    known = {f"{kind}.{key}" for kind, each in kinds.items() for key in each.get("properties", {})}
    used: set[str] = set()
    for path in FILES:
        stated(load(path), used)
    gone_when_resolved = {
        *("Empirical.csv", "Empirical.column"),
        *("EmpiricalNumber.csv", "EmpiricalNumber.column"),
        *("Scenario.extends", "Scenario.remove", "Scenario.merge"),
        *("Merge.into", "Merge.points", "Merge.staff_moves"),
    }
    unused = {key for key in known - used if not key.endswith(".law")}
    assert unused == gone_when_resolved


def test_a_province_gets_its_leads_in_working_days() -> None:
    """20 working days before 2025-01-01 and after 2025-06-30 are 28 and 28 days.

    The resolved form keeps the working days, since about another period they are other dates.
    """
    province = load(FOLDER / "province.yaml")
    assert (province.warm_up.working_days, province.run_out.working_days) == (20, 20)
    assert lead_days(province) == (28, 28)


def test_points_join_a_branch_with_their_staff_and_catchment() -> None:
    """The head count is scaled first; then the point's people come along under their own name."""
    phase = load(FOLDER / "phase.yaml")
    branch = phase.sites["thu-dau-mot"]
    assert (branch.staff, branch.off_counter, branch.catchment) == (13, 1, ("25741",))
    assert [(group.name, group.size) for group in branch.officers] == [
        ("all", 10),
        ("officers from p-25741", 2),
    ]
    assert (phase.sites["di-an"].staff, phase.sites["di-an"].catchment) == (3, ("25942",))
    assert sorted(phase.sites) == ["center", "di-an", "p-25744", "thu-dau-mot"]


def test_a_child_scales_what_it_inherits_from_two_layers() -> None:
    """14 staff less 2 are 12 officers: 10 : 2 stays 10 : 2."""
    branch = load(FOLDER / "phase_on_phase.yaml").sites["thu-dau-mot"]
    assert [group.size for group in branch.officers] == [10, 2]


def test_officers_without_staff_take_the_head_count_along() -> None:
    """5 staff with 4 officers become 8 with 7."""
    site = load(FOLDER / "officers_follow.yaml").sites["one"]
    assert (site.staff, site.off_counter, site.officer_count) == (8, 1, 7)


def test_what_a_child_replaces_and_what_it_only_touches() -> None:
    """Another form of arrivals replaces them whole; the same form is touched, as is a mean."""
    child = load(FOLDER / "overlay.yaml")
    arrivals = child.sites["branch"].arrivals
    assert arrivals["certification"].per_hour is None
    assert (arrivals["certification"].per_day, arrivals["certification"].day_cv) == (90, 0)
    assert (arrivals["land"].per_day, arrivals["land"].day_cv) == (50, 0.12)
    assert (len(arrivals["veterans"].at), arrivals["veterans"].day_cv) == (4, 0.1)
    assert child.procedures["land"].counter_time.model_dump() == {
        "law": "gamma",
        "mean": 15.0,
        "cv": 0.9,
    }
    assert child.procedures["land"].patience.model_dump() == {"law": "fixed", "value": 60.0}
    assert child.calendar.hours["mon"] == ((480, 720),)
    assert child.calendar.hours["tue"] == ((450, 690), (810, 1020))


def test_a_site_goes_before_the_scenario() -> None:
    """The scenario's word holds where a site or procedure is silent; `none` lifts it."""
    scenario = load(FOLDER / "shared_defaults.yaml")
    one, two = scenario.sites["one"], scenario.sites["two"]
    assert (one.at_close, one.balk_at) == ("send_home", 5)
    assert (two.at_close, two.balk_at) == ("serve", None)
    assert scenario.procedures["a"].patience.model_dump() == {"law": "fixed", "value": 30.0}
    assert scenario.procedures["b"].patience is None


def test_a_site_calendar_replaces_the_scenarios_key_by_key() -> None:
    """Hours, make-up days and extra holidays are the site's own, the rest is the scenario's."""
    calendar = load(FOLDER / "every_site_key.yaml").sites["north"].calendar
    assert (calendar.hours, calendar.make_up_days, calendar.plus) == (
        {"sat": ((480, 720),)},
        True,
        (),
    )
    assert (calendar.holidays, calendar.doors_open_before) == ("VN", 10)


def test_the_run_out_lasts_as_long_as_the_longest_deadline_and_longer() -> None:
    """10 and 20 working days after 28 March 2025: to 14 May, with four holidays on the way."""
    province, office = load(FOLDER / "dossiers.yaml"), load(FOLDER / "dossiers_of_an_office.yaml")
    assert province.run_out == Lead(working_days=30)
    assert lead_days(province)[1] == 47
    assert lead_days(office)[1] == 3


def test_a_child_gives_a_unit_another_size() -> None:
    """Processors replace a load and the other way round; for whom a unit is stays."""
    child = load(FOLDER / "dossiers_overlay.yaml")
    units = {id_: (unit.per, unit.processors, unit.load) for id_, unit in child.units.items()}
    assert units == {
        "desk": ("site", None, 0.7),
        "communes": ("commune", 2, None),
        "districts": ("district", None, 0.9),
        "departments": ("network", 6, None),
    }
    assert child.units["departments"].calendar.hours["mon"] == ((420, 660), (780, 1020))
    assert child.procedures["civil-status"].deadline == 3
    assert child.procedures["certification"].collect == 0.5
    assert child.procedures["land"].lead_time.expectation() == 4
    assert child.cut_off == 960


def test_what_is_done_on_the_spot_is_due_at_once() -> None:
    """The deadline of 0 follows, and need not be written down."""
    assert load(FOLDER / "dossiers_of_an_office.yaml").procedures["copies"].deadline == 0


def test_a_child_writes_the_whole_list_of_stages() -> None:
    """Two in place of three, and none where they are removed."""
    parent, child = (
        load(FOLDER / f"{name}.yaml").procedures for name in ("stages", "stages_overlay")
    )
    names = [[stage.name for stage in of["licence"].stages] for of in (parent, child)]
    assert names == [["guide", "desk", "Thu phí"], ["guide", "desk"]]
    assert [len(of["papers"].stages) for of in (parent, child)] == [2, 0]
    assert [stage.each_more for stage in parent["licence"].stages] == [0, None, None]
    assert child["licence"].stages[0].time.expectation() == 3
    assert child["licence"].stages[0].each_more is None


def test_an_empirical_law_reads_a_column_of_a_csv_file() -> None:
    """Equal values become one with a weight; blank rows are passed over."""
    law = load(FOLDER / "every_law.yaml").procedures["j"].counter_time
    assert law.model_dump() == {"law": "empirical", "values": (4, 9.5), "weights": (2, 1)}


def test_communes_beside_a_csv_file_go_before_its_rows() -> None:
    """The file says 1 resident, the scenario 99,000."""
    communes = load(FOLDER / "province.yaml").communes
    assert [each.population for _, each in sorted(communes.items())] == [41202, 36498, 99000]
    assert communes["25741"].kind == "ward"
