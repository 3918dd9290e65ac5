"""How fast is it, on this machine? Every speed that the project claims is measured here.

Rates are of one thread. Each is the best of a few runs, since what disturbs a measurement only
ever slows it down.
"""

from __future__ import annotations

import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from sim.engines import compiled, reference
from sim.measures.scopes import purposes_of, scopes_of
from sim.measures.tally import tally
from sim.memory import Memory
from sim.model import geography
from sim.model import system as systems
from sim.model.spec import Scenario
from sim.model.tables import System, Workload
from sim.said import Said
from sim.sampling.workload import Sampler
from sim.studies.whatif.timing import timed_branches

PROCEDURES = 8
SITES = 101
COPIES = (1, 4, 16)
APART = 4.5
"""Degrees of longitude between copies of the province, about 490 km."""
Report = Callable[[str], None]


def bench(
    province: Scenario, compare_command: list[str] | None, report: Report, runs: int = 3,
    what_if: Scenario | None = None,
) -> dict[str, Any]:  # fmt: skip
    """Measure everything; `report` is told what is being measured.

    `province` is the scenario run end to end. `compare_command` is a command line that compares
    the shipped phases and takes `--out DIR`; it is timed as a whole, with a warm and with an empty
    compile cache, or left out when None. `what_if` is a network at whose branches questions are
    asked and timed, None: nowhere.
    """
    found: dict[str, Any] = {"machine": machine()}
    if compare_command:
        # First: what this process holds would count as memory of its children.
        report(Said("the comparison of the phases"))
        found.update(_timed_compare(compare_command))
    report(Said("the kernel alone"))
    system, workload = _drawn(branches(SITES))
    found["kernel_visits_per_s"] = _rate(lambda: compiled.run(system, workload), workload, runs)
    report(Said("end to end"))
    found["end_to_end_visits_per_core_s"] = end_to_end(province, runs)
    report(Said("engine against engine"))
    small, small_workload = _drawn(branches(4, days=60))
    slow = _rate(lambda: reference.run(small, small_workload), small_workload, runs)
    fast = _rate(lambda: compiled.run(small, small_workload), small_workload, runs)
    found["reference_visits_per_s"] = slow
    found["engine_ratio"] = fast / slow
    report(Said("one large site"))
    system, workload = _drawn(branches(1, officers=448))
    found["large_site_visits_per_s"] = _rate(lambda: compiled.run(system, workload), workload, runs)
    report(Said("growth"))
    found["growth"] = growth(province, runs)
    if what_if is not None:
        found.update(timed_branches(what_if, report))
    return found


def machine() -> dict[str, Any]:
    """What the figures were measured on."""
    return {
        "cpu": _cpu_name(),
        "cores": os.cpu_count(),
        "system": platform.platform(),
        "python": platform.python_version(),
        "numpy": np.__version__,
    }


def _cpu_name() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    names = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def branches(sites: int, *, officers: int = 13, days: int = 180) -> Scenario:
    """Like branches with every counter feature: skills, priority, patience, breaks; load 0.9."""
    groups = [[f"p{i}", f"p{i + 1}"] for i in range(0, PROCEDURES, 2)]
    each = max(1, officers * 3 // 13)
    desks = [{"name": f"desk {g[0]}", "count": each, "serves": g} for g in groups]
    desks.append({"name": "all", "count": officers - 4 * each, "serves": "all"})
    per_day = 0.9 * officers * 7.5 * 60 / 8 / PROCEDURES
    office = {
        "officers": desks,
        "arrivals": {f"p{i}": {"per_day": per_day} for i in range(PROCEDURES)},
    }
    time_at_counter = {"law": "lognormal", "mean": 8, "cv": 0.6}
    return Scenario.model_validate(
        {
            "name": "bench",
            "period": {"start": "2025-01-01", "days": days},
            "procedures": {
                f"p{i}": {
                    "counter_time": time_at_counter,
                    "patience": {"law": "exponential", "mean": 240},
                    "priority_share": 0.12,
                }
                for i in range(PROCEDURES)
            },
            "sites": {f"s{i:03d}": office for i in range(sites)},
        }
    )


def _drawn(scenario: Scenario) -> tuple[System, Workload]:
    system = systems.build(scenario)
    return system, Sampler(scenario, system, scenario.seed).draw(0)


def _best(work: Callable[[], object], runs: int) -> float:
    """Seconds of the fastest of some runs, after one that does not count."""
    work()
    seconds = []
    for _ in range(runs):
        began = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - began)
    return min(seconds)


