"""What a rule is, and what it sees: the cards as a learner meets them.

    Side    one front with its answer: what Anki shows at a time
    Shown   a card with its sides, its entry and its note
    Noted   a note with its cards
    Front   what is left of a front when its note is done, to be compared with all others
    Whole   the project with all its notes, cards and fronts

A rule is a function over one of these that yields a `Finding` for each fault; its docstring is its page.
"""

from __future__ import annotations

import html
import inspect
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, reduce
from operator import or_
from typing import Any, Generic, Literal, NamedTuple, TypeVar

from ankigen.check import clues, english
from ankigen.check.clues import Clues
from ankigen.model import Card, Entry, Note, Place, Project, Severity, texts_in
from ankigen.patterns import pattern
from ankigen.sections import SECTIONS

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


NONE = Limits()


class Finding(NamedTuple):
    """A fault as a rule finds it.  `place`, `severity`, `entry` and `note` are filled in by the engine where not given; `other`
    is the file of another card that shares it."""

    message: str
    hint: str
    place: Place | None = None
    severity: Severity | None = None
    entry: Entry | None = None
    note: Note | None = None
    other: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """A row of the table of rules.

    `scope` says what `finds` is called with.  `kinds` are the forms of cards it looks at (`Shown.form`).  An `english` rule reads English
    and is silent on other languages.  `longer` are the limits for sentences with blanks and for choice questions, where
    they differ.  `needs` are clues (`clues.py`): a card with none of them cannot break the rule, which is then not asked;
    `cloze_needs` are those of sentences with blanks, where they differ.
    """

    code: str
    name: str
    severity: Severity
    scope: Scope
    finds: Callable[[Any, Limits], Iterator[Finding]]
    limits: Limits = NONE
    longer: Limits | None = None
    english: bool = False
    kinds: str = "qa cloze choice"
    needs: Clues = frozenset()
    cloze_needs: Clues | None = None

    def needed(self, kind: str) -> Clues:
        """The clues of which a card of this kind must have one."""
        return self.needs if kind != "cloze" or self.cloze_needs is None else self.cloze_needs

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


_Value = TypeVar("_Value")


class lazy(Generic[_Value]):  # noqa: N801 (it is used as `property` is)
    """A value made when it is first asked for; `functools.cached_property` without its lock."""

    def __init__(self, make: Callable[[Any], _Value]) -> None:
        self.make, self.name, self.__doc__ = make, make.__name__, make.__doc__

    def __get__(self, owner: Any, _: type) -> _Value:
        value: _Value = self.make(owner)
        owner.__dict__[self.name] = value
        return value


class Side:
    """One front with its answer, in plain words.  `at` is where the first of its blanks stands in `front`, or -1.

    `tokens` and `answer_tokens` are the words as written; `words` and `answer_words` are comparable, and the latter without
    what the answer adds in brackets; `known` are those that stand on the front or around it.  `calls` is what both call for.
    """

    def __init__(self, shown: Shown, front: str, answer: str, hint: str = "", at: int = -1) -> None:
        self.shown, self.front, self.answer, self.hint, self.at = shown, front, answer, hint, at
        self.tokens, self.words, calls = clues.words(front)
        self.answer_tokens, self.answer_words, answer_calls = clues.words(answer)
        if "(" in answer:
            self.answer_words = clues.words(english.PARENTHESIS.sub(" ", answer)).comparable or self.answer_words
        self.calls = calls | answer_calls
        self.known = shown.around.union(self.words)

    @lazy
    def names(self) -> list[str]:
        """The names, figures and abbreviations on the front."""
        return english.names(self.front, self.tokens)

    @lazy
    def named(self) -> bool:
        """Whether the front names somebody or something."""
        return any(map(english.is_name, self.names))


