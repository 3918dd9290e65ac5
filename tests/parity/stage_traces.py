"""A notation for visits that pass stages (R10), in minutes: see `passed` and `standing_by`.

Unless a trace says otherwise procedure a passes three desks in turn, each with a skill of its own:
guide, desk (the main one, that of filing) and cashier; the others have no stages. What else is not
said is as in `traces`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from sim.model.journal import journal
from sim.model.tables import NEVER, Fate, Outcome, Purpose, System, Workload
from tests.parity.case_tables import tables
from tests.parity.conftest import Engine
from tests.parity.laws import check_laws
from tests.parity.small_sites import Case, Officer, Site, Visit
from tests.parity.traces import DAY_LONG, Minutes, Span, clock, ms, officer, site, tell, visit

N_PROCEDURES = 4
SKILLS = {"guide": N_PROCEDURES * len(Purpose), "desk": int(Purpose.FILE)}
SKILLS["cashier"] = SKILLS["guide"] + 1
NOT_USED = 999
"""Service of the visit as a whole, which nobody looks at where there are stages."""


def at(serves: str, *, duty: Sequence[Span] = ((0, 9 * DAY_LONG),)) -> Officer:
    """An officer at some of the desks, such as "guide desk", and whatever `officer` knows."""
    words = serves.split()
    others = officer(" ".join(word for word in words if word not in SKILLS), duty=duty)
    own = {SKILLS[word] for word in words if word in SKILLS}
    return replace(others, skills=others.skills | own)


def desks(duty: Sequence[Span], which: str = "guide desk cashier") -> list[Officer]:
    """One officer at each desk."""
    return [at(desk, duty=duty) for desk in which.split()]


def passing(minute: Minutes, *times: Minutes, **said: Minutes) -> Visit:
    """A visit to file "a" with its service at each stage."""
    one = visit(minute, service=NOT_USED, **said)  # type: ignore[arg-type]
    return replace(one, stages=tuple(float(ms(time)) for time in times))


def way_of(desks: str) -> dict[int, tuple[int, ...]]:
    """`Case.stages`: procedure a passes these desks."""
    return {0: tuple(SKILLS[desk] for desk in desks.split())}


def play(
    engine: Engine,
    *sites: Site,
    way: str = "guide desk cashier",
    days: int = 1,
    returns: Sequence[tuple[int, int]] = (),
    **others: object,
) -> tuple[System, Workload, Outcome]:
    """Run the sites for so many days; `others` are what else a `Case` has."""
    case = Case(
        sites=sites,
        n_days=days,
        n_procedures=N_PROCEDURES,
        return_thresholds=tuple(threshold for threshold, _ in returns),
        return_days=tuple(delay for _, delay in returns),
        stages=way_of(way),
        **others,  # type: ignore[arg-type]
    )
    system, workload = tables(case)
    outcome = engine(system, workload)
    check_laws(system, workload, outcome)
    return system, workload, outcome


def run(engine: Engine, **described: object) -> tuple[System, Workload, Outcome]:
    """Run one site."""
    told = {key: described.pop(key) for key in ("way", "days", "returns") if key in described}
    return play(engine, site(**described), **told)  # type: ignore[arg-type]


def passed(engine: Engine, **described: object) -> list[str]:
    """Every visit of a site by visit index, such as "1: 6-13 by 0 > abandoned at 25"."""
    return passed_in(*run(engine, **described))


def passed_in(system: System, workload: Workload, outcome: Outcome) -> list[str]:
    """The same of a run."""
    keys = zip(outcome.stages["dossier"], outcome.stages["repetition"], strict=True)
    own: dict[tuple[int, int], list[np.void]] = {}
    for key, row in zip(keys, outcome.stages, strict=True):
        own.setdefault((int(key[0]), int(key[1])), []).append(row)
    told = []
    for row in journal(system, workload, outcome):
        rows = own.pop((int(row["dossier"]), int(row["repetition"])), [])
        if rows and row["purpose"] == Purpose.FILE:
            check_row(row, rows)
            told.append(f"{clock(row['arrived_at'])}: " + " > ".join(map(tell_stage, rows)))
        else:
            told.append(tell(row))
    assert not own
    return told


def check_row(row: np.void, rows: list[np.void]) -> None:
    """What the row of a visit says follows from the rows of its stages (E2)."""
    assert [stage["stage"] for stage in rows] == list(range(len(rows)))
    assert {int(stage["site"]) for stage in rows} == {int(row["site"])}
    ends = [int(stage["left_at"]) for stage in rows]
    assert [int(stage["joined_at"]) for stage in rows] == [int(row["arrived_at"]), *ends[:-1]]
    assert row["called_at"] == rows[0]["called_at"]
    officers = [int(stage["officer"]) for stage in rows if stage["called_at"] != NEVER]
    assert row["officer"] == (officers[-1] if officers else NEVER)
    if row["fate"] != Fate.OPEN or rows[-1]["fate"] != Fate.SERVED:
        assert (row["fate"], row["left_at"]) == (rows[-1]["fate"], ends[-1])
    else:
        assert row["left_at"] == NEVER


def tell_stage(row: np.void) -> str:
    """One stage in words."""
    if row["fate"] == Fate.SERVED:
        return f"{clock(row['called_at'])}-{clock(row['left_at'])} by {row['officer']}"
    assert row["called_at"] == row["officer"] == NEVER
    words = Fate(row["fate"]).name.lower().replace("_", " ")
    return words + (f" at {clock(row['left_at'])}" if row["left_at"] >= 0 else "")


def standing_by(engine: Engine, **described: object) -> list[str]:
    """Who was held, idle and off duty, such as "2: 60-75"."""
    return stood_by(run(engine, **described)[2])


def stood_by(outcome: Outcome) -> list[str]:
    """The same of a run."""
    return [
        f"{row['officer']}: {clock(row['since'])}-{clock(row['until'])}" for row in outcome.held
    ]
