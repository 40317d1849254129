"""ankigen.lock: the identity of everything ever shipped.

One line per card, as JSON, grouped by note under a comment line, so that a diff reads well and two branches that edit
different notes merge.  The first line holds the version; an unknown one is refused.  Nothing in a lock is derived again:
guids, note ids and blank numbers stand literally.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from io import StringIO
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from sys import intern
from typing import Any, BinaryIO, NamedTuple

from ankigen.codes import problem
from ankigen.model import EMPTY, Kind, Place, Problem
from ankigen.shapes import ID

NAME = "ankigen.lock"
VERSION = 1
END = f"# end of {NAME}"
HEADER = f"# {NAME}, version {VERSION}. ankigen export writes this file; commit it, and do not edit it by hand."
_LATEST = 2**35  # seconds: far enough, and near enough that milliseconds are refused
_ENCODER = json.JSONEncoder(ensure_ascii=False)
_DECODER = json.JSONDecoder()
_HEADER = re.compile(r"# ankigen\.lock, version (\d+)\b")
_NAMED, _TEMPLATE = itemgetter("name"), itemgetter("name", "qfmt", "afmt")
_TEXT, _INTEGER = {str}, {int}
_CONFLICT = re.compile(r"(<{7}|\|{7}|={7}|>{7})(\s|$)")
_RESTORE = "Take the last good version back (git checkout ankigen.lock).  If there is none, delete it and ankigen adopt the last package."


@dataclass(frozen=True, slots=True)
class LockedType:
    """A note type as shipped: its key in the lock, its permanent id and name, what it is used for, when it last changed.

    `foreign` is empty for ankigen's own types.  For a type taken over from another tool it holds the type as Anki's JSON
    has it ("model"), and which of its fields receives which of ours ("fields").
    """

    key: str
    kind: Kind
    id: int
    name: str
    digest: str = ""
    mod: int = 0
    foreign: Mapping[str, Any] = field(default_factory=dict)


class Locked(NamedTuple):
    """A card as shipped.

    `says` is what it was about and what it answered, in plain words; `asked` the sentence on its front, where that is another.
    `digest` maps each part that a learner receives (fields, tags) to a digest of it.  `blanks` maps the number of each blank to
    its words, in the order of the sentence; `gone` the numbers of blanks since removed to the line that each stood in, its words
    in `{{…}}`.  `retired` is 0 for a live card, else the `mod` (seconds) of its retired twin.  `rest` is what a card of
    another tool has in fields that none of ours fills.
    """

    guid: str
    nid: int
    type: str
    note: str
    section: str
    role: str
    says: tuple[str, str]
    mod: int
    due: int
    asked: str = ""
    id: str = ""
    deck: str = ""
    digest: Mapping[str, str] = EMPTY
    blanks: Mapping[int, str] = EMPTY
    gone: Mapping[int, str] = EMPTY
    retired: int = 0
    rest: Mapping[str, str] = EMPTY

    @property
    def front(self) -> str:
        """What the card asks, in plain words."""
        return self.asked or self.says[0]

    @property
    def claim(self) -> str:
        """What an entry has for its `id` to be this card."""
        return claim(self.guid)


def claim(guid: str) -> str:
    """The guid, or, of another tool's guid that has other characters than an id, an id that stands for it."""
    return guid if ID.fullmatch(guid) else f"guid-{blake2b(guid.encode(), digest_size=6).hexdigest()}"


@dataclass(frozen=True, slots=True)
class Lock:
    """The whole file.  `salt` is what first guids are derived with, fixed at the first export."""

    salt: str = ""
    types: Mapping[str, LockedType] = field(default_factory=dict)
    cards: tuple[Locked, ...] = ()
    exists: bool = False


def read(root: Path) -> tuple[Lock, list[Problem]]:
    """The lock of the project in `root`, an empty one where there is none yet; with problems it is not to be used."""
    path = root / NAME
    try:
        with path.open(encoding="utf-8-sig", newline="\n") as file:
            return _parsed(file, NAME)
    except FileNotFoundError:
        return Lock(), []
    except (OSError, UnicodeDecodeError) as fault:
        why = getattr(fault, "strerror", None) or fault
        return Lock(), [problem("bad-lock", Place(NAME), f"The lock cannot be read: {why}.", _RESTORE)]


