"""Settings: all optional, each with its shape, and every fault at its place."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ankigen.model import Place
from ankigen.project import KEYS, load_project


def load(folder: Path, text: str | None = None):
    if text is not None:
        (folder / "ankigen.yaml").write_text(text, "utf-8")
    return load_project(folder)


def faults(folder: Path, text: str):
    return [(problem.name, problem.place.line, problem.place.column) for problem in load(folder, text)[1]]


def test_a_folder_without_settings_is_a_project(tmp_path):
    folder = tmp_path / "Current Affairs: 2026"
    folder.mkdir()
    project, problems = load(folder)
    assert problems == []
    assert (project.name, project.deck, project.written_name) == ("Current Affairs- 2026",) * 2 + ("",)
    assert project.root == folder.resolve() and project.theme is None and project.html == "escape"
    assert (project.decks, project.check, project.terms) == ({}, {}, {})


@pytest.mark.parametrize("text", ["", "# nothing\n", "\ufeff"])
def test_empty_settings_are_no_settings(tmp_path, text):
    assert load(tmp_path, text) == load(tmp_path)


def test_every_setting_becomes_its_field(tmp_path):
    (tmp_path / "style.css").write_text("b {}")
    project, problems = load(
        tmp_path,
        "name: Polity 2026\ndeck: UPSC::Polity\ndecks: {mcqs: UPSC::MCQ}\ndescription: |\n  Two\n  lines\nlang: en\n"
        "theme: style.css\nhtml: sanitise\ncheck:\n  long-answer: off\n  alike: {limit: 0.9}\n  long-question: {limit: 30}\n"
        "terms: {GST: Goods and Services Tax, NO: nitric oxide}\n",
    )
    assert problems == []
    assert (project.name, project.written_name, project.deck) == ("Polity 2026", "Polity 2026", "UPSC::Polity")
    assert project.decks == {"mcqs": "UPSC::MCQ"} and project.description == "Two\nlines" and project.lang == "en"
    assert project.theme == tmp_path.resolve() / "style.css" and project.html == "sanitise"
    assert project.check == {"long-answer": "off", "alike": {"limit": 0.9}, "long-question": {"limit": 30}}
    assert project.terms == {"GST": "Goods and Services Tax", "NO": "nitric oxide"}
    assert next(iter(project.check)).place == Place("ankigen.yaml", 11, 3)


def test_a_written_name_is_the_deck_too(tmp_path):
    assert load(tmp_path, "name: Polity")[0].deck == "Polity"


def test_the_keys_of_the_table_are_the_keys_that_are_read(tmp_path):
    for key in KEYS:
        assert [problem.name for problem in load(tmp_path, f"{key}:")[1]] == ["empty-value"]


@pytest.mark.parametrize(
    "name",
    [
        "a/b",
        "a\\b",
        "..",
        ".hidden",
        "dot.",
        "CON",
        "nul.txt",
        "com1",
        "a:b",
        "what?",
        "x" * 101,
        "é" * 51,
        '"a\\tb"',
        "a*",
        "<a>",
    ],
)
def test_a_name_that_cannot_be_a_files_is_a_fault(tmp_path, name):
    assert faults(tmp_path, f"name: {name}") == [("bad-settings", 1, 7)]
    hint = load(tmp_path)[1][0].hint.removeprefix("Write, for instance: ")
    assert faults(tmp_path, f"name: {hint}") == []


@pytest.mark.parametrize("name", ["x" * 100, "é" * 50, "UPSC – राजव्यवस्था", "v1.2", "console", "-"])
def test_any_other_name_is_taken(tmp_path, name):
    assert faults(tmp_path, f"name: '{name}'") == []


@pytest.mark.parametrize(
    ("deck", "expected"),
    [
        ("A::::B", "bad-deck"),
        ("'A::'", "bad-deck"),
        ("'::A'", "bad-deck"),
        ("'A::  ::B'", "bad-deck"),
        ("A:::B", "bad-deck"),
        ("'A:'", "bad-deck"),
        ('"a\\tb"', "bad-deck"),
        ("Default", "default-deck"),
        ("default", "default-deck"),
    ],
)
def test_a_deck_that_anki_would_change_is_a_fault(tmp_path, deck, expected):
    assert faults(tmp_path, f"deck: {deck}") == [(expected, 1, 7)]
    assert faults(tmp_path, f"decks:\n  mcqs: {deck}") == [(expected, 2, 9)]


@pytest.mark.parametrize("deck", ["A::B", "'A :: B'", "' A '", "É::ज्ञ", "A – B, C", 'A "B"', "e\u0301"])
def test_a_deck_that_is_taken_is_the_one_that_anki_keeps(tmp_path, deck):
    anki = pytest.importorskip("anki.collection")
    project, problems = load(tmp_path, f"deck: {deck}")
    collection = anki.Collection(str(tmp_path / "collection.anki2"))
    made = collection.decks.add_normal_deck_with_name(project.deck)
    assert problems == [] and collection.decks.name(made.id) == project.deck
    collection.close()


def test_a_theme_is_a_file_of_the_project(tmp_path):
    folder = tmp_path / "project"
    folder.mkdir()
    (tmp_path / "outside.css").write_text("b {}")
    (folder / "link.css").symlink_to(tmp_path / "outside.css")
    assert faults(folder, "theme: ../outside.css") == [("outside-media", 1, 8)]
    assert faults(folder, "theme: link.css") == [("outside-media", 1, 8)]
    assert faults(folder, f"theme: {tmp_path / 'outside.css'}") == [("outside-media", 1, 8)]
    assert faults(folder, "theme: missing.css") == [("missing-media", 1, 8)]
    assert faults(folder, "theme: .") == [("missing-media", 1, 8)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("decks: [A]", "wrong-shape"),
        ("nmae: A", "unknown-key"),
        ("html: raw", "bad-choice"),
        ("lang: English!", "bad-choice"),
        ("check: {long-answer: none}", "bad-choice"),
        ("check: {long-answer: {limit: many}}", "bad-settings"),
        ("check: {long-answer: {limit: -1}}", "bad-settings"),
        ("check: {long-answer: {limits: 1}}", "unknown-key"),
        ("check: {long-answer: [off]}", "wrong-shape"),
        ("check: off", "wrong-shape"),
        ("terms: {GST: [a]}", "wrong-shape"),
        ("- name: A", "bad-settings"),
        ("a sentence", "bad-settings"),
        ("name: a: b", "bad-yaml"),
        ("name: A\nname: B", "repeated-key"),
    ],
)
def test_settings_of_another_shape_are_faults(tmp_path, text, expected):
    project, problems = load(tmp_path, text)
    assert [problem.name for problem in problems] == [expected] and problems[0].hint
    assert project.name


def test_one_fault_does_not_hide_another_setting(tmp_path):
    project, problems = load(tmp_path, "name: a: b\ndeck: A\nhtml: x\nlang: hi")
    assert [problem.name for problem in problems] == ["bad-yaml", "bad-choice"]
    assert (project.deck, project.lang, project.html) == ("A", "hi", "escape")


def test_settings_that_cannot_be_read_are_a_fault(tmp_path):
    (tmp_path / "ankigen.yaml").mkdir()
    assert [problem.name for problem in load(tmp_path)[1]] == ["unreadable"]


def test_settings_under_another_name_are_not_passed_over(tmp_path):
    (tmp_path / "ankigen.yml").write_text("name: A")
    assert [(problem.name, problem.place.file) for problem in load(tmp_path)[1]] == [("bad-settings", "ankigen.yml")]


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.binary(max_size=40)
    | st.tuples(st.sampled_from(sorted(KEYS)), st.text(max_size=20)).map(lambda p: f"{p[0]}: {p[1]}".encode())
)
def test_no_settings_raise(tmp_path, data):
    (tmp_path / "ankigen.yaml").write_bytes(data)
    project, problems = load_project(tmp_path)
    assert project.name and project.deck
    assert all(problem.place.file == "ankigen.yaml" for problem in problems)
