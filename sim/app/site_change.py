"""A change at a site in words, and as a scenario that is laid on top of the base plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from sim.app.site_hours import week
from sim.report.app_site_words import SITE
from sim.report.catalogue import tongue
from sim.report.numbers import number
from sim.report.words import Lang, say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sim.model.spec import Scenario
    from sim.studies.whatif import Change, WhatIf
    from sim.studies.whatif.change import Spans


def summary(study: WhatIf, change: Change, lang: Lang) -> list[str]:
    """What is other than in the base plan, a line each."""
    site = study.scenario.sites[study.site]
    now = {group.name: group.size for group in site.officers}
    said = [
        say(SITE, "changed_staff", lang, group=name, then=then, now=now[name])
        for name, then in change.groups.items()
        if name in now
    ]
    if change.hours is not None:
        was = (site.calendar or study.scenario.calendar).hours
        then = cast("Mapping[str, Spans]", dict(change.hours))
        said.append(
            say(SITE, "changed_hours", lang, then=week(then, lang), now=week(was, lang))
        )  # fmt: skip
    for name in ("demand", "counter_time"):
        scale = getattr(change, name)
        if scale != 1.0:
            said.append(say(SITE, f"changed_{name}", lang, then=_percent(scale, lang)))
    if change.online is not None:
        values = {"then": _percent(change.online, lang), "now": _percent(study.online, lang)}
        said.append(say(SITE, "changed_online", lang, **values))
    if change.absence is not None:
        said.append(say(SITE, "changed_absence", lang, then=_percent(change.absence, lang)))
    if change.patience is not None:
        said.append(say(SITE, "changed_patience", lang, then=number(change.patience, 0, lang)))
    return said


def _percent(share: float, lang: Lang) -> str:
    return number(100 * share, 0, lang)


def as_file(base: Scenario, changed: Scenario, extends: str, says: list[str]) -> str:
    """The change as a scenario file on top of the file of the base plan."""
    from sim.model.scenario_file.overlay import overlay

    name = f"{base.name}: {'; '.join(says)}"[:MOST_LETTERS]
    return overlay(base, changed, extends, name)


MOST_LETTERS = 120
"""Of the name that a change is given."""


def faults(scenario: Scenario, lang: Lang) -> list[str]:
    """What keeps a changed scenario from being one that a file could say."""
    from sim.model.rules import problems

    return [each.told(tongue(lang)) for each in problems(scenario) if not each.warning]
