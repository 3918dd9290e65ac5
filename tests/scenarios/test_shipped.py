"""The scenario files that come with the project: they load, and say what they claim."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

from sim.model import calendar, geography
from sim.model.calendar import dates
from sim.model.scenario_file import load, read
from sim.model.spec import Scenario, Site
from sim.model.system import build

SCENARIOS = Path(__file__).parents[2] / "scenarios"
FILES = sorted(SCENARIOS.glob("*.yaml"))
PROVINCE = ("base", "phase-1", "phase-2", "phase-3")


@pytest.fixture(scope="module")
def province() -> dict[str, Scenario]:
    return {name: load(SCENARIOS / f"{name}.yaml") for name in PROVINCE}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_shipped_file_loads_without_a_problem_or_a_warning(file: Path) -> None:
    """Nothing to complain about, and arrays can be built."""
    found = read(file)
    assert found.warnings == ()
    assert len(build(found.scenario).site_ids) == len(found.scenario.sites)
    assert file.read_text("utf-8").startswith("# yaml-language-server: $schema=schema.json\n")


def test_the_network_of_each_phase(province: dict[str, Scenario]) -> None:
    """91 points and 9 branches become 82 and 9; then some of the 82 make up to 5 new branches."""
    tiers = {
        name: [
            sum(site.tier == tier for site in scenario.sites.values())
            for tier in ("center", "branch", "point")
        ]
        for name, scenario in province.items()
    }
    joined = sum(len(site.catchment or ()) for site in new_branches(province).values())
    new = len(new_branches(province))
    assert tiers == {
        "base": [1, 9, 91],
        "phase-1": [1, 9, 91],
        "phase-2": [1, 9, 82],
        "phase-3": [1, 9 + new, 82 - joined],
    }
    assert 1 <= new <= 5
    assert joined >= 2 * new


def new_branches(province: dict[str, Scenario]) -> dict[str, Site]:
    """Those that phase III adds: a siting study chose them."""
    return {
        id_: site
        for id_, site in province["phase-3"].sites.items()
        if id_ not in province["phase-2"].sites
    }


def test_phase_three_names_the_command_that_wrote_it() -> None:
    """In its head, so that anybody can write it anew."""
    text = (SCENARIOS / "phase-3.yaml").read_text("utf-8")
    assert "\n#     python run_sim.py site phase-2 --write scenarios/phase-3.yaml\n" in text


def test_staff_of_each_phase(province: dict[str, Scenario]) -> None:
    """The center keeps 28; staff of merged points moves; branches get two more in phase II.

    New ones have a team of five, a head and a guide besides their points' staff.
    """
    staff = {name: build(scenario).site_staff.sum() for name, scenario in province.items()}
    new = 7 * len(new_branches(province))
    assert staff == {"base": 424, "phase-1": 424, "phase-2": 424 + 18, "phase-3": 442 + new}
    heads = {id_: site.staff for id_, site in province["phase-2"].sites.items()}
    assert heads["center"] == 28
    assert heads["di-an"] == 13 + 2 + 6
    assert heads["bac-tan-uyen"] == 13 + 2 + 2
    desks = [group.size for group in province["phase-1"].sites["di-an"].officers]
    assert desks == [4, 3, 3, 1]


def test_desks_of_a_branch_stay_as_they_were_in_phase_two(province: dict[str, Scenario]) -> None:
    """Phase II repeats the four desks of the base and adds to them."""
    before = province["base"].sites["di-an"].officers
    after = province["phase-2"].sites["di-an"].officers
    assert after[:4] == before
    assert [(group.source, group.size) for group in after[4:]] == [
        ("department", 1),
        ("post", 1),
        ("commune", 6),
    ]


def test_rates_add_up_by_level(province: dict[str, Scenario]) -> None:
    """1.25, 0.90 and 0.32 dossiers per 1,000 residents and working day, in 23 procedures."""
    procedures = province["base"].procedures.values()
    sums = [
        sum(each.per_1000 for each in procedures if each.level == level)
        for level in ("commune", "branch", "center")
    ]
    assert sums == pytest.approx([1.25, 0.90, 0.32])
    assert len(procedures) == 23


def test_residents(province: dict[str, Scenario]) -> None:
    """91 communes in nine districts with 2,722,527 residents on 2,694.6 km²."""
    communes = province["base"].communes.values()
    assert len(communes) == 91
    assert len({commune.district for commune in communes}) == 9
    assert sum(commune.population for commune in communes) == 2_722_527
    assert sum(commune.area_km2 for commune in communes) == pytest.approx(2694.6, abs=0.2)


def test_eighty_five_percent_of_the_volume_is_boundary_free(province: dict[str, Scenario]) -> None:
    """From phase II on, and nothing before."""
    free = {
        name: sum(p.per_1000 for p in scenario.procedures.values() if p.boundary_free) / 2.47
        for name, scenario in province.items()
    }
    assert free == pytest.approx(
        {"base": 0, "phase-1": 0, "phase-2": 0.85, "phase-3": 0.85}, abs=0.01
    )
    shares = [scenario.choice.outside_share for scenario in province.values()]
    assert shares == [0, 0, 0.1, 0.2]


def test_branch_level_work_of_the_largest_branches(province: dict[str, Scenario]) -> None:
    """Counters needed on an average day for visits to file and enquire, by arithmetic."""
    base = province["base"]
    demand = base.demand
    assert demand is not None
    per_1000 = 0.0
    for each in base.procedures.values():
        if each.level == "branch":
            assert each.enquire_time is not None
            number = each.dossiers_per_visit.expectation() if each.dossiers_per_visit else 1
            filing = each.counter_time.expectation() * (1 + each.each_more * (number - 1))
            enquiry = each.enquire_time.expectation() * demand.enquire_share
            at_counter = 1 - each.online - each.post
            per_1000 += each.per_1000 / number * (at_counter * filing + each.online * enquiry)
    residents = {
        name: sum(c.population for c in base.communes.values() if c.district == name)
        for name in ("Thuận An", "Tân Uyên", "Dĩ An")
    }
    needed = {
        name: people / 1000 * per_1000 / base.productive_share / (7.5 * 60)
        for name, people in residents.items()
    }
    assert needed == pytest.approx({"Thuận An": 10.6, "Tân Uyên": 8.0, "Dĩ An": 7.6}, abs=0.06)


UNITS = {"commune": "commune-offices", "branch": "district-offices", "center": "departments"}


def test_a_dossiers_life_in_every_procedure(province: dict[str, Scenario]) -> None:
    """What the comments of base.yaml say of all of them."""
    for scenario in province.values():
        for id_, each in scenario.procedures.items():
            is_certification = id_.startswith("certification")
            assert each.level is not None
            assert each.unit == ("signing-desks" if is_certification else UNITS[each.level])
            assert each.on_the_spot == is_certification
            assert each.incomplete * each.comes_back == pytest.approx(0.153)
            assert each.needs_supplement == 0.04
            assert each.supplement_time is not None
            again = each.supplement_time.expectation() / each.counter_time.expectation()
            assert again == pytest.approx(0.7)
            if not is_certification:
                assert each.lead_time is not None
                assert each.lead_time.expectation() == each.longest_deadline / 2


def test_results_that_are_fetched(province: dict[str, Scenario]) -> None:
    """Three in four of those that are not sent by post."""
    by_post = {
        "certification": 0, "civil-status": 0.03, "social": 0.05, "land": 0.1, "business": 0.1,
        "construction": 0.1, "judicial": 0.4, "driver-licence": 0.6, "other": 0.15,
    }  # fmt: skip
    for id_, each in province["base"].procedures.items():
        share = by_post[id_.rpartition("-")[0]]
        assert each.collect == pytest.approx((1 - share) * 0.75), id_


def test_back_offices_have_room_for_their_mean_work(province: dict[str, Scenario]) -> None:
    """114 processors in the departments, 542 in nine district offices; all at 80 % or less."""
    system = build(province["phase-1"])
    processors = dict(zip(system.unit_ids, system.unit_processors.tolist(), strict=True))
    offices = {id_: n for id_, n in processors.items() if id_.startswith("district-offices/")}
    assert (processors["departments"], len(offices), sum(offices.values())) == (114, 9, 542)
    assert offices["district-offices/Thuận An"] == 122
    kinds = [id_.partition("/")[0] for id_ in system.unit_ids]
    assert (kinds.count("commune-offices"), kinds.count("signing-desks")) == (91, 101)


def test_the_run_out_lets_the_slowest_dossier_end(province: dict[str, Scenario]) -> None:
    """15 and 20 working days: to 18 August 2025, or over Tết to 26 February."""
    leads = {name: calendar.lead_days(each)[1] for name, each in province.items()}
    assert leads == {"base": 49, "phase-1": 57, "phase-2": 49, "phase-3": 57}


def test_every_resident_stays_within_reach(province: dict[str, Scenario]) -> None:
    """The access figures that the head of phase-3.yaml states; nobody is left far away."""
    text = (SCENARIOS / "phase-3.yaml").read_text("utf-8")
    for name, level, when in [
        ("phase-2", "commune", "before"),
        ("phase-3", "commune", "after"),
        ("phase-2", "branch", "before"),
        ("phase-3", "branch", "after"),
    ]:
        found = geography.access(province[name], level)  # type: ignore[arg-type]
        shares = [found.share(of) for of in (found.within_km, found.within_minutes, found.either)]
        (told,) = re.findall(rf"^#  +{level}-level, {when} +(.*)$", text, re.MULTILINE)
        assert [f"{share:.1%}" for share in shares] == told.split()
        if level == "commune":
            assert shares[2] == 1


def test_new_branches_keep_the_bounds_of_phase_two(province: dict[str, Scenario]) -> None:
    """Several wards of one city, within reach, with records, staff and counters enough."""
    below, planned = province["phase-2"], province["phase-3"]
    bounds = below.siting
    assert bounds is not None
    assert planned.siting is None
    travel, road = geography.travel_times(planned) / 60_000, geography.road_km(planned)
    codes, ids = sorted(planned.communes), sorted(planned.sites)
    for id_, site in new_branches(province).items():
        communes = [planned.communes[code] for code in site.catchment or ()]
        rows, column = [codes.index(code) for code in site.catchment or ()], ids.index(id_)
        assert len(communes) >= bounds.points_at_least
        assert sum(each.population for each in communes) / 1000 * 1.25 >= bounds.records_at_least
        assert {commune.kind for commune in communes} == {"ward"}
        assert {commune.district for commune in communes} == {site.district}
        assert site.commune in (site.catchment or ())
        near = (travel[rows, column] < 30) | (road[rows, column] <= 5)
        assert near.all()
        assert bounds.staff_at_least <= (site.staff or 0) <= bounds.staff_at_most
        assert site.officer_count <= bounds.counters_at_most
        assert site.assists in below.sites


def test_every_commune_has_a_home_for_every_procedure(province: dict[str, Scenario]) -> None:
    """In each phase; and the home accepts what belongs to it."""
    for scenario in province.values():
        home, accepts = geography.home_sites(scenario), geography.accepts(scenario)
        assert (home >= 0).all()
        for p, sites in enumerate(home.T):
            assert accepts[p, sites].all()


def test_branch_level_dossiers_stay_with_the_districts_branch_in_phase_three(
    province: dict[str, Scenario],
) -> None:
    """The nine original branches keep their districts."""
    scenario = province["phase-3"]
    p = sorted(scenario.procedures).index("land-branch")
    ids = np.array(sorted(scenario.sites))
    homes = set(ids[geography.home_sites(scenario)[:, p]])
    assert homes == {id_ for id_, s in province["base"].sites.items() if s.tier == "branch"}


@pytest.mark.parametrize("staff", [12, 15])
def test_a_sweep_over_branch_staff_keeps_every_desk_open(staff: int) -> None:
    """The sweep of the readme: groups are scaled, and no procedure is left without an officer."""
    found = read(SCENARIOS / "phase-2.yaml", sets=(f"sites[tier=branch].staff={staff}",))
    branches = [site for site in found.scenario.sites.values() if site.tier == "branch"]
    assert {site.staff for site in branches} == {staff}
    assert {site.officer_count for site in branches} == {staff - 2}


def test_the_tet_season_covers_the_weeks_around_the_holiday(province: dict[str, Scenario]) -> None:
    """The quiet fortnight ends before the closed week, the rush begins on the day after."""
    scenario = province["base"]
    assert scenario.demand is not None
    first, length = scenario.period.first, scenario.period.length
    closed = dates(scenario.calendar, first, length)
    tet = [day for day in range(26, 33) if closed.is_holiday[day]]
    factors = {season.from_.isoformat(): season for season in scenario.demand.season}
    assert (factors["2025-01-13"].to - first).days < min(tet)
    assert closed.is_after_holiday[(factors["2025-02-03"].from_ - first).days]


def test_every_desk_of_the_staged_office_has_room_for_its_mean_work() -> None:
    """By arithmetic: visits a day times minutes at the stage, over the productive time of the day.

    The cashier is the busiest, as question 14 of the README supposes.
    """
    scenario = load(SCENARIOS / "stages.yaml")
    site = scenario.sites["office"]
    assert site.arrivals is not None
    minutes = dict.fromkeys((group.name for group in site.officers), 0.0)
    for id_, arrivals in site.arrivals.items():
        each, daily = scenario.procedures[id_], arrivals.per_day
        assert daily is not None
        number = each.dossiers_per_visit.expectation() if each.dossiers_per_visit else 1
        needs = {}
        for stage in each.stages:
            more = each.each_more if stage.each_more is None else stage.each_more
            time = (stage.time or each.counter_time).expectation()
            needs[f"{id_}/{stage.name}"] = daily * time * (1 + more * (number - 1))
        if each.supplement_time:
            brought = daily * each.incomplete * each.comes_back
            more = 1 + each.each_more * (number - 1)
            needs[f"{id_}/supplement"] = brought * each.supplement_time.expectation() * more
        for group in site.officers:
            minutes[group.name] += sum(needs.pop(word, 0) for word in group.serves)
        assert not needs
    busy = {
        group.name: minutes[group.name] / group.size / site.productive_share / 450
        for group in site.officers
    }
    # There are two guides to ten o'clock, and one from then on: 600 minutes in all.
    busy["guide"] *= 2 * 450 / 600
    assert busy == pytest.approx(
        {"guide": 0.54, "certification and civil status": 0.57, "land": 0.59, "cashier": 0.65},
        abs=0.01,
    )
