"""Work that was ended before its end: what it was asked for, and whether other work goes on there.

Replications that finished lie in `kept`, in a folder of unfinished results or in one of results
that say that they were interrupted; `unfinished.json` beside them says what was asked for.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from sim import atomic
from sim.errors import UsageError
from sim.report.claim import partial_of
from sim.said import Said, together

KEPT = "kept"
"""The folder of replications that finished; see `sim.studies.keeping`."""
ASKED = "unfinished.json"
_MOST_TOLD = 3
"""Folders that do not fit, of which the reason is told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a command was asked for, as far as its results depend on it."""

    command: str
    """Its name, such as `compare`."""
    scenarios: Mapping[str, str]
    """Of each by its label a fingerprint of all that it says."""
    settings: Mapping[str, str]
    """Options that move results, in words, but the number of replications."""
    program: str
    """A fingerprint of the code that computes, and of the machine as far as bits go."""

    def unlike(self, other: Asked) -> str:
        """Why this cannot go on where `other` was ended; empty if it can."""
        if self.command != other.command:
            return Said("it is of `{command}`", command=other.command)
        if list(self.scenarios) != list(other.scenarios):
            names = ", ".join(other.scenarios) or Said("no scenario")
            return Said("it is of {scenarios}", scenarios=names)
        changed = [
            label for label, text in self.scenarios.items() if text != other.scenarios[label]
        ]
        if changed:
            return Said("{scenarios} said something else then", scenarios=", ".join(changed))
        for name in sorted({*self.settings, *other.settings}):
            here, there = self.settings.get(name, ""), other.settings.get(name, "")
            if here != there:
                option = f"--{name.replace('_', '-')}"
                return (
                    Said("{option} was {value}", option=option, value=there)
                    if there
                    else Said("{option} was not given", option=option)
                )
        if self.program == other.program:
            return ""
        return Said("another version of the program made it")


def write(folder: Path, asked: Asked, command: Sequence[str], started: datetime) -> None:
    """Say in a folder what was asked for.

    Raises
    ------
    OSError
        It cannot be written.
    """
    said = {
        **asdict(asked), "typed": list(command), "started": started.isoformat(timespec="seconds"),
    }  # fmt: skip
    text = json.dumps(said, indent=2, ensure_ascii=False) + "\n"
    atomic.write_text(folder / ASKED, text)


def read(folder: Path) -> tuple[Asked, str] | None:
    """What was asked for in a folder, and when; None where it does not say."""
    try:
        said: dict[str, Any] = json.loads((folder / ASKED).read_text("utf-8"))
        asked = Asked(
            command=str(said["command"]), scenarios=dict(said["scenarios"]),
            settings=dict(said["settings"]), program=str(said["program"]),
        )  # fmt: skip
        return asked, str(said["started"])
    except (OSError, ValueError, TypeError, KeyError):
        return None


def has_work(folder: Path) -> bool:
    """Whether replications that finished are kept in a folder."""
    return any((folder / KEPT).glob("*/*.part"))


def refuse_to_lose(folder: Path) -> None:
    """Let pass unless replications that finished would be cleared away.

    Raises
    ------
    UsageError
        They would; says how to go on with them, or to do without.
    """
    partial = partial_of(folder)
    if has_work(partial):
        raise UsageError(
            Said(
                "{folder}: replications that an earlier command finished are kept here. Add "
                "--resume to go on with them, or remove this folder to begin again.",
                folder=str(partial),
            )
        )


def resumable(out: Path | None, asked: Asked, results: Path) -> Path:
    """The results folder to go on with: `out`, or the newest in `results` of the same request.

    Raises
    ------
    UsageError
        There is none; says what there is, and why it does not fit.
    """
    if out is not None:
        return _fitting(out.resolve(), asked)
    found = sorted(_ended(results), key=lambda each: each[1], reverse=True)
    told = []
    for place, _, other in found:
        reason = asked.unlike(other)
        if not reason:
            return place
        told.append(together([f"{place.name}:", reason]))
    if not told:
        raise UsageError(
            Said(
                "--resume: no unfinished work is kept in {folder}; run it without --resume, or "
                "name its folder with --out.",
                folder=str(results),
            )
        )
    more = len(told) - _MOST_TOLD
    if more > 0:
        told[_MOST_TOLD:] = [Said("and {n} more", n=more)]
    raise UsageError(
        Said(
            "--resume: nothing in {folder} is of the same request. {reasons}. Run it as it was "
            "typed then, or without --resume.",
            folder=str(results), reasons=together(told, "; "),
        )
    )  # fmt: skip


def _fitting(folder: Path, asked: Asked) -> Path:
    for place in (partial_of(folder), folder):
        found = read(place)
        if found is not None:
            reason = asked.unlike(found[0])
            if reason and not asked.unlike(replace(found[0], program=asked.program)):
                raise UsageError(
                    Said(
                        "--out = {folder}: another version of the program left this unfinished, "
                        "and this one cannot go on with it. Finish it with that version, or run "
                        "it without --resume and with another --out.",
                        folder=str(folder),
                    )
                )
            if reason:
                raise UsageError(
                    Said(
                        "--out = {folder}: --resume cannot go on with what is there: {reason}. Run "
                        "it as it was typed then, or without --resume and with another --out.",
                        folder=str(folder), reason=reason,
                    )
                )  # fmt: skip
            return folder
    raise UsageError(
        Said(
            "--out = {folder}: no unfinished work is kept there; run it without --resume, or name "
            "another --out.",
            folder=str(folder),
        )
    )


def _ended(results: Path) -> Iterator[tuple[Path, str, Asked]]:
    """Places of unfinished or interrupted results with work that is kept, and when it began."""
    with suppress(OSError):
        for each in list(results.iterdir()):
            found = read(each) if has_work(each) else None
            if found is not None:
                place = each.with_name(each.name.removesuffix(atomic.PARTIAL))
                yield place.resolve(), found[1], found[0]
