"""Each measure of dossiers on a handful of them, worked out by hand."""

from __future__ import annotations

from math import isnan

import numpy as np
import pytest

from sim.measures.kpis import COLUMN
from sim.measures.tally import Tally, tally
from sim.model.tables import HOUR, MINUTE, NEVER, Channel, Ending, Fate, Purpose
from tests.measures.offices import AFTERNOON, MORNING, office, read, served
from tests.measures.toys import Clock, Dossier, Site, Visit, at, between, make_run, make_system

TEN_DAYS = Clock(
    sessions=[between(day, span) for day in range(10) for span in (MORNING, AFTERNOON)],
    more=[between(day, MORNING) for day in range(10, 20)],
)
"""Eight hours on every day, ten days of them in the run."""


def measure(
    dossiers: list[Dossier],
    visits: list[Visit] | None = None,
    travel: np.ndarray | None = None,
    sites: list[Site] | None = None,
    **how: object,
) -> Tally:
    """Ten days, the period is the second to the fifth; a unit with the clock above."""
    sites = sites or [office(open_days=list(range(10)))]
    usual = {"n_days": 10, "period": (1, 5), "clocks": [TEN_DAYS], "unit_clock": [0]}
    system = make_system(sites, **(usual | how))  # type: ignore[arg-type]
    return tally(system, *make_run(system, sites, visits or [], dossiers), travel=travel)


def cell(result: Tally, name: str) -> tuple[float, float]:
    """Numerator and denominator of the network."""
    column = COLUMN[name]
    return float(result.numerator[0, column]), float(result.denominator[0, column])


def done(filed: int, ready: int, **more: object) -> Dossier:
    """A dossier of the unit whose result was sent when it was ready."""
    usual = {"unit": 0, "ready": ready, "finished": ready, "ending": Ending.DONE}
    return Dossier(filed=filed, **(usual | more))  # type: ignore[arg-type]


# ---------------------------------------------------------------- throughput and turnaround


def test_turnaround_is_open_time_in_standard_days() -> None:
    """From 11:00 to 14:00 two days later: 1 + 4 hours, 8 hours and 5 hours of 8 a day."""
    result = measure([done(at(1, "11:00"), at(3, "14:00"))])
    assert read(result, "turnaround_mean") == pytest.approx((5 + 8 + 5) / 8, rel=1e-12)


def test_turnaround_stands_still_while_the_unit_is_shut() -> None:
    """Filed in the evening and ready with the first hour of the next morning."""
    result = measure([done(at(1, "20:00"), at(2, "09:00"))])
    assert read(result, "turnaround_mean") == pytest.approx(1 / 8, rel=1e-12)


def test_turnaround_is_told_by_the_clock_of_the_unit() -> None:
    """The unit of the site goes before that of the dossier; a day there has two hours."""
    slow = Clock(sessions=[between(day, "08:00-10:00") for day in range(10)], standard_day=2 * HOUR)
    dossiers = [done(at(1, "08:00"), at(2, "09:00"), procedure=p, unit=p - 1) for p in (0, 1)]
    result = measure(
        dossiers, procedures=2, clocks=[TEN_DAYS, slow], unit_clock=[0, 1], unit_at={(0, 0): 1}
    )
    assert read(result, "turnaround_mean", "procedure", "procedure 0") == pytest.approx(1.5)
    assert read(result, "turnaround_mean", "procedure", "procedure 1") == pytest.approx(1 + 1 / 8)


def test_a_dossier_without_a_unit_has_no_turnaround() -> None:
    """It is filed and completed all the same."""
    result = measure([done(at(1, "09:00"), at(1, "09:30"), unit=NEVER)])
    assert isnan(read(result, "turnaround_mean"))
    assert isnan(read(result, "turnaround_p50"))
    assert read(result, "filed_per_day") == read(result, "completed_per_day") == 1 / 4


def test_filed_and_completed_are_those_of_the_period_each_by_its_own_instant() -> None:
    """Ready in the period though filed before; filed in it but ready after; neither; both."""
    dossiers = [
        done(at(0, "09:00"), at(1, "09:00"), n=3),
        done(at(4, "09:00"), at(5, "09:00")),
        done(at(0, "09:00"), at(0, "10:00")),
        done(at(2, "09:00"), at(3, "10:00"), n=2),
    ]
    result = measure(dossiers)
    assert cell(result, "filed_per_day") == (1 + 2, 4)
    assert cell(result, "completed_per_day") == (3 + 2, 4)
    assert cell(result, "turnaround_mean") == pytest.approx((1 + 2 * 9 / 8, 3))


@pytest.mark.parametrize(
    ("ready", "expected"),
    [(at(1, "00:00") - 1, 0), (at(1, "00:00"), 1), (at(5, "00:00") - 1, 1), (at(5, "00:00"), 0)],
)
def test_the_period_has_its_first_instant_and_not_its_end(ready: int, expected: int) -> None:
    """Ready at the midnight with which it begins, or ends."""
    assert cell(measure([done(at(0, "09:00"), ready)]), "completed_per_day") == (expected, 4)


