"""When sites are open: dates, sessions and working days as numbers since the first day.

Instants are int64 milliseconds since 00:00 of the first day, days are numbered from 0 for it.
Nothing here knows what a site or an officer is.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

import numpy as np

from sim.errors import Problem, ScenarioError
from sim.model.spec import Calendar, Lead, Scenario
from sim.model.tables import DAY, MINUTE, NEVER, Bools, Ints
from sim.model.words import WEEKDAYS
from sim.said import Said

Span = tuple[int, int]
"""Minutes since midnight (from, to); `to` may pass 24:00."""
Week = tuple[tuple[Span, ...], ...]
"""Spans by weekday, Monday first."""

FRIDAY = 4
DEFAULT_LEAD = 20
"""Working days of warm-up in a province, and of run-out after the longest deadline."""

_LOOK_BACK = 31
"""Days before the first one that are searched for a holiday which it may follow."""
_LONGEST_CLOSURE = 731
"""Days without a working day after which the search for the next one gives up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dates:
    """What kind of day each date is, (D,) arrays."""

    is_open: Bools
    """True where a session begins: the working days."""
    weekday: Ints
    """0 Monday to 6 Sunday; a make-up working day counts as Friday."""
    is_holiday: Bools
    """True on public holidays, whatever the weekday."""
    is_after_holiday: Bools
    """True on the first working day after a closure that a public holiday caused."""

    @property
    def working_days(self) -> Ints:
        """Numbers of the working days, in order of time."""
        return np.flatnonzero(self.is_open).astype(np.int64)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sessions:
    """The sessions of a site, (N,) arrays in order of time; touching ones are one."""

    opens_at: Ints
    closes_at: Ints
    day: Ints
    """The date on which the session begins."""
    is_last: Bools
    """True for the last session of its date, at whose end the site closes."""
    doors_open_at: Ints
    doors_close_at: Ints


def milliseconds(minutes: float) -> int:
    """Whole milliseconds of a number of minutes."""
    return round(minutes * MINUTE)


def knows_country(code: str) -> bool:
    """Whether the public holidays of a country are known."""
    import holidays

    return code in holidays.list_supported_countries(include_aliases=True)


@lru_cache(maxsize=64)
def public_holidays(code: str, first_year: int, last_year: int) -> tuple[frozenset[date], ...]:
    """Public holidays and make-up working days of a country, or two empty sets for `none`.

    The year after `last_year` is read as well: its holidays may be made up for, or observed, in
    the December before.
    """
    if code == "none":
        return frozenset(), frozenset()
    import holidays

    known = holidays.country_holidays(code, years=range(first_year, last_year + 2))
    return frozenset(known), frozenset(known.weekend_workdays)


def dates(calendar: Calendar, first: date, n_days: int) -> Dates:
    """The kind of each of `n_days` days from `first` on."""
    seen_from = first - timedelta(days=_LOOK_BACK)
    length = n_days + _LOOK_BACK
    last = first + timedelta(days=n_days)
    public, make_up = public_holidays(calendar.holidays, seen_from.year, last.year)
    holiday = _marks((public | set(calendar.plus)) - set(calendar.minus), seen_from, length)
    weekday = (seen_from.weekday() + np.arange(length)) % 7
    if calendar.make_up_days:
        weekday[_marks(make_up, seen_from, length)] = FRIDAY
    has_hours = np.array([bool(calendar.hours.get(day)) for day in WEEKDAYS])[weekday]
    is_open = has_hours & ~holiday
    # A closure is the work of a holiday if the hours alone would have opened; the day after it is
    # the open day by which more such days have passed than by the open day before.
    closures = np.cumsum(has_hours & holiday)
    after = np.zeros(length, dtype=np.bool_)
    after[is_open] = np.diff(closures[is_open], prepend=0) > 0
    seen = slice(_LOOK_BACK, None)
    return Dates(
        is_open=is_open[seen],
        weekday=weekday[seen].astype(np.int64),
        is_holiday=holiday[seen],
        is_after_holiday=after[seen],
    )


def sessions(calendar: Calendar, first: date, n_days: int) -> Sessions:
    """The sessions that begin on the `n_days` days from `first` on.

    The day after is looked at too, so that a site which never closes does not close at the end;
    what the day before `first` may leave open after midnight is not part of the simulation.
    """
    known = dates(calendar, first, n_days + 1)
    days = known.working_days
    opens_at, closes_at, _ = spread(week_of(calendar.hours), days, known.weekday[days])
    opens_at, closes_at = merged(opens_at, closes_at)
    begun = opens_at < n_days * DAY
    opens_at, closes_at = opens_at[begun], closes_at[begun]
    day = opens_at // DAY
    is_last = np.append(day[1:] != day[:-1], True)[: len(day)]
    before = milliseconds(calendar.doors_open_before)
    doors_open_at = np.maximum(opens_at - before, np.append(0, closes_at[:-1])[: len(day)])
    doors_close_at = closes_at - milliseconds(calendar.doors_close_before)
    return Sessions(
        opens_at=opens_at,
        closes_at=closes_at,
        day=day,
        is_last=is_last,
        doors_open_at=doors_open_at,
        doors_close_at=np.maximum(doors_close_at, doors_open_at),
    )


