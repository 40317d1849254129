"""Export as people meet it: the same bytes everywhere, nothing half written, one at a time."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from projects import Desk, snapshot

from ankigen import busy

NOTES = Path(__file__).parent.parent / "notes"
SETTINGS = NOTES.parent / "ankigen.yaml"


@pytest.fixture
def desk(tmp_path):
    desk = Desk(tmp_path)
    desk.write("ankigen.yaml", "name: sample\n")
    desk.write("notes/a.yaml", "title: A\ndate: 2025-03-01\nsource: An atlas\ncards:\n  - {q: Which river flows through Paris?, a: The Seine}\n")
    return desk


def run(folder, *words, env=(), python=(sys.executable, "-m", "ankigen.cli")):
    """A command in a process of its own."""
    return subprocess.run(
        [*python, *words], cwd=folder, capture_output=True, text=True, encoding="utf-8", timeout=60,
        env={**os.environ, "SOURCE_DATE_EPOCH": "1750000000", **dict(env)},
    )


def test_the_same_notes_give_the_same_bytes(tmp_path):
    """Over two checkouts, hash seeds, time zones and locales."""
    built = []
    for name, env in (("one", {"PYTHONHASHSEED": "1", "TZ": "Asia/Kolkata"}), ("other/deeper", {"PYTHONHASHSEED": "2", "TZ": "America/Lima", "LC_ALL": "C"})):
        folder = tmp_path / name
        shutil.copytree(NOTES, folder / "notes")
        shutil.copy(SETTINGS, folder)
        result = run(folder, "export", env=env)
        assert result.returncode == 0, result.stderr
        built.append(((folder / "ankigen.lock").read_bytes(), *(path.read_bytes() for path in (folder / "dist").iterdir())))
    assert built[0] == built[1]


def test_a_package_is_deflated_and_in_the_legacy_form(desk):
    with zipfile.ZipFile(desk.export()) as archive:
        assert {entry.filename for entry in archive.infolist()} == {"collection.anki2", "media"}
        assert archive.getinfo("collection.anki2").compress_type == zipfile.ZIP_DEFLATED


def test_it_says_what_it_wrote_and_what_an_import_will_do(desk):
    result = desk.run("export")
    assert result.stdout.splitlines()[0].endswith("sample.apkg: 1 new")
    assert "1 unchanged" in desk.run("export").stdout
    assert result.stderr == ""


FAULTS = {
    "broken YAML": ("notes/b.yaml", "title: [\n"),
    "an unknown key": ("notes/b.yaml", "title: B\nkards: []\n"),
    "a missing picture": ("notes/b.yaml", "title: B\ncards:\n  - {q: 'What? ![x](no.png)', a: y}\n"),
    "a path out of the project": ("notes/b.yaml", "title: B\ncards:\n  - {q: 'What? ![x](../../../etc/passwd)', a: y}\n"),
    "an alias bomb": ("notes/b.yaml", "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [{','.join([f'*{chr(97 + n)}'] * 9)}]\n" for n in range(9))),
    "deep nesting": ("notes/b.yaml", "title: " + "[" * 100_000),
    "a YAML tag": ("notes/b.yaml", "title: !!python/object/apply:os.system ['true']\n"),
    "broken settings": ("ankigen.yaml", "name: [x\n"),
    "unknown settings": ("ankigen.yaml", "nmae: x\n"),
    "a broken lock": ("ankigen.lock", "garbage\n"),
    "a lock of the future": ("ankigen.lock", "# ankigen.lock, version 99.\n"),
    "a lock with conflict marks": ("ankigen.lock", "# ankigen.lock, version 1.\n<<<<<<< ours\n=======\n>>>>>>> theirs\n"),
    "a draft": ("notes/b.yaml", "title: B\nstatus: draft\n"),
    "a theme from the network": ("ankigen.yaml", "name: sample\ntheme: t.css\n"),
    "a blank that is not closed": ("notes/b.yaml", "title: B\nkey_points:\n  - The year was {{1990 and more.\n"),
    "a file that is no text": ("notes/b.yaml", "title: \x07\n"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_named_with_its_place_and_changes_nothing(desk, fault):
    desk.write("t.css", "@import url(https://example.org/x.css);\n")
    desk.export()
    file, text = FAULTS[fault]
    (desk.root / file).write_text(text, encoding="utf-8")
    before = snapshot(desk.root)
    result = desk.run("export", status=1)
    assert snapshot(desk.root) == before
    assert file in result.stderr or "t.css" in result.stderr
    assert "hint:" in result.stderr
    assert result.stdout == ""
    assert "Traceback" not in result.stderr


def test_all_faults_of_all_files_come_at_once(desk):
    desk.write("notes/b.yaml", "title: B\nkards: []\ncards:\n  - {q: x, a: }\n")
    desk.write("notes/c.yaml", "titel: C\n")
    told = desk.run("export", status=1).stderr
    for place in ("notes/b.yaml:2:1", "notes/b.yaml:4:12", "notes/c.yaml:1:1"):
        assert place in told


def test_faults_of_one_place_come_in_the_order_of_its_words(desk):
    """Whatever the hash seed."""
    shorts = [f"{first}QZ{last}" for first in "WBXA" for last in "KVT"]
    desk.write("notes/b.yaml", f"title: B\ncards:\n  - {{q: 'Who heads the {' and the '.join(shorts)}?', a: Nobody}}\n")
    assert re.findall(r"unknown-abbreviation.*“(\w+)”", desk.run("check", status=1).stdout) == shorts


@pytest.mark.parametrize("words", [("export", "nowhere"), ("export", "--format", "docx"), ("nonsense",), ("export", ".", "--format", "apkg", "-o", "-")])
def test_a_wrong_call_ends_with_2(desk, words):
    result = run(desk.root, *words)
    assert result.returncode == 2
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize("epoch", ["soon", "-1", "1.5", "²", "4294967296", "9" * 5000])
def test_a_bad_clock_ends_with_2(desk, epoch):
    desk.env = {"SOURCE_DATE_EPOCH": epoch}
    for command in ("export", "plan", "check"):
        assert "a whole number of seconds since 1970, at most 4294967295" in desk.run(command, status=2).stderr


CRASH = """
import os, sys
from pathlib import Path
real, left = Path.replace, [int(sys.argv.pop(1))]
def replace(self, target):
    if left[0] == 0:
        os._exit(9)
    left[0] -= 1
    return real(self, target)
