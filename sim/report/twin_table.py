"""What formulas say beside the simulation, as rows: all in long form, and each in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import inf, nan
from typing import TYPE_CHECKING, Any

from sim.report.numbers import number
from sim.report.twin_words import TWIN
from sim.report.words import Lang, say
from sim.studies.twin.reasons import Reason

if TYPE_CHECKING:
    import pandas as pd

    from sim.studies.twin.rows import Row
    from sim.studies.twin.study import TwinReport

EFFECTS = (
    Reason.CARRY_OVER, Reason.SHORT, Reason.OPENING, Reason.SHIFTS, Reason.CROWD, Reason.ABSENCE,
    Reason.DAYS, Reason.RETURNS, Reason.SERVICE,
)  # fmt: skip
SHARES = (
    Reason.STAGES, Reason.SKILLS, Reason.TIMETABLE, Reason.BOOKINGS, Reason.INTAKE, Reason.BALKING,
    Reason.CLOSING, Reason.CLASSES, Reason.RETURNS,
)  # fmt: skip


_LONGEST = 9999.0
"""The longest time that a queue may need to settle, as it is told [min]."""


def because(row: Row, lang: Lang) -> str:
    """The reason of a row with its numbers."""
    return explanation(_numbers(row), lang)


def explanation(of: Mapping[str, Any], lang: Lang) -> str:
    """The reason of a row of `twin.csv` with its numbers.

    Raises
    ------
    KeyError, ValueError, TypeError
        It is no such row.
    """
    reason, settling = of["reason"], float(of["settling_time"])
    return say(
        TWIN, f"because_{reason}", lang,
        count=number(of["tickets"], 0, lang),
        load=number(100 * of["load"], 0, lang),
        officers=number(of["officers"], 1, lang),
        queue=number(of["queue_at_start"], 1, lang),
        hour=f"{int(of['hour']):02d}",
        minutes=number(of.get(f"effect_{reason}", 0.0), 1, lang, signed=True),
        settling=number(settling if settling < _LONGEST else _LONGEST, 0, lang),
        cv=number(100 * of["day_cv"], 0, lang),
        scv=number(of["service_scv"], 2, lang),
        share=number(100 * of.get(f"share_{reason}", 0.0), 0, lang),
    )  # fmt: skip


def frame(report: TwinReport) -> pd.DataFrame:
    """The rows of `twin.csv`: site, line and hour; times in minutes, shares of 1."""
    import pandas as pd

    # What is without end, such as the wait at the upper end of a load above 1, is blank.
    return pd.DataFrame(list(_long(report))).replace([inf, -inf], nan)


def _long(report: TwinReport) -> Iterator[dict[str, object]]:
    for row in report.rows:
        name = report.run.scenario.sites[row.site].name or row.site
        told = _numbers(row)
        told["explanation"] = explanation(told, "en")
        yield {"site": row.site, "name": name, **told}


def _numbers(row: Row) -> dict[str, Any]:
    """All columns but those of the site; that of words is yet to be filled in."""
    station = row.station
    return {
        "line": row.line,
        "hour": row.hour,
        "formula": str(row.formula),
        "tickets_per_day": row.tickets,
        "first_visits_per_day": row.first,
        "officers": row.officers,
        "officers_formula": station.servers,
        "rate_per_hour": 60.0 * station.rate,
        "service_mean": station.service,
        "service_scv": station.scv,
        "load": station.load,
        "settling_time": station.settling,
        "wait_formula": row.said.wait,
        "wait_formula_low": row.says.low,
        "wait_formula_high": row.says.high,
        "wait_simulated": row.wait.value,
        "low": row.wait.low,
        "high": row.wait.high,
        "difference": row.difference,
        "reason": str(row.reason),
        "explanation": "",
        "wait_told": row.told,
        "waited_formula": row.said.waited,
        "waited_simulated": row.waited.value,
        "waited_low": row.waited.low,
        "waited_high": row.waited.high,
        "within_formula": row.said.within,
        "within_simulated": row.within.value,
        "within_low": row.within.low,
        "within_high": row.within.high,
        "utilisation_formula": row.said.utilisation,
        "utilisation_simulated": row.utilisation.value,
        "queue_at_start": row.queue,
        "day_cv": row.day_cv,
        "tickets": row.count,
        **{f"effect_{each}": row.effects.get(each, 0.0) for each in EFFECTS},
        **{f"share_{each}": row.shares.get(each, 0.0) for each in SHARES},
    }
