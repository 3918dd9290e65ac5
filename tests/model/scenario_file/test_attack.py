"""Whatever stands in a file, only `ScenarioError` comes out, and soon."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.errors import ScenarioError
from sim.model.scenario_file import dump, load, loads

FOLDER = Path(__file__).parents[2] / "scenarios" / "valid"
TEXTS = [
    (FOLDER / f"{name}.yaml").read_text(encoding="utf-8")
    for name in ("every_site_key", "province", "phase", "every_law", "aliases", "two_desks")
]
WORDS = [
    *("~", ".nan", ".inf", "-1", "0", "1e400", "99999999999999999999999", "07:30", '"07:30"'),
    *('"24:00"', "yes", "true", "[]", "{}", "*a", "&a b", "!x y", "''", '"\\ud800"', "none", "all"),
    *("2025-02-30", "{law: 1}", "[[1]]", "{1: 2}", "x: y", "18%", "-5%", "<<", "{csv: x}"),
    *("{csv: [1]}", "? a", "[~]", "{a: ~}", "[1, {b: [!c d]}]", "0001-01-01", "9999-12-31", "1e8"),
]


def refused_or_sound(text: str, sets: tuple[str, ...] = ()) -> None:
    """Load a text; what loads must have a resolved form that loads again."""
    try:
        scenario = loads(text, sets=sets, root=FOLDER)
    except ScenarioError as error:
        told = error.problems
    else:
        assert loads(dump(scenario)) == scenario
        return
    assert told
    assert all(problem.rule.endswith((".", "?")) for problem in told)
    assert all("\n" not in str(problem) for problem in told)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.data())
def test_mutated_files_are_refused_or_sound(data: st.DataObject) -> None:
    """Letters exchanged, lines dropped, doubled or indented, values swapped for odd ones."""
    lines = data.draw(st.sampled_from(TEXTS)).splitlines()
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(lines) - 1))
        line = lines[at]
        match data.draw(st.integers(0, 5)):
            case 0:
                del lines[at : at + 1]
                lines = lines or [""]
            case 1:
                lines.insert(at, line)
            case 2:
                lines[at] = "  " + line
            case 3:
                column = data.draw(st.integers(0, len(line)))
                letter = data.draw(st.characters(codec="utf-8"))
                lines[at] = line[:column] + letter + line[column + 1 :]
            case 4:
                head, colon, _ = line.partition(":")
                lines[at] = f"{head}{colon} {data.draw(st.sampled_from(WORDS))}"
            case 5:
                parts = line.split(", ")
                parts[data.draw(st.integers(0, len(parts) - 1))] = data.draw(st.sampled_from(WORDS))
                lines[at] = ", ".join(parts)
    refused_or_sound("\n".join(lines))


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.text(alphabet=st.sampled_from("sites.[]=\"'{}officers:0-&*!|>%@`,#? \n\t~"), max_size=40))
def test_any_text_is_refused(text: str) -> None:
    """No text of YAML's own signs is a scenario, and none gets past the reader unnoticed."""
    with pytest.raises(ScenarioError):
        loads(text)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(
    st.lists(
        st.sampled_from(
            ["sites", "branch", "officers", "count", '"a', "[0]", "[land desk]", "[x=y]"]
        ),
        max_size=5,
    ),
    st.sampled_from(WORDS),
)
def test_any_assignment_is_refused_or_sound(steps: list[str], value: str) -> None:
    """Assignments to any place of any value."""
    refused_or_sound(TEXTS[-1], (f"{'.'.join(steps)}={value}", f"sites.branch.officers={value}"))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("[" * 100_000, id="open brackets"),
        pytest.param("{" * 100_000, id="open braces"),
        pytest.param("- " * 50_000, id="dashes"),
        pytest.param("? " * 50_000, id="question marks"),
        pytest.param("a:\n" + "".join(" " * i + "a:\n" for i in range(1, 900)), id="staircase"),
        pytest.param("name: &a [*a, *a]\n", id="an alias of itself"),
        pytest.param("a: &a {<<: *a}\n", id="a map merged into itself"),
        pytest.param("name: " + "9" * 100_000, id="a long number"),
        pytest.param('name: "\\U00110000"', id="no such letter"),
        pytest.param("\x00", id="a zero byte"),
        pytest.param("%YAML 9.9\n---\nname: x", id="another YAML"),
        pytest.param("%TAG ! tag:x,2000:\n---\n!y x", id="a tag of one's own"),
        pytest.param("&a &b name: x", id="two anchors"),
        pytest.param("a: &x 1\nb: &x 2\nc: *x\n", id="an anchor named twice"),
    ],
)
@pytest.mark.jit
def test_hostile_texts_are_refused_in_a_line(text: str) -> None:
    """Depth, size and odd corners of YAML end in one short sentence each, not in a traceback."""
    with pytest.raises(ScenarioError) as caught:
        loads(text)
    assert all(len(str(problem)) < 400 for problem in caught.value.problems)


