"""`ankigen cards`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from ankigen.commands.common import clock, progress, project_argument

COLOURS = {
    "place": {"bold": True}, "error": {"fg": "red"}, "warning": {"fg": "yellow"}, "new": {"fg": "green"},
    "changed": {"fg": "cyan"}, "reworded": {"fg": "cyan"}, "restored": {"fg": "green"},
    "removed": {"fg": "red"}, "added": {"fg": "green"},
}


@click.command("cards")
@project_argument
@click.option("--find", "words", metavar="WORDS", default="", help="Only cards with all these words.")
@click.option("--section", default="", help="Only cards of this section.")
@click.option("--tag", default="", help="Only cards with this tag, or one below it.")
@click.option("--deck", default="", help="Only cards of this deck, or one below it.")
@click.option("--changed", is_flag=True, help="Only cards that differ from the last export.")
@click.option("--faulty", is_flag=True, help="Only cards with a problem.")
@click.option(
    "--format", "form", default="text", type=click.Choice(["text", "tsv"]), show_default=True,
    help="Blocks to read, or one line a card: place, state, section, deck, tags, question, answer.",
)
def command(project: Path, form: str, **wanted: Any) -> None:
    """Show the cards of PROJECT in the terminal, or to another program."""
    from ankigen.live import previewed
    from ankigen.preview.text import block, chosen, line
    from ankigen.problems import colour_wanted

    with progress("Building the cards"):
        preview = previewed(project, clock())
    colour = colour_wanted(sys.stdout)

    def style(text: str, role: str) -> str:
        return click.style(text, **COLOURS.get(role, {})) if colour else text  # type: ignore[arg-type]

    shown = 0
    for _, card in chosen(preview, **wanted):
        if form == "tsv":
            click.echo(line(card))
        else:
            click.echo(("\n" if shown else "") + block(card, style))
        shown += 1
    click.echo(f"{shown} shown: {preview.summary()}", err=True)
    sys.exit(1 if preview.count("error") else 0)
