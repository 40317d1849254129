"""Notes from their files.  A fixture states each fault on the very line where it must be found."""

from __future__ import annotations

import json
import os
import re
import sys
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ankigen import comments, loaders
from ankigen import read as read_module
from ankigen.codes import CODES
from ankigen.model import Date, Option, Place, Project, Source, Text
from ankigen.obstacles import drafts
from ankigen.read import find_notes, made_id, read_note, read_notes
from ankigen.sections import SECTIONS

FAULTS = sorted((Path(__file__).parent / "notes_with_faults").glob("*.yaml"))
HEAD_KEYS = ["title", "date", "topic", "subject", "source", "sources", "exams", "tags", "deck", "lang", "id", "status", "summary", "valid_until", "related", "exam_tips", "article", "allow"]  # fmt: skip
OF_OTHER_STAGES = {"bad-blank"}
"""Codes of the reading group that are raised where markup is used, and tested there."""


def read(text: str, file: str = "notes/note.yaml", root: Path | None = None):
    return read_note(text.encode(), file, root=root)


def sound(text: str):
    note, problems = read(text)
    assert problems == []
    return note


def faults_of(problems):
    return [(problem.place.line, problem.name) for problem in problems]


def stated(path: Path) -> list[tuple[int, str]]:
    lines = path.read_text("utf-8", "replace").split("\n")
    found = ((number, re.search(r"#((?: [a-z]+-[a-z-]+)+)$", line)) for number, line in enumerate(lines, 1))
    return [(number, name) for number, names in found if names for name in names[1].split()]


def project(root: Path, **settings: object) -> Project:
    return Project(root.resolve(), "Test", "Test", **settings)


def write(root: Path, **files: str) -> Project:
    for name, text in files.items():
        path = root / "notes" / f"{name.replace('__', '/')}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return project(root)


@pytest.mark.parametrize("path", FAULTS, ids=lambda path: path.stem)
def test_every_fault_is_found_on_its_line_and_none_besides(path):
    note, problems = read_note(path.read_bytes(), path.name)
    problems += drafts([note] if note else [], path.parent)
    assert sorted(faults_of(problems)) == sorted(stated(path))
    assert all(problem.hint and problem.message.endswith((".", "?")) for problem in problems)


def test_every_code_of_reading_has_a_fixture():
    codes = {name for name, (code, _, _) in CODES.items() if "AK101" <= code <= "AK121" or code == "AK128"}
    assert codes - OF_OTHER_STAGES == {name for path in FAULTS for _, name in stated(path)}


HEAD = """\
title: GST and the 101st Amendment
date: 2017-07
topic: Polity
subject: the GST
source: pib
sources:
  pib: {name: PIB, url: 'https://pib.gov.in', date: 2017-07-01}
  hindu: The Hindu
exams: [UPSC Prelims, SSC CGL]
tags: [indirect tax, polity::gst]
deck: 'Current Affairs :: Polity'
lang: en-IN
id: gst-2017
status: ready
summary: A tax on supply.
valid_until: 2030-12-31
related: [GST Council]
exam_tips: Learn Article 279A.
article: The full text.
allow: {long-answer: The name is long.}
"""


def test_every_head_key_becomes_its_field():
    note, problems = read(HEAD)
    assert [problem.name for problem in problems] == ["spaced-tag"]
    assert (note.id, "id" in note.values, note.file) == ("gst-2017", True, "notes/note.yaml")
    assert (note.title, note.title.place.column) == ("GST and the 101st Amendment", 8)
    assert (note.date, note.valid_until) == (Date(2017, 7), Date(2030, 12, 31))
    assert (note.topic, note.subject, note.deck, note.lang) == ("Polity", "the GST", "Current Affairs::Polity", "en-IN")
    pib = Source("PIB", "https://pib.gov.in", "2017-07-01")
    assert note.sources == {"": pib, "pib": pib, "hindu": Source("The Hindu")}
    assert (note.exams, note.tags) == (("UPSC Prelims", "SSC CGL"), ("indirect-tax", "polity::gst"))
    assert (note.values["related"], note.values["exam_tips"]) == (("GST Council",), "Learn Article 279A.")
    assert note.allow == {"long-answer": "The name is long."}
    assert (note.summary, note.article, note.status) == ("A tax on supply.", "The full text.", "ready")
    assert note.values["topic"].place.line == 3


