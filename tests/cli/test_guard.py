"""Every failure ends as a sentence and a code, never as a traceback."""

from __future__ import annotations

import io
import os
import runpy
import signal
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import click
import pytest

from sim import cli
from sim.cli import guard, streams
from sim.cli.asked import VARIABLE
from sim.cli.language import language_of
from sim.cli.progress import Terminated
from sim.errors import Degraded, Problem, ScenarioError
from sim.report.catalogue import tongue
from sim.report.word import LANGS
from sim.said import Said

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("error", "code", "message"),
    [
        (
            ScenarioError([Problem(rule="a."), Problem(rule="b.", file="f", line=3)]),
            2,
            "a.\nf:3: b.\n",
        ),
        (click.FileError("x", "gone"), 2, "Error: Could not open file 'x': gone\n"),
        (
            ModuleNotFoundError("No module named 'numba'", name="numba"),
            2,
            'Motcua needs its environment, and numba is missing: type "make run" (or "make .venv" '
            'once, then ".venv/bin/python run_sim.py ...").\n',
        ),
        (
            ValueError("two\nlines"),
            70,
            "Internal error: ValueError: two lines. Please report it to whoever gave "
            "you motcua, with what --debug (or MOTCUA_DEBUG=1) prints.\n",
        ),
        (KeyError(), 70, "Internal error: KeyError: no message. Please report"),
        (ModuleNotFoundError("sim.x", name="sim.x"), 70, "Internal error: ModuleNotFoundError"),
        (
            OSError(28, "No space left on device", "/x/a.csv"),
            2,
            "Error: /x/a.csv: this could not be read or written (No space left on device). Make "
            "room on the disk, and run it again.\n",
        ),
        (PermissionError(13, "Permission denied"), 2, "Error: this could not be read or written"),
        (FileNotFoundError(2, "No such file or directory", "a"), 2, "Error: a: this could not be"),
        (OSError("odd"), 2, "Error: this could not be read or written (odd).\n"),
        (MemoryError(), 2, "Error: there is not enough memory for this. Fewer --workers need less"),
        (
            RuntimeError("can't start new thread"),
            2,
            "Error: the system gives no more threads. Give --workers 1, or end other programs.\n",
        ),
        (RuntimeError("x"), 70, "Internal error: RuntimeError: x."),
        (Terminated(129), 129, "Interrupted; nothing was finished.\n"),
        (KeyboardInterrupt(), 130, "Interrupted; nothing was finished.\n"),
        (Terminated(), 143, "Interrupted; nothing was finished.\n"),
        (click.exceptions.Exit(3), 3, ""),
    ],
)
def test_every_error_is_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
    error: BaseException, code: int, message: str,
) -> None:  # fmt: skip
    """What the user can put right has code 2, what only we can has 70."""

    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.delenv("MOTCUA_DEBUG", raising=False)
    monkeypatch.setattr(guard.group, "invoke", fail)
    assert guard.run([]) == code
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith(message)
    assert "Traceback" not in told.err


@pytest.mark.parametrize("how", ["option", "environment"])
def test_debug_shows_the_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], how: str
) -> None:
    """For whoever reports an internal error."""

    def fail(*_: object, **__: object) -> None:
        raise ValueError("x")

    monkeypatch.setattr(guard.group, "invoke", fail)
    monkeypatch.setenv("MOTCUA_DEBUG", "1" if how == "environment" else "0")
    assert guard.run(["--debug"] if how == "option" else []) == 70
    assert "Traceback (most recent call last)" in capsys.readouterr().err


def test_wrong_words_name_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    """The parser's complaints are one line, too."""
    assert guard.run(["run"]) == 2
    told = capsys.readouterr().err
    assert told.startswith("Error: Missing argument 'SCENARIO'. Try ")
    assert told.count("\n") == 1


def test_trouble_with_the_machine_is_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Other warnings are shown as ever."""
    shown: list[type[Warning]] = []
    show = guard._show(lambda _, category, *_place: shown.append(category))
    show(Degraded("nothing can be kept."), Degraded, "f.py", 3)
    show(UserWarning("x"), UserWarning, "f.py", 3)
    assert capsys.readouterr().err == "Warning: nothing can be kept.\n"
    assert shown == [UserWarning]


def test_program_is_what_was_typed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Help shows the command line that works here."""
    monkeypatch.setattr(sys, "argv", ["./run_sim.py"])
    assert guard._program() == "python run_sim.py"
    monkeypatch.setattr(sys, "argv", ["/usr/bin/motcua"])
    assert guard._program() == "motcua"


