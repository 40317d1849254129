"""A project while it is being written: what a preview of it shows, and quickly again after each save.

A save of one note among a thousand is shown at once from that note alone; what only the whole can tell (a question asked
twice, an id given twice, a card that moved between notes) follows when the author pauses, from a process of its own, so
that the next save need not wait for it.
"""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

from ankigen import pipeline
from ankigen.build import build_cards
from ankigen.check import RULES, check
from ankigen.identity import identify
from ankigen.kept import below
from ankigen.lock import NAME, Lock
from ankigen.lock import read as read_lock
from ankigen.model import Problem, Project
from ankigen.obstacles import drafts
from ankigen.preview import Preview
from ankigen.preview.gather import gather
from ankigen.read import FOLDER, read_notes

_OF_THE_WHOLE = {rule.code for rule in RULES if rule.scope == "whole"}


@dataclass(frozen=True, slots=True)
class _Whole:
    """The project as it stood when all of it was last read."""

    project: Project
    lock: Lock
    preview: Preview


def previewed(folder: Path, now: int) -> Preview:
    """What a preview of the project in `folder` shows at `now`, in seconds since 1970.  Raises and writes nothing."""
    return _read(folder, now).preview


def _read(folder: Path, now: int) -> _Whole:
    loaded = pipeline.load(folder, now)
    lock, faults = read_lock(loaded.project.root)
    if faults:  # a lock that cannot be used keeps nobody from looking at the cards
        lock = Lock()
    plan = identify(loaded.cards, lock, loaded.project, loaded.css, now)
    problems = [*loaded.problems, *loaded.obstacles, *faults, *plan.problems]
    return _Whole(loaded.project, lock, gather(loaded.project, loaded.notes, plan, problems))


def _send(to: Connection, folder: Path, now: int) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # ^C is for the process that started this one
    with suppress(BrokenPipeError):  # it has gone
        to.send(_read(folder, now))


class Live:
    """A project that is read again after each save, as much of it as the save calls for."""

    def __init__(self, folder: Path, now: int) -> None:
        self._folder = folder
        self._last = _read(folder, now)
        self._review: tuple[BaseProcess, Connection] | None = None

    @property
    def preview(self) -> Preview:
        """What is shown now."""
        return self._last.preview

    def files(self) -> Iterator[str]:
        """Every file that the preview depends on: settings, lock and theme, there or not, and all below `notes/`."""
        theme = self._last.project.theme
        yield from map(str, (self._folder / "ankigen.yaml", self._folder / NAME, *([theme] if theme else [])))
        yield from below(self._folder / FOLDER)

    def quick(self, changed: Iterable[Path], now: int) -> bool:
        """Show these files as saved, if that can be told from them alone; a review under way has not seen them and ends."""
        self._end_review()
        saved = {path.relative_to(self._folder).as_posix() for path in changed if path.is_relative_to(self._folder)}
        before = {note.file: note for note in self.preview.notes if note.file in saved}
        if not saved or before.keys() != saved:
            return False
        kept = [each for note in before.values() for each in note.every_problem() if each.code in _OF_THE_WHOLE]
        part = self._part(sorted(saved), kept, now)
        fresh = {note.file: note for note in part.notes}
        notes = [fresh.get(note.file, note) for note in self.preview.notes if note.file not in saved or note.file in fresh]
        preview = replace(self.preview, notes=tuple(notes), media={**self.preview.media, **part.media})
        self._last = replace(self._last, preview=preview)
        return True

    def review(self, now: int) -> None:
        """Begin to read and check all of it anew."""
        self._end_review()
        spawn = multiprocessing.get_context("spawn")
        receiving, sending = spawn.Pipe(duplex=False)
        process = spawn.Process(target=_send, args=(sending, self._folder, now), daemon=True)
        process.start()
        sending.close()
        self._review = (process, receiving)

    def reviewed(self) -> bool:
        """Whether a review has ended just now, and is shown."""
        if self._review is None or not self._review[1].poll():
            return False
        with suppress(EOFError):  # the process was ended from outside: the next save begins another
            self._last = self._review[1].recv()
        self._end_review()
        return True

    def _end_review(self) -> None:
        if self._review is not None:
            process, receiving = self._review
            process.terminate()
            process.join()
            receiving.close()
            self._review = None

    def _part(self, files: Sequence[str], kept: Sequence[Problem], now: int) -> Preview:
        """These files as if they were all; of what only the whole can tell, the problems `kept` stay."""
        project, lock = self._last.project, self._last.lock
        notes, unread = read_notes(project, [project.root / file for file in files])
        cards, unbuilt = build_cards(notes, project)
        amiss = check(notes, cards, project, datetime.fromtimestamp(now, UTC).date())
        known = {note.id for note in notes}
        lock = replace(lock, cards=tuple(line for line in lock.cards if line.note in known))
        plan = identify(cards, lock, project, self.preview.css, now)
        near = [fault for fault in amiss if fault.code not in _OF_THE_WHOLE]
        return gather(project, notes, plan, [*unread, *unbuilt, *near, *drafts(notes, project.root), *kept])
