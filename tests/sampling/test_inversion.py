"""Each law as compiled loops draw it, against its quantile function."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.special import ndtri

from sim.model.laws import (
    Empirical,
    EmpiricalNumber,
    Erlang,
    Exponential,
    Fixed,
    FixedNumber,
    Gamma,
    Geometric,
    Hyperexponential,
    Law,
    Lognormal,
    Triangular,
    Uniform,
)
from sim.sampling.inversion import LawTable, draw, fill_draws, normal_quantile

LAWS: dict[str, Law] = {
    "exponential": Exponential(mean=8),
    "lognormal": Lognormal(mean=6, cv=0.6),
    "lognormal, wide": Lognormal(mean=6, cv=3),
    "gamma": Gamma(mean=13, cv=0.9),
    "gamma, narrow": Gamma(mean=1, cv=0.07),
    "gamma, wide": Gamma(mean=5, cv=2),
    "erlang": Erlang(k=3, mean=9),
    "hyperexponential": Hyperexponential(mean=10, cv=2),
    "hyperexponential that is exponential": Hyperexponential(mean=10, cv=1),
    "triangular": Triangular(low=2, mode=4, high=20),
    "triangular, rising": Triangular(low=2, mode=20, high=20),
    "triangular, falling": Triangular(low=2, mode=2, high=20),
    "uniform": Uniform(low=4, high=10),
    "fixed": Fixed(value=10),
    "empirical": Empirical(values=(9, 3, 5, 3, 40), weights=(1, 4, 0, 2, 3)),
    "empirical, even": Empirical(values=(1, 2, 8)),
    "number": FixedNumber(value=3),
    "numbers": EmpiricalNumber(values=(1, 2, 5), weights=(7, 2, 1)),
    "geometric": Geometric(mean=11, share=0.03),
    "geometric, all": Geometric(mean=2.5),
    "geometric of one": Geometric(mean=1),
    "geometric of nobody": Geometric(mean=9, share=0),
}
NAMES = pytest.mark.parametrize("name", LAWS)


def drawn(law: Law, u: NDArray[np.float64], *, among: tuple[Law, ...] = ()) -> NDArray[np.float64]:
    """The law's draws at `u`, out of a table that holds other laws before and after it."""
    table = LawTable.of([*among, law, *among])
    out = np.empty((1, len(u)))
    fill_draws(u[None], np.array([len(among)]), *table.arrays(), out)
    return out[0]


def agree(found: NDArray[np.float64], expected: NDArray[np.float64], mean: float) -> bool:
    """Within 1e-4 of the value, or where that is next to nothing, within 1e-7 of the mean."""
    return bool((np.abs(found - expected) <= 1e-4 * np.abs(expected) + 1e-7 * mean).all())


def even(n: int) -> NDArray[np.float64]:
    """The middles of n equal steps."""
    return (np.arange(n) + 0.5) / n


@NAMES
def test_a_draw_is_the_quantile(name: str) -> None:
    """At a hundred places, the far tails among them, whatever other laws are in the table."""
    law, others = LAWS[name], (LAWS["gamma"], LAWS["empirical"], LAWS["uniform"])
    u = np.concatenate([[2.0**-53, 1e-12, 1e-6, 1e-3], even(92), [0.999, 1 - 1e-6, 1 - 1e-9]])
    assert agree(drawn(law, u, among=others), law.ppf(u), law.expectation())


@pytest.mark.jit
@NAMES
def test_draws_rise_with_the_uniform_number(name: str) -> None:
    """So a draw is never shuffled against its like in another scenario."""
    law = LAWS[name]
    tails = np.geomspace(2.0**-53, 1e-4, 2000)
    u = np.unique(np.concatenate([tails, even(100_000), 1 - tails]))
    found = drawn(law, u)
    assert (np.diff(found) >= 0).all()
    assert agree(found[1:-2000], law.ppf(u[1:-2000]), law.expectation())


@pytest.mark.jit
@NAMES
def test_means_and_variation(name: str) -> None:
    """Two moments of the draws, over a fine grid whose last step is cut finer again."""
    law = LAWS[name]
    n = 20_000
    # Steps of equal weight, the outer ones cut up geometrically towards 0 and 1.
    cuts = np.concatenate([np.geomspace(1e-12, 1 / n, 3000)[:-1], np.arange(1, n) / n])
    edges = np.concatenate([[0.0], cuts, (1 - cuts[:3000])[::-1], [1.0]])
    edges = np.unique(edges)
    u, weight = (edges[1:] + edges[:-1]) / 2, np.diff(edges)
    found = drawn(law, u)
    mean = weight @ found
    assert mean == pytest.approx(law.expectation(), rel=2e-4)
    spread = np.sqrt(weight @ (found - mean) ** 2) / mean
    assert spread == pytest.approx(law.variation(), rel=2e-3, abs=1e-9)


def test_a_longer_mean_makes_every_draw_longer() -> None:
    """The reason for inversion: parameters move each draw the same way."""
    u = even(60)
    for short, long in (
        (Lognormal(mean=6, cv=0.6), Lognormal(mean=7, cv=0.6)),
        (Gamma(mean=6, cv=0.9), Gamma(mean=6.1, cv=0.9)),
        (Exponential(mean=6), Exponential(mean=6.1)),
        (Hyperexponential(mean=6, cv=2), Hyperexponential(mean=6.1, cv=2)),
    ):
        assert (drawn(short, u) < drawn(long, u)).all()


@pytest.mark.parametrize(
    ("u", "expected"),
    [(0.05, 3), (0.59, 3), (0.61, 9), (0.69, 9), (0.71, 40), (0.999, 40)],
)
def test_observed_values_come_by_their_weights(u: float, expected: float) -> None:
    """6, 1 and 3 of 10; a value without weight never."""
    table = LawTable.of([LAWS["empirical"]])
    assert draw(u, 0, *table.arrays()) == expected


def test_geometric_shares_by_hand() -> None:
    """97 of 100 bring one; of the rest a share of 1/11 brings one too."""
    u = np.array([0.9699, 0.97 + 0.03 / 11 - 1e-9, 0.97 + 0.03 / 11 + 1e-9])
    assert drawn(LAWS["geometric"], u).tolist() == [1, 1, 2]


def test_the_normal_quantile() -> None:
    """In the middle, in the tails, and in the far tails, on both sides."""
    p = np.array([1e-300, 1e-20, 2.0**-53, 1e-9, 0.01, 0.07, 0.2, 0.5, 0.7, 0.95, 1 - 1e-9])
    found = np.array([normal_quantile(float(each)) for each in p])
    assert np.allclose(found, ndtri(p), rtol=1e-14, atol=1e-16)
    assert normal_quantile(0.5) == 0


def test_no_laws_make_an_empty_table() -> None:
    """Nothing to draw, nothing wrong."""
    assert LawTable.of([]).parameter.shape == (0, 3)
