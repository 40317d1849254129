"""`ankigen draft`."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ankigen.codes import problem
from ankigen.commands.common import from_here, report
from ankigen.model import Place, Problem

if TYPE_CHECKING:
    from ankigen.draft import Draft
    from ankigen.draft.model import Proposal
    from ankigen.draft.review import Review

STDIN = "-"
BAR_FROM = 4
"""So many pages and more have a progress bar on a terminal."""


def _day(ctx: click.Context, param: click.Parameter, value: str | None) -> date | None:
    """A day as 2026-01-31."""
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        raise click.BadParameter(f"“{value}” is not a day; write it as 2026-01-31.", ctx, param) from None


def _profiles() -> list[str]:
    from ankigen.draft import PROFILES, UNKNOWN

    return [*(profile.name for profile in PROFILES), UNKNOWN]


def _profile(ctx: click.Context, param: click.Parameter, value: str) -> str:
    """The name of a layout that there is, or none."""
    if value and value not in _profiles():
        raise click.BadParameter(f"There is no layout “{value}”.  The layouts are {', '.join(_profiles())}.", ctx, param)
    return value


@click.command("draft")
@click.argument(
    "pages", nargs=-1, required=True, metavar="PAGE...", type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path)
)
@click.option(
    "-o", "--output", metavar="FILE|DIR", type=click.Path(path_type=Path), help="The note to write, or the folder for one note per page."
)
@click.option("--date", "today", callback=_day, metavar="DATE", help="The day of the article, so that “Thursday” can become a date.")
@click.option("--interactive", is_flag=True, help="Walk through the proposals: accept, edit or drop each.")
@click.option(
    "--profile", default="", metavar="NAME", callback=_profile, help="The page's layout, if ankigen should not find it out itself.",
    shell_complete=lambda *words: [name for name in _profiles() if name.startswith(words[-1])],
)
@click.option("--encoding", default="", metavar="NAME", help="The page's encoding, if it cannot be detected.")
def command(pages: tuple[Path, ...], output: Path | None, today: date | None, interactive: bool, profile: str, encoding: str) -> None:
    """Turn an article page (text, Markdown or HTML; `-` is standard input) into a draft note.

    Nothing is invented: each value has the line of the page it came from as a comment, and TODO marks what only a person
    can settle.  No file is ever overwritten.  Where -o is a folder and a page's note is there already, only what is new
    goes into a file beside it, whose name ends in .new.
    """
    try:
        targets = _targets(pages, output)
    except ValueError as fault:
        raise click.UsageError(str(fault)) from None
    if interactive:
        if len(pages) > 1:
            raise click.UsageError("--interactive walks through one page; give one.")
        if str(pages[0]) == STDIN or not sys.stdin.isatty():
            raise click.UsageError("--interactive needs a terminal, and the page in a file.")
        if targets[0] is None:
            raise click.UsageError("--interactive writes a note at the end: say where with -o.")
    failed = 0
    with _bar(len(pages)) as step:
        for page, target in zip(pages, targets, strict=True):
            if amiss := _one(page, target, today, profile, encoding, interactive):
                report([amiss], Path.cwd())
                failed += 1
            step()
    if failed and len(pages) > 1:
        click.echo(f"{failed} of {len(pages)} pages could not be drafted.", err=True)
    sys.exit(1 if failed else 0)


def _is_folder(output: Path | None, pages: tuple[Path, ...]) -> bool:
    return (
        output is not None
        and str(output) != STDIN
        and (len(pages) > 1 or output.is_dir() or (output.suffix not in (".yaml", ".yml") and not output.is_file()))
    )


def _targets(pages: tuple[Path, ...], output: Path | None) -> list[Path | None]:
    """Where each page's note goes; None for standard output.  Raises `ValueError` where that cannot be."""
    if output is None or str(output) == STDIN:
        if len(pages) > 1:
            raise ValueError("Several pages make several notes: say with -o in which folder.")
        return [None]
    if not _is_folder(output, pages):
        if output.exists():
            raise ValueError(
                f"{output} is there already, and a draft never overwrites.  Name another file; or give its folder with -o, "
                f"to draft only what is new."
            )
        return [output]
    if output.is_file():
        raise ValueError(f"{output} is a file; several pages need a folder.")
    names: list[str] = []
    for page in pages:
        stem = _safe("page" if str(page) == STDIN else page.stem)
        if stem in names and str(page) != STDIN:
            stem = _safe(f"{page.resolve().parent.name}-{page.stem}")
        while stem in names:
            stem += "-2"
        names.append(stem)
    return [output / f"{name}.yaml" for name in names]


