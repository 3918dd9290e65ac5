from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from sim.errors import Problem, ScenarioError
from sim.model import scenario_file
from sim.model.scenario_file import dump, files, load, loads, read, reads
from sim.model.spec import Lead, Scenario
from sim.said import Said

VALID = Path(__file__).parents[2] / "scenarios" / "valid"
DESKS = (VALID / "two_desks.yaml").read_text(encoding="utf-8")
PROVINCE = VALID / "province.yaml"
OBSERVED = "counter_time: {law: empirical, csv: x.csv, column: minutes}"
PART = (VALID / "base_part.yaml").read_text(encoding="utf-8")


def sizes(scenario: Scenario, site: str) -> list[int]:
    return [group.size for group in scenario.sites[site].officers]


def problems(text: str, *sets: str) -> list[str]:
    with pytest.raises(ScenarioError) as caught:
        loads(text, sets=sets)
    return [str(problem) for problem in caught.value.problems]


def test_a_staff_set_on_many_sites_scales_their_groups() -> None:
    """`sites[tier=branch].staff` reaches every branch; 15 in 8 : 3 are 11 : 4."""
    scenario = load(PROVINCE, sets=["sites[tier=branch].staff=15"])
    assert sizes(scenario, "thu-dau-mot") == [11, 4]
    assert sizes(scenario, "di-an") == [15]
    assert sizes(scenario, "center") == [4]


def test_stepped_counts_scale_with_their_peak() -> None:
    """Groups of 1 and 3 become 2 and 6: the step of 2 becomes 4."""
    scenario = loads(PART, sets=["sites.one.staff=9"])
    assert sizes(scenario, "one") == [2, 6]
    assert scenario.sites["one"].officers[1].count == ((450, 6), (720, 4))


def test_more_off_the_counter_means_fewer_at_it() -> None:
    """5 staff less 3 leave 2 in 1 : 3, which are 0.5 and 1.5: x is first by name."""
    scenario = loads(PART, sets=["sites.one.off_counter=3"])
    assert (scenario.sites["one"].staff, sizes(scenario, "one")) == (5, [1, 1])


def test_several_sets_are_one_layer() -> None:
    """Head count and those off the counter are put in place before the groups are scaled."""
    scenario = loads(PART, sets=["sites.one.staff=10", "sites.one.off_counter=2"])
    assert sizes(scenario, "one") == [2, 6]


def test_a_set_of_officers_takes_the_head_count_along() -> None:
    """One group more by 2 makes the head count more by 2."""
    scenario = loads(PART, sets=["sites.one.officers[x].count=3"])
    assert (scenario.sites["one"].staff, sizes(scenario, "one")) == (7, [3, 3])


def test_a_set_of_both_that_contradict_each_other_is_refused() -> None:
    """What is said twice must agree."""
    assert problems(PART, "sites.one.officers[x].count=3", "sites.one.staff=9") == [
        "--set: sites.one.staff = 9: 9 staff less 1 off the counter make 8 officers, and the "
        "groups add up to 6. Leave staff out, and it follows from the groups."
    ]


def test_staff_that_cannot_be_scaled_is_told() -> None:
    """Groups without anybody have no proportions, and staff below those off the counter no rest."""
    nobody = PART.replace("count: 1", "count: 0").replace('{"07:30": 3, "12:00": 2}', "0")
    nobody = nobody.replace("staff: 5", "staff: 1")
    assert len(problems(nobody, "sites.one.staff=4")) == 1
    assert "is less than the 1 off the counter" in problems(PART, "sites.one.staff=0")[0]


def test_sets_replace_values_and_make_maps_on_the_way() -> None:
    """Numbers, lists, whole maps, and keys that are not written anywhere yet."""
    scenario = loads(
        DESKS,
        sets=[
            "period.days=5",
            "warm_up.days=3",
            'sites.branch.officers[land desk].duty=["08:00-10:00"]',
            "procedures.land.counter_time={law: fixed, value: 7}",
            "procedures.certification.counter_time.mean=9",
            'calendar.hours={sat: ["07:30-11:30"]}',
            "sites.branch.officers[2].absence=10%",
        ],
    )
    assert (scenario.period.length, scenario.warm_up) == (5, Lead(days=3))
    assert scenario.sites["branch"].officers[1].duty == ((480, 600),)
    assert scenario.procedures["land"].counter_time.expectation() == 7
    assert scenario.procedures["certification"].counter_time.expectation() == 9
    assert list(scenario.calendar.hours) == ["sat"]
    assert scenario.sites["branch"].officers[2].absence == 0.1


