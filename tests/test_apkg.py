"""Packages in the real Anki, their bytes, and what is refused before any is written."""

from __future__ import annotations

import io
import json
import os
import sqlite3
import subprocess
import sys
import zipfile
from pathlib import Path

import anki_real as real
import pytest
from packages import MOD, note, notetype, package

from ankigen.model import Media
from ankigen.notetypes import NOTETYPES
from ankigen.outputs.apkg import Package, PackNote, PackTemplate, PackType, stage, write

NOTES = (
    note("qa", "both-ways", at=1, Question="Which country?", Answer="Russia", Reverse_Question="Which leader?", Reverse_Answer="Kim"),
    note("cloze", "blanks", at=2, Text="{{c1::a {{c3::b}}}} and {{c7::c::hint}}", deck="Sample::Cards::Blanks", tags=("exam::upsc", "kind::fact")),
    note("choice", "choice", at=3, Question="q", Options='<ol class="options"><li>a</li></ol>', Answer="A", deck="Other"),
    note("qa", "हिन्दी", at=4, Question="प्रश्न?", Answer="उत्तर \U0001f600"),
)


def written(made: Package) -> bytes:
    file = io.BytesIO()
    write(file, made)
    return file.getvalue()


def saved(folder: Path, made: Package, name: str = "deck.apkg") -> Path:
    stage(folder / name, made).commit()
    return folder / name


def database(data: bytes, folder: Path) -> sqlite3.Connection:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        archive.extract("collection.anki2", folder)
    return sqlite3.connect(folder / "collection.anki2")


# In the real Anki ----------------------------------------------------------------------------------------------------------


def test_anki_takes_it_whole_and_a_second_time_has_nothing_to_do(tmp_path: Path) -> None:
    path = saved(tmp_path, package(*NOTES))
    with real.collection() as col:
        assert real.import_package(col, path) == (4, 0, 0, 0)
        assert real.import_package(col, path) == (0, 0, 4, 0)
        assert real.check_database(col) == "" and real.empty_cards(col) == set()
        assert {guid: real.ordinals(col, guid) for guid in real.guids(col)} == {
            "both-ways": (0, 1), "blanks": (0, 2, 6), "choice": (0,), "हिन्दी": (0,)}
        for one in NOTES:
            theirs = real.note(col, one.guid)
            assert (theirs.id, theirs.mod, tuple(theirs.fields), tuple(theirs.tags)) == (one.nid, one.mod, one.fields, one.tags)
            assert [(card.id, card.due, card.type, card.queue) for card in theirs.cards()] == [
                (one.nid + 1 + ordinal, one.due, 0, 0) for ordinal in one.ordinals]
            assert {col.decks.name(card.did) for card in theirs.cards()} == {one.deck}


def test_decks_keep_their_descriptions_and_nothing_lands_in_default(tmp_path: Path) -> None:
    with real.collection() as col:
        real.import_package(col, saved(tmp_path, package(*NOTES)))
        assert col.decks.by_name("Sample")["desc"] == "A deck for tests."
        assert {deck.name for deck in col.decks.all_names_and_ids()} == {
            "Default", "Sample", "Sample::Cards", "Sample::Cards::Blanks", "Other"}
        assert col.decks.card_count(col.decks.id("Default"), include_subdecks=False) == 0
        assert {deck["conf"] for deck in col.decks.all()} == {1}


def test_a_deck_that_the_learner_has_in_other_letters_is_the_same_deck(tmp_path: Path) -> None:
    with real.collection() as col:
        col.decks.id("SAMPLE::cards")
        made = package(note("qa", "a", at=1, Question="q", Answer="a"), note("qa", "b", at=2, deck="sample::CARDS", Question="q", Answer="a"))
        assert real.import_package(col, saved(tmp_path, made)) == (2, 0, 0, 0)
        assert {deck.name for deck in col.decks.all_names_and_ids()} == {"Default", "SAMPLE", "SAMPLE::cards"}


