"""Key points: sentences of the article, with blanks where something is worth recalling."""

from __future__ import annotations

from collections.abc import Iterator

from ankigen.markup import has_blanks
from ankigen.model import Asked, Entry, Note
from ankigen.sections.spec import Key, Section, asked


def build(entry: Entry, note: Note) -> Iterator[Asked]:  # noqa: ARG001
    """A cloze card of a text with blanks; of one without, a question only where the author gave one."""
    text, q = entry.text("text"), entry.text("q")
    if has_blanks(text):
        shown = f"{q}\n\n{text}" if q else text
        yield Asked("text", shown, "", (text, ""), text.place, "cloze")
    elif q:
        yield asked(entry, "text", q, text, q, "text")


SECTION = Section(
    "key_points",
    "A sentence; each blank in it is asked on its own, and without blanks it is only shown in the preview.",
    (Key("text", "text", "The sentence, with `{{…}}` or `{{…::hint}}` round what to recall.", required=True),),
    build,
    """\
key_points:
  - GST came into force on {{1 July 2017}} under the {{101st}} Constitutional Amendment.
  - text: "{{Arun Jaitley::who?}} chaired the first meeting of the GST Council."
    extra: He was then Union Minister of Finance.
  - Compensation to the States was promised for five years.
""",
    shorthand="text",
    by_blanks=True,
)
