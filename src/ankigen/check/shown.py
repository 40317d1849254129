"""Cards as a learner meets them: each front with the answer it asks for."""

from __future__ import annotations

import re

from ankigen import markup
from ankigen.check.rule import Hidden, Shown, Side
from ankigen.model import Card, Note, Project
from ankigen.patterns import pattern

BLANK = pattern(
    r"\{\{(?:c(\d{1,3})::)?((?:[^{}:]++|:(?!:)|\{(?!\{)|\}(?!\}))*+)(?:::((?:[^{}]++|\{(?!\{)|\}(?!\}))*+))?\}\}"
)

OTHER_LETTER = pattern(r"[^\W\d_\x00-\u024f]")
"""A letter of another script than Latin."""
_OPEN, _CLOSE = "\ue000", "\ue001"
_MARKS = pattern(f"[{_OPEN}{_CLOSE}]")


def show(card: Card, note: Note, project: Project) -> Shown:
    """A card of `note` with its sides in plain words."""
    asked = card.asked
    lang = note.lang or project.lang
    english = not lang or lang.lower().startswith("en")
    if card.kind == "cloze":
        text, blanks, fronts = _blanks(asked.question)
        shown = Shown(card, note, text, "", blanks, english and _latin(text))
        shown.sides = tuple(Side(shown, *front) for front in fronts)
        return shown
    # what is asked in the author's own words has been set already
    question = card.says[0] if asked.question == asked.says[0] else markup.plain(asked.question)
    answer = card.says[1] if asked.answer == asked.says[1] else markup.plain(asked.answer)
    shown = Shown(card, note, question, answer, (), english and _latin(question))
    shown.sides = (Side(shown, question, answer),)
    if asked.reverse:
        shown.sides += (Side(shown, markup.plain(asked.reverse[0]), markup.plain(asked.reverse[1])),)
    return shown


def _blanks(written: str) -> tuple[str, tuple[Hidden, ...], list[tuple[str, str, str, int]]]:
    """The plain text, its blanks, and (front, answer, hint, place of the first blank) of each group of blanks."""
    numbers: dict[str, int] = {}
    marked: list[tuple[int, str]] = []

    def mark(found: re.Match[str]) -> str:
        number, text, hint = found[1] or f"#{len(marked)}", found[2], found[3] or ""
        marked.append((numbers.setdefault(number, len(numbers)), hint.strip()))
        return f"{_OPEN}{text.strip()}{_CLOSE}"

    text = BLANK.sub(mark, written)
    parts = _MARKS.split(markup.plain(text))  # text, blank, text, blank, …, text
    if len(parts) < 2 * len(marked) + 1:  # Markdown that begins in a blank has taken its end along: a fence of `~~~`
        parts = list(map(markup.plain, _MARKS.split(text)))
    outside, inside = parts[0::2], parts[1::2]
    blanks, before = [], ""
    for at, text in enumerate(inside[: len(marked)]):
        before += outside[at]
        blanks.append(Hidden(marked[at][0], text, marked[at][1], before))
        before += text
    fronts = []
    for group in range(len(numbers)):
        front, first = outside[0], -1
        for at, blank in enumerate(blanks):
            if first < 0 and blank.group == group:
                first = len(front)
            front += (f"[{blank.hint or '…'}]" if blank.group == group else blank.text) + outside[at + 1]
        own = [blank for blank in blanks if blank.group == group]
        if own:
            fronts.append((front, ", ".join(blank.text for blank in own), own[0].hint, first))
    return "".join(parts), tuple(blanks), fronts


def _latin(text: str) -> bool:
    """Whether a text is mostly of Latin letters; figures and signs prove nothing."""
    if text.isascii() or not OTHER_LETTER.search(text):
        return True
    letters = [letter for letter in text if letter.isalpha()]
    return sum(letter < "\u0250" for letter in letters) * 2 >= len(letters)
