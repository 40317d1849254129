"""The whole program in the order it happens.

    notes/*.yaml ─read→ Note ─build→ Card ─check→ Problem
                                      └─identify→ Plan ─write→ dist/deck.apkg, deck-retired.apkg, ankigen.lock
                                                   ↑
                                             ankigen.lock

`load`, `plan` and `publish` are all a command needs.  Only `publish` writes, and either everything or nothing.
"""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from ankigen.build import build_cards
from ankigen.codes import problem
from ankigen.files import Staged, commit
from ankigen.identity import Plan, identify
from ankigen.lock import NAME, Lock, dump, parse
from ankigen.media import theme_css
from ankigen.model import Card, Note, Place, Problem, Project
from ankigen.notetypes import resource
from ankigen.outputs.apkg import stage
from ankigen.outputs.deck import package, retired_package
from ankigen.project import load_project
from ankigen.read import read_notes


@dataclass(frozen=True, slots=True)
class Loaded:
    """A project as its author wrote it, the cards built of it, and every problem found on the way."""

    project: Project
    notes: tuple[Note, ...]
    cards: tuple[Card, ...]
    css: str
    problems: tuple[Problem, ...]


def load(folder: Path) -> Loaded:
    """Read and build the project in `folder`."""
    project, faults = load_project(folder)
    notes, unread = read_notes(project)
    cards, unbuilt = build_cards(notes, project)
    theme, unstyled = theme_css(project.theme, project.root)
    css = resource("card.css") + theme
    return Loaded(project, tuple(notes), tuple(cards), css, (*faults, *unread, *unbuilt, *unstyled))


def plan(loaded: Loaded, now: int) -> tuple[Plan | None, list[Problem]]:
    """What an export at `now` (seconds) would do, and why it may not be done.  Writes nothing."""
    path = loaded.project.root / NAME
    try:
        lock, faults = parse(path.read_bytes().decode("utf-8")) if path.exists() else (Lock(), [])
    except (OSError, UnicodeDecodeError) as fault:
        return None, [problem("bad-lock", Place(NAME), f"The lock cannot be read: {fault}.")]
    if faults:
        return None, faults
    found = identify(loaded.cards, lock, loaded.project, loaded.css, now)
    return found, list(found.problems)


def publish(loaded: Loaded, plan: Plan, target: Path, retired_target: Path) -> None:
    """Write the package, the package of retired cards where there are any, and the lock: all, or nothing.

    Raises `OSError`.  The lock is left alone where it says the same.
    """
    lock_path = loaded.project.root / NAME
    text = dump(plan.lock)
    with ExitStack() as stack:
        staged = [stack.enter_context(stage(target, package(plan, loaded.project)))]
        if twin := retired_package(plan, loaded.project):
            staged.append(stack.enter_context(stage(retired_target, twin)))
        if not lock_path.exists() or lock_path.read_bytes() != text.encode():
            staged.append(stack.enter_context(Staged(lock_path)).write(text.encode()))
        commit(*staged)
    if not twin:
        retired_target.unlink(missing_ok=True)  # it would retire cards that have come back
