"""The page of what-if: one site is changed by sliders, and its figures follow."""

from __future__ import annotations

import shlex
from contextlib import closing
from typing import TYPE_CHECKING, Any, TypeAlias

import streamlit as st

from sim.app.downloads import KINDS, file_name
from sim.app.drawing import MEASURES, TITLES, chart
from sim.app.fresh import blank
from sim.app.inert import inert
from sim.app.kept import kept
from sim.app.scenarios import choose, chosen, named
from sim.app.setup import Setup
from sim.app.site_answer import MOST_VARIANTS, side_by_side, table, verdict
from sim.app.site_change import as_file, faults, summary
from sim.app.site_inputs import change, fill, period
from sim.app.talk import Talk
from sim.errors import UsageError, visible
from sim.report.app_site_words import SITE
from sim.report.app_words import APP
from sim.report.catalogue import tongue
from sim.report.words import Lang, say

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from sim.model.days import Period
    from sim.model.spec import Scenario
    from sim.studies.whatif import Answer, Change, WhatIf

REPLICATIONS = 30
NARROW = "\N{NO-BREAK SPACE}"
"""A figure and its half-width stay on one line."""
HEIGHT = 260
"""Of a chart [px]."""
About: TypeAlias = "tuple[Path, int, str, Period]"
"""A scenario's file and when it was changed, a site, and days: what answers are about."""


def show(setup: Setup, lang: Lang) -> None:
    """Show the site that the user chooses, as it is and as changed."""
    name, scenario = chosen(setup, lang)
    where, when = st.columns(2)
    with where:
        site = st.selectbox(
            say(APP, "which_site", lang), list(scenario.sites),
            key=kept(f"site/{name}", next(iter(scenario.sites))),
            format_func=lambda id_: scenario.sites[id_].name or id_,
        )  # fmt: skip
    with when:
        try:
            days = period(scenario, f"site/{name}", lang)
        except UsageError as error:
            st.error(inert(error.told(tongue(lang))))
            return
    file = setup.file(name)
    about = (file, file.stat().st_mtime_ns, site, days)
    talk = _talk(about, scenario)
    headline = st.empty()
    sliders, answers = st.columns([2, 3], gap="medium")
    keep = st.empty()
    with sliders:
        wanted = change(talk.study, key_of(name, site), lang)
        if wanted is not None:
            _changes(talk.study, wanted, scenario, file, lang)
    _variants(talk.study, about, lang)
    blank("site")
    with answers:
        if wanted is None:
            st.info(say(SITE, "mend", lang))
            return
        last = _answers(talk, wanted, headline, lang)
    if last is not None:
        with keep:
            _keeping(talk.study, last, about, lang)


def key_of(name: str, site: str) -> str:
    """Where the inputs of a site are kept; another place whenever all are set back."""
    return f"{name}/{site}/{st.session_state.setdefault('turn', 0)}"


def take(name: str, site: str, sizes: Mapping[str, int]) -> None:
    """Go to this page with these officers by group at a site; for a button's callback."""
    st.session_state["page"] = "site"
    choose(name)
    st.session_state[f"kept/site/{name}"] = site
    _set_back()
    fill(key_of(name, site), sizes)


def _talk(about: About, scenario: Scenario) -> Talk:
    """What this user asks about this site; one is kept, so that memory stays bounded."""
    from sim.studies.whatif import WhatIf
    from sim.studies.whatif.draws import DRAWS

    found: tuple[object, Talk | None] = st.session_state.get("talk", (None, None))
    key, talk = found
    if talk is None or key != about:
        if talk is not None:
            talk.stop()
        _, _, site, days = about
        dated = scenario
        if days != scenario.period:
            dated = scenario.model_copy(update={"period": days})
        draws = st.session_state.setdefault("draws", DRAWS.share())
        talk = Talk(WhatIf(dated, site, REPLICATIONS, draws=draws))
        st.session_state["talk"] = (about, talk)
        st.session_state.pop("answer", None)
    return talk


def _set_back() -> None:
    st.session_state["turn"] = st.session_state.get("turn", 0) + 1


