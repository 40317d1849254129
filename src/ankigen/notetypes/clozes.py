"""Anki's blanks: `{{c1::answer::hint}}`, nested up to ten deep, `{{c1,2::…}}` belonging to several cards."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape

_TOKEN = re.compile(r"\{\{c(\d+(?:,\d+)*)::|\}\}")
_DEEPEST = 10


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


def show_clozes(text: str, number: int, asked: bool) -> str:
    """The field as the card of blank `number` shows it; empty where it has no such blank."""
    parts = _parse(text)
    return "".join(_shown(parts, number, asked)) if number in _numbers(parts) else ""


def _parse(text: str) -> list[str | _Cloze]:
    output: list[str | _Cloze] = []
    opened: list[_Cloze] = []

    def add(words: str) -> None:
        if opened:
            head, hinted, hint = words.partition("::")
            if hinted:
                opened[-1].hint = hint
            opened[-1].parts.append(head)
        elif words:
            output.append(words)

    end = 0
    for token in _TOKEN.finditer(text):
        if token.start() > end:
            add(text[end : token.start()])
        end = token.end()
        if token[1]:
            if len(opened) < _DEEPEST:
                opened.append(_Cloze(tuple(map(int, token[1].split(",")))))
        elif opened:
            cloze = opened.pop()
            (opened[-1].parts if opened else output).append(cloze)
        else:
            output.append("}}")
    if end < len(text):
        add(text[end:])
    return output


def _numbers(parts: list[str | _Cloze]) -> Iterator[int]:
    for part in parts:
        if isinstance(part, _Cloze):
            yield from part.numbers
            yield from _numbers(part.parts)


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
            hint = part.hint if part.hint is not None else "..."
            yield f'<span class="cloze" data-cloze="{escape(inner)}" data-ordinal="{ordinals}">[{hint}]</span>'
        else:
            yield f'<span class="cloze" data-ordinal="{ordinals}">{inner}</span>'
