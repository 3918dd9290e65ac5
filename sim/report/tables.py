"""The tables of a results folder as files: CSV, JSON and parquet, all by way of Arrow."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

_UNSAFE = re.compile(r'[",\r\n]|^\s|\s$')
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_GUARDED = re.compile(r"'+[=+\-@\t\r]")


def guarded(text: str) -> str:
    """Text that no spreadsheet takes for a formula: behind an apostrophe where it might.

    It might where it begins with =, +, -, @, a tab or a carriage return, also behind apostrophes,
    so that `unguarded` gives back what there was.
    """
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """What `guarded` was given."""
    return text[1:] if _GUARDED.match(text) else text


def csv_text(frame: pd.DataFrame) -> bytes:
    """A table as UTF-8 CSV: shortest digits that give the number back, nothing for NaN.

    Text is quoted only where it must be, and `guarded` against being taken for a formula. Joins
    whole columns at once, because a province has more than 100,000 rows.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    if frame.empty:
        return (",".join(frame.columns) + "\n").encode()
    columns = [_cells(pa.array(frame[name], from_pandas=True)) for name in frame.columns]
    lines = pc.binary_join_element_wise(
        *columns, pa.scalar(",", pa.large_string()), null_handling="replace", null_replacement=""
    )
    text: str = "\n".join(lines.to_pylist())
    return f"{','.join(frame.columns)}\n{text}\n".encode()


def _cells(column: Any) -> Any:
    """The cells of a column as text."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if isinstance(column, pa.ChunkedArray):
        column = column.combine_chunks()
    if pa.types.is_dictionary(column.type):
        words = column
    elif pa.types.is_string(column.type) or pa.types.is_large_string(column.type):
        words = pc.dictionary_encode(column)
    else:
        return pc.cast(column, pa.large_string())
    quoted = [_quote(word) for word in words.dictionary.to_pylist()]
    return pc.take(pa.array(quoted, pa.large_string()), words.indices)


def _quote(word: str | None) -> str | None:
    if word is None:
        return None
    word = guarded(word)
    if not _UNSAFE.search(word):
        return word
    return '"' + word.replace('"', '""') + '"'


def json_text(frame: pd.DataFrame) -> str:
    """A table as a JSON array of rows, null for NaN."""
    columns = [frame[name].astype(object).where(frame[name].notna(), None) for name in frame]
    names = list(frame.columns)
    rows = (dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True))
    return "[" + ",\n".join(_row_text(row) for row in rows) + "]"


def _row_text(row: dict[str, Any]) -> str:
    return json.dumps(row, ensure_ascii=False, allow_nan=False)


def write_parquet(path: Path, tables: Iterable[Any]) -> None:
    """Tables of one schema below each other in one parquet file, a row group or more each."""
    import pyarrow.parquet as pq

    writer = None
    try:
        for table in tables:
            if writer is None:
                writer = pq.ParquetWriter(path, table.schema, compression="zstd")
            writer.write_table(
                table.cast(writer.schema) if table.schema != writer.schema else table
            )
    finally:
        if writer is not None:
            writer.close()
