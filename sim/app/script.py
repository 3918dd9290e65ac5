"""What the server runs anew at each move of a user; its arguments are those of `starting.start`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import cast

from sim.app.screen import show
from sim.report.words import Lang

if __name__ == "__main__":
    show(Path(sys.argv[1]), cast("Lang", sys.argv[2]))
