"""People: who holds a role, and what a person's role is."""

from __future__ import annotations

from collections.abc import Iterator

from ankigen.model import Asked, Entry, Note
from ankigen.patterns import pattern
from ankigen.sections.frames import adverb, as_of, frame
from ankigen.sections.spec import Key, Section, asked, calendar_check
from ankigen.words import base, does_something

_ONE_OF_MANY = pattern(r"(?i)(?:an?|one of)\s")


def build(entry: Entry, note: Note) -> Iterator[Asked]:
    """Who holds the role, unless it is one that many hold (“a poet”); which role is this person's."""
    name, role, when = entry.text("name"), entry.text("role"), entry.text("as_of")
    dated, verb, hedge = ".dated" if when else "", ".verb" if does_something(role) else "", adverb(entry)
    if entry.text("q") or base(note.lang) != "en" or not _ONE_OF_MANY.match(role):
        who = frame(note, f"people.who{verb or dated}", role=role, hedge=hedge)
        yield asked(entry, "who", as_of(note, when, who), name, role, "name")
    which = frame(note, f"people.role{verb}{dated}", name=name, hedge=hedge)
    yield asked(entry, "role", as_of(note, when, which), role, name, "role")


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
    check=calendar_check("as_of"),
)
