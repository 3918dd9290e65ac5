"""A map of the plan that won: old and new branches, and which point goes where."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.patheffects import withStroke

from sim.model.geography import EARTH_RADIUS
from sim.model.tables import Floats
from sim.report.figures import labels, style
from sim.report.siting_words import SITING
from sim.report.words import Lang, say

if TYPE_CHECKING:
    from sim.model.spec import Scenario, Site
    from sim.report.siting import SitingReport

NAME = "siting.png"
_MARGIN = 2.5
"""Around the city wards [km]."""
_OLD, _NEW, _POINT = "#0072B2", "#D55E00", "#8a8a8a"
_LOOKS = (
    {"size": 10.5, "color": _NEW, "weight": "bold"}, {"size": 9.5, "color": _OLD, "weight": "bold"},
    {"size": 8.5, "color": _NEW}, {"size": 7.0, "color": style.SOFT},
)  # fmt: skip
"""Of the names of new branches, old ones, points that join a new one, and others."""


def write(folder: Path, report: SitingReport, lang: Lang = "en") -> Path:
    """Draw the map into a folder; return the file."""
    with style.applied():
        figure = draw(report, lang)
        figure.savefig(folder / NAME, metadata={"Software": "motcua"})
    return folder / NAME


def draw(report: SitingReport, lang: Lang) -> Figure:
    """The cities large, the province small beside them."""
    base = report.base
    figure = style.sheet(12, 8.6)
    large, small = figure.subplots(1, 2, width_ratios=(2.5, 1))
    places = {id_: _place(site, base) for id_, site in base.sites.items()}
    middle = np.mean(list(places.values()), axis=0)
    at = {id_: _km(place, middle) for id_, place in places.items()}
    for axes in (large, small):
        _network(axes, report, at)
        axes.set_aspect("equal")
        axes.set_xlabel(say(SITING, "map_east", lang))
        style.local_numbers(axes, lang)
    large.set_ylabel(say(SITING, "map_north", lang))
    _frame(large, small, report, at)
    large.set_title(say(SITING, "map_cities", lang))
    small.set_title(say(SITING, "map_whole", lang))
    _surroundings(figure, report, large, lang)
    figure.draw_without_rendering()  # where things are is known from here on
    halo = [withStroke(linewidth=2.2, foreground="white")]
    shown = _shown(large, at)
    covered = np.array([*shown.values(), *_along_lines(report, at)])
    labels.place(large, _names(report, shown), covered, path_effects=halo)
    return figure


def _place(site: Site, scenario: Scenario) -> tuple[float, float]:
    if site.lat is not None and site.lon is not None:
        return site.lat, site.lon
    commune = scenario.communes[site.commune or ""]
    return commune.lat, commune.lon


def _km(place: tuple[float, float], middle: Floats) -> tuple[float, float]:
    """East and north of the middle [km], flat: a province is small."""
    degree = EARTH_RADIUS * math.pi / 180
    north = (place[0] - middle[0]) * degree
    return (place[1] - middle[1]) * degree * math.cos(math.radians(middle[0])), north


def _network(axes: Axes, report: SitingReport, at: dict[str, tuple[float, float]]) -> None:
    """Sites of every kind, and a line from each point to the new branch that takes it in."""
    base = report.base
    facts = report.facts[report.standings[0].label]
    target = {point: each.branch.points[0] for each in facts for point in each.branch.points}
    for tier, colour, sign, size in (
        ("point", _POINT, "o", 18), ("branch", _OLD, "s", 62), ("center", _OLD, "*", 190),
    ):  # fmt: skip
        some = [at[i] for i, site in base.sites.items() if site.tier == tier and i not in target]
        if some:
            x, y = np.array(some).T
            axes.scatter(
                x, y, s=size, c=colour, marker=sign, edgecolors="white", linewidths=0.6, zorder=3
            )
    for point, to in target.items():
        if point != to:
            (x, y), (u, v) = at[point], at[to]
            axes.plot([x, u], [y, v], color=_NEW, linewidth=1.8, zorder=2)
            axes.scatter(
                x, y, s=34, c="white", marker="o", edgecolors=_NEW, linewidths=1.8, zorder=4
            )
    for each in facts:
        x, y = at[each.branch.points[0]]
        axes.scatter(x, y, s=120, c=_NEW, marker="D", edgecolors="white", linewidths=0.9, zorder=5)


def _shown(axes: Axes, at: dict[str, tuple[float, float]]) -> dict[str, tuple[float, float]]:
    """The sites within the limits of a map."""
    (west, east), (south, north) = axes.get_xlim(), axes.get_ylim()
    return {id_: (x, y) for id_, (x, y) in at.items() if west < x < east and south < y < north}


def _names(report: SitingReport, at: dict[str, tuple[float, float]]) -> list[labels.Name]:
    """Names of all these sites but the center, the new branches first."""
    base, facts = report.base, report.facts[report.standings[0].label]
    new = {each.branch.points[0] for each in facts}
    joined = {point for each in facts for point in each.branch.points}
    ranked = []
    for id_, (x, y) in at.items():
        site = base.sites[id_]
        if site.tier == "center":
            continue
        commune = base.communes.get(site.commune or "")
        name = site.name or id_
        if site.tier == "point" and commune is not None:
            name = commune.name
        rank = 0 if id_ in new else 1 if site.tier == "branch" else 2 if id_ in joined else 3
        ranked.append((rank, id_, labels.Name(x, y, name.removeprefix("Chi nhánh "), _LOOKS[rank])))
    return [name for _, _, name in sorted(ranked, key=lambda each: each[:2])]


def _along_lines(
    report: SitingReport, at: dict[str, tuple[float, float]]
) -> Iterator[tuple[float, float]]:
    """Places along the lines from points to the new branches that take them in."""
    for each in report.facts[report.standings[0].label]:
        (u, v), *joined = (at[point] for point in each.branch.points)
        for x, y in joined:
            yield from ((x + (u - x) * t, y + (v - y) * t) for t in np.linspace(0.1, 0.9, 9))


def _frame(
    large: Axes, small: Axes, report: SitingReport, at: dict[str, tuple[float, float]]
) -> None:
    """The large map shows the candidates and the branches of their cities."""
    facts = report.facts[report.standings[0].label]
    shown = [at[point] for each in facts for point in each.branch.points]
    districts = {each.branch.district for each in facts}
    shown += [at[i] for i, site in report.base.sites.items() if site.district in districts]
    x, y = np.array(shown).T
    west, east = float(x.min()) - _MARGIN, float(x.max()) + _MARGIN
    south, north = float(y.min()) - _MARGIN, float(y.max()) + _MARGIN
    large.set_xlim(west, east)
    large.set_ylim(south, north)
    small.plot(
        [west, east, east, west, west], [south, south, north, north, south],
        color=style.INK, linewidth=1,
    )  # fmt: skip


def _surroundings(figure: Figure, report: SitingReport, axes: Axes, lang: Lang) -> None:
    """Title and legend above the maps, a note below."""
    height = figure.get_figheight()
    engine = figure.get_layout_engine()
    assert isinstance(engine, ConstrainedLayoutEngine)
    engine.set(rect=(0.008, 0.34 / height, 0.984, 1 - 1.26 / height))
    kinds = [
        ("map_new", "D", _NEW, _NEW), ("map_joined", "o", "white", _NEW),
        ("map_point", "o", _POINT, "white"), ("map_branch", "s", _OLD, "white"),
        ("map_center", "*", _OLD, _OLD),
    ]  # fmt: skip
    handles = [
        axes.plot(
            [], [], linestyle="none", marker=sign, markersize=9, color=face, markeredgecolor=edge,
            markeredgewidth=1.6, label=say(SITING, key, lang),
        )[0]
        for key, sign, face, edge in kinds
    ]  # fmt: skip
    title = f"{say(SITING, 'map_title', lang)}: {report.standings[0].run.scenario.name}"
    figure.text(0.012, 1 - 0.14 / height, title, size=15, weight="bold", va="top")
    figure.legend(
        handles=handles, loc="upper left", bbox_to_anchor=(0.006, 1 - 0.47 / height),
        ncols=len(handles), columnspacing=1.4, handletextpad=0.3, borderaxespad=0,
    )  # fmt: skip
    note = say(SITING, "map_note", lang)
    figure.text(0.012, 0.1 / height, note, size=8.5, color=style.SOFT, va="bottom")
