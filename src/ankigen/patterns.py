"""Regular expressions that are compiled when they are first used: of the hundreds here, a run needs a few dozen."""

from __future__ import annotations

import re
from typing import Any, cast


class _Pattern:
    """Stands for a compiled expression, and takes over its methods one by one as they are asked for."""

    def __init__(self, source: str, flags: int) -> None:
        self._source, self._flags = source, flags

    def __getattr__(self, name: str) -> Any:
        found = getattr(re.compile(self._source, self._flags), name)  # `re` keeps what it has compiled
        setattr(self, name, found)
        return found


def pattern(source: str, flags: int = 0) -> re.Pattern[str]:
    """What `re.compile` gives, at the time of its first use; `re`'s own functions do not take it."""
    return cast("re.Pattern[str]", _Pattern(source, flags))
