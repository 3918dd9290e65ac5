"""The table on the page about verification is that of the catalogue."""

from __future__ import annotations

from pathlib import Path

from sim.report.verify import markdown
from sim.studies.verification.systems import SYSTEMS
from sim.studies.verification.table import Case, Table

PAGE = Path(__file__).resolve().parents[3] / "docs" / "verification.md"


def test_the_page_has_every_case_with_its_exact_value() -> None:
    """Simulated values are what the command gave when the page was made."""
    cases = tuple(
        Case(system=system, known=known, got=known.expected, error=0.0)
        for system in SYSTEMS
        for known in system.known()
    )
    wanted = markdown(Table(cases=cases, runs=(), replications=100)).splitlines()
    text = PAGE.read_text("utf-8")
    table = text.split("<!-- table: begin -->\n")[1].split("<!-- table: end -->")[0].splitlines()
    assert [line.split(" | ")[:3] for line in table] == [line.split(" | ")[:3] for line in wanted]
    assert all(line.endswith(" ok |") for line in table[2:])
    assert f"{len(cases)} measures of {len(SYSTEMS)} systems" in text
