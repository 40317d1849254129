"""The permanent numbers of a cloze card's blanks: a schedule follows the number, so a blank never changes its own.

A number that belonged to a blank since removed is kept with that blank's line, and goes to none but the blank itself when it
returns.  It must return with the very same words: a blank that is alike to one there is takes its place in one edit, which
makes a correction likely; of one that left long ago “Article 15” would only be another fact than its “Article 14”.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import takewhile
from typing import NamedTuple

from ankigen.identity.likeness import THRESHOLD, blank_likeness, fold, text_likeness
from ankigen.model import EMPTY, Blank

_MOST = 499  # Anki's highest cloze number
_CLAUSE_END = re.compile(r"[,;:.?!–—।()]+(?:\s|$)|\s[(–—]|\n")
_NEAREST = 12  # words on each side by which blanks are compared that do not stand as they stood
_BLANK = re.compile(r"\{\{.*?\}\}", re.DOTALL)
_WORD = re.compile(r"[^\s.,;:!?()“”\"]+")
_OPENING = "^"
_LETTER = re.compile(r"[^\W\d_]")
_IN_LINE = re.compile(r"(.*?)\{\{(.*)\}\}(.*)", re.DOTALL)


class _Stand(NamedTuple):
    """A blank as it stands in a sentence.  All but its words is empty where its place cannot be told."""

    text: str
    line: tuple[str, str] = ("", "")
    clause: tuple[str, str] = ("", "")
    nearest: tuple[str, str] = ("", "")  # the nearest words of the clause
    sentence: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())  # the words before and after, both read outwards from the blank
    found: bool = False

    def same_place(self, other: _Stand) -> bool:
        """Whether the sentence is the same, whatever else is a blank in it."""
        return self.found and other.found and self.sentence == other.sentence

    def same_clause(self, other: _Stand) -> bool:
        """Whether the part of the sentence between two marks of punctuation is the same."""
        return self.found and other.found and self.clause == other.clause

    def near(self, other: _Stand) -> float:
        """0 to 1: how alike the clauses of two blanks are, before them and after them."""
        if not (self.found and other.found):
            return 0.0
        return sum(one == two or text_likeness(one, two) for one, two in zip(self.nearest, other.nearest, strict=True)) / 2

    def far(self, other: _Stand) -> int:
        """How many words are the same around two blanks, up to the first that differs on either side."""
        sides = zip(self.sentence, other.sentence, strict=True)
        return sum(sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one[:_NEAREST], two, strict=False))) for one, two in sides)

    def unmarked_in(self, sentence: str) -> bool:
        """Whether the words of this blank stand behind the same word as ever, and are blanked no more."""
        behind = next(iter(self.sentence[0]), _OPENING)
        plain = " ".join([_OPENING, *_WORD.findall(fold(_BLANK.sub(" … ", sentence)))])
        return self.found and f" {' '.join(_WORD.findall(f'{behind} {fold(self.text)}'))} " in f" {plain} "

    def replaces(self, other: _Stand) -> bool:
        """Whether this blank stands where another did.  One with a line to itself has nothing around it that could say so."""
        return self.same_place(other) and bool(_LETTER.search("".join(self.line)))


def numbers(
    blanks: Sequence[Blank], sentence: str, old: Mapping[int, str], old_sentence: str, gone: Mapping[int, str]
) -> tuple[Mapping[int, int], Mapping[int, str]]:
    """Permanent numbers for blanks 1, 2, 3 …, and those that no blank has now, each with the line its blank stood in.

    A blank keeps the number it had: by its words, among the same words by what stands around them, then by likeness, then
    because it stands where the old one stood in a sentence otherwise the same.  A new one takes the number the author wrote
    where that is free, else the first free one.  `old` has the blanks in the order of the sentence.
    """
    if not (blanks or old or gone):
        return EMPTY, EMPTY
    before: dict[int, _Stand] = {}
    if sentence == old_sentence and [blank.text for blank in blanks] == list(old.values()):
        given = dict(enumerate(old, 1))
    elif old or gone:
        before = dict(zip(old, _stands(old_sentence, list(old.values())), strict=True))
        unmarked = {number for number, stand in before.items() if stand.unmarked_in(sentence)}
        given = _kept(blanks, sentence, before, {number: _stand_in(line) for number, line in gone.items()}, unmarked)
    else:
        given = {}
    taken = {*given.values(), *old, *gone}
    waiting = [at for at in range(1, len(blanks) + 1) if at not in given]
    for at in waiting:
        wish = blanks[at - 1].written
        if 1 <= wish <= _MOST and wish not in taken:
            given[at] = wish
            taken.add(wish)
    free = (number for number in range(1, len(taken) + len(waiting) + 2) if number not in taken)
    for at in waiting:
        if at not in given:
            given[at] = next(free)
    removed = dict(gone) | {number: _line(stand) for number, stand in before.items()}
    return given, {number: line for number, line in sorted(removed.items()) if number not in given.values()}


def _kept(
    blanks: Sequence[Blank], sentence: str, old: dict[int, _Stand], gone: dict[int, _Stand], unmarked: set[int]
) -> dict[int, int]:
    """The numbers of blanks that had one; what is `unmarked` is blanked no more, and no alike blank is its correction."""
    now = dict(enumerate(_stands(sentence, [blank.text for blank in blanks]), 1))
    both = old | gone
    left = dict(both)
    given: dict[int, int] = {}

    def give(pairs: Iterable[tuple[float, int, int]]) -> None:
        """Each blank and each number once, the best pairs first; a higher score is better, then what stands earlier."""
        order = list(left)

        def preference(pair: tuple[float, int, int]) -> tuple[object, ...]:
            score, at, number = pair
            return -score, -now[at].far(left[number]), number in gone, blanks[at - 1].written != number, at, order.index(number)

        for _, at, number in sorted(pairs, key=preference):
            if at not in given and number in left:
                given[at] = number
                del left[number]

    def open_among(pool: Iterable[int]) -> list[tuple[int, int]]:
        return [(at, number) for at in now if at not in given for number in pool if number in left]

    def same_words(one: _Stand, other: _Stand) -> bool:
        return fold(one.text) == fold(other.text)

    for pool, fits in ((both, _Stand.same_place), (both, _Stand.same_clause), (old, same_words), (gone, same_words)):
        same = [(at, number) for at, number in open_among(pool) if same_words(now[at], left[number])]
        give((now[at].near(left[number]), at, number) for at, number in same if fits(now[at], left[number]))
    corrected = [number for number in old if number not in unmarked]
    alike = [(blank_likeness(left[number].text, now[at].text), at, number) for at, number in open_among(corrected)]
    give((score + now[at].near(left[number]), at, number) for score, at, number in alike if score >= THRESHOLD)
    give((0.0, at, number) for at, number in open_among(corrected) if now[at].replaces(left[number]))
    return given


def _stands(sentence: str, texts: Sequence[str]) -> list[_Stand]:
    """Where the blanks with these words, in the order of the sentence, stand in it.

    One that is joined of several, or holds another, is not found.
    """
    times = Counter(texts)
    places = {text: [*_places(sentence, f"{{{{{text}}}}}")] for text in times}
    stands = []
    for text in texts:
        found = places[text]
        stands.append(_stand(sentence, text, *found.pop(0)) if len(found) == times[text] else _Stand(text))
        times[text] -= 1
    return stands


def _places(sentence: str, marked: str) -> Iterator[tuple[int, int]]:
    end = 0
    while (start := sentence.find(marked, end)) >= 0:
        end = start + len(marked)
        yield start, end


def _stand(sentence: str, text: str, start: int, end: int) -> _Stand:
    before, after = _bare(sentence[:start]), _bare(sentence[end:])
    clause = fold(_CLAUSE_END.split(before)[-1]), fold(_CLAUSE_END.split(after)[0])
    return _Stand(
        text,
        (before.rpartition("\n")[2], after.partition("\n")[0]),
        clause,
        (" ".join(clause[0].split()[-_NEAREST:]), " ".join(clause[1].split()[:_NEAREST])),
        (tuple(reversed(fold(before).split())), tuple(fold(after).split())),
        found=True,
    )


def _line(stand: _Stand) -> str:
    """The line in which a blank stood, its own marks alone left; where that is not known, its words."""
    before, after = stand.line
    return f"{before}{{{{{stand.text}}}}}{after}" if stand.found else stand.text


def _stand_in(line: str) -> _Stand:
    """The blank that `_line` wrote down."""
    parts = _IN_LINE.fullmatch(line)
    return _stand(line, parts[2], parts.end(1), parts.start(3)) if parts else _Stand(line)


def _bare(text: str) -> str:
    return text.replace("{{", "").replace("}}", "")
