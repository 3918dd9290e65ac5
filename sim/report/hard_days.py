"""A plan on hard days, as the rows of stress.csv have it, and what they say in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.report.app_plan_words import PLANS
from sim.report.listed import listed
from sim.report.stress_words import STRESS
from sim.report.words import Lang, say
from sim.studies.stress.cases import FEWER, MORE
from sim.studies.stress.hard_day import monday_after_tet
from sim.studies.stress.study import Verdict

if TYPE_CHECKING:
    import pandas as pd

    from sim.model.spec import Scenario

AS_IS = "as_is"
_COLUMNS = ("site", "name", "target", "unit", "stress", "under", "value", "verdict")


@dataclass(frozen=True, kw_only=True)
class Hard:
    """A target at a site."""

    site: str
    name: str
    target: str
    unit: str
    under: dict[str, tuple[Verdict, float]]
    """How it stands, and its value, as planned and under each stress that changes anything."""

    @property
    def misses(self) -> bool:
        """Whether it is missed as planned."""
        return self.is_broken(AS_IS)

    @property
    def breaks(self) -> bool:
        """Whether a stress breaks it."""
        return not self.misses and any(map(self.is_broken, self.under))

    def is_broken(self, stress: str) -> bool:
        """Whether it is missed under a stress."""
        return stress in self.under and self.under[stress][0] is Verdict.BROKEN


def hard_day(scenario: Scenario) -> str:
    """What the hard day of a scenario is: the one after Tết, or the busiest."""
    return "busiest" if monday_after_tet(scenario) is None else "after_tet"


def read(rows: pd.DataFrame, day: str = "after_tet") -> list[Hard]:
    """The targets and sites of the file, in its order; `day` is what its hard day is."""
    found: dict[tuple[str, str], Hard] = {}
    for site, name, target, unit, stress, under, value, verdict in zip(
        *(rows[column] for column in _COLUMNS), strict=True
    ):
        key = str(site), str(target)
        if key not in found:
            found[key] = Hard(site=key[0], name=str(name), target=key[1], unit=str(unit), under={})
        if stress == AS_IS or str(under).lower() == "true":
            called_by = day if stress == "after_tet" else str(stress)
            found[key].under[called_by] = Verdict(str(verdict)), float(value)
    return list(found.values())


def called(stress: str, lang: Lang) -> str:
    """What a stress is called."""
    sizes = {"more": round(100 * (MORE - 1)), "fewer": FEWER}
    return say(STRESS, stress, lang, **sizes).replace("\n", " ")


def on_hard_days(found: Sequence[Hard], lang: Lang) -> list[str]:
    """How many sites miss a target as planned, and how many more under each stress."""
    names = {each.site: each.name for each in found}
    missed = {each.site for each in found if each.misses}
    as_is = "hard_as_is_one" if len(missed) == 1 else "hard_as_is"
    told = [say(PLANS, as_is, lang, n=len(missed), all=len(names))]
    for key in dict.fromkeys(key for each in found for key in each.under if key != AS_IS):
        more = [
            id_ for id_ in dict.fromkeys(each.site for each in found if each.is_broken(key))
            if id_ not in missed
        ]  # fmt: skip
        stress = called(key, lang)
        if more:
            sites = listed([names[id_] for id_ in more], lang)
            breaks = "hard_breaks_one" if len(more) == 1 else "hard_breaks"
            told.append(say(PLANS, breaks, lang, stress=stress, n=len(more), sites=sites))
        else:
            told.append(say(PLANS, "hard_none", lang, stress=stress))
    return told
