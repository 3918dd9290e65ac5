"""What submissions bring to a counter, by hand and against simulated lives."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np
import pytest

from sim.engines import reference
from sim.model.journal import chronicle
from sim.model.procedure import Procedure
from sim.model.system import build
from sim.model.tables import NEVER, Channel, Fate, Purpose
from sim.sampling.workload import Sampler
from sim.studies.siting import rush
from sim.studies.siting.work import errands, work
from tests.studies.siting.town import town

LIFE = {
    "level": "branch", "per_1000": 0.4, "online": 0.25, "post": 0.05, "counter_time": 8,
    "intake_time": 5, "enquire_time": 4, "supplement_time": 3, "collect_time": 2,
    "incomplete": 0.2, "comes_back": 0.75, "needs_supplement": 0.1, "unit": "office",
    "effort": 1, "deadline": 1, "collect": 0.6,
}  # fmt: skip
SPOT = {**LIFE, "deadline": 0, "on_the_spot": True, "unit": "desks", "per_1000": 0.6}


def lively(**changes: Any) -> Any:
    """The town with few people, so that nobody waits for long, and plenty of time."""
    return town(
        procedures={"papers": LIFE, "land": SPOT},
        units={"office": {"per": "network", "processors": 60},
               "desks": {"per": "site", "processors": 20}},
        siting={}, choice={"outside_share": 0}, run_out={"days": 30},
        demand={"enquire_share": 0.3, "scale": 0.4}, **changes,
    )  # fmt: skip


def test_every_errand_of_a_life_by_hand() -> None:
    """Numbers for each submission, their services, and which of them is no visit."""
    scenario = lively()
    found = list(errands(scenario.procedures["papers"], scenario, 0.2))
    accepted = 1 - 0.2 + 0.15
    assert [each.number for each in found] == pytest.approx(
        [0.7, 0.3, 0.15 + accepted * 0.1, accepted * 0.6, 0.075]
    )
    assert [each.mean * 0.9 for each in found] == pytest.approx([8, 5, 3, 2, 4])
    assert [each.is_visit for each in found] == [True, False, True, True, True]


def test_on_the_spot_the_late_and_the_absent_fetch() -> None:
    """Who hands in in time leaves with the result; who comes late fetches it in any case."""
    scenario = lively()
    fetched = list(errands(scenario.procedures["land"], scenario, 0.2))[3]
    in_person = (0.7 * 0.8 + 0.15) * 0.9
    assert fetched.number == pytest.approx(in_person * 0.2 + (0.95 - in_person) * 0.6)


def test_without_a_unit_nothing_follows_intake() -> None:
    """Neither a supplement in processing nor a result; times not given are the counter's."""
    scenario = town()
    plain = Procedure.model_validate(
        {"counter_time": 6, "incomplete": 0.5, "needs_supplement": 0.5, "collect": 1, "post": 1}
    )
    file, intake, supplement = errands(plain, scenario, 0.2)
    assert (file.number, intake.number, supplement.number) == (0, 1, 0.5)
    assert intake.mean == supplement.mean == pytest.approx(6 / 0.9)


def test_moments_of_a_bundle() -> None:
    """One draw times a factor that grows with the number handed in; not for who enquires."""
    scenario = town()
    land = scenario.procedures["land"]
    file = next(iter(errands(land, scenario, 0.0)))
    bulk = land.dossiers_per_visit
    assert bulk is not None
    variance = (bulk.expectation() * bulk.variation()) ** 2
    assert file.mean == pytest.approx(8 / 0.9 * 1.1)
    assert file.square == pytest.approx((8 / 0.9) ** 2 * 1.49 * (1.1**2 + 0.04 * variance))
    papers = scenario.procedures["papers"].model_copy(
        update={"dossiers_per_visit": bulk, "each_more": 1.0}
    )
    *_, enquire = errands(papers, scenario, 0.0)
    assert enquire.mean == pytest.approx(4 / 0.9)


def test_errands_add_up() -> None:
    """Sums by procedure; intake work is in all of them but those of visits."""
    scenario = lively()
    found = work(scenario, ["land", "papers"], 0.2)
    each = list(errands(scenario.procedures["papers"], scenario, 0.2))
    assert found.errands[1] == pytest.approx(sum(e.number for e in each))
    assert found.visits[1] == pytest.approx(found.errands[1] - 0.3)
    assert found.minutes[1] - found.visit_minutes[1] == pytest.approx(0.3 * 5 / 0.9)
    assert found.squares[1] == pytest.approx(sum(e.number * e.mean**2 for e in each))
    assert found.dossiers.tolist() == [1, 1]
    rush_hour = work(scenario, ["land", "papers"], 0.2, 1.5)
    assert rush_hour.errands == pytest.approx(found.errands + 0.5 * found.visits)
    assert rush_hour.minutes == pytest.approx(found.minutes + 0.5 * found.visit_minutes)


@pytest.mark.jit
def test_errands_are_those_of_simulated_lives() -> None:
    """Visits served by purpose and pieces of intake work, within five standard errors."""
    scenario = lively(period={"start": "2025-03-03", "days": 12})
    system = build(scenario)
    late = rush.late_share(scenario, system, 0)
    sampler = Sampler(scenario, system, 3)
    seen: Counter[tuple[int, int]] = Counter()
    filed: Counter[int] = Counter()
    for replication in range(2):
        workload = sampler.draw(replication)
        kept = chronicle(system, workload, reference.run(system, workload))
        lives = kept.dossiers[kept.dossiers["measured"]]
        filed.update(lives["procedure"].tolist())
        taken = lives[(lives["intake_from"] != NEVER) & (lives["channel"] != Channel.COUNTER)]
        seen.update((p, -1) for p in taken["procedure"].tolist())
        served = kept.visits[kept.visits["fate"] == Fate.SERVED]
        served = served[np.isin(served["dossier"], lives["dossier"])]
        seen.update(zip(served["procedure"].tolist(), served["purpose"].tolist(), strict=True))
    kinds = [Purpose.FILE, -1, Purpose.SUPPLEMENT, Purpose.COLLECT, Purpose.ENQUIRE]
    for p, id_ in enumerate(system.procedure_ids):
        expected = errands(scenario.procedures[id_], scenario, late)
        for kind, each in zip(kinds, expected, strict=True):
            n = filed[p]
            assert abs(seen[p, int(kind)] / n - each.number) < 5 * np.sqrt(each.number / n)