def test_a_set_of_another_size_replaces_that_of_a_unit() -> None:
    """`processors` in place of `load`, so that either can be swept; two at once are a fault."""
    path = VALID / "dossiers.yaml"
    units = load(path, sets=["units.desk.processors=3", "units.districts.load=80%"]).units
    assert (units["desk"].per, units["desk"].processors, units["desk"].load) == ("site", 3, None)
    assert (units["districts"].processors, units["districts"].load) == (None, 0.8)
    with pytest.raises(ScenarioError, match="exactly one of processors and load"):
        load(path, sets=["units.desk={per: site, processors: 3, load: 80%}"])
    with pytest.raises(ScenarioError, match="a map is needed here"):
        load(path, sets=["units.desk=3"])
    with pytest.raises(ScenarioError, match="a map is needed here"):
        loads((VALID / "dossiers.yaml").read_text("utf-8"), root=VALID, sets=["units=[3]"])


def test_a_set_reaches_a_stage_by_its_name_or_position() -> None:
    """A new law whole or its mean alone; what the stage had beside it stays."""
    stages = "procedures.licence.stages"
    sets = [
        f"{stages}[guide].time.mean=3",
        f"{stages}[2].time=45 s",
        f"{stages}[Thu phí].each_more=1",
    ]
    guide, desk, cashier = load(VALID / "stages.yaml", sets=sets).procedures["licence"].stages
    assert guide.time.model_dump() == {"law": "exponential", "mean": 3}
    assert (guide.each_more, desk.time) == (0, None)
    assert (cashier.time.expectation(), cashier.each_more) == (0.75, 1)
    guide, *_ = (
        load(VALID / "stages.yaml", sets=[f"{stages}[guide].time=3"]).procedures["licence"].stages
    )
    assert guide.time.model_dump() == {"law": "fixed", "value": 3}
    with pytest.raises(ScenarioError, match="no item called giude"):
        load(VALID / "stages.yaml", sets=[f"{stages}[giude].time=3"])
    with pytest.raises(ScenarioError, match="exactly one stage has no time"):
        load(VALID / "stages.yaml", sets=[f"{stages}[desk].time=3"])


def test_a_set_replaces_the_list_of_stages_whole() -> None:
    """Two desks in place of three; officers who serve one that is gone are told about."""
    path, new = (
        VALID / "stages.yaml",
        "procedures.papers.stages=[{name: desk}, {name: stamp, time: 2}]",
    )
    with pytest.raises(ScenarioError, match=r"cashier is neither .* \(desk, stamp\)"):
        load(path, sets=[new])
    office = "sites.office.officers[cashier].serves=[licence/Thu phí, papers/stamp]"
    stages = load(path, sets=[new, office]).procedures["papers"].stages
    assert [stage.name for stage in stages] == ["desk", "stamp"]


@pytest.mark.parametrize(
    ("units", "fault"),
    [
        ("[3]", "units = [3]: a map is needed here"),
        ("{desk: 3}", "units.desk = 3: a map is needed here"),
        ("{districts: {calendar: {hours: {}}}}", "at least one entry is needed here"),
    ],
)
def test_a_child_with_faulty_units_tells_just_that(units: str, fault: str) -> None:
    """Whatever is laid on top of a unit, procedures that name it are not blamed."""
    with pytest.raises(ScenarioError) as caught:
        loads(f"extends: dossiers.yaml\nunits: {units}", root=VALID)
    (problem,) = caught.value.problems
    assert fault in str(problem)


def test_a_set_of_another_form_of_arrivals_replaces_them() -> None:
    """`per_day` in place of `per_hour`; where it is there already, the rest stays."""
    path = "sites.branch.arrivals"
    scenario = loads(DESKS, sets=[f"{path}.certification.per_day=9", f"{path}.land.per_day=8"])
    arrivals = scenario.sites["branch"].arrivals
    assert (arrivals["certification"].per_hour, arrivals["certification"].per_day) == (None, 9)
    assert (arrivals["land"].per_day, arrivals["land"].day_cv) == (8, 0.12)
    with pytest.raises(ScenarioError, match="there is no procedure x"):
        loads(DESKS, sets=[f"{path}.x.per_day=9"])


