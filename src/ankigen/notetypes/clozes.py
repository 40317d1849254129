"""Anki's blanks: `{{c1::answer::hint}}`, nested up to ten deep.

`{{c1,2::…}}` belongs to several cards from Anki 25 on; up to 24.11 it is plain text.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

_TOKEN = re.compile(r"\{\{c([0-9,]+)::|\}\}")
_DEEPEST = 10
_HIGHEST = 0xFFFF
_MATH = re.compile(r"(\\[(\[])(.*?)(\\[)\]])", re.DOTALL)
_MARKUP = re.compile(r"<!--.*?-->|<style.*?>.*?</style>|<script.*?>.*?</script>|<.*?>", re.DOTALL | re.IGNORECASE)
_BLANK = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)
_FILLED = re.compile(r'<span data-blank="(\d+)">(.*?)</span>', re.DOTALL)
_NAMED = {'"': "&quot;", "&": "&amp;", "<": "&lt;", ">": "&gt;"}


@dataclass(slots=True)
class _Cloze:
    numbers: tuple[int, ...]
    parts: list[str | _Cloze] = field(default_factory=list)
    hint: str | None = None


def cloze_numbers(text: str) -> set[int]:
    """Every number of a blank in the field, of nested ones too."""
    return set(_numbers(_parse(text)))


def without_clozes(text: str) -> str:
    """The field with its blanks filled in: the answers as plain text, hints gone."""
    return "".join(_words(_parse(text)))


def answers(text: str) -> dict[int, str]:
    """The answer of each blank by its number, in the order of the text; those that share a number joined with a slash."""
    found: dict[int, list[str]] = {}
    for cloze in _clozes(_parse(text)):
        for number in cloze.numbers:
            found.setdefault(number, []).append("".join(_words(cloze.parts)).strip())
    return {number: " / ".join(texts) for number, texts in found.items()}


def marked(text: str) -> str:
    """The field with each outermost blank as `{{answer}}`, without its number and hint."""
    return "".join(part if isinstance(part, str) else f"{{{{{''.join(_words(part.parts)).strip()}}}}}" for part in _parse(text))


def filled(sentence: str, numbers: Collection[int]) -> str:
    """A sentence with its blanks, written `{{answer}}`, filled in; where it is certain which has which of these numbers, in
    their order, `unfilled` can still tell."""
    if sentence.count("{{") == len(numbers) == len(_BLANK.findall(sentence)):
        order = iter(numbers)
        return _BLANK.sub(lambda blank: f'<span data-blank="{next(order)}">{blank[1]}</span>', sentence)
    return sentence.replace("{{", "").replace("}}", "")


def unfilled(html: str) -> str:
    """A field with its blanks again, if `filled` made it."""
    return _FILLED.sub(r"{{c\1::\2}}", html)


def show_clozes(text: str, number: int, asked: bool) -> str:
    """The field as the card of blank `number` shows it; empty where it has no such blank.  Math has no spans in it."""
    parts = _parse(text)
    if number not in _numbers(parts):
        return ""
    return _MATH.sub(lambda math: math[1] + _MARKUP.sub("", math[2]) + math[3], "".join(_shown(parts, number, asked)))


def _parse(text: str) -> list[str | _Cloze]:
    """The field's text and blanks; a blank that is never closed vanishes with what is in it."""
    output: list[str | _Cloze] = []
    opened: list[_Cloze] = []

    def add(words: str) -> None:
        if opened and "::" in words:
            words, _, opened[-1].hint = words.partition("::")
        (opened[-1].parts if opened else output).append(words)

    end = 0
    for token in _TOKEN.finditer(text):
        numbers = _numbered(token[1]) if token[1] else ()
        if token[1] and not numbers:
            continue
        if token.start() > end:
            add(text[end : token.start()])
        end = token.end()
        if numbers:
            if len(opened) < _DEEPEST:
                opened.append(_Cloze(numbers))
        elif opened:
            cloze = opened.pop()
            (opened[-1].parts if opened else output).append(cloze)
        else:
            output.append("}}")
    if end < len(text):
        add(text[end:])
    return output


def _numbered(written: str) -> tuple[int, ...]:
    """The numbers of a blank, ascending; none where Anki does not take it for one."""
    numbers = {int(number) for number in written.split(",") if number}
    return tuple(sorted(numbers)) if all(number <= _HIGHEST for number in numbers) else ()


def _clozes(parts: list[str | _Cloze]) -> Iterator[_Cloze]:
    for part in parts:
        if isinstance(part, _Cloze):
            yield part
            yield from _clozes(part.parts)


def _numbers(parts: list[str | _Cloze]) -> Iterator[int]:
    for cloze in _clozes(parts):
        yield from cloze.numbers


def _words(parts: list[str | _Cloze]) -> Iterator[str]:
    for part in parts:
        if isinstance(part, str):
            yield part
        else:
            yield from _words(part.parts)


def _shown(parts: list[str | _Cloze], number: int, asked: bool) -> Iterator[str]:
    for part in parts:
        if isinstance(part, str):
            yield part
            continue
        ordinals = ",".join(map(str, part.numbers))
        inner = "".join(_shown(part.parts, number, asked))
        if number not in part.numbers:
            yield f'<span class="cloze-inactive" data-ordinal="{ordinals}">{inner}</span>'
        elif asked:
            hint = "..." if part.hint is None else part.hint
            yield f'<span class="cloze" data-cloze="{_attribute(inner)}" data-ordinal="{ordinals}">[{hint}]</span>'
        else:
            yield f'<span class="cloze" data-ordinal="{ordinals}">{inner}</span>'


def _attribute(text: str) -> str:
    """Escaped as Anki does it: every character up to U+00FF but letters and digits of ASCII."""
    return "".join(
        char if char > "\xff" or (char.isascii() and char.isalnum()) else _NAMED.get(char) or f"&#x{ord(char):02X};"
        for char in text
    )
