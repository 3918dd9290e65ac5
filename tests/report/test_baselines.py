"""Files of baselines: written whole, read to the last bit, and nothing else is taken for one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sim.errors import UsageError
from sim.report.baselines import all_in, path_of, read, text, write
from sim.report.catalogue import tongue
from tests.studies.regression.made import baseline

MAKE = "check two.yaml --update"


def test_what_was_written_is_read(tmp_path: Path) -> None:
    """Equal to the last bit; a line for each measure; nothing is left beside it."""
    file = tmp_path / "deep" / "two.json"
    write(file, baseline())
    assert read(file, MAKE) == baseline()
    assert [path.name for path in file.parent.iterdir()] == ["two.json"]
    lines = file.read_text("utf-8").splitlines()
    assert sum('"kpi": ' in line for line in lines) == 8
    assert all_in(file.parent) == [file]
    assert all_in(tmp_path / "nowhere") == []
    assert json.loads(text(baseline()))["motcua_baseline"] == 1


def test_a_file_is_named_safely() -> None:
    """Whatever the scenario's file is called."""
    assert path_of(Path("b"), "../Thuận An") == Path("b/Thuan-An.json")


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (None, "there is no baseline yet"),
        (b"{", "it is not JSON"),
        (b"[" * 100_000, "it is not JSON"),
        (b"\xff\xfe", "it is no text"),
        (b"[]", "this is no baseline: "),
        (b'{"name": "vite", "version": "1"}', "this is no baseline: "),
        (b'{"motcua_baseline": 1, "scenario": "\\u001b[31m"}', "this is no baseline: scenario"),
        (b'{"seed": NaN}', "this is no baseline: "),
        (b'{"seed": 1e999}', "this is no baseline: "),
        (b'{"\\ud800": 1}', "this is no baseline: "),
    ],
)  # fmt: skip
def test_what_is_no_baseline_is_told_in_a_sentence(
    content: bytes | None, says: str, tmp_path: Path
) -> None:
    """With the place, and with what makes one."""
    file = tmp_path / "two.json"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(UsageError, match=says) as caught:
        read(file, MAKE)
    told = str(caught.value)
    assert told.startswith(f"{file}: ")
    assert told.endswith(f"make one with: {MAKE}")
    assert told.isprintable()


def test_what_does_not_add_up_is_told(tmp_path: Path) -> None:
    file = tmp_path / "two.json"
    write(file, baseline())
    content = json.loads(file.read_text("utf-8"))
    file.write_text(json.dumps(content | {"journal": "0" * 64}))
    with pytest.raises(
        UsageError, match="no baseline: the digest of the journal is not that of"
    ) as caught:
        read(file, MAKE)
    assert "mã nhật ký không khớp với các lần chạy" in caught.value.told(tongue("vi"))
    content["kpis"][0]["unit"] = "furlongs"
    file.write_text(json.dumps(content))
    with pytest.raises(UsageError, match="is no measure of this program in furlongs; make"):
        read(file, MAKE)


def test_a_folder_and_a_giant_are_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        read(tmp_path, MAKE)
    monkeypatch.setattr("sim.report.baselines.LARGEST", 10)
    write(tmp_path / "two.json", baseline())
    with pytest.raises(UsageError, match="too large"):
        read(tmp_path / "two.json", MAKE)


def test_a_place_that_cannot_be_written_to_is_told(tmp_path: Path) -> None:
    """A file where a folder should be; what was there stays."""
    (tmp_path / "taken").write_text("mine")
    with pytest.raises(UsageError, match="nothing can be written there"):
        write(tmp_path / "taken" / "two.json", baseline())
    assert (tmp_path / "taken").read_text() == "mine"
