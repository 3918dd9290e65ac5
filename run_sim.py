# -*- coding: utf-8 -*-
"""Run motcua from a checkout: ``make run`` or ``.venv/bin/python run_sim.py COMMAND ...``.

This file parses on any Python, so that a wrong one gets a line to act on and no traceback.
"""

import os
import sys

ENVIRONMENT = (
    "click holidays matplotlib numba numpy openpyxl pandas pyarrow pydantic rich ruamel scipy simpy"
).split()
OLD = {
    "en": 'Motcua needs Python 3.11 or newer: type "make run PYTHON=python3.11".',
    "vi": 'Motcua cần Python 3.11 trở lên: hãy gõ "make run PYTHON=python3.11".',
}
BARE = {
    "en": 'Motcua needs its environment: type "make run" '
    '(or "make .venv" once, then ".venv/bin/python run_sim.py ...").',
    "vi": 'Motcua cần môi trường của mình: hãy gõ "make run" '
    '(hoặc "make .venv" một lần, rồi ".venv/bin/python run_sim.py ...").',
}
INTERRUPTED = {
    "en": "Interrupted; nothing was finished.",
    "vi": "Đã bị dừng; chưa có gì hoàn thành.",
}


def language():
    """The language asked for, by ``--lang`` or else by ``MOTCUA_LANG``: see sim/cli/asked.py."""
    asked = [os.environ.get("MOTCUA_LANG")]
    words = sys.argv[1:]
    for place, word in enumerate(words):
        if word == "--":
            break
        if word == "--lang":
            asked += words[place + 1 : place + 2]
        elif word.startswith("--lang="):
            asked.append(word[len("--lang=") :])
    return ([each for each in asked if each in INTERRUPTED] or ["en"])[-1]


def leave(lines, code):
    """Say a line in the language asked for, and end."""
    sys.stderr.write(lines[language()] + "\n")
    sys.exit(code)


if __name__ == "__main__":
    if sys.version_info < (3, 11):
        leave(OLD, 2)
    try:
        from sim.cli import main

        main()
    except KeyboardInterrupt:
        leave(INTERRUPTED, 130)
    except ModuleNotFoundError as missing:
        # Any other missing module is a fault of ours and keeps its traceback.
        if (missing.name or "").split(".")[0] not in ENVIRONMENT:
            raise
        leave(BARE, 2)
