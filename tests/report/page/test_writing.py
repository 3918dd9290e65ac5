"""The page as text: structure, escaping, the policy, the vendored library, both languages."""

from __future__ import annotations

import hashlib
import json
import re
from html.parser import HTMLParser
from importlib.resources import files
from itertools import pairwise
from pathlib import Path

import pytest

from sim.report.page.reading import read
from sim.report.page.writing import html, in_script
from sim.report.page_method_words import METHOD, PROVENANCE
from sim.report.page_words import PAGE, PLOTLY
from tests.report.page.made import results

TABLES = (PAGE, METHOD, PROVENANCE)
NASTY = "</script><img src=x onerror=alert(1)>"

pytestmark = pytest.mark.xdist_group("page")


@pytest.fixture(scope="module")
def text(tmp_path_factory: pytest.TempPathFactory) -> str:
    return html(read([results(tmp_path_factory.mktemp("made") / "results", site=NASTY)]))


class Tags(HTMLParser):
    """Every tag with its attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def test_nothing_is_asked_of_anybody(text: str) -> None:
    """No address to load in any attribute, and a policy that would forbid it."""
    tags = Tags(text).found
    assert not [tag for tag, _ in tags if tag in ("img", "link", "iframe", "object", "base")]
    assert not [attrs for _, attrs in tags if "src" in attrs or "srcset" in attrs]
    assert all((attrs.get("href") or "#").startswith("#") for _, attrs in tags)
    assert not [name for _, attrs in tags for name in attrs if name.startswith("on")]
    (policy,) = (a["content"] for t, a in tags if a.get("http-equiv") == "Content-Security-Policy")
    assert policy is not None
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe-eval" not in policy
    assert "http" not in policy


def test_headings_are_in_order_and_tables_have_heads(text: str) -> None:
    """One h1, no level is left out; captions and scopes; every figure says what it is."""
    tags = Tags(text).found
    levels = [int(tag[1]) for tag, _ in tags if re.fullmatch("h[1-6]", tag)]
    assert levels.count(1) == 1
    assert all(b - a <= 1 for a, b in pairwise(levels))
    names = [tag for tag, _ in tags]
    assert names.count("caption") == names.count("table") > 5
    assert all(attrs.get("scope") for tag, attrs in tags if tag == "th")
    plots = [attrs for _, attrs in tags if attrs.get("class") == "plot"]
    assert len(plots) >= 8
    assert all(attrs["role"] == "img" and attrs["aria-label"] for attrs in plots)


def test_the_library_of_charts_speaks_the_language_of_the_page(tmp_path: Path) -> None:
    """By the English that it has in it, so that a new version of it cannot lose a word unseen."""
    library = (files("sim.report.page") / "vendor" / "plotly-basic.min.js").read_text("utf-8")
    assert [word.en for word in PLOTLY if f'"{word.en}"' not in library] == []
    found = html(read([results(tmp_path / "results")]), "vi")
    (data,) = re.findall(r'<script [^>]*id="data">(.*?)</script>', found, re.DOTALL)
    said = json.loads(data)["plotly"]
    assert said["Zoom out"] == "Thu nhỏ"
    assert len(said) == len(PLOTLY)


def test_no_button_sends_a_chart_to_anybody(text: str) -> None:
    """The library has one that does unless it is told not to."""
    assert "showSendToCloud: false" in text


def test_data_are_safe_inside_a_script() -> None:
    """Nothing in them ends the element, and they read back as they were."""
    value = {"name": "</script><!--\u2028&", "n": None}
    found = in_script(value)
    assert not set("<>&\u2028") & set(found)
    assert json.loads(found) == value
    with pytest.raises(ValueError, match="JSON"):
        in_script(float("nan"))


def test_names_are_escaped_and_numbers_are_there(text: str) -> None:
    """In tables as entities, in the data as escapes; the change of the branch in bold."""
    assert NASTY not in text
    assert "&lt;/script&gt;&lt;img src=x" in text
    assert "<strong>−9.9 ± 0.2</strong>" in text
    assert "240 min is a guess" in text
    assert "motcua compare before after" in text


def test_in_vietnamese(tmp_path: Path) -> None:
    """The language, its decimal comma and its dates."""
    text = html(read([results(tmp_path / "results", ["before"])]), "vi")
    assert '<html lang="vi">' in text
    assert "Người dân chờ trung bình 21,8 phút" in text
    assert "06/01/2025 – 10/01/2025" in text


def test_the_library_is_as_its_makers_publish_it() -> None:
    """Version, licence and sum are those that are written down beside it."""
    folder = files("sim.report.page") / "vendor"
    raw = (folder / "plotly-basic.min.js").read_bytes()
    told = (folder / "README.md").read_text("utf-8")
    assert hashlib.sha256(raw).hexdigest() in told
    assert b"v4.1.1" in raw[:200]
    assert "</script" not in raw.decode("utf-8").lower()
    assert "MIT" in (folder / "plotly.js.LICENSE").read_text("utf-8")


def test_every_word_is_used() -> None:
    """Words nobody says any more go."""
    folder = Path(__file__).parents[3] / "sim"
    code = "\n".join(
        each.read_text("utf-8")
        for pattern in ("report/page/*.py", "report/page/templates/*", "cli/report.py")
        for each in folder.glob(pattern)
    )
    built = ("worse_", "better_", "same_", "where_", "verdict_", "any_", "what_")
    unused = [
        key
        for key in PAGE
        if not re.search(rf"[\"']{key}[\"']", code) and not key.startswith(built)
    ]
    assert unused == []
