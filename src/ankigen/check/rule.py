"""What a rule is, and what it sees: the cards as a learner meets them.

    Side    one front with its answer: what Anki shows at a time
    Shown   a card with its sides, its entry and its note
    Noted   a note with its cards
    Whole   the project with all of them

A rule is a function over one of these that yields a `Finding` for each fault; its docstring is its page.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, Literal, NamedTuple

from ankigen.check import english
from ankigen.model import Card, Entry, Note, Place, Project, Severity

Scope = Literal["side", "card", "note", "whole"]


class Limits(NamedTuple):
    """The thresholds of a rule: beyond `limit` it warns, beyond `stop` it is an error."""

    limit: float = 0
    stop: float = 0

    def severity(self, value: float) -> Severity | None:
        """What `value` is under these thresholds; None where it is fine."""
        if self.stop and value > self.stop:
            return "error"
        return "warning" if value > self.limit else None


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault as a rule finds it.  `place`, `severity`, `entry` and `note` are filled in by the engine where not given."""

    message: str
    hint: str
    place: Place | None = None
    severity: Severity | None = None
    entry: Entry | None = None
    note: Note | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """A row of the table of rules.

    `scope` says what `finds` is called with.  An `english` rule reads English and is silent on other languages.
    `longer` are the limits for sentences with blanks and for choice questions, where they differ.
    """

    code: str
    name: str
    severity: Severity
    scope: Scope
    finds: Callable[[Any, Limits], Iterator[Finding]]
    limits: Limits = Limits()
    longer: Limits | None = None
    english: bool = False

    @property
    def page(self) -> str:
        """The rule's page: the docstring of its function, in Markdown."""
        return inspect.cleandoc(self.finds.__doc__ or "")

    @property
    def says(self) -> str:
        """The page's first paragraph in one line."""
        return " ".join(self.page.split("\n\n")[0].split())


class Hidden(NamedTuple):
    """A blank as the author wrote it: its group (0, 1, …), its words, its hint, and what stands before it."""

    group: int
    text: str
    hint: str
    before: str


@dataclass(frozen=True)
class Side:
    """One front with its answer, in plain words."""

    shown: Shown
    front: str
    answer: str
    hint: str = ""

    @cached_property
    def words(self) -> list[str]:
        """The words of the front, comparable."""
        return english.folded(english.tokens(self.front))

    @cached_property
    def answer_words(self) -> list[str]:
        """The words of the answer, comparable, without what it adds in brackets."""
        core = english.PARENTHESIS.sub(" ", self.answer) if "(" in self.answer else self.answer
        return english.folded(english.tokens(core)) or english.folded(english.tokens(self.answer))

    @cached_property
    def names(self) -> list[str]:
        """The names, figures and abbreviations on the front."""
        return english.names(self.front)


@dataclass(frozen=True)
class Shown:
    """A card with all that stands on it.

    `text` is the front's words, blanks read as their answers; `surroundings` the context line, the deck's last part
    and the author's own tags.
    """

    card: Card
    note: Note
    entry: Entry | None
    question: str
    answer: str
    text: str
    surroundings: str = ""
    blanks: tuple[Hidden, ...] = ()
    english: bool = True
    sides: tuple[Side, ...] = field(default=(), init=False)

    @property
    def kind(self) -> str:
        return self.card.kind

    @property
    def section(self) -> str:
        return self.card.section

    @property
    def place(self) -> Place:
        return self.card.asked.place if self.card.asked else self.card.place

    @property
    def recall(self) -> bool:
        """Whether the card asks for an outline, which may be long and open."""
        return self.card.section == "mains"

    @property
    def source_text(self) -> str:
        """The question in the author's Markdown."""
        return self.card.asked.question if self.card.asked else self.question

    def value(self, key: str) -> Any:
        """A value of the entry as written; None where there is none."""
        return self.entry.values.get(key) if self.entry else None

    @cached_property
    def around(self) -> list[str]:
        """The words shown around the front."""
        return english.folded(english.tokens(self.surroundings))

    @cached_property
    def both(self) -> str:
        """Everything both sides say, without what is added on the back."""
        return f"{self.text}\n{self.answer}"


@dataclass(frozen=True)
class Noted:
    """A note with the cards made of it, and the abbreviations that the project's `terms` expand."""

    note: Note
    cards: Sequence[Shown]
    terms: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Whole:
    """The whole project on a day; `soon` is the day up to which expiring facts are listed."""

    project: Project
    notes: Sequence[Noted]
    today: date
    soon: date | None = None

    @property
    def cards(self) -> Iterator[Shown]:
        for noted in self.notes:
            yield from noted.cards
