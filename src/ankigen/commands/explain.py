"""`ankigen explain`."""

from __future__ import annotations

import sys
from shutil import get_terminal_size

import click


@click.command("explain")
@click.argument("code", required=False)
def command(code: str | None) -> None:
    """Print the page of CODE, which is a code such as AK203 or a name such as long-answer; without it, list them all."""
    from ankigen.check.pages import find, known, near, page, usual, wrapped

    if not code:
        for each, name in known().items():
            click.echo(f"{each}  {name:<22} {usual(each)[0]}")
        return
    found = find(code)
    if not found:
        meant = near(code)
        hint = f"  Did you mean {' or '.join(meant)}?" if meant else "  `ankigen explain` lists them all."
        raise click.UsageError(f"There is no code “{code}”.{hint}")
    text = page(found)
    click.echo(wrapped(text, min(get_terminal_size().columns, 100)) if sys.stdout.isatty() else text, nl=False)
