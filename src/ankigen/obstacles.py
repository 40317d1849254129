"""What keeps a project without faults from being exported, or should make its author think first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from ankigen.codes import problem
from ankigen.comments import TO_SETTLE
from ankigen.identity import Plan
from ankigen.lock import NAME, Lock
from ankigen.model import Card, Note, Place, Problem, Project
from ankigen.outputs import OUTPUTS
from ankigen.packages import BadPackage, stamps
from ankigen.plainly import how_many

_LINES_SHOWN = 12
_SAME_TIME = 60  # seconds by which the clocks of two machines differ, and the stamps of a card that is published thrice at once


def of_notes(notes: Sequence[Note], cards: Sequence[Card], problems: Sequence[Problem], root: Path) -> list[Problem]:
    """Drafts, or nothing to export; not said again of notes whose faults are among the `problems`."""
    found = drafts(notes, root)
    if any(each.severity == "error" for each in problems):
        return found
    if not notes:
        found.append(problem("no-notes", Place("notes"), "There are no notes.", "Write one: ankigen new TITLE."))
    elif not cards:
        found.append(problem("no-cards", Place("notes"), "The notes make no card.", "Give an entry a question or a blank."))
    return found


def of_lock(lock: Lock, cards: Sequence[Card], project: Project) -> list[Problem]:
    """A deck that would be emptied; a package that is out without its lock, or with a later one."""
    if not cards and (live := sum(not card.retired for card in lock.cards)):
        said = f"The notes make no card any more; an export would retire all {live}."
        return [problem("no-cards", Place("notes"), said, "Bring the notes back; to end a deck, leave one card in it.", "error")]
    last = OUTPUTS["apkg"].target(project)
    name = last.relative_to(project.root).as_posix()
    if lock.exists:
        return _older(lock, last, name)
    if not last.is_file():
        return []
    if lock.cards:
        said = f"There is no lock, though {name} has been built: which card is which was taken from that package."
    else:
        said = (
            f"There is no lock, though {name} has been built, and it cannot be read: an import would update every card that says what "
            "it said, and add the others as new ones."
        )
    hint = f"Commit {NAME} with every export.  If there is an earlier one, take it back first; to begin anew, delete {name}."
    return [problem("missing-lock", Place(NAME), said, hint)]


def _older(lock: Lock, last: Path, name: str) -> list[Problem]:
    """A lock that was taken back, as by `git revert`, while the package that it went with may be with learners."""
    own = {kind.id for kind in lock.types.values() if not kind.foreign}
    known = {card.guid: max(card.mod, card.retired) for card in lock.cards}
    try:
        # of another tool's cards, those that were not adopted stand in no lock
        late = sum(mod > known.get(guid, -1) for guid, kind, mod in stamps(last) if guid in known or kind in own)
    except (BadPackage, OSError):  # there is none, or none that says anything
        return []
    if not late:
        return []
    said = (
        f"The lock is older than {name}, which has {how_many(late, 'card')} in a later state than the lock knows: "
        "with learners who have imported it, older words would not replace the later ones."
    )
    hint = (
        "Undo notes, but never the lock: take its latest version back (git log ankigen.lock), or run ankigen adopt "
        f"{name}; an export writes over that package, and after one it takes the package that was released.  If nobody has it, "
        "say of another branch, delete it."
    )
    return [problem("older-lock", Place(NAME), said, hint)]


def of_clock(plan: Plan, now: int) -> list[Problem]:
    """Something to publish while the clock stands before what was published last."""
    last = max((max(card.mod, card.retired) for card in plan.old.cards), default=0)
    if last - now < _SAME_TIME or not plan.changes_lock:
        return []
    then, today = (datetime.fromtimestamp(each, UTC).strftime("%Y-%m-%d %H:%M") for each in (last, now))
    said = f"The clock says {today}, and the last change in the lock is of {then} (UTC): changes may not reach those who imported since."
    hint = "Set the clock right, and leave SOURCE_DATE_EPOCH alone where you publish.  If the last export's clock was the wrong one, go on."
    return [problem("early-clock", Place(NAME), said, hint)]


def drafts(notes: Iterable[Note], root: Path) -> list[Problem]:
    """A problem for each note that is a draft: it is read and checked, and not exported."""
    return [
        problem(
            "draft-note",
            note.values["status"].place,
            f"The note is a draft, and nothing is exported with a draft among the notes{_left(root, note)}.",
            "Settle what is marked TODO, then write `status: ready`; or keep the draft outside notes/ for now.",
        )
        for note in notes
        if note.status == "draft"
    ]


def _left(root: Path, note: Note) -> str:
    """How much is left to settle in a draft, and where."""
    try:
        text = (root / note.file).read_bytes().decode("utf-8", "replace")
    except OSError:
        return ""
    lines = [str(number) for number, line in enumerate(text.splitlines(), 1) if TO_SETTLE.search(line)]
    shown = ", ".join(lines[:_LINES_SHOWN]) + (" …" if len(lines) > _LINES_SHOWN else "")
    return f"; {len(lines)} {'line is' if len(lines) == 1 else 'lines are'} still to be settled: {shown}" if lines else ""
