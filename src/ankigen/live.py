"""A project while it is being written: what a preview of it shows, and quickly again after each save.

A save of one note among a thousand is shown at once from that note alone; what only the whole can tell (a question asked
twice, an id given twice, a card that moved between notes) follows when the author pauses.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from ankigen import pipeline
from ankigen.build import build_cards
from ankigen.check import RULES, check
from ankigen.identity import identify
from ankigen.lock import NAME, Lock
from ankigen.model import Problem, Project
from ankigen.preview import Preview
from ankigen.preview.gather import gather
from ankigen.read import FOLDER, drafts, read_notes

_OF_THE_WHOLE = {rule.code for rule in RULES if rule.scope == "whole"}


def previewed(folder: Path, now: int) -> Preview:
    """What a preview of the project in `folder` shows at `now`, in seconds since 1970.  Raises and writes nothing."""
    return Live(folder).whole(now)


class Live:
    """A project that is read again after each save, as much of it as the save calls for."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._project: Project | None = None
        self._lock = Lock()
        self._preview = Preview("")

    def files(self) -> Iterator[Path]:
        """Every file that the preview depends on: settings, lock and theme, there or not, and all below `notes/`."""
        yield self._folder / "ankigen.yaml"
        yield self._folder / NAME
        if self._project and self._project.theme:
            yield self._project.theme
        for folder, _, names in os.walk(self._folder / FOLDER, followlinks=True):
            yield from (Path(folder, name) for name in names)

    def whole(self, now: int) -> Preview:
        """All of it, read and checked anew."""
        loaded = pipeline.load(self._folder, now)
        lock, faults = pipeline.read_lock(loaded.project)
        self._project = loaded.project
        self._lock = Lock() if faults else lock  # one that cannot be used keeps nobody from looking at the cards
        plan = identify(loaded.cards, self._lock, loaded.project, loaded.css, now)
        problems = [*loaded.problems, *pipeline.obstacles(loaded), *faults, *plan.problems]
        self._preview = gather(loaded.project, loaded.notes, plan, problems)
        return self._preview

    def quick(self, changed: Iterable[Path], now: int) -> Preview | None:
        """What is seen at once when these files were saved; `None` where the whole must be read for it."""
        saved = {path.relative_to(self._folder).as_posix() for path in changed if path.is_relative_to(self._folder)}
        before = {note.file: note for note in self._preview.notes if note.file in saved}
        if self._project is None or not saved or before.keys() != saved:
            return None
        kept = [each for note in before.values() for each in note.every_problem() if each.code in _OF_THE_WHOLE]
        part = self._part(self._project, sorted(saved), kept, now)
        fresh = {note.file: note for note in part.notes}
        notes = [fresh.get(note.file, note) for note in self._preview.notes if note.file not in saved or note.file in fresh]
        self._preview = replace(self._preview, notes=tuple(notes), media={**self._preview.media, **part.media})
        return self._preview

    def _part(self, project: Project, files: Sequence[str], kept: Sequence[Problem], now: int) -> Preview:
        """These files as if they were all; of what only the whole can tell, the problems `kept` stay."""
        notes, unread = read_notes(project, [project.root / file for file in files])
        cards, unbuilt = build_cards(notes, project)
        amiss = check(notes, cards, project, datetime.fromtimestamp(now, UTC).date())
        known = {note.id for note in notes}
        lock = replace(self._lock, cards=tuple(line for line in self._lock.cards if line.note in known))
        plan = identify(cards, lock, project, self._preview.css, now)
        near = [fault for fault in amiss if fault.code not in _OF_THE_WHOLE]
        return gather(project, notes, plan, [*unread, *unbuilt, *near, *drafts(notes), *kept])
