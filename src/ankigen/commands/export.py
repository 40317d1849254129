"""`ankigen export`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ankigen.codes import problem, strictly
from ankigen.commands.common import (
    clock,
    from_here,
    held_by,
    load,
    progress,
    project_argument,
    stop,
    stop_on_errors,
    stop_where_lock_changes,
)
from ankigen.model import Place

if TYPE_CHECKING:
    from ankigen.last import Last

FORMATS = ("apkg", "csv", "crowdanki", "json")  # the rows of `outputs.OUTPUTS`, without importing them for --help


@click.command("export")
@project_argument
@click.option("-o", "--output", metavar="FILE", help="Write here instead of dist/; - is standard output for text forms.")
@click.option("--format", "form", default="apkg", type=click.Choice(FORMATS), show_default=True, help="What to write.")
@click.option("--locked", is_flag=True, help="Fail instead of changing the lock.")
@click.option("--strict", is_flag=True, help="Treat warnings as errors.")
def command(project: Path, output: str | None, form: str, locked: bool, strict: bool) -> None:
    """Build the deck in PROJECT: dist/NAME.apkg and ankigen.lock."""
    from ankigen.busy import Busy, alone
    from ankigen.last import Last

    now = clock()
    last = Last(project, (form, output or "", str(strict)), now)
    try:
        with alone(project), progress("Building the deck"):
            if said := last.said():
                stop_on_errors(said.problems, project)
                lines = said.lines
            else:
                lines = _export(project, output, form, locked, strict, now, last)
    except Busy as holder:
        stop(held_by(holder), project)
    except OSError as fault:
        why = f"{fault.filename or output or 'dist'}: {fault.strerror or fault}."
        stop(problem("cannot-write", Place(str(fault.filename or "dist")), why, "Nothing was changed."), project)
    for line in lines:
        click.echo(line)


def _target(output: str, form: str, root: Path) -> Path | None:
    """Where `-o` leads, or None for standard output; never onto what the author wrote, what another form is, what is no file."""
    from ankigen.last import OWN
    from ankigen.outputs import OUTPUTS

    target, suffix = Path(output), OUTPUTS[form].suffix
    if output == "-":
        if not OUTPUTS[form].text:
            raise click.UsageError(f"A deck in the form {form} is no text, so it cannot go to standard output; name a file.")
        return None
    takes = f"a deck in the form {form} is a {f'file, NAME{suffix}' if suffix else 'folder'}"
    if any(target.suffix.lower() == row.suffix != suffix for row in OUTPUTS.values() if row.suffix):
        raise click.UsageError(f"{output} has the suffix of another form; {takes}.")
    if target.is_dir() if suffix else target.is_file():
        raise click.UsageError(f"{output} is a {'folder' if suffix else 'file'}; {takes}.")
    real = target.resolve()
    if real in {root / name for name in OWN} or real.is_relative_to(root / "notes"):
        raise click.UsageError(f"{output} is where the project's own files are; write the deck somewhere else.")
    if target.exists() and not (target.is_file() or target.is_dir()):
        raise click.UsageError(f"{output} is no file that can be written whole.")
    return target


def _export(project: Path, output: str | None, form: str, locked: bool, strict: bool, now: int, last: Last) -> tuple[str, ...]:
    """Build and write; gives the lines that say what was done."""
    from ankigen import obstacles, pipeline
    from ankigen.last import Said
    from ankigen.making import others_of
    from ankigen.outputs import OUTPUTS, retired_target
    from ankigen.report import empty_lines, reworded, summary

    out, asked = OUTPUTS[form], _target(output, form, project.resolve()) if output else None
    loaded = load(project, now)
    problems = [*(strictly(loaded.problems) if strict else loaded.problems), *loaded.obstacles]
    stop_on_errors(problems, loaded.project.root)
    plan, faults = pipeline.plan(loaded, now)
    faults += obstacles.of_clock(plan, now) if plan and out.publishes else []
    stop_on_errors(strictly(faults) if strict else faults, loaded.project.root)
    assert plan is not None
    if locked:
        stop_where_lock_changes(plan, loaded.project.root)
    if output == "-" and out.text:
        return (out.text(plan, loaded.project).removesuffix("\n"),)
    target = asked or from_here(out.target(loaded.project))
    written = pipeline.publish(loaded, plan, out, target)
    gone = sum(1 for card in plan.lock.cards if card.retired)
    purpose = {retired_target(target.resolve()): f": {gone} retired, for learners who want to delete theirs"}
    beside = [f"{from_here(path)}{purpose.get(path, '')}" for path in written if path != target.resolve()]
    lines = (f"{target}: {summary(plan)}", *(f"  {line}" for line in (*reworded(plan), *empty_lines(plan))), *beside)
    others = others_of(loaded.notes, loaded.cards, loaded.project)
    if others is not None and out.publishes and not plan.changes_lock and not faults:
        last.keep(others, [target.resolve(), retired_target(target.resolve())], Said(tuple(problems), lines))
    return lines
