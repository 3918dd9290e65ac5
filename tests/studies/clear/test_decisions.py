"""What an interval says, and how the error is spread."""

from __future__ import annotations

from math import inf, nan

import numpy as np
import pytest

from sim.measures.scopes import Scope, ScopeType
from sim.model.check import Tolerance
from sim.studies.clear.decisions import Board, Verdict, judged, needed, spread_error
from sim.studies.clear.pairs import Family, Paired


def family(*scopes: Scope, kpis: tuple[str, ...] = ("wait_mean", "served_per_day")) -> Family:
    """Of these parts."""
    rows = np.arange(len(scopes))
    return Family(
        label="new", scopes=scopes, kpis=kpis, new_rows=rows, base_rows=rows,
        sensible=((True,) * len(kpis),) * len(scopes), only_new=(), only_base=(),
    )  # fmt: skip


NETWORK, SITE = Scope(ScopeType.NETWORK, "all"), Scope(ScopeType.SITE, "a")


@pytest.mark.parametrize(
    ("low", "high", "verdict"),
    [
        (-0.9, 1.0, Verdict.SAME),
        (-0.9, 1.1, Verdict.OPEN),
        (-1.1, 0.0, Verdict.OPEN),
        (-1.1, -0.1, Verdict.LOWER),
        (0.1, 1.1, Verdict.HIGHER),
        (0.1, 0.9, Verdict.SAME),
        (-inf, inf, Verdict.OPEN),
        (nan, nan, Verdict.BLANK),
    ],
)
def test_how_an_interval_lies(low: float, high: float, verdict: Verdict) -> None:
    """Clear of zero, inside the zone (which is the stronger word), or neither."""
    assert judged(low, high, 1.0) is verdict


def test_what_it_would_take_is_by_the_nearer_way_out() -> None:
    """At 0.2 the zone's end, 0.8 away; at 3 zero; at a half of the zone it takes longest."""
    assert needed(0.2, -1.4, 1.8, 1.0, 100) == pytest.approx(400)
    assert needed(3.0, -3.0, 9.0, 1.0, 100) == pytest.approx(400)
    assert needed(0.5, -0.5, 1.5, 1.0, 100) == pytest.approx(400)
    assert np.isnan(needed(0.5, -inf, inf, 1.0, 100))


def test_groups_and_sites_share_the_error_by_halves() -> None:
    """Two decisions of the network, six of sites; alone, either has all."""
    sites = [Scope(ScopeType.SITE, name) for name in "abc"]
    assert spread_error([family(NETWORK, *sites)], 0.05) == {True: 0.0125, False: 0.025 / 6}
    assert spread_error([family(NETWORK), family(NETWORK)], 0.04)[True] == 0.01
    assert spread_error([family(SITE)], 0.04)[False] == 0.02


def test_the_zone_of_a_part_of_the_mean_stays_as_it_was_first() -> None:
    """Two per cent of 100; a later look at 200 does not widen it."""
    of = family(SITE, kpis=("served_per_day",))
    board = Board([of], {"served_per_day": Tolerance(part=0.02)}, 0.05, 20)
    random = np.random.default_rng(1)
    for n, base in ((20, 100.0), (40, 200.0)):
        pull = 9.0 * random.standard_normal((n, 1, 1))
        found = Paired(
            mean=np.zeros((1, 1)), pull=pull - pull.mean(), base=np.full((1, 1), base),
            scale=np.full((1, 1), base),
        )  # fmt: skip
        board.look(of, found)
        (only,) = board.decisions
        assert (only.zone, only.replications, only.verdict) == (2.0, n, Verdict.OPEN)
    assert board.open("new")
