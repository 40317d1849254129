"""`ankigen adopt`."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from ankigen.codes import problem
from ankigen.commands.common import clock, held_by, project_argument, stop, stop_on_errors
from ankigen.model import Place


@click.command("adopt")
@click.argument("package", metavar="PACKAGE", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@project_argument
@click.option("--dry-run", is_flag=True, help="Say what would be taken over, and write nothing.")
def command(package: Path, project: Path, dry_run: bool) -> None:
    """Take over the identities of a deck that is already out, so that the next export updates it.

    PACKAGE is an .apkg that learners have imported, made by ankigen, another tool or Anki itself.  A lost lock is rebuilt
    from the last package in the same way.
    """
    from ankigen import pipeline
    from ankigen.adopt import adopt
    from ankigen.busy import Busy, alone
    from ankigen.files import Staged
    from ankigen.lock import NAME, dump, read
    from ankigen.packages import BadPackage, read_package

    try:
        with alone(project):
            loaded = pipeline.load(project, clock())
            stop_on_errors([*loaded.problems, *loaded.obstacles], loaded.project.root)
            lock, faults = read(loaded.project.root)
            stop_on_errors(faults, loaded.project.root)
            adopted = adopt(loaded.cards, read_package(package), lock)
            if not dry_run and adopted.changes_lock:
                salt = lock.salt if lock.exists else loaded.project.written_name
                with Staged(loaded.project.root / NAME) as staged:
                    staged.write(dump(replace(adopted.lock, salt=salt)).encode()).commit()
    except BadPackage as fault:
        stop(problem("bad-package", Place(str(package)), str(fault), "Name an .apkg file that Anki imports."), project)
    except Busy as holder:
        stop(held_by(holder), project)
    exact = sum(1 for alike in adopted.likeness.values() if alike == 1)
    click.echo(f"{len(adopted.taken)} cards take over a card of {package.name}: {exact} by the same question, "
               f"{len(adopted.taken) - exact} by likeness.")
    for at, note in sorted(adopted.taken.items()):
        if adopted.likeness[at] < 1:
            click.echo(f"  {loaded.cards[at].place}: {adopted.likeness[at]:.0%} like {note.guid}: {next(iter(note.fields.values()))}")
    if adopted.waiting:
        click.echo(f"{len(adopted.waiting)} cards of the notes are not in the package, and will be new:")
        for card in adopted.waiting:
            click.echo(f"  {card.place}: {card.says[0]}")
    if adopted.left:
        click.echo(f"{len(adopted.left)} cards of the package are not in the notes, and stay as they are with learners:")
        for note in adopted.left:
            click.echo(f"  {note.guid}: {next(iter(note.fields.values()), '')}")
    if adopted.retired:
        click.echo(f"{adopted.retired} of them are kept as retired: they return under their identities if their entries do.")
    if adopted.overtaken:
        click.echo(f"{adopted.overtaken} cards of the lock were older than in the package; the next export is later than both.")
    if not dry_run and adopted.changes_lock:
        click.echo(f"{NAME} is written.  See what an export will do: ankigen plan.")
