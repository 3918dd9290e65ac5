"""One HTML file from a report's evidence: nothing in it asks anybody for anything."""

from __future__ import annotations

import base64
import hashlib
import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from sim.errors import UsageError, reason_of
from sim.report.manifest import OURS
from sim.report.numbers import number
from sim.report.page import grid_sections, studies
from sim.report.page.charts import payload
from sim.report.page.glance import first_screen
from sim.report.page.names import Names
from sim.report.page.origins import assumptions, day, methods, provenance
from sim.report.page.reading import MOST_SHOWN, Evidence, read
from sim.report.page.scripts import scripts, text
from sim.report.page.sections import (
    MOST_CHANGES,
    every_run,
    gains_and_losses,
    side_by_side,
    staffing,
)
from sim.report.page_grid_words import GRID
from sim.report.page_method_words import METHOD
from sim.report.page_study_words import STUDY, TITLE
from sim.report.page_words import PAGE, PLOTLY
from sim.report.words import Lang, say
from sim.said import Said

NAME = "report.html"
_UNSAFE = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def write(paths: Sequence[Path], file: Path, lang: Lang = "en") -> Path:
    """Make the report of some results folders, and put it into a file; return where that is.

    Raises
    ------
    UsageError
        A folder cannot be read, or the file not be written.
    """
    text = html(read(paths), lang)
    half = file.with_name(f"{file.name}.partial")
    try:
        half.write_text(text, "utf-8")
        os.replace(half, file)
    except OSError as error:
        half.unlink(missing_ok=True)
        raise UsageError(
            Said(
                "report: {file} cannot be written ({reason}); name another --out.",
                file=str(file), reason=reason_of(error),
            )
        ) from None  # fmt: skip
    return file


