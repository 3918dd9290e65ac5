"""The picture of a budget: a line for each site, and what one more is worth there."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from sim.report.budget import BudgetReport
from sim.report.figures import budget as figure
from sim.report.figures import style
from tests.report.test_budget import changed, report_of


@pytest.fixture(scope="module")
def report() -> BudgetReport:
    """Seven officers over three offices."""
    return report_of()


def words(drawn: Any) -> list[str]:
    """Everything written into a panel or around it."""
    found = [text.get_text() for text in drawn.texts]
    for axes in drawn.axes:
        found += [text.get_text() for text in axes.texts]
        found += [label.get_text() for label in axes.get_yticklabels()]
        found.append(axes.get_xlabel())
    for legend in drawn.legends:
        found += [text.get_text() for text in legend.get_texts()]
    return found


def test_officers_and_the_worth_of_one_more_stand_side_by_side(report: BudgetReport) -> None:
    with style.applied():
        told = words(figure.draw(report, "en"))
    assert "Where 7 officers save most: Three offices" in told
    assert {"Nơi A", "Nơi B", "Nơi C", "4 (+2)"} <= set(told)
    assert "worth of one more, where the bounds allow none" in told
    assert "What one more officer would save [h/day]" in told


def test_where_no_bound_binds_none_is_in_the_legend(report: BudgetReport) -> None:
    """Also drawn where intervals are not known."""
    nan = float("nan")
    free = tuple(
        replace(
            site,
            limits=replace(site.limits, most=99),
            one_more=replace(site.one_more, high=nan, low=nan),
        )
        for site in report.spread.sites
    )
    with style.applied():
        told = words(figure.draw(changed(report, sites=free), "vi"))
    assert "giá trị thêm một, khi giới hạn không cho" not in told


def test_only_the_sites_where_most_happens_are_drawn(report: BudgetReport) -> None:
    one = report.spread.sites[0]
    many = tuple(replace(one, id=f"s{n}") for n in range(50))
    assert len(figure.shown(changed(report, sites=many))) == figure.MOST


def test_the_picture_is_written(report: BudgetReport, tmp_path: Path) -> None:
    assert figure.write(tmp_path, report).read_bytes().startswith(b"\x89PNG")
