"""Provenance: who made a results folder, with what."""

from __future__ import annotations

import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

import sim
from sim.model.journal import digest_of_all
from sim.model.version import MODEL_VERSION
from sim.report import manifest as module
from sim.report.manifest import Order, fingerprint, git_commit, manifest, versions
from tests.report import fakes

STARTED = datetime(2025, 3, 1, 8, 0, 0, tzinfo=UTC)
ENDED = datetime(2025, 3, 1, 8, 0, 12, 500_000, tzinfo=UTC)


def test_manifest_says_what_was_asked_and_done() -> None:
    """Seed, replications, engine and files come from the runs and the order."""
    runs = [
        fakes.run("a", n_points=1, n_replications=3),
        fakes.run("b", n_points=1, n_replications=2),
    ]
    runs[1].interrupted = True
    runs[0].digests, runs[1].digests = ("a0", "a1", "a2"), ("b0", "b1")
    order = Order(
        command=("compare", "a"), started=STARTED, files=("a.yaml",), settings=(("set", []),)
    )
    results = fakes.results(runs)
    found = manifest(order, results, ENDED, ["a.resolved.yaml", "b.resolved.yaml"])
    assert found["motcua"] == sim.__version__
    assert found["interrupted"] is True
    assert found["duration_s"] == 12.5
    assert (found["seed"], found["engine"], found["replications"]) == (7, "compiled", 2)
    assert found["journal_digest"] == digest_of_all(["a0", "a1", "a2", "b0", "b1"])
    assert found["model_version"] == MODEL_VERSION
    runs[1].digests = ()
    assert fakes.results(runs).digest is None
    assert found["scenarios"][0] == {
        "label": "a", "name": "The a", "file": "a.yaml", "resolved": "a.resolved.yaml",
        "period": ["2025-01-01", "2025-06-30"], "seed": 7, "engine": "compiled",
        "replications": [0, 1, 2], "interrupted": False, "precision_reached": None,
        "duration_s": 1.5,
    }  # fmt: skip
    assert found["scenarios"][1]["file"] == ""


def test_versions_name_the_libraries(monkeypatch: pytest.MonkeyPatch) -> None:
    """A library that cannot tell its version does not stop a run."""
    assert versions()["numpy"].count(".") >= 1
    monkeypatch.setattr(module, "_LIBRARIES", ("no-such-library",))
    assert versions()["no-such-library"] == "unknown"


def test_fingerprint_names_machine_and_features() -> None:
    """What can move the last digit is there."""
    found = fingerprint()
    assert found["machine"]
    assert isinstance(found["cpu_features"], list)
    assert found["byte_order"] in ("little", "big")


def test_git_commit_of_a_checkout(tmp_path: Path) -> None:
    """The commit is told with a mark when files differ; elsewhere there is none."""
    assert git_commit(tmp_path) is None

    def git(*words: str) -> str:
        name = ("-c", "user.name=a", "-c", "user.email=a@b")
        done = subprocess.run(
            ["git", *name, *words], cwd=tmp_path, check=True, capture_output=True, text=True
        )
        return done.stdout.strip()

    git("init", "-q")
    assert git_commit(tmp_path) is None  # no commit yet
    (tmp_path / "a").write_text("1")
    git("add", "a")
    git("commit", "-q", "-m", "a", "--no-verify")
    assert git_commit(tmp_path) == git("rev-parse", "HEAD")
    (tmp_path / "a").write_text("2")
    assert git_commit(tmp_path) == git("rev-parse", "HEAD") + "-dirty"
