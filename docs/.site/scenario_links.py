"""Links from the pages to files of the project, such as scenarios, work in the built site too.

A page of docs/ says `../scenarios/base.yaml`, which is right in the checkout and outside of the
site. The files go along, and the link to a folder leads to a list of what is in it.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from mkdocs.structure.files import File, Files

_LINK = re.compile(r"\]\(\.\./([^)#\s]+)")
_FOLDERS = ("scenarios", "tests/published")
_ENDINGS = (".yaml", ".yml", ".md", ".py", ".json")
_PLACE = "files"


def _root(config: Any) -> Path:
    return Path(config.config_file_path).parent


def _listed(folder: Path, name: str) -> str:
    names = sorted(each.name for each in folder.iterdir() if each.suffix in _ENDINGS)
    return "\n".join([f"# {name}", "", *(f"- [{each}]({each}.txt)" for each in names), ""])


def on_files(files: Files, config: Any) -> Files:
    """Add what pages link to, as plain text, and a list of each folder."""
    root = _root(config)
    for top in _FOLDERS:
        for path in sorted((root / top).rglob("*")):
            name = path.relative_to(root).as_posix()
            if path.is_file() and path.suffix in _ENDINGS:
                files.append(
                    File.generated(config, f"{_PLACE}/{name}.txt", content=path.read_text("utf-8"))
                )
            elif path.is_dir() and path.name != "__pycache__":
                listed = File.generated(
                    config, f"{_PLACE}/{name}/index.md", content=_listed(path, name)
                )
                listed.inclusion = listed.inclusion.NOT_IN_NAV
                files.append(listed)
    return files


def on_post_page(output: str, page: Any, **_: Any) -> str:
    """Search from disk needs a shim that the theme fetches from elsewhere; here it is our copy."""
    up = "../" * page.url.count("/")
    return output.replace("https://unpkg.com/iframe-worker/shim", f"{up}vendor/iframe-worker.js")


def on_page_markdown(markdown: str, page: Any, config: Any, **_: Any) -> str:
    """Lead links out of docs/ to the copies."""
    if page.file.src_uri.startswith(_PLACE):
        return markdown
    root = _root(config)

    def led(match: re.Match[str]) -> str:
        name = match[1].rstrip("/")
        if name in ("README.md", "CHANGELOG.md"):
            return "](index.md"
        end = "/index.md" if (root / name).is_dir() else ".txt"
        return f"]({_PLACE}/{name}{end}"

    return _LINK.sub(led, markdown)
