"""A package for Anki: the legacy format, which every client reads, deflated.

What Anki does with each value is measured in the tests; the same package gives the same bytes on any machine.
"""

from __future__ import annotations

import json
import sqlite3
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import Any, BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from ankigen.files import Staged
from ankigen.model import Media
from ankigen.notetypes.render import requirements

_DEFLATES = (".svg", ".bmp", ".wav", ".css", ".txt")
_LEVEL = 6


@dataclass(frozen=True, slots=True)
class PackTemplate:
    """A card template; `id` is None where the note type comes from elsewhere and has none."""

    name: str
    front: str
    back: str
    id: int | None = None


@dataclass(frozen=True, slots=True)
class PackType:
    """A note type as it is shipped, ankigen's own or one that was adopted; a field is its name and its id or None."""

    id: int
    name: str
    fields: tuple[tuple[str, int | None], ...]
    templates: tuple[PackTemplate, ...]
    css: str
    mod: int
    cloze: bool = False
    sort_field: int = 0


@dataclass(frozen=True, slots=True)
class PackNote:
    """A note as it is shipped: `nid` in milliseconds, `mod` in seconds, `ordinals` of the cards it has."""

    guid: str
    nid: int
    notetype: PackType
    fields: tuple[str, ...]
    tags: tuple[str, ...]
    deck: str
    mod: int
    due: int
    ordinals: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Package:
    """All that is shipped.  `decks` has the descriptions of decks by name; those that only notes name have none."""

    name: str
    notes: Sequence[PackNote]
    types: Sequence[PackType]
    decks: Mapping[str, str] = field(default_factory=dict)
    media: Sequence[Media] = ()


def stage(path: Path, package: Package) -> Staged:
    """The package on the disk beside `path`, ready to be committed.

    Raises `ValueError` where Anki would refuse or damage it, `OSError` where it cannot be written; nothing is left then.
    """
    staged = Staged(path)
    try:
        _write(staged.file, package)
        return staged.seal()
    except BaseException:
        staged.discard()
        raise


def write_apkg(target: Path | BinaryIO, package: Package) -> None:
    """Write the package to a path, wholly or not at all, or into an open binary file.  Raises as `stage` does."""
    if isinstance(target, Path):
        stage(target, package).commit()
    else:
        _write(target, package)


def _write(file: BinaryIO, package: Package) -> None:
    _refuse(package)
    media = {one.name: one for one in package.media}
    names = sorted(media)
    with ZipFile(file, "w") as archive:
        _add(archive, "collection.anki2", _database(package), deflate=True)
        for at, name in enumerate(names):
            data = media[name].data
            _add(archive, str(at), media[name].path.read_bytes() if data is None else data, name.endswith(_DEFLATES))
        _add(archive, "media", _json({str(at): name for at, name in enumerate(names)}).encode(), deflate=True)


def _add(archive: ZipFile, name: str, data: bytes, deflate: bool) -> None:
    entry = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    entry.create_system = 3  # the same on Windows
    entry.external_attr = 0o644 << 16
    archive.writestr(entry, data, ZIP_DEFLATED if deflate else ZIP_STORED, _LEVEL)


def _refuse(package: Package) -> None:
    """Raise `ValueError` for what makes Anki refuse the whole package, or lose something without a word."""
    guids: set[str] = set()
    types = {one.id for one in package.types}
    for note in package.notes:
        fault = (
            "its guid is empty" if not note.guid
            else "its guid is in the package twice" if note.guid in guids
            else "its note type is not in the package" if note.notetype.id not in types
            else "it has another number of fields than its note type" if len(note.fields) != len(note.notetype.fields)
            else "it has no cards" if not note.ordinals
            else "a field has the character 0x1f, which Anki keeps for itself" if any("\x1f" in text for text in note.fields)
            else "it has half of a surrogate pair" if not _is_text(note)
            else ""
        )
        if fault:
            raise ValueError(f"card {note.guid!r}: {fault}")
        guids.add(note.guid)


def _is_text(note: PackNote) -> bool:
    try:
        "".join((note.guid, note.deck, *note.tags, *note.fields)).encode()
    except UnicodeEncodeError:
        return False
    return True


