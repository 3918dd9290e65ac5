"""A report in a page: shut off, and let by its digests alone."""

from __future__ import annotations

import re
from pathlib import Path

from sim.app import embedding
from sim.app.gate import headers
from sim.report.page.reading import read
from sim.report.page.writing import html
from tests.report.page.made import results


def test_all_scripts_of_a_report_are_let_and_only_they(tmp_path: Path) -> None:
    framed = embedding.framed("<head></head><script>'\"&</script>")
    assert 'srcdoc="&lt;head&gt;&lt;script&gt;' in framed
    assert "<script" not in framed
    text = html(read([results(tmp_path / "a")]))
    inside = re.findall(r"<script>(.*?)</script>", text, re.DOTALL)
    assert [each.encode() for each in inside] == list(embedding.scripts()[1:])
    policy = dict(headers(b"", embedding.scripts()))[b"content-security-policy"].decode()
    assert policy.count("sha256-") == 3
    assert "sha256-" not in dict(headers(b""))[b"content-security-policy"].decode()
