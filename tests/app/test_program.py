"""The program of a study: the right one wherever it is started, and gone with its starter."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from sim.app.job import PROGRAM, Job
from sim.app.turns import Turns

LONG = 60.0
KILLED = """
import subprocess, sys, os, signal
child = subprocess.Popen(sys.argv[1:], stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
child.stderr.readline()
print("begun", flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""
ENDLESS = ("run", "one-branch", "-n", "10000", "--workers", "1", "-q", "--out")


def test_it_is_this_motcua_whatever_lies_in_the_working_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("sim.py", "click.py", "signal.py"):
        (tmp_path / name).write_text("open('taken', 'w')\nraise SystemExit(99)\n", "utf-8")
    (tmp_path / "sim").mkdir()
    (tmp_path / "sim" / "__init__.py").write_text("open('taken', 'w')\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    job = Job(["validate", "two-desks"], tmp_path / "out", Turns(1), lambda: True)
    assert job.wait(LONG)
    assert (job.code, list(job.said)) == (0, [])
    assert not (tmp_path / "taken").exists()


@pytest.mark.jit
@pytest.mark.skipif(os.name == "nt", reason="kills as POSIX does")
def test_it_ends_where_its_starter_is_killed(tmp_path: Path) -> None:
    out = tmp_path / "out"
    command = [sys.executable, "-P", str(PROGRAM), *ENDLESS, str(out)]
    starter = subprocess.Popen(
        [sys.executable, "-c", KILLED, *command], stdout=subprocess.PIPE, text=True,
        env={**os.environ, "MOTCUA_PROGRESS": "lines"},
    )  # fmt: skip
    # The other end of this pipe is the study's, too: it is closed once both have ended.
    said, _ = starter.communicate(timeout=LONG)
    assert starter.returncode < 0
    assert said == "begun\n"
    assert not out.exists()
