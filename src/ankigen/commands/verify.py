"""`ankigen verify`."""

from __future__ import annotations

import sys
from contextlib import redirect_stdout
from importlib.util import find_spec
from io import StringIO
from pathlib import Path

import click

from ankigen.commands.common import progress

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command("verify")
@click.argument("package", metavar="PACKAGE", type=_FILE)
@click.option("--previous", metavar="OLD.apkg", type=_FILE,
              help="Import this one first, study, edit, tag and move its cards, and then import PACKAGE over it.")
@click.option("--collection", metavar="FILE.anki2", type=_FILE,
              help="Import it into a copy of your own collection; the file itself is only read.")
@click.option("--format", "form", default="text", type=click.Choice(["text", "json", "markdown"]), show_default=True, help="How to say it.")
def command(package: Path, previous: Path | None, collection: Path | None, form: str) -> None:
    """Import PACKAGE into the real Anki, in a scratch collection, and say what a learner would see.

    PACKAGE need not be one that ankigen made.  The exit status is 1 if a promise about updates does not hold.
    """
    if previous and collection:
        raise click.UsageError("Name a package that learners have (--previous) or a collection (--collection), not both.")
    if not find_spec("anki"):
        raise click.UsageError('This needs the real Anki: pip install "ankigen[verify]"')
    from ankigen.verify import Moving, Refused, rehearse
    from ankigen.verify.forms import FORMS

    try:
        with progress("Rehearsing the import"), redirect_stdout(StringIO()):  # Anki before 26 prints there when it was slow
            seen = rehearse(package, previous, collection)
    except Moving as fault:
        raise click.UsageError(f"{collection} is in use.  Close Anki, then try again.") from fault
    except Refused as fault:
        raise click.UsageError(f"{collection} is no collection that this Anki can open: {fault}") from fault
    click.echo(FORMS[form](seen), nl=False)
    sys.exit(0 if seen.holds else 1)
