"""Means and shares of what is drawn for a dossier's life, by the clock of a hard profile.

The crowd, both sides of a step and the time after a closed hour must not differ; nor may one
draw say anything about another.
"""

from __future__ import annotations

from itertools import combinations
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from sim.model.tables import DAY, HOUR, MINUTE, Channel, Intake, Purpose, Records
from tests.sampling.lives import (
    HARD,
    STANDARD_DAY,
    is_supplemented,
    life_office,
    life_province,
)
from tests.sampling.offices import Drawn, assert_counts, assert_mean, assert_share, draw

pytestmark = pytest.mark.jit

MORE = 1 + 0.5 * (1.8 - 1)
"""Mean work in terms of that on one dossier: 1.8 of them come together."""
PARTS = {
    "crowd": (8 * HOUR, 8 * HOUR + 1),
    "before the step": (8 * HOUR + 1, 9.5 * HOUR),
    "after the step": (9.5 * HOUR, 10 * HOUR),
    "after the closed hour": (11 * HOUR, 13 * HOUR),
}
PAIRS_LIMIT = 5.2
"""Standard errors that the largest of 200 correlations may be off: in 4 of 100,000 tests."""


@pytest.fixture(scope="module", params=["province", "office"])
def everywhere(request: pytest.FixtureRequest) -> Drawn:
    """Two hundred thousand dossiers of residents, or 90,000 of an office."""
    if request.param == "office":
        desk = {"desk": {"arrivals": {"papers": {"per_day": 3000, "profile": "hard"}}}}
        return draw(life_office(period={"start": "2025-03-03", "days": 30}, sites=desk))
    return draw(
        life_province(
            period={"start": "2025-03-03", "days": 30},
            procedures={"land": {"per_1000": 0}},
            demand={"scale": 65},
        )
    )


@pytest.fixture(params=PARTS)
def part(request: pytest.FixtureRequest, everywhere: Drawn) -> Records:
    """The dossiers filed in one part of the day."""
    first, last = PARTS[request.param]
    time = everywhere.dossiers["filed_at"] % DAY
    found = everywhere.dossiers[(first <= time) & (time < last)]
    assert len(found) > 10_000
    return found


def test_shares(part: Records) -> None:
    """Incomplete, brought, found wanting in processing, fetched; as many as weights say."""
    n = len(part)
    incomplete = part["outcome"] != Intake.COMPLETE
    assert_share(incomplete.mean(), 0.2, n)
    back = part["outcome"][incomplete] == Intake.INCOMPLETE
    assert_share(back.mean(), 0.7, len(back))
    assert_share(part["needs_mending"].mean(), 0.15, n)
    assert_share(part["fetched"].mean(), 0.6, n)


@pytest.mark.parametrize(
    ("field", "of", "weights"),
    [
        ("deadline", "all", {0: 0.2, 3: 0.5, 10: 0.3}),
        ("supplement_delay", "supplemented", {1: 0.5, 3: 0.25, 8: 0.25}),
        ("mend_delay", "mended", {1: 0.5, 3: 0.25, 8: 0.25}),
        ("collect_delay", "fetched", {0: 0.5, 1: 0.3, 4: 0.2}),
    ],
)
def test_numbers_of_working_days(
    part: Records, field: str, of: str, weights: dict[int, float]
) -> None:
    """Each by its weight, and no other."""
    days = part[field][which(part, of)]
    assert set(days.tolist()) == weights.keys()
    for number, weight in weights.items():
        assert_share((days == number).mean(), weight, len(days))


@pytest.mark.parametrize(
    ("field", "of", "mean"),
    [
        ("supplement", "supplemented", 5 * MORE * MINUTE),
        ("collect", "fetched", 3 * MORE * MINUTE),
        ("effort", "all", 40 * 1.8 * MINUTE),
        ("lead", "not due at once", 2.5 * STANDARD_DAY),
        ("dossiers", "all", 1.8),
        ("patience", "all", 50 * MINUTE),
    ],
)
def test_means(part: Records, field: str, of: str, mean: float) -> None:
    """In every part of the day alike."""
    assert_mean(part[field][which(part, of)], mean)


def test_second_moments(part: Records) -> None:
    """Laws have the cv that is written, about the mean of one dossier or one day."""
    alone = part[part["dossiers"] == 1]
    assert_mean((alone["effort"] / MINUTE - 40) ** 2, (40 * 0.7) ** 2)
    assert_mean((alone["collect"][alone["fetched"]] / MINUTE - 3) ** 2, 3**2)
    days = part["lead"][part["deadline"] != 0] / STANDARD_DAY
    assert_mean((days - 2.5) ** 2, (2.5 * 0.5) ** 2)
    assert not part["lead"][part["deadline"] == 0].any()


def test_intake_work() -> None:
    """Nine minutes and a half more for each further dossier, by either channel."""
    drawn = draw(life_province(procedures={"land": {"per_1000": 0}}, demand={"scale": 100}))
    for channel, share in ((Channel.ONLINE, 0.3), (Channel.POST, 0.1)):
        own = drawn.dossiers[drawn.dossiers["channel"] == channel]
        assert_share(len(own) / len(drawn.dossiers), share, len(drawn.dossiers))
        assert_mean(own["intake"], 9 * MORE * MINUTE)
        alone = own["intake"][own["dossiers"] == 1] / MINUTE
        assert_mean((alone - 9) ** 2, (9 * 0.5) ** 2)


