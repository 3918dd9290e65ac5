"""Whether what a killed command left is whole, or says that it is not."""

from __future__ import annotations

import csv
import json
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pyarrow.parquet as pq
from ruamel.yaml import YAML

from sim.report import baselines

NOTICE, OWNER = "UNFINISHED.txt", "pid"


def faults_of(place: Path, known: set[str]) -> list[str]:
    """What is wrong with a place: half-written files, strange ones, folders that keep silent.

    `known` are the names that may be there when all is well.
    """
    found: list[str] = []
    for each in sorted(place.iterdir()):
        if each.name.endswith(".partial"):
            found += _faults_of_partial(each)
        elif each.name not in known:
            found.append(f"{each.name}: nobody expects it")
        elif each.is_dir() and (each / "manifest.json").exists():
            found += faults_of_results(each)
        elif each.is_dir() and each.name not in ("results", "baselines"):
            found.append(f"{each.name}: a folder of results without a manifest")
        elif each.is_dir():
            found += faults_of(each, known)
        else:
            found += _fault_of(each)
    return found


def _faults_of_partial(path: Path) -> list[str]:
    if path.is_file():
        return []
    names = {each.name for each in path.iterdir()}
    if not names - {OWNER, NOTICE}:  # nothing in it of which anything must be said
        return []
    if NOTICE not in names:
        return [f"{path.name}: it holds {sorted(names)} and does not say that it is unfinished"]
    text = (path / NOTICE).read_text("utf-8")
    words = ("UNFINISHED", "CHƯA HOÀN TẤT", "python run_sim.py ", str(path.with_suffix("")))
    return [f"{path.name}: its notice does not say {word!r}" for word in words if word not in text]


def faults_of_results(folder: Path) -> list[str]:
    """What is wrong with a results folder that claims to be finished."""
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    # What --resume goes on with; only interrupted results have it.
    more = {"kept", "unfinished.json"} if manifest["interrupted"] else set()
    strange = {NOTICE, OWNER, "unfinished.json"} - more
    found = [
        f"{folder.name}/{each.name}: nothing of the kind belongs to results"
        for each in folder.iterdir()
        if (each.is_dir() and each.name not in more)
        or each.name in strange
        or each.name.endswith(".partial")
    ]
    for each in folder.iterdir():
        if each.is_file():
            found += _fault_of(each)
    needed = [each["resolved"] for each in manifest["scenarios"]]
    needed += ["summary.csv", "summary.xlsx", "replications.parquet"]
    found += [f"{folder.name}: no {name}" for name in needed if not (folder / name).exists()]
    return found


def _fault_of(file: Path) -> list[str]:
    try:
        _parse(file)
    except Exception as error:
        return [f"{file.name}: half-written or broken: {type(error).__name__}: {error}"]
    return []


def _parse(file: Path) -> None:
    """Raise whatever it raises where a file is not whole."""
    if file.parent.name == "baselines":
        baselines.read(file, "")
        return
    match file.suffix:
        case ".json":
            json.loads(file.read_text("utf-8"))
        case ".csv":
            text = file.read_text("utf-8")
            widths = {len(row) for row in csv.reader(text.splitlines())}
            assert len(widths) == 1, "rows of different widths"
            assert text.endswith("\n"), "cut off"
        case ".parquet":
            pq.read_table(file)
        case ".yaml":
            YAML(typ="safe").load(file.read_text("utf-8"))
        case ".png":
            raw = file.read_bytes()
            assert raw.startswith(b"\x89PNG"), "no picture"
            assert b"IEND" in raw[-12:], "cut off"
        case ".xlsx":
            with zipfile.ZipFile(file) as book:
                assert book.testzip() is None, "broken"
        case ".xml":
            ElementTree.parse(file)
        case ".md":
            assert file.read_text("utf-8").endswith("\n"), "cut off"
        case _:
            raise AssertionError("nobody knows what it is")


def differences(one: Path, other: Path) -> list[str]:
    """In what two results folders differ, beside when and how they came about."""
    found = []
    for name in ("summary.csv", "differences.csv", "staff.csv", "plan.yaml"):
        files = [folder / name for folder in (one, other)]
        if any(file.exists() for file in files) and len({file.read_bytes() for file in files}) > 1:
            found.append(name)
    tables = [pq.read_table(folder / "replications.parquet") for folder in (one, other)]
    if not tables[0].equals(tables[1]):
        found.append("replications.parquet")
    digests = {
        json.loads((folder / "manifest.json").read_text("utf-8"))["journal_digest"]
        for folder in (one, other)
    }
    if len(digests) > 1:
        found.append("journal_digest")
    if {file.name for file in one.iterdir()} != {file.name for file in other.iterdir()}:
        found.append("names of files")
    return found
