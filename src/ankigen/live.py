"""A project while it is being written: what a preview of it shows, and quickly again after each save.

A save of one note among a thousand is shown at once from that note alone; what only the whole can tell (a question asked
twice, an id given twice, files come or gone) follows when the author pauses.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from ankigen import pipeline
from ankigen.build import build_cards
from ankigen.check import RULES, check
from ankigen.identity import identify
from ankigen.lock import NAME, Lock
from ankigen.model import Card
from ankigen.pipeline import Loaded
from ankigen.preview import Preview
from ankigen.preview.gather import gather
from ankigen.read import FOLDER, read_notes


def previewed(folder: Path, now: int) -> Preview:
    """What a preview of the project in `folder` shows at `now`, in seconds since 1970.  Raises and writes nothing."""
    loaded = pipeline.load(folder, now)
    return _shown(loaded, now)


def _shown(loaded: Loaded, now: int) -> Preview:
    plan, faults = pipeline.plan(loaded, now)
    if plan is None:  # a lock that cannot be used keeps nobody from looking at the cards
        plan = identify(loaded.cards, Lock(), loaded.project, loaded.css, now)
    return gather(loaded.project, loaded.notes, plan, [*loaded.problems, *pipeline.obstacles(loaded), *faults])


class Live:
    """A project that is read again after each save, as much of it as the save calls for."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._loaded: Loaded | None = None

    def files(self) -> list[Path]:
        """Every file that the preview depends on, as far as it is there: settings, lock, theme, all below `notes/`."""
        notes = (path for path in (self._folder / FOLDER).rglob("*") if path.is_file())
        theme = self._loaded.project.theme if self._loaded else None
        return [self._folder / "ankigen.yaml", self._folder / NAME, *([theme] if theme else []), *notes]

    def whole(self, now: int) -> Preview:
        """All of it, read and checked anew."""
        self._loaded = pipeline.load(self._folder, now)
        return _shown(self._loaded, now)

    def quick(self, changed: Iterable[Path], now: int) -> Preview | None:
        """What is seen at once when these files were saved; `None` where the whole must be read for it."""
        if self._loaded is None:
            return None
        saved = {path.relative_to(self._folder).as_posix() for path in changed if path.is_relative_to(self._folder)}
        if not saved or not saved <= {note.file for note in self._loaded.notes}:
            return None
        self._loaded = _reread(self._loaded, saved, now)
        return _shown(self._loaded, now)


def _reread(old: Loaded, saved: set[str], now: int) -> Loaded:
    """The project with these of its notes read and checked anew; what only the whole can tell stays as it was."""
    notes, unread = read_notes(old.project, [old.project.root / file for file in saved])
    cards, unbuilt = build_cards(notes, old.project)
    far = {rule.code for rule in RULES if rule.scope == "whole"}
    amiss = check(notes, cards, old.project, datetime.fromtimestamp(now, UTC).date())
    near = [*unread, *unbuilt, *(fault for fault in amiss if fault.code not in far)]
    rest = [fault for fault in old.problems if fault.place.file not in saved or fault.code in far]

    latest = {note.file: note for note in (*old.notes, *notes)}
    files = [note.file for note in old.notes if note.file not in saved or latest[note.file] is not note]
    dealt: dict[str, list[Card]] = {file: [] for file in files}
    for card in (*(card for card in old.cards if card.place.file not in saved), *cards):
        dealt[card.place.file].append(card)
    return replace(
        old,
        notes=tuple(latest[file] for file in files),
        cards=tuple(card for file in files for card in dealt[file]),
        problems=(*rest, *near),
    )
