"""`ankigen init`."""

from __future__ import annotations

from pathlib import Path

import click


@click.command("init")
@click.argument("folder", default=".", metavar="[DIR]", type=click.Path(file_okay=False, path_type=Path))
@click.option("--ci", "service", type=click.Choice(["github"]), help="Add workflows that check pull requests and release the deck.")
def command(folder: Path, service: str | None) -> None:
    """Start a project in DIR that exports at once.

    With --ci, DIR may be a project already; it then gets only the workflows.
    """
    from ankigen.project import SETTINGS
    from ankigen.scaffold import Taken, ci, init
    from ankigen.schema import SCHEMAS, as_json

    try:
        made = ci.add(folder, service) if service else []
        if not (service and (folder / SETTINGS).exists()):
            made += init(folder, {of: as_json(make()) for of, make in SCHEMAS.items()})
    except Taken as fault:
        raise click.UsageError(str(fault)) from fault
    for path in made:
        click.echo(path)
