"""Text for Anki's own import, read by the real Anki."""

from __future__ import annotations

from pathlib import Path

import anki_real as real
import pytest
from anki.collection import Collection
from anki.import_export_pb2 import ImportCsvRequest
from projects import Desk

NOTE = """
    title: The sample
    source: An atlas
    topic: Polity
    exams: [UPSC]
    key_points:
      - GST came into force on {{1 July 2017}}, under the {{101st}} Amendment.
    cards:
      - q: 'Who wrote “Wings of Fire”, and "Ignited Minds"?'
        a: |-
          A. P. J. Abdul Kalam;
          a president of India
      - q: "# What does a number sign begin in Python?"
        a: A comment
      - q: Which planet has the shortest year?
        a: Mercury
    mcqs:
      - q: Which agency reported it?
        options: [KCNA, TASS, Yonhap]
        answer: KCNA
        why: It is North Korea's own.
"""


@pytest.fixture
def desk(tmp_path):
    desk = Desk(tmp_path)
    desk.write("ankigen.yaml", "name: sample\ndeck: Sample\ndecks: {key_points: Sample::Points}\n")
    desk.write("notes/sample.yaml", NOTE)
    return desk


def import_text(col: Collection, path: Path) -> dict[str, int]:
    """Import as the dialog does that takes the file's own headings; gives how many rows met which fate."""
    metadata = col.get_csv_metadata(str(path), None)
    log = col.import_csv(ImportCsvRequest(path=str(path), metadata=metadata)).log
    return {field.name: len(value) for field, value in log.ListFields() if field.name not in ("dupe_resolution", "found_notes")}


def as_text(desk: Desk) -> Path:
    desk.run("export", "--format", "csv")
    return desk.root / "dist/sample.csv"


def held(col: Collection) -> dict[str, tuple]:
    """Everything a note holds, by guid."""
    rows = col.db.all("select n.guid, n.mid, n.tags, n.flds, c.ord, c.did from notes n join cards c on c.nid = n.id order by n.id, c.ord")
    return {f"{guid} {ordinal}": tuple(rest) for guid, *rest, ordinal, _ in rows}


def test_rows_say_what_the_package_says(desk):
    package, text = desk.export(), as_text(desk)
    with real.collection() as col:
        real.import_package(col, package)
        before = held(col)
        assert import_text(col, text) == {"duplicate": 5}
        assert held(col) == before
        col.remove_notes(col.db.list("select id from notes"))
        assert import_text(col, text) == {"new": 5}
        assert held(col) == before
        assert {col.decks.name(did) for did in col.db.list("select did from cards")} == {"Sample", "Sample::Points"}
        assert not [deck.name for deck in col.decks.all_names_and_ids() if "+" in deck.name]
        assert real.check_database(col) == "" and real.empty_cards(col) == set()


def test_an_edit_reaches_its_card_in_place_and_a_package_goes_on_from_there(desk):
    package = desk.export()
    with real.collection() as col:
        real.import_package(col, package)
        guid = desk.guid("shortest year")
        real.study(col, guid)
        real.move(col, guid, "Mine")
        desk.edit("notes/sample.yaml", "a: Mercury", "a: Mercury, in 88 days")
        desk.write("notes/more.yaml", "title: More\nsource: An atlas\ncards:\n  - {q: Which planet has rings that show in a small telescope?, a: Saturn}\n")
        assert import_text(col, as_text(desk)) == {"new": 1, "updated": 1, "duplicate": 4}
        assert real.note(col, guid)["Answer"] == "Mercury, in 88 days"
        card = real.card(col, guid)
        assert (card.reps, col.decks.name(card.did)) == (1, "Mine")
        assert not real.needs_full_sync(col)
        log = real.import_package(col, desk.export())
        assert (log.new, log.conflicting) == (0, 0)
        assert len(real.guids(col)) == 6


def test_a_parent_deck_that_comes_last_in_the_notes_is_not_made_twice(desk):
    """Anki makes `Sample` on the way to `Sample::Points`, and a row that names it afterwards would get `Sample+`."""
    package, text = desk.export(), as_text(desk)
    with real.collection() as col:
        real.import_package(col, package)
        col.remove_notes(col.db.list("select id from notes"))
        col.decks.remove([col.decks.id("Sample")])
        import_text(col, text)
        assert {deck.name for deck in col.decks.all_names_and_ids()} == {"Default", "Sample", "Sample::Points"}


def test_without_the_note_types_nothing_is_imported_and_nothing_is_lost(desk):
    with real.collection() as col:
        assert import_text(col, as_text(desk)) == {"missing_notetype": 5}
        assert real.guids(col) == set()


def test_the_lock_is_left_alone_and_a_program_can_have_it_on_standard_output(desk):
    text = desk.run("export", "--format", "csv", "-o", "-").stdout
    assert text.startswith("#separator:Comma\n#html:true\n#guid column:1\n")
    assert not (desk.root / "ankigen.lock").exists()
