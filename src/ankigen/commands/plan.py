"""`ankigen plan`."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import click

from ankigen.codes import problem
from ankigen.commands.common import clock, project_argument, stop, stop_on_errors, stop_where_lock_changes
from ankigen.model import Place


@click.command("plan")
@project_argument
@click.option("--format", "form", default="text", type=click.Choice(["text", "json", "markdown", "changes"]), show_default=True,
              help="How to say it; `changes` is a changelog for learners.")
@click.option("--against", metavar="FILE.apkg", type=click.Path(exists=True, dir_okay=False, path_type=Path),
              help="Compare with this package instead of the lock.")
@click.option("--locked", is_flag=True, help="Exit with 1 where the lock would change or a history would be lost.")
def command(project: Path, form: str, against: Path | None, locked: bool) -> None:
    """Show what an export of PROJECT would do, in the words of Anki's import; write nothing."""
    from ankigen import obstacles, pipeline, report
    from ankigen.adopt import adopt, left_behind
    from ankigen.adopt import against as compare
    from ankigen.lock import read
    from ankigen.outputs import shipped
    from ankigen.packages import BadPackage
    from ankigen.problems import colour_wanted

    if against and form == "changes":
        raise click.UsageError("The changelog is told from the lock, so it takes no --against.")
    now = clock()
    loaded = pipeline.load(project, now)
    stop_on_errors([*loaded.problems, *loaded.obstacles], loaded.project.root)
    try:
        package = shipped(loaded.project, against)
    except BadPackage as fault:
        stop(problem("bad-package", Place(str(against)), str(fault), "Name an .apkg file that Anki imports."), loaded.project.root)
    lock, faults = read(loaded.project.root)
    if against and not lock.exists and not faults:  # the package alone knows which card is which
        lock = adopt(loaded.cards, package, lock).lock
    plan, unplanned = pipeline.plan(loaded, now, lock) if not faults else (None, faults)
    shown = compare(plan, package) if plan and against else plan
    doubts = [*unplanned, *left_behind(shown), *obstacles.of_clock(plan, now)] if plan and shown else unplanned
    stop_on_errors(doubts, loaded.project.root)
    assert plan and shown
    shown = replace(shown, problems=tuple(doubts))
    before = {guid: {**note.fields, "Tags": " ".join(note.tags)} for guid, note in package.items()}
    coloured = form == "text" and colour_wanted(sys.stdout)
    click.echo(report.text(shown, before, report.COLOUR) if coloured else report.FORMS[form](shown, before), nl=False)
    if locked:
        stop_where_lock_changes(plan, loaded.project.root)
