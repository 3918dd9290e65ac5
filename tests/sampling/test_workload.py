"""What a replication brings: numbering, order, channels, bulk, classes."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sim.model.records import DOSSIER_DTYPE
from sim.model.spec import Scenario
from sim.model.system import build
from sim.model.tables import DAY, HOUR, MINUTE, NEVER, Channel, Intake, Purpose
from sim.sampling import workload
from sim.sampling.workload import Sampler
from tests.sampling.offices import Drawn, assert_mean, assert_share, draw, office, province

EVERY_DAY = {"hours": {"mon-sun": ["08:00-12:00"]}}


def papers(scale: float = 1, **changes: Any) -> Scenario:
    """The province where residents need papers alone, in ways that `changes` tell."""
    return province(
        calendar=EVERY_DAY,
        procedures={"land": {"per_1000": 0}, "papers": changes},
        demand={"scale": scale, "enquire_share": 0.3},
    )


def many(days: int = 700, **changes: Any) -> Drawn:
    """Twenty-five visits an hour to the office, 100 a day, with papers as `changes` tell."""
    return draw(
        office(
            period={"start": "2025-03-03", "days": days},
            procedures={"papers": changes},
            sites={"desk": {"arrivals": {"papers": {"per_hour": 25}}}},
        )
    )


# ---------------------------------------------------------------- numbering and order


def test_dossiers_are_numbered_by_time_then_source_then_k() -> None:
    """Twins of one instant: by id of the site, then of the procedure, then their own number."""
    at = {"at": ["09:00", "08:00", "09:00"]}
    desk = {"officers": [{"count": 1}], "arrivals": {"papers": at, "Z": at}}
    drawn = draw(
        office(
            period={"start": "2025-03-03", "days": 2},
            procedures={"Z": {"counter_time": 1}},
            sites={"desk": {"arrivals": {"papers": at, "Z": at}}, "annex": desk},
        )
    )
    visits = drawn.visits
    order = np.argsort(visits.dossier)
    told = [
        (int(visits.arrived_at[i] // HOUR), str(drawn.site[i]), str(drawn.procedure[i]))
        for i in order
    ]
    day = [
        (hour, site, procedure)
        for hour, times in ((8, 1), (9, 2))
        for site in ("annex", "desk")
        for procedure in ("Z", "papers")
        for _ in range(times)
    ]
    assert told == day + [(hour + 24, *names) for hour, *names in day]
    assert visits.dossier[order].tolist() == list(range(24))
    assert drawn.workload.n_dossiers == 24


@pytest.mark.parametrize("scenario", [office(), papers(online=0.4, post=0.1, enquire_time=4)])
def test_the_order_of_visits(scenario: Scenario) -> None:
    """By site, and there by (arrival, dossier, purpose), with columns of the types promised."""
    drawn = draw(scenario)
    visits = drawn.visits
    assert visits.site_start[0] == 0
    assert visits.site_start[-1] == len(visits)
    for first, last in zip(visits.site_start[:-1], visits.site_start[1:], strict=True):
        rows = [getattr(visits, name)[first:last] for name in ("arrived_at", "dossier", "purpose")]
        assert (np.lexsort(rows[::-1]) == np.arange(last - first)).all()
    assert len(set(visits.dossier.tolist())) == len(visits)
    types = {
        "arrived_at": "i8", "booked_at": "i8", "dossier": "i8", "commune": "i4",
        "procedure": "i4", "purpose": "i1", "priority": "i1", "service": "i8", "patience": "i8",
        "return_word": "u8",
    }  # fmt: skip
    for name, kind in types.items():
        assert getattr(visits, name).dtype == np.dtype(kind)
    assert 0 <= visits.arrived_at.min() <= visits.arrived_at.max() < drawn.system.horizon
    assert visits.service.min() >= 1


@pytest.mark.parametrize("scenario", [office(), papers(online=0.4, post=0.1, enquire_time=4)])
def test_a_visit_is_one_of_its_dossier(scenario: Scenario) -> None:
    """Every dossier filed at the counter has its visit, and who enquires; they agree throughout."""
    drawn = draw(scenario)
    visits, dossiers, of_visits = drawn.visits, drawn.dossiers, drawn.of_visits
    assert dossiers.dtype == DOSSIER_DTYPE
    assert (np.diff(dossiers["filed_at"]) >= 0).all()
    comes = (dossiers["channel"] == Channel.COUNTER) | dossiers["enquires"]
    assert sorted(visits.dossier.tolist()) == np.flatnonzero(comes).tolist()
    assert (visits.arrived_at == of_visits["filed_at"]).all()
    for name in ("commune", "procedure", "priority", "patience"):
        assert (getattr(visits, name) == of_visits[name]).all()
    assert (np.array(drawn.system.site_ids)[of_visits["site"]] == drawn.site).all()
    assert ((visits.purpose == Purpose.ENQUIRE) == of_visits["enquires"]).all()


def test_a_plain_visit() -> None:
    """Ten minutes for one dossier, without limit, booking or wish to return; class 1."""
    drawn = draw(office())
    assert set(drawn.visits.service.tolist()) == {10 * MINUTE}
    for name, value in {
        "patience": NEVER, "booked_at": NEVER, "return_word": 0, "priority": 1,
        "purpose": Purpose.FILE, "commune": NEVER, "procedure": 0,
    }.items():  # fmt: skip
        assert set(getattr(drawn.visits, name).tolist()) == {value}


def test_a_plain_dossier() -> None:
    """Taken in complete, and done: no work behind the counter, no further visit, no due day."""
    dossiers = draw(office()).dossiers
    of_old = {
        "patience": NEVER, "return_word": 0, "commune": NEVER, "procedure": 0, "site": 0,
        "dossiers": 1, "channel": Channel.COUNTER, "priority": 1, "enquires": False,
    }  # fmt: skip
    after = {
        "effort": 0, "lead": 0, "intake": NEVER, "supplement": 0, "collect": 0, "unit": NEVER,
        "supplement_clock": 0, "mend_clock": 0, "collect_clock": 0, "deadline": NEVER,
        "supplement_delay": 0, "mend_delay": 0, "collect_delay": 0, "outcome": Intake.COMPLETE,
        "needs_mending": False, "fetched": False,
    }  # fmt: skip
    assert {*of_old, *after, "filed_at"} == set(DOSSIER_DTYPE.names or ())
    for name, value in (of_old | after).items():
        assert set(dossiers[name].tolist()) == {value}


def test_an_office_that_nobody_comes_to() -> None:
    """No visits, no dossiers, but a roster; not even a source."""
    for arrivals in ({"per_hour": 0}, {"at": []}):
        drawn = draw(office(sites={"desk": {"arrivals": {"papers": arrivals}}}))
        assert len(drawn.visits) == drawn.workload.n_dossiers == 0
        assert len(drawn.workload.roster.duty_from) == 5
    empty = office().model_copy(
        update={"sites": {"desk": office().sites["desk"].model_copy(update={"arrivals": None})}}
    )
    assert len(draw(empty).visits) == 0


def test_too_little_room_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tables grow until all fit, and what was drawn stays."""
    whole = draw(office())
    monkeypatch.setattr(workload, "_enough", lambda mean: 3 + int(mean) // 1000)
    again = draw(office())
    assert len(whole.visits) > 50
    assert again.rows("desk", "papers") == whole.rows("desk", "papers")


def test_a_timetable_brings_the_same_instants_every_open_day() -> None:
    """Monday to Wednesday, the closed Tuesday left out; before the doors open, too."""
    drawn = draw(
        office(
            period={"start": "2025-03-03", "days": 3},
            calendar={"hours": {"mon,wed": ["08:00-12:00"]}},
            sites={"desk": {"arrivals": {"papers": {"at": ["07:30", "09:15"]}}}},
        )
    )
    assert (drawn.visits.arrived_at / HOUR).tolist() == [7.5, 9.25, 55.5, 57.25]


# ---------------------------------------------------------------- services, bulk, patience


def test_services_are_rounded_once_and_at_least_1_ms() -> None:
    """A half is rounded up; the productive share divides before that."""

    def service(minutes: float | str, share: float = 1) -> set[int]:
        return set(
            draw(
                office(
                    procedures={"papers": {"counter_time": minutes}},
                    sites={"desk": {"productive_share": share}},
                )
            ).visits.service.tolist()
        )

    assert service(0) == {1}
    assert service("3 ms") == {3}
    assert service("3 ms", 0.75) == {4}
    assert service("3 ms", 0.9) == {3}
    assert service("1 ms", 0.4) == {3}
    assert service(10, 0.8) == {750_000}


def test_more_dossiers_take_longer() -> None:
    """Five of them: one and four further ones of a quarter each, divided by the share."""
    drawn = draw(
        office(
            procedures={"papers": {"dossiers_per_visit": 5, "each_more": 0.25}},
            sites={"desk": {"productive_share": 0.5}},
        )
    )
    assert set(drawn.dossiers["dossiers"].tolist()) == {5}
    assert set(drawn.visits.service.tolist()) == {int(10 * MINUTE * 2 / 0.5)}


def test_patience_and_the_word_of_return() -> None:
    """A word is drawn only where somebody may come back; a patience of 0 is one millisecond."""
    patient = draw(office(procedures={"papers": {"patience": 7.5}})).visits
    assert set(patient.patience.tolist()) == {450_000}
    assert not patient.return_word.any()
    returning = draw(
        office(procedures={"papers": {"patience": 0, "return_after_abandon": {"share": 0.5}}})
    ).visits
    assert set(returning.patience.tolist()) == {1}
    assert len(set(returning.return_word.tolist())) == len(returning) > 50


@pytest.mark.jit
def test_means_of_what_a_visit_brings() -> None:
    """Service, patience and number of dossiers have the means of their laws, and no relation."""
    drawn = many(
        counter_time={"law": "lognormal", "mean": 8, "cv": 0.5},
        patience={"law": "exponential", "mean": 40},
        dossiers_per_visit={"law": "geometric", "mean": 4, "share": 0.25},
        return_after_abandon={"share": 0.5},
    )
    visits, together = drawn.visits, drawn.of_visits["dossiers"]
    n = len(visits)
    assert n > 65_000
    assert_mean(visits.service / MINUTE, 8)
    assert_mean(visits.patience / MINUTE, 40)
    assert_mean(together, 1.75)
    assert_share((together == 1).mean(), 0.75 + 0.25 / 4, n)
    words = visits.return_word.astype(float) / 2.0**64
    assert_mean(words, 0.5)
    columns = np.stack([visits.service, visits.patience, together, words])
    gaps = np.diff(visits.arrived_at, prepend=0)
    related = np.corrcoef([*columns, np.where(gaps < DAY / 2, gaps, 0)])
    assert np.abs(related - np.eye(5)).max() < 4.5 / np.sqrt(n)
    for column in columns:
        assert abs(np.corrcoef(column[1:], column[:-1])[0, 1]) < 4.5 / np.sqrt(n)


# ---------------------------------------------------------------- channels and classes


def test_a_visit_has_a_commune_and_enquiries_a_time_of_their_own() -> None:
    """Half file online, of whom three in ten come to ask, for four minutes and one dossier."""
    drawn = draw(papers(online=0.5, enquire_time=4, dossiers_per_visit=3, each_more=1))
    visits = drawn.visits
    asks = visits.purpose == Purpose.ENQUIRE
    assert asks.sum() > 30
    assert set(visits.service[asks].tolist()) == {4 * MINUTE}
    assert set(visits.service[~asks].tolist()) == {18 * MINUTE}
    assert set(drawn.of_visits["dossiers"].tolist()) == {3}
    assert set(visits.purpose[~asks].tolist()) == {Purpose.FILE}
    assert drawn.workload.n_dossiers > len(visits)
    assert set(drawn.source.tolist()) == {"an", "binh", "cau"}
    assert {f"p-{commune}" for commune in drawn.source} == set(drawn.site.tolist())


@pytest.mark.parametrize(
    ("channels", "purposes"),
    [
        ({"post": 1}, set()),
        ({"online": 1, "enquire_time": 4}, {Purpose.ENQUIRE}),
        ({}, {Purpose.FILE}),
    ],
)
def test_single_channels(channels: dict[str, Any], purposes: set[Purpose]) -> None:
    """By post nobody comes, online some to enquire, at the counter all to file."""
    drawn = draw(papers(**channels))
    assert drawn.workload.n_dossiers > 100
    assert set(drawn.visits.purpose.tolist()) == purposes
    assert (len(drawn.visits) == drawn.workload.n_dossiers) == (purposes == {Purpose.FILE})


@pytest.mark.jit
def test_shares_of_channels() -> None:
    """Three in five online, of whom 30 % enquire; one in ten by post; the rest at the counter."""
    drawn = draw(papers(100, online=0.6, post=0.1, enquire_time=4))
    n = drawn.workload.n_dossiers
    assert n > 70_000
    purposes = drawn.visits.purpose
    assert_share((purposes == Purpose.FILE).sum() / n, 0.3, n)
    assert_share((purposes == Purpose.ENQUIRE).sum() / n, 0.6 * 0.3, n)
    channels = drawn.dossiers["channel"]
    assert_share((channels == Channel.ONLINE).mean(), 0.6, n)
    assert_share((channels == Channel.POST).mean(), 0.1, n)


@pytest.mark.jit
@pytest.mark.parametrize("where", [papers(100, priority_share=0.15, priority=3), None])
def test_the_share_with_priority(where: Scenario | None) -> None:
    """Fifteen in a hundred are of class 0, the others of the procedure's own."""
    drawn = draw(where) if where else many(priority_share=0.15, priority=3)
    priority = drawn.visits.priority
    assert set(priority.tolist()) == {0, 3}
    assert_share((priority == 0).mean(), 0.15, len(priority))


def test_the_class_of_a_procedure() -> None:
    """All are of it; with a share of 1, all are of class 0."""
    for changes, expected in (({"priority": 4}, 4), ({"priority": 4, "priority_share": 1}, 0)):
        visits = draw(office(procedures={"papers": changes})).visits
        assert set(visits.priority.tolist()) == {expected}


# ---------------------------------------------------------------- replications


def test_a_replication_is_a_function_of_its_number() -> None:
    """Drawn again, in another order or by another sampler, it is the same; others differ."""
    scenario = office(procedures={"papers": {"counter_time": {"law": "gamma", "mean": 5, "cv": 1}}})
    system = build(scenario)
    one, other = (Sampler(scenario, system, scenario.seed) for _ in range(2))
    found = {r: Drawn(system, one.draw(r)).rows("desk", "papers") for r in (0, 1, 2)}
    for replication in (2, 0, 1, 0):
        again = Drawn(system, other.draw(replication))
        assert again.workload.replication == replication
        assert again.rows("desk", "papers") == found[replication]
    assert len({row[0] for rows in found.values() for row in rows}) == sum(map(len, found.values()))
    other_seed = Drawn(system, Sampler(scenario, system, 12).draw(0)).rows("desk", "papers")
    assert not {row[0] for row in other_seed} & {row[0] for row in found[0]}


def test_the_next_draw_leaves_a_workload_alone() -> None:
    """Its tables are its own, though samplers use memory again."""
    scenario = office(procedures={"papers": {"counter_time": {"law": "gamma", "mean": 5, "cv": 1}}})
    system = build(scenario)
    sampler = Sampler(scenario, system, scenario.seed)
    first = Drawn(system, sampler.draw(0))
    before = first.rows("desk", "papers")
    sampler.draw(1)
    assert first.rows("desk", "papers") == before


def test_procedures_that_share_a_law_draw_apart() -> None:
    """One law, two procedures: as many different services as visits."""
    law = {"law": "exponential", "mean": 8}
    arrivals = {"other": {"per_hour": 6}}
    drawn = draw(
        office(
            procedures={"papers": {"counter_time": law}, "other": {"counter_time": law}},
            sites={"desk": {"arrivals": arrivals}},
        )
    )
    assert set(drawn.procedure.tolist()) == {"papers", "other"}
    assert len(set(drawn.visits.service.tolist())) == len(drawn.visits) > 100
