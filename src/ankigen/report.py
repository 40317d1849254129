"""A plan in words: for a person at a terminal, for a pull request, for a program."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from ankigen.changelog import as_markdown, asks, between, no_longer_asked
from ankigen.identity import Plan, Planned
from ankigen.lock import Locked
from ankigen.notetypes import NOTETYPES
from ankigen.outputs.plain import as_json
from ankigen.plainly import MARKDOWN, TEXT, Style, how_many, runs, words_of
from ankigen.problems import rows

Before = Mapping[str, Mapping[str, str]]
"""What was shipped last, where a package still holds it: guid → field → HTML."""


class Change(NamedTuple):
    """A part of a card that changed; `old` and `new` are words, both empty where only `what` became of it is known."""

    part: str
    old: str
    new: str
    what: str = "changed"


def summary(plan: Plan) -> str:
    """What an import will do, in one line: “12 new, 3 changed, 240 unchanged”."""
    counts = {
        "new": len(plan.of("new")),
        "changed": len(plan.of("changed", "reworded")),
        "restored": len(plan.of("restored")),
        "retired": len(plan.retired),
        "unchanged": len(plan.of("unchanged")),
    }
    return ", ".join(f"{count} {what}" for what, count in counts.items() if count) or "no cards"


def in_lock_alone(plan: Plan) -> dict[str, int]:
    """What an export writes anew in lines of the lock whose cards stay as they are: part of the line → in how many."""
    before = {card.guid: card for card in plan.old.cards}
    lines = [(before.get(now.guid, now), now) for now in plan.lock.cards]
    same = [(old, now) for old, now in lines if old is not now and (old.digest, old.retired) == (now.digest, now.retired)]
    return Counter(part for old, now in same for at, part in enumerate(Locked._fields) if old[at] != now[at])


def _counted(parts: Mapping[str, int]) -> list[str]:
    return [f"{part} of {how_many(count, 'card')}" for part, count in parts.items()]


def lock_changes(plan: Plan) -> str:
    """All that an export writes into the lock, in one line."""
    types = [kind.name for key, kind in plan.lock.types.items() if plan.old.exists and kind != plan.old.types.get(key)]
    return "; ".join(filter(None, [summary(plan), ", ".join(_counted(in_lock_alone(plan))), ", ".join(types)]))


def reworded(plan: Plan) -> list[str]:
    """A line for each card that was recognised by likeness, the least alike first: what it said, what it says, how alike."""
    found = sorted(plan.of("reworded"), key=lambda planned: planned.likeness)
    lines = [
        f"{planned.card.place}: reworded, {planned.likeness:.0%} alike: “{asks(planned.old)}” → “{asks(planned.now)}”"
        for planned in found if planned.old
    ]
    return _first(lines, "reworded")


def _first(lines: list[str], what: str, most: int = 20) -> list[str]:
    """No more lines than a terminal shows at once."""
    more = [f"… and {len(lines) - most} more {what}; ankigen plan lists all before an export"] if len(lines) > most else []
    return [*lines[:most], *more]


class Emptied(NamedTuple):
    """A card that asks nothing any more while others of its note go on."""

    planned: Planned
    ordinal: int
    said: str


def emptied(plan: Plan) -> list[Emptied]:
    """Every card that this export leaves empty: an import deletes none, so learners have it until they use Empty Cards."""
    return [
        Emptied(planned, ordinal, words)
        for planned in plan.cards if planned.old for ordinal, words in no_longer_asked(planned.old, planned.now)
    ]


def empty_lines(plan: Plan) -> list[str]:
    """A line for each of them, as an export says it."""
    lines = [f"{each.planned.card.place}: asked no more, and empty for those who have it: “{each.said}”" for each in emptied(plan)]
    return _first(lines, "asked no more")


def changes(planned: Planned, before: Before) -> list[Change]:
    """Every part of a card that a learner will see changed; with its words where they are known."""
    old = planned.old
    if old is None or old.digest == planned.now.digest:
        return []
    shipped = before.get(old.guid, {})
    told = {"Question": old.front, "Answer": old.says[1], "Text": old.says[0]}
    says = {"Question": planned.now.front, "Answer": planned.now.says[1], "Text": planned.now.says[0]}
    found = []
    parts = {*old.digest, *planned.now.digest}  # one that was taken out is among the fields no more
    for part in [part for part in (*NOTETYPES[planned.card.kind].field_names, "Tags") if part in parts]:
        if old.digest.get(part) == planned.now.digest.get(part):
            continue
        if part in shipped:
            new = " ".join(planned.card.tags) if part == "Tags" else planned.fields.get(part, "")
            found.append(Change(part, words_of(shipped[part]), words_of(new)))
        elif told.get(part) != says.get(part):
            found.append(Change(part, told[part], says[part]))
        elif old.digest or part not in told:  # of an adopted card only its words are known, and these stay
            what = "changed" if part in planned.now.digest else "taken out"
            found.append(Change(part, "", words_of(planned.fields.get(part, "")) if part not in old.digest else "", what))
    return found


def moved_decks(plan: Plan) -> dict[tuple[str, str], int]:
    """(old deck, new deck) → how many cards: an import moves none of them, only new cards go to the new deck."""
    both = ((planned.old.deck, planned.now.deck) for planned in plan.cards if planned.old)
    return Counter((old, new) for old, new in both if old and old != new)


def changed_types(plan: Plan) -> list[str]:
    """Names of the note types whose templates or style an import updates."""
    return [kind.name for key, kind in plan.lock.types.items() if key in plan.old.types and plan.old.types[key].mod != kind.mod]


def text(plan: Plan, before: Before, style: Style = TEXT, most: int = 200) -> str:
    """The plan as a page; at most `most` cards are listed under each heading, the rest counted."""
    lines = [_opening(plan, style)]
    for title, items in _parts(plan, before, style):
        listed = list(items)
        if not listed:
            continue
        lines.append(style.title.format(title.format(count=len(listed))))
        for item in listed[:most]:
            lines += [style.item.format(item[0]), *map(style.detail.format, item[1:])]
        if len(listed) > most:
            lines.append(style.item.format(f"… and {len(listed) - most} more"))
    return "\n".join(lines) + "\n"


def _opening(plan: Plan, style: Style) -> str:
    line = f"An import of this deck: {summary(plan)}."
    return f"## Deck plan\n\n{line}" if style is MARKDOWN else line


def _parts(plan: Plan, before: Before, style: Style) -> Iterable[tuple[str, Iterator[list[str]]]]:
    """Each heading with its items: the line of each, and those below it."""
    words = style.words

    def changed(planned: Planned) -> list[str]:
        return [_told(change, style) for change in changes(planned, before)]

    known = {card.guid for card in plan.lock.cards}

    def left(own: bool) -> Iterator[list[str]]:
        return (
            [f"{words(asks(old))} ({old.guid}{', was in ' + old.note if old.note else ''})"]
            for old in plan.retired if (old.guid in known) is own
        )

    if style is MARKDOWN:  # at a terminal they stand below, with the lines they are about
        yield "{count} to settle before learners import this", (
            [f"{words(each.message)} ({each.place})", words(each.hint)] for each in plan.problems
        )
    yield "{count} added as new", ([f"{words(asks(p.now))} ({p.card.place})"] for p in plan.of("new"))
    yield "{count} updated", ([f"{words(asks(p.now))} ({p.card.place})", *changed(p)] for p in plan.of("changed"))
    yield "{count} reworded, and recognised by likeness", (
        [f"{words(asks(p.now))} ({p.card.place}), {p.likeness:.0%} alike", *changed(p)] for p in plan.of("reworded")
    )
    yield "{count} restored under the guid they had", (
        [f"{words(asks(p.now))} ({p.card.place})", *changed(p)] for p in plan.of("restored")
    )
    yield "{count} retired: learners keep them unless they import the retired package", left(own=True)
    yield "{count} in that package alone: learners keep them", left(own=False)
    yield "{count} asked no more: learners keep these cards, empty, until they use Tools, Empty Cards", (
        [f"“{words(each.said)}” in: {words(asks(each.planned.now))} ({each.planned.card.place})"] for each in emptied(plan)
    )
    yield "Note types updated", ([name] for name in changed_types(plan))
    yield "In the lock alone, and seen by no learner", ([words(line)] for line in _counted(in_lock_alone(plan)))
    yield "What an import cannot do", (
        [f"{how_many(count, 'card')} already in {words(old)} will stay there; only new cards go to {words(new)}"]
        for (old, new), count in moved_decks(plan).items()
    )


def _told(change: Change, style: Style) -> str:
    if not (change.old or change.new):
        return f"{change.part}: {change.what}"
    set_as = {"same": "{}", "removed": style.removed, "added": style.added}
    said = (set_as[what].format(style.words(" ".join(words))) for what, words in runs(change.old.split(), change.new.split()))
    return f"{change.part}: {' '.join(said)}"


def as_program(plan: Plan, before: Before) -> str:
    """The plan as JSON."""
    def changed(planned: Planned) -> dict[str, Any]:
        found = [{"part": each.part, "from": each.old, "to": each.new} for each in changes(planned, before)]
        return as_json(planned) | {"changes": found}

    return json.dumps({
        "new": [as_json(planned) for planned in plan.of("new")],
        "changed": [changed(planned) for planned in plan.of("changed")],
        "reworded": [
            changed(planned) | {"from": _was(planned.old, plan, before), "to": as_json(planned), "likeness": round(planned.likeness, 3)}
            for planned in plan.of("reworded") if planned.old
        ],
        "retired": [_was(old, plan, before) for old in plan.retired],
        "restored": [changed(planned) for planned in plan.of("restored")],
        "unchanged": len(plan.of("unchanged")),
        "emptied": [{"guid": each.planned.now.guid, "ordinal": each.ordinal, "said": each.said} for each in emptied(plan)],
        "decks": [{"from": old, "to": new, "cards": count} for (old, new), count in moved_decks(plan).items()],
        "note_types": changed_types(plan),
        "lock": in_lock_alone(plan),
        "problems": rows(plan.problems),
    }, ensure_ascii=False, indent=2) + "\n"


def _was(old: Locked, plan: Plan, before: Before) -> dict[str, Any]:
    """A card of the lock as the others are given: with its fields where a package still holds them, else in plain words."""
    fields = {name: html for name, html in before.get(old.guid, {}).items() if html}
    tags = fields.pop("Tags", "").split()
    return {
        "guid": old.guid, "note": old.note, "section": old.section, "file": "", "line": 0, "deck": old.deck, "tags": tags,
        "kind": plan.lock.types[old.type].kind if old.type in plan.lock.types else "qa",
        "question": fields.get("Text") or fields.get("Question", "") + fields.get("Options", "") or old.front,
        "answer": fields.get("Answer") or old.says[1], "extra": fields.get("Extra", ""), "mod": old.retired or old.mod,
        "role": old.role, "id": old.id, "state": "retired" if old.retired else "", "due": old.due, "fields": fields,
    }


FORMS: dict[str, Callable[[Plan, Before], str]] = {
    "text": text,
    "json": as_program,
    "markdown": lambda plan, before: text(plan, before, MARKDOWN),
    "changes": lambda plan, _: as_markdown(between(plan.old, plan.lock)),
}
"""The forms of `ankigen plan`."""
