"""A package for Anki: the legacy format, which every client reads, deflated.

What Anki does with each value is measured in the tests; the same package gives the same bytes on any machine.
"""

from __future__ import annotations

import errno
import json
import sqlite3
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from hashlib import blake2b
from importlib.util import find_spec, module_from_spec, spec_from_file_location
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType
from typing import Any, BinaryIO, NamedTuple
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from ankigen.files import Staged
from ankigen.model import EMPTY, Media
from ankigen.notetypes.render import requirements

_DEFLATES = (".svg", ".bmp", ".wav", ".css", ".txt")
_LEVEL = 5  # half the time of 6, for one byte more in seventy
_MOST_OF_ZIP = 2_000_000_000  # bytes of a file that an archive of the first form holds, and a little room
_PAGE = 4096
_BTREE_HEADERS = {2: 12, 5: 12, 10: 8, 13: 8}  # the size of a page's header by its kind: https://www.sqlite.org/fileformat.html


class PackTemplate(NamedTuple):
    """A card template; `id` is None where the note type comes from elsewhere and has none."""

    name: str
    front: str
    back: str
    id: int | None = None


class PackType(NamedTuple):
    """A note type as it is shipped, ankigen's own or one that was adopted; a field is its name and its id or None."""

    id: int
    name: str
    fields: tuple[tuple[str, int | None], ...]
    templates: tuple[PackTemplate, ...]
    css: str
    mod: int
    cloze: bool = False
    sort_field: int = 0


class PackNote(NamedTuple):
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


class Package(NamedTuple):
    """All that is shipped.  `decks` has the descriptions of decks by name; those that only notes name have none."""

    name: str
    notes: Sequence[PackNote]
    types: Sequence[PackType]
    decks: Mapping[str, str] = EMPTY
    media: Sequence[Media] = ()


def stage(path: Path, package: Package) -> Staged:
    """The package on the disk beside `path`, ready to be committed.

    Raises `ValueError` where Anki would refuse or damage it, `OSError` where it cannot be written, and leaves nothing.
    """
    staged = Staged(path)
    try:
        write(staged.file, package)
        return staged.seal()
    except BaseException as fault:
        staged.fail(fault)
        raise


def write(file: BinaryIO, package: Package) -> None:
    """Write the package into an open binary file.  Raises as `stage` does."""
    _refuse(package)
    media = {one.name: one for one in package.media}
    names = sorted(media)
    with ZipFile(file, "w", compresslevel=_LEVEL) as archive:
        with _database(package) as path:
            _add(archive, "collection.anki2", _pages(path), path.stat().st_size)
        for at, name in enumerate(names):
            data = media[name].path.read_bytes() if (given := media[name].data) is None else given
            _add(archive, str(at), [data], len(data), name.endswith(_DEFLATES))
        listed = _json({str(at): name for at, name in enumerate(names)}).encode()
        _add(archive, "media", [listed], len(listed))


def _add(archive: ZipFile, name: str, parts: Iterable[bytes | bytearray], size: int, deflate: bool = True) -> None:
    archive.compression = ZIP_DEFLATED if deflate else ZIP_STORED
    with archive.open(name, "w", force_zip64=size > _MOST_OF_ZIP) as entry:
        for part in parts:
            entry.write(part)
    made = archive.getinfo(name)
    made.create_system = 3  # the same on Windows
    made.external_attr = 0o644 << 16


def _refuse(package: Package) -> None:
    """Raise `ValueError` for what makes Anki refuse the whole package, or lose something without a word."""
    guids: set[str] = set()
    types = {one.id: one for one in package.types}
    for note in package.notes:
        if fault := _fault(note, types, guids) or _unfit(_words(note)):
            raise ValueError(f"card {note.guid!r}: {fault}")
        guids.add(note.guid)


def _fault(note: PackNote, types: Mapping[int, PackType], guids: Collection[str]) -> str:
    if not note.guid:
        return "its guid is empty"
    if note.guid in guids:
        return "its guid is in the package twice"
    if note.notetype.id not in types:
        return "its note type is not in the package"
    if len(note.fields) != len(types[note.notetype.id].fields):
        return "it has another number of fields than its note type"
    if not note.ordinals:
        return "it has no cards"
    return ""


def _words(note: PackNote) -> str:
    return "".join((*note.fields, *note.tags, note.deck, note.guid))


def _unfit(words: str) -> str:
    if "\x1f" in words:
        return "it has the character U+001F, which Anki keeps for itself"
    try:
        words.encode()
    except UnicodeEncodeError:
        return "it has half of a surrogate pair"
    return ""