def _database(package: Package) -> bytes:
    from genanki.apkg_schema import APKG_SCHEMA

    decks = _deck_ids(package)
    notes = sorted(package.notes, key=lambda note: note.nid)
    database = sqlite3.connect(":memory:", isolation_level=None)
    try:
        database.executescript("PRAGMA page_size = 4096; PRAGMA auto_vacuum = 0; PRAGMA secure_delete = 1;" + APKG_SCHEMA)
        database.execute("BEGIN")
        database.execute("INSERT INTO col VALUES (1, ?, ?, ?, 11, 0, 0, 0, ?, ?, ?, ?, '{}')", _collection(package, decks))
        database.executemany("INSERT INTO notes VALUES (?, ?, ?, ?, -1, ?, ?, 0, 0, 0, '')", map(_note_row, notes))
        database.executemany(
            "INSERT INTO cards VALUES (?, ?, ?, ?, ?, -1, 0, 0, ?, 0, 0, 0, 0, 0, 0, 0, 0, '')",
            (row for note in notes for row in _card_rows(note, decks[_folded(note.deck)])),
        )
        database.execute("COMMIT")
        database.execute("VACUUM")
        return _normalised(database.serialize())
    except sqlite3.IntegrityError as clash:
        raise ValueError(f"two notes or cards have one id ({clash})") from clash
    finally:
        database.close()


def _normalised(data: bytes) -> bytes:
    """The database without what tells which SQLite wrote it, and how often: the counters and the library's version."""
    header = bytearray(data[:100])
    header[24:28] = header[92:96] = (1).to_bytes(4, "big")
    header[96:100] = bytes(4)
    return bytes(header) + data[100:]


def _note_row(note: PackNote) -> tuple[Any, ...]:
    tags = f" {' '.join(note.tags)} " if note.tags else ""
    return note.nid, note.guid, note.notetype.id, note.mod, tags, "\x1f".join(note.fields)


def _card_rows(note: PackNote, deck: int) -> Iterator[tuple[int, ...]]:
    for ordinal in note.ordinals:
        yield note.nid + 1 + ordinal, note.nid, deck, ordinal, note.mod, note.due


def _collection(package: Package, decks: Mapping[str, int]) -> tuple[Any, ...]:
    """The values of the one row of `col`; its times are those of the newest thing in the package."""
    from genanki.apkg_col import APKG_COL

    newest = max((one.mod for one in (*package.notes, *package.types)), default=0)
    with sqlite3.connect(":memory:") as empty:
        empty.execute("CREATE TABLE col (id, crt, mod, scm, ver, dty, usn, ls, conf, models, decks, dconf, tags)")
        empty.executescript(APKG_COL)
        conf, own, presets = empty.execute("SELECT conf, decks, dconf FROM col").fetchone()
    types = {str(one.id): _type_json(one) for one in package.types}
    shipped = json.loads(own) | {str(decks[_folded(name)]): _deck_json(name, decks[_folded(name)], text, newest)
                                 for name, text in _descriptions(package).items()}
    return newest, newest * 1000, newest * 1000, _json(json.loads(conf)), _json(types), _json(shipped), _json(json.loads(presets))


def _type_json(one: PackType) -> dict[str, Any]:
    from genanki import Model

    model = Model(
        one.id, one.name,
        [{"name": name} | ({} if id is None else {"id": id}) for name, id in one.fields],
        [{"name": made.name, "qfmt": made.front, "afmt": made.back} | ({} if made.id is None else {"id": made.id})
         for made in one.templates],
        one.css, int(one.cloze), sort_field_index=one.sort_field,
    )
    model._req = requirements([made.front for made in one.templates], [name for name, _ in one.fields])  # its own fails on ^
    made: dict[str, Any] = model.to_json(one.mod, None)
    return made


def _deck_json(name: str, id: int, description: str, mod: int) -> dict[str, Any]:
    from genanki import Deck

    made: dict[str, Any] = Deck(id, name, description).to_json()
    return made | {"mod": mod} | dict.fromkeys(("lrnToday", "newToday", "revToday", "timeToday"), [0, 0])


def _descriptions(package: Package) -> dict[str, str]:
    """Every deck of the package and its parents, in order of name, with its description."""
    named: dict[str, tuple[str, str]] = {}
    for name in (*package.decks, *(note.deck for note in package.notes)):
        parts = name.split("::")
        for depth in range(1, len(parts) + 1):
            above = "::".join(parts[:depth])
            named.setdefault(_folded(above), (above, package.decks.get(above, "")))
    return dict(sorted(named.values()))


def _deck_ids(package: Package) -> dict[str, int]:
    """The id of every deck, by its folded name: bound to the name alone, so that it is the same in every package."""
    return {_folded(name): _deck_id(_folded(name)) for name in _descriptions(package)}


def _deck_id(folded: str) -> int:
    return 1_000_000_000_000 + int.from_bytes(blake2b(folded.encode(), digest_size=8).digest(), "big") % 500_000_000_000


def _folded(deck: str) -> str:
    """Decks whose names differ in case alone are one deck to Anki."""
    return unicodedata.normalize("NFC", deck).casefold()


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
