"""The map of access shows every scenario, and says what it is."""

from __future__ import annotations

from functools import cache

import matplotlib.text
import pytest
from matplotlib.figure import Figure

from sim.report.figures import access, style
from sim.report.results import Results, gather
from sim.report.words import Lang
from sim.studies.experiment import Settings, run
from sim.studies.parallel import Threads
from tests.measures.test_access import commune, office_scenario, province
from tests.report import fakes
from tests.studies.offices import Record


@cache
def results(n: int = 1, codes: tuple[str, str, str] = ("1", "2", "3")) -> Results:
    """Small provinces; in the second one and later ones the point is a branch."""
    one, two, three = codes
    places = {one: commune(0, "A", 100), two: commune(8, "A", 300), three: commune(20, "B", 600)}
    places = {code: place | {"area_km2": 2.0} for code, place in places.items()}
    branch = {
        "tier": "branch", "district": "A", "commune": one, "catchment": [one, three],
        "officers": [{"count": 1}],
    }  # fmt: skip
    point = {"tier": "point", "district": "A", "commune": two, "officers": [{"count": 1}]}
    runs = []
    for k in range(n):
        other = point | {"tier": "branch" if k else "point"}
        scenario = province(
            communes=places, sites={"branch": branch, "other": other},
            warm_up={"days": 0}, run_out={"days": 0}, period={"start": "2025-03-03", "days": 1},
        )  # fmt: skip
        runs.append(
            run(scenario, f"plan-{k}", Settings(replications=1, executor=Threads(1)), Record())
        )
    return gather(runs)


def drawn(of: Results, lang: Lang = "en") -> tuple[Figure, list[str]]:
    with style.applied():
        figure = access.draw(of, lang)
    assert figure is not None
    texts = figure.findobj(matplotlib.text.Text)
    return figure, [text.get_text() for text in texts if text.get_text()]  # type: ignore[attr-defined]


def test_each_scenario_and_level_has_a_map_with_its_share() -> None:
    """Commune 3 is out of reach for both levels, so that both are worth a map."""
    figure, texts = drawn(results(2))
    assert len(figure.axes) == 4
    assert texts.count("branch-level procedures: 40.0 % of residents") == 2
    assert "Who lives within 30 min or 5 km of a site" in texts
    assert {"plan-0", "plan-1", "Branches", "Reception points", "A", "B", "95–100 %"} <= set(texts)
    assert any(text.endswith(" km") for text in texts)
    note = next(text for text in texts if text.startswith("To the nearest site"))
    assert "not its real borders" in " ".join(note.split())
    assert "GSO" not in note


def test_four_scenarios_take_two_rows_a_level() -> None:
    """Places left over are removed."""
    figure, _ = drawn(results(4), "vi")
    assert len(figure.axes) == 8


def test_the_source_of_places_is_named_where_communes_have_gso_codes() -> None:
    """Five digits, as in the shipped provinces."""
    _, texts = drawn(results(1, ("25741", "25744", "25747")))
    assert any("Units and codes: GSO of Viet Nam. Places: GeoNames (CC BY)." in t for t in texts)


def test_a_level_that_all_can_reach_has_a_line_instead_of_a_map() -> None:
    """One colour everywhere shows nothing."""
    of = results(1)
    frame = of.summary.copy()
    frame.loc[frame["kpi"] == "access_share", "mean"] = 1.0
    figure, texts = drawn(Results(runs=of.runs, summary=frame, tables=of.tables))
    assert len(figure.axes) == 1
    assert any("Commune-level procedures: all residents, in every scenario." in t for t in texts)
    frame.loc[frame["kpi"] == "access_share", "mean"] = 0.9567
    _, texts = drawn(Results(runs=of.runs, summary=frame, tables=of.tables))
    assert any("at least 95.6 % of the residents of every commune" in t for t in texts)


@pytest.mark.parametrize(
    ("share", "colour"), [(100, 0), (95, 0), (94.9, 1), (50, 2), (19, 4), (0, 4)]
)
def test_a_share_has_the_colour_of_its_class(share: float, colour: int) -> None:
    """The lower bound belongs to the class."""
    assert access._colour(share) == access._CLASSES[colour][1]


def test_an_office_beside_a_province_has_no_panel() -> None:
    """It has no residents to show."""
    of = results(1)
    office = run(
        office_scenario(), "office", Settings(replications=1, executor=Threads(1)), Record()
    )
    both = gather([office, *of.runs])
    figure, texts = drawn(both)
    assert len(figure.axes) == 2
    assert "office" not in texts


def test_an_office_has_no_map() -> None:
    """Nobody's home is known."""
    assert access.draw(fakes.results([fakes.run("mm3", tiers=False)]), "en") is None
