"""A scenario file that opens new branches on top of another scenario."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sim.model.scenario_file.write import block
from sim.model.siting import PlannedPhase
from sim.model.spec import OfficerGroup, Siting


@dataclass(frozen=True, slots=True, kw_only=True)
class NewBranch:
    """A branch to open."""

    id: str
    name: str
    district: str
    commune: str
    lat: float
    lon: float
    assists: str | None
    """The branch that stays in charge of branch-level dossiers."""
    points: tuple[str, ...]
    """Ids of the points that become part of it, the one where it stands first."""
    point_names: tuple[str, ...]


def branches_text(
    branches: Sequence[NewBranch], siting: Siting, extends: str, comment: Sequence[str]
) -> str:
    """The text of the file: what the planned phase says, the branches, and what joins them.

    `comment` are the lines of its head. The siting section below is not inherited: its candidates
    are branches now.
    """
    lines = [f"# {line}".rstrip() for line in comment]
    parts = ["\n".join(lines), "\n\n", _phase(siting.phase, extends), "\nsites:\n"]
    parts += [_site(branch, siting, first=n == 0) for n, branch in enumerate(branches)]
    parts.append("\nmerge:\n")
    parts += [_merge(branch) for branch in branches]
    return "".join(parts)


def _phase(phase: PlannedPhase, extends: str) -> str:
    """What the file extends, and what the planned phase says besides the branches."""
    # A period replaces the one below whole, which may be told in the other form.
    removed = ["siting"] if phase.period is None else ["siting", "period"]
    text = block({"extends": extends, "remove": removed, "name": phase.name})
    if phase.description:
        text += _folded(phase.description)
    if phase.period is not None:
        text += block({"period": phase.period.model_dump(by_alias=True, exclude_none=True)})
    if phase.outside_share is not None:
        text += block({"choice": {"outside_share": phase.outside_share}})
    return text


def _folded(description: str) -> str:
    """The description as a folded text, or quoted where folding would change it."""
    words = " ".join(description.split())
    if words != description or not description.isprintable():
        return block({"description": description})
    folded = textwrap.fill(
        words, 98, initial_indent="  ", subsequent_indent="  ", break_long_words=False,
        break_on_hyphens=False,
    )  # fmt: skip
    return f"description: >-\n{folded}\n"


def _merge(branch: NewBranch) -> str:
    """The points that join a branch, as an item of a list, with their names behind."""
    item = block({"into": branch.id, "points": list(branch.points)}, indent=4)
    return f"  - {item[4:].rstrip()}    # {', '.join(branch.point_names)}\n"


def _site(branch: NewBranch, siting: Siting, *, first: bool) -> str:
    content: dict[str, Any] = {
        "name": branch.name,
        "tier": "branch",
        "district": branch.district,
        "commune": branch.commune,
        "lat": branch.lat,
        "lon": branch.lon,
    }
    if branch.assists is not None:
        content["assists"] = branch.assists
    content["off_counter"] = siting.off_counter
    text = block({branch.id: {}}, indent=2).replace(" {}", "") + block(content, indent=4)
    if not first:
        return text + "    officers: *team\n"
    groups = block({"officers": [_group(each) for each in siting.officers]}, indent=4)
    return text + groups.replace("    officers:", "    officers: &team", 1)


def _group(group: OfficerGroup) -> dict[str, Any]:
    """What a group says beyond the defaults."""
    said = group.model_dump(by_alias=True, exclude_defaults=True)
    listed = {
        key: list(value) if isinstance(value, tuple) else value for key, value in said.items()
    }
    return {"name": group.name, "count": group.model_dump(by_alias=True)["count"]} | listed
