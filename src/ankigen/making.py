"""Each file of notes made into cards and problems, or taken as it was made before where nothing it depends on has changed."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import nullcontext
from functools import partial
from itertools import starmap
from pathlib import Path
from typing import Any, NamedTuple

from ankigen import second
from ankigen.build import build_cards
from ankigen.check import Own, Review
from ankigen.check.rule import Front
from ankigen.kept import Kept, pack, unpack
from ankigen.model import Card, Note, Problem, Project
from ankigen.read import File, read_note

MANY = 500
"""From so many cards on, what was made of the notes is kept; fewer are made again in less time."""

ENOUGH = 150_000
"""From so many bytes of notes on, a second process makes half of them."""


class Made(NamedTuple):
    """What one file of notes has become, whatever the others hold."""

    note: Note | None
    cards: tuple[Card, ...]
    problems: tuple[Problem, ...]
    own: Own


def make(files: Sequence[File], project: Project, review: Review, kept: Kept) -> list[Made]:
    """The note of each file with its cards, in the order of the files: as it was kept, or made anew."""
    keys = [kept.key(file.data, file.file, file.default_id) for file in files]
    made = {at: _taken(found) for at, key in enumerate(keys) if (found := kept.get(key))}
    fresh = [at for at in range(len(files)) if at not in made]

    shared = sum(len(files[at].data) for at in fresh) >= ENOUGH and second.there_is()
    mine, theirs = (fresh[::2], fresh[1::2]) if shared else (fresh, [])

    def here(at: int) -> None:
        made[at] = _made(files[at], project, review)
        kept.put(keys[at], partial(_packed, made[at], files[at], project, kept.since))

    def there() -> list[tuple[int, tuple[bytes, bool]]]:
        return [(at, _packed(_made(files[at], project, review), files[at], project, kept.since)) for at in theirs]

    with second.meanwhile(there) if theirs else nullcontext(list) as brought:
        for at in mine:
            here(at)
        for at, packed in brought() or ():
            made[at] = _taken(unpack(packed[0])[0])
            kept.put(keys[at], partial(tuple, packed))
    for at in theirs:
        if at not in made:
            here(at)
    return [made[at] for at in range(len(files))]


def _made(file: File, project: Project, review: Review) -> Made:
    note, unread = read_note(file.data, file.file, file.default_id, project.root)
    built, unbuilt = build_cards([note], project) if note else ([], [])
    return Made(note, tuple(built), (*unread, *unbuilt), review.note(note, built) if note else Own())


def _packed(made: Made, file: File, project: Project, since: float) -> tuple[bytes, bool]:
    """What was made of a file as bytes, and whether it may be kept."""
    note, cards, problems, own = made
    others = _other_files(file, made, project)
    packed, lasting = pack((note, cards, problems, own.problems, own.used, [*map(tuple, own.fronts)]), others or (), since)
    return packed, lasting and others is not None


def _taken(found: tuple[Any, ...]) -> Made:
    note, cards, problems, amiss, used, fronts = found
    return Made(note, cards, problems, Own(amiss, used, tuple(starmap(Front, fronts))))


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
