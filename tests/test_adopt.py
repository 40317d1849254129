"""Decks that are already out: made by genanki, by Anki itself, or by us with the lock since lost."""

from __future__ import annotations

from zipfile import ZipFile

import anki_real as real
import genanki
import pytest
from projects import Desk

NOTE = """
title: The sample
date: 2025-03-01
cards:
  - q: Which Article of the Constitution of India provides for the GST Council?
    a: Article 279A
  - q: Who is the author of “Wings of Fire”?
    a: A. P. J. Abdul Kalam
  - q: Which planet has the shortest year?
    a: Mercury
key_points:
  - The Moon orbits the Earth in about {{27 days}}.
  - GST came into force on {{1 July 2017}} under the {{101st}} Constitutional Amendment.
  - The {{c1,2::Indus}} rises in {{c3::the {{c4::Tibetan}} plateau}}.
"""
OLD_CARDS = [
    ("Which Article of the Constitution of India provides for the GST Council?", "<b>Article 279A</b>"),
    ("Who wrote “Wings of Fire”?", "A. P. J. Abdul Kalam"),
    ("Which metal is liquid at room temperature?", "Mercury"),
]
OLD_CLOZE = "The Moon orbits the Earth in about {{c2::27 days}}."


@pytest.fixture
def desk(tmp_path):
    desk = Desk(tmp_path)
    desk.write("ankigen.yaml", "name: sample\ndeck: Old\n")
    desk.write("notes/sample.yaml", NOTE)
    return desk


def by_genanki(folder):
    basic = genanki.Model(1607392319, "My Basic", [{"name": "Front"}, {"name": "Back"}], [
        {"name": "Card 1", "qfmt": "{{Front}}", "afmt": "{{FrontSide}}<hr id=answer>{{Back}}"}])
    cloze = genanki.Model(1607392320, "My Cloze", [{"name": "Text"}, {"name": "Back Extra"}], [
        {"name": "Cloze", "qfmt": "{{cloze:Text}}", "afmt": "{{cloze:Text}}{{Back Extra}}"}], model_type=genanki.Model.CLOZE)
    deck = genanki.Deck(2059400110, "Old")
    for front, back in OLD_CARDS:
        deck.add_note(genanki.Note(basic, [front, back]))
    deck.add_note(genanki.Note(cloze, [OLD_CLOZE, ""]))
    path = folder / "old.apkg"
    genanki.Package(deck).write_to_file(path, timestamp=1_740_000_000)
    return path


def by_anki(folder, legacy):
    path = folder / "old.apkg"
    with real.collection() as col:
        deck = col.decks.id("Old")
        for front, back in OLD_CARDS:
            note = col.new_note(col.models.by_name("Basic"))
            note["Front"], note["Back"] = front, back
            col.add_note(note, deck)
        note = col.new_note(col.models.by_name("Cloze"))
        note["Text"] = OLD_CLOZE
        col.add_note(note, deck)
        col.db.execute("update notes set mod = 1740000000")
        real.export_package(col, path, "Old", legacy)
    return path


@pytest.mark.parametrize("make", [by_genanki, lambda folder: by_anki(folder, True), lambda folder: by_anki(folder, False)],
                         ids=["genanki", "Anki, legacy", "Anki, modern"])
def test_the_first_export_updates_an_adopted_deck(desk, tmp_path_factory, make):
    old = make(tmp_path_factory.mktemp("old"))
    told = desk.run("adopt", old).stdout
    assert "Taken over from old.apkg: 3 cards" in told
    assert "Which metal is liquid" in told  # it could not be matched, and is said
    with real.collection() as col:
        real.import_package(col, old)
        for guid in real.guids(col):
            for ordinal in real.ordinals(col, guid):
                real.study(col, guid, ordinal)
        log = real.import_package(col, desk.export())
        assert (log.new, log.updated, log.conflicting) == (3, 3, 0)
        assert real.check_database(col) == ""
        assert real.empty_cards(col) == set()
        assert col.db.scalar("select count() from cards where reps > 0") == 4
        moon = desk.guid("Moon")
        assert "{{c2::27 days}}" in real.note(col, moon)["Text"]


