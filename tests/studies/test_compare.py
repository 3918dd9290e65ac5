"""Comparisons: like with like, paired by replication, and honest about extremes."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from sim.errors import UsageError
from sim.model import scenario_file
from sim.model import system as systems
from sim.studies.compare import compare, differences, gains_and_losses, like
from sim.studies.experiment import Run, Settings
from sim.studies.long_form import summary
from sim.studies.parallel import Threads
from tests.studies.offices import Record, office

FEW = Settings(replications=5, executor=Threads(1))


def desks(**counts: int) -> dict[str, object]:
    """Sites that differ in their number of officers only."""
    return {
        name: {"officers": [{"count": count}], "arrivals": {"file": {"per_hour": 6}}}
        for name, count in counts.items()
    }


def two_runs() -> list[Run]:
    """Three sites before and after: one gains an officer, one loses one, one stays."""
    before, after = office(sites=desks(a=1, b=2, c=2)), office(sites=desks(a=2, b=1, c=2))
    return compare([("before", before), ("after", after)], FEW, Record())


@pytest.mark.jit
def test_what_is_the_same_differs_by_nothing() -> None:
    """Common random numbers: a site that does not change has a difference of exactly 0."""
    rows = differences(two_runs()).set_index(["scope_type", "scope", "kpi"])
    same = rows.loc["site", "c", "wait_mean"]
    assert (same["mean"], same["ci_low"], same["ci_high"]) == (0.0, 0.0, 0.0)
    assert rows.loc["site", "a", "wait_mean"]["ci_high"] < 0
    assert rows.loc["site", "b", "wait_mean"]["ci_low"] > 0
    assert set(rows["against"]) == {"before"}


@pytest.mark.jit
def test_a_difference_is_the_difference_of_the_means() -> None:
    """For ratios too; the interval is narrower than unpaired ones would make it."""
    runs = two_runs()
    key = ["scope_type", "scope", "kpi"]
    before, after = (summary(each).set_index(key) for each in runs)
    rows = differences(runs).set_index(key)
    place = ("network", "all", "wait_mean")
    expected = after.loc[place, "mean"] - before.loc[place, "mean"]
    assert rows.loc[place, "mean"] == pytest.approx(expected)


def test_the_sites_that_change_most_are_named() -> None:
    """Gains come first, then losses; a site that stays is neither."""
    rows = gains_and_losses(two_runs(), most=2)
    assert list(zip(rows.site, rows.side, strict=True)) == [("a", "gain"), ("b", "lose")]
    served = gains_and_losses(two_runs(), kpi="within_target_share", most=1)
    assert list(zip(served.site, served.side, strict=True)) == [("a", "gain"), ("b", "lose")]


def test_every_scenario_is_put_on_the_comparison_period() -> None:
    """The first one's comparison period and leads hold for all, unless told otherwise."""
    base = office(comparison={"start": "2025-02-03", "days": 4}, warm_up={"days": 2})
    later = office(period={"start": "2026-03-02", "days": 9})
    aligned = like(later, base)
    assert (aligned.period.first, aligned.period.length) == (date(2025, 2, 3), 4)
    runs = compare([("base", base), ("later", later)], FEW, Record())
    assert {each.system.first_day for each in runs} == {date(2025, 2, 1)}
    own = compare([("base", base), ("later", later)], FEW, Record(), own_periods=True)
    assert [each.system.first_day for each in own] == [date(2025, 3, 1), date(2026, 3, 2)]


def test_working_days_of_a_lead_are_counted_from_the_comparison_period() -> None:
    """Before Tết takes more dates than the same number before the base's own period."""
    text = """
        name: base
        period: {start: 2025-03-31, days: 5}
        comparison: {start: 2025-02-10, days: 5}
        warm_up: {working_days: 10}
        run_out: {working_days: 1}
        calendar: {holidays: VN}
        procedures: {file: {counter_time: 8}}
        sites: {desk: {officers: [{count: 1}], arrivals: {file: {per_hour: 3}}}}
    """
    base = scenario_file.loads(text)
    other = scenario_file.loads(text, sets=["calendar.holidays=none", "warm_up={days: 2}"])
    assert systems.build(base).first_day == date(2025, 3, 17)
    for scenario in (base, other):
        # Five of the ten are in the week after Tết, the other five in the week before it.
        system = systems.build(like(scenario, base))
        assert system.first_day == date(2025, 1, 20)
        assert system.n_days == 21 + 5 + 3


def test_seeds_are_those_of_the_first() -> None:
    """Otherwise scenarios would differ by chance."""
    runs = compare([("a", office()), ("b", office(seed=99))], FEW, Record())
    assert [each.seed for each in runs] == [7, 7]
    assert np.array_equal(
        runs[0].tallies[0].numerator, runs[1].tallies[0].numerator, equal_nan=True
    )


def test_an_interrupt_keeps_the_scenarios_that_were_begun() -> None:
    """Differences are over the replications that both have."""
    runs = compare([("a", office()), ("b", office())], FEW, Record(stop_after=7))
    assert [each.replications for each in runs] == [(0, 1, 2, 3, 4), (0, 1)]
    assert runs[1].interrupted
    assert set(differences(runs).replications) == {2}


def test_an_interrupt_between_scenarios_keeps_the_first() -> None:
    """A second scenario without a replication is left out, and there are no differences."""
    runs = compare([("a", office()), ("b", office())], FEW, Record(stop_after=5))
    assert [each.label for each in runs] == ["a"]
    assert runs[0].interrupted
    assert differences(runs).empty


def test_an_interrupt_before_anything_goes_on() -> None:
    """With nothing to keep there is no comparison."""
    with pytest.raises(KeyboardInterrupt):
        compare([("a", office())], FEW, Record(stop_after=0))


def test_names_must_differ() -> None:
    """Results are told apart by name."""
    with pytest.raises(UsageError, match="the same name: a, a"):
        compare([("a", office()), ("a", office())], FEW, Record())


def test_costs_are_compared_in_one_currency() -> None:
    """A difference between two would be no amount of anything."""
    pair = [(name, office(cost={"currency": name})) for name in ("VND", "USD")]
    with pytest.raises(UsageError, match="costs in USD and VND cannot be compared"):
        compare(pair, FEW, Record())
    compare([("a", office()), pair[0]], FEW, Record())
