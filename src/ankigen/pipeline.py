"""The whole program in the order it happens.

    notes/*.yaml ─read→ Note ─build→ Card ─check→ Problem
                                      └─identify→ Plan ─write→ dist/deck.apkg, deck-retired.apkg, ankigen.lock
                                                   ↑
                                             ankigen.lock

`load`, `plan` and `publish` are all a command needs.  Only `publish` writes, and either everything or nothing.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NamedTuple

from ankigen.build import build_cards
from ankigen.check import Own, Review
from ankigen.codes import problem
from ankigen.files import Staged, commit
from ankigen.identity import Plan, identify
from ankigen.kept import Kept
from ankigen.lock import NAME, Lock, dump, parse
from ankigen.media import theme_css
from ankigen.model import Card, Note, Place, Problem, Project
from ankigen.notetypes import resource
from ankigen.outputs import OUTPUTS, Output, retired_target, staged
from ankigen.packages import BadPackage, Shipped, read_package
from ankigen.project import load_project
from ankigen.read import File, drafts, faults_between, find_files, read_note

MANY = 500
"""From so many cards on, what was made of the notes is kept; fewer are made again in less time."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """A project as its author wrote it, the cards built of it, and every problem found on the way."""

    project: Project
    notes: tuple[Note, ...]
    cards: tuple[Card, ...]
    css: str
    problems: tuple[Problem, ...]


def load(folder: Path, now: int, soon: date | None = None) -> Loaded:
    """Read the project in `folder`, build its cards and check them as of `now` (seconds since 1970).

    Facts that expire up to `soon` are problems too.  Raises nothing: what is amiss is a problem.
    """
    project, faults = load_project(folder)
    files, unread = find_files(project)
    review, kept = Review(project), Kept(project.root, repr(project))
    made = [_made(file, project, review, kept) for file in files]
    notes = tuple(each.note for each in made if each.note)
    cards = tuple(card for each in made for card in each.cards)
    theme, unstyled = theme_css(project.theme, project.root) if project.theme else ("", [])
    today = datetime.fromtimestamp(now, UTC).date()
    amiss = review.whole([(each.note, each.cards) for each in made if each.note], [each.own for each in made], today, soon)
    unmade = [fault for each in made for fault in each.problems]
    problems = {*faults, *unread, *unmade, *faults_between(notes, project), *unstyled, *amiss}
    if len(cards) >= MANY:
        kept.save()
    return Loaded(project, notes, cards, resource("card.css") + theme, tuple(sorted(problems, key=lambda each: (each.place, each.code))))


class _Made(NamedTuple):
    """What one file of notes has become, whatever the others hold."""

    note: Note | None
    cards: tuple[Card, ...]
    problems: tuple[Problem, ...]
    own: Own


def _made(file: File, project: Project, review: Review, kept: Kept) -> _Made:
    """The note of this file with its cards, as it was kept or made anew."""
    key = kept.key(file.data, file.file, file.default_id)
    if found := kept.get(key):
        note, cards, problems, own = found
        return _Made(note, cards, problems, Own(*own))
    note, unread = read_note(file.data, file.file, file.default_id, project.root)
    built, unbuilt = build_cards([note], project) if note else ([], [])
    made = _Made(note, tuple(built), (*unread, *unbuilt), review.note(note, built) if note else Own())
    if (others := _other_files(file, made, project)) is not None:
        kept.put(key, (*made[:-1], tuple(made.own)), others)
    return made


def _other_files(file: File, made: _Made, project: Project) -> list[Path] | None:
    """The other files of which this was made; None where that is not certain: one is missing, or was found by a detour."""
    folder = (project.root / file.file).parent
    others = [*_beside([made.note] if made.note else [], made.cards, project)]
    sure = all(os.path.relpath(path, folder).replace(os.sep, "/").encode() in file.data for path in others)
    return others if sure and not any(each.code.startswith("AK3") for each in made.problems) else None


def _beside(notes: Iterable[Note], cards: Iterable[Card], project: Project) -> Iterator[Path]:
    """The files that these notes and cards take something from: articles, pictures and sounds."""
    for note in notes:
        if note.article != (written := note.values.get("article", "")):
            yield (project.root / note.file).parent / written
    yield from {media.path: None for card in cards for media in card.media}


def others(loaded: Loaded) -> list[Path] | None:
    """The files besides notes, settings and lock on which an export depends; None where there is too little to remember it."""
    theme = [loaded.project.theme] if loaded.project.theme else []
    return [*theme, *_beside(loaded.notes, loaded.cards, loaded.project)] if len(loaded.cards) >= MANY else None


def strictly(problems: Iterable[Problem]) -> list[Problem]:
    """The problems with every warning made an error."""
    return [replace(each, severity="error") for each in problems]


def obstacles(loaded: Loaded) -> list[Problem]:
    """What keeps a project without faults from being exported: drafts, or nothing to export."""
    found = drafts(loaded.notes)
    if not loaded.notes and not any(each.severity == "error" for each in loaded.problems):
        found.append(problem("no-notes", Place("notes"), "There are no notes.", "Write one: ankigen new TITLE."))
    elif not loaded.cards:
        found.append(problem("no-cards", Place("notes"), "The notes make no card.", "Give an entry a question or a blank."))
    return found


def read_lock(project: Project) -> tuple[Lock, list[Problem]]:
    """The project's lock, an empty one where there is none yet; with problems it is not to be used."""
    path = project.root / NAME
    try:
        return parse(path.read_bytes().decode("utf-8")) if path.exists() else (Lock(), [])
    except (OSError, UnicodeDecodeError) as fault:
        return Lock(), [problem("bad-lock", Place(NAME), f"The lock cannot be read: {fault}.")]


