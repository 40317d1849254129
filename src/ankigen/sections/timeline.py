"""Timeline: when something happened, asked at exactly the precision that is written."""

from __future__ import annotations

from collections.abc import Iterator

from ankigen.model import Asked, Entry, Note
from ankigen.sections.frames import frame
from ankigen.sections.spec import Key, Section
from ankigen.words import as_written, bare, parse_date, phrase_kind, precision, takes_place


def build(entry: Entry, note: Note) -> Iterator[Asked]:
    """In which year, in which month and year, or on which date."""
    event, date = entry.text("event"), entry.text("date")
    written = parse_date(date)
    if written:
        kind = phrase_kind(event)
        kind = "other" if kind == "noun" and not takes_place(event) else kind
        question = frame(note, f"timeline.{kind}.{precision(written)}", event=bare(event))
        yield Asked("when", question, as_written(date, note.lang), (event, date), date.place)


SECTION = Section(
    "timeline",
    "An event and its date.",
    (
        Key("date", "date", "2026, 2026-01 or 2026-01-31: the card asks for no more and no less.", required=True),
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
""",
)