def test_the_head_table_is_what_a_note_may_have():
    assert set(HEAD_KEYS) == {key.name for key in read_module.HEAD}


@pytest.mark.parametrize("section", SECTIONS.values(), ids=lambda section: section.name)
def test_the_example_of_every_section_reads_without_a_fault(section):
    note = sound("title: Example\nsources: {pib: PIB}\nsubject: the example\n" + section.example)
    assert note.entries and {entry.section for entry in note.entries} == {section.name}
    assert all(
        text.place.line > 3 for entry in note.entries for text in entry.values.values() if isinstance(text, Text)
    )


def test_an_entry_has_its_values_in_the_shapes_of_the_table():
    note = sound(
        "title: T\nsources: {h: The Hindu}\n"
        "key_points:\n  - A {{point}}.\n"
        "cards:\n  - {q: Was it so?, a: No, reverse: No, card: off, why: So., source: h, tags: [a, b]}\n"
        "mcqs:\n  - {q: Which?, options: [Yes, {text: No, why: Because.}], answer: No}\n"
        "comparisons:\n  - items: [A, B]\n    rows: {seat of: [Pune, 010]}\n"
    )
    point, card, mcq, comparison = note.entries
    assert point.values == {"text": "A {{point}}."} and point.place.line == 4
    assert (card.text("a"), card.text("reverse"), card.text("card")) == ("No", "false", "false")
    assert card.values["source"] == Source("The Hindu") and card.texts("tags") == ("a", "b")
    assert mcq.values["options"] == (Option(Text("Yes", mcq.place)), Option(Text("No", mcq.place), "Because."))
    assert mcq.values["options"][1].text.place.column == 39
    assert comparison.values["rows"] == {"seat of": ("Pune", "010")}


def test_an_entry_without_what_it_requires_is_left_out_and_the_rest_kept():
    note, problems = read(
        "title: T\ncards:\n  - {q: Only a question?}\n  - {q: Which?, a: This, extra: }\n  - {q: b, a: c}"
    )
    assert [(problem.name, problem.place.line) for problem in problems] == [("missing-key", 3), ("empty-value", 4)]
    assert [entry.text("a") for entry in note.entries] == ["This", "c"]


def test_what_lies_between_sound_values_is_checked_and_only_there():
    _, problems = read(
        "title: T\ncomparisons:\n  - {items: [A, B], rows: {x: [1]}}\n  - items: [A, B]\n    rows: {x: [1, {y]}"
    )
    assert [(problem.name, problem.place.line) for problem in problems] == [("uneven-row", 3), ("bad-yaml", 5)]


def test_a_source_that_is_no_short_name_is_a_source_by_itself():
    note = sound(
        "title: T\nsources: {h: The Hindu}\ncards:\n  - {q: a, a: b, source: {name: h}}\n  - {q: c, a: d, source: PIB}"
    )
    assert [entry.values["source"].name for entry in note.entries] == ["The Hindu", "PIB"]


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("Tags: [a]", "Did you mean `tags`?"),
        ("key points: []", "Did you mean `key_points`?"),
        ("mcq: []", "Did you mean `mcqs`?"),
        ("options: []", "It belongs to an entry of a section, such as `mcqs`."),
        ("colour: red", "Its keys are title, date, topic"),
        ("cards: [{q: a, a: b, topic: c}]", "`topic` belongs to the head of the note"),
        ("cards: [{q: a, a: b, cards: c}]", "`cards` is a section"),
        ("cards: [{q: a, a: c, hdge: d}]", "Did you mean `hedge`?"),
        ("cards: [{question: a, a: c}]", "Did you mean `q`?"),
    ],
)
def test_an_unknown_key_comes_with_a_guess(line, hint):
    _, problems = read(f"title: T\n{line}")
    assert all(problem.name == "unknown-key" for problem in problems) and problems[0].hint.startswith(hint)


