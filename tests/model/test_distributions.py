"""Laws: their moments, their quantiles, and that a draw moves with the parameters."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from sim.model.distributions import (
    Empirical,
    Erlang,
    Exponential,
    Fixed,
    Gamma,
    Geometric,
    Hyperexponential,
    Law,
    Lognormal,
    Triangular,
    Uniform,
)

LAWS = [
    Exponential(mean=8),
    Lognormal(mean=6, cv=0.6),
    Lognormal(mean=240, cv=1.5),
    Gamma(mean=13, cv=0.9),
    Gamma(mean=5, cv=1.4),
    Erlang(k=3, mean=9),
    Hyperexponential(mean=8, cv=1),
    Hyperexponential(mean=8, cv=2),
    Triangular(low=2, mode=3, high=10),
    Triangular(low=2, mode=2, high=10),
    Triangular(low=2, mode=10, high=10),
    Uniform(low=1, high=4),
    Fixed(value=7),
    Empirical(values=(3, 1, 10), weights=(1, 2, 1)),
    Geometric(mean=4),
    Geometric(mean=11, share=0.03),
]
MIDPOINTS = (np.arange(1_000_000) + 0.5) / 1_000_000


@pytest.mark.parametrize("law", LAWS, ids=repr)
def test_moments_are_those_of_the_quantile_function(law: Law) -> None:
    """The mean and cv that a law states are those of its quantiles, integrated over u."""
    quantiles = law.ppf(MIDPOINTS)
    mean = quantiles.mean()
    assert mean == pytest.approx(law.expectation(), rel=2e-4)
    assert quantiles.std() / mean == pytest.approx(law.variation(), rel=1e-2, abs=1e-12)


@pytest.mark.parametrize("law", LAWS, ids=repr)
def test_quantiles_rise_with_u(law: Law) -> None:
    """A larger uniform number never gives a smaller draw, from 0 up to the last float below 1."""
    u = np.concatenate([[0.0, 2.0**-53], np.linspace(1e-6, 1 - 1e-6, 9_973), [1 - 2.0**-53]])
    quantiles = law.ppf(u)
    assert quantiles.shape == u.shape
    assert np.all(np.isfinite(quantiles))
    assert np.all(quantiles >= 0)
    assert np.all(np.diff(quantiles) >= -1e-9 * quantiles[:-1])


U = np.array([0.0, 0.01, 0.2, 0.5, 0.77, 0.999, 1 - 1e-9])


@pytest.mark.parametrize(
    ("law", "reference"),
    [
        (Exponential(mean=8), stats.expon(scale=8)),
        (
            Lognormal(mean=6, cv=0.6),
            stats.lognorm(s=np.log(1.36) ** 0.5, scale=6 / 1.36**0.5),
        ),
        (Gamma(mean=13, cv=0.9), stats.gamma(a=1 / 0.81, scale=13 * 0.81)),
        (Erlang(k=3, mean=9), stats.erlang(a=3, scale=3)),
        (Triangular(low=2, mode=3, high=10), stats.triang(c=1 / 8, loc=2, scale=8)),
        (Uniform(low=1, high=4), stats.uniform(loc=1, scale=3)),
    ],
    ids=lambda item: repr(item) if isinstance(item, Law) else "",
)
def test_quantiles_agree_with_scipy(law: Law, reference: stats.rv_frozen) -> None:
    """The quantiles are those of the same law in scipy.stats."""
    np.testing.assert_allclose(law.ppf(U), reference.ppf(U), rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("cv", [1.0, 1.5, 5.0, 50.0])
def test_hyperexponential_quantiles_solve_its_distribution_function(cv: float) -> None:
    """S(ppf(u)) = 1 - u, with the balanced-means branches written out."""
    law = Hyperexponential(mean=8, cv=cv)
    p = (1 + np.sqrt((cv**2 - 1) / (cv**2 + 1))) / 2
    x = law.ppf(U)
    survival = p * np.exp(-2 * p * x / 8) + (1 - p) * np.exp(-2 * (1 - p) * x / 8)
    np.testing.assert_allclose(survival, 1 - U, rtol=1e-9)


def test_hyperexponential_with_cv_one_is_exponential() -> None:
    """At cv 1 both branches are the same exponential."""
    np.testing.assert_allclose(
        Hyperexponential(mean=8, cv=1).ppf(U), Exponential(mean=8).ppf(U), rtol=1e-12, atol=1e-15
    )


@pytest.mark.parametrize(
    ("small", "large"),
    [
        (Exponential(mean=8), Exponential(mean=9)),
        (Lognormal(mean=6, cv=0.6), Lognormal(mean=6.5, cv=0.6)),
        (Gamma(mean=6, cv=0.6), Gamma(mean=6.5, cv=0.6)),
        (Erlang(k=2, mean=6), Erlang(k=2, mean=7)),
        (Hyperexponential(mean=6, cv=2), Hyperexponential(mean=7, cv=2)),
        (Geometric(mean=3, share=0.5), Geometric(mean=4, share=0.5)),
        (Geometric(mean=3, share=0.5), Geometric(mean=3, share=0.6)),
        (Fixed(value=3), Fixed(value=4)),
    ],
    ids=repr,
)
def test_each_draw_rises_with_the_mean(small: Law, large: Law) -> None:
    """With the same uniform number, a law with a larger mean never draws less."""
    assert np.all(large.ppf(MIDPOINTS[::97]) >= small.ppf(MIDPOINTS[::97]))


def test_geometric_numbers_are_whole_with_the_stated_probabilities() -> None:
    """Mean 2 halves each time; with share 0.5 three quarters carry one dossier."""
    u = np.array([0.0, 0.49, 0.51, 0.74, 0.76, 0.874, 0.876])
    assert Geometric(mean=2).ppf(u).tolist() == [1, 1, 2, 2, 3, 3, 4]
    assert Geometric(mean=2, share=0.5).ppf(u).tolist() == [1, 1, 1, 1, 2, 2, 3]
    assert Geometric(mean=1).ppf(u).tolist() == [1] * 7
    assert Geometric(mean=5, share=0).ppf(u).tolist() == [1] * 7


def test_empirical_draws_each_value_with_its_weight() -> None:
    """Values come in order of size, however they are listed; those without weight never."""
    law = Empirical(values=(10, 0, 5, 99), weights=(1, 0, 3, 0))
    assert law.ppf(np.array([0.0, 0.74, 0.76, 1 - 2.0**-53])).tolist() == [5, 5, 10, 10]
    assert Empirical(values=(4, 2)).ppf(np.array([0.0, 0.49, 0.5, 0.99])).tolist() == [2, 2, 4, 4]


def test_no_duration_at_all_does_not_vary() -> None:
    """A law whose mean is zero has cv 0 rather than a division by zero."""
    assert Fixed(value=0).variation() == 0
    assert Empirical(values=(0, 0)).variation() == 0
