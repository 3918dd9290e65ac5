"""The commands, from what is typed to what is printed and saved."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Callable
from pathlib import Path

import click
import pandas as pd
import pytest
from click.testing import Result

from sim.cli.language import speaking
from sim.errors import ScenarioError, UsageError

Invoke = Callable[..., Result]


def test_no_command_says_what_there_is(invoke: Invoke) -> None:
    """One screen with every command and an example."""
    found = invoke()
    assert found.exit_code == 0
    assert found.output.startswith("Usage:")
    assert len(found.output.splitlines()) <= 45
    for name in ("bench", "compare", "run", "schema", "validate"):
        assert f"\n  {name} " in found.output


def test_run_prints_a_table_and_saves_a_folder(office: Path, invoke: Invoke) -> None:
    """The table is the same as what the folder has."""
    found = invoke("run", "small.yaml", "-n", "3", "--out", "out", "--workers", "1")
    assert found.return_value == 0
    lines = found.stdout.splitlines()
    assert lines[0] == "small: waits and service"
    assert lines[-1] == f"Results: {office / 'out'}"
    frame = pd.read_csv("out/summary.csv")
    row = frame[(frame["scope_type"] == "network") & (frame["kpi"] == "wait_mean")].iloc[0]
    assert f"{row['mean']:.1f} ± {row['ci_high'] - row['mean']:.1f}\n" in found.stdout
    manifest = json.loads(Path("out/manifest.json").read_text())
    assert manifest["scenarios"][0]["file"] == "small.yaml"
    assert manifest["settings"]["workers"] == 1


def test_run_without_out_makes_a_folder_in_results(office: Path, invoke: Invoke) -> None:
    """Its name begins with the file's stem."""
    invoke("run", "small.yaml", "-n", "1", "--quiet")
    (folder,) = (office / "results").iterdir()
    assert folder.name.startswith("small-")


def test_run_takes_set_seed_and_journal(office: Path, invoke: Invoke) -> None:
    """A changed value is in the resolved form, and every visit is kept."""
    arguments = ("-n", "2", "--seed", "5", "--set", "sites.office.officers[0].count=4")
    found = invoke("run", "small.yaml", *arguments, "--journal", "--out", "out", "--quiet")
    assert found.return_value == 0
    assert "Results" not in found.stdout
    resolved = Path("out/scenario.resolved.yaml").read_text()
    assert "count: 4" in resolved
    assert "seed: 5" in resolved
    visits = pd.read_parquet("out/visits.parquet")
    assert sorted(visits["replication"].unique()) == [0, 1]
    assert set(visits["site"]) == {"office"}


def test_json_is_the_summary_and_nothing_else(office: Path, invoke: Invoke) -> None:
    """The rows of summary.csv as an array; where it was saved goes to stderr."""
    found = invoke("run", "small.yaml", "-n", "2", "--json", "--out", "out")
    rows = json.loads(found.stdout)
    frame = pd.read_csv("out/summary.csv")
    assert len(rows) == len(frame)
    assert list(rows[0]) == list(frame.columns)
    assert [row["mean"] for row in rows] == frame["mean"].tolist()
    assert "Results:" in found.stderr


def test_compare_shows_differences_from_the_first(office: Path, invoke: Invoke) -> None:
    """One more officer cannot make the same citizens wait longer."""
    found = invoke("compare", "small.yaml", "large.yaml", "-n", "3", "--out", "out")
    assert found.return_value == 0
    assert "− small" in found.stdout
    frame = pd.read_csv("out/differences.csv")
    row = frame[(frame["scope_type"] == "network") & (frame["kpi"] == "wait_mean")].iloc[0]
    assert (row["scenario"], row["against"]) == ("large", "small")
    assert row["mean"] < 0
    assert {"small.resolved.yaml", "large.resolved.yaml"} <= {p.name for p in Path("out").iterdir()}


