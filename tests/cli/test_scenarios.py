"""From what was typed to files and labels."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.cli import scenarios
from sim.cli.scenarios import find, labels
from sim.errors import UsageError
from sim.model.scenario_file.files import SHIPPED


def test_shipped_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With and without the prefix, from anywhere; paths are written as seen from here."""
    monkeypatch.chdir(tmp_path)
    assert find("phase-2") == SHIPPED / "phase-2.yaml"
    assert find("motcua:phase-2") == SHIPPED / "phase-2.yaml"
    monkeypatch.chdir(SHIPPED.parent)
    assert find("phase-2") == Path("scenarios/phase-2.yaml")


def test_a_file_here_goes_before_a_shipped_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever names a file `phase-2` means that one; the prefix still finds the other."""
    monkeypatch.chdir(tmp_path)
    Path("phase-2").write_text("name: mine")
    assert find("phase-2") == Path("phase-2")
    assert find("motcua:phase-2") == SHIPPED / "phase-2.yaml"


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("phase2", "phase2: there is no such scenario file. Did you mean phase-2?"),
        (
            "motcua:phase2",
            "motcua:phase2: there is no such shipped scenario. Did you mean phase-2?",
        ),
        ("my-plan.yml", "my-plan.yml: there is no such scenario file. Did you mean my-plan.yaml?"),
        ("my-pan", "my-pan: there is no such scenario file. Did you mean my-plan.yaml?"),
    ],
)
def test_did_you_mean(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, typed: str, message: str
) -> None:
    """The nearest of the files here and the shipped names."""
    monkeypatch.chdir(tmp_path)
    Path("my-plan.yaml").write_text("name: mine")
    with pytest.raises(UsageError) as caught:
        find(typed)
    assert str(caught.value) == message


def test_nothing_near(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Then the shipped ones are listed, if there are any."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError, match=r"Shipped are .*phase-1, phase-2, phase-3"):
        find("nowhere/xyzzy")
    monkeypatch.setattr(scenarios, "_shipped", list)
    with pytest.raises(UsageError) as caught:
        find("nowhere/xyzzy")
    assert str(caught.value) == "nowhere/xyzzy: there is no such scenario file."


def test_labels_are_unique() -> None:
    """Files of one name in different folders are told apart."""
    assert labels([Path("a/x.yaml"), Path("b/x.yaml"), Path("c/x.yml"), Path("y.yaml")]) == [
        "x", "x-2", "x-3", "y",
    ]  # fmt: skip
