"""Small random sites where visits to file pass stages (R10), made for what stages bring about.

Officers serve one stage, several or all; desks lie between them, so that visits wait, give up,
are sent home and keep officers standing by at every stage.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from sim.model.tables import DAY, HOUR, MINUTE, NEVER, Purpose, System, Workload
from tests.parity.case_tables import closes, tables
from tests.parity.generator import Kinds, case_of, live_case_of
from tests.parity.small_sites import Case, Dossier, Interval, Officer, Site, Visit, merged
from tests.parity.undecided import SHARES

GRIDS = (5 * MINUTE, MINUTE, MINUTE, MINUTE, 1)
LIVE = 2
"""Which of seven cases have dossiers whose site is chosen in the run."""
PRESSED = 3
"""Which of four cases are made for the time after the close: see `Desks`."""


def staged_tables(seed: int) -> tuple[System, Workload]:
    """The tables of the staged case with this number."""
    return tables(staged_case(seed))


def staged_case(seed: int) -> Case:
    """One to three sites with one or two staged procedures; the same seed gives the same case."""
    rng = np.random.default_rng([20251125, seed])
    kinds = Kinds(
        rng=rng,
        grid=GRIDS[seed % len(GRIDS)],
        n_days=int(rng.choice([1, 1, 2, 2, 3, 4])),
        n_procedures=int(rng.integers(1, 4)),
        most_officers=int(rng.choice([4, 6, 8])),
        most_filings=int(rng.choice([8, 12, 20, 40])),
    )
    if seed % 7 == LIVE:
        case = live_case_of(kinds, n_sites=int(rng.choice([2, 3])))
    else:
        case = case_of(kinds, n_sites=int(rng.choice([1, 1, 1, 2])))
    return with_stages(kinds, case, is_pressed=seed % 4 == PRESSED)


@dataclass(frozen=True, kw_only=True)
class Desks:
    """What the stages of a case have in common."""

    skills: dict[int, tuple[int, ...]]
    """[p] of each stage in order."""
    longest: int
    """Of a service at most stages, about [min]."""
    patient: float
    """Share whose patience is unlimited."""
    is_pressed: bool
    """One desk for each stage, where many come late and few can wait: it is in doubt until the
    end who still comes to the last desks."""


def with_stages(kinds: Kinds, case: Case, is_pressed: bool) -> Case:
    """The case with stages for one or two of its procedures, and sites that go with them."""
    desks = random_desks(kinds, case.n_procedures, is_pressed)
    return replace(
        case,
        stages=desks.skills,
        sites=tuple(staged_site(kinds, desks, site) for site in case.sites),
        undecided=tuple(
            replace(one, dossier=staged_dossier(kinds, desks, one.dossier))
            for one in case.undecided
        ),
    )


def random_desks(kinds: Kinds, n_procedures: int, is_pressed: bool) -> Desks:
    """Two to four stages, the main one anywhere among them."""
    rng = kinds.rng
    n_staged = int(rng.integers(1, min(n_procedures, 2) + 1))
    following = n_procedures * len(Purpose)
    skills: dict[int, tuple[int, ...]] = {}
    for p in sorted(rng.permutation(n_procedures)[:n_staged].tolist()):
        k = int(rng.choice([2, 2, 3, 3, 4]))
        main = int(rng.integers(k))
        own = []
        for stage in range(k):
            own.append(p * len(Purpose) + Purpose.FILE if stage == main else following)
            following += stage != main
        skills[p] = tuple(own)
    return Desks(
        skills=skills,
        longest=int(rng.choice([4, 8, 15])),
        patient=float(rng.choice([0.0, 0.3] if is_pressed else [0.0, 0.3, 0.6, 0.9])),
        is_pressed=is_pressed,
    )


def staged_site(kinds: Kinds, desks: Desks, site: Site) -> Site:
    """The site with desks for the stages, and hours that make the close matter."""
    rng = kinds.rng
    site = replace(
        site,
        at_close_serve=desks.is_pressed or kinds.flip(0.8),
        at_break_serve=site.at_break_serve or (desks.is_pressed and kinds.flip(0.7)),
        latest_close=int(
            rng.choice(
                [0, kinds.length(1, 10), kinds.length(10, 40), kinds.length(20, 90), 14 * HOUR],
                p=[0, 0, 0.2, 0.5, 0.3] if desks.is_pressed else [0.05, 0.2, 0.3, 0.35, 0.1],
            )
        ),
        productive=float(rng.choice(SHARES)) if kinds.flip() else 1.0,
    )
    site = with_late_comers(kinds, site, 0.8 if desks.is_pressed else 0.4)
    patiences = {one.number: patience(kinds, desks, one) for one in site.dossiers}
    times = {one.number: stage_times(kinds, desks, one.procedure) for one in site.dossiers}
    return replace(
        site,
        officers=tuple(staged_officers(kinds, desks, site)),
        visits=tuple(staged_visit(one, patiences, times) for one in site.visits),
        dossiers=tuple(
            replace(one, patience=patiences[one.number], stages=times[one.number])
            for one in site.dossiers
        ),
    )


def with_late_comers(kinds: Kinds, site: Site, share: float) -> Site:
    """Some come so late that the close finds them on their way through the stages."""
    ends = [
        door_to
        for (_, door_to), last in zip(site.doors, closes(site), strict=True)
        if last and door_to < kinds.n_days * DAY
    ]
    if not ends:
        return site
    late = {
        one.dossier: max(int(kinds.rng.choice(ends)) - kinds.length(1, 30), 0)
        for one in site.visits
        if one.purpose == Purpose.FILE and one.at != NEVER and kinds.flip(share)
    }
    return replace(
        site,
        visits=tuple(replace(one, at=late.get(one.dossier, one.at)) for one in site.visits),
        dossiers=tuple(
            replace(one, filed_at=late.get(one.number, one.filed_at)) for one in site.dossiers
        ),
    )


def staged_dossier(kinds: Kinds, desks: Desks, dossier: Dossier) -> Dossier:
    """One that chooses its site, with times at a productive share of 1."""
    return replace(
        dossier,
        patience=patience(kinds, desks, dossier),
        stages=stage_times(kinds, desks, dossier.procedure),
    )


def staged_visit(
    visit: Visit, patiences: dict[int, int], times: dict[int, tuple[float, ...]]
) -> Visit:
    """The visit as its dossier has it."""
    return replace(visit, patience=patiences[visit.dossier], stages=times[visit.dossier])


def patience(kinds: Kinds, desks: Desks, dossier: Dossier) -> int:
    """Mostly so short that it may run out at any stage."""
    if dossier.procedure not in desks.skills:
        return dossier.patience
    longest = desks.longest if desks.is_pressed else 4 * desks.longest
    return NEVER if kinds.flip(desks.patient) else kinds.length(2, longest)


def stage_times(kinds: Kinds, desks: Desks, procedure: int) -> tuple[float, ...]:
    """On the grid mostly, some next to nothing, some longer than a close."""
    return tuple(stage_time(kinds, desks) for _ in desks.skills.get(procedure, ()))


def stage_time(kinds: Kinds, desks: Desks) -> float:
    """Service at one stage [ms at a productive share of 1]."""
    if kinds.flip(0.03):
        return float(kinds.rng.choice([0.2, 0.5, 1.5]))
    on_grid = kinds.length(1, desks.longest if kinds.flip(0.9) else 120)
    return float(on_grid if kinds.flip(0.9) else on_grid + kinds.rng.random())


def staged_officers(kinds: Kinds, desks: Desks, site: Site) -> list[Officer]:
    """Groups for one stage, for some or for all; a stage may be left out, duty added."""
    every = [skill for own in desks.skills.values() for skill in own]
    left_out = {int(kinds.rng.choice(every))} if kinds.flip(0.15) else set()
    groups = sorted({officer.group for officer in site.officers})
    if desks.is_pressed:
        return pressed_officers(kinds, site, every)
    serve = {group: group_skills(kinds, every) - left_out for group in groups}
    split = kinds.flip(0.7)
    officers = []
    for place, officer in enumerate(site.officers):
        group = officer.group
        if split and place % 2:
            group += len(groups)
            serve.setdefault(group, group_skills(kinds, every) - left_out)
        skills = (officer.skills - set(every)) | serve[group]
        duty = after_hours(kinds, site, officer.duty)
        officers.append(Officer(skills=skills, duty=duty, group=group))
    return officers


def pressed_officers(kinds: Kinds, site: Site, every: list[int]) -> list[Officer]:
    """One to three officers for each stage, and some for other work.

    They are on duty in all sessions, or in all but the last of each date: who is busy over the
    break before it is held for others than those held at the close.
    """
    desk = [{skill} for skill in every for _ in range(int(kinds.rng.integers(1, 4)))]
    others = site.officers[0].skills - set(every)
    hours = [merged(site.sessions)]
    hours.append([span for span, last in zip(site.sessions, closes(site), strict=True) if not last])
    return [
        Officer(
            skills=frozenset(own) | (others if kinds.flip(0.4) else frozenset()),
            duty=after_hours(kinds, site, tuple(hours[kinds.flip(0.2)])),
            group=place,
        )
        for place, own in enumerate(desk)
    ]


def group_skills(kinds: Kinds, every: list[int]) -> frozenset[int]:
    """The stages that a group serves: all, one, or any."""
    way = kinds.rng.random()
    if way < 0.25:
        return frozenset(every)
    if way < 0.65:
        return frozenset([int(kinds.rng.choice(every))])
    return frozenset(skill for skill in every if kinds.flip())


def after_hours(kinds: Kinds, site: Site, duty: tuple[Interval, ...]) -> tuple[Interval, ...]:
    """The duty, for some with short pieces that begin after a close, or at the very instant."""
    if not kinds.flip(0.35):
        return duty
    pieces = list(duty)
    for (_, end), last in zip(site.sessions, closes(site), strict=True):
        if last and end < kinds.n_days * DAY and kinds.flip(0.7):
            begins = end + kinds.length(0, 30) * kinds.flip(0.9)
            pieces.append((begins, begins + kinds.length(1, 25)))
    return tuple(merged(pieces))
