"""Published cases, run end to end: what was printed comes out, and a wrong model does not.

A simulated value may be off by what the published one leaves open (`Figure.within`, with its
reason) plus what chance exceeds once in 10,000 times (Student's t over replications). Where theory
is exact, chance is all there is. Contradictions are tested too: they must not come out.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.cli import guard
from sim.model.scenario_file import read
from tests.published import page
from tests.published.cases import CASES, Case, Figure, Wrong
from tests.published.judge import FOLDER, found

pytestmark = [pytest.mark.jit, pytest.mark.xdist_group("published")]

FIGURES = [(case, figure) for case in CASES for figure in case.figures]
WRONG = [(case, wrong) for case in CASES for wrong in case.wrong]


def named(value: object) -> str | None:
    if isinstance(value, Case):
        return value.name
    return value.told if isinstance(value, Figure | Wrong) else None


@pytest.mark.parametrize(("case", "figure"), FIGURES, ids=named)
def test_the_figure_comes_out_unless_it_contradicts_its_source(case: Case, figure: Figure) -> None:
    here = found(case, figure)
    told = f"{here.mean:.5g}, give or take {here.chance:.2g}; published {figure.published:.5g}"
    assert here.agrees(figure) is not figure.contradicts, told
    if figure.exact is not None:
        assert here.is_exact(figure.exact), f"{told}; exactly {figure.exact:.5g}"


@pytest.mark.parametrize(("case", "figure"), FIGURES, ids=named)
def test_theory_gives_the_figure_as_printed(case: Case, figure: Figure) -> None:
    """The inputs are such that what is exact needs no more than the published tolerance."""
    if figure.exact is not None:
        assert abs(figure.exact - figure.published) <= figure.within


@pytest.mark.parametrize(("case", "wrong"), WRONG, ids=named)
def test_a_wrong_model_is_noticed(case: Case, wrong: Wrong) -> None:
    for figure in case.figures:
        if figure.told in wrong.noticed_by:
            here = found(case, figure, wrong.sets)
            assert not here.agrees(figure), (figure.told, here, figure.published)


@pytest.mark.parametrize("case", CASES, ids=named)
def test_every_figure_is_able_to_fail(case: Case) -> None:
    """Some wrong model is there to be noticed by each."""
    noticing = {told for wrong in case.wrong for told in wrong.noticed_by}
    assert noticing == {each.told for each in case.figures if not each.contradicts}


def test_every_shipped_case_is_tested() -> None:
    assert {case.name for case in CASES} == {path.stem for path in FOLDER.glob("*.yaml")}


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.yaml")), ids=lambda path: path.stem)
def test_a_file_loads_without_a_warning_and_tells_its_source(path: Path) -> None:
    assert read(path).warnings == ()
    text = path.read_text("utf-8")
    assert text.startswith("# yaml-language-server: $schema=../schema.json\n")
    assert "\n# Published: " in text
    assert "\n# Source: " in text or "\nextends: " in text


def test_the_page_shows_what_comes_out() -> None:
    """Digits may differ by the last one on another platform; all else is as made anew."""
    assert page.differences(page.PAGE.read_text("utf-8"), page.table()) == []


def test_a_page_that_shows_something_else_is_noticed() -> None:
    shown = page.PAGE.read_text("utf-8")
    for old, new in (("reproduced; theory", "fitted; theory"), ("| 26.4 |", "| 26.8 |")):
        assert len(page.differences(shown.replace(old, new, 1), page.table())) == 1
    (line,) = [each for each in shown.splitlines(keepends=True) if "bone-bolango-4" in each]
    assert page.differences(shown.replace(line, ""), page.table()) != []


def test_a_file_of_the_folder_runs_from_a_checkout(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Also one that extends another: `scenarios/` is the root of both."""
    monkeypatch.chdir(FOLDER.parents[1])
    words = ["run", "scenarios/published/us-ssa-2019.yaml", "--set", "period.days=5", "-n", "2"]
    assert guard.run([*words, "--quiet", "--out", str(tmp_path / "out")]) == 0
    assert (tmp_path / "out" / "summary.csv").exists()
    assert capsys.readouterr().err == ""
