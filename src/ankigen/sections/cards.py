"""Cards: a question and its answer in the author's own words, and the question back where an exam asks both."""

from __future__ import annotations

from collections.abc import Iterator

from ankigen.codes import problem
from ankigen.model import Asked, Entry, Note, Problem
from ankigen.patterns import pattern
from ankigen.sections.frames import frame
from ankigen.sections.spec import Key, Section, asked
from ankigen.words import bare, base

_OF = pattern(r"(?:What|Which) (?:is|was) (the [^?,]+?) of ([^?,]+)\?")
_VAGUE = pattern(r"the (?:\w+ )*(?:name|number|date|year|form|meaning|value|cause|effect|result|purpose|subject|aim|role)")
_WHO = pattern(r"Who (is|was|are|were) ([^?,]+)\?")


def build(entry: Entry, note: Note) -> Iterator[Asked]:
    """The question, and on the same record the way back where there is one."""
    yield asked(entry, "q", entry.text("q"), entry.text("a"), entry.text("q"), "q", reverse=way_back(entry, note))


def way_back(entry: Entry, note: Note) -> tuple[str, str] | None:
    """The reverse question and its answer; None where none is wanted, or none can be made that reads well."""
    reverse = entry.values.get("reverse", "false")
    if reverse == "false":
        return None
    if reverse != "true":
        return (reverse, entry.text("reverse_a")) if entry.text("reverse_a") else None
    if base(note.lang) != "en":
        return None
    answer = bare(entry.text("a"))
    if found := _WHO.fullmatch(entry.text("q")):
        return frame(note, "cards.who", verb=found[1], answer=answer), found[2]
    if (found := _OF.fullmatch(entry.text("q"))) and not _VAGUE.fullmatch(found[1]):
        return frame(note, "cards.of", answer=answer, what=found[1]), found[2]
    return None


def check(entry: Entry, note: Note) -> Iterator[Problem]:
    """A way back that cannot be asked as it is written."""
    reverse = entry.values.get("reverse", "false")
    if reverse == "false":
        if "reverse_a" in entry.values:
            yield problem(
                "missing-key",
                entry.place_of("reverse_a"),
                "`reverse_a` answers a question that is not there.",
                "Write the question behind `reverse:`.",
            )
    elif reverse != "true" and not entry.text("reverse_a"):
        yield problem("missing-key", reverse.place, "The reverse question has no answer.", "Write its answer behind `reverse_a:`.")
    elif reverse == "true" and way_back(entry, note) is None:
        yield problem(
            "unclear-reverse",
            reverse.place,
            "This question cannot be turned round so that it reads well.",
            "Write the reverse question behind `reverse:` and its answer behind `reverse_a:`.",
        )


SECTION = Section(
    "cards",
    "A question and its answer.",
    (
        Key("q", "text", "The question.", required=True),
        Key("a", "text", "The answer, as short as it can be.", required=True),
        Key("reverse", "reverse", "`true`, or the question that leads back; then `reverse_a` is its answer."),
        Key("reverse_a", "text", "The answer to the reverse question."),
    ),
    build,
    """\
cards:
  - q: Which Article of the Constitution of India provides for the GST Council?
    a: Article 279A
    reverse: For which body does Article 279A of the Constitution of India provide?
    reverse_a: The GST Council
  - q: What is the capital of Mongolia?
    a: Ulaanbaatar
    reverse: true
""",
    check=check,
)
