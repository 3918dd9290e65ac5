"""Where residents are near a site: a map of communes and sites for each scenario."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.patheffects import withStroke

from sim.model import geography
from sim.report.figures import cells, labels, style
from sim.report.figures.cells import Floats
from sim.report.numbers import number
from sim.report.results import TIERS
from sim.report.words import FIGURE, Lang, say

if TYPE_CHECKING:
    from sim.report.results import Results
    from sim.studies.experiment import Run

    Shares = Mapping[str, Mapping[str, float]]

LEVELS = (("branch", "branch_access_share"), ("commune", "access_share"))
_ACROSS = 3
_CLASSES = (
    (95, "#fff1e2"), (80, "#fdd0a2"), (50, "#fd9243"), (20, "#c94f0c"), (0, "#6b2704"),
)  # fmt: skip
"""Shares from which on a colour is used [%], ColorBrewer's Oranges: dark where access lacks."""
_GOOD = float(_CLASSES[0][0])
"""A level of which every commune has this share everywhere gets a line of text, no map."""
_SIZES = {"center": 12.0, "branch": 6.0, "point": 2.6, "": 6.0}
_EDGE = "#b9b1a9"


def draw(results: Results, lang: Lang) -> Figure | None:
    """One row a level of procedures, one panel a scenario; None where access is not known."""
    shares = {level: _by_commune(results, kpi) for level, kpi in LEVELS if kpi in results.units}
    if not shares:
        return None
    mapped = [level for level in shares if _least(shares[level]) < _GOOD] or list(shares)[:1]
    runs = [run for run in results.runs if run.scenario.communes]
    n_runs = len(runs)
    across = min(n_runs, _ACROSS)
    rows = math.ceil(n_runs / across)
    figure = style.sheet(
        max(3.7 * across + 1.2, 8.0), 1.6 + (3.9 if n_runs > 1 else 5.2) * rows * len(mapped)
    )
    grid = figure.subplots(rows * len(mapped), across, sharex=True, sharey=True, squeeze=False)
    middle = geography.coordinates(runs[0].scenario)[0].mean(axis=0)
    drawn = []
    for level, part in zip(mapped, np.split(grid, len(mapped)), strict=True):
        for axes, run in zip(part.ravel(), runs, strict=False):
            _cells(axes, run, shares[level].get(run.label, {}), middle)
            axes.set_title(results.title(run, lang), pad=19)
            axes.annotate(
                _share(results, run, level, lang), (0, 1), (0, 6), xycoords="axes fraction",
                textcoords="offset points", size=9.5,
            )  # fmt: skip
            drawn.append((axes, run))
        for axes in part.ravel()[n_runs:]:
            axes.remove()
    _scale_bar(drawn[0][0], lang)
    figure.legend(
        handles=_classes(lang), loc="outside right center", title=say(FIGURE, "classes", lang),
        alignment="left", labelspacing=0.7, title_fontsize=10,
    )  # fmt: skip
    style.frame(
        figure, say(FIGURE, "access_title", lang), _small_print(results, mapped, shares, lang),
        results, lang, _tiers(results, lang),
    )  # fmt: skip
    figure.draw_without_rendering()
    for axes, run in drawn:
        _name_districts(axes, run, middle)
    return figure


def _by_commune(results: Results, kpi: str) -> dict[str, dict[str, float]]:
    """Of each run the share of each commune [%]."""
    frame = results.summary
    rows = frame[(frame["scope_type"] == "commune") & (frame["kpi"] == kpi)]
    found: dict[str, dict[str, float]] = {}
    for label, code, mean in zip(rows["scenario"], rows["scope"], rows["mean"], strict=True):
        found.setdefault(str(label), {})[str(code)] = 100 * float(mean)
    return found


def _least(shares: Mapping[str, Mapping[str, float]]) -> float:
    return min((value for each in shares.values() for value in each.values()), default=0.0)


def _share(results: Results, run: Run, level: str, lang: Lang) -> str:
    """The share of all residents, in words."""
    share = 100 * results.estimate(run.label, "network", "all", dict(LEVELS)[level]).mean
    named = say(FIGURE, f"level_{level}", lang)
    return say(FIGURE, "access_panel", lang, level=named, share=number(share, 1, lang))


