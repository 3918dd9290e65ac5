"""What the reference of scenario files says around the keys, in English and in Vietnamese.

What a part or a key means is said where it is defined, in sim.model; the catalogue knows it by
that text.
"""

from __future__ import annotations

from collections.abc import Mapping

from sim.report.word import Word

EXAMPLE = """\
```yaml
name: M/M/3
period: {start: 2025-01-06, days: 60}
warm_up: {days: 5}
calendar: {hours: {mon-sun: ["00:00-24:00"]}, holidays: none}
procedures:
  any: {counter_time: {law: exponential, mean: 8}}
sites:
  office:
    officers: [{count: 3}]
    arrivals: {any: {per_hour: 18}}
```
"""

TITLE = Word("Scenario files")
WHOLE = Word("A scenario is a YAML file. A small one is whole:")
LAWS = Word("A **law** is a fixed duration, or one of the [laws]({link}) below.")
FORMS: tuple[Word, ...] = (
    Word('A **duration** is a number of minutes, or has a unit: `"90 s"`, `"1.5 h"`.'),
    Word('A **time of day** is quoted: `"07:30"`; a **part of the day** is `"07:30-11:30"`.'),
    Word('A **share** is a number from 0 to 1, or a percentage: `"18%"`.'),
    LAWS,
    Word(
        "`extends: other.yaml` begins with another file; maps merge, lists are replaced, and "
        "`remove` deletes. `motcua:phase-2` names a shipped file."
    ),
    Word(
        "`--set PATH=VALUE` changes one value on the command line: steps of a path are separated "
        "by dots; `officers[land desk]` picks an item of a list, `sites[tier=branch]` picks many."
    ),
    Word(
        "`python run_sim.py validate FILE` tells everything that is wrong; with `--resolved` it "
        "prints the scenario with every default in it."
    ),
)
"""How values are written, and what can be done with a file."""

HEADS: tuple[Word, ...] = (
    Word("key", "reference"),
    Word("value", "reference"),
    Word("default", "reference"),
    Word("meaning", "reference"),
)

KINDS: Mapping[str, Word] = {
    "laws": Word("Laws", "reference"),
    "law": Word("law", "reference"),
    "or": Word("or", "reference"),
    "list": Word("list", "reference"),
    "list of": Word("list of {kind}", "reference"),
    "map": Word("map", "reference"),
    "map of": Word("map of {kind}", "reference"),
    "whole number": Word("whole number", "reference"),
    "number": Word("number", "reference"),
    "text": Word("text", "reference"),
    "date": Word("date", "reference"),
    "duration": Word("duration", "reference"),
    "share": Word("share", "reference"),
    "time of day": Word("time of day", "reference"),
    "part of the day": Word("part of the day", "reference"),
}