def _changes(study: WhatIf, wanted: Change, base: Scenario, file: Path, lang: Lang) -> None:
    """What is changed, in words and as a file, and the way back."""
    says = summary(study, wanted, lang)
    st.button(say(APP, "as_is", lang), key="as_is", on_click=_set_back, disabled=not says)
    if not says:
        return
    st.markdown(f"**{say(SITE, 'changes', lang)}**")
    st.markdown("\n".join(f"- {inert(each)}" for each in says))
    try:
        changed = study.changed(wanted)
    except UsageError:
        return  # The answer tells why.
    wrong = faults(changed, lang) if wanted.hours is not None else []
    if wrong:
        st.warning(inert(say(SITE, "unfit", lang, reason=wrong[0])))
        return
    name = file_name(f"{file.stem}-{study.site}.yaml")
    st.download_button(
        say(SITE, "as_file", lang), as_file(base, changed, named(file), says).encode(), name,
        KINDS[".yaml"], key="site/yaml", on_click="ignore",
    )  # fmt: skip
    st.caption(say(SITE, "as_file_note", lang))
    st.code(
        visible(f"motcua compare {shlex.join([file.stem, name])}"), language=None, wrap_lines=True
    )


def _answers(talk: Talk, wanted: Change, headline: Any, lang: Lang) -> Answer | None:
    """Draw every answer in the place of the one before; the last one, None where there is none."""
    bar, place = st.empty(), st.empty()
    before: Answer | None = st.session_state.get("answer")
    if before is not None:
        _draw(before, headline, place, lang)
    last: Answer | None = None
    try:
        with closing(talk.ask(wanted)) as answers:
            for answer in answers:
                last = answer or last
                # Whatever is said to the browser is where a newer move ends this one.
                bar.progress(*_far(last, before, lang))
                if answer is not None:
                    st.session_state["answer"] = answer
                    _draw(answer, headline, place, lang)
    except UsageError as error:
        headline.empty()
        place.error(inert(error.told(tongue(lang))))
    bar.empty()
    return last


def _far(last: Answer | None, before: Answer | None, lang: Lang) -> tuple[float, str]:
    """How far the simulation is, as a share and in words."""
    if last is None:
        return 0.0, say(SITE, "working" if before is None else "working_before", lang)
    done = last.replications
    return done / REPLICATIONS, say(SITE, "working_on", lang, done=done, all=REPLICATIONS)


def _draw(answer: Answer, headline: Any, place: Any, lang: Lang) -> None:
    key, values = verdict(answer, lang)
    headline.subheader(say(APP, key, lang, **values))
    with place.container():
        _answer(answer, lang)


def _answer(answer: Answer, lang: Lang) -> None:
    measures, *figures = table(answer, lang).items()
    cells = {measures[0]: list(map(inert, measures[1]))}
    cells |= {head: [inert(each).replace(" ", NARROW) for each in of] for head, of in figures}
    st.table(cells, border="horizontal", hide_index=True)
    counts = {"done": answer.replications, "all": REPLICATIONS}
    st.caption(say(APP, "asked" if answer.final else "asking", lang, **counts))
    if not answer.is_exact:
        st.caption(say(APP, "alone", lang))
    for measure in MEASURES:
        title = say(APP, TITLES[measure], lang)
        st.markdown(f"**{title}**")
        st.vega_lite_chart(chart(answer, measure, lang), width="stretch", height=HEIGHT, alt=title)


def _kept(about: About) -> list[Answer]:
    """The variants that the user has kept of a site."""
    kept_of, answers = st.session_state.get("variants", (about, []))
    return list(answers) if kept_of == about else []


def _keep(about: About, answers: list[Answer]) -> None:
    st.session_state["variants"] = (about, answers)


def _keeping(study: WhatIf, last: Answer, about: About, lang: Lang) -> None:
    """A button that keeps the last answer, as long as there is room."""
    answers = _kept(about)
    if len(answers) >= MOST_VARIANTS:
        st.caption(say(SITE, "full", lang, n=MOST_VARIANTS))
        return
    is_known = last.change in [each.change for each in answers]
    st.button(
        say(SITE, "keep", lang), key="site/keep", on_click=_keep, args=(about, [*answers, last]),
        disabled=is_known or not summary(study, last.change, lang),
    )  # fmt: skip


def _variants(study: WhatIf, about: About, lang: Lang) -> None:
    """What the user has kept, side by side."""
    answers = _kept(about)
    if not answers:
        return
    st.subheader(say(SITE, "variants", lang))
    st.dataframe(side_by_side(answers, lang), hide_index=True, width="stretch")
    lines = [
        say(SITE, "variant_says", lang, n=n, changes="; ".join(summary(study, each.change, lang)))
        for n, each in enumerate(answers, 1)
    ]
    st.markdown("\n".join(f"- {inert(line)}" for line in lines))
    st.button(say(SITE, "forget", lang), key="site/forget", on_click=_keep, args=(about, []))
