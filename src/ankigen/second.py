"""A second process for a part of the work, where there is a second core and a copy of this process costs next to nothing.

That is so on Linux.  macOS and Windows would start a new one, which takes longer than most decks.
"""

from __future__ import annotations

import marshal
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, nullcontext
from functools import cache
from typing import Any, BinaryIO, NoReturn

_LOOK = 0.2  # seconds after which a second process looks again whether the first is still there


def there_is() -> bool:
    """Whether a second process would have a core of its own, and this one be told of its end."""
    return sys.platform == "linux" and len(os.sched_getaffinity(0)) > 1 and signal.getsignal(signal.SIGCHLD) is not signal.SIG_IGN


@contextmanager
def meanwhile(work: Callable[[], Any]) -> Iterator[Callable[[], Any]]:
    """Do `work` in a copy of this process; what is given waits for its end, and returns its result, or None if it has none.

    The result is of Python's own plain types (what `marshal` takes).  Nothing that the copy does to a value is seen here.
    What ends this process ends the copy too.
    """
    from tempfile import TemporaryFile

    with ExitStack() as stack:
        first = os.getpid()
        try:
            file = stack.enter_context(TemporaryFile())
            pid = os.fork()
        except OSError:  # no room for a file, or for a process
            yield lambda: None
            return
        if not pid:
            _do(work, file, first)
        del work  # all that it holds is the copy's now
        ended = cache(lambda: os.waitpid(pid, 0)[1])
        stack.callback(ended)

        def result() -> Any:
            if ended():
                return None
            file.seek(0)
            return marshal.load(file)

        try:
            yield result
        except BaseException:
            if not ended.cache_info().currsize:  # else its id may be another's by now
                os.kill(pid, signal.SIGKILL)
            raise


@contextmanager
def aside(work: Callable[[], object], wanted: bool = True) -> Iterator[None]:
    """Have `work`, which only writes files, done when the block ends: beside it where a second process is `wanted` and there
    is one that can do it, else after it."""
    with meanwhile(lambda: [work()]) if wanted and there_is() else nullcontext(lambda: None) as done:
        yield
        if not done():
            work()


def begun(work: Callable[[], None]) -> Callable[[], None]:
    """Begin `work`, which only writes files and is not missed where it fails; gives what waits for its end."""
    stack = ExitStack()
    if there_is():
        stack.enter_context(meanwhile(work))
    else:
        work()
    return stack.close


def _do(work: Callable[[], Any], file: BinaryIO, first: int) -> NoReturn:
    """Write the work's result, and end this process without what the `first` one does at its own end; also when that is gone."""
    status = 1
    try:
        signal.signal(signal.SIGALRM, lambda *_: None if os.getppid() == first else os._exit(1))
        signal.setitimer(signal.ITIMER_REAL, _LOOK, _LOOK)
        marshal.dump(work(), file)
        file.flush()
        status = 0
    finally:
        os._exit(status)
