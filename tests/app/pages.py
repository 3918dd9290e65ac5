"""The app in Streamlit's own test driver, without a server or a browser."""

from __future__ import annotations

from pathlib import Path

from streamlit.testing.v1 import AppTest

LONG = 120.0
"""Seconds that a page may take."""


def app(root: Path, page: str, lang: str = "en", **inputs: object) -> AppTest:
    """A page of the app on a folder of results; with `inputs` that were made before."""
    driver = AppTest.from_function(_page, default_timeout=LONG, args=(str(root), lang))
    driver.session_state["page"] = page
    for key, value in inputs.items():
        driver.session_state[key] = value
    return driver.run()


def until_over(driver: AppTest) -> AppTest:
    """The app once the study that is at work has ended."""
    _, job = driver.session_state["job"]
    assert job.wait(LONG), "the study does not end"
    return driver.run()


def _page(root: str, lang: str) -> None:
    """What the driver runs: it reads the source of this function, and nothing around it."""
    from pathlib import Path

    from sim.app.screen import show
    from sim.app.setup import Setup

    show(Setup(Path(root)), lang)  # type: ignore[arg-type]
