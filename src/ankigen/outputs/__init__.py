"""THE TABLE of output formats: a new one is a file here and a row.

A row's `stage` writes files beside their targets, to be committed together; `text` is the whole output as text, for
formats that are.  Only a format that `publishes` goes to learners, and only with it the lock changes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ankigen.files import Staged
from ankigen.identity import Plan
from ankigen.model import Project

if TYPE_CHECKING:
    from ankigen.packages import Shipped

FOLDER = "dist"


class Output(NamedTuple):
    """A row of the table."""

    suffix: str
    stage: Callable[[Plan, Project, Path], Iterator[Staged]]
    text: Callable[[Plan, Project], str] | None = None
    publishes: bool = False

    def target(self, project: Project) -> Path:
        """Where this format goes if nobody says otherwise: `dist/<name><suffix>`."""
        return project.root / FOLDER / f"{project.name}{self.suffix}"


def _stage_apkg(plan: Plan, project: Project, target: Path) -> Iterator[Staged]:
    from ankigen.outputs.apkg import stage
    from ankigen.outputs.deck import package, retired_package

    yield stage(target, package(plan, project))
    if twin := retired_package(plan, project):
        yield stage(retired_target(target), twin)


def retired_target(target: Path) -> Path:
    """Where the package of retired cards goes, beside the deck's."""
    return target.with_name(f"{target.stem}-retired.apkg")


def _text(render: Callable[[Plan, Project], str], suffix: str) -> Output:
    def stage_text(plan: Plan, project: Project, target: Path) -> Iterator[Staged]:
        yield Staged(target).write(render(plan, project).encode())

    return Output(suffix, stage_text, render)


def _json(plan: Plan, project: Project) -> str:
    from ankigen.outputs.plain import json_text

    return json_text(plan, project.name, project.deck)


def _csv(plan: Plan, project: Project) -> str:
    from ankigen.outputs.csv import csv_text

    return csv_text(plan, project)


def _stage_crowdanki(plan: Plan, project: Project, target: Path) -> Iterator[Staged]:
    from ankigen.outputs.crowdanki import stage

    return stage(plan, project, target)


OUTPUTS: dict[str, Output] = {
    "apkg": Output(".apkg", _stage_apkg, publishes=True),
    "csv": _text(_csv, ".csv"),
    "crowdanki": Output("", _stage_crowdanki),
    "json": _text(_json, ".json"),
}


def staged(output: Output, plan: Plan, project: Project, target: Path, stack: ExitStack) -> list[Staged]:
    """Every file of this output, staged; `stack` discards them where they are not committed.  Raises `OSError`."""
    return [stack.enter_context(each) for each in output.stage(plan, project, target)]


def last_shipped(project: Project) -> Iterator[dict[str, Shipped]]:
    """What each package of the last export holds, by guid: the deck, then what has left it; nothing without a deck to be read."""
    from ankigen.packages import BadPackage, read_package

    target = OUTPUTS["apkg"].target(project)
    for path in (target, retired_target(target)):
        try:
            yield read_package(path)
        except (BadPackage, OSError):
            return
