"""Names that would be something else to some program, and what says that they are not."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from matplotlib.figure import Figure
from matplotlib.text import Text
from openpyxl import load_workbook

from sim.errors import holds_controls
from sim.model.scenario_file import dump
from tests.studies.siting.town import town

MARKUP = "+<script>alert(1)</script> [red]z $x^2$ | `id`"
ENDING = '</script></style><img src=x onerror=alert(1)> " onload="alert(1)'
COMMAND = "::error::pwned%0A ##[error]x"
TITLE = "=cmd|' /C calc'!A0 <b>x</b> [red]y[/red] $\\frac{1}{0}$ $(reboot)"
NAMES = (
    TITLE, MARKUP, ENDING, COMMAND, "@SUM(1) [b]", "-2+3|cmd",
    "{{7*7}}{% raw %} %{x} {0} %s", "$\\frac{1}{0}$ $(reboot)", "'=1", "_x003D_1 &lt;b&gt; &amp;",
    "[x](https://e.example) ![y](z) @me #1 www.e.example", "::add-mask::0",
)  # fmt: skip
"""What spreadsheets, browsers, terminals, templates, TeX, shells, Markdown or GitHub may obey."""
OFFICE = f"""\
name: {json.dumps(TITLE)}
description: {json.dumps(f"{COMMAND} {ENDING} {MARKUP}")}
period: {{start: 2025-01-06, days: 1}}
calendar: {{hours: {{mon-fri: ["08:00-10:00"]}}, holidays: none}}
procedures:
  "@any": {{name: {json.dumps(ENDING)}, counter_time: {{law: exponential, mean: 8}}}}
targets: [within 30 min >= 20%]
check: {{kpis: [wait_mean, staff], tolerance: {{wait_mean: 900, staff: 0.5}},
        replications: 2, replications_at_most: 3}}
sites:
  "=1+1":
    name: {json.dumps(MARKUP)}
    tier: branch
    district: {json.dumps(COMMAND)}
    officers: [{{name: "-2+3|cmd", count: 2}}]
    arrivals: {{"@any": {{per_hour: 6}}}}
  "::error::[b]o":
    tier: branch
    officers: [{{name: "=1", count: 2}}]
    arrivals: {{"@any": {{per_hour: 6}}}}
  third:
    name: "[x](https://e.example) ::add-mask::0 \u4e2d\u6587"
    tier: point
    officers: [{{name: "'=1", count: 1}}]
    arrivals: {{"@any": {{per_hour: 3}}}}
"""
STEM = "=a [red]b$c$::error::x"
"""The name of the file, without its ending."""
_NUMBER = re.compile(r"[-+]?\d[\d.,]*(e[-+]?\d+)?%?")
_ANNOTATION = re.compile("::(error|notice) (file=[^,:]*,)?title=[^,:]*::")


def hostile_town() -> str:
    """A province where branches can be sited, its names exchanged."""
    small = town(period={"start": "2025-03-03", "days": 1})
    communes = {
        code: commune.model_copy(update={"name": name})
        for (code, commune), name in zip(small.communes.items(), NAMES, strict=False)
    }
    sites = {
        id_: site.model_copy(update={"name": name})
        for (id_, site), name in zip(small.sites.items(), NAMES, strict=False)
    }
    return dump(small.model_copy(update={"name": MARKUP, "communes": communes, "sites": sites}))


def inert_csv(raw: bytes) -> int:
    """Cells of a CSV file, none of which a spreadsheet takes for a formula."""
    cells = [cell for row in csv.reader(io.StringIO(raw.decode("utf-8-sig"))) for cell in row]
    live = [
        cell for cell in cells if cell[:1] in "=+-@\t\r" and cell and not _NUMBER.fullmatch(cell)
    ]
    assert live == []
    return len(cells)


def inert_book(path: Path) -> int:
    """Cells of a workbook, none of which is a formula, a link or an error; its XML is sound."""
    with zipfile.ZipFile(path) as book:
        for part in book.namelist():
            if part.endswith((".xml", ".rels")):
                ElementTree.fromstring(book.read(part))
    cells = [
        cell for sheet in load_workbook(path) for row in sheet.iter_rows() for cell in row
        if cell.value is not None
    ]  # fmt: skip
    assert [cell.value for cell in cells if cell.data_type in "fe" or cell.hyperlink] == []
    return len(cells)


def inert_text(text: str) -> None:
    """Lines without anything that a terminal obeys, or GitHub where it is no annotation of ours."""
    lines = text.split("\n")
    assert [line for line in lines if holds_controls(line)] == []
    assert [
        line for line in lines if line.lstrip().startswith("::") and not _ANNOTATION.match(line)
    ] == []
    assert "##[" not in text


class Page(HTMLParser):
    """The tags of a page, and its text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def inert_page(text: str) -> Page:
    """A page without tags, attributes or addresses that a name has brought in."""
    page = Page(text)
    names = [tag for tag, _ in page.tags]
    assert not {"img", "b", "a-b", "iframe", "object", "base", "link"} & set(names)
    assert [name for _, attrs in page.tags for name in attrs if name.startswith("on")] == []
    assert all((attrs.get("href") or "#").startswith("#") for _, attrs in page.tags)
    scripts = [attrs.get("type", "") for tag, attrs in page.tags if tag == "script"]
    assert scripts.count("application/json") == 1
    assert len(scripts) == 3
    return page


def inert_figure(figure: Figure, path: Path, **_: Any) -> None:
    """In place of `savefig`: no text is set by TeX, nor as mathematics."""
    texts = [each for each in figure.findobj(Text) if isinstance(each, Text)]
    assert texts
    live = [each.get_text() for each in texts if each.get_usetex() or each.get_parse_math()]
    assert [text for text in live if "$" in text] == []
    Path(path).write_bytes(b"\x89PNG")


def inert_folder(folder: Path) -> set[str]:
    """Kinds of files that were looked at."""
    kinds = set()
    for path in folder.rglob("*"):
        match path.suffix:
            case ".csv":
                assert inert_csv(path.read_bytes()) > 0
            case ".xlsx":
                assert inert_book(path) > 0
            case ".json":
                json.loads(path.read_text("utf-8"))
            case ".html":
                inert_page(path.read_text("utf-8"))
            case ".md":
                assert not re.search("<script|<img|<b>", path.read_text("utf-8"))
            case ".yaml" if path.parent != folder:
                assert not any(map(holds_controls, path.read_text("utf-8").split("\n")))
            case ".xml":
                ElementTree.fromstring(path.read_bytes())
            case _:
                assert path.is_dir() or path.suffix in (".png", ".parquet", ".yaml")
        kinds.add(path.suffix)
    return kinds
