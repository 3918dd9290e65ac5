"""Options beyond sense are refused in a sentence, before anything is loaded."""

from __future__ import annotations

from collections.abc import Callable

import click
import pytest
from click.testing import Result

from sim.errors import UsageError


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["-n", "0"], "--replications = 0: a whole number from 1 to 10,000 is needed here."),
        (["-n", "1000000000"], "--replications = 1000000000: a whole number from 1 to 10,000"),
        (["-n", "many"], "--replications = many: a whole number"),
        (["--workers", "-1"], "--workers = -1: a whole number from 0 to 256"),
        (["--seed", "-3"], "--seed = -3: a whole number from 0 to"),
        (["--seed", "1.5"], "--seed = 1.5: a whole number"),
        (["--precision", "0"], "--precision = 0: a share of the mean is needed here"),
        (["--precision", "1"], "--precision = 1: a share"),
        (["--precision", "nan"], "--precision = nan: a share"),
        (["--precision", "150%"], "--precision = 150%: a share"),
        (["--set", "wait_target"], "--set wait_target: PATH=VALUE is needed"),
        (["--out", " "], "--out: the name of a folder is needed here."),
    ],
)
def test_refused(invoke: Callable[..., Result], arguments: list[str], message: str) -> None:
    """The sentence names option, value and rule."""
    error = invoke("run", "mm3", *arguments).exception
    assert isinstance(error, UsageError)
    assert str(error).startswith(message)


@pytest.mark.parametrize(
    "arguments", [["--engine", "fast"], ["--lang", "fr"], ["--replication", "3"], ["extra"]]
)
def test_refused_by_the_parser(invoke: Callable[..., Result], arguments: list[str]) -> None:
    """Choices and names of options are click's to judge."""
    assert isinstance(invoke("run", "mm3", *arguments).exception, click.UsageError)


@pytest.mark.parametrize(
    ("typed", "share"),
    [(["--precision", "2%"], 0.02), (["--precision", "0.1"], 0.1), (["--precision"], 0.05)],
)
def test_precision(
    invoke: Callable[..., Result], monkeypatch: pytest.MonkeyPatch, typed: list[str], share: float
) -> None:
    """A share, a percentage, or the usual five per cent."""
    asked = []

    def carry_out(_study: object, _scenarios: object, options: object, *_: object) -> int:
        asked.append(options.precision)  # type: ignore[attr-defined]
        return 0

    monkeypatch.setattr("sim.cli.work.carry_out", carry_out)
    assert invoke("run", "mm3", *typed).exception is None
    assert asked == [share]
