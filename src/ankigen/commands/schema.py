"""`ankigen schema`."""

from __future__ import annotations

import click


@click.command("schema")
@click.argument("of", default="note", type=click.Choice(["note", "settings", "export"]))
def command(of: str) -> None:
    """Print the JSON Schema of a note or of ankigen.yaml (settings), for editors that complete and check YAML.

    Or that of `ankigen export --format json` (export), for programs that read it.
    """
    from ankigen.outputs.plain import json_schema
    from ankigen.schema import SCHEMAS, as_json

    click.echo(as_json((SCHEMAS | {"export": json_schema})[of]()), nl=False)
