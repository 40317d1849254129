"""Files that are written whole or not at all.

A file is staged beside its target, on the same disk and flushed to it, and only then put in its place; whatever happens
in between, the target holds either what it held before or all that is new, and nothing else is left in its folder.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

_LEFT = re.compile(r"\.ankigen-[0-9a-f]{12}\.(?:tmp|old)")


class Staged:
    """What `target` is to hold, written to a hidden file in its folder until `commit` or `discard`.

    `path` is that hidden file, `file` its open handle.  Makes the folder where it is missing.  As a context manager it
    discards what was not committed.  Raises `OSError` where the folder cannot be made or written to, and where the
    target is something else than a file.
    """

    def __init__(self, target: Path) -> None:
        self.target = target.resolve()  # so that a link stays a link
        if self.target.exists() and not self.target.is_file():
            raise OSError(errno.EINVAL, "Not a regular file", str(target))
        self._made = [folder for folder in self.target.parents if not folder.exists()]
        self.path = self.target.with_name(f".ankigen-{os.urandom(6).hex()}.tmp")
        try:
            self.target.parent.mkdir(parents=True, exist_ok=True)
            self.file: BinaryIO = self.path.open("xb")
            if self.target.exists():
                shutil.copymode(self.target, self.path)
        except BaseException as fault:
            self.fail(fault)
            raise

    def write(self, data: bytes) -> Staged:
        """Write `data` behind what was written before; gives itself, or discards what cannot be written."""
        try:
            self.file.write(data)
        except BaseException as fault:
            self.fail(fault)
            raise
        return self

    def seal(self) -> Staged:
        """Make sure of what was written on the disk, and close the file; gives itself."""
        if not self.file.closed:
            self.file.flush()
            os.fsync(self.file.fileno())
            self.file.close()
        return self

    def commit(self) -> None:
        """Put the file in its target's place."""
        commit(self)

    def discard(self) -> None:
        """Throw away what was written, and the folders that were made for it.  Harmless after `commit`, and twice."""
        with suppress(OSError, AttributeError):
            self.file.close()
        with suppress(OSError):
            self.path.unlink(missing_ok=True)
        for folder in self._made:
            with suppress(OSError):  # it holds something by now
                folder.rmdir()

    def __enter__(self) -> Staged:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None) -> None:
        self.fail(fault)

    def fail(self, fault: BaseException | None) -> None:
        """Discard it.  What is full does not say which file was being written, nor is anybody helped by a hidden file's name."""
        if isinstance(fault, OSError) and fault.filename in (None, str(self.path)):
            fault.filename = str(self.target)
        self.discard()


def commit(*staged: Staged) -> None:
    """Put files in their places in this order, all or none.

    Where one cannot be, those before it get back what they held, nothing staged is left, and its `OSError` is raised.
    """
    kept: list[tuple[Staged, Path | None]] = []
    try:
        for one in staged:
            one.seal()
        for one in staged:
            if one is not staged[-1]:
                kept.append((one, _keep(one)))
            one.path.replace(one.target)
    except BaseException:
        for one, old in kept:
            _put_back(one, old)
        for one in staged:
            one.discard()
        raise
    for _, old in kept:
        if old is not None:
            with suppress(OSError):
                old.unlink()
    for folder in dict.fromkeys(one.target.parent for one in staged):
        _sync(folder)


def write_new(texts: Mapping[Path, str]) -> list[Path]:
    """Write files that are not there yet, all or none; gives their paths.

    Raises `FileExistsError` where one is there already, `OSError` where one cannot be written; their folders go again, too.
    """
    made: list[Path] = []
    folders: list[Path] = []
    try:
        for path, text in texts.items():
            folders[:0] = [folder for folder in path.parents if not folder.exists()]  # the deepest first
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("x", encoding="utf-8", newline="\n") as file:
                made.append(path)
                file.write(text)
    except BaseException as fault:
        if isinstance(fault, OSError):
            fault.filename = fault.filename or str(path)
        for path in made:
            path.unlink(missing_ok=True)
        for folder in folders:
            with suppress(OSError):
                folder.rmdir()
        raise
    return made


def sweep(folder: Path) -> None:
    """Delete what processes that were killed have left in `folder`: only where no other process can be writing there now."""
    with suppress(OSError):
        for path in folder.glob(".ankigen-*"):
            if _LEFT.fullmatch(path.name):
                path.unlink()


def _keep(one: Staged) -> Path | None:
    """A second name for what the target holds, from which it can be put back; None where it holds nothing."""
    if not one.target.exists():
        return None
    old = one.path.with_suffix(".old")
    try:
        old.hardlink_to(one.target)
    except (OSError, NotImplementedError):  # a disk without links
        try:
            shutil.copy2(one.target, old)
        except BaseException:
            old.unlink(missing_ok=True)
            raise
    return old


def _put_back(one: Staged, old: Path | None) -> None:
    with suppress(OSError):
        if old is not None:
            old.replace(one.target)
            old.unlink(missing_ok=True)  # a link that named the target still is not moved by a replace
        elif not one.path.exists():
            one.target.unlink(missing_ok=True)


def _sync(folder: Path) -> None:
    """Make sure of a folder's new names on the disk, where the system lets a folder be opened."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
