"""What-if as two planners have it at once: a real server, a real browser, a window for each."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.app.server import served
from tests.report.page.browser import browser

if TYPE_CHECKING:
    from playwright.sync_api import Page

LONG = 300_000
"""Milliseconds that an answer may take, where kernels are compiled first."""


def _choose(page: Page, label: str, value: str) -> None:
    page.get_by_role("combobox", name=label, exact=True).first.click()
    page.keyboard.type(value)
    page.keyboard.press("Enter")


def _at_two_desks(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_text("What if at a site").click(timeout=LONG)
    page.get_by_text("Nothing is changed yet").wait_for(timeout=LONG)
    _choose(page, "Scenario", "Two desks and a generalist (two-desks)")
    page.get_by_text("Officers: land desk").wait_for(timeout=LONG)


@pytest.mark.jit
@pytest.mark.slow
def test_planners_at_once_in_two_languages(tmp_path: Path) -> None:
    with served(tmp_path) as server, browser() as chromium:
        one, other = (chromium.new_context().new_page() for _ in range(2))
        for page in (one, other):
            _at_two_desks(page, server.address)
        for page, moves in ((one, "ArrowRight"), (other, "ArrowLeft")):
            slider = page.get_by_role("slider").first
            slider.focus()
            slider.press(moves)
        one.get_by_text("The mean wait falls").wait_for(timeout=LONG)
        other.get_by_text("The mean wait rises").wait_for(timeout=LONG)
        other.get_by_text("Tiếng Việt").click()
        other.get_by_text("Thời gian chờ trung bình tăng").wait_for(timeout=LONG)
        # The other window took nothing of it, and its slider is where it was.
        assert one.get_by_text("The mean wait falls").is_visible()
        one.get_by_role("button", name="Keep this variant").click(timeout=LONG)
        one.get_by_text("Variants side by side").wait_for(timeout=LONG)
        _choose(one, "Opening hours", "Other")
        one.get_by_label("Saturday", exact=True).fill("morning")
        one.get_by_label("Saturday", exact=True).press("Enter")
        one.get_by_text("Saturday: morning cannot be read as hours").wait_for(timeout=LONG)
