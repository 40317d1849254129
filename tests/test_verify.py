"""`ankigen verify`: what holds is said to hold, and each way to break a promise is caught in the real Anki."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

import anki_real as real
import pytest
from click.testing import Result
from packages import MOD, note, notetype, package, tampered
from projects import Desk, run

from ankigen.model import Media
from ankigen.outputs.apkg import Package, PackNote, stage
from ankigen.verify import rehearse
from ankigen.verify.compare import broken
from ankigen.verify.learner import Held, Log, Snapshot
from ankigen.verify.model import PROMISES

MOONS = """\
title: Planets
source: An atlas
key_points:
  - "{{Phobos}} and {{Deimos}} are the two known moons of the red planet {{Mars}}."
cards:
"""
PLANETS = (
    note("qa", "shortest", at=1, Question="Which planet has the shortest year?", Answer="Mercury"),
    note("qa", "rings", at=2, Question="Which planet has rings that show?", Answer="Saturn", Reverse_Question="What has Saturn?", Reverse_Answer="Rings"),
    note("cloze", "moons", at=3, Text="{{c1::Phobos}} and {{c2::Deimos}} are moons of {{c3::Mars}}."),
    note("qa", "largest", at=4, Question="Which planet is the largest?", Answer="Jupiter"),
)
LATER = 100


def verify(*words: str | Path, status: int = 0) -> Result:
    result = run("verify", *words)
    assert result.exit_code == status, result.output
    return result


def saved(folder: Path, name: str, *notes: PackNote, **changes) -> Path:
    stage(folder / name, package(*notes, **changes)).commit()
    return folder / name


def changed(one: PackNote, mod: int = MOD + LATER, **fields: str) -> PackNote:
    made = note("cloze" if one.notetype.cloze else "qa", one.guid, at=one.nid // 1000 - 1_600_000_000, mod=mod, **fields)
    assert made.nid == one.nid
    return made


# What a learner is told ------------------------------------------------------------------------------------------------------


def test_an_update_in_a_learners_words(tmp_path):
    desk = Desk(tmp_path)
    desk.write("ankigen.yaml", "name: sky\ndeck: Sky\ndecks: {key_points: Sky::Points}\n")
    desk.write("notes/sky.yaml", MOONS + """\
  - {q: Which planet has the shortest year?, a: "Mercury"}
  - {q: Which planet is the largest?, a: Jupiter}
  - {q: Which planet is the coldest?, a: Uranus}
""")
    old = shutil.copy(desk.export(), tmp_path / "old.apkg")
    desk.edit("notes/sky.yaml", 'a: "Mercury"', 'a: "Mercury, in 88 days"')
    desk.edit("notes/sky.yaml", "  - {q: Which planet is the coldest?, a: Uranus}\n", "  - {q: Which planet spins backwards?, a: Venus}\n")
    desk.edit("ankigen.yaml", "Sky::Points", "Sky::Facts")
    package = desk.export()
    said = verify(package, "--previous", old).stdout
    for line in (
        "gets 4 notes with 6 cards in 2 decks", "1 added\n      Which planet spins backwards?",
        "Which planet has the shortest year?: Answer: Mercury → Mercury, in 88 days", "2 left as they are",
        "1 no longer in the package: still with the learner\n      Which planet is the coldest?",
        "cards that stay in Sky::Points, though the package has them in Sky::Facts: 3",
        "6 studied cards scheduled as before", "wrote into one and tagged one", "Every promise holds.",
    ):
        assert line in said, said
    told = json.loads(verify(package, "--previous", old, "--format", "json").stdout)
    assert told["holds"] is True and told["findings"] == []
    assert told["update"]["updated"][0]["fields"] == [{"name": "Answer", "old": "Mercury", "new": "Mercury, in 88 days"}]
    assert "### A learner who has old.apkg" in verify(package, "--previous", old, "--format", "markdown").stdout
    assert "Every promise holds." in verify(package).stdout


def test_a_package_that_anki_itself_made_is_as_good_as_any(tmp_path):
    from anki.collection import DeckIdLimit, ExportAnkiPackageOptions

    with real.collection() as col:
        made = col.new_note(col.models.by_name("Basic"))
        made["Front"], made["Back"] = "front", "back"
        col.add_note(made, col.decks.id("Theirs"))
        col.export_anki_package(
            out_path=str(tmp_path / "theirs.apkg"), limit=DeckIdLimit(col.decks.id("Theirs")),
            options=ExportAnkiPackageOptions(with_scheduling=False, with_deck_configs=False, with_media=True, legacy=False))
    assert verify(tmp_path / "theirs.apkg", "--previous", tmp_path / "theirs.apkg").stdout.count("1 left as they are") == 1


def test_a_blank_or_a_way_back_taken_out_is_told_and_breaks_no_promise(tmp_path):
    desk = Desk(tmp_path)
    desk.write("notes/sky.yaml", MOONS + """\
  - {q: Which planet has rings that show?, a: Saturn, reverse: Which bodies circle Saturn in a plane?, reverse_a: Its rings}
