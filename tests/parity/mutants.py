"""Deliberate faults, put into the source text of the reference engine."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import ModuleType

from sim.model.tables import Outcome, System, Workload

PACKAGE = "sim.engines.reference"
MODULES = (
    *(
        f"{PACKAGE}.{name}"
        for name in (
            "moments",
            "dossier",
            "opening",
            "stages",
            "people",
            "choice",
            "arrivals",
            "line",
            "working_time",
            "office",
            "life",
            "closing",
            "hall",
            "reading",
        )
    ),
    PACKAGE,
)
"""In the order in which they import each other."""


@dataclass(frozen=True)
class Mutant:
    """One wrong rule: `text` of the engine's source, found exactly once, becomes `instead`."""

    rule: str
    fault: str
    text: str
    instead: str

    def __str__(self) -> str:
        return f"{self.rule} {self.fault}"


def engine_with(mutant: Mutant) -> Callable[[System, Workload], Outcome]:
    """The `run` of a reference engine with this fault.

    Raises
    ------
    ValueError
        The text to replace is not in the source, or more than once.
    """
    sources = {name: source_of(name) for name in MODULES}
    found = {name: source.count(mutant.text) for name, source in sources.items()}
    if sum(found.values()) != 1:
        raise ValueError(f"{mutant}: the text is found {sum(found.values())} times.")
    with instead_of_the_engine():
        for name, source in sources.items():
            module = ModuleType(name)
            sys.modules[name] = module
            exec(compile(source.replace(mutant.text, mutant.instead), name, "exec"), vars(module))
        return sys.modules[PACKAGE].run  # type: ignore[no-any-return]


def source_of(name: str) -> str:
    """The text of a module of the engine."""
    spec = importlib.util.find_spec(name)
    assert spec is not None
    assert spec.origin is not None
    with open(spec.origin, encoding="utf-8") as file:
        return file.read()


@contextmanager
def instead_of_the_engine() -> Iterator[None]:
    """Put the modules of the engine back when done."""
    kept = {name: sys.modules[name] for name in MODULES if name in sys.modules}
    try:
        yield
    finally:
        for name in MODULES:
            sys.modules.pop(name, None)
        sys.modules.update(kept)
