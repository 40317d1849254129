"""The promise of docs/updates.md, kept on the real Anki: a learner studies, edits, tags and moves; the author goes on
editing; each new package is imported with the default options."""

from __future__ import annotations

import anki_real as real
import pytest
from projects import Desk

NOTE = """
    title: The sample
    date: 2025-03-01
    topic: Polity
    source: The Constitution of India

    key_points:
      - GST came into force on {{1 July 2017}} under the {{101st}} Constitutional Amendment.

    terms:
      - term: KCNA
        expands: Korean Central News Agency
        means: the state news agency of North Korea

    lists:
      - title: Organs of the United Nations that sit in New York
        items: [General Assembly, Security Council, Secretariat]

    mcqs:
      - q: Which agency reported the message of 1 January 2026?
        options:
          - {text: KCNA, why: It is North Korea's own.}
          - {text: TASS, why: It is Russian.}
          - {text: Yonhap, why: It is South Korean.}
        answer: KCNA

    cards:
      - q: Which Article of the Constitution of India provides for the GST Council?
        a: Article 279A
      - q: Who wrote “Wings of Fire”?
        a: A. P. J. Abdul Kalam
      - q: Which river flows through Paris?
        a: The Seine
        reverse: Which capital does the Seine flow through?
        reverse_a: Paris
      - q: Which planet has the shortest year?
        a: Mercury
"""


@pytest.fixture
def desk(tmp_path):
    desk = Desk(tmp_path)
    desk.write("ankigen.yaml", "name: sample\ndeck: Sample\n")
    desk.write("notes/sample.yaml", NOTE)
    return desk


def schedules(col):
    """Each studied card's due date, interval and repetitions, by guid and ordinal."""
    return {
        (guid, ordinal): tuple(rest)
        for guid, ordinal, *rest in col.db.all(
            "select n.guid, c.ord, c.due, c.ivl, c.reps, c.type, c.queue from cards c join notes n on n.id = c.nid where c.reps > 0"
        )
    }


def sound(col):
    """Nothing that would make a learner write to the author."""
    assert real.check_database(col) == ""
    assert real.empty_cards(col) == set()


def test_a_first_import_and_the_same_again(desk):
    package = desk.export()
    with real.collection() as col:
        first = real.import_package(col, package)
        assert first.new == len(desk.lock().cards)
        assert first.conflicting == first.duplicate == 0
        sound(col)
        assert real.import_package(col, package) == (0, 0, first.new, 0)
        sound(col)


def test_a_rebuild_without_changes_is_the_same_file_and_touches_nothing(desk):
    package = desk.export()
    before, lock = package.read_bytes(), (desk.root / "ankigen.lock").read_bytes()
    desk.export()
    assert package.read_bytes() == before
    assert (desk.root / "ankigen.lock").read_bytes() == lock


EDITS = [
    ("a typo", "provides for the GST Council?", "provides for the  Goods and Services Tax Council?"),
    ("a reworded question", "Who wrote “Wings of Fire”?", "Who is the author of “Wings of Fire”?"),
    ("a better answer", "a: Mercury", "a: Mercury, in 88 days"),
    ("a blank added before", "GST came into force", "'{{GST}} came into force"),
    ("and quoted", "Constitutional Amendment.\n", "Constitutional Amendment.'\n"),
    ("an item inserted", "[General Assembly, ", "[General Assembly, Trusteeship Council, "),
    ("an option added", "      - {text: TASS", "      - {text: Xinhua, why: It is Chinese.}\n      - {text: TASS"),
    ("an extra", "    a: The Seine\n", "    a: The Seine\n    extra: It rises in Burgundy.\n"),
    ("a term's meaning", "the state news agency of North Korea", "North Korea's state news agency"),
]


