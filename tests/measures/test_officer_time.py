"""Utilisation, overtime and hours on duty, worked out by hand."""

from __future__ import annotations

from math import inf, isnan

import numpy as np
import pytest

from sim.measures.kpis import COLUMN
from sim.model.tables import MINUTE, Channel
from tests.measures.offices import AFTERNOON, MORNING, measure, office, read, served
from tests.measures.toys import Dossier, Group, Site, Visit, at, between


def test_overtime_is_cut_at_the_end_of_the_period() -> None:
    """On duty until 22:00, serving from 21:50 to half past midnight after the period."""
    duty = [between(0, "20:00-22:00")]
    site = Site(sessions=[(at(0, "20:00"), at(1, "00:00"))], groups=[Group(duties=[duty])])
    result = measure([site], [served("21:50", "21:50", "24:30")], period=(0, 1))
    assert read(result, "overtime_per_day") == 120
    assert read(result, "officer_hours_per_day") == 2
    assert read(result, "utilisation") == pytest.approx(130 / (120 + 120))
    assert read(result, "utilisation", "hour", "21") == pytest.approx(10 / 60)
    assert read(result, "utilisation", "hour", "23") == 1
    assert read(result, "overtime_per_day", "weekday", "mon") == 120
    assert isnan(result.numerator[result.scopes.hour_row[23], COLUMN["overtime_per_day"]])


def test_overtime_is_what_lies_outside_the_duty_as_worked() -> None:
    """Half a minute before the duty, twenty after it; the break moves the next duty to 13:20."""
    early = served("08:00", "08:00", "08:01")
    early.called -= MINUTE // 2
    visits = [early, served("11:50", "11:50", "12:20"), served("16:58", "16:58", "17:01")]
    duties = [[between(0, MORNING), between(0, AFTERNOON)]]
    worked = [[at(0, "08:00"), at(0, "13:20")]]
    site = office(groups=[Group(duties=duties, worked_from=worked)])
    result = measure([site], visits)
    assert read(result, "overtime_per_day") == pytest.approx(0.5 + 20 + 1)
    assert read(result, "officer_hours_per_day") == pytest.approx(8 - 20 / 60)
    assert read(result, "utilisation") == pytest.approx((1.5 + 30 + 3) / (460 + 21.5))


def test_a_service_over_several_duties_is_overtime_in_the_gaps() -> None:
    """From 11:50 to 18:00 with duties 8-12, 13-17 and one of which nothing was left."""
    duties = [between(0, MORNING), between(0, "12:30-12:40"), between(0, AFTERNOON)]
    worked = [at(0, "08:00"), at(0, "12:40"), at(0, "13:00")]
    site = office(groups=[Group(duties=[duties], worked_from=[worked])])
    result = measure([site], [served("11:50", "11:50", "18:00")])
    assert read(result, "overtime_per_day") == 120
    assert read(result, "utilisation") == pytest.approx(370 / (480 + 120))


def test_an_officer_without_any_duty_works_overtime_only() -> None:
    """Whoever is never on duty but served is busy for all of the time that counts."""
    site = office(groups=[Group(duties=[[]]), Group(name="spare", duties=[[]])])
    result = measure([site], [served("08:00", "08:00", "08:10")])
    assert read(result, "overtime_per_day") == 10
    assert read(result, "utilisation") == 1
    assert isnan(read(result, "utilisation", "officers", "spare"))


def test_groups_of_one_name_are_told_together_and_by_site() -> None:
    """The desk at a served two visits, the desk at b one; waits are those of whom they served."""
    sites = [office(id="a"), office(id="b"), office(id="c", groups=[Group(name="land")])]
    visits = [
        served("08:00", "08:10", "08:20"),
        served("08:00", "08:20", "08:30"),
        served("08:00", "08:30", "09:00", site=1),
    ]
    result = measure(sites, visits)
    assert read(result, "served_per_day", "officers", "desk") == 3
    assert read(result, "wait_mean", "officers", "desk") == 20
    assert read(result, "wait_p50", "officers", "desk") == 20
    assert read(result, "wait_max", "site/officers", "a/desk") == 20
    assert read(result, "utilisation", "site/officers", "b/desk") == pytest.approx(30 / 480)
    assert isnan(read(result, "arrivals_per_day", "officers", "desk"))
    assert isnan(read(result, "wait_max", "site/officers", "c/land"))


