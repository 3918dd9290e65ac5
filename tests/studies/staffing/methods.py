"""Rules of thumb and formulas beside `staff`: officers used, and whether the target was met.

`python -m tests.studies.staffing.methods` prints the table of docs/staffing.md.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sim.measures.staffing_theory import least_servers, square_root
from sim.model import scenario_file
from sim.model.spec import Scenario
from sim.model.targets import Target
from sim.studies.staffing import guess
from sim.studies.staffing.least import Settings, Study
from sim.studies.staffing.ledger import Ledger
from sim.studies.staffing.load import Load
from sim.studies.staffing.reading import Staffing, weakest
from sim.studies.staffing.ways import half_hours
from tests.studies.staffing.counters import Told

SCENARIOS = Path(__file__).parents[3] / "scenarios"
GOAL = "within 20 min >= 90%"
REPLICATIONS = 20
POOL = {
    "name": "One pool of desks",
    "period": {"start": "2025-03-03", "days": 120},
    "calendar": {"hours": {"mon-fri": ["07:30-16:30"]}, "holidays": "none"},
    "procedures": {"any": {"counter_time": {"law": "exponential", "mean": 8}}},
    "sites": {
        "office": {
            "officers": [{"count": 4}],
            "arrivals": {
                "any": {
                    "per_hour": {"07:30": 12, "09:00": 36, "11:00": 18, "13:00": 27, "15:00": 9}
                }
            },
        }
    },
}


@dataclass(frozen=True, kw_only=True)
class Row:
    """What a method says, and how that does."""

    scenario: str
    method: str
    hours: float
    """Officer hours a day."""
    heads: int
    value: float
    days_met: float


def cases() -> Iterator[tuple[str, Scenario, str]]:
    """Name, scenario and site."""
    yield "one pool", Scenario.model_validate(POOL), "office"
    yield "two-desks", scenario_file.load(SCENARIOS / "two-desks.yaml"), "branch"
    yield "phase-1, Phú Giáo", scenario_file.load(SCENARIOS / "phase-1.yaml"), "phu-giao"


def rows(name: str, scenario: Scenario, site: str) -> Iterator[Row]:
    """Of every method at a site, each simulated on the same replications."""
    target = Target(goal=GOAL, sites=(site,))
    by_time = Study(scenario, [target], Settings(per="interval", free=True, first=4), Told())
    (least,) = by_time.find()
    load = by_time.load
    assert load is not None
    slots = half_hours(scenario.sites[site], scenario)
    found: dict[str, Staffing] = dict(_formulas(load, slots, target))
    found["staff --per interval"] = least.claim.figure.staffing
    (total,) = Study(scenario, [target], Settings(free=True), Told()).find()
    found["staff"] = (total.officers,) * len(slots)
    ledger = Ledger(by_time.way)
    some = list(dict.fromkeys(found.values()))
    trials = by_time.rounds.trials({site})
    by_time.rounds.simulate(trials, {site: some}, range(REPLICATIONS), ledger, {})
    for method, staffing in found.items():
        told = weakest(ledger.judged(site, staffing))
        assert told is not None
        yield Row(
            scenario=name, method=method, hours=sum(staffing) / 2, heads=max(staffing),
            value=told.value, days_met=told.days_met,
        )  # fmt: skip


def _formulas(load: Load, slots: tuple[int, ...], target: Target) -> Iterator[tuple[str, Staffing]]:
    """Half-hour by half-hour, all lines of the site in one; at least an officer."""
    visits, busy = load.arrivals.sum(axis=0), load.busy.sum(axis=0)
    each = load.arrivals.sum(axis=1)
    pooled = Load(
        names=("all",), arrivals=visits[None], busy=busy[None],
        service=((load.service * each).sum() / each.sum())[None],
        leaving=((load.leaving * each).sum() / each.sum())[None],
    )  # fmt: skip
    came = [int(at) for at in (visits > 0).nonzero()[0]]

    def by_slot(numbers: list[int]) -> Staffing:
        known = dict(zip(came, numbers, strict=True))
        return tuple(max(1, known.get(at, 1)) for at in slots)

    sipp = guess.streams(pooled, 0, modified=False, patient=True)
    yield "square root, β = 1", by_slot([square_root(each.load) for each in sipp])
    yield "Erlang-C by half-hour", by_slot([least_servers(target.goal, each) for each in sipp])
    lagged = guess.streams(pooled, 0)
    yield "Erlang-A, modified load", by_slot([least_servers(target.goal, e) for e in lagged])


def table() -> str:
    """The table in Markdown."""
    lines = [
        "| scenario | method | officer hours a day | most at once | within 20 min | days met |",
        "|---|---|---:|---:|---:|---:|",
    ]
    for case in cases():
        lines += [
            f"| {row.scenario} | {row.method} | {row.hours:.1f} | {row.heads} | {row.value:.1%} | "
            f"{row.days_met:.0%} |"
            for row in rows(*case)
        ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.stdout.write(table())
