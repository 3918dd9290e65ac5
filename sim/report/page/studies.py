"""What studies leave in their folders besides runs: their answer in words, and their tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from sim.report import hard_days, staff_found, staff_spread
from sim.report.app_results_words import RESULTS
from sim.report.numbers import number
from sim.report.page.names import Names
from sim.report.page.sections import Block, Cell, Row
from sim.report.page.sentences import estimate
from sim.report.page_study_words import STUDY
from sim.report.study_tables import SHOWN, Unreadable, read, readable, word
from sim.report.words import Lang, say

if TYPE_CHECKING:
    import pandas as pd

    from sim.report.page.reading import Evidence, Folder, Kept

NOT_SHOWN = ("sweep.csv", "audit.csv", "decisions.csv", "best.csv", "verify.csv")
"""Tables that a report tells of in its own way, or that say what its other tables say."""
MOST_ROWS = 200
FEW_ROWS = 15
"""A table of so many is open from the start."""


class Told(NamedTuple):
    """Of what, and in which names and language an answer is told."""

    base: Kept
    """The first run of the study's folder."""
    names: Names
    lang: Lang
    folder: Path

    def whole(self, n: float) -> str:
        """A whole number as text."""
        return number(int(n), 0, self.lang)

    def minutes(self, value: float) -> str:
        """With one decimal."""
        return number(float(value), 1, self.lang)


def leads(evidence: Evidence, names: Names, lang: Lang) -> Iterator[str]:
    """The answer of each study, a sentence or two."""
    for n, folder in enumerate(evidence.folders):
        runs = [run for run in evidence.runs if run.folder == n]
        if not runs:
            continue
        told = Told(runs[0], names, lang, folder.path)
        for name, found in _read(folder):
            if name in _LEADS and not found.empty:
                try:
                    yield from _LEADS[name](found, told)
                except (KeyError, ValueError, TypeError, OSError):
                    continue  # of another version, or broken; it is shown as far as it can be read


def tables(evidence: Evidence, names: Names, lang: Lang) -> list[tuple[Block, str, bool]]:
    """Each table, what is left out of it, and whether it is short."""
    return [
        _block(name, found, names, lang)
        for folder in evidence.folders
        for name, found in _read(folder)
        if not found.empty
    ]


def _read(folder: Folder) -> Iterator[tuple[str, pd.DataFrame]]:
    for name in folder.tables:
        if name in SHOWN and name not in NOT_SHOWN:
            try:
                yield name, read(folder.path / name)
            except (Unreadable, OSError):
                continue


def _block(name: str, found: pd.DataFrame, names: Names, lang: Lang) -> tuple[Block, str, bool]:
    shown = readable(found.head(MOST_ROWS), name, lang, names)
    left = ""
    if len(found) > len(shown):
        n, every = (number(each, 0, lang) for each in (len(shown), len(found)))
        left = say(STUDY, "first_rows", lang, n=n, all=every, file=name)
    first, *heads = (str(head) for head in shown.columns)
    rows = tuple(
        Row(name=_text(one, lang), cells=tuple(Cell(text=_text(each, lang)) for each in others))
        for one, *others in shown.itertuples(index=False, name=None)
    )
    block = Block(title=say(RESULTS, name, lang), heads=tuple(heads), rows=rows, corner=first)
    return block, left, len(rows) <= FEW_ROWS


def _text(value: object, lang: Lang) -> str:
    if value is None or value != value:
        return "\N{EN DASH}"
    if isinstance(value, float):
        most = 2 if abs(value) < 10 else 1
        digits = next(
            n for n in range(most + 1) if n == most or round(value, n) == round(value, most)
        )
        return number(value, digits, lang)
    return number(value, 0, lang) if isinstance(value, int) else str(value)


def _staff(found: pd.DataFrame, told: Told) -> Iterator[str]:
    rows = _rows(found.drop_duplicates("site"))
    yield staff_found.headline(rows, told.lang)
    yield from staff_found.where(rows, told.lang)


def _budget(found: pd.DataFrame, told: Told) -> Iterator[str]:
    rows = _rows(found)
    yield staff_spread.headline(rows, told.lang)
    summary, apart = (told.folder / name for name in ("summary.csv", "differences.csv"))
    if apart.is_file() and (
        line := staff_spread.waits(summary.read_bytes(), apart.read_bytes(), told.lang)
    ):
        yield line
    yield from staff_found.moved(rows, "officers_now", "officers_best", told.lang)


def _rows(found: pd.DataFrame) -> list[staff_found.Row]:
    """The rows as their file has them: text, empty where there is nothing."""
    text = found.astype(object).where(found.notna(), "").astype(str)
    text = text.replace({"True": "true", "False": "false"})
    heads = [str(head) for head in text.columns]
    return [dict(zip(heads, row, strict=True)) for row in text.itertuples(index=False)]


def _siting(found: pd.DataFrame, told: Told) -> Iterator[str]:
    best = found[found["rank"] == 1]
    minutes = float(best["plan_minutes"].iloc[0])
    old = estimate(told.base, "network", "all", "citizen_time_mean").mean
    yield say(
        STUDY, "siting", told.lang, branches=", ".join(map(str, best["name"])),
        minutes=told.minutes(minutes), old=told.minutes(old),
        base=told.names.run(told.base.label),
    )  # fmt: skip
    others = found[found["rank"] > 1].drop_duplicates("plan")
    near = others[others["plan_behind_low"].astype(float) <= 0]
    if len(near):
        yield say(STUDY, "siting_near", told.lang, plans=", ".join(map(str, near["plan"])))


def _stress(found: pd.DataFrame, told: Told) -> Iterator[str]:
    day = hard_days.hard_day(told.base.scenario)
    yield from hard_days.on_hard_days(hard_days.read(found, day), told.lang)


def _twin(found: pd.DataFrame, told: Told) -> Iterator[str]:
    known = found.dropna(subset=["wait_formula", "wait_simulated"])
    if known.empty:
        return
    off = (known["wait_formula"] - known["wait_simulated"]).abs()
    worst = known.iloc[int(off.to_numpy().argmax())]
    yield say(
        STUDY, "twin", told.lang, n=told.whole(len(found)), site=str(worst["name"]),
        hour=f"{int(worst['hour']):02d}:00", formula=told.minutes(worst["wait_formula"]),
        simulated=told.minutes(worst["wait_simulated"]),
    )  # fmt: skip


def _cover(found: pd.DataFrame, told: Told) -> Iterator[str]:
    short = found[found["short"] > 0]
    n = told.whole(len(found))
    if short.empty:
        yield say(STUDY, "covered", told.lang, n=n)
        return
    worst = short.iloc[int(short["short"].to_numpy().argmax())]
    yield say(
        STUDY, "short", told.lang, n=n, k=told.whole(len(short)),
        most=told.whole(worst["short"]), site=told.names.scope("site", str(worst["site"])),
        day=word(worst["weekday"], "weekday", told.lang), since=str(worst["from"]),
        until=str(worst["to"]),
    )  # fmt: skip


_LEADS: Mapping[str, Callable[[pd.DataFrame, Told], Iterator[str]]] = {
    "staff.csv": _staff, "budget.csv": _budget, "siting.csv": _siting, "stress.csv": _stress,
    "twin.csv": _twin, "cover.csv": _cover,
}  # fmt: skip
