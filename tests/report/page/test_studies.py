"""What the folders of studies say in a report: an answer in words, and their tables."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.report.page.glance import first_screen
from sim.report.page.names import Names
from sim.report.page.reading import Evidence, read
from sim.report.page.studies import MOST_ROWS, tables
from sim.report.page.writing import html
from tests.report.page.made import results

CASES = {
    "staff.csv": (
        "site,name,officers_now,officers,staff,target,value,feasible,needed\n"
        "an-phu,An Phú,3,4,4,within 20 min >= 90%,0.965,true,\n"
        "binh,Bình,5,4,4,within 20 min >= 90%,0.9,true,\n"
        "xa,Xa,9,9,9,within 20 min >= 90%,0.4,false,12\n",
        [
            "1 of 3 sites cannot meet the targets.",
            "Within the bounds: 17 officers, as many as now.",
            "To meet the targets everywhere: 20 officers, 3 more than now.",
            "More officers: An Phú +1.",
            "Fewer officers: Bình −1.",
        ],
    ),
    "budget.csv": (
        "name,officers_now,officers_best,hours_now,hours_best\na,4,5,54.6,25.2\nb,4,4,10.1,10.1\n",
        ["The best spread of 9 officers changes 1 of 2 sites.", "More officers: a +1."],
    ),
    "siting.csv": (
        "rank,plan,name,points,plan_minutes,plan_behind_low\n"
        "1,plan-1,Thới Hòa,an-phu binh,98.5,\n1,plan-1,Phú Hòa,,98.5,\n"
        "2,plan-2,Tân Hiệp,an-phu,98.6,-0.2\n3,plan-3,An Phú,,99.9,0.4\n",
        [
            "The best plan has new branches at Thới Hòa, Phú Hòa: a dossier then costs a citizen "
            "98.5 min on the road and at the site, against 21.8 in Before.",
            "Within chance of the best: plan-2.",
        ],
    ),
    "stress.csv": (
        "site,name,target,unit,stress,under,value,verdict\na,A,t,share,as_is,false,0.9,broken\n"
        "a,A,t,share,demand,true,0.5,broken\nb,B,t,share,demand,true,0.5,broken\n"
        "b,B,t,share,as_is,false,0.9,held\nb,B,t,share,absent,true,0.9,on_the_line\n",
        [
            "As planned, one of 2 sites misses a target.",
            "demand +20 %: one more site misses one: B.",
            "up to 2 absent: no further site misses one.",
        ],
    ),
    "twin.csv": (
        "name,hour,formula,wait_formula,wait_simulated\na,7,M/M/c,87.94,8.15\na,8,M/M/c,1,2\n"
        "b,9,none,,3\n",
        [
            "A queueing formula is set beside the simulation by site and hour, 3 times; they are "
            "farthest apart at a, 07:00: 87.9 min by the formula, 8.2 min simulated.",
        ],
    ),
    "cover.csv": (
        "site,line,weekday,from,to,officers,covered,short\nbinh,l,mon,07:30,08:00,5,3,2\n"
        "binh,l,mon,08:00,08:30,3,3,0\nan-phu,l,tue,08:00,08:30,3,2,1\n",
        [
            "The rosters leave officers short in 2 of 3 half-hours looked at, by 2 at most "
            "(Chi nhánh Bình, Monday, 07:30–08:00).",
        ],
    ),
}  # fmt: skip


def _evidence(folder: Path, name: str, text: str) -> Evidence:
    results(folder)
    (folder / name).write_text(text, "utf-8")
    return read([folder])


@pytest.mark.parametrize("name", CASES)
def test_each_study_gives_its_answer_first(tmp_path: Path, name: str) -> None:
    """In words, before what the runs say, and its table is in the page."""
    text, expected = CASES[name]
    evidence = _evidence(tmp_path / "study", name, text)
    told = first_screen(evidence, Names(evidence.runs, "en"), "en")
    assert told[: len(expected)] == expected
    assert told[len(expected)].startswith("After cuts the mean wait")
    assert 'id="study"' in html(evidence)
    assert html(evidence, "vi")


def test_rosters_that_cover_all(tmp_path: Path) -> None:
    text = "site,line,weekday,from,to,officers,covered,short\nbinh,l,mon,07:30,08:00,3,3,0\n"
    evidence = _evidence(tmp_path / "study", "cover.csv", text)
    (first, *_) = first_screen(evidence, Names(evidence.runs, "en"), "en")
    assert first == "The rosters cover the need in every half-hour (1 looked at)."


def test_formulas_that_say_nothing_and_tables_of_other_versions(tmp_path: Path) -> None:
    """Without what the answer is made of there is none; what can be shown is."""
    text = "name,hour,wait_formula,wait_simulated\na,7,,\n"
    evidence = _evidence(tmp_path / "one", "twin.csv", text)
    assert "formula" not in first_screen(evidence, Names(evidence.runs, "en"), "en")[0]
    evidence = _evidence(tmp_path / "two", "staff.csv", "name,officers\na,4\n")
    assert first_screen(evidence, Names(evidence.runs, "en"), "en")[0].startswith("After cuts")
    assert [block.title for block, _, _ in tables(evidence, Names(evidence.runs, "en"), "en")]
    evidence = _evidence(tmp_path / "three", "staff.csv", "x,y\n1,2\n")
    assert tables(evidence, Names(evidence.runs, "en"), "en") == []


def test_a_file_that_cannot_be_read_ends_no_report(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The answer has what could be read of it."""
    evidence = _evidence(tmp_path / "one", "budget.csv", CASES["budget.csv"][0])
    (evidence.folders[0].path / "differences.csv").write_text("", "utf-8")
    open_now = Path.read_bytes

    def read_bytes(path: Path) -> bytes:
        if path.name == "differences.csv":
            raise PermissionError(13, "Permission denied")
        return open_now(path)

    monkeypatch.setattr(Path, "read_bytes", read_bytes)
    assert first_screen(evidence, Names(evidence.runs, "en"), "en")[0] == CASES["budget.csv"][1][0]


