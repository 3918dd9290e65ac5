"""The way until it is clear: what is decided, in what order, with how many replications."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from sim.errors import UsageError
from sim.measures.scopes import ScopeType
from sim.model.check import Tolerance
from sim.studies.clear import study
from sim.studies.clear.decisions import Decision, Verdict
from sim.studies.clear.pairs import family
from sim.studies.clear.study import Cleared, Question, next_look, until_clear
from sim.studies.clear.zones import HEADLINE
from sim.studies.experiment import Settings
from tests.studies.clear.offices import Desk, Office, steady, wobbling

ZONES = {"wait_mean": Tolerance(amount=1.0)}


def clear(
    monkeypatch: pytest.MonkeyPatch, offices: Sequence[Office], question: Question,
    stop: tuple[str, int] = ("", 0), first: int = 20,
) -> tuple[Cleared, Desk]:  # fmt: skip
    """Play a comparison of offices that nobody simulates."""
    desk, sink = Desk(offices, stop), None
    monkeypatch.setattr(study, "compare", desk.compare)
    monkeypatch.setattr(study, "further", desk.further)
    pairs: Any = [(each.label, None) for each in offices]
    asked: Any = sink
    return until_clear(pairs, question, Settings(replications=first), asked), desk


def verdicts(found: Cleared) -> dict[tuple[str, str], Decision]:
    """By scenario and part."""
    return {(each.label, each.scope): each for each in found.decisions}


def test_each_kind_of_difference_gets_its_verdict(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lower, higher, none that matters, certain ones, blank ones, and sites of one alone."""
    base = Office("base", {
        "a": wobbling(10, 2), "b": wobbling(5, 2), "c": steady(7), "d": steady(7), "e": None,
        "f": wobbling(3, 1), "gone": steady(1),
    })  # fmt: skip
    new = Office("new", {
        "a": wobbling(6, 2, seed=2), "b": wobbling(9, 2, seed=2), "c": steady(7.9),
        "d": steady(9), "e": steady(3), "f": wobbling(3, 1), "opened": steady(2),
    })  # fmt: skip
    found, _ = clear(monkeypatch, [base, new], Question(zones=ZONES))
    said = {scope: each.verdict for (_, scope), each in verdicts(found).items()}
    assert said == {
        "all": Verdict.LOWER, "point": Verdict.LOWER, "a": Verdict.LOWER, "b": Verdict.HIGHER,
        "c": Verdict.SAME, "d": Verdict.HIGHER, "e": Verdict.BLANK, "f": Verdict.SAME,
    }  # fmt: skip
    (of,) = found.families
    assert (of.only_new, of.only_base) == (("opened",), ("gone",))
    same = verdicts(found)["new", "f"]
    assert (same.difference, same.low, same.high, same.replications) == (0, 0, 0, 20)


def test_only_what_is_open_gets_more_replications(monkeypatch: pytest.MonkeyPatch) -> None:
    """The base goes on with the one that is open; what was decided keeps its number."""
    base = Office("base", {"a": wobbling(10, 3), "b": steady(1)})
    easy = Office("easy", {"a": wobbling(30, 3, seed=4), "b": steady(1)})
    hard = Office("hard", {"a": wobbling(10, 3, seed=3), "b": steady(1)})
    found, desk = clear(monkeypatch, [base, easy, hard], Question(zones=ZONES))
    assert {label for label, _ in desk.asked} == {"base", "hard"}
    assert [len(run.tallies) for run in found.runs] == [found.looks[-1], 20, found.looks[-1]]
    assert found.looks[:3] == (20, 24, 28)
    told = verdicts(found)
    assert told["easy", "all"].replications == told["hard", "b"].replications == 20
    assert told["hard", "all"].verdict is Verdict.SAME
    assert told["hard", "all"].replications == found.looks[-1] > 60


