"""Blanks in the author's Markdown: whether there are any, and how a whole text becomes one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ankigen.markup import has_blanks
from ankigen.patterns import pattern

_MATH = pattern(r"\$\$.+?\$\$|\$(?!\s)[^$\n]*?(?<!\s)\$(?!\d)", re.DOTALL)
_JOINER = "\u2060"  # takes no room: keeps two marks apart that Anki would read together


def blank(text: str) -> str:
    """`text` as one blank, or as it is where it has its own.

    `::` would start a hint and `}}` would end the blank: a formula takes a space or an empty group between the marks,
    other text a joiner that is not seen.
    """
    if has_blanks(text):
        return text
    apart, at = [], 0
    for math in _MATH.finditer(text):
        apart += [_apart(text[at : math.start()], _JOINER, _JOINER), _apart(math[0], " ", "{}")]
        at = math.end()
    apart.append(_apart(text[at:], _JOINER, _JOINER))
    inner = "".join(apart)
    return f"{{{{{inner}{' ' if inner.endswith('}') else ''}}}}}"


def _apart(text: str, brace: str, colon: str) -> str:
    return re.sub(r"\}(?=\})", f"}}{brace}", re.sub(r":(?=:)", f":{colon}", text))


def bullets(items: Iterable[str], *, ordered: bool = False) -> str:
    """A Markdown list of the items; an item of several lines stays one item."""
    lines = []
    for number, item in enumerate(items, 1):
        mark = f"{number}. " if ordered else "- "
        lines.append(mark + item.strip().replace("\n", "\n" + " " * len(mark)))
    return "\n".join(lines)


def overlapping(lead: str, items: Sequence[str], *, ordered: bool = False) -> str:
    """A list under its lead-in, each item a blank: one is asked at a time while its neighbours are shown."""
    return f"{lead}\n\n{bullets(map(blank, items), ordered=ordered)}"
