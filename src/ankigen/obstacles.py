"""What keeps a project without faults from being exported, or should make its author think first."""

from __future__ import annotations

from collections.abc import Sequence

from ankigen.codes import problem
from ankigen.lock import NAME, Lock
from ankigen.model import Card, Note, Place, Problem, Project
from ankigen.outputs import OUTPUTS
from ankigen.read import drafts


def of_notes(notes: Sequence[Note], cards: Sequence[Card], problems: Sequence[Problem]) -> list[Problem]:
    """Drafts, or nothing to export; not said again of notes whose faults are among the `problems`."""
    found = drafts(notes)
    if any(each.severity == "error" for each in problems):
        return found
    if not notes:
        found.append(problem("no-notes", Place("notes"), "There are no notes.", "Write one: ankigen new TITLE."))
    elif not cards:
        found.append(problem("no-cards", Place("notes"), "The notes make no card.", "Give an entry a question or a blank."))
    return found


def of_lock(lock: Lock, cards: Sequence[Card], project: Project) -> list[Problem]:
    """A deck that would be emptied; a package that is out without its lock."""
    last = OUTPUTS["apkg"].target(project)
    if not cards and (live := sum(not card.retired for card in lock.cards)):
        said = f"The notes make no card any more; an export would retire all {live}."
        return [problem("no-cards", Place("notes"), said, "Bring the notes back; to end a deck, leave one card in it.", "error")]
    if not lock.exists and last.is_file():
        said = f"There is no lock, though {last.name} has been built: cards that were reworded since then will be new to learners."
        hint = f"Rebuild it first: ankigen adopt {last.relative_to(project.root).as_posix()}."
        return [problem("missing-lock", Place(NAME), said, hint)]
    return []
