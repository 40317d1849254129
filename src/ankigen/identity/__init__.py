"""Card + Lock → Plan: each card keeps its guid, each blank its number, and only what changed gets a newer `mod`.

A guid is matched by Anki alone, for ever; a note type is a veto; `mod` decides whether an import updates.  So all three
are decided here and nowhere else, from the lock and the clock.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import NamedTuple

from ankigen.identity.blanks import numbers
from ankigen.identity.digests import digest, digest_of_card
from ankigen.identity.doubts import doubts
from ankigen.identity.match import Match, match
from ankigen.identity.order import places
from ankigen.lock import Lock, Locked, LockedType
from ankigen.model import EMPTY, Card, Problem, Project, State
from ankigen.notetypes import NOTETYPES
from ankigen.notetypes.foreign import asked_for
from ankigen.plainly import words_of
from ankigen.settle import settle

_SLOT = 512
"""Milliseconds between note ids: a card's id is its note's plus 1 plus its ordinal, and ordinals go to 498."""

_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_PAIRS = [first + second for second in _ALPHABET for first in _ALPHABET]


class Planned(NamedTuple):
    """A card with its identity: `now` is its line in the new lock, `old` the one before; `fields` are final."""

    card: Card
    now: Locked
    fields: Mapping[str, str]
    state: State
    old: Locked | None = None
    likeness: float = 1.0


@dataclass(frozen=True, slots=True)
class Plan:
    """What an export would do: every card, what it retires, and the lock before and after.  Nothing is written."""

    cards: tuple[Planned, ...]
    retired: tuple[Locked, ...]  # retired by this export
    old: Lock
    lock: Lock
    css: str
    problems: tuple[Problem, ...]

    @property
    def changes_lock(self) -> bool:
        """Whether an export would write another lock than there is."""
        return not self.old.exists or _contents(self.old) != _contents(self.lock)

    def of(self, *states: State) -> list[Planned]:
        """The cards in one of these states, in source order."""
        return [planned for planned in self.cards if planned.state in states]


def _contents(lock: Lock) -> tuple[object, ...]:
    """All that a lock says, in whatever order its cards come."""
    return lock.salt, lock.types, {card.guid: card for card in lock.cards}


def identify(cards: Sequence[Card], lock: Lock, project: Project, css: str, now: int) -> Plan:
    """The plan for `cards`, given what was shipped before.  `now` is the clock in seconds, `css` the style of all cards."""
    salt = lock.salt if lock.exists else project.written_name
    types = _types(lock, salt, css, now)
    matches = match(cards, lock.cards, {key: kind.kind for key, kind in types.items()})
    guids = _guids(cards, matches, lock.cards, salt)
    dues = _dues(cards, matches)
    nids = _nids(cards, matches, lock.cards, now)
    planned = tuple(
        _planned(card, matches.get(at), guids[at], nids[at], dues[at], now, types) for at, card in enumerate(cards)
    )
    kept = {entry.now.guid for entry in planned}
    gone = [old for old in lock.cards if old.guid not in kept]
    retired = tuple(old._replace(retired=_later(now, old.mod)) for old in gone if not old.retired)
    still = [old for old in gone if old.retired]
    new = Lock(salt, types, (*(entry.now for entry in planned), *retired, *still), exists=True)
    return Plan(planned, retired, lock, new, css, tuple(doubts(cards, matches, retired)))


def _planned(card: Card, found: Match | None, guid: str, nid: int, due: int, now: int, types: Mapping[str, LockedType]) -> Planned:
    old = found.old if found else None
    kind = types[old.type if old else card.kind]
    before = (old.blanks, old.says[0], old.gone) if old else ({}, "", {})
    given, gone = numbers(card.blanks, card.says[0], *before)
    fields = _taken(kind, settle(card, guid, given))
    parts = digest_of_card(fields, card.tags)
    changed = old is None or _digests(kind, old) != parts
    line = Locked(
        guid=guid, nid=nid, type=kind.key, note=card.note, section=card.section, role=card.role,
        says=card.says, mod=_later(now, max(old.mod, old.retired) if old else 0) if changed else old.mod,  # type: ignore[union-attr]
        due=due, asked=_asked(card, fields), id=card.id, deck=card.deck, digest=parts,
        blanks={given[at]: blank.text for at, blank in enumerate(card.blanks, 1)} or EMPTY, gone=gone,
        rest=old.rest if old else EMPTY,
    )
    line = old if old == line else line  # of a deck that is as it was there is one lock in the memory
    return Planned(card, line, fields, _state(found, card, changed), old, found.likeness if found else 1.0)


def _taken(kind: LockedType, fields: Mapping[str, str]) -> Mapping[str, str]:
    """What a card of this note type has room for: in one taken over from another tool, a question and what answers it.

    An extra that has no field there stands under the answer, unless a card asks for that: it would give the question away, or
    have to be typed.  What else the notes say reaches no learner, and so changes nothing.
    """
    if not kind.foreign:
        return fields
    theirs = kind.foreign["fields"]
    taken = {name: fields.get(name, "") for name in theirs}
    if "Answer" in taken and "Extra" not in taken and fields.get("Extra") and theirs["Answer"] not in asked_for(kind.foreign["model"]):
        taken["Answer"] += f"<div>{fields['Extra']}</div>"
    return taken


def _digests(kind: LockedType, old: Locked) -> Mapping[str, str]:
    """The digests of what a card that was shipped had room for."""
    if not kind.foreign:
        return old.digest
    room = {*kind.foreign["fields"], "Tags"}
    return {part: value for part, value in old.digest.items() if part in room}


def _asked(card: Card, fields: Mapping[str, str]) -> str:
    """The sentence on the front of a card, where it is not the author's own words."""
    question = fields.get("Question", "")
    if card.kind == "cloze" or question == card.says[0]:
        return ""
    words = words_of(question)
    return "" if words == card.says[0] else words


