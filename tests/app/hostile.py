"""A scenario and results whose author means no good: markup, scripts, formulas in every name."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from google.protobuf.message import Message
from streamlit.testing.v1 import AppTest

from sim.errors import holds_controls
from sim.model.scenario_file.files import SHIPPED
from sim.report.study_tables import SHOWN
from tests.report.page.made import results

MARK = "hacked"
BAD = (
    f"<img src=x onerror=window.{MARK}=1><script>window.{MARK}=1</script>"
    f"![p](http://evil.example/p.png)[l](javascript:window.{MARK}=1) $x^2$ :red[r] :smile: "
    ":material/home: **b** `c` # h =1+1|cmd ../../etc"
)
"""What must be shown as it is written."""
SHORT = f"<img src=x onerror=window.{MARK}=1>:red[r] $x^2$ **b** ![p](http:evil.example)"
"""The same where a name has few letters."""
FILE = ":red[x] <b>h<b> $x^2$ ![p](http:)"
"""The name of the file."""
BRIEF = "<i>$x^2$:red[a]![p](//e.x)=1"
"""The name of a scenario, short enough for the heads of tables."""
WILD = f"=1+cmd|\u202egnp.exe\x1b[31m{SHORT}\u2028`c` :smile:"
"""The name of a folder or a file, or a cell: with marks that turn and steer it."""
OF_MARKDOWN = {
    "body", "label", "help", "text", "caption", "content", "title", "placeholder", "options",
}  # fmt: skip
"""Fields of Streamlit's elements that may be read as Markdown."""
PLAIN = {"selectbox", "multiselect", "code", "vega_lite_chart", "iframe", "html"}
"""Elements whose texts are not: a browser shows them as they are written."""
_OBEYED = re.compile(r"<(?!/?style>)|\]\(|\$x|:red|:material|:smile|`c`|\*\*b|javascript:|=1")


def written(folder: Path, name: str = FILE) -> Path:
    """The small scenario of two desks with such names."""
    text = (SHIPPED / "two-desks.yaml").read_text("utf-8")
    quoted = "'" + BAD + "'"
    text = text.replace("name: Two desks and a generalist", f"name: {quoted}")
    text = text.replace("name: generalist", f"name: '{SHORT}'")
    text = text.replace("  branch:\n", f"  branch:\n    name: {quoted}\n")
    text = text.replace("land:          {counter", f"land:          {{name: {quoted}, counter")
    assert text.count(quoted) == 3
    path = folder / f"{name}.yaml"
    path.write_text(text, "utf-8")
    return path


def compared(folder: Path) -> Path:
    """A comparison with such names, in the manifest and the assumptions, too."""
    results(folder, site=BAD, procedure=BAD, name=BRIEF)
    after = folder / "after.resolved.yaml"
    after.write_text(after.read_text("utf-8").replace(BRIEF, f"{BRIEF}2"), "utf-8")
    file = folder / "manifest.json"
    told = json.loads(file.read_text("utf-8"))
    for each in told["scenarios"]:
        each |= {"name": WILD, "file": WILD}
    told |= {
        "command": ["motcua", "compare", WILD], "interrupted": True, "git_commit": WILD,
        "versions": {WILD: WILD}, "platform": {WILD: WILD}, "journal_digest": WILD, "seed": WILD,
        "settings": {"set": [WILD], "plan": WILD},
    }  # fmt: skip
    file.write_text(json.dumps(told), "utf-8")
    noted = [{"file": WILD, "place": WILD, "text": WILD}]
    (folder / "assumptions.json").write_text(json.dumps(noted), "utf-8")
    (folder / f"{WILD}.png").write_bytes(b"no picture")
    (folder / f"{WILD}.csv").write_text("a\n", "utf-8")
    return folder


def studied(folder: Path, kind: str) -> Path:
    """A study's folder in which every table has such a text in every cell."""
    folder.mkdir()
    told = {
        "motcua": WILD, "command": ["motcua", kind, WILD],
        "scenarios": [{"label": WILD, "name": WILD, "file": WILD}],
    }  # fmt: skip
    (folder / "manifest.json").write_text(json.dumps(told), "utf-8")
    for name, columns in SHOWN.items():
        with (folder / name).open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerows([columns, [WILD] * len(columns)])
    return folder


def unfinished(root: Path) -> Path:
    """What is left of a command that never was one of ours."""
    folder = root / f"{WILD}.partial"
    folder.mkdir()
    told = {"typed": ["sh", "-c", "rm -rf", "run", WILD], "started": "2025-02-03T08:00:00"}
    (folder / "unfinished.json").write_text(json.dumps(told), "utf-8")
    return folder


def active(driver: AppTest) -> list[str]:
    """What a browser would obey on a page: markup that is not taken back, marks that steer."""
    assert not driver.exception
    found = []
    for kind, field, text in _texts(driver):
        if kind == "html":
            continue
        if field in OF_MARKDOWN and kind not in PLAIN and _is_obeyed(text):
            found.append(f"{kind}.{field}: {text}")
        if holds_controls(text.replace("\n", "")) and kind != "arrow_data_frame":
            found.append(f"{kind}.{field}: {text!r}")
    for table in driver.table:
        cells = [*table.value.columns, *table.value.to_numpy().ravel()]
        found += [f"table: {each}" for each in cells if _is_obeyed(each)]
    return found


def _is_obeyed(text: str) -> bool:
    return _OBEYED.search(re.sub(r"\\[^\w\s]", "", text)) is not None


def _texts(driver: AppTest) -> Iterator[tuple[str, str, str]]:
    """Kind, field and text of all that a page shows."""

    def below(block: Any) -> Iterator[Any]:
        for each in block.children.values():
            yield each
            if hasattr(each, "children"):
                yield from below(each)

    for each in below(driver._tree):
        proto = getattr(each, "proto", None)
        if isinstance(proto, Message):
            for field, text in _strings(proto):
                yield each.type, field, text


def _strings(message: Message) -> Iterator[tuple[str, str]]:
    for field, value in message.ListFields():
        for each in value if field.is_repeated else [value]:
            if isinstance(each, str) and field.name not in ("id", "form_id", "element_hash"):
                yield field.name, each
            elif isinstance(each, Message) and not field.message_type.GetOptions().map_entry:
                yield from _strings(each)
