"""The command that starts the app."""

from __future__ import annotations

import socket

import pytest

from sim.cli.guard import run


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
