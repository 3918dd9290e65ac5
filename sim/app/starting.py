"""The server of the app: this computer alone reaches it unless told otherwise."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, cast

from sim.app.setup import Setup
from sim.report.words import Lang

SCRIPT = Path(__file__).with_name("script.py")
MOST_UPLOADED = 5
"""Megabytes of a file or a message."""


def options(host: str, port: int) -> dict[str, Any]:
    """What the server is told: no telemetry, no tracebacks, nothing but the app."""
    return {
        "server_address": host,
        "server_port": port,
        "server_headless": True,
        "server_fileWatcherType": "none",
        "server_maxUploadSize": MOST_UPLOADED,
        "server_enableStaticServing": False,
        "browser_gatherUsageStats": False,
        "client_showErrorDetails": "none",
        "client_toolbarMode": "minimal",
        "global_developmentMode": False,
        "theme_base": "light",
        "theme_primaryColor": "#0b5394",
    }


def start(setup: Setup, host: str, port: int, lang: Lang) -> None:
    """Serve the app until it is interrupted.

    Raises
    ------
    ModuleNotFoundError
        Streamlit is not installed.
    """
    from streamlit.web import bootstrap

    server = options(host, port)
    bootstrap.load_config_options(server)
    own = "" if setup.scenarios is None else str(setup.scenarios.resolve())
    arguments = [str(setup.results.resolve()), own, str(setup.jobs), lang]
    bootstrap.run(str(SCRIPT), False, arguments, server)


@cache
def told(arguments: tuple[str, ...]) -> tuple[Setup, Lang]:
    """What `start` told the script: one setup for all users, whoever asks."""
    results, own, jobs, lang = arguments
    return Setup(Path(results), Path(own) if own else None, int(jobs)), cast("Lang", lang)