def first_come_first_served(rng: np.random.Generator, site: Site, n: int) -> list[Visit]:
    """Visits of one site, each served by whoever is free first, on duty or past it."""
    duties = site.groups[0].duties
    free = [-inf] * len(duties)
    visits = []
    for arrived in sorted(rng.integers(at(0, "07:00"), at(2, "18:00"), n).tolist()):
        start, officer = min(
            (max(arrived, free[o], since), o)
            for o, duty in enumerate(duties)
            for since, until in duty
            if max(arrived, free[o], since) < until
        )
        left = int(start) + int(rng.exponential(20 * MINUTE)) + 1
        free[officer] = left
        visits.append(Visit(arrived=arrived, called=int(start), left=left, officer=officer))
    return visits


@pytest.mark.parametrize("seed", range(3))
def test_nobody_is_busy_for_more_than_duty_and_overtime(seed: int) -> None:
    """Utilisation stays at or below 1 in every scope, even of overloaded officers."""
    rng = np.random.default_rng(seed)
    sessions = [between(d, span) for d in range(4) for span in (MORNING, AFTERNOON)]
    site = Site(sessions=sessions, groups=[Group(duties=[list(sessions)] * 2)])
    result = measure([site], first_come_first_served(rng, site, 130), n_days=4)
    column = COLUMN["utilisation"]
    share = result.numerator[:, column] / result.denominator[:, column]
    share = share[~np.isnan(share)]
    assert len(share) > 10
    assert share.max() <= 1
    assert share.max() > 0.8


def worked(since: str, until: str, officer: int, channel: Channel, site: int = 0) -> Dossier:
    """A dossier whose intake was work of that officer."""
    return Dossier(
        filed=at(0, since), channel=channel, site=site, intake=(at(0, since), at(0, until), officer)
    )


def test_intake_work_of_what_comes_online_or_by_post_is_busy_time_and_no_visit() -> None:
    """30 and 20 minutes, 10 of these after duty; the intake of a visit is its service already."""
    sites = [office(id="a"), office(id="b", groups=[Group(duties=[[], office().sessions])])]
    dossiers = [
        worked("09:00", "09:30", 0, Channel.ONLINE),
        worked("16:50", "17:10", 1, Channel.POST, site=1),
        worked("10:00", "10:30", 0, Channel.COUNTER),
        Dossier(filed=at(0, "11:00"), channel=Channel.ONLINE),
    ]
    result = measure(sites, [served("08:00", "08:00", "08:10")], dossiers)
    assert read(result, "utilisation", "site", "a") == pytest.approx(40 / 480)
    assert read(result, "utilisation", "site", "b") == pytest.approx(20 / 490)
    assert read(result, "overtime_per_day", "site", "b") == 10
    assert read(result, "utilisation", "site/hour", "a/09") == pytest.approx(30 / 60)
    assert read(result, "arrivals_per_day") == read(result, "served_per_day") == 1
    assert read(result, "wait_mean") == 0


def test_intake_work_is_cut_at_the_ends_of_the_period() -> None:
    """Begun on the evening before, and on the last evening."""
    duty = [(at(0, "00:00"), at(3, "00:00"))]
    site = Site(sessions=duty, groups=[Group(duties=[duty])], open_days=[0, 1, 2])
    dossiers = [
        Dossier(channel=Channel.POST, intake=(at(day, "23:50"), at(day, "24:20"), 0))
        for day in (0, 1)
    ]
    dossiers.append(Dossier(channel=Channel.POST, intake=(at(2, "08:00"), at(2, "09:00"), 0)))
    result = measure([site], [], dossiers, period=(1, 2))
    assert read(result, "utilisation") == pytest.approx((20 + 10) / (24 * 60))
