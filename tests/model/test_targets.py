"""Targets: the lines that people write, and the limits that they mean."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from sim.model import rules
from sim.model.scenario_file import load
from sim.model.targets import Goal, Target, parse_goal
from tests.studies.offices import office


def goal(measure: str, limit: float, **more: float) -> Goal:
    return Goal(measure=measure, limit=limit, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("line", "expected", "written"),
    [
        ("within 20 min >= 90%", goal("within", 0.9, minutes=20.0), None),
        ("  Within  90 s  \N{GREATER-THAN OR EQUAL TO}  0.9", goal("within", 0.9, minutes=1.5),
         "within 1.5 min >= 90%"),
        ("within 20>=90 %", goal("within", 0.9, minutes=20.0), "within 20 min >= 90%"),
        ("p90 wait <= 0.5 h", goal("percentile", 30.0, percent=90.0), "p90 wait <= 30 min"),
        ("p99.5 wait <= 30", goal("percentile", 30.0, percent=99.5), "p99.5 wait <= 30 min"),
        ("mean wait <= 10 min", goal("mean", 10.0), None),
        ("abandoned <= 3%", goal("abandoned", 0.03), None),
        ("utilisation \N{LESS-THAN OR EQUAL TO} 85%", goal("utilisation", 0.85),
         "utilisation <= 85%"),
        ("on time >= 95%", goal("on_time", 0.95), None),
        ("abandoned <= 0", goal("abandoned", 0.0), "abandoned <= 0%"),
    ],
)  # fmt: skip
def test_a_line_says_a_goal(line: str, expected: Goal, written: str | None) -> None:
    """In any case and spacing, with units or without; it is written in one way."""
    assert parse_goal(line) == expected
    assert str(expected) == (written or line)
    assert parse_goal(expected) is expected


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        (90, "a target is written as"),
        ("soon >= 90%", "a target is written as"),
        ("within 20 min = 90%", "a target is written as"),
        ("within 20 min <= 90%", "within 20 min is kept >= a limit."),
        ("on time <= 90%", "on time is kept >= a limit."),
        ("mean wait >= 10 min", "mean wait is kept <= a limit."),
        ("abandoned >= 3%", "abandoned is kept <= a limit."),
        ("mean wait <= 10%", "mean wait is limited by minutes."),
        ("p90 wait <= 10%", "p90 wait is limited by minutes."),
        ("within 20 min >= 90 min", "within 20 min is limited by a share."),
        ("utilisation <= 85 h", "utilisation is limited by a share."),
        ("within 20 min >= 90", "a share is a number from 0 to 1"),
        ("within 20 min >= 120%", "a share is a number from 0 to 1"),
        ("within 1.2.3 min >= 90%", "a duration is a number of minutes"),
        ("mean wait <= 1.2.3", "1.2.3 is no number."),
        ("mean wait <= 0 min", "a wait is limited to more than 0 min."),
        ("p0 wait <= 10 min", "a percentile lies between 0 and 100"),
        ("p100 wait <= 10 min", "a percentile lies between 0 and 100"),
    ],
)
def test_a_line_that_says_none_is_told_why(line: object, rule: str) -> None:
    """The first rule that it breaks."""
    with pytest.raises(ValueError, match="^" + rule):
        parse_goal(line)


SHARES = st.floats(0, 1)
MINUTES = st.floats(1e-9, 10_000_000)


@given(
    st.one_of(
        st.builds(Goal, measure=st.just("within"), limit=SHARES, minutes=MINUTES),
        st.builds(
            Goal,
            measure=st.just("percentile"),
            limit=MINUTES,
            percent=st.floats(1e-9, 100, exclude_max=True),
        ),
        st.builds(Goal, measure=st.just("mean"), limit=MINUTES),
        st.builds(Goal, measure=st.just("abandoned"), limit=SHARES),
    )
)
def test_what_is_written_is_read_as_the_same_goal(known: Goal) -> None:
    """To the last bit, so that a resolved scenario is the scenario."""
    assert parse_goal(str(known)) == known


def test_limits_and_what_is_near_to_them() -> None:
    """More is better within a time and on time, less elsewhere; a point, or 5 % of a wait."""
    share, wait = parse_goal("within 20 min >= 90%"), parse_goal("p90 wait <= 30 min")
    assert (share.at_least, wait.at_least) == (True, False)
    assert parse_goal("on time >= 95%").at_least
    assert [share.met(0.9), share.met(0.899), share.met(0.891, 0.01), share.met(0.96, -0.05)] == [
        True, False, True, True,
    ]  # fmt: skip
    assert [wait.met(30), wait.met(30.1), wait.met(31.5, 1.5), wait.met(29, -2)] == [
        True, False, True, False,
    ]  # fmt: skip
    assert (share.tolerance, wait.tolerance) == (0.01, 1.5)
    assert parse_goal("mean wait <= 10 min").tolerance == 0.5
    assert parse_goal("abandoned <= 3%").tolerance == 0.01


def test_a_target_is_a_line_or_a_map() -> None:
    """Of the day unless every interval is asked for."""
    line = Target.model_validate("within 20 min >= 90%")
    assert line == Target.model_validate({"goal": "within 20 min >= 90%"})
    assert line == Target.model_validate(parse_goal("within 20 min >= 90%"))
    assert (line.every, str(line)) == ("day", "within 20 min >= 90%")
    every = Target.model_validate({"goal": "abandoned <= 3%", "every": "interval"})
    assert str(every) == "abandoned <= 3%, every half-hour"
    for measure in ("utilisation <= 85%", "on time >= 95%"):
        with pytest.raises(ValidationError, match="is judged over the day: leave every out"):
            Target.model_validate({"goal": measure, "every": "interval"})


def test_whom_a_target_is_for() -> None:
    """All, or the tiers and the sites that it names."""
    every = Target.model_validate("abandoned <= 3%")
    some = Target.model_validate({"goal": "abandoned <= 3%", "tiers": ["branch"], "sites": ["x"]})
    assert every.applies_to("a", None)
    assert [some.applies_to(*of) for of in (("x", "point"), ("a", "branch"), ("a", None))] == [
        True, True, False,
    ]  # fmt: skip


def test_sites_and_tiers_of_a_target_exist() -> None:
    """A site that is not there is a fault, a tier without sites worth a warning."""
    target = {"goal": "abandoned <= 3%", "sites": ["desk", "dsek"], "tiers": ["branch"]}
    found = rules.problems(office(targets=["on time >= 95%", target]))
    assert [(str(each), each.warning) for each in found] == [
        ("targets[1].sites[1] = dsek: there is no site dsek. Did you mean desk?", False),
        ("targets[1].tiers[0] = branch: no site is a branch, so that this is said in vain.", True),
    ]


def test_shifts_are_scaled_with_the_staff() -> None:
    """By largest remainder; the count follows, and so it does where the shifts are replaced."""
    file = "tests/scenarios/valid/planned.yaml"

    def shifts(*sets: str) -> list[int]:
        (group,) = load(file, sets=sets).sites["office"].officers
        assert group.count == sum(shift.count for shift in group.shifts)
        return [shift.count for shift in group.shifts]

    assert shifts() == [2, 1]
    assert shifts("sites.office.staff=7") == [5, 2]
    assert shifts("sites.office.staff=1") == [1, 0]
    nobody = load(file, sets=["sites.office.staff=0"]).sites["office"].officers[0]
    assert nobody.size == 0


def test_most_staff_is_no_rule_for_a_plan() -> None:
    """A plan above it is no fault; one below the least is worth a warning."""
    file = "tests/scenarios/valid/planned.yaml"
    assert rules.problems(load(file, sets=["sites.office.staff=40"])) == []
    (warning,) = rules.problems(load(file, sets=["sites.office.staff=2"]))
    assert warning.warning
    assert load(file).policy["branch"].staff_at_most == 15


@pytest.mark.parametrize("value", [3, ["within 20 min >= 90%"], True])
def test_what_is_no_line_is_told_how_one_is_written(value: object) -> None:
    """A line will do, so that nobody is sent to write a map."""
    with pytest.raises(ValidationError, match=r"a target is written as \"within 20 min >= 90%\""):
        Target.model_validate(value)


@pytest.mark.parametrize("line", ["p\uff190 wait <= 30 min", "mean wait <= \u0663 min"])
def test_digits_are_those_that_messages_show(line: str) -> None:
    """Digits of other scripts are refused wherever they stand, not read here and refused there."""
    with pytest.raises(ValueError, match="a target is written as"):
        parse_goal(line)
