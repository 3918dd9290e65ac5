"""What may be read below the folder of results: nothing that leads out of it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sim.errors import UsageError
from sim.said import Said

MANIFEST = "manifest.json"
MOST_FOLDERS = 500
MOST_BYTES = 64 * 1024**2
"""Of a file that is handed out."""


def results_folders(root: Path) -> list[str]:
    """Names of the finished results folders in the root, the newest first."""
    if not root.is_dir():
        return []
    found = [
        each
        for each in root.iterdir()
        if not each.name.endswith(".partial")
        and not each.is_symlink()
        and (each / MANIFEST).is_file()
    ]
    found.sort(key=lambda each: (each / MANIFEST).stat().st_mtime, reverse=True)
    return [each.name for each in found[:MOST_FOLDERS]]


def below(root: Path, *parts: str) -> Path:
    """The path of a name below the root.

    Raises
    ------
    UsageError
        It leads out of the root, by its name or by a link.
    """
    path = root.joinpath(*parts)
    if not path.resolve().is_relative_to(root.resolve()):
        raise UsageError(
            Said("{place}: this is outside the folder of results.", place="/".join(parts))
        )
    return path


@contextmanager
def named_from(root: Path) -> Iterator[None]:
    """Read what is below the root: errors name its files from there on, as the pages do."""
    try:
        yield
    except UsageError as error:
        raise UsageError(_from(root.resolve(), error.args[0])) from None


def _from(root: Path, text: str) -> str:
    """A sentence in which no file is named by where the root lies on this machine."""
    if not isinstance(text, Said):
        return text.removeprefix(f"{root}{os.sep}")
    given = {
        name: _from(root, value) if isinstance(value, str) else value
        for name, value in text.values.items()
    }
    return Said(text.template, **given)


def content(root: Path, folder: str, name: str) -> bytes | None:
    """A file of a results folder; None where there is none.

    Raises
    ------
    UsageError
        It leads out of the root, or is too large to be handed out.
    """
    path = below(root, folder, name)
    if not path.is_file():
        return None
    if path.stat().st_size > MOST_BYTES:
        raise UsageError(
            Said("{file}: larger than the app hands out; take it from the folder.", file=name)
        )
    return path.read_bytes()
