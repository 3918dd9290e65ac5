"""What a plan does: which targets break where, in words and in a table, from made-up results."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd
import pytest

from sim.app import plan_sentences
from sim.app.inert import inert
from sim.app.plan_results import hard_table, table, word
from sim.app.plan_verdict import measured, not_judged, standings, summed_up, verdict
from sim.model.spec import Scenario, Target
from sim.report.hard_days import Hard, called, hard_day, on_hard_days, read
from sim.report.numbers import MISSING, Estimate
from sim.report.page.reading import Kept
from sim.studies.stress.study import Verdict
from tests.app.test_plan_table import two_desks

WITHIN = Target(goal="within 20 min >= 90%")
MEAN = Target(goal="mean wait <= 10 min")
UNIT = {"within_target_share": "share", "wait_mean": "min", "utilisation": "share"}
NAN = math.nan


def _scenario(*targets: Target, officers: int = 1) -> Scenario:
    """Four sites a to d, the last with a name that pages could obey."""
    site = two_desks().sites["branch"]
    group = site.officers[-1].model_copy(update={"count": officers})
    sites = {
        name: site.model_copy(update={"name": f"<b>{name}</b>", "officers": (group,)})
        for name in "abcd"
    }
    return two_desks().model_copy(update={"sites": sites, "targets": targets})


def _kept(scenario: Scenario, label: str, **shares: tuple[float, ...]) -> Kept:
    """A run with measures at the sites, each twice the same, so that all pulls are nothing."""
    rows = [
        (kind, scope, kpi, UNIT[kpi], value, value - 0.001, value + 0.001)
        for kpi, values in shares.items()
        for kind, scope, value in (
            *(("site", name, value) for name, value in zip("abcd", values, strict=False)),
            ("network", "all", values[0]),
        )
    ]
    names = ["scope_type", "scope", "kpi", "unit", "mean", "ci_low", "ci_high"]
    sums = [
        (n, kind, scope, kpi, value, value, 1.0) for kind, scope, kpi, _, value, *_ in rows
        for n in (0, 1)
    ]  # fmt: skip
    columns = ["replication", "scope_type", "scope", "kpi", "value", "numerator", "denominator"]
    return Kept(
        label=label, scenario=scenario, seed=1, replications=(0, 1), interrupted=False, folder=0,
        summary=pd.DataFrame(rows, columns=names), values=pd.DataFrame(sums, columns=columns),
    )  # fmt: skip


def two_runs(officers: int = 1) -> tuple[Kept, Kept]:
    """A breaks, b misses in both, c is mended, d is at the limit."""
    own = _kept(
        _scenario(WITHIN), "p", within_target_share=(0.95, 0.5, 0.7, 0.895),
        wait_mean=(5.0, 9.0, 8.0, 7.0), utilisation=(0.5, 0.5, 0.5, 0.5),
    )  # fmt: skip
    plan = _kept(
        _scenario(WITHIN, officers=officers), "p-plan",
        within_target_share=(0.8, 0.6, 0.95, 0.9), wait_mean=(7.0, 9.0, 6.0, 7.0),
        utilisation=(0.6, 0.5, 0.5, 0.5),
    )  # fmt: skip
    return own, plan


@pytest.mark.parametrize(
    ("value", "expected"),
    [(0.889, Verdict.BROKEN), (0.895, Verdict.ON_THE_LINE), (0.911, Verdict.HELD),
     (NAN, Verdict.IDLE)],
)  # fmt: skip
def test_the_verdict_is_that_of_stress(value: float, expected: Verdict) -> None:
    assert verdict(WITHIN, Estimate(value)) is expected


def test_less_is_better_for_a_wait() -> None:
    assert verdict(MEAN, Estimate(12.0)) is Verdict.BROKEN
    assert verdict(MEAN, Estimate(8.0)) is Verdict.HELD


@pytest.mark.parametrize(
    ("goal", "kpi"),
    [("within 20 min >= 90%", "within_target_share"), ("within 15 min >= 90%", None),
     ("p95 wait <= 30 min", "wait_p95"), ("p80 wait <= 30 min", None),
     ("mean wait <= 10 min", "wait_mean"), ("abandoned <= 3%", "abandoned_share"),
     ("utilisation <= 85%", "utilisation"), ("on time >= 95%", "on_time_share")],
)  # fmt: skip
def test_targets_are_judged_by_the_measures_that_there_are(goal: str, kpi: str | None) -> None:
    target = Target(goal=goal)
    assert measured(target, two_desks()) == kpi
    assert measured(target.model_copy(update={"every": "interval"}), two_desks()) is None
    scenario = _scenario(target)
    assert not_judged(scenario) == ([] if kpi else [target])


def test_sites_that_break_come_first() -> None:
    found = standings(*two_runs())
    summary = summed_up(found)
    assert (summary.breaks, summary.misses, summary.mends) == (("a",), ("b",), ("c",))
    assert summary.unsure == ("d",)
    assert summary.order("dcba") == ["a", "b", "c", "d"]


def test_a_site_that_breaks_one_target_is_not_mended_by_another() -> None:
    own = _kept(_scenario(WITHIN, MEAN), "p", within_target_share=(0.95,), wait_mean=(20.0,))
    plan = _kept(_scenario(WITHIN, MEAN), "q", within_target_share=(0.5,), wait_mean=(5.0,))
    summary = summed_up(standings(own, plan))
    assert (summary.breaks, summary.mends) == (("a",), ())


def test_what_breaks_is_said_first() -> None:
    own, plan = two_runs(officers=2)
    told = plan_sentences.compared(standings(own, plan), own, plan, "en")
    assert told == [
        "At one site a target breaks that the scenario's own plan keeps: <b>a</b>.",
        "One site keeps its target now, and missed it before: <b>c</b>.",
        "One site misses a target in both plans: <b>b</b>.",
        "The plan has 8 officers, 4 more than the scenario's own.",
        "The mean wait of the whole network rises by 2.0 min, to 7.0 min.",
        "At one site people wait longer: <b>a</b>.",
        "At one site people wait less: <b>c</b>.",
        "Sites where the interval covers a limit, so that more replications would make it surer: "
        "1.",
    ]
    assert "<b>" not in inert(told[0])


def test_the_other_way_round_nothing_is_lost() -> None:
    plan, own = two_runs(officers=2)
    told = plan_sentences.compared(standings(own, plan), own, plan, "en")
    assert "fewer than" in told[3]
    assert "falls by 2.0 min, to 5.0 min" in told[4]
    same = plan_sentences.compared(standings(own, own), own, own, "en")
    assert same[0].startswith("At one site a target breaks") is False
    assert "as many as" in " ".join(same)
    assert "stays at 7.0 min" in " ".join(same)


def test_without_targets_or_people_in_common_less_is_said() -> None:
    own = _kept(_scenario(), "p", wait_mean=(5.0,))
    other = Kept(**{**_fields(own), "seed": 2})
    assert plan_sentences.compared([], own, other, "en") == [
        "No target is judged: choose your own above, and run it again.",
        "The plan has 4 officers, as many as the scenario's own.",
    ]
    odd = _kept(_scenario(Target(goal="p80 wait <= 30 min")), "p", wait_mean=(5.0,))
    told = plan_sentences.compared([], odd, odd, "en")
    assert told[-1] == "Judged on hard days alone: 80 % wait at most 30 min."
    nobody = Kept(**{**_fields(own), "values": own.values.assign(kpi="utilisation")})
    assert len(plan_sentences.compared([], nobody, nobody, "en")) == 2


def _fields(kept: Kept) -> dict[str, Any]:
    return {name: getattr(kept, name) for name in kept.__dataclass_fields__}


def test_the_table_says_verdicts_in_words() -> None:
    own, plan = two_runs()
    rows, verdicts = table(standings(own, plan), own, plan, "en")
    assert rows["Site"] == ["<b>a</b>", "<b>b</b>", "<b>c</b>", "<b>d</b>"]
    assert rows["Plan: within 20 min ≥ 90 %"] == [
        "× missed 80.0 %", "× missed 60.0 %", "✓ met 95.0 %", "≈ at the limit 90.0 %",
    ]  # fmt: skip
    assert verdicts["Now: within 20 min ≥ 90 %"][0] is Verdict.HELD
    assert rows["Officers"] == ["1 → 1"] * 4
    assert rows["Mean wait [min]"][0] == "5.0 → 7.0"
    assert rows["Change [min]"][0] == "+2.0 ± 0.0"
    assert rows["Utilisation of officers [%]"][0] == "50.0 → 60.0"
    assert not any("Overtime" in head for head in rows)
    apart = Kept(**{**_fields(own), "seed": 2})
    assert "Change [min]" not in table([], apart, plan, "en")[0]


def test_a_target_of_some_sites_is_blank_at_the_others() -> None:
    some = WITHIN.model_copy(update={"sites": ("a",)})
    one = _kept(_scenario(some), "p", within_target_share=(0.95,), wait_mean=(5.0,))
    rows, _ = table(standings(one, one), one, one, "en")
    assert rows["Plan: within 20 min ≥ 90 %"] == ["✓ met 95.0 %", "–", "–", "–"]
    assert word(Verdict.IDLE, MISSING.mean, "share", "en") == "– nobody came"


def _hard() -> list[Hard]:
    lines = [
        ("a", "as_is", False, 0.95, "held"), ("a", "after_tet", True, 0.5, "broken"),
        ("a", "demand", True, 0.9, "on_the_line"), ("a", "desk_closed", False, 0.9, "held"),
        ("b", "as_is", False, 0.5, "broken"), ("b", "after_tet", True, 0.4, "broken"),
        ("b", "demand", True, NAN, "idle"),
    ]  # fmt: skip
    frame = pd.DataFrame(
        [
            (site, f"<b>{site}</b>", "within 20 min >= 90%", "share", stress, under, value, verdict)
            for site, stress, under, value, verdict in lines
        ],
        columns=["site", "name", "target", "unit", "stress", "under", "value", "verdict"],
    )
    return read(frame, "busiest")


def test_hard_days_are_told_by_how_many_sites_break() -> None:
    found = _hard()
    assert [(each.breaks, each.misses) for each in found] == [(True, False), (False, True)]
    assert on_hard_days(found, "en") == [
        "As planned, one of 2 sites misses a target.",
        "busiest day: one more site misses one: <b>a</b>.",
        "demand +20 %: no further site misses one.",
    ]


def test_the_table_of_hard_days_has_a_column_for_each() -> None:
    rows, verdicts = hard_table(_hard()[::-1], "en")
    assert list(rows) == ["Site", "Target", "as planned", "busiest day", "demand +20 %"]
    assert rows["Site"] == ["<b>a</b>", "<b>b</b>"]
    assert rows["as planned"] == ["✓ met 95.0 %", "× missed 50.0 %"]
    assert rows["demand +20 %"] == ["≈ at the limit 90.0 %", "– nobody came"]
    assert verdicts["busiest day"] == [Verdict.BROKEN] * 2


def test_a_hard_day_is_called_what_it_is() -> None:
    plain = two_desks().calendar.model_copy(update={"holidays": None})
    assert hard_day(two_desks()) == "after_tet"
    assert hard_day(two_desks().model_copy(update={"calendar": plain})) == "busiest"
    assert called("busiest", "en") == "busiest day"
