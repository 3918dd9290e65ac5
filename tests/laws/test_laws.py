"""Whole runs against exact theory: scenario file, sampling, engine, measures and estimates."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import sqrt
from pathlib import Path
from typing import Any

import pytest

from sim.measures.estimate import t_quantile
from sim.measures.kpis import COLUMN
from sim.measures.scopes import Scope, ScopeType
from sim.measures.theory import ErlangA, MDc, MMc, mg1_wait_mean, mmc_priority_wait_means
from sim.model.scenario_file import load
from sim.studies.experiment import Run, Settings, run
from tests.laws.chain import Course, Phase, course
from tests.studies.offices import Record

pytestmark = pytest.mark.jit

REPLICATIONS = 200
FALSE_ALARM = 1e-4
LARGEST_ERROR = 0.0033
"""Of an estimate, as a share of the exact value."""
NETWORK = Scope(scope_type=ScopeType.NETWORK, scope="all")


@lru_cache(maxsize=1)
def simulated(name: str, *sets: str) -> Run:
    """The replications of a file of this folder."""
    scenario = load(Path(__file__).parent / f"{name}.yaml", sets=sets)
    return run(scenario, name, Settings(replications=REPLICATIONS), Record())


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """A measure beside its exact value."""

    told: str
    off: float
    """Standard errors from the exact value."""
    error: float
    """Standard error as a share of the exact value."""

    @property
    def is_off(self) -> bool:
        """Whether chance alone would hardly ever be so far off."""
        return abs(self.off) > t_quantile(1 - FALSE_ALARM / 2, REPLICATIONS - 1)


def judged(
    found: Run, kpi: str, exact: float, *, scope: Scope = NETWORK, of_rest: bool = False
) -> Verdict:
    """What a run says of a measure, or with `of_rest` of one minus it."""
    estimates = found.estimates
    assert len(estimates.replications) == REPLICATIONS
    row, column = estimates.scopes.index(scope), COLUMN[kpi]
    mean = float(estimates.mean[row, column])
    mean = 1 - mean if of_rest else mean
    pull = estimates.pull[:, row, column]
    error = float(pull.std(ddof=1)) / sqrt(REPLICATIONS)
    told = f"{kpi} of {scope.scope}: {mean:.5g} ± {error:.2g}, exactly {exact:.5g}"
    return Verdict(told=told, off=(mean - exact) / error, error=error / exact)


def check(found: Run, kpi: str, exact: float, **which: Any) -> None:
    """The measure is the exact value but for chance, and chance is small."""
    verdict = judged(found, kpi, exact, **which)
    assert 0 < verdict.error <= LARGEST_ERROR, verdict.told
    assert not verdict.is_off, verdict.told


def test_mmc() -> None:
    """M/M/3: mean wait, who waits, and who waits more than six minutes."""
    found = simulated("mm3")
    exact = MMc(arrival_rate=21.6 / 60, service_rate=1 / 6, servers=3)
    check(found, "wait_mean", exact.wait_mean)
    check(found, "waited_share", exact.wait_probability)
    check(found, "within_target_share", exact.wait_tail(6), of_rest=True)
    check(found, "queue_mean", exact.queue_mean)
    check(found, "utilisation", 0.72)


def test_a_service_two_percent_off_is_noticed() -> None:
    """The test above can fail."""
    found = simulated("mm3", "procedures.any.counter_time.mean=6.12")
    exact = MMc(arrival_rate=21.6 / 60, service_rate=1 / 6, servers=3)
    assert judged(found, "wait_mean", exact.wait_mean).is_off
    assert judged(found, "waited_share", exact.wait_probability).is_off
    assert judged(found, "utilisation", 0.72).is_off


@pytest.mark.parametrize(
    ("name", "cv"),
    [("mg1_lognormal", 0.8), ("mg1_hyperexponential", 1.5), ("mg1_fixed", 0)],
)
def test_mg1(name: str, cv: float) -> None:
    """M/G/1 with three laws of service: Pollaczek and Khinchine's mean wait; 60 % wait."""
    found = simulated(name)
    check(found, "wait_mean", mg1_wait_mean(7.2 / 60, 5, cv))
    check(found, "waited_share", 0.6)


def test_mmc_with_impatient_visitors() -> None:
    """M/M/4+M: who leaves, and the mean wait of all and of those who are served."""
    found = simulated("mm4_impatient")
    exact = ErlangA(arrival_rate=33 / 60, service_rate=1 / 8, servers=4, abandonment_rate=1 / 20)
    check(found, "abandoned_share", exact.abandonment_probability)
    check(found, "wait_all_mean", exact.wait_all_mean)
    check(found, "wait_mean", exact.wait_served_mean)


def test_mmc_with_priorities() -> None:
    """M/M/2, nobody interrupted: the mean wait of either class."""
    found = simulated("mm2_priorities")
    exact = mmc_priority_wait_means([5 / 60, 10 / 60], 1 / 6, 2)
    for name, value in zip(("urgent", "usual"), exact, strict=True):
        scope = Scope(scope_type=ScopeType.PROCEDURE, scope=name)
        check(found, "wait_mean", value, scope=scope)


