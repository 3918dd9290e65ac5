"""Methods in the order of STRESS-DES, and where the numbers of a report come from."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sim.report.manifest import OURS
from sim.report.numbers import NOTHING, number
from sim.report.page.names import Names
from sim.report.page_method_words import METHOD, PROVENANCE
from sim.report.words import Lang, say

if TYPE_CHECKING:
    from sim.report.page.reading import Evidence, Kept

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip

Terms = list[tuple[str, list[str]]]
"""A term and what there is to say of it, a paragraph each."""


def day(when: date, lang: Lang) -> str:
    """`1 January 2025`, in Vietnamese `01/01/2025`."""
    if lang == "vi":
        return f"{when:%d/%m/%Y}"
    return f"{when.day} {_MONTHS[when.month - 1]} {when.year}"


def methods(evidence: Evidence, names: Names, lang: Lang) -> list[tuple[str, Terms]]:
    """The six parts of the guideline."""
    runs = evidence.runs
    listed = [each.assumptions for each in evidence.folders]
    n = len(assumptions(evidence))
    told = say(METHOD, "assumptions_text", lang, n=number(n, 0, lang))
    marks = told if None not in listed else say(METHOD, "assumptions_none", lang)

    def term(key: str, *texts: str) -> tuple[str, list[str]]:
        return say(METHOD, key, lang), list(texts) or [say(METHOD, f"{key}_text", lang)]

    scenarios = _together(
        (names.run(run.label), run.scenario.description or run.scenario.name) for run in runs
    )
    sizes = _together((names.run(run.label), _size(run, lang)) for run in runs)
    return [
        (say(METHOD, "objectives", lang), [
            term("purpose"), term("outputs"), term("aims", _aims(runs, names, lang)),
        ]),
        (say(METHOD, "logic", lang), [
            term("overview"), term("algorithms", say(METHOD, "order_text", lang)),
            term("scenarios", *scenarios),
            term("components", *sizes),
        ]),
        (say(METHOD, "data", lang), [
            term("sources", say(METHOD, "sources_text", lang, files=_files(evidence))),
            term("assumptions", marks),
        ]),
        (say(METHOD, "experiments", lang), _experiments(runs, lang)),
        (say(METHOD, "implementation", lang), [
            *_implementation(evidence.folders[0].manifest, lang),
        ]),
        (say(METHOD, "access", lang), [
            term("code", *(
                say(METHOD, "code_text", lang, command=_command(each.manifest))
                for each in evidence.folders
            )),
        ]),
    ]  # fmt: skip


def _aims(runs: Sequence[Kept], names: Names, lang: Lang) -> str:
    every = ", ".join(names.run(run.label) for run in runs)
    if len(runs) == 1:
        return say(METHOD, "aims_one", lang, runs=every)
    others = ", ".join(names.run(run.label) for run in runs[1:])
    return say(METHOD, "aims_text", lang, runs=others, base=names.run(runs[0].label))


def _together(told: Iterable[tuple[str, str]]) -> list[str]:
    """What is the same of several runs once, behind their names."""
    runs: dict[str, list[str]] = {}
    for name, text in told:
        runs.setdefault(text, []).append(name)
    return [f"{', '.join(names)}: {text}" for text, names in runs.items()]


def _size(run: Kept, lang: Lang) -> str:
    scenario = run.scenario
    counts = {
        "sites": len(scenario.sites), "procedures": len(scenario.procedures),
        "communes": len(scenario.communes),
        "staff": sum(site.staff or 0 for site in scenario.sites.values()),
    }  # fmt: skip
    shown = {key: number(n, 0, lang) for key, n in counts.items()}
    return say(METHOD, "components_text", lang, **shown)


def _files(evidence: Evidence) -> str:
    return ", ".join(
        str(each["resolved"])
        for folder in evidence.folders
        for each in folder.manifest["scenarios"]
    )


def _experiments(runs: Sequence[Kept], lang: Lang) -> Terms:
    from sim.model.calendar import lead_days

    first = runs[0].scenario
    period = first.period
    counts = sorted({len(run.replications) for run in runs})
    told = "\N{EN DASH}".join(number(n, 0, lang) for n in dict.fromkeys((counts[0], counts[-1])))
    estimation = say(METHOD, "estimation_text", lang, replications=told)
    return [
        (say(METHOD, "start", lang), [say(METHOD, "start_text", lang, days=lead_days(first)[0])]),
        (say(METHOD, "length", lang), [
            say(
                METHOD, "length_text", lang, days=number(period.length, 0, lang),
                first=day(period.first, lang), last=day(period.last, lang),
            ),
        ]),
        (say(METHOD, "estimation", lang), [estimation]),
    ]  # fmt: skip


def _implementation(manifest: Mapping[str, Any], lang: Lang) -> Iterator[tuple[str, list[str]]]:
    software = say(
        METHOD, "software_text", lang, version=manifest[OURS],
        model=manifest.get("model_version", NOTHING), engine=manifest.get("engine", NOTHING),
    )  # fmt: skip
    yield say(METHOD, "software", lang), [software]
    seed = manifest.get("seed", NOTHING)
    yield say(METHOD, "random", lang), [say(METHOD, "random_text", lang, seed=seed)]
    system = _platform(manifest) or NOTHING
    yield say(METHOD, "execution", lang), [say(METHOD, "execution_text", lang, system=system)]


def assumptions(evidence: Evidence) -> list[Mapping[str, str]]:
    """Those of all folders, each once, in the order of the files."""
    found: dict[tuple[str, ...], Mapping[str, str]] = {}
    for folder in evidence.folders:
        for each in folder.assumptions or ():
            found.setdefault(tuple(each.values()), each)
    return list(found.values())


def provenance(evidence: Evidence, names: Names, lang: Lang) -> list[Terms]:
    """Of each folder what made it."""
    return [
        [(say(PROVENANCE, key, lang), texts) for key, texts in _made(n, evidence, names, lang)]
        for n in range(len(evidence.folders))
    ]


def _made(n: int, evidence: Evidence, names: Names, lang: Lang) -> Iterator[tuple[str, list[str]]]:
    folder = evidence.folders[n]
    manifest = folder.manifest
    runs = [run for run in evidence.runs if run.folder == n]
    yield "folder", [folder.path.resolve().name]
    yield "scenario", _together((names.run(run.label), _origin(run)) for run in runs)
    yield "command", [_command(manifest)]
    settings = manifest.get("settings")
    settings = settings if isinstance(settings, dict) else {}
    if settings.get("set"):
        yield "sets", [str(each) for each in settings["set"]]
    if settings.get("plan"):
        yield "plan", [str(settings["plan"])]
    yield "period", list(dict.fromkeys(
        f"{day(run.scenario.period.first, lang)} \N{EN DASH} {day(run.scenario.period.last, lang)}"
        for run in runs
    ))  # fmt: skip
    yield "replications", list(dict.fromkeys(number(len(r.replications), 0, lang) for r in runs))
    yield "seed", list(dict.fromkeys(str(run.seed) for run in runs))
    yield "started", [_moment(manifest.get("started"), lang)]
    if isinstance(manifest.get("duration_s"), int | float):
        yield (
            "duration",
            [say(PROVENANCE, "seconds", lang, n=number(manifest["duration_s"], 0, lang))],
        )
    digest = manifest.get("journal_digest")
    yield "digest", [str(digest) if digest else say(PROVENANCE, "no_digest", lang)]
    yield "version", [f"{manifest[OURS]}, {manifest.get('model_version', NOTHING)}"]
    yield "commit", [str(manifest.get("git_commit") or NOTHING)]
    libraries = manifest.get("versions")
    if isinstance(libraries, dict):
        yield "libraries", [", ".join(f"{name} {text}" for name, text in libraries.items())]
    yield "platform", [_platform(manifest) or NOTHING]


def _origin(run: Kept) -> str:
    return run.scenario.name + (f" ({run.file})" if run.file else "")


def _command(manifest: Mapping[str, Any]) -> str:
    command = manifest.get("command")
    return shlex.join(map(str, command)) if isinstance(command, list) else NOTHING


def _moment(text: object, lang: Lang) -> str:
    try:
        when = datetime.fromisoformat(str(text))
    except ValueError:
        return NOTHING
    return f"{day(when, lang)}, {when:%H:%M}"


def _platform(manifest: Mapping[str, Any]) -> str:
    told = manifest.get("platform")
    if not isinstance(told, dict):
        return ""
    return ", ".join(str(value) for value in told.values() if isinstance(value, str | int))
