"""The tally against the definitions, on fabricated replications full of ties and odd hours."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from math import nan
from typing import Any

import numpy as np
import pytest

from sim.measures.kpis import KPIS
from sim.measures.scopes import Scopes, scopes_of
from sim.measures.tally import tally
from sim.model.tables import (
    DAY,
    HOUR,
    MINUTE,
    NEVER,
    Channel,
    Ending,
    Fate,
    Outcome,
    Purpose,
    System,
    Workload,
)
from tests.measures.slow_tally import slow_tables
from tests.measures.staged import Held, make_staged_run, random_stages, staged
from tests.measures.toys import (
    MONDAY,
    Clock,
    Dossier,
    Group,
    Site,
    Visit,
    between,
    make_run,
    make_system,
)

N_DAYS = 9
HORIZON = N_DAYS * DAY


def sites_of(rng: np.random.Generator, step: int) -> list[Site]:
    """Four sites: office hours with a break, day and night, over midnight, no officer at all."""
    hours = {
        "di-an": ["07:30-11:30", "13:30-17:00"],
        "round-the-clock": ["00:00-24:00"],
        "night": ["20:30-26:15"],
        "shut": [],
    }
    sites = []
    for k, (name, spans) in enumerate(hours.items()):
        sessions = [between(day, span) for day in range(N_DAYS) for span in spans]
        if name == "round-the-clock":
            sessions = [(sessions[0][0], sessions[-1][1])]
        if name == "di-an":
            sessions = [s for s in sessions if s[0] // DAY not in (2, 5)]
        groups = [
            random_group(rng, step, group_name, 1 + k % 2)
            for group_name in (["desk", "land desk"], ["desk"], ["land desk", "land desk"], [])[k]
        ]
        tier, district = [("center", "a"), ("point", ""), ("point", "b"), ("", "a")][k]
        sites.append(
            Site(
                id=name,
                tier=tier,
                district=district,
                staff=k + 2,
                sessions=sessions,
                groups=groups,
                open_days=list(range(N_DAYS)) if name == "round-the-clock" else None,
            )
        )
    return sites


def random_group(rng: np.random.Generator, step: int, name: str, count: int) -> Group:
    """Officers with random duties, some of which a break cut short or left nothing of."""
    group = Group(name=name, worked_from=[])
    for _ in range(count):
        ends = np.sort(rng.choice(N_DAYS * DAY // step, 2 * N_DAYS, replace=False)) * step
        duties = [(int(a), int(b)) for a, b in ends.reshape(-1, 2)]
        group.duties.append(duties)
        group.worked_from.append(
            [a + int((b - a) * rng.choice([0.0, 0.0, 0.25, 1.0])) for a, b in duties]
        )
    return group


def random_clocks(rng: np.random.Generator) -> list[Clock]:
    """Office hours on some days with working days beyond the run, and day and night."""
    office = [
        between(day, span)
        for day in range(N_DAYS)
        if day not in (3, 4)
        for span in ("07:30-11:30", "13:30-17:00")
    ]
    days = [between(day, "00:00-24:00") for day in range(N_DAYS)]
    return [
        Clock(
            sessions=office,
            standard_day=int(rng.choice([7 * HOUR + HOUR // 2, 5 * HOUR])),
            more=[between(N_DAYS + day, "07:30-17:00") for day in range(3)],
        ),
        Clock(sessions=days, standard_day=24 * HOUR),
    ]


def random_dossier(
    rng: np.random.Generator, step: int, site: int, n_officers: int, communes: int
) -> Dossier:
    """A dossier with any ending; instants follow each other, and some never come."""
    filed = int(rng.integers(HORIZON // step)) * step
    procedure = int(rng.integers(3))
    dossier = Dossier(
        filed=filed,
        n=int(rng.choice([1, 1, 2, 5])),
        site=site,
        procedure=procedure,
        commune=int(rng.integers(-1, communes)) if communes else NEVER,
        # Of procedure 1 the site decides, procedure 0 has no unit.
        unit=int(rng.integers(3)) if procedure == 2 else NEVER,
        channel=Channel(rng.integers(3)),
    )

    def later(instant: int, mean: int) -> int:
        wait = 0 if rng.random() < 0.2 else int(rng.exponential(mean) // step) * step
        return instant + wait if instant != NEVER and instant + wait < HORIZON else NEVER

    if n_officers and rng.random() < 0.8:
        begun = later(filed, 5 * HOUR)
        if begun != NEVER:
            until = begun + step + int(rng.exponential(HOUR) // step) * step
            dossier.intake = (begun, until, int(rng.integers(n_officers)))
    dossier.accepted = later(filed, 10 * HOUR)
    if dossier.accepted != NEVER and procedure and rng.random() < 0.8:
        dossier.due = dossier.accepted + int(rng.integers(4 * DAY // step)) * step
    dossier.ready = later(dossier.accepted, 2 * DAY)
    endings = [Ending.OPEN, Ending.LOST]
    if dossier.ready != NEVER:
        dossier.finished = later(dossier.ready, DAY)
        endings = [Ending.OPEN, Ending.UNCLAIMED] if dossier.finished == NEVER else [Ending.DONE]
    dossier.ending = endings[int(rng.integers(len(endings)))]
    return dossier


def random_visit(
    rng: np.random.Generator, step: int, dossier: Dossier, n_officers: int, caused: bool
) -> Visit:
    """A visit with any fate; waits may last over breaks, nights and the ends of the period."""

    def span(mean: int) -> int:
        return 0 if rng.random() < 0.3 else int(rng.exponential(mean) // step) * step

    visit = Visit(
        site=dossier.site,
        procedure=dossier.procedure,
        purpose=Purpose(rng.integers(4)),
        commune=dossier.commune,
        dossier=dossier,
        caused=caused,
        arrived=int(rng.integers(HORIZON // step)) * step,
        fate=Fate(rng.integers(7)) if n_officers else Fate(rng.integers(1, 7)),
    )
    if caused and visit.fate is Fate.NO_SHOW:
        visit.fate = Fate.OPEN
    mean = HOUR if rng.random() < 0.8 else 20 * HOUR
    gone = min(visit.arrived + span(mean), HORIZON)
    match visit.fate:
        case Fate.SERVED:
            visit.called = min(gone, HORIZON - step)
            visit.left = visit.called + step + span(mean)
            visit.officer = int(rng.integers(n_officers))
            if dossier.procedure == 1 and visit.purpose <= Purpose.SUPPLEMENT:
                # The visitor stays, may be, if this is where the dossier was accepted.
                dossier.accepted = visit.left
                dossier.released = visit.left + span(mean) if rng.random() < 0.7 else NEVER
        case Fate.ABANDONED | Fate.SENT_HOME:
            visit.left = gone
        case Fate.BALKED | Fate.TURNED_AWAY:
            visit.left = visit.arrived
        case Fate.NO_SHOW:
            visit.booked, visit.arrived = visit.arrived, -1
        case Fate.OPEN:
            visit.left = gone if rng.random() < 0.5 else -1
    return visit


STAGES = {0: ["guide", "desk", "cashier"], 1: ["desk", "cashier"]}


def through_stages(
    rng: np.random.Generator, step: int, visits: list[Visit], n_officers: list[int]
) -> list[Visit]:
    """Most of the visits through stages; of a dossier one visit to file is drawn."""
    result: list[Visit] = []
    filed: set[int] = set()
    for visit in visits:
        if rng.random() < 0.7:
            visit.purpose = Purpose.FILE
        if visit.purpose is Purpose.FILE and not visit.caused:
            if id(visit.dossier) in filed:
                visit.purpose = Purpose.COLLECT
            filed.add(id(visit.dossier))
        k = len(STAGES.get(visit.procedure, []))
        result.append(random_stages(rng, step, visit, k, n_officers[visit.site], N_DAYS))
    return result


def random_held(rng: np.random.Generator, step: int, n_officers: int) -> list[Held]:
    """When some stood by, over the ends of hours, days and the period."""
    held: list[Held] = []
    for officer in range(0, n_officers, 2):
        ends = np.sort(rng.choice(HORIZON // step, 12, replace=False)) * step
        held += [(officer, int(a), int(b)) for a, b in ends.reshape(-1, 2)]
    return held


def random_run(seed: int, *, with_stages: bool = False) -> tuple[System, Workload, Outcome]:
    """A replication; every second one has times in half hours, for ties."""
    rng = np.random.default_rng(seed)
    step = 30 * MINUTE if seed % 2 else 1
    sites = sites_of(rng, step)
    communes = 2 if seed % 4 else 0
    visits: list[Visit] = []
    dossiers: list[Dossier] = []
    for s, site in enumerate(sites):
        n_officers = sum(len(group.duties) for group in site.groups)
        here = [random_dossier(rng, step, s, n_officers, communes) for _ in range(60)]
        of = rng.integers(40, size=80)  # the others have no visit
        visits += [
            random_visit(rng, step, here[d], n_officers, caused=bool(k >= 60))
            for k, d in enumerate(of[: 80 if seed % 3 else 60])
        ]
        dossiers += here
    officers = [sum(len(group.duties) for group in site.groups) for site in sites]
    system = make_system(
        sites,
        n_days=N_DAYS,
        period=(1, 8),
        first_day=MONDAY + timedelta(seed % 7),
        procedures=3,
        communes=communes,
        clocks=random_clocks(rng),
        unit_clock=[0, 0, 1],
        unit_at={(1, s): s % 3 for s in range(len(sites))},
        on_the_spot=[1],
    )
    if not with_stages:
        return system, *make_run(system, sites, visits, dossiers, replication=seed)
    system = staged(system, STAGES)
    visits = through_stages(rng, step, visits, officers)
    held = random_held(rng, step, sum(officers))
    run = make_staged_run(system, sites, visits, dossiers, held=held, replication=seed)
    return system, *run


def travel_of(seed: int) -> np.ndarray:
    """(2, 4) times from each commune to each site."""
    return np.random.default_rng(seed).integers(0, 2 * HOUR, (2, 4))


def priced(scopes: Scopes, seed: int) -> tuple[Scopes, dict[str, Any]]:
    """The scopes with what an hour costs, and the same for the slow way; some is not known."""
    if seed % 4 == 0:
        return scopes, {}
    known = {
        scope.scope: nan if seed % 4 == 1 and row % 3 == 0 else 10.0 + row
        for row, scope in enumerate(scopes.rows)
        if scope.scope_type == "site/officers"
    }
    rate = np.array([known.get(scope.scope, 0.0) for scope in scopes.rows])
    return replace(scopes, officer_rate=rate, citizen_rate=3.5), {
        "officer_rates": known, "citizen_rate": 3.5,
    }  # fmt: skip


@pytest.mark.parametrize("with_stages", [False, True])
@pytest.mark.parametrize("seed", range(4))
def test_every_measure_of_every_scope_is_what_its_definition_says(
    seed: int, with_stages: bool
) -> None:
    """All four tables agree, blanks included, on a replication with every fate."""
    system, workload, outcome = random_run(seed, with_stages=with_stages)
    assert (len(outcome.stages) > 50) == (len(outcome.held) > 0) == with_stages
    travel = travel_of(seed) if system.commune_ids else None
    scopes, rates = priced(scopes_of(system), seed)
    result = tally(system, workload, outcome, scopes, travel=travel)
    expected = slow_tables(system, workload, outcome, scopes.rows, travel, **rates)
    assert result.replication == seed
    for name, table in expected.items():
        found = getattr(result, name)
        wrong = ~np.isclose(found, table, rtol=1e-12, atol=0.0, equal_nan=True)
        assert [
            (name, result.scopes.rows[r], KPIS[k].name, found[r, k], table[r, k])
            for r, k in np.argwhere(wrong)
        ] == []