def dump(lock: Lock) -> str:
    """The text of the file; the same for the same lock, whatever order its cards come in."""
    return "".join(_lines(lock))


def write(lock: Lock, file: BinaryIO) -> None:
    """Make this lock what `file` holds, line by line, for the text of a large one need not be held whole."""
    file.seek(0)
    file.truncate()
    file.writelines(line.encode() for line in _lines(lock))
    file.flush()


def _lines(lock: Lock) -> Iterator[str]:
    yield f"{HEADER}\n"
    yield _line({"project": lock.salt})
    for kind in sorted(lock.types.values(), key=lambda kind: kind.key):
        row = {"type": kind.key, "kind": kind.kind, "id": kind.id, "name": kind.name, "mod": kind.mod, "digest": kind.digest}
        yield _line(row | ({"foreign": kind.foreign} if kind.foreign else {}))
    ordered = sorted(lock.cards, key=lambda card: (card.note, card.due, card.guid))
    for note, cards in groupby(ordered, key=lambda card: card.note):
        yield f"# {note}\n"
        yield from map(_card_line, cards)
    yield f"{END}\n"


def parse(text: str, file: str = NAME) -> tuple[Lock, list[Problem]]:
    """The lock that `text` holds, and every line of it that cannot be trusted; with problems the lock is not to be used."""
    return _parsed(StringIO(text.removeprefix("\ufeff"), newline="\n"), file)


def _parsed(lines: Iterable[str], file: str) -> tuple[Lock, list[Problem]]:
    """The lock of these lines, which are taken one by one: a large file is not held whole."""
    reading = _Reading(file)
    marks: list[tuple[int, str]] = []
    version, number, last = 0, 0, ""
    for number, ended in enumerate(lines, 1):
        line = ended.rstrip("\r\n")  # a checkout on Windows may have put them there
        if number == 1 and (header := _HEADER.match(line)):
            version = int(header[1])
        if _CONFLICT.match(line):
            marks.append((number, line[0]))
        last = line or last
        if line.strip() and not line.startswith("#") and 0 < version <= VERSION and not marks:
            reading.take(line, number)
    if version > VERSION:
        said = f"The lock was written by a newer ankigen (version {version}; this one reads up to {VERSION})."
        return Lock(), [problem("newer-lock", Place(file), said, "Upgrade ankigen: pip install --upgrade ankigen.")]
    if marks:
        return Lock(), _conflicts(marks, file)
    if not version:
        return Lock(), [problem("bad-lock", Place(file), "The lock does not begin with its version.", _RESTORE)]
    if not reading.problems and (reading.salt is None or last != END):
        reading.refuse(number, "The lock is cut short.")
    return reading.lock(), reading.problems