@pytest.mark.parametrize(
    ("written", "name", "line", "hint"),
    [
        ("cards:\n  - q: Who?\n  - a: Ada", "wrong-shape", 4, "Put a space in place of the dash before `a:`."),
        ("cards:\n  - Who?", "wrong-shape", 3, "Write:\n- q: Who?\n  a: …"),
        ("cards:\n  - \"Who: Ada?\"", "wrong-shape", 3, "Write:\n- q: \"Who: Ada?\"\n  a: …"),
        ("cards:\n  - q:Who?\n    a:Ada", "wrong-shape", 3, "Write `q: …`, with a space behind the colon."),
        ("cards:\n  -q: Who?\n   a: Ada", "bad-yaml", 3, "Write: - q: Who?"),
        ("cards:\n  - q: Who?\n     a: Ada", "bad-yaml", 4, "Keys of one entry, and entries of one list, start in the same column."),
        ("cards:\n  - {q: a, a: b, image: c.png}", "unknown-key", 3, "A picture or a sound stands in a text"),
        ("terms:\n  - PIB: an agency", "unknown-key", 3, "Write:\n- term: PIB\n  means: an agency"),
        ("terms:\n  - {term: PIB, full form: b, means: c}", "unknown-key", 3, "Did you mean `expands`?"),
        ("timeline:\n  - 1942-08-08: It began", "unknown-key", 3, "Write:\n- date: 1942-08-08\n  event: It began"),
        ("mcqs:\n  - {q: a, options: {A: b, B: c}, answer: b}", "wrong-shape", 3, "Write each without its key: - b"),
        ("tags: one, two", "wrong-shape", 2, 'Write: tags: ["one", "two"]'),
    ],
)
def test_a_slip_of_layout_is_told_once_and_with_what_was_meant(written, name, line, hint):
    _, problems = read(f"title: T\n{written}")
    assert [(problem.name, problem.place.line) for problem in problems] == [(name, line)]
    assert problems[0].hint.startswith(hint)


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("24/04/1993", "Write 1993-04-24."),
        ("12-03-2025", "Write 2025-03-12 or 2025-12-03."),
        ("04.24.1993", "Write 1993-04-24."),
        ("8-8-1942", "Write 1942-08-08."),
        ("2026/1/5", "Write 2026-01-05."),
        ("2026-1", "Write 2026-01."),
        ("26 Jan 1950", "Write 1950-01-26."),
        ("8th of August, 1942", "Write 1942-08-08."),
        ("August 8, 1942", "Write 1942-08-08."),
        ("Sept 2023", "Write 2023-09."),
        ("२६ जनवरी १९५०", "Write 1950-01-26."),
        ("१९५०", "Write 1950."),
        ("30-02-2023", "Write 2026, 2026-01 or 2026-01-31."),
        ("24/04/93", "Write 2026, 2026-01 or 2026-01-31."),
        ("last May", "Write 2026, 2026-01 or 2026-01-31."),
    ],
)
def test_a_date_in_another_form_comes_with_how_to_write_it(written, hint):
    _, problems = read(f"title: T\ndate: {written}")
    assert [(problem.name, problem.hint) for problem in problems] == [("bad-date", hint)]


def test_warnings_are_no_errors():
    _, problems = read("title: T\ndeck: default\ntags: [two words]")
    assert [problem.severity for problem in problems] == ["warning", "warning"]


# -- files


def test_notes_come_in_the_order_of_their_paths_and_hidden_ones_not(tmp_path):
    made = write(
        tmp_path, b="title: B", a__z="title: Z", a__B="title: B", dist__x="title: X", **{".hidden__x": "title: X"}
    )
    (tmp_path / "notes" / "c.yml").write_text("title: C")
    (tmp_path / "notes" / "picture.svg").write_text("<svg/>")
    (tmp_path / "notes" / ".d.yaml").write_text("title: D")
    notes, problems = read_notes(made)
    assert [note.file for note in notes] == ["notes/a/B.yaml", "notes/a/z.yaml", "notes/b.yaml", "notes/c.yml"]
    assert [note.id for note in notes] == ["B", "z", "b", "c"] and problems == []


def test_no_notes_are_no_fault_of_reading(tmp_path):
    assert read_notes(project(tmp_path)) == ([], []) and find_notes(tmp_path) == ([], [])


