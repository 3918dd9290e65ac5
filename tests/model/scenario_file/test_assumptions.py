"""Comments that mark a figure as assumed, found where they stand."""

from __future__ import annotations

from pathlib import Path

from sim.model.scenario_file.assumptions import Assumption, assumptions, marked

TEXT = """\
# What is known. "assumed" marks a figure without a source.

# The split is assumed. This is known.
name: "Sites # 1"          # known: from the register
cost:
  hour: 5                  # assumed: as in 2020
  # Both are Assumed here! So is that of
  # desks (assumed).
  day: {a: 1}
season:
  - {from: 1, factor: 2}   # Assumed, roughly
# The last is assumed.
"""


def test_each_sentence_is_told_with_the_key_it_stands_at() -> None:
    """Behind a value it is of that key, on lines of its own of the next; what is known is not."""
    assert list(marked(TEXT)) == [
        ("name", "The split is assumed."),
        ("cost.hour", "as in 2020"),
        ("cost.day", "Both are Assumed here!"),
        ("cost.day", "So is that of desks (assumed)."),
        ("season", "roughly"),
        ("", "The last is assumed."),
    ]


def test_files_are_read_each_once_and_missing_ones_left_out(tmp_path: Path) -> None:
    """A shipped file is found by its name; a file that is gone has no assumptions."""
    (tmp_path / "mine.yaml").write_text(TEXT, "utf-8")
    mine = str(tmp_path / "mine.yaml")
    found = assumptions([mine, mine, str(tmp_path / "gone.yaml"), "motcua:base"])
    assert found[1] == Assumption("mine.yaml", "cost.hour", "as in 2020")
    assert sum(each.file == "mine.yaml" for each in found) == 6
    assert any(each.file == "base.yaml" and each.place == "patience" for each in found)


def test_the_line_for_editors_is_no_part_of_the_sentence_below_it() -> None:
    text = "# yaml-language-server: $schema=schema.json\n# All rates are assumed.\n\nname: x\n"
    assert list(marked(text)) == [("", "All rates are assumed.")]
