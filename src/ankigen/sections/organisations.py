"""Organisations: one card for each fact that is given."""

from __future__ import annotations

from collections.abc import Iterator

from ankigen.model import Asked, Entry, Note
from ankigen.sections.cloze import overlapping
from ankigen.sections.frames import adverb, frame
from ankigen.sections.spec import Key, Section, asked, calendar_check
from ankigen.words import as_written, precision


def build(entry: Entry, note: Note) -> Iterator[Asked]:
    """What it is, what its letters stand for, who heads it, where it sits, when it was founded, who belongs to it."""
    name = entry.text("name")
    for key in ("is", "expands", "head", "hq", "founded"):
        if value := entry.text(key):
            asks = precision(value) if key == "founded" else ""
            question = frame(note, f"organisations.{key}.{asks}".rstrip("."), name=name, hedge=adverb(entry))
            yield asked(entry, key, question, as_written(value, note.lang) if asks else value, name, key)
    members = entry.texts("members")
    if len(members) == 1 and members[0][:1].isdigit():
        yield asked(entry, "members", frame(note, "organisations.members.count", name=name), members[0], name, "members")
    elif members:
        text = overlapping(frame(note, "organisations.members", name=name), members)
        yield Asked("members", text, "", (name, ", ".join(members)), entry.place_of("members"), "cloze")


SECTION = Section(
    "organisations",
    "An organisation; each fact given makes a card.",
    (
        Key("name", "text", "Its name; with its article where English wants one (“the Quad”).", required=True),
        Key("is", "text", "What it is.", required=True),
        Key("expands", "text", "What its abbreviation stands for."),
        Key("head", "text", "Who heads it."),
        Key("hq", "text", "Where its headquarters are."),
        Key("founded", "text", "When it was founded: 1969, 1969-08 or 1969-08-15, or in words."),
        Key("members", "text or texts", "Its members, or how many there are."),
    ),
    build,
    """\
organisations:
  - name: ISRO
    is: India's national space agency
    expands: Indian Space Research Organisation
    hq: Bengaluru
    founded: 1969-08-15
  - name: the Quad
    is: a grouping of four Indo-Pacific democracies
    members: [Australia, India, Japan, United States]
""",
    check=calendar_check("founded"),
)
