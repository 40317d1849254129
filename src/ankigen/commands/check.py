"""`ankigen check`."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import click

from ankigen.commands.common import clock, load, progress
from ankigen.model import Problem

_DAYS = {"": 1, "d": 1, "w": 7, "m": 30, "y": 365}


def _span(_: click.Context, __: click.Parameter, value: str | None) -> int | None:
    """Days of a span such as 60d, 8w, 2m or 1y."""
    if value is None:
        return None
    found = re.fullmatch(r"(\d{1,5})([dwmy]?)", value.strip().lower())
    if not found:
        raise click.BadParameter(f"“{value}” is no span of time; write 60d, 8w, 2m or 1y.")
    return min(int(found[1]) * _DAYS[found[2]], 36_500)


@click.command("check")
@click.argument("paths", nargs=-1, metavar="[PROJECT | FILES...]", type=click.Path(exists=True, path_type=Path))
@click.option(
    "--format",
    "form",
    default="text",
    type=click.Choice(["text", "json", "github", "sarif"]),
    show_default=True,
    help="How to print.",
)
@click.option("--strict", is_flag=True, help="Treat warnings as errors.")
@click.option(
    "--soon", metavar="SPAN", callback=_span, help="List facts that expire within this time: 60d, 8w, 2m, 1y."
)
@click.option("--fix", "mend", is_flag=True, help="First correct what is safe: missing quotes, stray markup.")
def command(paths: tuple[Path, ...], form: str, strict: bool, soon: int | None, mend: bool) -> None:
    """List every problem of the notes and their cards, each with its place and what to write instead.

    With FILES, only their problems are listed, but the whole project is read, so that a question asked twice is found.
    Ends with status 1 if there is an error; a warning counts as one only with --strict.
    """
    from ankigen.codes import strictly
    from ankigen.lock import read
    from ankigen.problems import PRINTERS, as_text, colour_wanted, count

    now = clock()
    today = datetime.fromtimestamp(now, UTC).date()
    root, only = _project_of(paths)
    with progress("Checking"):
        if mend:
            _mend(root, only, today)
        loaded = load(root, now, today + timedelta(days=soon) if soon is not None else None)
    hindrances = [each._replace(severity="warning") if each.name == "draft-note" else each for each in loaded.obstacles]
    found = [*loaded.problems, *hindrances, *read(loaded.project.root)[1]]
    problems = [problem for problem in found if not only or problem.place.file in only or problem.other in only]
    if strict:
        problems = strictly(problems)
    if form == "text":
        click.echo(as_text(problems, root, colour=colour_wanted(sys.stdout)), nl=False)
        click.echo(count(problems), err=True)
    else:
        click.echo(PRINTERS[form](problems, root), nl=False)
    sys.exit(any(problem.severity == "error" for problem in problems))


def _project_of(paths: Sequence[Path]) -> tuple[Path, set[str]]:
    """The project's folder, and the files asked for, relative to it; no files mean all."""
    if not paths:
        return Path(), set()
    if len(paths) == 1 and paths[0].is_dir():
        return paths[0], set()
    from ankigen.lock import NAME
    from ankigen.project import SETTINGS
    from ankigen.read import FOLDER

    root = _root(paths[0].resolve())
    only = set()
    for path in paths:
        if path.is_dir():
            raise click.UsageError(f"{path} is a folder; give one project's folder, or files of one project.")
        full = path.resolve()
        if not full.is_relative_to(root):
            raise click.UsageError(f"{path} is not of the project in {root}; check one project at a time.")
        file = full.relative_to(root)
        if file.parts[0] != FOLDER and file.as_posix() not in (SETTINGS, NAME) and file.suffix != ".css":
            raise click.UsageError(f"{path} is none of a project's notes, which lie in its folder {FOLDER}/; nothing of it was checked.")
        only.add(file.as_posix())
    return root, only


def _root(file: Path) -> Path:
    """The folder of the project that a file belongs to: that of its settings, or of its `notes`."""
    for folder in file.parents:
        if (folder / "ankigen.yaml").is_file():
            return folder
        if folder.name == "notes":
            return folder.parent
    return file.parent


def _mend(root: Path, only: set[str], today: date) -> None:
    """Correct the notes where that is safe, and say so."""
    from ankigen.build import build_cards
    from ankigen.check import check
    from ankigen.check.fix import mended
    from ankigen.files import Staged
    from ankigen.project import load_project
    from ankigen.read import find_notes, read_note

    project, _ = load_project(root)

    for path in find_notes(project.root)[0]:
        file = path.relative_to(project.root).as_posix()
        if only and file not in only:
            continue

        def judge(data: bytes, file: str = file) -> list[Problem]:
            note, faults = read_note(data, file, root=project.root)
            cards, unbuilt = build_cards([note], project) if note else ([], [])
            return [*faults, *unbuilt, *(check([note], cards, project, today) if note else ())]

        data = path.read_bytes()
        if (better := mended(data, file, judge)) != data:
            with Staged(path) as staged:
                staged.write(better).commit()
            click.echo(f"{file}: corrected.", err=True)
