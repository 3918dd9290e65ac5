"""What administrators decide by, and which differences are too small to matter to them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from sim.errors import UsageError, quoted
from sim.model.check import UNITS, Tolerance, parse_tolerance
from sim.model.words import did_you_mean
from sim.said import Said, together
from sim.studies.compare import LOWER_IS_BETTER

HEADLINE: Mapping[str, Tolerance] = MappingProxyType(
    {
        "wait_mean": Tolerance(amount=1.0, unit="min"),
        "within_target_share": Tolerance(amount=0.01, unit="share"),
        "abandoned_share": Tolerance(amount=0.01, unit="share"),
        "served_per_day": Tolerance(part=0.01, amount=1.0, unit="visits/day"),
        "utilisation": Tolerance(amount=0.01, unit="share"),
        "turnaround_mean": Tolerance(amount=0.25, unit="working days"),
        "on_time_share": Tolerance(amount=0.01, unit="share"),
    }
)
"""What citizens feel (how long they wait, how many in time, how many leave), what the offices get
done and how busy it keeps them, and whether dossiers are ready in time; each with its zone of
indifference. A part is of the first scenario's mean. Minutes, points, visits and quarters of a day
are the grain in which targets are set, and nobody moves an officer for less."""

HIGHER_IS_BETTER = frozenset(
    {"within_target_share", "served_per_day", "on_time_share", "completed_per_day"}
    | {"access_share", "branch_access_share"}
)
"""Measures of which more is a gain."""

_OFF = "off"


def zones(typed: Sequence[str]) -> dict[str, Tolerance]:
    """The headline measures and their zones, changed by lines such as `wait_mean=0.5`.

    Raises
    ------
    UsageError
        A line cannot be read, or none is left.
    """
    found = dict(HEADLINE)
    for line in typed:
        name, _, text = (part.strip() for part in line.partition("="))
        if name not in UNITS:
            hint = did_you_mean(name, UNITS, all_of=False)
            rule = Said(
                "--indifference {typed}: {name} is no measure.",
                typed=quoted(line),
                name=quoted(name),
            )
            raise UsageError(together([rule, hint]))
        if text.lower() == _OFF:
            found.pop(name, None)
        else:
            found[name] = _zone(line, name, text)
    if not found:
        raise UsageError(Said("--indifference: every measure is off; leave one at least."))
    return found


def _zone(line: str, name: str, text: str) -> Tolerance:
    unit = UNITS[name]
    try:
        zone = parse_tolerance(text)
    except ValueError:
        raise UsageError(
            Said(
                "--indifference {typed}: NAME=WIDTH is needed, such as wait_mean=0.5, "
                '"within_target_share=1 point" or "served_per_day=2%"; NAME=off leaves one out.',
                typed=quoted(line),
            )
        ) from None
    if zone.unit not in ("", unit) or (unit == "share" and zone.amount >= 1.0):
        points = Said('points, as in "1 point", or as 0.01')
        raise UsageError(
            Said(
                "--indifference {typed}: {kpi} is measured in {unit}.",
                typed=quoted(line),
                kpi=name,
                unit=points if unit == "share" else unit,
            )
        )
    return zone


def better(kpi: str) -> int:
    """-1 where less of a measure is a gain, 1 where more is, 0 where neither is by itself."""
    return -1 if kpi in LOWER_IS_BETTER else int(kpi in HIGHER_IS_BETTER)


def refuse_no_best(kpi: str, known: Mapping[str, Tolerance]) -> None:
    """Raise UsageError unless a scenario can be best by a measure."""
    if kpi not in UNITS:
        hint = did_you_mean(kpi, UNITS, all_of=False)
        rule = Said("--best {kpi}: {kpi} is no measure.", kpi=quoted(kpi))
        raise UsageError(together([rule, hint]))
    if not better(kpi):
        raise UsageError(
            Said(
                "--best {kpi}: neither more nor less of it is better by itself. Name a measure "
                "that has a good side, such as wait_mean or within_target_share.",
                kpi=quoted(kpi),
            )
        )
    if kpi not in known:
        raise UsageError(
            Said(
                "--best {kpi}: say which difference does not matter: --indifference {kpi}=WIDTH, "
                "in {unit}.",
                kpi=quoted(kpi),
                unit=UNITS[kpi],
            )
        )