def test_a_learner_keeps_everything_through_a_dozen_edits(desk):
    with real.collection() as col:
        real.import_package(col, desk.export())
        guids = real.guids(col)
        for guid in guids:
            for ordinal in real.ordinals(col, guid):
                real.study(col, guid, ordinal)
        edited, tagged, moved = desk.guid("shortest year"), desk.guid("flows through Paris"), desk.guid("Wings of Fire")
        real.move(col, moved, "Mine")
        before = schedules(col)
        for n, (_, old, new) in enumerate(EDITS):
            text = (desk.root / "notes/sample.yaml").read_text(encoding="utf-8")
            assert old in text
            desk.write("notes/sample.yaml", text.replace(old, new))
            if EDITS[n][0] == "a blank added before":
                continue  # the quotes come with the next
            plan = desk.plan()
            log = real.import_package(col, desk.export())
            assert log.conflicting == 0
            assert log.updated == len(plan["changed"]) + len(plan["reworded"]), EDITS[n][0]
            assert (log.new, plan["new"], plan["retired"]) == (0, [], [])
            assert {key: value for key, value in schedules(col).items() if key in before} == before
        assert real.guids(col) == guids
        assert "88 days" in real.note(col, edited)["Answer"]
        assert "Burgundy" in real.note(col, tagged)["Extra"]
        assert col.decks.name(real.card(col, moved).did) == "Mine"
        assert not real.needs_full_sync(col)
        sound(col)
        assert real.import_package(col, desk.export()).updated == 0


def test_moving_and_renaming_reaches_no_learner(desk):
    with real.collection() as col:
        real.import_package(col, desk.export())
        text = (desk.root / "notes/sample.yaml").read_text(encoding="utf-8")
        (desk.root / "notes/sample.yaml").unlink()
        head, _, cards = text.partition("\nkey_points:")
        terms = cards.index("\nterms:")
        desk.write("notes/polity/renamed.yaml", head + "\n" + cards[terms:] + "\nkey_points:" + cards[:terms])
        assert desk.plan()["unchanged"] == len(real.guids(col))
        package = desk.export()
        assert real.import_package(col, package) == (0, 0, len(real.guids(col)), 0)


def test_edits_and_tags_of_the_learner_stay_on_cards_that_did_not_change(desk):
    with real.collection() as col:
        real.import_package(col, desk.export())
        kept = desk.guid("shortest year")
        real.edit(col, kept, "Extra", "my own mnemonic")
        real.tag(col, kept, "mine")
        desk.edit("notes/sample.yaml", "a: Article 279A", "a: Article 279A (1)")
        assert real.import_package(col, desk.export()).updated == 1
        assert real.note(col, kept)["Extra"] == "my own mnemonic"
        assert "mine" in real.note(col, kept).tags


def test_a_retired_card_stays_until_the_learner_says_so(desk):
    with real.collection() as col:
        real.import_package(col, desk.export())
        guid = desk.guid("shortest year")
        real.study(col, guid)
        desk.edit("notes/sample.yaml", "  - q: Which planet has the shortest year?\n    a: Mercury\n", "")
        assert [each["guid"] for each in desk.plan()["retired"]] == [guid]
        log = real.import_package(col, desk.export())
        assert (log.new, log.updated, log.conflicting) == (0, 0, 0)
        assert guid in real.guids(col)
        sound(col)
        assert "retired.apkg" in col.decks.by_name("Sample")["desc"]
        retired = desk.root / "dist/sample-retired.apkg"
        assert real.import_package(col, retired) == (0, 1, 0, 0)
        assert real.empty_cards(col) == {(guid, 0)}
        assert any(tag.endswith("::retired") for tag in real.note(col, guid).tags)
        assert real.check_database(col) == ""


def test_a_retired_cloze_a_choice_and_a_reversed_card_become_empty_too(desk):
    desk.write("notes/other.yaml", "title: Other\ncards:\n  - {q: What stays here now?, a: This one}\n")
    with real.collection() as col:
        real.import_package(col, desk.export())
        (desk.root / "notes/sample.yaml").unlink()
        desk.export()
        log = real.import_package(col, desk.root / "dist/sample-retired.apkg")
        assert log.conflicting == log.new == 0
        rows = col.db.scalar("select count() from cards")
        assert len(real.empty_cards(col)) == rows - 1
        assert real.check_database(col) == ""


