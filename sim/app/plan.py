"""The page of whole plans: a plan of staff is changed or sent, run, and what breaks is told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from sim.app import plan_results, plan_upload, working
from sim.app.downloads import KINDS, file_name
from sim.app.inert import inert
from sim.app.kept import kept
from sim.app.plan_draft import Draft, draft_of, new_file
from sim.app.plan_table import Added, in_words, judged, rows_of, totals, with_row
from sim.app.scenarios import chosen
from sim.app.setup import Setup
from sim.report.app_plan_words import PLANS
from sim.report.app_words import APP
from sim.report.plan_words import PLAN, PLAN_HEAD
from sim.report.target_text import goal_text
from sim.report.words import Lang, say

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from sim.errors import Problem
    from sim.model.spec import Scenario

LEAST, MOST, USUAL = 2, 100, 10
"""Replications."""
MOST_TOLD = 10
"""Problems of the table that are shown."""
HEIGHT = 420
"""Of the table [px]."""
LINE_WIDTH, NAME_WIDTH, GROUP_WIDTH, COUNT_WIDTH = 40, 165, 130, 105
"""Of columns [px]: sites are told apart, and numbers are seen beside them."""
ORDER = (
    "name",
    "group",
    "count",
    "duty",
    "absence",
    "reserve",
    "off_counter",
    "serves",
    "source",
    "site",
)
"""Of the columns: what is changed most is seen without scrolling."""
MOST_MINUTES, USUAL_MINUTES, USUAL_PERCENT = 480, 20, 90


def show(setup: Setup, lang: Lang) -> None:
    """Let the user make a plan and run it, and show what became of it."""
    from sim.model.plan_file import plan_rows

    st.markdown(say(PLANS, "how", lang))
    name, scenario = chosen(setup, lang)
    file = setup.file(name)
    draft = draft_of(name, plan_rows(scenario), file.stat().st_mtime_ns)
    _upload(draft, name, file, lang)
    st.subheader(say(PLANS, "plan", lang))
    table, sums = st.columns([2, 1], gap="medium")
    with table:
        _table(draft, name, lang)
    with sums:
        st.markdown(f"**{say(PLANS, 'totals', lang)}**")
        found = totals(draft.rows, draft.base, scenario, lang)
        where, *numbers = found
        widths: dict[str, Any] = {where: st.column_config.TextColumn(width=110)}
        widths |= dict.fromkeys(numbers, st.column_config.NumberColumn(width=68))
        st.dataframe(
            found,
            hide_index=True,
            width="stretch",
            column_config=widths,
            height=_tall(found[where], HEIGHT - 70),
        )
        st.caption(say(PLANS, "against_scenario", lang))
    fine = _judge(draft, scenario, lang)
    _downloads(draft, name, lang)
    _add(draft, name, scenario, lang)
    _run(draft, name, file, scenario, setup, lang, fine=fine)
    folder = working.show("plan", lang)
    if folder is not None:
        _result(draft, setup, folder.name, lang)


def _upload(draft: Draft, name: str, file: Path, lang: Lang) -> None:
    """Put a plan that is sent into the table, or say why not."""
    most = plan_upload.MOST_BYTES // 1024**2
    sent = st.file_uploader(
        say(PLANS, "upload", lang, most=most), type=["xlsx", "csv"], key=f"plan/upload/{name}"
    )
    if sent is not None and sent.file_id != draft.file:
        draft.file = sent.file_id
        with st.spinner(say(PLANS, "reading", lang)):
            reading = plan_upload.read(sent.name, sent.getvalue(), file.resolve(), lang)
        draft.reading = sent.name, reading
        if reading.rows is not None:
            draft.put(reading.rows)
    if sent is None or draft.reading is None:
        return
    called, reading = draft.reading
    lines = "".join(f"\n- {inert(line)}" for line in reading.told)
    if reading.rows is None:
        st.error(inert(say(PLANS, "refused", lang, file=called)) + f"\n{lines}")
        return
    st.success(inert(say(PLANS, "taken", lang, file=called)))
    if lines:
        st.warning(f"{say(PLANS, 'look', lang)}\n{lines}")


def _table(draft: Draft, name: str, lang: Lang) -> None:
    """The plan, to be changed: numbers and times, no names."""
    key = draft.key(name, lang)
    shown = st.data_editor(
        draft.start, key=key, column_config=_columns(lang), column_order=ORDER, width="stretch",
        height=_tall(draft.rows), disabled=["_index", "site", "name", "group", "source"],
        num_rows="fixed", placeholder="",
    )  # fmt: skip
    draft.rows = rows_of(shown)
    if st.button(say(PLANS, "back", lang), disabled=draft.rows == draft.base):
        draft.put(draft.base)
        st.rerun()


def _tall(rows: Sequence[Any], most: int = HEIGHT) -> int:
    """The height of a table of so many rows and their heads [px]."""
    return min(most, 38 + 35 * len(rows))


def _columns(lang: Lang) -> dict[str, Any]:
    def told(column: str) -> dict[str, Any]:
        return {"help": say(PLAN, column, lang)}

    config = st.column_config
    head = {column: say(PLAN_HEAD, column, lang) for column in PLAN_HEAD}
    most = 10_000
    return {
        "_index": config.NumberColumn("", width=LINE_WIDTH),
        "site": config.TextColumn(head["site"], width=110, **told("site")),
        "name": config.TextColumn(head["name"], width=NAME_WIDTH, **told("name")),
        "group": config.TextColumn(head["group"], width=GROUP_WIDTH, **told("group")),
        "count": config.NumberColumn(
            head["count"], min_value=0, max_value=most, step=1, width=COUNT_WIDTH, **told("count")
        ),
        "duty": config.TextColumn(head["duty"], max_chars=500, width=130, **told("duty")),
        "serves": config.TextColumn(head["serves"], max_chars=2000, width=180, **told("serves")),
        "absence": config.NumberColumn(
            say(PLANS, "percent", lang), min_value=0.0, max_value=100.0, step=0.01, format="%.4g",
            width=90, **told("absence"),
        ),
        "reserve": config.NumberColumn(
            head["reserve"], min_value=0, max_value=most, step=1, width=70, **told("reserve")
        ),
        "source": config.TextColumn(head["source"], width=90, **told("source")),
        "off_counter": config.NumberColumn(
            head["off_counter"], min_value=0, step=1, width=90, **told("off_counter")
        ),
    }  # fmt: skip


def _judge(draft: Draft, scenario: Scenario, lang: Lang) -> bool:
    """Say at once what is wrong with the table; whether it can be run."""
    found = judged(draft.rows, scenario, lang)
    faults = [each for each in found.problems if not each.warning]
    if faults:
        st.error(_list("wrong", faults, lang))
    elif found.problems:
        st.warning(_list("look", found.problems, lang))
    return not faults


def _list(key: str, problems: Sequence[Problem], lang: Lang) -> str:
    lines = [inert(in_words(each, lang)) for each in problems[:MOST_TOLD]]
    more = len(problems) - MOST_TOLD
    if more > 0:
        lines.append(say(PLANS, "and_more", lang, more=more))
    return say(PLANS, key, lang) + "\n" + "".join(f"\n- {line}" for line in lines)


def _downloads(draft: Draft, name: str, lang: Lang) -> None:
    """The plan as it stands, also where something is still wrong with it."""
    from sim.report.plans import rows_csv, rows_workbook

    with st.container(horizontal=True):
        for key, kind, content in (("excel", ".xlsx", rows_workbook), ("csv", ".csv", rows_csv)):
            st.download_button(
                say(PLANS, key, lang), content(draft.rows, lang), file_name(f"{name}-plan{kind}"),
                KINDS[kind], key=f"plan/download/{kind}", on_click="ignore",
            )  # fmt: skip


def _add(draft: Draft, name: str, scenario: Scenario, lang: Lang) -> None:
    """A form for one more row."""
    with st.expander(say(PLANS, "add", lang)):
        site = st.selectbox(
            say(PLANS, "add_site", lang), list(scenario.sites), key=f"plan/add/site/{name}",
            format_func=lambda id_: scenario.sites[id_].name or id_,
        )  # fmt: skip
        groups = dict.fromkeys(str(each["group"]) for each in draft.rows if each["site"] == site)
        with st.form(f"plan/add/{name}/{site}", clear_on_submit=True, border=False):
            group = st.selectbox(
                say(PLANS, "add_group", lang), list(groups), accept_new_options=True,
                key=f"plan/add/group/{name}/{site}", placeholder=say(APP, "choose_or_type", lang),
            )  # fmt: skip
            count = st.number_input(say(PLANS, "add_count", lang), 0, 10_000, 1)
            duty = st.text_input(say(PLANS, "add_duty", lang), help=say(PLAN, "duty", lang))
            serves = st.text_input(say(PLANS, "add_serves", lang))
            sent = st.form_submit_button(say(PLANS, "add_row", lang))
        if not sent:
            return
        if not group or not group.strip():
            st.error(say(PLANS, "no_group", lang))
            return
        new = Added(
            site=site, group=" ".join(group.split()), count=int(count), duty=duty, serves=serves
        )
        draft.put(with_row(draft.rows, new, scenario))
        st.rerun()


def _run(
    draft: Draft, name: str, file: Path, scenario: Scenario, setup: Setup, lang: Lang, *, fine: bool
) -> None:
    """Targets and replications, and the buttons that begin."""
    st.subheader(say(PLANS, "run_it", lang))
    goal = _goal(name, scenario, lang)
    replications = st.slider(
        say(PLANS, "replications", lang), LEAST, MOST, key=kept("plan/replications", USUAL)
    )
    if not fine:
        st.info(say(PLANS, "mend_first", lang))
    usual = ["-n", str(replications)]
    with st.container(horizontal=True):
        if st.button(
            say(PLANS, "run", lang), type="primary", disabled=not fine, key="plan/run",
            help=say(PLANS, "run_help", lang),
        ):  # fmt: skip
            _begin(draft, ["compare", str(file)], [*usual, "--report", *_sets(goal)], setup, lang)
        if st.button(
            say(PLANS, "stress", lang), disabled=not fine, key="plan/stress",
            help=say(PLANS, "stress_help", lang),
        ):  # fmt: skip
            asked = ["--target", goal[0]] if goal else []
            _begin(draft, ["run", str(file)], [*usual, "--stress", *asked], setup, lang)


def _goal(name: str, scenario: Scenario, lang: Lang) -> tuple[str, int] | None:
    """A target of the user's own and its minutes; None: those of the scenario."""
    ways = ["typed_targets"]
    if scenario.targets:
        ways.insert(0, "own_targets")
    targets = "; ".join(goal_text(each, lang) for each in scenario.targets)
    way = st.radio(
        say(PLANS, "which_targets", lang), ways, key=kept(f"plan/targets/{name}", ways[0]),
        format_func=lambda key: inert(say(PLANS, key, lang, targets=targets)),
    )  # fmt: skip
    if way == "own_targets":
        return None
    one, other = st.columns(2)
    minutes = one.number_input(
        say(PLANS, "within", lang), 1, MOST_MINUTES, step=1,
        key=kept("plan/minutes", USUAL_MINUTES),
    )  # fmt: skip
    percent = other.number_input(
        say(PLANS, "at_least", lang), 1, 100, step=1, key=kept("plan/percent", USUAL_PERCENT)
    )
    return f"within {minutes} min >= {percent}%", int(minutes)


def _sets(goal: tuple[str, int] | None) -> list[str]:
    """The changes by which a comparison judges a target of the user's own."""
    if goal is None:
        return []
    text, minutes = goal
    return ["--set", f"wait_target={minutes}", "--set", f'targets=[{{goal: "{text}"}}]']


def _begin(draft: Draft, words: list[str], options: list[str], setup: Setup, lang: Lang) -> None:
    """Run the plan as it stands."""
    from sim.report.plans import rows_workbook

    before = st.session_state.get("job")
    plan = new_file(rows_workbook(draft.rows, lang))
    working.begin("plan", [*words, "--plan", str(plan), *options], setup, lang)
    if st.session_state.get("job") is not before:
        st.session_state["plan/ran"] = draft.rows


def _result(draft: Draft, setup: Setup, folder: str, lang: Lang) -> None:
    st.subheader(say(PLANS, "result", lang))
    if st.session_state.get("plan/ran") != draft.rows:
        st.info(say(PLANS, "outdated", lang))
    plan_results.show(setup.results, folder, lang)
