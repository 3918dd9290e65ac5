"""A notation for dossiers and what becomes of them, in minutes: see `lives` and `visits`.

Unless a trace says otherwise the site is open from 480 to 960 on five days, which one officer
with all skills works; procedures a, b and c go on to one unit with one processor and these hours,
d to none; nothing is missing, there is no job, no deadline, and the result is sent.
"""

from __future__ import annotations

from collections.abc import Sequence

from sim.model.journal import journal
from sim.model.tables import (
    NEVER,
    Channel,
    Ending,
    Intake,
    Outcome,
    Purpose,
    System,
    Workload,
)
from tests.parity.case_tables import tables
from tests.parity.conftest import Engine
from tests.parity.filings import Filing
from tests.parity.laws import check_laws
from tests.parity.small_sites import Case, Clock, Dossier, Site, Unit, Visit
from tests.parity.traces import DAY_LONG, Minutes, Span, clock, ms, officer, site, spans, tell

DURATIONS = ("effort", "lead", "intake", "supplement", "collect", "patience")
CLOCKS = ("supplement_clock", "mend_clock", "collect_clock")
FOREVER = 40
"""Days for which the hours of units go on."""


def hours(*days: int, start: Minutes = 480, end: Minutes = 960) -> list[Span]:
    """The same session on some days."""
    return [(day * DAY_LONG + start, day * DAY_LONG + end) for day in days]


def filed(
    at: Minutes | None,
    needs: str = "a",
    *,
    service: Minutes = 10,
    booked_class: int | None = None,
    **drawn: Minutes,
) -> Filing:
    """Filed at the counter, at a minute (None: no-show)."""
    dossier = drawn_dossier(needs, filed_at=at or 0, **drawn)
    return Filing(dossier=dossier, visit=visit_of(dossier, at, Purpose.FILE, service, booked_class))


def sent(
    at: Minutes, needs: str = "a", *, intake: Minutes = 10, by: Channel = Channel.POST, **drawn: int
) -> Filing:
    """Filed by post or online, and nobody comes."""
    dossier = drawn_dossier(needs, filed_at=at, channel=by, intake=intake, **drawn)
    return Filing(dossier=dossier, visit=None)


def enquired(
    at: Minutes | None,
    needs: str = "a",
    *,
    service: Minutes = 5,
    intake: Minutes = 10,
    filed_at: Minutes | None = None,
    **drawn: int,
) -> Filing:
    """Filed online by one who comes to enquire at that minute (None: stays away)."""
    dossier = drawn_dossier(
        needs,
        filed_at=(at or 0) if filed_at is None else filed_at,
        channel=Channel.ONLINE,
        intake=intake,
        enquires=True,
        **drawn,
    )
    return Filing(dossier=dossier, visit=visit_of(dossier, at, Purpose.ENQUIRE, service, None))


def missing(at: int, *, delay: int = 1, clock: int = 600, **drawn: int) -> Filing:
    """Filed at the counter, with something missing."""
    return filed(
        at,
        outcome=Intake.INCOMPLETE,
        supplement_delay=delay,
        supplement_clock=clock,
        **drawn,
    )


def drawn_dossier(needs: str, **drawn: Minutes) -> Dossier:
    """A dossier with times and durations in minutes."""
    timed = {"filed_at", *DURATIONS, *CLOCKS}
    values = {name: ms(value) if name in timed else value for name, value in drawn.items()}
    service = {"supplement": ms(5), "collect": ms(3), "unit": 0}
    return Dossier(number=NEVER, procedure="abcd".index(needs), **{**service, **values})  # type: ignore[arg-type]


def visit_of(
    dossier: Dossier, at: Minutes | None, purpose: Purpose, service: Minutes, booked: int | None
) -> Visit:
    """The visit that comes with a dossier."""
    return Visit(
        at=NEVER if at is None else ms(at),
        procedure=dossier.procedure,
        purpose=purpose,
        service=ms(service),
        patience=dossier.patience,
        priority=dossier.priority if booked is None else booked,
        word=dossier.return_word,
        booked_at=0 if at is None or booked is not None else NEVER,
    )


