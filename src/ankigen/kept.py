"""What earlier runs made of the same notes, kept so that only what changed is made again.

It is kept in the user's own cache folder and never in the project: a project may come from a stranger, and what is kept is
believed.  It is found by all that it was made of (the note's bytes and path, the settings, the program itself, the files that
its cards show), and where anything about it is in doubt it is not there: the note is then read as if for the first time.
Whoever deletes it loses time and nothing else.  `ANKIGEN_CACHE` names another folder; empty, it keeps nothing.
"""

from __future__ import annotations

import io
import os
import pickle
import sqlite3
import stat
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, suppress
from dataclasses import fields, is_dataclass
from functools import cache
from hashlib import blake2b
from importlib.util import find_spec
from operator import attrgetter
from pathlib import Path
from typing import Any

from ankigen import __version__, model

_SCHEMA = "CREATE TABLE IF NOT EXISTS kept (key BLOB PRIMARY KEY, sum BLOB NOT NULL, data BLOB NOT NULL) WITHOUT ROWID"
_LONG_AGO = 60 * 24 * 3600  # seconds after which what belongs to a project nobody builds any more is thrown away
_SETTLED = 2.0  # seconds after which a file that is written again has another time
_KNOWN = {each for each in vars(model).values() if isinstance(each, type) and each.__module__ == model.__name__} | {type(Path())}
_BY_NAME = {(each.__module__, each.__qualname__): each for each in _KNOWN}


class Kept:
    """What is kept of one project under a name, all of it dependent on these `settings`.  Nothing here raises.

    `since` is the time before which a file must have been written for what is made of it from now on to be kept.
    """

    def __init__(self, root: Path, settings: str, name: str = "notes") -> None:
        self.since = time.time()
        folder = _folder()
        self._path = folder / f"{blake2b(os.fsencode(root), digest_size=12).hexdigest()}-{name}.db" if folder else None
        self._context = "\0".join((settings, _program()))
        self._used: set[bytes] = set()
        self._new: dict[bytes, Callable[[], tuple[bytes, bool]]] = {}
        self._database: sqlite3.Connection | None = None
        if self._path and self._path.exists() and not self._path.is_file():
            self._path = None  # to read from a pipe might never end
        self._readable = bool(self._path and self._path.exists())
        if self._path and self._readable:
            with suppress(sqlite3.Error, OSError):
                self._database = sqlite3.connect(f"{self._path.as_uri()}?mode=ro", uri=True, isolation_level=None, timeout=1)

    def key(self, *parts: bytes | str) -> bytes:
        """What something made of these parts is kept under."""
        made = blake2b(self._context.encode("utf-8", "surrogatepass"), digest_size=20)
        for part in parts:
            data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
            made.update(b"%d:%b" % (len(data), data))
        return made.digest()

    def get(self, key: bytes) -> Any:
        """What was put under `key`, or None; None too where a file it depends on is not what it was."""
        if self._database is None:
            return None
        try:
            row = self._database.execute("SELECT sum, data FROM kept WHERE key = ?", (key,)).fetchone()
            if row is None or row[0] != _sum(key, row[1]):
                return None
            value, watched = unpack(row[1])
            if any(facts(path) != before for path, before in watched):
                return None
        except sqlite3.DatabaseError:
            self._database, self._readable = None, False
            return None
        except Exception:  # whatever is wrong with what was kept, the notes are still there
            return None
        self._used.add(key)
        return value

    def put(self, key: bytes, packed: Callable[[], tuple[bytes, bool]]) -> None:
        """Keep under `key` what this gives when all is saved: bytes as `pack` makes them, and whether they last."""
        self._new[key] = packed

    @property
    def unsaved(self) -> bool:
        """Whether there is anything to save, and a place for it."""
        return bool(self._path and self._new)

    def save(self) -> None:
        """Write what is new, and throw away what was not asked for."""
        if not (self._path and self._new):
            return
        with suppress(sqlite3.Error, OSError):
            if not self._readable:
                self._path.unlink(missing_ok=True)  # there is none, or none that can be read
            with closing(sqlite3.connect(self._path, isolation_level=None, timeout=1)) as database:
                database.execute("PRAGMA synchronous = OFF")
                database.execute("BEGIN IMMEDIATE")
                database.execute(_SCHEMA)
                database.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?, ?)", self._rows())
                used = self._used | self._new.keys()
                gone = {key for (key,) in database.execute("SELECT key FROM kept")} - used
                database.executemany("DELETE FROM kept WHERE key = ?", ((key,) for key in gone))
                database.execute("COMMIT")
            _tidy(self._path.parent)

    def _rows(self) -> Iterator[tuple[bytes, bytes, bytes]]:
        """What is new as rows, each packed when it is written, so that not all of them are held in the memory."""
        for key, packed in self._new.items():
            with suppress(pickle.PicklingError, TypeError, AttributeError):
                data, lasting = packed()
                if lasting:
                    yield key, _sum(key, data), data


