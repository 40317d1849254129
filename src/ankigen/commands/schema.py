"""`ankigen schema`."""

from __future__ import annotations

import click


@click.command("schema")
@click.argument("of", default="note", type=click.Choice(["note", "settings"]))
def command(of: str) -> None:
    """Print the JSON Schema of a note, or of ankigen.yaml (settings), for editors that complete and check YAML."""
    from ankigen.schema import SCHEMAS, as_json

    click.echo(as_json(SCHEMAS[of]()), nl=False)
