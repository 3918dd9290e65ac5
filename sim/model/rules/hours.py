"""Rules of time: the period, the sessions of a week, the doors, and profiles of the day."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from sim.errors import Problem
from sim.model.days import Calendar
from sim.model.spec import Scenario
from sim.model.words import DAY_MINUTES, WEEKDAYS, did_you_mean, write_clock, write_step
from sim.said import Said

FIRST_YEAR, LAST_YEAR = 1970, 2100
LONGEST_DAYS = 20 * 366
WEEK_MINUTES = 7 * DAY_MINUTES
TOLERANCE = 0.005
"""By how much shares may miss 1: ten of them rounded to whole per mille do so at worst."""

Span = tuple[int, int]


def period_problems(scenario: Scenario) -> Iterator[Problem]:
    """Periods and leads of a length, and in years, that cannot be meant."""
    for name, period in (
        ("period", scenario.period), ("comparison", scenario.comparison),
        ("check.period", scenario.check.period),
    ):  # fmt: skip
        if period is None:
            continue
        if period.length > LONGEST_DAYS:
            rule = Said(
                "a period is at most 20 years long; this one has {days:,} days.",
                days=period.length,
            )
            yield Problem(path=name, rule=rule)
        elif not FIRST_YEAR <= period.first.year <= period.last.year <= LAST_YEAR:
            rule = Said(
                "a period lies between {first} and {last}.", first=FIRST_YEAR, last=LAST_YEAR
            )
            yield Problem(path=name, rule=rule)
    for name, lead in (("warm_up", scenario.warm_up), ("run_out", scenario.run_out)):
        if lead is not None and max(lead.days or 0, lead.working_days or 0) > LONGEST_DAYS // 4:
            rule = Said(
                "the days before and after the period are at most {most:,}.",
                most=LONGEST_DAYS // 4,
            )
            yield Problem(path=name, rule=rule)


def profile_problems(scenario: Scenario) -> Iterator[Problem]:
    """Shares that do not add up, bands that overlap."""
    for name, profile in scenario.profiles.items():
        path = f"profiles.{write_step(name)}"
        total = sum(share for _, share in (*profile.at_door, *profile.bands))
        if abs(total - 1) > TOLERANCE:
            rule = Said("the shares add up to {total:.4g} instead of 1.", total=total)
            yield Problem(path=path, rule=rule)
        for (one, _), (other, _) in pairwise(profile.bands):
            if other[0] < one[1]:
                rule = Said("two bands overlap at {time}.", time=write_clock(other[0]))
                yield Problem(path=f"{path}.bands", rule=rule)


def calendar_problems(scenario: Scenario) -> Iterator[Problem]:
    """Faults of the scenario's calendar, and of others where they differ from it."""
    from sim.model.calendar import knows_country

    whole = scenario.calendar
    own = [
        (f"{whose}.{write_step(id_)}.calendar", each.calendar)
        for whose, parts in (("sites", scenario.sites), ("units", scenario.units))
        for id_, each in parts.items()
        if each.calendar is not None
    ]
    for path, calendar in [("calendar", whole), *own]:
        is_new = calendar is whole or calendar.holidays != whole.holidays
        if is_new and calendar.holidays != "none" and not knows_country(calendar.holidays):
            yield Problem(
                path=f"{path}.holidays",
                value=calendar.holidays,
                rule=Said("no public holidays are known for this country."),
                hint=_countries(calendar.holidays),
            )
        both = sorted(set(calendar.plus) & set(calendar.minus))
        if both and (
            calendar is whole or (calendar.plus, calendar.minus) != (whole.plus, whole.minus)
        ):
            rule = Said(
                "{day} is named both as a holiday (plus) and as none (minus).", day=str(both[0])
            )
            yield Problem(path=path, rule=rule)
        if calendar is whole or _opening(calendar) != _opening(whole):
            yield from _week_problems(path, calendar)


def _opening(calendar: Calendar) -> tuple[object, ...]:
    return calendar.hours, calendar.doors_open_before, calendar.doors_close_before


