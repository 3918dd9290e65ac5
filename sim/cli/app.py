"""`app`: the studies in a browser."""

from __future__ import annotations

import socket
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sim.cli.options import debug_option, lang_option
from sim.errors import UsageError

if TYPE_CHECKING:
    from sim.report.words import Lang


@click.command(short_help="The studies in a browser: results, what if at a site.")
@click.option(
    "--host", default="127.0.0.1", show_default=True, metavar="ADDRESS",
    help="Where it listens; whoever reaches another address may use it, too.",
)  # fmt: skip
@click.option("--port", type=click.IntRange(1, 65535), default=8501, show_default=True)
@click.option(
    "--results", type=click.Path(path_type=Path, file_okay=False), default=Path("results"),
    show_default=True, metavar="DIR",
    help="The only folder that it reads results from and writes to.",
)  # fmt: skip
@click.option(
    "--scenarios", type=click.Path(path_type=Path, file_okay=False, exists=True), default=None,
    metavar="DIR", help="A folder of your own scenarios, beside those that are shipped.",
)  # fmt: skip
@click.option(
    "--jobs", type=click.IntRange(1, 64), default=2, show_default=True, metavar="N",
    help="Studies at a time, of all users together; the others wait for their turn.",
)  # fmt: skip
@lang_option
@debug_option
def app(host: str, port: int, results: Path, scenarios: Path | None, jobs: int, lang: Lang) -> int:
    """Compare, plan, and ask what-if questions in a browser, without a terminal.

    Needs no internet and tells nobody of its use. Ctrl-C ends it.
    """
    if find_spec("streamlit") is None:
        raise UsageError('app: it needs Streamlit; type `pip install "motcua[app]"`.')
    _free(host, port)
    from sim.app.setup import Setup
    from sim.app.starting import start

    click.echo(f"http://{f'[{host}]' if ':' in host else host}:{port}")
    start(Setup(results, scenarios, jobs), host, port, lang)
    return 0


def _free(host: str, port: int) -> None:
    """See that nobody else listens there."""
    try:
        family, kind, proto, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        with socket.socket(family, kind, proto) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        raise UsageError(
            f"app: it cannot listen at {host}, port {port} ({error.strerror or error}); give "
            "another --port or --host."
        ) from None
