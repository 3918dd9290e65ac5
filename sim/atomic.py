"""Files that people keep are written whole or not at all: beside their place, then moved there.

Whenever the program is killed, or the power fails, the file that was there before or the new one
is there, never half of it. What a killed program leaves is a file ending in `.partial`, which the
next one to write the same file removes.
"""

from __future__ import annotations

import errno
import itertools
import os
import re
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

PARTIAL = ".partial"
"""What the name of everything unfinished ends in."""

_LONGEST = 60
"""Letters of a file's name that the one beside it repeats: names have at most 255 bytes."""
_count = itertools.count()


@contextmanager
def whole(path: Path, *, fresh: bool = False) -> Iterator[Path]:
    """A file to fill, which takes the place of `path` at the end; removed if filling it fails.

    A link stays a link, and the file that it leads to is replaced; a device or a pipe, such as
    /dev/stdout, is written to as it is. If `fresh`, nothing may be at `path` yet.

    Raises
    ------
    OSError
        It cannot be written there; what was there is as it was. `FileExistsError` where it should
        have been `fresh`.
    """
    target = Path(os.path.realpath(path))
    before = _mode(target)
    if before is not None and fresh:
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))
    if before is not None and not stat.S_ISREG(before):
        yield target
        return
    _remove_stale(target)
    name = f".{target.name[:_LONGEST]}.{os.getpid()}-{next(_count)}{PARTIAL}"
    beside = target.with_name(name)
    try:
        yield beside
        if before is not None:
            beside.chmod(stat.S_IMODE(before))
        _settle(beside)
        if fresh:
            _move_where_nothing_is(beside, target)
        else:
            os.replace(beside, target)
    except BaseException:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        raise
    _settle(target.parent)


def write_bytes(path: Path, content: bytes, *, fresh: bool = False) -> None:
    """Write a file; see `whole`."""
    with whole(path, fresh=fresh) as beside:
        beside.write_bytes(content)


def write_text(path: Path, text: str) -> None:
    """Write a file in UTF-8, new lines as they are; see `whole`."""
    write_bytes(path, text.encode())


def refuse_unwritable(path: Path) -> None:
    """Find out before long work whether `write_bytes` would do.

    Raises
    ------
    OSError
        It would not.
    """
    target = Path(os.path.realpath(path))
    before = _mode(target)
    if before is not None and stat.S_ISDIR(before):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if before is not None and not stat.S_ISREG(before):
        return
    name = f".{target.name[:_LONGEST]}.{os.getpid()}-{next(_count)}{PARTIAL}"
    beside = target.with_name(name)
    beside.touch()
    beside.unlink()


def settle(folder: Path) -> None:
    """Have the disk keep every file of a folder, before the folder is moved into its place."""
    for root, _, files in os.walk(folder):
        for name in files:
            _settle(Path(root, name))
        _settle(Path(root))


def is_alive(pid: int) -> bool:
    """Whether another process is running; one that cannot be asked counts as running."""
    if pid == os.getpid():  # a number that came round again
        return False
    if os.name == "nt":  # there, asking would end it
        return True
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:
        pass
    return True


def _mode(path: Path) -> int | None:
    try:
        return path.stat().st_mode
    except FileNotFoundError:
        return None


def _settle(path: Path) -> None:
    """Wait until a file or a folder is on the disk, where the system can tell."""
    is_folder = path.is_dir()
    if is_folder and os.name == "nt":  # there, a folder cannot be opened
        return
    descriptor = os.open(path, os.O_RDONLY if is_folder else os.O_RDWR)
    try:
        os.fsync(descriptor)
    except OSError as error:
        # Some file systems cannot do it, above all for folders; a full disk is another matter.
        if error.errno not in (errno.EINVAL, errno.ENOTSUP, errno.EBADF, errno.EACCES):
            raise
    finally:
        os.close(descriptor)


def _move_where_nothing_is(beside: Path, target: Path) -> None:
    """Move a file, unless another one came to its place meanwhile."""
    try:
        os.link(beside, target)
    except FileExistsError:
        raise
    except OSError:  # a file system without links
        if target.exists():
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target)) from None
        os.replace(beside, target)
    else:
        beside.unlink()


def _remove_stale(target: Path) -> None:
    """Remove what killed programs left of the same file."""
    left = re.compile(re.escape(f".{target.name[:_LONGEST]}.") + r"(\d+)-\d+" + re.escape(PARTIAL))
    with suppress(OSError):
        for each in target.parent.iterdir():
            found = left.fullmatch(each.name)
            if found and not is_alive(int(found[1])) and int(found[1]) != os.getpid():
                with suppress(OSError):
                    each.unlink()