def office(filings: Sequence[Filing], *, first: int = 0, **described: object) -> Site:
    """A site with what is filed there, numbered in order from `first` on."""
    numbered = [filing.numbered(first + place) for place, filing in enumerate(filings)]
    sessions = described.pop("sessions", hours(*range(5)))
    described.setdefault("officers", [officer(duty=sessions)])  # type: ignore[arg-type]
    bare = site(visits=[], sessions=sessions, **described)  # type: ignore[arg-type]
    return Site(
        **{name: getattr(bare, name) for name in bare.__dataclass_fields__}
        | {
            "visits": tuple(each.visit for each in numbered if each.visit is not None),
            "dossiers": tuple(each.dossier for each in numbered),
        }
    )


def play(
    engine: Engine,
    *sites: Site,
    days: int = 5,
    returns: Sequence[tuple[int, int]] = (),
    processors: int = 1,
    on_the_spot: str = "",
    unit_hours: Sequence[Span] | None = None,
    cut_off: Minutes = 900,
    **others: object,
) -> tuple[System, Workload, Outcome]:
    """Run the sites with their unit; `others` are what else a `Case` has."""
    opened = hours(*range(FOREVER)) if unit_hours is None else unit_hours
    spot = frozenset("abcd".index(each) for each in on_the_spot)
    behind: dict[str, object] = {
        "unit_at": {(procedure, s): 0 for procedure in spot for s in range(len(sites))},
        "units": (Unit(processors=processors),),
        "clocks": (clock_of(opened),),
    }
    case = Case(
        sites=sites,
        n_days=days,
        n_procedures=4,
        return_thresholds=tuple(threshold for threshold, _ in returns),
        return_days=tuple(delay for _, delay in returns),
        has_dossiers=frozenset({0, 1, 2}),
        on_the_spot=spot,
        cut_off=ms(cut_off),
        **(behind | others),  # type: ignore[arg-type]
    )
    system, workload = tables(case)
    outcome = engine(system, workload)
    check_laws(system, workload, outcome)
    return system, workload, outcome


def clock_of(opened: Sequence[Span]) -> Clock:
    """A clock with these sessions."""
    return Clock(
        sessions=spans(opened),
        session_date=tuple(int(start // DAY_LONG) for start, _ in opened),
    )


def split(described: dict[str, object]) -> tuple[dict[str, object], dict[str, object]]:
    """(what tells the site, what tells the run)"""
    run = ("days", "returns", "processors", "on_the_spot", "unit_hours", "cut_off")
    return (
        {name: value for name, value in described.items() if name not in run},
        {name: value for name, value in described.items() if name in run},
    )


def lives(engine: Engine, what: str, filings: Sequence[Filing], **described: object) -> list[str]:
    """What became of each dossier of a site, such as "accepted 510, job 510-540, done"."""
    here, run = split(described)
    return lives_of(what, play(engine, office(filings, **here), **run)[2])  # type: ignore[arg-type]


def lives_of(what: str, outcome: Outcome) -> list[str]:
    """Chosen parts of each life, those that did not happen left out."""
    return [", ".join(parts_of(what, row)) for row in outcome.lives]


def parts_of(what: str, life: object) -> list[str]:
    """The chosen parts of one life in words."""
    parts = []
    for name in what.split():
        if name == "intake":
            if life["intake_from"] >= 0:
                start, end = clock(life["intake_from"]), clock(life["intake_to"])
                parts.append(f"intake {start}-{end} by {life['intake_officer']}")
        elif name == "job":
            if life["begun_at"] >= 0:
                end = clock(life["done_at"]) if life["done_at"] >= 0 else ""
                parts.append(f"job {clock(life['begun_at'])}-{end}")
        elif name == "ending":
            parts.append(Ending(life["ending"]).name.lower())
        elif life[f"{name}_at"] >= 0:
            parts.append(f"{name} {clock(life[f'{name}_at'])}")
    return parts


def visits(engine: Engine, filings: Sequence[Filing], **described: object) -> list[str]:
    """All visits by visit index, such as "0 collect 1d480: 1d480-1d483 by 0"."""
    here, run = split(described)
    rows = journal(*play(engine, office(filings, **here), **run))  # type: ignore[arg-type]
    return [f"{row['dossier']} {Purpose(row['purpose']).name.lower()} {tell(row)}" for row in rows]
