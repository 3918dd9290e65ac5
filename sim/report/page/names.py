"""What runs, sites and other parts of the network are called in a report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from sim.report.page_study_words import ROLE
from sim.report.procedure_words import procedure_name
from sim.report.site_names import site_names
from sim.report.words import SCOPE, Lang, say

if TYPE_CHECKING:
    from sim.report.page.reading import Kept

_LONGEST = 32


class Names:
    """Names in one language, each unlike the others of its kind."""

    def __init__(self, runs: Sequence[Kept], lang: Lang) -> None:
        self.lang = lang
        self._runs = _of_runs(runs, lang)
        self._sites = site_names(run.scenario for run in runs)
        self._known = {
            ("procedure", id_): procedure_name(id_, spec.name, lang)
            for run in reversed(runs)
            for id_, spec in run.scenario.procedures.items()
        } | {
            ("commune", id_): spec.name
            for run in reversed(runs)
            for id_, spec in run.scenario.communes.items()
        }

    @property
    def runs(self) -> Mapping[str, str]:
        """Short titles of all runs, by their labels."""
        return self._runs

    def run(self, label: str) -> str:
        """A short title of a run."""
        return self._runs[label]

    def scope(self, scope_type: str, scope: str) -> str:
        """A site, a procedure, a tier ..."""
        if f"{scope_type}/{scope}" in SCOPE:
            return say(SCOPE, f"{scope_type}/{scope}", self.lang)
        if scope_type == "site":
            return self._sites.get(scope, scope)
        return self._known.get((scope_type, scope), scope)


def _of_runs(runs: Sequence[Kept], lang: Lang) -> dict[str, str]:
    names = Counter(run.scenario.name for run in runs)
    found = {}
    for run in runs:
        name = run.scenario.name
        if run.role in ROLE:
            found[run.label] = say(ROLE, run.role, lang)
        elif f"scenario/{run.label}" in SCOPE:
            found[run.label] = say(SCOPE, f"scenario/{run.label}", lang)
        else:
            short = names[name] == 1 and len(name) <= _LONGEST
            found[run.label] = name if short else run.label
    return found
