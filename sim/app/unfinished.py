"""Folders of work that is not finished: at work, or ended before its end."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import streamlit as st

from sim import atomic
from sim.app.inert import inert
from sim.app.listing import COMMANDS, moment
from sim.errors import visible
from sim.report import catalogue
from sim.report.app_results_words import RESULTS
from sim.report.claim import OWNER
from sim.report.unfinished import ASKED
from sim.report.words import Lang, say

MOST_BYTES = 4 * 1024**2
MOST_SHOWN = 20
PROGRAM = {"motcua", "python", "python3", "-m", "sim", "run_sim.py"}
"""What stands before a command."""


@dataclass(frozen=True, kw_only=True)
class Unfinished:
    """One folder of unfinished work."""

    name: str
    """Of the folder where results would be."""
    is_at_work: bool
    typed: tuple[str, ...]
    """The command; empty where the folder does not tell."""
    started: datetime | None
    is_ours: bool
    """Whether this program can go on with it."""


def unfinished(root: Path) -> list[Unfinished]:
    """Those in the root, the newest first."""
    if not root.is_dir():
        return []
    found = [
        each
        for each in root.iterdir()
        if each.name.endswith(atomic.PARTIAL) and each.is_dir() and not each.is_symlink()
    ]
    found.sort(key=lambda each: each.stat().st_mtime, reverse=True)
    return [_one(each) for each in found[:MOST_SHOWN]]


def _one(folder: Path) -> Unfinished:
    told = _json(folder / ASKED)
    typed = told.get("typed")
    return Unfinished(
        name=folder.name.removesuffix(atomic.PARTIAL),
        is_at_work=_has_owner(folder / OWNER),
        typed=tuple(map(str, typed)) if isinstance(typed, list) else (),
        started=moment(told.get("started")),
        is_ours=is_ours(folder),
    )


def is_ours(folder: Path) -> bool:
    """Whether this very program left what a folder keeps: no other can go on with it."""
    from sim.studies.identity import here, short

    return _json(folder / ASKED).get("program") == short(here())


def _json(file: Path) -> Mapping[str, Any]:
    text = _text(file)
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _text(file: Path) -> str:
    """A small file; empty where it is a link, no file, or not to be read."""
    try:
        if file.is_symlink() or not file.is_file() or file.stat().st_size > MOST_BYTES:
            return ""
        return file.read_text("utf-8", "replace")
    except OSError:
        return ""


def _has_owner(file: Path) -> bool:
    """Whether the program that works there is running."""
    try:
        return atomic.is_alive(int(_text(file)))
    except ValueError:
        return False


def to_go_on(typed: Sequence[str], out: Path) -> str:
    """What to type to go on where a command was ended; empty where it is no command of motcua.

    Somebody will type it: whoever has made the folder does not choose the program.
    """
    at = next((n for n, word in enumerate(typed) if word in COMMANDS), None)
    if at is None:
        return ""
    program = typed[:at] if set(typed[:at]) <= PROGRAM else ["motcua"]
    words = _without(iter(typed[at:]))
    return visible(shlex.join([*program, *words, "--resume", "--out", str(out)]))


def _without(words: Iterator[str]) -> Iterator[str]:
    """The words of a command without where its results go, and whether it goes on."""
    for word in words:
        if word == "--out":
            next(words, None)
        elif word != "--resume" and not word.startswith("--out="):
            yield word


def show(root: Path, lang: Lang) -> None:
    """Show what is not finished, and how to go on."""
    found = unfinished(root)
    if not found:
        return
    with st.expander(inert(say(RESULTS, "unfinished", lang, n=len(found)))):
        for each in found:
            if each.is_at_work:
                st.info(inert(say(RESULTS, "at_work", lang, folder=each.name)))
            elif each.typed and not each.is_ours:
                st.warning(inert(say(RESULTS, "ended_elsewhere", lang, folder=each.name)))
            elif command := to_go_on(each.typed, root / each.name):
                st.warning(inert(say(RESULTS, "ended", lang, folder=each.name)))
                st.code(command, language=None, wrap_lines=True)
                if each.started is not None:
                    when = f"{catalogue.day(each.started.date(), lang)} {each.started:%H:%M}"
                    st.caption(inert(say(RESULTS, "begun", lang, when=when)))
            else:
                st.warning(inert(say(RESULTS, "ended_unknown", lang, folder=each.name)))