""")
    old = shutil.copy(desk.export(), tmp_path / "old.apkg")
    desk.edit("notes/sky.yaml", "{{Deimos}}", "Deimos")
    desk.edit("notes/sky.yaml", ", reverse: Which bodies circle Saturn in a plane?, reverse_a: Its rings", "")
    package = desk.export()
    said = verify(package, "--previous", old).stdout
    assert "Every promise holds." in said
    assert said.split("  2 asked no more: empty, until Tools, Empty Cards deletes them\n")[1].splitlines()[:2] == [
        "      {{Phobos}} and {{Deimos}} are the two known moons of the red planet {{Mars}}. (card 2)",
        "      Which planet has rings that show? (card 2)",
    ]


def test_a_blank_that_goes_on_under_another_number_has_lost_its_history(tmp_path):
    def numbered(number: int, mod: int) -> PackNote:
        text = f"{{{{c{number}::Phobos}}}} is a moon of the planet that is called Mars."
        return note("cloze", "moon", at=3, mod=mod, Text=text)._replace(ordinals=(number - 1,))

    new = saved(tmp_path, "new.apkg", numbered(2, MOD + LATER), *PLANETS[3:])
    seen = rehearse(new, saved(tmp_path, "old.apkg", numbered(1, MOD), *PLANETS[3:]))
    assert [finding.name for finding in seen.findings] == ["history-lost"]


def test_a_package_of_none_of_the_notes_before_says_that_they_stay(tmp_path):
    old = saved(tmp_path, "old.apkg", PLANETS[0]._replace(tags=("planet",)), PLANETS[1])
    new = saved(tmp_path, "new.apkg", note("qa", "other", at=9, Question="Which star is the nearest?", Answer="The Sun"))
    assert "2 no longer in the package: still with the learner" in verify(new, "--previous", old).stdout


def test_a_tag_that_the_deck_takes_away_is_none_of_the_learners(tmp_path):
    old = saved(tmp_path, "old.apkg", PLANETS[0]._replace(tags=("planet",)), *PLANETS[1:])
    new = saved(tmp_path, "new.apkg", PLANETS[0]._replace(tags=("world",), mod=MOD + LATER), *PLANETS[1:])
    said = verify(new, "--previous", old).stdout
    assert "Tags: planet → world" in said and "learner's tags" not in said


# What is caught --------------------------------------------------------------------------------------------------------------

Packages = tuple[Path, Path | None]
CASES: dict[str, Callable[[Path], Packages]] = {}


def case(name: str):
    def keep(make: Callable[[Path], Packages]):
        CASES[name] = make
        return make
    return keep


@case("import-failed")
def _(folder):
    (folder / "new.apkg").write_bytes(b"PK\5\6" + bytes(18))
    return folder / "new.apkg", None


@case("guid-twice")
def _(folder):
    return tampered(saved(folder, "new.apkg", *PLANETS), "update notes set guid = 'rings' where guid = 'shortest'"), None


@case("blank-front")
def _(folder):
    return saved(folder, "new.apkg", *PLANETS, note("qa", "blank", at=9, Question="<b>&nbsp;</b>", Answer="a")), None


@case("template-error")
def _(folder):
    return tampered(saved(folder, "new.apkg", *PLANETS), "update col set models = replace(models, '{{Question}}', '{{Qestion}}')"), None


@case("missing-media")
def _(folder):
    (folder / "x.png").write_bytes(b"x")
    shown = note("qa", "map", at=9, Question='Where? <img src="map.png"><img src="here%20too.png"><img src="https://example.org/far.png">', Answer="a")
    return saved(folder, "new.apkg", *PLANETS, shown, media=[Media(folder / "x.png", "here too.png")]), None


@case("empty-card")
def _(folder):
    return saved(folder, "new.apkg", *PLANETS, note("cloze", "e", at=9, Text="{{c1::a}}")._replace(ordinals=(0, 4))), None


@case("not-emptied")
def _(folder):
    old, retired = released_and_retired(folder)
    return tampered(retired, "update notes set flds = replace(flds, 'retired', '') where flds like '%Saturn%'"), old


@case("database-mended")
def _(folder):
    return tampered(saved(folder, "new.apkg", *PLANETS), "delete from cards where nid = (select id from notes where guid = 'largest')"), None


def typed(name: str, *notes: PackNote, **changes) -> Package:
    """The notes, those of the type `qa` with these changes of it."""
    kind = notetype("qa")._replace(**changes)
    mine = [each._replace(notetype=kind) if each.notetype.id == kind.id else each for each in notes]
    return Package(name, mine, [kind, notetype("cloze")])


@case("full-sync")
def _(folder):
    stage(folder / "new.apkg", typed("S", *PLANETS, sort_field=1, mod=MOD + LATER)).commit()
    return folder / "new.apkg", saved(folder, "old.apkg", *PLANETS)


@case("conflict")
def _(folder):
    added = (*notetype("qa").fields, ("Added", 5))
    wider = [each._replace(fields=(*each.fields, "")) if each.notetype.id == notetype("qa").id else each for each in PLANETS]
    stage(folder / "new.apkg", typed("S", *wider, fields=added)).commit()
    return folder / "new.apkg", saved(folder, "old.apkg", *PLANETS)


@case("touched")
def _(folder):
    return saved(folder, "new.apkg", *(each._replace(mod=each.mod + LATER) for each in PLANETS)), saved(folder, "old.apkg", *PLANETS)


@case("edit-lost")
def _(folder):
    late = int(time.time()) + 1000
    return saved(folder, "new.apkg", *(each._replace(mod=late) for each in PLANETS)), saved(folder, "old.apkg", *PLANETS)


CASES["tag-lost"] = CASES["edit-lost"]


@case("change-lost")
def _(folder):
    same_mod = changed(PLANETS[0], MOD, Question="Which planet has the shortest year?", Answer="Mercury, in 88 days")
    return saved(folder, "new.apkg", same_mod, *PLANETS[1:]), saved(folder, "old.apkg", *PLANETS)


@case("history-lost")
def _(folder):
    hashed = note("qa", "a-hash-of-all", at=11, Question="Which planet has the shortest year?", Answer="Mercury, in 88 days")
    return saved(folder, "new.apkg", hashed, *PLANETS[1:]), saved(folder, "old.apkg", *PLANETS)


@case("future-stamp")
@case("not-at-rest")
def _(folder):
    return saved(folder, "new.apkg", *PLANETS[1:], PLANETS[0]._replace(mod=int(time.time()) + 10**6)), None


def test_a_stamp_a_moment_ahead_breaks_none(tmp_path):
    """Each of several exports in one second is stamped a second after the one before."""
    soon = changed(PLANETS[0], int(time.time()) + 60, Question="Which planet has the shortest year?", Answer="Mercury, in 88 days")
    seen = rehearse(saved(tmp_path, "new.apkg", soon, *PLANETS[1:]), saved(tmp_path, "old.apkg", *PLANETS))
    assert seen.holds and not seen.findings


@pytest.mark.parametrize("name", CASES)
def test_a_broken_promise_is_named(name, tmp_path):
    new, old = CASES[name](tmp_path)
    seen = rehearse(new, old)
    assert name in [finding.name for finding in seen.findings]
    assert not seen.holds


def test_what_breaks_it_is_named_too(tmp_path):
    def about(name: str) -> Iterable[str]:
        folder = tmp_path / name
        folder.mkdir()
        return next(finding.cards for finding in rehearse(*CASES[name](folder)).findings if finding.name == name)

    assert about("missing-media") == ("map.png (Where?)", "here%20too.png (Where?)")  # Anki's import does not decode names
    assert about("history-lost") == about("change-lost") == ("Which planet has the shortest year?",)
    assert about("empty-card") == ("{{a}} (card 5)",)
    assert "Qestion" in " ".join(about("template-error"))
    assert len(set(about("conflict"))) == 3


def test_sound_packages_break_none(tmp_path):
    better = changed(PLANETS[0], Question="Which planet has the shortest year?", Answer="Mercury, in 88 days")
    new = saved(tmp_path, "new.apkg", better, *PLANETS[1:], note("qa", "new", at=20, Question="Which is bluest?", Answer="Neptune"))
    assert rehearse(new, saved(tmp_path, "old.apkg", *PLANETS)).findings == ()


def released_and_retired(folder: Path) -> tuple[Path, Path]:
    """A deck, and the package of its cards that have left it since."""
    desk = Desk(folder)
    desk.write("ankigen.yaml", "name: sky\n")
    stays = "title: Planets\nsource: An atlas\ncards:\n  - {q: Which planet is the largest?, a: Jupiter}\n"
    desk.write("notes/sky.yaml", stays + """\
  - {q: Which planet has rings that show?, a: Saturn, reverse: What has Saturn?, reverse_a: Rings}
