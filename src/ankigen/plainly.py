"""The words of a field as a person reads them, without the HTML."""

from __future__ import annotations

import re
from html import unescape

_TAG = re.compile(r"<[^>]*>")
_BREAK = re.compile(r"<(?:br|/?p|/?div|/?li|/?ol|/?ul|/?tr|/?h[1-6])\b[^>]*>", re.IGNORECASE)
_CLOZE = re.compile(r"\{\{c[\d,]+::(.*?)(?:::.*?)?\}\}", re.DOTALL)


def words_of(html: str) -> str:
    """The words of a field, its markup left out: “a &amp; b” is “a & b”."""
    return " ".join(unescape(_TAG.sub("", _BREAK.sub(" ", html))).split())


def sentence_of(html: str) -> str:
    """The words of a cloze text, each blank in `{{…}}` without number and hint."""
    return words_of(_CLOZE.sub(r"{{\1}}", html))


def blanks_of(html: str) -> dict[int, str]:
    """The words of each blank of a cloze text, by its number."""
    found: dict[int, list[str]] = {}
    for match in re.finditer(r"\{\{c([\d,]+)::(.*?)(?:::.*?)?\}\}", html, re.DOTALL):
        for number in match[1].split(","):
            if number:
                found.setdefault(int(number), []).append(words_of(match[2]))
    return {number: " … ".join(texts) for number, texts in sorted(found.items())}