def _as_call(kind: type) -> Callable[[Any], tuple[type, tuple[Any, ...]]]:
    values: Callable[[Any], tuple[Any, ...]] = attrgetter(*(each.name for each in fields(kind))) if is_dataclass(kind) else tuple
    return lambda made: (kind, values(made))


class _Keeper(pickle.Pickler):
    """Writes a record as its fields, in a third of the time that pickle takes for it."""

    dispatch_table = {kind: _as_call(kind) for kind in _KNOWN if is_dataclass(kind) or issubclass(kind, tuple)} | {
        model.Text: lambda text: (model.Text, (str(text), text.place))
    }


def pack(value: object, depends_on: Iterable[Path] = (), since: float = 0) -> tuple[bytes, bool]:
    """A value of the model as bytes, with what tells whether these files are still what they were, and whether that is sure:
    it was made of them after `since`.

    Raises `pickle.PicklingError`, `TypeError` or `AttributeError` for what is no value of the model.
    """
    watched = [(str(path), facts(str(path))) for path in depends_on]
    written = io.BytesIO()
    _Keeper(written, 5).dump((value, watched))
    return written.getvalue(), all(settled(found, since) for _, found in watched)


def unpack(packed: bytes) -> tuple[Any, list[tuple[str, Any]]]:
    """The value that was packed, and what it was made of.  Raises whatever bytes make it raise that are no such value."""
    value, watched = _Known(io.BytesIO(packed)).load()
    return value, watched


class _Known(pickle.Unpickler):
    """Makes values of the model and nothing else, whatever the bytes say."""

    def find_class(self, module: str, name: str) -> Any:
        return _BY_NAME[module, name]


def _sum(key: bytes, data: bytes) -> bytes:
    return blake2b(data, key=key, digest_size=16).digest()


def facts(path: str) -> tuple[int, int, int] | None:
    """What changes when a file is written; None where there is no file."""
    try:
        found = os.stat(path)  # noqa: PTH116
    except (OSError, ValueError):
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


def settled(found: tuple[int, int, int] | None, since: float) -> bool:
    """Whether a file is there and was so old at this time that no later writing could look the same."""
    return found is not None and found[0] < (since - _SETTLED) * 1e9


def below(top: Path) -> Iterator[str]:
    """Every file below a folder, links followed, in an order that does not depend on the disk."""
    seen: set[str] = set()
    for folder, folders, files in os.walk(top, followlinks=True):
        real = os.path.realpath(folder)
        folders[:] = sorted(folders) if real not in seen else []
        seen.add(real)
        yield from (os.path.join(folder, name) for name in sorted(files))  # noqa: PTH118  (paths of 1,000 notes, ten times faster)


def _folder() -> Path | None:
    """The folder to keep things in, which nobody else may write to; None where there is none."""
    named = os.environ.get("ANKIGEN_CACHE")
    if named == "":
        return None
    try:
        folder = Path(named) if named else _caches() / "ankigen"
        if not (named or folder.is_absolute()):  # without a home it would lie in whatever folder one is in
            return None
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        found = folder.stat()
    except (OSError, RuntimeError):
        return None
    if hasattr(os, "getuid") and (found.st_uid != os.getuid() or found.st_mode & (stat.S_IWGRP | stat.S_IWOTH)):
        return None
    return folder


def _caches() -> Path:
    """Where this system has the caches of a user's programs."""
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData/Local")
    if sys.platform == "darwin":
        return Path.home() / "Library/Caches"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")


@cache
def _program() -> str:
    """What tells one state of this program from another: its version, its files, Python, and what is installed beside it."""
    spec = find_spec("yaml")
    assert spec and spec.origin
    here, beside = Path(__file__).parent, Path(spec.origin).parent.parent
    own = sorted((str(path), facts(str(path))) for path in _files(here))
    return repr((__version__, sys.version, own, beside.stat().st_mtime_ns))


def _files(folder: Path) -> Iterator[Path]:
    for path in folder.iterdir():
        if path.is_dir():
            yield from _files(path) if path.name != "__pycache__" else ()
        else:
            yield path


def _tidy(folder: Path) -> None:
    """Throw away what belongs to projects that are not built any more."""
    for path in folder.glob("*.db"):
        if path.stat().st_mtime < time.time() - _LONG_AGO:
            path.unlink(missing_ok=True)
