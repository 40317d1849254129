"""Clues: what can be told of a card at a glance, so that hardly a pattern is ever tried in vain.

A clue is the first letters of a word, a sign, or one of those made here (`SHORT`, `opening`, `key`).  A rule or a phrase names
clues without which it cannot match.  What stands between two spaces is looked at once, however often a deck has it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Generic, NamedTuple, TypeVar

from ankigen.check import english
from ankigen.patterns import pattern

LETTERS = 7
"""How many letters of a word are a clue: enough to tell “underscores” from “under”."""

SHORT = "AA"
"""The clue that a word may be an abbreviation: it has two capitals."""

ITEM = "1."
"""The clue of what may number an item: “1.”, “(2)”, “(a)”."""

LINES = "\n"
"""The clue that a text has several lines."""

_ING = "…ing"

Clues = frozenset[str]

_PART = pattern(r"[^\W_]+")
_ITEM = pattern(r"\(?(?:\d{1,2}[.)]|[a-z]\))")
_SIGN = pattern(r"[^\w\s]")
_OPENS, _KEY = "\n", "\t"  # no text has them between two spaces
_MARKS = ".,;:?!()\"“”"
_MANY = 16_384
_Row = TypeVar("_Row")


def starts(words: str) -> Clues:
    """The clues of words that are written with spaces between them, or with bars as in a pattern."""
    return frozenset(word[:LETTERS] for word in words.replace("|", " ").casefold().split())


def openings(words: str) -> Clues:
    """The clues that a text begins with one of these words, or one that ends so (“…ed”)."""
    return frozenset(f"^{start}" for start in starts(words))


def keys(names: str) -> Clues:
    """The clues that an entry has one of these keys."""
    return frozenset(f"{name}:" for name in names.split())


def is_short(word: str) -> bool:
    """Whether a word may be an abbreviation: two capitals or more."""
    return not word.islower() and not word.istitle() and sum(map(str.isupper, word)) > 1


class Words(NamedTuple):
    """The words of a text as written, the same made comparable, and what the text calls for by words, signs and opening."""

    written: list[str]
    comparable: list[str]
    calls: int


def words(text: str) -> Words:
    """What stands in a text, looked up by what stands between two spaces."""
    written: list[str] = []
    comparable: list[str] = []
    calls = _SEEN[LINES].calls if LINES in text else 0
    if chunks := text.split():
        calls |= _SEEN[_OPENS + chunks[0]].calls
        for chunk in chunks:
            own, folded, called = _SEEN[chunk]
            written += own
            comparable += folded
            calls |= called
    if "$" in text:  # a formula is one word, whatever stands between its spaces
        written = english.tokens(text)
        comparable = english.folded(written)
    return Words(written, comparable, calls)


def keys_call(names: Iterable[str]) -> int:
    """What an entry calls for by the names of its keys."""
    calls = 0
    for name in names:
        calls |= _SEEN[_KEY + name].calls
    return calls


def _clues(chunk: str, words: list[str], parts: list[str]) -> Iterable[str]:
    """The clues of what stands between two spaces, of its `words` and of the comparable `parts`, and of its signs."""
    if chunk == LINES:
        return (LINES,)
    if chunk[0] == _KEY:
        return (f"{chunk[1:]}:",)
    if chunk[0] == _OPENS:
        return [f"^{clue}" for part in parts[:1] for clue in (part[:LETTERS], f"…{part[-2:]}")]
    if not chunk.strip(_MARKS).isalpha():  # nearly all are one word, and a mark behind it
        parts = [*parts, *_PART.findall(chunk.casefold())]
    clues = [part[:LETTERS] for part in parts]
    if not chunk.isalpha():
        clues += _SIGN.findall(chunk)
        if _ITEM.fullmatch(chunk):
            clues.append(ITEM)
    if not chunk.islower() and any(map(is_short, words)):
        clues.append(SHORT)
    if any(part.endswith("ing") for part in parts):
        clues.append(_ING)
    return clues


class _Seen(dict[str, Words]):
    """What stands between two spaces → its words, and the rows of all tables that it calls for, one bit for each row."""

    def __init__(self) -> None:
        self._of_clue: dict[str, int] = {}
        self._rows = 0

    def claim(self, needs: Sequence[Clues]) -> int:
        """Bits for rows with these needs; gives the place of the first."""
        first = self._rows
        for at, needed in enumerate(needs, first):
            for clue in needed:
                self._of_clue[clue] = self._of_clue.get(clue, 0) | 1 << at
        self._rows += len(needs)
        self.clear()
        return first

    def __missing__(self, chunk: str) -> Words:
        if len(self) >= _MANY:
            self.clear()
        written = english.tokens(chunk)
        comparable = english.folded(written)
        calls, of_clue = 0, self._of_clue
        for clue in _clues(chunk, written, comparable):
            if clue in of_clue:
                calls |= of_clue[clue]
        found = self[chunk] = Words(written, comparable, calls)
        return found


_SEEN = _Seen()


class Table(Generic[_Row]):
    """Rows that need clues; those that need none are always called for."""

    def __init__(self, rows: Sequence[tuple[Clues, _Row]]) -> None:
        self.needs: Clues = frozenset().union(*(needed for needed, _ in rows))
        self._rows = [(not needed, row) for needed, row in rows]
        self._first = _SEEN.claim([needed for needed, _ in rows])
        self._mask = (1 << len(rows)) - 1
        self._chosen: dict[int, tuple[_Row, ...]] = {}

    def wanted(self, calls: int) -> int:
        """What tells one choice of rows from another."""
        return calls >> self._first & self._mask

    def called(self, calls: int) -> tuple[_Row, ...]:
        """The rows that are called for, in the order of the table."""
        wanted = self.wanted(calls)
        chosen = self._chosen.get(wanted)
        if chosen is None:
            if len(self._chosen) >= _MANY:
                self._chosen.clear()
            rows = enumerate(self._rows)
            chosen = self._chosen[wanted] = tuple(row for at, (always, row) in rows if always or wanted >> at & 1)
        return chosen


class Phrases:
    """Patterns that are tried only where one of the words stands that they need."""

    def __init__(self, *rows: tuple[str, str], flags: int = 0) -> None:
        self._table = Table([(starts(words), pattern(source, flags)) for words, source in rows])
        self.needs = self._table.needs

    def search(self, text: str, calls: int) -> re.Match[str] | None:
        """The first phrase of the table that stands in a text which is a part of what `calls` was made of."""
        for each in self._table.called(calls):
            if found := each.search(text):
                return found
        return None
