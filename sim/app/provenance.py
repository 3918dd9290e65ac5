"""How a results folder was made, so that anybody can make it again."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping
from typing import Any

import streamlit as st

from sim.app.inert import inert
from sim.app.listing import Listed, words_of
from sim.errors import visible
from sim.report.manifest import OURS
from sim.report.numbers import number
from sim.report.page.origins import day
from sim.report.page_method_words import PROVENANCE
from sim.report.words import Lang, say


def show(chosen: Listed, lang: Lang) -> None:
    """Show it: the command first, to be copied."""
    st.code(visible(shlex.join(words_of(chosen.manifest))), language=None, wrap_lines=True)
    rows = [f"- **{inert(term)}**: {inert(text)}" for term, text in terms(chosen, lang)]
    st.markdown("\n".join(rows))


def terms(chosen: Listed, lang: Lang) -> Iterator[tuple[str, str]]:
    """A term, and what there is to say of it; nothing of what the manifest does not tell."""
    manifest = chosen.manifest
    for key, text in _told(chosen, manifest, lang):
        if text:
            yield say(PROVENANCE, key, lang), text


def _told(chosen: Listed, manifest: Mapping[str, Any], lang: Lang) -> Iterator[tuple[str, str]]:
    settings = manifest.get("settings")
    settings = settings if isinstance(settings, dict) else {}
    seconds = manifest.get("duration_s")
    digest = manifest.get("journal_digest")
    started = chosen.started
    yield "folder", chosen.name
    yield "scenario", ", ".join(_origins(manifest))
    changed = settings.get("set")
    yield "sets", ", ".join(map(str, changed)) if isinstance(changed, list) else ""
    yield "plan", str(settings.get("plan") or "")
    yield "replications", str(manifest.get("replications", ""))
    yield "seed", str(manifest.get("seed", ""))
    yield "started", "" if started is None else f"{day(started.date(), lang)}, {started:%H:%M}"
    if isinstance(seconds, int | float):
        yield "duration", say(PROVENANCE, "seconds", lang, n=number(seconds, 0, lang))
    yield "digest", str(digest) if digest else say(PROVENANCE, "no_digest", lang)
    yield "version", f"{manifest[OURS]}, {manifest.get('model_version', '')}"
    yield "commit", str(manifest.get("git_commit") or "")
    for key, name in (("libraries", "versions"), ("platform", "platform")):
        found = manifest.get(name)
        if isinstance(found, dict):
            yield (
                key,
                ", ".join(
                    f"{one} {other}" if key == "libraries" else str(other)
                    for one, other in found.items()
                    if isinstance(other, str | int)
                ),
            )


def _origins(manifest: Mapping[str, Any]) -> Iterator[str]:
    found = manifest.get("scenarios")
    for each in found if isinstance(found, list) else ():
        if isinstance(each, dict):
            file = each.get("file")
            yield f"{each.get('name', '')}" + (f" ({file})" if file else "")
