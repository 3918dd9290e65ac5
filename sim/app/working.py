"""A study at work on a page: begun by a button, shown with a bar, stopped by a button."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from pathlib import Path
from typing import cast

import streamlit as st

from sim.app import returning
from sim.app.inert import inert
from sim.app.job import BROKEN, Job
from sim.app.scenarios import title
from sim.app.setup import Setup
from sim.errors import visible
from sim.report.app_words import APP
from sim.report.catalogue import tongue
from sim.report.words import Lang, say
from sim.said import Said

EVERY = 0.5
"""Seconds from one look at a study to the next."""
_BEFORE = (Said("Error: {message}", message=""), Said("Warning: {message}", message=""))


def begin(page: str, words: Sequence[str], setup: Setup, lang: Lang) -> None:
    """Begin a study for this user: a command, without what all have alike, such as its folder.

    A user has one at a time; what is at work goes on until it ends or is stopped.
    """
    job = _job()
    if job is not None and not job.is_over:
        st.warning(say(APP, "one_at_a_time", lang))
        return
    out = setup.place("-".join([words[0], *_names(words)]))
    told = [*words, "--out", str(out), "--workers", str(setup.workers), "--lang", lang, "--quiet"]
    stay = returning.arrive()
    job = Job(told, out, setup.turns, stay.is_open, minutes=setup.job_minutes)
    returning.settle(stay, page, job)


def _names(words: Sequence[str]) -> list[str]:
    """The scenarios of a command, by their names."""
    return [Path(word).stem for word in words[1:] if word.endswith(".yaml")]


def _job() -> Job | None:
    kept = cast("tuple[str, Job] | None", st.session_state.get("job"))
    return None if kept is None else kept[1]


def show(page: str, lang: Lang) -> Path | None:
    """Show the study of a page: how far it is, why it failed; or its folder once it has ended."""
    kept = cast("tuple[str, Job] | None", st.session_state.get("job"))
    if kept is None or kept[0] != page:
        return None
    job = kept[1]
    with st.expander(say(APP, "command", lang)):
        st.code(visible(f"motcua {shlex.join(job.words)}"), language=None, wrap_lines=True)
    if not job.is_over:
        st.fragment(_at_work, run_every=EVERY)(job, lang)
        return None
    if job.is_done:
        return job.out
    _ended_badly(job, lang)
    return None


def _at_work(job: Job, lang: Lang) -> None:
    """How far it is; run anew now and then, and the whole page once it is over."""
    if job.is_over:
        st.rerun(scope="app")
    st.progress(0.0 if job.progress is None else job.progress.share, text=inert(_far(job, lang)))
    if st.button(say(APP, "stopping" if job.stopped else "stop", lang), disabled=job.stopped):
        job.stop()


def _far(job: Job, lang: Lang) -> str:
    """How far a study is, in words."""
    if job.before:
        return say(APP, "queue", lang, n=job.before)
    progress = job.progress
    if progress is None:
        return say(APP, "getting_ready", lang)
    key = "far_of" if progress.total else "far"
    return say(
        APP, key, lang, label=title(progress.label, lang), done=progress.done, total=progress.total
    )


def _ended_badly(job: Job, lang: Lang) -> None:
    if job.late:
        st.warning(say(APP, "late_kept" if job.out.is_dir() else "late", lang))
    elif job.stopped:
        st.info(say(APP, "stopped_kept" if job.out.is_dir() else "stopped", lang))
    elif job.code == BROKEN or not job.said:
        st.error(say(APP, "broken", lang))
    else:
        for line in job.said:
            st.error(inert(sentence(line, lang)))


def sentence(line: str, lang: Lang) -> str:
    """What a command told in a line, without what stands before errors and warnings."""
    for before in _BEFORE:
        line = line.removeprefix(tongue(lang).say(before))
    return line
