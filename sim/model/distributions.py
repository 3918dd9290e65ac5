"""Probability laws of durations [min] and of small whole numbers.

Every law is a frozen value with three questions: `expectation()`, `variation()` (the coefficient
of variation) and `ppf(u)`, its quantile function. Sampling is by inversion, one uniform number a
draw, so a changed parameter moves each draw the same way and scenarios stay comparable.
"""

from __future__ import annotations

import math
from abc import abstractmethod
from typing import Annotated, Any, Literal, Self

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema, model_validator
from typing_extensions import override

from sim.model.fields import Amount, Minutes, Share
from sim.model.words import LARGEST, parse_cv, parse_mean_number, parse_minutes, parse_number
from sim.said import Said

Floats = NDArray[np.float64]


def _mean(value: Any) -> float:
    if (minutes := parse_minutes(value)) <= 0:
        raise ValueError(Said("the mean of a law is a duration of more than 0."))
    return minutes


def _whole(value: Any) -> int:
    number = parse_number(value)
    if number > LARGEST:
        raise ValueError(Said("a whole number from 1 to {most:,} is needed here.", most=LARGEST))
    if number < 1 or number != int(number):
        raise ValueError(Said("a whole number from 1 is needed here."))
    return int(number)


DURATION_WORD = {"type": "string", "pattern": r"^[0-9]+(?:\.[0-9]+)? ?(ms|s|min|h)$"}
"""The JSON Schema of a duration with a unit."""

Mean = Annotated[
    float, BeforeValidator(_mean),
    WithJsonSchema(
        {
            "anyOf": [{"type": "number", "exclusiveMinimum": 0}, DURATION_WORD],
            "description": "mean duration [min], or with a unit",
        }
    ),
]  # fmt: skip
"""A mean duration [min], more than zero."""

Cv = Annotated[
    float, BeforeValidator(parse_cv),
    WithJsonSchema(
        {"type": "number", "exclusiveMinimum": 0, "description": "standard deviation / mean"}
    ),
]  # fmt: skip
"""A coefficient of variation, more than zero."""

Whole = Annotated[int, BeforeValidator(_whole), WithJsonSchema({"type": "integer", "minimum": 1})]
"""A whole number from 1."""


def _law_is_required(schema: dict[str, Any]) -> None:
    """In a file a law is always named; only in Python its class says enough."""
    schema["required"] = ["law", *schema.get("required", [])]


class Law(BaseModel):
    """What every law can be asked."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        allow_inf_nan=False,
        use_attribute_docstrings=True,
        json_schema_extra=_law_is_required,
    )

    law: str

    @abstractmethod
    def expectation(self) -> float:
        """The mean, in the unit of the law's parameters."""

    @abstractmethod
    def variation(self) -> float:
        """The coefficient of variation: standard deviation over mean."""

    @abstractmethod
    def ppf(self, u: Floats) -> Floats:
        """The quantiles at `u`, of the same shape; `u` lies in [0, 1)."""


class ByMean(Law):
    """A law that is told by its mean."""

    mean: Mean

    @override
    def expectation(self) -> float:
        return self.mean


class ByMeanAndCv(ByMean):
    """A law that is told by its mean and coefficient of variation."""

    cv: Cv

    @override
    def variation(self) -> float:
        return self.cv


class Exponential(ByMean):
    """Exponential: no memory, cv 1."""

    law: Literal["exponential"] = "exponential"

    @override
    def variation(self) -> float:
        return 1.0

    @override
    def ppf(self, u: Floats) -> Floats:
        return -self.mean * np.log1p(-u)


class Lognormal(ByMeanAndCv):
    """Lognormal, told by its own mean and cv rather than by those of its logarithm."""

    law: Literal["lognormal"] = "lognormal"

    @override
    def ppf(self, u: Floats) -> Floats:
        from scipy.special import ndtri

        variance = math.log1p(self.cv**2)
        return np.exp(math.log(self.mean) - variance / 2 + math.sqrt(variance) * ndtri(u))


class Gamma(ByMeanAndCv):
    """Gamma with shape 1 / cv²."""

    law: Literal["gamma"] = "gamma"

    @override
    def ppf(self, u: Floats) -> Floats:
        from scipy.special import gammaincinv

        shape = self.cv**-2
        return np.asarray(gammaincinv(shape, u) * (self.mean / shape))


