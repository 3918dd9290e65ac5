"""The pictures of a results folder: one a file, readable at a glance and by the colour-blind."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING

from sim.report.words import Lang

if TYPE_CHECKING:
    from sim.report.results import Results

# In a home that takes no files, the library finds a place by itself; its advice on variables of
# the environment is for programmers.
logging.getLogger("matplotlib").setLevel(logging.ERROR)


def write_all(folder: Path, results: Results, lang: Lang = "en") -> list[Path]:
    """Draw every figure that the results have something for; return the files."""
    from sim.report.figures import access, dossiers, load, queue, stages, style, waits, worst

    drawings = {
        "waits.png": waits.draw,
        "worst-sites.png": worst.draw,
        "stages.png": stages.draw,
        "queue.png": queue.draw,
        "utilisation.png": load.draw,
        "dossiers.png": dossiers.draw,
        "access.png": access.draw,
    }
    written = []
    with style.applied():
        for name, draw in drawings.items():
            figure = draw(results, lang)
            if figure is not None:
                figure.savefig(folder / name, metadata={"Software": "motcua"})
                written.append(folder / name)
    return written
