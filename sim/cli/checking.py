"""The way of `check`: find the baselines, run, compare, tell people and machines."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from sim import atomic
from sim.cli.cluster import executor
from sim.cli.progress import Bar, Interrupts
from sim.cli.resuming import passing
from sim.cli.scenarios import Named, load
from sim.errors import UsageError, quoted, reason_of
from sim.said import Said

if TYPE_CHECKING:
    from rich.console import RenderableType

    from sim.report.words import Lang
    from sim.studies.parallel import Executor
    from sim.studies.regression.baseline import Baseline
    from sim.studies.regression.checking import Checked, How

PASSED, FAILED = 0, 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What was asked for."""

    scenarios: tuple[str, ...]
    update: bool
    exact: bool
    folder: Path
    junit: Path | None
    markdown: Path | None
    seed: int | None
    engine: Literal["compiled", "reference"]
    workers: int
    cluster: str | None
    sets: tuple[str, ...]
    strict: bool
    lang: Lang
    quiet: bool
    as_json: bool
    resume: bool = False
    out: None = None
    """Nothing is kept but what is not finished."""

    @property
    def executor(self) -> Executor:
        """Where replications are worked on."""
        return executor(self.workers, self.cluster)


def carry_out(order: Order) -> int:
    """Check scenarios, or renew their baselines; the exit code."""
    _refuse_contradictions(order)
    typed = order.scenarios or _scenarios_of_baselines(order)
    named = load(typed, order.sets, strict=order.strict)
    _refuse_same_files(named)
    _refuse_unwritable(order, named)
    return _update(order, named) if order.update else _check(order, named)


def _refuse_contradictions(order: Order) -> None:
    """Raise UsageError for what cannot be meant together."""
    if not order.update:
        return
    if order.sets:
        raise UsageError(
            Said(
                "--update --set {change}: the baseline would be one of another scenario than its "
                "file; put the change into the file.",
                change=quoted(order.sets[0]),
            )
        )
    for name, given in (("--junit", order.junit), ("--markdown", order.markdown)):
        if given is not None:
            raise UsageError(
                Said(
                    "--update {option}: nothing is checked while baselines are renewed.",
                    option=name,
                )
            )


def _scenarios_of_baselines(order: Order) -> list[str]:
    """The files of all scenarios that have a baseline."""
    from sim.model.scenario_file.files import SHIPPED_PREFIX
    from sim.report import baselines

    found = []
    for path in baselines.all_in(order.folder):
        file = baselines.read(path, _command("SCENARIO", order.folder)).file
        inside = not Path(file).is_absolute() and ".." not in Path(file).parts
        if not file or not (file.startswith(SHIPPED_PREFIX) or (inside and Path(file).exists())):
            raise UsageError(
                Said(
                    "{path}: it was made of {file}, which is not found from here; name the "
                    "scenarios to check, or remove the baseline.",
                    path=str(path), file=file or Said("a file elsewhere"),
                )
            )  # fmt: skip
        found.append(file)
    if not found:
        raise UsageError(
            Said(
                "{folder}: there is no baseline in this folder; make one with: {command}",
                folder=str(order.folder), command=_command("SCENARIO", order.folder),
            )
        )  # fmt: skip
    return found


def _command(scenario: str, folder: Path) -> str:
    """What makes a baseline, as it is typed."""
    usual = folder == Path("results", "baselines")
    return f"check {scenario} --update{'' if usual else f' --baselines {folder}'}"


def _refuse_same_files(named: Sequence[Named]) -> None:
    """Raise UsageError where two scenarios would have one baseline."""
    from sim.report import baselines

    seen: dict[Path, Path] = {}
    for each in named:
        file = baselines.path_of(Path(), each.path.stem)
        if file in seen:
            raise UsageError(
                Said(
                    "{path}: its baseline would be the one of {other}, {file}; rename one of them.",
                    path=str(each.path), other=str(seen[file]), file=str(file),
                )
            )  # fmt: skip
        seen[file] = each.path


