"""The structs of arrays that the loops over a replication share."""

from __future__ import annotations

from typing import NamedTuple

from sim.model.tables import Bools, Codes, Ints, Records, SmallInts


class Rows(NamedTuple):
    """Visits, CSR by site and within it in order of arrival, no-shows anywhere.

    `booked` is read for no-shows alone.
    """

    start: Ints
    booked: Ints
    arrived: Ints
    called: Ints
    left: Ints
    gone: Ints
    """As `left`; of those who stay at the site for a result, when they leave it."""
    officer: SmallInts
    fate: Codes
    procedure: SmallInts
    purpose: Codes
    commune: SmallInts
    dossier: Ints


class Stays(NamedTuple):
    """Who stays at the site for a result after the service; see `tables`."""

    on_the_spot: Bools
    """(P,) procedures of which some do"""
    lives: Records


class StagesReached(NamedTuple):
    """The stages that visits reached, CSR by site and within it in order of tickets."""

    start: Ints
    order: Ints
    """Rows of `rows`."""
    rows: Records
    """`records.STAGE_DTYPE`"""
    dossiers: Records
    stage_start: Ints
    """See `tables.System`."""
    scope: SmallInts
    """(S, all stages) the row of the scopes in which a stage is counted at a site"""
    wait: Ints
    """(len(rows),) for the row of a visit's first stage what it waited so far [ms]; zeroed"""
    wait_open: Ints
    """Likewise, within the site's sessions"""


class Lookup(NamedTuple):
    """The rows of the scopes in which each thing is counted."""

    site: SmallInts
    """(S, 4) network, tier, district, site"""
    hour: SmallInts
    """(S, 24, 2) hour, site/hour"""
    weekday: SmallInts
    """(7,)"""
    skill: SmallInts
    """(skills, 2) procedure, purpose"""
    commune: SmallInts
    """(C + 1,)"""
    group: SmallInts
    """(G, 2) officers, site/officers"""
    site_weekday: SmallInts
    """(S, 7) for what is summed; quantiles are not told by it."""


class DossierRows(NamedTuple):
    """The rows of the scopes in which each dossier is counted."""

    site: SmallInts
    """(S, 4) network, tier, district, site where it is filed"""
    procedure: SmallInts
    """(P,)"""
    commune: SmallInts
    """(C + 1,) home"""


class Waits(NamedTuple):
    """Positive waits of measured visits that were served, and the classes of those visits.

    With stages: of each visit the sum, and of each stage that was served its own.
    """

    key: Ints
    """wait << shift | position in `place`"""
    spare: Ints
    """As long; working space of the sort"""
    place: SmallInts
    """(n, 4) site * 24 + hour, skill * 8 + weekday, commune, officer group"""
