"""A parity test that no fault can fail proves nothing: each of these faults must be seen."""

from __future__ import annotations

import pytest

from sim.engines import reference
from tests.parity.choice_faults import CHOICE_MUTANTS
from tests.parity.corpus import played
from tests.parity.dossier_faults import DOSSIER_MUTANTS
from tests.parity.faults import LOST, MUTANTS
from tests.parity.laws import check_little
from tests.parity.mutants import Mutant, engine_with
from tests.parity.pasts import pasts, same, settled

CORPUS = range(400)

pytestmark = [
    pytest.mark.jit,  # no line is reached that the comparison of both engines does not reach
    pytest.mark.xdist_group("corpus"),
]


@pytest.mark.parametrize("mutant", [*MUTANTS, *DOSSIER_MUTANTS, *CHOICE_MUTANTS], ids=str)
def test_the_corpus_sees_the_fault(mutant: Mutant) -> None:
    """The parity test would fail if one engine read this rule so."""
    run = engine_with(mutant)
    assert any(
        not same(system, workload, outcome, run(system, workload))
        for system, workload, outcome in map(played, CORPUS)
    )


def test_without_a_fault_there_is_nothing_to_see() -> None:
    """The mutating itself changes nothing."""
    run = engine_with(Mutant("none", "the same text", "class Hall:", "class Hall:"))
    assert run is not reference.run
    for system, workload, outcome in map(played, CORPUS[:50]):
        assert same(system, workload, outcome, run(system, workload))


def test_a_lost_visit_breaks_littles_law() -> None:
    """The observer does not count on for whom the journal says still waits."""
    run = engine_with(LOST)
    system, workload, _ = played(4)
    outcome = run(system, workload)
    past = pasts(system, workload, outcome, settled(system, workload, outcome))
    with pytest.raises(AssertionError):
        check_little(system, past, outcome)


@pytest.mark.parametrize("text", ["no such text", "visit"])
def test_a_text_that_is_not_there_once_is_an_error(text: str) -> None:
    """When the engine is rewritten its mutants must be too."""
    with pytest.raises(ValueError, match="the text is found"):
        engine_with(Mutant("R0", "outdated", text, ""))