Path.replace = replace
from ankigen.cli import main
main()
"""


@pytest.mark.parametrize("at", range(4))
def test_a_crash_leaves_each_file_old_or_new_and_the_next_export_right(desk, at):
    desk.export()
    old = snapshot(desk.root)
    desk.edit("notes/a.yaml", "a: The Seine", "a: The river Seine")
    clean = Desk(desk.root.with_name(f"clean-{at}"), now=desk.now)
    shutil.copytree(desk.root, clean.root)
    clean.export()
    result = run(desk.root, str(at), "export", python=(sys.executable, "-c", CRASH), env={"SOURCE_DATE_EPOCH": str(clean.now)})
    assert result.returncode in (0, 9)
    new = snapshot(clean.root)
    for file in ("ankigen.lock", "dist/sample.apkg"):
        assert (desk.root / file).read_bytes() in (old[file], new[file])
    desk.now = clean.now - 3600
    desk.export()
    assert (desk.root / "dist/sample.apkg").read_bytes() == new["dist/sample.apkg"]
    assert (desk.root / "ankigen.lock").read_bytes() == new["ankigen.lock"]
    assert snapshot(desk.root).keys() == new.keys()


def test_what_a_killed_export_left_goes_with_the_next_and_nothing_else(desk, tmp_path_factory):
    elsewhere = tmp_path_factory.mktemp("elsewhere")  # where another project may be exporting to just now
    for folder in (desk.root, desk.root / "dist", desk.root / "out", desk.root / "notes", elsewhere):
        folder.mkdir(exist_ok=True)
        for name in (".ankigen-0123456789ab.tmp", ".ankigen-0123456789ab.old", ".ankigen-mine.tmp"):
            (folder / name).write_text("left")
    desk.run("export")
    desk.run("export", "--format", "crowdanki", "-o", desk.root / "out")
    desk.run("export", "--format", "json", "-o", elsewhere / "cards.json")
    left = {str(path.parent.relative_to(desk.root.parent)) for path in desk.root.rglob(".ankigen-*") if path.name != ".ankigen-mine.tmp"}
    assert left == {f"{desk.root.name}/notes"}
    assert len([*desk.root.rglob(".ankigen-mine.tmp")]) == 4 and len([*elsewhere.glob(".ankigen-*")]) == 3


STOPPED = """
import os, signal, sys
from ankigen import making, second
from ankigen.outputs import apkg
here, making.ENOUGH, second.there_is = os.getpid(), 0, lambda: True
def stop(*given):
    if os.getpid() == here:
        os.kill(here, signal.SIGTERM)
    import time
    time.sleep(60)
