"""CSV and JSON give every number back."""

from __future__ import annotations

import io
import json
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from sim.report.tables import csv_text, json_text, write_parquet

FRAME = pd.DataFrame(
    {
        "scenario": ["a", 'say "b"', "c, d", "Dĩ An"],
        "kind": pd.Categorical(["x", "x", "y", "y"]),
        "mean": [0.1 + 0.2, 15.0, -1e-12, 1e300],
        "ci_low": [np.nan, 1.5, np.nan, 2.0],
        "replications": [30, 30, 30, 30],
    }
)


def test_csv_text() -> None:
    """Digits give the number back, NaN is nothing, and only what must be is quoted."""
    assert csv_text(FRAME).decode() == (
        "scenario,kind,mean,ci_low,replications\n"
        "a,x,0.30000000000000004,,30\n"
        '"say ""b""",x,15,1.5,30\n'
        '"c, d",y,-1e-12,,30\n'
        "Dĩ An,y,1e+300,2,30\n"
    )
    back = pd.read_csv(io.BytesIO(csv_text(FRAME)))
    assert back["mean"].tolist() == FRAME["mean"].tolist()
    assert back["scenario"].tolist() == FRAME["scenario"].tolist()


def test_csv_text_of_no_rows_has_the_head() -> None:
    """A comparison without common scopes still says what its columns are."""
    assert csv_text(FRAME.iloc[:0]) == b"scenario,kind,mean,ci_low,replications\n"


def test_csv_text_of_a_missing_word_is_empty() -> None:
    """A cell without a word is as empty as one without a number."""
    frame = pd.DataFrame({"word": ["a", None], "n": [1, 2]})
    assert csv_text(frame) == b"word,n\na,1\n,2\n"


def test_json_text() -> None:
    """Rows are objects with the columns as keys; NaN is null, letters stay letters."""
    rows = json.loads(json_text(FRAME))
    assert rows[0] == {
        "scenario": "a", "kind": "x", "mean": 0.1 + 0.2, "ci_low": None, "replications": 30,
    }  # fmt: skip
    assert rows[3]["scenario"] == "Dĩ An"
    assert "Dĩ An" in json_text(FRAME)
    assert json.loads(json_text(FRAME.iloc[:0])) == []


def test_write_parquet_puts_tables_below_each_other(tmp_path: Path) -> None:
    """Dictionaries that differ from table to table keep their words."""
    tables = [
        pa.table({"site": pa.array(words).dictionary_encode(), "n": pa.array([1, 2])})
        for words in (["a", "b"], ["c", "a"])
    ]
    write_parquet(tmp_path / "t.parquet", tables)
    found = pq.read_table(tmp_path / "t.parquet").to_pydict()
    assert found == {"site": ["a", "b", "c", "a"], "n": [1, 2, 1, 2]}


def test_write_parquet_without_tables_writes_nothing(tmp_path: Path) -> None:
    """No table, no schema, no file."""
    write_parquet(tmp_path / "t.parquet", [])
    assert not (tmp_path / "t.parquet").exists()
