"""The tally against the definitions, on fabricated replications full of ties and odd hours."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pytest

from sim.measures.kpis import KPIS
from sim.measures.tally import tally
from sim.model.tables import DAY, HOUR, MINUTE, Fate, Outcome, Purpose, System, Workload
from tests.measures.slow_tally import slow_tables
from tests.measures.toys import MONDAY, Group, Site, Visit, between, make_run, make_system

N_DAYS = 9


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


def random_visit(
    rng: np.random.Generator, step: int, site: int, n_officers: int, origin: Visit | None
) -> Visit:
    """A visit with any fate; waits may last over breaks, nights and the ends of the period."""
    horizon = N_DAYS * DAY

    def span(mean: int) -> int:
        return 0 if rng.random() < 0.3 else int(rng.exponential(mean) // step) * step

    visit = Visit(
        site=site,
        procedure=int(rng.integers(3)),
        purpose=Purpose(rng.choice([Purpose.FILE, Purpose.COLLECT, Purpose.ENQUIRE])),
        commune=int(rng.integers(-1, 2)),
        origin=origin,
        arrived=int(rng.integers(horizon // step)) * step,
        fate=Fate(rng.integers(7)) if n_officers else Fate(rng.integers(1, 7)),
    )
    if origin is not None and visit.fate is Fate.NO_SHOW:
        visit.fate = Fate.OPEN
    mean = HOUR if rng.random() < 0.8 else 20 * HOUR
    gone = min(visit.arrived + span(mean), horizon)
    match visit.fate:
        case Fate.SERVED:
            visit.called = min(gone, horizon - step)
            visit.left = visit.called + step + span(mean)
            visit.officer = int(rng.integers(n_officers))
        case Fate.ABANDONED | Fate.SENT_HOME:
            visit.left = gone
        case Fate.BALKED | Fate.TURNED_AWAY:
            visit.left = visit.arrived
        case Fate.NO_SHOW:
            visit.booked, visit.arrived = visit.arrived, -1
        case Fate.OPEN:
            visit.left = gone if rng.random() < 0.5 else -1
    return visit


def random_run(seed: int) -> tuple[System, Workload, Outcome]:
    """A replication; every second one has times in half hours, for ties."""
    rng = np.random.default_rng(seed)
    step = 30 * MINUTE if seed % 2 else 1
    sites = sites_of(rng, step)
    visits: list[Visit] = []
    for s, site in enumerate(sites):
        n_officers = sum(len(group.duties) for group in site.groups)
        here = [random_visit(rng, step, s, n_officers, None) for _ in range(60)]
        back = [
            random_visit(rng, step, s, n_officers, here[int(rng.integers(60))]) for _ in range(15)
        ]
        visits += here + (back if seed % 3 else [])
    system = make_system(
        sites,
        n_days=N_DAYS,
        period=(1, 8),
        first_day=MONDAY + timedelta(seed % 7),
        procedures=3,
        communes=2 if seed % 4 else 0,
    )
    if not system.commune_ids:
        for visit in visits:
            visit.commune = -1
    workload, outcome = make_run(system, sites, visits, replication=seed)
    return system, workload, outcome


@pytest.mark.parametrize("seed", range(8))
def test_every_measure_of_every_scope_is_what_its_definition_says(seed: int) -> None:
    """All four tables agree, blanks included, on a replication with every fate."""
    system, workload, outcome = random_run(seed)
    result = tally(system, workload, outcome)
    expected = slow_tables(system, workload, outcome, result.scopes.rows)
    assert result.replication == seed
    for name, table in expected.items():
        found = getattr(result, name)
        wrong = ~np.isclose(found, table, rtol=1e-12, atol=0.0, equal_nan=True)
        assert [
            (name, result.scopes.rows[r], KPIS[k].name, found[r, k], table[r, k])
            for r, k in np.argwhere(wrong)
        ] == []