@pytest.mark.parametrize("against", [False, True])
def test_a_plan_of_adopted_cards_shows_as_put_in_only_what_is(desk, tmp_path_factory, against):
    old = by_genanki(tmp_path_factory.mktemp("old"))
    desk.write("notes/sky.yaml", "title: T\nterms:\n  - {term: SEBI, expands: Securities and Exchange Board of India, means: a regulator}\n")
    told = desk.run("adopt", old).stdout
    assert ": What is SEBI?" in told and f"ankigen plan --against {old}" in told
    plan = desk.run("plan", *(("--against", old) if against else ())).stdout
    updated = plan[plan.index(" updated") :]
    assert "[-wrote-] [+is the author of+]" in updated
    assert updated.count("Question:") == 1 and updated.count("Answer:") == 1  # of all others only a letter's weight is not what learners have
    assert f"Answer: {'Article 279A' if against else 'changed'}\n" in updated
    assert ("1 in that package alone" in updated) is against and "retired" not in updated


def test_what_an_adopted_card_has_no_room_for_changes_nothing_and_an_extra_stands_under_its_answer(desk, tmp_path_factory):
    desk.run("adopt", by_genanki(tmp_path_factory.mktemp("old")))
    with real.collection() as col:
        real.import_package(col, desk.export())
        desk.now += 100
        desk.edit("notes/sample.yaml", "date: 2025-03-01", "date: 2025-03-01\nsource: The Constitution")
        assert desk.plan()["unchanged"] == 3  # of another tool's types, which show no source
        desk.edit("notes/sample.yaml", "a: Article 279A", "a: Article 279A\n    extra: It was put in by the *101st* Amendment.")
        real.import_package(col, desk.export())
        _, back = real.rendered(col, desk.guid("GST Council"))
        assert "It was put in by the <em>101st</em> Amendment." in back


def test_what_an_update_empties_is_named(desk, tmp_path_factory):
    wide = genanki.Model(1607392321, "My Wide", [{"name": name} for name in ("Front", "Back", "Extra", "Sound", "Remark")], [
        {"name": "Card 1", "qfmt": "{{Front}}", "afmt": "{{Back}}{{Sound}}{{Extra}}{{Remark}}"}])
    deck = genanki.Deck(2059400112, "Old")
    deck.add_note(genanki.Note(wide, ["Which planet has the shortest year?", "Mercury", "88 days", "[sound:x.mp3]", "stays"]))
    deck.add_note(genanki.Note(wide, ["Which planet is the largest?", "Jupiter", "no note has this card", "", ""]))
    path = tmp_path_factory.mktemp("old") / "old.apkg"
    genanki.Package(deck).write_to_file(path, timestamp=1_740_000_000)
    told = desk.run("adopt", path).stdout
    assert told.startswith("Taken over from old.apkg: 1 card, 1 by the same question and 0 by likeness.\n")
    assert "Emptied when they are updated: Extra of My Wide, on 1 card." in told and "Remark" not in told
    assert "Emptied when they are updated: Sound of My Wide, on 1 card." in told
    desk.write("notes/planet.yaml", "title: P\nsource: S\ncards:\n  - {q: Which planet is the largest?, a: Jupiter}\n")
    desk.run("adopt", path)
    assert "Nothing to take over from old.apkg: the lock knows every card of it." in desk.run("adopt", path).stdout


@pytest.fixture
def anki_deck(tmp_path_factory):
    """A deck of Anki's own and of somebody's note types, as it is shared, and its notes' guids by the note types."""
    path = tmp_path_factory.mktemp("old") / "old.apkg"
    with real.collection() as col:
        _notetype(col, "Vocabulary", ["ID", "Hindi", "English"], ("{{Hindi}}", "{{Hindi}}<hr>{{English}}"), ("{{English}}", "{{Hindi}}"))
        _notetype(col, "Titled cloze", ["Title", "Sentence"], ("{{Title}}: {{cloze:Sentence}}", "{{cloze:Sentence}}"), cloze=True)
        _notetype(col, "Text alone", ["Text"], ("{{cloze:Text}}", "{{cloze:Text}}"), cloze=True)
        _notetype(col, "Front alone", ["Front"], ("{{Front}}", "Think of it again."))
        guids = {}
        for kind, *fields in (
            ("Basic", "What is the capital of France?", "Paris"),
            ("Basic (and reversed card)", "What is the capital of Japan?", "Tokyo"),
            ("Basic (optional reversed card)", "What is the capital of Italy?", "Rome", ""),
            ("Basic (optional reversed card)", "What is the capital of Spain?", "Madrid", "y"),
            ("Basic (type in the answer)", "What is the capital of Kenya?", "Nairobi"),
            ("Vocabulary", "v001", "What is the capital of Nepal?", "Kathmandu"),
            ("Titled cloze", "Geography", "The capital of Chile is {{c1::Santiago}}."),
            ("Text alone", "The capital of {{c2::Peru::a country}} is {{c4::Lima}}."),
            ("Front alone", "What is the capital of Ghana?"),
        ):
            note = col.new_note(col.models.by_name(kind))
            note.fields = fields
            col.add_note(note, col.decks.id("Old::Capitals"))
            guids[fields[0]] = note.guid
        col.db.execute("update notes set mod = 1740000000")
        real.export_package(col, path, "Old", legacy=False)
    return path, guids


