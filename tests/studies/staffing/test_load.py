"""Loads seen, lines of a site, and the guesses made of them."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from sim.errors import UsageError
from sim.measures.staffing_theory import square_root
from sim.model.plan import with_officers
from sim.model.spec import Scenario
from sim.model.targets import Target
from sim.studies.parallel import Threads
from sim.studies.staffing import guess
from sim.studies.staffing.descent import LeastVector
from sim.studies.staffing.lines import by_line, lines_of, split
from sim.studies.staffing.load import Load, Loaded, mean_load
from sim.studies.staffing.search import LeastTotal
from sim.studies.staffing.ways import Way, half_hours, in_steps
from sim.studies.trials import Trials
from tests.studies.offices import office
from tests.studies.staffing.counters import counters

EIGHT = 16


def timetable(*at: str, minutes: float = 20) -> Scenario:
    """Visits at fixed times, each served for as long."""
    return office(
        procedures={"file": {"counter_time": {"law": "fixed", "value": minutes}}},
        sites={"desk": {"officers": [{"count": 9}], "arrivals": {"file": {"at": list(at)}}}},
    )


def seen(scenario: Scenario, n: int = 1) -> Load:
    """The load that a study sees."""
    runs = Trials(scenario, executor=Threads(1), engine="reference").run(
        [scenario], range(n), Loaded(by_line)
    )
    return mean_load([load for _, (load,) in runs])


def test_a_service_is_load_in_every_half_hour_that_it_lies_in() -> None:
    """Two of 20 and of 70 minutes, by hand."""
    load = seen(timetable("08:00", "08:20"))
    assert load.names == ("desk",)
    assert load.arrivals[0, EIGHT] == 2
    assert load.arrivals.sum() == 2
    assert load.busy[0, EIGHT : EIGHT + 2] == pytest.approx([1.0, 1 / 3])
    assert load.service[0] == pytest.approx(20)
    assert load.leaving[0] == 0
    long = seen(timetable("08:20", minutes=70))
    assert long.busy[0, EIGHT : EIGHT + 4] == pytest.approx([1 / 3, 1, 1, 0])
    assert long.mean[0] == pytest.approx(7 / 3)


def test_means_of_several_replications_weigh_services_by_visits() -> None:
    """And who leaves, by patience."""
    load = seen(office(), 3)
    assert load.leaving[0] == pytest.approx(1 / 60)
    assert load.arrivals.sum() == pytest.approx(6 * 7.5, rel=0.35)
    nobody = office(
        sites={"desk": {"officers": [{"count": 1}], "arrivals": {"file": {"per_hour": 0}}}}
    )
    empty = seen(nobody)
    assert empty.arrivals.sum() == 0
    assert guess.streams(empty, 0) == []
    assert guess.officers_for([Target(goal="mean wait <= 5 min")], empty, 0, 9) == 0


def test_lines_are_procedures_of_the_same_groups() -> None:
    """Each in one line; of a site with one line, the site."""
    scenario = counters()
    lines = lines_of(scenario, scenario.sites["branch"])
    assert [(line.groups, line.procedures) for line in lines] == [
        ((0, 2), ("land",)), ((1, 2), ("papers",)), ((2,), ("rare",)),
    ]  # fmt: skip
    assert [line.name for line in lines] == ["land + all", "papers + all", "all"]
    point = lines_of(scenario, scenario.sites["point"])
    assert [line.name for line in point] == ["nobody", "reception"]


def test_shared_officers_go_where_load_is() -> None:
    """Until lines are Loaded alike; nobody comes from a group without lines."""
    lines = lines_of(counters(), counters().sites["branch"])[:2]
    got = split({0: 3.0, 1: 1.0}, lines, (1.0, 1.0, 2.0))
    assert got.sum() == pytest.approx(4.0)
    assert got == pytest.approx([3.0, 1.0], abs=0.05)
    assert split({0: 1.0}, lines, (2.0, 1.0, 0.0)) == pytest.approx([2.0, 1.0])


def queue(busy: float, service: float = 10.0, leaving: float = 0.0) -> Load:
    """A line that is steady for two half-hours."""
    arrivals, there = np.zeros((1, 48)), np.zeros((1, 48))
    arrivals[0, EIGHT : EIGHT + 2] = 30 * busy / service
    there[0, EIGHT : EIGHT + 2] = busy
    return Load(
        names=("desk",), arrivals=arrivals, busy=there, service=np.array([service]),
        leaving=np.array([leaving]),
    )  # fmt: skip


@pytest.mark.parametrize(
    "goal",
    ["within 5 min >= 90%", "p90 wait <= 5 min", "abandoned <= 2%", "utilisation <= 80%"],
)
@pytest.mark.parametrize("every", ["day", "interval"])
def test_a_guess_grows_with_the_load(goal: str, every: str) -> None:
    """And lies above it."""
    if every == "interval" and goal.startswith("util"):
        return
    target = Target(goal=goal, every=every)
    found = [guess.officers_for([target], queue(m, leaving=0.02), 0, 99) for m in (1.0, 4.0, 16.0)]
    assert all(a < b for a, b in pairwise(found))
    assert all(n >= 0.9 * m for n, m in zip(found, (1.0, 4.0, 16.0), strict=True))


def test_by_arrivals_alone_or_by_who_is_there() -> None:
    """The modified offered load and the stationary one agree where all is steady."""
    modified = guess.streams(queue(4.0), 0)
    sipp = guess.streams(queue(4.0), 0, modified=False)
    assert [each.load for each in modified] == pytest.approx([each.load for each in sipp])
    assert guess.streams(queue(4.0, leaving=0.1), 0, patient=True)[0].patience == float("inf")


def test_what_formulas_do_not_know_asks_for_nobody() -> None:
    """Results on time are a matter of back offices."""
    assert guess.officers_for([Target(goal="on time >= 95%")], queue(4.0), 0, 9) == 0


def test_totals_and_groups_of_what_lines_want() -> None:
    """Groups grow in proportion, or each as its own line asks."""
    scenario = counters()
    site = scenario.sites["branch"]
    lines = lines_of(scenario, site)
    assert guess.total(site, lines, [0, 0, 0], 3) == 3
    assert guess.total(site, lines, [4, 1, 1], 1) >= 6
    assert guess.by_group(site, lines, [4, 2, 1], (0, 0, 2)) == (4, 2, 2)


def test_a_row_by_the_square_root_rule_goes_from_few_to_many() -> None:
    """Nowhere less than before; the rule itself is among them."""
    rows = guess.by_square_root([9.0, 4.0, 0.0], 1, 20)
    assert rows[0] == (1, 1, 1)
    assert rows[-1] == (20, 20, 20)
    for one, other in pairwise(rows):
        assert all(a <= b for a, b in zip(one, other, strict=True))
    assert (square_root(9.0), square_root(4.0), 1) in rows


def test_half_hours_of_a_site() -> None:
    """Those in which it is open; not over midnight."""
    scenario = counters()
    slots = half_hours(scenario.sites["branch"], scenario)
    assert slots == (16, 17, 18, 19, 21, 22, 23)
    night = {"hours": {"mon-fri": ["22:00-02:00"]}, "holidays": "none"}
    with pytest.raises(UsageError, match="over midnight"):
        half_hours(scenario.sites["branch"], counters(calendar=night))


def test_steps_are_in_proportion_and_written_where_they_change() -> None:
    """Shifts are given up for them."""
    groups = counters().sites["branch"].officers
    steps = in_steps(groups, (16, 17, 21), (3, 3, 6))
    assert [group.count for group in steps] == [((480, 1), (630, 2))] * 3


def test_what_is_allowed() -> None:
    """As much as the bounds let, or as much as they ask for."""
    policy = {"branch": {"staff_at_least": 6, "staff_at_most": 9}}
    target = (Target(goal="within 20 min >= 90%"),)
    by_site = Way(scenario=counters(policy=policy), targets=target, per="site")
    assert by_site.allowed("branch", (12,)) == (8,)
    assert by_site.allowed("branch", (2,)) == (5,)
    assert by_site.allowed("branch", (7,)) == (7,)
    by_group = Way(scenario=counters(policy=policy), targets=target, per="group")
    assert sum(by_group.allowed("branch", (6, 4, 2))) == 8
    by_time = Way(scenario=counters(policy=policy), targets=target, per="interval")
    assert by_time.allowed("branch", (12, 3)) == (8, 3)
    assert by_site.groups("branch", ()) == counters().sites["branch"].officers
    assert with_officers(counters(), {"branch": 6}).sites["branch"].officers == by_site.groups(
        "branch", (6,)
    )


def busy_lines(*names: str) -> Load:
    """Lines with a load of two all day long."""
    one = queue(2.0)
    n = len(names)
    arrivals = np.zeros((n, 48))
    arrivals[:, 16:24] = one.arrivals[0, EIGHT]
    return Load(
        names=names, arrivals=arrivals, busy=np.where(arrivals > 0, 2.0, 0.0),
        service=np.full(n, 10.0), leaving=np.zeros(n),
    )  # fmt: skip


def test_each_way_has_a_search_of_its_own() -> None:
    """Totals, groups or half-hours; begun near what formulas say, between bounds."""
    names = (
        "branch/land + all",
        "branch/papers + all",
        "branch/all",
        "point/nobody",
        "point/reception",
    )
    load = busy_lines(*names)
    target = (Target(goal="within 20 min >= 90%"),)

    def search(per: str, site: str) -> object:
        return Way(scenario=counters(), targets=target, per=per).search(site, load)  # type: ignore[arg-type]

    total = search("site", "branch")
    assert isinstance(total, LeastTotal)
    assert 6 <= total.guess <= 12
    assert total.most == 23
    groups = search("group", "branch")
    assert isinstance(groups, LeastVector)
    assert groups.by_level
    assert groups.least == (0, 0, 1)  # the generalist alone serves what is rare
    assert len(groups.most) == 3
    assert isinstance(search("group", "point"), LeastTotal)
    hours = search("interval", "branch")
    assert isinstance(hours, LeastVector)
    assert not hours.by_level
    assert len(hours.least) == 7
    assert min(hours.most) == 23
    assert hours.wanted() == (hours.most,)
