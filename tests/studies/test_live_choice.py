"""`choice.rule: live` from the file to the journal: who chooses, where they go, and whose draws."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sim.engines import compiled, reference
from sim.model.codes import Channel, Fate, Purpose
from sim.model.geography import home_sites, travel_times
from sim.model.journal import journal
from sim.model.scenario_file import load
from sim.model.spec import Scenario
from sim.model.system import build
from sim.model.tables import MINUTE, NEVER, Outcome, System, Workload
from sim.sampling.workload import Sampler
from sim.studies.experiment import Settings, run
from tests.parity.laws import check_laws
from tests.parity.pasts import settled
from tests.studies.offices import Record

PROVINCE = """
name: live
seed: 5
period: {start: 2025-03-03, days: 5}
warm_up: {days: 0}
run_out: {days: 3}
procedures:
  land:
    {counter_time: {law: exponential, mean: 12}, level: branch, boundary_free: true, per_1000: 3,
     unit: office, effort: 20, lead_time: {law: exponential, mean: 1}, deadline: 2, collect: 0.5,
     incomplete: 0.3, supplement_time: 6, collect_time: 3, online: 0.2, post: 0.1,
     enquire_time: {law: exponential, mean: 4}, patience: {law: exponential, mean: 60}}
  papers: {counter_time: 6, level: commune, per_1000: 3, unit: office, effort: 5}
units: {office: {per: site, processors: 2}}
communes:
  an: {name: An, district: A, population: 20000, kind: ward, lat: 11.0, lon: 106.6, area_km2: 9}
  binh: {name: Binh, district: A, population: 9000, kind: ward, lat: 11.02, lon: 106.6, area_km2: 9}
  cau: {name: Cau, district: B, population: 10000, kind: ward, lat: 11.03, lon: 106.60, area_km2: 9}
sites:
  bac: {tier: branch, district: A, commune: an, officers: [{count: 2}]}
  center: {tier: center, commune: an, officers: [{count: 2}], productive_share: 0.8}
  nam: {tier: branch, district: B, commune: cau, officers: [{count: 2}], productive_share: 0.9}
  p-an: {tier: point, commune: an, officers: [{count: 1}]}
  p-binh: {tier: point, commune: binh, officers: [{count: 1}]}
  p-cau: {tier: point, commune: cau, officers: [{count: 1}]}
