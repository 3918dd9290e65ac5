"""The page of what-if: its inputs, what it says of a change, variants, failures in their place."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from sim.app.site_answer import side_by_side
from sim.app.site_change import as_file, faults, summary
from sim.app.site_inputs import counted, period_of
from sim.app.talk import Talk
from sim.errors import UsageError
from sim.model.days import Period
from sim.model.scenario_file import load, loads
from sim.model.scenario_file.files import SHIPPED
from sim.studies.whatif import Answer, Change, Figure, WhatIf
from tests.app.answers import answer
from tests.app.pages import LONG, app

OWN = """\
name: Many desks
period: {start: 2025-03-03, days: 5}
procedures: {p: {counter_time: {law: exponential, mean: 8}}}
sites:
  office:
    officers:
      - {name: a, count: 1, serves: all}
      - {name: b, count: 1, serves: all}
      - {name: c, count: 1, serves: all}
      - {name: d, count: 1, serves: all}
      - {name: e, count: 1, serves: all}
    arrivals: {p: {per_hour: 12}}
"""
AT = "kept/two-desks/branch/0"
GROUPS = ("certification desk", "land desk", "generalist")


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[Change]:
    """What was asked; answers are made up."""
    asked: list[Change] = []

    def ask(_study: WhatIf, change: Change) -> Iterator[Answer]:
        asked.append(change)
        if change.demand == 2.0:
            raise UsageError("too many visits for the memory")
        yield answer(0, 0, change=change)
        yield answer(-3, -1, change=change)

    monkeypatch.setattr(WhatIf, "ask", ask)
    return asked


def _two_desks(root: Path, lang: str = "en") -> AppTest:
    driver = app(root, "results", lang)
    driver.session_state["page"] = "site"
    driver.session_state[f"kept/scenario/{lang}"] = "two-desks"
    return driver.run()


def _labels(driver: AppTest) -> list[str]:
    return [each.proto.label for each in driver.get("download_button")]


def test_nothing_changed_is_told_and_nothing_can_be_kept(
    tmp_path: Path, told: list[Change]
) -> None:
    driver = _two_desks(tmp_path)
    assert not driver.exception
    assert told == [Change()]
    assert driver.subheader[0].value.startswith("Nothing is changed")
    assert driver.button(key="as_is").disabled
    assert driver.button(key="site/keep").disabled
    assert _labels(driver) == []


def test_changes_are_said_asked_kept_and_set_back(tmp_path: Path, told: list[Change]) -> None:
    driver = _two_desks(tmp_path)
    driver.slider(key=f"{AT}/staff/land desk").set_value(4)
    driver.selectbox(key=f"{AT}/hours").set_value("noon").run()
    (asked,) = told[1:]
    assert asked.groups == {"land desk": 4}
    assert dict(asked.hours or ())["mon"] == ((450, 1020),)
    assert "The mean wait falls by 2.0 min" in driver.subheader[0].value
    lines = next(each.value for each in driver.markdown if "land desk" in each.value)
    assert "4 in place of 1" in lines
    assert _labels(driver) == ["Download the change as a scenario"]
    driver.button(key="site/keep").click().run()
    assert driver.button(key="site/keep").disabled
    driver.slider(key=f"{AT}/demand").set_value(120).run()
    driver.button(key="site/keep").click().run()
    assert list(driver.dataframe[0].value.columns) == [
        "Measure", "Base plan", "Variant 1", "Variant 2",
    ]  # fmt: skip
    driver.button(key="as_is").click().run()
    assert told[-1] == Change()
    assert len(driver.dataframe) == 1
    driver.button(key="site/forget").click().run()
    assert len(driver.dataframe) == 0


def test_no_more_variants_are_kept_than_fit(
    tmp_path: Path, told: list[Change], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sim.app.site.MOST_VARIANTS", 1)
    driver = _two_desks(tmp_path)
    for demand in (110, 120):
        driver.slider(key=f"{AT}/demand").set_value(demand).run()
        if demand == 110:
            driver.button(key="site/keep").click().run()
    assert not any(each.key == "site/keep" for each in driver.button)
    assert any(each.value.startswith("1 variants are kept") for each in driver.caption)


def test_hours_that_cannot_be_read_are_told_and_the_sliders_stay(
    tmp_path: Path, told: list[Change]
) -> None:
    driver = _two_desks(tmp_path)
    driver.selectbox(key=f"{AT}/hours").set_value("own").run()
    assert told[-1] == Change()
    driver.text_input(key=f"{AT}/hours/week").set_value("mornings").run()
    assert "cannot be read as hours" in driver.error[0].value
    assert driver.info[0].value.startswith("There are no figures until")
    assert len(told) == 2
    driver.toggle(key=f"{AT}/hours/apart").set_value(True).run()
    for day in ("mon", "tue", "wed", "thu", "fri"):
        driver.text_input(key=f"{AT}/hours/{day}").set_value("")
    driver.run()
    assert driver.error[0].value.startswith("The site is never open")
    driver.text_input(key=f"{AT}/hours/mon").set_value("7:00-11:00").run()
    assert not driver.error
    assert told[-1].hours == (("mon", ((420, 660),)),)
    # Visits come from 07:30 on, so that no file could say this.
    assert driver.warning[0].value.startswith("This change does not fit the scenario")
    assert _labels(driver) == []
    assert len(driver.slider) == 5


def test_a_site_without_anybody_is_told(tmp_path: Path, told: list[Change]) -> None:
    driver = _two_desks(tmp_path)
    for group in GROUPS:
        driver.slider(key=f"{AT}/staff/{group}").set_value(0)
    driver.run()
    assert driver.error[0].value.startswith("Nobody is left to serve here")
    assert len(told) == 1
    driver.slider(key=f"{AT}/staff/land desk").set_value(1).run()
    assert not driver.error


def test_what_the_study_refuses_is_told_beside_the_sliders(
    tmp_path: Path, told: list[Change]
) -> None:
    driver = _two_desks(tmp_path)
    driver.slider(key=f"{AT}/demand").set_value(200).run()
    assert driver.error[0].value == "too many visits for the memory"
    assert len(driver.slider) == 5
    driver.slider(key=f"{AT}/demand").set_value(100).run()
    assert not driver.error


def test_other_days_are_simulated(tmp_path: Path, told: list[Change]) -> None:
    driver = _two_desks(tmp_path)
    driver.selectbox(key="kept/site/two-desks/period").set_value("period_other").run()
    driver.date_input(key="kept/site/two-desks/last").set_value(date(2025, 3, 1)).run()
    assert driver.error[0].value.startswith("The last day is before")
    driver.date_input(key="kept/site/two-desks/last").set_value(date(2025, 3, 14)).run()
    assert not driver.error
    study = driver.session_state["talk"][1].study
    assert (study.scenario.period.first, study.scenario.period.length) == (date(2025, 3, 3), 12)


def test_many_groups_have_a_table(tmp_path: Path, told: list[Change]) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "many.yaml").write_text(OWN, "utf-8")
    driver = AppTest.from_function(_page, default_timeout=LONG, args=(str(tmp_path),))
    driver.session_state["page"] = "site"
    driver.session_state["kept/scenario/en"] = "many"
    driver.session_state["kept/many/office/0/staff"] = {"a": 3}
    driver.run()
    assert not driver.exception
    assert told[-1].groups == {"a": 3}
    assert len(driver.slider) == 2
    # It was seen already: what is typed from here on is typed into the same table.
    driver.slider(key="kept/many/office/0/demand").set_value(110).run()
    assert told[-1].groups == {"a": 3}


def _page(root: str) -> None:
    from pathlib import Path

    from sim.app.screen import show
    from sim.app.setup import Setup

    show(Setup(Path(root), Path(root) / "own"), "en")


def test_a_cell_that_was_emptied_is_as_now() -> None:
    groups = load(SHIPPED / "two-desks.yaml").sites["branch"].officers
    rows: list[dict[str, Any]] = [{"n": 7.0}, {"n": None}, {"n": float("nan")}]
    found = counted(rows, groups, "n")
    assert list(found.values()) == [7, groups[1].size, groups[2].size]


def test_a_period_is_told_in_the_form_of_the_scenario() -> None:
    first, last = date(2025, 1, 6), date(2025, 1, 10)
    days = Period.model_validate({"start": "2025-03-03", "days": 9})
    ends = Period.model_validate({"from": "2025-03-03", "to": "2025-03-09"})
    assert period_of(first, last, days).days == 5
    assert period_of(first, last, ends).to == last
    with pytest.raises(UsageError, match="too many"):
        period_of(first, date(2030, 1, 1), days)


def test_all_of_a_change_is_said() -> None:
    study = WhatIf(load(SHIPPED / "two-desks.yaml"), "branch")
    change = Change(
        staff={"land desk": 2, "gone": 1}, demand=1.2, counter_time=0.9, absence=0.1, patience=60,
        hours={"mon": ["07:30-11:30"]}, online=0.3,
    )  # fmt: skip
    assert summary(study, change, "en") == [
        "Officers, land desk: 2 in place of 1",
        "Open Monday 07:30-11:30 in place of Monday–Friday 07:30-11:30, 13:30-17:00",
        "Demand: 120 % of now", "Time at the counter: 90 % of now",
        "Filed online: 30 % in place of 0 %", "Absent on a working day: 10 % of officers",
        "Visitors are willing to wait 60 min on average",
    ]  # fmt: skip
    assert summary(study, Change(), "en") == []


@pytest.mark.parametrize(
    "change",
    [
        Change(staff={"land desk": 3}, absence=0.2), Change(demand=1.5, counter_time=1.2),
        Change(hours={"mon-thu": ["07:30-12:00", "13:30-17:00"]}, patience=45),
    ],
)  # fmt: skip
def test_the_file_of_a_change_is_the_scenario_that_was_simulated(change: Change) -> None:
    base = load(SHIPPED / "two-desks.yaml")
    changed = WhatIf(base, "branch").changed(change)
    assert faults(changed, "en") == []
    found = loads(as_file(base, changed, "motcua:two-desks", ["one", "two"]))
    assert found.name == f"{base.name}: one; two"
    assert found.model_copy(update={"name": base.name}) == changed


def test_variants_stand_beside_the_base_plan() -> None:
    found = side_by_side([answer(1, 3), answer(-3, -1)], "en")
    assert [column[0] for column in found.values()] == [
        "Mean wait [min]", "10.0 ± 0.5", "12.0", "8.0",
    ]  # fmt: skip


@pytest.mark.jit
def test_users_in_turns_have_their_own_inputs_and_figures(tmp_path: Path) -> None:
    """The driver of Streamlit is not made for threads; those are below."""
    one, other = _two_desks(tmp_path), _two_desks(tmp_path)
    one.slider(key=f"{AT}/staff/land desk").set_value(6).run()
    other.run()
    assert other.slider(key=f"{AT}/staff/land desk").value == 1
    assert other.subheader[0].value.startswith("Nothing is changed")
    assert "falls" in one.subheader[0].value


@pytest.mark.jit
def test_users_at_once_get_the_figures_that_they_would_get_alone() -> None:
    scenario = load(SHIPPED / "two-desks.yaml")
    changes = [Change(staff={"land desk": officers}) for officers in (2, 6)]

    def last(change: Change) -> tuple[Figure, ...]:
        talk = Talk(WhatIf(scenario, "branch", 8))
        moved = talk.ask(Change(demand=1.1))
        next(moved)
        moved.close()  # A newer move comes before the answer.
        (*_, told) = (each for each in talk.ask(change) if each is not None)
        assert told.final
        return told.figures

    alone = [last(change) for change in changes]
    assert alone[0] != alone[1]
    with ThreadPoolExecutor(2) as users:
        assert list(users.map(last, changes)) == alone