def _rate(work: Callable[[], object], workload: Workload, runs: int) -> float:
    """Visits a second."""
    return len(workload.visits) / _best(work, runs)


def end_to_end(scenario: Scenario, runs: int) -> float:
    """Visits a second of drawing, running and measuring replications on one thread."""
    system = systems.build(scenario)
    sampler = Sampler(scenario, system, scenario.seed)
    scopes = scopes_of(system, purposes_of(scenario))
    travel = geography.travel_times(scenario) if scenario.communes else None
    memory = Memory()
    visits = 0

    def replication() -> None:
        nonlocal visits
        workload = sampler.draw(0, memory)
        outcome = compiled.run(system, workload, memory)
        visits = len(outcome.fate) + len(outcome.caused_fate)
        tally(system, workload, outcome, scopes, travel, memory)

    seconds = _best(replication, runs)
    return visits / seconds


def growth(scenario: Scenario, runs: int) -> list[dict[str, float]]:
    """Speed with copies of the province side by side; linear growth keeps the rate."""
    rows = []
    for copies in COPIES:
        rate = end_to_end(_copied(scenario, copies), runs)
        rows.append({"copies": copies, "visits_per_core_s": rate})
    for row in rows:
        row["relative"] = row["visits_per_core_s"] / rows[0]["visits_per_core_s"]
    return rows


def _copied(scenario: Scenario, copies: int) -> Scenario:
    """The province several times over, too far apart for anybody to go from one to another."""
    if copies == 1:
        return scenario
    sites, communes = {}, {}
    for i in range(copies):
        for id_, site in scenario.sites.items():
            sites[f"{id_}-{i}"] = site.model_copy(
                update={
                    "lon": site.lon + APART * i if site.lon is not None else None,
                    "district": f"{site.district} {i}",
                    "commune": f"{site.commune}-{i}",
                    "catchment": tuple(f"{code}-{i}" for code in site.catchment or ()) or None,
                }
            )
        for code, commune in scenario.communes.items():
            communes[f"{code}-{i}"] = commune.model_copy(
                update={"lon": commune.lon + APART * i, "district": f"{commune.district} {i}"}
            )
    return scenario.model_copy(update={"sites": sites, "communes": communes})


def _timed_compare(command: list[str]) -> dict[str, float]:
    """Wall time and peak memory of a whole comparison, warm and with an empty compile cache."""
    with tempfile.TemporaryDirectory() as folder:
        warm = _wall(command, Path(folder, "warm"), dict(os.environ))
        empty = dict(os.environ, NUMBA_CACHE_DIR=str(Path(folder, "cache")))
        cold = _wall(command, Path(folder, "cold"), empty)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    unit = 2**20 if sys.platform == "darwin" else 2**10
    return {"compare_wall_s": warm, "compare_cold_s": cold, "peak_mib": peak / unit}


def _wall(command: list[str], out: Path, environment: dict[str, str]) -> float:
    began = time.perf_counter()
    subprocess.run(
        [*command, "--out", str(out)], env=environment, check=True, stdout=subprocess.DEVNULL
    )
    return time.perf_counter() - began


def as_json(found: dict[str, Any]) -> str:
    """The figures as JSON, numbers to four digits."""
    return json.dumps(_rounded(found), indent=2, ensure_ascii=False)


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return float(f"{value:.4g}")
    if isinstance(value, dict):
        return {key: _rounded(each) for key, each in value.items()}
    return [_rounded(each) for each in value] if isinstance(value, list) else value
