"""Replications: the same whoever does them, kept when interrupted, as many as precision needs."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from sim.errors import UsageError
from sim.studies import experiment
from sim.studies.experiment import Run, Settings, further, run
from sim.studies.long_form import per_replication, summary
from sim.studies.parallel import Threads
from tests.studies.offices import Record, office

FEW = Settings(replications=4, executor=Threads(1))


def same(one: Run, other: Run) -> bool:
    """Whether two runs measured the same, to the bit."""
    names = ("numerator", "denominator", "value", "count")
    return one.replications == other.replications and all(
        np.array_equal(getattr(a, name), getattr(b, name), equal_nan=True)
        for a, b in zip(one.tallies, other.tallies, strict=True)
        for name in names
    )


def test_results_do_not_depend_on_workers_or_engine() -> None:
    """One thread, three threads and the reference engine give the same bits."""
    alone = run(office(), "a", FEW, Record())
    assert same(alone, run(office(), "a", replace(FEW, executor=Threads(3)), Record()))
    assert same(alone, run(office(), "a", replace(FEW, engine="reference"), Record()))
    assert not same(alone, run(office(), "a", replace(FEW, seed=8), Record()))


def test_a_replication_does_not_depend_on_how_many_there_are() -> None:
    """The first replications of a long run are those of a short one."""
    short = run(office(), "a", replace(FEW, replications=2), Record())
    longer = run(office(), "a", FEW, Record())
    assert same(short, replace(longer, tallies=longer.tallies[:2]))


def test_the_sink_is_told_of_everything() -> None:
    """Beginning, every replication once, and journals only when asked for."""
    sink = Record()
    run(office(), "a", replace(FEW, executor=Threads(2), journal=True), sink)
    assert sink.told[0] == ("begin", "a", 4)
    assert sorted(sink.told[1:]) == [("replication", "a", number) for number in range(4)]
    assert all(
        journal is not None and len(journal.visits) > 50 for journal in sink.journals.values()
    )
    quiet = Record()
    run(office(), "a", FEW, quiet)
    assert set(quiet.journals.values()) == {None}


def test_an_interrupt_keeps_what_was_finished() -> None:
    """What was done before Ctrl-C makes a run that says it was interrupted."""
    stopped = run(office(), "a", FEW, Record(stop_after=2))
    assert stopped.interrupted
    assert stopped.replications == (0, 1)
    assert not run(office(), "a", FEW, Record()).interrupted


@pytest.mark.parametrize("workers", [1, 2])
def test_an_interrupt_before_anything_is_finished_goes_on(workers: int) -> None:
    """With nothing to keep there is no run."""
    with pytest.raises(KeyboardInterrupt):
        run(office(), "a", replace(FEW, executor=Threads(workers)), Record(stop_after=0))


def test_further_replications_are_those_of_a_longer_run() -> None:
    """Those there are stay as they are; the sink is told how many there will be."""
    sink, digested = Record(), replace(FEW, digest=True)
    short = run(office(), "a", replace(digested, replications=2), sink)
    longer = further(short, 4, digested, sink)
    whole = run(office(), "a", digested, Record())
    assert same(longer, whole)
    assert longer.digests == whole.digests
    assert [*longer.tallies[:2]] == [*short.tallies]
    assert ("extend", "a", 4) in sink.told
    assert not longer.interrupted


def test_an_interrupt_of_further_ones_keeps_what_was_finished() -> None:
    short = run(office(), "a", replace(FEW, replications=1), Record())
    stopped = further(short, 4, FEW, Record(stop_after=2))
    assert stopped.interrupted
    assert stopped.replications == (0, 1, 2)


def test_precision_adds_replications_until_it_is_met() -> None:
    """Half as many again each time, and the run says that the precision was reached."""
    sink = Record()
    settings = replace(FEW, replications=2, precision=0.3)
    found = run(office(), "a", settings, sink)
    plans = [planned for what, _, planned in sink.told if what == "extend"]
    assert plans[:2] == [4, 6]
    assert len(found.replications) == plans[-1]
    assert found.precision_reached is True
    assert run(office(), "a", FEW, Record()).precision_reached is None


def test_precision_gives_up_at_the_cap(monkeypatch: pytest.MonkeyPatch) -> None:
    """A precision out of reach ends at the cap, and is said to be missed."""
    monkeypatch.setattr(experiment, "MOST_REPLICATIONS", 5)
    found = run(office(), "a", replace(FEW, replications=2, precision=1e-6), Record())
    assert len(found.replications) == 5
    assert found.precision_reached is False


def test_the_summary_has_the_columns_of_the_contract() -> None:
    """One row for each scope and measure that is not blank; the mean is a ratio of totals."""
    found = run(office(), "a", FEW, Record())
    rows = summary(found)
    columns = "scenario scope_type scope kpi unit mean ci_low ci_high replications"
    assert list(rows.columns) == columns.split()
    assert not rows["mean"].isna().any()
    picked = rows[(rows.scope_type == "network") & (rows.kpi == "served_per_day")]
    each = per_replication(found).to_pandas()
    each = each[(each.scope_type == "network") & (each.kpi == "served_per_day")]
    assert len(each) == 4
    total = each.numerator.sum() / each.denominator.sum()
    assert picked["mean"].item() == pytest.approx(total)
    assert (each.value == each.numerator / each.denominator).all()
    assert picked.ci_low.item() < total < picked.ci_high.item()


def test_one_replication_has_no_interval() -> None:
    """A mean without an interval is still a mean."""
    rows = summary(run(office(), "a", replace(FEW, replications=1), Record()))
    assert rows["ci_low"].isna().all()
    assert len(rows) > 50


@pytest.mark.jit
@pytest.mark.parametrize("minutes", [60, 15, 1])
def test_a_roster_cut_into_touching_pieces_is_the_same_roster(minutes: int) -> None:
    """Duty told by the hour, the quarter or the minute changes no bit."""

    def desk(duty: list[str]) -> list[dict[str, object]]:
        return [{"name": "d", "count": 2, "absence": 0.1, "reserve": 1, "duty": duty}]

    def pieces(first: int, last: int) -> list[str]:
        clock = [f"{m // 60:02d}:{m % 60:02d}" for m in range(first, last + 1, minutes)]
        return [f"{a}-{b}" for a, b in pairwise(clock)]

    whole, cut = (
        office(sites={"s": {"officers": desk(duty), "arrivals": {"file": {"per_hour": 9}}}})
        for duty in (["07:30-11:30", "13:30-17:30"], pieces(450, 690) + pieces(810, 1050))
    )
    one, other = (Record(), Record())
    keeps = replace(FEW, journal=True)
    run(whole, "a", keeps, one)
    run(cut, "a", keeps, other)
    for key, journal in one.journals.items():
        assert np.array_equal(journal.visits, other.journals[key].visits)
        assert np.array_equal(journal.dossiers, other.journals[key].dossiers)


def test_more_visits_than_fit_in_memory_are_refused() -> None:
    """With the number, the limit and what to do; before anything is drawn."""
    crowd = {"officers": [{"count": 1}], "arrivals": {"file": {"per_hour": 1e8}}}
    with pytest.raises(UsageError, match=r"a: 3.75e\+09 visits are expected .* Lower the rates"):
        run(office(sites={"s": crowd}), "a", FEW, Record())


@pytest.mark.parametrize("engine", ["compiled", "reference"])
def test_nobody_at_the_counter_serves_nobody(engine: str) -> None:
    """A plan without officers runs: those who come leave, or are sent home."""
    empty = {"officers": [{"count": 0}], "arrivals": {"file": {"per_hour": 6}}}
    found = run(office(sites={"s": empty}), "a", replace(FEW, engine=engine), Record())
    rows = summary(found).query("scope_type == 'network'").set_index("kpi")["mean"]
    assert rows["served_per_day"] == 0
    assert rows["arrivals_per_day"] > 40