def test_mdc() -> None:
    """M/D/3: mean wait, and who waits more than five minutes."""
    found = simulated("md3")
    exact = MDc(arrival_rate=24 / 60, service=6, servers=3)
    check(found, "wait_mean", exact.wait_mean)
    check(found, "within_target_share", exact.wait_tail(5), of_rest=True)


FIRST = MMc(arrival_rate=20 / 60, service_rate=1 / 4.2, servers=2)
SECOND = MMc(arrival_rate=20 / 60, service_rate=1 / 6.3, servers=3)
DESKS = {"first": FIRST, "second": SECOND}


def test_two_desks_in_turn() -> None:
    """Visits leave M/M/2 as a Poisson stream (Burke 1956), so that the second desk is M/M/3 as if
    they came from the street (Jackson 1957); what a visit waits is the sum."""
    found = simulated("tandem")
    for name, exact in DESKS.items():
        scope = Scope(scope_type=ScopeType.SITE_STAGE, scope=f"office/{name}")
        check(found, "wait_mean", exact.wait_mean, scope=scope)
        check(found, "waited_share", exact.wait_probability, scope=scope)
        officers = Scope(scope_type=ScopeType.SITE_OFFICERS, scope=f"office/{name}")
        check(found, "utilisation", 0.7, scope=officers)
    wait = FIRST.wait_mean + SECOND.wait_mean
    check(found, "wait_mean", wait)
    check(found, "time_at_site_mean", wait + 4.2 + 6.3)
    check(found, "queue_mean", FIRST.queue_mean + SECOND.queue_mean)


def test_a_second_desk_two_percent_off_is_noticed() -> None:
    """There and in the sum, and not at the first desk."""
    found = simulated("tandem", "procedures.any.stages[second].time.mean=6.426")
    off = {
        name: judged(
            found,
            "wait_mean",
            exact.wait_mean,
            scope=Scope(scope_type=ScopeType.SITE_STAGE, scope=f"office/{name}"),
        ).is_off
        for name, exact in DESKS.items()
    }
    assert off == {"first": False, "second": True}
    assert judged(found, "wait_mean", FIRST.wait_mean + SECOND.wait_mean).is_off


def check_day(found: Run, exact: Course, hours_open: float) -> None:
    """All that is known of a day: waits, who waits, overtime, and the queue while it is open."""
    check(found, "arrivals_per_day", exact.arrivals)
    check(found, "wait_mean", exact.waiting / exact.arrivals)
    check(found, "waited_share", exact.made_wait / exact.arrivals)
    check(found, "overtime_per_day", exact.overtime)
    check(found, "queue_mean", exact.waiting_while_open / (60 * hours_open))


STEPS = (
    Phase(minutes=60, per_hour=14, staying=2, leaving=2),
    Phase(minutes=180, per_hour=30, staying=2, leaving=2),
    Phase(minutes=30, per_hour=30, staying=2),
    Phase(minutes=90, per_hour=10, staying=2),
    Phase(minutes=60, per_hour=10, staying=3),
    Phase(minutes=60, per_hour=18, staying=3),
    Phase(minutes=600, per_hour=0, staying=3, is_open=False),
)


def test_a_day_of_stepwise_arrivals_and_staffing() -> None:
    """Two leave at noon in the rush, after their last visit; one comes at two."""
    check_day(simulated("steps"), course(STEPS, 7), 8)


def test_officers_are_no_mere_capacity() -> None:
    """The day above is told from one in which a service under way keeps others from starting."""
    wrong = course(STEPS, 7, pooled=True)
    found = simulated("steps")
    assert judged(found, "wait_mean", wrong.waiting / wrong.arrivals).is_off
    assert judged(found, "overtime_per_day", wrong.overtime).is_off


def test_a_day_that_starts_empty() -> None:
    """Eleven per cent more than three officers can serve, for five hours, then none."""
    rush = Phase(minutes=300, per_hour=20, staying=3)
    after = Phase(minutes=600, per_hour=0, staying=3, is_open=False)
    check_day(simulated("rush"), course((rush, after), 10), 5)


def test_the_chain_itself_settles_at_theory() -> None:
    """Left alone for two weeks, it has Erlang's waits."""
    exact = MMc(arrival_rate=21.6 / 60, service_rate=1 / 6, servers=3)
    steady = Phase(minutes=1440, per_hour=21.6, staying=3)
    close = Phase(minutes=600, per_hour=0, staying=3, is_open=False)
    short, long = (course([steady] * days + [close], 6) for days in (1, 14))
    arrivals = long.arrivals - short.arrivals
    assert (long.waiting - short.waiting) / arrivals == pytest.approx(exact.wait_mean, rel=1e-6)
    made_wait = long.made_wait - short.made_wait
    assert made_wait / arrivals == pytest.approx(exact.wait_probability, rel=1e-6)