# ---------------------------------------------------------------- on time


@pytest.mark.parametrize(
    ("life", "expected"),
    [
        ({"due": at(3, "17:00"), "ready": at(3, "17:00")}, (1, 1)),
        ({"due": at(3, "17:00"), "ready": at(3, "17:00") + 1}, (0, 1)),
        ({"due": at(9, "17:00")}, (0, 1)),
        ({"due": at(12, "12:00")}, (0, 0)),
        ({"due": at(12, "12:00"), "ready": at(9, "09:00")}, (1, 1)),
        ({"due": NEVER, "ready": at(3, "17:00")}, (0, 0)),
        ({"due": at(2, "17:00"), "ending": Ending.LOST}, (0, 0)),
        (
            {"due": at(3, "17:00"), "ready": at(2, "17:00"), "ending": Ending.UNCLAIMED},
            (1, 1),
        ),
    ],
)
def test_on_time_is_ready_by_the_end_of_the_due_day(
    life: dict[str, int], expected: tuple[int, int]
) -> None:
    """Open past it is late, open before it undecided; nobody is late with what was lost."""
    result = measure([Dossier(filed=at(1, "09:00"), unit=0, **life)])  # type: ignore[arg-type]
    assert cell(result, "on_time_share") == expected


def test_what_was_filed_outside_the_period_is_in_no_cohort() -> None:
    """Neither before nor from its end on."""
    early = done(at(1, "00:00") - 1, at(2, "09:00"), due=at(2, "17:00"))
    late = done(at(5, "00:00"), at(6, "09:00"), due=at(6, "17:00"))
    result = measure([early, late], [served("08:00", "08:10", "08:20", 1, dossier=early)])
    for name in ("on_time_share", "turnaround_mean", "visits_per_dossier", "lost_share"):
        assert cell(result, name)[1] == 0
    assert cell(result, "open_at_end") == (0, 1)


# ---------------------------------------------------------------- endings


def test_lost_is_a_share_of_those_that_ended_and_open_is_a_count() -> None:
    """Of a lost one, three done, an unclaimed one and two open ones."""
    filed = at(1, "09:00")
    dossiers = [
        Dossier(filed=filed, ending=Ending.LOST),
        done(filed, at(2, "09:00"), n=3),
        Dossier(filed=filed, ready=at(2, "09:00"), ending=Ending.UNCLAIMED),
        Dossier(filed=filed, n=2),
    ]
    result = measure(dossiers)
    assert cell(result, "lost_share") == (1, 5)
    assert cell(result, "open_at_end") == (2, 1)


def test_without_dossiers_only_counts_are_known() -> None:
    """Nothing filed is nought a day; no share of nothing."""
    result = measure([])
    assert read(result, "filed_per_day") == read(result, "completed_per_day") == 0
    assert read(result, "open_at_end") == 0
    for name in ("on_time_share", "lost_share", "visits_per_dossier", "citizen_time_mean"):
        assert isnan(read(result, name))
    assert isnan(read(result, "turnaround_p90"))


# ---------------------------------------------------------------- visits, time, travel

TRAVEL = np.array([[10 * MINUTE, 25 * MINUTE], [40 * MINUTE, 5 * MINUTE]])
"""From two communes to two sites."""
TO_FIRST = TRAVEL[:, :1].copy()
"""To the first alone, in C order: for another the kernels would be compiled once more."""


def test_a_whole_life_of_visits() -> None:
    """Handed in, brought a missing paper after having been turned away once, collected.

    At the site 20, 0, 15 and 30 minutes; four times 2 x 10 minutes on the road.
    """
    life = done(at(1, "08:00"), at(3, "09:00"), commune=0)
    visits = [
        served("08:00", "08:10", "08:20", 1, dossier=life),
        Visit(dossier=life, caused=True, arrived=at(2, "07:00"), left=at(2, "07:00"),
              fate=Fate.TURNED_AWAY, purpose=Purpose.SUPPLEMENT),
        served("08:00", "08:05", "08:15", 2, dossier=life, caused=True,
               purpose=Purpose.SUPPLEMENT),
        served("09:00", "09:20", "09:30", 4, dossier=life, caused=True, purpose=Purpose.COLLECT),
    ]  # fmt: skip
    for visit in visits:
        visit.commune = 0
    result = measure([], visits, TO_FIRST, communes=2)
    assert read(result, "visits_per_dossier") == 4
    assert read(result, "travel_mean") == 80
    assert read(result, "citizen_time_mean") == 20 + 0 + 15 + 30 + 80
    assert read(result, "citizen_time_mean", "commune", "commune 0") == 145
    assert isnan(read(result, "citizen_time_mean", "commune", "commune 1"))


