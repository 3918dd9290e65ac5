"""What a check says: tables, JSON, JUnit, Markdown, annotations - with any names."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from sim.model.targets import Target
from sim.report.checking import MOST_SITES, MOST_TARGETS, render, render_baseline, rows
from sim.report.checking_files import github_lines, junit, markdown, md
from sim.report.checking_words import CHECK
from sim.report.text import as_text
from sim.studies.regression.checking import Checked, Reason, Why
from sim.studies.regression.series import Interval
from sim.studies.regression.verdicts import Verdict
from tests.report.made_checks import checked, judged
from tests.studies.regression.made import baseline, scenario

NASTY = "x|y`z`<script>&*_[a](javascript:b)::error::%0A@team #1 www.a.b https://c \u202e"


def text(*found: Checked, lang: str = "en") -> str:
    return as_text(render(found, lang))  # type: ignore[arg-type]


@pytest.mark.parametrize("key", CHECK)
def test_both_languages_say_it_with_the_same_blanks(key: str) -> None:
    word = CHECK[key]
    assert word.en.strip()
    assert word.vi.strip()
    assert sorted(re.findall(r"{\w+}", word.en)) == sorted(re.findall(r"{\w+}", word.vi))


def test_an_exact_check_that_passed_needs_no_table() -> None:
    """Two lines, and a sum over several scenarios."""
    found = checked(exact=True)
    assert text(found) == (
        "two: passed\nIdentical to the baseline to the last bit: 8 replications, seed 1, "
        "2025-03-03 to 2025-03-07.\n"
    )
    assert text(found, found).endswith("2 of 2 scenarios passed.\n")


def test_an_exact_check_that_failed_says_what_to_do_and_what_moved() -> None:
    """Raise the version, or mend it; the table is there."""
    found = text(checked(exact=True, shift=0.3, differs_from=3))
    assert found.startswith("two: FAILED\nNot what it was, from replication 3 on")
    assert "raise MODEL_VERSION" in found
    assert "+0.30 ± 0.00" in found


def test_a_table_tells_what_moved_and_at_which_site() -> None:
    """The network's measures always, those of tiers that are not the same, and the sites."""
    found = text(checked(shift=9))
    assert "Model changed: version 1 then, 2 now." in found
    lines = [line for line in found.splitlines() if "Mean wait" in line]
    assert [line.split("  ")[0].strip() for line in lines] == [
        "Whole network", "Branches", "b", "Thuận An",
    ]  # fmt: skip
    assert lines[0].split()[-1] == "CHANGED"
    assert "The other 1 measures: same." in found
    assert "(same seed)" in found
    other = text(replace(checked(), seed=2))
    assert "as two samples (other seed)" in other
    assert "Where it moved" not in other


def test_the_words_are_vietnamese_where_that_is_asked_for() -> None:
    found = text(checked(shift=9), lang="vi")
    assert "two: KHÔNG ĐẠT" in found
    assert "THAY ĐỔI" in found
    assert "+9,00 ± 0,00" in found


def test_every_reason_is_said_and_features_of_processors_are_not_listed() -> None:
    why = [
        Why(reason=Reason.OFF), Why(reason=Reason.SEED, before="1", now="2"),
        Why(reason=Reason.PLATFORM, before="cpu_features A B, numpy 1", now="numpy 2"),
        Why(reason=Reason.INPUTS),
    ]  # fmt: skip
    found = text(checked(why=tuple(why)))
    for said in (
        "Exact mode is off.", "Other seed: 1 then, 2 now.",
        "Other platform: cpu_features, numpy 1 then, numpy 2 now.", "The scenario is not the one",
    ):  # fmt: skip
        assert said in found


def test_many_sites_and_many_targets_are_cut_short() -> None:
    """The most moved are shown, and how many more there are; of many targets those missed."""
    one = checked(shift=9)
    found = replace(
        one, sites=one.sites * MOST_SITES,
        targets=(judged("mean wait <= 5 min", 9.0, -0.2),)
        + (judged("within 20 min >= 90%", 0.95, 0.2),) * MOST_TARGETS,
    )  # fmt: skip
    said = text(found)
    assert f"... and {len(found.sites) - MOST_SITES} more." in said
    assert said.count("within 20 min") == 0
    assert "12 of 13 targets at sites are met." in said
    assert "and 15 more" in markdown([found])
    met = replace(found, targets=found.targets[1:] * 2)
    assert "24 of 24 targets" in text(met)


def test_targets_are_listed_as_they_stand() -> None:
    """Sure or not; those that are not insisted on are counted."""
    of = scenario(targets=["mean wait <= 5 min"])
    stand = (
        judged("within 20 min >= 90%", 0.99, 0.2), judged("within 20 min >= 90%", 0.91, 0.01),
        judged("mean wait <= 5 min", 5.1, -0.01, "b"),
        replace(judged("utilisation <= 85%", 0.99, -0.2), days_met=math.nan, low=math.nan),
    )  # fmt: skip
    found = checked(of=of, targets=stand)
    said = text(found)
    for each in ("surely met", " met", " MISSED", "SURELY MISSED", "99.0 ± 1.0 %", "5.1 ± 0.0 min",
                 "80 %", "1 target(s) of the scenario"):  # fmt: skip
        assert each in said
    assert not found.ok
    assert [each["verdict"] for each in rows([found]) if each["kind"] == "target"] == [
        "surely_met", "met", "missed", "surely_missed",
    ]  # fmt: skip
    assert "| b | mean wait &lt;= 5 min | 5.1 ± 0.0 min | 80 % | MISSED |" in markdown([found])
    assert "| b | chờ trung bình ≤ 5 phút | 5,1 ± 0,0 phút | 80 % |" in markdown([found], "vi")


