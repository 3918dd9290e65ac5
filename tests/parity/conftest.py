"""Both engines, for the tests that hold for either."""

from __future__ import annotations

import importlib
from collections.abc import Callable

import pytest

from sim.model.tables import Outcome, System, Workload

Engine = Callable[[System, Workload], Outcome]


@pytest.fixture(params=["reference", "compiled"])
def engine(request: pytest.FixtureRequest) -> Engine:
    """Each engine in turn."""
    module = importlib.import_module(f"sim.engines.{request.param}")
    return module.run


@pytest.fixture
def reference() -> Engine:
    return importlib.import_module("sim.engines.reference").run


@pytest.fixture
def compiled() -> Engine:
    return importlib.import_module("sim.engines.compiled").run
