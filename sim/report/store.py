"""Results folders: made beside their place in `<out>.partial`, and moved there whole.

So a folder without `.partial` behind its name is complete, whatever happened meanwhile.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim import clock
from sim.errors import UsageError, reason_of
from sim.report import figures, unfinished, workbook
from sim.report.claim import Claim, partial_of
from sim.report.manifest import OURS, Order, manifest
from sim.report.tables import csv_text, write_parquet
from sim.report.visits import dossier_table, stage_table, visit_table
from sim.report.words import Lang
from sim.said import Said, together
from sim.studies.keeping import Parts

if TYPE_CHECKING:
    from sim.measures.tally import Tally
    from sim.model.journal import Journal
    from sim.model.tables import System
    from sim.report.results import Results

MANIFEST = "manifest.json"
_PARTS = "parts"
_TABLES = {"visits": visit_table, "dossiers": dossier_table, "stages": stage_table}
"""Of a journal, by the name of the file."""
_DEVICES = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\.|$)")


def safe_name(text: str, longest: int = 60) -> str:
    """A file name for every system: plain letters, digits, dots, dashes and underscores."""
    plain = unicodedata.normalize("NFKD", text.replace("đ", "d").replace("Đ", "D"))
    plain = plain.encode("ascii", "ignore").decode()
    plain = re.sub(r"[^A-Za-z0-9._-]+", "-", plain)[:longest].strip("-._")
    return f"_{plain}" if _DEVICES.match(plain) else plain or "scenario"


def place(out: Path | None, stems: Sequence[str], now: datetime) -> Path:
    """Where the results go: `--out`, or `results/<stems>-<time>` with a number if that is taken.

    Raises
    ------
    UsageError
        `out` is a file, or holds something that is not a results folder.
    """
    if out is not None:
        _refuse_foreign(out.resolve())
        return out.resolve()
    stem = f"{safe_name('-'.join(stems))}-{now:%Y%m%d-%H%M%S}"
    folder, n = Path("results", stem).resolve(), 1
    while folder.exists() or not _reserved(folder):
        n += 1
        folder = folder.with_name(f"{stem}-{n}")
    return folder


def _reserved(folder: Path) -> bool:
    """Whether a place is ours now: two programs may look for one in the same second."""
    try:
        partial_of(folder).mkdir(parents=True)
    except FileExistsError:
        return False
    except OSError:  # told by whoever claims the place
        return True
    return True


def _refuse_foreign(folder: Path) -> None:
    """Let pass what does not exist, is empty, or was written here."""
    if not folder.name:
        raise _refused(folder, Said("the root of a drive cannot be a results folder."))
    if folder.is_mount():
        raise _refused(folder, Said("a disk is mounted here; name a folder on it."))
    if folder.exists() and not folder.is_dir():
        raise _refused(folder, Said("this is a file; name a folder."))
    if folder.is_dir() and any(folder.iterdir()) and not _is_ours(folder):
        rule = Said(
            "this folder holds other files, which would be lost; name a new folder or an earlier "
            "results folder."
        )
        raise _refused(folder, rule)


def _refused(folder: Path, rule: Said) -> UsageError:
    return UsageError(together([f"--out = {folder}:", rule]))


def _is_ours(folder: Path) -> bool:
    try:
        return OURS in json.loads((folder / MANIFEST).read_text("utf-8"))
    except (OSError, ValueError, TypeError):
        return False


class ResultsFolder:
    """A results folder in the making; told about each replication as it is finished.

    Keeps journals in files by replication, so that memory does not grow with them. What whoever
    works on replications puts into `kept` outlasts an interrupt and the end of the program.
    """

    def __init__(self, folder: Path, *, resume: bool = False) -> None:
        """Claim the place; to `resume`, with the replications that are kept there.

        Raises
        ------
        UsageError
            It cannot be written to, another run is at work there, or, unless to `resume`,
            replications that are kept there would be lost.
        """
        self.folder = folder
        self.partial = partial_of(folder)
        self._trouble = ""
        self._systems: dict[str, System] = {}
        self._journals: dict[tuple[str, int], Path] = {}
        if not resume:
            unfinished.refuse_to_lose(folder)
        try:
            self._claim = Claim(folder, keep=resume)
            if resume:
                self._take_up()
            (self.partial / _PARTS).mkdir()
        except OSError as error:
            rule = Said("nothing can be written there ({reason}).", reason=reason_of(error))
            raise _refused(folder, rule) from None
        self.kept = Parts(self.partial / unfinished.KEPT)

    def _take_up(self) -> None:
        """Keep the replications that finished, here or in interrupted results, and nothing else."""
        self._claim.clear(unfinished.KEPT)
        before = self.folder / unfinished.KEPT
        if before.is_dir() and not (self.partial / unfinished.KEPT).exists():
            os.replace(before, self.partial / unfinished.KEPT)

    @property
    def trouble(self) -> str:
        """What could not be kept along the way, a sentence; empty if all could."""
        if self._trouble or self.kept.trouble is None:
            return self._trouble
        return Said(
            "{folder}: writing failed ({reason}); replications are not kept, so that --resume "
            "would begin again.",
            folder=str(self.partial), reason=reason_of(self.kept.trouble),
        )  # fmt: skip

    def begin(self, label: str, system: System, planned: int) -> None:  # noqa: ARG002
        """A scenario is about to run."""
        self._systems[label] = system

    def extend(self, label: str, planned: int) -> None:
        """More replications were asked for; nothing to do here."""

    def replication(
        self, label: str, replication: int, tally: Tally, journal: Journal | None  # noqa: ARG002
    ) -> None:  # fmt: skip
        """Keep the journal of a replication.

        A full disk does not end the work: `trouble` tells of it, and journals are given up.
        """
        if journal is None or self._trouble:
            return
        part = self.partial / _PARTS / f"{list(self._systems).index(label)}-{replication:06d}"
        try:
            for name, table in _TABLES.items():
                rows = table(label, replication, self._systems[label], journal)
                write_parquet(part.with_suffix(f".{name}"), [rows])
            self._journals[label, replication] = part
        except OSError as error:
            self._give_up(error)

    def _give_up(self, error: OSError) -> None:
        """Make room for the results by dropping the parts, and the journals with them."""
        self._trouble = Said(
            "{folder}: writing failed ({reason}); visits, dossiers and stages are not in the "
            "results.",
            folder=str(self.partial), reason=reason_of(error),
        )  # fmt: skip
        self._journals.clear()
        shutil.rmtree(self.partial / _PARTS, ignore_errors=True)

    def finish(
        self, results: Results, order: Order, scenarios: Sequence[str], lang: Lang = "en", *,
        drawn: bool = True,
    ) -> Path:  # fmt: skip
        """Write every file and move the folder into place; return where it is.

        `scenarios` are the resolved forms of the runs. Unless `drawn`, workbook and pictures of
        the runs are left to a study that has its own.

        Raises
        ------
        UsageError
            The disk is full, or the like.
        """
        return self.finish_by(
            lambda _: self._write(results, order, scenarios, lang, drawn=drawn),
            interrupted=results.interrupted,
        )

    def finish_by(self, write: Callable[[Path], object], *, interrupted: bool = False) -> Path:
        """Let `write` fill the folder it is given, and move that into place; return where it is.

        Replications stay in results that were `interrupted`, for `--resume`.

        Raises
        ------
        UsageError
            The disk is full, or the like.
        """
        try:
            self.partial.mkdir(parents=True, exist_ok=True)  # somebody may have tidied up
            if self.kept.trouble is not None:  # room, for what counts more
                self._forget()
            write(self.partial)
            shutil.rmtree(self.partial / _PARTS, ignore_errors=True)
            if not interrupted:
                self._forget()
            _refuse_foreign(self.folder)
            self._claim.settle()
        except OSError as error:
            raise UsageError(_cannot_write(self.partial, error)) from error
        return self.folder

    def _write(
        self, results: Results, order: Order, scenarios: Sequence[str], lang: Lang, *, drawn: bool
    ) -> None:
        names = resolved_names(results.labels)
        for name, text in zip(names, scenarios, strict=True):
            (self.partial / name).write_text(text, "utf-8")
        (self.partial / "summary.csv").write_bytes(csv_text(results.summary))
        if results.differences is not None:
            (self.partial / "differences.csv").write_bytes(csv_text(results.differences))
        tables = chain.from_iterable(results.tables)
        write_parquet(self.partial / "replications.parquet", tables)
        if self._journals:
            for name in _TABLES:
                write_parquet(self.partial / f"{name}.parquet", self._parts(results, name))
        content = manifest(order, results, clock.end(order.started), names)
        text = json.dumps(content, indent=2, ensure_ascii=False)
        (self.partial / MANIFEST).write_text(text + "\n", "utf-8")
        if drawn:
            workbook.write(self.partial / "summary.xlsx", results, lang)
            figures.write_all(self.partial, results, lang)

    def _order(self, results: Results) -> list[tuple[str, int]]:
        """The replications that have a journal, in the order of the runs."""
        keys = [(run.label, k) for run in results.runs for k in sorted(run.replications)]
        return [key for key in keys if key in self._journals]

    def _parts(self, results: Results, name: str) -> Iterator[Any]:
        """The rows of one replication after another, each part removed when it was read."""
        import pyarrow.parquet as pq

        for key in self._order(results):
            path = self._journals[key].with_suffix(f".{name}")
            yield pq.read_table(path)
            path.unlink()

    def _forget(self) -> None:
        shutil.rmtree(self.partial / unfinished.KEPT, ignore_errors=True)
        (self.partial / unfinished.ASKED).unlink(missing_ok=True)

    def leave(self) -> bool:
        """End before the end: leave replications that are kept, or nothing; whether there are."""
        if not unfinished.has_work(self.partial):
            self.abandon()
            return False
        self._claim.clear(unfinished.KEPT, unfinished.ASKED)
        self._claim.release()
        return True

    def abandon(self) -> None:
        """Leave nothing behind."""
        self._claim.remove()


def resolved_names(labels: Sequence[str]) -> list[str]:
    """The file of each resolved scenario: one has the plain name, several have their label."""
    if len(labels) == 1:
        return ["scenario.resolved.yaml"]
    names: list[str] = []
    for label in labels:
        name, n = safe_name(label), 1
        while f"{name}.resolved.yaml".lower() in map(str.lower, names):
            n += 1
            name = f"{safe_name(label)}-{n}"
        names.append(f"{name}.resolved.yaml")
    return names


def _cannot_write(partial: Path, error: OSError) -> str:
    return Said(
        "{folder}: writing failed ({reason}); what was finished until then is still in this "
        "folder.",
        folder=str(partial), reason=reason_of(error),
    )  # fmt: skip
