"""A project while it is being written: what a preview of it shows, and quickly again after each save.

A save of one note among a thousand is shown at once from that note alone; everything that depends on the whole (the
checker, ids given twice, files come or gone) follows when the author pauses.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from ankigen import pipeline
from ankigen.build import build_cards
from ankigen.identity import identify
from ankigen.lock import NAME, Lock
from ankigen.model import Card, Note, Problem
from ankigen.pipeline import Loaded
from ankigen.preview import Preview
from ankigen.preview.gather import gather
from ankigen.read import read_notes


def previewed(folder: Path, now: int) -> Preview:
    """What a preview of the project in `folder` shows at `now`, in seconds since 1970.  Raises and writes nothing."""
    loaded = pipeline.load(folder, now)
    return _shown(loaded, now, pipeline.obstacles(loaded))


def _shown(loaded: Loaded, now: int, found: Iterable[Problem]) -> Preview:
    plan, faults = pipeline.plan(loaded, now)
    if plan is None:  # a lock that cannot be used keeps nobody from looking at the cards
        plan = identify(loaded.cards, Lock(), loaded.project, loaded.css, now)
    return gather(loaded.project, loaded.notes, plan, [*loaded.problems, *found, *faults])


class Live:
    """A project that is read again after each save, as much of it as the save calls for."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._loaded: Loaded | None = None
        self._found: list[Problem] = []

    def files(self) -> list[Path]:
        """Every file that the preview depends on, as far as it is there: settings, lock, and all below `notes/`."""
        notes = (path for path in (self._folder / "notes").rglob("*") if path.is_file())
        theme = self._loaded.project.theme if self._loaded else None
        own = [self._folder / "ankigen.yaml", self._folder / NAME, *([theme] if theme else [])]
        return [*own, *notes]

    def whole(self, now: int) -> Preview:
        """All of it, read and checked anew."""
        self._loaded = pipeline.load(self._folder, now)
        self._found = pipeline.obstacles(self._loaded)
        return _shown(self._loaded, now, self._found)

    def quick(self, changed: Sequence[Path], now: int) -> Preview | None:
        """What is seen at once when these files were saved; `None` where the whole must be read for it.

        What the checker last said of a note stays until the whole is read again.
        """
        if self._loaded is None or any(path.suffix not in (".yaml", ".yml") for path in changed):
            return None
        files = {note.file for note in self._loaded.notes}
        saved = {path.relative_to(self._folder).as_posix() for path in changed}
        if not saved <= files:
            return None
        notes, unread = read_notes(self._loaded.project, [self._folder / file for file in saved])
        cards, unbuilt = build_cards(notes, self._loaded.project)
        self._loaded = _replaced(self._loaded, saved, notes, cards, [*unread, *unbuilt])
        return _shown(self._loaded, now, self._found)


def _replaced(
    old: Loaded, saved: set[str], notes: Iterable[Note], cards: Iterable[Card], faults: Iterable[Problem]
) -> Loaded:
    """The project with these notes and cards in the place of those that came from the same files."""
    now = {note.file: note for note in (*old.notes, *notes)}
    files = [note.file for note in old.notes if note.file not in saved or now[note.file] is not note]
    dealt: dict[str, list[Card]] = {file: [] for file in files}
    for card in (*(card for card in old.cards if card.place.file not in saved), *cards):
        dealt[card.place.file].append(card)
    return Loaded(
        old.project,
        tuple(now[file] for file in files),
        tuple(card for file in files for card in dealt[file]),
        old.css,
        (*(fault for fault in old.problems if fault.place.file not in saved or fault.code.startswith("AK2")), *faults),
    )
