"""The documentation builds as a site, with every link leading somewhere."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("site")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(place)],
        cwd=ROOT, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"}, text=True, capture_output=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return place


@pytest.mark.jit
def test_every_page_is_there_and_asks_nobody_for_anything(site: Path) -> None:
    for page in (ROOT / "docs").glob("*.md"):
        text = (site / page.with_suffix(".html").name).read_text("utf-8")
        loads = re.findall(r"<(?:script|img|link)[^>]+(?:src|href)=\"?(https?:[^\" >]+)", text)
        assert loads == [], page


@pytest.mark.jit
def test_links_to_scenarios_lead_to_copies(site: Path) -> None:
    text = (site / "published.html").read_text("utf-8")
    links = re.findall(r"href=\"?(files/[^\" >]+)", text)
    assert len(links) > 5
    for link in links:
        assert (site / link).is_file(), link


def test_the_ten_questions_are_ten() -> None:
    """With a command and a picture each, and every picture is there."""
    text = (ROOT / "docs" / "quickstart.md").read_text("utf-8")
    for number, part in enumerate(re.split(r"^## ", text, flags=re.M)[1:11], 1):
        assert part.startswith(f"{number}. ")
        assert len(re.findall(r"^\$ python run_sim.py", part, flags=re.M)) == 1
        (picture,) = re.findall(r"!\[[^\]]{20,}\]\(([^)]+)\)", part)
        assert (ROOT / "docs" / picture).is_file()
