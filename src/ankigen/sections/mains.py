"""Mains: a long question, and the outline of its answer."""

from __future__ import annotations

from collections.abc import Iterator

from ankigen.model import Asked, Entry, Note
from ankigen.sections.cloze import bullets
from ankigen.sections.frames import frame
from ankigen.sections.spec import Key, Section

SUBDECK = "Mains"


def build(entry: Entry, note: Note) -> Iterator[Asked]:
    """The question with its marks and length; the answer is the outline, in a deck of its own."""
    q, outline = entry.text("q"), entry.texts("outline")
    asked_for = [_measure(note, key, entry.text(key)) for key in ("marks", "words") if entry.text(key)]
    measure = f" ({', '.join(asked_for)})" if asked_for else ""
    yield Asked(
        "q",
        frame(note, "mains", q=q, measure=measure),
        bullets(outline, ordered=True),
        (q, "; ".join(outline)),
        q.place,
        subdeck=SUBDECK,
    )


def _measure(note: Note, key: str, value: str) -> str:
    return frame(note, f"mains.{key}", **{key: value}) if value.isdigit() else value


SECTION = Section(
    "mains",
    "A question that wants an essay; the card asks for its outline.  It goes into a subdeck `Mains`, unless `decks` names another.",
    (
        Key("q", "text", "The question.", required=True),
        Key("outline", "texts", "The points of the answer, in order.", required=True),
        Key("marks", "text", "What it is worth, as in 10."),
        Key("words", "text", "How long the answer may be, as in 150."),
    ),
    build,
    """\
mains:
  - q: What are North Korea's main aims in deepening its alliance with Russia?
    marks: 10
    words: 150
    outline:
      - "Background: isolation and UN sanctions"
      - Missile and satellite technology
      - Economic aid
      - A shield in the Security Council
""",
    outlines=True,
)
