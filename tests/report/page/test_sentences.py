"""The first screen says what was found, and no more."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from sim.report.page.glance import first_screen
from sim.report.page.names import Names
from sim.report.page.reading import Evidence, read
from tests.report.page.made import results


@pytest.fixture(scope="module")
def evidence(tmp_path_factory: pytest.TempPathFactory) -> Evidence:
    return read([results(tmp_path_factory.mktemp("made") / "results")])


def _said(evidence: Evidence, lang: str = "en") -> list[str]:
    language = "vi" if lang == "vi" else "en"
    return first_screen(evidence, Names(evidence.runs, language), language)


def test_a_comparison(evidence: Evidence) -> None:
    """The network, the tier that moves most, and sites counted by what is clear."""
    network, tier, sites, few = _said(evidence)
    assert network.startswith(
        "After cuts the mean wait in the whole network by 3.9 min against Before: from 21.8 to 17.8"
    )
    assert tier.startswith("After cuts the mean wait at branches by 9.9 min")
    assert "1 site gets worse, 1 gets better, none is within chance" in sites
    assert sites.endswith("The intervals hold for all 2 sites at once.")
    assert few.startswith("Only 4 replications")


def test_the_other_way_round(evidence: Evidence) -> None:
    """What fell, rises; in Vietnamese with its own decimal sign."""
    turned = replace(evidence, runs=evidence.runs[::-1])
    assert _said(turned)[0].startswith("Before lengthens the mean wait in the whole network by 3.9")
    assert "tăng 3,9 phút" in _said(turned, "vi")[0]


def test_within_chance_is_said_to_be(evidence: Evidence) -> None:
    """A run against itself changes nothing, and no site is counted as better or worse."""
    base = evidence.runs[0]
    same = replace(evidence, runs=(base, replace(base, label="again")))
    names = Names(evidence.runs, "en")
    names._runs["again"] = "Again"
    told = first_screen(same, names, "en")
    assert told[0].startswith("Whether Again changes the mean wait in the whole network")
    assert "no site gets clearly worse" in told[2]
    assert "2 cannot be told from chance" in told[2]


def test_other_people_are_not_compared(evidence: Evidence) -> None:
    """Another seed: a sentence on what to do instead of a difference."""
    base, new = evidence.runs
    told = _said(replace(evidence, runs=(base, replace(new, seed=2))))
    assert told[0].startswith("After and Before were not simulated on the same citizens")
    assert not any("cuts" in each for each in told)


def test_one_run(tmp_path: Path) -> None:
    """Waits, tail, shares and the worst site; cautions about one replication and an interrupt."""
    (run,) = read([results(tmp_path / "one", ["before"])]).runs
    alone = replace(read([tmp_path / "one"]), runs=(replace(run, interrupted=True),))
    told = " ".join(_said(alone))
    assert "Citizens wait 21.8 min on average (95 % interval " in told
    assert "Nine of ten who are served wait at most 22 min." in told
    assert "The longest mean wait is at Chi nhánh Bình: 32.0 min." in told
    assert "Interrupted" in told
    single = read([results(tmp_path / "single", replications=1)])
    said = _said(single)
    assert "one replication cannot tell" in said[0]
    assert said[-1].startswith("One replication only")


def test_nobody_served(evidence: Evidence) -> None:
    """Without waits there is nothing to compare, and a sentence says so."""
    base, new = evidence.runs
    empty = replace(
        new, summary=new.summary[new.summary["kpi"] != "wait_mean"],
        values=new.values[new.values["kpi"] != "wait_mean"],
    )  # fmt: skip
    told = _said(replace(evidence, runs=(base, empty)))
    assert told[0].startswith("Waits in the whole network in After and Before cannot be compared")
    assert _said(replace(evidence, runs=(empty,)))[0] == "In After nobody was served."


def test_of_more_others_only_the_network_is_told(tmp_path: Path) -> None:
    """Three others have a sentence each; how sites fare is in the page below."""
    told = _said(read([results(tmp_path / "four", ["before", "n=1", "n=2", "n=3"])]))
    assert len(told) == 4
    assert all(each.startswith("N=") for each in told[:3])


def test_of_many_the_shortest_wait_is_told(tmp_path: Path) -> None:
    """Which it is, and how many are better than the first."""
    labels = ["before", *(f"n={n}" for n in range(1, 7))]
    evidence = read([results(tmp_path / "many", labels)])
    told = _said(evidence)
    assert told[0] == (
        "Of 7 scenarios N=6 has the shortest mean wait in the whole network: 18.8 min, against "
        "21.8 min in Before (95 % interval of the cut 3.0–3.0)."
    )
    assert told[1] == (
        "Against Before the mean wait is shorter in 6, longer in 0, and in 0 it cannot be told "
        "from chance."
    )
    turned = _said(replace(evidence, runs=evidence.runs[::-1]))
    assert turned[0].startswith("Of 7 scenarios none has a shorter mean wait")
    single = _said(read([results(tmp_path / "single", labels, replications=1)]))
    assert single[0].endswith("20.0 min of Before cannot be told from chance.")
    others = (evidence.runs[0], *(replace(run, seed=2) for run in evidence.runs[1:]))
    assert "were not simulated on the same citizens" in _said(replace(evidence, runs=others))[0]