def _safe(stem: str) -> str:
    """A file's stem of which an id can be made: letters, digits, `-`, `_` and `.`."""
    made = "".join(letter if letter.isalnum() or letter in "-_." else "-" for letter in stem).strip("-.")
    while "--" in made:
        made = made.replace("--", "-")
    return made or "page"


@contextmanager
def _bar(size: int) -> Iterator[Callable[[], None]]:
    """On a terminal, a bar for many pages; what it gives is called after each."""
    if size < BAR_FROM or not sys.stderr.isatty():
        yield lambda: None
        return
    with click.progressbar(length=size, label="Drafting", file=sys.stderr) as shown:
        yield lambda: shown.update(1)


def _one(page: Path, target: Path | None, today: date | None, profile: str, encoding: str, interactive: bool) -> Problem | None:
    """Draft one page and say what was done; gives why it could not be."""
    from ankigen.draft import Undecodable, decode, draft, to_yaml

    file = "standard input" if str(page) == STDIN else str(page)
    try:
        data = sys.stdin.buffer.read() if str(page) == STDIN else page.read_bytes()
        made = draft(decode(data, encoding), today, profile)
    except Undecodable as fault:
        return problem("bad-encoding", Place(file, fault.line), str(fault), fault.hint)
    except OSError as fault:
        return problem("unreadable", Place(file), f"The page cannot be read: {fault.strerror}.")
    if not made.page.lines:
        hint = "Save the article itself: some sites build it only in the browser."
        return problem("bad-encoding", Place(file), "The page has no text.", hint)
    if target is None:
        click.echo(to_yaml(made), nl=False)
        _tell(made)
        return None
    written = target
    if target.exists():
        from ankigen.draft.known import only_new

        made = only_new(made, target.read_bytes())
        written = target.with_name(f"{target.name}.new")
        if not made.proposals:
            click.echo(f"{from_here(target)} has all that the page gives; nothing is written.", err=True)
            return None
        if written.exists():
            return _there_already(written, "Take from it what you want, and delete it.")
    decided = _walk(made, written, page) if interactive else made
    return _write(decided, written, target) if decided else None


def _write(made: Draft, written: Path, target: Path) -> Problem | None:
    from ankigen.draft import to_yaml
    from ankigen.files import write_new

    try:
        write_new({written: to_yaml(made)})
    except FileExistsError:
        return _there_already(written, "Name another.")
    except OSError as fault:
        return problem("cannot-write", Place(str(written)), f"The file could not be written: {fault.strerror}.")
    click.echo(str(from_here(written)))
    _tell(made, f"  (new beside {from_here(target).name})" if written != target else "")
    return None


def _there_already(file: Path, hint: str) -> Problem:
    return problem("cannot-write", Place(str(file)), "The file is there already, and a draft never overwrites.", hint)


def _tell(made: Draft, tail: str = "") -> None:
    """One line on what was found, on standard error."""
    from ankigen.draft.model import VALUE

    values = sum(1 for one in made.proposals if one.confidence >= VALUE)
    layout = (
        f"layout “{made.page.profile}”" if made.page.known else "the layout is not known, so only its head and single facts were looked for"
    )
    click.echo(
        f"  {values} proposals, {len(made.proposals) - values} more as comments; {made.share:.0%} of the page used; {layout}{tail}",
        err=True,
    )


# -- walking through the proposals


