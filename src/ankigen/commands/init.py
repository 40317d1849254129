"""`ankigen init`."""

from __future__ import annotations

from pathlib import Path

import click


@click.command("init")
@click.argument("folder", default=".", metavar="[DIR]", type=click.Path(file_okay=False, path_type=Path))
def command(folder: Path) -> None:
    """Start a project in DIR that exports at once."""
    from ankigen.scaffold import Taken, init
    from ankigen.schema import SCHEMAS, as_json

    try:
        made = init(folder, {of: as_json(make()) for of, make in SCHEMAS.items()})
    except Taken as fault:
        raise click.UsageError(str(fault)) from fault
    for path in made:
        click.echo(path)
