"""The least staff as it is shown: tables, rows, workbook, figure, in both languages."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from sim.report import staff, staff_book
from sim.report.figures import staff as figure
from sim.report.figures import style
from sim.report.staff import StaffReport, render
from sim.report.staff_table import as_json, frame, overlay, parts
from sim.report.staff_words import STAFF
from sim.report.text import as_text
from sim.report.words import LANGS, Lang
from sim.studies.staffing.least import Findings, SiteFinding
from tests.studies.staffing.counters import counters, found

GOAL = "within 20 min >= 90%"


@cache
def findings() -> Findings:
    """Of two small sites."""
    return found(counters(), GOAL, replications=3)


def report(
    change: Callable[[SiteFinding], SiteFinding] | None = None, **changes: Any
) -> StaffReport:
    """A report of these, with something changed at the point."""
    base = findings()
    sites = tuple(change(each) if change and each.site == "point" else each for each in base.sites)
    return StaffReport(findings=replace(base, sites=sites, **changes))


def text(of: StaffReport, lang: Lang = "en") -> str:
    """As printed, in one line."""
    return " ".join(as_text(render(of, lang)).split())


def test_the_table_has_totals_by_tier_and_a_row_for_each_site() -> None:
    """What there is, what it takes, and what one less would do."""
    shown = text(report())
    officers = {each.site: each.officers for each in findings().sites}
    assert "Officers and staff by tier" in shown
    total = sum(officers.values())
    assert f"All 2 4 {total} +{total - 4} 5 {total + 1}" in shown
    assert f"branch 3 {officers['branch']} {officers['branch'] + 1}" in shown
    assert "within 1 point, and one less does not beat it" in shown


@pytest.mark.parametrize("lang", LANGS)
def test_every_word_is_there_in_both_languages(lang: Lang) -> None:
    """Nothing untranslated, and Vietnamese writes its numbers its own way."""
    shown = text(report(), lang)
    assert "{" not in shown
    assert ("Cần" in shown or "công chức" in shown) == (lang == "vi")
    assert all(each.vi != each.en for each in STAFF.values())


def test_several_targets_name_the_one_kept_worst() -> None:
    """And the tolerance is told for shares and waits."""
    both = StaffReport(findings=found(counters(), GOAL, "mean wait <= 15 min", replications=3))
    shown = text(both)
    assert "1 point, or 5 % of a wait" in shown
    assert "within 20 min ≥ 90 %; mean wait ≤ 15 min" in shown
    assert staff.delta_text(both, "en") == "1 point, or 5 % of a wait"


def test_what_is_open_or_cannot_be_is_said_below_the_table() -> None:
    """Each in a sentence that names the site."""

    def unclear(each: SiteFinding) -> SiteFinding:
        return replace(each, claim=replace(each.claim, confirmed=False))

    assert "Not settled within" in text(report(unclear))

    def bound(each: SiteFinding) -> SiteFinding:
        return replace(each, feasible=False, needed=9, officers=2)

    assert "point: within 20 min ≥ 90 % cannot be met within the bounds. 2 officers" in text(
        report(bound)
    )

    def never(each: SiteFinding) -> SiteFinding:
        return replace(each, feasible=False, needed=None)

    assert "point: within 20 min ≥ 90 % is not met with any number" in text(report(never))


def test_long_tables_leave_out_what_keeps_its_officers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Points alone, and says so."""
    monkeypatch.setattr(staff, "PRINTED", 1)

    def same(each: SiteFinding) -> SiteFinding:
        clear = replace(each.claim, confirmed=True, smaller=())
        return replace(each, current=each.officers, claim=clear)

    kept = report(same)
    (point,) = [each for each in kept.sites if each.site == "point"]
    shown = text(kept)
    if not staff.mark(point):
        assert "1 more sites, which keep what they have" in shown
    assert "branch" in shown


