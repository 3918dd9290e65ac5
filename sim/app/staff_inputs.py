"""The inputs of a search for staff: targets and bounds."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import streamlit as st

from sim.app.inert import inert
from sim.app.kept import kept
from sim.app.staff_order import BY_DAY, SHARES, Ends, Wish
from sim.errors import UsageError
from sim.report.app_staff_words import FIND
from sim.report.app_words import APP
from sim.report.words import SCOPE, Lang, said, say

if TYPE_CHECKING:
    from sim.model.spec import Scenario, Target
    from sim.model.targets import Measure

USUAL = Wish(measure="within", limit=90, x=20)
MEASURES: tuple[Measure, ...] = ("within", "mean", "percentile", "abandoned", "utilisation")
MOST_TARGETS = 8
MOST_PEOPLE = 10_000
ALL, SOME, TIER = "all", "some", "tier/"


def name_of(scenario: Scenario, id_: str) -> str:
    """What a site is called."""
    return scenario.sites[id_].name or id_


def tiers_of(scenario: Scenario) -> list[str]:
    """The tiers that there are sites of."""
    there = {site.tier for site in scenario.sites.values()}
    return [tier for tier in ("center", "branch", "point") if tier in there]


def wish_of(target: Target, scenario: Scenario) -> Wish:
    """A target of a scenario as the page shows it: everywhere, in a tier, or at named sites."""
    goal, tiers, sites = target.goal, tuple(target.tiers), tuple(target.sites)
    if len(tiers) > 1 or (tiers and sites):
        named = [id_ for id_, site in scenario.sites.items() if target.applies_to(id_, site.tier)]
        tiers, sites = (), tuple(named)
    return Wish(
        measure=goal.measure,
        limit=round(100 * goal.limit, 6) if goal.measure in SHARES else goal.limit,
        x=goal.minutes or goal.percent or 0.0,
        tiers=tiers, sites=sites, is_every=target.every == "interval",
    )  # fmt: skip


def wishes(scenario: Scenario, key: str, lang: Lang) -> list[Wish] | None:
    """The targets that the user puts together; None where they are those of the scenario.

    Raises
    ------
    UsageError
        There is none, or one is for no site.
    """
    own = [wish_of(target, scenario) for target in scenario.targets]
    rows: list[int] = st.session_state[kept(f"{key}/rows", list(range(max(1, len(own)))))]
    starts = dict(enumerate(own))
    st.subheader(say(FIND, "targets", lang))
    found = [_wish(scenario, key, row, starts.get(row, USUAL), lang) for row in rows]
    if len(rows) < MOST_TARGETS:
        st.button(say(FIND, "add", lang), key=f"{key}/add", on_click=_add, args=(key, len(own)))
    if not found:
        raise UsageError(said(FIND, "no_targets"))
    return None if found == own else found


def _add(key: str, own: int) -> None:
    rows = st.session_state[f"kept/{key}/rows"]
    st.session_state[f"kept/{key}/rows"] = [*rows, max([*rows, own]) + 1]


def _leave_out(key: str, row: int) -> None:
    rows = st.session_state[f"kept/{key}/rows"]
    st.session_state[f"kept/{key}/rows"] = [each for each in rows if each != row]


def _wish(scenario: Scenario, key: str, row: int, start: Wish, lang: Lang) -> Wish:
    """One target, in a frame of its own."""
    at = f"{key}/{row}"
    with st.container(border=True):
        what, left, right = st.columns([2, 1, 1], vertical_alignment="bottom")
        known = [*MEASURES, *(["on_time"] if scenario.units else [])]
        measure = cast("Measure", what.selectbox(
            say(FIND, "what", lang), known, key=kept(f"{at}/what", start.measure),
            format_func=lambda each: say(FIND, each, lang),
        ))  # fmt: skip
        x, limit = _numbers(measure, at, start, (left, right), lang)
        tiers, sites = _where(scenario, at, start, lang)
        is_every = False
        if measure not in BY_DAY:
            is_every = st.checkbox(
                say(FIND, "every", lang), key=kept(f"{at}/every", start.is_every)
            )
        st.button(
            say(FIND, "remove", lang), key=f"{at}/remove", on_click=_leave_out, args=(key, row)
        )
    return Wish(measure=measure, limit=limit, x=x, tiers=tiers, sites=sites, is_every=is_every)


_LIMITS = {
    "within": 90.0, "mean": 10.0, "percentile": 30.0, "abandoned": 3.0, "utilisation": 85.0,
    "on_time": 95.0,
}  # fmt: skip
_XS = {"within": ("minutes", 20.0, 480.0), "percentile": ("percent", 90.0, 99.9)}


def _numbers(
    measure: Measure, at: str, start: Wish, places: tuple[object, object], lang: Lang
) -> tuple[float, float]:  # fmt: skip
    """What belongs to the measure, and its limit."""
    left, right = (cast("st.delta_generator.DeltaGenerator", each) for each in places)
    mine, x = start.measure == measure, 0.0
    if measure in _XS:
        word, usual, most = _XS[measure]
        x = left.number_input(
            say(FIND, word, lang), 1.0, most, step=1.0, format="%g",
            key=kept(f"{at}/x/{measure}", start.x if mine else usual),
        )  # fmt: skip
    share = measure in SHARES
    word = "at_least" if measure in ("within", "on_time") else "at_most"
    limit = right.number_input(
        say(FIND, word if share else "at_most_min", lang), 0.0 if share else 0.1,
        100.0 if share else 1440.0, step=1.0, format="%g",
        key=kept(f"{at}/limit/{measure}", start.limit if mine else _LIMITS[measure]),
    )  # fmt: skip
    return float(x), float(limit)


def _where(
    scenario: Scenario, at: str, start: Wish, lang: Lang
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The tier or the sites that a target is for; neither: all."""
    if len(scenario.sites) == 1:
        return (), ()
    tiers = tiers_of(scenario)
    choices = [ALL, *(f"{TIER}{tier}" for tier in tiers if len(tiers) > 1), SOME]
    first = SOME if start.sites else f"{TIER}{start.tiers[0]}" if start.tiers else ALL
    where = st.selectbox(
        say(FIND, "where", lang), choices,
        key=kept(f"{at}/where", first if first in choices else ALL),
        format_func=lambda each: (
            say(SCOPE, each, lang) if each.startswith(TIER)
            else say(FIND, "everywhere" if each == ALL else "some", lang)
        ),
    )  # fmt: skip
    if where == SOME:
        sites = st.multiselect(
            say(FIND, "which", lang), list(scenario.sites),
            key=kept(f"{at}/sites", list(start.sites)),
            format_func=lambda id_: name_of(scenario, id_), placeholder=say(APP, "choose", lang),
            select_all=False,
        )  # fmt: skip
        if not sites:
            raise UsageError(said(FIND, "no_sites"))
        return (), tuple(sites)
    return ((where.removeprefix(TIER),) if where != ALL else ()), ()