def test_a_restored_card_returns_under_its_guid_with_the_mod_it_had(desk):
    desk.export()
    before = next(card for card in desk.lock().cards if "shortest year" in card.says[0])
    entry = "  - q: Which planet has the shortest year?\n    a: Mercury\n"
    text = (desk.root / "notes/sample.yaml").read_text(encoding="utf-8")
    desk.write("notes/sample.yaml", text.replace(entry, ""))
    desk.export()
    assert (desk.root / "dist/sample-retired.apkg").exists()
    desk.write("notes/sample.yaml", text)
    assert [card["guid"] for card in desk.plan()["restored"]] == [before.guid]
    desk.export()
    after = next(card for card in desk.lock().cards if "shortest year" in card.says[0])
    assert (after.guid, after.mod, after.retired) == (before.guid, before.mod, 0)
    assert not (desk.root / "dist/sample-retired.apkg").exists()


def test_another_kind_of_card_is_a_new_card(desk):
    with real.collection() as col:
        real.import_package(col, desk.export())
        desk.edit("notes/sample.yaml", "  - q: Which planet has the shortest year?\n    a: Mercury\n", "")
        desk.edit("notes/sample.yaml", "mcqs:\n", """mcqs:
  - q: Which planet has the shortest year?
    options: [{text: Mercury, why: 88 days.}, {text: Venus, why: 225 days.}, {text: Mars, why: 687 days.}]
    answer: Mercury
""")
        plan = desk.plan()
        assert (len(plan["new"]), len(plan["retired"])) == (1, 1)
        log = real.import_package(col, desk.export())
        assert (log.new, log.conflicting) == (1, 0)


def test_a_changed_style_updates_the_note_types_and_no_card(desk):
    with real.collection() as col:
        real.import_package(col, desk.export())
        desk.write("theme.css", ".card { letter-spacing: 0.01em; }")
        desk.edit("ankigen.yaml", "deck: Sample\n", "deck: Sample\ntheme: theme.css\n")
        assert desk.plan()["note_types"]
        log = real.import_package(col, desk.export())
        assert (log.new, log.updated, log.conflicting) == (0, 0, 0)
        assert any("letter-spacing" in kind["css"] for kind in col.models.all())
        assert not real.needs_full_sync(col)


def test_a_renamed_deck_moves_no_card_and_the_plan_says_so(desk):
    with real.collection() as col:
        real.import_package(col, desk.export())
        desk.edit("ankigen.yaml", "deck: Sample", "deck: Better")
        assert "cards already in Sample will stay there; only new cards go to Better" in desk.run("plan").stdout
        real.import_package(col, desk.export())
        assert col.decks.name(real.card(col, desk.guid("shortest year")).did) == "Sample"


def test_two_people_without_a_lock_build_the_same_identities(desk, tmp_path_factory):
    desk.export()
    other = Desk(tmp_path_factory.mktemp("elsewhere"), now=1_760_000_000)
    other.write("ankigen.yaml", "name: sample\ndeck: Sample\n")
    other.write("notes/sample.yaml", NOTE)
    other.export()
    assert {card.guid for card in desk.lock().cards} == {card.guid for card in other.lock().cards}


def test_an_update_replaces_the_learners_tags_on_a_changed_card(desk):
    with real.collection() as col:
        real.import_package(col, desk.export())
        guid = desk.guid("shortest year")
        real.tag(col, guid, "mine")
        desk.now += 10**9  # the learner's tag is stamped by the wall clock; this export comes later
        desk.edit("notes/sample.yaml", "a: Mercury", "a: Mercury, in 88 days")
        assert real.import_package(col, desk.export()).updated == 1
        assert "mine" not in real.note(col, guid).tags


def test_an_edit_after_the_export_wins(desk):
    with real.collection() as col:
        real.import_package(col, desk.export())
        guid = desk.guid("shortest year")
        real.edit(col, guid, "Answer", "Mercury (mine)")
        desk.edit("notes/sample.yaml", "a: Mercury", "a: Mercury, in 88 days")
        log = real.import_package(col, desk.export())
        assert (log.updated, log.conflicting) == (0, 0)
        assert real.note(col, guid)["Answer"] == "Mercury (mine)"


