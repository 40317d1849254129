"""People: who holds a role, and what a person's role is."""

from __future__ import annotations

from collections.abc import Iterator

from ankigen.model import Asked, Entry, Note
from ankigen.sections.frames import adverb, as_of, frame
from ankigen.sections.spec import Key, Section, asked


def build(entry: Entry, note: Note) -> Iterator[Asked]:
    """Who holds the role; which role is this person's."""
    name, role, when = entry.text("name"), entry.text("role"), entry.text("as_of")
    dated, hedge = ".dated" if when else "", adverb(entry)
    yield asked(entry, "who", as_of(note, when, frame(note, f"people.who{dated}", role=role, hedge=hedge)), name, role, "name")
    yield asked(entry, "role", as_of(note, when, frame(note, f"people.role{dated}", name=name, hedge=hedge)), role, name, "role")


SECTION = Section(
    "people",
    "A person and the role that matters here.",
    (
        Key("name", "text", "The person's name.", required=True),
        Key("role", "text", "The role, as in “Secretary-General of the United Nations”.", required=True),
        Key("as_of", "text", "When that was so: 2026, 2026-01, 2026-01-31, or in words."),
    ),
    build,
    """\
people:
  - name: António Guterres
    role: Secretary-General of the United Nations
    as_of: 2025-12
""",
)
