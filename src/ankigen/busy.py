"""One export at a time: a file that the operating system locks for a process, and frees when the process ends."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

NAME = ".ankigen.busy"
PATIENCE = 5.0
"""Seconds that a second export waits for the first."""
_HOLDER_AT = 1  # byte 0 is what is locked: on Windows a locked byte cannot be read by others


class Busy(Exception):
    """Another export holds the project; the message says who."""


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Hold the project in `folder`; wait a little for another holder.  Raises `Busy`, or `OSError`
    where the folder cannot be written."""
    with (folder / NAME).open("a+b") as file:
        give_up = time.monotonic() + PATIENCE
        while not _try(file.fileno()):
            if time.monotonic() > give_up:
                file.seek(_HOLDER_AT)
                raise Busy(file.read().decode("utf-8", "replace").strip() or "another process")
            time.sleep(0.05)
        file.truncate(0)
        file.write(f" process {os.getpid()}".encode())
        file.flush()
        try:
            yield
        finally:
            file.truncate(0)
            _free(file.fileno())


_try: Callable[[int], bool]
_free: Callable[[int], None]

if sys.platform == "win32":
    import msvcrt

    def _try(descriptor: int) -> bool:
        os.lseek(descriptor, 0, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _free(descriptor: int) -> None:
        os.lseek(descriptor, 0, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)
else:
    import fcntl

    def _try(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _free(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_UN)
