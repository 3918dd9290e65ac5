"""From results folders to what a report needs of them, or a sentence on what is wrong."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.errors import ScenarioError, UsageError, quoted
from sim.report import study_tables
from sim.report.manifest import OURS
from sim.report.page import grids
from sim.report.page.grids import Grid
from sim.report.tables import unguarded
from sim.said import Said

if TYPE_CHECKING:
    import pandas as pd

    from sim.model.spec import Scenario

MANIFEST = "manifest.json"
ASSUMPTIONS = "assumptions.json"
VERIFIED = "verify.md"
"""What `verify` writes for people, in a folder that has no scenarios to compare."""
PLANS = ("plan.yaml", "best-plan.yaml", "roster.yaml")
"""Scenarios with a plan of staff that studies leave in their folders."""
MOST_SHOWN = 6
"""Runs that a figure can tell apart by colour: those that are shown at a time."""
MOST_RUNS = 12
"""Runs of which a report holds each site and hour, for figures to choose from."""
_COLUMNS = ("scenario", "scope_type", "scope", "kpi", "unit", "mean", "ci_low", "ci_high")
_VALUES = (
    "scenario", "replication", "scope_type", "scope", "kpi", "value", "numerator", "denominator",
)  # fmt: skip
_WIDEST = 64 * 1024**2
"""Bytes of a manifest or a list of assumptions that are read at most."""
_LARGEST = 4 * 1024**3
"""Bytes of a table."""
_LONGEST = 100_000_000
"""Rows of replications.parquet, which may take few bytes each."""


@dataclass(frozen=True, kw_only=True)
class Kept:
    """One finished run as its results folder keeps it."""

    label: str
    """Unlike all others of a report."""
    scenario: Scenario
    seed: int | None
    replications: tuple[int, ...]
    interrupted: bool
    folder: int
    """Which of the folders it is from."""
    file: str = ""
    """Of the scenario, as the manifest has it."""
    role: str = ""
    """In the study of its folder: the study's table and the run's own label, `staff.csv/plan`."""
    summary: pd.DataFrame
    """Columns of summary.csv without the scenario."""
    values: pd.DataFrame
    """Columns of replications.parquet without the scenario; no rows where there is no such file."""

    def sums(self, scope_type: str, kpi: str) -> pd.DataFrame:
        """The rows of `values` of one measure in the scopes of one type."""
        places = self._places.get((scope_type, kpi))
        return self.values.iloc[[] if places is None else places]

    @cached_property
    def _places(self) -> dict[tuple[str, str], Any]:
        groups = self.values.groupby(["scope_type", "kpi"], observed=True)
        indices: Mapping[Any, Any] = groups.indices
        return dict(indices)


@dataclass(frozen=True, kw_only=True)
class Folder:
    """What a results folder says besides its runs."""

    path: Path
    manifest: Mapping[str, Any]
    assumptions: tuple[Mapping[str, str], ...] | None
    """`file`, `place` and `text` of each; None in folders that keep none."""
    plans: tuple[tuple[str, Scenario], ...]
    """Plans of staff by the name of their file."""
    grid: Grid | None = None
    """The points of a sweep."""
    tables: tuple[str, ...] = ()
    """Files of studies that are shown as tables."""
    left_out: tuple[str, ...] = ()
    """Labels of runs that a report has no room for."""


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """All that a report is made of."""

    folders: tuple[Folder, ...]
    runs: tuple[Kept, ...]
    """The first is what the others are compared with."""

    @property
    def grid(self) -> Grid | None:
        """Of a report on one sweep and nothing else."""
        return self.folders[0].grid if len(self.folders) == 1 else None

    @property
    def is_large(self) -> bool:
        """Whether there are more runs than are shown at a time."""
        return len(self.runs) > MOST_SHOWN

    @property
    def places(self) -> list[int]:
        """Which of the runs tables show, and figures at first."""
        if self.grid is None:
            return list(range(min(len(self.runs), MOST_SHOWN)))
        return spread(len(self.runs), MOST_SHOWN)

    @property
    def shown(self) -> tuple[Kept, ...]:
        """These runs."""
        return tuple(self.runs[n] for n in self.places)


def spread(n: int, most: int) -> list[int]:
    """At most `most` of n places, with both ends and as even as can be."""
    if n <= most:
        return list(range(n))
    if most < 2:
        return [0][:most]
    return [round(k * (n - 1) / (most - 1)) for k in range(most)]


def read(paths: Sequence[Path]) -> Evidence:
    """Read results folders.

    Raises
    ------
    UsageError
        One is no results folder, is unfinished, lacks a file or has one that cannot be read.
    """
    folders: list[Folder] = []
    runs: list[Kept] = []
    for path in paths:
        folder, found = _folder(path, len(folders), MOST_RUNS - len(runs))
        folders.append(folder)
        runs += found
    return Evidence(folders=tuple(folders), runs=_told_apart(runs, folders))


def _folder(path: Path, n: int, most: int) -> tuple[Folder, list[Kept]]:
    manifest = _manifest(path)
    summary, values = _summary(path), _values(path)
    grid = grids.read(path) if (path / grids.FILE).is_file() else None
    entries = _scenarios(manifest, path)
    tables = tuple(name for name in study_tables.SHOWN if (path / name).is_file())
    # Of a sweep the ends tell most, of a comparison what was named first.
    taken = spread(len(entries), most) if grid else list(range(min(most, len(entries))))
    runs = []
    for told in (entries[k] for k in taken):
        label = told["label"]
        rows = summary[summary["scenario"] == label]
        if rows.empty:
            rule = Said("has no rows of the scenario {label}", label=quoted(label))
            raise _broken(path / "summary.csv", rule)
        runs.append(
            Kept(
                label=label,
                scenario=_scenario(path, told["resolved"]),
                seed=told.get("seed"),
                replications=tuple(told["replications"]),
                interrupted=bool(told.get("interrupted")),
                folder=n,
                file=str(told.get("file") or ""),
                role=f"{tables[0]}/{label}" if tables else "",
                summary=rows.drop(columns="scenario"),
                values=values[values["scenario"] == label].drop(columns="scenario"),
            )
        )
    return (
        Folder(
            path=path,
            manifest=manifest,
            assumptions=_assumptions(path),
            plans=tuple((name, _scenario(path, name)) for name in PLANS if (path / name).is_file()),
            grid=grid,
            tables=tables,
            left_out=tuple(str(told["label"]) for k, told in enumerate(entries) if k not in taken),
        ),
        runs,
    )


def _manifest(path: Path) -> Mapping[str, Any]:
    if path.name.endswith(".partial"):
        raise UsageError(
            Said(
                "report {folder}: this run is not finished; wait for it, or run it again.",
                folder=str(path),
            )
        )
    if path.is_file():
        raise UsageError(
            Said(
                "report {file}: this is a file, and a report is made of a results folder; run the "
                "scenario or plan first, such as `run phase-2 --plan {name} --report`.",
                file=str(path), name=path.name,
            )
        )  # fmt: skip
    if (path / VERIFIED).is_file():
        raise UsageError(
            Said(
                "report {folder}: this folder is of `verify`, whose report is made already: open "
                "{file}.",
                folder=str(path), file=str(path / VERIFIED),
            )
        )  # fmt: skip
    found = _json(path / MANIFEST)
    if not isinstance(found, dict) or OURS not in found:
        raise UsageError(
            Said(
                "report {folder}: this is no results folder; name one that a study has written, "
                "such as results/phase-2-20250101-080000.",
                folder=str(path),
            )
        )
    return found


def _json(path: Path) -> Any:
    """What a JSON file holds; None if it is not there or is no JSON."""
    try:
        if not _is_sound(path, _WIDEST):
            return None
        return json.loads(path.read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return None


def _is_sound(path: Path, most: int) -> bool:
    """Whether there is a file, no pipe or device, of at most so many bytes."""
    return path.is_file() and path.stat().st_size <= most


def _table(file: Path) -> Path:
    """A file that has a table, if it can be one."""
    if not _is_sound(file, _LARGEST):
        raise _broken(file, Said("is no table") if file.exists() else Said("is not there"))
    return file


def _scenarios(manifest: Mapping[str, Any], path: Path) -> list[Mapping[str, Any]]:
    """The entries of the runs, checked as far as they are used."""
    found = manifest.get("scenarios")
    fine = isinstance(found, list) and found and all(map(_is_entry, found))
    if not fine or not isinstance(found, list):
        raise _broken(path / MANIFEST, Said("does not tell of any scenario as it should"))
    return found


def _is_entry(told: object) -> bool:
    return (
        isinstance(told, dict)
        and isinstance(told.get("label"), str)
        and isinstance(told.get("resolved"), str)
        and isinstance(told.get("replications"), list)
        and all(isinstance(n, int) for n in told["replications"])
        and Path(told["resolved"]).name == told["resolved"]
    )


def _scenario(path: Path, name: str) -> Scenario:
    from sim.model import scenario_file

    try:
        return scenario_file.load(path / name)
    except ScenarioError as error:
        rule = Said("is no valid scenario ({why})", why=error.problems[0].rule)
        raise _broken(path / name, rule) from None


def _summary(path: Path) -> pd.DataFrame:
    import pyarrow as pa
    import pyarrow.csv as pc

    file = path / "summary.csv"
    text = ("scenario", "scope_type", "scope", "kpi", "unit")
    types = {name: pa.string() if name in text else pa.float64() for name in _COLUMNS}
    try:
        table = pc.read_csv(_table(file), convert_options=pc.ConvertOptions(
            include_columns=list(_COLUMNS), column_types=types,
        ))  # fmt: skip
    except (OSError, pa.ArrowException, KeyError) as error:
        raise _broken(file, _unread(error)) from None
    found: pd.DataFrame = table.to_pandas()
    for name in ("scenario", "scope"):
        found[name] = found[name].map(unguarded)
    return found


def _values(path: Path) -> pd.DataFrame:
    """Sums by replication of the measures that are ratios of totals."""
    import pandas as pd
    import pyarrow as pa
    import pyarrow.parquet as pq

    file = path / "replications.parquet"
    if not (file.exists() or file.is_symlink()):
        return pd.DataFrame(columns=list(_VALUES))
    try:
        if pq.read_metadata(_table(file)).num_rows > _LONGEST:
            raise _broken(file, Said("has more than {most:,} rows", most=_LONGEST))
        found: pd.DataFrame = pq.read_table(file, columns=list(_VALUES)).to_pandas()
    except (OSError, pa.ArrowException, KeyError) as error:
        raise _broken(file, _unread(error)) from None
    if set(found.columns) != set(_VALUES):
        raise _broken(file, Said("lacks a column"))
    return found


def _assumptions(path: Path) -> tuple[Mapping[str, str], ...] | None:
    found = _json(path / ASSUMPTIONS)
    if not isinstance(found, list):
        return None
    keys = ("file", "place", "text")
    return tuple(
        {key: str(each.get(key, "")) for key in keys} for each in found if isinstance(each, dict)
    )


def _told_apart(runs: Sequence[Kept], folders: Sequence[Folder]) -> tuple[Kept, ...]:
    """Labels that occur twice get the name of their folder behind them, or a number."""
    taken: set[str] = set()
    found = []
    for run in runs:
        label, n = run.label, 1
        if sum(run.label == other.label for other in runs) > 1:
            label = f"{run.label} ({folders[run.folder].path.resolve().name})"
        plain = label
        while label in taken:
            n += 1
            label = f"{plain} {n}"
        taken.add(label)
        found.append(replace(run, label=label))
    return tuple(found)


def _broken(file: Path, rule: Said) -> UsageError:
    return UsageError(
        Said(
            "report: {file} {rule}; run the scenario again, or name another folder.",
            file=str(file), rule=rule,
        )
    )  # fmt: skip


def _unread(error: Exception) -> Said:
    reason = str(error).partition("\n")[0][:200] or type(error).__name__
    return Said("cannot be read ({reason})", reason=reason)
