"""By hour and weekday, against sums done by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy import stats

from sim.report.page.clock import by_part, by_site
from sim.report.page.reading import Evidence, read
from tests.report.page.made import WAITS, results


@pytest.fixture(scope="module")
def evidence(tmp_path_factory: pytest.TempPathFactory) -> Evidence:
    return read([results(tmp_path_factory.mktemp("made") / "results")])


def test_hours_of_sites_together(evidence: Evidence) -> None:
    """By tier, district and both, as of the site alone; all together the mean of both sites."""
    found = by_part(evidence.runs[0], "wait_mean", "site/hour")
    assert found["branch", "", "08"].mean == pytest.approx(32.0)
    assert found["", "Bến Cát", "08"] == found["branch", "Bến Cát", "08"]
    assert found["", "", "09"].mean == pytest.approx(21.75)
    every = np.mean([WAITS["before"]["an-phu"], WAITS["before"]["binh"]], axis=0)
    half = stats.t.ppf(0.975, 3) * every.std(ddof=1) / 2
    assert found["", "", "09"].half_width == pytest.approx(half)
    assert ("point", "Bến Cát", "08") not in found


def test_weekdays_of_sites_together(evidence: Evidence) -> None:
    """A wait is that of an average visit: three times as many come to the point as to the branch
    on Tuesdays; visits a day add up over sites, whose days are the same."""
    run = evidence.runs[0]
    waits = by_part(run, "wait_mean", "site/weekday")
    point, branch = (WAITS["before"][site] for site in ("an-phu", "binh"))
    every = (3 * np.array(point) + np.array(branch)) / 4
    assert waits["", "", "tue"].mean == pytest.approx(every.mean())
    half = stats.t.ppf(0.975, 3) * every.std(ddof=1) / 2
    assert waits["", "", "tue"].half_width == pytest.approx(half)
    assert waits["", "", "mon"].mean == pytest.approx(21.75)
    assert waits["point", "", "tue"].mean == pytest.approx(np.mean(point))
    visits = by_part(run, "arrivals_per_day", "site/weekday")
    assert visits["", "", "tue"].mean == pytest.approx(400 / 2)
    assert visits["branch", "Bến Cát", "tue"].mean == pytest.approx(100 / 2)


def test_weekdays_of_one_site(evidence: Evidence) -> None:
    """Each by itself; nothing of a measure that the folder has not."""
    found = by_site(evidence.runs[0], "wait_mean", "site/weekday")
    assert found["binh/mon"].mean == pytest.approx(np.mean(WAITS["before"]["binh"]))
    assert by_site(evidence.runs[0], "utilisation", "site/stage") == {}


def test_one_replication_has_no_interval_and_nobody_no_wait(evidence: Evidence) -> None:
    """Where nobody came there is nothing to divide by."""
    run = evidence.runs[0]
    values = run.values[run.values["replication"] == 0]
    nobody = values["scope"].isin(["binh/mon"])
    values = values.assign(denominator=values["denominator"].where(~nobody, 0.0))
    found = by_part(replace(run, values=values), "wait_mean", "site/weekday")
    assert np.isnan(found["point", "", "mon"].low)
    assert ("branch", "", "mon") not in found
