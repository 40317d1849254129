"""What commands share: the project they were given, the clock, and the one way to fail."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from ankigen.codes import problem
from ankigen.model import Place, Problem

if TYPE_CHECKING:
    from datetime import date

    from ankigen.identity import Plan
    from ankigen.pipeline import Loaded

project_argument = click.argument(
    "project", default=".", metavar="[PROJECT]", type=click.Path(exists=True, file_okay=False, path_type=Path)
)


_LATEST = 2**32 - 1  # seconds, in the year 2106: Anki's own messages hold the stamp of a note in 32 bits (proto/anki/notes.proto)


def clock() -> int:
    """Seconds since 1970: `SOURCE_DATE_EPOCH` where it is set.  Ends the command with status 2 where that is no such number."""
    fixed = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not fixed:
        return int(time.time())
    if not fixed.isascii() or not fixed.isdecimal() or len(fixed) > 20 or int(fixed) > _LATEST:
        raise click.UsageError(f"SOURCE_DATE_EPOCH is “{fixed}”; it must be a whole number of seconds since 1970, at most {_LATEST}.")
    return int(fixed)


def load(project: Path, now: int, soon: date | None = None) -> Loaded:
    """The project, read and checked; what was made of its notes is kept while the command goes on."""
    from ankigen import pipeline

    return pipeline.load(project, now, soon, click.get_current_context().call_on_close)


def from_here(path: Path) -> Path:
    """The path as a person at the terminal would write it: relative to the current folder where it is below it."""
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path


def report(problems: Sequence[Problem], root: Path) -> None:
    """Print problems on standard error, with their lines; how many there were in all is said when the command ends."""
    if problems:
        from ankigen.problems import as_text, colour_wanted, count

        click.echo(as_text(problems, root, colour=colour_wanted(sys.stderr)), err=True, nl=False)
        context = click.get_current_context()
        told: list[Problem] = context.meta.setdefault(__name__, [])
        if not told:
            context.call_on_close(lambda: click.echo(count(told), err=True))
        told += problems


def stop_on_errors(problems: Sequence[Problem], root: Path) -> None:
    """Report the problems; end the command with status 1 where one of them is an error."""
    report(problems, root)
    if any(problem.severity == "error" for problem in problems):
        sys.exit(1)


def stop(problem: Problem, root: Path) -> NoReturn:
    """Report this one problem and end the command with status 1."""
    report([problem], root)
    sys.exit(1)


def stop_where_lock_changes(plan: Plan, root: Path) -> None:
    """Report it and end the command with status 1, where an export of this plan would change the lock."""
    if plan.changes_lock:
        from ankigen.report import lock_changes

        said = f"The lock would change ({lock_changes(plan)})."
        hint = "Run ankigen export without --locked and commit ankigen.lock."
        stop(problem("lock-changes", Place("ankigen.lock"), said, hint), root)


def no_package(path: Path, fault: Exception) -> Problem:
    """The problem that a file given as a package is none."""
    return problem("bad-package", Place(str(path)), str(fault), "Name an .apkg file that Anki imports.")


def held_by(holder: Exception) -> Problem:
    """The problem that another export is at work."""
    said = f"Another export ({holder}) is at work on this project."
    return problem("busy", Place("ankigen.lock"), said, "Wait for it to end, then try again.")


@contextmanager
def progress(doing: str) -> Iterator[None]:
    """Show on a terminal what goes on, once it has gone on for a second."""
    import threading

    done = threading.Event()
    shown = threading.Event()

    def show() -> None:
        started = time.monotonic()
        while not done.wait(1.0 if not shown.is_set() else 0.2):
            shown.set()
            sys.stderr.write(f"\r{doing} … {time.monotonic() - started:.0f} s")
            sys.stderr.flush()

    if not sys.stderr.isatty():
        yield
        return
    thread = threading.Thread(target=show, daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()
        if shown.is_set():
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
