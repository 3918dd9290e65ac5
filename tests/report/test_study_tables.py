"""Tables of studies with the heads and codes that people read."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from sim.report import study_tables
from sim.report.app_column_words import COLUMN
from sim.report.app_results_words import RESULTS
from sim.report.study_tables import SHOWN, Unreadable, read, readable, word

STRESS = (
    "site,name,tier,target,unit,stress,date,under,group,fewer,value,low,high,met,on_the_line,"
    "verdict,sure,days_met\n"
    "an,007,branch,within 20 min >= 90%,share,as_is,,false,,0,0.7071,0.5,0.8,false,false,broken,"
    "true,0.25\n"
)


def _table(tmp_path: Path, name: str, text: str) -> Path:
    file = tmp_path / name
    file.write_text(text, "utf-8")
    return file


def test_intervals_of_shares_end_where_nothing_can_be() -> None:
    wide = pd.DataFrame({
        "name": ["a"], "unit": ["share"], "value": [0.95], "low": [-7.5], "high": [9.5],
        "target": ["mean wait <= 9 min, every half-hour"],
    })  # fmt: skip
    row = readable(wide, "stress.csv", "vi").iloc[0].to_dict()
    assert (row["95 % từ"], row["95 % đến"]) == (0.0, 100.0)
    assert row["Mục tiêu"] == "chờ trung bình ≤ 9 phút, mỗi nửa giờ"
    apart = wide.assign(difference=[-0.5], verdict="higher")
    row = readable(apart, "decisions.csv", "en").iloc[0].to_dict()
    assert (row["95 % from"], row["95 % to"]) == (-100.0, 100.0)


def test_heads_and_codes_are_words_and_shares_per_cent(tmp_path: Path) -> None:
    found = read(_table(tmp_path, "stress.csv", STRESS))
    row = readable(found, "stress.csv", "en").iloc[0].to_dict()
    assert row == {
        "Site": "007", "Tier": "Branches", "Target": "within 20 min >= 90%",
        "Stress": "as planned", "Value": 70.71, "95 % from": 50.0, "95 % to": 80.0, "Unit": "%",
        "Verdict": "miss", "Days that meet it [%]": 25.0,
    }  # fmt: skip
    vietnamese = readable(found, "stress.csv", "vi")
    assert vietnamese["Mục tiêu"][0] == "chờ không quá 20 phút ≥ 90 %"


def test_explanations_are_said_in_the_language_of_the_page(tmp_path: Path) -> None:
    """From the numbers beside them; a row that somebody else wrote stays as it is."""
    numbers = {
        "tickets": 900, "load": 1.07, "officers": 2.9, "queue_at_start": 4.5, "hour": 7,
        "settling_time": "", "day_cv": 0.1, "service_scv": 1.0, "effect_short": -53.6,
    }  # fmt: skip
    head = ",".join(("name", "reason", "explanation", *numbers))
    figures = ",".join(map(str, numbers.values()))
    text = f"{head}\na,short,English,{figures}\nb,unheard,Own words,{figures}\nc,few,,\n"
    found = read(_table(tmp_path, "twin.csv", text))
    column = readable(found, "twin.csv", "vi")["Vì sao khác nhau"]
    assert "107 %" in column[0]
    assert "−53,6 phút" in column[0]
    assert column[1] == "Own words"
    assert readable(found, "twin.csv", "en")["Why they differ"][0] == "English"


def test_an_audit_is_told_in_words(tmp_path: Path) -> None:
    text = (
        "scenario,law,checked,violations,holds\n"
        "a,waits,waits=75643; held=0,0,true\nb,mine,waits=12; mine=3,1,false\n"
    )
    found = readable(read(_table(tmp_path, "audit.csv", text)), "audit.csv", "vi")
    assert found["Quy luật"][0].startswith("Thời gian chờ từ 0")
    assert list(found["Đã kiểm tra"]) == ["75.643 lần chờ", "waits=12; mine=3"]
    assert found["Quy luật"][1] == "mine"


def test_the_unit_of_a_target_is_told_where_the_file_does_not(tmp_path: Path) -> None:
    text = (
        "name,officers_now,target,value,feasible\n"
        "a,3,within 20 min >= 90%,0.5,true\nb,2,mean wait <= 9 min,7.5,false\nc,1,,,true\n"
    )
    found = readable(read(_table(tmp_path, "staff.csv", text)), "staff.csv", "en")
    assert list(found["Value"])[:2] == [50.0, 7.5]
    assert list(found["Unit"])[:2] == ["%", "min"]
    assert list(found["Can be met"]) == ["yes", "no", "yes"]


def test_decisions_tell_which_side_is_better() -> None:
    import pandas as pd

    row = {
        "scenario": "a", "scope_type": "network", "scope": "all", "kpi": "wait_mean",
        "unit": "min", "verdict": "lower", "gain": "better", "difference": -3.0,
    }  # fmt: skip
    other = {**row, "verdict": "open", "gain": None, "difference": float("nan")}
    found = readable(pd.DataFrame([row, other]), "decisions.csv", "en")
    assert list(found["Verdict"]) == ["lower: better", "open"]
    assert list(found["Part of the network"]) == ["Whole network"] * 2
    assert list(found["Measure"]) == ["Mean wait", "Mean wait"]


@pytest.mark.parametrize(
    ("value", "column", "said"),
    [
        ("wait_mean", "kpi", "Mean wait"), ("unheard", "kpi", "unheard"), ("mon", "weekday",
        "Monday"), ("share", "unit", "%"), ("money/day", "unit", "money/day"), (True, "met", "yes"),
        ("tier", "scope_type", "Tier"), ("open", "line", "open"), (None, "tier", ""),
        ("branch", "scope", "Branches"), ("little", "measure", "Queue / (arrivals × wait) [%]"),
    ],
)  # fmt: skip
def test_codes_in_words(value: object, column: str, said: str) -> None:
    assert word(value, column, "en") == said


@pytest.mark.parametrize(
    ("text", "reason"),
    [("", "No columns"), ("x,y\n1,2\n", "no_columns"), ('name,tier\n"a', "EOF"),
     ("name,tier\na,b\nc,d,e,f,g\n", "Expected")],
)  # fmt: skip
def test_what_is_no_such_table_is_told(tmp_path: Path, text: str, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        read(_table(tmp_path, "stress.csv", text))
    (tmp_path / "stress.csv").write_bytes(b"name,tier\n\xff\xfe,\x00\n")
    with pytest.raises(Unreadable):
        read(tmp_path / "stress.csv")


def test_a_large_table_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(study_tables, "MOST_BYTES", 10)
    with pytest.raises(Unreadable, match="too_large"):
        read(_table(tmp_path, "stress.csv", STRESS))


def test_all_that_is_shown_has_its_words() -> None:
    assert set(SHOWN) <= set(RESULTS)
    assert {name for each in SHOWN.values() for name in each} <= set(COLUMN)
    assert {"too_large", "no_columns"} <= set(RESULTS)
