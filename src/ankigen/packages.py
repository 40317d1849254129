"""Packages that are already out, read: what a learner who imported one has.  Legacy ones and those Anki exports now."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO
from zipfile import ZipFile

_MOST = 2**30  # bytes of a collection, unpacked
_PART = 2**20  # bytes that are held at a time
_GUID, _TAGS, _FIELDS = (f"CAST({column} AS TEXT)" for column in ("guid", "tags", "flds"))  # SQLite holds whatever was put into a column
_MOD = "CAST(mod AS INTEGER)"
_DUE = "min(max(CAST(due AS INTEGER), 0), 999999)"  # it may be a day, a time, or in a filtered deck less than nothing
_MODERN, _LEGACY = "collection.anki21b", ("collection.anki21", "collection.anki2")


class BadPackage(Exception):
    """The file is no package that can be read; the message is a sentence."""


@dataclass(frozen=True, slots=True)
class ShippedType:
    """A note type as a package holds it; `model` is in the form of Anki's own JSON."""

    id: int
    name: str
    cloze: bool
    model: Mapping[str, Any]

    @property
    def field_names(self) -> tuple[str, ...]:
        return tuple(field["name"] for field in self.model["flds"])


@dataclass(frozen=True, slots=True)
class Shipped:
    """A note as a package holds it; `fields` by name, `ordinals` of its cards, and where they are in order."""

    guid: str
    nid: int
    type: ShippedType
    mod: int
    tags: tuple[str, ...]
    fields: Mapping[str, str]
    deck: str
    ordinals: tuple[int, ...]
    due: int


def read_package(path: Path) -> dict[str, Shipped]:
    """Every note of the package at `path`, by guid.  Raises `BadPackage`, or `OSError` where it cannot be opened."""
    with _opened(path) as database:
        return {note.guid: note for note in _notes(database)}


def stamps(path: Path) -> Iterator[tuple[str, int, int]]:
    """The guid, note type and `mod` of every note of the package at `path`.  Raises as `read_package` does."""
    with _opened(path) as database:
        yield from database.execute(f"SELECT {_GUID}, mid, {_MOD} FROM notes")


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    """The collection of a package, unpacked onto the disk while it is read."""
    try:
        with TemporaryDirectory() as folder:
            unpacked = Path(folder) / "collection"
            with ZipFile(path) as archive, unpacked.open("w+b") as file:
                _unpack(archive, file)
                file.seek(18)
                file.write(b"\1\1")  # no write-ahead log, which a copy has not
            with closing(sqlite3.connect(unpacked)) as database:
                database.create_collation("unicase", lambda a, b: (a.casefold() > b.casefold()) - (a.casefold() < b.casefold()))
                yield database
    except OSError:
        raise
    except Exception as fault:  # whatever is wrong with it: zip, zlib, zstandard, SQLite and JSON each have errors of their own
        raise BadPackage(f"{path} is no Anki package that can be read ({fault}).") from fault


def _unpack(archive: ZipFile, file: BinaryIO) -> None:
    names = set(archive.namelist())
    name = next((name for name in (_MODERN, *_LEGACY) if name in names), "")
    if not name:
        raise ValueError("it holds no collection")
    for part in _parts(archive, name):
        file.write(part)
        if file.tell() > _MOST:
            raise ValueError("its collection is too large")


def _parts(archive: ZipFile, name: str) -> Iterator[bytes]:
    with archive.open(name) as packed:
        if name != _MODERN:
            yield from iter(partial(packed.read, _PART), b"")
            return
        import zstandard

        yield from iter(partial(zstandard.ZstdDecompressor().stream_reader(packed).read, _PART), b"")


