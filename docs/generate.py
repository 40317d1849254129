"""The pages of the docs that are made of the program itself, and this project's own workflows.

    python docs/generate.py

writes them; a test says where they are not current.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from inspect import cleandoc
from pathlib import Path
from textwrap import dedent

import click

from ankigen.build import build_cards
from ankigen.cli import COMMANDS, Commands, ankigen
from ankigen.model import Card, Project
from ankigen.notetypes.render import card_ordinals, render
from ankigen.plainly import in_markdown, words_of
from ankigen.project import KEYS as SETTINGS
from ankigen.read import HEAD, read_note
from ankigen.scaffold import ci
from ankigen.sections import SECTIONS
from ankigen.sections.spec import COMMON, Key, Section
from ankigen.settle import settle

ROOT = Path(__file__).parent.parent
NOTE = "title: Examples\nsubject: the North Korea–Russia alliance\nsource: Examples\n\n"
_CONTEXT = ("Context", "Source", "Extra", "Explanation")


def format_page() -> str:
    """docs/format.md: each section with its example, the cards that the example makes, and its keys."""
    parts = [dedent("""\
        # The note format by example

        A note is one YAML file under `notes/`, about one article: a head, then sections.  Every section is a list.  Each example
        below is followed by the cards that it makes.

        - Text is as typed: `no`, `1:30`, `010` and `1.10` stay what you wrote.
        - Text is Markdown with tables, `$…$` and `$$…$$` for math, and `![what it shows](file.svg)` for pictures and sound beside the
          note.
        - A blank is `{{answer}}` or `{{answer::hint}}`, and each blank is a card of its own.  Numbers join blanks:
          `{{c1::Delhi}} is the capital of {{c1::India}}`.  A sentence that starts with a blank needs quotes round it.

        Your editor completes and checks keys if a note begins with the line that `ankigen init` and `ankigen new` write; the schema
        itself is what `ankigen schema` prints.
        """)]
    parts.append(f"## The head of a note\n\n{_keys(HEAD)}")
    parts += [_section(section) for section in SECTIONS.values()]
    parts.append(f"## Keys that every entry may have\n\n{_keys(COMMON)}")
    settings = [f"| `{name}` | {_cell(said)} |" for name, said in SETTINGS.items()]
    parts.append("\n".join(["## Settings: ankigen.yaml\n", "All are optional.\n", "| key | |", "|---|---|", *settings]) + "\n")
    return "\n".join(parts)


def _section(section: Section) -> str:
    rows = [f"| {front} | {back} |" for card in _cards(section) for front, back in _sides(card)]
    shorthand = f"  A plain text stands for its `{section.shorthand}`." if section.shorthand else ""
    lines = [
        f"## {section.name}", "", section.doc + shorthand, "", "```yaml", section.example.rstrip("\n"), "```", "",
        "| front | back |", "|---|---|", *rows, "", _keys(section.keys),
    ]
    return "\n".join(lines)


def _cards(section: Section) -> list[Card]:
    note, faults = read_note((NOTE + section.example).encode(), "notes/example.yaml")
    if note is None or faults:
        raise ValueError(f"the example of {section.name}: {faults}")
    cards, faults = build_cards([note], Project(ROOT, "examples", "Examples"))
    if any(fault.severity == "error" for fault in faults):
        raise ValueError(f"the example of {section.name}: {faults}")
    return cards


def _sides(card: Card) -> Iterator[tuple[str, str]]:
    """What each of the card's sides asks and answers, in words, without what stands on every card."""
    fields = settle(card, "guid", {at: at for at in range(1, len(card.blanks) + 1)}) | dict.fromkeys(_CONTEXT, "")
    for ordinal in card_ordinals(card.kind, fields):
        cloze = card.kind == "cloze"
        front, _ = render(card.kind, 0 if cloze else ordinal, fields, ordinal if cloze else 0)
        answer = card.blanks[ordinal].text if cloze else _listed(fields["Reverse Answer" if ordinal else "Answer"])
        yield _cell(_listed(front)), _cell(answer)


def _listed(html: str) -> str:
    """The words of a field, its list items set apart."""
    return words_of(html.replace("</li>", " · </li>")).removesuffix(" ·")


def _keys(keys: tuple[Key, ...]) -> str:
    rows = [
        f"| `{key.name}`{' (required)' if key.required else ''} | {_cell(key.doc)}"
        f"{' One of ' + ', '.join(f'`{choice}`' for choice in key.choices) + '.' if key.choices else ''} |"
        for key in keys
    ]
    return "\n".join(["| key | |", "|---|---|", *rows]) + "\n"


def _cell(text: str) -> str:
    """Text in a cell of a table; what stands in backquotes is left as it is."""
    pieces = text.replace("\n", " ").split("`")
    if len(pieces) % 2 == 0:
        return in_markdown(text)
    return "`".join(piece.replace("|", "\\|") if at % 2 else in_markdown(piece) for at, piece in enumerate(pieces))


def commands_page() -> str:
    """docs/commands.md: the help of every command, as the program prints it."""
    parts = [dedent("""\
        # The command line

        Results go to standard output, everything else to standard error.  The exit status is 0 if all went well, 1 if the project
        has problems (or a plan, a lock or a rehearsal did not hold), and 2 if the command was called wrongly.  `SOURCE_DATE_EPOCH`, if
        it is set, is the clock.
        """)]
    assert isinstance(ankigen, Commands)
    context = click.Context(ankigen)
    for name in COMMANDS:
        command = ankigen.get_command(context, name)
        assert command is not None
        parts.append(_command(name, command))
    return "\n".join(parts)


def _command(name: str, command: click.Command) -> str:
    """What a command takes and does; not click's own help, whose form changes with click."""
    arguments = [one for one in command.params if isinstance(one, click.Argument)]
    options = [one for one in command.params if isinstance(one, click.Option)]
    usage = " ".join(["ankigen", name, *(_argument(one) for one in arguments), *(["[OPTIONS]"] if options else [])])
    lines = [f"## {name}", "", "```text", usage, "```", "", "\n\n".join(map(_cell, cleandoc(command.help or "").split("\n\n"))), ""]
    if options:
        lines += ["| option | |", "|---|---|", *(f"| {_option(one)} | {_cell(one.help or '')}{_choices(one)} |" for one in options), ""]
    return "\n".join(lines)


def _argument(argument: click.Argument) -> str:
    if isinstance(argument.type, click.Choice):
        return f"[{'|'.join(argument.type.choices)}]"
    return argument.metavar or (argument.name or "").upper()


def _option(option: click.Option) -> str:
    value = f" {option.metavar}" if option.metavar else ""
    return ", ".join(f"`{word}{value}`" for word in option.opts)


def _choices(option: click.Option) -> str:
    if not isinstance(option.type, click.Choice):
        return ""
    default = f", by default `{option.default}`" if isinstance(option.default, str) else ""
    return f"  One of {', '.join(f'`{choice}`' for choice in option.type.choices)}{default}."


PAGES: dict[str, Callable[[], str]] = {
    "docs/format.md": format_page,
    "docs/commands.md": commands_page,
    **{name: (lambda text=text: text) for name, text in ci.texts("github", ".[verify]").items()},
}


if __name__ == "__main__":
    for name, page in PAGES.items():
        path = ROOT / name
        if not path.exists() or path.read_text(encoding="utf-8") != (text := page()):
            path.write_text(page(), encoding="utf-8", newline="\n")
            sys.stdout.write(f"{name}\n")