def test_an_update_reaches_what_changed_and_leaves_the_learner_the_rest(tmp_path: Path) -> None:
    with real.collection() as col:
        real.import_package(col, saved(tmp_path, package(*NOTES)))
        full_sync = real.needs_full_sync(col)
        real.study(col, "both-ways", 1)
        real.tag(col, "choice", "my::own")
        real.edit(col, "choice", "Extra", "my own words")
        real.move(col, "blanks", "Mine", 2)
        real.delete(col, "हिन्दी")
        changed = note("qa", "both-ways", at=1, mod=MOD + 100, Question="Which state?", Answer="Russia", Reverse_Question="Which leader?",
                       Reverse_Answer="Kim")
        path = saved(tmp_path, package(changed, *NOTES[1:]))
        assert real.import_package(col, path) == (1, 1, 2, 0)  # what was deleted returns, for it is shipped still
        assert real.import_package(col, path) == (0, 0, 4, 0)
        assert real.note(col, "both-ways")["Question"] == "Which state?"
        assert real.card(col, "both-ways", 1).reps == 1
        assert real.note(col, "choice")["Extra"] == "my own words" and "my::own" in real.note(col, "choice").tags
        assert col.decks.name(real.card(col, "blanks", 2).did) == "Mine"
        assert real.needs_full_sync(col) == full_sync
        assert real.check_database(col) == "" and real.empty_cards(col) == set()


def test_media_arrive(tmp_path: Path) -> None:
    (tmp_path / "a picture.PNG").write_bytes(b"\x89PNG not really")
    media = (Media(tmp_path / "a picture.PNG", "picture-1a2b.png"), Media(tmp_path / "gone.svg", "drawing-3c4d.svg", b"<svg/>"))
    shown = note("qa", "m", Question='<img src="picture-1a2b.png">', Answer='<img src="drawing-3c4d.svg">')
    with real.collection() as col:
        assert real.import_package(col, saved(tmp_path, package(shown, media=media))) == (1, 0, 0, 0)
        folder = Path(col.media.dir())
        assert {file.name: file.read_bytes() for file in folder.iterdir()} == {
            "picture-1a2b.png": b"\x89PNG not really", "drawing-3c4d.svg": b"<svg/>"}


def test_a_note_type_made_elsewhere_is_the_learners_own(tmp_path: Path) -> None:
    """What `adopt` needs: notes of somebody's Basic go out again, as the type they were."""
    with real.collection() as author:
        basic = author.models.by_name("Basic")
        made = author.new_note(basic)
        made["Front"], made["Back"] = "front", "back"
        author.add_note(made, author.decks.id("Old deck"))
        made.load()
        real.export_package(author, tmp_path / "old.apkg", "Old deck")
        kind = PackType(
            basic["id"], basic["name"], tuple((field["name"], field.get("id")) for field in basic["flds"]),
            tuple(PackTemplate(each["name"], each["qfmt"], each["afmt"], each.get("id")) for each in basic["tmpls"]),
            basic["css"], basic["mod"])
        again = PackNote(made.guid, made.id, kind, ("front", "a better back"), (), "Old deck", made.mod + 1, 1000, (0,))
    with real.collection() as col:
        col.models.remove(col.models.by_name("Basic")["id"])
        assert real.import_package(col, tmp_path / "old.apkg") == (1, 0, 0, 0)
        assert real.import_package(col, saved(tmp_path, Package("Old deck", [again], [kind]))) == (0, 1, 0, 0)
        assert real.note(col, made.guid)["Back"] == "a better back"
        assert real.check_database(col) == ""


# Bytes ---------------------------------------------------------------------------------------------------------------------


def build(**environment: str) -> bytes:
    """The package of `NOTES`, made by another process with this environment."""
    code = "import sys, test_apkg; sys.stdout.buffer.write(test_apkg.written(test_apkg.package(*test_apkg.NOTES)))"
    paths = os.pathsep.join([str(Path(__file__).parent), *sys.path])
    run = subprocess.run([sys.executable, "-c", code], env={**os.environ, "PYTHONPATH": paths, **environment}, capture_output=True, check=True)
    return run.stdout


def test_the_same_package_is_the_same_bytes() -> None:
    ours = written(package(*NOTES))
    assert written(package(*reversed(NOTES), types=tuple(map(notetype, reversed(list(NOTETYPES)))))) == ours, "in whatever order it comes"
    assert build(PYTHONHASHSEED="1", TZ="Asia/Kolkata") == ours
    assert build(PYTHONHASHSEED="2", TZ="America/St_Johns", LC_ALL="tr_TR.UTF-8") == ours


