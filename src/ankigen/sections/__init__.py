"""THE TABLE of sections: what a note may hold, in the order of the format; a new section is a file here and a row.

Entry ─ask→ Asked      through the section's `build`, then what holds for all: `card`, `q`, `kind`, `hedge`, `extra`
"""

from __future__ import annotations

from collections.abc import Iterator

from ankigen.model import Asked, Entry, Note
from ankigen.sections import (
    cards,
    comparisons,
    effects,
    key_points,
    laws,
    lists,
    mains,
    mcqs,
    numbers,
    organisations,
    people,
    places,
    quotes,
    stakeholders,
    terms,
    timeline,
)
from ankigen.sections.finish import finished
from ankigen.sections.spec import Section

SECTIONS: dict[str, Section] = {
    section.name: section
    for section in (
        key_points.SECTION,
        cards.SECTION,
        terms.SECTION,
        people.SECTION,
        organisations.SECTION,
        timeline.SECTION,
        quotes.SECTION,
        numbers.SECTION,
        laws.SECTION,
        stakeholders.SECTION,
        effects.SECTION,
        comparisons.SECTION,
        places.SECTION,
        lists.SECTION,
        mcqs.SECTION,
        mains.SECTION,
    )
}

_WORD_THEIR_OWN = {section.name for section in SECTIONS.values() if "q" in section.own_keys}
"""Sections whose entries have a `q` that is no other wording of their main card."""


def ask(entry: Entry, note: Note) -> Iterator[Asked]:
    """All that an entry asks, ready for the card builder; nothing where the author said `card: false`."""
    if entry.values.get("card") == "false":
        return
    q = "" if entry.section in _WORD_THEIR_OWN else entry.values.get("q", "")
    for asked in SECTIONS[entry.section].build(entry, note):
        yield finished(asked, entry, note, q)
        q = ""
