"""Rules of the staffing section: its sites are there, and somebody is left at the counter."""

from __future__ import annotations

from collections.abc import Iterator

from sim.errors import Problem
from sim.model.spec import Scenario
from sim.model.words import did_you_mean, write_step
from sim.said import Said


def problems(scenario: Scenario) -> Iterator[Problem]:
    """What is wrong with the bounds of single sites."""
    for id_, bounds in scenario.staffing.bounds.items():
        path = f"staffing.bounds.{write_step(id_)}"
        site = scenario.sites.get(id_)
        if site is None:
            hint = did_you_mean(id_, scenario.sites)
            yield Problem(path=path, rule=Said("there is no site {name}.", name=id_), hint=hint)
        elif bounds.staff_at_most is not None and bounds.staff_at_most <= site.off_counter:
            rule = Said(
                "{off_counter} are off the counter there, so that nobody is left at it.",
                off_counter=site.off_counter,
            )
            value = str(bounds.staff_at_most)
            yield Problem(path=f"{path}.staff_at_most", value=value, rule=rule)
