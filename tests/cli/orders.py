"""Every command that simulates, on inputs so small that it is done in a moment."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sim.model.scenario_file import dump
from tests.cli.conftest import OFFICE
from tests.cli.test_roster import OFFICE as ROSTERED
from tests.studies.siting.town import town
from tests.studies.staffing.three_offices import three_offices

CHECKED = """\
check: {kpis: [wait_mean, staff], tolerance: {wait_mean: 900, staff: 0.5},
        replications: 2, replications_at_most: 4}
"""
TIMES = {"manifest.json"}
"""Files that tell when and how they came about."""
BOOKS = {".xlsx"}
"""Files that hold the time of their writing; what is in them is in tables too."""
_SHORT = ("--set", "period.days=1", "--set", "warm_up={days: 0}", "--set", "run_out={days: 0}")


@dataclass(frozen=True)
class Study:
    """A command; what it leaves is in a folder, or in files that it names."""

    command: tuple[str, ...]
    before: tuple[str, ...] = ()
    """What has to be done first."""
    files: tuple[str, ...] = ()
    """What it writes where there is no `--out`."""

    def typed(self, out: str, *more: str) -> list[str]:
        """The command line with a folder for its results, where it takes one."""
        where = () if self.files else ("--out", out)
        return [*self.command, *where, *more]


STUDIES = {
    "run": Study(("run", "small.yaml", "-n", "3", "--journal")),
    "run --precision": Study(("run", "small.yaml", "-n", "2", "--precision", "60%")),
    "run --stress": Study(
        ("run", "small.yaml", "--stress", "--target", "within 20 min >= 80%", "-n", "2")
    ),
    "run --twin": Study(("run", "small.yaml", "--twin", "-n", "3")),
    "compare": Study(("compare", "small.yaml", "large.yaml", "-n", "3")),
    "compare --until-clear": Study(
        ("compare", "small.yaml", "large.yaml", "-n", "20", "--until-clear", "--at-most", "24",
         "--indifference", "wait_mean=0.01")
    ),
    "sweep of staff": Study(("sweep", "small.yaml", "--set", "sites.office.staff=1..3", "-n", "2")),
    "sweep": Study(("sweep", "small.yaml", "--set", "wait_target=9,10,12", "-n", "2")),
    "staff": Study(("staff", "small.yaml", "--target", "within 20 min >= 50%", "-n", "8")),
    "staff --budget": Study(("staff", "offices.yaml", "--budget", "7", "-n", "2")),
    "roster": Study(("roster", "rostered.yaml", "-n", "2", "--site", "desk")),
    "site": Study(("site", "town.yaml", "-n", "2")),
    "check": Study(
        ("check", "small.yaml", "--seed", "5", "--markdown", "told.md"),
        before=("check", "small.yaml", "--update"), files=("told.md",),
    ),
    "check --update": Study(
        ("check", "small.yaml", "--update"), files=("results/baselines/small.json",)
    ),
    "verify": Study(("verify", "mg1-fixed", "mm3", "-n", "3", *_SHORT)),
}  # fmt: skip
"""By what is typed."""


def write_scenarios(folder: Path) -> None:
    """The scenario files that the commands name."""
    few = {"bounds": {name: {"staff_at_most": 4} for name in "abc"}}
    texts = {
        "small": OFFICE.format(name="small", officers=2) + CHECKED,
        "large": OFFICE.format(name="large", officers=3),
        "rostered": ROSTERED,
        "town": dump(town(period={"start": "2025-03-03", "days": 1})),
        "offices": dump(three_offices(staffing=few)),
    }
    for name, text in texts.items():
        (folder / f"{name}.yaml").write_text(text, "utf-8")


def left(study: Study, out: str) -> dict[str, bytes]:
    """What a command left, by name."""
    files = [Path(each) for each in study.files] or sorted(Path(out).iterdir())
    return {
        each.name: b"" if each.name in TIMES or each.suffix in BOOKS else each.read_bytes()
        for each in files
    }