class Shown:
    """A card with all that stands on it.

    `text` is what is asked and `answer` the answer to it, in plain words; a sentence with blanks is all text, its blanks read
    as their answers.  `refused` is whether a rule has found something that nothing allows.
    """

    sides: tuple[Side, ...] = ()
    refused = False

    def __init__(
        self, card: Card, note: Note, text: str, answer: str, blanks: tuple[Hidden, ...] = (), english: bool = True
    ) -> None:
        self.card, self.note, self.entry = card, note, card.entry
        self.text, self.answer, self.blanks, self.english = text, answer, blanks, english
        self.kind, self.section = card.kind, SECTIONS[card.section]
        self.form = "outline" if self.section.outlines else card.kind
        self.place = card.place
        self.source_text = card.asked.question  # in the author's Markdown

    def value(self, key: str) -> Any:
        """A value of the entry as written; None where there is none."""
        return self.entry.values.get(key)

    @lazy
    def both(self) -> str:
        """What both sides say."""
        return f"{self.text}\n{self.answer}" if self.answer else self.text

    @lazy
    def said(self) -> clues.Words:
        """The words of a sentence with blanks."""
        return clues.words(self.text)

    @lazy
    def tokens(self) -> list[str]:
        """The words of both sides as written."""
        return self.said.written if self.kind == "cloze" else self.sides[0].tokens + self.sides[0].answer_tokens

    @lazy
    def words(self) -> list[str]:
        """The words of both sides, comparable."""
        return self.said.comparable if self.kind == "cloze" else self.sides[0].words + english.folded(self.sides[0].answer_tokens)

    @lazy
    def calls(self) -> int:
        """What the card calls for by all that it says and the keys of its entry (`clues.py`)."""
        if self.kind == "cloze":
            said = [self.said.calls, *(clues.words(blank.hint).calls for blank in self.blanks if blank.hint)]
        else:
            said = [side.calls for side in self.sides]
        return reduce(or_, said, clues.keys_call(self.entry.values))

    @lazy
    def around(self) -> frozenset[str]:
        """The words shown around the front: the context line, the deck's last part, the author's own tags."""
        return frozenset(self.above)

    @lazy
    def above(self) -> list[str]:
        """The words shown around the front, in their order."""
        return _around(self.card.fields.get("Context", ""), self.card.deck, self.card.tags)

    @lazy
    def raw(self) -> str:
        """Every text of the entry in its Markdown, one after the other."""
        return "\n".join([text for _, text, _ in written(self.entry)])

    @lazy
    def by_hand(self) -> bool:
        """Whether an author set the blanks; those a section sets (a list's items) are its own affair."""
        return bool(self.blanks) and "{{" in self.raw and not self.section.sets_blanks


MADE_TAGS = ("month::", "until::", "kind::", "exam::", "topic::")  # made by the builder; an author cannot reword them
TAG = pattern(r"<[^<>]{0,500}>")


@lru_cache(maxsize=4096)
def _around(context: str, deck: str, tags: tuple[str, ...]) -> list[str]:
    own = (re.sub(r"[-_:]+", " ", tag) for tag in tags if not tag.startswith(MADE_TAGS))
    shown = html.unescape(TAG.sub(" ", context))
    return english.folded(english.tokens(" \n ".join((shown, deck.rpartition("::")[2], *own))))


def written(owner: Entry | Note) -> Iterator[tuple[str, str, Place]]:
    """Every text of an entry, or of a note's head, in its Markdown: its key, the text and its place."""
    for key, value in owner.values.items():
        if key != "allow":  # its reasons are for authors
            for text in texts_in(value):
                yield key, text, getattr(text, "place", owner.place)


class Noted:
    """A note with the cards made of it, the abbreviations that the project's `terms` expand, and whether it uses HTML once it
    is made safe."""

    def __init__(
        self, note: Note, cards: Sequence[Shown], terms: frozenset[str] = frozenset(), sanitises: bool = False
    ) -> None:
        self.note, self.cards, self.terms, self.sanitises = note, cards, terms, sanitises

    @lazy
    def raw(self) -> str:
        """Every text of the note's entries in its Markdown, one after the other."""
        return "\n".join([text for entry in self.note.entries for _, text, _ in written(entry)])


class Front(NamedTuple):
    """What a front says, kept when all else of its note has been let go; words are comparable and joined by spaces.

    `card` is its place among the note's cards.  `key` is what it shows, a blank by its place and whatever its hint.  `text` is
    what it asks, and empty where it is compared with none; `telling` are the words of it that tell it from others.
    """

    card: int
    key: str
    text: str
    answer: str
    telling: tuple[str, ...]


class Fronts(NamedTuple):
    """A note with its cards and their fronts."""

    note: Note
    cards: Sequence[Card]
    fronts: Sequence[Front]


class Whole(NamedTuple):
    """The whole project on a day; `soon` is the day up to which expiring facts are listed."""

    project: Project
    notes: Sequence[Fronts]
    today: date
    soon: date | None = None

    @property
    def cards(self) -> Iterator[tuple[Note, Card]]:
        """Every card with its note."""
        for each in self.notes:
            for card in each.cards:
                yield each.note, card
