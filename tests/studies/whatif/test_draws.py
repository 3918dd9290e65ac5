"""Draws kept: bounded, shared by fingerprint, and never those that are asked for in turn."""

from __future__ import annotations

import gc
from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from sim.model import system as systems
from sim.model.records import DOSSIER_DTYPE
from sim.model.tables import Workload
from sim.sampling.known import Known
from sim.sampling.records import KNOWN
from sim.sampling.workload import Sampler
from sim.studies.whatif.draws import Draws, copied, size_of
from tests.studies.offices import office


@cache
def drawn(number: int = 0) -> Workload:
    scenario = office()
    found = Sampler(scenario, systems.build(scenario), 1).draw(0)
    return replace(found, replication=number)


def test_what_was_put_is_given_back_as_a_copy() -> None:
    draws = Draws()
    draws.put(b"a", drawn())
    kept = draws.get(b"a", 0)
    assert kept is not None
    assert kept.visits.service is not drawn().visits.service
    np.testing.assert_array_equal(kept.visits.service, drawn().visits.service)
    assert not np.shares_memory(kept.dossiers, drawn().dossiers)
    assert draws.get(b"a", 1) is None
    assert draws.get(b"b", 0) is None


def test_the_draws_asked_for_longest_ago_make_room() -> None:
    one = size_of(drawn())
    draws = Draws(3 * one)
    for name in (b"a", b"b", b"c"):
        draws.put(name, drawn())
    draws.get(b"a", 0)
    draws.put(b"d", drawn())
    assert [draws.get(name, 0) is not None for name in (b"a", b"b", b"c", b"d")] == [
        True, False, True, True,
    ]  # fmt: skip
    assert draws.size <= draws.limit


def test_draws_of_one_plan_do_not_drive_each_other_out() -> None:
    draws = Draws(2 * size_of(drawn()))
    draws.put(b"other", drawn())
    for number in range(4):
        draws.put(b"a", drawn(number))
    assert [draws.get(b"a", number) is not None for number in range(4)] == [
        True,
        True,
        False,
        False,
    ]
    assert draws.get(b"other", 0) is None
    assert draws.size == draws.limit


def test_a_draw_that_is_kept_already_takes_no_room() -> None:
    draws = Draws()
    draws.put(b"a", drawn())
    draws.put(b"a", drawn())
    assert draws.size == size_of(drawn()) == size_of(copied(drawn()))


@pytest.mark.parametrize(
    ("sets", "same"),
    [
        ({}, True),
        ({"name": "other"}, True),
        ({"warm_up": {"days": 1}}, False),
        ({"procedures": {"file": {"counter_time": 13}}}, False),
    ],
)
def test_a_fingerprint_tells_plans_apart_by_what_is_drawn(
    sets: dict[str, object], same: bool
) -> None:
    def of(**changes: object) -> bytes:
        scenario = office(**changes)
        return Sampler(scenario, systems.build(scenario), 1).fingerprint()

    assert (of() == of(**sets)) is same


def test_a_fingerprint_depends_on_the_seed_and_not_on_officers() -> None:
    scenario = office()
    site = scenario.sites["desk"]
    (group,) = site.officers
    more = scenario.model_copy(
        update={"sites": {"desk": site.model_copy(update={"officers": (group, group)})}}
    )
    system = systems.build(scenario)
    first = Sampler(scenario, system, 1).fingerprint()
    assert Sampler(scenario, system, 2).fingerprint() != first
    assert Sampler(more, systems.build(more), 1).fingerprint() == first


def test_those_spared_do_not_make_room() -> None:
    one = size_of(drawn())
    draws = Draws(2 * one)
    draws.put(b"a", drawn())
    draws.put(b"b", drawn())
    draws.put(b"c", drawn(), spared=(b"a",))
    assert [draws.get(name, 0) is not None for name in (b"a", b"b", b"c")] == [True, False, True]
    draws.put(b"d", drawn(), spared=(b"a", b"c"))
    assert draws.get(b"d", 0) is None
    assert draws.size == 2 * one


def _there(draws: Draws, names: str) -> str:
    """Those of the draws that are kept, without asking for them."""
    return "".join(name for name in names if name.encode() in draws._store._kept)


def test_who_holds_most_makes_room() -> None:
    """One who asks much drives out nobody who asks little; two who ask much get half each."""
    few = Draws(4 * size_of(drawn()))
    much = few.share()
    few.put(b"a", drawn())
    for name in (b"p", b"q", b"r", b"s", b"t"):
        much.put(name, drawn())
    assert _there(few, "apqrst") == "arst"
    few.put(b"b", drawn())
    assert _there(few, "abrst") == "abst"
    few.put(b"c", drawn())  # more than half is made room for by oneself
    assert _there(few, "abcst") == "bcst"
    much.put(b"u", drawn(), spared=(b"s", b"t"))
    assert _there(few, "bcstu") == "bcst"
    assert few.size == few.limit == much.limit


def test_what_two_have_asked_for_is_borne_by_both_and_goes_last() -> None:
    one = Draws(3 * size_of(drawn()))
    other = one.share()
    one.put(b"a", drawn())
    one.put(b"b", drawn())
    other.get(b"a", 0)
    other.put(b"c", drawn())
    # One and a half each: the newcomer gives up the common one, which the other still has, and c.
    other.put(b"d", drawn())
    assert _there(one, "abcd") == "abd"


def test_what_is_left_of_users_who_are_gone_goes_first() -> None:
    mine = Draws(2 * size_of(drawn()))
    gone = mine.share()
    mine.put(b"a", drawn())
    gone.put(b"b", drawn())
    mine.get(b"a", 0)
    del gone
    gc.collect()
    mine.put(b"c", drawn())
    assert _there(mine, "abc") == "ac"


def test_who_may_come_is_found_once() -> None:
    known = Known(
        rows=np.zeros(3, KNOWN), dossiers=np.zeros(3, DOSSIER_DTYPE), start=np.array([0, 3])
    )
    draws, found = Draws(), []

    def find() -> Known:
        found.append(known)
        return known

    for _ in range(2):
        assert draws.known(b"scout", 0, find) is known
    assert found == [known]
    assert draws.size == known.nbytes > 0
    assert Draws(1).known(b"scout", 0, find) is known
