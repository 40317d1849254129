"""Packages for tests, made by hand: notes of ankigen's types with the fields that matter, the rest as a build leaves it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from ankigen.model import Kind
from ankigen.notetypes import NOTETYPES, resource
from ankigen.notetypes.render import card_ordinals
from ankigen.outputs.apkg import Package, PackNote, PackTemplate, PackType

PROJECT = 4321
MOD = 1_700_000_000


def notetype(kind: Kind, mod: int = MOD, **changes: Any) -> PackType:
    """A note type of ankigen as a package ships it."""
    own = NOTETYPES[kind]
    templates = tuple(PackTemplate(each.name, each.front, each.back, each.id) for each in own.templates)
    made = PackType(own.base + PROJECT, f"Sample – {own.name}", own.fields, templates, resource("card.css"), mod, kind == "cloze")
    return made._replace(**changes)


def note(kind: Kind, guid: str, *, at: int | None = None, deck: str = "Sample::Cards", tags: tuple[str, ...] = (),
         mod: int = MOD, **fields: str) -> PackNote:
    """A note with these fields (`Reverse_Question` for "Reverse Question") and the cards Anki would make of it."""
    given = {"Language": "en"} | {name.replace("_", " "): text for name, text in fields.items()}
    values = tuple(given.pop(name, "") for name in NOTETYPES[kind].field_names)
    assert not given, f"no such field: {given}"
    place = sum(guid.encode()) * 7919 if at is None else at
    nid = 1_600_000_000_000 + place * 1000
    ordinals = card_ordinals(kind, dict(zip(NOTETYPES[kind].field_names, values, strict=True)))
    return PackNote(guid, nid, notetype(kind), values, tags, deck, mod, place % 1000 * 1000, ordinals)


def package(*notes: PackNote, **changes: Any) -> Package:
    """A package of these notes with all of ankigen's note types."""
    made = Package("Sample", notes, tuple(notetype(kind) for kind in NOTETYPES), {"Sample": "A deck for tests."})
    return made._replace(**changes)


def tampered(path: Path, *statements: str) -> Path:
    """The package with its collection changed behind the exporter's back."""
    with ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(parts["collection.anki2"])
        for statement in statements:
            database.execute(statement)
        database.commit()
        parts["collection.anki2"] = database.serialize()
    with ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path