def which(part: Records, of: str) -> NDArray[np.bool_]:
    """The dossiers for which something is drawn."""
    found: NDArray[np.bool_] = {
        "all": np.ones(len(part), bool),
        "supplemented": is_supplemented(part),
        "mended": part["needs_mending"],
        "fetched": part["fetched"],
        "not due at once": part["deadline"] != 0,
    }[of]
    return found


# ---------------------------------------------------------------- times of day


@pytest.mark.parametrize("field", ["supplement_clock", "mend_clock", "collect_clock"])
def test_times_of_day_follow_the_profile(everywhere: Drawn, field: str) -> None:
    """A quarter at the stroke of eight, the step, nobody in the closed hour."""
    assert_profile(everywhere.dossiers[field], HARD)


def assert_profile(clocks: NDArray[Any], profile: dict[str, Any]) -> None:
    """Those times of day that are drawn are spread as the profile says, quarter by quarter."""
    clocks = clocks[clocks > 0]
    n = len(clocks)
    assert n > 10_000
    crowd = clocks == 8 * HOUR
    assert_share(crowd.mean(), profile["at_door"]["08:00"], n)
    expected = np.zeros(96)
    for span, share in profile["bands"].items():
        first, last = (int(at[:2]) * 4 + int(at[3:]) // 15 for at in span.split("-"))
        expected[first:last] += share * n / (last - first)
    assert_counts(np.bincount(clocks[~crowd] // (15 * MINUTE), minlength=96), expected)


@pytest.mark.parametrize("form", [{"per_hour": 300}, {"at": ["09:00"] * 1000}])
def test_rates_and_timetables_leave_it_to_the_profile_by_the_clock(form: dict[str, Any]) -> None:
    """Whoever comes at a rate, or at nine, comes back by the profile named, whatever is open."""
    arrivals = form | {"profile": "hard"}
    drawn = draw(
        life_office(
            period={"start": "2025-03-03", "days": 25},
            calendar={"hours": {"mon-sun": ["09:00-12:00"]}},
            procedures={"papers": {"collect": 1}},
            sites={"desk": {"arrivals": {"papers": {"per_day": None} | arrivals}}},
        )
    )
    assert_profile(drawn.dossiers["collect_clock"], HARD)


# ---------------------------------------------------------------- independence


def test_no_draw_says_anything_about_another(everywhere: Drawn) -> None:
    """Nor about the clock, nor about the same draw of the dossier after it."""
    draws = independent(everywhere)
    assert len(draws) >= 18
    for (_, (one, has_one)), (_, (other, has_other)) in combinations(draws.items(), 2):
        assert_unrelated(one, other, has_one & has_other)
    for name, (values, known) in draws.items():
        if name != "clock":
            assert_unrelated(values[1:], values[:-1], known[1:] & known[:-1])


def independent(drawn: Drawn) -> dict[str, tuple[NDArray[Any], NDArray[np.bool_]]]:
    """(values, where there are any) of all that was drawn, by dossier in the order of a source."""
    order = np.lexsort((drawn.dossiers["filed_at"], drawn.dossiers["commune"]))
    dossiers = drawn.dossiers[order]
    always = np.ones(len(dossiers), bool)
    supplemented = is_supplemented(dossiers)
    mended, fetched = dossiers["needs_mending"], dossiers["fetched"]
    more = 1 + 0.5 * (dossiers["dossiers"] - 1)
    incomplete = dossiers["outcome"] != Intake.COMPLETE
    service = np.zeros(len(dossiers))
    filed = drawn.visits.purpose == Purpose.FILE
    service[drawn.visits.dossier[filed]] = drawn.visits.service[filed]
    service = service[order]
    found: dict[str, tuple[NDArray[Any], NDArray[np.bool_]]] = {
        "clock": (dossiers["filed_at"] % DAY, always),
        "service": (service / more, service > 0),
        "dossiers": (dossiers["dossiers"], always),
        "patience": (dossiers["patience"], always),
        "word": (dossiers["return_word"].astype(float), always),
        "incomplete": (incomplete, always),
        "back": (dossiers["outcome"] == Intake.INCOMPLETE, incomplete),
        "mended": (mended, always),
        "fetched": (fetched, always),
        "supplement": (dossiers["supplement"] / more, supplemented),
        "supplement_delay": (dossiers["supplement_delay"], supplemented),
        "supplement_clock": (dossiers["supplement_clock"], supplemented),
        "mend_delay": (dossiers["mend_delay"], mended),
        "mend_clock": (dossiers["mend_clock"], mended),
        "deadline": (dossiers["deadline"], always),
        "effort": (dossiers["effort"] / dossiers["dossiers"], always),
        "lead": (dossiers["lead"], dossiers["deadline"] != 0),
        "collect": (dossiers["collect"] / more, fetched),
        "collect_delay": (dossiers["collect_delay"], fetched),
        "collect_clock": (dossiers["collect_clock"], fetched),
    }
    by_net = dossiers["channel"] != Channel.COUNTER
    if by_net.any():
        found["intake"] = dossiers["intake"] / more, by_net
    return found


def assert_unrelated(one: NDArray[Any], other: NDArray[Any], known: NDArray[np.bool_]) -> None:
    """No correlation where both are known, if anywhere and if both vary there."""
    a, b = one[known].astype(float), other[known].astype(float)
    if len(a) > 1000 and a.std() > 0 and b.std() > 0:
        assert abs(np.corrcoef(a, b)[0, 1]) < PAIRS_LIMIT / np.sqrt(len(a))
