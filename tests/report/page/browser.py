"""A headless Chromium that reaches nothing: the system's own, no browser is fetched."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def executable() -> str:
    """Where the browser is; the tests fail without one rather than pass unrun."""
    for name in NAMES:
        if path := shutil.which(name):
            return path
    raise AssertionError("No Chromium here: install Debian's package `chromium` for these tests.")


@contextmanager
def browser() -> Iterator[Browser]:
    """A browser for several pages."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        started = playwright.chromium.launch(executable_path=executable(), args=flags)
        try:
            yield started
        finally:
            started.close()


@contextmanager
def opened(browser: Browser, file: Path, width: int = 1280) -> Iterator[tuple[Page, list[str]]]:
    """A page opened from disk without a network, and all that it asked for or complained of."""
    context = browser.new_context(viewport={"width": width, "height": 800}, offline=True)
    page = context.new_page()
    amiss: list[str] = []
    page.on("console", lambda told: amiss.append(f"console: {told.text}"))
    page.on("pageerror", lambda error: amiss.append(f"error: {error}"))
    page.on(
        "request", lambda asked: asked.url == file.as_uri() or amiss.append(f"request: {asked.url}")
    )
    page.goto(file.as_uri())
    page.wait_for_selector("html[data-ready=yes]", timeout=60_000)
    try:
        yield page, amiss
    finally:
        context.close()
