"""All pages in a real browser, among scenarios and results of people who mean no good."""

from __future__ import annotations

import re
import shutil
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import TimeoutError

from sim.app import phrases
from sim.app.screen import PAGES
from sim.errors import visible
from sim.report.app_words import APP
from sim.report.words import LANGS, Lang, say
from tests.app.hostile import MARK, SHORT, WILD, compared, studied, unfinished, written
from tests.app.server import served
from tests.report.page.browser import browser
from tests.report.page.made import results

if TYPE_CHECKING:
    from playwright.sync_api import Page

LONG = 120_000
"""Milliseconds that a busy machine may take."""
INJECTED = (
    "img[src=x], a[href^=javascript], [src*=evil], [href*=evil], .katex, [onerror], i, main b"
)
"""What a browser would make of the names; nothing of the app's own is so."""
KINDS = ("staff", "sweep", "verify")


def _rest(page: Page) -> None:
    page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for(timeout=LONG)


def _is_fine(page: Page) -> None:
    """Wait until the page has come to rest, and see that nothing of others came to life."""
    _rest(page)
    assert page.evaluate(f"window.{MARK}") is None
    found = page.locator(INJECTED)
    assert found.count() == 0, found.first.evaluate("each => each.outerHTML")
    scripts = page.locator("[data-testid=stMain] script").all_text_contents()
    assert {each.encode() for each in scripts} <= set(phrases.scripts())
    assert page.get_by_test_id("stException").count() == 0
    text = page.locator("body").inner_text()
    assert not re.search("[\u202e\x1b\u2028]", text)


def _open(page: Page, address: str, key: str, lang: Lang, more: str = "") -> None:
    page.goto(f"{address}/?page={key}&lang={lang}{more}")
    page.get_by_role("heading", level=1, name=say(APP, key, lang), exact=True).wait_for()
    _rest(page)


def _unfold(page: Page) -> None:
    """Show the choices of the first list on the page."""
    box = page.get_by_role("combobox").first
    for _ in range(10):  # a page that scrolls to the list shuts it
        box.scroll_into_view_if_needed()
        box.press("ArrowDown")
        with suppress(TimeoutError):
            page.get_by_role("option").first.wait_for(timeout=3_000)
            return
    raise AssertionError("the list does not open")


def _choose(page: Page) -> None:
    """Choose the scenario of others; it is shown by the name that it gives itself, cut."""
    _unfold(page)
    page.get_by_role("option").filter(has_text="<img src=x").first.click()
    _rest(page)


@pytest.mark.slow
@pytest.mark.jit
def test_nothing_of_others_comes_to_life_on_any_page(tmp_path: Path) -> None:
    root, own = tmp_path / "results", tmp_path / "own"
    root.mkdir()
    own.mkdir()
    written(own)
    compared(root / WILD)
    for kind in KINDS:
        studied(root / f"{WILD}{kind}", kind)
    unfinished(root)
    framed = results(tmp_path / "framed")
    (framed / "report.html").write_text(
        f"<html><head></head><body><p>whole</p><script>parent.parent.{MARK}=1</script>{SHORT}",
        "utf-8",
    )
    shutil.move(framed, root / "framed")
    amiss: list[str] = []
    with served(root, "--scenarios", str(own)) as server, browser() as chromium:
        page = chromium.new_page(viewport={"width": 1280, "height": 900})
        page.set_default_timeout(LONG)
        mine = (f"{server.address}/", "data:", "blob:", "about:")
        page.on("request", lambda told: told.url.startswith(mine) or amiss.append(told.url))
        page.on("dialog", lambda told: (amiss.append(told.message), told.dismiss()))
        page.on("popup", lambda told: amiss.append(told.url))
        for lang in LANGS:
            for key in PAGES:
                _open(page, server.address, key, lang)
                if key in ("site", "plan", "staff"):
                    _choose(page)
                _is_fine(page)
                for each in page.get_by_test_id("stExpander").all():
                    each.locator("summary").click()
                _is_fine(page)
            names = page.get_by_role("option")
            _unfold(page)
            count = names.count()
            assert count == len(KINDS) + 2
            assert visible("\u202e") in page.get_by_role("listbox").inner_text()
            page.keyboard.press("Escape")
            for n in range(count):
                _unfold(page)
                names.nth(n).click()
                _is_fine(page)
        _open(page, server.address, "results", "en", "&folder=framed")
        page.get_by_text("Open the report here").click()
        report = page.frame_locator("iframe[data-testid=stIFrame]").frame_locator("iframe")
        report.get_by_text("whole").wait_for()
        assert page.evaluate(f"window.{MARK}") is None
        assert amiss == []
