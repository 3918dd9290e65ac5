"""The structs of arrays that the loops over a replication share."""

from __future__ import annotations

from typing import NamedTuple

from sim.model.tables import Codes, Ints, SmallInts


class Rows(NamedTuple):
    """Visits, CSR by site and within it in order of arrival, no-shows anywhere."""

    start: Ints
    booked: Ints
    arrived: Ints
    called: Ints
    left: Ints
    officer: SmallInts
    fate: Codes
    procedure: SmallInts
    purpose: Codes
    commune: SmallInts


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


class Waits(NamedTuple):
    """Positive waits of measured visits that were served, and the classes of those visits."""

    key: Ints
    """wait << shift | position in `place`"""
    place: SmallInts
    """(n, 4) site * 24 + hour, skill * 8 + weekday, commune, officer group"""
