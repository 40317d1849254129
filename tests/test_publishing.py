"""What happens to a deck that is published for years: commits are undone, locks are lost, decks become one; learners go on."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from textwrap import dedent

import anki_real as real
import pytest
from packages import tampered
from projects import Desk

from ankigen.lock import dump

NOTE = """
    title: The sample
    date: 2025-03-01
    topic: Polity
    source: The Constitution of India
    cards:
      - q: Which Article of the Constitution of India provides for the GST Council?
        a: Article 279A
      - q: Who first walked on the Moon?
        a: Neil Armstrong
    key_points:
      - GST came into force on {{1 July 2017}} under the {{101st}} Amendment and replaced {{17}} taxes.
"""
BACK = "\n    reverse: Where did Neil Armstrong walk first of all?\n    reverse_a: On the Moon"
ARRIVED, STAYED = "Neil A. Armstrong", "Neil Armstrong"
OF_TYPES = "UPDATE col SET models = (SELECT json_group_object(key, json_set(value, {})) FROM json_each(models))"


@pytest.fixture
def desk(tmp_path):
    return project(tmp_path, "sample", NOTE)


def project(root, name, note):
    desk = Desk(root)
    desk.write("ankigen.yaml", f"name: {name}\ndeck: {name}\n")
    desk.write(f"notes/{name}.yaml", note)
    return desk


def undone(desk):
    """A card is changed and published, then notes and lock are taken back together, as `git revert` does; gives what was published."""
    desk.export()
    before = (desk.root / "ankigen.lock").read_bytes()
    desk.edit("notes/sample.yaml", STAYED, ARRIVED)
    out = shutil.copy(desk.export(), desk.root / "out.apkg")
    desk.edit("notes/sample.yaml", ARRIVED, STAYED)
    (desk.root / "ankigen.lock").write_bytes(before)
    return out


def test_a_lock_that_was_taken_back_is_told_and_can_be_mended(desk):
    with real.collection() as col:
        out = undone(desk)
        real.import_package(col, out)
        moon = desk.guid("Moon")
        assert "older-lock" in desk.run("plan").stderr
        assert "1 to settle before learners import this" in desk.run("plan", "--format", "markdown").stdout
        assert "1 card in a later state" in desk.run("export").stderr
        assert "older-lock" not in desk.run("export").stderr  # the package is that of the lock again
        real.import_package(col, desk.export())
        assert real.note(col, moon)["Answer"] == ARRIVED  # so it was told rightly

        assert "Brought up to the package: 1 card that" in desk.run("adopt", out).stdout
        real.import_package(col, desk.export())
        assert real.note(col, moon)["Answer"] == STAYED
        assert desk.plan()["unchanged"] == 3


def test_cards_that_a_lock_has_forgotten_are_told(desk):
    desk.export()
    before = (desk.root / "ankigen.lock").read_bytes()
    desk.edit("notes/sample.yaml", "cards:", "cards:\n  - q: Which planet has the shortest year?\n    a: Mercury")
    desk.export()
    desk.edit("notes/sample.yaml", "cards:\n  - q: Which planet has the shortest year?\n    a: Mercury", "cards:")
    (desk.root / "ankigen.lock").write_bytes(before)
    assert "1 card in a later state" in desk.run("plan").stderr


def test_a_plan_against_a_package_says_what_an_import_would_leave(desk):
    out = undone(desk)
    (desk.root / "dist/sample.apkg").unlink()
    told = desk.run("plan", "--against", out)
    assert "notes/sample.yaml:9:8 AK319 older-lock" in told.stderr
    assert "3 unchanged" in told.stdout


def test_a_lock_taken_back_brings_back_no_number_of_a_blank(desk):
    desk.export()
    before = (desk.root / "ankigen.lock").read_bytes()
    desk.edit("notes/sample.yaml", "GST came", "In {{India}}, GST came")  # number 4
    out = desk.export()
    desk.edit("notes/sample.yaml", "In {{India}}, GST", "With {{cesses}}, GST")
    (desk.root / "ankigen.lock").write_bytes(before)
    desk.run("adopt", out)
    desk.export()
    (card,) = [card for card in desk.lock().cards if card.blanks]
    assert dict(card.blanks) == {5: "cesses", 1: "1 July 2017", 2: "101st", 3: "17"}
    assert card.gone.keys() == {4}


def test_a_lost_lock_gives_no_number_that_learners_have_to_another_blank(desk):
    desk.export()
    desk.edit("notes/sample.yaml", "{{101st}}", "101st")
    package = desk.export()
    (desk.root / "ankigen.lock").unlink()
    desk.run("adopt", package)
    desk.edit("notes/sample.yaml", "GST came", "In {{India}}, GST came")
    desk.export()
    (card,) = [card for card in desk.lock().cards if card.blanks]
    assert dict(card.blanks) == {4: "India", 1: "1 July 2017", 3: "17"}


def test_of_a_lost_lock_the_retired_package_brings_back_what_was_retired(desk):
    with real.collection() as col:
        real.import_package(col, desk.export())
        moon = desk.guid("Moon")
        desk.edit("notes/sample.yaml", "Who first walked on", "Who was the first to walk on")
        desk.export()
        text = (desk.root / "notes/sample.yaml").read_text()
        desk.edit("notes/sample.yaml", "  - q: Who was the first to walk on the Moon?\n    a: Neil Armstrong\n", "")
        package = desk.export()
        retired = package.with_name("sample-retired.apkg")
        real.import_package(col, retired)
        (desk.root / "ankigen.lock").unlink()
        assert "Taken over from sample.apkg: 2 cards, 2 by" in desk.run("adopt", package).stdout
        assert "Kept in the lock as retired: 1 of these" in desk.run("adopt", retired).stdout
        assert moon in {card.guid for card in desk.lock().cards if card.retired}
        desk.write("notes/sample.yaml", text)
        assert [card["guid"] for card in desk.plan()["restored"]] == [moon]
        desk.now += 10**9  # Anki up to 24.11 stamped the learner's card with the time of the import
        real.import_package(col, desk.export())
        assert real.note(col, moon)["Retired"] == ""


def test_of_a_lost_lock_every_kind_of_card_that_was_retired_comes_back_as_it_was(desk):
    """Of a retired card its package shows the question that was built, and which blank had which number."""
    gone = """
    terms:
      - term: GST
        means: a single tax on goods and services in India
        not: VAT
    timeline:
      - date: 2016-09
        event: India set up the GST Council
    laws:
      - instrument: Constitution of India
        provision: Article 280
        subject: the Finance Commission
    lists:
      - title: Rates of GST
        items: [low rate, standard rate, high rate]
    """
    both = NOTE + "      - VAT of {{the states}} ended in {{2017}} by law.\n"
    desk.write("notes/gone.yaml", "title: The gone\n" + dedent(gone))
    desk.write("notes/sample.yaml", both)
    desk.export()
    desk.edit("notes/gone.yaml", "[low rate, ", "[")
    desk.edit("notes/gone.yaml", "high rate]", "high rate, low rates]")
    desk.edit("notes/sample.yaml", "{{the states}}", "the states")
    desk.edit("notes/sample.yaml", "by law", "by {{law}}")
    desk.export()
    kept = [(desk.root / "notes" / name).read_text() for name in ("gone.yaml", "sample.yaml")]
    before = {card.guid: dict(card.blanks) for card in desk.lock().cards}
    assert {2: "2017", 3: "law"} in before.values()
    (desk.root / "notes/gone.yaml").unlink()
    desk.write("notes/sample.yaml", NOTE)
    desk.export()
    (desk.root / "ankigen.lock").unlink()
    desk.export()
    for name, text in zip(("gone.yaml", "sample.yaml"), kept, strict=True):
        desk.write(f"notes/{name}", text)
    assert len(desk.plan()["restored"]) == 7
    desk.export()
    assert {card.guid: dict(card.blanks) for card in desk.lock().cards} == before


def test_two_decks_become_one(desk, tmp_path_factory):
    other = project(tmp_path_factory.mktemp("other"), "other", NOTE.replace("the Moon", "Everest").replace("The sample", "The other"))
    other.edit("notes/other.yaml", "GST came", "VAT came")
    other.edit("notes/other.yaml", "the GST Council", "the Finance Commission")
    with real.collection() as col:
        for package in (desk.export(), other.export()):
            real.import_package(col, package)
        desk.write("notes/other.yaml", (other.root / "notes/other.yaml").read_text())
        desk.edit("notes/other.yaml", "Neil", "Edmund")
        desk.run("adopt", other.root / "dist/other.apkg")
        assert real.import_package(col, desk.export()) == (0, 1, 5, 0)
        assert real.check_database(col) == ""
        assert not real.needs_full_sync(col)

        desk.write("theme.css", ".card { color: teal; }")
        desk.write("ankigen.yaml", "name: sample\ndeck: sample\ntheme: theme.css\n")
        assert "ankigen Question · other" in desk.plan()["note_types"]
        assert real.import_package(col, desk.export()) == (0, 0, 6, 0)
        for guid in real.guids(col):
            assert "teal" in real.note(col, guid).note_type()["css"]


def test_what_is_not_taken_over_of_another_deck_is_not_retired_by_this_one(desk, tmp_path_factory):
    other = project(tmp_path_factory.mktemp("other"), "other", NOTE.replace("the Moon", "Everest"))
    desk.export()
    desk.edit("notes/sample.yaml", "cards:", "cards:\n  - q: Who first walked on Everest?\n    a: Neil Armstrong")
    told = desk.run("adopt", other.export()).stdout
    assert "Taken over from other.apkg: 1 card, 1 by" in told
    assert "left with learners as they are: 2 cards of the package" in told
    assert "retired" not in told
    desk.export()
    assert not (desk.root / "dist/sample-retired.apkg").exists()


def test_what_is_taken_out_of_a_card_is_told_with_or_without_the_package(desk):
    desk.edit("notes/sample.yaml", "a: Neil Armstrong", "a: Neil Armstrong\n    extra: In 1969.\n    tags: [space]")
    package = desk.export()
    desk.edit("notes/sample.yaml", "    extra: In 1969.\n    tags: [space]\n", "")
    assert "Extra: [-In 1969.-]" in desk.run("plan").stdout
    package.unlink()
    told = desk.run("plan").stdout
    assert "Extra: taken out" in told
    assert "Tags: changed" in told
    assert desk.plan()["changed"][0]["changes"] == [{"part": "Extra", "from": "", "to": ""}, {"part": "Tags", "from": "", "to": ""}]


def test_cards_that_are_left_empty_are_told_before_and_by_the_export(desk):
    desk.edit("notes/sample.yaml", "a: Neil Armstrong", f"a: Neil Armstrong{BACK}")
    with real.collection() as col:
        real.import_package(col, desk.export())
        desk.edit("notes/sample.yaml", "{{101st}}", "101st")
        desk.edit("notes/sample.yaml", BACK, "")
        told = desk.run("plan").stdout
        assert "2 asked no more" in told
        assert "“101st” in: GST came into force" in told
        planned = {(each["guid"], each["ordinal"]) for each in desk.plan()["emptied"]}
        assert desk.run("export").stdout.count("asked no more") == 2
        real.import_package(col, desk.root / "dist/sample.apkg")
        assert real.empty_cards(col) == planned
    assert "asked no more" not in desk.run("plan").stdout


def test_a_clock_before_the_last_export_is_told_where_something_is_published(desk):
    desk.export()
    desk.now -= 90_000
    assert "early-clock" not in desk.run("export").stderr
    desk.edit("notes/sample.yaml", STAYED, ARRIVED)
    assert "early-clock" not in desk.run("export", "--format", "json").stderr
    assert "The clock says 2025-06-14" in desk.run("plan").stderr
    assert [each["name"] for each in desk.plan()["problems"]] == ["early-clock"]
    assert "early-clock" in desk.run("export").stderr


def test_exports_in_one_second_and_clocks_of_two_machines_are_no_early_clock(desk):
    desk.export()
    for name in ("Neil A. Armstrong", "N. A. Armstrong", "N. Armstrong"):
        desk.now -= 3601
        desk.edit("notes/sample.yaml", desk.cards()[1]["answer"], name)
        desk.now -= 3600
        assert desk.run("export").stderr == ""


def test_what_changes_in_the_lock_alone_is_told(desk):
    """Two branches gave two cards one id and one place: after the merge an export changes nothing but the lock."""
    desk.export()
    lock = desk.lock()
    first, second, third = lock.cards
    (desk.root / "ankigen.lock").write_text(dump(replace(lock, cards=(first, second._replace(nid=first.nid, due=first.due), third))))
    for told in (desk.run("export", "--locked", status=1).stderr, desk.run("plan", "--locked", status=1).stderr):
        assert "The lock would change (3 unchanged; nid of 1 card, due of 1 card)." in told
    assert "In the lock alone, and seen by no learner\n  nid of 1 card\n  due of 1 card" in desk.run("plan").stdout
    assert desk.plan()["lock"] == {"nid": 1, "due": 1}
    desk.export()
    assert desk.run("plan", "--locked").stdout == "An import of this deck: 3 unchanged.\n"


def test_note_types_that_change_the_lock_are_named(desk):
    desk.export()
    desk.write("theme.css", ".card { color: teal; }")
    desk.write("ankigen.yaml", "name: sample\ndeck: sample\ntheme: theme.css\n")
    assert re.search(r"\(3 unchanged; .*ankigen Question · sample", desk.run("plan", "--locked", status=1).stderr)


@pytest.mark.parametrize("harm", [
    lambda path: path.write_bytes(b""),
    lambda path: path.write_bytes((data := path.read_bytes())[:400] + bytes(200) + data[600:]),  # as by a download that went wrong
    lambda path: path.write_bytes(
        path.read_bytes().replace(b"PK\3\4\x14\0\0", b"PK\3\4\x14\0\1").replace(b"PK\1\2\x14\3\x14\0\0", b"PK\1\2\x14\3\x14\0\1")
    ),  # as if encrypted
    lambda path: tampered(path, "UPDATE col SET models = '[]'"),
])  # fmt: skip
def test_a_package_that_cannot_be_read_stops_no_export(desk, harm):
    package = desk.export()
    harm(package)
    desk.edit("notes/sample.yaml", STAYED, ARRIVED)
    assert "bad-package" in desk.run("adopt", package, status=1).stderr
    assert "1 changed" in desk.run("plan").stdout
    assert "1 changed" in desk.run("export").stdout


def test_a_package_with_stamps_that_are_no_numbers_is_told_of_nothing(desk):
    package = desk.export()
    tampered(package, "UPDATE notes SET mod = 'late'")
    assert desk.run("plan").stderr == ""


@pytest.mark.parametrize(("statement", "status"), [
    ("UPDATE cards SET due = -100000", 0),  # as in a filtered deck
    ("UPDATE notes SET guid = CAST(guid AS BLOB), flds = CAST(flds AS BLOB)", 0),
    (OF_TYPES.format("'$.flds', json('[]')"), 1),
    (OF_TYPES.format("'$.flds[0].name', 5"), 1),
    (OF_TYPES.format("'$.flds[0].name', 'Other', '$.tmpls[0].afmt', NULL"), 1),
    ("UPDATE notes SET mod = mod * 1000", 1),
    ("UPDATE notes SET guid = '' WHERE guid = (SELECT min(guid) FROM notes)", 1),
])
def test_adopting_any_package_leaves_a_lock_that_can_be_read(desk, statement, status):
    package = desk.export()
    tampered(package, statement)
    (desk.root / "ankigen.lock").unlink()
    desk.run("adopt", package, status=status)
    assert (desk.root / "ankigen.lock").exists() == (status == 0)
    desk.run("plan")


def test_a_note_type_to_which_a_learner_added_a_field_goes_on_beside_ours(desk):
    package = desk.export()
    tampered(package, OF_TYPES.format("""'$.flds[#]', json('{"name": "Mine"}')"""))
    (desk.root / "ankigen.lock").unlink()
    assert "Taken over from sample.apkg: 3 cards" in desk.run("adopt", package).stdout
    desk.edit("notes/sample.yaml", "cards:", "cards:\n  - q: Which planet has the shortest year?\n    a: Mercury")
    assert "1 new" in desk.run("export").stdout
    types = desk.lock().types.values()
    assert len({kind.id for kind in types}) == len(types)


def test_a_lost_lock_is_taken_back_from_what_the_export_would_replace(desk):
    with real.collection() as col:
        real.import_package(col, desk.export())
        moon, others = desk.guid("Moon"), real.guids(col)
        desk.edit("notes/sample.yaml", "  - q: Who first walked on the Moon?\n    a: Neil Armstrong\n", "")
        real.import_package(col, desk.export())
        stayed = next(guid for guid in others if guid != moon)
        real.tag(col, stayed, "mine")
        (desk.root / "ankigen.lock").unlink()
        assert desk.plan()["unchanged"] == len(others) - 1
        again = desk.run("export")
        assert "missing-lock: warning" in again.stderr and "unchanged" in again.stdout
        assert moon in {card.guid for card in desk.lock().cards if card.retired}
        done = real.import_package(col, desk.root / "dist/sample.apkg")
        assert (done.new, done.updated, done.conflicting) == (0, 0, 0)
        assert "mine" in real.note(col, stayed).tags
        assert (desk.root / "dist/sample-retired.apkg").exists()


def test_who_begins_anew_takes_nothing_back_from_what_had_left_the_deck(desk):
    desk.export()
    moon = "  - q: Who first walked on the Moon?\n    a: Neil Armstrong\n"
    desk.edit("notes/sample.yaml", moon, "")
    package = desk.export()
    assert package.with_name("sample-retired.apkg").exists()
    (desk.root / "ankigen.lock").unlink()
    package.unlink()
    told = desk.run("plan")
    assert "missing-lock" not in told.stderr and "2 new" in told.stdout
    desk.export()
    assert not [card for card in desk.lock().cards if card.retired]