def html(evidence: Evidence, lang: Lang = "en") -> str:
    """The page."""
    names = Names(evidence.runs, lang)
    environment = Environment(
        loader=PackageLoader("sim.report.page"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    library, own = scripts()
    return environment.get_template("page.html.j2").render(
        lang=lang,
        policy=_policy(library, own),
        library=Markup(library),
        own=Markup(own),
        style=Markup(text("templates", "page.css")),
        data=in_script(
            {
                **payload(evidence, names, lang),
                "words": _words(lang),
                "plotly": {word.en: word.said(lang) for word in PLOTLY},
            }
        ),
        **_content(evidence, names, lang),
    )


def _content(evidence: Evidence, names: Names, lang: Lang) -> dict[str, Any]:
    """What the template lays out."""
    base = evidence.runs[0]

    def word(key: str, **values: object) -> str:
        return say(PAGE, key, lang, **values)

    def missing(what: str) -> str:
        return word("missing", what=word(f"what_{what}"))

    moves, has = gains_and_losses(evidence, names, lang), _there(evidence)
    totals, sites = staffing(evidence, names, lang)
    period = base.scenario.period
    return {
        "word": word,
        "missing": missing,
        "title": _title(evidence, names, lang),
        "period": f"{day(period.first, lang)} – {day(period.last, lang)}",
        "province": base.scenario.name,
        "base": names.run(base.label),
        "several": len(evidence.runs) > 1,
        "sentences": first_screen(evidence, names, lang),
        **_of_many(evidence, names, lang),
        "studies": studies.tables(evidence, names, lang),
        "study_word": lambda key: say(STUDY, key, lang),
        "blocks": side_by_side(evidence, names, lang),
        "moves": moves,
        "staff_totals": totals,
        "staff_sites": sites,
        "has_changes": bool(moves),
        "has_plans": any(folder.plans for folder in evidence.folders),
        **has,
        "assumed": assumptions(evidence),
        "keeps_assumptions": all(each.assumptions is not None for each in evidence.folders),
        "absent": [
            missing(what)
            for what, there in (
                ("dossiers", has["has_dossiers"]),
                ("communes", has["has_communes"]),
                ("places", has["has_communes"] or has["has_places"]),
            )
            if not there
        ],
        "methods": methods(evidence, names, lang),
        "methods_order": say(METHOD, "order", lang),
        "provenance": provenance(evidence, names, lang),
        "version": evidence.folders[0].manifest[OURS],
    }


def _there(evidence: Evidence) -> dict[str, bool]:
    """What the folders hold, so that a section has something to show."""
    base = evidence.runs[0]
    return {
        "has_values": all(not run.values.empty for run in evidence.runs),
        "has_communes": bool(base.summary["scope_type"].eq("commune").any())
        and bool(base.scenario.communes),
        "has_places": any(site.lat is not None for site in base.scenario.sites.values()),
        "has_dossiers": bool(
            (
                base.summary["kpi"].eq("on_time_share") & base.summary["scope_type"].eq("procedure")
            ).any()
        ),
    }


def _of_many(evidence: Evidence, names: Names, lang: Lang) -> dict[str, Any]:
    """What the template lays out of sweeps, and of more runs than are shown at a time."""
    shown, every = (number(n, 0, lang) for n in (len(evidence.shown), len(evidence.runs)))
    base = names.run(evidence.runs[0].label)

    def grid_word(key: str) -> str:
        return say(
            GRID, key, lang, shown=shown, all=every, most=number(MOST_SHOWN, 0, lang), base=base
        )

    grid = evidence.grid
    return {
        "grid_word": grid_word,
        "grid_tables": [] if grid is None else grid_sections.tables(grid, names, lang),
        "is_sweep": grid is not None,
        "is_large": evidence.is_large,
        "side_bold": len(evidence.shown) > MOST_CHANGES + 1,
        "every_run": every_run(evidence, names, lang)
        if evidence.is_large and grid is None
        else None,
    }


def _title(evidence: Evidence, names: Names, lang: Lang) -> str:
    runs = [names.run(run.label) for run in evidence.runs]
    if evidence.grid is not None:
        grid = evidence.grid
        return say(
            GRID, "swept", lang, name=evidence.runs[0].scenario.name,
            what=", ".join(grid_sections.key_name(key, lang) for key in grid.keys),
            first=grid.points[0].values[-1], last=grid.points[-1].values[-1],
        ) if len(grid.keys) == 1 else say(
            GRID, "swept_grid", lang, name=evidence.runs[0].scenario.name,
            keys=", ".join(grid_sections.key_name(key, lang) for key in grid.keys),
        )  # fmt: skip
    study = next(iter(evidence.folders[0].tables), "") if len(evidence.folders) == 1 else ""
    if study in TITLE:
        return say(TITLE, study, lang, name=evidence.runs[0].scenario.name)
    if len(runs) == 1:
        return evidence.runs[0].scenario.name
    if evidence.is_large:
        return say(GRID, "many", lang, n=number(len(runs), 0, lang), base=runs[0])
    return say(PAGE, "versus", lang, runs=", ".join(runs))


def _words(lang: Lang) -> dict[str, str]:
    """What the page's scripts say."""
    keys = (
        "nothing", "most", "ends", "mean", "low", "high", "scenario", "site", "east", "north",
        "whole", "whole_only", "simulated", "numbers", "verdict_-1", "verdict_0", "verdict_1",
        "any_site", "any_tier", "any_district", "any_procedure",
    )  # fmt: skip
    found = {key: getattr(PAGE[key], lang) for key in keys}
    return {**found, **{key: getattr(GRID[key], lang) for key in ("shown", "every_point")}}


def in_script(value: object) -> Markup:
    """JSON that is safe inside a script element: nothing in it can end the element."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    for sign, instead in _UNSAFE.items():
        text = text.replace(sign, instead)
    return Markup(text)


def _policy(*scripts: str) -> str:
    """The content security policy: only these scripts, no request to anywhere."""
    sums = (hashlib.sha256(script.encode()).digest() for script in scripts)
    allowed = " ".join(f"'sha256-{base64.b64encode(each).decode()}'" for each in sums)
    return (
        f"default-src 'none'; script-src {allowed}; style-src 'unsafe-inline'; "
        "img-src data: blob:; base-uri 'none'; form-action 'none'"
    )
