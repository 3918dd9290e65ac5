"""What is drawn for a dossier's life, to the millisecond: rounding, shares, units, lead times."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sim.memory import Memory
from sim.model.system import build
from sim.model.tables import HOUR, MINUTE, NEVER, Channel, Intake
from sim.sampling.workload import Sampler
from tests.sampling.lives import (
    STANDARD_DAY,
    WHEN_FETCHED,
    WHEN_MENDED,
    WHEN_SUPPLEMENTED,
    is_supplemented,
    life_office,
    life_province,
)
from tests.sampling.offices import Drawn, draw

pytestmark = pytest.mark.jit  # a statement about draws, not about lines

FIXED = {
    "dossiers_per_visit": 1, "intake_time": None, "supplement_time": None, "collect_time": None,
    "incomplete": 1, "comes_back": 1, "collect": 1, "enquire_time": 4,
}  # fmt: skip
"""Everything happens, and takes what `counter_time` says unless told otherwise."""


def papers(desk: dict[str, Any] | None = None, **changes: Any) -> Drawn:
    """The province where papers of `an` are filed in ways that `changes` tell."""
    sites = {"p-an": desk or {}}
    return draw(life_province(procedures={"papers": FIXED | changes}, sites=sites))


def of_an(drawn: Drawn, **where: Any) -> Any:
    """The dossiers of papers of `an`, where fields have these values."""
    dossiers = drawn.dossiers
    own = (dossiers["commune"] == 0) & (dossiers["procedure"] == 1)
    for name, value in where.items():
        own &= dossiers[name] == value
    assert own.sum() > 20
    return dossiers[own]


# ---------------------------------------------------------------- times at the counter

WORK = ("intake", "supplement", "collect")


@pytest.mark.parametrize("name", WORK)
@pytest.mark.parametrize(
    ("minutes", "share", "together", "expected"),
    [
        (0, 1, 1, 1),
        ("3 ms", 1, 1, 3),
        ("3 ms", 0.75, 1, 4),
        ("3 ms", 0.9, 1, 3),
        ("1 ms", 0.4, 1, 3),
        ("1 ms", 0.4, 5, 5),
        (10, 0.8, 1, 750_000),
        (10, 0.5, 5, 2_400_000),
        (10, 1, 1, 600_000),
    ],
)
def test_work_at_the_counter_is_rounded_once(
    name: str, minutes: float | str, share: float, together: int, expected: int
) -> None:
    """Times 1 + a quarter for each further dossier, over the site's productive share; then a half
    is rounded up: two and a half twice over are five, not six. Never less than 1 ms."""
    drawn = papers(
        {"productive_share": share}, counter_time=99, post=1, online=0, each_more=0.25,
        **{"dossiers_per_visit": together, f"{name}_time": minutes},
    )  # fmt: skip
    found = of_an(drawn)
    assert set(found["dossiers"].tolist()) == {together}
    # 0.25 a further one: five are two.
    assert set(found[name].tolist()) == {expected}
    scale = (1 + 0.25 * (together - 1)) / share
    for other in set(WORK) - {name}:
        assert set(found[other].tolist()) == {int(99 * MINUTE * scale + 0.5)}


def test_times_that_are_not_given_are_those_of_filing() -> None:
    """By post, to supplement and to collect: seven minutes, of one law."""
    found = of_an(papers(counter_time=7, post=1, online=0))
    for name in WORK:
        assert set(found[name].tolist()) == {7 * MINUTE}


def test_the_law_of_filing_in_its_stead_is_drawn_anew() -> None:
    """One law of four draws: what a dossier takes at intake says nothing about the others."""
    law = {"law": "gamma", "mean": 8, "cv": 0.8}
    found = of_an(papers(counter_time=law, post=1, online=0))
    for one, other in (("intake", "supplement"), ("supplement", "collect"), ("intake", "collect")):
        assert (found[one] != found[other]).all()


def test_intake_work_is_for_what_does_not_come_to_the_counter() -> None:
    """A third each: at the counter there is none, and only those who file online enquire."""
    drawn = draw(life_province(procedures={"papers": {"online": 0.3, "post": 0.3}}))
    dossiers = drawn.dossiers[drawn.dossiers["procedure"] == 1]
    at_counter = dossiers["channel"] == Channel.COUNTER
    assert set(dossiers["channel"].tolist()) == set(Channel)
    assert ((dossiers["intake"] == NEVER) == at_counter).all()
    assert set(dossiers["channel"][dossiers["enquires"]].tolist()) == {Channel.ONLINE}
    assert set(draw(life_office()).dossiers["intake"].tolist()) == {NEVER}


def test_work_follows_the_site_where_the_dossier_is_filed() -> None:
    """Land filed away from home, by post too, takes as long as that site needs for it."""
    shares = {"bac": 0.5, "nam": 0.8, "center": 1.0}
    drawn = draw(
        life_province(
            choice={"rule": "logit", "outside_share": 0.6, "beta": 0.01},
            sites={site: {"productive_share": share} for site, share in shares.items()},
            procedures={"land": {"counter_time": 8, "post": 0.5, "incomplete": 1, "collect": 1}},
        )
    )
    land = drawn.dossiers[drawn.dossiers["procedure"] == 0]
    site = np.array(drawn.system.site_ids)[land["site"]]
    assert {"bac", "nam", "center"} == set(site.tolist())
    expected = np.array([round(8 * MINUTE / shares[each]) for each in site])
    by_post = land["channel"] == Channel.POST
    assert (site[by_post & (land["commune"] == 0)] != "bac").sum() > 20
    assert (land["intake"][by_post] == expected[by_post]).all()
    assert (land["supplement"] == expected).all()
    assert (land["collect"] == expected).all()


# ---------------------------------------------------------------- what is drawn when


def test_nothing_is_drawn_that_cannot_be_needed() -> None:
    """What is complete and sent has neither supplement nor visit to collect; and vice versa."""
    dossiers = draw(life_province()).dossiers
    own = dossiers[dossiers["procedure"] == 1]
    # At eight there is a crowd and before it nobody, so that a time of day of 0 is none.
    for fields, needed in (
        (WHEN_SUPPLEMENTED, is_supplemented(own)),
        (WHEN_MENDED, own["needs_mending"]),
        (WHEN_FETCHED, own["fetched"]),
    ):
        assert 20 < needed.sum() < len(own) - 20
        for name in fields:
            assert not own[name][~needed].any()
            if name != "collect_delay":
                assert own[name][needed].all()


def test_what_stays_for_a_result_may_have_to_fetch_it() -> None:
    """On the spot a visit to collect is drawn for all, whatever `collect` says."""
    drawn = draw(
        life_office(
            units={"back": {"per": "site", "processors": 1}},
            procedures={
                "papers": {"on_the_spot": True, "deadline": 0, "lead_time": None, "collect": 0}
            },
        )
    )
    assert not drawn.dossiers["fetched"].any()
    assert drawn.dossiers["collect"].all()
    assert drawn.dossiers["collect_clock"].all()
    assert set(drawn.dossiers["collect_delay"].tolist()) == {0, 1, 4}
    assert set(drawn.dossiers["deadline"].tolist()) == {0}


def test_shares_of_all_and_of_none() -> None:
    """All incomplete and brought, all incomplete and lost, none; the same for the others."""
    for incomplete, back, outcome in (
        (1, 1, Intake.INCOMPLETE), (1, 0, Intake.HOPELESS), (0, 1, Intake.COMPLETE),
    ):  # fmt: skip
        found = of_an(papers(incomplete=incomplete, comes_back=back))
        assert set(found["outcome"].tolist()) == {outcome}
    for share in (0, 1):
        found = of_an(papers(needs_supplement=share, collect=share))
        assert set(found["needs_mending"].tolist()) == {bool(share)}
        assert set(found["fetched"].tolist()) == {bool(share)}


def test_dirty_memory_leaves_no_trace() -> None:
    """Every field of every dossier is written, whatever was there before."""

    class Dirty(Memory):
        def table(self, name: str, rows: int, dtype: Any, keep: int = 0) -> Any:
            table = super().table(name, rows, dtype, keep)
            table[keep:].view(np.uint8)[:] = 0xA5
            return table

    for scenario in (life_province(), life_office()):
        system = build(scenario)
        sampler = Sampler(scenario, system, scenario.seed)
        clean, dirty = sampler.draw(0), sampler.draw(0, Dirty())
        for name in clean.dossiers.dtype.names:
            assert (clean.dossiers[name] == dirty.dossiers[name]).all()
        assert Drawn(system, clean).rows("an" if system.commune_ids else "desk", "papers") == Drawn(
            system, dirty
        ).rows("an" if system.commune_ids else "desk", "papers")


# ---------------------------------------------------------------- behind the counter


@pytest.mark.parametrize(
    ("effort", "together", "expected"),
    [
        (7, 1, 420_000),
        (7, 5, 2_100_000),
        (0, 5, 1),
        ("1 ms", 3, 3),
        (0.3 / 60_000, 5, 2),
        (None, 5, 0),
    ],
)
def test_effort_is_for_every_dossier(effort: Any, together: int, expected: int) -> None:
    """As many times, whatever officers make of their time; rounded once; 0 without a law."""
    found = of_an(papers({"productive_share": 0.5}, effort=effort, dossiers_per_visit=together))
    assert set(found["effort"].tolist()) == {expected}


def test_a_lead_time_is_in_standard_days_of_the_unit() -> None:
    """Two and a half of six hours: the mean of seven and five."""
    hours = {"hours": {"mon-tue": ["08:00-15:00"], "wed-thu": ["10:00-15:00"]}}
    drawn = draw(
        life_province(
            units={"back": {"calendar": hours}},
            procedures={"papers": {"lead_time": 2.5, "deadline": 7}},
        )
    )
    assert set(of_an(drawn)["lead"].tolist()) == {15 * HOUR}
    assert set(of_an(drawn)["deadline"].tolist()) == {7}


def test_the_unit_of_a_site_has_lead_times_by_its_own_hours() -> None:
    """Three hours a day at the point of `an`, four at the others."""
    drawn = draw(
        life_province(
            units={"back": {"per": "site"}},
            sites={"p-an": {"calendar": {"hours": {"mon-sun": ["09:00-12:00"]}}}},
            procedures={"papers": {"lead_time": 2, "deadline": None}},
        )
    )
    dossiers = drawn.dossiers[drawn.dossiers["procedure"] == 1]
    assert (dossiers["lead"] == np.where(dossiers["commune"] == 0, 6 * HOUR, 8 * HOUR)).all()
    assert set(dossiers["deadline"].tolist()) == {NEVER}


def test_what_is_due_the_same_day_has_no_lead_time() -> None:
    """It is the drawn deadline that decides; all others have one, with a deadline or without."""
    for deadline in ({0: 0.5, 3: 0.5}, 0, 3, None):
        found = of_an(papers(deadline=deadline, lead_time=2))
        at_once = found["deadline"] == 0
        assert set(found["lead"][at_once].tolist()) <= {0}
        assert set(found["lead"][~at_once].tolist()) <= {2 * STANDARD_DAY}
        assert at_once.any() == (deadline == 0 or isinstance(deadline, dict))
        assert (~at_once).any() == (deadline != 0)


@pytest.mark.parametrize("channel", ["counter", "online", "post"])
@pytest.mark.parametrize("per", ["network", "district", "commune", "site"])
def test_the_unit_of_each_dossier(per: str, channel: str) -> None:
    """One for all; the district's or commune's of the home, wherever it is filed; the site's."""
    drawn = draw(
        life_province(
            choice={"rule": "nearest", "outside_share": 0.5},
            units={"back": {"per": per}},
            procedures={
                "land": {
                    "online": float(channel == "online"),
                    "post": float(channel == "post"),
                    "enquire_time": 4,
                }
            },
        )
    )
    districts = {"an": "Bắc", "binh": "Bắc", "cau": "Nam"}
    away = 0
    for i, dossier in enumerate(drawn.dossiers):
        home = drawn.system.commune_ids[dossier["commune"]]
        site = drawn.system.site_ids[dossier["site"]]
        name = {
            "network": "back", "district": f"back/{districts[home]}", "commune": f"back/{home}",
            "site": f"back/{site}",
        }[per]  # fmt: skip
        assert drawn.unit[i] == name
        assert (dossier["unit"] == NEVER) == (per == "site")
        away += (home, site) in {("an", "nam"), ("cau", "bac")}
    assert away > 20


