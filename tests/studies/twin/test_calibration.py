"""How often verdicts are wrong where the truth is known; the whole table is in docs/twin.md."""

from __future__ import annotations

import pytest

from tests.studies.twin.calibration import LAWS, always, judged, rates, table


@pytest.mark.jit
def test_an_exact_formula_is_never_said_to_mislead_and_a_wrong_one_never_right() -> None:
    """96 rows of Erlang A; at half as much again hardly any is left open."""
    rows = list(judged(always(*LAWS["M/M/3+M, load 1.2"]), range(4), 6))
    exact, off = rates(rows, 1.0), rates(rows, 1.5)
    assert exact.misled == 0.0
    assert exact.right > 0.4
    assert off.right == 0.0
    assert off.misled > 0.95
    assert rates(rows, 0.5).misled > 0.95


@pytest.mark.slow
@pytest.mark.parametrize("name", LAWS)
def test_rates_of_error(name: str) -> None:
    """At most 2.5 % of rows each, also where the formula is off by just what is near."""
    rows = list(judged(always(*LAWS[name]), range(10), 10))
    assert len(rows) == 240
    assert rates(rows, 1.0).misled == 0.0
    for off in (0.9, 1.1):
        assert rates(rows, off).misled <= 0.04
    for off in (0.8, 1.2):
        assert rates(rows, off).right <= 0.04


@pytest.mark.slow
def test_the_table_of_the_docs() -> None:
    lines = list(table(1, (2,)))
    assert len(lines) == 2 + len(LAWS)
    assert len({line.count("|") for line in lines}) == 1
