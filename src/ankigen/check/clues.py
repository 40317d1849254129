"""Clues: what can be told of a card at a glance, so that hardly a pattern is ever tried in vain.

A clue is the first letters of a word, a sign, or one of those made here (`SHORT`, `opening`, `key`).  A rule or a phrase names
clues without which it cannot match.  What stands between two spaces is looked at once, however often a deck has it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Generic, TypeVar

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


def _clues(chunk: str) -> Iterable[str]:
    """The clues of what stands between two spaces: its words and their parts, its signs."""
    if chunk == LINES:
        return (LINES,)
    if chunk[0] == _KEY:
        return (f"{chunk[1:]}:",)
    word = chunk.strip(_MARKS)
    simple = word.isalpha()  # nearly all are one word, and a mark behind it
    words = [word] if simple else english.tokens(chunk)
    parts = english.folded(words)
    if chunk[0] == _OPENS:
        return [f"^{clue}" for part in parts[:1] for clue in (part[:LETTERS], f"…{part[-2:]}")]
    if not simple:
        parts += _PART.findall(chunk.casefold())
    clues = [part[:LETTERS] for part in parts]
    if len(word) < len(chunk) or not simple:
        clues += _SIGN.findall(chunk)
        if _ITEM.fullmatch(chunk):
            clues.append(ITEM)
    if not word.islower() and any(map(is_short, words)):
        clues.append(SHORT)
    if any(part.endswith("ing") for part in parts):
        clues.append(_ING)
    return clues


class _Calls(dict[str, int]):
    """What stands between two spaces → the rows of all tables that it calls for, one bit of a number for each row."""

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

    def __missing__(self, chunk: str) -> int:
        if len(self) >= _MANY:
            self.clear()
        found, of_clue = 0, self._of_clue
        for clue in _clues(chunk):
            if clue in of_clue:
                found |= of_clue[clue]
        self[chunk] = found
        return found


_CALLS = _Calls()


def calls(texts: Iterable[str], names: Iterable[str] = ()) -> int:
    """What these texts call for by their words, their signs and how they open, and an entry by the names of its keys."""
    found = 0
    for text in texts:
        if chunks := text.split():
            found |= _CALLS[_OPENS + chunks[0]]
            for chunk in chunks:
                found |= _CALLS[chunk]
        if LINES in text:
            found |= _CALLS[LINES]
    for name in names:
        found |= _CALLS[_KEY + name]
    return found


class Table(Generic[_Row]):
    """Rows that need clues; those that need none are always called for."""

    def __init__(self, rows: Sequence[tuple[Clues, _Row]]) -> None:
        self.needs: Clues = frozenset().union(*(needed for needed, _ in rows))
        self._rows = [(not needed, row) for needed, row in rows]
        self._first = _CALLS.claim([needed for needed, _ in rows])
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
