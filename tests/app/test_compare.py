"""The page of comparisons, with a real study of two small scenarios."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.app.pages import app, until_over


@pytest.mark.jit
def test_a_comparison_is_made_and_shown(tmp_path: Path) -> None:
    driver = app(tmp_path, "compare")
    driver.multiselect(key="kept/compare/scenarios").set_value(["two-desks", "one-branch"])
    driver.slider(key="kept/compare/replications").set_value(2)
    driver.button[0].click().run()
    until_over(driver)
    assert [each.value for each in driver.error] == []
    assert not driver.exception
    assert list(driver.dataframe[0].value.columns) == [
        "Measure", "Two desks and a generalist", "One branch",
    ]  # fmt: skip
    (folder,) = tmp_path.iterdir()
    assert (folder / "report.html").is_file()