def test_output_is_utf8_whatever_the_locale(monkeypatch: pytest.MonkeyPatch) -> None:
    """A stream of another encoding is switched; one that cannot be is left."""
    plain = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    monkeypatch.setattr(sys, "stdout", plain)
    monkeypatch.setattr(sys, "stderr", SimpleNamespace(encoding=None))
    guard._speak_utf8()
    plain.write("Dĩ An ± 1")
    plain.flush()
    assert plain.buffer.getvalue() == "Dĩ An ± 1".encode()  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("code", "leaves"), [(0, "exit"), (2, "exit"), (129, "_exit"), (130, "_exit"), (143, "_exit")]
)
def test_main_leaves_with_the_code(monkeypatch: pytest.MonkeyPatch, code: int, leaves: str) -> None:
    """After an interrupt nobody waits for replications in flight."""
    left: list[tuple[str, int]] = []

    def leave(how: str) -> object:
        def note(number: int) -> None:
            left.append((how, number))
            raise SystemExit

        return note

    monkeypatch.setattr(guard, "run", lambda _arguments: code)
    monkeypatch.setattr(guard.os, "_exit", leave("_exit"))
    monkeypatch.setattr(guard.sys, "exit", leave("exit"))
    with pytest.raises(SystemExit):
        guard.main(["x"])
    assert left == [(leaves, code)]


def test_a_broken_pipe_is_no_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether the reader leaves early or just before the last words."""
    closed: list[str] = []

    def fail(*_: object) -> None:
        raise BrokenPipeError

    for module in (guard, streams):
        monkeypatch.setattr(module, "close_quietly", lambda: closed.append("closed"))
    with monkeypatch.context() as patch:
        patch.setattr(guard.group, "invoke", fail)
        assert guard.run([]) == 0
    monkeypatch.setattr(guard, "run", lambda _arguments: 0)
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stdout", SimpleNamespace(flush=fail, encoding="utf-8"))
        with pytest.raises(SystemExit) as left:
            guard.main([])
    assert left.value.code == 0
    assert closed == ["closed", "closed"]


def test_after_a_broken_pipe_output_goes_nowhere(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """What is still in the buffer is not complained about at exit."""
    with (tmp_path / "out").open("w") as stream:
        monkeypatch.setattr(sys, "stdout", stream)
        guard.close_quietly()
        stream.write("late")
    assert (tmp_path / "out").read_text() == ""


def _type(*words: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, str(ROOT / "run_sim.py"), *words], capture_output=True,
        env={**os.environ, **environment}, cwd=ROOT, check=False,
    )  # fmt: skip


def test_names_survive_the_c_locale() -> None:
    """Diacritics are printed under LANG=C, into a pipe."""
    done = _type(
        "validate", "phase-2", "--resolved", LC_ALL="C", LANG="C", PYTHONUTF8="0",
        PYTHONCOERCECLOCALE="0", PYTHONIOENCODING="ascii",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "Chi nhánh Dĩ An" in done.stdout.decode("utf-8")


def test_a_reader_who_leaves_early_sees_no_complaint() -> None:
    """`... | head -1` ends quietly."""
    command = [sys.executable, str(ROOT / "run_sim.py"), "schema"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT
    ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        assert running.stderr.read() == b""
        assert running.wait() == 0


def test_light_commands_import_nothing_heavy() -> None:
    """Help and validation answer at once because these stay out."""
    heavy = ("numba", "scipy", "pandas", "matplotlib", "pyarrow", "openpyxl", "simpy", "rich")
    code = (
        "import sys\nfrom sim.cli.guard import run\n"
        f"codes = [run([]), run(['--help']), run(['validate', 'mm3', 'phase-2'])]\n"
        f"found = [name for name in {heavy} if name in sys.modules]\n"
        "sys.stderr.write(repr((codes, found)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True
    )
    assert done.stderr == "([0, 0, 0], [])"


_INTERRUPTED_IMPORT = """
import os, runpy, signal, sys

class Finder:
    def find_spec(self, name, *_):
        if name == {module!r}:
            os.kill(os.getpid(), signal.SIGINT)