@pytest.mark.parametrize(
    ("visit", "count", "minutes"),
    [
        ({"fate": Fate.ABANDONED, "left": at(1, "08:25")}, 1, 25),
        ({"fate": Fate.SENT_HOME, "left": at(1, "09:00")}, 1, 60),
        ({"fate": Fate.BALKED, "left": at(1, "08:00")}, 1, 0),
        ({"fate": Fate.TURNED_AWAY, "left": at(1, "08:00")}, 1, 0),
        ({"fate": Fate.OPEN, "left": at(1, "08:30")}, 1, 30),
        ({"fate": Fate.OPEN}, 1, 9 * 24 * 60 - 8 * 60),
        ({"fate": Fate.NO_SHOW, "arrived": NEVER, "booked": at(1, "08:00")}, 0, 0),
    ],
)
def test_a_visit_in_vain_takes_time_too(
    visit: dict[str, object], count: int, minutes: float
) -> None:
    """Whoever came has travelled; who never came has neither travelled nor waited."""
    life = Dossier(filed=at(1, "08:00"), commune=0, ending=Ending.LOST)
    usual = {"arrived": at(1, "08:00"), "commune": 0, "dossier": life}
    result = measure([], [Visit(**(usual | visit))], TO_FIRST, communes=2)  # type: ignore[arg-type]
    assert read(result, "visits_per_dossier") == count
    assert read(result, "travel_mean") == 20 * count
    assert read(result, "citizen_time_mean") == minutes + 20 * count


def test_dossiers_handed_in_together_share_visit_time_and_road() -> None:
    """Four dossiers in one visit, one in another of the same length: per dossier 2/5 of it."""
    many, one = (done(at(1, "08:00"), at(2, "09:00"), commune=0, n=n) for n in (4, 1))
    visits = [
        served("08:00", "08:10", "08:30", 1, dossier=dossier, commune=0) for dossier in (many, one)
    ]
    result = measure([], visits, TO_FIRST, communes=2)
    assert read(result, "visits_per_dossier") == 2 / 5
    assert read(result, "travel_mean") == 2 * 20 / 5
    assert read(result, "citizen_time_mean") == 2 * (30 + 20) / 5


def test_waiting_for_the_result_is_the_citizens_time() -> None:
    """Served until 08:20, with the result in hand at 09:00."""
    life = done(at(1, "08:00"), at(1, "09:00"), accepted=at(1, "08:20"), released=at(1, "09:00"))
    visits = [served("08:00", "08:10", "08:20", 1, dossier=life)]
    assert read(measure([], visits, on_the_spot=[0]), "citizen_time_mean") == 60
    assert read(measure([], visits), "citizen_time_mean") == 20


def test_what_comes_by_post_takes_nobody_anywhere() -> None:
    """No visit, no time; a mean over both channels."""
    posted = done(at(1, "08:00"), at(2, "09:00"), commune=1, channel=Channel.POST)
    brought = done(at(1, "08:00"), at(2, "09:00"), commune=1)
    visits = [served("08:00", "08:00", "08:10", 1, dossier=brought, commune=1)]
    result = measure([posted], visits, TO_FIRST, communes=2)
    assert read(result, "visits_per_dossier") == 1 / 2
    assert read(result, "travel_mean") == 80 / 2
    assert read(result, "citizen_time_mean") == 90 / 2


def test_visits_of_what_is_still_open_are_not_counted_yet() -> None:
    """A life that is not over has no total."""
    life = Dossier(filed=at(1, "08:00"))
    result = measure([], [served("08:00", "08:10", "08:20", 1, dossier=life)])
    assert cell(result, "visits_per_dossier") == (0, 0)
    assert read(result, "served_per_day") == 1 / 4


def test_without_communes_nobody_travels_and_time_is_time_at_the_site() -> None:
    """A scenario of sites alone does not say where people come from."""
    life = done(at(1, "08:00"), at(2, "09:00"))
    result = measure([], [served("08:00", "08:10", "08:20", 1, dossier=life)])
    assert isnan(read(result, "travel_mean"))
    assert read(result, "citizen_time_mean") == 20


def test_travel_is_to_the_site_where_the_dossier_was_filed() -> None:
    """Told by site, tier, district of the site, procedure and home."""
    days = list(range(10))
    sites = [
        office(id="a", tier="branch", district="d", open_days=days),
        office(id="b", tier="point", district="e", open_days=days),
    ]
    lives = [
        done(at(1, "08:00"), at(2, "09:00"), site=s, commune=c, procedure=s)
        for s, c in ((0, 0), (1, 0), (1, 1))
    ]
    visits = [
        served("08:00", "08:00", "08:10", 1, dossier=life, site=life.site, commune=life.commune,
               procedure=life.procedure)
        for life in lives
    ]  # fmt: skip
    result = measure([], visits, TRAVEL, sites, communes=2, procedures=2)
    assert read(result, "travel_mean") == (20 + 50 + 10) / 3
    assert read(result, "travel_mean", "site", "a") == 20
    assert read(result, "travel_mean", "site", "b") == (50 + 10) / 2
    assert read(result, "travel_mean", "tier", "point") == (50 + 10) / 2
    assert read(result, "travel_mean", "district", "d") == 20
    assert read(result, "travel_mean", "procedure", "procedure 1") == (50 + 10) / 2
    assert read(result, "travel_mean", "commune", "commune 0") == (20 + 50) / 2
    assert isnan(result.numerator[result.scopes.purpose_row[0], COLUMN["travel_mean"]])
