"""The command line speaks the language asked for, and nobody else is made to."""

from __future__ import annotations

import gettext
import os
import signal
import subprocess
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from sim.cli import guard, progress
from sim.cli.asked import VARIABLE
from sim.cli.language import language_of, speaking, spoken, tell, told
from sim.cli.progress import Terminated
from sim.errors import Degraded, Problem, ScenarioError, UsageError
from sim.said import Said
from tests.english import english


@pytest.fixture
def vietnamese() -> Iterator[None]:
    with speaking("vi"):
        yield


@pytest.mark.parametrize(
    ("typed", "variable", "lang"),
    [
        ("run x", "", "en"),
        ("run x --lang vi", "", "vi"),
        ("--lang vi run x", "", "vi"),
        ("run x --lang=vi", "", "vi"),
        ("run x", "vi", "vi"),
        ("run x --lang en", "vi", "en"),
        ("--lang vi run x --lang=en", "", "en"),  # the last one, as for the parser
        ("run x --lang", "vi", "vi"),
        ("run x --lang fr", "vi", "vi"),  # which is told in a language that is known
        ("run x", "fr", "en"),
        ("run -- --lang vi", "", "en"),
    ],
)
def test_language_is_known_before_options_are_read(typed: str, variable: str, lang: str) -> None:
    assert language_of(typed.split(), {VARIABLE: variable}) == lang


def test_speaking_ends_where_it_began() -> None:
    """Also after an error; a language in a language is spoken until it ends."""
    before = gettext.dgettext, gettext.dngettext
    with speaking("vi"):
        assert gettext.gettext("Usage:") == "Cách dùng:"
        assert gettext.ngettext("Did you mean {possibility}?", "x", 1).startswith("Có phải")
        assert gettext.ngettext("x", "(Did you mean one of: {possibilities}?)", 2).startswith("(Có")
        assert gettext.gettext("Nobody has said this yet") == "Nobody has said this yet"
        with speaking("en"):
            assert (spoken(), told(Said("no message"))) == ("en", "no message")
        assert (spoken(), told(Said("no message"))) == ("vi", "không có thông báo")
    with pytest.raises(ZeroDivisionError), speaking("vi"):
        raise ZeroDivisionError
    assert (spoken(), gettext.dgettext, gettext.dngettext) == ("en", *before)
    assert gettext.gettext("Usage:") == "Usage:"


def test_english_takes_nothing_from_gettext() -> None:
    """Whoever has catalogues for it keeps them."""
    before = gettext.dgettext
    with speaking("en"):
        assert gettext.dgettext is before


def test_without_its_catalogues_it_speaks_english(monkeypatch: pytest.MonkeyPatch) -> None:
    """An environment that lacks a library is told of as ever, not by a traceback."""

    def fail(_lang: str) -> None:
        raise ModuleNotFoundError

    monkeypatch.setattr("sim.cli.language.tongue", fail)
    with speaking("vi"):
        assert spoken() == "en"
        assert gettext.gettext("Usage:") == "Usage:"