def test_one_bad_file_hides_nothing_of_the_others(tmp_path):
    made = write(tmp_path, a="title: {{x}} y", b="titel: B", c="title: C")
    (tmp_path / "notes" / "d.yaml").write_bytes(b"\xff\xfe\0")
    notes, problems = read_notes(made)
    assert [problem.place.file[-6:] for problem in problems] == ["a.yaml", "b.yaml", "d.yaml"]
    assert [note.file for note in notes][-1] == "notes/c.yaml"


def test_files_of_one_stem_have_ids_of_their_paths(tmp_path):
    made = write(tmp_path, a__gst="title: A", b__gst="title: B", b__own="title: C", gst="title: D\nid: written")
    ids = {note.file: note.id for note in read_notes(made)[0]}
    assert ids == {
        "notes/a/gst.yaml": "a.gst",
        "notes/b/gst.yaml": "b.gst",
        "notes/b/own.yaml": "own",
        "notes/gst.yaml": "written",
    }
    only = read_notes(made, [tmp_path / "notes" / "a" / "gst.yaml"])[0]
    assert [(note.file, note.id) for note in only] == [("notes/a/gst.yaml", "a.gst")]


def test_one_id_twice_is_a_fault_that_names_the_other(tmp_path):
    made = write(tmp_path, a="title: A\nid: b", b="title: B")
    (problem,) = read_notes(made)[1]
    assert (problem.name, problem.place.file) == ("repeated-id", "notes/b.yaml") and "notes/a.yaml" in problem.message
    (tmp_path / "notes" / "c.yaml").write_text("title: C")
    (tmp_path / "notes" / "c.yml").write_text("title: C")
    assert [problem.name for problem in read_notes(made)[1]] == ["repeated-id", "repeated-id"]


@given(st.text(min_size=1, max_size=20), st.text(min_size=1, max_size=20))
@settings(max_examples=100, deadline=None)
def test_a_stem_makes_an_id_and_another_stem_another(one, other):
    made = [made_id(unicodedata.normalize("NFC", stem)) for stem in (one, other)]
    assert all(re.fullmatch(r"[A-Za-z0-9._-]+", name) for name in made)
    assert (made[0] == made[1]) == (unicodedata.normalize("NFC", one) == unicodedata.normalize("NFC", other))


def test_links_that_leave_the_project_are_refused(tmp_path):
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "secret.yaml").write_text("title: Secret")
    made = write(tmp_path / "project", a="title: A")
    notes = tmp_path / "project" / "notes"
    (notes / "b.yaml").symlink_to(tmp_path / "outside" / "secret.yaml")
    (notes / "c").symlink_to(tmp_path / "outside")
    (notes / "d.yaml").symlink_to(notes / "missing.yaml")
    (notes / "e").symlink_to(notes)
    (notes / "f.yaml").symlink_to("f.yaml")
    (notes / "g.yaml").symlink_to("a.yaml")
    found, problems = read_notes(made)
    assert [note.file for note in found] == ["notes/a.yaml", "notes/g.yaml"]
    assert [(problem.place.file, problem.name) for problem in problems] == [
        ("notes/b.yaml", "outside-media"),
        ("notes/c", "outside-media"),
        ("notes/d.yaml", "unreadable"),
        ("notes/f.yaml", "unreadable"),
    ]


def test_what_is_no_readable_file_is_told_and_not_waited_for(tmp_path):
    made = write(tmp_path, a="title: A")
    (tmp_path / "notes" / "b.yaml").mkdir()
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "notes" / "c.yaml")
    if hasattr(os, "geteuid") and os.geteuid():
        (tmp_path / "notes" / "d.yaml").touch(0)
    notes, problems = read_notes(made)
    assert [note.id for note in notes] == ["a"]
    assert {problem.name for problem in problems} <= {"unreadable"}


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the file system refuses such names")
def test_names_of_files_are_theirs_whatever_they_are(tmp_path):
    made = write(tmp_path, **{"cafe\u0301": "title: A\narticle: x.md"})
    (tmp_path / "notes" / "x.md").write_text("The text.")
    Path(os.fsdecode(os.fsencode(tmp_path / "notes") + b"/\xff.yaml")).write_text("title: B")
    (note,), (problem,) = read_notes(made)
    assert note.article == "The text." and (tmp_path / note.file).is_file()
    assert (problem.name, problem.place.file) == ("unreadable", "notes/?.yaml")


