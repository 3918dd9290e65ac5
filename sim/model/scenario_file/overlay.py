"""What one scenario says other than another, as a file to lay on top of it."""

from __future__ import annotations

from typing import Any

from sim.model.scenario_file.write import block
from sim.model.spec import Scenario

_OWN = ("name", "description")


def overlay(base: Scenario, changed: Scenario, extends: str, name: str) -> str:
    """A scenario file that extends `extends`, which says `base`, and says `changed`.

    Entries can be changed and added, not taken away: a site or a procedure that `changed` lacks
    stays as it is in `base`.
    """
    said = _other(_plain(base), _plain(changed))
    for key in _OWN:
        said.pop(key, None)
    return block({"extends": extends, "name": name, **said})


def _plain(scenario: Scenario) -> dict[str, Any]:
    found: dict[str, Any] = _stated(scenario.model_dump(by_alias=True))
    return found


def _stated(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _stated(each) for key, each in value.items() if each is not None}
    if isinstance(value, (list, tuple)):
        return [_stated(each) for each in value]
    return value


def _other(base: dict[str, Any], changed: dict[str, Any]) -> dict[str, Any]:
    """What is other; as files are laid on each other, maps go key by key and all else whole."""
    found: dict[str, Any] = {}
    for key, value in changed.items():
        below = base.get(key)
        if value == below and key in base:
            continue
        found[key] = value
        if isinstance(value, dict) and isinstance(below, dict):
            # A law that is named replaces the one below whole.
            found[key] = value if "law" in value else _other(below, value)
            if key == "hours":
                # Days that are not named are closed, and have to be closed by their name.
                found[key] |= {day: [] for day in below if day not in value}
    return found
