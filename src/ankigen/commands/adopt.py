"""`ankigen adopt`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ankigen.commands.common import clock, held_by, load, no_package, project_argument, stop, stop_on_errors

if TYPE_CHECKING:
    from ankigen.adopt import Adopted
    from ankigen.model import Card
    from ankigen.packages import Shipped


@click.command("adopt")
@click.argument("package", metavar="PACKAGE", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@project_argument
@click.option("--dry-run", is_flag=True, help="Say what would be taken over, and write nothing.")
def command(package: Path, project: Path, dry_run: bool) -> None:
    """Take over the identities of a deck that is already out, so that the next export updates it.

    PACKAGE is an .apkg that learners have imported, made by ankigen, another tool or Anki itself.  A lost lock is rebuilt
    from the last package in the same way.
    """
    from ankigen.adopt import adopt
    from ankigen.busy import Busy, alone
    from ankigen.files import Staged
    from ankigen.lock import NAME, dump, read
    from ankigen.packages import BadPackage, read_package

    try:
        with alone(project):
            loaded = load(project, clock())
            stop_on_errors([*loaded.problems, *loaded.obstacles], loaded.project.root)
            lock, faults = read(loaded.project.root)
            stop_on_errors(faults, loaded.project.root)
            adopted = adopt(loaded.cards, read_package(package), lock)
            if not dry_run and adopted.changes_lock:
                salt = lock.salt if lock.exists else loaded.project.written_name
                with Staged(loaded.project.root / NAME) as staged:
                    staged.write(dump(replace(adopted.lock, salt=salt)).encode()).commit()
    except BadPackage as fault:
        stop(no_package(package, fault), project)
    except Busy as holder:
        stop(held_by(holder), project)
    for line in _told(adopted, loaded.cards, package.name):
        click.echo(line)
    if not dry_run and adopted.changes_lock:
        click.echo(f"{NAME} is written.  See what learners will get: ankigen plan --against {package}")


def _told(adopted: Adopted, cards: Sequence[Card], package: str) -> Iterator[str]:
    """What was taken over, what was not, and what else the lock gains."""
    from ankigen.plainly import how_many

    taken, exact = len(adopted.taken), sum(alike == 1 for alike in adopted.likeness.values())
    if taken or adopted.left:
        yield f"Taken over from {package}: {how_many(taken, 'card')}, {exact} by the same question and {taken - exact} by likeness."
    else:
        yield f"Nothing to take over from {package}: the lock knows every card of it."
    for at, note in sorted(adopted.taken.items()):
        if adopted.likeness[at] < 1:
            yield f"  {cards[at].place}: {adopted.likeness[at]:.0%} like {_first_field(note)}"
    for (kind, field), count in adopted.emptied.items():
        yield f"Emptied when they are updated: {field} of {kind}, on {how_many(count, 'card')}.  What is to stay, write as `extra`."
    if adopted.waiting:
        yield f"Not in the package, so new to learners: {how_many(len(adopted.waiting), 'card')} of the notes."
        yield from (f"  {card.place}: {card.says[0]}" for card in adopted.waiting)
    if adopted.left:
        yield f"Not in the notes, so left with learners as they are: {how_many(len(adopted.left), 'card')} of the package."
        yield from (f"  {_first_field(note)}" for note in adopted.left)
    if adopted.retired:
        yield f"Kept in the lock as retired: {adopted.retired} of these, for entries that may return."
    if adopted.overtaken:
        yield f"Brought up to the package: {how_many(adopted.overtaken, 'card')} that the lock knew in an earlier state."


def _first_field(note: Shipped) -> str:
    """What a note of the package says first, behind what an entry has for its `id` to be that card."""
    from ankigen.lock import claim

    return f"{claim(note.guid)}: {next(iter(note.fields.values()), '')}"
