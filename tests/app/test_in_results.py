"""The page of results on a real folder, and the command that starts the app."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from sim.cli.guard import run
from tests.app.pages import app


def test_a_folder_is_shown_and_its_report_written(tmp_path: Path) -> None:
    out = tmp_path / "run"
    assert run(["run", "two-desks", "-n", "2", "-q", "--out", str(out)]) == 0
    driver = app(tmp_path, "results")
    assert not driver.error
    frame = driver.dataframe[0].value
    assert "Mean wait [min]" in list(frame["Measure"])
    driver.button(key="make_report").click().run()
    assert not driver.error
    assert (out / "report.html").stat().st_size > 1000


def test_a_port_that_is_taken_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        assert run(["app", "--port", str(taken.getsockname()[1])]) == 2
    assert "--port" in capsys.readouterr().err


def test_without_streamlit_it_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sim.cli.app.find_spec", lambda _name: None)
    assert run(["app"]) == 2
    assert 'pip install "motcua[app]"' in capsys.readouterr().err
