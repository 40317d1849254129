"""Effects: why something happened, and with what effect on whom."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import MAXYEAR

from ankigen.model import Asked, Entry, Note
from ankigen.patterns import pattern
from ankigen.sections.frames import frame
from ankigen.sections.spec import Key, Section, asked
from ankigen.words import CAUSES, bare, phrase_kind, year_of

_BECAUSE = pattern(rf"(?i)(?:{'|'.join(CAUSES)})\s+")


def build(entry: Entry, note: Note) -> Iterator[Asked]:
    """Why the effect; what effect the cause."""
    cause, effect, on = entry.text("cause"), entry.text("effect"), entry.text("on")
    why = frame(note, f"effects.cause.{_kind(effect, note)}", effect=bare(effect))
    yield asked(entry, "cause", why, cause, effect, "cause")
    whom = frame(note, "effects.on", on=bare(on)) if on else ""
    reason = _BECAUSE.sub("", cause, 1) if _BECAUSE.match(cause) else cause
    what = frame(note, f"effects.effect.{_kind(reason, note)}", cause=bare(reason), on=whom)
    yield asked(entry, "effect", what, effect, cause, "effect")


def _kind(phrase: str, note: Note) -> str:
    """What the frames for a phrase are called; an event of a year up to the article's own is past."""
    kind = phrase_kind(phrase)
    past = kind == "noun" and 0 < year_of(phrase) <= (note.date.year if note.date else MAXYEAR)
    return "noun.past" if past else kind


SECTION = Section(
    "effects",
    "A cause and its effect.",
    (
        Key("cause", "text", "What brings it about: a noun phrase, or a sentence without its full stop.", required=True),
        Key("effect", "text", "What follows: a noun phrase, or a sentence without its full stop.", required=True),
        Key("on", "text", "Whom or what it affects."),
    ),
    build,
    """\
effects:
  - cause: the RBI raised the repo rate in 2022
    effect: loans became costlier
    on: borrowers
  - cause: vetoes of permanent members
    effect: paralysis of the UN Security Council
    kind: analysis
""",
)