class _Reading:
    """What the lines of a lock have said so far, and those that cannot be trusted."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self.salt: str | None = None
        self.types: dict[str, LockedType] = {}
        self.cards: dict[str, tuple[int, Locked]] = {}

    def take(self, line: str, number: int) -> None:
        """One line, which is a card, a note type or the project."""
        try:
            row = _DECODER.decode(line)
            if "guid" in row:
                card = _card(row)
                if card.guid in self.cards:
                    self.problems.append(_twice(Place(self.file, number), card, self.cards[card.guid][0]))
                self.cards[card.guid] = number, card
            elif "type" in row:
                kind = _type(row)
                self.types[kind.key] = kind
            else:
                self.salt = intern(row["project"])
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            self.refuse(number, "This line of the lock cannot be read.")

    def lock(self) -> Lock:
        """All of it, once each card is known to have its note type."""
        for number, card in self.cards.values():
            if card.type not in self.types:
                self.refuse(number, f"The card {card.guid} is of a note type, {card.type}, that the lock does not describe.")
        return Lock(self.salt or "", self.types, tuple(card for _, card in self.cards.values()), exists=True)

    def refuse(self, number: int, said: str) -> None:
        self.problems.append(problem("bad-lock", Place(self.file, number), said, _RESTORE))


def _conflicts(marks: list[tuple[int, str]], file: str) -> list[Problem]:
    """One problem for each conflict that git left, given the lines of its marks."""
    starts = [number for number, mark in marks if mark == "<"] or [number for number, _ in marks[:1]]
    found = []
    for start in starts:
        end = next((number for number, mark in marks if mark == ">" and number > start), start)
        found.append(problem(
            "lock-conflict", Place(file, start),
            f"Lines {start} to {end} hold a merge conflict of git.",
            "Keep the card lines of both sides and delete the marks; where both sides have a line with one guid, keep the one with the "
            "higher mod.  Then run ankigen export.",
        ))
    return found


def _twice(place: Place, card: Locked, first: int) -> Problem:
    return problem(
        "lock-conflict", place, f"The card {card.guid} stands twice, here and on line {first}.",
        "Delete the line with the lower mod, either where they are equal, and run ankigen export.",
    )


def _line(row: Mapping[str, Any]) -> str:
    return _ENCODER.encode(row) + "\n"


def _card_line(card: Locked) -> str:
    row: dict[str, Any] = {"guid": card.guid, "at": f"{card.section}.{card.role}"}
    if card.id:
        row["id"] = card.id
    row |= {"q": card.says[0], "a": card.says[1]}
    if card.asked:
        row["asked"] = card.asked
    if card.blanks:
        row["blanks"] = {str(number): words for number, words in card.blanks.items()}
    if card.gone:
        row["gone"] = {str(number): line for number, line in card.gone.items()}
    if card.rest:
        row["rest"] = card.rest
    if card.retired:
        row["retired"] = card.retired
    row |= {"mod": card.mod, "due": card.due, "type": card.type, "note": card.note, "nid": card.nid, "deck": card.deck}
    return _line(row | {"digest": card.digest})


def _card(row: Mapping[str, Any]) -> Locked:
    section, _, role = map(intern, row["at"].partition("."))  # of what many cards have there is one in the memory
    blanks = {int(number): words for number, words in row["blanks"].items()} if "blanks" in row else EMPTY
    gone = _gone(row["gone"]) if "gone" in row else EMPTY
    card = Locked(
        guid=row["guid"], nid=row["nid"], type=intern(row["type"]), note=intern(row["note"]), section=section, role=role,
        says=(row["q"], row["a"]), mod=row["mod"], due=row["due"], asked=row.get("asked", ""), id=row.get("id", ""),
        deck=intern(row["deck"]), digest={intern(part): intern(made) for part, made in row["digest"].items()},
        blanks=blanks or EMPTY, gone=gone, retired=row.get("retired", 0), rest=row.get("rest", EMPTY),
    )
    texts = (card.guid, *card.says, card.asked, card.id, *blanks.values(), *gone.values(), *card.rest.values())  # what is interned is one
    stamps = (card.mod, card.retired)
    numbers = (card.nid, card.due, *stamps, *blanks, *gone)
    if not card.guid or {*map(type, texts)} != _TEXT or {*map(type, numbers)} != _INTEGER:
        raise ValueError(row)
    if min(numbers) < 0 or max(stamps) >= _LATEST or max(numbers) >= 2**53 or blanks.keys() & gone.keys():
        raise ValueError(row)
    return card


def _gone(written: Any) -> Mapping[int, str]:
    """Numbers of removed blanks with their lines; the first locks had the numbers alone."""
    if isinstance(written, list):
        return dict.fromkeys(written, "")
    return {int(number): line for number, line in written.items()} or EMPTY


def _type(row: Mapping[str, Any]) -> LockedType:
    kind = LockedType(row["type"], row["kind"], row["id"], row["name"], row["digest"], row["mod"], row.get("foreign", EMPTY))
    if kind.foreign:  # whatever of it is not there raises what a wrong line raises
        model = kind.foreign["model"]
        [*map(_NAMED, model["flds"]), *map(_TEMPLATE, model["tmpls"]), *kind.foreign["fields"].items()]
    if kind.kind not in ("qa", "cloze", "choice") or type(kind.id) is not int or not 0 <= kind.mod < _LATEST:
        raise ValueError(row)
    return kind
