"""Identities from a package that is already out: the first export then updates what learners have, and adds nothing twice.

Cards are recognised by what they show, since a package knows nothing of notes and sections.  A note type that is not
ankigen's own is kept as it came, because a card can never change its note type; ours are filled into its fields, and what
stands in others stays.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ankigen.codes import problem
from ankigen.identity import Plan, Planned
from ankigen.identity.digests import digest_of_card
from ankigen.identity.match import as_shown, match
from ankigen.lock import Lock, Locked, LockedType
from ankigen.model import Card, Kind, Problem
from ankigen.notetypes import NOTETYPES
from ankigen.notetypes.clozes import unfilled
from ankigen.notetypes.foreign import counterparts
from ankigen.packages import Shipped, ShippedType
from ankigen.plainly import blanks_of, sentence_of, words_of

_MEDIA = re.compile(r"\[sound:|<(?:img|audio|video|source|object|embed)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Adopted:
    """The lock after adopting, and how it came about; cards that took over a shipped note are known by their index."""

    lock: Lock
    taken: Mapping[int, Shipped]
    likeness: Mapping[int, float]
    left: tuple[Shipped, ...]  # that no card took over
    waiting: tuple[Card, ...]  # that found none
    retired: int  # of those that are left, which the lock keeps for entries that may return
    overtaken: int  # cards that the lock knew only in an earlier state
    emptied: Counter[tuple[str, str]]  # (note type, field) → how many cards lose what they have there when they are updated

    @property
    def changes_lock(self) -> bool:
        """Whether there is anything to write."""
        return bool(self.taken or self.retired or self.overtaken)


def adopt(cards: Sequence[Card], shipped: Mapping[str, Shipped], lock: Lock) -> Adopted:
    """`lock` with the identities of `shipped` for those `cards` that have none in it yet, and no older than `shipped`."""
    known = {card.guid for card in lock.cards}
    theirs = _their_types(shipped, lock.types)
    types = {kind.key: kind for kind in theirs.values()} | dict(lock.types)
    kinds: dict[str, str] = {key: kind.kind for key, kind in types.items()}
    roomless = {number for number, kind in theirs.items() if kind.foreign and not kind.foreign["fields"]}
    unknown = [note for note in shipped.values() if note.guid not in known]
    olds = [_shown(note, theirs[note.type.id]) for note in unknown if note.type.id not in roomless]
    brought = [_no_older(card, shipped.get(card.guid), types[card.type]) for card in lock.cards]
    placed = match(cards, lock.cards, kinds)
    free = [at for at in range(len(cards)) if at not in placed]
    found = match([cards[at] for at in free], olds, kinds)
    taken = {free[n]: each for n, each in found.items()}
    lines = [_line(cards[at], each.old) for at, each in taken.items()]
    guids = {line.guid for line in lines}
    left = [old for old in olds if old.guid not in guids]
    # Of our own cards, those that are no longer in the notes were retired: they may come back under their guids.
    retired = [old._replace(note="?", retired=old.mod + 1) for old in left if old.type in NOTETYPES]
    known_by_now = (*brought, *lines, *retired)
    used = {card.type for card in known_by_now}
    return Adopted(
        Lock(lock.salt, {key: kind for key, kind in types.items() if key in used}, known_by_now, lock.exists),
        {at: shipped[each.old.guid] for at, each in taken.items()},
        {at: each.likeness for at, each in taken.items()},
        tuple(note for note in unknown if note.guid not in guids),
        tuple(as_shown(cards[at]) for at in free if at not in taken),
        len(retired),
        sum(old is not card for old, card in zip(lock.cards, brought, strict=True)),
        Counter(
            (types[each.old.type].name, name)
            for at, each in taken.items() for name in _emptied(cards[at], shipped[each.old.guid], types[each.old.type])
        ),
    )


def _emptied(card: Card, note: Shipped, kind: LockedType) -> Iterator[str]:
    """The fields of a note of another tool that hold what this card says nothing of, or a file that its deck has not."""
    if not kind.foreign:
        return
    ours = {theirs: name for name, theirs in kind.foreign["fields"].items()}
    for name, text in note.fields.items():
        if text and (ours[name] == "Extra" and not card.fields.get("Extra") if name in ours else _MEDIA.search(text)):
            yield name


def _line(card: Card, old: Locked) -> Locked:
    """A shipped card, said to be this one; its front is still what learners have."""
    asked = "" if card.kind == "cloze" or old.front == card.says[0] else old.front
    return old._replace(note=card.note, section=card.section, role=card.role, id=card.id, says=card.says, asked=asked)


def _no_older(card: Locked, note: Shipped | None, kind: LockedType) -> Locked:
    """A line of a lock that was taken back, with the stamp, the digest and the numbers of blanks that learners have by now."""
    if note is None or note.mod <= max(card.mod, card.retired):
        return card
    seen = _shown(note, kind)
    gone = {**seen.gone, **seen.blanks, **card.gone}
    return card._replace(
        mod=seen.mod, digest=seen.digest, retired=0, gone={number: gone[number] for number in sorted(gone.keys() - card.blanks)}
    )


def against(plan: Plan, shipped: Mapping[str, Shipped]) -> Plan:
    """`plan` as it is for a learner who has just what `shipped` holds, whatever the lock says.

    Anki takes a note where its stamp is later, and asks for nothing else.
    """
    types = _their_types(shipped, plan.lock.types)
    before = {guid: _shown(note, types[note.type.id]) for guid, note in shipped.items()}
    cards = tuple(_against(planned, before.get(planned.now.guid)) for planned in plan.cards)
    kept = {planned.now.guid for planned in plan.cards}
    return replace(plan, cards=cards, retired=tuple(old for guid, old in before.items() if guid not in kept))


def left_behind(plan: Plan) -> Iterator[Problem]:
    """A warning for each card of a plan `against` a package that differs from it and would not be updated."""
    for planned in plan.of("unchanged"):
        if planned.old and planned.old.digest and dict(planned.old.digest) != dict(planned.now.digest):
            yield problem(
                "older-lock", planned.card.place,
                "The package has this card with other words and a later stamp than the lock knows, so an import would leave it as it is.",
                "Take the latest lock back (git log ankigen.lock), or run ankigen adopt on that package.",
            )


def _against(planned: Planned, old: Locked | None) -> Planned:
    if old is None:
        return planned._replace(state="new", old=None, likeness=1.0)
    return planned._replace(state="changed" if planned.now.mod > old.mod else "unchanged", old=old._replace(note=planned.now.note))


def _their_types(shipped: Mapping[str, Shipped], ours: Mapping[str, LockedType]) -> dict[int, LockedType]:
    """The note types of a package by id.

    One that is like ours but has another id, being of another project's deck, is a type of its own: no card changes its type.
    """
    found: dict[int, LockedType] = {}
    taken = {key: kind.id for key, kind in ours.items()}
    for kind in {note.type.id: note.type for note in shipped.values()}.values():
        locked = _locked_type(kind)
        if taken.setdefault(locked.key, kind.id) != kind.id:
            locked = replace(locked, key=f"{locked.key} {kind.id}")
        found[kind.id] = locked
    return found


def _locked_type(kind: ShippedType) -> LockedType:
    own = own_kind(kind)
    if own:
        return LockedType(own, own, kind.id, kind.name)
    model = {part: kind.model.get(part) for part in ("flds", "tmpls", "type", "sortf", "css")}
    foreign = {"model": model, "fields": counterparts(model)}
    return LockedType(f"{kind.name} {kind.id}", "cloze" if kind.cloze else "qa", kind.id, kind.name, foreign=foreign)


def own_kind(kind: ShippedType) -> Kind | None:
    """Which of ankigen's own note types it is, by its fields."""
    return next((key for key, own in NOTETYPES.items() if own.field_names == kind.field_names), None)


