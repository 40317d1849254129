"""The words of the program: frozen values that pass from stage to stage, each knowing where it was written.

    Note   one YAML file: its head, and the entries of its sections
    Entry  one item of a section
    Asked  what a section makes of an entry, in the author's Markdown
    Card   what a learner's collection receives, in HTML (Anki calls it a note)

Nothing here reads, writes or decides.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, NamedTuple

Severity = Literal["error", "warning"]
Kind = Literal["qa", "cloze", "choice"]
State = Literal["new", "changed", "reworded", "unchanged", "restored"]

EMPTY: Mapping[Any, Any] = MappingProxyType({})


class Place(NamedTuple):
    """Where something was written: `file` relative to the project, `line` and `column` counted from 1."""

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


class Text(str):
    """A scalar exactly as the author typed it, which knows its place."""

    __slots__ = ("place",)
    place: Place

    def __new__(cls, value: str, place: Place) -> Text:
        self = super().__new__(cls, value)
        self.place = place
        return self

    def __getnewargs__(self) -> tuple[str, Place]:  # type: ignore[override]
        return (str(self), self.place)


class Problem(NamedTuple):
    """One fault for the author: a permanent `code` and its `name`, the place, a sentence, and what to write instead.

    `other` is the file with which that of the place shares the fault: each of the two could be the one to change.
    """

    place: Place
    code: str
    name: str
    severity: Severity
    message: str
    hint: str = ""
    other: str = ""


@dataclass(frozen=True, slots=True)
class Date:
    """A date at the precision that was written; `month` and `day` are 0 where they were not."""

    year: int
    month: int = 0
    day: int = 0


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact comes from: the name shown on the card's back, and optionally an address and a date as typed."""

    name: str
    url: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class Option:
    """One option of a multiple-choice question, and why it is right or wrong."""

    text: Text
    why: str = ""


class Entry(NamedTuple):
    """One item of a section.  `values` holds the keys as written, already of the shape the section's table says:

    text → `Text` · texts → `tuple[Text, ...]` · options → `tuple[Option, ...]` · rows → `dict[Text, tuple[Text, ...]]`
    · source → `Source` · reasons → `dict[Text, Text]`.
    """

    section: str
    place: Place
    values: Mapping[str, Any]

    def text(self, key: str) -> Text:
        """The text of `key`; an empty one at the entry's place where it was not written."""
        value = self.values.get(key)
        return value if isinstance(value, Text) else Text("", self.place)

    def texts(self, key: str) -> tuple[Text, ...]:
        """The texts of `key`, one or many; none where it was not written."""
        value = self.values.get(key, ())
        return (value,) if isinstance(value, Text) else tuple(value)

    def place_of(self, key: str) -> Place:
        """The place of a key's value, or of the entry where that is not known."""
        value = self.values.get(key)
        if isinstance(value, tuple) and value:
            value = value[0]
        return getattr(value, "place", None) or self.place

    def place_with(self, words: str, otherwise: Place) -> Place:
        """The place of the first value in which the words stand."""
        found = (getattr(text, "place", None) for text in texts_in(tuple(self.values.values())) if words and words in text)
        return next(filter(None, found), otherwise)


def texts_in(value: object) -> Iterator[str]:
    """The texts of a value, whatever its shape (`Entry`)."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Option):
        yield from filter(None, (value.text, value.why))
    elif isinstance(value, Mapping):
        for name, cells in value.items():
            yield from (name, *texts_in(cells))
    elif isinstance(value, tuple):
        for item in value:
            yield from texts_in(item)

@dataclass(frozen=True, slots=True)
class Note:
    """One article: the head of its file and the entries of its sections, in the order written."""

    id: str
    file: str  # relative to the project, with forward slashes
    place: Place
    title: Text
    entries: tuple[Entry, ...] = ()
    date: Date | None = None
    topic: str = ""
    subject: str = ""
    sources: Mapping[str, Source] = field(default_factory=dict)  # by short name; "" is the note's own `source`
    exams: tuple[Text, ...] = ()
    tags: tuple[Text, ...] = ()
    deck: str = ""
    lang: str = ""
    status: Literal["draft", "ready"] = "ready"
    summary: str = ""
    valid_until: Date | None = None
    article: str = ""
    allow: Mapping[Text, Text] = field(default_factory=dict)
    todos: tuple[Text, ...] = ()  # comments of the file that leave something to settle
    values: Mapping[str, Any] = field(default_factory=dict)  # the head as written, for places


@dataclass(frozen=True, slots=True)
class Project:
    """`ankigen.yaml` and where it stands.  `root` is absolute; everything else is as written or its default."""

    root: Path
    name: str
    deck: str
    written_name: str = ""  # empty where the project has no name of its own: identities must not depend on a folder
    decks: Mapping[str, str] = field(default_factory=dict)  # by section
    description: str = ""
    lang: str = ""
    theme: Path | None = None
    html: Literal["escape", "sanitise"] = "escape"
    check: Mapping[str, Any] = field(default_factory=dict)  # rule name → "off" | "warning" | "error" | {"limit": int, …}
    terms: Mapping[str, str] = field(default_factory=dict)  # abbreviation → expansion


class Asked(NamedTuple):
    """What a section asks of one entry, in Markdown; the card builder sets it in HTML.

    `role` names the card within its entry and never changes ("means", "expands"); `says` is what identifies it: what it
    is about and what it answers, in the author's own words and without the sentence built round them, so that a better
    sentence is never taken for another card.  For a cloze card `question` is the text with its blanks.
    """

    role: str
    question: str
    answer: str
    says: tuple[str, str]
    place: Place
    kind: Kind = "qa"
    reverse: tuple[str, str] | None = None
    options: tuple[Option, ...] = ()
    explanation: str = ""
    extra: str = ""
    hides: frozenset[str] = frozenset()  # parts of the context line that would give the answer away: "topic", "date"
    tags: tuple[str, ...] = ()
    subdeck: str = ""


class Media(NamedTuple):
    """A file that a card shows or plays: where it is, and the name it has in every collection (a hash of its bytes)."""

    path: Path
    name: str
    data: bytes | None = None  # what is shipped where it differs from the file (a sanitised SVG)


class Blank(NamedTuple):
    """A blank of a cloze card: its words, and the number the author gave it (0 for none)."""

    text: str
    written: int = 0


class Choice(NamedTuple):
    """An option of a choice card in HTML, why it is right or wrong, and whether it is the answer."""

    text: str
    why: str
    right: bool


class Card(NamedTuple):
    """One record for a learner's collection, without its identity.

    What depends on the identity is still open: a cloze card's `fields["Text"]` numbers its blanks 1, 2, 3 … in the order
    of `blanks`, and the `options` of a choice card stand in the author's order (see `settle`).
    """

    note: str
    section: str
    role: str
    id: str  # as written on the entry, or ""
    kind: Kind
    says: tuple[str, str]
    place: Place
    fields: Mapping[str, str]
    deck: str
    tags: tuple[str, ...]
    asked: Asked
    entry: Entry
    priority: int = 1  # 0 high, 1 normal, 2 low
    blanks: tuple[Blank, ...] = ()
    options: tuple[Choice, ...] = ()
    media: tuple[Media, ...] = ()
