"""`--cluster`: replications on a Dask cluster instead of in threads of this machine."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from sim.cli.language import tell
from sim.errors import UsageError
from sim.said import Said

if TYPE_CHECKING:
    from sim.studies.cluster import Cluster
    from sim.studies.parallel import Executor

_KEPT = "sim.cluster"


def _address(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    if value is not None and not value.strip():
        raise UsageError(
            Said(
                "--cluster: the address of a Dask scheduler is needed here, such as "
                "tcp://10.0.0.5:8786, or local."
            )
        )
    return value if value is None else value.strip()


CLUSTER = click.option(
    "--cluster", default=None, metavar="ADDRESS", callback=_address,
    help="Work on the Dask cluster of this scheduler; `local` starts one here. Same results.",
)  # fmt: skip


def executor(workers: int, cluster: str | None) -> Executor:
    """Where replications are worked on: in threads here, or on a cluster until the command ends."""
    if cluster is None:
        from sim.studies.parallel import Threads

        return Threads(workers)
    if workers:
        raise UsageError(
            Said(
                "--workers {workers} --cluster {cluster}: how many work at a time is up to the "
                "cluster; leave out one of the two.",
                workers=workers, cluster=cluster,
            )
        )  # fmt: skip
    context = click.get_current_context(silent=True)
    if context is None:
        return _connected(cluster)
    kept = context.meta.setdefault(_KEPT, {})
    if cluster not in kept:
        kept[cluster] = _connected(cluster)
        context.call_on_close(kept[cluster].close)
    found: Cluster = kept[cluster]
    return found


def _connected(address: str) -> Cluster:
    from sim.studies.cluster import Cluster

    return Cluster(address, tell)
