"""What is amiss with the cards as Anki shows them: blank fronts, its own messages in their place, files that are missing."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from html import unescape
from urllib.parse import unquote

from ankigen.plainly import words_of
from ankigen.verify.learner import Learner, Snapshot, plain
from ankigen.verify.model import Finding, findings

_FAULT = re.compile(r"\s*(?:<div>)?(.*?)<br\s*/?>\s*<a href=.https://docs\.ankiweb\.net/templates/errors(?:\.html)?#([\w-]*)", re.DOTALL)
_EMPTY = ("front-of-card-is-blank", "no-cloze-filter-on-cloze-note-type", "no-cloze-filter-on-cloze-notetype")
_UNSEEN = re.compile(r"<(style|script|title|head)\b.*?</\1\s*>|<!--.*?-->", re.DOTALL | re.IGNORECASE)
_SEEN = re.compile(r"<(?:img|svg|canvas|video|audio|object|iframe|input|hr|math)\b", re.IGNORECASE)
_FAR = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)


def amiss(
    learner: Learner, held: Snapshot, shipped: Collection[str], at_hand: Collection[str], retired: Collection[str]
) -> Iterator[Finding]:
    """Every fault of the cards in `held`.  Files may be among those shipped, or at hand with the learner already; the cards of
    notes in `retired` are to be empty, and no others."""
    blank: list[str] = []
    messages: list[str] = []
    missing: dict[str, str] = {}
    empty = learner.empty_cards()
    files = {*shipped, *at_hand}
    for (guid, ordinal), shown in learner.shown():
        if guid not in held.notes:
            continue
        words = named(held, guid, ordinal)
        front, back, played = shown
        if fault := _FAULT.match(front) or _FAULT.match(back):
            if fault[2] not in _EMPTY:
                messages.append(f"{words}: {words_of(plain(fault[1]))}")
            elif (guid, ordinal) not in empty:
                blank.append(words)
        elif guid not in retired and not words_of(_UNSEEN.sub("", front)) and not _SEEN.search(front) and not played:
            blank.append(words)
        for name in (*learner.files_in(front), *learner.files_in(back), *played):
            if not _FAR.match(name) and not {name, unescape(name), unquote(unescape(name))} & files:
                missing.setdefault(name, words)
    for name, kind in learner.files_of_types({note.type for note in held.notes.values()}):
        if name not in files:
            missing.setdefault(name, f"the note type {kind}")
    yield from findings("blank-front", blank)
    yield from findings("template-error", messages)
    yield from findings("missing-media", (f"{name} ({words})" for name, words in missing.items()))
    yield from findings("empty-card", (named(held, *card) for card in sorted(empty) if card[0] in held.notes.keys() - retired))
    yield from findings("not-emptied", (named(held, *card) for card in sorted(held.cards.keys() - empty) if card[0] in retired))


def named(held: Snapshot, guid: str, ordinal: int) -> str:
    """A card in words: what its note is about and, where the note has several cards, which of them."""
    several = (guid, 1) in held.cards or ordinal
    return held.notes[guid].words + (f" (card {ordinal + 1})" if several else "")
