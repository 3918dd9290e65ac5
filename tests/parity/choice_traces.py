"""A notation for those who choose a site in the run, in minutes: see `went`.

Unless a trace says otherwise there is one commune, home is site 0 and no choice, all sites accept
everything, and a visit to file takes 10 minutes, on the average as for each.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sim.model.journal import journal
from sim.model.tables import Outcome, Purpose, System, Workload
from tests.parity.conftest import Engine
from tests.parity.dossier_traces import drawn_dossier, play
from tests.parity.small_sites import Map, Site, Undecided
from tests.parity.traces import Minutes, ms, tell


def undecided(
    at: Minutes,
    needs: str = "a",
    *,
    service: float = 10,
    supplement: float = 5,
    collect: float = 3,
    lead_days: float = 0.0,
    commune: int = 0,
    **drawn: Minutes,
) -> Undecided:
    """One who files at a minute wherever it seems best; durations at a productive share of 1."""
    return Undecided(
        dossier=replace(drawn_dossier(needs, filed_at=at, **drawn), commune=commune),
        service=ms(1) * service,
        supplement=ms(1) * supplement,
        collect=ms(1) * collect,
        lead=lead_days,
    )


def tell_map(
    n_sites: int,
    travel: Sequence[Minutes],
    *,
    home: int = 0,
    home_included: bool = False,
    accepts: Sequence[int] | None = None,
    mean: Minutes | Sequence[Minutes] = 10,
) -> Map:
    """One commune; the same of every procedure."""
    means = mean if isinstance(mean, Sequence) else [mean] * n_sites
    return Map(
        accepts=(tuple(range(n_sites) if accepts is None else accepts),) * 4,
        travel=(tuple(ms(one) for one in travel),),
        home=((home,) * 4,),
        service=(tuple(ms(one) for one in means),) * 4,
        home_included=home_included,
    )


MAP = ("home", "home_included", "accepts", "mean")


def run(
    engine: Engine,
    sites: Sequence[Site],
    travel: Sequence[Minutes],
    choosing: Sequence[Undecided],
    *,
    first: int | None = None,
    **described: object,
) -> tuple[System, Workload, Outcome]:
    """Play it; those who choose are numbered in order from `first` on, else after the others."""
    listed = sum(len(site.dossiers) for site in sites)
    numbers = range(listed if first is None else first, listed + len(choosing))
    map_ = {name: described.pop(name) for name in MAP if name in described}
    return play(
        engine,
        *sites,
        map=tell_map(len(sites), travel, **map_),  # type: ignore[arg-type]
        undecided=tuple(
            replace(one, dossier=replace(one.dossier, number=number))
            for number, one in zip(numbers, choosing, strict=False)
        ),
        **described,  # type: ignore[arg-type]
    )


def went(
    engine: Engine,
    sites: Sequence[Site],
    travel: Sequence[Minutes],
    choosing: Sequence[Undecided],
    **described: object,
) -> list[str]:
    """All visits of those who chose by visit index, such as "1 file 500: 500-510 by 0"."""
    system, workload, outcome = run(engine, sites, travel, choosing, **described)
    chose = set(workload.live["dossier"].tolist())
    rows = [row for row in journal(system, workload, outcome) if row["dossier"] in chose]
    assert all(row["site"] == outcome.lives["site"][row["dossier"]] for row in rows)
    return [f"{row['site']} {Purpose(row['purpose']).name.lower()} {tell(row)}" for row in rows]