def _notetype(col, name, fields, *templates, cloze=False):
    made = col.models.new(name) | {"type": int(cloze)}
    for field in fields:
        col.models.add_field(made, col.models.new_field(field))
    for at, (front, back) in enumerate(templates):
        col.models.add_template(made, col.models.new_template(f"Card {at}") | {"qfmt": front, "afmt": back})
    col.models.add(made)


CAPITALS = """
title: Capitals
cards:
  - {q: What is the capital of France?, a: Paris}
  - {q: What is the capital of Japan?, a: Tokyo}
  - {q: What is the capital of Italy?, a: Rome}
  - {q: What is the capital of Spain?, a: Madrid}
  - {q: What is the capital of Kenya?, a: Nairobi}
  - {q: What is the capital of Nepal?, a: Kathmandu}
  - {q: What is the capital of Ghana?, a: Accra}
key_points:
  - The capital of Chile is {{Santiago}}.
  - The capital of {{Peru::a country}} is {{Lima}}.
"""


def test_notes_that_say_the_same_leave_every_adopted_card_as_it_is(desk, anki_deck):
    old, guids = anki_deck
    desk.write("notes/sample.yaml", CAPITALS)
    with real.collection() as col:
        real.import_package(col, old)
        cards = {(guid, at): real.study(col, guid, at) for guid in guids.values() for at in real.ordinals(col, guid)}
        for guid in guids.values():
            real.tag(col, guid, "my-own")
        held = {guid: real.note(col, guid).fields for guid in guids.values()}
        told = desk.run("adopt", old).stdout
        assert "Taken over from old.apkg: 8 cards, 8 by the same question" in told
        assert "left with learners as they are: 1 card" in told  # “Front alone” has no room for an answer
        assert "Emptied" not in told
        assert desk.plan("--against", old)["unchanged"] == 8
        assert real.import_package(col, desk.export()) == (1, 0, 8, 0)
        assert {guid: real.note(col, guid).fields for guid in guids.values()} == held
        assert all("my-own" in real.note(col, guid).tags for guid in guids.values())
        assert {(guid, at) for guid in guids.values() for at in real.ordinals(col, guid)} == set(cards)
        assert real.empty_cards(col) == set() and real.check_database(col) == ""


def test_an_edit_of_an_adopted_card_changes_what_its_notes_say_and_nothing_else(desk, anki_deck):
    old, guids = anki_deck
    desk.write("notes/sample.yaml", CAPITALS.replace("}\n", ", extra: Think of a map.}\n"))
    with real.collection() as col:
        real.import_package(col, old)
        cards = {(guid, at): real.study(col, guid, at) for guid in guids.values() for at in real.ordinals(col, guid)}
        desk.run("adopt", old)
        assert real.import_package(col, desk.export()) == (1, 1, 7, 0)
        under = "<div>Think of a map.</div>"
        assert real.note(col, guids["What is the capital of France?"])["Back"] == f"Paris{under}"
        for asked, told in (("Japan", "Tokyo"), ("Spain", "Madrid"), ("Kenya", "Nairobi")):  # they ask for it: the way back, and typed
            assert real.note(col, guids[f"What is the capital of {asked}?"])["Back"] == told
        desk.edit("notes/sample.yaml", "a: Madrid", "a: The city of Madrid")
        desk.edit("notes/sample.yaml", "a: Kathmandu", "a: The city of Kathmandu")
        desk.edit("notes/sample.yaml", "Chile is", "the state of Chile is")
        assert real.import_package(col, desk.export()) == (0, 3, 6, 0)
        assert real.note(col, guids["What is the capital of Spain?"]).fields[1:] == ["The city of Madrid", "y"]
        assert real.note(col, guids["v001"]).fields == ["v001", "What is the capital of Nepal?", "The city of Kathmandu"]
        chile = real.note(col, guids["Geography"]).fields
        assert chile == ["Geography", "The capital of the state of Chile is {{c1::Santiago}}."]
        assert {(guid, at) for guid in guids.values() for at in real.ordinals(col, guid)} == set(cards)
        assert col.db.scalar("select count() from cards where reps > 0") == len(cards)
        assert real.empty_cards(col) == set() and real.check_database(col) == ""

        lines = (desk.root / "notes/sample.yaml").read_text().splitlines(keepends=True)
        desk.write("notes/sample.yaml", "".join(line for line in lines if "Japan" not in line and "Peru" not in line))
        desk.export()
        real.import_package(col, desk.root / "dist/sample-retired.apkg")
        gone = {guids[name] for name in guids if "Japan" in name or "Peru" in name}
        assert real.empty_cards(col) == {card for card in cards if card[0] in gone}


