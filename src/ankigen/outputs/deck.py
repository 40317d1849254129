"""Plan → Package: what goes into the two packages, the deck and its retired cards."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import escape
from itertools import repeat

from ankigen.changelog import last_change
from ankigen.identity import Plan
from ankigen.lock import Locked, LockedType
from ankigen.model import EMPTY, Kind, Media, Project
from ankigen.notetypes import NOTETYPES, foreign
from ankigen.notetypes.clozes import filled
from ankigen.notetypes.render import card_ordinals, is_blank, retired_fields
from ankigen.outputs.apkg import Package, PackNote, PackTemplate, PackType

_RETIRED = (
    "These cards have left the deck.  Their fronts are blank now: delete them with Tools, Empty Cards, or keep them as they are."
)


def package(plan: Plan, project: Project) -> Package:
    """The deck: every card that is in the notes."""
    types = {key: _type(kind, plan.css) for key, kind in plan.lock.types.items()}
    media: dict[str, Media] = {}
    notes = []
    for planned in plan.cards:
        now, kind = planned.now, planned.card.kind
        locked = plan.lock.types[now.type]
        values = _values(locked, planned.fields, now.rest)
        media |= {each.name: each for each in planned.card.media}
        notes.append(PackNote(
            now.guid, now.nid, types[now.type], values, planned.card.tags, now.deck, now.mod, now.due,
            _ordinals(locked, kind, planned.fields, values),
        ))
    used = {note.notetype.id for note in notes}
    return Package(
        project.name, notes, [kind for kind in types.values() if kind.id in used], {project.deck: _description(plan, project)},
        [media[name] for name in sorted(media)],
    )


def retired_package(plan: Plan, project: Project) -> Package | None:
    """Retired cards once more, with blank fronts, so that a learner who wants to can delete them with Empty Cards."""
    retired = sorted((card for card in plan.lock.cards if card.retired), key=lambda card: card.guid)
    if not retired:
        return None
    deck = f"{project.deck}::Retired"
    tag = re.sub(r"[\s:]+", "-", project.name.lower()) + "::retired"
    types = {key: _type(kind, plan.css) for key, kind in plan.lock.types.items()}
    notes = [
        PackNote(
            card.guid, card.nid, types[card.type], _values(plan.lock.types[card.type], _last_words(card, plan.lock.types[card.type])),
            (tag,), deck, card.retired, card.due, tuple(number - 1 for number in sorted(card.blanks)) or (0,),
        )
        for card in retired
    ]
    used = {note.notetype.id for note in notes}
    return Package(f"{project.name} (retired)", notes, [kind for kind in types.values() if kind.id in used], {deck: _RETIRED})


def _last_words(card: Locked, kind: LockedType) -> dict[str, str]:
    """What a retired card still says: enough to know it by."""
    front, back = ("Text", "Extra") if kind.kind == "cloze" else ("Question", "Answer")
    words = {front: filled(escape(card.front), card.blanks), back: escape(card.says[1])}
    if kind.foreign:  # it has no field of ours that blanks a front, so what its cards ask for is emptied
        asked = foreign.asked_for(kind.foreign["model"])
        room = next((name for name, theirs in kind.foreign["fields"].items() if theirs not in asked), "")
        return {room: " – ".join(filter(None, words.values()))} if room else {}
    return retired_fields(kind.kind, words)


def _description(plan: Plan, project: Project) -> str:
    """The deck's description; a non-empty one replaces the learner's on every import."""
    gone = sum(1 for card in plan.lock.cards if card.retired)
    left = (
        f"{gone} {'card has' if gone == 1 else 'cards have'} left this deck.  To delete them from your collection, import "
        f"{project.name}-retired.apkg, then use Tools, Empty Cards.  Nothing happens to them otherwise."
    )
    return "\n\n".join(filter(None, (project.description, last_change(plan.lock, project.lang), left if gone else "")))


def _type(locked: LockedType, css: str) -> PackType:
    """A note type as it is shipped: ankigen's own, or one taken over from another tool, as it came."""
    if locked.foreign:
        model = locked.foreign["model"]
        return PackType(
            locked.id, locked.name, tuple((field["name"], field.get("id")) for field in model["flds"]),
            tuple(PackTemplate(each["name"], each["qfmt"], each["afmt"], each.get("id")) for each in model["tmpls"]),
            model.get("css", ""), locked.mod, model.get("type") == 1, model.get("sortf", 0),
        )
    kind = NOTETYPES[locked.kind]
    templates = tuple(PackTemplate(each.name, each.front, each.back, each.id) for each in kind.templates)
    return PackType(locked.id, locked.name, kind.fields, templates, css, locked.mod, locked.kind == "cloze")


def _values(locked: LockedType, fields: Mapping[str, str], rest: Mapping[str, str] = EMPTY) -> tuple[str, ...]:
    """The fields in the order of the note type, empty where there is nothing; `rest` is what others have there."""
    if not locked.foreign:
        return tuple(map(fields.get, NOTETYPES[locked.kind].field_names, repeat("")))
    ours = {**rest, **{theirs: fields.get(name, "") for name, theirs in locked.foreign["fields"].items()}}
    return tuple(ours.get(field["name"], "") for field in locked.foreign["model"]["flds"])


def _ordinals(locked: LockedType, kind: Kind, fields: Mapping[str, str], values: Sequence[str]) -> tuple[int, ...]:
    if kind == "cloze" or not locked.foreign:
        return card_ordinals(kind, fields)
    model = locked.foreign["model"]
    return foreign.ordinals(model, {field["name"] for field, value in zip(model["flds"], values, strict=True) if not is_blank(value)})
