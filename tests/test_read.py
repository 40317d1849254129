"""Notes from their files.  A fixture states each fault on the very line where it must be found."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ankigen.codes import CODES
from ankigen.model import Date, Option, Project, Source, Text
from ankigen.read import drafts, find_notes, read_note, read_notes

FAULTS = sorted((Path(__file__).parent / "notes_with_faults").glob("*.yaml"))
OF_OTHER_STAGES = {"unknown-source", "bad-blank"}
"""Codes of the reading group that are raised where markup and sources are used, and tested there."""


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
    problems += drafts([note] if note else [])
    assert sorted(faults_of(problems)) == sorted(stated(path))
    assert all(problem.hint and problem.message.endswith((".", "?")) for problem in problems)


def test_every_code_of_reading_has_a_fixture():
    codes = {name for name, (code, _, _) in CODES.items() if "AK101" <= code <= "AK121"}
    assert codes - OF_OTHER_STAGES == {name for path in FAULTS for _, name in stated(path)}
