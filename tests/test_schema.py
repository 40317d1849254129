"""The JSON Schemas: current in the repository, accepted by a public validator, and of one mind with the reader."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from ankigen.project import load_project
from ankigen.read import read_note
from ankigen.schema import SCHEMAS, as_json
from ankigen.sections import SECTIONS
from ankigen.sections.spec import nothing_amiss

REPOSITORY = Path(__file__).parent.parent
FILES = {"note": "note.schema.json", "settings": "ankigen.schema.json"}
NOTE = SCHEMAS["note"]()
VALID = Draft202012Validator(NOTE)
KEY_BY_KEY = {name: replace(section, check=nothing_amiss) for name, section in SECTIONS.items()}
"""The sections without what they say of several keys together, which a schema cannot."""
BETWEEN_KEYS = {"repeated-id", "unexplained-omission"}
"""Faults of any section that lie between keys."""
CHARACTERS = st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs"), exclude_characters="{}$\\&*!|>%@`")


@pytest.mark.parametrize("which", SCHEMAS)
def test_the_file_in_the_repository_is_current(which: str) -> None:
    """If this fails: python -m ankigen.cli schema note > schema/note.schema.json (and settings > ankigen.schema.json)."""
    assert (REPOSITORY / "schema" / FILES[which]).read_text("utf-8") == as_json(SCHEMAS[which]())


@pytest.mark.parametrize("which", SCHEMAS)
def test_a_public_validator_accepts_the_schema(which: str) -> None:
    Draft202012Validator.check_schema(SCHEMAS[which]())


def test_every_section_and_every_key_is_described() -> None:
    for name, section in SECTIONS.items():
        entry = NOTE["$defs"][name]
        entry = entry["anyOf"][1] if "anyOf" in entry else entry
        assert NOTE["properties"][name]["description"] == section.doc
        assert {key.name for key in section.keys} <= set(entry["properties"])
        assert all(said.get("description") for said in entry["properties"].values())


def made_by(schema: dict[str, Any]) -> st.SearchStrategy[Any]:
    """Values that a schema allows."""
    if "$ref" in schema:
        return made_by(NOTE["$defs"][schema["$ref"].removeprefix("#/$defs/")])
    if "anyOf" in schema:
        return st.one_of([made_by(each) for each in schema["anyOf"]])
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    kind = schema["type"]
    if isinstance(kind, list):
        words = st.text(CHARACTERS, min_size=1, max_size=12).filter(lambda made: made.strip(" "))
        return st.one_of(words, words, st.integers(-99, 9999), st.booleans())
    if kind == "string":
        made = st.from_regex(re.compile(schema["pattern"], re.ASCII), fullmatch=True)
        return made.filter(lambda made: made.isprintable() and Draft202012Validator(schema).is_valid(made))
    if kind == "integer":
        return st.integers(schema.get("minimum", 0), schema.get("maximum", 9999))
    if kind == "boolean":
        return st.booleans()
    if kind == "array":
        return st.lists(
            made_by(schema["items"]).filter(
                lambda each: "not" not in schema["items"] or Draft202012Validator(schema["items"]).is_valid(each)
            ),
            min_size=schema.get("minItems", 0),
            max_size=3,
        )
    properties = schema.get("properties", {})
    required = {name: made_by(properties[name]) for name in schema.get("required", ())}
    optional = {name: made_by(each) for name, each in properties.items() if name not in required}
    if isinstance(schema.get("additionalProperties"), dict):
        return st.dictionaries(
            st.text(CHARACTERS, min_size=1, max_size=6), made_by(schema["additionalProperties"]), min_size=1, max_size=2
        )
    some = st.lists(st.sampled_from(sorted(optional)), max_size=4, unique=True) if optional else st.just([])
    least = schema.get("minProperties", 0)
    return some.flatmap(
        lambda names: st.fixed_dictionaries({**required, **{name: optional[name] for name in names}})
    ).filter(lambda made: len(made) >= least)


NOTES = made_by(NOTE)


def faults(note: Any) -> list[str]:
    """What the reader has against a note's keys, one by one, when it is written as YAML (of which JSON is a part)."""
    data = json.dumps(note, ensure_ascii=False).encode()
    _, problems = read_note(data, "notes/a.yaml", sections=KEY_BY_KEY)
    return [str(problem) for problem in problems if problem.name not in BETWEEN_KEYS]


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(NOTES)
def test_what_the_schema_allows_the_reader_reads(note: Any) -> None:
    assert VALID.is_valid(note)
    assert faults(note) == []


def places(value: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The path of every value within a value."""
    yield at
    if isinstance(value, (dict, list)):
        for key, each in value.items() if isinstance(value, dict) else enumerate(value):
            yield from places(each, (*at, key))


def changed(value: Any, at: tuple[Any, ...], new: Any) -> Any:
    """The value with `new` at a path; None there takes the place out."""
    if not at:
        return new
    copy = dict(value) if isinstance(value, dict) else list(value)
    copy[at[0]] = changed(value[at[0]], at[1:], new)
    if len(at) == 1 and new is None:
        del copy[at[0]]
    return copy


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_what_the_reader_refuses_the_schema_refuses_and_the_other_way_round(data: st.DataObject) -> None:
    note = data.draw(NOTES)
    at = data.draw(st.sampled_from([path for path in places(note) if path and "allow" not in path]))
    new = data.draw(
        st.sampled_from(
            [None, "", "a word", 7, True, [], ["a word"], [["a word"]], {}, {"colour": "red"}, {"title": "red"}]
        )
    )
    note = changed(note, at, new)
    assert VALID.is_valid(note) == (faults(note) == [])


def test_the_settings_that_the_schema_allows_are_read(tmp_path: Path) -> None:
    valid = Draft202012Validator(SCHEMAS["settings"]())
    written = {
        "name": "GST",
        "deck": "Polity::GST",
        "decks": {"mcqs": "Polity::Choices"},
        "lang": "en",
        "html": "sanitise",
        "check": {"long-answer": {"limit": 12}, "vague": "off", "telling-length": {"limit": 1.8}},
        "terms": {"GSTN": "Goods and Services Tax Network"},
    }
    (tmp_path / "ankigen.yaml").write_text(json.dumps(written), "utf-8")
    assert valid.is_valid(written)
    assert load_project(tmp_path)[1] == []


@pytest.mark.parametrize("wrong", [
    {"dek": "Polity"}, {"deck": "A::"}, {"decks": {"mcq": "A"}}, {"html": "yes please"}, {"check": {"long-answer": "loud"}},
    {"check": {"long-answer": {"limits": 3}}}, {"lang": "English please"}, {"terms": {"GST": ["Goods"]}},
])  # fmt: skip
def test_the_settings_that_the_schema_refuses_are_refused(wrong: dict[str, Any], tmp_path: Path) -> None:
    from ankigen.read import read_notes

    (tmp_path / "ankigen.yaml").write_text(json.dumps(wrong), "utf-8")
    project, problems = load_project(tmp_path)
    assert not Draft202012Validator(SCHEMAS["settings"]()).is_valid(wrong)
    assert [*problems, *read_notes(project)[1]]
