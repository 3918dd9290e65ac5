"""Run motcua from a checkout: ``make run`` or ``.venv/bin/python run_sim.py COMMAND ...``.

This file parses on any Python, so that a wrong one gets a line to act on and no traceback.
"""

import sys

ENVIRONMENT = (
    "click holidays matplotlib numba numpy openpyxl pandas pyarrow pydantic rich ruamel scipy simpy"
).split()


def refuse(line):
    """Say what to type and end with the exit code of a wrong call."""
    sys.stderr.write(line + "\n")
    sys.exit(2)


if __name__ == "__main__":
    if sys.version_info < (3, 11):
        refuse('Motcua needs Python 3.11 or newer: type "make run PYTHON=python3.11".')
    try:
        from sim.cli import main

        main()
    except KeyboardInterrupt:
        sys.stderr.write("Interrupted; nothing was finished.\n")
        sys.exit(130)
    except ModuleNotFoundError as missing:
        # Any other missing module is a fault of ours and keeps its traceback.
        if (missing.name or "").split(".")[0] not in ENVIRONMENT:
            raise
        refuse(
            'Motcua needs its environment: type "make run" '
            '(or "make .venv" once, then ".venv/bin/python run_sim.py ...").'
        )
