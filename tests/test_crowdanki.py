"""The folder for CrowdAnki: what its importer would make of it, in the real Anki, and its form field by field.

CrowdAnki is an add-on, so it cannot be run here.  Its form is Anki's own JSON of decks and note types, without what belongs to
a collection and with UUIDs; `take` does with it what CrowdAnki's importer does.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import anki_real as real
import pytest
from anki.collection import Collection
from projects import Desk

NOTE = """
    title: The sample
    source: An atlas
    key_points:
      - GST came into force on {{1 July 2017}} under the {{101st}} Constitutional Amendment of India.
    cards:
      - q: Which planet has the shortest year?
        a: Mercury
      - q: Which shape is this? ![a dot](dot.svg)
        a: A circle
    mcqs:
      - q: Which agency reported it?
        options: [KCNA, TASS, Yonhap]
        answer: KCNA
        why: It is North Korea's own.
"""
DECK = {"__type__", "children", "crowdanki_uuid", "deck_config_uuid", "desc", "dyn", "extendNew", "extendRev", "media_files", "name", "notes"}


@pytest.fixture
def desk(tmp_path):
    desk = Desk(tmp_path)
    desk.write("ankigen.yaml", "name: sample\ndeck: Sample\ndescription: About it.\ndecks: {mcqs: Sample::Deep::MCQ}\n")
    desk.write("notes/sample.yaml", NOTE)
    desk.write("notes/dot.svg", "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><circle r='4'/></svg>")
    return desk


def exported(desk: Desk) -> dict[str, Any]:
    desk.run("export", "--format", "crowdanki")
    return json.loads((desk.root / "dist/sample/deck.json").read_text(encoding="utf-8"))


def take(col: Collection, deck: dict[str, Any], ids: dict[str, int], above: str = "") -> None:
    """Note types by UUID, then decks from the root down, then notes by guid; `ids` remembers what has which UUID."""
    for model in deck.get("note_models", ()):
        kind = col.models.get(ids.get(model["crowdanki_uuid"], 0)) or col.models.new(model["name"])
        kind.update({key: value for key, value in model.items() if key != "__type__"})
        if model["crowdanki_uuid"] in ids:
            col.models.update_dict(kind)
        else:
            ids[model["crowdanki_uuid"]] = col.models.add_dict(kind).id
    name = f"{above}::{deck['name']}" if above else deck["name"]
    did = col.decks.id(name)
    held = col.decks.get(did)
    held["desc"] = deck["desc"]
    col.decks.save(held)
    for below in deck["children"]:
        take(col, below, ids, name)
    for note in deck["notes"]:
        known = col.db.scalar("select id from notes where guid = ?", note["guid"])
        made = col.get_note(known) if known else col.new_note(col.models.get(ids[note["note_model_uuid"]]))
        made.guid, made.fields, made.tags = note["guid"], note["fields"], note["tags"]
        if known:
            col.update_note(made)
        else:
            col.add_note(made, did)


def shown(col: Collection) -> dict[str, tuple]:
    return {
        f"{guid} {ordinal}": (real.rendered(col, guid, ordinal), col.decks.name(real.card(col, guid, ordinal).did), real.note(col, guid).tags)
        for guid in real.guids(col) for ordinal in real.ordinals(col, guid)
    }


def test_learners_of_the_folder_and_of_the_package_see_the_same(desk):
    package, deck = desk.export(), exported(desk)
    with real.collection() as col:
        real.import_package(col, package)
        theirs = shown(col)
    with real.collection() as col:
        take(col, deck, {})
        assert shown(col) == theirs
        assert real.check_database(col) == "" and real.empty_cards(col) == set()
        assert col.decks.by_name("Sample")["desc"] == "About it."


def test_an_edit_reaches_its_card_in_place(desk):
    desk.export()
    ids: dict[str, int] = {}
    with real.collection() as col:
        take(col, exported(desk), ids)
        guid = desk.guid("shortest year")
        real.study(col, guid)
        desk.edit("notes/sample.yaml", "a: Mercury", "a: Mercury, in 88 days")
        before = dict(ids)
        take(col, exported(desk), ids)
        assert ids == before
        assert (real.note(col, guid)["Answer"], real.card(col, guid).reps, len(real.guids(col))) == ("Mercury, in 88 days", 1, 4)


def test_its_form_is_ankis_own_field_by_field(desk):
    package, deck = desk.export(), exported(desk)
    assert set(deck) == DECK | {"note_models", "deck_configurations"}
    decks = [deck, *deck["children"], *deck["children"][0]["children"]]
    assert [each["name"] for each in decks] == ["Sample", "Deep", "MCQ"]
    assert all(set(each) == DECK for each in decks[1:])
    assert {each["deck_config_uuid"] for each in decks} == {deck["deck_configurations"][0]["crowdanki_uuid"]}
    assert set(deck["notes"][0]) == {"__type__", "fields", "guid", "note_model_uuid", "tags"}
    models = {model["crowdanki_uuid"]: model for model in deck["note_models"]}
    assert {note["note_model_uuid"] for each in decks for note in each["notes"]} == set(models)
    with real.collection() as col:
        real.import_package(col, package)
        for model in models.values():
            theirs = col.models.by_name(model["name"])
            assert set(model) - set(theirs) == {"__type__", "crowdanki_uuid"}
            assert not {"id", "mod", "usn", "did"} & set(model)
            for part in ("flds", "tmpls"):
                for mine, held in zip(model[part], theirs[part], strict=True):
                    assert set(mine) <= set(held) and all(held[key] == mine[key] for key in ("name", "ord", "id"))
            assert all(model[key] == theirs[key] for key in ("css", "sortf", "type", "req", "latexPre", "latexPost"))
        assert (DECK - {"__type__", "children", "crowdanki_uuid", "deck_config_uuid", "media_files", "notes"}) <= set(col.decks.by_name("Sample"))


def test_media_go_with_the_deck_that_shows_them(desk):
    deck = exported(desk)
    (name,) = deck["media_files"]
    assert deck["children"][0]["media_files"] == []
    assert [path.name for path in (desk.root / "dist/sample/media").iterdir()] == [name]
    assert name in json.dumps(deck["notes"])


@pytest.mark.parametrize(("decks", "root", "below"), [
    ("deck: A::B::C\n", "A::B::C", []),
    ("deck: A::B\ndecks: {mcqs: A::C}\n", "A", ["B", "C"]),
    ("deck: A::B\ndecks: {mcqs: C::D}\n", "sample", ["A", "C"]),
])
def test_the_root_is_the_deck_that_holds_all(desk, decks, root, below):
    desk.write("ankigen.yaml", "name: sample\n" + decks)
    deck = exported(desk)
    assert (deck["name"], [each["name"] for each in deck["children"]]) == (root, below)


def test_same_notes_same_bytes_and_the_lock_is_left_alone(desk, tmp_path):
    exported(desk)
    first = (desk.root / "dist/sample/deck.json").read_bytes()
    exported(desk)
    assert (desk.root / "dist/sample/deck.json").read_bytes() == first
    assert not (desk.root / "ankigen.lock").exists()
    desk.run("export", "--format", "crowdanki", "-o", tmp_path / "elsewhere")
    assert (tmp_path / "elsewhere/deck.json").is_file()
    assert Path(desk.root / "dist/sample/media").is_dir()
