"""Clues: what can be told of a card at a glance, so that hardly a pattern is ever tried in vain.

A clue is the first letters of a word, a sign, or one of those made here (`SHORT`, `opening`, `key`).  A rule or a phrase names
clues without which it cannot match.  What stands between two spaces is looked at once, however often a deck has it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache, reduce
from operator import or_
from typing import Generic, TypeVar

from ankigen.check import english
from ankigen.patterns import pattern

LETTERS = 7
"""How many letters of a word are a clue: enough to tell “underscores” from “under”."""

SHORT = "AA"
"""The clue that a word may be an abbreviation: it has two capitals."""

_ING = "…ing"

Clues = frozenset[str]

_PART = pattern(r"[^\W_]+")
_SIGN = pattern(r"[^\w\s]")
_OPENS, _KEY = "\n", "\t"  # no text has them between two spaces
_MANY = 65_536
_Row = TypeVar("_Row")


def starts(words: str) -> Clues:
    """The clues of words that are written with spaces between them."""
    return frozenset(word[:LETTERS] for word in words.casefold().split())


def openings(words: str) -> Clues:
    """The clues that a text begins with one of these words, or one that ends so (“…ed”)."""
    return frozenset(f"^{start}" for start in starts(words))


def keys(names: str) -> Clues:
    """The clues that an entry has one of these keys."""
    return frozenset(f"{name}:" for name in names.split())


def is_short(word: str) -> bool:
    """Whether a word may be an abbreviation: two capitals or more."""
    return not word.islower() and not word.istitle() and sum(map(str.isupper, word)) > 1


@lru_cache(maxsize=_MANY)
def _clues(chunk: str) -> Clues:
    """The clues of what stands between two spaces: its words and their parts, its signs."""
    if chunk[0] == _KEY:
        return frozenset([f"{chunk[1:]}:"])
    words = english.tokens(chunk)
    parts = [*english.folded(words), *_PART.findall(chunk.casefold())]
    if chunk[0] == _OPENS:
        return frozenset(f"^{clue}" for part in parts[:1] for clue in (part[:LETTERS], f"…{part[-2:]}"))
    known = [*([SHORT] if any(map(is_short, words)) else ()), *([_ING] if any(part.endswith("ing") for part in parts) else ())]
    return frozenset([*(part[:LETTERS] for part in parts), *_SIGN.findall(chunk), *known])


def clues(text: str) -> Clues:
    """The words and signs of a text as clues."""
    return frozenset().union(*map(_clues, text.split()))


class _Bits(dict[str, int]):
    """The rows that what stands between two spaces calls for, as the bits of a number."""

    def __init__(self, of_clue: dict[str, int]) -> None:
        self.of_clue = of_clue

    def __missing__(self, chunk: str) -> int:
        if len(self) >= _MANY:
            self.clear()
        bits = self[chunk] = reduce(or_, (self.of_clue.get(clue, 0) for clue in _clues(chunk)), 0)
        return bits


class Sieve(Generic[_Row]):
    """Rows of a table, of which a text calls for those that need none of its clues and those that find one they need."""

    def __init__(self, rows: Iterable[tuple[Clues, _Row]]) -> None:
        self._rows, self._always, of_clue = list[_Row](), 0, dict[str, int]()
        for at, (needed, row) in enumerate(rows):
            self._rows.append(row)
            self._always |= 0 if needed else 1 << at
            for clue in needed:
                of_clue[clue] = of_clue.get(clue, 0) | 1 << at
        self._bits = _Bits(of_clue)
        self._chosen: dict[int, tuple[_Row, ...]] = {}

    def called(self, texts: Iterable[str], names: Iterable[str] = ()) -> tuple[_Row, ...]:
        """The rows that these texts call for, by their words and how they open, or by keys of these names."""
        bits, wanted = self._bits, self._always
        for text in texts:
            if chunks := text.split():
                wanted |= bits[_OPENS + chunks[0]]
                for chunk in chunks:
                    wanted |= bits[chunk]
        for name in names:
            wanted |= bits[_KEY + name]
        chosen = self._chosen.get(wanted)
        if chosen is None:
            if len(self._chosen) >= _MANY:
                self._chosen.clear()
            chosen = self._chosen[wanted] = tuple(row for at, row in enumerate(self._rows) if wanted >> at & 1)
        return chosen


class Phrases:
    """Patterns that are tried only where one of the words they need stands; `search` as of a pattern, of the first that matches."""

    def __init__(self, *rows: tuple[str, str], flags: int = 0) -> None:
        self.needs: Clues = frozenset().union(*(starts(words) for words, _ in rows))
        self._sieve = Sieve((starts(words), pattern(source, flags)) for words, source in rows)

    def search(self, text: str) -> re.Match[str] | None:
        """The first phrase of the table that stands in the text."""
        for each in self._sieve.called((text,)):
            if found := each.search(text):
                return found
        return None
