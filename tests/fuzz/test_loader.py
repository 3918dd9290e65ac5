"""Ten thousand inputs through the loader: each is sound, or refused in sentences, soon and cheaply.

A few hundred of them are tried in every run of the tests; the rest by `make test-all`.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from sim.cli.targets import wanted
from sim.model.plan_file import planned
from sim.model.scenario_file import load as load_file
from sim.report import baselines
from sim.report.plans import read
from sim.report.plans.read import source
from sim.studies.regression.baseline import Baseline
from tests.fuzz import inputs, runner, seeds
from tests.fuzz.runner import Told, judge

OFFICE = seeds.ROOT / "tests" / "scenarios" / "valid" / "two_desks.yaml"
BASELINE = seeds.ROOT / "results" / "baselines" / "one-branch.json"


def tried(strategy: st.SearchStrategy, examples: int, body: Callable[[object], object]) -> Told:
    """Judge `body` on many inputs, always the same; what came of them."""
    told: Told = Told()

    @settings(
        max_examples=examples, deadline=None, derandomize=True, database=None,
        suppress_health_check=list(HealthCheck), phases=[Phase.generate],
    )  # fmt: skip
    @given(strategy)
    def try_all(each: object) -> None:
        judge(lambda: body(each), told)

    try_all()
    assert sum(told.values()) >= examples, "fewer inputs than asked for"
    return told


def plan_body(folder: Path) -> Callable[[object], object]:
    """Staff an office by the bytes of a plan."""
    office = load_file(OFFICE)

    def body(raw: object) -> None:
        assert isinstance(raw, bytes)
        path = folder / ("plan.xlsx" if raw.startswith(b"PK") else "plan.csv")
        path.write_bytes(raw)
        planned(office, read(source(str(path))))

    return body


def baseline_body(folder: Path) -> Callable[[object], object]:
    """Read a baseline."""
    path = folder / "office.json"

    def body(raw: object) -> Baseline:
        assert isinstance(raw, bytes)
        path.write_bytes(raw)
        return baselines.read(path, "motcua check --update office")

    return body


def target_body() -> Callable[[object], object]:
    """Read a target as `--target` does."""
    office = load_file(OFFICE)
    return lambda text: wanted(office, [str(text)])


@pytest.mark.parametrize(
    ("kind", "examples"), [("trees", 200), ("bytes", 200)], ids=["trees", "bytes"]
)
def test_scenarios_are_sound_or_refused(kind: str, examples: int) -> None:
    """Some of each, from files that load fast."""
    told = tried(inputs.scenarios_of[kind](seeds.QUICK), examples, runner.load)
    assert told["refused"] > 20
    assert told["sound"] > 2


def test_plans_are_sound_or_refused(tmp_path: Path) -> None:
    """Cells exchanged, bytes of workbooks turned."""
    told = tried(inputs.plans, 80, plan_body(tmp_path))
    assert told["refused"] > 20


def test_baselines_and_targets_are_sound_or_refused(tmp_path: Path) -> None:
    """Places of their JSON exchanged; letters of lines turned."""
    told = tried(inputs.baselines(BASELINE.read_bytes()), 30, baseline_body(tmp_path))
    assert told["refused"] > 20
    told = tried(inputs.targets, 30, target_body())
    assert told["refused"] > 10


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["trees", "bytes"])
def test_four_thousand_scenarios(kind: str) -> None:
    """From every file of the project."""
    told = tried(inputs.scenarios_of[kind](seeds.FILES), 4_000, runner.load)
    assert told["refused"] > 500
    assert told["sound"] > 50


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:Generating overly large repr")  # of files of 100 kB
def test_two_thousand_plans_baselines_and_targets(tmp_path: Path) -> None:
    """As above, more of them."""
    told = tried(inputs.plans, 900, plan_body(tmp_path))
    told += tried(inputs.targets, 400, target_body())
    told += tried(inputs.baselines(BASELINE.read_bytes()), 700, baseline_body(tmp_path))
    assert told["refused"] > 500
