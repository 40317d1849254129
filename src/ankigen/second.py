"""A second process for a part of the work, where there is a second core and a copy of this process costs next to nothing.

That is so on Linux.  macOS and Windows would start a new one, which takes longer than most decks.
"""

from __future__ import annotations

import marshal
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any


def there_is() -> bool:
    """Whether a second process would have a core of its own."""
    return sys.platform == "linux" and len(os.sched_getaffinity(0)) > 1


@contextmanager
def meanwhile(work: Callable[[], Any]) -> Iterator[Callable[[], Any]]:
    """Do `work` in a copy of this process; what is given waits for its end, and returns its result, or None if it failed.

    The result is of Python's own plain types (what `marshal` takes).  Nothing that the copy does to a value is seen here.
    """
    from tempfile import TemporaryFile

    with TemporaryFile() as file:
        pid = os.fork()
        if not pid:
            status = 1
            try:
                marshal.dump(work(), file)
                file.flush()
                status = 0
            finally:
                os._exit(status)  # without what this process does at its end: that is for the other to do
        ended: list[int] = []

        def wait() -> int:
            if not ended:
                ended.append(os.waitpid(pid, 0)[1])
            return ended[0]

        def result() -> Any:
            if wait():
                return None
            file.seek(0)
            return marshal.load(file)

        try:
            yield result
        finally:
            wait()
