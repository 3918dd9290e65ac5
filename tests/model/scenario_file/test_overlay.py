"""What one scenario says other than another, laid on top of it, is that other one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sim.model.scenario_file import loads
from sim.model.scenario_file.overlay import overlay

BASE = """\
name: Base
period: {start: 2025-03-03, days: 5}
procedures:
  p: {counter_time: {law: exponential, mean: 8}}
  q: {counter_time: {law: triangular, low: 2, mode: 4, high: 9}}
sites:
  a:
    calendar: {hours: {mon-fri: ["07:30-11:30"], sat: ["07:30-11:00"]}}
    officers: [{name: desk, count: 3, serves: all}, {name: land, count: 1, serves: [q]}]
    arrivals: {p: {per_hour: 12}, q: {per_day: 9}}
"""


@pytest.mark.parametrize(
    "sets",
    [
        {"sites.a.officers[desk].count": "5"},
        {"sites.a.arrivals.p.per_hour": "7"},
        {"procedures.p.counter_time": "{law: uniform, low: 2, high: 4}"},
        {"procedures.q.counter_time.low": "3"},
        {"procedures.q.patience": "{law: exponential, mean: 30}"},
        {"period": "{start: 2025-03-10, days: 12}", "at_close": "serve"},
        {"sites.a.calendar.hours": '{mon-thu: ["07:00-11:30", "13:00-17:00"]}'},
        {},
    ],
)
def test_on_top_of_the_base_it_says_the_same(tmp_path: Path, sets: dict[str, Any]) -> None:
    (tmp_path / "base.yaml").write_text(BASE, "utf-8")
    base = loads(BASE)
    changed = loads(BASE, sets=[f"{path}={value}" for path, value in sets.items()])
    text = overlay(base, changed, "base.yaml", "Changed: Thủ Dầu Một")
    found = loads(text, root=tmp_path)
    assert found.name == "Changed: Thủ Dầu Một"
    if "sites.a.calendar.hours" in sets:
        # A day that is closed is one without sessions, whether it is named or not.
        hours = found.sites["a"].calendar.hours  # type: ignore[union-attr]
        assert {day: spans for day, spans in hours.items() if spans} == (
            changed.sites["a"].calendar.hours  # type: ignore[union-attr]
        )
    else:
        assert found.model_copy(update={"name": base.name}) == changed


def test_only_what_is_other_is_said() -> None:
    base = loads(BASE)
    text = overlay(base, loads(BASE, sets=["sites.a.arrivals.p.per_hour=7"]), "base.yaml", "x")
    assert "arrivals" in text
    assert "officers" not in text
    assert "procedures" not in text
