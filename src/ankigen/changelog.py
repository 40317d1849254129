"""What a release changes, told from two locks: by note, what was added, changed, restored and retired."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import groupby
from typing import NamedTuple

from ankigen.lock import Lock, Locked
from ankigen.model import Date
from ankigen.plainly import how_many, in_markdown
from ankigen.words.dates import date_in_words

_KEEP_OR_DELETE = (
    "Retired cards stay in your collection.  To delete them, import the deck's package of retired cards, then use Tools, Empty Cards."
)


class Entry(NamedTuple):
    """What became of a card; `what` is a word of the changelog, `parts` are those of its fields that changed."""

    what: str
    card: Locked
    old: Locked | None = None
    parts: tuple[str, ...] = ()


def between(old: Lock, new: Lock) -> tuple[Entry, ...]:
    """Every card that a learner will see added, changed, restored or retired; in the order of notes, then of their cards."""
    before = {card.guid: card for card in old.cards}
    now = {card.guid for card in new.cards}
    found = [entry for card in new.cards if (entry := _entry(before.get(card.guid), card))]
    found += [Entry("retired", card) for card in old.cards if not card.retired and card.guid not in now]
    return tuple(sorted(found, key=lambda entry: (entry.card.note, entry.card.due, entry.card.guid)))


def in_one_line(entries: tuple[Entry, ...]) -> str:
    """“2 added, 1 changed”; “No card changed” where that is so."""
    counts = {what: sum(1 for entry in entries if entry.what == what) for what in ("added", "changed", "restored", "retired")}
    return ", ".join(f"{count} {what}" for what, count in counts.items() if count) or "No card changed"


def as_markdown(entries: tuple[Entry, ...]) -> str:
    """The changelog as a page of Markdown, for a release."""
    lines = [f"{in_one_line(entries)}.", ""]
    for note, rows in groupby(entries, key=lambda entry: entry.card.note):
        lines += [f"### {in_markdown(note)}", "", *(f"- {_told(entry)}" for entry in rows), ""]
    if any(entry.what == "retired" for entry in entries):
        lines += [_KEEP_OR_DELETE, ""]
    return "\n".join(lines)


def last_change(lock: Lock, lang: str = "en") -> str:
    """The latest change of a deck in a sentence, for its description; nothing where there was only one export yet.

    Told from the lock alone, so that a rebuild says the same.
    """
    stamps = {card.retired or card.mod for card in lock.cards}
    if len(stamps) < 2:
        return ""
    last = max(stamps)
    day = datetime.fromtimestamp(last, UTC)
    here = sum(1 for card in lock.cards if not card.retired and card.mod == last)
    gone = sum(1 for card in lock.cards if card.retired == last)
    counts = ((here, "new or changed"), (gone, "retired"))
    told = ", ".join(f"{how_many(count, 'card')} {what}" for count, what in counts if count)
    return f"Last change, {date_in_words(Date(day.year, day.month, day.day), lang)}: {told}."


def _entry(old: Locked | None, card: Locked) -> Entry | None:
    if card.retired:
        return Entry("retired", card) if old and not old.retired else None
    if old is None:
        return Entry("added", card)
    parts = tuple(part for part in sorted({*old.digest, *card.digest}) if old.digest.get(part) != card.digest.get(part))
    if old.retired:
        return Entry("restored", card, old, parts)
    return Entry("changed", card, old, parts) if parts else None


def no_longer_asked(old: Locked, now: Locked) -> Iterator[tuple[int, str]]:
    """Ordinal and words of each of a note's cards that asks nothing any more while others go on: a blank without its marks, a
    way back taken out."""
    if not old.retired:
        yield from ((number - 1, words) for number, words in old.blanks.items() if number not in now.blanks)
        if "Reverse Question" in old.digest.keys() - now.digest.keys():
            yield 1, "the way back"


def _told(entry: Entry) -> str:
    words = in_markdown(asks(entry.card))
    return f"{entry.what}: " + (f"{words} ({'; '.join(_parts(entry))})" if entry.parts else words)


def asks(card: Locked) -> str:
    """What a card asks, as a learner reads it, in one line."""
    return " ".join(card.front.split())


def _parts(entry: Entry) -> Iterator[str]:
    """The changed parts; the words of question and answer, which the lock has, before and after."""
    assert entry.old
    told: set[str] = set()
    fronts, answers = (asks(entry.old), asks(entry.card)), (entry.old.says[1], entry.card.says[1])
    for names, (before, after) in (({"Question", "Text"}, fronts), ({"Answer"}, answers)):
        if before != after and names & set(entry.parts):
            yield f"{in_markdown(before)} → {in_markdown(after)}"
            told |= names
    if rest := [part for part in entry.parts if part not in told]:
        yield ", ".join(rest)
    if gone := [in_markdown(words) for _, words in no_longer_asked(entry.old, entry.card)]:
        yield f"no longer asked: {', '.join(gone)}"
