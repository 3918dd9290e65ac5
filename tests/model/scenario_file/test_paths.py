from __future__ import annotations

import pytest

from sim.model.scenario_file.paths import (
    PathError,
    Pick,
    find,
    parse_path,
    split_assignment,
    write_path,
)
from sim.model.scenario_file.yaml_text import compose

TREE, _ = compose(
    """
sites:
  north: {tier: branch, staff: 3, officers: [{name: land desk, count: 1}, {name: "2", count: 2}]}
  south: {tier: point, officers: [{name: desk}, {name: desk}, {count: 1}]}
  "a.b": {tier: branch}
procedures: {}
""",
    "x.yaml",
)


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("period.days", ("period", "days")),
        ('a."b.c".d', ("a", "b.c", "d")),
        ("officers[land desk].count", ("officers", Pick("land desk"), "count")),
        ('officers["[0]"]', ("officers", Pick("[0]", quoted=True))),
        ("officers[0]", ("officers", Pick("0"))),
        ("sites[tier=branch].staff", ("sites", Pick("tier", value="branch"), "staff")),
        ('sites[name="a]b"]', ("sites", Pick("name", value="a]b"))),
        (" a . b ", ("a", "b")),
    ],
)
def test_a_path_has_these_steps(text: str, steps: tuple[object, ...]) -> None:
    """Dots between steps, brackets for picking, quotes around what could be misread."""
    assert parse_path(text) == steps


@pytest.mark.parametrize("text", ["", "a..b", ".a", "a.", "a[", "a[]", "[0]", 'a."b', "a]b", "a=b"])
def test_what_is_not_a_path_is_refused(text: str) -> None:
    """Nothing is guessed."""
    with pytest.raises(PathError, match="this is not a path"):
        parse_path(text)


def test_a_quoted_step_must_be_a_sound_string() -> None:
    """A bad escape inside the quotes."""
    with pytest.raises(PathError, match="its quotes are wrong"):
        parse_path(r'a."\x"')


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("a=1", ("a", "1")),
        ("sites[tier=branch].staff = 12", ("sites[tier=branch].staff", "12")),
        ('"a=b".c={x: "="}', ('"a=b".c', '{x: "="}')),
        ("a=", ("a", "")),
    ],
)
def test_an_assignment_splits_at_its_own_equals_sign(text: str, parts: tuple[str, str]) -> None:
    """Those in brackets and quotes belong to the path."""
    assert split_assignment(text) == parts


def test_an_assignment_needs_an_equals_sign() -> None:
    """A path alone assigns nothing."""
    with pytest.raises(PathError, match="path=value"):
        split_assignment("sites[tier=branch]")


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("sites.north.staff", [("sites", "north", "staff")]),
        ("sites[tier=branch].tier", [("sites", "north", "tier"), ("sites", "a.b", "tier")]),
        ("sites[staff=3]", [("sites", "north")]),
        ("sites[south]", [("sites", "south")]),
        ("sites.north.officers[land desk]", [("sites", "north", "officers", 0)]),
        ("sites.north.officers[1]", [("sites", "north", "officers", 1)]),
        ('sites.north.officers["2"]', [("sites", "north", "officers", 1)]),
        ("sites.south.officers[2].count", [("sites", "south", "officers", 2, "count")]),
    ],
)
def test_a_path_leads_here(path: str, found: list[tuple[str | int, ...]]) -> None:
    """By key, name, position, or to all that have a value."""
    assert find(TREE, path) == found


@pytest.mark.parametrize(
    ("path", "rule", "hint"),
    [
        ("sites.nort", "there is no entry nort", "Did you mean north?"),
        ("sites.north.officers.count", "there is no entry count", "Pick an item of the list"),
        ("sites.north.officers[lend desk]", "no item called lend desk", "Did you mean land desk?"),
        ("sites.north.officers[7]", "no item 7 of 2", ""),
        ("sites[tier=center]", "nothing here has tier=center", ""),
        ("sites.north.staff.x", "there is no entry x", ""),
        ("sites.north.staff[0]", "there is no item called 0", ""),
        ("procedures.x", "there is no entry x", ""),
    ],
)
def test_a_path_that_leads_nowhere_says_what_is_there(path: str, rule: str, hint: str) -> None:
    """The known names, or the nearest of them."""
    with pytest.raises(PathError, match=rule) as caught:
        find(TREE, path)
    assert caught.value.hint.startswith(hint)


def test_a_new_path_may_end_in_new_keys_but_not_pass_a_new_site() -> None:
    """`warm_up.days` can be set where no warm-up is written; a site that is not there cannot."""
    assert find(TREE, "warm_up.days", new=True) == [("warm_up", "days")]
    assert find(TREE, "sites.west", new=True) == [("sites", "west")]
    with pytest.raises(PathError, match="there is no entry west"):
        find(TREE, "sites.west.staff", new=True)


@pytest.mark.parametrize(
    ("location", "path"),
    [
        (("sites", "north", "officers", 0, "count"), "sites.north.officers[land desk].count"),
        (("sites", "north", "officers", 1), "sites.north.officers[1]"),
        (("sites", "south", "officers", 0), "sites.south.officers[0]"),
        (("sites", "a.b", "x y"), 'sites."a.b".x y'),
        ((), ""),
    ],
)
def test_a_location_is_written_as_a_path(location: tuple[str | int, ...], path: str) -> None:
    """Items by name where one name is one item and no number; steps in quotes where needed."""
    assert write_path(TREE, location) == path
