"""What a comparison decided, as it is printed and as rows and sheets."""

from __future__ import annotations

from dataclasses import replace
from math import inf, nan
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from openpyxl import Workbook, load_workbook

from sim.measures.scopes import ScopeType
from sim.model.check import Tolerance
from sim.report.clear import render
from sim.report.clear_table import add_sheets, best_frame, frame
from sim.report.text import WIDTH, as_text
from sim.studies.clear.decisions import Decision, Verdict
from sim.studies.clear.selection import Selection
from sim.studies.clear.study import Best, Cleared, Question

NAMES = {"network/all": "Whole network", "site/a": "=Dĩ An", "site/b": "Thuận An"}


def decision(scope: str, kpi: str, verdict: Verdict, *figures: float, **more: Any) -> Decision:
    """Figures are the difference, both ends and the zone."""
    kind = ScopeType.NETWORK if scope == "all" else ScopeType.SITE
    difference, low, high, zone = figures
    return Decision(
        label="new", scope_type=kind, scope=scope, kpi=kpi, zone=zone, difference=difference,
        low=low, high=high, verdict=verdict, **{"replications": 20, **more},
    )  # fmt: skip


DECISIONS = (
    decision("all", "wait_mean", Verdict.LOWER, -7.0, -7.8, -6.3, 1.0),
    decision("all", "within_target_share", Verdict.SAME, 0.002, -0.004, 0.008, 0.01),
    decision("all", "turnaround_mean", Verdict.BLANK, nan, nan, nan, 0.25),
    decision("a", "wait_mean", Verdict.HIGHER, 3.0, 2.0, 4.0, 1.0),
    decision("b", "wait_mean", Verdict.OPEN, 0.5, -0.2, 1.2, 1.0, replications=1000, needed=1234.0),
    decision("a", "utilisation", Verdict.LOWER, -0.1, -0.12, -0.08, 0.01),
    decision("b", "utilisation", Verdict.OPEN, 0.0, -inf, inf, 0.01, needed=nan),
)
BEST = Best(
    kpi="wait_mean", labels=("base", "new"), zone=1.0, means=(9.5, 2.5), error=0.025,
    selection=Selection(
        alive=np.array([False, True]), out_at=(20, 0), winner=1, at=20, latest=20.0
    ),
)  # fmt: skip
CONTESTED = replace(
    BEST,
    selection=Selection(
        alive=np.array([True, True]), out_at=(0, 0), winner=None, at=40, latest=61.7
    ),
)


def cleared(decisions: tuple[Decision, ...] = DECISIONS, **more: Any) -> Cleared:
    """Of two scenarios."""
    runs: Any = (
        SimpleNamespace(label="base", interrupted=False),
        SimpleNamespace(label="new", interrupted=False),
    )
    families: Any = (SimpleNamespace(label="new", only_new=("c", "d"), only_base=()),)
    question = Question(zones={"wait_mean": Tolerance(amount=1.0)}, best="wait_mean")
    given: dict[str, Any] = {
        "runs": runs, "question": question, "first": 20, "families": families,
        "decisions": decisions, "best": BEST, "looks": (20, 24, 1000), **more,
    }  # fmt: skip
    return Cleared(**given)


def shown(found: Cleared) -> Any:
    """The results as far as these tables read them."""
    titles = {"base": "Before", "new": "After"}
    return SimpleNamespace(
        runs=found.runs, currency="",
        title=lambda run, _: titles[run.label],
        name=lambda kind, scope, _: NAMES[f"{kind}/{scope}"],
    )  # fmt: skip


def printed(found: Cleared, lang: Any = "en") -> str:
    """As on the screen, in one line where it is folded."""
    text = as_text(render(found, shown(found), lang))
    assert max(map(len, text.splitlines())) <= WIDTH
    return " ".join(text.split())


def test_the_network_is_told_decision_by_decision() -> None:
    """Difference, interval, what does not matter, the word, and with how many replications."""
    text = printed(cleared())
    assert "each scenario against Before" in text
    assert "20 at first, at most 1000, 3 looks. With 97.5 % at least" in text
    assert "Mean wait [min] −7.0 −7.8 to −6.3 ± 1 min lower: better 20" in text
    assert "+0.2 −0.4 to +0.8 ± 1 point none that matters 20" in text
    assert "– – ± 0.25 working days nothing to compare" in text


