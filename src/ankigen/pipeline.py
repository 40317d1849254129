"""The whole program in the order it happens.

    notes/*.yaml ─read→ Note ─build→ Card ─check→ Problem
                                      └─identify→ Plan ─write→ dist/deck.apkg, deck-retired.apkg, ankigen.lock
                                                   ↑
                                             ankigen.lock

`load`, `plan` and `publish` are all a command needs.  Only `publish` writes, and either everything or nothing; what `load`
has made of a note is kept in the user's cache until the note changes (`kept.py`).
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack, nullcontext
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

from ankigen import lock as locks
from ankigen import obstacles, second
from ankigen.check import Review
from ankigen.files import Staged, commit, sweep
from ankigen.identity import Plan, identify
from ankigen.kept import Kept
from ankigen.making import MANY, make
from ankigen.media import theme_css
from ankigen.model import Card, Note, Problem, Project
from ankigen.notetypes import resource
from ankigen.outputs import Output, last_shipped, retired_target, staged
from ankigen.project import inside, load_project
from ankigen.read import faults_between, find_files


@dataclass(frozen=True, slots=True)
class Loaded:
    """A project as its author wrote it, the cards built of it, every problem found on the way, and what hinders an export."""

    project: Project
    notes: tuple[Note, ...]
    cards: tuple[Card, ...]
    css: str
    problems: tuple[Problem, ...]

    @property
    def obstacles(self) -> list[Problem]:
        """What keeps notes without faults from being exported: drafts, or nothing to export."""
        return obstacles.of_notes(self.notes, self.cards, self.problems, self.project.root)


def load(
    folder: Path, now: int, soon: date | None = None, at_end: Callable[[Callable[[], None]], object] = lambda end: end()
) -> Loaded:
    """Read the project in `folder`, build its cards and check them as of `now` (seconds since 1970).

    Facts that expire up to `soon` are problems too.  Raises nothing: what is amiss is a problem.  What was made of the
    notes is kept beside whatever comes next; `at_end` is given what waits for that.
    """
    project, faults = load_project(folder)
    files, unread = find_files(project)
    review, kept = Review(project), Kept(project.root, repr(project))
    made = make(files, project, review, kept)
    notes = tuple(each.note for each in made if each.note)
    cards = tuple(card for each in made for card in each.cards)
    theme, unstyled = theme_css(project.theme, project.root) if project.theme else ("", [])
    today = datetime.fromtimestamp(now, UTC).date()
    if kept.unsaved and len(cards) >= MANY:
        at_end(second.begun(kept.save))
    amiss = review.whole([(each.note, each.cards, each.own) for each in made if each.note], today, soon)
    unmade = [fault for each in made for fault in each.problems]
    problems = dict.fromkeys((*faults, *unread, *unmade, *faults_between(notes, project), *unstyled, *amiss))
    return Loaded(project, notes, cards, resource("card.css") + theme, tuple(sorted(problems, key=lambda each: (each.place, each.code))))


def plan(loaded: Loaded, now: int, lock: locks.Lock | None = None) -> tuple[Plan | None, list[Problem]]:
    """What an export at `now` would do, given the project's lock or another, and why it may not be done.  Writes nothing."""
    faults: list[Problem] = []
    if lock is None:
        lock, faults = locks.read(loaded.project.root)
    if not (lock.exists or faults):  # a lost one is taken back from the packages that an export would replace
        from ankigen.adopt import adopt

        for package in last_shipped(loaded.project):
            lock = adopt(loaded.cards, package, lock).lock
    faults = faults or obstacles.of_lock(lock, loaded.cards, loaded.project)
    if any(fault.severity == "error" for fault in faults):
        return None, faults
    found = identify(loaded.cards, lock, loaded.project, loaded.css, now)
    return found, [*faults, *found.problems]


def publish(loaded: Loaded, plan: Plan, output: Output, target: Path) -> list[Path]:
    """Write the output and, where it goes to learners, the lock after it: all or nothing.  Gives the files written.

    Raises `OSError`.  A lock that would say the same is left alone.  Whoever calls this holds the project (`busy.py`), so
    what lies half written in its folders is of an export that was killed, and goes.
    """
    twin = retired_target(target)
    for folder in (loaded.project.root, target.parent, target, target / "media"):
        if inside(folder, loaded.project.root):
            sweep(folder)
    with ExitStack() as stack:
        lock = stack.enter_context(Staged(loaded.project.root / locks.NAME)) if output.publishes and plan.changes_lock else None
        locking = second.aside(partial(locks.write, plan.lock, lock.file), len(loaded.cards) >= MANY) if lock else nullcontext()
        with locking:
            files = staged(output, plan, loaded.project, target, stack)
        files += [lock] if lock else []
        commit(*files)
    written = [file.target for file in files]
    if output.publishes and twin.resolve() not in written:
        twin.unlink(missing_ok=True)  # it would retire cards that have come back
    return written
