"""How a date's submissions are spread over it: pieces of cumulative intensity.

A shape is a tuple of pieces (from, to, mass) in ms since 00:00 of the date, with masses that add
up to 1; a piece with from == to is an atom, people who stand at the door. A timetable has atoms
alone, one for each visit.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from sim.model.spec import Arrivals, Profile
from sim.model.tables import DAY, HOUR, MINUTE, Bools, Floats, Ints, System

Piece = tuple[int, int, float]
Shape = tuple[Piece, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShapeTable:
    """Shapes by number, in CSR form over pieces; `upto` is cumulative within a shape."""

    start: Ints
    piece_from: Ints
    piece_to: Ints
    upto: Floats


@dataclass(slots=True)
class ShapeBook:
    """Collects shapes and gives equal ones the same number."""

    number: dict[Shape, int] = field(default_factory=dict)

    def enter(self, shape: Shape) -> int:
        """The number of the shape."""
        return self.number.setdefault(shape, len(self.number))

    def table(self) -> ShapeTable:
        """All shapes entered, as arrays."""
        pieces = [piece for shape in self.number for piece in shape]
        upto = [np.cumsum([mass for _, _, mass in shape]) for shape in self.number]
        for sums in upto:
            sums[-1:] = 1.0
        return ShapeTable(
            start=np.cumsum([0, *map(len, self.number)]),
            piece_from=np.array([piece[0] for piece in pieces], np.int64),
            piece_to=np.array([piece[1] for piece in pieces], np.int64),
            upto=np.concatenate([*upto, np.empty(0)]),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenDate:
    """What a site offers on one date, in ms since its 00:00, cut to the date."""

    doors: tuple[tuple[int, int], ...]
    session_starts: tuple[int, ...]
    runs_on: bool
    """The doors have been open since before midnight."""


def open_dates(system: System, site: int) -> list[OpenDate]:
    """The site's dates, from the first simulated day on."""
    rows = slice(*system.session_start[site : site + 2])
    doors = np.column_stack([system.door_from[rows], system.door_to[rows]])
    starts = system.session_from[rows]
    edges = np.arange(system.n_days + 1) * DAY
    # Both ends of the doors are in order of time, so that a date's doors lie next to each other.
    first = np.searchsorted(doors[:, 1], edges[:-1], side="right")
    last = np.searchsorted(doors[:, 0], edges[1:], side="left")
    within = np.searchsorted(starts, edges, side="left")
    found = []
    for day in range(system.n_days):
        a, b = edges[day : day + 2]
        there = doors[first[day] : last[day]]
        found.append(
            OpenDate(
                doors=tuple((int(x), int(y)) for x, y in np.clip(there, a, b) - a),
                session_starts=tuple((starts[within[day] : within[day + 1]] - a).tolist()),
                runs_on=len(there) > 0 and bool(there[0, 0] < a),
            )
        )
    return found


def open_days(system: System, site: int) -> Bools:
    """(D,) whether the site has a session of its own on each date."""
    found = np.zeros(system.n_days, bool)
    found[system.open_day[slice(*system.open_day_start[site : site + 2])]] = True
    return found


def normalised(pieces: list[Piece]) -> tuple[float, Shape]:
    """(total mass, shape) of pieces whose masses need not add up to 1."""
    total = sum(mass for _, _, mass in pieces)
    if total <= 0:
        return 0.0, ()
    return total, tuple((a, b, mass / total) for a, b, mass in pieces if mass > 0)


def within_date(span: tuple[int, int]) -> list[tuple[int, int]]:
    """The parts [ms] of a span of minutes, what passes midnight put to the date's early hours."""
    first, last = span[0] * MINUTE, span[1] * MINUTE
    return [(first, last)] if last <= DAY else [(0, last - DAY), (first, DAY)]


def spread_evenly(share: float, parts: list[tuple[int, int]]) -> list[Piece]:
    """Pieces of a share that comes evenly over the parts together."""
    length = sum(b - a for a, b in parts)
    return [(a, b, share * (b - a) / length) for a, b in parts]


def of_clock(profile: Profile) -> Shape:
    """The profile by the clock, whatever is open: how residents set out."""
    pieces: list[Piece] = [(at * MINUTE, at * MINUTE, share) for at, share in profile.at_door]
    for span, share in profile.bands:
        pieces += spread_evenly(share, within_date(span))
    return normalised(sorted(pieces))[1]


def of_doors(profile: Profile, opened: OpenDate) -> Shape:
    """The profile at a site: crowds stand at session starts, bands fill the open-door time.

    A crowd belongs to the session whose start is nearest to its usual time, and no session has
    two; bands and crowds that find no open door are dropped and the rest is rescaled.
    """
    pieces: list[Piece] = []
    usual = [at * MINUTE for at, _ in profile.at_door]
    for i, (_, share) in enumerate(profile.at_door):
        mine = [
            start
            for start in opened.session_starts
            if min(range(len(usual)), key=lambda k: abs(usual[k] - start)) == i
        ]
        if mine:
            at = min(mine, key=lambda start: abs(start - usual[i]))
            pieces.append((at, at, share))
    for span, share in profile.bands:
        parts = [
            (max(a, first), min(b, last))
            for a, b in opened.doors
            for first, last in within_date(span)
            if max(a, first) < min(b, last)
        ]
        pieces += spread_evenly(share, parts)
    return normalised(sorted(pieces))[1]


def of_rate(
    per_hour: float | tuple[tuple[int, float], ...], opened: OpenDate
) -> tuple[float, Shape]:
    """(mean visits of the date, shape) of a rate or a step function of the time of day.

    Before its first step the function is 0, unless the doors have been open since yesterday:
    then yesterday's last value carries on.
    """
    steps = ((0, per_hour),) if isinstance(per_hour, (int, float)) else per_hour
    edges = [at * MINUTE for at, _ in steps]
    rates = [rate for _, rate in steps]
    if edges[0] > 0:
        edges.insert(0, 0)
        rates.insert(0, rates[-1] if opened.runs_on else 0.0)
    pieces: list[Piece] = []
    for i, rate in enumerate(rates):
        last = edges[i + 1] if i + 1 < len(edges) else DAY
        for a, b in opened.doors:
            first, until = max(a, edges[i]), min(b, last)
            if first < until:
                pieces.append((first, until, rate * (until - first) / HOUR))
    return normalised(sorted(pieces))


def of_arrivals(
    arrivals: Arrivals, profile: Profile, opened: OpenDate, is_open: bool
) -> tuple[float, Shape]:
    """(mean visits, shape) of one date of a site; a timetable's mean is minus its length."""
    if arrivals.per_hour is not None:
        return of_rate(arrivals.per_hour, opened)
    if not is_open:
        return 0.0, ()
    if arrivals.per_day is not None:
        shape = of_doors(profile, opened)
        return (arrivals.per_day if shape else 0.0), shape
    instants = sorted(at * MINUTE for at in arrivals.at or ())
    return -float(len(instants)), tuple((at, at, 1.0) for at in instants)
