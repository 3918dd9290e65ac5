"""Tests that share what is costly to make are run by one worker of pytest-xdist.

`--dist=loadgroup` would do, but has no effect under pytest 9.2 (pytest-xdist issue 1386): names of
groups no longer reach the scheduler. Here a mark `xdist_group` anywhere in a module holds for the
whole module, and is read from its text.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from xdist.scheduler import LoadScopeScheduling

ROOT = Path(__file__).parents[1]
MARK = re.compile(r'^[^#]*\bxdist_group\("([^"]+)"\)', re.MULTILINE)


@cache
def group_of(module: str) -> str | None:
    """The group of a module, named by its path from the root; None if it has none."""
    found = set(MARK.findall((ROOT / module).read_text("utf-8")))
    if len(found) > 1:
        raise ValueError(f"{module} has tests of more than one group: {', '.join(sorted(found))}.")
    return next(iter(found), None)


class Together(LoadScopeScheduling):
    """Groups first, the largest before the others; then tests one by one, as workers come free."""

    def _split_scope(self, nodeid: str) -> str:
        module = nodeid.split("::", 1)[0]
        return group_of(module) or nodeid
