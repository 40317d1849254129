"""`export --format json`, and the schema that is published for it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from jsonschema import Draft202012Validator
from projects import Desk, run

ROOT = Path(__file__).parent.parent
SCHEMA = json.loads((ROOT / "schema/export.schema.json").read_text(encoding="utf-8"))


def test_the_published_schema_is_current():
    """If this fails: ankigen schema export > schema/export.schema.json"""
    printed = run("schema", "export").stdout
    assert (ROOT / "schema/export.schema.json").read_text(encoding="utf-8") == printed
    Draft202012Validator.check_schema(SCHEMA)


def test_this_projects_own_deck_is_as_the_schema_says_and_the_schema_says_all(tmp_path):
    desk = Desk(tmp_path, now=1_790_000_000)
    shutil.copytree(ROOT / "notes", desk.root / "notes")
    shutil.copy(ROOT / "ankigen.yaml", desk.root)
    deck = json.loads(desk.run("export", "--format", "json", "-o", "-").stdout)
    Draft202012Validator(SCHEMA).validate(deck)
    described = set(SCHEMA["properties"]["cards"]["items"]["properties"])
    assert all(set(card) == described for card in deck["cards"])
    assert {card["kind"] for card in deck["cards"]} == {"qa", "cloze", "choice"}
    del deck["cards"][0]["guid"]
    assert not Draft202012Validator(SCHEMA).is_valid(deck)


def test_a_question_that_is_allowed_to_have_no_right_option_still_has_its_answer(tmp_path):
    desk = Desk(tmp_path)
    desk.write("notes/exam.yaml", """\
title: A question of an exam
source: The exam
mcqs:
  - q: Which planet has the shortest year?
    options: [Venus, Earth, Mars]
    answer: Mercury
    why: Its year has 88 days.
    allow: {answer-not-an-option: the exam forgot it}
""")
    [card] = json.loads(desk.run("export", "--format", "json", "-o", "-").stdout)["cards"]
    assert card["answer"] == "Mercury"
