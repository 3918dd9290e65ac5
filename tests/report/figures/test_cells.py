"""Cells of a map: whose is nearest, not further than their discs, and where districts meet."""

from __future__ import annotations

import math

import numpy as np
import pytest
from matplotlib.path import Path

from sim.report.figures import cells


def area(shape: np.ndarray) -> float:
    """By the shoelace formula; positive where the corners go counterclockwise."""
    x, y = shape.T
    return float(x @ np.roll(y, -1) - y @ np.roll(x, -1)) / 2


def test_kilometres_east_and_north() -> None:
    """A degree of longitude is shorter away from the equator."""
    found = cells.plane(np.array([[60.0, 10.0], [61.0, 11.0]]), np.array([60.0, 10.0]))
    assert found[0].tolist() == [0, 0]
    assert found[1] == pytest.approx([cells.KM_PER_DEGREE / 2, cells.KM_PER_DEGREE], rel=1e-9)


def test_a_cell_holds_what_is_nearest_to_its_place() -> None:
    """Random spots of the map lie in the cell of the nearest place, or in none if it is far."""
    random = np.random.default_rng(3)
    places, radii = random.uniform(-20, 20, (40, 2)), random.uniform(1, 5, 40)
    paths = [Path(shape) for shape in cells.cells(places, radii)]
    spots = random.uniform(-25, 25, (2000, 2))
    away = np.linalg.norm(spots[:, None] - places, axis=2)
    for spot, distances in zip(spots, away, strict=True):
        nearest = int(distances.argmin())
        reach = cells.REACH * radii[nearest]
        # Near the rim it depends on the corners that stand for a circle.
        if distances[nearest] < reach * math.cos(math.pi / 60) - 1e-6:
            expected = [nearest]
        elif distances[nearest] > reach + 1e-6:
            expected = []
        else:
            continue
        if np.partition(distances, 1)[1] - distances[nearest] > 1e-6:
            assert [n for n, path in enumerate(paths) if path.contains_point(spot)] == expected


def test_one_place_alone_is_a_disc_and_two_at_one_spot_share_it() -> None:
    """No neighbours are needed, and none on the same spot does harm."""
    (disc,) = cells.cells(np.array([[3.0, 4.0]]), np.array([2.0]))
    assert area(disc) == pytest.approx(math.pi * (2 * cells.REACH) ** 2, rel=0.01)
    first, second, _ = cells.cells(np.array([[0.0, 0], [0, 0], [9, 0]]), np.array([2.0, 2, 2]))
    assert first == pytest.approx(second)


def test_clipping_keeps_what_both_have() -> None:
    """Two squares that overlap by a quarter, one inside another, and two apart."""
    square = np.array([[0.0, 0], [2, 0], [2, 2], [0, 2]])
    assert area(cells.clipped(square, square + 1)) == pytest.approx(1)
    assert area(cells.clipped(square / 2, square)) == pytest.approx(1)
    assert cells.clipped(square, square + 5).shape == (0, 2)


def test_borders_run_between_neighbours_of_different_districts() -> None:
    """Three places in a row, of which two belong together: one line, half-way."""
    places = np.array([[0.0, 0], [4, 0], [8, 0]])
    shapes = cells.cells(places, np.array([3.0, 3, 3]))
    (line,) = cells.borders(shapes, ["A", "A", "B"])
    assert line[:, 0].tolist() == [6, 6]
    assert cells.borders(shapes, ["A", "A", "A"]) == []
