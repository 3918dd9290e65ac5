"""The app as a planner has it: a real server and a real browser, among people who mean no good."""

from __future__ import annotations

import http.client
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sim.app.screen import PAGES
from sim.report.app_words import APP
from sim.report.words import say
from tests.app.hostile import BAD, MARK, SHORT, written
from tests.app.server import Server, served
from tests.report.page.browser import browser

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

LONG = 60_000
"""Milliseconds that a busy machine may take."""
OBEYED = "img[src=x], a[href^=javascript], [src*=evil], [href*=evil], .katex"
"""What a browser would make of the names."""

pytestmark = [pytest.mark.jit, pytest.mark.xdist_group("app in browser")]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """One browser for all."""
    with browser() as started:
        yield started


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server for all but its end, started in a folder that somebody has prepared."""
    place = tmp_path_factory.mktemp("app")
    for name in ("own", "results", "work/sim", "work/.streamlit", "work/static"):
        (place / name).mkdir(parents=True)
    written(place / "own")
    (place / "work" / "sim" / "__init__.py").write_text("raise SystemExit(99)", "utf-8")
    (place / "work" / ".streamlit" / "config.toml").write_text(
        '[server]\naddress = "0.0.0.0"\nbaseUrlPath = "elsewhere"\nenableStaticServing = true\n',
        "utf-8",
    )
    options = ("--scenarios", str(place / "own"), "--jobs", "1")
    with served(place / "results", *options, cwd=place / "work") as started:
        yield started


def _page(chromium: Browser, server: Server, amiss: list[str]) -> Page:
    """A page in a context of its own, and all that it asks of others or complains of."""
    page = chromium.new_context(viewport={"width": 1280, "height": 900}).new_page()
    page.set_default_timeout(LONG)
    own = (f"{server.address}/", "data:", "blob:")
    page.on("request", lambda told: told.url.startswith(own) or amiss.append(told.url))
    page.on("console", lambda told: told.type == "error" and amiss.append(told.text))
    page.on("pageerror", lambda error: amiss.append(str(error)))
    page.goto(server.address)
    page.get_by_role("heading", level=1).wait_for()
    return page


def _go(page: Page, key: str, lang: str = "en") -> None:
    """Choose a page, and wait for it."""
    name = say(APP, key, lang)  # type: ignore[arg-type]
    page.get_by_test_id("stSidebar").get_by_text(name, exact=True).click()
    page.get_by_role("heading", level=1, name=name, exact=True).wait_for()


def test_all_pages_in_both_languages_ask_nobody_else(chromium: Browser, server: Server) -> None:
    amiss: list[str] = []
    page = _page(chromium, server, amiss)
    for key in PAGES:
        _go(page, key)
    page.get_by_text("Tiếng Việt").click()
    for key in PAGES:
        _go(page, key, "vi")
        assert page.get_by_test_id("stException").count() == 0
    assert amiss == []
    page.context.close()


def test_names_of_others_are_shown_as_they_are_and_a_slider_moves_figures(
    chromium: Browser, server: Server
) -> None:
    amiss: list[str] = []
    page = _page(chromium, server, amiss)
    _go(page, "site")
    page.get_by_role("combobox").first.click()
    page.get_by_role("option").filter(has_text="<img src=x").first.click()
    page.locator("canvas, svg.marks").first.wait_for()
    page.get_by_text(SHORT).first.wait_for()
    assert page.get_by_role("combobox").nth(1).input_value() == BAD
    slider = page.get_by_role("slider").first
    slider.focus()
    slider.press("ArrowRight")
    page.get_by_text("The mean wait falls").wait_for()
    assert page.locator(OBEYED).count() == 0
    assert page.evaluate(f"window.{MARK}") is None
    assert amiss == []
    page.context.close()


@pytest.mark.slow
def test_two_users_take_turns_and_a_closed_tab_ends_its_study(
    chromium: Browser, server: Server
) -> None:
    first, second = (_page(chromium, server, []) for _ in range(2))
    for page in (first, second):
        page.get_by_role("button", name="Compare", exact=True).click()
        page.get_by_role("button", name="Stop", exact=True).wait_for()
    second.get_by_text("Waiting; studies of others that come first: 1.").wait_for()
    first.context.close()
    second.get_by_text("Getting ready").wait_for()
    second.get_by_role("button", name="Stop", exact=True).click()
    second.get_by_text("Stopped; nothing was finished.").wait_for()
    second.context.close()


@pytest.mark.slow
def test_a_page_loaded_again_finds_its_study_and_a_copied_link_does_not(
    chromium: Browser, server: Server
) -> None:
    """`server` has one place, so that a study that goes on keeps others waiting."""
    page, other = (_page(chromium, server, []) for _ in range(2))
    page.get_by_text("Tiếng Việt").click()
    _go(page, "compare", "vi")
    slider = page.get_by_role("slider").first
    slider.focus()
    slider.press("End")
    page.get_by_role("button", name="So sánh", exact=True).click()
    stop = page.get_by_role("button", name="Dừng", exact=True)
    stop.wait_for()
    for _ in range(2):
        page.reload()
        stop.wait_for()
        assert page.get_by_role("slider").first.input_value() == "200"
    twin = page.context.new_page()
    for each in (other, twin):  # a stranger, and a second tab of the same browser
        each.goto(page.url)
        each.get_by_role("heading", level=1, name="So sánh kịch bản").wait_for(timeout=LONG)
        each.get_by_role("button", name="So sánh", exact=True).wait_for(timeout=LONG)
        assert each.get_by_role("button", name="Dừng", exact=True).count() == 0
    twin.close()
    page.close()
    other.get_by_role("button", name="So sánh", exact=True).click()
    other.get_by_text("Đang chuẩn bị").wait_for()
    other.get_by_role("button", name="Dừng", exact=True).click()
    other.get_by_text("Đã dừng").wait_for()
    for each in (page, other):
        each.context.close()


def test_others_get_no_answer_and_no_file(server: Server) -> None:
    def status(path: str, **headers: str) -> int:
        address = server.address.removeprefix("http://")
        connection = http.client.HTTPConnection(address, timeout=LONG / 1000)
        connection.request("GET", path, headers={key.capitalize(): v for key, v in headers.items()})
        found = connection.getresponse().status
        connection.close()
        return found

    assert status("/") == 200
    assert status("/", host="evil.example") == 421
    upgrade = {
        "upgrade": "websocket", "connection": "Upgrade", "sec-websocket-version": "13",
        "sec-websocket-key": "AAAAAAAAAAAAAAAAAAAAAA==",
    }  # fmt: skip
    assert status("/_stcore/stream", **upgrade) == 101
    assert status("/_stcore/stream", **upgrade, origin="http://evil.example") == 403
    assert status("/_stcore/stream", **upgrade, host="evil.example") == 403
    for path in ("..%2f..%2fetc%2fpasswd", "....//etc/passwd", "%2e%2e/%2e%2e/etc/passwd"):
        for start in ("media", "component", "app/static", "_stcore/bidi-components"):
            assert status(f"/{start}/{path}") in (400, 404)
    assert status("/media/") == 404


def test_ctrl_c_ends_it_at_once_without_a_traceback(tmp_path: Path) -> None:
    with served(tmp_path) as server:
        assert server.interrupted() == (130, "")


@pytest.mark.slow
def test_streamlits_own_phrases_follow_the_language(chromium: Browser, server: Server) -> None:
    """What a list says that finds nothing, labels for screen readers, and the page's language."""
    amiss: list[str] = []
    page = _page(chromium, server, amiss)
    said = {"vi": ("Không có mục nào", "Bỏ "), "en": ("No results", "Remove ")}
    for lang, (nothing, remove) in said.items():
        page.goto(f"{server.address}/?page=compare&lang={lang}")
        page.locator(f"html[lang={lang}]").wait_for(state="attached")
        page.get_by_test_id("stMultiSelect").locator("input").first.fill("zzzz")
        dropdown = page.get_by_test_id("stMultiSelectDropdown")
        dropdown.get_by_text(nothing, exact=True).wait_for()
        page.keyboard.press("Escape")
        assert page.locator(f"button[aria-label^='{remove}']").count() == 3
    page.get_by_test_id("stSidebar").get_by_text("Tiếng Việt", exact=True).click()
    page.locator("html[lang=vi]").wait_for(state="attached")
    page.locator("button[aria-label='Thu gọn thanh bên']").first.wait_for(state="attached")
    assert amiss == []
    page.context.close()
