"""Terms: words and abbreviations, what they mean, and what they are mistaken for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ankigen.model import Asked, Entry, Note
from ankigen.patterns import pattern
from ankigen.sections.frames import apart, frame
from ankigen.sections.spec import Key, Section, asked
from ankigen.words import bare, base, counted, without

_NAME = pattern(r"(?i:the|an?)\s.+|\S*[A-Z\d]\S*[A-Z\d]\S*")


def build(entry: Entry, note: Note) -> Iterator[Asked]:
    """What is it; what does it stand for; which term is it; what is it not."""
    term, means, expands, other = map(entry.text, ("term", "means", "expands", "not"))
    how = "name" if _NAME.fullmatch(term) else "word"
    named = counted(term, means, expands) if base(note.lang) == "en" else term
    yield asked(entry, "means", frame(note, f"terms.means.{how}", term=named, apart=apart(entry, note)), means, term, "means")
    if expands:
        yield asked(entry, "expands", frame(note, "terms.expands", term=term), expands, term, "expands")
    if entry.text("reverse") not in ("", "false"):
        hidden = bare(without(without(means, term), expands))
        wording = "terms.which.noun" if re.match(r"(?i)(?:the|an?) ", hidden) else "terms.which"
        own = entry.text("reverse") if entry.text("reverse") != "true" else ""
        yield asked(entry, "which", own or frame(note, wording, means=hidden), term, means, "term")
    if other:
        yield asked(entry, "not", frame(note, f"terms.not.{how}", term=named), other, term, "not")


SECTION = Section(
    "terms",
    "A term or an abbreviation.",
    (
        Key("term", "text", "The term; with its article where it has one (“the Quad”).", required=True),
        Key("means", "text", "What it is, without the term itself.", required=True),
        Key("expands", "text", "What the abbreviation stands for."),
        Key("not", "text", "What it is easily mistaken for."),
        Key("reverse", "reverse", "`true` asks for the term by its meaning, or the question that does so."),
    ),
    build,
    """\
terms:
  - term: strategic autonomy
    means: a state's freedom to choose its own foreign policy
    reverse: true
  - term: ROK
    means: South Korea
    expands: Republic of Korea
    not: DPRK
""",
    of_words=True,
)
