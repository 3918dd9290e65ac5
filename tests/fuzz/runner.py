"""One input through the loader in this process, within bounds: sound, refused, or a fault."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable

import numpy as np

from sim.errors import MotcuaError, Problem, ScenarioError, holds_controls, in_one_line
from sim.model import scenario_file, system
from sim.model.scenario_file.files import Refused, decoded
from sim.sampling.workload import Sampler
from sim.studies.experiment import refuse_too_many
from tests.fuzz.inputs import Attempt
from tests.fuzz.watch import bounded

Told = Counter[str]
LONGEST_LINE = 2_000
"""Letters of one message: a path may be long, a megabyte may not be."""


def load(attempt: Attempt) -> None:
    """Read a scenario and get it ready to run, as `run` does before its first replication."""
    folder = attempt.origin.parent
    try:
        text = decoded(attempt.raw, "a scenario file")
    except Refused as refused:
        raise ScenarioError(Problem(rule=refused.rule)) from None
    found = scenario_file.reads(text, name=attempt.origin.name, sets=attempt.sets, root=folder)
    with np.errstate(all="ignore"):
        tables = system.build(found.scenario)
        refuse_too_many("fuzz", Sampler(found.scenario, tables, 1))


def judge(body: Callable[[], object], told: Told) -> None:
    """Do something within bounds; whatever is raised but a sentence for people is a fault."""
    try:
        with bounded():
            body()
    except ScenarioError as error:
        _sentences(map(str, error.problems))
        told["refused"] += 1
    except MotcuaError as error:
        _sentences([in_one_line(str(error))])
        told["refused"] += 1
    else:
        told["sound"] += 1


def _sentences(lines: Iterable[str]) -> None:
    told = list(lines)
    assert told, "refused without a word"
    for line in told:
        _sentence(line)


def _sentence(line: str) -> None:
    assert line.strip(), "an empty message"
    assert len(line) <= LONGEST_LINE, f"a message of {len(line)} letters: {line[:300]}"
    assert not holds_controls(line), f"control characters in a message: {line[:300]!r}"