def test_an_article_is_its_text_or_a_file_of_the_project(tmp_path):
    made = write(
        tmp_path / "project",
        a="title: A\narticle: texts/a.md",
        b="title: B\narticle: ../../secret.txt",
        c="title: C\narticle: missing.md",
        d="title: D\narticle: |\n  See a.md\n  and b.md",
        e="title: E\narticle: /etc/x.txt",
    )
    (tmp_path / "secret.txt").write_text("secret")
    (tmp_path / "project" / "notes" / "texts").mkdir()
    (tmp_path / "project" / "notes" / "texts" / "a.md").write_text("The whole article.")
    notes, problems = read_notes(made)
    assert [note.article for note in notes] == ["The whole article.", "", "", "See a.md\nand b.md", ""]
    assert [(problem.place.file, problem.name) for problem in problems] == [
        ("notes/b.yaml", "outside-media"),
        ("notes/c.yaml", "missing-media"),
        ("notes/e.yaml", "outside-media"),
    ]


def test_a_deck_for_a_section_that_does_not_exist_is_a_fault(tmp_path):
    made = project(tmp_path, decks={Text("mcqz", Place("ankigen.yaml", 3, 3)): "A"})
    (problem,) = read_notes(made)[1]
    assert problem.name == "unknown-key" and problem.place.line == 3 and "mcqs" in problem.hint


# -- anything at all


NAMES = st.sampled_from(
    [*HEAD_KEYS, *SECTIONS, *(key.name for section in SECTIONS.values() for key in section.keys), "x"]
)
TREES = st.recursive(
    st.sampled_from(["", "no", "2017-07", "{{x}} y", "a: b", "é", "[", "true", "1:30"]),
    lambda below: st.lists(below, max_size=3) | st.dictionaries(NAMES, below, max_size=4),
    max_leaves=12,
)


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(NAMES, TREES | st.lists(st.dictionaries(NAMES, TREES, max_size=4), max_size=3), max_size=5))
def test_no_tree_raises_and_no_problem_is_without_a_place(tree):
    note, problems = read_note(json.dumps(tree, ensure_ascii=False).encode(), "f.yaml")
    assert all(problem.place.line == 1 and problem.message for problem in problems)
    if note and not problems:
        assert note.title
        for entry in note.entries:
            assert {key.name for key in SECTIONS[entry.section].keys if key.required} <= set(entry.values)


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_no_damage_to_a_note_raises(data):
    whole = FAULTS[data.draw(st.integers(0, len(FAULTS) - 1))].read_bytes()
    begin = data.draw(st.integers(0, len(whole)))
    end = data.draw(st.integers(begin, len(whole)))
    read_note(whole[:begin] + data.draw(st.binary(max_size=3)) + whole[end:], "f.yaml")


NOTE_WITH_COMMENTS = """\
# Settle each TODO, delete what no card is worth, then set the status to ready.
title: "Rivers # TODO in quotes"
source: a plain text#TODO
# topic:  # TODO the subject of the syllabus
cards:
  # TODO of which country?
  - q: Which river?  # TODO जो
    a: >-  # TODO beside the mark of a block
      # TODO in a block

      # TODO in it still

    # TODO behind it
  - {q: 'It''s # TODO
      # TODO over two lines', a: b}  #TODO at the end
"""


@pytest.mark.parametrize("loader", [loaders.Loader, loaders.PureLoader])
def test_comments_that_leave_something_to_settle_are_told_from_text(loader, monkeypatch):
    monkeypatch.setattr(comments, "Loader", loader)
    for text in (NOTE_WITH_COMMENTS, NOTE_WITH_COMMENTS.replace("\n", "\r\n"), "\ufeff" + NOTE_WITH_COMMENTS):
        note, _ = read(text)
        assert [(todo.place.line, todo.place.column, todo) for todo in note.todos] == [
            (4, 1, "topic:  # TODO the subject of the syllabus"), (6, 3, "TODO of which country?"), (7, 22, "TODO जो"),
            (8, 12, "TODO beside the mark of a block"), (13, 5, "TODO behind it"), (15, 38, "TODO at the end"),
        ]
    assert sound("title: Rivers\n# todo\n").todos == () == read("title: 'x\n# TODO\n")[0].todos
