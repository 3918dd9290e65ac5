"""How often `check` errs, measured on scenarios/one-branch.yaml with exact mode off.

    python -m tests.studies.regression.error_rates --checks 1000

checks the unchanged scenario against its shipped baseline with 1,000 fresh seeds, and then the
scenario with every mean counter time 3 % longer. It prints how many were passed, changed or left
unclear, with 95 % limits (Clopper and Pearson 1934). docs/check.md keeps what came out.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from sim.model import scenario_file
from sim.report import baselines
from sim.studies.parallel import Threads
from sim.studies.regression.checking import Checked, How, check
from sim.studies.regression.verdicts import Verdict

ROOT = Path(__file__).parents[3]
LONGER = 1.03
FIRST_SEED = 1_000_001
"""Far from the seed of the baseline."""


class Nobody:
    """Watches nothing."""

    def plan(self, label: str, more: int) -> None:
        """Nothing to plan."""

    def step(self) -> None:
        """Nothing to count."""


def checks(longer: float, seeds: Iterable[int], workers: int = 0) -> Iterable[Checked]:
    """Checks of the one-branch scenario, counter times scaled, one for each seed."""
    file = ROOT / "scenarios" / "one-branch.yaml"
    base = scenario_file.load(file)
    means = {id_: each.counter_time.mean for id_, each in base.procedures.items()}
    sets = [f"procedures.{id_}.counter_time.mean={mean * longer}" for id_, mean in means.items()]
    scenario = scenario_file.load(file, sets=sets if longer != 1 else ())
    baseline = baselines.read(ROOT / baselines.FOLDER / "one-branch.json", "")
    for seed in seeds:
        how = How(seed=seed, exact=False, executor=Threads(workers))
        yield check(scenario, "one-branch", "", baseline, how, Nobody())


def outcome(found: Checked) -> str:
    """`passed`, `changed` or `unclear`."""
    verdicts = {each.verdict for each in found.moved}
    if Verdict.CHANGED in verdicts or Verdict.BLANK in verdicts:
        return "changed"
    return "unclear" if Verdict.UNCLEAR in verdicts else "passed"


def limits(count: int, of: int) -> tuple[float, float]:
    """One-sided 95 % limits of a probability: lower, upper."""
    from scipy.stats import beta

    low = float(beta.ppf(0.05, count, of - count + 1)) if count else 0.0
    return low, float(beta.ppf(0.95, count + 1, of - count)) if count < of else 1.0


def measured(longer: float, n: int, workers: int = 0, first: int = 0) -> Counter[str]:
    """How many checks ended in which way; and what was at fault in those that did not pass."""
    found: Counter[str] = Counter()
    begin = FIRST_SEED + first
    for each in checks(longer, range(begin, begin + n), workers):
        found[outcome(each)] += 1
        found["replications"] += each.replications
        found.update(f"{moved.key.kpi} {moved.verdict}" for moved in each.failures)
    return found


def main() -> None:
    """Measure both rates and print them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--checks", type=int, default=1000)
    parser.add_argument("--workers", type=int, default=0)
    parser.add_argument("--longer", type=float, nargs="*", default=[1.0, LONGER])
    parser.add_argument("--first", type=int, default=0, help="seeds to leave out")
    asked = parser.parse_args()
    for longer in asked.longer:
        found = measured(longer, asked.checks, asked.workers, asked.first)
        caught = asked.checks - found["passed"]
        low, high = limits(caught, asked.checks)
        print(f"counter times x {longer:g}: {dict(sorted(found.items()))}")  # noqa: T201
        print(f"  not passed: {caught}/{asked.checks}, 95 % limits {low:.4f} .. {high:.4f}")  # noqa: T201


if __name__ == "__main__":
    main()
