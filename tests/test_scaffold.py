"""What `init` and `new` write can be used as it is, and nothing that was there is touched."""

from __future__ import annotations

import json
import os
import re
import unicodedata
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from projects import run, snapshot

from ankigen import pipeline
from ankigen.outputs import OUTPUTS
from ankigen.read import read_note
from ankigen.scaffold import SCHEMAS, Refused, Taken, init, new, slug

TODAY = date(2026, 11, 24)
NOON = 1_795_521_600  # on that day


# --- init


def test_a_new_project_has_nothing_to_complain_of(tmp_path: Path) -> None:
    project = tmp_path / "Current Affairs"
    made = init(project)
    assert {path.relative_to(project).as_posix() for path in made} == set(snapshot(project))
    loaded = pipeline.load(project, NOON)
    assert (loaded.project.name, loaded.project.deck) == ("Current Affairs", "Current Affairs")
    assert not [*loaded.problems, *loaded.obstacles]
    assert {card.section for card in loaded.cards} == {"key_points", "cards", "terms", "timeline", "mcqs"}


def test_a_new_project_exports_at_once(tmp_path: Path) -> None:
    init(tmp_path)
    new(tmp_path, "GST: the “101st” Amendment", TODAY)
    loaded = pipeline.load(tmp_path, NOON)
    plan, faults = pipeline.plan(loaded, NOON)
    assert plan is not None and not faults
    target = OUTPUTS["apkg"].target(loaded.project)
    assert target in pipeline.publish(loaded, plan, OUTPUTS["apkg"], target)
    assert target.stat().st_size > 1000


@pytest.mark.parametrize("name", ["it's: #1", "भारत", "-", "no", "Default", "*a", "&x", "🚀", "a" * 200, "100%", "{x}", "$name"])
def test_any_folder_can_become_a_project(tmp_path: Path, name: str) -> None:
    init(tmp_path / name)
    loaded = pipeline.load(tmp_path / name, NOON)
    assert not [fault for fault in loaded.problems if fault.severity == "error"]
    assert loaded.project.written_name == loaded.project.name


def test_a_project_is_not_started_twice(tmp_path: Path) -> None:
    init(tmp_path)
    before = snapshot(tmp_path)
    with pytest.raises(Taken, match=r"ankigen\.yaml is there already"):
        init(tmp_path)
    assert snapshot(tmp_path) == before


def test_what_is_in_the_folder_stays(tmp_path: Path) -> None:
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "mine.yaml").write_text("title: Mine\n")
    (tmp_path / ".gitignore").write_text("secrets\n")
    assert {path.name for path in init(tmp_path)} == {"ankigen.yaml", ".gitattributes"}
    assert (tmp_path / ".gitignore").read_text() == "secrets\n"
    assert [path.name for path in (tmp_path / "notes").iterdir()] == ["mine.yaml"]


def test_a_failed_start_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / ".gitattributes").symlink_to(tmp_path / "nowhere")  # not there, and yet in the way
    with pytest.raises(Taken, match="gitattributes"):
        init(tmp_path)
    assert not snapshot(tmp_path)


def test_editors_find_the_schema_where_there_is_one(tmp_path: Path) -> None:
    project = tmp_path / "with"
    init(project, {"note": "{}\n", "settings": "[]\n"})
    note = new(project, "A title", TODAY)
    for path, of in ((note, "note"), (project / "notes/first-moon-landing.yaml", "note"), (project / "ankigen.yaml", "settings")):
        modeline = re.match(r"# yaml-language-server: \$schema=(\S+)\n", path.read_text("utf-8"))
        assert modeline and (path.parent / modeline[1]).resolve() == (project / SCHEMAS[of]).resolve()
        assert (project / SCHEMAS[of]).read_text() == {"note": "{}\n", "settings": "[]\n"}[of]
    init(tmp_path / "without")
    new(tmp_path / "without", "A title", TODAY)
    assert not any(b"yaml-language-server" in data for data in snapshot(tmp_path / "without").values())


# --- new


def test_a_new_note_says_nothing_until_it_is_filled_in(tmp_path: Path) -> None:
    path = new(tmp_path, "GST: the 101st Amendment", TODAY)
    assert path == tmp_path / "notes/2026-11-24-gst-the-101st-amendment.yaml"
    note, problems = read_note(path.read_bytes(), "notes/a.yaml")
    assert note and not problems
    assert (note.title, note.status, note.entries) == ("GST: the 101st Amendment", "ready", ())
    assert note.date and (note.date.year, note.date.month, note.date.day) == (2026, 11, 24)