@pytest.mark.jit
def test_a_billion_laughs_cost_nothing(tmp_path: Path) -> None:
    """Aliases of aliases are counted as if written out, and refused before memory is gone."""
    lines = ["a0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]"]
    lines += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]" for i in range(1, 30)]
    with pytest.raises(ScenarioError, match="more than 50,000 entries"):
        loads("\n".join(lines))


@pytest.mark.parametrize(
    ("raw", "rule"),
    [
        (b"\xff\xfen\x00", "UTF-8 text, and line 1 of this one is not"),
        (b"name: x\nn\xe9: y\n", "UTF-8 text, and line 2 of this one is not"),
        (bytes(range(256)) * 4, "UTF-8"),
        (b"", "the file is empty"),
        (b"# nothing but a comment\n", "the file is empty"),
    ],
)
def test_files_that_are_no_text_are_refused(tmp_path: Path, raw: bytes, rule: str) -> None:
    """Binary files, other encodings and empty files."""
    path = tmp_path / "x.yaml"
    path.write_bytes(raw)
    with pytest.raises(ScenarioError, match=rule):
        load(path)


def test_a_huge_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    """A sparse file of 100 MB, of which no more than the limit is read."""
    path = tmp_path / "huge.yaml"
    with path.open("wb") as stream:
        stream.truncate(100_000_000)
    with pytest.raises(ScenarioError, match="has at most 1 MiB, and this one more"):
        load(path)


def test_missing_files_folders_and_loops_are_refused(tmp_path: Path) -> None:
    """What is not a regular file is told so."""
    for path, rule in [
        (tmp_path / "none.yaml", "a scenario file is not there"),
        (tmp_path, "a scenario file is needed here, and this is none"),
        (Path("/dev/null"), "a scenario file is needed here, and this is none"),
        (tmp_path / ("x" * 300), "(is not there|cannot be read)"),
        (tmp_path / "a\0b", "(is not there|cannot be read)"),
    ]:
        with pytest.raises(ScenarioError, match=rule):
            load(path)


def test_windows_line_ends_and_a_byte_order_mark_change_nothing(tmp_path: Path) -> None:
    """The same scenario, whatever editor wrote it."""
    text = TEXTS[-1]
    path = tmp_path / "x.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    assert load(path) == loads(text)


def test_a_link_out_of_the_root_is_not_followed(tmp_path: Path) -> None:
    """A link below the root that leads elsewhere counts as elsewhere."""
    inside, outside = tmp_path / "in", tmp_path / "out"
    inside.mkdir()
    outside.mkdir()
    (outside / "base.yaml").write_text(TEXTS[-1], encoding="utf-8")
    (inside / "base.yaml").symlink_to(outside / "base.yaml")
    (inside / "child.yaml").write_text("extends: base.yaml\n", encoding="utf-8")
    with pytest.raises(ScenarioError, match="only below its root"):
        load(inside / "child.yaml")
    assert load(inside / "child.yaml", root=tmp_path) == loads(TEXTS[-1])
