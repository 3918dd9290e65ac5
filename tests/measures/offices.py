"""A usual office and its visitors, and a look at what was measured there."""

from __future__ import annotations

from math import nan

from sim.measures.kpis import COLUMN, KPIS
from sim.measures.scopes import Scope, ScopeType
from sim.measures.tally import Tally, tally
from tests.measures.toys import Dossier, Group, Site, Visit, at, between, make_run, make_system

MORNING, AFTERNOON = "08:00-12:00", "13:00-17:00"


def office(**changes: object) -> Site:
    """Open on Monday from 8 to 12 and from 13 to 17, with one officer there all the time."""
    sessions = [between(0, MORNING), between(0, AFTERNOON)]
    usual = {"sessions": sessions, "groups": [Group(duties=[list(sessions)])]}
    return Site(**(usual | changes))  # type: ignore[arg-type]


def served(arrived: str, called: str, left: str, day: int = 0, **more: object) -> Visit:
    """A visit served by the first officer of its site."""
    return Visit(
        arrived=at(day, arrived), called=at(day, called), left=at(day, left), officer=0, **more
    )  # type: ignore[arg-type]


def measure(
    sites: list[Site],
    visits: list[Visit],
    dossiers: list[Dossier] | None = None,
    **how: object,
) -> Tally:
    system = make_system(sites, **how)  # type: ignore[arg-type]
    return tally(system, *make_run(system, sites, visits, dossiers))


def read(result: Tally, name: str, scope_type: str = "network", scope: str = "all") -> float:
    """One measure of one scope; NaN where blank."""
    row = result.scopes.index()[Scope(ScopeType(scope_type), scope)]
    column = COLUMN[name]
    if KPIS[column].kind.name != "RATIO":
        return float(result.value[row, column])
    denominator = float(result.denominator[row, column])
    return float(result.numerator[row, column]) / denominator if denominator else nan
