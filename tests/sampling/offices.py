"""Small scenarios for the tests of sampling, and what was drawn for them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import sqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.model.records import DOSSIER_DTYPE
from sim.model.spec import Scenario
from sim.model.system import build
from sim.model.tables import DAY, NEVER, Records, System, Visits, Workload
from sim.sampling.workload import Sampler

Z = 4.0
"""Standard errors that a mean may be off: exceeded by chance in 6 of 100,000 tests."""

DRAWN = ("service", "patience", "return_word", "priority", "purpose")
"""The columns of a visit that say nothing about when it is or how it is numbered."""

NUMBERED = ("filed_at", "commune", "procedure", "site", "unit")
"""The fields of a dossier that count from the first day, or number what has a name."""

NEEDS = tuple(name for name in DOSSIER_DTYPE.names or () if name not in NUMBERED)
"""The fields of a dossier that say what was drawn for it."""


def laid_on(base: dict[str, Any], change: dict[str, Any]) -> dict[str, Any]:
    """`base` with the entries of `change` put in, maps within maps merged; but hours, and the
    arrivals of a procedure, are replaced whole."""
    result = dict(base)
    for key, value in change.items():
        old = result.get(key)
        whole = key == "hours" or (isinstance(old, dict) and "per_hour" in old)
        both = isinstance(old, dict) and isinstance(value, dict) and not whole
        result[key] = laid_on(old, value) if both else value  # type: ignore[arg-type]
    return result


def office(**changes: Any) -> Scenario:
    """One desk, open from eight to twelve every day, that six visits an hour come to."""
    base = {
        "name": "office",
        "seed": 11,
        "period": {"start": "2025-03-03", "days": 5},
        "calendar": {"hours": {"mon-sun": ["08:00-12:00"]}},
        "procedures": {"papers": {"counter_time": 10}},
        "sites": {
            "desk": {"officers": [{"count": 1}], "arrivals": {"papers": {"per_hour": 6}}},
        },
    }
    return Scenario.model_validate(laid_on(base, changes))


def province(**changes: Any) -> Scenario:
    """Two districts with a branch each, three communes with a point each, and a center.

    Papers are filed at home, land where one likes; a resident of `an` needs 20 minutes to `bac`
    and 40 to `tay`, and every other way takes 60.
    """
    point = {"tier": "point", "officers": [{"count": 2}]}
    branch = {"tier": "branch", "officers": [{"count": 3}]}
    home = {"kind": "ward", "lat": 11.0, "lon": 106.6, "area_km2": 12}
    sites = ("bac", "center", "nam", "p-an", "p-binh", "p-cau")
    away = dict.fromkeys(sites, 60)
    base = {
        "name": "province",
        "seed": 5,
        "period": {"start": "2025-03-03", "days": 7},
        "warm_up": {"days": 0},
        "run_out": {"days": 0},
        "procedures": {
            "land": {"counter_time": 13, "level": "branch", "boundary_free": True, "per_1000": 2},
            "papers": {"counter_time": 6, "level": "commune", "per_1000": 3},
        },
        "communes": {
            "an": {"name": "An", "district": "Bắc", "population": 20_000, **home},
            "binh": {"name": "Bình", "district": "Bắc", "population": 5_000, **home},
            "cau": {"name": "Cầu", "district": "Nam", "population": 10_000, **home},
        },
        "sites": {
            "bac": {**branch, "district": "Bắc", "commune": "an"},
            "center": {"tier": "center", "commune": "an", "officers": [{"count": 4}]},
            "nam": {**branch, "district": "Nam", "commune": "cau"},
            "p-an": {**point, "commune": "an"},
            "p-binh": {**point, "commune": "binh"},
            "p-cau": {**point, "commune": "cau"},
        },
        "demand": {"day_cv": {"province": 0, "district": 0}},
        "travel": {
            "table": {
                "an": {**away, "bac": 20, "nam": 40},
                "binh": away,
                "cau": {**away, "nam": 30},
            }
        },
    }
    return Scenario.model_validate(laid_on(base, changes))


@dataclass(frozen=True)
class Drawn:
    """A scenario and one replication of it."""

    system: System
    workload: Workload

    @property
    def visits(self) -> Visits:
        return self.workload.visits

    @property
    def dossiers(self) -> Records:
        return self.workload.dossiers

    @cached_property
    def of_visits(self) -> Records:
        """(visits,) the dossier of each."""
        return self.dossiers[self.visits.dossier]

    @cached_property
    def unit(self) -> NDArray[np.str_]:
        """(dossiers,) the id of the unit of each; empty for none."""
        at = self.system.unit_at[self.dossiers["procedure"], self.dossiers["site"]]
        number = np.where(at == NEVER, self.dossiers["unit"], at)
        return np.array([*self.system.unit_ids, ""])[number]

    @cached_property
    def site(self) -> NDArray[np.str_]:
        """(visits,) the id of the site of each."""
        return np.repeat(np.array(self.system.site_ids), np.diff(self.visits.site_start))

    @cached_property
    def procedure(self) -> NDArray[np.str_]:
        """(visits,) the id of the procedure of each."""
        return np.array(self.system.procedure_ids)[self.visits.procedure]

    @cached_property
    def source(self) -> NDArray[np.str_]:
        """(visits,) the id of the commune of each, or else of its site."""
        if not self.system.commune_ids:
            return self.site
        return np.array(self.system.commune_ids)[self.visits.commune]

    def rows(self, source: str, procedure: str) -> list[tuple[Any, ...]]:
        """What was drawn for one source and procedure, in dossier order, and where they went.

        A row begins with arrival and slot, as instants that are the same for everybody: counted
        from a day long ago, or NEVER.
        """
        own = np.flatnonzero((self.source == source) & (self.procedure == procedure))
        own = own[np.argsort(self.visits.dossier[own], kind="stable")]
        instants = [
            np.where(at == NEVER, NEVER, at + epoch(self.system)).tolist()
            for at in (self.visits.arrived_at[own], self.visits.booked_at[own])
        ]
        columns = [getattr(self.visits, name)[own].tolist() for name in DRAWN]
        together = self.of_visits["dossiers"][own].tolist()
        return list(zip(*instants, *columns, together, self.site[own].tolist(), strict=True))

    def lives(self, source: str, procedure: str) -> list[tuple[Any, ...]]:
        """All that was drawn for the dossiers of one source and procedure, in their order.

        A row begins with the instant of filing, that is the same for everybody, and ends with the
        ids of unit and site; what is between has the order of `NEEDS`.
        """
        dossiers, system = self.dossiers, self.system
        names, home = system.commune_ids, dossiers["commune"]
        if not names:
            names, home = system.site_ids, dossiers["site"]
        p = system.procedure_ids.index(procedure)
        own = (home == names.index(source)) & (dossiers["procedure"] == p)
        filed_at = (dossiers["filed_at"][own] + epoch(system)).tolist()
        columns = [dossiers[name][own].tolist() for name in NEEDS]
        sites = np.array(system.site_ids)[dossiers["site"][own]].tolist()
        return list(zip(filed_at, *columns, self.unit[own].tolist(), sites, strict=True))


def epoch(system: System) -> int:
    """Milliseconds from a day long ago to the first simulated one."""
    return system.first_day.toordinal() * DAY


def draw(scenario: Scenario, replication: int = 0) -> Drawn:
    """One replication of a scenario."""
    system = build(scenario)
    return Drawn(system, Sampler(scenario, system, scenario.seed).draw(replication))


def assert_share(found: float, expected: float, n: int) -> None:
    """A share of n independent trials is as expected, but for chance."""
    assert abs(found - expected) <= Z * sqrt(expected * (1 - expected) / n), (found, expected)


def assert_mean(sample: NDArray[Any], expected: float) -> None:
    """The mean of independent draws is as expected, but for chance."""
    values = np.asarray(sample, float)
    error = values.std(ddof=1) / sqrt(len(values))
    assert error > 0
    assert abs(values.mean() - expected) <= Z * error, (values.mean(), expected, error)


def assert_counts(found: NDArray[Any], expected: NDArray[Any]) -> None:
    """Poisson counts are as expected, each but for chance; where 0 are expected there are none."""
    found, expected = np.asarray(found, float), np.asarray(expected, float)
    assert found.shape == expected.shape
    assert not found[expected == 0].any()
    # Bonferroni by a wider limit: of n counts, the largest is off by more in 1 of 10,000 tests.
    limit = Z + 0.35 * np.log10(max((expected > 0).sum(), 1))
    assert (np.abs(found - expected) <= limit * np.sqrt(expected)).all(), (found, expected)
