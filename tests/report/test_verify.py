"""What the check against theory prints, keeps and draws, from made-up numbers."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.measures.scopes import Scope, ScopeType
from sim.report import verify
from sim.report.figures import style
from sim.report.figures import verify as figure
from sim.report.numbers import NOTHING
from sim.report.text import as_text
from sim.studies.verification.systems import BY_NAME, Known
from sim.studies.verification.table import Case, Table

SECOND = Scope(ScopeType.SITE_STAGE, "office/second")


def case(name: str, measure: str, expected: float, off: float, **more: Scope) -> Case:
    return Case(
        system=BY_NAME[name], known=Known(measure=measure, expected=expected, **more),
        got=expected * (1 + 0.01 * off), error=0.01 * expected,
    )  # fmt: skip


GOOD = (
    case("mm3", "wait_mean", 3.7286, 0.5),
    case("mm3", "waited_share", 0.52201, -1.2),
    case("mm3", "little", 1.0, 0.0),
    case("tandem", "utilisation", 0.7, 2.5, scope=SECOND),
    case("day-rush", "arrivals_per_day", 100.0, 0.1),
)
BAD = (case("mm12", "wait_p90", 15.47, 9.0), case("mm12", "queue_mean", 0.01234, -6.0))


def table(*cases: Case) -> Table:
    return Table(cases=cases, runs=(), replications=100)


def text(found: Table, **more: object) -> str:
    return as_text(verify.render(found, **more), colour=False)  # type: ignore[arg-type]


def test_a_table_that_agrees() -> None:
    shown = text(table(*GOOD))
    assert "exact theory: 5 measures of 3 systems" in shown
    assert "M/M/3 (Erlang 1917)" in shown
    assert "simulated 100 times over" in shown
    assert "Utilisation [%], second" in shown
    row = next(line for line in shown.splitlines() if "Not served at once" in line)
    assert row.split()[-5:] == ["52.20", "51.57", "1.00", "−1.20", "ok"]
    assert "All 5 agree with theory" in shown
    assert "2.50 standard" in " ".join(shown.split())
    assert "OFF" not in shown


def test_a_table_that_does_not() -> None:
    shown = text(table(*GOOD, *BAD), sets=("wait_target=7",))
    assert shown.count("OFF") == 2
    told = " ".join(shown.split())
    assert "2 of 7 do NOT agree with theory; the furthest is M/M/12, 90 % wait at most" in told
    assert "9.00 standard errors off" in told
    assert "Changed by --set: wait_target=7" in told
    assert "0.01234" in told  # four digits, however small


def test_in_vietnamese() -> None:
    shown = text(table(*GOOD, *BAD), lang="vi")
    assert "Chờ trung bình [phút]" in shown
    assert "3,729" in shown
    assert shown.count("LỆCH") == 2


def test_the_rows() -> None:
    frame = verify.frame(table(*GOOD, *BAD))
    assert list(frame["verdict"]) == ["ok"] * 5 + ["off"] * 2
    assert list(frame["unit"][:3]) == ["min", "share", "share"]
    assert frame["standard_errors_off"][3] == pytest.approx(2.5)
    assert frame["scope"][3] == "office/second"
    never = Case(system=GOOD[0].system, known=GOOD[0].known, got=3.0, error=0.0)
    assert verify.frame(table(never))["standard_errors_off"].isna().all()
    assert verify.value(GOOD[0], 0.0, "en") == "0.000"


def test_the_table_of_a_page() -> None:
    """A system is named once."""
    head, rule, first, second, *rest = verify.markdown(table(*GOOD, *BAD)).splitlines()
    assert head.count("|") == rule.count("|") == 8
    assert first == (
        "| M/M/3 (`mm3`, Erlang 1917) | Mean wait [min] | 3.729 | 3.747 | 1.00 | +0.50 | ok |"
    )
    assert second.startswith("|  | Not served at once [%] |")
    assert len(rest) == 5


@pytest.mark.parametrize("lang", ["en", "vi"])
def test_the_figure(lang: str, tmp_path: Path) -> None:
    """Dots of all cases on both sides, those that are off named, far ones at the edge."""
    found = table(*GOOD, *BAD)
    with style.applied():
        drawn = figure.draw(found, lang)  # type: ignore[arg-type]
        left, right = drawn.axes
        assert len(left.collections) == len(right.collections) == 7
        told = [each.get_text() for each in left.texts]
        assert len(told) == 2
        assert any("9" in each for each in told)
        low, high = left.get_xlim()
        places = [each.get_offsets()[0][0] for each in left.collections]
        assert low < min(places) < max(places) < high
        labels = [each.get_text() for each in left.get_yticklabels()]
        assert labels[0] == "M/M/3"
    file = figure.write(tmp_path, found, lang)  # type: ignore[arg-type]
    assert file.name == "verify.png"
    assert file.stat().st_size > 10_000


def test_a_case_without_chance_has_no_dot_where_errors_are_noticed() -> None:
    never = Case(system=GOOD[0].system, known=GOOD[0].known, got=3.7286, error=0.0)
    left, right = figure.draw(table(never, *GOOD), "en").axes
    assert len(left.collections) == 6
    assert len(right.collections) == 5


def test_a_measure_of_which_there_was_nothing_is_off_and_a_dash() -> None:
    """As in a system of a day in which nobody waited."""
    none = Case(system=GOOD[0].system, known=GOOD[0].known, got=float("nan"), error=float("nan"))
    found = table(none)
    assert found.off == (none,)
    assert verify.value(none, none.got, "en") == NOTHING
    assert NOTHING in text(found)


def test_every_part_of_a_system_is_called_something() -> None:
    """Days are measured as a whole, and take long to compute."""
    for name, system in BY_NAME.items():
        if not name.startswith("day-"):
            for known in system.known():
                of = Case(system=system, known=known, got=1.0, error=1.0)
                assert verify.measure(of, "en").endswith(known.scope.scope.split("/")[-1]) or (
                    known.scope.scope_type is ScopeType.NETWORK
                )
                assert verify.measure(of, "vi")
    assert verify.measure(GOOD[3], "vi") == "Mức độ sử dụng [%], quầy thứ hai"
