"""The deck as a folder for CrowdAnki: deck.json and media/, made for git and for working on a deck together.

    deck      a tree of decks with their notes; the root also has note types and one options group
    identity  notes by guid; decks, note types and the options group by a UUID, derived here from the lock

CrowdAnki itself decides what an import does: it updates every note, and moves cards to the deck they are in here.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

from ankigen.files import Staged
from ankigen.identity import Plan
from ankigen.model import Project
from ankigen.outputs.apkg import Package, PackNote, PackType, type_json
from ankigen.outputs.deck import package

_OURS = UUID("6a9d2b1c-8f0e-5d53-9b8b-3f0d1d1a7c42")
_LEFT_OUT = ("id", "mod", "usn", "did")  # what belongs to a collection


def stage(plan: Plan, project: Project, folder: Path) -> Iterator[Staged]:
    """The files of the folder, each staged beside its place."""
    made = package(plan, project)
    yield Staged(folder / "deck.json").write(_text(_root(plan, project, made)).encode())
    for media in made.media:
        data = media.path.read_bytes() if media.data is None else media.data
        yield Staged(folder / "media" / media.name).write(data)


def _text(deck: Mapping[str, Any]) -> str:
    return json.dumps(deck, ensure_ascii=False, sort_keys=True, indent=4)


def _root(plan: Plan, project: Project, made: Package) -> dict[str, Any]:
    """The deck above all decks of the project; one of the project's name where they have none in common."""
    salt = plan.lock.salt
    media: dict[str, set[str]] = {}
    for planned in plan.cards:
        media.setdefault(planned.now.deck, set()).update(each.name for each in planned.card.media)
    notes: dict[str, list[dict[str, Any]]] = {}
    for note in made.notes:
        notes.setdefault(note.deck, []).append(_note(note))
    group = _uuid(salt, "options", project.name)

    def deck(name: str, shown: str) -> dict[str, Any]:
        return {
            "__type__": "Deck", "crowdanki_uuid": _uuid(salt, "deck", name.casefold()), "deck_config_uuid": group, "name": shown,
            "desc": made.decks.get(name, ""), "dyn": 0, "extendNew": 0, "extendRev": 0, "notes": notes.get(name, []),
            "media_files": sorted(media.get(name, ())),
            "children": [deck(below, below.rpartition("::")[2]) for below in _children(name, notes)],
        }

    top = _common(notes)
    root = deck(top or project.name, top or project.name)
    if not top:
        root["children"] = [deck(name, name) for name in _children("", notes)]
    options = {"__type__": "DeckConfig", "crowdanki_uuid": group, "name": project.name}  # no more, so that the learner's own stay
    return root | {"note_models": [_model(kind) for kind in made.types], "deck_configurations": [options]}


def _common(decks: Iterable[str]) -> str:
    """The deepest deck that holds all of these, itself one of them or not; "" where there is none."""
    parts = [name.split("::") for name in decks]
    shared = []
    for level in zip(*parts, strict=False):
        if len(set(level)) > 1:
            break
        shared.append(level[0])
    return "::".join(shared)


def _children(name: str, decks: Iterable[str]) -> list[str]:
    """The decks right below this one, in order."""
    above = f"{name}::" if name else ""
    return sorted({above + deck[len(above) :].split("::")[0] for deck in decks if deck.startswith(above) and deck != name})


def _note(note: PackNote) -> dict[str, Any]:
    return {
        "__type__": "Note", "guid": note.guid, "fields": list(note.fields), "tags": list(note.tags),
        "note_model_uuid": _of_type(note.notetype),
    }


def _model(kind: PackType) -> dict[str, Any]:
    own = {key: value for key, value in type_json(kind).items() if key not in _LEFT_OUT}
    return own | {"__type__": "NoteModel", "crowdanki_uuid": _of_type(kind)}


def _of_type(kind: PackType) -> str:
    return _uuid("note type", str(kind.id))


def _uuid(*words: str) -> str:
    return str(uuid5(_OURS, "\0".join(words)))
