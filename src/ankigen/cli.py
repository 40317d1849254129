"""The command line: one row per command; a command's code is imported only when it runs."""

from __future__ import annotations

import gc
import os
import signal
import sys
from contextlib import suppress
from importlib import import_module
from io import BufferedWriter, FileIO, TextIOWrapper
from pathlib import Path
from typing import Any

import click

COMMANDS = {
    # command: (where it is, what it does)
    "export": ("ankigen.commands.export", "Build the deck and the lock."),
    "plan": ("ankigen.commands.plan", "Show what an export would do, and write nothing."),
    "check": ("ankigen.commands.check", "List every problem of the notes and their cards."),
    "preview": ("ankigen.commands.preview", "Show the cards as Anki shows them, as a web page."),
    "cards": ("ankigen.commands.cards", "Show the cards in the terminal."),
    "draft": ("ankigen.commands.draft", "Turn an article page into a draft note."),
    "verify": ("ankigen.commands.verify", "Rehearse an import in the real Anki."),
    "adopt": ("ankigen.commands.adopt", "Take over the identities of a deck that is already out."),
    "init": ("ankigen.commands.init", "Start a project that exports at once."),
    "new": ("ankigen.commands.new", "Start a note."),
    "explain": ("ankigen.commands.explain", "Print the page of a rule."),
    "schema": ("ankigen.commands.schema", "Print the JSON Schema of a note, for editors."),
}


class Commands(click.Group):
    """A group that knows its commands from the table."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(COMMANDS[cmd_name][0]).command
        command.help = command.help or COMMANDS[cmd_name][1]
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl([(name, said) for name, (_, said) in COMMANDS.items()])

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from difflib import get_close_matches

            near = get_close_matches(args[0], COMMANDS, 1)
            ctx.fail(f"There is no command “{args[0]}”." + (f"  Did you mean “{near[0]}”?" if near else ""))
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # it is heard: a second one finds nothing left to break off
            raise


def _version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted:
        from ankigen import __version__

        click.echo(f"ankigen {__version__}")
        ctx.exit()


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_version, help="Print the version.")
def ankigen() -> None:
    """Notes in YAML become an Anki deck whose updates merge cleanly."""


class _Output(FileIO):
    """Standard output or error.  A failure to write to it says so by name, and what then still waits to be written is let go."""

    def __init__(self, stream: Any, said: str) -> None:
        super().__init__(stream.fileno(), "w", closefd=False)
        self._said = said

    def write(self, data: Any) -> int:
        try:
            return super().write(data)
        except OSError as fault:
            fault.filename = self._said
            os.dup2(os.open(os.devnull, os.O_WRONLY), self.fileno())
            raise


def _nothing(mode: str) -> Any:
    """In place of a stream that whoever started this has closed."""
    return Path(os.devnull).open(mode, encoding="utf-8")


def _stream(stream: Any, said: str) -> Any:
    """The stream as commands find it: there, in UTF-8, and known by name where it cannot be written."""
    if stream is None:
        return _nothing("w")
    raw = getattr(stream.buffer, "raw", stream.buffer)
    if type(raw) is FileIO:  # a console of Windows is something else
        return TextIOWrapper(BufferedWriter(_Output(raw, said)), "utf-8", "backslashreplace", line_buffering=stream.line_buffering)
    stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    return stream


def main() -> None:
    """The one door: every failure leaves through it with an exit status that has one meaning."""
    gc.disable()  # a command is short: collecting what it builds costs a fifth of its time and frees nothing it needs
    signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))  # what is half written goes, as it does with ^C
    sys.stdin = sys.stdin or _nothing("r")
    sys.stdout, sys.stderr = _stream(sys.stdout, "standard output"), _stream(sys.stderr, "standard error")
    try:
        ankigen()
    except BrokenPipeError:  # the reader has gone: nothing more to say
        sys.exit(1)
    except OSError as fault:
        with suppress(OSError):
            click.echo(f"ankigen: {fault.filename or 'file'}: {fault.strerror or fault}.", err=True)
        sys.exit(1)
    finally:
        gc.freeze()  # nor is there anything to be looked for at the end, where Python would


if __name__ == "__main__":
    main()