@pytest.mark.parametrize(
    ("set_", "told"),
    [
        ("sites.brunch.staff=3", "sites.brunch.staff = 3: there is no entry brunch. Did you"),
        ("sites.branch.staff=~", "sites.branch.staff = ~: null is no value."),
        ("sites.branch.staff=", "sites.branch.staff: a value is missing after the equals"),
        ("sites.branch.staff=[", "sites.branch.staff = [: this is not YAML"),
        ("sites.branch.staff=7:30", "sites.branch.staff = 7:30: without quotes, some programs"),
        ("sites.branch.staff", "sites.branch.staff: an assignment is written as path=value."),
        ("extends=x.yaml", "extends = x.yaml: extends belongs to a file and cannot be set."),
        ("sites.branch.staff=many", "sites.branch.staff = many: a whole number from 0"),
        ("sites[tier=x].staff=3", "sites[tier=x].staff = 3: nothing here has tier=x."),
    ],
)
def test_a_wrong_set_is_told_as_such(set_: str, told: str) -> None:
    """The place is the command line, the path and value are as typed."""
    assert problems(DESKS, set_)[0].startswith(f"--set: {told}")


def test_warnings_come_with_the_scenario() -> None:
    """A branch below the policy's minimum loads, and says so with its line."""
    loaded = read(PROVINCE, sets=["sites.thu-dau-mot.staff=12"])
    assert [str(each).rpartition("/")[2] for each in loaded.warnings] == [
        "province.yaml:15: sites.di-an.staff = 3: the policy asks for at least 12 at every branch."
    ]
    assert [Path(file).name for file in loaded.files] == ["province.yaml"]


def test_layers_are_told_lowest_first() -> None:
    """For the record of what was read."""
    loaded = read(VALID / "phase_on_phase.yaml")
    names = ["province.yaml", "phase.yaml", "phase_on_phase.yaml"]
    assert [Path(file).name for file in loaded.files] == names


def test_a_text_finds_what_it_extends_below_the_given_root() -> None:
    """Without a root, that is the current folder."""
    text = "extends: base_part.yaml\nname: Child\n"
    assert reads(text, root=VALID).scenario.name == "Child"
    with pytest.raises(ScenarioError, match="this file is not there"):
        loads(text, root=VALID / "parts")


def test_shipped_files_are_found_by_name(tmp_path: Path, monkeypatch) -> None:
    """`motcua:` means the checkout's scenarios, whose own files are read from there."""
    shipped = tmp_path / "scenarios"
    (shipped / "deep").mkdir(parents=True)
    (shipped / "base.yaml").write_text(PART, encoding="utf-8")
    (shipped / "phase.yaml").write_text("extends: base.yaml\nseed: 5\n", encoding="utf-8")
    (shipped / "deep" / "study.yaml").write_text("extends: ../base.yaml\n", encoding="utf-8")
    monkeypatch.setattr(files, "SHIPPED", shipped)
    monkeypatch.setattr("sim.model.scenario_file.layers.SHIPPED", shipped)
    mine = tmp_path / "mine.yaml"
    mine.write_text("extends: motcua:phase\nname: Mine\n", encoding="utf-8")
    loaded = read(mine)
    assert (loaded.scenario.name, loaded.scenario.seed) == ("Mine", 5)
    assert load(shipped / "deep" / "study.yaml").name == "Part"
    mine.write_text("extends: motcua:phose\n", encoding="utf-8")
    with pytest.raises(ScenarioError, match=r"no scenario called phose is shipped\. Did you mean"):
        load(mine)


def test_all_kinds_of_problems_are_told_at_once() -> None:
    """Reading, fields, relations and the command line, in the order of their lines."""
    text = PART.replace("name: Part", "name: ~\nseet: 3").replace("a: {per_day", "b: {per_day")
    told = [each.split(": ", 1)[1] for each in problems(text, "sites.two.staff=1")]
    assert told == [
        "name = ~: null is no value. Leave the key out, or remove what is inherited.",
        "seet = 3: there is no key seet here. Did you mean seed?",
        "sites.one.arrivals.b = {per_day: 9}: there is no procedure b. Known here: a.",
        "sites.two.staff = 1: there is no entry two. Known here: one.",
    ]


def test_a_faulty_calendar_hides_what_depends_on_it() -> None:
    """Rates by time of day are not judged against hours that are wrong themselves."""
    text = DESKS.replace('mon-fri: ["07:30', 'mon-fry: ["06:30')
    assert len(problems(text)) == 1


