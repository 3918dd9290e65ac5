"""Which kind of file a plan stands in, and the table that it holds."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path

from sim.errors import Problem, ScenarioError, UsageError, quoted, reason_of
from sim.model.plan_file import Table
from sim.said import Said, together

MOST_BYTES = 16 * 1024**2
_ZIP = b"PK"
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_BOOKS = (".xlsx", ".xlsm", ".xls")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a plan was read, for the record."""

    file: str
    sha256: str
    sheet: str | None = None
    """The sheet that was asked for."""
    raw: bytes = field(repr=False)

    @property
    def typed(self) -> str:
        """As it was named."""
        return self.file if self.sheet is None else f"{self.file}#{self.sheet}"

    @property
    def record(self) -> dict[str, str | None]:
        """What a manifest says of it."""
        return {"file": self.file, "sheet": self.sheet, "sha256": self.sha256}


def source(typed: str) -> Source:
    """The bytes of a plan's file; `FILE#SHEET` names one of several sheets.

    Raises
    ------
    UsageError
        It is not there, or cannot be read.
    """
    name, sheet = typed, None
    try:
        if "#" in typed and not Path(typed).exists():
            name, _, sheet = typed.rpartition("#")
        path = Path(name).expanduser()
        if not path.exists():
            raise _refused(typed, Said("there is no such file."))
        if not path.is_file():
            raise _refused(typed, Said("an Excel workbook or a CSV file is needed here."))
        with path.open("rb") as stream:
            raw = stream.read(MOST_BYTES + 1)
    except (OSError, ValueError, RuntimeError) as error:
        rule = Said("it cannot be read ({reason}).", reason=reason_of(error))
        raise _refused(typed, rule) from None
    if len(raw) > MOST_BYTES:
        most = MOST_BYTES // 1024**2
        raise _refused(typed, Said("a plan has at most {most} MiB.", most=most))
    digest = hashlib.sha256(raw).hexdigest()
    return Source(file=name, sha256=digest, sheet=sheet, raw=raw)


def _refused(typed: str, rule: Said) -> UsageError:
    return UsageError(together([f"--plan {quoted(typed)}:", rule]))


def read(found: Source) -> Table:
    """The table of a plan.

    Raises
    ------
    ScenarioError
        It is no plan, told at its cells.
    """
    table, problems = _read(found)
    if table is None or problems:
        raise ScenarioError(problems)
    return table


def _read(found: Source) -> tuple[Table | None, list[Problem]]:
    from sim.report.plans import excel, heads, text_file

    raw, file = found.raw, found.file
    if not raw:
        return None, [Problem(file=file, rule=Said("this file is empty."))]
    is_book = Path(file).suffix.lower() in _BOOKS or raw.startswith((_ZIP, _OLD_EXCEL))
    if is_book:
        return excel.read(raw, file, found.sheet)
    if found.sheet is not None:
        rule = Said("this file has no sheets.")
        hint = Said("Leave #{sheet} out.", sheet=found.sheet)
        return None, [Problem(file=file, rule=rule, hint=hint)]
    cells, problems = text_file.read(raw, file)
    if cells is None or problems:
        return None, problems
    return heads.table(cells)
