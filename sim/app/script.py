"""What the server runs anew at each move of a user; its arguments are those of `starting.start`."""

from __future__ import annotations

import sys

from sim.app.screen import show
from sim.app.starting import told

if __name__ == "__main__":
    show(*told(tuple(sys.argv[1:])))