choice: {rule: live, outside_share: 0.6, home_included: true}
demand: {enquire_share: 0.5}
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A small province whose residents look at the queues."""
    path = tmp_path / "live.yaml"
    path.write_text(PROVINCE, encoding="utf-8")
    return path


def drawn(scenario: Scenario) -> tuple[System, Workload]:
    """The first replication."""
    system = build(scenario)
    return system, Sampler(scenario, system, scenario.seed).draw(0)


def played(scenario: Scenario) -> tuple[System, Workload, Outcome]:
    """The first replication on the compiled engine."""
    system, workload = drawn(scenario)
    return system, workload, compiled.run(system, workload)


def test_both_engines_give_one_journal(file: Path) -> None:
    """And what must hold of every choice holds."""
    system, workload, outcome = played(load(file))
    other = reference.run(system, workload)
    assert len(workload.live) > 100
    assert np.array_equal(journal(system, workload, outcome), journal(system, workload, other))
    assert np.array_equal(outcome.lives, other.lives)
    check_laws(system, workload, other)


@pytest.mark.jit
def test_a_run_is_the_same_with_either_engine(file: Path) -> None:
    """All measures and journals of several replications."""
    records = [Record(), Record()]
    for engine, record in zip(("compiled", "reference"), records, strict=True):
        settings: Any = Settings(replications=2, engine=engine, journal=True)
        run(load(file), "live", settings, record)
    one, other = (record.journals for record in records)
    assert one.keys() == other.keys()
    for key, own in one.items():
        theirs = other[key]
        assert own is not None
        assert theirs is not None
        assert np.array_equal(own.visits, theirs.visits)
        assert np.array_equal(own.dossiers, theirs.dossiers)


@pytest.mark.jit
def test_what_is_sent_and_what_is_not_boundary_free_goes_home(file: Path) -> None:
    """Only at the counter one can look, and only land may be filed elsewhere."""
    scenario = load(file)
    system, workload, outcome = played(scenario)
    dossiers, lives = workload.dossiers, outcome.lives
    home = home_sites(scenario)[dossiers["commune"], dossiers["procedure"]]
    land = dossiers["procedure"] == system.procedure_ids.index("land")
    at_counter = dossiers["channel"] == Channel.COUNTER
    live = dossiers["site"] == NEVER
    assert set(np.unique(dossiers["channel"][land]).tolist()) == set(Channel)
    assert np.array_equal(lives["site"][~at_counter | ~land], home[~at_counter | ~land])
    assert np.all((at_counter & land)[live])
    assert 0.5 < np.sum(live) / np.sum(at_counter & land) < 0.7
    assert np.sum(lives["site"][live] != home[live]) > 20


@pytest.mark.jit
def test_nobody_waits_for_what_is_idle_next_door(file: Path) -> None:
    """Residents leave a crowded branch for a far one that is idle, and not otherwise."""
    crowded = ["sites.bac.officers[0].count=1", "choice.outside_share=1"]
    shares = []
    for sets in ([crowded[1]], crowded):
        system, workload, outcome = played(load(file, sets=sets))
        live = outcome.lives[workload.live["dossier"]]
        shares.append(np.mean(live["site"] == system.site_ids.index("bac")))
    assert shares[1] < shares[0] - 0.05


@pytest.mark.jit
def test_the_nearest_where_nobody_ever_waits(file: Path) -> None:
    """With officers for all, the wait is 0 everywhere and travel decides."""
    many = [f"sites.{site}.officers[0].count=60" for site in ("bac", "center", "nam")]
    scenario = load(file, sets=many)
    system, workload, outcome = played(scenario)
    travel = travel_times(scenario)
    rows = journal(system, workload, outcome)
    served = rows[(rows["purpose"] == Purpose.FILE) & (rows["fate"] == Fate.SERVED)]
    waited = served["dossier"][served["called_at"] > served["arrived_at"]]
    assert not np.isin(workload.live["dossier"], waited).any()
    accepts = system.live_site[slice(*system.live_start[:2])]
    chosen = outcome.lives["site"][workload.live["dossier"]]
    communes = workload.dossiers["commune"][workload.live["dossier"]]
    first_at = rows[(rows["purpose"] == Purpose.FILE) & (rows["repetition"] == 0)]
    shut = set(first_at["dossier"][first_at["fate"] == Fate.TURNED_AWAY].tolist())
    looked = [number not in shut for number in workload.live["dossier"].tolist()]
    nearest = accepts[travel[communes][:, accepts].argmin(axis=1)]
    assert sum(looked) > 50
    assert np.array_equal(chosen[looked], nearest[looked])


@pytest.mark.jit
@pytest.mark.parametrize("rule", ["logit", "nearest"])
def test_the_same_people_come(file: Path, rule: str) -> None:
    """Filed at the same instants for the same, with the same draws, wherever they go."""
    scenario = load(file)
    system, workload, outcome = played(scenario)
    _, other = drawn(load(file, sets=[f"choice.rule={rule}", "choice.beta=0.1"]))
    of_site = ("site", "supplement", "collect", "intake", "lead")
    for name in workload.dossiers.dtype.names:
        if name not in of_site:
            assert np.array_equal(workload.dossiers[name], other.dossiers[name]), name
    mine = settled(system, workload, outcome)
    same_site = mine["site"] == other.dossiers["site"]
    at_counter = mine["channel"] == Channel.COUNTER
    needed = {"supplement": mine["supplement_delay"] > 0, "collect": mine["fetched"]}
    for name, is_needed in needed.items():
        rows = same_site & at_counter & is_needed & (mine["outcome"] != 1)
        assert np.array_equal(mine[name][rows], other.dossiers[name][rows]), name
    assert np.array_equal(mine["lead"][same_site], other.dossiers["lead"][same_site])
    assert np.sum(same_site & (workload.dossiers["site"] == NEVER)) > 50
    outside = set(np.flatnonzero(workload.dossiers["site"] == NEVER).tolist())
    counts = Counter(other.dossiers["site"][sorted(outside)].tolist())
    assert len(counts) > 1


@pytest.mark.jit
def test_services_are_those_of_the_same_people(file: Path) -> None:
    """Who is filed at the same site by another rule needs as long there."""
    system, workload, outcome = played(load(file))
    _, other = drawn(load(file, sets=["choice.rule=logit"]))
    visits = other.visits
    service_of = dict(zip(visits.dossier.tolist(), visits.service.tolist(), strict=True))
    rows = journal(system, workload, outcome)
    live = set(workload.live["dossier"].tolist())
    compared = 0
    for row in rows[(rows["purpose"] == Purpose.FILE) & (rows["fate"] == Fate.SERVED)]:
        number = int(row["dossier"])
        if number in live and row["site"] == other.dossiers["site"][number]:
            assert row["left_at"] - row["called_at"] == service_of[number]
            compared += 1
    assert compared > 30


def test_means_of_service_are_those_of_the_procedure(file: Path) -> None:
    """12 minutes, longer where less of the time serves; papers take 6."""
    system = build(load(file))
    center, land = system.site_ids.index("center"), system.procedure_ids.index("land")
    assert system.live_service[land, center] == 15 * MINUTE
    assert system.live_service[1 - land, system.site_ids.index("bac")] == 6 * MINUTE
