"""MCQs: a question with options, each lure explained."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ankigen.model import Asked, Entry, Note, Option
from ankigen.patterns import pattern
from ankigen.sections.cloze import bullets
from ankigen.sections.frames import frame
from ankigen.sections.spec import Key, Section

_ABOVE = pattern(r"(?i)\babove\b")


def build(entry: Entry, note: Note) -> Iterator[Asked]:
    """A choice card; its options stand in the author's order, for the card builder to shuffle."""
    q, answer, statements = entry.text("q"), entry.text("answer"), entry.texts("statements")
    exam = " ".join(filter(None, (entry.text("exam"), entry.text("year"))))
    yield Asked(
        "q",
        with_statements(q, statements),
        answer,
        (" ".join((q, *statements)), answer),
        q.place,
        "choice",
        options=options_of(entry),
        explanation=entry.text("why"),
        extra=frame(note, "exam", exam=exam) if exam else "",
    )


def with_statements(q: str, statements: tuple[str, ...]) -> str:
    """The question with its numbered statements: above it where it says “above”, at its colon, or below it."""
    if not statements:
        return q
    numbered = bullets(statements, ordered=True)
    lead, colon, rest = re.match(r"(?s)(.*?)(:(?=\s|$)|$)\s*(.*)", q).groups()  # type: ignore[union-attr]
    if not colon and _ABOVE.search(q):
        lead, rest = "", q
    return "\n\n".join(filter(None, (lead + colon, numbered, rest)))


def options_of(entry: Entry) -> tuple[Option, ...]:
    """The options as the author wrote them."""
    options: tuple[Option, ...] = entry.values.get("options", ())
    return options


SECTION = Section(
    "mcqs",
    "A multiple-choice question; the options are shuffled once and for all.",
    (
        Key("q", "text", "The question.", required=True),
        Key("options", "options", "The options: texts, or `text` with `why` it is right or wrong.", required=True),
        Key("answer", "text", "The text of the right option.", required=True),
        Key("statements", "texts", "Statements to judge; they are numbered and stand at the question's colon."),
        Key("why", "text", "Why the answer is right."),
        Key("exam", "text", "The exam that asked it."),
        Key("year", "text", "The year in which it was asked."),
    ),
    build,
    """\
mcqs:
  - q: Which of these is a permanent member of the UN Security Council?
    options:
      - {text: Germany, why: It has been an elected member only.}
      - text: France
      - {text: Japan, why: It has been an elected member only.}
      - {text: India, why: It has been an elected member only.}
    answer: France
  - q: "Consider these statements on Article 51 of the Constitution of India: Which of them are correct?"
    statements:
      - It is a Directive Principle of State Policy.
      - It mentions arbitration.
      - It is enforceable by the courts.
    options: [1 and 2 only, 2 and 3 only, 1 and 3 only, "1, 2 and 3"]
    answer: 1 and 2 only
    why: Directive Principles are not enforceable by any court (Article 37).
""",
)
