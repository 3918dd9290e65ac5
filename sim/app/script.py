"""What the server runs anew at each move of a user."""

from __future__ import annotations

from sim.app.screen import show
from sim.app.starting import told, warm_up

if __name__ == "__main__":
    show(*told())
    warm_up()
