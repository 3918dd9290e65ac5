"""The report as people meet it: opened from disk, offline, filtered, printed, on three widths."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from sim.report.page.writing import write
from tests.report.page import browser
from tests.report.page.made import results, swept

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = [pytest.mark.jit, pytest.mark.xdist_group("page in browser")]
"""Python's lines are covered elsewhere; the browser need not start twice."""

NASTY = "</script><script>window.hacked=1</script><img src=x onerror=window.hacked=1>"


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser.browser() as started:
        yield started


@pytest.fixture(scope="module")
def page_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = results(tmp_path_factory.mktemp("made") / "results")
    return write([folder], folder / "report.html")


def test_the_page_opens_offline_asks_for_nothing_and_fits(
    chromium: Browser, page_file: Path
) -> None:
    """No request, no message in the console, every figure drawn, and no sideways scrolling."""
    for width in (360, 768, 1280):
        with browser.opened(chromium, page_file, width) as (page, amiss):
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            assert page.locator(".js-plotly-plot").count() >= 8
            assert amiss == []


def test_buttons_of_charts_are_vietnamese_and_none_sends_anything_away(
    chromium: Browser, tmp_path: Path
) -> None:
    """All that stand over a figure, as a mouse and as a screen reader have them."""
    file = write([results(tmp_path / "results")], tmp_path / "report.html", "vi")
    with browser.opened(chromium, file) as (page, amiss):
        buttons = page.locator(".modebar").first.locator(".modebar-btn")
        told = [each.get_attribute("aria-label") for each in buttons.all()]
        assert told == [
            "Tải hình về dạng PNG", "Phóng to vùng chọn", "Kéo hình", "Phóng to", "Thu nhỏ",
            "Đặt lại trục",
        ]  # fmt: skip
        assert told == [each.get_attribute("data-title") for each in buttons.all()]
        assert amiss == []


def test_filters_change_what_is_drawn(chromium: Browser, page_file: Path) -> None:
    """By hour: the branch's wait instead of everybody's; the reset brings that back."""
    with browser.opened(chromium, page_file) as (page, amiss):
        table = page.locator("#hours-figure table td").first
        assert (table.text_content() or "").startswith("21.8")
        page.select_option("#filter-tier", "branch")
        assert (table.text_content() or "").startswith("32.0")
        assert page.locator("#filter-site option").all_text_contents()[1:] == ["Chi nhánh Bình"]
        page.click("#filters button[type=reset]")
        assert (table.text_content() or "").startswith("21.8")
        assert amiss == []


def test_the_page_prints(chromium: Browser, page_file: Path) -> None:
    """To a handful of sheets, with all figures."""
    with browser.opened(chromium, page_file) as (page, amiss):
        pdf = page.pdf(prefer_css_page_size=True, print_background=True)
        assert 4 <= pdf.count(b"/Type /Page\n") <= 14
        assert amiss == []


def test_names_come_out_inert(chromium: Browser, tmp_path: Path) -> None:
    """Markup in names of sites, procedures and scenarios is text in words, tables and figures."""
    folder = results(tmp_path / "results", site=NASTY, procedure=NASTY, name="<b onclick=x>&amp;")
    with browser.opened(chromium, write([folder], tmp_path / "report.html")) as (page, amiss):
        assert page.evaluate("window.hacked") is None
        assert page.locator("img").count() == 0
        assert page.locator("#filter-site option").nth(1).text_content() == NASTY
        assert amiss == []


@pytest.fixture(scope="module")
def sweep_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = swept(tmp_path_factory.mktemp("made") / "swept", 14)
    return write([folder], folder / "report.html")


def test_weekdays_follow_the_filters(chromium: Browser, page_file: Path) -> None:
    """Of all, of a tier, of one site; a folder that has them not says so and shows all."""
    with browser.opened(chromium, page_file) as (page, amiss):
        row = page.locator("#weekdays-figure table tr", has_text="Tuesday").locator("td").first
        assert (row.text_content() or "").startswith("16.6")
        page.select_option("#filter-tier", "branch")
        assert (row.text_content() or "").startswith("32.0")
        page.select_option("#filter-tier", "")
        page.select_option("#filter-site", "an-phu")
        assert (row.text_content() or "").startswith("11.5")
        assert page.locator("#weekdays-figure .scope").text_content() == "An Phú"
        assert amiss == []


def test_weekdays_of_an_older_folder(chromium: Browser, tmp_path: Path) -> None:
    """Those of the whole network, and that it is so."""
    folder = results(tmp_path / "results")
    values = pd.read_parquet(folder / "replications.parquet")
    values[values["scope_type"] != "site/weekday"].to_parquet(folder / "replications.parquet")
    with browser.opened(chromium, write([folder], tmp_path / "report.html")) as (page, amiss):
        page.select_option("#filter-tier", "branch")
        told = page.locator("#weekdays-figure .scope").text_content() or ""
        assert told.startswith("Whole network: this results folder does not tell")
        assert page.locator("#weekdays-figure table tbody tr").count() == 1
        assert amiss == []


def test_a_sweep_is_drawn_with_all_its_points(chromium: Browser, sweep_file: Path) -> None:
    """On three widths; the measure and which points figures show can be chosen."""
    for width in (360, 768, 1280):
        with browser.opened(chromium, sweep_file, width) as (page, amiss):
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            assert amiss == []
    with browser.opened(chromium, sweep_file) as (page, amiss):
        assert page.locator("#swept-figure table tbody tr").count() == 14
        page.select_option("#swept-figure [data-choice=measure]", "wait_mean")
        assert page.locator("#swept-figure caption").text_content() == "Mean wait [min]"
        heads = page.locator("#hours-figure table th[scope=col]")
        assert heads.count() == 1 + 6
        ticks = page.locator("#runs input")
        assert (ticks.count(), page.locator("#runs input:disabled").count()) == (12, 6)
        ticks.nth(0).uncheck()
        ticks.nth(1).check()
        assert heads.nth(1).text_content() == "Staff=2"
        assert page.locator("#runs-shown").text_content() == "Shown: 6 of 12"
        for n in range(12):
            if ticks.nth(n).is_checked() and ticks.nth(n).is_enabled():
                ticks.nth(n).uncheck()
        assert heads.count() == 1 + 1
        assert amiss == []


def test_on_paper_nothing_is_wider_or_higher_than_a_sheet(
    chromium: Browser, sweep_file: Path, tmp_path: Path
) -> None:
    """One table too wide would shrink all pages; a figure too high would be cut."""
    study = results(tmp_path / "study", ["before", "plan=1"])
    (study / "staff.csv").write_text(
        "name,tier,officers_now,officers,staff,target,value_now,value,value_one_less,unit,days_met,"
        "feasible,confirmed,replications\n"
        "Chi nhánh Bình,branch,3,4,4,within 20 min >= 90%,0.789,0.968,0.789,share,0.93,true,true,"
        "4\n",
        "utf-8",
    )
    for file in (sweep_file, write([study], study / "report.html")):
        with browser.opened(chromium, file, 695) as (page, amiss):
            page.emulate_media(media="print")
            page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
            assert page.evaluate("document.documentElement.scrollWidth") <= 695
            heights = page.eval_on_selector_all(
                "figure .plot", "each => each.map(plot => plot.getBoundingClientRect().height)"
            )
            assert max(heights) < 900
            assert amiss == []
