"""THE TABLE of note types: what a learner's collection holds for ever.

Fields and templates are matched by their permanent ids, in this order; adding, removing, reordering or renaming one
freezes every note of the type on every learner's machine (Anki treats the type as another one).  So they never change:
what is needed later takes a spare field, and a spare template shows nothing until its field is filled.  The front of a
template never changes either (that would make cards for every note); backs and `card.css` may.

What the spares are for is settled as far as fronts show them: the spare templates ask Spare 1 and Spare 2 (and answer,
today, with Spare 3 and Spare 4), and whatever is put into Spare 6 stands at the end of every front.  Spare 5 is free.

A note type belongs to one project: a publisher's theme never restyles another publisher's cards.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

from ankigen.model import Kind


class Template(NamedTuple):
    """A card template: its permanent id and name, and the stem of its two files in this package."""

    id: int
    name: str
    stem: str

    @property
    def front(self) -> str:
        return resource(f"{self.stem}.front.html")

    @property
    def back(self) -> str:
        return resource(f"{self.stem}.back.html")


class NoteType(NamedTuple):
    """A note type: fields and templates with permanent ids; `base` is what its own id is counted from."""

    kind: Kind
    name: str
    base: int
    fields: tuple[tuple[str, int], ...]
    templates: tuple[Template, ...]

    @property
    def field_names(self) -> tuple[str, ...]:
        return _names(self.fields)


@cache
def _names(fields: tuple[tuple[str, int], ...]) -> tuple[str, ...]:
    return tuple(name for name, _ in fields)


@cache
def resource(name: str) -> str:
    """The text of a template or style sheet shipped beside this file."""
    return Path(__file__).with_name(name).read_text("utf-8")


def _fields(first_id: int, *names: str) -> tuple[tuple[str, int], ...]:
    spares = tuple(f"Spare {number}" for number in range(1, 7))
    return tuple((name, first_id + at) for at, name in enumerate((*names, *spares)))


NOTETYPES: dict[Kind, NoteType] = {
    "qa": NoteType(
        "qa", "Question", 1_100_000_000_000,
        _fields(7_301_482_915_060_001, "Question", "Answer", "Reverse Question", "Reverse Answer",
                "Context", "Extra", "Source", "Language", "Retired"),
        (
            Template(7_301_482_915_060_101, "Question", "qa"),
            Template(7_301_482_915_060_102, "Reverse", "qa-reverse"),
            Template(7_301_482_915_060_103, "Spare 1", "spare-1"),
            Template(7_301_482_915_060_104, "Spare 2", "spare-2"),
        ),
    ),
    "cloze": NoteType(
        "cloze", "Blanks", 1_110_000_000_000,
        _fields(7_301_482_915_060_201, "Text", "Context", "Extra", "Source", "Language", "Retired"),
        (Template(7_301_482_915_060_301, "Blanks", "cloze"),),
    ),
    "choice": NoteType(
        "choice", "Choice", 1_120_000_000_000,
        _fields(7_301_482_915_060_401, "Question", "Options", "Answer", "Explanation",
                "Context", "Extra", "Source", "Language", "Retired"),
        (
            Template(7_301_482_915_060_501, "Choice", "choice"),
            Template(7_301_482_915_060_502, "Spare 1", "spare-1"),
            Template(7_301_482_915_060_503, "Spare 2", "spare-2"),
        ),
    ),
}
