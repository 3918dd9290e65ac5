"""What an earlier results folder says."""

from __future__ import annotations

from pathlib import Path

from sim.errors import UsageError
from sim.said import Said

LARGEST = 256 * 2**20
"""Bytes of a table that is read: some ten times that of a province."""


def site_waits(folder: Path, label: str) -> dict[str, float]:
    """The mean wait of all tickets [min] at each site, from a results folder.

    Of several scenarios in the folder the one called `label` counts.

    Raises
    ------
    UsageError
        It is no results folder, or holds several scenarios and none of that name.
    """
    import pandas as pd

    from sim.report.tables import unguarded

    path = folder / "summary.csv"
    try:
        if not path.is_file() or path.stat().st_size > LARGEST:
            raise ValueError
        # A site may be called NA; only a mean may be nothing.
        table = pd.read_csv(
            path, dtype={"scenario": str, "scope": str, "mean": float}, keep_default_na=False,
            na_values={"mean": [""]},
        )  # fmt: skip
        table = table[["scenario", "scope_type", "scope", "kpi", "mean"]].dropna(
            subset=["scenario", "scope"]
        )
        for name in ("scenario", "scope"):
            table[name] = table[name].map(unguarded)
        rows = table[(table["scope_type"] == "site") & (table["kpi"] == "wait_all_mean")]
        known = sorted(set(rows["scenario"]))
    except (OSError, ValueError, KeyError):
        raise UsageError(
            Said(
                "--waits {folder}: this is no results folder; name one that `run` has written.",
                folder=str(folder),
            )
        ) from None
    if label not in known and len(known) != 1:
        values = {"folder": str(folder), "scenario": label}
        raise UsageError(
            Said(
                "--waits {folder}: there is no scenario {scenario} in it, only {names}.",
                names=", ".join(known), **values,
            )
            if known
            else Said("--waits {folder}: there is no scenario {scenario} in it.", **values)
        )  # fmt: skip
    rows = rows[rows["scenario"] == (label if label in known else known[0])]
    return dict(zip(rows["scope"], rows["mean"].astype(float), strict=True))
