"""Quantiles of turnaround, plain and where dossiers are still open (Kaplan and Meier)."""

from __future__ import annotations

from fractions import Fraction
from math import ceil, isnan, nan

import numpy as np
import pytest

from sim.measures.kpis import COLUMN
from sim.measures.structs import DossierRows
from sim.measures.survival_kernel import LEVELS, Times, turnaround_quantiles
from sim.model.tables import NEVER
from tests.measures.slow_dossiers import product_limit
from tests.measures.test_dossiers import done, measure
from tests.measures.toys import Dossier, at

ALL = DossierRows(
    np.array([[0, 1, 1, 1]], np.int32), np.array([1], np.int32), np.array([1], np.int32)
)
"""One site, procedure and commune, counted in the network alone."""

Weighed = list[tuple[int, int]]
"""(time, dossiers)"""


def quantiles(ready: Weighed, still_open: Weighed) -> list[float]:
    """The median and the 90 % quantile; NaN where not known."""
    rows = [(t, n, 0) for t, n in ready] + [(t, n, 1) for t, n in still_open]
    shift = len(rows).bit_length()
    key = [(t * 2 + flag) << shift | i for i, (t, _, flag) in enumerate(rows)]
    place = np.zeros((len(rows), 4), np.int32)
    place[:, 3] = [n for _, n, _ in rows]
    counts = (np.array([sum(n for _, n in some), 0]) for some in (ready, still_open))
    found = turnaround_quantiles(
        Times(np.array(key, np.int64), np.empty(len(rows), np.int64), place),
        len(rows),
        shift,
        *counts,
        ALL,
    )
    return [nan if value == NEVER else float(value) for value in found[0]]


def test_a_product_limit_worked_out_by_hand() -> None:
    """Ready after 1, 3, 4, 6, 8; open after 2, 4, 7.

    Not ready after 1: 7/8. After 3, six being left: 7/8 x 5/6 = 35/48. After 4, with that of the
    open one still counted: x 4/5 = 7/12. After 6, three being left: x 2/3 = 7/18, the first below
    a half. After 8, the last one: 0.
    """
    ready = [(1, 1), (3, 1), (4, 1), (6, 1), (8, 1)]
    still_open = [(2, 1), (4, 1), (7, 1)]
    assert quantiles(ready, still_open) == [6, 8]


def test_what_is_not_reached_is_not_known() -> None:
    """Two ready after 1 and 2, three open since 5: 3/5 are not ready by then."""
    assert all(isnan(value) for value in quantiles([(1, 1), (2, 1)], [(5, 3)]))
    median, p90 = quantiles([(1, 2), (2, 1)], [(5, 2)])
    assert median == 2
    assert isnan(p90)


def test_leaving_out_the_open_ones_would_flatter() -> None:
    """Half are open after 10 days: the median of the ready ones is 3, of all 5."""
    ready = [(time, 1) for time in range(1, 6)]
    assert quantiles(ready, []) == [3, 5]
    assert quantiles(ready, [(10, 5)])[0] == 5


@pytest.mark.parametrize(("n_open", "median"), [(5, 500), (6, 502)])
def test_up_to_half_a_per_cent_is_left_out(n_open: int, median: int) -> None:
    """Of 1000 ready after 1 ... 1000, some open since 400: 5 are few, 6 of 1006 count.

    With 400 ready, 606/1006 are not, told by 600 from here on: a half is 498.02 of these, so that
    102 more must be ready.
    """
    ready = [(time, 1) for time in range(1, 1001)]
    assert quantiles(ready, [(400, n_open)])[0] == median


def test_open_ones_at_the_same_time_count_as_not_ready_before() -> None:
    """Ready comes first: of four, one ready at 2, where the others are open."""
    assert quantiles([(1, 1), (2, 1)], [(2, 2)])[0] == 2


def test_a_last_digit_puts_no_quantile_off() -> None:
    """Not ready after 1: 10/12; after 4, of the 5 then left: x 3/5 = 1/2 exactly, not in binary."""
    ready, still_open = [(1, 2), (4, 2)], [(2, 2), (3, 3), (5, 3)]
    assert product_limit(
        [(Fraction(t), n) for t, n in ready],
        [(Fraction(t), n) for t, n in still_open],
        Fraction(1, 2),
    ) == 4  # fmt: skip
    assert quantiles(ready, still_open)[0] == 4


@pytest.mark.parametrize("seed", range(40))
def test_it_is_the_quantile_of_the_product_limit_in_exact_fractions(seed: int) -> None:
    """On random times full of ties, weights up to 9 and few or many open ones."""
    rng = np.random.default_rng(seed)
    n = int(rng.integers(1, 200))
    open_share = rng.choice([0.0, 0.003, 0.1, 0.6])
    rows = zip(rng.integers(0, 60, n), rng.integers(1, 10, n), rng.random(n), strict=True)
    some = [(int(t), int(w), bool(u < open_share)) for t, w, u in rows]
    ready = [(t, w) for t, w, is_open in some if not is_open]
    still_open = [(t, w) for t, w, is_open in some if is_open]
    n_ready, n_open = (sum(w for _, w in part) for part in (ready, still_open))
    counted = still_open if n_open > Fraction(5, 1000) * (n_ready + n_open) else []
    expected = [
        product_limit(
            [(Fraction(t), w) for t, w in ready],
            [(Fraction(t), w) for t, w in counted],
            Fraction(percent, 100),
        )
        for percent in LEVELS
    ]
    assert quantiles(ready, still_open) == pytest.approx(expected, nan_ok=True, abs=0)


@pytest.mark.parametrize("seed", range(10))
def test_where_nothing_is_open_it_is_the_plain_quantile(seed: int) -> None:
    """The ceil(n p)-th smallest of n dossiers, those handed in together one by one."""
    rng = np.random.default_rng(seed)
    n = int(rng.integers(1, 300))
    rows = zip(rng.integers(0, 1000, n).tolist(), rng.integers(1, 5, n).tolist(), strict=True)
    ready: Weighed = list(rows)
    one_by_one = sorted(time for time, weight in ready for _ in range(weight))
    expected = [one_by_one[ceil(Fraction(len(one_by_one) * p, 100)) - 1] for p in LEVELS]
    assert quantiles(ready, []) == expected


def test_the_tally_tells_them_in_working_days() -> None:
    """Three ready after 1, 2 and 3 days; then two that are open count for the median."""
    filed = at(1, "08:00")
    ready = [done(filed, at(1 + day, "08:00")) for day in (1, 2, 3)]
    plain = measure(ready)
    column = COLUMN["turnaround_p50"]
    assert plain.value[0, column] == 2
    assert plain.count[0, column] == 3
    late = measure([*ready, Dossier(filed=filed, unit=0, n=2)])
    assert late.value[0, column] == 3
    assert late.count[0, column] == 3
    assert isnan(late.value[0, COLUMN["turnaround_p90"]])
    lost = measure([*ready, Dossier(filed=filed, unit=0, n=2, ending=2)])  # type: ignore[arg-type]
    assert lost.value[0, column] == 2