def week_of(hours: dict[str, tuple[Span, ...]]) -> Week:
    """The spans of each weekday from Monday on, nothing for those that are not named."""
    return tuple(hours.get(name, ()) for name in WEEKDAYS)


def spread(week: Week, days: Ints, weekday: Ints) -> tuple[Ints, Ints, Ints]:
    """The spans of each weekday laid on the days of that weekday, in order of their start.

    `days` and `weekday` are (n,); the answer is the instants (from, to) and the day of each.
    """
    of_week = [np.flatnonzero(weekday == number) for number in range(7)]
    rows = [(days[of_week[number]], span) for number, spans in enumerate(week) for span in spans]
    if not rows:
        return np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0, np.int64)
    starts = np.concatenate([day * DAY + span[0] * MINUTE for day, span in rows])
    ends = np.concatenate([day * DAY + span[1] * MINUTE for day, span in rows])
    order = np.argsort(starts, kind="stable")
    return starts[order], ends[order], np.concatenate([day for day, _ in rows])[order]


def merged(starts: Ints, ends: Ints) -> tuple[Ints, Ints]:
    """The union of half-open intervals in order of their start; touching ones become one."""
    if not len(starts):
        return starts, ends
    reach = np.maximum.accumulate(ends)
    head = np.append(True, starts[1:] > reach[:-1])
    return starts[head], reach[np.append(head[1:], True)]


def working_day_after(working_days: Ints, day: Ints, n: int) -> Ints:
    """The n-th working day after each day, NEVER where the working days do not reach that far.

    `working_days` are in order of time; `day` need not be one of them; `n` is 1 or more.
    """
    at = np.searchsorted(working_days, day, side="right") + n - 1
    reached = at < len(working_days)
    found = np.full(np.shape(day), NEVER, dtype=np.int64)
    found[reached] = working_days[at[reached]]
    return found


def leads(scenario: Scenario) -> tuple[Lead, Lead]:
    """The scenario's warm-up and run-out.

    Unless given they are 0; where visits come from communes, 20 working days, and the longest
    deadline and 20 more.
    """
    warm_up = run_out = Lead(days=0)
    if scenario.is_province:
        longest = max(each.longest_deadline for each in scenario.procedures.values())
        warm_up = Lead(working_days=DEFAULT_LEAD)
        run_out = Lead(working_days=longest + DEFAULT_LEAD)
    return scenario.warm_up or warm_up, scenario.run_out or run_out


def lead_days(scenario: Scenario) -> tuple[int, int]:
    """Calendar days of the scenario's warm-up and run-out, about the period that it has now.

    Raises
    ------
    ScenarioError
        If working days are asked for and the calendar has none.
    """
    warm_up, run_out = leads(scenario)
    return (
        _calendar_days(warm_up, scenario.calendar, scenario.period.first, -1, "warm_up"),
        _calendar_days(run_out, scenario.calendar, scenario.period.last, +1, "run_out"),
    )


def _calendar_days(lead: Lead, calendar: Calendar, edge: date, step: int, path: str) -> int:
    """Days from `edge` to the last of the working days on that side of it."""
    if lead.days is not None:
        return lead.days
    needed = lead.working_days or 0
    for n_days in (needed * factor + _LONGEST_CLOSURE for factor in (2, 8)):
        first = edge + timedelta(days=1 if step > 0 else -n_days)
        found = dates(calendar, first, n_days).working_days
        if len(found) >= needed:
            if not needed:
                return 0
            return int(found[needed - 1] + 1 if step > 0 else n_days - found[-needed])
    raise ScenarioError(
        Problem(
            path=f"{path}.working_days",
            value=str(needed),
            rule=Said("the calendar does not have that many working days."),
            hint=Said("Give days instead, or open on more weekdays."),
        )
    )


def _marks(days: frozenset[date] | set[date], first: date, n_days: int) -> Bools:
    """(n_days,) True on the listed dates."""
    marks = np.zeros(n_days, dtype=np.bool_)
    numbers = np.array([(day - first).days for day in days], dtype=np.int64)
    marks[numbers[(numbers >= 0) & (numbers < n_days)]] = True
    return marks