def test_a_deleted_card_comes_back_while_it_is_shipped(desk):
    with real.collection() as col:
        package = desk.export()
        real.import_package(col, package)
        guid = desk.guid("shortest year")
        real.delete(col, guid)
        assert real.import_package(col, package).new == 1
        assert guid in real.guids(col)


def test_a_restored_card_that_was_kept_blank_stays_blank_until_it_changes(desk):
    entry = "  - q: Which planet has the shortest year?\n    a: Mercury\n"
    with real.collection() as col:
        real.import_package(col, desk.export())
        guid = desk.guid("shortest year")
        text = (desk.root / "notes/sample.yaml").read_text(encoding="utf-8")
        desk.write("notes/sample.yaml", text.replace(entry, ""))
        desk.export()
        real.import_package(col, desk.root / "dist/sample-retired.apkg")
        desk.write("notes/sample.yaml", text)
        real.import_package(col, desk.export())
        assert real.note(col, guid)["Retired"]
        desk.now += 10**9  # Anki up to 24.11 stamped the learner's card with the time of the import
        desk.edit("notes/sample.yaml", "a: Mercury", "a: Mercury, in 88 days")
        assert real.import_package(col, desk.export()).updated == 1
        assert not real.note(col, guid)["Retired"]


def test_an_added_field_conflicts_with_every_card(desk, monkeypatch):
    """Why note types are frozen: this is what Anki makes of one more field."""

    from ankigen.notetypes import NOTETYPES

    with real.collection() as col:
        real.import_package(col, desk.export())
        frozen = NOTETYPES["qa"]
        monkeypatch.setitem(NOTETYPES, "qa", frozen._replace(fields=(*frozen.fields, ("Added", 1))))
        desk.edit("notes/sample.yaml", "a: Mercury", "a: Mercury, in 88 days")
        log = real.import_package(col, desk.export())
        frozen_cards = sum(card.type == "qa" for card in desk.lock().cards)
        assert (log.updated, log.conflicting) == (0, frozen_cards if real.has_options(col) else 1)  # Anki 2.1.66 counts those that are newer


def test_another_item_in_the_place_of_one_is_another_blank(desk):
    package = desk.export()
    guid = desk.guid("Organs of the United Nations")
    desk.edit("notes/sample.yaml", "[General Assembly, Security Council, Secretariat]", "[Trusteeship Council, Security Council, Secretariat]")
    with real.collection() as col:
        real.import_package(col, package)
        real.import_package(col, desk.export())
        assert real.ordinals(col, guid) == (0, 1, 2, 3)
        assert "{{c4::Trusteeship Council}}" in real.note(col, guid)["Text"]


def test_a_blank_taken_out_leaves_its_card_empty(desk):
    with real.collection() as col:
        real.import_package(col, desk.export())
        guid = desk.guid("GST came into force")
        desk.edit("notes/sample.yaml", "{{101st}}", "101st")
        real.import_package(col, desk.export())
        assert real.empty_cards(col) == {(guid, 1)}
        desk.edit("notes/sample.yaml", "Constitutional Amendment.", "{{Constitutional}} Amendment.")
        real.import_package(col, desk.export())
        assert real.ordinals(col, guid) == (0, 1, 2)


def test_a_blank_that_returns_has_its_history_again(desk):
    with real.collection() as col:
        real.import_package(col, desk.export())
        guid = desk.guid("GST came into force")
        for ordinal in real.ordinals(col, guid):
            real.study(col, guid, ordinal)
        before, reviewed = schedules(col), col.db.scalar("select count() from revlog where cid = ?", real.card(col, guid, 1).id)
        assert reviewed == 1
        desk.edit("notes/sample.yaml", "{{101st}}", "101st")
        assert real.import_package(col, desk.export()).updated == 1
        assert real.empty_cards(col) == {(guid, 1)}  # the card stays, empty, until the learner deletes it
        assert schedules(col) == before
        desk.edit("notes/sample.yaml", "Constitutional Amendment.", "{{Constitutional}} Amendment.")
        real.import_package(col, desk.export())
        desk.now += 10**9  # Anki up to 24.11 stamped the learner's card with the time of the import
        desk.edit("notes/sample.yaml", "101st", "{{101st}}")
        assert real.import_package(col, desk.export()).updated == 1
        assert "{{c2::101st}} {{c3::Constitutional}}" in real.note(col, guid)["Text"]
        assert schedules(col) == before
        assert col.db.scalar("select count() from revlog where cid = ?", real.card(col, guid, 1).id) == reviewed
        assert "[...]" in real.rendered(col, guid, 1)[0]
        assert not real.needs_full_sync(col)
        sound(col)


