"""Baselines: what is kept, and which tolerances are refused."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from pydantic import ValidationError

from sim.errors import ScenarioError
from sim.model.check import Check
from sim.model.version import MODEL_VERSION
from sim.studies.regression.baseline import Baseline, Unresolvable, too_fine
from sim.studies.regression.platform import fingerprint, other_parts
from tests.studies.regression.made import CHECK, baseline, sample, scenario


def test_network_and_tiers_are_kept_whole_and_sites_roughly() -> None:
    """Values come back to the last bit; at sites six digits are enough to tell where."""
    found = baseline()
    assert [each.scope for each in found.kpis] == ["all", "all", "branch", "branch"]
    for key, series in found.series.items():
        assert all(series.equals(sample().series[key], number) for number in range(8))
    assert {each.scope for each in found.sites} == {"a", "b"}
    assert found.sites[0].values[0] == float(f"{sample().seen[0].values[2, 0]:.6g}")
    assert (found.model, found.platform, found.seed) == (MODEL_VERSION, fingerprint(), 1)
    assert found.period == ("2025-03-03", "2025-03-07")
    kept = found.kpis[0]
    assert kept.ci_low is not None
    assert kept.ci_low < kept.mean < 2 * kept.mean - kept.ci_low


def test_tiers_and_a_single_site_are_left_out_where_they_say_nothing_new() -> None:
    """Without tiers the network alone is judged; one site is the network."""
    alone = baseline(of=scenario(check={**CHECK, "tiers": False}))
    assert {each.scope_type for each in alone.kpis} == {"network"}
    found = sample()
    seen = [replace(each, values=each.values[:3], weights=each.weights[:3]) for each in found.seen]
    assert baseline(replace(found, scopes=found.scopes[:3], seen=tuple(seen))).sites == ()


def test_what_is_blank_is_not_kept_and_refused_where_it_was_named() -> None:
    """A measure that no replication has."""
    found = sample()
    for each in found.seen:
        each.values[:, 0], each.weights[:, 0] = math.nan, 0.0
    with pytest.raises(ScenarioError, match=r"check\.kpis\[0\] = wait_mean: this scenario has no"):
        baseline(found)
    usual = {key: value for key, value in CHECK.items() if key != "kpis"}
    of = scenario(check=usual)
    assert {each.kpi for each in baseline(found, of).kpis} == {"utilisation"}
    for each in found.seen:
        each.values[:], each.weights[:] = math.nan, 0.0
    with pytest.raises(ScenarioError, match="this scenario has none of served_per_day, wait_mean"):
        baseline(found, of)


def test_a_tolerance_that_variance_hides_is_refused_with_what_would_do() -> None:
    """By figures: what was asked, what would be resolved, and how many replications it takes."""
    check = Check.model_validate(
        {**CHECK, "tolerance": {"wait_mean": "1% or 0.05 min", "utilisation": "0.5 points"}}
    )
    coarse = too_fine(baseline(), check)
    assert [str(each.key) for each in coarse] == [
        "network: wait_mean", "network: utilisation", "branch: wait_mean", "branch: utilisation",
    ]  # fmt: skip
    assert all(each.least > each.width and each.replications > 8 for each in coarse)
    text = str(Unresolvable("two", coarse, check))
    assert "two: network: wait_mean: a tolerance of 1% or 0.05 min (here 0.0969 min)" in text
    assert "is not resolved by 8 replications: " in text
    assert "points would be, or " in text
    assert text.endswith("No baseline was written.")
    # What it says would do, does.
    wait, used = coarse[0], coarse[1]
    enough = {"wait_mean": f"{100 * wait.least / wait.mean + 1:.0f}%",
              "utilisation": f"{100 * used.least + 1:.0f} points"}  # fmt: skip
    left = too_fine(baseline(), check.model_copy(
        update={"tolerance": Check.model_validate({"tolerance": enough}).tolerance}))  # fmt: skip
    assert not [each for each in left if each.key.scope_type == "network"]
    absolute = Check.model_validate({**CHECK, "tolerance": {"wait_mean": 0.01}})
    assert "min would be" in str(Unresolvable("two", too_fine(baseline(), absolute)[:1], absolute))


def test_what_never_varies_is_always_resolved() -> None:
    """A share of exactly 1 in every replication."""
    found = sample()
    for each in found.seen:
        each.values[:, 1] = 1.0
    check = Check.model_validate({**CHECK, "tolerance": {"utilisation": "0.001 points"}})
    assert {each.key.kpi for each in too_fine(baseline(found), check)} <= {"wait_mean"}


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"motcua_baseline": 2}, "motcua_baseline"),
        ({"journal": "0" * 64}, "digest of the journal"),
        ({"digests": ("0" * 64,)}, "digests"),
        ({"digests": ("0" * 64,) * 3}, "not as many values"),
        ({"scenario": "a\x1b[31m"}, "that can be shown"),
        ({"seed": 1.5}, "seed"),
        ({"more": 1}, "more"),
    ],
)
def test_what_does_not_add_up_is_no_baseline(change: dict[str, object], says: str) -> None:
    """Whoever wrote it."""
    with pytest.raises(ValidationError, match=says):
        Baseline.model_validate(baseline().model_dump() | change)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"kpi": "wait_long"}, "is no measure"), ({"unit": "h"}, "is no measure"),
        ({"scope_type": "planet"}, "scope_type"), ({"values": (1.0,)}, "not as many"),
        ({"weights": (-1.0,) * 8}, "weights"), ({"mean": math.inf}, "mean"),
        ({"scope": "x\n"}, "that can be shown"),
    ],
)  # fmt: skip
def test_a_measure_that_is_none_is_refused(change: dict[str, object], says: str) -> None:
    """Foreign names, units, numbers."""
    content = baseline().model_dump()
    content["kpis"] = (content["kpis"][0] | change,)
    with pytest.raises(ValidationError, match=says):
        Baseline.model_validate(content)


def test_the_same_measure_twice_is_refused() -> None:
    content = baseline().model_dump()
    content["kpis"] = content["kpis"][:1] * 2
    with pytest.raises(ValidationError, match="twice"):
        Baseline.model_validate(content)


def test_a_platform_is_told_by_what_moves_bits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Libraries that draw are in it; the compiler, too; and what differs is named."""
    here = fingerprint()
    assert here["numpy"] == np.__version__
    monkeypatch.setenv("NUMBA_DISABLE_JIT", "1" if here["compiler"] == "on" else "0")
    assert other_parts(here, fingerprint()) == ("compiler",)
    monkeypatch.setattr("sim.studies.regression.platform.LIBRARIES", ("no-such-library",))
    assert fingerprint()["no-such-library"] == "unknown"
    assert "numpy" in other_parts(fingerprint(), here)
