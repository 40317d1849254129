"""The rules of the checker, each on its own lines: a fixture in tests/rules says on the very line what is wrong with it.

    - q: Discuss the GST Council.  # vague            this line has the problem `vague`, and no other
    - q: Which Article is it?      # fine: vague      this line has none, though one might have feared `vague`

A file is a project with one note; a folder is a project of its own.
"""

from __future__ import annotations

import re
import shutil
import sys
from datetime import date
from pathlib import Path

import pytest

from ankigen.build import build_cards
from ankigen.check import RULES, check
from ankigen.codes import CODES
from ankigen.model import Problem
from ankigen.project import load_project
from ankigen.read import read_notes

sys.path.insert(0, str(Path(__file__).parent.parent / "benchmarks"))
import blind_cards

CASES = Path(__file__).parent / "rules"
TODAY, SOON = date(2026, 1, 15), date(2026, 4, 15)
PROJECTS = sorted(path for path in CASES.iterdir() if path.is_dir() or path.suffix == ".yaml")
MARK = re.compile(r"  # (fine: )?([a-z-]+(?:, [a-z-]+)*)$", re.MULTILINE)
ENGINE = ["unknown-rule", "reasonless-allow", "unused-allow"]


def problems_of(root: Path) -> list[Problem]:
    """What the checker says of the project in `root`, after reading it without a fault."""
    project, faults = load_project(root)
    notes, unread = read_notes(project)
    cards, _ = build_cards(notes, project)
    assert [fault for fault in (*faults, *unread) if fault.severity == "error"] == []
    return check(notes, cards, project, TODAY, SOON)


def marks(text: str, fine: bool) -> list[tuple[int, str]]:
    """(line, rule) of each expectation in a fixture."""
    return [
        (text.count("\n", 0, found.start()) + 1, rule)
        for found in MARK.finditer(text)
        if bool(found[1]) == fine
        for rule in found[2].split(", ")
    ]


def laid_out(case: Path, folder: Path) -> Path:
    """A fixture as a project: a folder is one, a file becomes its only note."""
    if case.is_dir():
        return case
    (folder / "notes").mkdir()
    shutil.copy(case, folder / "notes" / case.name)
    return folder


@pytest.mark.parametrize("case", PROJECTS, ids=lambda case: case.stem)
def test_each_line_has_the_problems_it_states(case: Path, tmp_path: Path) -> None:
    root = laid_out(case, tmp_path)
    expected = {
        (path.relative_to(root).as_posix(), line, rule)
        for path in root.rglob("*.yaml")
        for line, rule in marks(path.read_text("utf-8"), fine=False)
    }
    found = {(problem.place.file, problem.place.line, problem.name): problem for problem in problems_of(root)}
    missing = sorted(expected - set(found))
    surprising = sorted(
        f"{problem.place} {problem.name}: {problem.message}" for key, problem in found.items() if key not in expected
    )
    assert (missing, surprising) == ([], [])


def test_every_rule_has_a_line_where_it_fires_and_one_where_it_is_silent() -> None:
    texts = [path.read_text("utf-8") for path in CASES.rglob("*.yaml")]
    fires = {rule for text in texts for _, rule in marks(text, fine=False)}
    silent = {rule for text in texts for _, rule in marks(text, fine=True)}
    names = {rule.name for rule in RULES}
    untried = {"no-blank"}  # no section makes such a card; the engine is tried with one below
    assert names | set(ENGINE) == fires | untried
    assert names == silent | {"no-blank"}


def test_codes_and_names_are_each_given_once() -> None:
    codes = [rule.code for rule in RULES] + [code for code, _, _ in CODES.values()]
    names = [rule.name for rule in RULES] + list(CODES)
    assert len(codes) == len(set(codes))
    assert len(names) == len(set(names))
    assert [rule.code for rule in RULES] == sorted(rule.code for rule in RULES)


def test_good_cards_of_many_subjects_are_left_alone() -> None:
    root = Path(__file__).parent / "good_cards"
    project, _ = load_project(root)
    notes, _ = read_notes(project)
    cards, _ = build_cards(notes, project)
    assert len(cards) >= 700
    assert [f"{problem.place} {problem.name}: {problem.message}" for problem in check(notes, cards, project, TODAY, SOON)] == []


def test_most_of_what_a_careful_reader_refuses_of_many_other_pages_is_named() -> None:
    """benchmarks/blind/later: pages of many kinds; each was judged before the checker had seen it."""
    judged = [line.split("\t") for line in (blind_cards.BLIND / "later/judged.tsv").read_text("utf-8").splitlines()[1:]]
    told = blind_cards.named([card for _, card in judged])
    refused = [bool(said) for (verdict, _), said in zip(judged, told, strict=True) if verdict == "refuse"]
    kept = [card for verdict, card in judged if verdict == "keep"]
    alarms = [card for (verdict, card), said in zip(judged, told, strict=True) if verdict == "keep" and said]
    assert sum(refused) >= 0.93 * len(refused) > 1100
    assert len(alarms) <= 0.14 * len(kept), alarms
