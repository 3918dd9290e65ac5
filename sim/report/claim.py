"""The place of unfinished results: `<out>.partial`, held by one program and saying what it is.

A lock of the system says whether its owner lives: it goes with the process however that ends, and
does not mind that numbers of processes come round again. Where a disk knows no locks, the number
of the process has to do.
"""

from __future__ import annotations

import os
import platform
import shlex
import shutil
import sys
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from sim import atomic
from sim.errors import UsageError
from sim.report.unfinished_words import UNFINISHED
from sim.report.words import LANGS, say
from sim.said import Said

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

NOTICE = "UNFINISHED.txt"
OWNER = "pid"
EARLIER = "earlier"
"""Results that were at the place before, while new ones are moved there."""
WHOLE = "whole"
"""Results that are finished, just before they are moved to their place."""
_TRIES = 100


def partial_of(folder: Path) -> Path:
    """Where the results of a folder are made."""
    return folder.with_name(folder.name + atomic.PARTIAL)


class Claim:
    """The right to make the results of a folder; held until `release` or the process's end."""

    def __init__(self, folder: Path, *, keep: bool = False) -> None:
        """Claim the place, and clear away what a program that is no more left there.

        With `keep`, what it left stays.

        Raises
        ------
        UsageError
            Another run is at work there, or it is not known whose folder it is.
        OSError
            It cannot be written to.
        """
        self.folder = folder
        self.partial = partial_of(folder)
        self._lock = self._taken()
        try:
            self._put_back()
            if not keep:
                _clear(self.partial)
            (self.partial / OWNER).write_text(str(os.getpid()))
            (self.partial / NOTICE).write_text(_notice(folder), "utf-8")
        except OSError:
            if keep:
                self.release()
            else:
                self.remove()
            raise

    def _taken(self) -> int:
        """The open file that holds the lock."""
        for _ in range(_TRIES):
            try:
                self.partial.mkdir(parents=True)
            except FileExistsError:
                self._refuse_strange()
            try:
                lock = os.open(self.partial / OWNER, os.O_RDWR | os.O_CREAT, 0o666)
            except FileNotFoundError:  # its owner has just finished
                continue
            try:
                if not _locked(lock):
                    raise self._busy()
                if os.path.samestat(os.fstat(lock), (self.partial / OWNER).stat()):
                    return lock
            except FileNotFoundError:
                pass
            except BaseException:
                os.close(lock)
                raise
            os.close(lock)
        raise self._busy()

    def _refuse_strange(self) -> None:
        """Raise UsageError where a folder of this name has nothing by which it is known as ours."""
        with suppress(FileNotFoundError):
            names = {each.name for each in self.partial.iterdir()}
            if names and not names & {OWNER, NOTICE}:
                raise UsageError(
                    Said(
                        "{folder}: results would be made in this folder, and it holds something "
                        "else; name another --out, or remove it.",
                        folder=str(self.partial),
                    )
                )

    def _busy(self) -> UsageError:
        return UsageError(
            Said(
                "{folder}: another run is at work here; name another --out, or remove this folder "
                "if none is.",
                folder=str(self.partial),
            )
        )

    def _put_back(self) -> None:
        """Give a place its earlier results back, if new ones never came to stand there."""
        earlier = self.partial / EARLIER
        if earlier.is_dir() and not self.folder.exists():
            os.replace(earlier, self.folder)

    def settle(self) -> None:
        """Move what was made to its place, whole; earlier results stay until then.

        At every instant one of the two is at the place, or within a folder that says so.
        """
        whole, earlier = self.partial / WHOLE, self.partial / EARLIER
        whole.mkdir(exist_ok=True)
        for each in list(self.partial.iterdir()):
            if each.name not in (WHOLE, EARLIER, OWNER, NOTICE):
                os.replace(each, whole / each.name)
        atomic.settle(whole)
        if self.folder.exists():
            os.replace(self.folder, earlier)
        try:
            os.replace(whole, self.folder)
        except OSError:
            with suppress(OSError):
                self._put_back()
            raise
        self.remove()

    def clear(self, *names: str) -> None:
        """Remove what was made, but the files and folders of these names."""
        _clear(self.partial, (*names, EARLIER))

    def remove(self) -> None:
        """Leave nothing behind; the notice goes last, and then the lock."""
        _clear(self.partial)
        with suppress(OSError):
            (self.partial / NOTICE).unlink(missing_ok=True)
        if os.name == "nt":
            self.release()
        with suppress(OSError):
            (self.partial / OWNER).unlink(missing_ok=True)
        self.release()
        with suppress(OSError):
            self.partial.rmdir()

    def release(self) -> None:
        """Let others have the place, as the end of the process does."""
        if self._lock >= 0:
            os.close(self._lock)
            self._lock = -1


def _clear(partial: Path, but: Sequence[str] = ()) -> None:
    """Remove what was made, and not what says whose it is."""
    with suppress(OSError):
        for each in list(partial.iterdir()):
            if each.name in (OWNER, NOTICE, *but):
                continue
            if each.is_dir() and not each.is_symlink():
                shutil.rmtree(each, ignore_errors=True)
            else:
                with suppress(OSError):
                    each.unlink()


def _locked(lock: int) -> bool:
    """Lock a file for this process, unless another one that lives has it."""
    if fcntl is not None:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:  # a disk without locks
            pass
        else:
            return True
    try:
        number = os.read(lock, 20)  # empty: made just now, by us
        return not number or not atomic.is_alive(int(number))
    except ValueError:
        return False


def _notice(folder: Path) -> str:
    """The text of the file that says what an unfinished folder is."""
    program = Path(sys.argv[0]).name
    words = ["python run_sim.py"] if program == "run_sim.py" else [program or "motcua"]
    command = " ".join([*words, shlex.join(sys.argv[1:])])
    values = {
        "folder": folder, "pid": os.getpid(), "host": platform.node() or "?",
        "started": f"{datetime.now().astimezone():%Y-%m-%d %H:%M:%S %z}", "here": _here(),
    }  # fmt: skip
    parts = []
    for lang in LANGS:
        for key in UNFINISHED:
            parts.append(say(UNFINISHED, key, lang, **values))
            if key == "command":
                parts.append(f"    {command}")
    return "\n\n".join(parts) + "\n"


def _here() -> str:
    try:
        return os.getcwd()
    except OSError:  # it was removed
        return "?"
