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
    assert updated.count("Question:") == 1 and "Answer:" not in updated  # all others are what learners have


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


def test_fields_that_an_adopted_deck_has_and_notes_have_not_are_named(desk, tmp_path_factory):
    wide = genanki.Model(1607392321, "My Wide", [{"name": "Front"}, {"name": "Back"}, {"name": "Remark"}, {"name": "Hint"}], [
        {"name": "Card 1", "qfmt": "{{Front}}", "afmt": "{{Back}}{{Remark}}"}])
    deck = genanki.Deck(2059400112, "Old")
    deck.add_note(genanki.Note(wide, ["Which planet has the shortest year?", "Mercury", "88 days", ""]))
    deck.add_note(genanki.Note(wide, ["Which planet is the largest?", "Jupiter", "no note has this card", ""]))
    path = tmp_path_factory.mktemp("old") / "old.apkg"
    genanki.Package(deck).write_to_file(path, timestamp=1_740_000_000)
    told = desk.run("adopt", path).stdout
    assert told.startswith("Taken over from old.apkg: 1 card, 1 by the same question and 0 by likeness.\n")
    assert "Emptied when they are updated: Remark of My Wide, on 1 card." in told and "Hint" not in told
    desk.write("notes/planet.yaml", "title: P\nsource: S\ncards:\n  - {q: Which planet is the largest?, a: Jupiter}\n")
    desk.run("adopt", path)
    assert "Nothing to take over from old.apkg: the lock knows every card of it." in desk.run("adopt", path).stdout


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
    path.write_bytes(b"no zip")
    if holds:
        with ZipFile(path, "w") as archive:
            for name, data in holds.items():
                archive.writestr(name, data)
    result = desk.run("adopt", path, status=1)
    assert "no Anki package" in result.stderr


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
