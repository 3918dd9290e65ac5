"""`app`: the studies in a browser."""

from __future__ import annotations

import os
import signal
import socket
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sim.cli.language import told
from sim.cli.options import debug_option, lang_option
from sim.cli.progress import INTERRUPTED, TERMINATED
from sim.errors import UsageError, reason_of
from sim.said import Said

if TYPE_CHECKING:
    from sim.report.words import Lang


@click.command(short_help="The studies in a browser: results, what if at a site.")
@click.option(
    "--host", default="127.0.0.1", show_default=True, metavar="ADDRESS",
    help="Where it listens; whoever reaches another address may use it, too.",
)  # fmt: skip
@click.option(
    "--name", "names", multiple=True, metavar="NAME",
    help="A name under which others reach it, such as planner.example.vn; requests for names it "
    "does not know are refused.",
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
@click.option(
    "--job-minutes", type=click.IntRange(1, 10_080), default=240, show_default=True,
    metavar="MINUTES", help="The most that one study may take; then it is stopped.",
)  # fmt: skip
@lang_option
@debug_option
def app(
    host: str, names: tuple[str, ...], port: int, results: Path, scenarios: Path | None, jobs: int,
    job_minutes: int, lang: Lang,
) -> int:  # fmt: skip
    """Compare, plan, and ask what-if questions in a browser, without a terminal.

    Needs no internet and tells nobody of its use. Ctrl-C ends it.
    """
    if find_spec("streamlit") is None:
        raise UsageError(Said('app: it needs Streamlit; type `pip install "motcua[app]"`.'))
    door = _door(host, port)
    from sim.app.setup import Setup
    from sim.app.starting import start

    def tell(address: str) -> None:
        click.echo(
            told(Said("The app's server started: {address} (Ctrl-C ends it).", address=address))
        )

    ended = start(Setup(results, scenarios, jobs, job_minutes), door, names, lang, tell)
    return INTERRUPTED if ended == signal.SIGINT else TERMINATED


def _door(host: str, port: int) -> socket.socket:
    """A socket that listens there, and nobody else."""
    try:
        family, kind, proto, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        door = socket.socket(family, kind, proto)
        try:
            if os.name != "nt":  # there it would let two listen at once
                door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            door.bind(address)
            door.listen(128)
        except OSError:
            door.close()
            raise
    except OSError as error:
        raise UsageError(
            Said(
                "app: it cannot listen at {host}, port {port} ({reason}); give another --port or "
                "--host.",
                host=host, port=port, reason=reason_of(error),
            )
        ) from None  # fmt: skip
    return door