def _state(found: Match | None, card: Card, changed: bool) -> State:
    if not found:
        return "new"
    if found.old.retired:
        return "restored"
    if changed and found.likeness < 1 and found.old.says != card.says:
        return "reworded"
    return "changed" if changed else "unchanged"


def _later(now: int, before: int) -> int:
    """The `mod` of something that changed: the clock, or a second after before where the clock is not later."""
    return max(now, before + 1)


def _types(lock: Lock, salt: str, css: str, now: int) -> dict[str, LockedType]:
    """The project's note types, with a newer `mod` for those whose templates or style changed.

    Of ours there may be several of a kind, where the deck of another project was adopted.
    """
    types = dict(lock.types)
    for key, kind in NOTETYPES.items():
        name = f"ankigen {kind.name}" + (f" · {salt}" if salt else "")
        number = kind.base + int.from_bytes(blake2b(salt.encode(), digest_size=4).digest()) if salt else kind.base
        while key not in types and any(number == other.id for other in types.values()):
            number += 1  # a learner's collection had the type with another field, and was adopted so
        types.setdefault(key, LockedType(key, key, number, name))
    for name, old in types.items():
        value = digest("\0".join([css, *(template.front + "\0" + template.back for template in NOTETYPES[old.kind].templates)]))
        if old.digest != value and not old.foreign:
            types[name] = replace(old, digest=value, mod=_later(now, old.mod))
    return types


def _guids(cards: Sequence[Card], matches: Mapping[int, Match], olds: Iterable[Locked], salt: str) -> list[str]:
    """A guid for each card: its own, or one derived from what it says, so that two people who build the same notes
    without a lock get the same.  One that was ever used is not used again."""
    used = {old.guid for old in olds}
    guids = []
    for at, card in enumerate(cards):
        if at in matches:
            guids.append(matches[at].old.guid)
            continue
        words = (salt, card.note, card.kind, card.section, card.role, card.id or "\0".join(card.says))
        nth = 0
        while (guid := _guid(*words, str(nth))) in used:
            nth += 1
        used.add(guid)
        guids.append(guid)
    return guids


def _guid(*words: str) -> str:
    """Twelve letters and digits (71 bits) from `words`; plain enough to be written as an entry's `id`."""
    number = int.from_bytes(blake2b("\0".join(words).encode("utf-8", "surrogatepass"), digest_size=16).digest())
    pairs = []
    for _ in range(6):
        number, at = divmod(number, len(_PAIRS))
        pairs.append(_PAIRS[at])
    return "".join(pairs)


def _dues(cards: Sequence[Card], matches: Mapping[int, Match]) -> list[int]:
    """Positions of new cards: by priority, then in the order written."""
    order = sorted(range(len(cards)), key=lambda at: cards[at].priority)
    found = places([matches[at].old.due if at in matches and not matches[at].old.retired else None for at in order])
    dues = [0] * len(cards)
    for at, place in zip(order, found, strict=True):
        dues[at] = place
    return dues


def _nids(cards: Sequence[Card], matches: Mapping[int, Match], olds: Iterable[Locked], now: int) -> list[int]:
    """Note ids: kept for ever; new ones are milliseconds before now, rising in source order.

    Two branches may have given one id twice; the second card then takes another (Anki matches by guid, so none is lost).
    """
    taken: dict[int, str] = {}
    for old in sorted(olds, key=lambda old: (old.mod, old.guid)):
        taken.setdefault(old.nid // _SLOT, old.guid)
    ids = [0] * len(cards)
    waiting = []
    for at in range(len(cards)):
        kept = matches[at].old if at in matches else None
        if kept and taken[kept.nid // _SLOT] == kept.guid:
            ids[at] = kept.nid
        else:
            waiting.append(at)
    slot = max(now * 1000 // _SLOT - 1, len(waiting) + len(taken))  # a clock of 1970 has no room before it
    for at in reversed(waiting):
        while slot in taken:
            slot -= 1
        ids[at] = slot * _SLOT
        slot -= 1
    return ids
