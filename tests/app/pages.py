"""The app in Streamlit's own test driver, without a server or a browser."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from streamlit.testing.v1 import AppTest

NOTHING: Mapping[str, Any] = MappingProxyType({})
LONG = 120.0
"""Seconds that a page may take."""


def app(
    root: Path, page: str, lang: str = "en", query: Mapping[str, str] = NOTHING,
    session: Mapping[str, object] = NOTHING, **inputs: object,
) -> AppTest:  # fmt: skip
    """A page of the app on a folder of results, with what was put in before; or of an address."""
    return _opened(_page, root, page, lang, query, {**session, **inputs})


def own_app(
    root: Path, page: str, lang: str = "en", query: Mapping[str, str] = NOTHING,
    session: Mapping[str, object] = NOTHING,
) -> AppTest:  # fmt: skip
    """The same with scenarios of one's own, in the folder `own` of the results."""
    return _opened(_own_page, root, page, lang, query, session)


def _opened(
    script: Callable[..., None], root: Path, page: str, lang: str, query: Mapping[str, str],
    session: Mapping[str, object],
) -> AppTest:  # fmt: skip
    driver = AppTest.from_function(script, default_timeout=LONG, args=(str(root), lang))
    if page:
        driver.session_state["page"] = page
    for name, value in query.items():
        driver.query_params[name] = value
    for name, kept in session.items():
        driver.session_state[name] = kept
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


def _own_page(root: str, lang: str) -> None:
    from pathlib import Path

    from sim.app.screen import show
    from sim.app.setup import Setup

    show(Setup(Path(root), Path(root) / "own"), lang)  # type: ignore[arg-type]


def plain(text: str) -> str:
    """A text of a page without the signs that keep it from being obeyed."""
    return text.replace("\\", "")
