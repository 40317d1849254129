"""Rehearse an import in the real Anki, and say what a learner would see.

    package ──────────→ a fresh collection      every card rendered; the same package once more
    previous ─study…──→ a learner's collection ─package→ what became of it
    (or a copy of one's own collection)

Nothing here knows who made the package.  Needs the extra `verify`.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import replace
from pathlib import Path

from anki.buildinfo import version

from ankigen.verify.compare import broken, emptied, renumbered, told
from ankigen.verify.learner import Held, Learner, Moving, Refused, Snapshot, copy_of, fresh, media_beside
from ankigen.verify.model import PROMISES, Finding, First, Rehearsal, Update, findings
from ankigen.verify.shown import amiss, named

_STUDIED = 60  # cards: enough for every ordinal of every note type, and quick
_DAY = 86_400


def rehearse(package: Path, previous: Path | None = None, collection: Path | None = None) -> Rehearsal:
    """Import `package` as a learner does who has nothing yet, and as one who has the `previous` package or `collection`.

    Raises `Refused` where the collection cannot be opened, `Moving` where it is in use, `OSError` where a file cannot be read.
    """
    at_hand = media_beside(collection) if collection else frozenset()
    with fresh() as learner:
        try:
            log = learner.take(package)
        except Refused as fault:
            return Rehearsal(version, package.name, First(), findings=(Finding("import-failed", (str(fault),)),))
        new = _with_decks(learner)
        media = learner.media()
        decks = tuple(sorted({row[0] for row in new.cards.values()}))
        retired = _retired(new)
        first = First(len(log.new), len(new.cards), decks, len(media), bool(retired))
        found = [*amiss(learner, new, media, at_hand, retired), *_of_stamps(new), *_twice(learner)]
        found += _afterwards(learner, package, learner.empty_cards(), new)
    if not previous and not collection:
        return Rehearsal(version, package.name, first, None, _once(found))
    try:
        with copy_of(collection) if collection else fresh() as learner:
            if previous:
                learner.take(previous)
            update, more = _over(learner, package, new, (previous or collection or package).name, acts=bool(previous))
    except Refused as fault:
        if not previous:
            raise
        return Rehearsal(version, package.name, first, None, _once([*found, Finding("import-failed", (f"{previous.name}: {fault}",))]))
    return Rehearsal(version, package.name, first, update, _once([*found, *more]))


def _over(learner: Learner, package: Path, new: Snapshot, over: str, acts: bool) -> tuple[Update, list[Finding]]:
    """The package imported over what the learner has; with `acts` they do first what learners do."""
    released = learner.snapshot()
    did = _live(learner, released, new) if acts else ()
    learner.settle()  # an answer in the second of an import leaves Anki something to mend
    before, empty, options = learner.snapshot(), learner.empty_cards(), learner.options()
    log = learner.take(package)
    after = learner.snapshot()
    update = told(learner, over, released, before, after, new, log, whole=acts)
    found = list(broken(before, released.notes, after, new, log))
    if not acts:  # in a collection of one's own, what differs and is left was edited there later than in the deck
        update = replace(update, own=next((each.cards for each in found if each.name == "change-lost"), ()))
        found = [each for each in found if each.name != "change-lost"]
    gone = emptied(learner, before, new, empty)
    found += [*renumbered(learner, before, after, gone), *_afterwards(learner, package, empty.union(gone), new)]
    return replace(update, did=did, options=options, emptied=tuple(named(before, *card) for card in gone)), found


def _live(learner: Learner, released: Snapshot, new: Snapshot) -> tuple[str, ...]:
    """What a learner does with a deck in a few weeks; edits and tags only where the package then changes nothing."""
    cards = sorted(released.cards, key=lambda card: (released.notes[card[0]].nid, card[1]))
    studied = cards[:: max(1, len(cards) // _STUDIED)]
    for at, card in enumerate(studied):
        learner.study(at, *card)
    did = [f"answered {len(studied)} cards"]
    for card, act, words in zip(reversed(studied), (learner.suspend, learner.flag), ("suspended one", "flagged one"), strict=False):
        act(*card)
        did.append(words)
    if studied:
        learner.move(*studied[0], "A deck of my own")
        did.append("moved one to a deck of their own")
    unchanged = [note for guid, note in released.notes.items() if guid in new.notes and new.notes[guid].says == note.says]
    if unchanged:
        edited, tagged = unchanged[0], unchanged[-1]
        learner.edit(edited, _last_filled(edited), edited.fields[_last_filled(edited)] + " (my own words)")
        learner.tag(tagged, "my-own-tag")
        did += ["wrote into one", "tagged one"]
    return tuple(did)


def _last_filled(note: Held) -> int:
    return max((at for at, field in enumerate(note.fields) if field), default=0)


def _afterwards(learner: Learner, package: Path, empty: set[tuple[str, int]], new: Snapshot) -> Iterator[Finding]:
    """What Anki says of the collection after an import, and after a second one; `empty` are cards known to be empty, and those
    of a package that retires are meant to be."""
    retired, now = _retired(new), time.time()
    yield from findings("database-mended", learner.check_database())
    held = learner.snapshot()
    yield from findings("empty-card", (named(held, *card) for card in sorted(learner.empty_cards() - empty) if card[0] not in retired))
    yield from findings("full-sync", ("",) if learner.needs_full_sync() else ())
    again = learner.take(package)
    ahead = {guid for guid, note in new.notes.items() if now < note.mod < now + _DAY}  # Check Database has set them to now
    restless = (again.new | again.updated) - ahead
    yield from findings("not-at-rest", (held.notes[guid].words if guid in held.notes else guid for guid in restless))


def _retired(new: Snapshot) -> Collection[str]:
    """The guids of a package whose notes are all retired, by the tag and the deck they come with; of any other package none.
    Rows of `new` have the deck's name first."""
    tagged = all(any(tag.endswith("::retired") for tag in note.tags) for note in new.notes.values())
    return new.notes.keys() if tagged and all(row[0].endswith("::Retired") for row in new.cards.values()) else ()


def _of_stamps(new: Snapshot) -> Iterator[Finding]:
    late = time.time() + _DAY
    yield from findings("future-stamp", (note.words for note in new.notes.values() if note.mod > late))


def _twice(learner: Learner) -> Iterator[Finding]:
    counts = Counter(learner.col.db.list("select guid from notes"))
    yield from findings("guid-twice", (guid for guid, count in counts.items() if count > 1))


def _with_decks(learner: Learner) -> Snapshot:
    """What the learner holds, with the names of decks in place of their numbers."""
    held = learner.snapshot()
    return Snapshot(held.notes, {card: (learner.deck(row[0]), *row[1:]) for card, row in held.cards.items()})


def _once(found: list[Finding]) -> tuple[Finding, ...]:
    """One finding of each name, in the order of the table, with every card once."""
    cards: dict[str, dict[str, None]] = {}
    for each in found:
        cards.setdefault(each.name, {}).update(dict.fromkeys(filter(None, each.cards)))
    return tuple(Finding(name, tuple(cards[name])) for name in PROMISES if name in cards)


__all__ = ["Moving", "Refused", "Rehearsal", "rehearse"]
