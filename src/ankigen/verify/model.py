"""What a rehearsal saw: the facts of each import, and every promise that did not hold."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

PROMISES: dict[str, tuple[Literal["error", "warning"], str]] = {
    # name: (how grave, what is the matter)
    "import-failed": ("error", "Anki refuses the package, and takes nothing of it"),
    "guid-twice": ("error", "Notes share one guid: both are added, and only one of them will ever be updated"),
    "blank-front": ("error", "The front shows nothing"),
    "template-error": ("error", "Anki shows a message of its own in place of the card"),
    "missing-media": ("error", "A file that a card shows or plays is not in the package"),
    "empty-card": ("error", "Tools, Empty Cards would delete it"),
    "not-emptied": ("error", "It is retired, but Tools, Empty Cards would not delete it"),
    "database-mended": ("error", "Tools, Check Database had to mend something"),
    "full-sync": ("error", "The import forces a full sync, which throws away what waits on the learner's other devices"),
    "conflict": ("error", "It cannot be updated, since its note type is another one than the learner has"),
    "card-lost": ("error", "The learner had it, and it is gone"),
    "schedule-lost": ("error", "Its schedule, deck or flag is not what it was"),
    "edit-lost": ("error", "The learner's own edit is gone, although the deck changed nothing there"),
    "tag-lost": ("error", "The learner's own tag is gone, although the deck changed nothing there"),
    "touched": ("error", "It is updated although nothing changed: the learner's edits and tags on it would be lost"),
    "change-lost": ("error", "It changed, but the change does not arrive: its stamp is no later than the learner's, as of an older lock"),
    "history-lost": ("error", "The same question comes once more as a new card, and its history stays with the old one"),
    "not-at-rest": ("error", "A second import of the same package finds something to do once more"),
    "future-stamp": ("warning", "It is stamped later than now: to import the package again would undo the learner's later edits"),
}
"""What a learner may rely on, by the name under which a breach is reported."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A promise that did not hold, and for which cards (in words; none where it is not about single cards)."""

    name: str
    cards: tuple[str, ...] = ()

    @property
    def severity(self) -> str:
        return PROMISES[self.name][0]

    @property
    def message(self) -> str:
        return PROMISES[self.name][1]


def findings(name: str, cards: Iterable[str]) -> list[Finding]:
    """The one finding of this name about these cards; none where there are none."""
    found = tuple(cards)
    return [Finding(name, found)] if found else []


@dataclass(frozen=True, slots=True)
class First:
    """What a learner gets who has nothing of the deck yet."""

    notes: int = 0
    cards: int = 0
    decks: tuple[str, ...] = ()
    media: int = 0
    retired: bool = False  # all of it cards that have left a deck, blank so that Empty Cards deletes them


@dataclass(frozen=True, slots=True)
class Field:
    """A field (or "Tags") that an import changed, in words."""

    name: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Updated:
    """A note that an import changed, and the learner's own tags that went with it."""

    words: str
    fields: tuple[Field, ...]
    tags_lost: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Update:
    """What happens to a learner who has the deck already; `did` is what they had done before, in words."""

    over: str
    did: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    updated: tuple[Updated, ...] = ()
    left: int = 0  # in the package, and left as they are
    stayed: tuple[str, ...] = ()  # no longer in the package, and left as they are
    emptied: tuple[str, ...] = ()  # cards that the package has no more of notes that it has: empty, and left as they are
    own: tuple[str, ...] = ()  # not as in the package, since the learner has edited or tagged them later: left as they are
    schedules: int = 0  # cards that were studied, and are scheduled as before
    decks: tuple[tuple[str, str, int], ...] = ()  # (the learner's deck, the package's deck, cards that stay in the former)
    options: tuple[str, ...] = ()  # options of this collection's import dialog that are not those it starts with


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """All that was seen, in this version of Anki."""

    anki: str
    package: str
    first: First
    update: Update | None = None
    findings: tuple[Finding, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether every promise held."""
        return all(finding.severity != "error" for finding in self.findings)
