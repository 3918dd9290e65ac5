"""Common random numbers through the whole life: what is changed moves its own draw and no other."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from sim.memory import Memory
from sim.model.spec import Scenario
from sim.model.system import build
from sim.model.tables import Intake, Records
from sim.sampling.workload import Sampler
from tests.sampling.lives import (
    LIFE,
    WHEN_FETCHED,
    WHEN_MENDED,
    WHEN_SUPPLEMENTED,
    is_supplemented,
    laid_over,
    life_office,
    life_province,
)
from tests.sampling.offices import NEEDS, NUMBERED, Drawn, draw, epoch

pytestmark = pytest.mark.jit  # a statement about draws, not about lines

Rows = list[tuple[Any, ...]]

CHOICE = {"rule": "logit", "outside_share": 0.5, "beta": 0.02}


def rich_province(**changes: Any) -> Scenario:
    """Papers as in `life_province`, and land that has as rich a life and is filed anywhere."""
    rich = {"procedures": {"land": LIFE}, "choice": CHOICE}
    return life_province(**laid_over(rich, changes))


def all_lives(drawn: Drawn) -> dict[tuple[str, str], Rows]:
    """Everything drawn for dossiers, by source and procedure."""
    sources = drawn.system.commune_ids or drawn.system.site_ids
    found = {(s, p): drawn.lives(s, p) for s in sources for p in drawn.system.procedure_ids}
    return {pair: rows for pair, rows in found.items() if rows}


def within(drawn: Drawn, rows: Rows) -> Rows:
    """Those rows that are filed in the days of `drawn`."""
    first = epoch(drawn.system)
    return [row for row in rows if first <= row[0] < first + drawn.system.horizon]


def assert_nothing_moves(old: Drawn, new: Drawn) -> None:
    theirs, mine = all_lives(new), all_lives(old)
    assert sum(map(len, mine.values())) > 100
    for pair, rows in mine.items():
        assert within(old, theirs[pair]) == rows


OTHER = {"counter_time": {"law": "lognormal", "mean": 5, "cv": 1}}
ANNEX = {"officers": [{"count": 2}], "arrivals": {"papers": {"per_day": 20, "profile": "hard"}}}


@pytest.mark.parametrize(
    "changes",
    [
        {"sites": {"annex": ANNEX}},
        {"sites": {"zoo": ANNEX}},
        {
            "procedures": {"a": LIFE | OTHER},
            "sites": {"desk": {"arrivals": {"a": {"per_day": 50}}}},
        },
        {
            "procedures": {"z": LIFE | OTHER},
            "sites": {"desk": {"arrivals": {"z": {"per_hour": 5}}}},
        },
        {"warm_up": {"days": 1}},
        {"run_out": {"days": 3}},
        {"sites": {"desk": {"officers": [{"count": 3, "absence": 0.4}]}}},
        {"units": {"back": {"processors": 7}}},
        {
            "units": {"annals": {"processors": 1}},
            "procedures": {"a": {"counter_time": 1, "unit": "annals"}},
        },
        {"cut_off": "09:00"},
        {"sites": {"desk": {"balk_at": 3, "at_close": "send_home"}}},
    ],
    ids=["a site before", "a site after", "a procedure before", "a procedure after",
         "a day before", "days after", "officers", "processors", "a unit", "cut-off", "rules"],
)  # fmt: skip
def test_nothing_moves_in_an_office(changes: dict[str, Any]) -> None:
    """The whole life of every dossier of the desk is as it was, to the bit."""
    assert_nothing_moves(draw(life_office()), draw(life_office(**changes)))


@pytest.mark.parametrize(
    "changes",
    [
        {"warm_up": {"days": 4}},
        {"run_out": {"days": 2}},
        {"procedures": {"a": LIFE | {"level": "commune", "per_1000": 2}}},
        {"procedures": {"z": LIFE | {"level": "center", "per_1000": 2}}},
        {"sites": {"p-an": {"officers": [{"count": 9}]}}},
        {"units": {"back": {"processors": 9}}},
        {
            "units": {"annals": {"per": "site", "load": 0.8}},
            "procedures": {
                "a": LIFE | {"unit": "annals", "level": "commune", "per_1000": 1}
            },
        },
        {
            "communes": {
                "ba": {"name": "Ba", "kind": "ward", "district": "Nam", "lat": 11.1, "lon": 106.7,
                       "area_km2": 3, "population": 9_000},
            },
            "sites": {"p-ba": {"tier": "point", "commune": "ba", "officers": [{"count": 1}]}},
        },
    ],
    ids=["days before", "days after", "a procedure before", "a procedure after", "officers",
         "processors", "a unit", "a commune"],
)  # fmt: skip
def test_nothing_moves_in_a_province(changes: dict[str, Any]) -> None:
    """Nor by the net or by post; each is filed and processed where it was."""
    assert_nothing_moves(draw(rich_province()), draw(rich_province(**changes)))


@pytest.mark.parametrize("per", ["district", "commune", "site"])
def test_another_kind_of_unit_moves_the_unit_alone(per: str) -> None:
    """Who works on it is no draw."""
    old, new = draw(rich_province()), draw(rich_province(units={"back": {"per": per}}))
    theirs = all_lives(new)
    for pair, rows in all_lives(old).items():
        assert [(*row[:-2], row[-1]) for row in rows] == [
            (*row[:-2], row[-1]) for row in theirs[pair]
        ]
        assert {row[-2] for row in rows} == {"back"}
        assert all(row[-2].startswith("back/") for row in theirs[pair])


def test_another_site_takes_its_own_and_moves_no_need() -> None:
    """Land goes to the new branch, or where it went; the rest of its life is the same."""
    annex = {"tier": "branch", "district": "Nam", "commune": "binh", "officers": [{"count": 1}]}
    old = draw(rich_province())
    new = draw(
        rich_province(
            sites={"annex": annex},
            travel={"table": {code: {"annex": 55} for code in ("an", "binh", "cau")}},
        )
    )
    theirs = all_lives(new)
    moved = 0
    for pair, rows in all_lives(old).items():
        for one, other in zip(rows, theirs[pair], strict=True):
            assert one[:-1] == other[:-1]
            assert other[-1] in (one[-1], "annex")
            moved += other[-1] == "annex"
    assert moved > 20


def test_growth_keeps_each_life() -> None:
    """Twice the demand has the same dossiers sooner, and more behind them."""
    days = {"start": "2025-03-03", "days": 1}
    old, new = (
        draw(life_office(period=days, sites={"desk": {"arrivals": {"papers": {"per_day": n}}}}))
        for n in (60, 120)
    )
    mine, theirs = old.lives("desk", "papers"), new.lives("desk", "papers")
    assert 30 < len(mine) < len(theirs)
    assert [row[1:] for row in mine] == [row[1:] for row in theirs[: len(mine)]]


def test_neither_order_nor_memory_of_replications_matters() -> None:
    """The third is the same alone, after others, and in memory that others have used."""
    scenario = rich_province()
    system = build(scenario)
    alone = all_lives(Drawn(system, Sampler(scenario, system, scenario.seed).draw(3)))
    busy, memory = Sampler(scenario, system, scenario.seed), Memory()
    for replication in (0, 5, 3):
        workload = busy.draw(replication, memory)
    assert all_lives(Drawn(system, workload)) == alone
    # Keys of dates are not those of replications: neighbours have nothing in common.
    words = np.concatenate([busy.draw(r).dossiers["return_word"] for r in range(3)])
    assert len(np.unique(words)) == len(words)


# ---------------------------------------------------------------- one parameter, one draw

SOME_DAYS = {1: 1, 3: 1, 8: 2}
CHANGES: list[tuple[str, Any, tuple[str, ...], int]] = [
    # key, its new value, the fields that move, the direction in which the first of them does
    ("incomplete", 0.4, ("outcome", *WHEN_SUPPLEMENTED), +1),
    ("incomplete", 0.1, ("outcome", *WHEN_SUPPLEMENTED), -1),
    ("comes_back", 0.4, ("outcome", *WHEN_SUPPLEMENTED), +1),
    ("needs_supplement", 0.4, ("needs_mending", *WHEN_MENDED, *WHEN_SUPPLEMENTED), +1),
    ("collect", 0.8, ("fetched", *WHEN_FETCHED), +1),
    ("collect", 0.2, ("fetched", *WHEN_FETCHED), -1),
    ("supplement_time", {"law": "lognormal", "mean": 6, "cv": 0.6}, ("supplement",), +1),
    ("supplement_delay", SOME_DAYS, ("supplement_delay", "mend_delay"), +1),
    ("collect_time", {"law": "exponential", "mean": 2}, ("collect",), -1),
    ("collect_delay", {0: 1, 1: 3, 4: 2}, ("collect_delay",), +1),
    ("effort", {"law": "gamma", "mean": 50, "cv": 0.7}, ("effort",), +1),
    ("effort", None, ("effort",), -1),
    ("lead_time", {"law": "lognormal", "mean": 2, "cv": 0.5}, ("lead",), -1),
    ("lead_time", None, ("lead",), -1),
    ("deadline", {0: 0.1, 3: 0.5, 10: 0.4}, ("deadline", "lead"), +1),
    ("deadline", 0, ("deadline", "lead"), -1),
    ("deadline", None, ("deadline", "lead"), -1),
    ("each_more", 0.6, ("supplement", "collect"), +1),
    ("patience", {"law": "exponential", "mean": 60}, ("patience",), +1),
    ("priority_share", 0.5, ("priority",), -1),
    ("return_after_abandon", None, ("return_word",), -1),
    ("counter_time", {"law": "gamma", "mean": 9, "cv": 0.8}, (), 0),
]


@pytest.mark.parametrize(("key", "value", "fields", "direction"), CHANGES)
def test_a_parameter_moves_its_own_draw_one_way(
    key: str, value: Any, fields: tuple[str, ...], direction: int
) -> None:
    """Every other field is the same, and what both have need of beside it."""
    days = {"period": {"start": "2025-03-03", "days": 20}}
    before, after = (
        draw(life_office(**days, procedures={"papers": change})).dossiers
        for change in ({}, {key: value})
    )
    assert moved(before, after) == set(fields)
    for name in fields[:1]:
        difference = after[name].astype(float) - before[name].astype(float)
        assert (difference * direction >= 0).all()
    both = {
        WHEN_SUPPLEMENTED: is_supplemented(before) & is_supplemented(after),
        WHEN_MENDED: before["needs_mending"] & after["needs_mending"],
        WHEN_FETCHED: before["fetched"] & after["fetched"],
        ("lead",): (before["deadline"] != 0) & (after["deadline"] != 0),
    }
    for names, needed in both.items():
        for name in set(names) & set(fields[1:]) - {"mend_delay", "collect"}:
            assert (before[name][needed] == after[name][needed]).all()


def moved(before: Records, after: Records) -> set[str]:
    """The fields that are not the same in all dossiers."""
    names = (*NEEDS, *NUMBERED)
    return {name for name in names if (before[name] != after[name]).any()}


@pytest.mark.parametrize(
    ("key", "value", "fields"),
    [
        ("intake_time", {"law": "gamma", "mean": 10, "cv": 0.5}, {"intake"}),
        ("online", 0.4, {"channel", "intake", "enquires"}),
        ("post", 0.3, {"channel", "intake"}),
        ("enquire_time", 9, set()),
    ],
)
def test_a_parameter_of_the_net_moves_its_own_draw(key: str, value: Any, fields: set[str]) -> None:
    """More work of intake for each; another channel, and what both have by it."""
    before, after = (
        draw(rich_province(procedures={"papers": change})).dossiers for change in ({}, {key: value})
    )
    assert moved(before, after) == fields
    both = (before["intake"] >= 0) & (after["intake"] >= 0)
    if key == "intake_time":
        assert (after["intake"][both] > before["intake"][both]).all()
        assert (order(after["intake"][both]) == order(before["intake"][both])).all()
    else:
        assert (after["intake"][both] == before["intake"][both]).all()


def order(values: NDArray[Any]) -> NDArray[Any]:
    found: NDArray[Any] = np.argsort(values, kind="stable")
    return found


def test_who_was_incomplete_still_is() -> None:
    """More that is missing adds to them; more who come back do not change what is missing."""
    base, more, hopeful = (
        draw(life_office(procedures={"papers": change})).dossiers["outcome"]
        for change in ({}, {"incomplete": 0.4}, {"comes_back": 0.9})
    )
    wanting = base != Intake.COMPLETE
    assert wanting.sum() > 10
    assert (more[wanting] == base[wanting]).all()
    assert (more != Intake.COMPLETE).sum() > wanting.sum()
    assert ((hopeful != Intake.COMPLETE) == wanting).all()
    assert (hopeful[base == Intake.INCOMPLETE] == Intake.INCOMPLETE).all()


def test_another_profile_moves_times_of_day_alone() -> None:
    """An even day in place of the hard one: earlier is still earlier."""
    flat = {"profiles": {"hard": {"at_door": {}, "bands": {"08:00-13:00": 1}}}}
    plain = life_office().model_dump(mode="json", by_alias=True, exclude_unset=True)
    before = draw(life_office()).dossiers
    after = draw(Scenario.model_validate(plain | flat)).dossiers
    # Bands are filled where doors are open alone, so that filing times move as well.
    by_k = np.argsort(before["return_word"]), np.argsort(after["return_word"])
    one, other = before[by_k[0]], after[by_k[1]]
    clocks = {"supplement_clock", "mend_clock", "collect_clock"}
    assert moved(one, other) == clocks | {"filed_at"}
    for name in clocks:
        drawn = one[name] > 0
        assert (np.diff(other[name][drawn][order(one[name][drawn])]) >= 0)[
            np.diff(np.sort(one[name][drawn])) > 0
        ].all()


def test_a_slower_site_moves_work_at_its_counter_alone() -> None:
    """A productive share of four fifths: longer for all, in the same order."""
    before, after = (
        draw(rich_province(sites={"p-an": {"productive_share": share}})) for share in (1, 0.8)
    )
    assert moved(before.dossiers, after.dossiers) == {"intake", "supplement", "collect"}
    s = before.system.site_ids.index("p-an")
    own = before.dossiers["site"] == s
    for name in ("intake", "supplement", "collect"):
        one, other = before.dossiers[name], after.dossiers[name]
        assert (one[~own] == other[~own]).all()
        drawn = own & (one > 0)
        assert (np.abs(other[drawn] - one[drawn] / 0.8) <= 1.2).all()
