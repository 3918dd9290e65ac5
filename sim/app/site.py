"""The page of what-if: one site is changed by sliders, and its figures follow."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import streamlit as st

from sim.app.drawing import MEASURES, TITLES, chart
from sim.app.inert import inert
from sim.app.kept import kept
from sim.app.setup import Setup
from sim.report.app_words import APP
from sim.report.numbers import Estimate, interval, number
from sim.report.words import KPI, UNIT, Lang, say

if TYPE_CHECKING:
    from sim.model.spec import Scenario
    from sim.studies.whatif import Answer, Change, Interval, WhatIf

REPLICATIONS = 30
SHOWN = (
    "wait_mean", "within_target_share", "utilisation", "overtime_per_day", "abandoned_share",
    "served_per_day",
)  # fmt: skip
MOST_SCENARIOS = 4
"""That are kept in memory for all users together."""


@st.cache_resource(max_entries=MOST_SCENARIOS, show_spinner=False)
def scenario_of(file: Path, changed_at: int) -> Scenario:  # noqa: ARG001
    """A scenario, read once for all users: it is frozen, so that none can change another's."""
    from sim.model.scenario_file import read

    return read(file).scenario


def show(setup: Setup, lang: Lang) -> None:
    """Show the site that the user chooses, as it is and as changed."""
    names = list(setup.files())
    first = names.index("phase-1") if "phase-1" in names else 0
    chosen, where = st.columns(2)
    name = chosen.selectbox(say(APP, "scenario", lang), names, key=kept("scenario", names[first]))
    file = setup.file(name)
    scenario = scenario_of(file, file.stat().st_mtime_ns)
    site = where.selectbox(
        say(APP, "which_site", lang), list(scenario.sites),
        key=kept(f"site/{name}", next(iter(scenario.sites))),
        format_func=lambda id_: scenario.sites[id_].name or id_,
    )  # fmt: skip
    study = _study(name, site, scenario)
    sliders, answers = st.columns([1, 2], gap="large")
    with sliders:
        change = _change(study, f"{name}/{site}", lang)
    with answers:
        place = st.empty()
        for answer in study.ask(change):
            with place.container():
                _answer(answer, study.replications, lang)


def _study(name: str, site: str, scenario: Scenario) -> WhatIf:
    """The conversation of this user about this site; one is kept, so that memory stays bounded."""
    from sim.studies.whatif import WhatIf

    kept: tuple[object, WhatIf | None] = st.session_state.get("study", (None, None))
    key, study = kept
    if key != (name, site) or study is None:
        if study is not None:
            study.stop()
        study = WhatIf(scenario, site, REPLICATIONS)
        st.session_state["study"] = ((name, site), study)
    return study


def _change(study: WhatIf, key: str, lang: Lang) -> Change:
    """What the sliders say; a slider that was not touched changes nothing."""
    from sim.studies.whatif import Change

    turn = st.session_state.setdefault("turn", 0)
    if st.button(say(APP, "as_is", lang), key="as_is"):
        st.session_state["turn"] = turn = turn + 1
    key = f"{key}/{turn}"
    staff = {}
    for group in study.scenario.sites[study.site].officers:
        label = inert(say(APP, "staff_of", lang, group=group.name))
        most = max(10, 2 * group.size + 5)
        count = st.slider(label, 0, most, key=kept(f"{key}/staff/{group.name}", group.size))
        if count != group.size:
            staff[group.name] = count
    demand = st.slider(say(APP, "demand", lang), 50, 200, step=5, key=kept(f"{key}/demand", 100))
    time = st.slider(
        say(APP, "counter_time", lang), 50, 200, step=5, key=kept(f"{key}/counter_time", 100)
    )
    online = None
    if study.scenario.is_province:
        online = _optional("online", (0, 100, round(100 * study.online)), key, lang)
    absence = _optional("absence", (0, 50, 5), key, lang)
    patience = _optional("patience", (5, 480, 60), key, lang)
    return Change(
        staff=staff, demand=demand / 100, counter_time=time / 100,
        online=None if online is None else online / 100,
        absence=None if absence is None else absence / 100, patience=patience,
    )  # fmt: skip


def _optional(name: str, ends: tuple[int, int, int], key: str, lang: Lang) -> int | None:
    """A slider that counts only once it is switched on: what it changes has no one value now."""
    low, high, start = ends
    if not st.toggle(say(APP, f"change_{name}", lang), key=kept(f"{key}/change/{name}", False)):
        return None
    return st.slider(say(APP, name, lang), low, high, key=kept(f"{key}/{name}", start))


def _answer(answer: Answer, replications: int, lang: Lang) -> None:
    key, values = verdict(answer, lang)
    st.subheader(say(APP, key, lang, **values))
    st.dataframe(table(answer, lang), hide_index=True, width="stretch")
    counts = {"done": answer.replications, "all": replications}
    st.caption(say(APP, "asked" if answer.final else "asking", lang, **counts))
    if not answer.is_exact:
        st.caption(say(APP, "alone", lang))
    for measure in MEASURES:
        st.markdown(f"**{say(APP, TITLES[measure], lang)}**")
        st.vega_lite_chart(chart(answer, measure, lang), width="stretch", height=300)


def verdict(answer: Answer, lang: Lang) -> tuple[str, dict[str, Any]]:
    """What became of the mean wait: the key of a sentence and its values."""
    from sim.studies.whatif import Change

    if answer.change == Change():
        return "verdict_same", {}
    figure = answer.figure("wait_mean")
    moved = figure.difference
    if moved.mean != moved.mean:
        return "verdict_nobody", {}
    values = {
        "old": number(figure.base.mean, 1, lang), "new": number(figure.changed.mean, 1, lang),
        "by": number(abs(moved.mean), 1, lang),
    }  # fmt: skip
    if moved.high < 0:
        return "verdict_falls", values
    return ("verdict_rises" if moved.low > 0 else "verdict_chance"), values


def table(answer: Answer, lang: Lang) -> dict[str, list[str]]:
    """A row for each measure: now, changed, and how far apart."""
    figures = [answer.figure(kpi) for kpi in SHOWN]
    columns = {"now": "base", "changed": "changed", "difference": "difference"}
    found = {
        say(APP, "measure", lang): [
            f"{say(KPI, each.kpi, lang)} [{say(UNIT, each.unit, lang)}]" for each in figures
        ]
    }
    for word, name in columns.items():
        found[say(APP, word, lang)] = [
            interval(_estimate(getattr(each, name)), each.unit, lang, signed=word == "difference")
            for each in figures
        ]
    return found


def _estimate(found: Interval) -> Estimate:
    return Estimate(found.mean, found.low, found.high)
