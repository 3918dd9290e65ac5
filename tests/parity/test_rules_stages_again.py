"""R10, sentence by sentence: what happens more than once to one officer, or to one chain of visits.

Each of these traces stands for a fault that an engine had, and that random sites alone had shown.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.parity.conftest import Engine
from tests.parity.dossier_traces import lives_of, office, sent
from tests.parity.stage_traces import at, desks, passed_in, passing, play, run, stood_by
from tests.parity.traces import visit, worked_in

TWO_DESKS = "guide desk"


def test_r10_every_service_after_standing_by_is_overrun(engine: Engine) -> None:
    """The desk leaves three times, at 70, 77 and 85: half an hour of break from the last on."""
    outcome = run(
        engine,
        way=TWO_DESKS,
        sessions=[(0, 60)],
        officers=desks([(0, 60), (90, 200)], TWO_DESKS),
        visits=[passing(50, 15, 5), passing(51, 7, 5), passing(52, 8, 5)],
        extend_breaks=True,
    )
    assert passed_in(*outcome) == [
        "50: 50-65 by 0 > 65-70 by 1",
        "51: 65-72 by 0 > 72-77 by 1",
        "52: 72-80 by 0 > 80-85 by 1",
    ]
    assert stood_by(outcome[2]) == ["1: 60-65", "1: 70-72", "1: 77-80"]
    assert worked_in(*outcome) == ["0-60", "110-200", "0-60", "115-200"]


@pytest.mark.parametrize(
    ("patience", "again"),
    [
        (10, "1d10-1d30 by 0 > 1d30-1d40 by 1 > 1d40-1d45 by 2"),
        (9, "abandoned at 1d9"),
    ],
)
def test_r10_back_as_the_doors_open_patience_is_of_the_new_visit(
    engine: Engine, patience: int, again: str
) -> None:
    """Cleared as it joins at midnight, back at midnight: two of a chain whose patience ends then.

    The guide is there from 1d10 on.
    """
    session = (1300, 1430)
    guide = at("guide", duty=[session, (1450, 1500)])
    outcome = run(
        engine,
        days=2,
        sessions=[session, (1440, 1500)],
        officers=[guide, *desks([session, (1440, 1500)], "desk cashier")],
        visits=[passing(1420, 20, 10, 5, patience=patience)],
    )
    assert passed_in(*outcome) == ["1420: 1420-1d0 by 0 > sent home at 1d0", f"1d0: {again}"]
    assert stood_by(outcome[2]) == ["1: 1430-1d0", "2: 1430-1d0"]


@pytest.mark.parametrize(
    ("intake", "desk"),
    [([], "30-40 by 1"), ([22], "50-60 by 1")],
    ids=["still on duty", "after intake work"],
)
def test_r10_who_turns_to_intake_work_is_held_no_longer(
    engine: Engine, intake: list[int], desk: str
) -> None:
    """Held over the break at 20, the desk finds nobody at 23 and works at a dossier until 43.

    The visit that joins at 30 has a ticket of before the break, but the hold is over: it waits
    for the duty at 50. Without that work the desk is on duty until 31, and takes it at once.
    """
    here = office(
        [sent(minute, "b", intake=20) for minute in intake],
        sessions=[(0, 20), (40, 60)],
        officers=[at("guide", duty=[(0, 20)]), at("desk b", duty=[(0, 31), (50, 60)])],
        at_break_serve=True,
    )
    both = (visit(15, "b", service=8), passing(15, 15, 10))
    numbered = enumerate(both, len(intake))
    here = replace(here, visits=tuple(replace(one, dossier=number) for number, one in numbered))
    outcome = play(engine, here, way=TWO_DESKS)
    assert passed_in(*outcome) == ["15: 15-23 by 1", f"15: 15-30 by 0 > {desk}"]
    assert stood_by(outcome[2]) == []
    assert lives_of("intake", outcome[2])[: len(intake)] == ["intake 23-43 by 1"] * len(intake)