Bounds = dict[str, Ends]


def bounds(
    scenario: Scenario, key: str, lang: Lang
) -> tuple[bool, Bounds | None, Bounds | None]:  # fmt: skip
    """Whether the policy is left aside; bounds by tier, by site; None where they are unchanged.

    Raises
    ------
    UsageError
        A least is more than its most.
    """
    with st.expander(say(FIND, "bounds", lang)):
        st.caption(say(FIND, "bounds_note", lang))
        free = False
        if tiers_of(scenario):
            free = st.checkbox(say(FIND, "free", lang), key=kept(f"{key}/free", False))
        was = policy_of(scenario)
        names = {tier: say(SCOPE, f"tier/{tier}", lang) for tier in tiers_of(scenario)}
        policy = dict(was) if free else {
            tier: _ends(f"{key}/tier/{tier}", name, was.get(tier, (None, None)), lang)
            for tier, name in names.items()
        }  # fmt: skip
        of_sites = {
            id_: (each.staff_at_least, each.staff_at_most)
            for id_, each in scenario.staffing.bounds.items()
        }
        some = st.multiselect(
            say(FIND, "bounded", lang), list(scenario.sites),
            key=kept(f"{key}/bounded", list(of_sites)),
            format_func=lambda id_: name_of(scenario, id_), placeholder=say(APP, "choose", lang),
            select_all=False,
        )  # fmt: skip
        sites = {
            id_: _ends(
                f"{key}/bounds/{id_}", name_of(scenario, id_), of_sites.get(id_, (None, None)), lang
            )
            for id_ in some
        }
    return free, None if _same(policy, was) else policy, None if _same(sites, of_sites) else sites


def policy_of(scenario: Scenario) -> Bounds:
    """The bounds of the tiers that have any."""
    return {
        str(tier): (each.staff_at_least, each.staff_at_most)
        for tier, each in scenario.policy.items()
    }


def _same(one: Bounds, other: Bounds) -> bool:
    return _said(one) == _said(other)


def _said(bounds: Bounds) -> Bounds:
    return {place: ends for place, ends in bounds.items() if ends != (None, None)}


def _ends(key: str, name: str, start: Ends, lang: Lang) -> Ends:
    """The least and the most people at a place."""
    left, right = st.columns(2)
    words = zip((left, right), ("least_people", "most_people"), start, strict=True)
    found = tuple(
        place.number_input(
            inert(say(FIND, word, lang, place=name)), 0, MOST_PEOPLE, step=1,
            key=kept(f"{key}/{word}", value),
        )
        for place, word, value in words
    )  # fmt: skip
    least, most = cast("Ends", found)
    if least is not None and most is not None and least > most:
        raise UsageError(said(FIND, "crossed", place=name))
    return least, most
