"""Timeline: when something happened, asked at exactly the precision that is written."""

from __future__ import annotations

from collections.abc import Iterator

from ankigen.model import Asked, Entry, Note
from ankigen.sections.frames import frame
from ankigen.sections.spec import Key, Section, calendar_check
from ankigen.words import as_written, bare, in_past, is_over, phrase_kind, precision, takes_place


def build(entry: Entry, note: Note) -> Iterator[Asked]:
    """In which year, in which month and year, on which date; when, where the time is in words."""
    event, date = entry.text("event"), entry.text("date")
    kind = phrase_kind(event)
    kind = "other" if kind == "noun" and not takes_place(event) else kind
    happened = in_past(event) if kind == "clause" and is_over(date, note.date) else event
    question = frame(note, f"timeline.{kind}.{precision(date)}".rstrip("."), event=bare(happened).rstrip("?"))
    yield Asked("when", question, as_written(date, note.lang), (event, date), date.place)


SECTION = Section(
    "timeline",
    "An event and its date.",
    (
        Key(
            "date",
            "text",
            "2026, 2026-01 or 2026-01-31, and the card asks for no more and no less; or in words, such as 44 BC.",
            required=True,
        ),
        Key("event", "text", "What happened: “Russia invaded Ukraine”, “launch of Chandrayaan-3”.", required=True),
    ),
    build,
    """\
timeline:
  - date: 2022-02
    event: Russia launched its full-scale war in Ukraine
  - date: 2023-07-14
    event: launch of Chandrayaan-3
  - date: 1950
    event: the Korean War began
  - date: 44 BC
    event: assassination of Julius Caesar
""",
    check=calendar_check("date"),
)
