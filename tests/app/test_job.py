"""A study at work: begun in its turn, watched, stopped, its end told."""

from __future__ import annotations

import sys
from pathlib import Path
from threading import Event

import pytest

from sim.app import job as jobs
from sim.app import working
from sim.app.job import Job
from sim.app.setup import Setup
from sim.app.turns import Turns
from sim.errors import UsageError
from sim.report.progress import Lines, Progress, parse

LONG = 60.0


def _program(text: str) -> tuple[str, ...]:
    return sys.executable, "-c", text


UNTIL_STOPPED = """
import sys
sys.stderr.write('@motcua {"label": "a", "done": 1, "total": 4}\\n')
sys.stderr.flush()
sys.stdin.read()
sys.exit(130)
"""


def _seen(job: Job) -> Progress:
    """Its first progress, once it is there."""
    while job.progress is None:
        job.wait(0.01)
    return job.progress


def test_a_command_tells_how_far_it_is_and_what_went_wrong() -> None:
    script = (
        'import sys; sys.stderr.write(\'@motcua {"label": "x", "done": 2, "total": 8}\\n\''
        " + 'Error: ' + 'y' * 1000 + '\\x1b[31m\\n'); sys.exit(2)"
    )
    job = Job([], Path("out"), Turns(1), lambda: True, _program(script))
    assert job.wait(LONG)
    assert job.progress == Progress("x", 2, 8)
    assert (job.code, job.is_done, job.stopped) == (2, False, False)
    (said,) = job.said
    assert said.startswith("Error: yyy")
    assert len(said) == jobs.LONGEST


def test_what_takes_longer_than_it_may_is_stopped() -> None:
    job = Job([], Path("out"), Turns(1), lambda: True, _program(UNTIL_STOPPED), minutes=1e-9)
    assert job.wait(LONG)
    assert (job.code, job.stopped, job.late) == (130, True, True)


def test_so_many_wait_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sim.app.turns.MOST_WAITING", 1)
    turns = Turns(1)
    first, second = turns.enter(), turns.enter()
    with pytest.raises(UsageError, match="Try again"):
        turns.enter()
    turns.leave(first)
    assert turns.before(second) == 0
    turns.enter()


def test_a_stop_is_the_end_of_the_standard_input() -> None:
    job = Job([], Path("out"), Turns(1), lambda: True, _program(UNTIL_STOPPED))
    assert _seen(job).share == 0.25
    job.stop()
    assert job.wait(LONG)
    assert (job.code, job.stopped, job.is_done) == (130, True, False)


def test_a_command_deaf_to_ctrl_c_is_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "PATIENCE", 0.05)
    deaf = UNTIL_STOPPED.replace("sys.exit(130)", "import time; time.sleep(600)")
    job = Job([], Path("out"), Turns(1), lambda: True, _program(deaf))
    _seen(job)
    job.stop()
    assert job.wait(LONG)
    assert job.code is not None
    assert job.code < 0


def test_what_nobody_wants_any_more_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "PATIENCE", 0.05)
    gone = Event()
    job = Job([], Path("out"), Turns(1), lambda: not gone.is_set(), _program(UNTIL_STOPPED))
    _seen(job)
    gone.set()
    assert job.wait(LONG)
    assert job.stopped


def test_no_more_at_once_than_there_are_places() -> None:
    turns = Turns(1)
    first = Job([], Path("out"), turns, lambda: True, _program(UNTIL_STOPPED))
    second = Job([], Path("out"), turns, lambda: True, _program("pass"))
    third = Job([], Path("out"), turns, lambda: True, _program("pass"))
    _seen(first)
    assert [each.before for each in (first, second, third)] == [0, 1, 2]
    second.stop()
    assert second.wait(LONG)
    assert (second.code, third.before, third.is_over) == (None, 1, False)
    first.stop()
    assert third.wait(LONG)
    assert (third.code, third.is_done) == (0, True)


def test_why_a_study_failed_is_told_in_the_language_of_its_page() -> None:
    """By the command, which knows the language; the page leaves out that it is an error."""
    job = Job(["run", "none.yaml", "--lang", "vi"], Path("out"), Turns(1), lambda: True)
    assert job.wait(LONG)
    assert job.code == 2
    (said,) = job.said
    assert said.startswith("Lỗi: none.yaml: không có tệp kịch bản này.")
    assert working.sentence(said, "vi").startswith("none.yaml: không có tệp")
    assert working.sentence("Cảnh báo: x", "vi") == "x"
    assert working.sentence("Error: x", "en") == "x"


def test_a_program_that_is_not_there_is_a_fault_of_ours(tmp_path: Path) -> None:
    job = Job([], Path("out"), Turns(1), lambda: True, (str(tmp_path / "none"),))
    assert job.wait(LONG)
    assert job.code == jobs.BROKEN
    assert job.said


def test_lines_are_told_only_where_a_program_asks(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("MOTCUA_PROGRESS", raising=False)
    Lines().tell("a", 1, 2)
    assert capsys.readouterr().err == ""
    monkeypatch.setenv("MOTCUA_PROGRESS", "lines")
    lines = Lines()
    for done in (0, 0, 1, 4):  # the second is no news, the third too soon
        lines.tell("Bình\nDương", done, 4)
    told = capsys.readouterr().err.splitlines()
    assert list(map(parse, told)) == [Progress("Bình\nDương", n, 4) for n in (0, 4)]


@pytest.mark.parametrize("line", ["Warning: x", "@motcua {", '@motcua {"label": 1}', "@motcua 3"])
def test_lines_for_people_are_no_progress(line: str) -> None:
    assert parse(line) is None
    assert Progress("", 3, 0).share == 0.0


def test_own_scenarios_come_first_and_none_leads_out(tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "mine.yaml").write_text("", "utf-8")
    (tmp_path / "secret.yaml").write_text("", "utf-8")
    (own / "out.yaml").symlink_to(tmp_path / "secret.yaml")
    found = Setup(tmp_path, own).files()
    assert next(iter(found)) == "mine"
    assert "phase-2" in found
    assert not {"out", "base"} & set(found)
    assert "mine" not in Setup(tmp_path).files()
    with pytest.raises(UsageError, match="no such scenario"):
        Setup(tmp_path, own).file("../secret")


def test_places_are_new_and_below_the_results(tmp_path: Path) -> None:
    setup = Setup(tmp_path)
    first = setup.place("run-../../x y")
    first.with_name(first.name + ".partial").mkdir()
    second = setup.place("run-../../x y")
    assert first.parent == second.parent == tmp_path
    assert first != second
    assert first.name.startswith("run-x-y-")
