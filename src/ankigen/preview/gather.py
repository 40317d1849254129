"""Notes, their planned cards and the problems found → what a preview shows."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from html import unescape
from string import ascii_uppercase
from typing import Any

from ankigen import markup
from ankigen.identity import Plan, Planned
from ankigen.model import Card, Entry, Kind, Note, Place, Problem, Project
from ankigen.notetypes import NOTETYPES
from ankigen.notetypes.render import card_ordinals, render
from ankigen.preview.shown import Face, Part, Preview, Shown, ShownNote, word_diff
from ankigen.sections import SECTIONS

_ITEM = re.compile(r"<li\b[^>]*>", re.IGNORECASE)
_BULLET = re.compile(r"^• ", re.MULTILINE)
_MATH = re.compile(r"\\[()\[\]]")
_CELL = re.compile(r"</t[dh]>(?=\s*<t[dh])", re.IGNORECASE)
_PICTURE = re.compile(r'<img\b[^>]*?\balt="([^"]*)"[^>]*>', re.IGNORECASE)
_BREAK = re.compile(r"<(?:br|hr)\b[^>]*>|</(?:p|div|li|tr|h\d|ol|ul|blockquote|pre)>", re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")
_BLANK = re.compile(r"\{\{c[\d,]+::(.*?)(?:::(?:(?!\}\}).)*)?\}\}", re.DOTALL)


def gather(project: Project, notes: Sequence[Note], plan: Plan, problems: Iterable[Problem]) -> Preview:
    """The preview of a project.  Each problem goes to the entry or the head it stands in, or to the project."""
    cards: defaultdict[str, list[Planned]] = defaultdict(list)
    for planned in plan.cards:
        cards[planned.card.note].append(planned)
    owned = _owned(notes, problems)
    shown = [_note(project, note, cards[note.id], owned) for note in notes]
    broken = [_unread(file, faults) for file, faults in _of_files(owned.pop(None, ())) if file.startswith("notes/")]
    return Preview(
        name=project.name,
        notes=tuple(sorted((*shown, *broken), key=lambda note: note.file)) if broken else tuple(shown),
        problems=tuple(fault for file, faults in _of_files(owned.pop(_PROJECT, ())) for fault in faults),
        css=plan.css,
        media={media.name: media.data or media.path for planned in plan.cards for media in planned.card.media},
        exported=plan.old.exists,
    )


# Problems by their owner: the id() of an entry, the file of a note's head, None for a file that is no note.

_PROJECT = ""
_Owned = dict[int | str | None, list[Problem]]


def _owned(notes: Iterable[Note], problems: Iterable[Problem]) -> _Owned:
    """Problems by what they stand in: the last key of the head, or entry, that begins before them in their file."""
    begins: dict[str, list[tuple[int, int, int | str]]] = {}
    for note in notes:
        head = [(*_at(value, note), note.file) for value in note.values.values()]
        entries = [(entry.place.line, entry.place.column, id(entry)) for entry in note.entries]
        begins[note.file] = sorted(((0, 0, note.file), *head, *entries), key=lambda begin: begin[:2])
    owned: _Owned = defaultdict(list)
    for problem in dict.fromkeys(problems):
        file, line, column = problem.place
        if file in begins:
            at = bisect_right(begins[file], (line, column), key=lambda begin: begin[:2]) - 1
            owned[begins[file][at][2]].append(problem)
        else:
            owned[None if file.startswith("notes/") else _PROJECT].append(problem)
    return owned


def _at(value: Any, note: Note) -> tuple[int, int]:
    place = getattr(value, "place", note.place)
    return place.line, place.column


def _of_files(problems: Iterable[Problem]) -> list[tuple[str, list[Problem]]]:
    files: defaultdict[str, list[Problem]] = defaultdict(list)
    for problem in problems:
        files[problem.place.file].append(problem)
    return sorted(files.items())


def _unread(file: str, problems: Sequence[Problem]) -> ShownNote:
    """A file that could not be read, so that its problems are seen where its cards would be."""
    return ShownNote(file, file, file, cards=(_nothing(problems[0].place, problems),), problems=tuple(problems))


def _nothing(place: Place, problems: Iterable[Problem]) -> Shown:
    """What stands in the place of cards where a file gives none."""
    faulty = any(problem.severity == "error" for problem in problems)
    said = "Nothing could be read from this file." if faulty else "There is nothing in this note yet."
    return Shown("", "", place, said, text=said, why="there is no entry")


# Notes and cards


def _note(project: Project, note: Note, cards: Sequence[Planned], owned: _Owned) -> ShownNote:
    by_entry: defaultdict[int, list[Planned]] = defaultdict(list)
    for planned in cards:
        by_entry[id(planned.card.entry)].append(planned)
    shown: list[Shown] = []
    for entry in note.entries:
        problems = tuple(owned.get(id(entry), ()))
        shown += [_card(planned, problems) for planned in by_entry[id(entry)]] or [_statement(entry, project, problems)]
    lang = note.lang or project.lang
    faults = tuple(owned.get(note.file, ()))
    shown = shown or [_nothing(note.place, faults)]
    return ShownNote(note.id, str(note.title) or note.file, note.file, lang, tuple(shown), faults)


def _card(planned: Planned, problems: tuple[Problem, ...]) -> Shown:
    card, fields = planned.card, planned.fields
    question, answer = _sides(card, fields)
    return Shown(
        guid=planned.now.guid, section=card.section, place=card.place, question=question, answer=answer,
        more=" ".join(words(fields[name]) for name in ("Explanation", "Extra", "Source") if name in fields),
        kind=card.kind, deck=card.deck, tags=card.tags, lang=fields.get("Language", ""),
        faces=_faces(card.kind, tuple(fields.items()), tuple(planned.now.blanks.items())),
        state=planned.state, before=_before(planned), problems=problems,
    )


def _sides(card: Card, fields: Mapping[str, str]) -> tuple[str, str]:
    """What a card asks and what it answers, in plain words; blanks stand in brackets."""
    if card.kind == "cloze":
        return words(_BLANK.sub(r"[\1]", fields["Text"])), "; ".join(blank.text for blank in card.blanks)
    question, answer = words(fields["Question"]), words(fields.get("Answer", ""))
    if "Options" in fields:
        letters = iter(ascii_uppercase)  # as the card sets them, and the answer calls them
        question += "\n" + _BULLET.sub(lambda found: next(letters, found[0].strip()) + " ", words(fields["Options"]))
    return question, answer


def words(html: str) -> str:
    """The words of a field, one line for each of its paragraphs and items."""
    told = _PICTURE.sub(r"[\1]", _CELL.sub(" | ", _ITEM.sub("• ", html)))
    text = _MATH.sub("", unescape(_TAG.sub("", _BREAK.sub("\n", told))))
    return "\n".join(filter(None, (" ".join(line.split()) for line in text.splitlines())))


@lru_cache(maxsize=20_000)  # a server asks again for all that has not changed
def _faces(kind: Kind, fields: tuple[tuple[str, str], ...], blanks: tuple[tuple[int, str], ...]) -> tuple[Face, ...]:
    values, named = dict(fields), dict(blanks)
    faces = []
    for at in card_ordinals(kind, values):
        template, name = (0, named.get(at + 1, f"Blank {at + 1}")) if kind == "cloze" else (at, "")
        front, back = render(kind, template, values, at)
        faces.append(Face(name or NOTETYPES[kind].templates[at].name, at + 1, front, back))
    return tuple(faces)


def _before(planned: Planned) -> tuple[tuple[str, tuple[Part, ...]], ...]:
    """What the last export said, side by side with today's words, where they differ."""
    if planned.old is None:
        return ()
    pairs = zip(("Question", "Answer"), planned.old.says, planned.card.says, strict=True)
    return tuple((name, word_diff(old, now)) for name, old, now in pairs if old != now)


def _statement(entry: Entry, project: Project, problems: tuple[Problem, ...]) -> Shown:
    """An entry that makes no card: what it says, and why it makes none."""
    section = SECTIONS[entry.section]
    text = entry.text(section.shorthand or section.keys[0].name)
    why = entry.text("why") or ("card: false" if entry.text("card") == "false" else "it has no blank and no question")
    return Shown(
        "", entry.section, entry.place, markup.plain(text), text=markup.render(text, html=project.html), why=why, problems=problems
    )
