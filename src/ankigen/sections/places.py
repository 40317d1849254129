"""Places: where they are, and why they are in the news."""

from __future__ import annotations

from collections.abc import Iterator

from ankigen.codes import problem
from ankigen.model import Asked, Date, Entry, Note, Problem
from ankigen.sections.frames import frame
from ankigen.sections.spec import Key, Section, asked
from ankigen.words import date_in_words


def build(entry: Entry, note: Note) -> Iterator[Asked]:
    """Where is it; why is it in the news, in the month of the article."""
    name = entry.text("name")
    if where := entry.text("where"):
        yield asked(entry, "where", frame(note, "places.where", name=name), where, name, "where")
    if why := entry.text("why"):
        when = date_in_words(Date(note.date.year, note.date.month), note.lang) if note.date else ""
        question = frame(note, "places.why.dated" if when else "places.why", name=name, when=when)
        yield asked(entry, "why", question, why, name, "why")


def check(entry: Entry, note: Note) -> Iterator[Problem]:  # noqa: ARG001
    """A place of which nothing is told."""
    if not entry.text("where") and not entry.text("why"):
        yield problem("missing-key", entry.place, "Nothing is told of this place.", "Add `where:` or `why:`.")


SECTION = Section(
    "places",
    "A place.",
    (
        Key("name", "text", "Its name; with its article where English wants one.", required=True),
        Key("where", "text", "Where it is, as in “between the Red Sea and the Gulf of Aden”."),
        Key("why", "text", "Why it is in the news."),
    ),
    build,
    """\
places:
  - name: Bab-el-Mandeb Strait
    where: between the Red Sea and the Gulf of Aden
  - name: Kursk
    where: in western Russia, near the border with Ukraine
""",
    check=check,
)
