"""The JSON Schema of notes and of ankigen.yaml, from the tables that the reader itself goes by.

Editors read YAML with types: `a: 42` is a number to them and text to ankigen, so where text is asked for, a number or
`yes` is as good.  What lies between keys (a `reverse` question needs `reverse_a`) is the reader's to say.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from ankigen.check import RULES
from ankigen.project import KEYS, SEVERITIES
from ankigen.read import HEAD
from ankigen.sections import SECTIONS
from ankigen.sections.spec import COMMON, Key, Section

Schema = dict[str, Any]

_YEAR = r"(?!0000)\d{4}"
_LEAP = r"(?:\d\d(?:0[48]|[2468][048]|[13579][26])|(?:0[48]|[2468][048]|[13579][26])00)"
DATE = (
    rf"^(?:{_YEAR}|{_YEAR}-(?:0[1-9]|1[0-2])|{_YEAR}-(?:(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])"
    rf"|(?:0[13-9]|1[0-2])-(?:29|30)|(?:0[13578]|1[02])-31)|{_LEAP}-02-29)$"
)
_PART = r"[^\s:](?:[^\s:]|:(?!:))*"
_DECK_PART = r"[^\x00-\x1f\x7f-\x9f:\s](?:[^\x00-\x1f\x7f-\x9f:]*[^\x00-\x1f\x7f-\x9f:\s])?"


def _object(properties: Schema, required: Sequence[str]) -> Schema:
    return {"type": "object", "properties": properties, "required": list(required), "additionalProperties": False}


_TEXT: Schema = {"type": ["string", "number", "boolean"], "pattern": r"[^ \t\n]"}
SHAPES: dict[str, Schema] = {
    "text": _TEXT,
    "texts": {"type": "array", "items": {"$ref": "#/$defs/text"}, "minItems": 1},
    "text or texts": {"anyOf": [{"$ref": "#/$defs/text"}, {"$ref": "#/$defs/texts"}]},
    "date": {"anyOf": [{"type": "string", "pattern": DATE}, {"type": "integer", "minimum": 1000, "maximum": 9999}]},
    "flag": {"anyOf": [{"type": "boolean"}, {"enum": ["true", "false", "yes", "no", "on", "off"]}]},
    "reverse": {"anyOf": [{"type": "boolean"}, {"$ref": "#/$defs/text"}]},
    "options": {
        "type": "array",
        "minItems": 1,
        "items": {
            "anyOf": [
                {"$ref": "#/$defs/text"},
                _object({name: {"$ref": "#/$defs/text"} for name in ("text", "why")}, ["text"]),
            ]
        },
    },
    "rows": {
        "type": "object", "minProperties": 1, "propertyNames": {"minLength": 1},
        "additionalProperties": {"$ref": "#/$defs/texts"},
    },
    "source": {
        "anyOf": [
            {"$ref": "#/$defs/text"},
            _object({name: {"$ref": "#/$defs/text"} for name in ("name", "url", "date")}, ["name"]),
        ]
    },
    "sources": {
        "type": "object", "minProperties": 1, "propertyNames": {"minLength": 1},
        "additionalProperties": {"$ref": "#/$defs/source"},
    },
    "reasons": {
        "type": "object",
        "minProperties": 1,
        "properties": {rule.name: {"$ref": "#/$defs/text"} for rule in RULES},
        "additionalProperties": False,
    },
}  # fmt: skip
"""What a value of each shape may be."""

OF_NAME: dict[str, Schema] = {
    "id": {"anyOf": [{"type": "string", "pattern": r"^[A-Za-z0-9._-]+$"}, {"type": "integer", "minimum": 0}, {"type": "boolean"}]},
    "lang": {"type": "string", "pattern": "^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*$"},
    "tags": {
        "type": "array",
        "minItems": 1,
        "items": {
            "anyOf": [{"type": "string", "pattern": f"^{_PART}(?:::{_PART})*$"}, {"type": "integer"}, {"type": "boolean"}],
            "not": {"type": "string", "pattern": "^(?:[Ll][Ee][Ee][Cc][Hh]|[Mm][Aa][Rr][Kk][Ee][Dd])$"},
        },
    },
    "deck": {
        "anyOf": [{"type": "string", "pattern": f"^{_DECK_PART}(?:::{_DECK_PART})*$"}, {"type": "integer"}, {"type": "boolean"}]
    },
}
"""Keys with a form of their own, wherever they stand."""


def note_schema() -> Schema:
    """The schema of a note."""
    head = {key.name: _key(key) for key in HEAD}
    sections = {
        name: {"description": section.doc, "type": "array", "items": {"$ref": f"#/$defs/{name}"}}
        for name, section in SECTIONS.items()
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A note of ankigen",
        "description": "One article: its head, and the entries of its sections.",
        "type": "object",
        "properties": {**head, **sections},
        "required": [key.name for key in HEAD if key.required],
        "additionalProperties": False,
        "$defs": {
            **{_named(shape): schema for shape, schema in SHAPES.items()},
            **{f"{name}-value": schema for name, schema in OF_NAME.items()},
            **{name: _entry(section) for name, section in SECTIONS.items()},
        },
    }


def settings_schema() -> Schema:
    """The schema of ankigen.yaml."""
    severity = {"enum": list(SEVERITIES)}
    limit = _object({"limit": {"type": "number", "minimum": 0, "maximum": 999_999_999}}, ["limit"])
    # An editor takes `off` for the text it is under YAML 1.2, and for false under 1.1.
    values: dict[str, Schema] = {
        "deck": {"$ref": "#/$defs/deck-value"},
        "decks": {
            "type": "object", "minProperties": 1, "additionalProperties": False,
            "properties": {name: {"$ref": "#/$defs/deck-value"} for name in SECTIONS},
        },
        "lang": {"$ref": "#/$defs/lang-value"},
        "html": {"enum": ["escape", "sanitise"]},
        "check": {
            "type": "object", "minProperties": 1, "additionalProperties": False,
            "properties": {
                rule.name: {"description": rule.says, "anyOf": [severity, limit] if rule.limits.limit else [severity]}
                for rule in RULES
            },
        },
        "terms": {
            "type": "object", "minProperties": 1, "propertyNames": {"minLength": 1},
            "additionalProperties": {"$ref": "#/$defs/text"},
        },
    }  # fmt: skip
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Settings of an ankigen project",
        "type": "object",
        "properties": {
            name: {"description": doc, **values.get(name, {"$ref": "#/$defs/text"})} for name, doc in KEYS.items()
        },
        "additionalProperties": False,
        "$defs": {"text": _TEXT, **{f"{name}-value": OF_NAME[name] for name in ("deck", "lang")}},
    }


SCHEMAS = {"note": note_schema, "settings": settings_schema}
"""The schemas, by the word that asks for them."""


def as_json(schema: Schema) -> str:
    """A schema as it stands in a file."""
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def _entry(section: Section) -> Schema:
    """An entry of a section: its keys, or the one text that stands for it."""
    keys = {key.name: key for key in (*section.keys, *(key for key in COMMON if key.name not in section.own_keys))}
    entry = _object({name: _key(key) for name, key in keys.items()}, [key.name for key in section.keys if key.required])
    return {"anyOf": [{"$ref": "#/$defs/text"}, entry]} if section.shorthand else entry


def _named(shape: str) -> str:
    return shape.replace(" ", "-")


def _key(key: Key) -> Schema:
    if key.shape == "choice":
        return {"description": key.doc, "enum": list(key.choices)}
    name = f"{key.name}-value" if key.name in OF_NAME else _named(key.shape)
    return {"description": key.doc, "$ref": f"#/$defs/{name}"}