@pytest.mark.usefixtures("vietnamese")
@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("run", "Lỗi: Thiếu đối số 'KỊCH-BẢN'. Hãy thử \"motcua run --help\"."),
        ("plan x", "Lỗi: Thiếu tùy chọn '--out'."),
        ("rum", "Lỗi: Không có lệnh 'rum'. Có phải là 'run' không? Hãy thử \"motcua --help\"."),
        ("run x --sed 1", "Lỗi: Không có tùy chọn '--sed'. (Có phải là một trong: "),
        ("run x --jurnal", "Lỗi: Không có tùy chọn '--jurnal'. Có phải là '--journal' không?"),
        ("run x --seed", "Lỗi: Tùy chọn '--seed' cần một giá trị."),
        ("run x --audit=1", "Lỗi: Tùy chọn '--audit' không nhận giá trị."),
        ("run x y", "Lỗi: Thừa đối số (y)"),
        ("run x y z", "Lỗi: Thừa các đối số (y z)"),
        ("run x --engine fast", "Lỗi: Giá trị không hợp lệ cho '--engine': 'fast' không thuộc "),
        ("run x --lang fr", "Lỗi: Giá trị không hợp lệ cho '--lang': 'fr' không thuộc 'en', 'vi'."),
        ("app --port x", "Lỗi: Giá trị không hợp lệ cho '--port': 'x' không phải là số nguyên hợp"),
        ("app --port 0", "Lỗi: Giá trị không hợp lệ cho '--port': 0 không nằm trong khoảng 1<=x"),
        ("app --scenarios /none", "Lỗi: Giá trị không hợp lệ cho '--scenarios': Thư Mục '/none' k"),
        ("app --results pyproject.toml", "Lỗi: Giá trị không hợp lệ cho '--results': Thư Mục 'py"),
        ("run x -n 0", "Lỗi: --replications = 0: cần một số nguyên từ 1 đến 10.000."),
        ("run x --set y", "Lỗi: --set y: cần ĐƯỜNG-DẪN=GIÁ-TRỊ, chẳng hạn wait_target=15."),
        ("run phase-9", "Lỗi: phase-9: không có tệp kịch bản này. Có phải là phase-"),
        ("run phase-2 --twin --stress", "Lỗi: --twin, --stress: chỉ dùng một; hãy bỏ bớt một tùy "),
        ("verify mm33", "Lỗi: mm33: không có hệ thống này. Có phải là mm3 không? Hiện có "),
        ("check --update --junit x", "Lỗi: --update --junit: khi làm mới mốc so sánh thì không k"),
    ],
)
def test_what_is_wrong_with_a_command_line_is_told(
    typed: str, told: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the parser and by us, without a word of English."""
    monkeypatch.setattr("sys.argv", ["motcua"])
    monkeypatch.delenv(VARIABLE, raising=False)
    assert guard.run(typed.split()) == 2
    said = capsys.readouterr().err
    assert said.startswith(told)
    assert said.count("\n") == 1
    assert english(said) == []


def test_an_unknown_language_of_the_environment_is_a_sentence(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, "fr")
    assert guard.run(["verify", "mm3"]) == 2
    said = capsys.readouterr().err
    assert VARIABLE in said
    assert "'fr' is not one of 'en', 'vi'." in said


@pytest.mark.usefixtures("vietnamese")
@pytest.mark.parametrize(
    ("error", "told"),
    [
        (
            ScenarioError([
                Problem(file="f.yaml", line=3, rule=Said("this file is empty.")),
                Problem(rule=Said("there is no such file."), hint=Said("Save it anew as .xlsx.")),
            ]),
            "f.yaml:3: tệp này trống.\nkhông có tệp này. Hãy lưu lại thành .xlsx.\n",
        ),
        (UsageError(Said("there is no such file.")), "Lỗi: không có tệp này.\n"),
        (
            OSError(28, "No space", "/x"),
            "Lỗi: /x: không đọc hoặc ghi được (No space). Hãy giải phóng chỗ trống trên ổ đĩa rồi "
            "chạy lại.\n",
        ),
        (MemoryError(), "Lỗi: không đủ bộ nhớ. "),
        (RuntimeError("can't start new thread"), "Lỗi: hệ thống không cho thêm luồng. "),
        (KeyError(), "Lỗi nội bộ: KeyError: không có thông báo. Hãy báo cho người "),
        (ModuleNotFoundError("x", name="numba"), "Motcua cần môi trường của nó, và còn thiếu numb"),
        (KeyboardInterrupt(), "Đã bị dừng; chưa có gì hoàn thành.\n"),
        (Terminated(), "Đã bị dừng; chưa có gì hoàn thành.\n"),
    ],
)  # fmt: skip
def test_every_error_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
    error: BaseException, told: str,
) -> None:  # fmt: skip
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.delenv("MOTCUA_DEBUG", raising=False)
    monkeypatch.setattr(type(guard.group), "invoke", fail)
    assert guard.run([]) != 0
    assert capsys.readouterr().err.startswith(told)


@pytest.mark.usefixtures("vietnamese")
def test_notes_of_what_was_kept_are_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """After an interrupt, and after an error."""
    note = Said(
        "What was finished is kept in {partial}; type the same command with --resume --out "
        "{folder} to go on.",
        partial="a.partial", folder="a",
    )  # fmt: skip
    kept = "Phần đã hoàn thành được giữ trong a.partial; để chạy tiếp, hãy gõ lại lệnh với "
    for error, before in ((KeyboardInterrupt(), "Đã bị dừng. "), (MemoryError(), "")):
        error.add_note(note)

        def fail(*_: object, error: BaseException = error) -> None:
            raise error

        monkeypatch.setattr(type(guard.group), "invoke", fail)
        guard.run([])
        assert f"{before}{kept}" in capsys.readouterr().err


@pytest.mark.usefixtures("vietnamese")
def test_warnings_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    with warnings.catch_warnings():
        warnings.showwarning = guard._show(warnings.showwarning)
        warnings.simplefilter("always")
        warnings.warn(Said("there is no such file."), Degraded, stacklevel=1)
    guard._show(print)(Said("this file is empty."), Degraded)
    assert capsys.readouterr().err == "Cảnh báo: không có tệp này.\nCảnh báo: tệp này trống.\n"


@pytest.mark.usefixtures("vietnamese")
def test_signals_are_answered(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """What Ctrl-C does while results are saved, and the second time."""
    monkeypatch.setattr(progress.os, "_exit", lambda _code: None)
    interrupts = progress.Interrupts()
    interrupts.saving = True
    for _ in range(2):
        interrupts._on_signal(signal.SIGINT, None)
    assert capfd.readouterr().err == (
        "\nĐang lưu; nhấn Ctrl-C lần nữa để thoát ngay.\n\nĐã thoát; phần chưa lưu bị mất.\n\n"
        "Đang lưu; nhấn Ctrl-C lần nữa để thoát ngay.\n"
    )


def test_main_speaks_to_its_last_word(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Standard output may fail after the command has ended."""

    class Streams:
        def close(self, code: int) -> int:
            tell(Said("no message"))
            return code

    monkeypatch.setattr(guard, "Streams", Streams)
    monkeypatch.setattr(guard, "_speak_utf8", lambda: None)
    monkeypatch.setattr(warnings, "showwarning", warnings.showwarning)
    monkeypatch.setattr(warnings, "filters", warnings.filters[:])
    with pytest.raises(SystemExit):
        guard.main(["--lang", "vi", "--version"])
    assert capsys.readouterr().err == "không có thông báo\n"


@pytest.mark.usefixtures("vietnamese")
def test_validate_answers_in_the_language(capsys: pytest.CaptureFixture[str], office: Path) -> None:
    assert guard.run(["validate", str(office / "small.yaml")]) == 0
    said = capsys.readouterr().out
    assert said.startswith("đạt: ")
    assert "small: 1 nơi, 1 thủ tục, từ 2025-01-06 đến 2025-01-07" in said


def test_commands_are_given_the_language_of_all(
    capsys: pytest.CaptureFixture[str], office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Tables too are in it where the command itself names none."""
    given: list[Any] = []
    monkeypatch.setattr("sim.report.plans.write", lambda _out, _scenario, lang: given.append(lang))
    for words in ("", "--lang vi", "--lang en"):
        with speaking(language_of(words.split(), {VARIABLE: "vi"})):
            guard.run(["plan", str(office / "small.yaml"), "--out", "x.csv", *words.split()])
    assert given == ["vi", "vi", "en"]
    assert capsys.readouterr().err == ""


def test_standard_output_that_fails_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from sim.cli.streams import Streams

    streams = Streams.__new__(Streams)
    streams._out = SimpleNamespace(trouble=OSError(28, "No space"))  # type: ignore[assignment]
    with speaking("vi"):
        assert streams.close(0) == 2
    assert capsys.readouterr().err == "Lỗi: đầu ra chuẩn: không ghi được (No space).\n"


def test_a_program_of_its_own_speaks_as_the_environment_asks() -> None:
    """From its first word, under whatever locale."""
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run(
        [sys.executable, str(root / "run_sim.py"), "validate", "none"], capture_output=True,
        env={**os.environ, VARIABLE: "vi", "LC_ALL": "C"}, cwd=root, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode().startswith("Lỗi: none: không có tệp kịch bản này.")