@contextmanager
def _database(package: Package) -> Iterator[Path]:
    """The collection: a file of SQLite, made on the disk since that of a large deck would stand in the memory thrice."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "collection.anki2"
        try:
            _fill(path, package)
        except sqlite3.IntegrityError as clash:
            raise ValueError(f"two notes or cards have one id ({clash})") from clash
        except sqlite3.OperationalError as fault:
            raise OSError(errno.ENOSPC, f"no file for the collection can be written ({fault})", folder) from fault
        yield path


def _fill(path: Path, package: Package) -> None:
    decks = _decks(package)
    ids = {name: decks[_folded(name)]["id"] for name in {note.deck for note in package.notes}}
    notes = sorted(package.notes, key=lambda note: note.nid)
    newest = max((*(note.mod for note in package.notes), *(one.mod for one in package.types)), default=0)
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        for pragma in (f"page_size = {_PAGE}", "auto_vacuum = 0", "secure_delete = 1", "journal_mode = OFF", "synchronous = OFF"):
            database.execute(f"PRAGMA {pragma}")
        database.executescript(_of_genanki("apkg_schema").APKG_SCHEMA + _of_genanki("apkg_col").APKG_COL + "BEGIN;")
        (default,) = database.execute("SELECT decks FROM col").fetchone()
        database.execute(
            "UPDATE col SET crt = ?, mod = ?, scm = ?, models = ?, decks = ?",
            (
                newest, newest * 1000, newest * 1000,
                _json({str(one.id): type_json(one) for one in package.types}),
                _json(json.loads(default) | {str(deck["id"]): deck for deck in decks.values()}),
            ),
        )
        database.executemany("INSERT INTO notes VALUES (?, ?, ?, ?, -1, ?, ?, 0, 0, 0, '')", map(_note_row, notes))
        database.executemany(
            "INSERT INTO cards VALUES (?, ?, ?, ?, ?, -1, 0, 0, ?, 0, 0, 0, 0, 0, 0, 0, 0, '')",
            (
                (note.nid + 1 + ordinal, note.nid, ids[note.deck], ordinal, note.mod, note.due)
                for note in notes
                for ordinal in note.ordinals
            ),
        )
        database.execute("COMMIT")
        database.execute("VACUUM")


def _pages(path: Path) -> Iterator[bytearray]:
    """A file of SQLite, some pages at a time, without what tells which SQLite wrote it.

    That is its counters of changes and of the schema, its version, and what it left in the unused middle of B-tree pages.
    """
    with path.open("rb") as file:
        head = 100  # the first page begins with the file's own header
        while pages := bytearray(file.read(_PAGE * 256)):
            if head:
                pages[24:28] = pages[40:44] = pages[92:96] = (1).to_bytes(4, "big")
                pages[96:100] = bytes(4)
            for page in range(0, len(pages), _PAGE):
                at = page + head
                head = 0
                if (kind := pages[at]) in _BTREE_HEADERS:  # other pages hold the rest of long values, and begin with 0
                    unused = at + _BTREE_HEADERS[kind] + 2 * int.from_bytes(pages[at + 3 : at + 5], "big")
                    content = page + int.from_bytes(pages[at + 5 : at + 7], "big")
                    pages[unused:content] = bytes(content - unused)
            yield pages


def _note_row(note: PackNote) -> tuple[Any, ...]:
    tags = f" {' '.join(note.tags)} " if note.tags else ""
    return note.nid, note.guid, note.notetype.id, note.mod, tags, "\x1f".join(note.fields)


def _of_genanki(module: str) -> ModuleType:
    """A module of genanki alone: the package would import asyncio and a template engine, a third of a small export."""
    folder = find_spec("genanki").submodule_search_locations[0]  # type: ignore[union-attr, index]
    spec = spec_from_file_location(f"genanki.{module}", Path(folder) / f"{module}.py")
    assert spec and spec.loader
    found = module_from_spec(spec)
    spec.loader.exec_module(found)
    return found


_LATEX = {
    "latexPre": "\\documentclass[12pt]{article}\n\\special{papersize=3in,5in}\n\\usepackage[utf8]{inputenc}\n"
    "\\usepackage{amssymb,amsmath}\n\\pagestyle{empty}\n\\setlength{\\parindent}{0in}\n\\begin{document}\n",
    "latexPost": "\\end{document}",
    "latexsvg": False,
}
_FIELD = {"font": "Liberation Sans", "media": [], "rtl": False, "size": 20, "sticky": False}
_TEMPLATE = {"bafmt": "", "bqfmt": "", "bfont": "", "bsize": 0, "did": None}
_TODAY = {"lrnToday": [163, 2], "newToday": [163, 2], "revToday": [163, 0], "timeToday": [163, 23598]}
_DECK = {"collapsed": False, "conf": 1, "dyn": 0, "extendNew": 0, "extendRev": 50, "mod": 1425278051, "usn": -1} | _TODAY


def type_json(one: PackType) -> dict[str, Any]:
    """The note type as Anki's JSON: what `genanki.Model` gives, but for `req`, in which that does not know `^`."""
    fields = [
        {"name": name, "ord": at} | _FIELD | ({} if number is None else {"id": number}) for at, (name, number) in enumerate(one.fields)
    ]
    templates = [
        {"name": made.name, "qfmt": made.front, "afmt": made.back, "ord": at} | _TEMPLATE | ({} if made.id is None else {"id": made.id})
        for at, made in enumerate(one.templates)
    ]
    return _LATEX | {
        "id": str(one.id), "name": one.name, "type": int(one.cloze), "css": one.css, "mod": one.mod, "usn": -1, "sortf": one.sort_field,
        "flds": fields, "tmpls": templates, "did": None, "tags": [], "vers": [],
        "req": requirements([made.front for made in one.templates], [name for name, _ in one.fields]),
    }


def _decks(package: Package) -> dict[str, dict[str, Any]]:
    """Every deck of the package and its parents as Anki's JSON, by folded name; an id is bound to the name alone.

    It is what `genanki.Deck` gives; the days and the `mod` in it are constants, for which an import does not ask.
    """
    descriptions = {_folded(name): text for name, text in package.decks.items()}
    decks: dict[str, dict[str, Any]] = {}
    for name in sorted({*package.decks, *(note.deck for note in package.notes)}):
        parts = name.split("::")
        for depth in range(1, len(parts) + 1):
            above = "::".join(parts[:depth])
            folded = _folded(above)
            decks.setdefault(folded, _DECK | {"id": _deck_id(folded), "name": above, "desc": descriptions.get(folded, "")})
    return decks


def _deck_id(folded: str) -> int:
    return 1_000_000_000_000 + int.from_bytes(blake2b(folded.encode(), digest_size=8).digest(), "big") % 500_000_000_000


def _folded(deck: str) -> str:
    """Decks whose names differ in case alone are one deck to Anki."""
    return unicodedata.normalize("NFC", deck).casefold()


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
