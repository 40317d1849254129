"""Cards as rows that a program reads."""

from __future__ import annotations

import json
from typing import Any, get_args

from ankigen.identity import Plan, Planned
from ankigen.model import Kind, State


def as_json(planned: Planned) -> dict[str, Any]:
    """A card as the contract's machine-readable forms give it; `fields` holds all that Anki receives."""
    card, now, fields = planned.card, planned.now, planned.fields
    return {
        "guid": now.guid, "note": card.note, "section": card.section, "file": card.place.file, "line": card.place.line,
        "deck": card.deck, "tags": list(card.tags), "kind": card.kind,
        "question": fields.get("Text") or fields["Question"] + fields.get("Options", ""),
        "answer": fields.get("Answer", ""), "extra": fields.get("Extra", ""), "mod": now.mod,
        "role": card.role, "id": card.id, "state": planned.state, "due": now.due, "fields": dict(fields),
    }


def json_text(plan: Plan, name: str, deck: str) -> str:
    """The whole deck as JSON."""
    cards = [as_json(planned) for planned in plan.cards]
    return json.dumps({"name": name, "deck": deck, "cards": cards}, ensure_ascii=False, indent=2) + "\n"


def json_schema() -> dict[str, Any]:
    """The JSON Schema of the whole deck as JSON.  Fields may be added, none renamed."""
    text, number = {"type": "string"}, {"type": "integer", "minimum": 0}
    card = {
        "guid": text | {"description": "By which Anki knows the card, for ever.", "minLength": 1},
        "note": text | {"description": "The id of the note it was built of."},
        "section": text | {"description": "The section of its entry."},
        "file": text | {"description": "The note's file, relative to the project."},
        "line": number | {"description": "The line of its entry.", "minimum": 1},
        "deck": text | {"description": "Where a new card goes; `::` makes a subdeck."},
        "tags": {"description": "Its tags.", "type": "array", "items": text},
        "kind": {"description": "Which note type it is of.", "enum": list(get_args(Kind))},
        "question": text | {"description": "The front in HTML; of a cloze card its text with Anki's blanks, of a choice with its options."},
        "answer": text | {"description": "The answer in HTML; empty for a cloze card."},
        "extra": text | {"description": "What the back adds, in HTML."},
        "mod": number | {"description": "When it last changed, in seconds since 1970: an import updates what is older."},
        "role": text | {"description": "Which of its entry's cards it is."},
        "id": text | {"description": "The id written on its entry, if any."},
        "state": {"description": "What an export would do with it.", "enum": list(get_args(State))},
        "due": number | {"description": "Its place among new cards."},
        "fields": {
            "description": "All that Anki receives: the fields of its note type, in HTML.", "type": "object", "additionalProperties": text,
        },
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A deck of ankigen",
        "description": "What `ankigen export --format json` prints.",
        "type": "object",
        "properties": {
            "name": text | {"description": "The project's name."},
            "deck": text | {"description": "Its default deck."},
            "cards": {"type": "array", "items": {"type": "object", "properties": card, "required": list(card)}},
        },
        "required": ["name", "deck", "cards"],
    }
