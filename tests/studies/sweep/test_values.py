"""What a sweep tries, from what was typed: lists, ranges, grids, and sentences about the rest."""

from __future__ import annotations

import pytest

from sim.errors import UsageError
from sim.studies.sweep.values import MOST_POINTS, grid, parse_key, split_values


@pytest.mark.parametrize(
    ("text", "path", "values"),
    [
        ("sites[tier=branch].staff=12..15", "sites[tier=branch].staff", "12 13 14 15"),
        ("demand.scale=0.8..1.2/0.1", "demand.scale", "0.8 0.9 1 1.1 1.2"),
        ("absence=5%..20%/5%", "absence", "5% 10% 15% 20%"),
        ("x=0.1..0.35/0.1", "x", "0.1 0.2 0.3"),
        ("x=1,3..5,9", "x", "1 3 4 5 9"),
        ("x=-1..1", "x", "-1 0 1"),
        ("x=5..1/-2", "x", "5 3 1"),
        ("x=10..30/10", "x", "10 20 30"),
        ("x=7..7", "x", "7"),
        ("x= 2 .. 4 ", "x", "2 3 4"),
        ("start=07:30,08:00", "start", "07:30 08:00"),
        ("at_break=hold,serve", "at_break", "hold serve"),
        ("x=1..2..3", "x", "1..2..3"),
    ],
)
def test_lists_and_ranges(text: str, path: str, values: str) -> None:
    """Ranges are counted in decimals, so that 0.1 and 0.1 and 0.1 are 0.3."""
    key = parse_key(text)
    assert (key.path, " ".join(key.values)) == (path, values)


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("[1,2],[3]", ["[1,2]", "[3]"]),
        ("{a: 1, b: [2, 3]},{a: 2}", ["{a: 1, b: [2, 3]}", "{a: 2}"]),
        ("\"a,b\",'c,d'", ['"a,b"', "'c,d'"]),
        ('["],",1],2', ['["],",1]', "2"]),
        ("a],b", ["a]", "b"]),
        ("[a,b", ["[a,b"]),
        ("", [""]),
    ],
)
def test_commas_that_part_values(text: str, pieces: list[str]) -> None:
    """Those in brackets, braces and quotes do not, whether or not they are shut."""
    assert split_values(text) == pieces


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("x", "an assignment is written as path=value"),
        ("=1,2", "an assignment is written as path=value"),
        ("x=", "a value is missing"),
        ("x=1,,2", "a value is missing"),
        ("x=1,2,", "a value is missing"),
        ("x=15..12", "write 12..15"),
        ("x=1..5/0", "never gets to its end"),
        ("x=1..5/-1", "never gets to its end"),
        ("x=5%..20", "all numbers are percentages, or none is"),
        ("x=5%..20%/5", "all numbers are percentages, or none is"),
        ("x=1..3,2", "the value 2 is there twice"),
        ("x=0..200", f"more than {MOST_POINTS} values"),
        ("x=0..999999999999/0.000000000001", f"more than {MOST_POINTS} values"),
    ],
)
def test_what_cannot_be_tried_is_told_in_a_sentence(text: str, says: str) -> None:
    """With the assignment as it was typed."""
    with pytest.raises(UsageError) as told:
        parse_key(text)
    assert str(told.value).startswith(f"--set {text}: ")
    assert says in str(told.value)


def test_numbers_of_a_key() -> None:
    """Percentages are shares; where one value is no number none is."""
    assert parse_key("x=5%,0.5,1_000").numbers == (0.05, 0.5, 1000.0)
    for text in ("x=1,a", "x=1,nan", "x=1,inf", "x=07:30,08:00"):
        assert parse_key(text).numbers is None


def test_a_grid_is_the_product_and_what_has_one_value_is_everywhere() -> None:
    """The last key's values change fastest."""
    keys, points = grid(["sites.a.staff=2,3", "seed=7", "absence=0%,5%"])
    assert [key.path for key in keys] == ["sites.a.staff", "absence"]
    assert [point.label for point in points] == [
        "staff=2, absence=0%", "staff=2, absence=5%", "staff=3, absence=0%", "staff=3, absence=5%",
    ]  # fmt: skip
    assert points[1].sets == ("seed=7", "sites.a.staff=2", "absence=5%")
    assert points[1].values == ("2", "5%")


def test_labels_tell_keys_of_one_name_apart() -> None:
    """By their whole paths."""
    _, points = grid(["sites.a.staff=2,3", "sites.b.staff=4,5"])
    assert points[0].label == "sites.a.staff=2, sites.b.staff=4"
    assert len({point.label for point in points}) == 4


@pytest.mark.parametrize(
    ("sets", "says"),
    [
        ([], "nothing varies"),
        (["a=1", "b=2"], "nothing varies"),
        (["a=1..2", "a=3..4"], "it is set twice"),
        (["a=0..14", "b=0..14"], "the grid has 225 points, and at most 200 are tried"),
    ],
)
def test_grids_that_cannot_be_tried(sets: list[str], says: str) -> None:
    """One point is no sweep, and too many would never end."""
    with pytest.raises(UsageError, match=says):
        grid(sets)
