"""The kernels that most tests use, compiled ahead of them: `python -m tests.compiling`.

Else each process that runs tests would compile them for itself.
"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from sim.cli.guard import run
from sim.model.scenario_file import read
from sim.model.scenario_file.files import SHIPPED
from sim.studies.whatif import Change, WhatIf

COMMANDS = (("run", "one-branch", "--audit"), ("run", "stages"))
SITES = (("two-desks", 0), ("phase-1", 1))
"""Questions of what-if: to a scenario, about its site of this number."""


def main() -> None:
    """Simulate a little of everything."""
    for name, number in SITES:
        scenario = read(SHIPPED / f"{name}.yaml").scenario
        site = list(scenario.sites)[number]
        group = scenario.sites[site].officers[0]
        for change in (Change(staff={group.name: group.size + 1}), Change(demand=1.1)):
            for _ in WhatIf(scenario, site, 2).ask(change):
                pass
    with TemporaryDirectory() as folder:
        for number, command in enumerate(COMMANDS):
            run([*command, "-n", "1", "-q", "--out", str(Path(folder, str(number)))])


if __name__ == "__main__":
    main()
