"""Checks: exact, by statistics, where it moved, targets - and the same bits however it is run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from sim.errors import UsageError
from sim.model.check import Check
from sim.model.spec import Scenario
from sim.studies.parallel import Threads
from sim.studies.regression import checking
from sim.studies.regression.baseline import Baseline, Unresolvable
from sim.studies.regression.checking import Checked, How, Reason, check, make_baseline
from sim.studies.regression.observe import Observer, Sample, inputs_digest
from sim.studies.regression.verdicts import Verdict
from tests.studies.offices import office
from tests.studies.regression.made import CHECK, baseline, sample, scenario

SLOW = How(executor=Threads(1), engine="reference")
"""So that coverage sees all, and nothing is compiled."""


class Watch:
    """Counts."""

    def __init__(self) -> None:
        self.planned = self.done = 0

    def plan(self, label: str, more: int) -> None:
        self.planned += more

    def step(self) -> None:
        self.done += 1


@pytest.fixture
def gives(monkeypatch: pytest.MonkeyPatch) -> Callable[[Sample], list[int]]:
    """Let every scenario give these replications; tells how many were asked for."""

    def give(found: Sample) -> list[int]:
        asked: list[int] = []

        class Given:
            def __init__(self, *_: Any, **__: Any) -> None:
                pass

            def first(self, n: int) -> Sample:
                asked.append(n)
                return replace(found, seen=found.seen[:n])

        monkeypatch.setattr(checking, "Observer", Given)
        return asked

    return give


def checked(base: Baseline, of: Scenario | None = None, how: How | None = None) -> Checked:
    return check(of or scenario(), "two", "two.yaml", base, how or How(), Watch())


def test_the_same_bits_pass_at_the_first_look(gives: Callable[[Sample], list[int]]) -> None:
    """Nothing to say against it, and no replication more than needed."""
    asked = gives(sample())
    found = checked(baseline())
    assert (found.mode, found.ok, found.differs_from, asked) == ("exact", True, None, [4])
    assert {each.verdict for each in found.moved} == {Verdict.SAME}
    assert {each.difference.mean for each in found.moved} == {0.0}
    assert found.sites == found.targets == ()


@pytest.mark.parametrize("what", ["digest", "value"])
def test_a_single_other_bit_fails_an_exact_check(
    what: str, gives: Callable[[Sample], list[int]]
) -> None:
    """In a journal, or in a figure alone; the replication is named."""
    other = sample()
    if what == "digest":
        seen = [*other.seen[:2], replace(other.seen[2], digest="0" * 64), *other.seen[3:]]
        other = replace(other, seen=tuple(seen))
    else:
        other.seen[1].values[1, 0] = np.nextafter(other.seen[1].values[1, 0], 99)
    gives(other)
    found = checked(baseline())
    assert (found.mode, found.ok) == ("exact", False)
    assert found.differs_from == (2 if what == "digest" else 1)
    assert not found.failures


@pytest.mark.parametrize(
    ("base", "of", "how", "reason"),
    [
        ({}, {}, How(exact=False), Reason.OFF),
        ({}, {}, How(seed=5), Reason.SEED),
        ({"model": 0}, {}, How(), Reason.MODEL),
        ({"platform": {"system": "Plan 9"}}, {}, How(), Reason.PLATFORM),
        ({}, {"wait_target": 15}, How(), Reason.INPUTS),
    ],
)  # fmt: skip
def test_where_bits_may_differ_statistics_decide(
    base: dict[str, Any], of: dict[str, Any], how: How, reason: Reason,
    gives: Callable[[Sample], list[int]],
) -> None:  # fmt: skip
    """Each with its reason; what differs by a last digit is the same."""
    nearly = sample(shift=1e-9)
    gives(nearly)
    found = checked(baseline().model_copy(update=base), scenario(**of), how)
    assert (found.mode, [why.reason for why in found.why]) == ("statistical", [reason])
    assert (found.ok, found.differs_from) == (True, None)
    assert found.is_paired == (reason is not Reason.SEED)


def test_replications_are_added_until_it_is_clear(gives: Callable[[Sample], list[int]]) -> None:
    """With other chance four are too few, eight are enough; what moved at a site is told."""
    asked = gives(sample(seed=2, at_b=8))
    finer = CHECK | {"tolerance": {"wait_mean": "19%", "utilisation": "30 points"}}
    found = checked(baseline(), scenario(check=finer), How(seed=2))
    assert asked == [4, 8]
    assert found.ok
    assert [(each.key.scope, each.key.kpi) for each in found.sites] == [("b", "wait_mean")]


def test_what_moved_far_is_changed_and_what_stays_open_is_unclear(
    gives: Callable[[Sample], list[int]],
) -> None:
    """Both fail; a measure that is gone does, too."""
    gives(sample(shift=9))
    assert {each.verdict for each in checked(baseline()).failures} == {Verdict.CHANGED}
    gives(sample(seed=2, shift=5))
    found = checked(baseline(), how=How(seed=2))
    assert {each.verdict for each in found.failures} == {Verdict.UNCLEAR}
    assert {each.replications for each in found.failures} == {8}
    gone = sample()
    gives(replace(gone, scopes=(gone.scopes[0], *gone.scopes[2:], gone.scopes[1])))
    assert checked(baseline(), how=How(exact=False)).ok
    less = [replace(each, values=each.values[[0, 2, 3]], weights=each.weights[[0, 2, 3]])
            for each in gone.seen]  # fmt: skip
    gives(Sample(scopes=(gone.scopes[0], *gone.scopes[2:]), kpis=gone.kpis, seen=tuple(less)))
    found = checked(baseline(), how=How(exact=False))
    assert {(each.key.scope, each.verdict) for each in found.failures} == {
        ("branch", Verdict.BLANK)
    }


def test_a_site_that_is_gone_is_no_site_that_moved(gives: Callable[[Sample], list[int]]) -> None:
    gone = sample()
    less = [replace(each, values=each.values[:3], weights=each.weights[:3]) for each in gone.seen]
    gives(Sample(scopes=gone.scopes[:3], kpis=gone.kpis, seen=tuple(less)))
    assert checked(baseline()).sites == ()


@pytest.mark.parametrize(
    ("base", "of", "says"),
    [
        ({"scenario": "three"}, {}, "the baseline is one of 'three'"),
        ({}, {"kpis": ["wait_mean", "lost_share"], "tolerance": {}}, "has no lost_share"),
        ({}, {"replications_at_most": 9}, "has 8 replications, and check.replications_at_most is"),
    ],
)
def test_a_baseline_that_does_not_answer_is_refused(
    base: dict[str, Any], of: dict[str, Any], says: str
) -> None:
    """With what to do."""
    with pytest.raises(UsageError, match=says) as caught:
        checked(baseline().model_copy(update=base), scenario(check=CHECK | of))
    assert "--update" in str(caught.value)


def test_measures_that_are_no_longer_asked_for_are_left_out(
    gives: Callable[[Sample], list[int]],
) -> None:
    """A scenario that checks less still has a baseline."""
    gives(sample())
    less = scenario(check={"kpis": ["wait_mean"], "tiers": False, "replications": 2,
                           "replications_at_most": 4})  # fmt: skip
    assert [str(each.key) for each in checked(baseline(), less).moved] == ["network: wait_mean"]


def test_a_tolerance_that_is_too_fine_makes_no_baseline(
    gives: Callable[[Sample], list[int]],
) -> None:
    gives(sample())
    made = make_baseline(scenario(), "two", "two.yaml", How(), Watch())
    assert made == baseline()
    fine = scenario(check=CHECK | {"tolerance": {"wait_mean": "0.1%"}})
    with pytest.raises(Unresolvable):
        make_baseline(fine, "two", "two.yaml", How(), Watch())


def test_inputs_are_what_is_simulated() -> None:
    """A name, a target, a tolerance, a seed change nothing; a rate does, and the period."""
    one = inputs_digest(scenario())
    silent = {"name": "Other", "targets": ["mean wait <= 5 min"], "seed": 9, "check": {}}
    assert inputs_digest(scenario(**silent)) == one
    period = {"start": "2025-03-03", "days": 6}
    assert inputs_digest(scenario(check=CHECK | {"period": period})) != one
    assert inputs_digest(scenario(period=period)) != one
    assert inputs_digest(scenario(wait_target=15)) != one


def small(**changes: Any) -> Scenario:
    """An office of a few visits, with a target that holds and one that does not."""
    loose = {"wait_mean": 5000, "served_per_day": 5000, "staff": 1}
    return office(
        period={"start": "2025-03-03", "days": 40},
        check={"kpis": list(loose), "tolerance": loose, "replications": 2,
               "replications_at_most": 3, "period": {"start": "2025-03-03", "days": 2}},
        **changes,
    )  # fmt: skip


def test_a_run_is_checked_from_end_to_end() -> None:
    """On the check's period; the seed of the baseline goes before that of the scenario."""
    made = make_baseline(small(), "office", "", SLOW, Watch())
    assert made.period == ("2025-03-03", "2025-03-04")
    assert (made.replications, made.seed, made.sites) == (3, 7, ())
    watch = Watch()
    found = check(small(seed=8), "office", "", made, SLOW, watch)
    assert (found.mode, found.ok, found.seed, found.seconds > 0) == ("exact", True, 7, True)
    assert (watch.planned, watch.done) == (2, 2)


