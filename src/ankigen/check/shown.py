"""Cards as a learner meets them: each front with the answer it asks for."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from ankigen import markup
from ankigen.check.rule import Hidden, Shown, Side
from ankigen.model import Card, Note, Project

BLANK = re.compile(r"\{\{(?:c(\d{1,3})::)?((?:(?!\}\}|::|\{\{).){0,2000})(?:::((?:(?!\}\}|\{\{).){0,500}))?\}\}", re.DOTALL)
TAG = re.compile(r"<[^<>]{0,500}>")
MADE_TAGS = ("month::", "until::", "kind::", "exam::", "topic::")  # made by the builder; an author cannot reword them

_OPEN, _CLOSE = "\ue000", "\ue001"


def show(card: Card, note: Note, project: Project) -> Shown:
    """A card of `note` with its sides in plain words."""
    asked = card.asked
    written = asked.question if asked else ""
    lang = note.lang or project.lang
    english = not lang or lang.lower().startswith("en")
    if card.kind == "cloze":
        text, blanks, fronts = _blanks(written)
        shown = Shown(card, note, card.entry, text, "", text, around(card), blanks, english and _latin(text))
        sides = tuple(Side(shown, front, answer, hint) for front, answer, hint in fronts)
    else:
        question = markup.plain(written)
        answer = markup.plain(asked.answer) if asked else ""
        shown = Shown(card, note, card.entry, question, answer, question, around(card), (), english and _latin(question))
        pairs = [(question, answer)]
        if asked and asked.reverse:
            pairs.append((markup.plain(asked.reverse[0]), markup.plain(asked.reverse[1])))
        sides = tuple(Side(shown, front, back) for front, back in pairs)
    object.__setattr__(shown, "sides", sides)
    return shown


def around(card: Card) -> str:
    """What stands round the front: the context line, the deck's last part, the author's own tags."""
    tags = (tag for tag in card.tags if not tag.startswith(MADE_TAGS))
    context = html.unescape(TAG.sub(" ", card.fields.get("Context", "")))
    return " \n ".join((context, card.deck.rpartition("::")[2], *(re.sub(r"[-_:]+", " ", tag) for tag in tags)))


def _blanks(written: str) -> tuple[str, tuple[Hidden, ...], list[tuple[str, str, str]]]:
    """The plain text, its blanks, and (front, answer, hint) of each group of blanks."""
    numbers: dict[str, int] = {}
    marked: list[tuple[int, str]] = []

    def mark(found: re.Match[str]) -> str:
        number, text, hint = found[1] or f"#{len(marked)}", found[2], found[3] or ""
        marked.append((numbers.setdefault(number, len(numbers)), hint.strip()))
        return f"{_OPEN}{text.strip()}{_CLOSE}"

    plain = markup.plain(BLANK.sub(mark, written))
    parts = re.split(f"[{_OPEN}{_CLOSE}]", plain)  # text, blank, text, blank, …, text
    outside, inside = parts[0::2], parts[1::2]
    blanks, before = [], ""
    for at, text in enumerate(inside[: len(marked)]):
        before += outside[at]
        blanks.append(Hidden(marked[at][0], text, marked[at][1], before))
        before += text
    fronts = []
    for group in range(len(numbers)):
        front = outside[0]
        for at, blank in enumerate(blanks):
            front += (f"[{blank.hint or '…'}]" if blank.group == group else blank.text) + outside[at + 1]
        own = [blank for blank in blanks if blank.group == group]
        if own:
            fronts.append((front, ", ".join(blank.text for blank in own), own[0].hint))
    return "".join(parts), tuple(blanks), fronts


def _latin(text: str) -> bool:
    """Whether a text is mostly of Latin letters; figures and signs prove nothing."""
    if text.isascii():
        return True
    letters = [letter for letter in text if letter.isalpha()]
    return sum(letter < "\u0250" for letter in letters) * 2 >= len(letters)


def shows(cards: Iterator[Card], notes: dict[str, Note], project: Project) -> Iterator[Shown]:
    """The cards of known notes, shown."""
    for card in cards:
        note = notes.get(card.note)
        if note is not None:
            yield show(card, note, project)
