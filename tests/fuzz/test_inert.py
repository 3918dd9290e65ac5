"""Names with formulas, markup, shell and terminal signs stay names, whatever file they get into."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner, Result
from openpyxl import load_workbook

from sim.cli.commands import group
from sim.errors import ScenarioError, holds_controls
from sim.model.scenario_file import loads
from sim.report.tables import guarded, unguarded

OFFICE = """\
name: "=cmd|' /C calc'!A0 <b>x</b> [red]y[/red] $\\\\frac{1}{0}$ $(reboot)"
period: {start: 2025-01-06, days: 2}
calendar: {hours: {mon-fri: ["08:00-10:00"]}, holidays: none}
procedures:
  "@any": {name: "-1+2", counter_time: {law: exponential, mean: 8}}
targets: [within 30 min >= 20%]
check: {kpis: [wait_mean, staff], tolerance: {wait_mean: 900, staff: 0.5},
        replications: 2, replications_at_most: 3}
sites:
  "=1+1":
    name: "+<script>alert(1)</script> [red]z $x^2$ ::error::%0A | `id`"
    tier: branch
    officers: [{name: "-2+3|cmd", count: 2}]
    arrivals: {"@any": {per_hour: 6}}
  "[b]o":
    name: "@SUM(1)"
    tier: branch
    officers: [{name: "=1", count: 2}]
    arrivals: {"@any": {per_hour: 6}}
"""
STEM = "=a [red]b$c$::error::x"
NUMBER = re.compile(r"[-+]?\d[\d.,]*(e[-+]?\d+)?%?")
REFERENCE = ("--engine", "reference", "--workers", "1")
COMMANDS: dict[str, tuple[str, ...]] = {
    "run": ("-n", "2", *REFERENCE, "--out", "out"),
    "run --json": ("-n", "2", *REFERENCE, "--out", "out", "--json"),
    "run --stress": ("--stress", "-n", "2", *REFERENCE, "--out", "out"),
    "compare": ("other.yaml", "-n", "2", *REFERENCE, "--out", "out"),
    "sweep": ("--set", 'sites."=1+1".staff=2,3', "-n", "2", *REFERENCE, "--out", "out"),
    "staff": ("--free", "-n", "2", *REFERENCE, "--out", "out"),
    "staff --budget": ("--budget", "4", "--free", "-n", "2", *REFERENCE, "--out", "out"),
    "roster": ("--out", "out"),
    "plan": ("--out", "plan.csv"),
    "plan xlsx": ("--out", "plan.xlsx"),
}

QUICK = ("compare", "sweep", "staff", "plan", "plan xlsx")
"""The others write by the same means, or take longer."""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two hostile offices; we are in it."""
    for name in (STEM, "other"):
        (tmp_path / f"{name}.yaml").write_text(OFFICE, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def typed(*arguments: str) -> Result:
    """Run a command line inside this process."""
    found = CliRunner().invoke(group, list(arguments), standalone_mode=False)
    if found.exception is not None:
        raise found.exception
    return found


def inert_csv(raw: bytes) -> int:
    """Cells of a CSV file, none of which a spreadsheet takes for a formula."""
    cells = [cell for row in csv.reader(io.StringIO(raw.decode("utf-8-sig"))) for cell in row]
    live = [
        cell for cell in cells if cell[:1] in "=+-@\t\r" and cell and not NUMBER.fullmatch(cell)
    ]
    assert live == []
    return len(cells)


def inert_book(path: Path) -> int:
    """Cells of a workbook, none of which is a formula."""
    cells = [
        cell for sheet in load_workbook(path) for row in sheet.iter_rows() for cell in row
        if cell.value is not None
    ]  # fmt: skip
    assert [cell.value for cell in cells if cell.data_type == "f"] == []
    return len(cells)


def inert_text(text: str) -> None:
    """Lines without anything that a terminal obeys."""
    assert [line for line in text.split("\n") if holds_controls(line)] == []


def inert_folder(folder: Path) -> set[str]:
    """Kinds of files that were looked at."""
    kinds = set()
    for path in folder.rglob("*"):
        match path.suffix:
            case ".csv":
                assert inert_csv(path.read_bytes()) > 0
            case ".xlsx":
                assert inert_book(path) > 0
            case ".json":
                json.loads(path.read_text("utf-8"))
            case ".yaml" if path.parent != folder:
                inert_text(path.read_text("utf-8"))
            case _:
                assert path.is_dir() or path.suffix in (".png", ".parquet", ".yaml")
        kinds.add(path.suffix)
    return kinds


@pytest.mark.parametrize(
    "command",
    [
        pytest.param(each, marks=() if each in QUICK else pytest.mark.slow, id=each)
        for each in COMMANDS
    ],
)
def test_names_are_inert_in_all_that_a_command_writes(command: str, folder: Path) -> None:
    """What is printed, CSV, Excel, JSON, YAML; figures are drawn without TeX coming alive."""
    options = COMMANDS[command]
    found = typed(command.split()[0], f"{STEM}.yaml", *options)
    inert_text(found.stdout)
    if "--json" in options:
        json.loads(found.stdout)
    kinds = inert_folder(folder)
    assert kinds & {".csv", ".xlsx"}


@pytest.mark.parametrize("how", ["met", "missed"])
def test_check_is_inert_in_every_format(
    how: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """JUnit is XML, Markdown has no markup of names, annotations are as many as were meant."""
    file = f"{STEM}.yaml"
    typed("check", file, "--update", *REFERENCE)
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    sets = [] if how == "met" else ["--set", 'sites."=1+1".staff=1']
    found = typed("check", file, *sets, "--junit", "c.xml", "--markdown", "c.md", *REFERENCE)
    inert_text(found.stdout)
    ElementTree.fromstring(Path("c.xml").read_bytes())
    markdown = Path("c.md").read_text("utf-8")
    assert "<script>" not in markdown
    commands = [line for line in found.stdout.splitlines() if line.startswith("::")]
    assert all(
        re.match("::(error|notice) (file=[^,:]*,)?title=[^,:]*::", line) for line in commands
    )
    assert bool(commands) or how == "met"


@pytest.mark.parametrize(
    "name", ["a\nb", "a\tb", "\x1b[31mred", "\u202egnp", "x" * 201, "\ufeffa", "a\u2028b", "a\x85b"]
)
def test_names_of_more_than_a_line_or_with_controls_are_refused(name: str) -> None:
    """They would break lines of tables, comments and commands, or turn them around."""
    with pytest.raises(ScenarioError) as caught:
        loads(OFFICE, sets=[f"sites.[b]o.name={json.dumps(name)}".replace("[b]o", '"[b]o"')])
    inert_text(str(caught.value))


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@x", "'=1", "''-x", "\t=1", "\r=1"])
def test_what_might_be_a_formula_stands_behind_an_apostrophe(text: str) -> None:
    """And is given back as it was."""
    assert guarded(text) == f"'{text}"
    assert unguarded(guarded(text)) == text


@pytest.mark.parametrize("text", ["", "a", "'", "'a", "1", " =1", "a=1"])
def test_other_text_is_left_alone(text: str) -> None:
    """No apostrophe, and none taken off."""
    assert guarded(text) == unguarded(text) == text
