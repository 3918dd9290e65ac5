"""Files of baselines: `results/baselines/<scenario>.json`, kept in version control.

Every measure has a line of its own, so that a renewal shows what moved in any diff.
"""

from __future__ import annotations

import json
from pathlib import Path
from stat import S_ISREG
from typing import Any

from pydantic import ValidationError

from sim import atomic
from sim.errors import UsageError, quoted, reason_of, told_by
from sim.report.store import safe_name
from sim.said import Said, together
from sim.studies.regression.baseline import Baseline

FOLDER = Path("results", "baselines")
LARGEST = 100 * 2**20
"""Bytes of a file that is read."""


def path_of(folder: Path, label: str) -> Path:
    """The file of a scenario's baseline."""
    return folder / f"{safe_name(label)}.json"


def text(baseline: Baseline) -> str:
    """The content of a file: JSON, a line for each key, and for each measure."""
    content = baseline.model_dump(mode="json", exclude_none=True)
    lines = []
    for key, value in content.items():
        if key in ("kpis", "sites", "digests") and value:
            rows = ",\n".join(f"  {_line(each)}" for each in value)
            lines.append(f' "{key}": [\n{rows}\n ]')
        else:
            lines.append(f' "{key}": {_line(value)}')
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _line(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def read(path: Path, command: str) -> Baseline:
    """The baseline in a file; `command` makes one, and is named where there is none.

    Raises
    ------
    UsageError
        There is none, or it is not one of ours.
    """

    def refused(rule: Said) -> UsageError:
        return UsageError(
            Said(
                "{path}: {rule}; make one with: {command}",
                path=str(path), rule=rule, command=command,
            )
        )  # fmt: skip

    try:
        found = path.stat()
        if not S_ISREG(found.st_mode):
            raise refused(Said("it cannot be read (it is no file)"))
        if found.st_size > LARGEST:
            raise refused(Said("this is no baseline, it is too large"))
        content = path.read_bytes().decode()
    except FileNotFoundError:
        raise refused(Said("there is no baseline yet")) from None
    except OSError as error:
        raise refused(Said("it cannot be read ({reason})", reason=reason_of(error))) from None
    except UnicodeDecodeError:
        raise refused(Said("this is no baseline, it is no text")) from None
    try:
        plain = json.loads(content)
    except (ValueError, RecursionError):
        raise refused(Said("this is broken, it is not JSON")) from None
    try:
        return Baseline.model_validate_json(json.dumps(plain))
    except (ValidationError, ValueError, RecursionError) as error:
        raise refused(Said("this is no baseline: {why}", why=_first_fault(error))) from None


def _first_fault(error: Exception) -> str:
    if not isinstance(error, ValidationError):
        return Said("it has numbers or brackets that no baseline has")
    fault = error.errors(include_url=False, include_input=False)[0]
    place = ".".join(map(str, fault["loc"]))
    cause = fault.get("ctx", {}).get("error")
    what = told_by(cause) if isinstance(cause, Exception) else quoted(fault["msg"].rstrip("."))
    return together([quoted(place), what], ": ")


def _unwritable(path: Path, error: OSError) -> UsageError:
    rule = Said("nothing can be written there ({reason}).", reason=reason_of(error))
    return UsageError(together([f"{path}:", rule]))


def write(path: Path, baseline: Baseline) -> None:
    """Write a file whole, or not at all.

    Raises
    ------
    UsageError
        Nothing can be written there.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        atomic.write_text(path, text(baseline))
    except OSError as error:
        raise _unwritable(path, error) from None


def refuse_unwritable(path: Path) -> None:
    """Find out before the work whether `write` would do.

    Raises
    ------
    UsageError
        It would not.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        atomic.refuse_unwritable(path)
    except OSError as error:
        raise _unwritable(path, error) from None


def all_in(folder: Path) -> list[Path]:
    """The baselines in a folder, by name."""
    return sorted(folder.glob("*.json")) if folder.is_dir() else []