def test_sites_are_counted_and_the_open_ones_named() -> None:
    """By whether they gained; what has no good side, by lower and higher."""
    text = printed(cleared())
    assert "decisions site by site (2)" in text
    assert "Measure Worse Lower Open" in text
    assert "Mean wait [min] 1 – 1" in text
    assert "Utilisation [%] – 1 1" in text
    assert "Open at 1000 replications: 2 of 6 decisions" in text
    assert "Thuận An Mean wait [min] +0.5 −0.2 to +1.2 ± 1 min 1,200" in text
    assert "Utilisation [%] 0.0 ? to ? ± 1 point –" in text
    assert "Sites in After alone: 2; in Before alone: 0." in text


def test_nothing_open_is_said() -> None:
    assert "Nothing stayed open: 2 decisions." in printed(cleared(DECISIONS[:3]))


def test_the_best_comes_with_its_guarantee() -> None:
    text = printed(cleared())
    assert "Before 9.5 20 After 2.5 best" in text
    assert "Best: After, 2.5 min, known with 20 replications." in text
    assert "better than every other by 1 min or more, it is this one with 97.5 % at least" in text


def test_no_winner_says_who_is_left_and_what_it_takes() -> None:
    text = printed(cleared(best=CONTESTED, families=(), decisions=()))
    assert "No winner in 40 replications; still in: Before, After. It takes 62 at most." in text
    assert "What is decided" not in text


@pytest.mark.parametrize(("looks", "said"), [((), "before the first look at 20"), ((20,), "at 20")])
def test_an_interrupt_is_told(looks: tuple[int, ...], said: str) -> None:
    runs: Any = (
        SimpleNamespace(label="base", interrupted=False),
        SimpleNamespace(label="new", interrupted=True),
    )
    text = printed(cleared(runs=runs, looks=looks))
    assert said in text
    assert "Interrupted" in text


def test_vietnamese_says_it_all() -> None:
    text = printed(cleared(), "vi")
    assert "từng kịch bản so với Before" in text
    assert "−7,8 đến −6,3 ± 1 phút thấp hơn: tốt hơn" in text
    assert "± 1 điểm %" in text
    assert "97,5 %" in text


def test_rows_leave_empty_what_is_nowhere() -> None:
    """Ends that are infinite would be no JSON."""
    rows = frame(cleared())
    assert list(rows["verdict"]) == [
        "lower", "no_difference", "blank", "higher", "open", "lower", "open",
    ]  # fmt: skip
    assert list(rows["gain"]) == ["better", "", "", "worse", "", "", ""]
    assert rows["low"].isna().tolist() == [False, False, True, False, False, False, True]
    assert set(rows["against"]) == {"base"}
    best = best_frame(BEST)
    assert list(best["standing"]) == ["out", "best"]
    assert list(best["replications"]) == [20, 20]
    assert list(best_frame(CONTESTED)["standing"]) == ["in", "in"]


@pytest.mark.parametrize("lang", ["en", "vi"])
def test_sheets_can_be_filtered_and_have_numbers(tmp_path: Path, lang: Any) -> None:
    """A row a decision, text that no spreadsheet takes for a formula, shares in per cent."""
    book, found = Workbook(write_only=True), cleared()
    add_sheets(book, found, shown(found), lang)
    book.save(tmp_path / "book.xlsx")
    decisions, best = load_workbook(tmp_path / "book.xlsx").worksheets
    assert decisions.max_row == 1 + len(DECISIONS)
    assert decisions.auto_filter.ref == "A1:L8"
    assert decisions["G2"].value == -7.0
    assert decisions["G3"].number_format == "0.00%"
    assert decisions["C5"].value == "=Dĩ An"
    assert decisions["C5"].data_type == "s"
    assert decisions["H8"].value is None
    assert [row[3].value for row in best.iter_rows(min_row=2)] == [9.5, 2.5]


def test_without_decisions_there_is_no_sheet_of_them() -> None:
    book, found = Workbook(write_only=True), cleared((), best=None)
    add_sheets(book, found, shown(found), "en")
    assert not book.worksheets
