"""Who books, which slot, and when they come (rule R8)."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sim.model.tables import DAY, HOUR, MINUTE, NEVER
from tests.sampling.offices import Drawn, assert_mean, assert_share, draw, office, province


def booking(days: int = 5, procedure: Any = None, **appointments: Any) -> Drawn:
    """The office with appointments, by the site or (`procedure`) by papers."""
    return draw(
        office(
            period={"start": "2025-03-03", "days": days},
            calendar={
                "hours": {"mon-sun": ["08:10-10:00", "10:30-12:00"]},
                "doors_open_before": 10,
                "doors_close_before": 20,
            },
            sites={"desk": {"appointments": appointments or "none"}},
            procedures={"papers": procedure or {}},
        )
    )


def test_all_book_the_slot_that_holds_their_arrival() -> None:
    """Slots are counted from the session's start; who would come before it gets the first."""
    walking = booking()
    booked = booking(share=1, slot=20, punctuality=0)
    assert set(booked.visits.priority.tolist()) == {0}
    assert (booked.visits.arrived_at == booked.visits.booked_at).all()
    times = walking.visits.arrived_at % DAY
    morning, later = (8 * 60 + 10) * MINUTE, (10 * 60 + 30) * MINUTE
    start = np.where(times < 10 * HOUR, morning, later)
    expected = start + np.maximum(times - start, 0) // (20 * MINUTE) * 20 * MINUTE
    assert (times < start).any()
    slots = booked.visits.booked_at[np.argsort(booked.visits.dossier)] % DAY
    assert (slots == expected[np.argsort(walking.visits.dossier)]).all()
    assert set((slots // MINUTE).tolist()) >= {490, 510, 530, 550, 630, 650, 670}


def test_who_is_late_is_clipped_to_the_open_doors() -> None:
    """With hours of unpunctuality most come with the door, to the millisecond."""
    booked = booking(share=1, punctuality="3 h")
    times = booked.visits.arrived_at % DAY
    early = (times == 8 * HOUR) | (times == (10 * 60 + 20) * MINUTE)
    late = (times == (9 * 60 + 40) * MINUTE - 1) | (times == (11 * 60 + 40) * MINUTE - 1)
    assert early.sum() > 20
    assert late.sum() > 20
    slots = booked.visits.booked_at % DAY
    assert ((times < 10 * HOUR) == (slots < 10 * HOUR)).all()
    order = np.lexsort((booked.visits.dossier, booked.visits.arrived_at))
    assert (order == np.arange(len(order))).all()


def test_no_shows_come_first_and_keep_their_slot() -> None:
    """All book and nobody comes; half, and the rest come as without."""
    nobody = booking(share=1, no_show=1).visits
    assert set(nobody.arrived_at.tolist()) == {NEVER}
    assert (nobody.booked_at >= 0).all()
    all_come, half = booking(share=1).visits, booking(share=1, no_show=0.5).visits
    stays_away = half.arrived_at == NEVER
    assert 10 < stays_away.sum() < len(half) - 10
    assert (np.sort(stays_away)[::-1] == stays_away).all()
    assert (np.diff(half.dossier[stays_away]) > 0).all()
    by_dossier = dict(zip(all_come.dossier.tolist(), all_come.arrived_at.tolist(), strict=True))
    for dossier, at in zip(
        half.dossier[~stays_away].tolist(), half.arrived_at[~stays_away].tolist(), strict=True
    ):
        assert by_dossier[dossier] == at


def test_a_share_books_and_the_others_walk_in() -> None:
    """Walk-ins keep instant and class, whoever books has the class of the appointment."""
    walking, mixed = booking().visits, booking(share=0.5, appointment_class=2).visits
    walks_in = mixed.booked_at == NEVER
    assert 10 < walks_in.sum() < len(mixed) - 10
    assert set(mixed.priority[walks_in].tolist()) == {1}
    assert set(mixed.priority[~walks_in].tolist()) == {2}
    at = dict(zip(walking.dossier.tolist(), walking.arrived_at.tolist(), strict=True))
    assert [at[each] for each in mixed.dossier[walks_in].tolist()] == mixed.arrived_at[
        walks_in
    ].tolist()


def test_a_procedure_goes_before_its_site() -> None:
    """The site books all, papers nobody, and the other way about."""
    nobody = booking(share=1, procedure={"appointments": {"share": 0}}).visits
    assert (nobody.booked_at == NEVER).all()
    everybody = booking(procedure={"appointments": {"share": 1}}).visits
    assert (everybody.booked_at >= 0).all()


def test_who_comes_to_shut_doors_does_not_book() -> None:
    """Residents set out by the clock; before the opening and after the close they walk in vain."""
    visits = draw(
        province(
            calendar={"hours": {"mon-sun": ["09:00-11:00"]}},
            sites={"p-an": {"appointments": {"share": 1, "punctuality": 0}}},
        )
    ).visits
    own = slice(*visits.site_start[3:5])
    times = visits.arrived_at[own] % DAY
    books = visits.booked_at[own] != NEVER
    is_open = (times >= 9 * HOUR) & (times < 11 * HOUR)
    assert (books == is_open).all()
    assert books.any()
    assert (times[~books] < 9 * HOUR).any()
    assert (times[~books] >= 11 * HOUR).any()


def test_the_horizon_ends_a_session_around_the_clock() -> None:
    """Nobody arrives after the last simulated millisecond, however late they are."""
    drawn = draw(
        office(
            period={"start": "2025-03-03", "days": 2},
            calendar={"hours": {"mon-sun": ["00:00-24:00"]}},
            sites={"desk": {"appointments": {"share": 1, "punctuality": "20 h"}}},
        )
    )
    assert drawn.visits.arrived_at.max() == drawn.system.horizon - 1
    assert drawn.visits.arrived_at.min() == 0


@pytest.mark.jit
def test_shares_and_punctuality_of_appointments() -> None:
    """Two in five book, one in eight of them stays away, the others miss by 3 minutes or so."""
    visits = booking(3000, share=0.4, no_show=0.125, punctuality=3, slot=10).visits
    n = len(visits)
    books = visits.booked_at != NEVER
    comes = visits.arrived_at != NEVER
    assert n > 50_000
    assert_share(books.mean(), 0.4, n)
    assert_share((books & ~comes).sum() / books.sum(), 0.125, int(books.sum()))
    slot = visits.booked_at % DAY
    inside = books & comes & (slot > (8 * 60 + 30) * MINUTE) & (slot < (9 * 60 + 20) * MINUTE)
    late = (visits.arrived_at - visits.booked_at)[inside] / MINUTE
    assert_mean(late, 0)
    assert_mean(late**2, 9)