def test_joined_and_free_and_untargeted_are_said() -> None:
    """What to mind when reading."""
    base = findings()
    way = replace(base.way, free=True)
    shown = text(
        StaffReport(findings=replace(base, way=way, are_joined=True, sites=base.sites[:1]))
    )
    assert "Sites feel each other through back offices" in shown
    assert "Bounds of the policy are left aside" in shown
    assert "No target is for 1 sites" in shown


@pytest.mark.parametrize("per", ["group", "interval"])
def test_groups_and_half_hours_are_listed(per: str, tmp_path: Path) -> None:
    """In the table, the rows, the workbook, the figure and the plan."""
    base = findings()
    way = replace(base.way, per=per)
    if per == "group":
        staffing = {"branch": (2, 3, 1), "point": (4,)}
    else:
        staffing = {"branch": (4, 4, 5, 3, 3, 3, 3), "point": (2, 3, 3, 2, 2, 2, 2)}
    sites = tuple(
        replace(
            each, staffing=staffing[each.site], claim=replace(each.claim, smaller=(), larger=None)
        )
        for each in base.sites
    )
    shown = StaffReport(findings=replace(base, way=way, sites=sites))
    told = dict(parts(shown, next(e for e in shown.sites if e.site == "branch")))
    if per == "group":
        assert told == {"land": 2, "papers": 3, "all": 1}
    else:
        assert told == {"08:00": 4, "09:00": 5, "09:30": 3}
    key = "groups" if per == "group" else "half_hours"
    (branch, _) = json.loads(as_json(shown))["sites"]
    assert branch[key] == told
    assert "; ".join(f"{name} {n}" for name, n in told.items()) == frame(shown)["parts"][0]
    assert "officers:" in overlay(shown, "base.yaml")
    assert ', nhân sự ít nhất"' in overlay(shown, "base.yaml", "vi")
    printed = text(shown)
    assert all(f"{name}: {n}" in printed for name, n in told.items())
    staff_book.write(tmp_path / "staff.xlsx", shown)
    book = load_workbook(tmp_path / "staff.xlsx")
    assert book["Groups and half-hours"].max_row == 1 + sum(
        len(parts(shown, e)) for e in shown.sites
    )
    assert figure.write(tmp_path, shown).stat().st_size > 10_000


def test_the_figure_has_a_row_for_each_site() -> None:
    """And a sign of its own for what cannot be met."""

    def bound(each: SiteFinding) -> SiteFinding:
        return replace(each, feasible=False, needed=9)

    with style.applied():
        drawn = figure.draw(report(bound), "vi")
        (axes,) = drawn.axes
        names = {tick.get_text() for tick in axes.get_yticklabels()}
        assert names == {"branch", "point"}
        signs = [each.get_text() for each in drawn.legends[0].get_texts()]
        assert len(signs) == 3


def test_many_points_stand_in_two_columns() -> None:
    """As in a province."""
    base = findings()
    point = next(each for each in base.sites if each.site == "point")
    spec = base.way.scenario.sites["point"]
    more = {f"p{n:02}": spec.model_copy(update={"name": f"P{n}"}) for n in range(40)}
    scenario = base.way.scenario.model_copy(update={"sites": base.way.scenario.sites | more})
    sites = (*base.sites, *(replace(point, site=id_) for id_ in more))
    current = dict(base.current) | dict.fromkeys(more, base.current["point"])
    way = replace(base.way, scenario=scenario)
    large = StaffReport(findings=replace(base, way=way, sites=sites, current=current))
    with style.applied():
        drawn = figure.draw(large, "en")
        assert len(drawn.axes) == 2
        shown = sum(len(axes.get_yticks()) for axes in drawn.axes)
        assert shown == 42


def test_names_that_occur_twice_have_the_id_behind() -> None:
    """So that no two rows are called the same."""
    base = findings()
    named = {
        id_: site.model_copy(update={"name": "Hall"})
        for id_, site in base.way.scenario.sites.items()
    }
    way = replace(base.way, scenario=base.way.scenario.model_copy(update={"sites": named}))
    assert set(report(way=way).names.values()) == {"Hall (branch)", "Hall (point)"}
