"""Stakeholders: what each party wants, gains, fears and does, one card an item."""

from __future__ import annotations

from collections.abc import Iterator

from ankigen.codes import problem
from ankigen.model import Asked, Entry, Note, Problem
from ankigen.sections.cloze import bullets
from ankigen.sections.frames import adverb, frame
from ankigen.sections.spec import Key, Section, repeated

_KEYS = ("wants", "gains", "fears", "does")


def build(entry: Entry, note: Note) -> Iterator[Asked]:
    """A question an item; where there are several, the others are shown, so that only one answer is right."""
    name = entry.text("name")
    for key in _KEYS:
        about = frame(note, f"about.{key}", subject=note.subject) if note.subject else ""
        items = entry.texts(key)
        for item in dict.fromkeys(items):
            others = [other for other in items if other != item]
            question = frame(
                note, f"stakeholders.{key}", name=name, about=about, hedge=adverb(entry), else_=frame(note, "else") if others else ""
            )
            shown = f"{question}\n\n{bullets(others)}" if others else question
            yield Asked(f"{key}:{item}" if len(items) > 1 else key, shown, item, (name, item), item.place)


def check(entry: Entry, note: Note) -> Iterator[Problem]:  # noqa: ARG001
    """A stakeholder of whom nothing is told, or the same thing twice."""
    if not any(entry.texts(key) for key in _KEYS):
        yield problem(
            "missing-key", entry.place, "Nothing is told of this stakeholder.", "Add `wants:`, `gains:`, `fears:` or `does:`."
        )
    for key in _KEYS:
        yield from repeated(key, entry.texts(key))


SECTION = Section(
    "stakeholders",
    "A party and its interests; the question names the note's `subject`.",
    (
        Key("name", "text", "The party; with its article where English wants one.", required=True),
        Key("wants", "text or texts", "What it is after, as in “missile and satellite technology”."),
        Key("gains", "text or texts", "What it gets."),
        Key("fears", "text or texts", "What it is afraid of."),
        Key("does", "text or texts", "What it does, as in “warns against arms transfers”."),
    ),
    build,
    """\
stakeholders:
  - name: North Korea
    wants: [missile and satellite technology, economic aid]
    gains: a shield against further UN sanctions
  - name: the US and its allies
    fears: loss of stability in East Asia
""",
    check=check,
)
