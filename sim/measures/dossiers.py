"""How dossiers fared in one replication: their lives as sums by scope, and how long they took."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.measures import dossier_kernel as lives
from sim.measures import survival_kernel as survival
from sim.measures.scopes import Scopes
from sim.measures.structs import DossierRows, Rows
from sim.memory import Memory
from sim.model.tables import MINUTE, NEVER, Floats, Ints, Records, System, Workload

Ratios = dict[str, tuple[Floats | Ints, Floats | Ints]]
"""Numerators and denominators (len(scopes),) by measure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lives:
    """What a tally needs to know of the dossiers."""

    sums: Ints
    """(lives.N_SUMS, len(scopes))"""
    turnaround: Floats
    """(len(scopes), survival.N_LEVELS) quantiles [working days]; NaN where not known."""
    day: int
    """Turnarounds in `sums` are in ms of a day this long."""
    has_travel: bool

    def quantile(self, percent: int) -> Floats:
        """(len(scopes),) of the turnaround [working days]."""
        result: Floats = self.turnaround[:, survival.LEVELS.index(percent)]
        return result

    @property
    def results(self) -> Ints:
        """(len(scopes),) submissions with a result, behind the quantiles."""
        result: Ints = self.sums[lives.RESULTS]
        return result


def measure(
    system: System, workload: Workload, drawn: Rows, caused: Rows, life_rows: Records,
    scopes: Scopes, travel: Ints | None, memory: Memory,
) -> Lives:  # fmt: skip
    """Go through the dossiers of a replication, and the visits of each.

    `travel` (C, S) is the time from each commune to each site [ms], None where nobody travels.
    """
    network = np.zeros_like(scopes.site_row)
    sites = (network, scopes.tier_row, scopes.district_row, scopes.site_row)
    rows = DossierRows(np.stack(sites, axis=1), scopes.procedure_row, scopes.commune_row)
    frame = lives.Frame(
        system.period_from, system.period_to, system.horizon, system.unit_at, system.unit_clock,
        np.zeros((0, 0), np.int64) if travel is None else travel,
    )  # fmt: skip
    clocks = lives.lay_out(
        system.clock_start, system.clock_from, system.clock_to, system.clock_standard_day,
        system.n_days,
    )  # fmt: skip
    n = workload.n_dossiers
    times = survival.Times(
        memory.table("tally.key", n, np.int64),
        memory.table("tally.spare", n, np.int64),
        memory.table("tally.place", 4 * n, np.int32).reshape(-1, 4),
    )
    # A time, a flag and a position share one key of 64 bits; of a billion dossiers, 2^33 ms fit.
    shift = n.bit_length()
    totals = np.zeros((len(scopes) + 1, lives.N_SUMS), np.int64)
    n_times = lives.tally_dossiers(
        frame, clocks, workload.dossiers, drawn, caused, life_rows, rows, times, shift, totals
    )
    quantiles = survival.turnaround_quantiles(
        times, n_times, shift, totals[:, lives.READY].copy(), totals[:, lives.UNREADY].copy(), rows
    )
    return Lives(
        sums=totals[:-1].T,
        turnaround=np.where(quantiles == NEVER, np.nan, quantiles / clocks.longest)[:-1],
        day=clocks.longest,
        has_travel=travel is not None,
    )


def ratios(found: Lives, open_days: Floats) -> Ratios:
    """The measures that are ratios of totals."""
    sums = found.sums
    ended, travel = sums[lives.ENDED], sums[lives.TRAVEL] / MINUTE
    return {
        "filed_per_day": (sums[lives.FILED], open_days),
        "completed_per_day": (sums[lives.COMPLETED], open_days),
        "turnaround_mean": (sums[lives.TURNAROUND] / found.day, sums[lives.READY]),
        "on_time_share": (sums[lives.ON_TIME], sums[lives.DECIDED]),
        "visits_per_dossier": (sums[lives.VISITS], ended),
        "citizen_time_mean": (sums[lives.AT_SITE] / MINUTE + travel, ended),
        "travel_mean": (travel, ended if found.has_travel else np.zeros_like(ended)),
        "lost_share": (sums[lives.LOST], ended),
        "open_at_end": (sums[lives.OPEN], np.ones(len(ended))),
    }
