"""The report as people meet it: opened from disk, offline, filtered, printed, on three widths."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sim.report.page.writing import write
from tests.report.page import browser
from tests.report.page.made import results

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
