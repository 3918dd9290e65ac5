"""A plan under stress as rows: verdicts counted by stress, who breaks, and all in long form."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.report.stress_words import STRESS
from sim.report.words import Lang, say
from sim.studies.stress.cases import FEWER, MORE
from sim.studies.stress.pairing import UNKNOWN
from sim.studies.stress.study import Verdict, is_sure, verdict

if TYPE_CHECKING:
    import pandas as pd

    from sim.model.targets import Target
    from sim.studies.judging import Judged
    from sim.studies.stress.cases import Stress
    from sim.studies.stress.pairing import Change
    from sim.studies.stress.study import StressReport

AS_IS = "as_is"
_WORST_FIRST = (Verdict.BROKEN, Verdict.ON_THE_LINE, Verdict.HELD, Verdict.IDLE)
_NOT_UNDER = ("none_absent", "no_desk")


@dataclass(frozen=True, kw_only=True)
class Count:
    """Sites under a stress, by the worst of their targets."""

    key: str
    sites: int
    held: int
    on_the_line: int
    broken: int
    idle: int
    breaks: int
    """Of the broken ones those that missed nothing more as planned."""
    unsure: int
    """Sites with an interval that covers a limit."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """A target at a site, as planned and under each stress."""

    before: Judged
    under: tuple[tuple[str, Judged | None], ...]
    """By stress; None where the site is not under it."""

    @property
    def misses(self) -> bool:
        """Whether it is missed anywhere."""
        return Verdict.BROKEN in (verdict(each) for each in self.all)

    @property
    def breaks(self) -> bool:
        """Whether a stress breaks it."""
        return self.misses and verdict(self.before) is not Verdict.BROKEN

    @property
    def all(self) -> tuple[Judged, ...]:
        """What was judged, as planned first."""
        return (self.before, *(each for _, each in self.under if each is not None))

    @property
    def worst(self) -> float:
        """By how much it is better than it has to be where it is worst; below 0 if missed."""
        return min(each.excess[1] for each in self.all)


def is_under(stress: Stress, site: str) -> bool:
    """Whether a stress changes anything at a site."""
    return stress.skipped.get(site) not in _NOT_UNDER


def rows(report: StressReport) -> list[Row]:
    """A row for each target and site, targets in turn."""
    return [
        Row(
            before=before,
            under=tuple(
                (each.stress.key, each.judged[n] if is_under(each.stress, before.site) else None)
                for each in report.under
            ),
        )
        for n, before in enumerate(report.before)
    ]


def missed(report: StressReport, target: Target) -> list[Row]:
    """The rows of a target that is missed: broken by a stress, worst first, then the others."""
    found = [row for row in rows(report) if row.before.target == target and row.misses]
    return sorted(found, key=lambda row: (not row.breaks, row.worst, row.before.site))


def counts(report: StressReport) -> list[Count]:
    """The plan as it is, and each stress."""
    before = {(each.target, each.site): verdict(each) for each in report.before}
    found = [_count(AS_IS, report.before, before)]
    for each in report.under:
        there = [one for one in each.judged if is_under(each.stress, one.site)]
        found.append(_count(each.stress.key, there, before))
    return found


def _count(
    key: str, judged: list[Judged] | tuple[Judged, ...], before: dict[tuple[Target, str], Verdict]
) -> Count:
    of_site: dict[str, list[Judged]] = {}
    for each in judged:
        of_site.setdefault(each.site, []).append(each)
    worst = [
        min((verdict(each) for each in some), key=_WORST_FIRST.index) for some in of_site.values()
    ]
    return Count(
        key=key,
        sites=len(of_site),
        held=worst.count(Verdict.HELD),
        on_the_line=worst.count(Verdict.ON_THE_LINE),
        broken=worst.count(Verdict.BROKEN),
        idle=worst.count(Verdict.IDLE),
        breaks=sum(any(_breaks(each, before) for each in some) for some in of_site.values()),
        unsure=sum(any(not is_sure(each) for each in some) for some in of_site.values()),
    )


def _breaks(judged: Judged, before: dict[tuple[Target, str], Verdict]) -> bool:
    was = before[judged.target, judged.site]
    return verdict(judged) is Verdict.BROKEN and was is not Verdict.BROKEN


def head(report: StressReport, key: str, lang: Lang) -> str:
    """What a stress is called."""
    if key == "after_tet":
        kind = next(each for each in report.stresses if each.key == key).told["kind"]
        return say(STRESS, kind, lang)
    return say(STRESS, key, lang, **facts())


def facts() -> dict[str, int]:
    """Sizes of the stresses, for the words."""
    return {"more": round(100 * (MORE - 1)), "fewer": FEWER}


def frame(report: StressReport) -> pd.DataFrame:
    """The rows of `stress.csv`: site, target and stress, as planned first."""
    import pandas as pd

    return pd.DataFrame(list(_long(report)))


def _long(report: StressReport) -> Iterator[dict[str, object]]:
    replications = len(report.run.replications)
    for n, before in enumerate(report.before):
        site = report.scenario.sites[before.site]
        start = {
            "site": before.site,
            "name": site.name or before.site,
            "tier": site.tier or "",
            "target": str(before.target),
            "unit": unit(before.target),
        }
        cases: list[tuple[str, Stress | None, Judged, Change, int]] = [
            (AS_IS, None, before, UNKNOWN, replications)
        ]
        cases += [
            (u.stress.key, u.stress, u.judged[n], u.changes[n], u.replications)
            for u in report.under
        ]
        for key, stress, judged, change, times in cases:
            group, fewer = ("", 0) if stress is None else stress.groups.get(before.site, ("", 0))
            yield start | {
                "stress": key,
                "date": stress.told.get("date", "") if stress else "",
                "under": stress is not None and is_under(stress, before.site),
                "group": group,
                "fewer": fewer,
                "value": judged.value,
                "low": judged.low,
                "high": judged.high,
                "met": judged.met,
                "on_the_line": judged.on_the_line,
                "verdict": str(verdict(judged)),
                "sure": is_sure(judged),
                "days_met": judged.days_met,
                "change": change.value,
                "change_low": change.low,
                "change_high": change.high,
                "replications": times,
            }


def unit(target: Target) -> str:
    """Of the values of a target: `min` or `share`."""
    return "min" if target.goal.measure in ("percentile", "mean") else "share"
