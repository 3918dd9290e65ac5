"""What a siting study prints, keeps and draws, from made-up figures."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from sim.measures.kpis import KPIS
from sim.report import siting
from sim.report.figures import siting as figure
from sim.report.figures import style
from sim.report.siting import SitingReport
from sim.report.text import as_text
from sim.studies.siting.contest import Interval, Standing
from sim.studies.siting.network import facts
from sim.studies.siting.places import places
from sim.studies.siting.program import Plan
from tests.studies.siting.town import town

PLANS = {
    "plan-2": Plan(branches={"point-a2": ("point-a2", "point-a1")}, cost=-60.0, gap=0.0),
    "plan-1": Plan(
        branches={"point-a1": ("point-a1", "point-a2"), "point-b2": ("point-b2", "point-b1")},
        cost=-80.0,
        gap=0.0,
    ),
    "plan-3": Plan(branches={"point-b1": ("point-b1", "point-b3")}, cost=-40.0, gap=0.0),
}
BEHIND = [None, Interval(mean=0.1, low=-0.1, high=0.3), Interval(mean=0.4, low=0.3, high=0.5)]


@pytest.fixture
def report() -> SitingReport:
    """Three plans: the first won, the second is within chance of it."""
    scenario = town()
    there = places(scenario, "town")
    estimates = SimpleNamespace(
        scopes=[SimpleNamespace(scope_type="network", scope="all")],
        mean=np.full((1, len(KPIS)), 0.125),
    )
    run: Any = SimpleNamespace(
        scenario=scenario, seed=3, replications=(0, 1, 2), estimates=estimates
    )
    standings = [
        Standing(
            label=label, plan=plan, run=run, behind=behind,
            minutes=Interval(mean=20.0 + n, low=19.5 + n, high=20.5 + n),
        )
        for n, ((label, plan), behind) in enumerate(zip(PLANS.items(), BEHIND, strict=True))
    ]  # fmt: skip
    flows: Any = SimpleNamespace(total=2000.0, dossiers=100.0, allowance=1.379)
    known = {label: facts(plan, scenario, there) for label, plan in PLANS.items()}
    return SitingReport(base=scenario, flows=flows, standings=standings, facts=known)


def test_the_table_has_every_plan_and_the_winner_branch_by_branch(report: SitingReport) -> None:
    text = as_text(siting.render(report))
    assert max(map(len, text.splitlines())) <= 100
    rows = [line.split() for line in text.splitlines()]
    assert [
        "plan-2",
        "A2",
        "2",
        "10",
        "19.40",
        "20.00",
        "±",
        "0.50",
        "best",
        "12.5",
    ] in rows
    assert any(row[:1] == ["plan-3"] and "+0.40" in row for row in rows)
    assert "By the model without new branches: 20.00 min." in text
    assert "1.38 times the visits of an average hour" in text
    assert "\nplan-1: within chance of the best.\n" in text
    assert any(row[:4] == ["Chi", "nhánh", "A2", "point-a2,"] for row in rows)


def test_the_table_in_vietnamese_has_its_marks(report: SitingReport) -> None:
    text = as_text(siting.render(report, "vi"))
    assert "Nên đặt chi nhánh mới ở đâu" in text
    assert "20,00 ± 0,50" in text


def test_a_weight_of_waiting_is_told(report: SitingReport) -> None:
    """Unless it is 1."""
    assert "on the road." not in as_text(siting.render(report))
    weighted = replace(report, base=town({"wait_weight": 1.5}))
    assert "A minute at the site counts for 1.50 on the road." in as_text(siting.render(weighted))


def test_one_replication_has_no_interval(report: SitingReport) -> None:
    first = report.standings[0]
    alone = Standing(
        label=first.label, plan=first.plan, run=first.run, behind=None,
        minutes=Interval(mean=20.0, low=float("nan"), high=float("nan")),
    )  # fmt: skip
    told = SitingReport(base=report.base, flows=report.flows, standings=[alone], facts=report.facts)
    assert "±" not in as_text(siting.render(told)).split("plan-2", 1)[1].split("branch by")[0]


def test_a_row_for_each_plan_and_branch(report: SitingReport) -> None:
    table = siting.frame(report)
    assert table["plan"].tolist() == ["plan-2", "plan-1", "plan-1", "plan-3"]
    assert table["rank"].tolist() == [1, 2, 2, 3]
    assert table["points"].iloc[0] == "point-a2 point-a1"
    assert table["plan_behind"].tolist() == [0.0, 0.1, 0.1, 0.4]


def test_the_head_of_a_plan_says_how_it_came_about(report: SitingReport) -> None:
    lines = siting.head(report.facts["plan-1"], "motcua site town", report.base, report.base)
    assert lines[1].strip() == "motcua site town"
    assert any(line.startswith("a-a1") and "point-a1; point-a2" in line for line in lines)
    access = [line.split() for line in lines if "-level, " in line]
    assert access[0][:2] == ["commune-level,", "before"]
    assert access[0][2:] == access[1][2:]
    assert len(access) == 4
    assert not any(
        "-level, " in line
        for line in siting.head([*report.facts["plan-1"]], "x", report.base, None)
    )


@pytest.mark.parametrize("lang", ["en", "vi"])
def test_the_map_has_every_site_and_the_lines_of_the_plan(
    report: SitingReport, lang: Any, tmp_path: Path
) -> None:
    with style.applied():
        drawn = figure.draw(report, lang)
    large = drawn.axes[0]
    assert large.get_aspect() == 1
    names = {text.get_text() for text in large.texts}
    assert {"A1", "A2", "A3", "a"} <= names
    assert not {"B1", "B2", "B3", "b"} & names  # of the other city, outside the frame
    dots = sum(len(each.get_offsets()) for each in large.collections)  # type: ignore[arg-type]
    assert dots == len(report.base.sites)
    assert figure.write(tmp_path, report, lang).stat().st_size > 10_000