class Erlang(ByMean):
    """The sum of `k` equal exponential phases."""

    law: Literal["erlang"] = "erlang"
    k: Whole
    """Number of phases."""

    @override
    def variation(self) -> float:
        return 1 / math.sqrt(self.k)

    @override
    def ppf(self, u: Floats) -> Floats:
        from scipy.special import gammaincinv

        return np.asarray(gammaincinv(self.k, u) * (self.mean / self.k))


class Hyperexponential(ByMeanAndCv):
    """Two exponentials with balanced means: either branch carries half of the mean."""

    law: Literal["hyperexponential"] = "hyperexponential"

    @model_validator(mode="after")
    def _spread(self) -> Self:
        if self.cv < 1:
            rule = Said("a hyperexponential law has a cv of 1 or more; below, use gamma.")
            raise ValueError(rule)
        return self

    @override
    def ppf(self, u: Floats) -> Floats:
        """Newton's method on the logarithm of the survival function.

        That function is convex and falling, so that from a start at or left of the root the
        steps approach it from one side and cannot overshoot. The start is the larger of the
        two bounds p_i exp(-rate_i x) <= S(x).
        """
        lean = math.sqrt((self.cv**2 - 1) / (self.cv**2 + 1))
        p_fast, p_slow = (1 + lean) / 2, (1 - lean) / 2
        fast, slow = 2 * p_fast / self.mean, 2 * p_slow / self.mean
        target = np.log1p(-np.asarray(u, dtype=np.float64))
        x = np.maximum((math.log(p_fast) - target) / fast, (math.log(p_slow) - target) / slow)
        x = np.maximum(x, 0.0)
        for _ in range(100):
            weight_fast = p_fast * np.exp((slow - fast) * x)
            survival = np.log(p_slow + weight_fast) - slow * x
            hazard = (slow * p_slow + fast * weight_fast) / (p_slow + weight_fast)
            step = np.maximum((survival - target) / hazard, 0.0)
            x = x + step
            if np.all(step <= 1e-13 * self.mean):
                break
        return x


class Triangular(Law):
    """Triangular between `low` and `high`, likeliest at `mode`."""

    law: Literal["triangular"] = "triangular"
    low: Minutes
    mode: Minutes
    high: Minutes

    @model_validator(mode="after")
    def _order(self) -> Self:
        if not (self.low <= self.mode <= self.high and self.low < self.high):
            rule = Said("a triangular law needs low <= mode <= high, and low below high.")
            raise ValueError(rule)
        return self

    @override
    def expectation(self) -> float:
        return (self.low + self.mode + self.high) / 3

    @override
    def variation(self) -> float:
        a, c, b = self.low, self.mode, self.high
        return math.sqrt((a * a + b * b + c * c - a * b - a * c - b * c) / 18) / self.expectation()

    @override
    def ppf(self, u: Floats) -> Floats:
        a, c, b = self.low, self.mode, self.high
        rising = a + np.sqrt(u * (b - a) * (c - a))
        falling = b - np.sqrt((1 - u) * (b - a) * (b - c))
        return np.where(u < (c - a) / (b - a), rising, falling)


class Uniform(Law):
    """Uniform between `low` and `high`."""

    law: Literal["uniform"] = "uniform"
    low: Minutes
    high: Minutes

    @model_validator(mode="after")
    def _order(self) -> Self:
        if self.low >= self.high:
            raise ValueError(Said("a uniform law needs low below high."))
        return self

    @override
    def expectation(self) -> float:
        return (self.low + self.high) / 2

    @override
    def variation(self) -> float:
        return (self.high - self.low) / math.sqrt(12) / self.expectation()

    @override
    def ppf(self, u: Floats) -> Floats:
        return self.low + (self.high - self.low) * u


class Fixed(Law):
    """Always the same value."""

    law: Literal["fixed"] = "fixed"
    value: Minutes
    """What it always is [min]."""

    @override
    def expectation(self) -> float:
        return float(self.value)

    @override
    def variation(self) -> float:
        return 0.0

    @override
    def ppf(self, u: Floats) -> Floats:
        return np.full(np.shape(u), float(self.value))