def test_compare_without_a_scenario_takes_the_phases(
    invoke: Invoke, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The main job needs no argument."""
    asked: list[str] = []

    def carry_out(study: object, scenarios: list[object], *_: object) -> int:
        asked.extend(each.label for each in scenarios)  # type: ignore[attr-defined]
        return 0

    monkeypatch.setattr("sim.cli.work.carry_out", carry_out)
    assert invoke("compare").return_value == 0
    assert asked == ["phase-1", "phase-2", "phase-3"]


def test_precision_goes_on_until_it_is_met(office: Path, invoke: Invoke) -> None:
    """More replications than the two to begin with, and the manifest says it was reached."""
    invoke("run", "small.yaml", "-n", "2", "--precision", "20%", "--out", "out", "-q")
    (scenario,) = json.loads(Path("out/manifest.json").read_text())["scenarios"]
    assert len(scenario["replications"]) > 2
    assert scenario["precision_reached"] is True


def test_the_engines_print_the_same_numbers(office: Path, invoke: Invoke) -> None:
    """Engine and workers change nothing but the time it takes."""
    outputs = [
        invoke("run", "small.yaml", "-n", "2", "--json", "-q", *more).stdout
        for more in (("--engine", "compiled"), ("--engine", "reference", "--workers", "2"))
    ]
    assert outputs[0] == outputs[1]


def test_an_interrupt_keeps_what_was_finished(
    office: Path, invoke: Invoke, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After the first replication: a whole folder, marked, the table of it, and code 130."""
    from sim.cli import progress

    def interrupt(self: object, label: str, replication: int, *_: object) -> None:
        if replication == 1:
            raise KeyboardInterrupt

    monkeypatch.setattr(progress.Bar, "replication", interrupt)
    found = invoke("run", "small.yaml", "-n", "9", "--workers", "1", "--out", "out")
    assert found.return_value == 130
    assert "Interrupted: this is what was finished of small (1 replications)." in found.stdout
    manifest = json.loads(Path("out/manifest.json").read_text())
    assert manifest["interrupted"] is True
    assert manifest["scenarios"][0]["replications"] == [0]


def test_ended_by_the_system_it_keeps_what_was_finished(
    office: Path, invoke: Invoke, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As after Ctrl-C, with the exit code of SIGTERM."""
    from sim.cli import progress

    def end(self: object, label: str, replication: int, *_: object) -> None:
        if replication == 1:
            os.kill(os.getpid(), signal.SIGTERM)

    monkeypatch.setattr(progress.Bar, "replication", end)
    found = invoke("run", "small.yaml", "-n", "9", "--workers", "1", "--out", "out")
    assert found.return_value == 143
    assert json.loads(Path("out/manifest.json").read_text())["interrupted"] is True
    assert not Path("out.partial").exists()


def test_changes_by_set_are_told_with_the_table(office: Path, invoke: Invoke) -> None:
    """Whoever reads the table alone knows that it is not of the file as it is."""
    found = invoke("compare", "small.yaml", "large.yaml", "-n", "1", "--set", "wait_target=5")
    assert found.stdout.splitlines()[1] == "Changed by --set: wait_target=5"
    assert "changed in every SCENARIO" in " ".join(invoke("compare", "--help").stdout.split())


def test_an_interrupt_before_anything_leaves_nothing(
    office: Path, invoke: Invoke, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No folder, not even a partial one."""
    from sim.cli import progress

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(progress.Bar, "begin", interrupt)
    found = invoke("run", "small.yaml", "-n", "9", "--out", "out")
    assert isinstance(found.exception, click.Abort)
    assert sorted(path.name for path in office.iterdir()) == ["large.yaml", "small.yaml"]


def test_a_failure_while_saving_says_where_the_rest_is(
    office: Path, invoke: Invoke, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The table has been printed by then, and the partial folder stays."""

    def broken(*_: object) -> None:
        raise ValueError("no picture")

    monkeypatch.setattr("sim.report.figures.write_all", broken)
    found = invoke("run", "small.yaml", "-n", "1", "--out", "out")
    assert isinstance(found.exception, ValueError)
    assert "small: waits and service" in found.stdout
    assert f"Not saved as it should be; what there is: {office / 'out.partial'}" in found.stderr
    assert (office / "out.partial" / "summary.csv").exists()


def test_trouble_along_the_way_is_a_warning(
    office: Path, invoke: Invoke, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Results are saved although the parts could not be."""

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("sim.studies.keeping.Parts._write", full)
    found = invoke("run", "small.yaml", "-n", "1", "--out", "out")
    assert found.return_value == 0
    assert "writing failed (No space left on device)" in found.stderr
    assert (office / "out" / "summary.csv").exists()


def test_validate_says_ok_in_a_line(office: Path, invoke: Invoke) -> None:
    """File, name, size and period of each scenario."""
    found = invoke("validate", "small.yaml", "large.yaml")
    assert found.return_value == 0
    assert found.stdout == (
        "ok: small.yaml: small: 1 site, 1 procedure, 2025-01-06 to 2025-01-07\n"
        "ok: large.yaml: large: 1 site, 1 procedure, 2025-01-06 to 2025-01-07\n"
    )


def test_validate_tells_every_problem_of_every_file(office: Path, invoke: Invoke) -> None:
    """Good files are still said to be good; the code is 2."""
    bad = (office / "small.yaml").read_text().replace("count: 2", "count: -2")
    (office / "bad.yaml").write_text(bad.replace("mean: 8", "mean: .nan"))
    found = invoke("validate", "bad.yaml", "small.yaml")
    assert found.return_value == 2
    assert found.stdout.startswith("ok: small.yaml")
    lines = found.stderr.splitlines()
    assert len(lines) == 2
    assert all(line.startswith("bad.yaml:") for line in lines)


def test_compare_tells_the_problems_of_all_its_files(office: Path, invoke: Invoke) -> None:
    """Whoever has two files to mend is told of both."""
    for name in ("small", "large"):
        (office / f"{name}.yaml").write_text("name: nothing else\n")
    error = invoke("compare", "small.yaml", "large.yaml").exception
    assert isinstance(error, ScenarioError)
    assert {problem.file for problem in error.problems} == {"small.yaml", "large.yaml"}


def test_validate_as_json(office: Path, invoke: Invoke) -> None:
    """One object a problem, for machines."""
    (office / "bad.yaml").write_text(
        (office / "small.yaml").read_text().replace("count: 2", "count: -2")
    )
    found = invoke("validate", "bad.yaml", "--json")
    (problem,) = json.loads(found.stdout)
    assert (problem["file"], problem["line"], problem["warning"]) == ("bad.yaml", 8, False)
    assert problem["value"] == "-2"
    assert json.loads(invoke("validate", "small.yaml", "--json").stdout) == []


def test_validate_prints_the_resolved_form(office: Path, invoke: Invoke) -> None:
    """What is printed is itself a scenario, and the same one."""
    found = invoke("validate", "small.yaml", "--resolved", "--set", "wait_target=15")
    assert "wait_target: 15" in found.stdout
    Path("again.yaml").write_text(found.stdout)
    assert invoke("validate", "again.yaml", "--resolved").stdout == found.stdout


def test_warnings_are_told_and_strict_refuses_them(office: Path, invoke: Invoke) -> None:
    """A plan below a policy's minimum: a warning, and with --strict an error."""
    path = office / "small.yaml"
    text = path.read_text().replace("  office:\n", "  office:\n    tier: branch\n    staff: 2\n")
    path.write_text(text + "policy: {branch: {staff_at_least: 12}}\n")
    lax = invoke("validate", "small.yaml")
    assert lax.return_value == 0
    assert lax.stderr.startswith("Warning: small.yaml:")
    strict = invoke("validate", "small.yaml", "--strict")
    assert strict.return_value == 2
    assert strict.stderr.startswith("small.yaml:")
    assert "ok" not in strict.stdout
    assert isinstance(invoke("run", "small.yaml", "--strict").exception, ScenarioError)
    found = invoke("run", "small.yaml", "-n", "1", "--out", "out")
    assert found.stderr.startswith("Warning: small.yaml:")


def test_schema_is_json(invoke: Invoke) -> None:
    """It names the keys of a scenario."""
    found = json.loads(invoke("schema").stdout)
    assert {"period", "procedures", "sites"} <= set(found["properties"])


def test_schema_as_a_page(invoke: Invoke) -> None:
    """The reference of the docs is made by a command."""
    assert invoke("schema", "--markdown").stdout.startswith("# Scenario files\n")
    with speaking("vi"):
        told = invoke("schema", "--markdown", "--lang", "vi").stdout
    assert told.startswith("# Tệp kịch bản\n")


def test_a_missing_file_names_the_nearest(office: Path, invoke: Invoke) -> None:
    """Nothing is run."""
    error = invoke("run", "smal.yaml").exception
    assert isinstance(error, UsageError)
    assert str(error) == "smal.yaml: there is no such scenario file. Did you mean small.yaml?"
