"""Waits of several scenarios as charts, in the grammar of Vega-Lite."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from sim.report.app_compare_words import COMPARE
from sim.report.numbers import Estimate, number
from sim.report.page import clock
from sim.report.page.pairing import changes, is_paired, side
from sim.report.page.sentences import TIERS, estimate
from sim.report.page_words import PAGE
from sim.report.words import Lang, say

if TYPE_CHECKING:
    from sim.app.evidence import Told
    from sim.report.page.reading import Kept

COLOURS = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#D55E00", "#56B4E9")
"""Okabe and Ito (2008), as in the report: told apart with any kind of colour vision."""
SHAPES = ("circle", "square", "triangle-up", "diamond", "cross", "triangle-down")
FALLS, GROWS, CHANCE = "#0072B2", "#D55E00", "#8a939d"
INK = "#5a6572"
MOST_SITES = 20
"""That a chart of changes shows."""
WIDE = 36
"""Letters of a legend that a phone shows in one line."""
EDGES = 120
"""Height of legend and axis [pixels]."""
ROW = 26
"""Height of a site in it [pixels]."""

Row = dict[str, Any]


def tiers(told: Told) -> list[str]:
    """Tiers of which a scenario has waits."""
    found = {
        str(scope)
        for run in told.evidence.runs
        for scope in run.summary.loc[run.summary["scope_type"] == "tier", "scope"].unique()
    }
    return [tier for tier in TIERS if tier in found]


def at_tiers(told: Told) -> dict[str, Any]:
    """The mean wait in the whole network and at each tier."""
    rows = list(_tier_rows(told))
    places = list(dict.fromkeys(row["place"] for row in rows))
    runs = _runs(told)
    shared = {
        "y": {
            "field": "place", "type": "nominal", "sort": places, "title": None,
            "axis": {"labelLimit": 180, "ticks": False, "domain": False},
        },
        "yOffset": {"field": "run", "type": "nominal", "sort": runs},
        "color": _scale("run", runs, COLOURS),
    }  # fmt: skip
    title = say(COMPARE, "wait_axis", told.lang)
    layers: list[dict[str, Any]] = [
        {
            "mark": {"type": "rule", "strokeWidth": 2},
            "encoding": {**shared, "x": _x("low", title), "x2": {"field": "high"}},
        },
        {
            "mark": {"type": "point", "filled": True, "size": 90, "opacity": 1},
            "encoding": {
                **shared, "x": _x("mean", title), "shape": _scale("run", runs, SHAPES),
                "tooltip": _tips(told.lang),
            },
        },
    ]  # fmt: skip
    return {
        "data": {"values": rows},
        "height": EDGES + 22 * len(runs) * len(places),
        "layer": layers + _target(told, "x"),
    }


def _tier_rows(told: Told) -> Iterator[Row]:
    for scope in (("network", "all"), *(("tier", tier) for tier in tiers(told))):
        for run in told.evidence.runs:
            found = estimate(run, *scope, "wait_mean")
            if not math.isnan(found.mean):
                row = _row(found, told)
                yield row | {"place": told.names.scope(*scope), "run": told.names.run(run.label)}


def by_hour(told: Told, kpi: str, tier: str) -> dict[str, Any]:
    """A measure by hour of the day, of a tier or of all of them (empty)."""
    rows = [row for run in told.evidence.runs for row in _hours(told, run, kpi, tier)]
    runs = _runs(told)
    title = say(COMPARE, "wait_axis" if kpi == "wait_mean" else "queue_axis", told.lang)
    shared = {
        "x": {
            "field": "hour", "type": "quantitative", "title": say(COMPARE, "hour", told.lang),
            "scale": {"zero": False, "nice": False, "padding": 12},
            "axis": {"tickMinStep": 1, "format": "d", "grid": False},
        },
        "color": _scale("run", runs, COLOURS),
        "detail": {"field": "session", "type": "nominal"},
    }  # fmt: skip
    layers: list[dict[str, Any]] = [
        {
            "mark": {"type": "area", "opacity": 0.16},
            "encoding": {**shared, "y": _y("low", title), "y2": {"field": "high"}},
        },
        {
            "mark": {"type": "line", "strokeWidth": 2.5},
            "encoding": {**shared, "y": _y("mean", title)},
        },
        {
            "mark": {"type": "point", "filled": True, "size": 60, "opacity": 1},
            "encoding": {
                **shared, "y": _y("mean", title), "shape": _scale("run", runs, SHAPES),
                "tooltip": _tips(told.lang),
            },
        },
    ]  # fmt: skip
    return {
        "data": {"values": rows},
        "height": 300,
        "layer": layers + (_target(told, "y") if kpi == "wait_mean" else []),
    }


def _hours(told: Told, run: Kept, kpi: str, tier: str) -> Iterator[Row]:
    """The hours of a run in their order; a line is broken where nothing is open in between."""
    found = {
        int(at[2]): each
        for at, each in clock.by_part(run, kpi, "site/hour").items()
        if at[0] == tier and not at[1] and at[2].isdigit()
    }
    session, last = 0, -1
    for hour in sorted(found):
        session, last = session + (hour - last > 1), hour
        at = {"hour": hour + 0.5, "session": session, "run": told.names.run(run.label)}
        yield _row(found[hour], told) | at


def has_hours(told: Told) -> bool:
    """Whether the folder tells waits by hour."""
    return any(clock.by_part(run, "wait_mean", "site/hour") for run in told.evidence.runs)


def paired(told: Told) -> list[Kept]:
    """Runs that can be compared with the first, citizen by citizen."""
    base, *others = told.evidence.runs
    return [run for run in others if is_paired(run, base)]


def at_sites(told: Told, run: Kept, tier: str) -> tuple[dict[str, Any], int]:
    """How the mean wait of sites changes, the largest changes; and how many sites there are.

    Intervals hold for all sites of the network at once.
    """
    base = told.evidence.runs[0]
    found = {
        site: change
        for site, change in changes(run, base, "wait_mean", "site", at_once=True).items()
        if not tier or run.scenario.sites[site].tier == tier
    }
    most = sorted(found, key=lambda site: (-abs(found[site].mean), site))[:MOST_SITES]
    verdicts = [say(PAGE, f"verdict_{n}", told.lang) for n in (-1, 0, 1)]
    rows = [
        {
            **_row(found[site], told, signed=True), "place": told.names.scope("site", site),
            "verdict": verdicts[side(found[site]) + 1],
            "run": told.names.run(run.label),
        }
        for site in sorted(most, key=lambda site: found[site].mean)
    ]  # fmt: skip
    names = [row["place"] for row in rows]
    title = say(COMPARE, "change_axis", told.lang)
    zero: dict[str, Any] = {
        "mark": {"type": "rule", "color": INK}, "data": {"values": [{}]},
        "encoding": {"x": {"datum": 0, "type": "quantitative", "title": title}},
    }  # fmt: skip
    colour = _scale("verdict", verdicts, (FALLS, CHANCE, GROWS), is_narrow=True)
    y = {
        "field": "place", "type": "nominal", "sort": names, "title": None,
        "axis": {"labelLimit": 170, "ticks": False},
    }  # fmt: skip
    spec = {
        "data": {"values": rows},
        "height": EDGES + ROW * (len(rows) + len(verdicts) - 1),
        "layer": [
            zero,
            {
                "mark": {"type": "rule", "strokeWidth": 2},
                "encoding": {
                    "y": y, "color": colour, "x": _x("low", title, 12), "x2": {"field": "high"},
                },
            },
            {
                "mark": {"type": "point", "filled": True, "size": 80, "opacity": 1},
                "encoding": {
                    "y": y, "color": colour, "x": _x("mean", title),
                    "shape": _scale(
                        "verdict", verdicts, ("triangle-left", "circle", "triangle-right"),
                        is_narrow=True,
                    ),
                    "tooltip": _tips(told.lang),
                },
            },
        ],
    }  # fmt: skip
    return spec, len(found)


def _row(found: Estimate, told: Told, *, signed: bool = False) -> Row:
    low, high = (found.mean if math.isnan(end) else float(end) for end in (found.low, found.high))
    text = number(found.mean, 1, told.lang, signed=signed)
    if not math.isnan(found.low):
        ends = [number(end, 1, told.lang, signed=signed) for end in (low, high)]
        text += f" ({say(COMPARE, 'to', told.lang, low=ends[0], high=ends[1])})"
    return {"mean": float(found.mean), "low": low, "high": high, "text": text}


def _runs(told: Told) -> list[str]:
    return [told.names.run(run.label) for run in told.evidence.runs]


def _x(field: str, title: str, padding: int = 0) -> dict[str, Any]:
    return {
        "field": field, "type": "quantitative", "title": title,
        "scale": {"zero": True, "padding": padding},
        "axis": {"gridColor": "#e3e7ec", "tickCount": 6, "titleAnchor": "end"},
    }  # fmt: skip


def _y(field: str, title: str) -> dict[str, Any]:
    return {"field": field, "type": "quantitative", "title": title, "axis": {"tickCount": 6}}


def _scale(
    field: str, domain: Sequence[str], values: Sequence[str], *, is_narrow: bool = False
) -> dict[str, Any]:
    """A channel that tells names apart; colour and shape share a legend.

    `is_narrow`: on a phone the labels of the axis leave it room for one name in a line.
    """
    return {
        "field": field, "type": "nominal", "sort": list(domain),
        "scale": {"domain": list(domain), "range": list(values[: len(domain)])},
        "legend": {
            "orient": "top", "title": None, "labelLimit": 260, "symbolOpacity": 1,
            "columns": 1 if is_narrow or sum(map(len, domain)) > WIDE else len(domain),
        },
    }  # fmt: skip


def _tips(lang: Lang) -> list[dict[str, Any]]:
    """What is told of the mark under the pointer; a chart skips what its rows lack."""
    return [
        {"field": "run", "type": "nominal", "title": say(PAGE, "scenario", lang)},
        {"field": "text", "type": "nominal", "title": say(COMPARE, "told", lang)},
    ]


def _target(told: Told, channel: str) -> list[dict[str, Any]]:
    """A dashed line at the wait target, where all scenarios have the same."""
    targets = {run.scenario.wait_target for run in told.evidence.runs}
    if len(targets) != 1:
        return []
    return [
        {
            "mark": {"type": "rule", "strokeDash": [5, 4], "color": INK},
            "data": {"values": [{}]},
            "encoding": {channel: {"datum": targets.pop(), "type": "quantitative"}},
        }
    ]
