"""Cards as rows that a program reads."""

from __future__ import annotations

import json
from typing import Any

from ankigen.identity import Plan, Planned


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
