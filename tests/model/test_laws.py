"""How scenario files write laws, and what they are told when they write them wrongly."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from sim.model import laws

DURATION: TypeAdapter[laws.Law] = TypeAdapter(laws.DurationLaw)
DOSSIERS: TypeAdapter[laws.Law] = TypeAdapter(laws.DossiersLaw)

KNOWN = (
    "laws are exponential, lognormal, gamma, erlang, hyperexponential, triangular, uniform, "
    "fixed, empirical."
)


@pytest.mark.parametrize(
    ("written", "law"),
    [
        (10, laws.Fixed(value=10)),
        ("90 s", laws.Fixed(value=1.5)),
        ({"law": "fixed", "value": 10}, laws.Fixed(value=10)),
        ({"law": "exponential", "mean": "0.5 h"}, laws.Exponential(mean=30)),
        ({"law": "lognormal", "mean": 6, "cv": 0.6}, laws.Lognormal(mean=6, cv=0.6)),
        ({"law": "gamma", "mean": 13, "cv": 0.9}, laws.Gamma(mean=13, cv=0.9)),
        ({"law": "erlang", "k": 2, "mean": 13}, laws.Erlang(k=2, mean=13)),
        ({"law": "hyperexponential", "mean": 8, "cv": 1}, laws.Hyperexponential(mean=8, cv=1)),
        (
            {"law": "triangular", "low": 1, "mode": 2, "high": 4},
            laws.Triangular(low=1, mode=2, high=4),
        ),
        ({"law": "uniform", "low": 1, "high": 4}, laws.Uniform(low=1, high=4)),
        (
            {"law": "empirical", "values": [1, "90 s"], "weights": [1, 3]},
            laws.Empirical(values=(1, 1.5), weights=(1, 3)),
        ),
    ],
)
def test_duration_laws_are_read(written: Any, law: laws.Law) -> None:
    """Each law is read from its map, and its dump is read back as the same law."""
    read = DURATION.validate_python(written)
    assert read == law
    assert next(iter(read.model_dump())) == "law"
    assert DURATION.validate_python(read.model_dump()) == law
    assert DURATION.validate_python(law) is law


@pytest.mark.parametrize(
    ("written", "law"),
    [
        (2, laws.FixedNumber(value=2)),
        ({"law": "fixed", "value": 2}, laws.FixedNumber(value=2)),
        (
            {"law": "geometric", "mean": 11, "share": "3%"},
            laws.Geometric(mean=11, share=0.03),
        ),
        ({"law": "empirical", "values": [1, 5]}, laws.EmpiricalNumber(values=(1, 5))),
    ],
)
def test_laws_of_numbers_are_read(written: Any, law: laws.Law) -> None:
    """Each law of a number of dossiers is read from its map, and its dump read back."""
    assert DOSSIERS.validate_python(written) == law
    assert DOSSIERS.validate_python(law.model_dump()) == law


@pytest.mark.parametrize(
    ("written", "place", "message"),
    [
        ({"law": "lognomal"}, (), f"the law lognomal is not known here; {KNOWN} Did you mean "),
        ({"law": [1]}, (), f"the law [1] is not known here; {KNOWN}"),
        ({"mean": 3}, (), f"a number or a map with a law is needed here; {KNOWN}"),
        (True, (), f"a number or a map with a law is needed here; {KNOWN}"),
        (None, (), f"a number or a map with a law is needed here; {KNOWN}"),
        ("soon", ("fixed", "value"), "a duration is a number of minutes, or has a unit"),
        (
            {"law": "exponential", "mean": 0},
            ("exponential", "mean"),
            "the mean of a law is a duration of more than 0.",
        ),
        (
            {"law": "gamma", "mean": 1, "cv": 0},
            ("gamma", "cv"),
            "the coefficient of variation is more than 0; without it, use law: fixed.",
        ),
        (
            {"law": "hyperexponential", "mean": 1, "cv": 0.5},
            ("hyperexponential",),
            "a hyperexponential law has a cv of 1 or more; below, use gamma.",
        ),
        (
            {"law": "erlang", "mean": 1, "k": 1.5},
            ("erlang", "k"),
            "a whole number from 1 is needed here.",
        ),
        (
            {"law": "triangular", "low": 3, "mode": 2, "high": 4},
            ("triangular",),
            "a triangular law needs low <= mode <= high, and low below high.",
        ),
        (
            {"law": "triangular", "low": 3, "mode": 3, "high": 3},
            ("triangular",),
            "a triangular law needs low <= mode <= high, and low below high.",
        ),
        (
            {"law": "uniform", "low": 3, "high": 3},
            ("uniform",),
            "a uniform law needs low below high.",
        ),
        (
            {"law": "empirical", "values": [1, 2], "weights": [1]},
            ("empirical",),
            "an empirical law needs one weight for each value: there are 1 weights for 2 values.",
        ),
        (
            {"law": "empirical", "values": [1, 2], "weights": [0, 0]},
            ("empirical",),
            "the weights of an empirical law add up to more than 0.",
        ),
    ],
)
def test_wrong_laws_are_refused_with_a_sentence(
    written: Any, place: tuple[str, ...], message: str
) -> None:
    """Each mistake is told at its place, with the rule that it breaks."""
    with pytest.raises(ValidationError) as caught:
        DURATION.validate_python(written)
    (error,) = caught.value.errors()
    assert error["loc"] == place
    assert message in error["msg"]


@pytest.mark.parametrize(
    ("written", "message"),
    [
        (2.5, "a whole number from 1 is needed here."),
        (0, "a whole number from 1 is needed here."),
        ("2 h", "a number or a map with a law is needed here; laws are geometric, fixed, "),
        ({"law": "gamma"}, "the law gamma is not known here; laws are geometric, fixed, "),
        ({"law": "geometric", "mean": 0.5}, "the mean of a geometric law (whole numbers from 1)"),
        ({"law": "empirical", "values": [1, 2.5]}, "a whole number from 1 is needed here."),
    ],
)
def test_wrong_numbers_of_dossiers_are_refused(written: Any, message: str) -> None:
    """A number of dossiers is whole, at least 1, and has no unit."""
    with pytest.raises(ValidationError, match=r".*") as caught:
        DOSSIERS.validate_python(written)
    assert message in caught.value.errors()[0]["msg"]


def test_the_schema_takes_bare_numbers_and_csv_columns() -> None:
    """Editors accept a bare number, and either values or a CSV column for an empirical law."""
    schema = DURATION.json_schema()
    assert [option.get("type") for option in schema["anyOf"]] == ["number", "string", None]
    empirical = schema["$defs"]["Empirical"]
    assert {"csv", "column", "values", "weights"} < set(empirical["properties"])
    assert empirical["required"] == ["law"]
    assert empirical["anyOf"] == [{"required": ["values"]}, {"required": ["csv", "column"]}]
    assert schema["$defs"]["Gamma"]["required"] == ["law", "mean", "cv"]
