"""`ankigen plan`."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ankigen.commands.common import clock, load, no_package, project_argument, stop, stop_on_errors, stop_where_lock_changes

if TYPE_CHECKING:
    from ankigen.identity import Plan
    from ankigen.packages import Shipped
    from ankigen.pipeline import Loaded


@click.command("plan")
@project_argument
@click.option("--format", "form", default="text", type=click.Choice(["text", "json", "markdown", "changes"]), show_default=True,
              help="How to say it; `changes` is a changelog for learners.")
@click.option("--against", metavar="FILE.apkg", type=click.Path(exists=True, dir_okay=False, path_type=Path),
              help="Compare with this package instead of the lock.")
@click.option("--locked", is_flag=True, help="Exit with 1, and say why, where an export would change the lock.")
def command(project: Path, form: str, against: Path | None, locked: bool) -> None:
    """Show what an export of PROJECT would do, in the words of Anki's import; write nothing."""
    from ankigen import report
    from ankigen.adopt import parts
    from ankigen.outputs import last_shipped
    from ankigen.packages import BadPackage, read_package
    from ankigen.plainly import COLOUR
    from ankigen.problems import colour_wanted

    if against and form == "changes":
        raise click.UsageError("The changelog is told from the lock, so it takes no --against.")
    now = clock()
    loaded = load(project, now)
    root = loaded.project.root
    stop_on_errors([*loaded.problems, *loaded.obstacles], root)
    try:
        package = read_package(against) if against else next(last_shipped(loaded.project), {})
    except BadPackage as fault:
        stop(no_package(against or root, fault), root)
    plan, shown = _plans(loaded, now, package if against else None)
    before = parts(package)
    coloured = form == "text" and colour_wanted(sys.stdout)
    click.echo(report.text(shown, before, COLOUR) if coloured else report.FORMS[form](shown, before), nl=False)
    if locked:
        stop_where_lock_changes(plan, root)


def _plans(loaded: Loaded, now: int, package: Mapping[str, Shipped] | None) -> tuple[Plan, Plan]:
    """What an export would do, and the same as those see it who have just this package, where one is given.

    Reports what is doubtful about it, and ends the command where it may not be done.
    """
    from ankigen import obstacles, pipeline
    from ankigen.adopt import adopt, against, left_behind
    from ankigen.lock import read

    lock, faults = read(loaded.project.root)
    stop_on_errors(faults, loaded.project.root)
    if package is not None and not lock.exists:  # the package alone knows which card is which
        lock = adopt(loaded.cards, package, lock).lock
    plan, doubts = pipeline.plan(loaded, now, lock)
    shown = against(plan, package) if plan and package is not None else plan
    if plan and shown:
        doubts += [*left_behind(shown), *obstacles.of_clock(plan, now)]
    stop_on_errors(doubts, loaded.project.root)
    assert plan and shown
    return plan, replace(shown, problems=tuple(doubts))
