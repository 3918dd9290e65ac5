"""What is asked of a search for staff, as the command that asks it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from sim.app.staff_inputs import wish_of
from sim.app.staff_order import StaffOrder, Wish
from sim.model.scenario_file import loads
from sim.model.spec import Target
from tests.app.networks import NETWORK

FILE = Path("mine.yaml")
WITHIN = Wish(measure="within", limit=90, x=20)


def _words(**more: Any) -> list[str]:
    found = StaffOrder(file=FILE, way="least", replications=20, **more).words()
    assert found[:4] == ["staff", "mine.yaml", "-n", "20"]
    return found[4:]


def test_what_is_as_in_the_scenario_is_not_said() -> None:
    assert _words() == []


@pytest.mark.parametrize(
    ("wish", "line"),
    [
        (WITHIN, "within 20 min >= 90%"),
        (Wish(measure="within", limit=92.5, x=15, is_every=True),
         "within 15 min >= 92.5%, every half-hour"),
        (Wish(measure="mean", limit=10), "mean wait <= 10 min"),
        (Wish(measure="percentile", limit=30, x=90), "p90 wait <= 30 min"),
        (Wish(measure="abandoned", limit=3), "abandoned <= 3%"),
        (Wish(measure="utilisation", limit=85, is_every=True), "utilisation <= 85%"),
        (Wish(measure="on_time", limit=95), "on time >= 95%"),
    ],
)  # fmt: skip
def test_targets_are_typed_as_people_type_them(wish: Wish, line: str) -> None:
    assert _words(wishes=[wish]) == ["--target", line]


def test_targets_for_some_sites_go_into_the_scenario() -> None:
    branch = Wish(measure="mean", limit=10, tiers=("branch",), is_every=True)
    one = Wish(measure="abandoned", limit=3, sites=("b1",))
    word, text = _words(wishes=[branch, one, WITHIN])
    assert word == "--set"
    scenario = loads(NETWORK, sets=[text])
    assert [wish_of(each, scenario) for each in scenario.targets] == [branch, one, WITHIN]


def test_bounds_go_into_the_scenario() -> None:
    words = _words(
        policy={"branch": (None, 18), "point": (None, None)}, bounds={"b1": (3, None)}, per="group"
    )
    policy, bounds = words[1], words[3]
    assert words[4:] == ["--per", "group"]
    assert json.loads(policy.partition("=")[2]) == {
        "branch": {"staff_at_least": 0, "staff_at_most": 18}
    }
    scenario = loads(NETWORK, sets=[policy, bounds])
    assert scenario.policy["branch"].staff_at_most == 18
    assert scenario.staffing.bounds["b1"].staff_at_least == 3


def test_a_budget_has_no_targets() -> None:
    order = StaffOrder(
        file=FILE, way="budget", officers=12, free=True, wishes=[WITHIN], replications=6
    )
    assert order.words()[4:] == ["--free", "--budget", "12"]


def test_a_target_of_several_tiers_is_one_of_their_sites() -> None:
    scenario = loads(NETWORK)
    target = Target.model_validate({"goal": "mean wait <= 10 min", "tiers": ["branch", "point"]})
    assert wish_of(target, scenario).sites == ("b1", "b2", "p1")
    both = target.model_copy(update={"tiers": ("point",), "sites": ("b1",)})
    assert wish_of(both, scenario).sites == ("b1", "p1")
