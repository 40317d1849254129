"""One file of notes made into cards and problems, or taken as it was made before where nothing it depends on has changed."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from itertools import starmap
from pathlib import Path
from typing import NamedTuple

from ankigen.build import build_cards
from ankigen.check import Own, Review
from ankigen.check.rule import Front
from ankigen.kept import Kept
from ankigen.model import Card, Note, Problem, Project
from ankigen.read import File, read_note

MANY = 500
"""From so many cards on, what was made of the notes is kept; fewer are made again in less time."""


class Made(NamedTuple):
    """What one file of notes has become, whatever the others hold."""

    note: Note | None
    cards: tuple[Card, ...]
    problems: tuple[Problem, ...]
    own: Own


def made_of(file: File, project: Project, review: Review, kept: Kept) -> Made:
    """The note of this file with its cards, as it was kept or made anew."""
    key = kept.key(file.data, file.file, file.default_id)
    if found := kept.get(key):
        note, cards, problems, (amiss, used, fronts) = found
        return Made(note, cards, problems, Own(amiss, used, tuple(starmap(Front, fronts))))
    note, unread = read_note(file.data, file.file, file.default_id, project.root)
    built, unbuilt = build_cards([note], project) if note else ([], [])
    made = Made(note, tuple(built), (*unread, *unbuilt), review.note(note, built) if note else Own())
    if (others := _other_files(file, made, project)) is not None:
        kept.put(key, (*made[:-1], (made.own.problems, made.own.used, [*map(tuple, made.own.fronts)])), others)
    return made


def _other_files(file: File, made: Made, project: Project) -> list[Path] | None:
    """The other files of which this was made; None where that is not certain: one is missing, or was found by a detour."""
    folder = (project.root / file.file).parent
    others = [*beside([made.note] if made.note else [], made.cards, project)]
    sure = all(os.path.relpath(path, folder).replace(os.sep, "/").encode() in file.data for path in others)
    return others if sure and not any(each.code.startswith("AK3") for each in made.problems) else None


def beside(notes: Iterable[Note], cards: Iterable[Card], project: Project) -> Iterator[Path]:
    """The files that these notes and cards take something from: articles, pictures and sounds."""
    for note in notes:
        if note.article != (written := note.values.get("article", "")):
            yield (project.root / note.file).parent / written
    yield from {media.path: None for card in cards for media in card.media}


def others_of(notes: Iterable[Note], cards: Sequence[Card], project: Project) -> list[Path] | None:
    """The files besides notes, settings and lock on which an export depends; None where there is too little to remember it."""
    theme = [project.theme] if project.theme else []
    return [*theme, *beside(notes, cards, project)] if len(cards) >= MANY else None
