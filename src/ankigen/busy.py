"""One export at a time: the project is locked by the operating system, which frees it when the process ends, however it ends."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

NAME = ".ankigen.busy"
"""Says who holds the project, while somebody does."""

PATIENCE = 5.0
"""Seconds that a second export waits for the first."""


class Busy(Exception):
    """Another export holds the project; the message says who."""


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Hold the project in `folder`; wait a little for another holder.  Raises `Busy`, or `OSError` where the folder
    cannot be opened."""
    sign = folder / NAME
    handle = _open(folder)
    try:
        give_up = time.monotonic() + PATIENCE
        while not _try(handle):
            if time.monotonic() > give_up:
                raise Busy(_said(sign))
            time.sleep(0.05)
        with suppress(OSError):  # a folder that cannot be written will be met again, where it matters
            sign.write_text(f"process {os.getpid()}", encoding="ascii")
        try:
            yield
        finally:
            with suppress(OSError):
                sign.unlink()
    finally:
        os.close(handle)


def _said(sign: Path) -> str:
    try:
        return sign.read_text(encoding="ascii").strip() or "another process"
    except (OSError, UnicodeDecodeError):
        return "another process"


if sys.platform == "win32":
    import msvcrt

    def _open(folder: Path) -> int:
        """A folder cannot be locked on Windows; a file of the user's, named by the folder, stands for it."""
        from hashlib import sha256
        from tempfile import gettempdir

        name = sha256(os.path.realpath(folder).lower().encode()).hexdigest()[:16]
        return os.open(Path(gettempdir()) / f"ankigen-{name}.lock", os.O_RDWR | os.O_CREAT)

    def _try(handle: int) -> bool:
        os.lseek(handle, 0, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _open(folder: Path) -> int:
        return os.open(folder, os.O_RDONLY)

    def _try(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
