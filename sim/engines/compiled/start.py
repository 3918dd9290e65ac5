"""The network before the first event of a replication, as the kernel's tables have it."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.engines.compiled.premises import Premises, cut, starts
from sim.engines.kernel import layout
from sim.engines.kernel.state import (
    LINE,
    MASK_BITS,
    OFFICER,
    OFFICER_BITS,
    QUEUE,
    RUN,
    WORK,
    Counters,
    Live,
)
from sim.memory import Memory
from sim.model.tables import Ints, System, Workload


def begin_sites(premises: Premises, row_start: Ints, work_start: Ints) -> NDArray[Any]:
    """The sites before the first event of a replication."""
    sites = premises.sites.copy()
    sites["next_row"], sites["end_row"] = row_start[:-1], row_start[1:]
    sites["next_work"], sites["end_work"] = work_start[:-1], work_start[1:]
    return sites


def classes(*priorities: NDArray[Any]) -> int:
    """Number of classes: those of visits, and one for intake work."""
    return max(int(column.max(initial=0)) for column in priorities) + 2


def counters(
    system: System, workload: Workload, premises: Premises, sites: NDArray[Any], worked_from: Ints
) -> Counters:
    """Queues, officers and duty of all sites before the first event."""
    roster = workload.roster
    n_classes = int(sites["n_classes"].max(initial=1))
    n_profiles, n_words = sites["n_profiles"], sites["n_words"]
    duty_at = roster.duty_start[system.officer_start]
    events, roster_start = _roster_events(system, roster.duty_start, duty_at, workload)
    queue_start = starts(n_classes * n_profiles)
    cut(sites, "queue", queue_start)
    cut(sites, "filled", starts(n_classes * n_words))
    cut(sites, "duty", duty_at)
    cut(sites, "change", roster_start)
    return Counters(
        queues=_queues(n_profiles, n_words, queue_start),
        filled=np.zeros(int((n_classes * n_words).sum()), np.int64),
        officers=_officers(system, premises, roster.duty_start, duty_at),
        kinds=premises.kinds.copy(),
        kind_mask=premises.kind_mask,
        server_start=premises.server_start,
        server_kind=premises.server_kind,
        duty_from=roster.duty_from,
        duty_to=roster.duty_to,
        worked_from=worked_from,
        roster=events,
        return_thresholds=system.return_thresholds,
        return_days=system.return_days,
    )


def _queues(n_profiles: Ints, n_words: Ints, queue_start: Ints) -> NDArray[Any]:
    """Empty queues of every site, by class and profile."""
    queues = np.empty(int(queue_start[-1]), QUEUE)
    site = np.repeat(np.arange(len(n_profiles)), np.diff(queue_start))
    priority, profile = np.divmod(np.arange(len(queues)) - queue_start[site], n_profiles[site])
    queues["head"] = queues["tail"] = -1
    queues["profile"] = profile
    queues["word"] = priority * n_words[site] + profile // MASK_BITS
    queues["bit"] = np.int64(1) << (profile % MASK_BITS)
    return queues


def _officers(system: System, premises: Premises, duty_start: Ints, duty_at: Ints) -> NDArray[Any]:
    """The officers before their first duty, whose rows are told within their site."""
    officers = np.zeros(len(premises.officer_kind), OFFICER)
    site = np.repeat(np.arange(len(duty_at) - 1), np.diff(system.officer_start))
    officers["kind"], officers["rank"] = premises.officer_kind, premises.officer_rank
    officers["first_duty"] = duty_start[:-1] - duty_at[site]
    officers["end_duty"] = duty_start[1:] - duty_at[site]
    officers["next_duty"] = officers["seen"] = officers["first_duty"]
    for name in ("current", "began", "ended", "deferred", "idle_next", "idle_prev"):
        officers[name] = -1
    return officers


def _roster_events(
    system: System, duty_start: Ints, duty_at: Ints, workload: Workload
) -> tuple[Ints, Ints]:
    """(ends and starts of duty by site in order of time, ends first; where each site begins).

    Packed as time | start? | officer within the site.
    """
    roster = workload.roster
    officer = np.repeat(np.arange(len(duty_start) - 1), np.diff(duty_start))
    site = np.repeat(np.arange(len(duty_at) - 1), np.diff(duty_at))
    officer = officer - system.officer_start[site]
    ends = (roster.duty_to << (OFFICER_BITS + 1)) | officer
    starts = (roster.duty_from << (OFFICER_BITS + 1)) | (1 << OFFICER_BITS) | officer
    events = np.concatenate([ends, starts])
    order = np.lexsort((events, np.concatenate([site, site])))
    return events[order], 2 * duty_at


def lives_and_works(
    system: System, dossiers: NDArray[Any], lives: NDArray[Any], premises: Premises, memory: Memory
) -> tuple[NDArray[Any], Ints, NDArray[np.bool_]]:
    """Begins the lives; tells of the work that arrives when a dossier is filed.

    Returns (that work, where each site's begins, the procedures that end with their intake).
    """
    plain, per_site = ~system.has_dossiers, np.zeros(len(system.site_ids), np.int64)
    found = memory.table("kernel.found", len(dossiers), np.int64)
    n, ordered = layout.begin_lives(dossiers, lives, plain, per_site, found)
    found = found[:n]
    if not ordered:
        found = found[np.argsort(dossiers["filed_at"][found], kind="stable")]
    works = memory.table("kernel.works", n, WORK)
    start = starts(per_site)
    layout.lay_out_works(dossiers, found, start[:-1].copy(), premises.habits, works)
    return works, start, plain


def live(system: System, workload: Workload, premises: Premises) -> Live:
    """What a choice by what goes on looks at; empty tables without one."""
    order = np.lexsort(
        (workload.live["dossier"], workload.dossiers["filed_at"][workload.live["dossier"]])
    )
    accepts = np.zeros((len(system.procedure_ids), len(system.site_ids)), np.bool_)
    procedure = np.repeat(np.arange(len(accepts)), np.diff(system.live_start))
    accepts[procedure, system.live_site] = True
    return Live(
        undecided=workload.live[order],
        near=np.argsort(system.live_travel, axis=1, kind="stable"),
        travel=system.live_travel,
        home=system.live_home,
        accepts=accepts,
        mean_service=system.live_service,
        productive=system.productive,
        standard_day=system.clock_standard_day[system.unit_clock],
        profile=premises.profile,
        home_included=system.live_home_included,
    )


def lines(premises: Premises) -> NDArray[Any]:
    """The lines of all units, with nothing in them."""
    units = premises.units
    n_lines = int((units["last_day"] - units["first_day"] + 1).sum())
    return np.full(3 * n_lines, -1, np.int32).view(LINE)


def begin_run(system: System, n_drawn: int) -> Any:
    """The network before its first event."""
    run = np.zeros(1, RUN)[0]
    run.n_drawn = run.n_rows = n_drawn
    run.free_slot = -1
    run.horizon, run.n_days, run.cut_off = system.horizon, system.n_days, system.cut_off
    return run
