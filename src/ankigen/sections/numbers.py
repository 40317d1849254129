"""Numbers: a figure worth knowing, with the time it is of."""

from __future__ import annotations

from collections.abc import Iterator

from ankigen.model import Asked, Entry, Note
from ankigen.patterns import pattern
from ankigen.sections.frames import adverb, as_of, frame
from ankigen.sections.spec import Key, Section, asked, calendar_check
from ankigen.words import is_plural, is_question, phrase_kind, question

_ABOUT = frozenset({"about", "around", "roughly", "nearly", "almost", "over", "under", "at least", "more than", "up to"})
_COUNT = pattern(r"[\d,. ]+")


def build(entry: Entry, note: Note) -> Iterator[Asked]:
    """What is the figure; how many are there, where things are counted."""
    what, value = entry.text("what"), entry.text("value")
    wording = (f"numbers.count.{phrase_kind(what)}" if _COUNT.fullmatch(value) else "numbers.plural") if is_plural(what) else "numbers"
    asks = question(what) if is_question(what) else frame(note, wording, what=what, hedge=adverb(entry))
    hedge = entry.text("hedge")
    figure = f"{hedge} {value}" if hedge.lower() in _ABOUT else value
    yield asked(entry, "value", as_of(note, entry.text("as_of"), asks), figure, what, "value")


SECTION = Section(
    "numbers",
    "A figure.",
    (
        Key("what", "text", "What is measured or counted, as in “height of Mount Everest”, or a question.", required=True),
        Key("value", "text", "The figure with its unit, as it shall be recalled.", required=True),
        Key("as_of", "text", "When that was so: 2026, 2026-01, 2026-01-31, or in words such as 2025-26."),
    ),
    build,
    """\
numbers:
  - what: members of the United Nations
    value: 193
    as_of: 2025
  - what: height of Mount Everest
    value: 8,848.86 m
    as_of: 2020-12
""",
    check=calendar_check("as_of"),
    figures=True,
)
