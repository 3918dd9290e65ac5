"""Names beside points, placed so that they cover neither points nor each other."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import NDArray

from sim.report.figures import style

Floats = NDArray[np.float64]

_DISTANCES = (7.0, 13.0, 22.0, 34.0, 50.0, 70.0)
"""Points (1/72 inch) between a point and the nearest side of its name, tried in this order."""
_WITHIN = (0.0, 4.0, 8.0, 12.0, 17.0, 23.0)
"""Points between the middle of an area and the middle of its name, tried in this order."""
_TURNS = sorted(
    (2 * math.pi * k / 16 for k in range(16)), key=lambda turn: round(abs(math.sin(turn)), 6)
)
"""Directions from a point to its name, those to the right and left first."""
_LEADER = 16.0
"""From this distance on a thin line leads from the name to its point."""
_FREE = 3.5
"""Half the side of the square about a point that names keep clear of."""
_OUTSIDE = 50.0
"""What lying outside of the axes costs, in names covered."""


class Name(NamedTuple):
    """A name and the point that it is for, in data coordinates."""

    x: float
    y: float
    text: str
    look: Mapping[str, Any] = MappingProxyType({})
    """What its text has otherwise than the others: size, colour, weight."""


def place(
    axes: Axes, names: Sequence[Name], points: Floats, *, size: float = 8.5,
    areas: bool = False, **look: Any,
) -> None:  # fmt: skip
    """Write the names, the first ones with the first choice of places.

    `points` (n, 2) are those to keep clear, in data coordinates. The layout must be settled
    (`figure.draw_without_rendering`) and the limits of the axes final. The place of a name is
    the nearest one where it covers nothing, or else the one where it covers least. A thin line
    leads to a point from which the name had to go far away. Names of `areas` have no point of
    their own, and may lie right in the middle.
    """
    # In points from here on, so that places do not depend on the resolution.
    scale = 72.0 / axes.figure.dpi
    to_display = axes.transData.transform
    room = _Room(to_display(np.reshape(points, (-1, 2))) * scale, axes, scale, areas=areas)
    for name in names:
        at = to_display((name.x, name.y)) * scale
        text = axes.annotate(
            name.text, (name.x, name.y), (0, 0), textcoords="offset points",
            ha="center", va="center", zorder=6, **{"size": size, **look, **name.look},
        )  # fmt: skip
        text.set_in_layout(False)
        extent = text.get_window_extent()
        box = np.array([extent.width, extent.height]) * scale + 2.0
        shift, leads = room.best(at, box)
        text.set_position((float(shift[0]), float(shift[1])))
        room.take(at, shift, box, leads)
        if leads:
            axes.annotate(
                "", (name.x, name.y), tuple(_end(shift, box)), textcoords="offset points",
                arrowprops={"arrowstyle": "-", "color": style.SOFT, "linewidth": 0.6},
                zorder=5,
            ).set_in_layout(False)  # fmt: skip


class _Room:
    """Where points, names and lines are already, as boxes: left, bottom, right, top [points]."""

    def __init__(self, points: Floats, axes: Axes, scale: float, *, areas: bool) -> None:
        self._taken = _squares(points, _FREE)
        self._names = np.empty((0, 4))
        self._frame = np.array(axes.bbox.extents) * scale
        self._areas = areas

    def best(self, at: Floats, box: Floats) -> tuple[Floats, bool]:
        """The shift of a name's middle from its point, and whether a line has to lead there."""
        best, least, leads = np.zeros(2), math.inf, False
        for distance in _WITHIN if self._areas else _DISTANCES:
            far = distance >= _LEADER and not self._areas
            for turn in _TURNS:
                way = np.array([math.cos(turn), math.sin(turn)])
                shift = way * (distance if self._areas else box / 2 + distance)
                cost = self._covered(at + shift, box)
                if far:
                    cost += _shared(_squares(_line(at, shift, box), 0.5), self._names)
                if cost < least - 1e-9:
                    best, least, leads = shift, cost, far
            if least == 0:
                break
        return best, leads

    def take(self, at: Floats, shift: Floats, box: Floats, leads: bool) -> None:
        """Keep a name's place, and that of the line to it, from being covered."""
        name = _around(at + shift, box)
        self._names = np.vstack([self._names, name])
        self._taken = np.vstack([self._taken, name])
        if leads:
            self._taken = np.vstack([self._taken, _squares(_line(at, shift, box), 0.5)])

    def _covered(self, centre: Floats, box: Floats) -> float:
        """How much of what is taken a name would cover, and whether it would leave the axes."""
        own = _around(centre, box)
        outside = (own[0, :2] < self._frame[:2]).any() or (own[0, 2:] > self._frame[2:]).any()
        return _shared(self._taken, own) + (_OUTSIDE if outside else 0.0)


def _squares(places: Floats, half: float) -> Floats:
    """(n, 4) squares about places (n, 2)."""
    return np.concatenate([places - half, places + half], axis=1)


def _around(centre: Floats, box: Floats) -> Floats:
    """(1, 4) the box with that middle."""
    return np.concatenate([centre - box / 2, centre + box / 2])[None]


def _shared(covered: Floats, covering: Floats) -> float:
    """How many of the boxes (n, 4) lie under others (m, 4), parts of them as fractions."""
    a, b = covered[:, None], covering[None]
    wide = np.minimum(a[..., 2], b[..., 2]) - np.maximum(a[..., 0], b[..., 0])
    high = np.minimum(a[..., 3], b[..., 3]) - np.maximum(a[..., 1], b[..., 1])
    sizes = (covered[:, 2] - covered[:, 0]) * (covered[:, 3] - covered[:, 1])
    return float((np.maximum(wide, 0) * np.maximum(high, 0) / sizes[:, None]).sum())


def _line(at: Floats, shift: Floats, box: Floats) -> Floats:
    """(k, 2) places along the line from a point to its name."""
    steps: Floats = at + np.linspace(0.15, 1, 12)[:, None] * _end(shift, box)
    return steps


def _end(shift: Floats, box: Floats) -> Floats:
    """Where a line from the point meets the box of its name."""
    reach = np.abs(shift)
    inside = min(box[0] / 2 / max(reach[0], 1e-9), box[1] / 2 / max(reach[1], 1e-9), 1.0)
    end: Floats = shift * (1.0 - inside)
    return end
