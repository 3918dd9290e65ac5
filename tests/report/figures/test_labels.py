"""Names cover neither points nor each other while there is room, and stay inside."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.text import Annotation

from sim.report.figures import labels


def axes() -> Axes:
    figure = Figure(figsize=(4, 4), dpi=100)
    found = figure.subplots()
    found.set(xlim=(0, 10), ylim=(0, 10))
    figure.draw_without_rendering()
    return found


def written(on: Axes) -> list[Annotation]:
    return [text for text in on.texts if isinstance(text, Annotation) and text.get_text()]


def test_names_of_near_points_are_put_apart() -> None:
    """Six points close together, one in the corner: no name lies on another or on a point."""
    on = axes()
    points = np.array([[5, 5], [5.3, 5], [5, 5.3], [5.4, 5.4], [4.7, 5.1], [5.1, 4.6], [9.9, 9.9]])
    names = [labels.Name(x, y, f"Chi nhánh {n}") for n, (x, y) in enumerate(points)]
    labels.place(on, names, points)
    boxes = [text.get_window_extent() for text in written(on)]
    assert len(boxes) == 7
    assert not any(a.overlaps(b) for a, b in combinations(boxes, 2))
    spots = on.transData.transform(points)
    assert not any(box.contains(*spot) for box in boxes for spot in spots)
    frame = on.get_window_extent()
    for box in boxes:
        assert frame.x0 <= box.x0 <= box.x1 <= frame.x1
        assert frame.y0 <= box.y0 <= box.y1 <= frame.y1


def test_a_name_far_from_its_point_has_a_line_to_it() -> None:
    """And a name beside its point has none."""
    alone, crowded = axes(), axes()
    labels.place(alone, [labels.Name(5, 5, "A")], np.array([[5.0, 5]]))
    assert len(alone.texts) == 1
    x, y = np.meshgrid(np.linspace(3, 7, 25), np.linspace(3, 7, 25))
    labels.place(crowded, [labels.Name(5, 5, "B")], np.stack([x.ravel(), y.ravel()], axis=1))
    assert len(crowded.texts) == 2


def test_a_line_does_not_cross_the_names_that_were_there_before() -> None:
    """Points one above another, walled in on both sides, so that names go far."""
    on = axes()
    column = np.array([[5, 3 + n / 4] for n in range(8)])
    wall = np.array([[x, 2 + n / 8] for x in (4.4, 5.6) for n in range(33)])
    names = [labels.Name(x, y, "Trung tâm tỉnh") for x, y in column[::3]]
    labels.place(on, names, np.concatenate([column, wall]))
    boxes = [text.get_window_extent() for text in written(on)]
    lines = [text for text in on.texts if not text.get_text()]
    assert len(lines) == 3
    for line in lines:
        end = np.array(line.get_position()) / 72 * on.figure.dpi  # type: ignore[union-attr]
        start = on.transData.transform(line.xy)  # type: ignore[attr-defined]
        for step in np.linspace(0, 0.97, 30):
            assert not any(box.contains(*(start + step * end)) for box in boxes)


def test_an_area_has_its_name_in_its_middle_unless_something_is_there() -> None:
    """A district is no point."""
    on = axes()
    labels.place(on, [labels.Name(5, 5, "A")], np.empty((0, 2)), areas=True)
    labels.place(on, [labels.Name(3, 3, "B")], np.array([[3.0, 3]]), areas=True)
    free, moved = (text.get_position() for text in written(on))
    assert free == pytest.approx((0, 0))
    assert np.hypot(*moved) > 3


def test_a_name_may_look_otherwise_than_the_others() -> None:
    on = axes()
    names = [labels.Name(2, 5, "A", {"size": 14, "color": "red"}), labels.Name(8, 5, "B")]
    labels.place(on, names, np.array([[2.0, 5], [8, 5]]), size=8, color="blue")
    assert [(text.get_size(), text.get_color()) for text in written(on)] == [
        (14, "red"), (8, "blue"),
    ]  # fmt: skip
