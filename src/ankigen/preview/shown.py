"""What a preview shows: frozen values that any page, terminal or test can be made of.

    Preview    a project
    ShownNote  one of its notes
    Shown      one entry's card, as the learner's collection holds it
    Face       one card that Anki makes of it, front and back
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ankigen.model import Kind, Place, Problem, State
from ankigen.plainly import Became, how_many, runs

Part = tuple[Became, str]


@dataclass(frozen=True, slots=True)
class Face:
    """One card as a learner meets it: its template's name (or its blank), its number (Anki's `cardN`), and its HTML."""

    name: str
    number: int
    front: str
    back: str


@dataclass(frozen=True, slots=True)
class Shown:
    """An entry's card with its faces; an entry that yields none has `text`, its words as HTML, and `why`.

    `question`, `answer` and `more` are plain words, for lists, filters and terminals.  `before` is what the last export
    said, word by word against today's, each side under its name.
    """

    guid: str
    section: str
    place: Place
    question: str
    answer: str = ""
    more: str = ""
    kind: Kind | None = None
    deck: str = ""
    tags: tuple[str, ...] = ()
    lang: str = ""
    faces: tuple[Face, ...] = ()
    text: str = ""
    why: str = ""
    state: State | None = None
    before: tuple[tuple[str, tuple[Part, ...]], ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class ShownNote:
    """A note, its cards in the order written, and the problems of its head."""

    id: str
    title: str
    file: str
    lang: str = ""
    cards: tuple[Shown, ...] = ()
    problems: tuple[Problem, ...] = ()

    def count(self, severity: str) -> int:
        """How many problems of this severity the note and its cards have."""
        return sum(problem.severity == severity for problem in self.every_problem())

    def every_problem(self) -> tuple[Problem, ...]:
        """The problems of the head and of every entry, each once (cards of one entry share theirs)."""
        return tuple(dict.fromkeys((*self.problems, *(problem for card in self.cards for problem in card.problems))))


@dataclass(frozen=True, slots=True)
class Preview:
    """A project: its notes, the problems of no note, the cards' CSS and media (name → file or bytes)."""

    name: str
    notes: tuple[ShownNote, ...] = ()
    problems: tuple[Problem, ...] = ()
    css: str = ""
    media: Mapping[str, Path | bytes] = field(default_factory=dict)
    exported: bool = False  # whether there is an export to compare with

    def count(self, severity: str) -> int:
        """How many problems of this severity the project has."""
        own = sum(problem.severity == severity for problem in self.problems)
        return own + sum(note.count(severity) for note in self.notes)

    def summary(self) -> str:
        """What there is to see, in one line: “2 notes, 31 cards, 1 error”."""
        cards = sum(len(card.faces) for note in self.notes for card in note.cards)
        counts = {"note": len(self.notes), "card": cards} | {name: self.count(name) for name in ("error", "warning")}
        needed = [(name, count) for name, count in counts.items() if count or name in ("note", "card")]
        return ", ".join(how_many(count, name) for name, count in needed)


def word_diff(before: str, now: str) -> tuple[Part, ...]:
    """What became of the words of `before`: runs that stayed, went and came, in reading order.

    >>> word_diff("Article 279", "Article 279A")
    (('same', 'Article '), ('removed', '279'), ('added', '279A'))
    """
    old, new = (re.findall(r"\s+|[^\s]+", text) for text in (before, now))
    return tuple((what, "".join(words)) for what, words in runs(old, new))