def test_an_id_that_adopt_names_makes_an_entry_the_card_whatever_its_guid_is(desk, tmp_path_factory):
    old = by_anki(tmp_path_factory.mktemp("old"), legacy=True)
    with real.collection() as col:
        real.import_package(col, old)
        for at, guid in enumerate(sorted(real.guids(col))):
            col.db.execute("update notes set guid = ? where guid = ?", f"{at}: {{{{#}}}}'\"&|\\", guid)
        real.export_package(col, old, "Old")
        told = desk.run("adopt", "--dry-run", old).stdout
        (left,) = [line.split(":")[0].strip() for line in told.splitlines() if "Which metal is liquid" in line]
        desk.edit("notes/sample.yaml", "  - q: Which planet", f"  - id: {left}\n    q: Which planet")
        assert "Taken over from old.apkg: 4 cards" in desk.run("adopt", old).stdout
        assert real.import_package(col, desk.export()) == (2, 4, 0, 0)


def test_a_lost_lock_is_rebuilt_from_the_last_package(desk):
    package = desk.export()
    before = package.read_bytes(), desk.lock()
    (desk.root / "ankigen.lock").unlink()
    desk.run("adopt", package)
    again = desk.lock()
    for line in before[1].cards:
        (same,) = [card for card in again.cards if card.guid == line.guid]
        assert (same.nid, same.mod, dict(same.blanks), same.says) == (line.nid, line.mod, dict(line.blanks), line.says)
    assert desk.plan()["unchanged"] == len(before[1].cards)
    with real.collection() as col:
        real.import_package(col, package)
        assert real.import_package(col, desk.export()).duplicate == len(before[1].cards)


def test_adopting_twice_changes_nothing(desk, tmp_path_factory):
    old = by_genanki(tmp_path_factory.mktemp("old"))
    desk.run("adopt", old)
    desk.export()
    lock = (desk.root / "ankigen.lock").read_bytes()
    assert "Taken over from old.apkg: 0 cards" in desk.run("adopt", old).stdout
    assert (desk.root / "ankigen.lock").read_bytes() == lock


def test_a_dry_run_writes_nothing(desk, tmp_path_factory):
    desk.run("adopt", "--dry-run", by_genanki(tmp_path_factory.mktemp("old")))
    assert not (desk.root / "ankigen.lock").exists()


@pytest.mark.parametrize("holds", [None, {"media": b""}, {"collection.anki2": b"no database"}, {"collection.anki21b": b"not packed"}])
def test_what_is_no_package_is_refused_in_a_sentence(desk, tmp_path_factory, holds):
    path = tmp_path_factory.mktemp("bad") / "x.apkg"
    path.write_bytes(b"PK\3\4\0 no zip")
    if holds:
        with ZipFile(path, "w") as archive:
            for name, data in holds.items():
                archive.writestr(name, data)
    result = desk.run("adopt", path, status=1)
    assert "no Anki package" in result.stderr
    assert "PK" not in result.stderr  # its bytes are nothing to read


def test_a_plan_against_any_package(desk):
    package = desk.export()
    old = package.rename(desk.root / "old.apkg")
    desk.edit("notes/sample.yaml", "a: Mercury", "a: Mercury, in 88 days")
    desk.export()
    assert desk.plan()["unchanged"] == 6
    plan = desk.plan("--against", str(old))
    assert [card["answer"] for card in plan["changed"]] == ["Mercury, in 88 days"]
    assert plan["changed"][0]["changes"] == [{"part": "Answer", "from": "Mercury", "to": "Mercury, in 88 days"}]
    assert plan["unchanged"] == 5