def test_targets_fail_a_check_where_it_was_said_so() -> None:
    """A target without `check: true` is what `staff` aims at, no more."""
    made = make_baseline(small(), "office", "", SLOW, Watch())
    wish = {"goal": "mean wait <= 0.001 min"}
    assert check(small(targets=[wish]), "office", "", made, SLOW, Watch()).ok
    targets = [{"goal": "mean wait <= 1000 min", "check": True}, wish | {"check": True}]
    found = check(small(targets=targets), "office", "", made, SLOW, Watch())
    assert found.mode == "exact"
    assert [(each.site, each.met) for each in found.targets] == [("desk", True), ("desk", False)]
    assert found.missed == found.targets[1:]
    assert not found.ok
    elsewhere = [{"goal": "mean wait <= 1 min", "check": True, "tiers": ["point"]}]
    assert check(small(targets=elsewhere), "office", "", made, SLOW, Watch()).targets == ()


@pytest.mark.jit
def test_digests_are_the_same_however_it_is_run() -> None:
    """By 1, 2 and 4 workers, by both engines, twice in a row; and when replications are added."""

    def digests(how: How, *numbers: int) -> tuple[str, ...]:
        observer = Observer(
            small(), "office", seed=7, executor=how.executor, engine=how.engine, watch=Watch(),
            kpis=Check().names,
        )  # fmt: skip
        return [observer.first(n) for n in numbers][-1].digests

    wanted = digests(SLOW, 5)
    assert len(set(wanted)) == 5
    for workers in (1, 2, 4):
        assert digests(How(executor=Threads(workers)), 5) == wanted
        assert digests(How(executor=Threads(workers)), 1, 3, 5) == wanted
    assert digests(SLOW, 5) == wanted
