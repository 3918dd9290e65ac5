"""A notation for tiny sites and what happens there, in minutes: see `trace`.

Procedures are called a, b, c and d. Unless a trace says otherwise the site is open without end,
one officer who can do everything is on duty all the time, and a visit is for filing "a", takes
10 minutes, is of class 1 and waits as long as it must.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction

import numpy as np

from sim.model.journal import journal
from sim.model.tables import DAY, MINUTE, NEVER, Fate, Outcome, Purpose, System, Workload
from tests.parity.case_tables import tables
from tests.parity.laws import check_laws
from tests.parity.small_sites import Case, Officer, Site, Visit

Minutes = int | Fraction
Span = tuple[Minutes, Minutes]
Engine = Callable[[System, Workload], Outcome]

DAY_LONG = DAY // MINUTE
"""Minutes of a day: `DAY_LONG + 5` is five past midnight of the second day."""


def just_before(minute: int) -> Fraction:
    """One millisecond before the minute."""
    return minute - Fraction(1, MINUTE)


def ms(minutes: Minutes) -> int:
    return int(minutes * MINUTE)


def spans(pairs: Sequence[Span]) -> tuple[tuple[int, int], ...]:
    return tuple((ms(start), ms(end)) for start, end in pairs)


def officer(serves: str = "a b c d", *, duty: Sequence[Span] = ((0, 9 * DAY_LONG),)) -> Officer:
    """An officer with skills such as "a b/collect": all purposes of a, and collecting of b."""
    skills: set[int] = set()
    for word in serves.split():
        procedure, _, purpose = word.partition("/")
        chosen = [Purpose[purpose.upper()]] if purpose else list(Purpose)
        skills |= {"abcd".index(procedure) * len(Purpose) + one for one in chosen}
    return Officer(skills=frozenset(skills), duty=spans(duty))


def visit(
    at: Minutes | None,
    needs: str = "a",
    *,
    service: Minutes = 10,
    patience: Minutes | None = None,
    priority: int = 1,
    dossier: int | None = None,
    word: int = 0,
) -> Visit:
    """A visit that arrives at a minute (None: no-show); see `number` for its dossier."""
    procedure, _, purpose = needs.partition("/")
    return Visit(
        at=NEVER if at is None else ms(at),
        procedure="abcd".index(procedure),
        purpose=Purpose[(purpose or "file").upper()],
        dossier=NEVER if dossier is None else dossier,
        service=ms(service),
        patience=NEVER if patience is None else ms(patience),
        priority=priority,
        word=word,
        booked_at=0 if at is None else NEVER,
    )


def site(
    *,
    visits: Sequence[Visit],
    officers: Sequence[Officer] | None = None,
    sessions: Sequence[Span] = ((0, 9 * DAY_LONG),),
    doors: Sequence[Span] | None = None,
    latest_close: Minutes = 180,
    **rules: bool | int,
) -> Site:
    """A site; doors open with the sessions unless they are given."""
    return Site(
        sessions=spans(sessions),
        session_date=tuple(int(start // DAY_LONG) for start, _ in sessions),
        doors=spans(doors or sessions),
        officers=tuple(officers or [officer()]),
        visits=tuple(number(visits)),
        latest_close=ms(latest_close),
        **rules,
    )


def number(visits: Sequence[Visit]) -> list[Visit]:
    """Dossier numbers for those that have none: their place in the list."""
    return [
        replace(one, dossier=place) if one.dossier == NEVER else one
        for place, one in enumerate(visits)
    ]


def play(
    engine: Engine,
    *sites: Site,
    days: int = 1,
    returns: Sequence[tuple[int, int]] = (),
) -> tuple[System, Workload, Outcome]:
    """Run the sites for so many days; `returns` are (threshold, delay in working days)."""
    case = Case(
        sites=sites,
        n_days=days,
        n_procedures=4,
        return_thresholds=tuple(threshold for threshold, _ in returns),
        return_days=tuple(delay for _, delay in returns),
    )
    system, workload = tables(case)
    outcome = engine(system, workload)
    check_laws(system, workload, outcome)
    return system, workload, outcome


def trace(
    engine: Engine,
    *,
    days: int = 1,
    returns: Sequence[tuple[int, int]] = (),
    **described: object,
) -> list[str]:
    """What became of each visit of a site, by visit index, such as "5: 10-20 by 0"."""
    here = site(**described)  # type: ignore[arg-type]
    return [tell(row) for row in journal(*play(engine, here, days=days, returns=returns))]


def tell(row: np.void) -> str:
    """One row of the journal in words."""
    fate = Fate(row["fate"])
    if fate == Fate.NO_SHOW:
        return "no-show"
    start = f"{clock(row['arrived_at'])}: "
    if fate == Fate.SERVED:
        called, left = clock(row["called_at"]), clock(row["left_at"])
        return f"{start}{called}-{left} by {row['officer']}"
    words = fate.name.lower().replace("_", " ")
    return f"{start}{words}" + (f" at {clock(row['left_at'])}" if row["left_at"] >= 0 else "")


def clock(instant: int) -> str:
    """Minutes, with the day in front from the second day on, and odd milliseconds behind."""
    day, rest = divmod(int(instant), DAY)
    minute, odd = divmod(rest, MINUTE)
    return (f"{day}d" if day else "") + str(minute) + (f".{odd:05}" if odd else "")


def worked(
    engine: Engine,
    *,
    days: int = 1,
    **described: object,
) -> list[str]:
    """The duties of all officers as worked, such as "75-120"; "" where nothing is left."""
    here = site(**described)  # type: ignore[arg-type]
    return worked_in(*play(engine, here, days=days))


def worked_in(_: System, workload: Workload, outcome: Outcome) -> list[str]:
    """The same of a run."""
    pairs = zip(outcome.worked_from, workload.roster.duty_to, strict=True)
    return [f"{clock(start)}-{clock(end)}" if start < end else "" for start, end in pairs]