key_points:
  - "{{Phobos}} and {{Deimos}} are the two known moons of the red planet {{Mars}}."
mcqs:
  - {q: Which planet is the coldest?, options: [Uranus, Venus, Earth, Mars], answer: Uranus, why: It has no inner heat.}
""")
    old = Path(shutil.copy(desk.export(), folder / "old.apkg"))
    desk.write("notes/sky.yaml", stays)
    return old, desk.export().with_name("sky-retired.apkg")


def test_the_package_of_retired_cards_is_held_to_what_it_is_for(tmp_path):
    old, retired = released_and_retired(tmp_path)
    said = verify(retired, "--previous", old).stdout
    assert "gets 3 notes with 5 cards in 1 deck, all retired: their fronts are blank, and Tools, Empty Cards deletes them" in said
    assert "3 updated, each with the schedule it had" in said and "Every promise holds." in said
    assert rehearse(old).first.retired is False


HELD = Held(1, 2, 3, ("t",), ("q", "a"))
BEFORE = Snapshot({"g": HELD}, {("g", 0): (1, 5)})


@pytest.mark.parametrize(("name", "after"), [
    ("card-lost", Snapshot({"g": HELD}, {})),
    ("schedule-lost", Snapshot({"g": HELD}, {("g", 0): (1, 6)})),
    ("tag-lost", Snapshot({"g": replace(HELD, tags=())}, BEFORE.cards)),
])
def test_what_no_anki_does_today_would_be_named(name, after):
    log = Log(frozenset(), frozenset(), frozenset({"g"}), 0)
    assert [finding.name for finding in broken(BEFORE, BEFORE.notes, BEFORE, BEFORE, log)] == []
    assert [finding.name for finding in broken(BEFORE, BEFORE.notes, after, BEFORE, log)] == [name]


def test_every_promise_has_a_case_that_breaks_it():
    assert {*CASES, "card-lost", "schedule-lost"} == set(PROMISES)


# A collection of one's own ---------------------------------------------------------------------------------------------------


def test_a_rehearsal_in_a_copy_of_ones_own_collection_leaves_the_collection_alone(tmp_path):
    old, mine = saved(tmp_path, "old.apkg", *PLANETS), tmp_path / "User 1"
    mine.mkdir()
    with real.collection() as col:
        real.import_package(col, old, with_deck_configs=True)  # an option that the dialog then remembers
        real.study(col, "rings", 1)
        real.tag(col, "largest", "mine")
        real.edit(col, "shortest", "Extra", "my own words")
        col.db.execute("update notes set mod = mod - 5000 where guid = 'largest'")
        col.db.execute("pragma wal_checkpoint(truncate)")
        source = Path(col.path)
        real.tag(col, "rings", "in-the-log")  # so that something stands in the log alone
        for part in source.parent.glob("collection.anki2*"):
            shutil.copy(part, mine)
        (mine / "collection.media").mkdir()
        (mine / "collection.media/mine.png").write_bytes(b"x")
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in mine.rglob("*") if path.is_file()}
    new = saved(
        tmp_path, "new.apkg", *PLANETS[1:3],
        changed(PLANETS[0], Question="Which planet has the shortest year?", Answer="Mercury, in 88 days"),
        changed(PLANETS[3], int(time.time()) - 1000, Question="Which planet is the largest?", Answer='Jupiter <img src="mine.png">'),
    )
    said = verify(new, "--collection", mine / "collection.anki2").stdout
    assert {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in mine.rglob("*") if path.is_file()} == before
    for line in ("A learner who has collection.anki2", "other options than at first: with_deck_configs", "the learner's tags mine go", "1 left as they are",
                 "2 left as the learner has edited or tagged them\n      Which planet has the shortest year?", "1 studied card scheduled as before"):
        assert line in said, said


def test_wrong_calls(tmp_path):
    new = saved(tmp_path, "new.apkg", *PLANETS)
    assert "no collection" in verify(new, "--collection", new, status=2).stderr
    assert "not both" in verify(new, "--collection", new, "--previous", new, status=2).stderr
    verify(tmp_path / "none.apkg", status=2)
    (tmp_path / "new.txt").write_text("no package")
    assert "Anki refuses the package" in verify(tmp_path / "new.txt", status=1).stdout


def test_without_anki_it_says_how_to_get_it(tmp_path):
    code = "import sys; sys.modules['anki'] = None; sys.argv[0] = 'ankigen'; from ankigen.cli import main; main()"
    new = saved(tmp_path, "new.apkg", *PLANETS)
    run = subprocess.run([sys.executable, "-c", code, "verify", str(new)], capture_output=True, text=True)
    assert run.returncode == 2
    assert 'pip install "ankigen[verify]"' in run.stderr and "Traceback" not in run.stderr
