"""A check: exact where it can be, by statistics where it cannot, and the targets.

Exact: seed, version of the model, platform and scenario are those of the baseline. Then the
first replications have to give the same journals and the same figures, to the last bit.

By statistics: replications are added until every measure is clearly the same or clearly not, or
the cap is reached. With the baseline's seed, differences are taken pair by pair, by chance that
both have in common; else both samples are taken to err.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Literal

from sim.errors import UsageError
from sim.measures.scopes import ScopeType
from sim.model.check import Check
from sim.model.spec import Scenario
from sim.model.targets import Target
from sim.model.version import MODEL_VERSION
from sim.said import Said
from sim.studies.experiment import Engine
from sim.studies.judging import Judged, judge
from sim.studies.parallel import HERE, Executor
from sim.studies.regression.baseline import Baseline, Unresolvable, baseline_of, too_fine
from sim.studies.regression.observe import (
    Observer,
    Sample,
    Watch,
    asserted,
    checked_scenario,
    inputs_digest,
)
from sim.studies.regression.platform import fingerprint, other_parts
from sim.studies.regression.series import Key, Series, difference
from sim.studies.regression.verdicts import CONFIDENCE, Moved, Verdict, judged, look, looks


@dataclass(frozen=True, slots=True, kw_only=True)
class How:
    """How to check, not what."""

    seed: int | None = None
    """None: the baseline's, or for a new baseline the scenario's."""
    exact: bool = True
    """Whether to demand equal bits where they can be expected."""
    executor: Executor = HERE
    engine: Engine = "compiled"


class Reason(StrEnum):
    """Why equal bits cannot be expected, or are not asked for."""

    OFF = "off"
    SEED = "seed"
    MODEL = "model"
    PLATFORM = "platform"
    INPUTS = "inputs"


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """Such a reason, and what was found there and here."""

    reason: Reason
    before: str = ""
    now: str = ""


@dataclass(frozen=True, kw_only=True)
class Checked:
    """What a check found."""

    label: str
    file: str
    scenario: Scenario
    baseline: Baseline
    seed: int
    why: tuple[Why, ...]
    """Why it was not exact; empty where it was."""
    differs_from: int | None
    """The first replication that is not what it was, of an exact check."""
    moved: tuple[Moved, ...]
    """Every measure that verdicts are passed on."""
    sites: tuple[Moved, ...]
    """Sites that moved by more than the tolerance, the most first; for information."""
    targets: tuple[Judged, ...]
    """Every target that is insisted on, at every site that it is for."""
    replications: int
    seconds: float

    @property
    def mode(self) -> Literal["exact", "statistical"]:
        """How it was compared."""
        return "statistical" if self.why else "exact"

    @property
    def is_paired(self) -> bool:
        """Whether both have the same chance."""
        return self.seed == self.baseline.seed

    @property
    def failures(self) -> tuple[Moved, ...]:
        """The measures that changed, or stayed unclear."""
        return tuple(each for each in self.moved if each.verdict is not Verdict.SAME)

    @property
    def missed(self) -> tuple[Judged, ...]:
        """The targets that are not met."""
        return tuple(each for each in self.targets if not each.met)

    @property
    def ok(self) -> bool:
        """Whether nothing is to be objected to."""
        return self.differs_from is None and not self.failures and not self.missed


def make_baseline(scenario: Scenario, label: str, file: str, how: How, watch: Watch) -> Baseline:
    """Run a scenario and keep what it gave.

    Raises
    ------
    Unresolvable
        Tolerances are finer than what so many replications can tell.
    ScenarioError
        It has not the measures that are asked for.
    """
    seed = scenario.seed if how.seed is None else how.seed
    check = scenario.check
    observer = Observer(
        scenario.model_copy(update={"targets": ()}), label, seed=seed, executor=how.executor,
        engine=how.engine, watch=watch, kpis=check.names,
    )  # fmt: skip
    sample = observer.first(check.replications_at_most)
    made = baseline_of(sample, scenario, label, file, seed)
    coarse = too_fine(made, check)
    if coarse:
        raise Unresolvable(label, coarse, check)
    return made


def check(
    scenario: Scenario, label: str, file: str, baseline: Baseline, how: How, watch: Watch
) -> Checked:
    """Check a scenario against its baseline.

    Raises
    ------
    UsageError
        The baseline is not one for this: of another scenario, or for other measures.
    """
    began = time.perf_counter()
    _refuse_foreign(scenario.check, label, baseline)
    seed = baseline.seed if how.seed is None else how.seed
    why = tuple(_why_not_exact(scenario, baseline, seed, exact=how.exact))
    observer = Observer(
        scenario, label, seed=seed, executor=how.executor, engine=how.engine, watch=watch,
        kpis=scenario.check.names, digests=not why,
    )  # fmt: skip
    paired = seed == baseline.seed
    decided, sample = _until_clear(observer, baseline, scenario.check, paired=paired)
    return Checked(
        label=label, file=file, scenario=scenario, baseline=baseline, seed=seed, why=why,
        differs_from=None if why else first_difference(sample, baseline),
        moved=tuple(decided.values()),
        sites=where(sample.series, baseline.site_series, scenario.check, paired=paired),
        targets=_targets(sample, scenario), replications=len(sample),
        seconds=time.perf_counter() - began,
    )  # fmt: skip


def _refuse_foreign(check: Check, label: str, baseline: Baseline) -> None:
    """Raise UsageError unless the baseline answers what is asked."""
    if baseline.scenario != label:
        raise UsageError(
            Said(
                "{scenario}: the baseline is one of {other}; make one of this scenario with "
                "--update.",
                scenario=label,
                other=repr(baseline.scenario),
            )
        )
    there = {each.kpi for each in baseline.kpis}
    missing = [name for name in (*(check.kpis or ()), *check.tolerance) if name not in there]
    if missing:
        raise UsageError(
            Said(
                "{scenario}: the baseline has no {measures}, which the check section of the "
                "scenario names; renew it with --update.",
                scenario=label,
                measures=", ".join(dict.fromkeys(missing)),
            )
        )
    if baseline.replications < check.replications_at_most:
        raise UsageError(
            Said(
                "{scenario}: the baseline has {n} replications, and check.replications_at_most is "
                "{most}; renew it with --update.",
                scenario=label,
                n=baseline.replications,
                most=check.replications_at_most,
            )
        )


def _why_not_exact(scenario: Scenario, baseline: Baseline, seed: int, *, exact: bool) -> list[Why]:
    here = fingerprint()
    found = [Why(reason=Reason.OFF)] if not exact else []
    if seed != baseline.seed:
        found.append(Why(reason=Reason.SEED, before=str(baseline.seed), now=str(seed)))
    if baseline.model != MODEL_VERSION:
        found.append(Why(reason=Reason.MODEL, before=str(baseline.model), now=str(MODEL_VERSION)))
    if other := other_parts(here, baseline.platform):
        parts = [", ".join(f"{name} {of.get(name, '')}".rstrip() for name in other)
                 for of in (baseline.platform, here)]  # fmt: skip
        found.append(Why(reason=Reason.PLATFORM, before=parts[0], now=parts[1]))
    if baseline.inputs != inputs_digest(scenario):
        found.append(Why(reason=Reason.INPUTS))
    return found


def _until_clear(
    observer: Observer, baseline: Baseline, check: Check, *, paired: bool
) -> tuple[dict[Key, Moved], Sample]:
    """Add replications until every measure is decided; what was decided stays so."""
    wanted = {key: each for key, each in baseline.series.items() if _is_asked(key, check)}
    decided: dict[Key, Moved] = {}
    for n in looks(check):
        sample = observer.first(n)
        for key, seen in look(sample.series, wanted, check, paired=paired).items():
            if key not in decided or decided[key].verdict is Verdict.UNCLEAR:
                decided[key] = seen
        if all(each.verdict is not Verdict.UNCLEAR for each in decided.values()):
            break
    return decided, sample


def _is_asked(key: Key, check: Check) -> bool:
    """Whether a baseline's measure is still one that is checked."""
    return key.kpi in check.names and (check.tiers or key.scope_type == ScopeType.NETWORK)


