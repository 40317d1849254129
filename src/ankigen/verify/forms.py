"""A rehearsal in words: for a person, for a job's summary, for a program."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict

from ankigen.plainly import MARKDOWN, TEXT, Style, how_many
from ankigen.verify.model import Finding, Rehearsal, Update, Updated
from ankigen.words import joined

_MOST = 50  # lines under one heading; a program gets them all


def text(seen: Rehearsal, style: Style = TEXT) -> str:
    """The rehearsal as a page."""
    lines = ["## Rehearsal of an import\n"] if style is MARKDOWN else []
    lines.append(f"Rehearsed in Anki {seen.anki} with the options its import dialog starts with.")
    lines.append(style.title.format("A learner who has nothing of the deck yet"))
    lines.append(style.item.format(_first(seen)))
    if seen.update:
        lines += _update(seen.update, style)
    for finding in seen.findings:
        lines.append(style.title.format(f"{finding.severity}: {finding.name}"))
        lines += _finding(finding, style)
    count = sum(1 for finding in seen.findings if finding.severity == "error")
    lines.append("")
    lines.append("Every promise holds." if seen.holds else f"{how_many(count, 'promise')} {'does' if count == 1 else 'do'} not hold.")
    return "\n".join(lines) + "\n"


def as_program(seen: Rehearsal) -> str:
    """The rehearsal as JSON."""
    found = [{"name": each.name, "severity": each.severity, "message": each.message, "cards": each.cards} for each in seen.findings]
    return json.dumps(asdict(seen) | {"holds": seen.holds, "findings": found}, ensure_ascii=False, indent=2) + "\n"


def _first(seen: Rehearsal) -> str:
    first = seen.first
    if not first.notes:
        return "gets nothing"
    media = f", {how_many(first.media, 'file')} of pictures and sound" if first.media else ""
    retired = ", all retired: their fronts are blank, and Tools, Empty Cards deletes them" if first.retired else ""
    notes, cards, decks = how_many(first.notes, "note"), how_many(first.cards, "card"), how_many(len(first.decks), "deck")
    return f"gets {notes} with {cards} in {decks}{media}{retired}"


def _update(update: Update, style: Style) -> Iterator[str]:
    has = f"A learner who has {style.words(update.over)}"
    yield style.title.format(f"{has}, and has {joined(update.did)}" if update.did else has)
    if update.options:
        yield style.item.format(f"whose import dialog has other options than at first: {', '.join(update.options)}")
    yield from _rows("{} added", map(style.words, update.added), style)
    yield style.item.format(f"{len(update.updated)} updated{', each with the schedule it had' if update.updated else ''}")
    for each in update.updated[:_MOST]:
        yield style.detail.format(_updated(each, style))
    yield style.item.format(f"{update.left - len(update.own)} left as they are")
    yield from _rows("{} left as the learner has edited or tagged them", map(style.words, update.own), style)
    yield from _rows("{} no longer in the package: still with the learner", map(style.words, update.stayed), style)
    yield from _rows("{} asked no more: empty, until Tools, Empty Cards deletes them", map(style.words, update.emptied), style)
    for mine, theirs, count in update.decks:
        yield style.item.format(f"cards that stay in {style.words(mine)}, though the package has them in {style.words(theirs)}: {count}")
    if update.schedules:
        yield style.item.format(f"{how_many(update.schedules, 'studied card')} scheduled as before")


def _rows(title: str, words: Iterable[str], style: Style) -> Iterator[str]:
    rows = list(words)
    if rows:
        yield style.item.format(title.format(len(rows)))
        yield from (style.detail.format(row) for row in _some(rows))


def _updated(each: Updated, style: Style) -> str:
    fields = "; ".join(f"{field.name}: {style.words(field.old or '–')} → {style.words(field.new or '–')}" for field in each.fields)
    lost = f" (the learner's tags {' '.join(each.tags_lost)} go)" if each.tags_lost else ""
    return f"{style.words(each.words)}: {fields or 'nothing to see'}{lost}"


def _finding(finding: Finding, style: Style) -> Iterator[str]:
    yield style.item.format(f"{finding.message}{':' if finding.cards else '.'}")
    yield from (style.detail.format(style.words(words)) for words in _some(finding.cards))


def _some(rows: Iterable[str]) -> Iterator[str]:
    rows = list(rows)
    yield from rows[:_MOST]
    if len(rows) > _MOST:
        yield f"… and {len(rows) - _MOST} more"


FORMS: dict[str, Callable[[Rehearsal], str]] = {
    "text": text,
    "json": as_program,
    "markdown": lambda seen: text(seen, MARKDOWN),
}
"""The forms of `ankigen verify`."""
