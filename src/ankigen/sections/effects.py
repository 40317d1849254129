"""Effects: why something happened, and with what effect on whom."""

from __future__ import annotations

from collections.abc import Iterator

from ankigen.model import Asked, Entry, Note
from ankigen.sections.frames import frame
from ankigen.sections.spec import Key, Section, asked
from ankigen.words import bare, phrase_kind


def build(entry: Entry, note: Note) -> Iterator[Asked]:
    """Why the effect; what effect the cause."""
    cause, effect, on = entry.text("cause"), entry.text("effect"), entry.text("on")
    why = frame(note, f"effects.cause.{phrase_kind(effect)}", effect=bare(effect))
    yield asked(entry, "cause", why, cause, effect, "cause")
    whom = frame(note, "effects.on", on=bare(on)) if on else ""
    what = frame(note, f"effects.effect.{phrase_kind(cause)}", cause=bare(cause), on=whom)
    yield asked(entry, "effect", what, effect, cause, "effect")


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