def _countries(code: str) -> str:
    import holidays

    if code.lower() in ("no", "false"):
        return Said("Write none for no public holidays.")
    names = {name: found[1] for name, found in holidays.registry.COUNTRIES.items()}
    if code.lower().replace(" ", "_") in names:
        return Said("Write its code, {code}.", code=names[code.lower().replace(" ", "_")])
    meant = did_you_mean(code.upper(), names.values(), all_of=False)
    return meant or Said("Write a code such as VN.")


def _week_problems(path: str, calendar: Calendar) -> Iterator[Problem]:
    spans = sorted(
        (number * DAY_MINUTES + begin, number * DAY_MINUTES + end)
        for number, day in enumerate(WEEKDAYS)
        for begin, end in calendar.hours.get(day, ())
    )
    if not spans:
        yield Problem(path=f"{path}.hours", rule=Said("there is no session on any weekday."))
        return
    circle = [*spans, (spans[0][0] + WEEK_MINUTES, spans[0][1] + WEEK_MINUTES)]
    overlaps = [other[0] for one, other in pairwise(circle) if other[0] < one[1]]
    if overlaps:
        rule = Said("sessions overlap on {moment}.", moment=_moment(overlaps[0]))
        yield Problem(path=f"{path}.hours", rule=rule)
        return
    whole = _joined(circle)
    if whole is None:
        return  # it never closes, and its doors neither
    yield from _door_problems(path, calendar, whole)


def _door_problems(path: str, calendar: Calendar, sessions: list[Span]) -> Iterator[Problem]:
    shortest = min(sessions, key=lambda span: span[1] - span[0])
    if calendar.doors_close_before >= shortest[1] - shortest[0]:
        yield Problem(
            path=f"{path}.doors_close_before",
            value=f"{calendar.doors_close_before:g}",
            rule=Said(
                "the doors would close before the session of {moment} begins.",
                moment=_moment(shortest[0]),
            ),
        )
    around = [*sessions, (sessions[0][0] + WEEK_MINUTES, sessions[0][1] + WEEK_MINUTES)]
    for before, after in pairwise(around):
        if after[0] - calendar.doors_open_before < before[1]:
            yield Problem(
                path=f"{path}.doors_open_before",
                value=f"{calendar.doors_open_before:g}",
                rule=Said(
                    "the doors would open for {moment} before the last session ends.",
                    moment=_moment(after[0]),
                ),
            )
            return


def _joined(circle: list[Span]) -> list[Span] | None:
    """A week's sessions, touching ones as one; None if they fill the whole week.

    `circle` has the first session of the next week at its end.
    """
    gaps = [i for i, (one, other) in enumerate(pairwise(circle)) if one[1] < other[0]]
    if not gaps:
        return None
    spans = circle[:-1]
    turned = [*spans[gaps[0] + 1 :], *((a + WEEK_MINUTES, b + WEEK_MINUTES) for a, b in spans)]
    turned = turned[: len(spans)]
    sessions = [turned[0]]
    for begin, end in turned[1:]:
        if begin == sessions[-1][1]:
            sessions[-1] = (sessions[-1][0], end)
        else:
            sessions.append((begin, end))
    return sessions


def _moment(minute: int) -> str:
    day, clock = divmod(minute % WEEK_MINUTES, DAY_MINUTES)
    return f"{WEEKDAYS[day]} {write_clock(clock)}"


def step_problems(scenario: Scenario) -> Iterator[Problem]:
    """Rates by time of day that say nothing about the beginning of a session."""
    for id_, site in scenario.sites.items():
        hours = (site.calendar or scenario.calendar).hours
        starts = [begin for spans in hours.values() for begin, _ in spans]
        for name, arrivals in (site.arrivals or {}).items():
            steps = arrivals.per_hour
            if isinstance(steps, tuple) and starts and steps[0][0] > min(starts):
                yield Problem(
                    path=f"sites.{write_step(id_)}.arrivals.{write_step(name)}.per_hour",
                    rule=Said(
                        "the first step is at {step}, and a session begins at {begin}: a step is "
                        "needed at or before that.",
                        step=write_clock(steps[0][0]),
                        begin=write_clock(min(starts)),
                    ),
                )
