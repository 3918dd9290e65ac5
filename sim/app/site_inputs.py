"""The inputs of a what-if: sliders, a table of officers, hours, days; and the change they say."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

import streamlit as st

from sim.app.inert import inert
from sim.app.kept import kept
from sim.app.site_hours import hours
from sim.errors import UsageError
from sim.report.app_site_words import SITE
from sim.report.app_words import APP
from sim.report.catalogue import tongue
from sim.report.words import Lang, said, say

if TYPE_CHECKING:
    from sim.model.days import Period
    from sim.model.spec import OfficerGroup, Scenario
    from sim.studies.whatif import Change, WhatIf

GROUP_WIDTH, EDITED_WIDTH, NUMBER_WIDTH = 140, 90, 65
"""Of columns [px]: all three are seen at once beside the answers."""
MOST_SLIDERS = 4
"""Groups with a slider each; more have a table."""
MOST_OFFICERS = 1000
MOST_DAYS = 731


def period(scenario: Scenario, key: str, lang: Lang) -> Period:
    """The days that the user chooses.

    Raises
    ------
    UsageError
        They end before they begin, or are too many.
    """
    known = {"period_own": scenario.period}
    if scenario.comparison is not None and scenario.comparison != scenario.period:
        known["period_comparison"] = scenario.comparison

    def name(each: str) -> str:
        if each not in known:
            return say(SITE, each, lang)
        return say(SITE, each, lang, first=known[each].first, last=known[each].last)

    choice = st.selectbox(
        say(SITE, "period", lang), [*known, "period_other"], format_func=name,
        key=kept(f"{key}/period", "period_own"),
    )  # fmt: skip
    if choice in known:
        return known[choice]
    left, right = st.columns(2)
    first = left.date_input(
        say(SITE, "first", lang), format="DD/MM/YYYY",
        key=kept(f"{key}/first", known["period_own"].first),
    )  # fmt: skip
    last = right.date_input(
        say(SITE, "last", lang), format="DD/MM/YYYY",
        key=kept(f"{key}/last", known["period_own"].last),
    )  # fmt: skip
    return period_of(first, last, scenario.period)


def period_of(first: date, last: date, like: Period) -> Period:
    """The days from one to another, told in the form of another period, to be laid on top of it.

    Raises
    ------
    UsageError
        They end before they begin, or are too many.
    """
    from sim.model.days import Period

    days = (last - first).days + 1
    if days < 1:
        raise UsageError(said(SITE, "period_backward"))
    if days > MOST_DAYS:
        raise UsageError(said(SITE, "period_long", days=days, most=MOST_DAYS))
    given: dict[str, Any] = {"from": first, "to": last}
    if like.start is not None:
        given = {"start": first, "days": days}
    return Period.model_validate(given)


def change(study: WhatIf, key: str, lang: Lang) -> Change | None:
    """What the inputs say; None where one of them is out of place, which is told beside it.

    An input that was not touched changes nothing.
    """
    from sim.studies.whatif import Change

    site = study.scenario.sites[study.site]
    staff = _staff(site.officers, key, lang)
    times: dict[str, list[str]] | None = None
    fine = staff is not None
    try:
        times = hours((site.calendar or study.scenario.calendar).hours, key, lang)
    except UsageError as error:
        st.error(inert(error.told(tongue(lang))))
        fine = False
    demand = st.slider(say(APP, "demand", lang), 50, 200, step=5, key=kept(f"{key}/demand", 100))
    time = st.slider(
        say(APP, "counter_time", lang), 50, 200, step=5, key=kept(f"{key}/counter_time", 100)
    )
    online = None
    if study.scenario.is_province:
        online = _optional("online", (0, 100, round(100 * study.online)), key, lang)
    absence = _optional("absence", (0, 50, 5), key, lang)
    patience = _optional("patience", (5, 480, 60), key, lang)
    if not fine:
        return None
    return Change(
        staff=staff or {}, hours=times, demand=demand / 100, counter_time=time / 100,
        online=None if online is None else online / 100,
        absence=None if absence is None else absence / 100, patience=patience,
    )  # fmt: skip


def _staff(groups: tuple[OfficerGroup, ...], key: str, lang: Lang) -> dict[str, int] | None:
    """Officers by group where they are other than now; None where nobody is left."""
    counts = (
        _table(groups, key, lang) if len(groups) > MOST_SLIDERS else _sliders(groups, key, lang)
    )
    if groups and not sum(counts.values()):
        st.error(say(SITE, "nobody", lang))
        return None
    return {group.name: counts[group.name] for group in groups if counts[group.name] != group.size}


def staff_key(key: str, group: str) -> str:
    """Where the officers of a group are kept, by slider."""
    return f"{key}/staff/{group}"


def table_key(key: str) -> str:
    """Where the officers of all groups are kept, by table."""
    return f"{key}/staff"


def fill(key: str, sizes: Mapping[str, int]) -> None:
    """Set the officers of all groups, before any of the inputs is drawn."""
    st.session_state[kept(table_key(key), {})] = dict(sizes)
    st.session_state.pop(f"table/{key}", None)
    for group, size in sizes.items():
        st.session_state[kept(staff_key(key, group), size)] = size


def _sliders(groups: tuple[OfficerGroup, ...], key: str, lang: Lang) -> dict[str, int]:
    found = {}
    for group in groups:
        name = kept(staff_key(key, group.name), group.size)
        most = max(10, 2 * group.size + 5, int(st.session_state[name]))
        label = inert(say(APP, "staff_of", lang, group=group.name))
        found[group.name] = st.slider(label, 0, most, key=name)
    return found


def _table(groups: tuple[OfficerGroup, ...], key: str, lang: Lang) -> dict[str, int]:
    """Officers in a table, which begins with what was in it when it was seen last."""
    last, shown, first = kept(table_key(key), {}), f"table/{key}", f"first/{key}"
    if shown not in st.session_state:
        st.session_state[first] = dict(st.session_state[last])
    st.markdown(f"**{say(SITE, 'staff', lang)}**")
    heads = [say(SITE, each, lang) for each in ("group", "staff_now", "staff_then")]
    st.caption(inert(say(SITE, "staff_hint", lang, column=heads[2])))
    rows = [
        {heads[0]: each.name, heads[1]: each.size,
         heads[2]: st.session_state[first].get(each.name, each.size)}
        for each in groups
    ]  # fmt: skip
    edited = st.data_editor(
        rows, hide_index=True, width="stretch", key=shown, disabled=heads[:2],
        column_order=[heads[0], heads[2], heads[1]], column_config={
            heads[0]: st.column_config.TextColumn(width=GROUP_WIDTH),
            heads[1]: st.column_config.NumberColumn(width=NUMBER_WIDTH),
            heads[2]: st.column_config.NumberColumn(
                min_value=0, max_value=MOST_OFFICERS, step=1, required=True, width=EDITED_WIDTH
            ),
        },
    )  # fmt: skip
    found = counted(edited, groups, heads[2])
    st.session_state[last] = found
    return found


def counted(
    rows: list[dict[str, Any]], groups: tuple[OfficerGroup, ...], column: str
) -> dict[str, int]:
    """Officers by group of a table that was edited; a cell that was emptied is as now."""
    found = {}
    for group, row in zip(groups, rows, strict=True):
        value = row.get(column)
        found[group.name] = group.size if value is None or value != value else int(value)
    return found


def _optional(name: str, ends: tuple[int, int, int], key: str, lang: Lang) -> int | None:
    """A slider that counts only once it is switched on: what it changes has no one value now."""
    low, high, start = ends
    if not st.toggle(say(APP, f"change_{name}", lang), key=kept(f"{key}/change/{name}", False)):
        return None
    return st.slider(say(APP, name, lang), low, high, key=kept(f"{key}/{name}", start))
