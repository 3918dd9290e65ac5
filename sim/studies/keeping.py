"""Replications kept on disk as they finish, and taken from there when they are asked for again.

A study whose work is kept can be ended at any instant. Run again, it goes the same way, because it
depends on nothing but its replications, and gets from disk those that were finished: the same
bits, whatever the number of workers then and now.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar, cast

from sim.studies import codec
from sim.studies.identity import Nameless, name_of
from sim.studies.parallel import Executor, Task

Result = TypeVar("Result")

SUFFIX = ".part"
_SHARED = "shared"
_MOST_NAMES = 64


def key_of(task: Task[Any]) -> str | None:
    """What names a task's results; None where they cannot be kept.

    A task says by `identity` all that its results depend on but the number of the replication.
    """
    identity = getattr(task, "identity", None)
    if identity is None:
        return None
    try:
        return name_of(*identity)
    except Nameless:
        return None


class Parts:
    """Results of replications in a folder, a file each, by the key of their task.

    A file is written beside its place and moved there, so that it is whole whenever the work is
    ended. It is found by its name alone, and says inside whose it is.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.trouble: OSError | None = None
        """What kept the disk from taking more; from then on nothing is kept."""
        self.taken = 0
        """Results that were there when they were asked for."""
        self._shared: dict[str, object] = {}
        self._names: dict[int, tuple[object, str]] = {}

    def __len__(self) -> int:
        """How many results there are."""
        return sum(1 for _ in self.folder.glob(f"*/*{SUFFIX}"))

    def get(self, key: str, number: int) -> tuple[object] | None:
        """The result of a replication, in brackets; None where there is none that is whole."""
        path = self._path(key, number)
        try:
            said, of, result = cast("tuple[str, int, object]", self._read(path))
        except FileNotFoundError:
            return None
        except (OSError, ValueError, TypeError, KeyError):
            with suppress(OSError):
                path.unlink()
            return None
        if (said, of) != (key, number):  # somebody moved files about
            return None
        self.taken += 1
        return (result,)

    def put(self, key: str, number: int, result: object) -> None:
        """Keep the result of a replication, if it can be kept."""
        if self.trouble is not None:
            return
        try:
            content = codec.pack((key, number, result), self._share)
            self._write(self._path(key, number), content)
        except codec.Unknown:
            return
        except OSError as error:
            self.trouble = error

    def _path(self, key: str, number: int) -> Path:
        return self.folder / key / f"{number:07d}{SUFFIX}"

    def _read(self, path: Path) -> object:
        return codec.unpack(path.read_bytes(), self._find)

    def _write(self, path: Path, content: bytes) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_name(f"{path.name}.{os.getpid()}")
        try:
            beside.write_bytes(content)
            os.replace(beside, path)
        except BaseException:
            with suppress(OSError):
                beside.unlink(missing_ok=True)
            raise

    def _share(self, what: object) -> str:
        """Keep what many results have in common once, by its content; its name."""
        known = self._names.get(id(what))
        if known is not None:
            return known[1]
        content = codec.pack(what)
        name = hashlib.blake2b(content, digest_size=16).hexdigest()
        path = self.folder / _SHARED / name
        if not path.exists():
            self._write(path, content)
        if len(self._names) >= _MOST_NAMES:  # another process sends a copy with each result
            self._names.clear()
        self._names[id(what)] = what, name
        return name

    def _find(self, name: str) -> object:
        if name not in self._shared:
            path = self.folder / _SHARED / name
            try:
                self._shared[name] = codec.unpack(path.read_bytes())
            except codec.Spoilt:
                path.unlink()
                raise
        return self._shared[name]


@dataclass(frozen=True, slots=True)
class Kept:
    """Where replications are worked on, and kept; those that were kept before are handed over."""

    inner: Executor
    parts: Parts = field(compare=False)

    def run(self, task: Task[Result], numbers: Iterable[int]) -> Iterator[tuple[int, Result]]:
        """Results with their numbers, those that are there first, then the others as they finish.

        The numbers end: all are looked at before any is worked on.
        """
        key = key_of(task)
        if key is None:
            yield from self.inner.run(task, numbers)
            return
        missing = []
        for number in numbers:
            found = self.parts.get(key, number)
            if found is None:
                missing.append(number)
            else:
                yield number, cast("Result", found[0])
        if missing:
            for number, result in self.inner.run(task, missing):
                self.parts.put(key, number, result)
                yield number, result
