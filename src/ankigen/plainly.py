"""What a person reads: the words of a field without its HTML, how many there are of something, how a report sets its lines."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from html import unescape
from typing import Literal, NamedTuple

from ankigen.notetypes.clozes import answers, marked

Became = Literal["same", "removed", "added"]

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


class Style(NamedTuple):
    """How a form of a report sets its parts; `words` sets words that are not its own, so that they show as they are."""

    title: str
    item: str
    detail: str
    removed: str
    added: str
    words: Callable[[str], str] = str


TEXT = Style("\n{}", "  {}", "      {}", "[-{}-]", "[+{}+]")
COLOUR = TEXT._replace(title="\n\x1b[1m{}\x1b[0m", removed="\x1b[31m{}\x1b[0m", added="\x1b[32m{}\x1b[0m")
MARKDOWN = Style("\n### {}\n", "- {}", "  - {}", "~~{}~~", "**{}**", in_markdown)


def runs(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[Became, Sequence[str]]]:
    """What became of the words of `old`: runs that stayed, went and came, in reading order."""
    from difflib import SequenceMatcher

    for what, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            yield "same", old[a:b]
            continue
        if a < b:
            yield "removed", old[a:b]
        if c < d:
            yield "added", new[c:d]