def test_what_stays_open_at_the_cap_is_told_with_what_it_would_take(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    base = Office("base", {"a": wobbling(10, 3)})
    new = Office("new", {"a": wobbling(10, 3, seed=2)})
    found, _ = clear(monkeypatch, [base, new], Question(zones=ZONES, most=30))
    assert found.looks == (20, 24, 28, 30)
    (only,) = found.decisions
    assert (only.verdict, only.scope, only.replications) == (Verdict.OPEN, "all", 30)
    whole, _ = clear(monkeypatch, [base, new], Question(zones=ZONES))
    decided_with = whole.decisions[0].replications
    assert 0.5 < only.needed / decided_with < 2


def test_an_interrupt_keeps_what_was_decided(monkeypatch: pytest.MonkeyPatch) -> None:
    """No look is made at a part of the replications it was meant for."""
    base = Office("base", {"a": wobbling(10, 3), "b": steady(1)})
    new = Office("new", {"a": wobbling(10, 3, seed=2), "b": steady(9)})
    question = Question(zones=ZONES, best="wait_mean")
    found, _ = clear(monkeypatch, [base, new], question, ("new", 26))
    assert found.looks == (20, 24)
    assert [len(run.tallies) for run in found.runs] == [28, 26]
    told = verdicts(found)
    assert told["new", "b"].verdict is Verdict.HIGHER
    assert told["new", "all"].verdict is Verdict.OPEN
    assert found.runs[1].interrupted


def test_an_interrupt_before_the_first_look_decides_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    base = Office("base", {"a": steady(1)}, interrupted=True)
    found, _ = clear(monkeypatch, [base, base], Question(zones=ZONES))
    assert (found.looks, found.decisions, found.best) == ((), (), None)


def test_the_best_alone_asks_only_those_who_are_left(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who is out gets no more; nothing is decided about differences."""
    offices = [
        Office("bad", {"a": wobbling(30, 4)}),
        Office("good", {"a": wobbling(9, 4, seed=2)}),
        Office("nearly", {"a": wobbling(10, 4, seed=3)}),
    ]
    question = Question(zones=ZONES, differences=False, best="wait_mean")
    found, desk = clear(monkeypatch, offices, question)
    assert not found.decisions
    assert not found.families
    assert {label for label, _ in desk.asked} == {"good", "nearly"}
    best = found.best
    assert best is not None
    assert best.error == 0.05
    assert best.selection.winner == 1
    assert best.selection.out_at[0] == 20 < best.selection.at
    assert best.means[1] == pytest.approx(9, abs=1)


def test_of_shares_the_most_is_best_and_both_questions_share_the_error(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """More of the measure wins where more is better; each question has half of the error."""
    offices = [Office("low", {"a": steady(1)}), Office("high", {"a": steady(9)})]
    monkeypatch.setattr(study, "better", lambda _: 1)
    found, desk = clear(monkeypatch, offices, Question(zones=ZONES, best="wait_mean"))
    assert found.best is not None
    assert found.best.selection.winner == 1
    assert found.best.error == 0.025
    assert not desk.asked


def test_a_measure_that_a_scenario_has_not_cannot_be_the_best(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    offices = [Office("base", {"a": steady(1)}), Office("empty", {"a": None})]
    with pytest.raises(UsageError, match=r"--best wait_mean: empty has no such measure"):
        clear(monkeypatch, offices, Question(zones=ZONES, differences=False, best="wait_mean"))


def test_dossiers_count_only_where_both_have_units_and_parts_as_asked() -> None:
    """The family is known before anything is run."""
    kinds = frozenset({ScopeType.NETWORK, ScopeType.TIER})
    base: Any = Office("base", {"a": steady(1), "b": steady(1)})
    new: Any = Office("new", {"a": steady(1), "b": steady(1)}, units=("unit",))
    counters = ("wait_mean", "within_target_share", "abandoned_share", "served_per_day")
    found = family(new, base, tuple(HEADLINE), kinds)
    assert found.kpis == (*counters, "utilisation")
    assert len(found) == 2 * 5
    both = family(new, new, tuple(HEADLINE), kinds | {ScopeType.SITE})
    assert len(both) == 4 * 7


def test_one_office_is_not_told_three_times() -> None:
    """It is the network, its tier and its site at once."""
    one: Any = Office("one", {"a": steady(1)})
    assert [scope.scope for scope in family(one, one, ("wait_mean",), set(ScopeType)).scopes] == [
        "all"
    ]


@pytest.mark.parametrize(("n", "after"), [(20, 24), (30, 36), (100, 120), (990, 1000)])
def test_looks_are_a_fifth_apart(n: int, after: int) -> None:
    assert next_look(n, 1000) == after
