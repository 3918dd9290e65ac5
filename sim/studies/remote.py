"""What a process elsewhere does with a task: compare codes, make it ready once, work on numbers.

Whoever asks sends what the code and its libraries are there; a process with others refuses. So
the answer never depends on who gave it.
"""

from __future__ import annotations

import pickle
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from hashlib import blake2b
from pathlib import Path
from threading import Lock
from typing import Any

import sim
from sim.model.version import MODEL_VERSION
from sim.said import Said, together
from sim.studies.compiling import compiling_alone
from sim.studies.parallel import Task
from sim.studies.regression import platform

MOST_TASKS = 4
"""Kept ready at the same time in a process; studies take them one after the other."""

ASK_IDENTITY = f"__import__('{__name__}', fromlist=['identity']).identity()"
ASK_WORK = f"__import__('{__name__}', fromlist=['work']).work(content, key, asked, number)"
"""The calls of `identity` and `work` as text, for `eval`: a scheduler need not have motcua to hand
them on, and a worker that has none says so, instead of failing to read what it was sent."""

_ELSEWHERE_UNUSED = ("cli", "report")
"""Parts of the package that no task imports: the layers above see to that."""

_MAY_MOVE_A_DIGIT = ("system", "libc", "machine", "byte_order", "cpu_features")
"""What may differ between machines of one cluster, at the price of last digits."""


_UNKNOWN = Said("unknown")


def _code() -> str:
    """A fingerprint of all code that a task may run."""
    package = Path(sim.__file__).parent
    found = blake2b(digest_size=6)
    for path in sorted(package.rglob("*.py")):
        inside = path.relative_to(package)
        if inside.parts[0] not in _ELSEWHERE_UNUSED:
            found.update(inside.as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return found.hexdigest()


# Taken when this process starts with the code: files that are changed later are not what it runs.
_CODE = _code()


@cache
def identity() -> dict[str, str]:
    """What this process would work with, by name."""
    ours = {"motcua": sim.__version__, "model version": str(MODEL_VERSION), "code": _CODE}
    return ours | platform.fingerprint()


def differences(here: Mapping[str, str], there: Mapping[str, str]) -> str:
    """Why another process must not work for this one, in words; empty where it may.

    The digest of the code alone says nothing to anybody, so it comes last and only alone.
    """
    named = [name for name in here if name not in (*_MAY_MOVE_A_DIGIT, "code")]
    found = [
        Said(
            "{name} {there} instead of {here}",
            name=name,
            there=there.get(name, _UNKNOWN),
            here=here[name],
        )
        for name in named
        if there.get(name) != here[name]
    ]
    if not found and there.get("code") != here["code"]:
        found.append(Said("other code under the same version {version}", version=here["motcua"]))
    return together(found, ", ")


def moves_digits(here: Mapping[str, str], there: Mapping[str, str]) -> bool:
    """Whether another process may give other last digits, for its machine is another one."""
    return any(there.get(name) != here[name] for name in _MAY_MOVE_A_DIGIT)


@dataclass(frozen=True, slots=True)
class Refused:
    """The answer of a process that has other code."""

    why: str


@dataclass(slots=True)
class _Ready:
    """A task in this process."""

    lock: Lock = field(default_factory=Lock)
    task: Task[Any] | None = None


class Readied:
    """Tasks made ready in this process, by the key of their content; the last few of them."""

    def __init__(self, most: int = MOST_TASKS) -> None:
        self._most = most
        self._lock = Lock()
        self._held: OrderedDict[str, _Ready] = OrderedDict()

    def task(self, key: str, content: bytes) -> Task[Any]:
        """The task that was pickled; made ready by the first thread that asks, others wait."""
        with self._lock:
            ready = self._held.setdefault(key, _Ready())
            self._held.move_to_end(key)
            while len(self._held) > self._most:
                self._held.popitem(last=False)
        with ready.lock:
            if ready.task is None:
                task = pickle.loads(content)
                task.prepare()
                ready.task = task
            return ready.task


_READIED = Readied()


def work(content: bytes, key: str, asked: Mapping[str, str], number: int) -> object:
    """What a task gives for a number, or that it is `Refused` here.

    `content` is the pickled task, `key` names it, `asked` is the `identity` of whoever asks.
    """
    why = differences(asked, identity())
    if why:
        return Refused(why)
    task = _READIED.task(key, content)
    # Whatever a kind of task needs compiled is compiled by its first replication.
    with compiling_alone(f"{type(task).__name__}-{getattr(task, 'engine', '')}"):
        return task(number)
