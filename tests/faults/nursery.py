"""A process that has everything loaded, and bears others that carry out a command and are killed.

Loading takes longer than a small study, and most kills would meet nothing else. Reads orders from
standard input, a line of JSON each, and answers with a line.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import sys
from typing import Any

from sim.cli import guard

_TOUCHING = {
    "open", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.link", "os.chmod", "os.truncate",
}  # fmt: skip
"""What Python tells of just before it is done to a file or a folder."""


class Assassin:
    """Counts what is done below a folder, and kills the process just before one of those things."""

    def __init__(self, root: str, at: int | None, number: int) -> None:
        self.root, self.at, self.number, self.count = root, at, number, 0

    def __call__(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event not in _TOUCHING or not isinstance(arguments[0], (str, bytes, os.PathLike)):
            return
        if not os.path.abspath(os.fsdecode(arguments[0])).startswith(self.root):
            return
        self.count += 1
        if self.count == self.at:
            os.kill(os.getpid(), self.number)


def _carry_out(order: dict[str, Any]) -> int:
    sys.argv = ["run_sim.py", *order["arguments"]]
    os.chdir(order["here"])
    try:
        guard.main()
    except SystemExit as leave:
        return int(leave.code or 0)


def _child(order: dict[str, Any], answer: int) -> None:
    """Be a process of its own: the command, its output in a file, and its end."""
    said = os.open(order["said"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(_unread() if order.get("unread") else said, 1)
    os.dup2(said, 2)
    if order.get("bytes") is not None:  # that a file may have; Python is deaf to SIGXFSZ
        resource.setrlimit(resource.RLIMIT_FSIZE, (order["bytes"],) * 2)
    assassin = Assassin(order["here"], order.get("at"), order.get("signal", signal.SIGKILL))
    sys.addaudithook(assassin)
    if order.get("seconds") is not None:
        # Time that it worked, so that a busy machine changes nothing; it ends on the spot.
        signal.setitimer(signal.ITIMER_PROF, order["seconds"])
    code = _carry_out(order)
    os.write(answer, json.dumps({"code": code, "count": assassin.count}).encode())
    os._exit(code)


def _unread() -> int:
    """A pipe that nobody reads from."""
    reader, writer = os.pipe()
    os.close(reader)
    return writer


def _bear(order: dict[str, Any]) -> dict[str, Any]:
    mine, its = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(mine)
        try:
            _child(order, its)
        finally:
            os._exit(70)
    os.close(its)
    with os.fdopen(mine) as stream:
        words = stream.read()
    _, status, used = os.wait4(pid, 0)
    killed = -status if os.WIFSIGNALED(status) else None
    code = os.WEXITSTATUS(status) if os.WIFEXITED(status) else None
    found = {"killed": killed, "code": code, "seconds": used.ru_utime + used.ru_stime}
    return found | (json.loads(words) if words else {})


def main() -> None:
    """Answer orders until nobody gives any; `warm` ones are carried out here."""
    orders, answers = os.fdopen(os.dup(0)), os.fdopen(os.dup(1), "w")
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    for line in orders:
        order = json.loads(line)
        if order.get("warm"):
            said = os.open(order["said"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
            os.dup2(said, 1)
            os.dup2(said, 2)
            sys.argv = ["run_sim.py", *order["arguments"]]
            os.chdir(order["here"])
            found: dict[str, Any] = {"code": guard.run(order["arguments"])}
        else:
            found = _bear(order)
        answers.write(json.dumps(found) + "\n")
        answers.flush()


if __name__ == "__main__":
    main()