def _csv_in_schema(schema: dict[str, Any]) -> None:
    """Let editors accept `csv` and `column` too, which the scenario file turns into values."""
    schema["properties"] |= {
        "csv": {"type": "string", "description": "a CSV file below the scenario's root"},
        "column": {"type": "string", "description": "its column of values"},
    }
    schema["required"] = ["law"]
    schema["anyOf"] = [{"required": ["values"]}, {"required": ["csv", "column"]}]


class Empirical(Law):
    """Observed values with weights (equal unless given), or the column of a CSV file."""

    model_config = ConfigDict(json_schema_extra=_csv_in_schema)

    law: Literal["empirical"] = "empirical"
    values: tuple[Minutes, ...] = Field(min_length=1)
    """What was observed [min]."""
    weights: tuple[Amount, ...] | None = None
    """How often each was; equal unless given."""

    @model_validator(mode="after")
    def _match(self) -> Self:
        if self.weights is None:
            return self
        if len(self.weights) != len(self.values):
            rule = Said(
                "an empirical law needs one weight for each value: there are {weights} weights "
                "for {values} values.", weights=len(self.weights), values=len(self.values),
            )  # fmt: skip
            raise ValueError(rule)
        if sum(self.weights) <= 0:
            raise ValueError(Said("the weights of an empirical law add up to more than 0."))
        return self

    def _shares(self) -> Floats:
        weights = np.ones(len(self.values)) if self.weights is None else np.asarray(self.weights)
        return np.asarray(weights / weights.sum(), dtype=np.float64)

    @override
    def expectation(self) -> float:
        return float(self._shares() @ np.asarray(self.values))

    @override
    def variation(self) -> float:
        mean = self.expectation()
        variance = float(self._shares() @ (np.asarray(self.values) - mean) ** 2)
        return math.sqrt(variance) / mean if mean else 0.0

    @override
    def ppf(self, u: Floats) -> Floats:
        """Value i for u in [F_(i-1), F_i), so that values without weight never come."""
        order = np.argsort(self.values, kind="stable")
        values = np.asarray(self.values, dtype=np.float64)[order]
        shares = self._shares()[order]
        values, shares = values[shares > 0], shares[shares > 0]
        return values[np.searchsorted(np.cumsum(shares)[:-1], u, side="right")]


class FixedNumber(Fixed):
    """Always the same whole number."""

    value: Whole
    """What it always is."""


class EmpiricalNumber(Empirical):
    """Observed whole numbers with weights."""

    values: tuple[Whole, ...] = Field(min_length=1)
    """What was observed."""


class Geometric(Law):
    """Whole numbers from 1 with a geometric law, for a share; the others are 1.

    `{mean: 11, share: 0.03}` says: 3 % carry 11 on average, all others one; the mean is 1.3.
    """

    law: Literal["geometric"] = "geometric"
    mean: Annotated[float, BeforeValidator(parse_mean_number)]
    """Mean of those with the geometric law."""
    share: Share = 1.0

    @model_validator(mode="after")
    def _at_least_one(self) -> Self:
        if self.mean < 1:
            rule = Said("the mean of a geometric law (whole numbers from 1) is 1 or more.")
            raise ValueError(rule)
        return self

    @override
    def expectation(self) -> float:
        return 1 + self.share * (self.mean - 1)

    @override
    def variation(self) -> float:
        # E[(N - 1)²] = (m - 1)(2m - 1) for a geometric N of mean m.
        excess, square = self.mean - 1, (self.mean - 1) * (2 * self.mean - 1)
        return math.sqrt(self.share * square - (self.share * excess) ** 2) / self.expectation()

    @override
    def ppf(self, u: Floats) -> Floats:
        """The least n from 1 on with share · q^n <= 1 - u, where q = 1 - 1 / mean."""
        u = np.asarray(u, dtype=np.float64)
        if self.mean == 1 or self.share == 0:
            return np.ones(u.shape)
        beyond = (np.log1p(-u) - math.log(self.share)) / math.log1p(-1 / self.mean)
        return np.maximum(np.ceil(beyond), 1.0)