if sys.argv.pop(1) == "packing":
    apkg._pages = stop
else:
    making._made = stop
from ankigen.cli import main
main()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the second process is one of Linux")
@pytest.mark.parametrize("at", ["making", "packing"])
def test_an_export_that_is_told_to_end_leaves_nothing(desk, tmp_path_factory, at):
    """Neither files, nor its folder for the database, nor a second process: that would hold the pipe that is read here."""
    temporary = tmp_path_factory.mktemp("temporary")
    desk.write("notes/b.yaml", "title: B\ncards:\n  - {q: What is the square of 12?, a: '144'}\n")
    before = snapshot(desk.root)
    env = {"TMPDIR": str(temporary), "ANKIGEN_CACHE": ""}
    result = run(desk.root, at, "export", python=(sys.executable, "-c", STOPPED), env=env)
    assert (result.returncode, result.stdout) == (143, "")
    assert "Traceback" not in result.stderr
    assert snapshot(desk.root) == before
    assert not [*temporary.iterdir()] and not (desk.root / busy.NAME).exists()


LIMIT = """
import resource, signal, sys
sys.dont_write_bytecode = True  # Python would cut short what it compiles, and be none the wiser later
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv.pop(1)),) * 2)
from ankigen.cli import main
main()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="limits of a process are set otherwise on Windows")
@pytest.mark.parametrize("most", [100, 3000])
def test_a_full_disk_leaves_what_was_there(desk, most):
    desk.export()
    desk.write("notes/b.yaml", "title: B\ncards:\n" + "".join(f"  - {{q: What is the square of {n}?, a: '{n * n}'}}\n" for n in range(11, 60)))
    before = snapshot(desk.root)
    result = run(desk.root, str(most), "export", python=(sys.executable, "-c", LIMIT))
    assert result.returncode == 1, result.stderr
    assert "AK312 cannot-write" in result.stderr
    assert "Traceback" not in result.stderr
    assert snapshot(desk.root) == before


@pytest.mark.skipif(sys.platform == "win32", reason="limits of a process are set otherwise on Windows")
@pytest.mark.parametrize(
    "words", [("new", "Another"), ("init", "begun"), ("draft", "page.txt", "-o", "drafts/page.yaml"), ("preview",),
              *(("export", "--format", form) for form in ("apkg", "csv", "crowdanki", "json"))], ids=" ".join,
)
def test_what_a_full_disk_has_no_room_for_is_named_and_leaves_nothing(desk, words):
    desk.write("page.txt", "The Goods and Services Tax\n\nThe Act was passed in 2017.\n" * 40)
    before, folders = snapshot(desk.root), sorted(path for path in desk.root.rglob("*") if path.is_dir())
    result = subprocess.run(
        [sys.executable, "-c", LIMIT, "20", *words], cwd=desk.root, capture_output=True, text=True, env={**os.environ, "ANKIGEN_CACHE": ""}
    )
    assert result.returncode == 1, result.stderr
    assert ("ankigen: file" not in result.stderr) and "File too large" in result.stderr
    assert snapshot(desk.root) == before
    assert sorted(path for path in desk.root.rglob("*") if path.is_dir()) == folders


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no file that is always full")
@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize("words", [("plan",), ("cards",), ("export", "--format", "json", "-o", "-"), ("schema",), ("--version",)])
def test_a_full_standard_output_is_named(desk, words, unbuffered):
    with Path("/dev/full").open("w") as full:
        result = subprocess.run(
            [sys.executable, "-m", "ankigen.cli", *words], cwd=desk.root, stdout=full, stderr=subprocess.PIPE, text=True,
            env={**os.environ, "PYTHONUNBUFFERED": unbuffered},
        )
    assert (result.returncode, result.stderr.splitlines()[-1]) == (1, "ankigen: standard output: No space left on device.")
    assert "Traceback" not in result.stderr and "Exception" not in result.stderr and "AK" not in result.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="a shell closes streams otherwise on Windows")
@pytest.mark.parametrize(("redirected", "status"), [("| true", 0), (">&-", 0), (">&- 2>&-", 0)])
def test_nobody_reading_is_no_fault_to_tell_of(desk, redirected, status):
    desk.write("notes/b.yaml", "title: B\nsource: S\ncards:\n" + "".join(f"  - {{q: What is the square of {n}?, a: '{n * n}'}}\n" for n in range(11, 999)))
    command = f"{sys.executable} -m ankigen.cli cards {redirected}"
    result = subprocess.run(["sh", "-c", command], cwd=desk.root, capture_output=True, text=True)
    assert result.returncode == status
    assert "Traceback" not in result.stderr and "Exception" not in result.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="a shell closes streams otherwise on Windows")
def test_who_closes_standard_input_gives_an_empty_page(desk):
    result = subprocess.run(["sh", "-c", f"{sys.executable} -m ankigen.cli draft - <&-"], cwd=desk.root, capture_output=True, text=True)
    assert (result.returncode, "Traceback" in result.stderr) == (1, False), result.stderr


def test_exports_at_once_do_not_corrupt_the_lock(desk):
    for n in range(30):
        desk.write(f"notes/n{n}.yaml", f"title: N{n}\ntopic: T\ncards:\n  - {{q: What is the square of {n + 20}?, a: '{(n + 20) ** 2}'}}\n")
    running = [
        subprocess.Popen([sys.executable, "-m", "ankigen.cli", "export"], cwd=desk.root, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    for process in running:
        _, told = process.communicate(timeout=60)
        assert process.returncode == 0 or "Another export" in told
    assert len({card.guid for card in desk.lock().cards}) == 31


def test_a_second_export_waits_a_little_then_says_who_holds_the_project(desk, monkeypatch):
    monkeypatch.setattr(busy, "PATIENCE", 0.2)
    with busy.alone(desk.root):
        told = desk.run("export", status=1).stderr
    assert f"process {os.getpid()}" in told
    assert "busy" in told
    desk.export()


def test_locked_fails_instead_of_changing_the_lock(desk):
    assert "lock-changes" in desk.run("export", "--locked", status=1).stderr
    assert not (desk.root / "dist").exists()
    desk.export()
    desk.run("export", "--locked")
    desk.edit("notes/a.yaml", "a: The Seine", "a: The river Seine")
    before = snapshot(desk.root)
    desk.run("export", "--locked", status=1)
    desk.run("plan", "--locked", status=1)
    assert snapshot(desk.root) == before
    desk.run("plan")


def test_strictly_a_doubt_about_the_update_stops_it_too(desk):
    desk.edit("notes/a.yaml", "flows through Paris?", "flows through Rouen in 2025?")
    desk.export()
    desk.edit("notes/a.yaml", "in 2025", "in 2024")
    before = snapshot(desk.root)
    said = desk.run("export", "--strict", status=1).stderr
    assert "notes/a.yaml:5:9 AK318 possible-correction: error" in said
    assert snapshot(desk.root) == before
    assert "possible-correction: warning" in desk.run("export").stderr


def test_text_forms_go_to_standard_output_and_leave_the_lock_alone(desk):
    cards = desk.cards()
    assert not (desk.root / "ankigen.lock").exists()
    assert set(cards[0]) >= {"guid", "note", "section", "file", "line", "deck", "tags", "kind", "question", "answer", "extra", "mod"}
    assert (cards[0]["file"], cards[0]["line"], cards[0]["note"]) == ("notes/a.yaml", 5, "a")


def test_another_name_for_the_package(desk, tmp_path):
    target = tmp_path / "out" / "deck.apkg"
    desk.run("export", "-o", str(target))
    assert target.is_file()
    assert not (desk.root / "dist").exists()


def test_a_note_just_begun_exports_and_a_deck_is_never_emptied_unasked(tmp_path):
    desk = Desk(tmp_path)
    desk.run("new", "A title")
    desk.run("export")
    desk.write("notes/a.yaml", "title: A\ncards:\n  - {q: Which river flows through Paris?, a: The Seine}\n")
    desk.export()
    before = snapshot(desk.root)
    desk.write("notes/a.yaml", "title: A\n")
    assert "retire all 1" in desk.run("export", status=1).stderr
    assert desk.lock().cards and (desk.root / "dist").exists()
    assert snapshot(desk.root).keys() == before.keys()


def test_an_output_never_lands_on_what_the_author_wrote(desk):
    before = snapshot(desk.root)
    for target in ("notes/a.yaml", "notes/new.apkg", "ankigen.yaml", "ankigen.lock"):
        assert "own files" in desk.run("export", "-o", str(desk.root / target), status=2).stderr
    if Path("/dev/full").exists():
        desk.run("export", "-o", "/dev/full", status=2)
    assert snapshot(desk.root) == before


def test_a_wrong_output_is_refused_before_anything_is_read(desk):
    desk.write("notes/b.yaml", "title: [\n")
    assert "own files" in desk.run("export", "-o", desk.root / "notes" / "deck.apkg", status=2).stderr


def test_the_problems_of_notes_and_lock_are_summed_up_once(desk):
    desk.export()
    (desk.root / "ankigen.lock").unlink()
    desk.edit("notes/a.yaml", "source: An atlas\n", "")
    told = desk.run("export").stderr
    assert "no-source" in told and "missing-lock" in told
    assert told.endswith("\n2 warnings in 2 files.\n") and told.count("warning in") == 0


BROKEN_OFF = {
    "while modules load": "class Break:\n  def find_spec(self, name, *_):\n    if name == 'click': raise KeyboardInterrupt\nsys.meta_path.insert(0, Break())",
    "twice": "import ankigen.pipeline, atexit, time\nstop = lambda *_: (os.kill(os.getpid(), signal.SIGINT), time.sleep(1))\n"
             "ankigen.pipeline.load = stop\natexit.register(stop)",
}


@pytest.mark.skipif(os.name != "posix", reason="needs signals")
@pytest.mark.parametrize("when", BROKEN_OFF)
def test_who_breaks_it_off_sees_no_traceback(desk, when):
    code = f"import os, signal, sys\nsignal.signal(signal.SIGINT, signal.default_int_handler)\n{BROKEN_OFF[when]}\nfrom ankigen.__main__ import main\nmain()"
    result = run(desk.root, "plan", python=(sys.executable, "-c", code))
    assert (result.returncode, result.stderr.strip()) == (1, "Aborted!")


@pytest.mark.parametrize(("form", "output", "takes"), [
    ("json", "dist/sample.apkg", "a file, NAME.json"), ("csv", "cards.JSON", "a file, NAME.csv"), ("apkg", "cards.csv", "a file, NAME.apkg"),
    ("crowdanki", "dist/sample.apkg", "a folder"), ("crowdanki", "file", "a folder"), ("apkg", "dist", "a file"), ("json", "dist", "a file"),
])
def test_an_output_never_lands_on_what_another_form_is(desk, form, output, takes):
    desk.export()
    desk.write("file", "mine")
    before = snapshot(desk.root)
    assert takes in desk.run("export", "--format", form, "-o", desk.root / output, status=2).stderr
    assert snapshot(desk.root) == before
    desk.run("export", "--format", form, "-o", desk.root / "any name")


@pytest.mark.parametrize("epoch", ["0", "1", "100"])
def test_a_clock_of_1970_gives_sound_ids(desk, epoch):
    desk.write("notes/b.yaml", "title: B\nsource: S\ncards:\n" + "".join(f"  - {{q: What is the square of {n}?, a: '{n * n}'}}\n" for n in range(11, 60)))
    assert run(desk.root, "export", env={"SOURCE_DATE_EPOCH": epoch}).returncode == 0
    nids = [card.nid for card in desk.lock().cards]
    assert min(nids) > 0
    assert len({nid // 512 for nid in nids}) == 50


def test_check_sees_what_stops_an_export(desk):
    desk.write("ankigen.lock", "garbage\n")
    desk.write("notes/b.yaml", "title: B\nstatus: draft\nsource: S\n")
    told = desk.run("check", status=1).stdout
    assert "AK302 bad-lock" in told
    assert "AK119 draft-note: warning" in told
    desk.run("export", status=1)


def test_an_empty_section_says_that_the_page_has_none(desk):
    desk.write("notes/b.yaml", "title: B\nsource: S\nnumbers: []\ncards:\n  - {q: Which planet has the shortest year?, a: Mercury}\n")
    assert len(desk.cards()) == 2


def test_html_is_shown_as_text_unless_the_project_wants_it(desk):
    desk.write("notes/b.yaml", "title: B\nsource: S\ncards:\n  - {q: What did <b>bold</b> do in the HyperText of 1993?, a: heavy `<i>` <script>x</script> type}\n")
    assert "stray-markup: warning" in desk.run("export").stderr
    assert "&lt;b&gt;" in desk.cards()[1]["question"]
    desk.write("ankigen.yaml", "name: sample\nhtml: sanitise\n")
    told = desk.run("export").stderr
    assert "notes/b.yaml:4:63 AK240 stray-markup: warning: `<script>` is left out of the card." in told
    assert "1 warning" in told and "as it stands" not in told
    shown = desk.cards()[1]
    assert "<b>bold</b>" in shown["question"]
    assert "script" not in shown["answer"]