def first_difference(sample: Sample, baseline: Baseline) -> int | None:
    """The first replication whose journal or figures are not those of the baseline."""
    here = sample.series
    both = [(here[key], each) for key, each in baseline.series.items() if key in here]
    for number, digest in enumerate(sample.digests):
        if digest != baseline.digests[number]:
            return number
        if any(not now.equals(before, number) for now, before in both):
            return number
    return None


def where(
    new: Mapping[Key, Series], base: Mapping[Key, Series], check: Check, *, paired: bool
) -> tuple[Moved, ...]:
    """Sites whose measures moved by more than the tolerance, clear of chance, the most first.

    Each replication weighs the same here, on both sides. Intervals hold for all sites at once.
    """
    found = []
    base = {key: each for key, each in base.items() if key.kpi in check.names}
    for key, before in base.items():
        if key not in new:
            continue
        after = replace(new[key], weights=before.weights[:1].repeat(len(new[key])))
        apart = difference(
            after, before, paired=paired, confidence=CONFIDENCE, simultaneous=len(base)
        )
        shown = before.first(len(after)) if paired else before
        tolerance = check.tolerance_of(key.kpi)
        width = tolerance.width(before.mean)
        if abs(apart.mean) > max(width, apart.half):
            found.append(
                Moved(
                    key=key, before=shown.mean, after=after.mean, difference=apart, width=width,
                    tolerance=tolerance, verdict=judged(apart, width), replications=len(after),
                )
            )  # fmt: skip
    return tuple(sorted(found, key=lambda each: -abs(each.difference.mean) / each.width))


def _targets(sample: Sample, scenario: Scenario) -> tuple[Judged, ...]:
    """Every target that is insisted on, with intervals that hold for all of them at once."""
    targets: tuple[Target, ...] = asserted(scenario)
    services = [each.service for each in sample.seen if each.service is not None]
    if not targets or not services:
        return ()
    on = checked_scenario(scenario)
    n = len(judge(services[:1], on, targets))
    return judge(services, on, targets, simultaneous=max(n, 1))
