"""What a run gives in long form: the rows of `summary.csv` and of `replications.parquet`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.measures.estimate import Estimates
from sim.measures.kpis import KPIS, Kind
from sim.measures.scopes import ScopeType
from sim.measures.tallies import BLOCK, table_of
from sim.measures.tally import Tally
from sim.studies.experiment import Run

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa


def summary(run: Run) -> pd.DataFrame:
    """The estimates in long form: the rows of `summary.csv`."""
    return long_form(run.estimates, run.label)


def long_form(estimates: Estimates, label: str) -> pd.DataFrame:
    """One row for each scope and measure that is not blank.

    Weekdays of sites are left to `per_replication`: they are many, and add up to any part.
    """
    import pandas as pd

    low, high = estimates.interval()
    scope_types = np.array([str(scope.scope_type) for scope in estimates.scopes], object)
    told = scope_types != str(ScopeType.SITE_WEEKDAY)
    rows, columns = np.nonzero(~np.isnan(estimates.mean) & told[:, None])
    names = np.array([scope.scope for scope in estimates.scopes], object)
    return pd.DataFrame(
        {
            "scenario": label,
            "scope_type": scope_types[rows],
            "scope": names[rows],
            "kpi": np.array([kpi.name for kpi in KPIS], object)[columns],
            "unit": np.array([kpi.unit for kpi in KPIS], object)[columns],
            "mean": estimates.mean[rows, columns],
            "ci_low": low[rows, columns],
            "ci_high": high[rows, columns],
            "replications": len(estimates.replications),
        }
    )


@dataclass(frozen=True, slots=True)
class ByReplication:
    """What each replication of a run gave, in tables of a bounded size; see `per_replication`."""

    run: Run

    def __iter__(self) -> Iterator[pa.Table]:
        each = max(1, BLOCK // (8 * len(self.run.scopes) * len(KPIS)))
        for begin in range(0, len(self.run.tallies), each):
            numbers = self.run.replications[begin : begin + each]
            yield per_replication(self.run, self.run.tallies[begin : begin + each], numbers)


def per_replication(
    run: Run, tallies: Sequence[Tally] | None = None, numbers: Sequence[int] = ()
) -> pa.Table:
    """What each replication gave: a row for each replication, scope and measure not blank.

    Of all, or of some `tallies` with their `numbers`.
    """
    import pyarrow as pa

    if tallies is None:
        tallies, numbers = run.tallies, run.replications
    value, numerator, denominator = (
        table_of(tallies, name, slice(None)) for name in ("value", "numerator", "denominator")
    )
    is_ratio = np.array([kpi.kind is Kind.RATIO for kpi in KPIS])
    with np.errstate(invalid="ignore", divide="ignore"):
        value = np.where(is_ratio, numerator / denominator, value)
    which, rows, columns = np.nonzero(np.isfinite(value))
    picked = which, rows, columns

    def words(names: list[str], index: NDArray[np.int64]) -> pa.DictionaryArray:
        # Scopes of different types may share a name; a dictionary holds each word once.
        distinct, place = np.unique(names, return_inverse=True)
        indices = pa.array(place[index].astype(np.int32))
        return pa.DictionaryArray.from_arrays(indices, pa.array(distinct, pa.string()))

    types = sorted({str(scope.scope_type) for scope in run.scopes.rows})
    type_of = np.array([types.index(str(scope.scope_type)) for scope in run.scopes.rows])
    return pa.table(
        {
            "scenario": words([run.label], np.zeros(len(which), np.int64)),
            "replication": pa.array(np.array(numbers, np.int32)[which]),
            "scope_type": words(types, type_of[rows]),
            "scope": words([scope.scope for scope in run.scopes.rows], rows),
            "kpi": words([kpi.name for kpi in KPIS], columns),
            "value": pa.array(value[picked]),
            "numerator": pa.array(numerator[picked], from_pandas=True),
            "denominator": pa.array(denominator[picked], from_pandas=True),
        }
    )
