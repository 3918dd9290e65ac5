"""Names with formulas, markup, shell and terminal signs stay names, whatever file they get into.

Figures are made, and their texts judged, but not drawn: that takes seconds each, and is left to the
slow tests.
"""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from click.testing import CliRunner, Result
from matplotlib.figure import Figure
from rich.text import Text

from sim.cli.commands import group
from sim.errors import ScenarioError
from sim.model.scenario_file import loads
from sim.report.checking_files import md
from sim.report.page.reading import read
from sim.report.page.writing import html
from sim.report.tables import guarded, unguarded
from sim.report.text import as_text
from sim.studies.twin import days
from tests.fuzz.hostile import (
    NAMES,
    OFFICE,
    STEM,
    hostile_town,
    inert_figure,
    inert_folder,
    inert_page,
    inert_text,
)
from tests.report.page.made import results

REFERENCE = ("--engine", "reference", "--workers", "1", "-n", "2", "--out", "out")
COMMANDS: dict[str, tuple[str, ...]] = {
    "run": ("--report", *REFERENCE),
    "run --json": ("--json", *REFERENCE),
    "run --stress": ("--stress", *REFERENCE),
    "run --twin": ("--twin", *REFERENCE),
    "compare": ("other.yaml", *REFERENCE),
    "compare --until-clear": ("other.yaml", "--until-clear", "--at-most", "20", "-n", "20",
                              *REFERENCE[:4], "--out", "out"),
    "sweep": ("--set", 'sites."=1+1".staff=2,3', *REFERENCE),
    "staff": ("--free", *REFERENCE),
    "staff --budget": ("--budget", "5", "--free", *REFERENCE),
    "roster": REFERENCE,
    "site": REFERENCE,
    "plan": ("--out", "plan.csv"),
    "plan xlsx": ("--out", "plan.xlsx"),
}  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two hostile offices and a province; we are in it."""
    for name in (STEM, "other"):
        (tmp_path / f"{name}.yaml").write_text(OFFICE, "utf-8")
    (tmp_path / "town.yaml").write_text(hostile_town(), "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def typed(*arguments: str) -> Result:
    """Run a command line inside this process."""
    found = CliRunner().invoke(group, list(arguments), standalone_mode=False)
    if found.exception is not None:
        raise found.exception
    return found


def judged(command: str, folder: Path) -> None:
    """Run a command; what is printed, CSV, Excel, JSON, YAML, HTML are inert."""
    options = COMMANDS[command]
    file = "town.yaml" if command == "site" else f"{STEM}.yaml"
    found = typed(command.split()[0], file, *options)
    if "--json" in options:
        json.loads(found.stdout)
    else:
        inert_text(found.stdout)
    inert_text(found.stderr)
    kinds = inert_folder(folder)
    assert kinds & {".csv", ".xlsx"}
    assert ".html" in kinds or "--report" not in options


@pytest.mark.parametrize("command", COMMANDS)
def test_names_are_inert_in_all_that_a_command_writes(
    command: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Figures included, whose texts are looked at one by one."""
    monkeypatch.setattr(Figure, "savefig", inert_figure)
    # The chain of the day takes long without the compiler.
    monkeypatch.setattr(days, "waits", lambda day: np.ones(len(day.officers)))
    judged(command, folder)


@pytest.mark.slow
@pytest.mark.parametrize("command", COMMANDS)
def test_figures_are_drawn_with_such_names(command: str, folder: Path) -> None:
    """No `$` stops the drawing, and no letter without a glyph."""
    judged(command, folder)


@pytest.mark.parametrize("name", NAMES)
def test_a_page_is_inert(name: str, tmp_path: Path) -> None:
    """Every name and sentence in it, the data of its scripts, its head."""
    made = results(tmp_path / "results", ["before"], site=name, procedure=name, name=name)
    for file, key in (("manifest.json", "command"), ("assumptions.json", "text")):
        tree = json.loads((made / file).read_text("utf-8"))
        (tree if isinstance(tree, dict) else tree[0])[key] = [name] if key == "command" else name
        (made / file).write_text(json.dumps(tree), "utf-8")
    page = inert_page(html(read([made])))
    assert " ".join(name.split()) in " ".join(page.text.split())


@pytest.mark.parametrize("how", ["met", "missed"])
def test_check_is_inert_in_every_format(
    how: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """JUnit is XML, Markdown has no markup of names, annotations are as many as were meant."""
    file = f"{STEM}.yaml"
    typed("check", file, "--update", *REFERENCE[:4])
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    sets = [] if how == "met" else ["--set", 'sites."=1+1".staff=1']
    found = typed("check", file, *sets, "--junit", "c.xml", "--markdown", "c.md", *REFERENCE[:4])
    inert_text(found.stdout)
    ElementTree.fromstring(Path("c.xml").read_bytes())
    inert_folder(folder)
    commands = [line for line in found.stdout.splitlines() if line.startswith("::")]
    assert bool(commands) or how == "met"


@pytest.mark.parametrize("name", NAMES)
def test_names_in_markdown_are_not_markup(name: str) -> None:
    """No tag, link, mention, emphasis or cell of a table is left."""
    text = md(name)
    assert "<" not in text
    assert not any(sign in text for sign in ("://", "www.", " @"))
    assert text.count("|") == text.count("\\|")
    assert text.count("[") == text.count("\\[")


@pytest.mark.parametrize("line", ["::error::x", "  ::add-mask::0", "a ##[error]x", "##[group]"])
def test_no_printed_line_gives_orders_to_github(line: str) -> None:
    """Nor does a cell that happens to begin a line; what is shown is still legible."""
    told = as_text(Text(line))
    inert_text(told)
    assert told.strip().replace("\\x3a", ":").replace("\\x23", "#") == line.strip()


@pytest.mark.parametrize(
    "name", ["a\nb", "a\tb", "\x1b[31mred", "\u202egnp", "x" * 201, "\ufeffa", "a\u2028b", "a\x85b"]
)
def test_names_of_more_than_a_line_or_with_controls_are_refused(name: str) -> None:
    """They would break lines of tables, comments and commands, or turn them around."""
    with pytest.raises(ScenarioError) as caught:
        loads(OFFICE, sets=[f"sites.third.name={json.dumps(name)}"])
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
