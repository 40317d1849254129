"""What a section is: the keys of an entry, and a function from an entry to what it asks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from ankigen.codes import problem
from ankigen.model import Asked, Entry, Note, Problem, Text
from ankigen.words import date_hint, is_impossible

Shape = Literal[
    "text", "texts", "text or texts", "date", "flag", "reverse", "options", "rows", "source", "sources", "reasons", "choice",
]  # fmt: skip


class Key(NamedTuple):
    """A key of an entry: its name, the shape of its value, and a sentence for the schema and the docs."""

    name: str
    shape: Shape
    doc: str
    required: bool = False
    choices: tuple[str, ...] = ()


def nothing_amiss(entry: Entry, note: Note) -> Iterable[Problem]:  # noqa: ARG001
    """The check of a section whose keys are all there is to say."""
    return ()


@dataclass(frozen=True, slots=True)
class Section:
    """A row of the table of sections.

    `build` takes an entry and its note and yields what to ask, in an order that does not depend on other entries; the
    first is the entry's main card, which the author's own `q` words.  `check` gives the problems that lie between keys
    which are each of the right shape.  `shorthand` is the key that a bare string stands for.  `example` is YAML that
    teaches the section.

    The rest is what others must know of it, the rules of the checker above all.  `by_blanks`: an entry asks by its blanks, and
    by nothing else unless it has a `q`.  `sets_blanks`: the blanks are the section's own, not the author's choice.
    `figures`: an answer is a figure, which has commas and changes with time.  `yes_no`: yes or no may be an answer.
    `outlines`: an answer may be long and open.  `verbatim`: a front shows what somebody said, as it was said.  `of_words`:
    cards are about words, and what these claim or quote is not the note's.
    """

    name: str
    doc: str
    keys: tuple[Key, ...]
    build: Callable[[Entry, Note], Iterator[Asked]]
    example: str
    shorthand: str = ""
    check: Callable[[Entry, Note], Iterable[Problem]] = nothing_amiss
    by_blanks: bool = False
    sets_blanks: bool = False
    figures: bool = False
    yes_no: bool = False
    outlines: bool = False
    verbatim: bool = False
    of_words: bool = False

    @property
    def own_keys(self) -> frozenset[str]:
        """The names of the section's own keys."""
        return frozenset(key.name for key in self.keys)

    def faults(self, entry: Entry, note: Note) -> Iterator[Problem]:
        """What is amiss between the keys of an entry: of any section, then of this one."""
        if entry.values.get("card") == "false" and not entry.text("why"):
            yield problem(
                "unexplained-omission",
                entry.place_of("card"),
                "The entry has no card and does not say why.",
                "Add `why:` with the reason, or delete `card: false`.",
            )
        yield from self.check(entry, note)


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


def asked(entry: Entry, role: str, question: str, answer: str, about: str, key: str = "", **more: Any) -> Asked:
    """A question that the value of `key` answers.

    `about` is the author's word for what the question is about; with `answer` it identifies the card.
    """
    return Asked(role, question, answer, (about, answer), entry.place_of(key), **more)


def calendar_check(key: str) -> Callable[[Entry, Note], Iterator[Problem]]:
    """The check of a section in which `key` may be a time in words, and no date that no calendar has."""

    def check(entry: Entry, note: Note) -> Iterator[Problem]:  # noqa: ARG001
        if is_impossible(text := entry.text(key)):
            hint = f"{date_hint(text)}, or the time in words."
            yield problem("bad-date", entry.place_of(key), f"“{text}” cannot be read as a date.", hint)

    return check


def repeated(key: str, items: Sequence[Text]) -> Iterator[Problem]:
    """A problem for each item of a list that stood there before."""
    seen: set[str] = set()
    for item in items:
        if item in seen:
            yield problem("repeated-item", item.place, f"“{item}” stands twice in `{key}`.", "Delete one of them.")
        seen.add(item)
