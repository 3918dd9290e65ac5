"""`check`, from what is typed to exit codes, files and annotations."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import Result

from sim.cli import guard
from sim.errors import ScenarioError, UsageError
from sim.report import baselines

Invoke = Callable[..., Result]
SLOW = ("--workers", "1", "--engine", "reference")
"""So that coverage sees all, and nothing is compiled."""
CHECK = """\
check: {kpis: [wait_mean, staff], tolerance: {wait_mean: 900, staff: 0.5},
        replications: 2, replications_at_most: 3}
"""
BASELINE = Path("results", "baselines", "small.json")


def refused(found: Result, error: type[Exception], says: str) -> None:
    """It ended with this error."""
    assert isinstance(found.exception, error)
    assert re.search(says, str(found.exception))


@pytest.fixture
def small(office: Path) -> Path:
    """`small.yaml`, with what is to be checked; we are in its folder."""
    file = office / "small.yaml"
    file.write_text(file.read_text() + CHECK)
    return file


@pytest.fixture
def known(small: Path, invoke: Invoke) -> Path:
    """The same with a baseline."""
    assert invoke("check", "small.yaml", "--update", *SLOW).return_value == 0
    return small


def test_update_makes_a_baseline_and_says_where(small: Path, invoke: Invoke) -> None:
    """A table of what it resolves; quiet says nothing; a renewal is the same to the letter."""
    found = invoke("check", "small.yaml", "--update", *SLOW)
    assert found.return_value == 0
    assert found.stdout.startswith("small: baseline of 3 replications, seed 1, 2025-01-06 to")
    assert found.stdout.endswith(f"Written: {BASELINE}\n")
    before = BASELINE.read_bytes()
    found = invoke("check", "small.yaml", "--update", "--quiet", *SLOW)
    assert (found.stdout, BASELINE.read_bytes()) == ("", before)
    assert json.loads(before)["file"] == "small.yaml"


def test_what_is_the_same_passes_and_what_changed_fails(known: Path, invoke: Invoke) -> None:
    """0 and 1; without a scenario all that have a baseline are checked."""
    found = invoke("check", *SLOW)
    assert found.return_value == 0
    assert found.stdout.startswith("small: passed\nIdentical to the baseline to the last bit: 2")
    assert invoke("check", "--quiet", *SLOW).stdout == ""
    found = invoke("check", "small.yaml", "--set", "sites.office.officers[0].count=3", *SLOW)
    assert found.return_value == 1
    assert "Staff" in found.stdout
    assert "CHANGED" in found.stdout
    found = invoke("check", "--lang", "vi", "--seed", "5", "--statistical", *SLOW)
    assert found.return_value == 0
    assert "small: đạt" in found.stdout


def test_a_target_that_must_hold_fails_a_check(known: Path, invoke: Invoke) -> None:
    """The scenario is the same all the same: a target changes nothing that is simulated."""
    known.write_text(known.read_text() + 'targets: [{goal: "mean wait <= 0.01 min", check: true}]')
    found = invoke("check", *SLOW)
    assert found.return_value == 1
    assert "Identical to the baseline" in found.stdout
    assert "MISSED" in found.stdout


def test_files_for_machines(known: Path, invoke: Invoke, monkeypatch: pytest.MonkeyPatch) -> None:
    """JUnit, Markdown and JSON; annotations in Actions alone."""
    asked = ("check", "--junit", "j.xml", "--markdown", "m.md", "--json", *SLOW)
    found = invoke(*asked, "--set", "sites.office.officers[0].count=3")
    assert found.return_value == 1
    assert {row["verdict"] for row in json.loads(found.stdout)} == {"same", "changed"}
    assert ElementTree.parse("j.xml").getroot().get("failures") == "1"
    assert Path("m.md").read_text("utf-8").startswith("## \N{CROSS MARK} small: FAILED\n")
    assert "::error" not in found.output
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    found = invoke("check", "--set", "sites.office.officers[0].count=3", *SLOW)
    assert "\n::notice file=small.yaml,title=motcua check small::The scenario" in found.stdout
    assert "\n::error file=small.yaml,title=motcua check small::Whole network" in found.stdout


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("small.yaml",), r"small\.json: there is no baseline yet; make one with: check small"),
        ((), r"results.baselines: there is no baseline in this folder; make one with: check SCEN"),
        (("--baselines", "b", "small.yaml"), "check small.yaml --update --baselines b$"),
        (("small.yaml", "--update", "--set", "seed=2"), "put the change into the file"),
        (("small.yaml", "--update", "--junit", "j"), "nothing is checked while"),
        (("small.yaml", "./small.yaml"), "its baseline would be the one of"),
        (("smal.yaml",), "Did you mean small.yaml"),
    ],
)  # fmt: skip
def test_what_cannot_be_checked_is_told(
    arguments: tuple[str, ...], says: str, small: Path, invoke: Invoke
) -> None:
    refused(invoke("check", *arguments, *SLOW), UsageError, says)


@pytest.mark.parametrize("file", ["", "gone.yaml", "/etc/passwd", "../x.yaml"])
def test_a_baseline_of_a_file_elsewhere_names_no_scenario(
    file: str, known: Path, invoke: Invoke
) -> None:
    """Where it came from is only believed as far as it lies here."""
    made = baselines.read(BASELINE, "")
    baselines.write(BASELINE, made.model_copy(update={"file": file}))
    refused(invoke("check", *SLOW), UsageError, "name the scenarios to check")
    assert invoke("check", "small.yaml", *SLOW).return_value == 0


def test_nothing_is_written_where_it_cannot_be_resolved_or_put(
    small: Path, invoke: Invoke, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit code 2 and sentences; the folder stays as it was."""
    small.write_text(small.read_text().replace("wait_mean: 900", "wait_mean: 0.1%"))
    assert guard.run(["check", "small.yaml", "--update", *SLOW]) == 2
    assert "small: network: wait_mean: a tolerance of 0.1%" in capsys.readouterr().err
    assert not BASELINE.exists()
    small.write_text(small.read_text().replace("[wait_mean, staff]", "[wait_mean, on_time_share]")
                     .replace("wait_mean: 0.1%, staff: 0.5", "wait_mean: 900"))  # fmt: skip
    refused(
        invoke("check", "small.yaml", "--update", *SLOW),
        ScenarioError,
        "on_time_share: this scenario has no such figure",
    )


