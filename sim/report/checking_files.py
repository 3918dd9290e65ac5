"""What a check found, for machines that watch: JUnit XML, Markdown, annotations on GitHub.

Names come from scenario files. Whatever letters they have, they stay text in each of the formats.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from sim.report.checking import (
    MOST_SITES,
    figures,
    measure,
    notes,
    place,
    reason,
    standing,
    target_cells,
)
from sim.report.checking_words import CHECK
from sim.report.words import Lang, say
from sim.studies.regression.checking import Checked, Reason
from sim.studies.regression.verdicts import Moved, Verdict

if TYPE_CHECKING:
    from sim.studies.judging import Judged

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#!|~$])")
_MOST_NAMED = 5
"""Measures and targets that an annotation names."""


def junit(checks: Sequence[Checked]) -> bytes:
    """JUnit XML: a suite for each scenario, a case for each measure and target.

    In English, whatever is printed: names of cases must not depend on who runs them.
    """
    root = ElementTree.Element("testsuites", name="motcua check")
    for found in checks:
        suite = ElementTree.SubElement(
            root, "testsuite", name=_xml(found.label), time=f"{found.seconds:.3f}"
        )
        properties = ElementTree.SubElement(suite, "properties")
        for name, value in (
            ("mode", found.mode), ("seed", found.seed), ("replications", found.replications),
            ("baseline.model", found.baseline.model),
        ):  # fmt: skip
            ElementTree.SubElement(properties, "property", name=name, value=str(value))
        cases = [*_exact_case(found), *_measure_cases(found), *_target_cases(found)]
        for name, kind, message in cases:
            case = ElementTree.SubElement(
                suite, "testcase", classname=_xml(f"check.{found.label}"), name=_xml(name)
            )
            if message:
                failure = ElementTree.SubElement(case, "failure", type=kind, message=_xml(message))
                failure.text = _xml(message)
        suite.set("tests", str(len(cases)))
        suite.set("failures", str(sum(bool(message) for _, _, message in cases)))
    for name in ("tests", "failures"):
        root.set(name, str(sum(int(suite.get(name, "0")) for suite in root)))
    ElementTree.indent(root)
    text: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return text + b"\n"


def _exact_case(found: Checked) -> list[tuple[str, str, str]]:
    if found.mode != "exact":
        return []
    message = notes(found)[0] if found.differs_from is not None else ""
    return [("identical to the baseline", "changed", message)]


def _measure_cases(found: Checked) -> list[tuple[str, str, str]]:
    return [
        (
            f"{each.key.scope_type}/{each.key.scope} {each.key.kpi}", str(each.verdict),
            "" if each.verdict is Verdict.SAME else sentence(each, found),
        )
        for each in found.moved
    ]  # fmt: skip


def _target_cases(found: Checked) -> list[tuple[str, str, str]]:
    return [
        (
            f"target {each.target} at {each.site}", standing(each),
            "" if each.met else target_sentence(each, found),
        )
        for each in found.targets
    ]  # fmt: skip


def sentence(moved: Moved, found: Checked, lang: Lang = "en") -> str:
    """A measure that moved, in a line."""
    before, now, apart, allowed = figures(moved, lang)
    verdict = say(CHECK, str(moved.verdict), lang)
    where = place(moved.key, found.scenario, lang)
    what = measure(moved.key.kpi, lang)
    return f"{where}: {what}: {before} → {now} ({apart}; {allowed}): {verdict}"


def target_sentence(judged: Judged, found: Checked, lang: Lang = "en") -> str:
    """A target at a site, in a line."""
    site, target, value, _, verdict = target_cells(judged, found.scenario, lang)
    return f"{site}: {target}: {value}: {verdict}"


def _xml(text: str) -> str:
    """The text without what no XML document may hold; the library escapes the rest."""
    return _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", text)


def markdown(checks: Sequence[Checked], lang: Lang = "en") -> str:
    """Markdown for the summary of a job or a comment: headings, notes, tables."""
    parts: list[str] = []
    for found in checks:
        sign = "\N{WHITE HEAVY CHECK MARK}" if found.ok else "\N{CROSS MARK}"
        title = say(CHECK, "ok" if found.ok else "failed", lang, label=found.label)
        parts.append(f"## {sign} {md(title)}\n")
        parts += [f"{md(line)}\n" for line in notes(found, lang)]
        if found.why or found.differs_from is not None:
            parts.append(_moved_table(found.moved, found, lang, verdict=True))
            if found.sites:
                parts.append(f"### {md(say(CHECK, 'sites', lang))}\n")
                parts.append(_moved_table(found.sites[:MOST_SITES], found, lang, verdict=False))
            if len(found.sites) > MOST_SITES:
                n = len(found.sites) - MOST_SITES
                parts.append(f"{md(say(CHECK, 'more_sites', lang, n=n))}\n")
        if found.targets:
            keys = ("where", "target", "value", "days", "verdict")
            cells = [target_cells(each, found.scenario, lang) for each in found.targets]
            parts.append(f"### {md(say(CHECK, 'targets', lang))}\n")
            parts.append(_table([say(CHECK, key, lang) for key in keys], cells, left=2))
    return "\n".join(parts)


def _moved_table(rows: Sequence[Moved], found: Checked, lang: Lang, *, verdict: bool) -> str:
    keys = ["where", "measure", "before", "now", "difference", "allowed"] + ["verdict"] * verdict
    cells = [
        (
            place(each.key, found.scenario, lang), measure(each.key.kpi, lang),
            *figures(each, lang), *([say(CHECK, str(each.verdict), lang)] if verdict else []),
        )
        for each in rows
    ]  # fmt: skip
    return _table([say(CHECK, key, lang) for key in keys], cells, left=2)


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]], *, left: int) -> str:
    lines = [heads, ["---" if n < left else "--:" for n in range(len(heads))]]
    text = [" | ".join(map(md, lines[0])), " | ".join(lines[1])]
    text += [" | ".join(map(md, row)) for row in rows]
    return "".join(f"| {line} |\n" for line in text)


def md(text: str) -> str:
    """Text that stays text in Markdown: no tags, links, mentions, emphasis or new lines."""
    text = " ".join(text.split())
    text = "".join(each if each.isprintable() else "\N{REPLACEMENT CHARACTER}" for each in text)
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    text = _MARKDOWN.sub(r"\\\1", text)
    return text.replace("@", "&#64;").replace("://", "&#58;//").replace("www.", "www&#46;")


def github_lines(checks: Sequence[Checked], lang: Lang = "en") -> list[str]:
    """Lines that GitHub Actions shows beside a run: an error for each scenario that failed."""
    lines = []
    for found in checks:
        for why in found.why:
            if why.reason not in (Reason.OFF, Reason.SEED):
                lines.append(_command("notice", found, reason(why, lang)))
        if not found.ok:
            lines.append(_command("error", found, _failure(found, lang)))
    return lines


def _failure(found: Checked, lang: Lang) -> str:
    said = notes(found, lang)[:1] if found.differs_from is not None else []
    said += [sentence(each, found, lang) for each in found.failures]
    said += [target_sentence(each, found, lang) for each in found.missed]
    more = len(said) - _MOST_NAMED
    return "\n".join(said[:_MOST_NAMED] + ([f"... +{more}"] if more > 0 else []))


def _command(level: str, found: Checked, message: str) -> str:
    place = f"file={_property(found.file)}," if found.file else ""
    title = _property(f"motcua check {found.label}")
    return f"::{level} {place}title={title}::{_data(message)}"


def _data(text: str) -> str:
    text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return "".join(each if each.isprintable() else "\N{REPLACEMENT CHARACTER}" for each in text)


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
