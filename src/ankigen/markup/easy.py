"""What nearly every text is, and needs neither scanner nor parser: words, with simple blanks round some of them."""

from __future__ import annotations

import re
from functools import lru_cache

from ankigen.model import Blank

SIGNS = r"\\`*_\[\]{}$&<>\n\r\t\x00\ud800-\udfff\ufdd0-\ufdef"
"""What keeps a text from being HTML as it is, as it stands in a character class."""

_WORDS = rf"(?!\s)[^{SIGNS}~:]+(?<!\s)"
_BLANK = re.compile(rf"\{{\{{(?![cC]\s*\d)({_WORDS})(?:::({_WORDS}))?\}}\}}")
_EASY = re.compile(rf"[^{SIGNS}~]*(?:{_BLANK.pattern}[^{SIGNS}~]*)*")
_SPACES = re.compile(r" +")


@lru_cache(maxsize=64)  # the builder and the checker ask for the same few, one after the other
def is_easy(text: str) -> bool:
    """Whether `text`, without space around it, is words and `{{answer}}` or `{{answer::hint}}`, and no more."""
    return _EASY.fullmatch(text) is not None


def easy_cloze(text: str) -> tuple[str, tuple[Blank, ...]]:
    """What `render_cloze` gives for an easy text."""
    blanks = []
    first, *parts = _BLANK.split(text)
    html = [first]
    for answer, hint, after in zip(parts[::3], parts[1::3], parts[2::3], strict=True):
        blanks.append(Blank(one_space(answer)))
        html.append(f"{{{{c{len(blanks)}::{answer}{f'::{hint}' if hint else ''}}}}}{after}")
    return "".join(html), tuple(blanks)


def easy_words(text: str, mark_blanks: bool) -> str:
    """What `words` gives for an easy text."""
    return one_space(_BLANK.sub(r"{{\1}}" if mark_blanks else r"\1", text))


def one_space(text: str) -> str:
    """`text` with one space wherever there are several."""
    return _SPACES.sub(" ", text) if "  " in text else text
