"""The server of the app: this computer alone reaches it unless told otherwise."""

from __future__ import annotations

import secrets
import signal
import socket
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path
from threading import Thread
from typing import Any

from sim.app import embedding, logs, phrases
from sim.app.gate import Gate
from sim.app.job import stop_all
from sim.app.setup import Setup
from sim.app.uploads import Uploads
from sim.report.words import Lang

SCRIPT = Path(__file__).with_name("script.py")
MOST_UPLOADED = 5
"""Megabytes of a file or a message."""
MOST_CONNECTIONS = 256
LAST_WORDS = 2
"""Seconds that requests under way have once the server is to end."""

_told: list[tuple[Setup, Lang]] = []


def options(host: str, port: int) -> dict[str, Any]:
    """What Streamlit is told: no telemetry, no tracebacks, nothing but the app.

    What it would do of itself is said too where safety hangs on it.
    """
    return {
        "server_address": host,
        "server_port": port,
        "server_headless": True,
        "server_fileWatcherType": "none",
        "server_runOnSave": False,
        "server_maxUploadSize": MOST_UPLOADED,
        "server_enableStaticServing": False,
        "server_enableCORS": True,
        "server_enableXsrfProtection": True,
        "server_xsrfCookieSameSite": "strict",
        "server_enableAgentApi": False,
        "server_cookieSecret": secrets.token_hex(32),
        "server_disconnectedSessionTTL": 30,
        "browser_serverAddress": host,
        "browser_serverPort": port,
        "browser_gatherUsageStats": False,
        "client_showErrorDetails": "none",
        "client_showErrorLinks": False,
        "client_allowedOrigins": [],
        "client_toolbarMode": "minimal",
        "global_developmentMode": False,
        "theme_base": "light",
        "theme_primaryColor": "#0b5394",
    }


def start(
    setup: Setup, door: socket.socket, names: Sequence[str], lang: Lang,
    tell: Callable[[str], None],
) -> signal.Signals:  # fmt: skip
    """Serve the app at a socket until it is interrupted, and return by what.

    `tell` is given its address once it is ready.

    `names` are those under which others reach it, beside addresses as such.

    Raises
    ------
    ModuleNotFoundError
        Streamlit is not installed.
    """
    logs.make_inert()
    host, port = door.getsockname()[:2]
    application, page = _application(options(host, port), lambda: tell(_address(host, port)))
    _told[:] = [(setup, lang)]
    from uvicorn import Config, Server

    own = [host, socket.gethostname(), *names]
    config = Config(
        Gate(application, own, page, Uploads(), (*embedding.scripts(), *phrases.scripts())),
        log_level="warning", access_log=False,
        use_colors=False, server_header=False, proxy_headers=False,
        limit_concurrency=MOST_CONNECTIONS, ws_max_size=MOST_UPLOADED * 1024**2,
        timeout_graceful_shutdown=LAST_WORDS,
    )  # fmt: skip
    ended = [signal.SIGTERM]
    for number in (signal.SIGINT, signal.SIGTERM):
        # The server hands them on once it has ended; there is nothing left to interrupt then.
        signal.signal(number, lambda number, _: ended.append(signal.Signals(number)))
    Server(config).run(sockets=[door])
    stop_all()
    return ended[-1]


def told() -> tuple[Setup, Lang]:
    """What `start` was told: one setup for all users, whoever asks."""
    return _told[0]


def _application(server: dict[str, Any], when_ready: Callable[[], None]) -> tuple[Any, bytes]:
    """Streamlit's application, and the page that it sends to every browser.

    Raises
    ------
    ModuleNotFoundError
        Streamlit is not installed.
    """
    from streamlit import config, file_util

    # No file of settings or secrets counts, neither of the folder in which the app is started nor
    # of the user's home: they could open the server to others, or hand out a folder.
    config.get_config_files = lambda file_name: []  # noqa: ARG005
    from streamlit import App
    from streamlit.web import bootstrap

    bootstrap.load_config_options(server)

    @asynccontextmanager
    async def life(_: App) -> AsyncIterator[None]:
        when_ready()
        yield

    page = Path(file_util.get_static_dir(), "index.html").read_bytes()
    return App(SCRIPT, lifespan=life), page


def _address(host: str, port: int) -> str:
    return f"http://{f'[{host}]' if ':' in host else host}:{port}"


@cache
def warm_up() -> None:
    """Begin to load what other pages need, once the first page is there: nobody waits for it."""
    Thread(target=_load, name="warm", daemon=True).start()


def _load() -> None:
    import sim.report.page.reading
    import sim.studies.whatif  # noqa: F401
