"""What a scenario gave when it was last looked at and found good."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Literal, Self

import numpy as np
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from sim.errors import MotcuaError, Problem, ScenarioError, quoted
from sim.measures.estimate import CONFIDENCE, t_quantile
from sim.measures.scopes import ScopeType
from sim.model.check import UNITS, Check, Tolerance
from sim.model.journal import digest_of_all
from sim.model.spec import Scenario
from sim.model.version import MODEL_VERSION
from sim.said import Said, together
from sim.studies.regression.observe import Sample, checked_scenario, inputs_digest
from sim.studies.regression.platform import fingerprint
from sim.studies.regression.series import Key, Series
from sim.studies.regression.verdicts import resolvable


def _printable(text: str) -> str:
    if not text.isprintable():
        raise ValueError(Said("only letters and signs that can be shown are allowed here"))
    return text


_Line = Annotated[str, AfterValidator(_printable)]
_Digest = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, allow_inf_nan=False)


class Kept(_Part):
    """One measure of the network, a tier or a site."""

    scope_type: Annotated[str, Field(pattern="^(network|tier|site)$")]
    scope: _Line
    kpi: _Line
    unit: _Line
    mean: float
    ci_low: float | None = None
    ci_high: float | None = None
    """Ends of the 95 % interval."""
    values: tuple[float | None, ...]
    """By replication; null where one has none."""
    weights: tuple[Annotated[float, Field(ge=0)], ...] | None = None
    """Of a ratio of totals, its denominator in each replication; else every weight is 1."""

    @property
    def key(self) -> Key:
        """What it is a measure of."""
        return Key(self.scope_type, self.scope, self.kpi)

    @property
    def series(self) -> Series:
        """As arrays."""
        values = np.array([math.nan if each is None else each for each in self.values])
        return Series(values, np.ones(len(values)) if self.weights is None else _floats(self))


def _floats(kept: Kept) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    return np.array(kept.weights, np.float64)


class Baseline(_Part):
    """The content of results/baselines/<scenario>.json."""

    motcua_baseline: Literal[1] = 1
    """The format of the file; another one is not read."""
    scenario: _Line
    """How the scenario is called: the stem of its file."""
    file: _Line
    """Where it was read from, so that `check` alone finds it again; empty where it cannot."""
    period: tuple[_Line, _Line]
    """The days that were measured, for reading."""
    seed: int
    model: int
    """Version of the model's rules."""
    platform: dict[_Line, _Line]
    inputs: _Digest
    """Of what the scenario says about what is simulated."""
    journal: _Digest
    """Of all replications in their order."""
    digests: Annotated[tuple[_Digest, ...], Field(min_length=2)]
    """Of the journal of each replication."""
    kpis: tuple[Kept, ...]
    """What verdicts are passed on: the network, and its tiers."""
    sites: tuple[Kept, ...] = ()
    """What tells where it moved: values to six digits, each replication weighing the same."""

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        for each in (*self.kpis, *self.sites):
            weights = each.values if each.weights is None else each.weights
            if not len(each.values) == len(weights) == len(self.digests):
                raise ValueError(
                    Said(
                        "{measure} has not as many values as there are replications",
                        measure=quoted(each.key),
                    )
                )
            if UNITS.get(each.kpi) != each.unit:
                raise ValueError(
                    Said(
                        "{measure} is no measure of this program in {unit}",
                        measure=quoted(each.key),
                        unit=quoted(each.unit),
                    )
                )
        if len({each.key for each in self.kpis}) < len(self.kpis):
            raise ValueError(Said("the same measure is there twice"))
        if digest_of_all(self.digests) != self.journal:
            raise ValueError(Said("the digest of the journal is not that of its replications"))
        return self

    @property
    def replications(self) -> int:
        """How many there are."""
        return len(self.digests)

    @property
    def series(self) -> Mapping[Key, Series]:
        """What verdicts are passed on."""
        return {each.key: each.series for each in self.kpis}

    @property
    def site_series(self) -> Mapping[Key, Series]:
        """What tells where it moved."""
        return {each.key: each.series for each in self.sites}


@dataclass(frozen=True, slots=True, kw_only=True)
class Coarse:
    """A tolerance that is too fine for the replications there are."""

    key: Key
    mean: float
    tolerance: Tolerance
    width: float
    """What was asked for, in the unit of the measure."""
    least: float
    """What could be resolved."""
    replications: int
    """At which what was asked for could be."""


