"""The page of comparisons: what it asks for, how long it says that takes, what it shows then."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

from sim.app import listing
from sim.app.compare import CAP, FIRST_LOOK, MOST_SCENARIOS, Question, takes
from sim.errors import UsageError
from sim.report.page.reading import MOST_SHOWN
from sim.said import Said
from sim.studies.clear.sequence import LEAST_FIRST_LOOK
from tests.app.pages import app, plain, until_over
from tests.report.page.made import results


def test_the_question_as_a_command() -> None:
    question = Question(scenarios=("a", "b"), replications=30)
    assert question.words(["a.yaml", "b.yaml"]) == [
        "compare", "a.yaml", "b.yaml", "-n", "30", "--report",
    ]  # fmt: skip
    question = Question(scenarios=("a",), replications=20, own_periods=True, at_most=90)
    assert question.words([])[3:] == [
        "--report", "--own-periods", "--until-clear", "--at-most", "90",
    ]  # fmt: skip


def test_bounds_are_those_of_the_command_and_the_report() -> None:
    assert FIRST_LOOK == LEAST_FIRST_LOOK
    assert MOST_SCENARIOS == MOST_SHOWN


@pytest.mark.parametrize(
    ("seconds", "replications", "at_most", "said"),
    [
        (1.2, 10, None, "about 24 seconds"), (30.0, 10, None, "about 10 minutes"),
        (6.0, 20, 100, "At most 20 minutes"), (None, 10, None, "is not known yet"),
    ],
)  # fmt: skip
def test_how_long_it_takes_is_judged_by_earlier_runs(
    monkeypatch: pytest.MonkeyPatch, seconds: float | None, replications: int, at_most: int | None,
    said: str,
) -> None:  # fmt: skip
    monkeypatch.setattr(listing, "pace", lambda _, label: seconds if label != "new" else None)
    question = Question(scenarios=("a", "b"), replications=replications, at_most=at_most)
    assert said in takes(question, [], "en")
    question = Question(scenarios=("a", "new"), replications=replications)
    assert "is not known yet" in takes(question, [], "en")
    assert takes(Question(scenarios=(), replications=2), [], "en")


def test_what_a_user_chooses_is_what_is_begun(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[list[str]] = []
    monkeypatch.setattr("sim.app.working.begin", lambda _page, words, *_: begun.append(words))
    driver = app(tmp_path, "compare")
    scenarios = driver.multiselect(key="kept/compare/scenarios/en")
    assert scenarios.value == ["phase-1", "phase-2", "phase-3"]
    assert "press the button" in plain(driver.info[0].value)
    scenarios.set_value(["two-desks"]).run()
    assert driver.button[0].disabled
    driver.multiselect(key="kept/compare/scenarios/en").set_value(["one-branch", "two-desks"])
    driver.toggle(key="kept/compare/until_clear").set_value(True).run()
    driver.button[0].click().run()
    (words,) = begun
    assert [Path(word).stem for word in words[1:3]] == ["one-branch", "two-desks"]
    assert words[3:] == [
        "-n", str(FIRST_LOOK), "--report", "--until-clear", "--at-most", str(CAP),
    ]  # fmt: skip
    driver.radio(key="lang").set_value("vi").run()
    assert driver.multiselect(key="kept/compare/scenarios/vi").value == ["one-branch", "two-desks"]
    assert not driver.exception


def test_what_was_found_is_told_with_warnings_and_decisions(tmp_path: Path) -> None:
    folder = results(tmp_path / "a")
    (folder / "decisions.csv").write_text(
        "scenario,scope_type,scope,kpi,unit,difference,low,high,verdict,gain\n"
        "after,site,binh,within_target_share,share,0.1,0.05,0.15,higher,better\n", "utf-8",
    )  # fmt: skip
    job = SimpleNamespace(
        words=("compare",), out=folder, is_over=True, is_done=True, said=["Warning: <b>x</b>"]
    )
    driver = app(tmp_path, "compare", session={"job": ("compare", job)})
    assert plain(driver.subheader[0].value).startswith("After cuts the mean wait")
    assert plain(driver.warning[0].value) == "<b>x</b>"
    (row,) = next(
        each.value.to_dict("records") for each in driver.dataframe if "Verdict" in each.value
    )
    assert (row["Scenario"], row["Part of the network"]) == ("After", "Chi nhánh Bình")
    assert (row["Verdict"], row["Difference"], row["Unit"]) == ("higher: better", 10.0, "%")
    assert not driver.exception
    assert not driver.error


def test_why_a_comparison_failed_is_told_in_the_language_of_the_page(tmp_path: Path) -> None:
    """As its command says it, without the word that it is an error."""
    job = SimpleNamespace(
        words=("compare",), out=tmp_path / "none", is_over=True, is_done=False, late=False,
        stopped=False, code=2, said=["Lỗi: a: <b>không</b> có tệp này."],
    )  # fmt: skip
    driver = app(tmp_path, "compare", "vi", session={"job": ("compare", job)})
    assert [plain(each.value) for each in driver.error] == ["a: <b>không</b> có tệp này."]


def test_what_a_page_cannot_do_is_told_in_its_language(tmp_path: Path) -> None:
    """Errors of ours that end a page, too."""

    def full(*_: object) -> None:
        raise UsageError(Said("there is no such file."))

    driver = app(tmp_path, "compare", "vi")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sim.app.working.begin", full)
        driver.button[0].click().run()
    assert [plain(each.value) for each in driver.error] == ["không có tệp này."]


@pytest.mark.jit
def test_a_comparison_is_made_and_shown(tmp_path: Path) -> None:
    driver = app(tmp_path, "compare")
    driver.multiselect(key="kept/compare/scenarios/en").set_value(["two-desks", "one-branch"])
    driver.slider(key="kept/compare/replications").set_value(2)
    driver.button[0].click().run()
    until_over(driver)
    assert [each.value for each in driver.error] == []
    assert not driver.exception
    assert plain(driver.subheader[0].value).startswith("One branch cuts the mean wait")
    assert [plain(head) for head in driver.table[0].value.columns] == [
        "Measure", "Two desks and a generalist", "One branch", "One branch: change",
    ]  # fmt: skip
    assert "seconds, as it did here before" in plain(driver.caption[0].value)
    (folder,) = tmp_path.iterdir()
    assert (folder / "report.html").is_file()