def parts(shipped: Mapping[str, Shipped]) -> dict[str, dict[str, str]]:
    """What each shipped note held, by guid: its tags, and its fields by the names of ours that they are the counterparts of."""
    types = _their_types(shipped, {})
    return {guid: {**_ours(note, types[note.type.id]), "Tags": " ".join(note.tags)} for guid, note in shipped.items()}


def _ours(note: Shipped, kind: LockedType) -> Mapping[str, str]:
    if not kind.foreign:
        return note.fields
    return {name: note.fields.get(theirs, "") for name, theirs in kind.foreign["fields"].items()}


def _shown(note: Shipped, kind: LockedType) -> Locked:
    """A shipped note as a line of a lock, saying what its fields show."""
    ours = _ours(note, kind)
    others = note.fields.keys() - kind.foreign["fields"].values() if kind.foreign else ()
    text = unfilled(ours.get("Text", ""))
    says = (sentence_of(text), "") if kind.kind == "cloze" else (words_of(ours.get("Question", "")), words_of(ours.get("Answer", "")))
    blanks = blanks_of(text) if kind.kind == "cloze" else {}
    return Locked(
        guid=note.guid, nid=note.nid, type=kind.key, note="", section="", role="", says=says, mod=note.mod, due=note.due, deck=note.deck,
        digest=digest_of_card(ours, note.tags), blanks=blanks,
        gone={number: "" for number in range(1, max(blanks, default=1)) if number not in blanks},  # learners may have had them
        rest={name: note.fields[name] for name in sorted(others) if note.fields[name] and not _MEDIA.search(note.fields[name])},
    )
