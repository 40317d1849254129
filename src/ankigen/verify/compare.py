"""What an import did to a learner: their notes and cards before and after, against what the package holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import zip_longest

from ankigen.plainly import words_of
from ankigen.verify.learner import Held, Learner, Log, Snapshot
from ankigen.verify.model import Field, Finding, Update, Updated, findings
from ankigen.verify.shown import named


def told(
    learner: Learner, over: str, released: Snapshot, before: Snapshot, after: Snapshot, new: Snapshot, log: Log, whole: bool
) -> Update:
    """The import in a learner's words.  `released` is what they had before they did anything of their own; with `whole`, all
    of it is of the deck, and else what has a note type of the deck's notes is taken for the deck's."""
    types = {note.type for guid, note in released.notes.items() if whole or guid in new.notes}
    both = before.notes.keys() & new.notes.keys()
    return Update(
        over=over,
        added=tuple(after.notes[guid].words for guid in after.notes if guid not in before.notes),
        updated=tuple(
            _updated(learner, before.notes[guid], after.notes[guid], released.notes[guid].tags if whole else ())
            for guid in _in_order(after, log.updated)
        ),
        left=len(both - log.updated),
        stayed=tuple(
            note.words for guid, note in before.notes.items() if note.type in types and guid not in new.notes and guid in after.notes
        ),
        schedules=sum(1 for card, row in before.cards.items() if _studied(row) and after.cards.get(card) == row),
        decks=tuple((*decks, count) for decks, count in _decks(learner, released, new).items()),
    )


def broken(before: Snapshot, released: Mapping[str, Held], after: Snapshot, new: Snapshot, log: Log) -> Iterator[Finding]:
    """Every promise that the import broke.  `released` is what the learner's notes were before edits of their own."""
    def words(guids: Iterable[str]) -> Iterator[str]:
        return (before.notes[guid].words for guid in _in_order(before, guids))

    both = before.notes.keys() & new.notes.keys()
    same = {guid for guid in both if released[guid].says == new.notes[guid].says}
    stuck = both - log.updated - log.duplicate
    yield from findings("conflict", words(stuck))
    yield from findings("card-lost", (named(before, *card) for card in before.cards if card not in after.cards))
    yield from findings("schedule-lost", (
        named(before, *card) for card, row in before.cards.items() if card in after.cards and after.cards[card] != row
    ))
    kept = {guid: (before.notes[guid], after.notes[guid]) for guid in same & after.notes.keys()}
    yield from findings("edit-lost", words(guid for guid, (old, now) in kept.items() if old.fields != now.fields))
    yield from findings("tag-lost", words(guid for guid, (old, now) in kept.items() if set(old.tags) - set(now.tags)))
    yield from findings("touched", words(same & log.updated))
    yield from findings("change-lost", words(
        guid for guid in both - same - stuck if guid in after.notes and after.notes[guid].says == released[guid].says
    ))
    yield from findings("history-lost", _again(before, after, new))


def emptied(learner: Learner, before: Snapshot, new: Snapshot, empty: set[tuple[str, int]]) -> list[tuple[str, int]]:
    """The cards that the learner had, that are empty now and were not in `empty`, and that the package means to leave so: a
    blank without its marks, a way back taken out.  It has the note, and no such card."""
    gone = (learner.empty_cards() - empty) & before.cards.keys() - new.cards.keys()
    return sorted((card for card in gone if card[0] in new.notes), key=lambda card: (before.notes[card[0]].nid, card[1]))


def renumbered(learner: Learner, before: Snapshot, after: Snapshot, gone: Iterable[tuple[str, int]]) -> Iterator[Finding]:
    """Of the cards that were left empty, those whose blank goes on under another number, as a card without a history."""
    fresh = {card: learner.blank(after.notes[card[0]], card[1]) for card in after.cards if card not in before.cards}
    for guid, ordinal in gone:
        words = learner.blank(before.notes[guid], ordinal)
        if words and any(guid == other and words == now for (other, _), now in fresh.items()):
            yield from findings("history-lost", (named(before, guid, ordinal),))


def _updated(learner: Learner, old: Held, now: Held, shipped: Collection[str]) -> Updated:
    """What became of a note; the tags that were `shipped` with it are none of the learner's own."""
    names = learner.field_names(now)
    fields = [
        Field(name or "", words_of(before or ""), words_of(after or ""))
        for name, before, after in zip_longest(names, old.fields, now.fields) if before != after
    ]
    if set(old.tags) != set(now.tags):
        fields.append(Field("Tags", " ".join(old.tags), " ".join(now.tags)))
    return Updated(now.words, tuple(fields), tuple(tag for tag in old.tags if tag not in {*now.tags, *shipped}))


def _decks(learner: Learner, released: Snapshot, new: Snapshot) -> Counter[tuple[str, str]]:
    """(the learner's deck, the package's deck) → cards that stay in the former.  Rows of `new` have the deck's name first."""
    both = released.cards.keys() & new.cards.keys()
    pairs = ((learner.deck(released.cards[card][0]), new.cards[card][0]) for card in both)
    return Counter((mine, theirs) for mine, theirs in sorted(pairs) if mine.casefold() != theirs.casefold())


def _again(before: Snapshot, after: Snapshot, new: Snapshot) -> Iterator[str]:
    """Notes that came new although the learner has them under another guid, which the package no longer knows."""
    left = {(note.type, note.fields[0].strip()) for guid, note in before.notes.items() if guid not in new.notes}
    for guid, note in after.notes.items():
        if guid not in before.notes and (note.type, note.fields[0].strip()) in left:
            yield note.words


def _in_order(held: Snapshot, guids: Iterable[str]) -> list[str]:
    wanted = set(guids)
    return sorted(wanted & held.notes.keys(), key=lambda guid: held.notes[guid].nid)


def _studied(row: tuple[object, ...]) -> bool:
    return bool(row[4])  # reps
