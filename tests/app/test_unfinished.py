"""Folders of work that is not finished are said to be so, with how to go on."""

from __future__ import annotations

import json
import os
from pathlib import Path

from sim.app.unfinished import to_go_on, unfinished
from sim.studies.identity import here, short
from tests.app.pages import app, plain


def _partial(root: Path, name: str, pid: str, told: str | None = None) -> Path:
    folder = root / f"{name}.partial"
    folder.mkdir()
    (folder / "pid").write_text(pid, "utf-8")
    if told is not None:
        (folder / "unfinished.json").write_text(told, "utf-8")
    return folder


def test_what_to_type_to_go_on() -> None:
    typed = ["python", "run_sim.py", "run", "a", "--out", "b", "--resume", "--out=c", "-n", "3"]
    assert to_go_on(typed, Path("d e")) == "python run_sim.py run a -n 3 --resume --out 'd e'"


def test_at_work_or_ended_by_whether_its_program_runs(tmp_path: Path) -> None:
    asked = {"typed": ["motcua", "run", "x"], "started": "2025-02-03T08:00:00"}
    asked["program"] = short(here())
    os.utime(_partial(tmp_path, "ended", "x", json.dumps(asked)), (3, 3))
    os.utime(_partial(tmp_path, "works", str(os.getppid())), (2, 2))
    os.utime(_partial(tmp_path, "broken", "", "[" * 100_000), (1, 1))
    (tmp_path / "link.partial").symlink_to(tmp_path / "ended.partial")
    secret = tmp_path / "secret"
    secret.write_text(json.dumps({"typed": ["secret"]}), "utf-8")
    os.utime(_partial(tmp_path, "linked", "1" * 30), (0, 0))
    (tmp_path / "linked.partial" / "unfinished.json").symlink_to(secret)
    os.utime(tmp_path / "linked.partial", (0, 0))
    found = unfinished(tmp_path)
    assert [(each.name, each.is_at_work, each.typed) for each in found] == [
        ("ended", False, ("motcua", "run", "x")), ("works", True, ()), ("broken", False, ()),
        ("linked", False, ()),
    ]  # fmt: skip
    assert unfinished(tmp_path / "none") == []
    driver = app(tmp_path, "results")
    assert plain(driver.expander[0].label) == "Unfinished (4)"
    assert driver.code[0].value == f"motcua run x --resume --out {tmp_path / 'ended'}"
    assert "works: at work now" in plain(driver.info[1].value)
    assert not driver.exception


def test_what_another_version_left_cannot_be_gone_on_with(tmp_path: Path) -> None:
    told = {"typed": ["motcua", "run", "x"], "program": "another"}
    _partial(tmp_path, "old", "x", json.dumps(told))
    driver = app(tmp_path, "results")
    assert "old: ended before its end" in plain(driver.warning[0].value)
    assert "Another version of motcua left it" in plain(driver.warning[0].value)
    assert not driver.code
