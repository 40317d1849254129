"""The permanent numbers of a cloze card's blanks: a schedule follows the number, so a blank never changes its own."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from ankigen.identity.likeness import THRESHOLD, fold, text_likeness
from ankigen.model import Blank

_MOST = 499  # Anki's highest cloze number


def numbers(
    blanks: Sequence[Blank], sentence: str, old: Mapping[int, str], old_sentence: str, gone: Sequence[int]
) -> tuple[dict[int, int], tuple[int, ...]]:
    """Permanent numbers for blanks 1, 2, 3 …, and the numbers that are never to be given again.

    A blank keeps the number it had: by its words, then by likeness, then because it stands where the old one stood in a
    sentence otherwise the same.  A new one takes the number the author wrote where that is free, else the first free one.
    """
    if not (blanks or old or gone):
        return {}, ()
    given = _kept(blanks, sentence, old, old_sentence)
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
    return given, tuple(sorted({*gone, *old} - set(given.values())))


def _kept(blanks: Sequence[Blank], sentence: str, old: Mapping[int, str], old_sentence: str) -> dict[int, int]:
    given: dict[int, int] = {}
    left = dict(old)

    def give(at: int, number: int) -> None:
        given[at] = number
        del left[number]

    for at, blank in enumerate(blanks, 1):
        same = [number for number, words in left.items() if fold(words) == fold(blank.text)]
        if same:
            give(at, blank.written if blank.written in same else min(same))
    pairs = sorted(
        (-text_likeness(words, blank.text), at, number)
        for at, blank in enumerate(blanks, 1) if at not in given
        for number, words in left.items()
    )
    for unlike, at, number in pairs:
        if -unlike >= THRESHOLD and at not in given and number in left:
            give(at, number)
    if len(left) == 1 and len(given) == len(blanks) - 1:
        at = next(at for at in range(1, len(blanks) + 1) if at not in given)
        number = next(iter(left))
        if _surroundings(sentence, blanks[at - 1].text) == _surroundings(old_sentence, left[number]) != None:  # noqa: E711
            give(at, number)
    return given


def _surroundings(sentence: str, words: str) -> str | None:
    """The sentence with this blank emptied; nothing where the blank has a line to itself and so no surroundings."""
    for line in sentence.splitlines():
        if "{{" + words + "}}" in line:
            rest = line.replace("{{" + words + "}}", "")
            return sentence.replace("{{" + words + "}}", "{{}}", 1) if re.search(r"[^\W\d_]", rest) else None
    return None
