"""The least total: which numbers are asked about, and which is found."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sim.studies.staffing.reading import Reading
from sim.studies.staffing.search import ENOUGH, LeastTotal, unclear

SURE = 99


def sure(margin: float) -> Reading:
    """A reading that chance cannot have wrong."""
    return Reading(margin, near=margin >= -1, no_better=margin <= 1, replications=SURE)


def asked(search: LeastTotal, margin: Callable[[int], float]) -> list[tuple[int, ...]]:
    """Answer until nothing is asked any more; all that was asked, in rounds."""
    rounds = []
    while some := search.wanted():
        assert len(rounds) < 50, "it goes on for ever"
        rounds.append(tuple(n for (n,) in some))
        search.learn({(n,): sure(margin(n)) for (n,) in some})
    return rounds


@pytest.mark.parametrize("least", [0, 1, 5])
@pytest.mark.parametrize("guess", [0, 1, 17, 40, 90])
@pytest.mark.parametrize("true", [5, 6, 17, 18, 39, 60])
def test_the_least_that_meets_is_found_from_any_guess(least: int, guess: int, true: int) -> None:
    """And of every number in between it was asked at most once."""
    search = LeastTotal(least, 60, guess)
    rounds = asked(search, lambda n: n - true)
    assert search.found == (max(true, least),)
    assert not search.hopeless
    assert search.is_proven
    numbers = [n for each in rounds for n in each]
    assert len(numbers) == len(set(numbers)) <= 18
    assert all(least <= n <= 60 for n in numbers)


def test_a_guess_that_is_right_takes_one_round() -> None:
    """It, and one on either side."""
    assert asked(LeastTotal(1, 30, 7), lambda n: n - 7) == [(6, 7, 8)]


def test_where_the_largest_fails_it_is_hopeless() -> None:
    """And nothing is found."""
    search = LeastTotal(1, 12, 3)
    asked(search, lambda n: n - 100)
    assert search.hopeless
    assert search.found is None


def test_nothing_is_found_before_anything_was_read() -> None:
    """A number that meets the targets is not the least before the one below was read to fail."""
    search = LeastTotal(1, 12, 5)
    assert search.found is None
    assert not search.hopeless
    search.learn({(5,): sure(1)})
    assert search.found is None


def test_what_chance_may_have_wrong_is_asked_about_again() -> None:
    """Both sides of the limit, until they are clear or have enough replications."""
    search = LeastTotal(1, 12, 5)
    vague = {(n,): Reading(n - 4.5, near=False, no_better=False, replications=2) for n in (4, 5, 6)}
    search.learn(vague)
    assert search.wanted() == ((4,), (5,))
    search.learn({(4,): sure(-0.5)})
    assert search.wanted() == ((5,),)
    search.learn({(5,): Reading(0.5, near=False, no_better=False, replications=ENOUGH)})
    assert search.wanted() == ()
    assert search.found == (5,)


def test_few_replications_are_not_believed() -> None:
    """An interval of two says nothing."""
    few = Reading(9.0, near=True, no_better=False, replications=2)
    assert unclear({7: few}, [7], ENOUGH) == {7}


def test_a_reading_that_turns_round_moves_the_least() -> None:
    """As when a test contradicts the search."""
    search = LeastTotal(1, 30, 7)
    asked(search, lambda n: n - 7)
    search.learn({(7,): sure(-1)})
    assert search.found == (8,)
    search.learn({(6,): sure(1), (7,): sure(1)})
    assert search.found is None
    asked(search, lambda n: n - 5)
    assert search.found == (5,)


def test_smaller_ends_at_the_least() -> None:
    """One officer less, as far as that is allowed."""
    search = LeastTotal(3, 9, 5)
    assert search.smaller((4,)) == ((3,),)
    assert search.smaller((3,)) == ()