def test_nothing_tells_when_or_where_it_was_made(tmp_path: Path) -> None:
    data = written(package(*NOTES))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert [(each.filename, each.date_time, each.create_system, each.external_attr >> 16) for each in archive.infolist()] == [
            ("collection.anki2", (1980, 1, 1, 0, 0, 0), 3, 0o644), ("media", (1980, 1, 1, 0, 0, 0), 3, 0o644)]
        assert archive.getinfo("collection.anki2").compress_type == zipfile.ZIP_DEFLATED
        header = archive.read("collection.anki2")[:100]
    assert header[24:28] == header[40:44] == header[92:96] == b"\0\0\0\1" and header[96:100] == bytes(4)
    assert int.from_bytes(header[16:18], "big") == 4096 and header[52:56] == bytes(4)
    with database(data, tmp_path) as db:
        assert db.execute("pragma integrity_check").fetchall() == [("ok",)]
        assert db.execute("select crt, mod, scm from col").fetchone() == (MOD, MOD * 1000, MOD * 1000)
        assert all(deck["id"] < 1_600_000_000_000 for deck in json.loads(db.execute("select decks from col").fetchone()[0]).values())
        assert all(each["did"] is None for kind in json.loads(db.execute("select models from col").fetchone()[0]).values() for each in kind["tmpls"])


# Refused -------------------------------------------------------------------------------------------------------------------

PLAIN = note("qa", "g", at=5, Question="q", Answer="a")


@pytest.mark.parametrize(("notes", "says"), [
    ([PLAIN, PLAIN._replace(nid=PLAIN.nid + 1000)], "twice"),
    ([PLAIN._replace(guid="")], "guid is empty"),
    ([PLAIN._replace(fields=PLAIN.fields[:-1])], "number of fields"),
    ([PLAIN._replace(fields=("a\x1fb", *PLAIN.fields[1:]))], "001F"),
    ([PLAIN._replace(fields=("\ud800", *PLAIN.fields[1:]))], "surrogate"),
    ([PLAIN._replace(tags=("\udfff",))], "surrogate"),
    ([PLAIN._replace(ordinals=())], "no cards"),
    ([PLAIN._replace(notetype=PLAIN.notetype._replace(id=5))], "note type"),
    ([PLAIN, PLAIN._replace(guid="h")], "one id"),
    ([PLAIN, PLAIN._replace(guid="h", nid=PLAIN.nid - 1, ordinals=(0, 1))], "one id"),
])
def test_what_anki_would_choke_on_is_refused_and_nothing_is_written(notes: list[PackNote], says: str, tmp_path: Path) -> None:
    (tmp_path / "deck.apkg").write_bytes(b"before")
    with pytest.raises(ValueError, match=says):
        stage(tmp_path / "deck.apkg", package(*notes))
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == {"deck.apkg": b"before"}


def test_missing_media_is_an_os_error_and_nothing_is_written(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        stage(tmp_path / "new" / "deck.apkg", package(PLAIN, media=[Media(tmp_path / "gone.png", "gone.png")]))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="a limit on file sizes stands in for a full disk, and Windows has none")
def test_a_full_disk_is_an_os_error_and_leaves_what_was_there(tmp_path: Path) -> None:
    code = """
import pathlib, resource, signal, sys, test_apkg
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    test_apkg.stage(pathlib.Path(sys.argv[1]), test_apkg.package(*test_apkg.NOTES))
except OSError as fault:
    print(type(fault).__name__, fault.errno)
"""
    target = tmp_path / "deck.apkg"
    target.write_bytes(b"before")
    paths = os.pathsep.join([str(Path(__file__).parent), *sys.path])
    run = subprocess.run([sys.executable, "-B", "-c", code, str(target)], env={**os.environ, "PYTHONPATH": paths}, capture_output=True, text=True)
    assert (run.stdout, run.stderr) == ("OSError 28\n", "")
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == {"deck.apkg": b"before"}




def test_note_types_and_decks_are_those_that_genanki_makes():
    import genanki

    from ankigen.outputs.apkg import _decks, type_json

    for kind in NOTETYPES:
        made = notetype(kind)
        model = genanki.Model(
            made.id, made.name, [{"name": name, "id": number} for name, number in made.fields],
            [{"name": each.name, "qfmt": each.front, "afmt": each.back, "id": each.id} for each in made.templates],
            made.css, int(made.cloze), sort_field_index=made.sort_field,
        )
        model._req = []  # not ours: theirs does not know `^`
        assert type_json(made) | {"req": []} == model.to_json(made.mod, None)
    for deck in _decks(package(*NOTES)).values():
        assert deck == genanki.Deck(deck["id"], deck["name"], deck["desc"]).to_json()