def test_rows_are_plain_numbers() -> None:
    """What is blank is null; an exact check has a row for the journal."""
    one = checked(exact=True)
    gone = replace(one.moved[0], after=math.nan, difference=Interval(math.nan, math.nan),
                   verdict=Verdict.BLANK)  # fmt: skip
    found = rows([replace(one, moved=(gone, *one.moved[1:]), differs_from=2)])
    assert found[0]["after"] is None
    assert found[0]["low"] is None
    assert found[1]["tolerance"] == pytest.approx(0.3)
    assert found[-1] == {
        "scenario": "two", "mode": "exact", "ok": False, "kind": "journal", "verdict": "changed",
        "first": 2, "replications": 8,
    }  # fmt: skip
    assert "GONE" in text(replace(one, moved=(gone,), differs_from=2))


def test_a_new_baseline_is_shown_with_what_it_resolves() -> None:
    said = as_text(render_baseline(baseline(), scenario()))
    assert said.startswith("two: baseline of 8 replications, seed 1, 2025-03-03 to 2025-03-07")
    assert "Utilisation of officers [%]" in said
    assert "± 30.00" in said


def test_junit_has_a_case_for_each_measure_and_target() -> None:
    """Failures say what moved; counts add up."""
    stand = (judged("mean wait <= 5 min", 9, -1), judged("mean wait <= 5 min", 4, 1, "b"))
    root = ElementTree.fromstring(junit([checked(shift=9, targets=stand), checked(exact=True)]))
    assert (root.get("tests"), root.get("failures")) == ("11", "3")
    first, second = root
    assert (first.get("name"), first.get("tests"), first.get("failures")) == ("two", "6", "3")
    cases = {case.get("name"): case.find("failure") for case in first.findall("testcase")}
    assert cases["network/all utilisation"] is None
    failure = cases["network/all wait_mean"]
    assert failure is not None
    assert failure.get("type") == "changed"
    assert "+9.00 ± 0.00; ± " in (failure.text or "")
    assert cases["target mean wait <= 5 min at b"] is None
    names = [case.get("name") for case in second.findall("testcase")]
    assert names[0] == "identical to the baseline"
    found = ElementTree.fromstring(junit([checked(exact=True, differs_from=0)]))
    assert "Not what it was" in (found.findtext("testsuite/testcase/failure") or "")


def nasty() -> Checked:
    """Names that would do harm if anybody took them for more than names."""
    sites = {
        "a": {"tier": "branch", "name": NASTY[:-2], "officers": [{"count": 2}],
              "arrivals": {"any": {"per_hour": 9}}},
    }  # fmt: skip
    of = scenario(sites=sites | {"b": sites["a"]})
    return replace(
        checked(shift=9, of=of), label=f"{NASTY}\n\x1b", file="a,b:c\n.yaml",
        targets=(judged("mean wait <= 5 min", 9, -1),),
    )  # fmt: skip


def test_names_stay_text_in_every_format() -> None:
    """XML parses and gives them back; Markdown and annotations have nothing of them but letters."""
    found = nasty()
    root = ElementTree.fromstring(junit([found]))
    assert root[0].get("name") == f"{NASTY}\n\N{REPLACEMENT CHARACTER}"
    shown = markdown([found])
    for bad in ("<script", "](", "@team", "https://", "www.a", "\x1b", "\u202e", " #1"):
        assert bad not in shown
    assert not re.search(r"(?<![\\&])[`*_\[\]#]", re.sub("(?m)^#+ ", "", shown))
    assert all(line.count(" | ") in (4, 5, 6) for line in shown.splitlines() if line[:1] == "|")
    (notice, error) = github_lines([found])
    assert notice.startswith("::notice file=a%2Cb%3Ac%0A.yaml,title=motcua check x|y`z`<script>")
    for line in (notice, error):
        assert line.count("::") == 2 + line.partition("::")[2].partition("::")[2].count("::")
        assert line.isprintable()
    assert "%250A" in error


def test_markdown_escapes_each_sign_once() -> None:
    assert md("a_b*c\n<d> & e\\f") == r"a\_b\*c &lt;d&gt; &amp; e\\f"


def test_annotations_name_the_first_few_and_are_silent_where_all_is_well() -> None:
    """An error a scenario; a notice where the model or the platform changed."""
    assert github_lines([checked(exact=True)]) == []
    many = replace(checked(shift=9), targets=(judged("mean wait <= 5 min", 9, -1),) * 9, file="")
    notice, error = github_lines([many])
    assert notice == (
        "::notice title=motcua check two::Model changed: version 1 then, 2 now. Renew with "
        "--update once you agree with what moved."
    )
    assert error.endswith("%0A... +6")
    (only,) = github_lines([checked(exact=True, differs_from=1)])
    assert only.startswith("::error file=two.yaml,title=motcua check two::Not what it was")
    off = checked(why=(Why(reason=Reason.OFF),))
    assert github_lines([off]) == []
    assert Target.model_validate("mean wait <= 5 min").check is False
