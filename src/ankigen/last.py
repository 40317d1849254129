"""The last export, where nothing has changed since that it was made of or that it wrote: there is nothing to do then.

All notes, the settings and the lock are compared by their bytes, and so is what was written; pictures, sounds and articles by
what the system tells of a file that is written to.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import UTC, datetime
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from ankigen.kept import Kept, below, facts, pack, settled
from ankigen.model import Problem

OWN = ("ankigen.yaml", "ankigen.yml", "ankigen.lock")
"""The files of a project that no export of a deck may replace."""
_BY_BYTES = (".yaml", ".yml")


class Said(NamedTuple):
    """What the export told: the problems that did not stop it, and the lines at its end."""

    problems: tuple[Problem, ...]
    lines: tuple[str, ...]


class Last:
    """The last export of the project in `folder` with these `words` of the command line, seen from the day of `now`."""

    def __init__(self, folder: Path, words: Iterable[str], now: int) -> None:
        self._root = Path(os.path.realpath(folder))
        self._kept = Kept(self._root, "", "export")
        self._key = self._kept.key(str(Path.cwd()), str(datetime.fromtimestamp(now, UTC).date()), *words)

    def said(self) -> Said | None:
        """What the last export told, and this one would; None where it would do anything else, or that is not certain."""
        if not (found := self._kept.get(self._key)):
            return None
        state, others, written, problems, lines = found
        return Said(problems, lines) if state and state == self._state(others, written) else None

    def keep(self, others: Iterable[Path], written: Iterable[Path], said: Said) -> None:
        """Remember an export that has changed nothing but these files, and depends on `others` besides notes and settings.

        Not where one of them was written while it ran: nobody knows then what was read.
        """
        paths = [str(path) for path in others], [str(path) for path in written]
        read = (*(str(self._root / name) for name in OWN), *below(self._root / "notes"), *paths[0])
        if any((found := facts(path)) and found[0] >= self._kept.since * 1e9 for path in read):
            return
        if state := self._state(*paths):
            self._kept.put(self._key, lambda: pack((state, *paths, *said)))
            self._kept.save()

    def _state(self, others: Iterable[str], written: Iterable[str]) -> bytes | None:
        """What tells whether anything has changed; None where the system's word is too fresh for that."""
        made = blake2b(digest_size=20)
        bound = [*OWN, *written]
        try:
            for path in (*bound, *below(self._root / "notes"), *others):
                made.update(b"\0" + os.fsencode(path))
                if path in bound or path.endswith(_BY_BYTES):
                    full = self._root / path
                    if full.exists() and not full.is_file():  # to read from it might never end
                        return None
                    made.update(blake2b(full.read_bytes()).digest() if full.exists() else b"-")
                elif settled(found := facts(path), self._kept.since):
                    made.update(repr(found).encode())
                else:
                    return None
        except OSError:
            return None
        return made.digest()
