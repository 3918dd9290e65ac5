"""Folders that others made: nothing outside is read, nothing too large, and all is a sentence."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from sim.app import evidence
from sim.app.evidence import files, told
from sim.errors import UsageError
from tests.report.page.made import results


def test_a_folder_is_told_and_read_once(tmp_path: Path) -> None:
    results(tmp_path / "a")
    first, again = told(tmp_path, "a", "en"), told(tmp_path, "a", "en")
    assert first is again
    assert first.sentences[0].startswith("After ")
    assert told(tmp_path, "a", "vi").evidence is first.evidence
    os.utime(tmp_path / "a" / "summary.csv", (1, 1))
    assert told(tmp_path, "a", "en") is not first


@pytest.mark.parametrize("name", ["manifest.json", "summary.csv", "report.html", "queue.png"])
def test_a_link_in_a_folder_keeps_it_shut(tmp_path: Path, name: str) -> None:
    folder = results(tmp_path / "root" / "a")
    secret = tmp_path / "secret"
    secret.write_text("secret", "utf-8")
    (folder / name).unlink(missing_ok=True)
    (folder / name).symlink_to(secret)
    with pytest.raises(UsageError, match="this is a link"):
        told(tmp_path / "root", "a", "en")


def test_what_is_no_file_keeps_a_folder_shut(tmp_path: Path) -> None:
    (results(tmp_path / "a") / "kept").mkdir()
    assert "kept" not in files(tmp_path, "a")
    os.mkfifo(tmp_path / "a" / "summary.xlsx")
    with pytest.raises(UsageError, match="this is no file"):
        files(tmp_path, "a")


@pytest.mark.parametrize("name", ["..", "a/..", "none", "link"])
def test_a_name_that_is_no_folder_in_the_root_is_refused(tmp_path: Path, name: str) -> None:
    root = tmp_path / "root"
    results(root / "a")
    (root / "link").symlink_to(root / "a")
    with pytest.raises(UsageError, match=r"no such|outside"):
        files(root, name)


def test_a_file_of_a_gigabyte_is_not_read(tmp_path: Path) -> None:
    with (results(tmp_path / "a") / "summary.csv").open("r+b") as stream:
        stream.truncate(1024**3)  # takes no room on the disk
    with pytest.raises(UsageError, match="1,024 MB"):
        told(tmp_path, "a", "en")


def test_bounds_of_rows_and_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = results(tmp_path / "a")
    with monkeypatch.context() as patch:
        patch.setattr(evidence, "MOST_ROWS", 3)
        with pytest.raises(UsageError, match="rows"):
            told(tmp_path, "a", "en")
    with monkeypatch.context() as patch:
        patch.setattr(evidence, "MOST_FILES", 2)
        with pytest.raises(UsageError, match="more than 2 files"):
            told(tmp_path, "a", "en")
    (folder / "replications.parquet").write_text("no parquet")
    with pytest.raises(UsageError, match="cannot be read"):
        told(tmp_path, "a", "en")
    (folder / "replications.parquet").unlink()
    assert told(tmp_path, "a", "en").evidence.runs[0].values.empty