def test_a_report_that_cannot_be_written_is_told(known: Path, invoke: Invoke) -> None:
    refused(
        invoke("check", "--junit", "no/j.xml", *SLOW),
        UsageError,
        r"--junit no.j\.xml: nothing can be written there",
    )


def test_a_broken_baseline_ends_in_a_sentence(
    known: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    BASELINE.write_text("{}")
    assert guard.run(["check", "small.yaml", *SLOW]) == 2
    told = capsys.readouterr().err
    assert "this is no baseline" in told
    assert "Traceback" not in told


def test_shipped_scenarios_are_found_again_from_anywhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By their name where they lie elsewhere; a file elsewhere has none."""
    from sim.cli.checking import _origin
    from sim.model.scenario_file.files import SHIPPED

    monkeypatch.chdir(tmp_path)
    assert _origin(SHIPPED / "phase-2.yaml") == "motcua:phase-2"
    assert _origin(tmp_path / "plans" / "a.yaml") == "plans/a.yaml"
    assert _origin(tmp_path.parent / "a.yaml") == ""


def test_run_prints_the_digest_that_its_manifest_has(office: Path, invoke: Invoke) -> None:
    """The same by one worker and by two, twice in a row; another with another seed."""
    told = []
    for n, more in enumerate((("--workers", "1"), ("--workers", "2"), ("--seed", "2"))):
        asked = (
            "run",
            "small.yaml",
            "-n",
            "2",
            "--engine",
            "reference",
            "--out",
            f"out-{n}",
            *more,
        )
        found = re.search(r"^Journal digest: ([0-9a-f]{64})$", invoke(*asked).stdout, re.MULTILINE)
        assert found is not None
        told.append(found[1])
        manifest = json.loads(Path(f"out-{n}", "manifest.json").read_text())
        assert manifest["journal_digest"] == told[-1]
    assert told[0] == told[1] != told[2]
