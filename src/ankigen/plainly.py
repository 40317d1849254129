"""What a person reads: the words of a field without its HTML, and how many there are of something."""

from __future__ import annotations

import re
from html import unescape

from ankigen.notetypes.clozes import answers, marked

_TAG = re.compile(r"<[^>]*>")
_BREAK = re.compile(r"<(?:br|/?p|/?div|/?li|/?ol|/?ul|/?tr|/?h[1-6])\b[^>]*>", re.IGNORECASE)


def words_of(html: str) -> str:
    """The words of a field, its markup left out: “a &amp; b” is “a & b”."""
    return " ".join(unescape(_TAG.sub("", _BREAK.sub(" ", html))).split())


def sentence_of(html: str) -> str:
    """The words of a cloze text, each blank in `{{…}}` without number and hint."""
    return words_of(marked(html))


def blanks_of(html: str) -> dict[int, str]:
    """The words of each blank of a cloze text, by its number."""
    return {number: words_of(words) for number, words in answers(html).items()}


def how_many(count: int, noun: str) -> str:
    """“1 card”, “2 cards”."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def in_markdown(text: str) -> str:
    """`text` as Markdown that shows just these signs."""
    return "".join("\\" + letter if letter in "\\`*_[]<>|#~$" else letter for letter in text)