class Unresolvable(MotcuaError):
    """Some tolerances are too fine; `coarse` says which, and what would do."""

    def __init__(self, label: str, coarse: Sequence[Coarse], check: Check) -> None:
        self.coarse = tuple(coarse)
        lines = [
            Said(
                "{scenario}: {measure}: a tolerance of {tolerance} (here {width}) is not resolved "
                "by {replications} replications: {least} would be, or {needed:,} replications.",
                scenario=label,
                measure=str(each.key),
                tolerance=str(each.tolerance),
                width=_amount(each),
                replications=check.replications_at_most,
                least=_would_do(each),
                needed=each.replications,
            )
            for each in coarse
        ]
        remedy = Said(
            "Set check.tolerance, check.replications_at_most or a longer check.period in the "
            "scenario, then update again. No baseline was written."
        )
        super().__init__(together([*lines, remedy], "\n"))


def _amount(coarse: Coarse) -> str:
    unit = UNITS[coarse.key.kpi]
    if unit == "share":
        return Said("{points:.3g} points", points=100 * coarse.width)
    return f"{coarse.width:.3g} {unit}"


def _would_do(coarse: Coarse) -> str:
    """A tolerance that can be resolved, in the words of a scenario, rounded up to two digits."""
    if UNITS[coarse.key.kpi] == "share" and not coarse.tolerance.part:
        return f"{_up(100 * coarse.least):g} points"
    if coarse.tolerance.part and coarse.mean:
        return f"{_up(100 * coarse.least / abs(coarse.mean)):g}%"
    return f"{_up(coarse.least):g} {UNITS[coarse.key.kpi]}"


def _up(value: float) -> float:
    """Rounded up to two digits."""
    unit = 10.0 ** (math.floor(math.log10(value)) - 1) if value > 0 else 1.0
    return round(math.ceil(value / unit - 1e-9) * unit, 12)


def baseline_of(sample: Sample, scenario: Scenario, label: str, file: str, seed: int) -> Baseline:
    """What is kept of a sample.

    Raises
    ------
    ScenarioError
        A measure was named that the scenario does not have.
    """
    wanted, sites = scenario.check.names, []
    kept = []
    for key, series in sample.series.items():
        if math.isnan(series.mean):
            continue
        if key.scope_type == ScopeType.SITE:
            sites.append(_kept_roughly(key, series))
        elif key.scope_type == ScopeType.NETWORK or scenario.check.tiers:
            kept.append(_kept(key, series))
    there = {each.kpi for each in kept}
    for i, name in enumerate(scenario.check.kpis or ()):
        if name not in there:
            rule = Said(
                "this scenario has no such figure in every replication, so nothing is checked."
            )
            path = f"check.kpis[{i}]"
            raise ScenarioError(Problem(file=file, path=path, value=name, rule=rule))
    if not there:
        rule = Said("this scenario has none of {names}.", names=", ".join(wanted))
        raise ScenarioError(Problem(file=file, path="check.kpis", rule=rule))
    period = checked_scenario(scenario).period
    return Baseline(
        scenario=label, file=file, period=(str(period.first), str(period.last)), seed=seed,
        model=MODEL_VERSION, platform=fingerprint(), inputs=inputs_digest(scenario),
        journal=digest_of_all(sample.digests), digests=sample.digests, kpis=tuple(kept),
        sites=tuple(sites) if len({each.scope for each in sites}) > 1 else (),
    )  # fmt: skip


def _kept(key: Key, series: Series) -> Kept:
    n = len(series)
    half = t_quantile((1 + CONFIDENCE) / 2, n - 1) * math.sqrt(series.variance / n)
    plain = bool((series.weights == 1.0).all())
    return Kept(
        scope_type=key.scope_type, scope=key.scope, kpi=key.kpi, unit=UNITS[key.kpi],
        mean=series.mean, ci_low=series.mean - half, ci_high=series.mean + half,
        values=tuple(None if math.isnan(each) else float(each) for each in series.values),
        weights=None if plain else tuple(map(float, series.weights)),
    )  # fmt: skip


def _kept_roughly(key: Key, series: Series) -> Kept:
    values = tuple(None if math.isnan(each) else float(f"{each:.6g}") for each in series.values)
    return Kept(
        scope_type=key.scope_type, scope=key.scope, kpi=key.kpi, unit=UNITS[key.kpi],
        mean=float(f"{series.mean:.6g}"), values=values,
    )  # fmt: skip


def too_fine(baseline: Baseline, check: Check) -> tuple[Coarse, ...]:
    """The tolerances that the variance of the baseline does not let a check resolve."""
    found = []
    for key, series in baseline.series.items():
        tolerance = check.tolerance_of(key.kpi)
        width, least = tolerance.width(series.mean), resolvable(series, check, len(baseline.kpis))
        if least > width:
            needed = check.replications_at_most * (least / width) ** 2 if width else math.inf
            found.append(
                Coarse(
                    key=key, mean=series.mean, tolerance=tolerance, width=width, least=least,
                    replications=math.ceil(min(needed, 1e9)),
                )
            )  # fmt: skip
    return tuple(found)
