"""Final figures, and how sure they are: a test in looks, on replications that no search has seen.

Of each site it is claimed that a staffing meets the targets within the tolerance, and that none of
those with one officer less beats them by more than it. Intervals decide. The looks share 5 % of
error: the k-th has 5 %/2^k, divided by sites and by what may be claimed at each of them
(Bonferroni), so that all claims hold jointly with at least 95 %, whenever a site's look was the
last (alpha spending over looks: Lan and DeMets 1983; here simply by halves). A site that must go on
with another staffing begins anew with replications of other numbers. That every target is met needs
no share of its own for each: to claim it wrongly, that of one missed target must be claimed wrongly
(intersection-union test: Berger 1982).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sim.studies.judging import Judged
from sim.studies.staffing.ledger import Ledger
from sim.studies.staffing.reading import Reading, Staffing, read
from sim.studies.staffing.search import Search

ERROR = 0.05
"""That some claim at some site does not hold."""
LOOKS, LOOKS_JOINED = 5, 3
"""After which a site stays open; fewer where sites feel each other, so that each look simulates
all of them."""


@dataclass(frozen=True, kw_only=True)
class Figure:
    """What the final replications say of a staffing at a site."""

    staffing: Staffing
    judged: tuple[Judged, ...]
    """Every target and line; intervals hold jointly."""
    reading: Reading


@dataclass(frozen=True, kw_only=True)
class Claim:
    """The staffing of a site, as far as a look could tell."""

    figure: Figure
    smaller: tuple[Figure, ...]
    """Of those with one officer less, the best first."""
    larger: Figure | None
    """One officer more, where the staffing is one number."""
    confirmed: bool
    replications: int


def error_of(look: int) -> float:
    """The share of error that a look may spend; the first is 1."""
    return ERROR / 2.0**look


def numbers(look: int, first: int, joined: bool) -> range:
    """The replications of a look, which no look before had.

    As many as all before together; where each look simulates all sites, always the same number.
    """
    if joined:
        return range((look - 1) * first, look * first)
    return range(first) if look == 1 else range(first << (look - 2), first << (look - 1))


def to_test(search: Search, staffing: Staffing, look: int) -> tuple[Staffing, ...]:
    """The staffing, its smaller neighbours, and in the first look of totals the next larger."""
    larger = ((staffing[0] + 1,),) if len(staffing) == 1 and look == 1 else ()
    return (staffing, *search.smaller(staffing), *larger)


def claim(
    ledger: Ledger, site: str, search: Search, staffing: Staffing, *, sites: int, look: int
) -> Claim:
    """What a look says of a site: of the staffings tested the least that meets the targets.

    All that was tested is covered at once, so that a larger one may be taken where it turns out
    that the search's misses the target.
    """
    smaller = search.smaller(staffing)
    larger = (staffing[0] + 1,) if len(staffing) == 1 else None
    rows = len(ledger.judged(site, staffing))
    statements = sites * (1 + len(smaller) + (larger is not None)) * (1 + rows)

    def figure(each: Staffing) -> Figure:
        return _figure(ledger, site, each, look, statements)

    chosen, more = figure(staffing), None
    if larger is not None and ledger.replications(site, larger):
        more = figure(larger)
        if not chosen.reading.met and more.reading.met:
            chosen, more = more, None
    below = [figure(each) for each in search.smaller(chosen.staffing)]
    below.sort(key=lambda each: (-each.reading.margin, each.staffing))
    return Claim(
        figure=chosen,
        smaller=tuple(below),
        larger=more,
        confirmed=chosen.reading.near and all(each.reading.no_better for each in below),
        replications=chosen.reading.replications,
    )


def _figure(ledger: Ledger, site: str, staffing: Staffing, look: int, statements: int) -> Figure:
    # One-sided statements: each end of a two-sided interval has half of its error.
    confidence = 1.0 - 2.0 * error_of(look)
    judged = ledger.judged(site, staffing, confidence=confidence, simultaneous=statements)
    reading = read(judged, ledger.replications(site, staffing))
    return Figure(staffing=staffing, judged=judged, reading=reading)


def contradicted(found: Claim) -> bool:
    """Whether the figures say by themselves that another staffing is the least."""
    return not found.figure.reading.met or any(each.reading.met for each in found.smaller)


def readings_of(found: Claim) -> dict[Staffing, Reading]:
    """What a search learns from a look."""
    figures: Sequence[Figure] = (found.figure, *found.smaller)
    figures = (*figures, found.larger) if found.larger is not None else figures
    return {each.staffing: each.reading for each in figures}