def _refuse_unwritable(order: Order, named: Sequence[Named]) -> None:
    """Raise UsageError for files that could not be written after the work."""
    from sim.report import baselines

    for option, file in (("--junit", order.junit), ("--markdown", order.markdown)):
        if file is not None:
            with _told(option, file):
                atomic.refuse_unwritable(file)
    if order.update:
        for each in named:
            baselines.refuse_unwritable(baselines.path_of(order.folder, each.label))


def _origin(path: Path) -> str:
    """How a baseline remembers where its scenario is; empty where it could not find it again."""
    from sim.model.scenario_file.files import SHIPPED, SHIPPED_PREFIX

    full = path.resolve()
    if full.is_relative_to(Path.cwd()):
        return full.relative_to(Path.cwd()).as_posix()
    return f"{SHIPPED_PREFIX}{full.stem}" if full.parent == SHIPPED else ""


def _update(order: Order, named: Sequence[Named]) -> int:
    from sim.report import baselines
    from sim.report.checking import render_baseline
    from sim.report.checking_words import CHECK
    from sim.report.words import say
    from sim.studies.regression.checking import make_baseline

    with _working(order, named) as (how, bar):
        made = [
            make_baseline(each.loaded.scenario, each.label, _origin(each.path), how, bar)
            for each in named
        ]
    for each, baseline in zip(named, made, strict=True):
        path = baselines.path_of(order.folder, each.label)
        baselines.write(path, baseline)
        if not order.quiet:
            _print(render_baseline(baseline, each.loaded.scenario, order.lang), order)
            click.echo(say(CHECK, "written", order.lang, file=path), err=order.as_json)
    return PASSED


def _check(order: Order, named: Sequence[Named]) -> int:
    from sim.report import baselines
    from sim.report.checking import render, rows
    from sim.studies.regression.checking import check

    known: list[Baseline] = [
        baselines.read(
            baselines.path_of(order.folder, each.label), _command(str(each.path), order.folder)
        )
        for each in named
    ]
    with _working(order, named) as (how, bar):
        found = [
            check(each.loaded.scenario, each.label, _origin(each.path), baseline, how, bar)
            for each, baseline in zip(named, known, strict=True)
        ]
    if order.as_json:
        click.echo(json.dumps(rows(found), indent=2, ensure_ascii=False))
    else:
        shown = [each for each in found if not (order.quiet and each.ok)]
        if shown:
            _print(render(shown, order.lang), order)
    _write_files(order, found)
    return PASSED if all(each.ok for each in found) else FAILED


def _write_files(order: Order, found: Sequence[Checked]) -> None:
    from sim.report.checking_files import github_lines, junit, markdown

    if order.junit is not None:
        _write("--junit", order.junit, junit(found))
    if order.markdown is not None:
        _write("--markdown", order.markdown, markdown(found, order.lang).encode())
    if os.environ.get("GITHUB_ACTIONS") == "true":
        for line in github_lines(found, order.lang):
            click.echo(line, err=order.as_json)


def _write(option: str, file: Path, content: bytes) -> None:
    with _told(option, file):
        atomic.write_bytes(file, content)


@contextmanager
def _told(option: str, file: Path) -> Iterator[None]:
    """Say which option named a file that cannot be written."""
    try:
        yield
    except OSError as error:
        raise UsageError(
            Said(
                "{option} {file}: nothing can be written there ({reason}).",
                option=option, file=str(file), reason=reason_of(error),
            )
        ) from None  # fmt: skip


@contextmanager
def _working(order: Order, named: Sequence[Named]) -> Iterator[tuple[How, Bar]]:
    """How to work, and whom to tell; replications are kept in results/ while work goes on."""
    from sim.studies.regression.checking import How

    of = {each.label: each.loaded.scenario for each in named}
    shown = sys.stderr.isatty() and not order.quiet
    with (
        Interrupts(),
        passing(order, ["check", *of], of) as executor,
        Bar(len(named), 0, shown=shown) as bar,
    ):
        how = How(seed=order.seed, exact=order.exact, executor=executor, engine=order.engine)
        yield how, bar


def _print(content: RenderableType, order: Order) -> None:
    from sim.report.text import as_text

    colour = sys.stdout.isatty()
    click.echo(as_text(content, colour=colour), color=colour, err=order.as_json)
