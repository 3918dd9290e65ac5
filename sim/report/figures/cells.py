"""A map where no borders are at hand: each place's cell holds what is nearest to it.

Coordinates are kilometres east and north of a map's middle, good for a few hundred km.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

KM_PER_DEGREE = 111.195
REACH = 1.8
"""A cell at the rim of the map ends this many radii of its place's disc away from the place."""
_CORNERS = 60
_FAR = 50.0


def plane(at: Floats, middle: Floats) -> Floats:
    """(n, 2) kilometres east and north of the middle (2,), from latitudes and longitudes (n, 2)."""
    north, east = (at - middle).T * KM_PER_DEGREE
    return np.stack([east * math.cos(math.radians(middle[0])), north], axis=1)


def cells(places: Floats, radii: Floats) -> list[Floats]:
    """The corners (k, 2) of each place's cell [km]; `places` are (n, 2), `radii` (n,).

    A cell is the place's Voronoi cell within `REACH` times its radius. Places at one spot share
    a cell.
    """
    from scipy.spatial import Voronoi

    spots, spot_of = np.unique(places, axis=0, return_inverse=True)
    size = 1.0 + float(np.abs(spots).max()) + REACH * float(radii.max())
    # Spots far off on all sides make the cells of all others finite.
    ring = np.arange(8) * math.pi / 4
    far = _FAR * size * np.stack([np.cos(ring), np.sin(ring)], axis=1)
    found = Voronoi(np.concatenate([spots, far]))
    turn = np.arange(_CORNERS) * 2 * math.pi / _CORNERS
    circle = np.stack([np.cos(turn), np.sin(turn)], axis=1)
    shapes = []
    for place, radius, spot in zip(places, radii, spot_of.ravel(), strict=True):
        corners = found.vertices[found.regions[found.point_region[spot]]]
        away = corners - place
        corners = corners[np.argsort(np.arctan2(away[:, 1], away[:, 0]))]
        if np.hypot(*away.T).max() > REACH * radius:
            corners = clipped(corners, place + REACH * radius * circle)
        shapes.append(corners)
    return shapes


def clipped(polygon: Floats, window: Floats) -> Floats:
    """The part of a convex polygon inside another (Sutherland and Hodgman 1974).

    Both are corners (k, 2) in counterclockwise order.
    """
    kept = list(polygon)
    for a, b in pairwise([*window, window[0]]):
        edge = b - a
        side = [float(edge[0] * (p[1] - a[1]) - edge[1] * (p[0] - a[0])) for p in kept]
        cut: list[Floats] = []
        for n, (p, s) in enumerate(zip(kept, side, strict=True)):
            before, s_before = kept[n - 1], side[n - 1]
            if (s >= 0) != (s_before >= 0):
                cut.append(before + (p - before) * (s_before / (s_before - s)))
            if s >= 0:
                cut.append(p)
        kept = cut
    return np.array(kept, dtype=np.float64).reshape(-1, 2)


def borders(shapes: list[Floats], areas: Sequence[str]) -> list[Floats]:
    """Lines (2, 2) between neighbouring cells of different areas, such as districts."""
    lines = []
    corners = [{tuple(np.round(corner, 6)) for corner in shape} for shape in shapes]
    for m in range(len(shapes)):
        for n in range(m):
            shared = corners[m] & corners[n] if areas[m] != areas[n] else set()
            if len(shared) == 2:
                lines.append(np.array(sorted(shared)))
    return lines