def test_a_blank_whose_empty_card_was_deleted_returns_as_a_new_card(desk):
    with real.collection() as col:
        real.import_package(col, desk.export())
        guid = desk.guid("GST came into force")
        real.study(col, guid, 1)
        text = (desk.root / "notes/sample.yaml").read_text(encoding="utf-8")
        desk.edit("notes/sample.yaml", "{{101st}}", "101st")
        real.import_package(col, desk.export())
        col.remove_cards_and_orphaned_notes([real.card(col, guid, 1).id])
        assert real.ordinals(col, guid) == (0,)
        desk.now += 10**9
        desk.write("notes/sample.yaml", text)
        real.import_package(col, desk.export())
        assert real.ordinals(col, guid) == (0, 1)
        assert schedules(col) == {}
        sound(col)


def test_of_identical_blanks_each_keeps_its_history(desk):
    desk.edit("notes/sample.yaml", "key_points:\n", """key_points:
  - text: '{{India}} won the World Cup in 1983, {{India}} won it in 2011.'
    allow: {answer-on-front: Each time it is asked who won.}
""")
    with real.collection() as col:
        real.import_package(col, desk.export())
        guid = desk.guid("won the World Cup")
        real.study(col, guid, 1)
        before = schedules(col)
        desk.edit("notes/sample.yaml", "{{India}} won the World Cup", "India won the World Cup")
        real.import_package(col, desk.export())
        assert real.empty_cards(col) == {(guid, 0)}
        assert "2011" in real.rendered(col, guid, 1)[0]
        desk.now += 10**9
        desk.edit("notes/sample.yaml", "'India won the World Cup", "'{{India}} lost in 1975, {{India}} won the World Cup")
        real.import_package(col, desk.export())
        assert real.ordinals(col, guid) == (0, 1, 2)
        assert "{{c3::India}} lost in 1975, {{c1::India}} won the World Cup in 1983, {{c2::India}} won it in 2011" in real.note(col, guid)["Text"]
        assert schedules(col) == before
        sound(col)


def test_an_export_tells_what_it_took_for_a_rewording(desk):
    desk.export()
    desk.edit("notes/sample.yaml", "Who wrote “Wings of Fire”?", "Who is the author of “Wings of Fire”?")
    told = desk.run("export").stdout
    assert "alike: “Who wrote “Wings of Fire”?” → “Who is the author of “Wings of Fire”?”" in told


def test_an_id_that_moved_to_another_entry_is_said_before_anybody_imports(desk):
    desk.edit("notes/sample.yaml", "    a: Mercury\n", "    a: Mercury\n    id: shortest\n")
    desk.export()
    desk.edit("notes/sample.yaml", "    id: shortest\n", "  - q: Which planet has the longest day?\n    a: Venus\n    id: shortest\n")
    told = desk.run("plan").stderr
    line = next(n for n, each in enumerate((desk.root / "notes/sample.yaml").read_text(encoding="utf-8").splitlines(), 1) if "id: short" in each)
    assert f"notes/sample.yaml:{line}:9 AK317 misplaced-id: warning" in told
    assert [each["name"] for each in desk.plan()["problems"]] == ["misplaced-id"]
    assert "### 1 to settle before learners import this\n\n- id: " in desk.run("plan", "--format", "markdown").stdout
    assert "Which planet has the shortest year?" in told


def test_a_package_without_a_lock_is_no_silent_matter(desk):
    package = desk.export()
    (desk.root / "ankigen.lock").unlink()
    assert "which card is which was taken from that package" in desk.run("plan").stderr
    package.write_bytes(b"no zip")
    assert "it cannot be read: an import would update every card that says what it said, and add the others as new" in desk.run("plan").stderr
