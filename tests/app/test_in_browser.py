"""The app as a planner has it: a real server, a real browser, no other address asked."""

from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.report.page.browser import browser

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.jit
def test_a_slider_moves_the_figures_and_nothing_else_is_asked(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "run_sim.py", "app", "--port", str(port), "--results", str(tmp_path)]
    server = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    try:
        assert server.stdout is not None
        for line in server.stdout:
            if "server started" in line:
                break
        with browser() as chromium:
            page = chromium.new_page()
            asked: list[str] = []
            page.on("request", lambda each: asked.append(each.url))
            page.goto(f"http://127.0.0.1:{port}")
            page.get_by_text("What if at a site").click()
            page.locator("canvas").first.wait_for(timeout=60_000)
            slider = page.get_by_role("slider").first
            slider.focus()
            slider.press("ArrowRight")
            page.get_by_text("The mean wait falls").wait_for(timeout=60_000)
            own = (f"http://127.0.0.1:{port}/", "data:", "blob:")
            assert [each for each in asked if not each.startswith(own)] == []
    finally:
        server.terminate()
        server.communicate(timeout=20)