signal.signal(signal.SIGINT, signal.default_int_handler)
sys.meta_path.insert(0, Finder())
sys.argv = ["run_sim.py", "validate", "mm3"]
runpy.run_path("run_sim.py", run_name="__main__")
"""


@pytest.mark.parametrize("module", ["sim.cli", "sim.cli.guard", "ruamel.yaml"])
def test_an_interrupt_while_libraries_load_shows_no_traceback(module: str) -> None:
    """Before the command line knows of Ctrl-C, while it loads, and while a command does."""
    done = subprocess.run(
        [sys.executable, "-c", _INTERRUPTED_IMPORT.format(module=module)],
        capture_output=True, text=True, cwd=ROOT, check=False, env={**os.environ, VARIABLE: "en"},
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (130, "")
    assert done.stderr == "Interrupted; nothing was finished.\n"


@pytest.mark.parametrize("module", ["sim.cli", "sim.cli.guard"])
def test_an_interrupt_while_libraries_load_is_told_in_the_language_asked_for(module: str) -> None:
    """Though the catalogue cannot be read by then."""
    done = subprocess.run(
        [sys.executable, "-c", _INTERRUPTED_IMPORT.format(module=module)],
        capture_output=True, encoding="utf-8", cwd=ROOT, check=False,
        env={**os.environ, VARIABLE: "vi", "PYTHONUTF8": "1"},
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (130, "")
    assert done.stderr == f"{cli.INTERRUPTED['vi']}\n"


def test_what_is_said_before_the_catalogue_is_read_is_what_it_says() -> None:
    """The two copies in the code, and every language."""
    said = Said("Interrupted; nothing was finished.")
    assert {lang: tongue(lang).say(said) for lang in LANGS} == cli.INTERRUPTED
    starter = runpy.run_path(str(ROOT / "run_sim.py"))
    assert starter["INTERRUPTED"] == cli.INTERRUPTED
    assert set(starter["OLD"]) == set(starter["BARE"]) == set(LANGS)


@pytest.mark.parametrize(
    "typed", ["", "run --lang vi", "--lang=vi --lang en", "--lang en -- --lang vi", "--lang",
              "--lang=fr", "--lang en --lang=vi", "--", "-- --lang vi"],
)  # fmt: skip
@pytest.mark.parametrize("variable", ["", "vi", "fr"])
def test_the_starter_hears_the_same_language(
    monkeypatch: pytest.MonkeyPatch, typed: str, variable: str
) -> None:
    """As the command line, in which an unknown one is passed over for what was asked before it."""
    monkeypatch.setattr(sys, "argv", ["run_sim.py", *typed.split()])
    monkeypatch.setenv(VARIABLE, variable)
    heard = runpy.run_path(str(ROOT / "run_sim.py"))["language"]()
    assert heard == language_of(typed.split(), {VARIABLE: variable})


def test_an_old_python_is_told_in_vietnamese_too(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 10))
    monkeypatch.setattr(sys, "argv", ["run_sim.py", "validate", "--lang", "vi"])
    with pytest.raises(SystemExit) as left:
        runpy.run_path(str(ROOT / "run_sim.py"), run_name="__main__")
    assert left.value.code == 2
    assert capsys.readouterr().err.startswith("Motcua cần Python 3.11 trở lên: hãy gõ")


@pytest.mark.parametrize("before", [signal.default_int_handler, signal.SIG_IGN])
def test_main_gives_ctrl_c_back_to_the_commands(
    monkeypatch: pytest.MonkeyPatch, before: Any
) -> None:
    """After the imports it is as it was, also for a program that is meant to be deaf."""
    met: list[Any] = []

    def note(_arguments: object) -> None:
        met.append(signal.getsignal(signal.SIGINT))

    monkeypatch.setattr(guard, "main", note)
    usual = signal.signal(signal.SIGINT, before)
    try:
        cli.main(["x"])
    finally:
        signal.signal(signal.SIGINT, usual)
    assert met == [before]


def test_leaving_on_the_spot_says_so(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """No exception that an import could swallow."""
    left: list[int] = []
    monkeypatch.setattr(cli.os, "_exit", left.append)
    cli._leave(cli.INTERRUPTED["en"])
    assert left == [130]
    assert capfd.readouterr().err == "Interrupted; nothing was finished.\n"