def test_tables_have_words_and_a_bound(tmp_path: Path) -> None:
    """Names for ids of sites, plain numbers, and what is left out is told."""
    evidence = _evidence(tmp_path / "one", "siting.csv", CASES["siting.csv"][0])
    ((block, left, short),) = tables(evidence, Names(evidence.runs, "en"), "en")
    assert (block.corner, left, short) == ("Rank", "", True)
    assert block.heads == (
        "Plan",
        "Site",
        "Reception points moved to it",
        "Citizens' time in the plan [min]",
    )
    assert [cell.text for cell in block.rows[0].cells] == [
        "plan-1", "Thới Hòa", "An Phú, Chi nhánh Bình", "98.5",
    ]  # fmt: skip
    rows = "".join(f"s{n},{n},4,0.5\n" for n in range(MOST_ROWS + 3))
    text = "name,officers_now,officers,feasible\n" + rows
    evidence = _evidence(tmp_path / "two", "staff.csv", text)
    ((block, left, short),) = tables(evidence, Names(evidence.runs, "en"), "en")
    assert (len(block.rows), short) == (MOST_ROWS, False)
    assert left == "The first 200 of 203 rows; staff.csv in the results folder has all."


def test_titles_and_names_of_runs_are_those_of_the_study(tmp_path: Path) -> None:
    """`plan` is the least staff in a folder of `staff`, and `plan` anywhere else."""
    folder = results(tmp_path / "study", ["before", "plan=1"])
    for file in (folder / "manifest.json", folder / "summary.csv"):
        file.write_text(file.read_text("utf-8").replace("plan=1", "plan"), "utf-8")
    (folder / "plan=1.resolved.yaml").rename(folder / "plan.resolved.yaml")
    (folder / "replications.parquet").unlink()
    evidence = read([folder])
    assert Names(evidence.runs, "en").run("plan") == "Plan=1"
    (folder / "staff.csv").write_text(CASES["staff.csv"][0], "utf-8")
    evidence = read([folder])
    assert Names(evidence.runs, "en").run("plan") == "Least staff"
    assert "<h1>Before: the least staff</h1>" in html(evidence)