@pytest.mark.parametrize("per", ["network", "site"])
def test_the_unit_of_an_office(per: str) -> None:
    """Without communes too there is one for all, or one for each site."""
    annex = {"officers": [{"count": 1}], "arrivals": {"papers": {"per_day": 30}}}
    drawn = draw(life_office(units={"back": {"per": per}}, sites={"annex": annex}))
    expected = {"network": {"back"}, "site": {"back/annex", "back/desk"}}[per]
    assert set(drawn.unit.tolist()) == expected
    if per == "site":
        site = np.array(drawn.system.site_ids)[drawn.dossiers["site"]]
        assert (drawn.unit == np.char.add("back/", site)).all()


def test_online_and_postal_dossiers_choose_a_site_like_all_others() -> None:
    """Land is filed at home or at the nearest other branch, whatever the channel."""
    drawn = draw(
        life_province(
            choice={"rule": "nearest", "outside_share": 0.5},
            procedures={"land": {"online": 0.4, "post": 0.3, "enquire_time": 4}},
        )
    )
    land = drawn.dossiers[(drawn.dossiers["procedure"] == 0) & (drawn.dossiers["commune"] == 0)]
    site = np.array(drawn.system.site_ids)[land["site"]]
    for channel in Channel:
        own = site[land["channel"] == channel]
        assert set(own.tolist()) == {"bac", "nam"}
    papers_ = drawn.dossiers[drawn.dossiers["procedure"] == 1]
    names = np.array(drawn.system.site_ids)[papers_["site"]]
    home = np.array(drawn.system.commune_ids)[papers_["commune"]]
    assert (names == np.char.add("p-", home)).all()
