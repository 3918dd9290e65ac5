"""A comparison as a planner makes it: a real server, a real browser, both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Page

from sim.report.page.writing import write
from tests.app.server import served
from tests.report.page.browser import browser
from tests.report.page.made import results

LONG = 300_000
"""Milliseconds: the first simulation of a checkout is compiled before it runs."""


@contextmanager
def _page(root: Path, query: str) -> Iterator[tuple[Page, list[str]]]:
    """A page of the app, and what it asked other addresses for."""
    with served(root) as server, browser() as chromium:
        address = f"{server.address}/"
        page = chromium.new_page(viewport={"width": 1280, "height": 1000})
        strange: list[str] = []
        own = (address, "data:", "blob:", "about:")
        page.on("request", lambda each: each.url.startswith(own) or strange.append(each.url))
        page.goto(f"{address}?{query}")
        yield page, strange


def _choose(page: Page, name: str) -> None:
    box = page.get_by_role("combobox", name=re.compile("Scenarios|kịch bản"))
    box.fill(name)
    page.get_by_role("option", name=name).first.click()


@pytest.mark.slow
def test_two_scenarios_are_compared_and_told_in_both_languages(tmp_path: Path) -> None:
    with _page(tmp_path, "page=compare") as (page, strange):
        box = page.get_by_role("combobox", name="Scenarios")
        box.wait_for(timeout=LONG)
        for _ in range(3):
            box.press("Backspace")
        page.get_by_text("Phase I (phase-1)").wait_for(state="detached", timeout=LONG)
        _choose(page, "(two-desks)")
        _choose(page, "(one-branch)")
        page.keyboard.press("Escape")
        slider = page.get_by_role("slider").first
        slider.focus()
        for _ in range(7):
            slider.press("ArrowLeft")
        page.get_by_role("button", name="Compare", exact=True).click()
        page.get_by_role("heading", name="One branch cuts the mean wait").wait_for(timeout=LONG)
        page.get_by_role("table").first.get_by_text("Mean wait [min]").wait_for(timeout=LONG)
        page.locator("canvas, svg.marks").first.wait_for(timeout=LONG)
        page.get_by_text("Tiếng Việt").click()
        heading = page.get_by_role("heading", name="One branch giảm thời gian chờ trung bình")
        heading.wait_for(timeout=LONG)
        assert strange == []


@pytest.mark.slow
def test_a_report_opened_in_the_app_draws_and_cannot_reach_it(tmp_path: Path) -> None:
    write([results(tmp_path / "a")], tmp_path / "a" / "report.html")
    with _page(tmp_path, "page=results&folder=a") as (page, strange):
        page.get_by_text("Open the report here").click(timeout=LONG)
        report = page.frame_locator("iframe[data-testid=stIFrame]").frame_locator("iframe")
        report.locator("html[data-ready=yes]").wait_for(timeout=LONG)
        reached = report.locator("body").evaluate(
            "() => { try { return parent.parent.document.title } catch { return 'shut' } }"
        )
        assert reached == "shut"
        report.get_by_role("link", name="Provenance").click()
        report.get_by_role("heading", name="Provenance").wait_for(timeout=LONG)
        assert strange == []


@pytest.mark.slow
def test_scripts_of_a_report_of_others_do_not_run(tmp_path: Path) -> None:
    folder = results(tmp_path / "a")
    (folder / "report.html").write_text(
        "<!doctype html><html><head></head><body><p id=out>nothing ran</p><p>whole</p>"
        "<script>out.textContent = 'ran'; fetch('http://192.0.2.1/x')</script>"
        "<img src='data:,' onerror=\"out.textContent = 'ran'\"></body></html>",
        "utf-8",
    )
    with _page(tmp_path, "page=results&folder=a") as (page, strange):
        page.get_by_text("Open the report here").click(timeout=LONG)
        report = page.frame_locator("iframe[data-testid=stIFrame]").frame_locator("iframe")
        report.get_by_text("whole").wait_for(timeout=LONG)
        assert report.locator("#out").inner_text() == "nothing ran"
        assert strange == []
