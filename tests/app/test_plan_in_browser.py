"""A whole plan as a planner has it: a cell is changed, a bad and a good file are sent."""

from __future__ import annotations

import csv
import io
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import TimeoutError

from sim.app.plan import GROUP_WIDTH, LINE_WIDTH, NAME_WIDTH
from tests.report.page.browser import browser

if TYPE_CHECKING:
    from playwright.sync_api import Page

ROOT = Path(__file__).resolve().parents[2]
LONG = 60_000
"""Milliseconds that a page may take."""
HEADS = "site;group;count;duty"


@contextmanager
def served(results: Path) -> Iterator[str]:
    """The address of an app of its own."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "run_sim.py", "app", "--port", str(port), "--results", str(results)]
    server = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    try:
        assert server.stdout is not None
        for line in server.stdout:
            if "server started" in line:
                break
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.communicate(timeout=20)


def _rest(page: Page) -> None:
    """Wait until the page has come to rest."""
    page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for(timeout=LONG)


def _rows(page: Page) -> list[dict[str, str]]:
    """The plan that is downloaded as CSV."""
    _rest(page)
    with page.expect_download() as caught:
        page.get_by_role("button", name="The plan as CSV").click()
    text = Path(caught.value.path()).read_text("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def _change_count(page: Page, count: str) -> None:
    """Type another number of officers into the first row of the table."""
    _rest(page)
    table = page.get_by_test_id("stDataFrame").first
    table.scroll_into_view_if_needed()
    cell = page.get_by_test_id("stNumberColumnOverlay").or_(page.locator("#portal input")).first
    for _ in range(10):  # a table that is still being drawn takes no keys
        box = table.bounding_box()
        assert box is not None
        before = LINE_WIDTH + NAME_WIDTH + GROUP_WIDTH
        page.mouse.click(box["x"] + before + 30, box["y"] + 35 + 17)
        page.keyboard.press("Enter")
        with suppress(TimeoutError):
            cell.wait_for(timeout=2_000)
            break
    cell.fill(count)
    cell.press("Enter")


@pytest.mark.slow
def test_a_plan_is_changed_and_sent_in_a_browser(tmp_path: Path) -> None:
    with served(tmp_path) as address, browser() as chromium:
        page = chromium.new_page(viewport={"width": 1280, "height": 1600})
        asked: list[str] = []
        page.on("request", lambda each: asked.append(each.url))
        page.goto(address)
        page.get_by_text("Whole plan").first.click()
        page.get_by_role("combobox").first.click(timeout=LONG)
        page.get_by_role("option", name="(two-desks)").click()
        page.get_by_text("Those of the scenario").first.wait_for(state="detached", timeout=LONG)
        page.get_by_test_id("stDataFrame").first.locator("canvas").first.wait_for(timeout=LONG)
        back = page.get_by_role("button", name="Back to the plan of the scenario")
        assert back.is_disabled()

        _change_count(page, "7")
        able = page.locator("button:not([disabled])", has_text="Back to the plan of the scenario")
        able.wait_for(timeout=LONG)
        assert _rows(page)[0]["count"] == "7"

        send = page.locator("input[type=file]")
        bad = f"{HEADS}\nbranch;generalist;minus two;\n".encode()
        send.set_input_files({"name": "<b>bad</b>.csv", "mimeType": "text/csv", "buffer": bad})
        page.get_by_text("a whole number from 0").wait_for(timeout=LONG)
        assert page.get_by_text("<b>bad</b>.csv is not taken").is_visible()
        assert _rows(page)[0]["count"] == "7"

        good = f"\ufeff{HEADS}\nbranch;generalist;5;07:30-11:30\n".encode()
        send.set_input_files({"name": "good.csv", "mimeType": "text/csv", "buffer": good})
        page.get_by_text("good.csv is in the table now").wait_for(timeout=LONG)
        last = _rows(page)[-1]
        assert (last["group"], last["count"], last["duty"]) == ("generalist", "5", "07:30-11:30")
        own = (f"{address}/", "data:", "blob:")
        assert [each for each in asked if not each.startswith(own)] == []
