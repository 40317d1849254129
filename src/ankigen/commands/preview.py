"""`ankigen preview`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from ankigen.commands.common import clock, progress, project_argument, stop
from ankigen.model import Place


@click.command("preview")
@project_argument
@click.option(
    "-o", "--output", metavar="DIR", type=click.Path(file_okay=False, path_type=Path), help="Write here instead of dist/preview."
)
@click.option("--serve", "served", is_flag=True, help="Serve the page on this machine only, and update it when a note is saved.")
@click.option("--port", type=click.IntRange(1, 65535), help="The port for --serve, if it is free.")
def command(project: Path, output: Path | None, served: bool, port: int | None) -> None:
    """Show the cards of PROJECT as Anki shows them, as a web page: dist/preview/index.html.

    The page needs no network.  It says what has changed since the last export.
    """
    from ankigen.codes import problem
    from ankigen.live import Live, previewed
    from ankigen.preview import ForeignFolderError, write_preview
    from ankigen.preview.serve import PORT, serve

    now = clock()
    if served and output:
        raise click.UsageError("--serve writes nothing, so it takes no -o.")
    if output == Path("-"):
        raise click.UsageError("A preview is a folder, so it cannot go to standard output.  For cards in the terminal: ankigen cards.")
    if port and not served:
        raise click.UsageError("--port goes with --serve.")
    if served:
        serve(Live(project.resolve(), now), clock, lambda said: click.echo(said, err=True), port or PORT)
        return
    folder = output or project / "dist" / "preview"
    try:
        with progress("Building the preview"):
            preview = previewed(project, now)
            page = write_preview(folder, preview)
    except ForeignFolderError:
        said = f"{folder} holds files that no preview wrote; name a folder that is new or empty."
        raise click.UsageError(said) from None
    except OSError as fault:
        place, said = Place(str(fault.filename or folder)), f"The preview cannot be written: {fault.strerror or fault}."
        stop(problem("cannot-write", place, said), project)
    click.echo(f"{page}: {preview.summary()}")
    sys.exit(1 if preview.count("error") else 0)