def plan(loaded: Loaded, now: int) -> tuple[Plan | None, list[Problem]]:
    """What an export at `now` (seconds since 1970) would do, and why it may not be done.  Writes nothing."""
    lock, faults = read_lock(loaded.project)
    if faults:
        return None, faults
    if not loaded.cards and (live := sum(not card.retired for card in lock.cards)):
        said = f"The notes make no card any more; an export would retire all {live}."
        return None, [problem("no-cards", Place("notes"), said, "Bring the notes back; to end a deck, leave one card in it.", "error")]
    found = identify(loaded.cards, lock, loaded.project, loaded.css, now)
    last = OUTPUTS["apkg"].target(loaded.project)
    if not lock.exists and last.is_file():
        said = f"There is no lock, though {last.name} has been built: cards that were reworded since then will be new to learners."
        return found, [problem("missing-lock", Place(NAME), said, f"Rebuild it first: ankigen adopt {last.relative_to(loaded.project.root)}.")]
    return found, list(found.problems)


def shipped(loaded: Loaded, path: Path | None = None) -> dict[str, Shipped]:
    """What the package at `path` holds, by guid; of the last export where no path is given, if it is still there.

    Raises `BadPackage` for a path that was given and cannot be read.
    """
    last = OUTPUTS["apkg"].target(loaded.project)
    if path is None and not last.is_file():
        return {}
    with suppress(*(() if path else (BadPackage, OSError))):
        return read_package(path or last)
    return {}


def publish(loaded: Loaded, plan: Plan, output: Output, target: Path) -> list[Path]:
    """Write the output and, where it goes to learners, the lock after it: all or nothing.  Gives the files written.

    Raises `OSError`.  A lock that would say the same is left alone.
    """
    lock, twin = loaded.project.root / NAME, retired_target(target)
    with ExitStack() as stack:
        files = staged(output, plan, loaded.project, target, stack)
        if output.publishes and plan.changes_lock:
            files.append(stack.enter_context(Staged(lock)).write(dump(plan.lock).encode()))
        commit(*files)
    written = [file.target for file in files]
    if output.publishes and twin.resolve() not in written:
        twin.unlink(missing_ok=True)  # it would retire cards that have come back
    return written