def _cells(axes: Axes, run: Run, shares: Mapping[str, float], middle: Floats) -> None:
    """The communes in the colours of their shares, the borders of districts, and the sites."""
    communes = sorted(run.scenario.communes.items())
    centroids, sites = (cells.plane(at, middle) for at in geography.coordinates(run.scenario))
    radii = np.array([geography.disc_radius(commune.area_km2) for _, commune in communes])
    shapes = cells.cells(centroids, radii)
    colours = [_colour(shares.get(code, math.nan)) for code, _ in communes]
    axes.add_collection(
        PolyCollection(shapes, facecolors=colours, edgecolors=_EDGE, linewidths=0.5)
    )
    districts = [commune.district for _, commune in communes]
    lines = cells.borders(shapes, districts)
    axes.add_collection(LineCollection(lines, colors=style.SOFT, linewidths=1.3))
    tiers = np.array([site.tier or "" for _, site in sorted(run.scenario.sites.items())])
    for order, tier in enumerate(("point", "", "branch", "center")):
        of_tier = sites[tiers == tier]
        if len(of_tier):
            axes.plot(
                *of_tier.T, linestyle="none", marker=style.TIER_MARKERS[tier],
                color=style.TIER_COLOURS[tier], markersize=_SIZES[tier], zorder=4 + 0.1 * order,
                markeredgecolor="white", markeredgewidth=0.4 if tier == "point" else 0.8,
            )  # fmt: skip
    axes.set_aspect("equal")
    axes.autoscale_view()
    axes.set_axis_off()


def _colour(share: float) -> str:
    return next((colour for least, colour in _CLASSES if round(share, 6) >= least), style.GRID)


def _classes(lang: Lang) -> list[Patch]:
    """The colours and what they stand for."""
    bounds = [least for least, _ in _CLASSES]
    texts = [f"{low}\N{EN DASH}{high} %" for low, high in zip(bounds, (100, *bounds), strict=False)]
    texts[-1] = say(FIGURE, "class_last", lang, share=bounds[-2])
    return [
        Patch(facecolor=colour, edgecolor=_EDGE, label=text)
        for (_, colour), text in zip(_CLASSES, texts, strict=True)
    ]


def _tiers(results: Results, lang: Lang) -> list[Line2D]:
    """The marks of the tiers that occur."""
    known = {site.tier for run in results.runs for site in run.scenario.sites.values()}
    return [
        Line2D(
            [], [], linestyle="none", color=style.TIER_COLOURS[tier],
            marker=style.TIER_MARKERS[tier], markersize=max(_SIZES[tier], 4),
            label=results.name("tier", tier, lang),
        )
        for tier in TIERS if tier in known
    ]  # fmt: skip


def _scale_bar(axes: Axes, lang: Lang) -> None:
    """A bar of a round number of kilometres, about a quarter of the map, in its lower left."""
    (west, east), (south, north) = axes.get_xlim(), axes.get_ylim()
    quarter = (east - west) / 4
    power = 10.0 ** math.floor(math.log10(quarter))
    size = max(n * power for n in (1, 2, 5) if n * power <= quarter)
    x, y, tick = west + 0.02 * (east - west), south + 0.04 * (north - south), (north - south) / 80
    corners = [(x, y + tick), (x, y), (x + size, y), (x + size, y + tick)]
    axes.plot(*zip(*corners, strict=True), color=style.INK, linewidth=1.2, zorder=5)
    text = f"{number(size, max(0, -math.floor(math.log10(size))), lang)} km"
    axes.text(x + size / 2, y + 1.5 * tick, text, ha="center", va="bottom", size=8.5)


def _name_districts(axes: Axes, run: Run, middle: Floats) -> None:
    """Each district's name near the middle of its residents, clear of branches and names."""
    communes = [commune for _, commune in sorted(run.scenario.communes.items())]
    centroids, sites = (cells.plane(at, middle) for at in geography.coordinates(run.scenario))
    heads = np.array([max(commune.population, 1) for commune in communes])
    district = np.array([commune.district for commune in communes])
    names = []
    for name in dict.fromkeys(district):
        of = district == name
        x, y = np.average(centroids[of], axis=0, weights=heads[of])
        names.append(labels.Name(float(x), float(y), str(name)))
    large = [site.tier != "point" for _, site in sorted(run.scenario.sites.items())]
    halo = [withStroke(linewidth=2.2, foreground="white", alpha=0.85)]
    labels.place(axes, names, sites[large], size=7.5, areas=True, path_effects=halo)


def _small_print(
    results: Results, mapped: Sequence[str], shares: Mapping[str, Shares], lang: Lang
) -> list[str]:
    """What is meant by access and by the cells, and who is to be thanked for the places."""
    lines = [say(FIGURE, "access_how", lang), say(FIGURE, "cells", lang)]
    for level in shares:
        if level not in mapped:
            named = say(FIGURE, f"level_{level}", lang)
            least = math.floor(10 * _least(shares[level])) / 10
            word = "access_all" if least == 100 else "access_most"
            words = {"level": named.capitalize(), "share": number(least, 1, lang)}
            lines.append(say(FIGURE, word, lang, **words))
    codes = {code for run in results.runs for code in run.scenario.communes}
    if all(len(code) == 5 and code.isdigit() for code in codes):  # as the GSO numbers communes
        lines.append(say(FIGURE, "credit", lang))
    return lines