def test_every_hint_in_a_new_note_works(tmp_path: Path) -> None:
    """With the `# ` before each example deleted, the note is one that makes cards."""
    path = new(tmp_path, "A title", TODAY)
    text = path.read_text("utf-8")
    hints, rest = text.split("# More sections")
    path.write_text(re.sub(r"(?m)^# (?=[a-z_]+:| +[-a-z])", "", hints), "utf-8")
    loaded = pipeline.load(tmp_path, NOON)
    assert not [fault for fault in loaded.problems if fault.severity == "error"]
    assert {card.section for card in loaded.cards} == {"key_points", "cards", "terms", "timeline"}
    assert loaded.notes[0].topic and loaded.notes[0].subject and loaded.notes[0].exams and loaded.notes[0].valid_until
    assert "mcqs" in rest and "mains" in rest


def test_a_note_is_never_overwritten(tmp_path: Path) -> None:
    path = new(tmp_path, "A title", TODAY)
    path.write_text("title: Work of an hour\n")
    with pytest.raises(Taken, match="Choose another title"):
        new(tmp_path, "A TITLE!", TODAY)
    assert path.read_text() == "title: Work of an hour\n"
    assert new(tmp_path, "A title", date(2026, 11, 25)) != path


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("GST & the 101st Amendment", "gst-the-101st-amendment"),
        ("India's “strategic autonomy”: what now?", "indias-strategic-autonomy-what-now"),
        ("../../etc/passwd", "etc-passwd"),
        ("C:\\con", "c-con"),
        ("António Guterres", "antonio-guterres"),
        ("भारत का संविधान – अनुच्छेद ५१", "भारत-का-संविधान-अनुच्छेद-५१"),
        ("क्षेत्र", "क्षेत्र"),
        ("🚀 Chandrayaan-3 1️⃣", "chandrayaan-3-1"),
        ("..", "5ec1f7e7"),
        ("word " * 40, "-".join(["word"] * 12)),
        ("x" * 300, "x" * 60),
    ],
)
def test_file_names(title: str, expected: str) -> None:
    assert slug(title) == expected


@pytest.mark.parametrize("title", ["", "   ", "\n", "bell\x07", "half \ud800", "\u2028"])
def test_titles_no_note_can_have(tmp_path: Path, title: str) -> None:
    with pytest.raises(Refused):
        new(tmp_path, title, TODAY)
    assert not snapshot(tmp_path)


@settings(max_examples=60, deadline=None)
@given(title=st.text(min_size=1, max_size=80))
@example(title="it's “quoted” \\ \"both\" # {{x}} $a$ %d")
@example(title="- no: yes")
@example(title="${modeline}")
@example(title="null")
@example(title="1:30")
def test_any_title_is_kept_as_typed(title: str) -> None:
    with TemporaryDirectory() as folder:
        try:
            path = new(Path(folder), title, TODAY)
        except Refused:
            assert not list(Path(folder).rglob("*.yaml"))
            return
        assert path.parent == Path(folder) / "notes" and len(path.name.encode()) < 255
        assert not set(path.name) & set('<>:"/\\|?*') and path.name.isprintable()
        note, problems = read_note(path.read_bytes(), path.name)
        assert note and not problems
        assert note.title == " ".join(unicodedata.normalize("NFC", title).split())


# --- the commands


def test_from_nothing_to_a_deck(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Four commands; what each writes is named on standard output, and editors find the schemas."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(NOON))
    monkeypatch.chdir(tmp_path)
    assert run("init").exit_code == 0
    made = run("new", "GST: “one” tax")
    assert (made.exit_code, made.stdout) == (0, "notes/2026-11-24-gst-one-tax.yaml\n".replace("/", os.sep))
    again = run("new", "GST: “one” tax")
    assert again.exit_code == 2 and "never overwritten" in again.stderr
    assert run("export").exit_code == 0
    assert list((tmp_path / "dist").glob("*.apkg"))
    for of, name in SCHEMAS.items():
        assert json.loads((tmp_path / name).read_text("utf-8"))["$schema"], of
