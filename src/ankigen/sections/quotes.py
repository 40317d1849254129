"""Quotes: who said it, what it refers to, what was meant."""

from __future__ import annotations

from collections.abc import Iterator

from ankigen.model import Asked, Entry, Note
from ankigen.sections.frames import adverb, frame
from ankigen.sections.spec import Key, Section, asked
from ankigen.words import bare, mid, quoted, shares_name, words_of

_LEADS = frozenset({"in", "at", "on", "during", "before", "after", "to", "while", "when", "as"})


def build(entry: Entry, note: Note) -> Iterator[Asked]:
    """Who said it; to what it refers; what was meant by it."""
    text, speaker, occasion = entry.text("text"), entry.text("speaker"), bare(entry.text("occasion"))
    first = [word.lower() for word in words_of(occasion)[:1]]
    shown = (f" {mid(occasion)}" if first and first[0] in _LEADS else f" ({occasion})") if occasion else ""
    known = {"text": text, "speaker": speaker}
    told = "" if shares_name(occasion, speaker) else shown
    own = ".question" if quoted(text).endswith("?”") else ""  # a second question mark would stand behind it
    yield asked(
        entry,
        "speaker",
        frame(note, "quotes.speaker" + (own if not told else ""), occasion=told, hedge=adverb(entry), **known),
        speaker,
        text,
        "speaker",
    )
    for key in ("about", "means"):
        if value := entry.text(key):
            wording = f"quotes.{key}" + (own if not shown else "")
            yield asked(entry, key, frame(note, wording, occasion=shown, **known), value, text, key)


SECTION = Section(
    "quotes",
    "Words that somebody said or wrote.",
    (
        Key("text", "text", "The words, with or without quotation marks.", required=True),
        Key("speaker", "text", "Who said them.", required=True),
        Key("occasion", "text", "When or where, as in “in a New Year 2026 message”."),
        Key("about", "text", "Whom or what they are about."),
        Key("means", "text", "What was meant by them."),
    ),
    build,
    """\
quotes:
  - text: alien land
    speaker: Kim Jong Un
    occasion: New Year 2026 message
    means: the front in Russia’s war against Ukraine
    kind: analysis
  - text: Swaraj is my birthright, and I shall have it!
    speaker: Bal Gangadhar Tilak
""",
    verbatim=True,
    of_words=True,
)
