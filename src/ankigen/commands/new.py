"""`ankigen new`."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import click

from ankigen.commands.common import clock, project_argument


@click.command("new")
@click.argument("title")
@project_argument
def command(title: str, project: Path) -> None:
    """Start a note on TITLE, to be filled in."""
    from ankigen.scaffold import Refused, new

    zone = UTC if os.environ.get("SOURCE_DATE_EPOCH") else None  # an author's day is that of his own clock
    try:
        click.echo(new(project, title, datetime.fromtimestamp(clock(), zone).date()))
    except Refused as fault:
        raise click.UsageError(str(fault)) from fault