KEYS = "[a]ccept  [e]dit  [d]rop  [A]ll of 0.9 and more  [b]ack  [q]uit, and go on later"


def _walk(made: Draft, output: Path, page: Path) -> Draft | None:
    """Ask about each proposal; the draft as decided, or None where the person broke off."""
    from ankigen.draft.review import ACCEPT, DROP, Review, state_of

    review = Review(made, state_of(output))
    if review.load():
        click.echo(f"Going on where you stopped: {len(review.verdicts)} of {len(made.proposals)} are decided.")
    lines = {line.number: line.text for line in made.page.lines}
    while review.pending:
        at = review.pending[0]
        _show(review, at, lines, page)
        key = _key()
        if key == "a":
            review.decide(at, ACCEPT)
            click.echo("accepted")
        elif key == "d":
            review.decide(at, DROP)
            click.echo("dropped")
        elif key == "e":
            if (values := _edit(review.proposal(at))) is not None:
                review.decide(at, ACCEPT, values)
        elif key == "A":
            click.echo(f"{review.accept_sure()} accepted")
        elif key == "b":
            if not review.take_back():
                click.echo("That is the first.")
        else:
            review.save()
            click.echo(f"\nStopped; {len(review.pending)} are left.  The same command goes on from here.")
            return None
    decided = review.result()
    review.state.unlink(missing_ok=True)
    return replace(decided, unused=made.unused)


def _key() -> str:
    """The next key that means something; ^C and ^D mean to quit."""
    while True:
        try:
            key = click.getchar()
        except (KeyboardInterrupt, EOFError):
            return "q"
        if key in ("\x03", "\x04"):
            return "q"
        if key in ("a", "e", "d", "A", "b", "q"):
            return key


def _show(review: Review, at: int, lines: dict[int, str], page: Path) -> None:
    found = review.proposal(at)
    done = len(review.verdicts)
    total = len(review.draft.proposals)
    click.echo()
    head = f"{done + 1}/{total}  {found.section or 'head'}"
    click.echo(click.style(head, bold=True) + f"  {found.confidence:.2f}: {found.why}")
    width = shutil.get_terminal_size().columns
    for number in found.lines[:3]:
        if number in lines:
            text = lines[number]
            shown = text if len(text) < width * 3 else f"{text[: width * 3 - 1]}…"
            click.echo(click.style(f"{page.name}:{number}: {shown}", dim=True))
    for key, value in found.values.items():
        if isinstance(value, str):
            click.echo(f"  {click.style(key, fg='cyan')}: {value}")
        else:
            click.echo(f"  {click.style(key, fg='cyan')}:")
            pairs = value.items() if hasattr(value, "items") else ((None, one) for one in value)
            for name, one in pairs:
                click.echo(f"    - {name}: {', '.join(one)}" if name else f"    - {one}")
    for ask in found.asks:
        click.echo(click.style(f"  TODO {ask}", fg="yellow"))
    click.echo(KEYS)


def _edit(found: Proposal) -> dict[str, object] | None:
    """Each text of a proposal on a line to be edited; an empty one goes.  None where the person thought better of it."""
    click.echo("Edit each value, Enter keeps it, an empty one is left out; Ctrl-C leaves all as it was.")
    values: dict[str, object] = {}
    try:
        for key, value in found.values.items():
            if isinstance(value, str):
                if text := _line(f"  {key}: ", value):
                    values[key] = text
            elif hasattr(value, "items"):
                values[key] = value
            else:
                kept = [text for one in value if (text := _line(f"  {key}: ", one))]
                if kept:
                    values[key] = kept
    except (KeyboardInterrupt, EOFError):
        click.echo()
        return None
    return values or None


def _line(prompt: str, text: str) -> str:
    """A line with `text` already in it, where the terminal can do that."""
    try:
        import readline
    except ImportError:
        return input(f"{prompt}[{text}] ").strip() or text
    readline.set_startup_hook(lambda: readline.insert_text(text))
    try:
        return input(prompt).strip()
    finally:
        readline.set_startup_hook()
