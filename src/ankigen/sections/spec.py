"""What a section is: the keys of an entry, and a function from an entry to what it asks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from ankigen.model import Asked, Entry, Note

Shape = Literal["text", "texts", "text or texts", "date", "flag", "reverse", "options", "rows", "source", "reasons", "choice"]


@dataclass(frozen=True, slots=True)
class Key:
    """A key of an entry: its name, the shape of its value, and a sentence for the schema and the docs."""

    name: str
    shape: Shape
    doc: str
    required: bool = False
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A row of the table of sections.

    `build` takes an entry and its note and yields what to ask, in an order that does not depend on other entries.
    `shorthand` is the key that a bare string stands for.  `example` is YAML that teaches the section.
    """

    name: str
    doc: str
    keys: tuple[Key, ...]
    build: Callable[[Entry, Note], Iterator[Asked]]
    example: str
    shorthand: str = ""


COMMON = (
    Key("q", "text", "The question in the author's own words."),
    Key("extra", "text", "Shown on the back only."),
    Key("id", "text", "A permanent name of the entry within its note."),
    Key("tags", "texts", "Tags of these cards."),
    Key("source", "source", "Where this fact comes from, if not from the note's source."),
    Key("kind", "choice", "What sort of statement it is.", choices=("fact", "claim", "analysis", "forecast")),
    Key("hedge", "text", "The reservation of the source, such as “reportedly”."),
    Key("valid_until", "date", "When this fact may stop being true."),
    Key("priority", "choice", "Which new cards come first.", choices=("high", "normal", "low")),
    Key("card", "flag", "`false` keeps the entry in the notes without a card; say `why`."),
    Key("why", "text", "Why the entry has no card."),
    Key("allow", "reasons", "Rules of the checker to silence here, each with its reason."),
)
"""Keys that every entry may have, whatever its section."""
