"""Anki's template language as ankigen's note types speak it: what Anki shows of a note, and which cards it makes.

    {{Field}}  {{cloze:Field}}  {{FrontSide}}  {{#Field}}…{{/Field}}  {{^Field}}…{{/Field}}

Compared with the real Anki in the tests: every template, and fields of every kind.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from typing import NamedTuple

from ankigen.model import Kind
from ankigen.notetypes import NOTETYPES
from ankigen.notetypes.clozes import cloze_numbers, show_clozes, without_clozes

_TAG = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)
_BLANK = re.compile(r"(?:[ \t\n\v\f\r]|</?(?:br|div) ?/?>)*", re.IGNORECASE)
_BLANK_OPENS = " \t\n\v\f\r<"  # nearly every field is told by its first letter
_MOST_CLOZES = 500


class Shown(NamedTuple):
    """A field that a template shows, and through which filters."""

    name: str
    filters: tuple[str, ...]


class _Where(NamedTuple):
    """A part that is shown only where a field is filled (or, negated, where it is not)."""

    name: str
    filled: bool
    parts: tuple[_Part, ...]


_Part = str | Shown | _Where


def render(kind: Kind, template_index: int, fields: Mapping[str, str], ordinal: int = 0) -> tuple[str, str]:
    """The front and back of a card as Anki renders them (before MathJax and sound).

    `ordinal` counts from 0 and picks the blank of a cloze card; fields that are not given are empty.
    """
    template = NOTETYPES[kind].templates[template_index]
    front = "".join(_shown(_parse(template.front), fields, ordinal, front=None))
    return front, "".join(_shown(_parse(template.back), fields, ordinal, front=front))


def card_ordinals(kind: Kind, fields: Mapping[str, str]) -> tuple[int, ...]:
    """The ordinals of the cards that Anki makes of a note with these fields, ascending."""
    if kind == "cloze":
        numbers = {number for field in fields.values() for number in cloze_numbers(field)}
        return tuple(sorted({min(number, _MOST_CLOZES) - 1 for number in numbers if number}))
    return _ordinals(kind, frozenset([name for name, value in fields.items() if not is_blank(value)]))


@cache
def _ordinals(kind: Kind, filled: frozenset[str]) -> tuple[int, ...]:
    """The ordinals of the templates whose fronts say something where these fields are filled."""
    return tuple(
        at for at, template in enumerate(NOTETYPES[kind].templates) if _says_something(_parse(template.front), filled)
    )


def retired_fields(kind: Kind, fields: Mapping[str, str]) -> dict[str, str]:
    """The fields that make every card of the note one for Anki's Empty Cards, while the words stay readable.

    `Retired` blanks the fronts.  A cloze card counts as empty only when no field has its number any more.
    """
    retired = dict(fields)
    if kind == "cloze":
        retired = {name: without_clozes(value) for name, value in retired.items()}
    return retired | {"Retired": "retired"}


def is_blank(field: str) -> bool:
    """Whether Anki takes the field for empty: spaces, line breaks and empty `div`s are nothing to it."""
    return field[:1] in _BLANK_OPENS and _BLANK.fullmatch(field) is not None


def fields_of(template: str) -> Iterator[Shown]:
    """Every field that any template of Anki shows, in its order; none of one that Anki would not render."""
    return _shown_fields(_foreign(template))


def says_something(template: str, filled: Collection[str]) -> bool:
    """Whether any template of Anki shows something where these fields are filled."""
    return _says_something(_foreign(template), filled)


def requirements(fronts: Collection[str], field_names: Collection[str]) -> list[list[object]]:
    """What a note type's `req` says, for clients that still read it: which fields a front needs to show anything."""
    return [[at, *_requirement(_foreign(front), tuple(field_names))] for at, front in enumerate(fronts)]


def _requirement(parts: tuple[_Part, ...], names: tuple[str, ...]) -> tuple[str, list[int]]:
    alone = [at for at, name in enumerate(names) if _says_something(parts, {name})]
    if alone:
        return "any", alone
    needed = [at for at, name in enumerate(names) if not _says_something(parts, {*names} - {name})]
    return ("all", needed) if needed and _says_something(parts, names) else ("none", [])


@cache
def _parse(template: str) -> tuple[_Part, ...]:
    """The parts of a template.  Raises `ValueError` where a condition is not closed."""
    parts, closed = _parts(iter(_TAG.split(template)))
    if closed is not None:
        raise ValueError(f"{{{{/{closed}}}}} closes nothing")
    return parts


@cache
def _foreign(template: str) -> tuple[_Part, ...]:
    """The parts of a template that somebody else wrote, without parts where it makes no sense."""
    try:
        return _parse(template)
    except ValueError:
        return ()


def _shown_fields(parts: tuple[_Part, ...]) -> Iterator[Shown]:
    for part in parts:
        if isinstance(part, Shown):
            yield part
        elif isinstance(part, _Where):
            yield from _shown_fields(part.parts)


def _parts(pieces: Iterator[str]) -> tuple[tuple[_Part, ...], str | None]:
    """Parts up to the closing tag of the condition we are in; `pieces` alternate between text and tag."""
    found: list[_Part] = []
    for text in pieces:
        if text:
            found.append(text)
        tag = next(pieces, None)
        if tag is None:
            break
        sign, name = tag.strip()[:1], tag.strip()[1:].strip()
        if sign == "/":
            return tuple(found), name
        if sign in ("#", "^"):
            inner, closed = _parts(pieces)
            if closed != name:
                raise ValueError(f"{{{{{sign}{name}}}}} is not closed")
            found.append(_Where(name, sign == "#", inner))
        elif sign != "!":
            *filters, name = (part.strip() for part in tag.split(":"))
            found.append(Shown(name, tuple(filters)))
    return tuple(found), None


def _says_something(parts: tuple[_Part, ...], filled: Collection[str]) -> bool:
    """Whether any filled field is shown; text of the template itself counts for nothing."""
    return any(
        part.name in filled if isinstance(part, Shown) else _says_something(part.parts, filled)
        for part in parts
        if isinstance(part, Shown) or (isinstance(part, _Where) and (part.name in filled) == part.filled)
    )


def _shown(parts: tuple[_Part, ...], fields: Mapping[str, str], ordinal: int, front: str | None) -> Iterator[str]:
    for part in parts:
        if isinstance(part, str):
            yield part
        elif isinstance(part, _Where):
            if is_blank(fields.get(part.name, "")) != part.filled:
                yield from _shown(part.parts, fields, ordinal, front)
        elif part.name == "FrontSide":
            yield front or ""
        elif part.filters == ("cloze",):
            yield show_clozes(fields.get(part.name, ""), ordinal + 1, asked=front is None)
        elif not part.filters:
            yield fields.get(part.name, "")
        else:
            raise ValueError(f"no filter {part.filters} in ankigen's templates")
