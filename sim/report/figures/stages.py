"""Where on their way through the stages citizens wait, and how each scenario changes that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matplotlib.figure import Figure

from sim.report.figures import style
from sim.report.figures.worst import waits
from sim.report.results import WORST_STAGED
from sim.report.words import FIGURE, Lang, say

if TYPE_CHECKING:
    from sim.report.results import Results


def draw(results: Results, lang: Lang) -> Figure | None:
    """One row a stage, site by site, one point a scenario; None without stages."""
    sites = list(results.stages)[:WORST_STAGED]
    if not sites:
        return None
    lines = [(site, stage) for site in sites for stage in results.stages[site]]
    figure = style.sheet(10, 2.0 + 0.42 * len(lines))
    axes = figure.subplots()
    scopes = [("site/stage", f"{site}/{stage}") for site, stage in lines]
    handles = waits(axes, results, scopes, lang)
    several = len(results.site_names) > 1
    names = [
        results.name(*scope, lang) if several else stage
        for scope, (_, stage) in zip(scopes, lines, strict=True)
    ]
    axes.set_yticks(range(len(lines)), names)
    axes.set_ylim(len(lines) - 0.4, -0.6)
    for row in range(1, len(lines)):
        if lines[row][0] != lines[row - 1][0]:
            axes.axhline(row - 0.5, color=style.SOFT, linewidth=0.8)
    axes.set_xlabel(say(FIGURE, "stages_axis", lang))
    key = "stages_title" if len(sites) == len(results.stages) else "stages_worst"
    title = say(FIGURE, key, lang, n=len(sites))
    everywhere = all(
        results.estimate(run.label, *scope, "arrivals_per_day").mean > 0
        for run in results.runs
        for scope in scopes
    )
    notes = ("lines",) if everywhere else ("lines", "stages_absent")
    return style.finish(figure, title, results, lang, notes, handles)
