"""Texts of a mebibyte that are made to take long: each ends soon, with few messages."""

from __future__ import annotations

import pytest

from sim.errors import ScenarioError
from sim.model.scenario_file import loads
from sim.model.scenario_file.entries import MOST_TOLD
from tests.fuzz.watch import bounded

OFFICE = """\
name: x
period: {start: 2025-01-06, days: 1}
calendar: {hours: {mon-fri: ["08:00-10:00"]}, holidays: none}
procedures:
  any: {counter_time: 8}
sites:
  o:
    officers: [OFFICERS]
    arrivals: {any: {per_hour: 6}}
"""
TEXTS = {
    "numbers": "a: [" + "1," * 290_000 + "]",
    "maps": "a: [" + "{}," * 200_000 + "]",
    "keys": "".join(f"k{i}: 1\n" for i in range(60_000)),
    "tags": "".join(f"a{i}: !t 1\n" for i in range(24_000)),
    "anchors": "".join(f"a{i}: &x{i} 1\n" for i in range(50_000)),
    "the same key": "name: a\n" * 45_000,
    "groups": OFFICE.replace("OFFICERS", "{name: g, count: x}," * 12_000),
    "removals": OFFICE.replace("OFFICERS", "{count: 1}")
    + f"remove: [{', '.join(f'sites.a{i}' for i in range(20_000))}]\n",
    "merges": f"b: &b {{{', '.join(f'k{i}: 1' for i in range(300))}}}\n"
    + f"c: {{<<: [{'*b,' * 50_000}]}}",
}


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=() if name == "merges" else pytest.mark.slow, id=name)
        for name in TEXTS
    ],
)
def test_it_is_refused_soon(name: str) -> None:
    """Of what is wrong so much is told as anybody reads."""
    with pytest.raises(ScenarioError) as caught, bounded():
        loads(TEXTS[name])
    assert len(caught.value.problems) <= MOST_TOLD + 10


def test_how_many_more_are_wrong_is_told() -> None:
    """Behind those that are told."""
    removed = ", ".join(f"sites.a{i}" for i in range(MOST_TOLD + 9))
    text = OFFICE.replace("OFFICERS", "{count: 1}") + f"remove: [{removed}]\n"
    with pytest.raises(ScenarioError) as caught:
        loads(text)
    assert len(caught.value.problems) == MOST_TOLD + 1
    assert str(caught.value.problems[-1]).endswith("9 more entries are wrong.")


@pytest.mark.parametrize("reference", ["a/" * 3_000 + "x", "x" * 300, "motcua:" + "x" * 5_000])
def test_a_name_that_no_file_can_have_is_refused(reference: str) -> None:
    """The system would complain of it before anybody looks."""
    with pytest.raises(ScenarioError) as caught:
        loads(f"extends: {reference}\n")
    assert len(str(caught.value)) < 1_500


def test_null_instead_of_a_scenario_is_told_without_a_place() -> None:
    """There is none."""
    with pytest.raises(ScenarioError, match=r": ~: null is no value"):
        loads("~")