def _notes(database: sqlite3.Connection) -> Iterator[Shipped]:
    modern = database.execute("SELECT count(*) FROM sqlite_master WHERE name = 'notetypes'").fetchone()[0]
    types = _modern_types(database) if modern else _legacy_types(database)
    decks = _modern_decks(database) if modern else _legacy_decks(database)
    cards: dict[int, list[tuple[int, int, int]]] = {}
    for nid, ordinal, deck, due in database.execute(f"SELECT nid, ord, did, {_DUE} FROM cards ORDER BY ord"):
        cards.setdefault(nid, []).append((ordinal, deck, due))
    rows_of_notes = database.execute(f"SELECT id, {_GUID}, mid, {_MOD}, {_TAGS}, {_FIELDS} FROM notes ORDER BY id")
    for nid, guid, type_id, mod, tags, fields in rows_of_notes:
        if not (guid and 0 < nid < 2**53 and 0 <= mod < 2**35):
            raise ValueError(f"a note has the guid “{guid}”, the id {nid} and the time {mod}; no update would reach it")
        kind, rows = types[type_id], cards.get(nid, [])
        yield Shipped(
            guid, nid, kind, mod, tuple(tags.split()), dict(zip(kind.field_names, fields.split("\x1f"), strict=False)),
            decks.get(rows[0][1], "") if rows else "", tuple(row[0] for row in rows), rows[0][2] if rows else 0,
        )


def _legacy_types(database: sqlite3.Connection) -> dict[int, ShippedType]:
    models = json.loads(database.execute("SELECT models FROM col").fetchone()[0])
    return {int(key): ShippedType(int(key), model["name"], model["type"] == 1, _whole(model)) for key, model in models.items()}


def _whole(model: Mapping[str, Any]) -> Mapping[str, Any]:
    """A note type, which must have what each has: names, fields, and templates with both sides."""
    names = [model["name"], *(field["name"] for field in model["flds"])]
    sides = [template[part] for template in model["tmpls"] for part in ("name", "qfmt", "afmt")]
    if not (model["flds"] and sides) or {*map(type, names + sides)} != {str}:
        raise ValueError(f"its note type {model['name']} is damaged")
    return model


def _legacy_decks(database: sqlite3.Connection) -> dict[int, str]:
    decks = json.loads(database.execute("SELECT decks FROM col").fetchone()[0])
    return {int(key): str(deck["name"]) for key, deck in decks.items()}


def _modern_decks(database: sqlite3.Connection) -> dict[int, str]:
    return {number: name.replace("\x1f", "::") for number, name in database.execute("SELECT id, name FROM decks")}


def _modern_types(database: sqlite3.Connection) -> dict[int, ShippedType]:
    """Note types from the tables of schema 18, whose details are protobuf messages (proto/anki/notetypes.proto)."""
    types = {}
    for number, name, config in database.execute("SELECT id, name, config FROM notetypes").fetchall():
        told = _message(config)
        fields = database.execute("SELECT name, config FROM fields WHERE ntid = ? ORDER BY ord", (number,)).fetchall()
        templates = database.execute("SELECT name, config FROM templates WHERE ntid = ? ORDER BY ord", (number,)).fetchall()
        types[number] = ShippedType(number, name, told.get(1) == 1, {
            "flds": [{"name": field} | _id(_message(more), 9) for field, more in fields],
            "tmpls": [
                {"name": template, "qfmt": _text(_message(more), 1), "afmt": _text(_message(more), 2)} | _id(_message(more), 8)
                for template, more in templates
            ],
            "type": told.get(1, 0), "sortf": told.get(2, 0), "css": _text(told, 3),
        })
    return types


def _text(message: Mapping[int, int | bytes], number: int) -> str:
    value = message.get(number, b"")
    return value.decode("utf-8") if isinstance(value, bytes) else ""


def _id(message: Mapping[int, int | bytes], number: int) -> dict[str, int]:
    value = message.get(number)
    return {"id": value} if isinstance(value, int) else {}


def _message(data: bytes) -> dict[int, int | bytes]:
    """The fields of a protobuf message by number: integers and byte strings; others are passed over."""
    found: dict[int, int | bytes] = {}
    at = 0
    while at < len(data):
        key, at = _varint(data, at)
        number, wire = key >> 3, key & 7
        if wire == 0:
            value, at = _varint(data, at)
            found[number] = value - 2**64 if value >= 2**63 else value
        elif wire == 2:
            length, at = _varint(data, at)
            found[number] = data[at : at + length]
            at += length
        elif wire in (1, 5):
            at += 8 if wire == 1 else 4
        else:
            raise ValueError("a note type cannot be read")
    return found


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, at
        shift += 7