def test_a_file_with_thousands_of_faults_tells_some_and_counts_the_rest() -> None:
    """Nobody reads ten thousand lines."""
    told = problems(PART + "".join(f"key{i}: 1\n" for i in range(700)))
    assert len(told) == 501
    assert told[-1] == "scenario: 200 more entries are wrong."


def test_leads_that_the_calendar_cannot_give_are_told_at_their_place(monkeypatch) -> None:
    """What the calendar finds is given the file and line of the key."""

    def never(scenario: Scenario) -> tuple[int, int]:
        rule = Said("the calendar does not have that many working days.")
        raise ScenarioError(Problem(path="warm_up.working_days", value="9", rule=rule))

    monkeypatch.setattr(scenario_file, "lead_days", never)
    text = PART.replace("name: Part", "name: Part\nwarm_up: {working_days: 9}")
    assert problems(text) == [
        "scenario:3: warm_up.working_days = 9: the calendar does not have that many working days."
    ]


def test_a_point_brings_its_own_catchment_and_counts() -> None:
    """A stated catchment moves as it is; a target without `staff` keeps none to contradict."""
    text = PROVINCE.read_text(encoding="utf-8").replace(
        "tier: point, commune: 25744,", "tier: point, commune: 25744, catchment: [25744],"
    )
    text = text.replace("travel: {", "merge: [{into: di-an, points: [p-25744]}]\ntravel: {")
    scenario = loads(text, root=VALID)
    site = scenario.sites["di-an"]
    assert (site.catchment, site.staff, site.officer_count) == (("25744",), 5, 5)
    assert [group.name for group in site.officers] == ["officers", "desk from p-25744"]
    assert scenario.travel.table == {"25741": {"di-an": 31.5}}


def test_csv_files_with_many_faults_tell_some(tmp_path: Path) -> None:
    """Five cells of a column one by one, the others as a number; then what is no file name."""
    (tmp_path / "x.csv").write_text("minutes\n" + "many\n" * 9, encoding="utf-8")
    text = PART.replace("counter_time: 5", OBSERVED)
    with pytest.raises(ScenarioError) as caught:
        loads(text, root=tmp_path)
    assert len(caught.value.problems) == 6
    assert caught.value.problems[-1].rule == "4 more cells of column minutes are no numbers."
    for wrong in ("''", '"a\\0b"', "[x.csv]"):
        with pytest.raises(ScenarioError, match=r"CSV file|control characters"):
            loads(text.replace("csv: x.csv", f"csv: {wrong}"), root=tmp_path)


def test_csv_files_have_a_limit_of_rows(tmp_path: Path, monkeypatch) -> None:
    """More rows than any observation needs are refused."""
    monkeypatch.setattr("sim.model.scenario_file.csv_files.MAX_ROWS", 3)
    (tmp_path / "x.csv").write_text("minutes\n" + "1\n" * 9, encoding="utf-8")
    text = PART.replace("counter_time: 5", OBSERVED)
    with pytest.raises(ScenarioError, match="the file has more than 3 rows"):
        loads(text, root=tmp_path)


def test_the_resolved_form_reads_well() -> None:
    """What fits on a line is on one line; times and doubtful words are quoted."""
    lines = dump(loads(DESKS, sets=['name="07:30"', 'description="no: #1\\n\\u200b"'])).splitlines()
    assert lines[:4] == [
        'name: "07:30"',
        'description: "no: #1\\n\\U0000200b"',
        "seed: 1",
        "period: {start: 2025-03-03, days: 250}",
    ]
    assert "    counter_time: {law: lognormal, mean: 6, cv: 0.6}" in lines
    assert '        count: {"07:30": 2, "10:00": 1, "13:30": 2}' in lines
    assert lines[-7:-5] == ["at_close: serve", "at_break: hold"]


def test_loading_a_small_file_imports_nothing_heavy() -> None:
    """`validate` answers at once: neither scipy nor pandas, nor holidays that nobody asked for."""
    code = (
        "import sys; from sim.model.scenario_file import load; load(sys.argv[1]); "
        "print(*sorted({'scipy', 'pandas', 'numba', 'matplotlib', 'holidays'} & set(sys.modules)))"
    )
    run = subprocess.run(
        [sys.executable, "-c", code, str(VALID / "mm3.yaml")],
        capture_output=True,
        text=True,
        check=True,
        cwd=VALID.parents[2],
    )
    assert run.stdout.strip() == ""
