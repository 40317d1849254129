"""Comparisons: things that are mistaken for one another, told apart row by row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ankigen.codes import problem
from ankigen.model import Asked, Entry, Note, Problem, Text
from ankigen.patterns import pattern
from ankigen.sections.frames import frame
from ankigen.sections.spec import Key, Section, repeated
from ankigen.words import bare, is_question, joined, names_a_person, names_a_thing, question

_YES_NO = pattern(r"(?i)(?:yes|no|हाँ|नहीं)(?:[.,;:–—( ]*$|[,;:(]| [(–—])")


def build(entry: Entry, note: Note) -> Iterator[Asked]:
    """A question for each row and item; it names the items that have another value there."""
    items = entry.texts("items")
    for axis, values in _rows(entry).items():
        wording = "yes" if any(map(_YES_NO.match, values)) and not is_question(axis) else _wording(axis)
        head = question(axis) if wording == "question" else bare(axis)
        for item, value in zip(items, values, strict=False):
            others = [frame(note, "named", item=other) for other, its in zip(items, values, strict=False) if its != value]
            apart = frame(note, "not", other=joined(others, frame(note, "or"))) if others else ""
            asks = frame(note, f"comparisons.{wording}", axis=head, item=item, apart=apart)
            yield Asked(f"row:{axis}/{item}", asks, value, (f"{item}: {axis}", value), value.place)


def _wording(axis: str) -> str:
    if is_question(axis):
        return "question"
    if not names_a_thing(axis):
        return "other"
    return ("who" if names_a_person(axis) else "plain") + (".of" if " of " in axis else "")


def check(entry: Entry, note: Note) -> Iterator[Problem]:  # noqa: ARG001
    """Too few items, or a row that has not one value for each."""
    items = entry.texts("items")
    if len(items) < 2:
        yield problem("too-few", entry.place_of("items"), "A comparison needs two items or more.", "Add what it is mistaken for.")
    yield from repeated("items", items)
    for axis, values in _rows(entry).items():
        if len(values) != len(items):
            yield problem(
                "uneven-row",
                getattr(axis, "place", entry.place),
                f"The row “{axis}” does not have one value for each item: {len(values)} for {len(items)}.",
                "Give one value for each item, in their order.",
            )


def _rows(entry: Entry) -> Mapping[Text, tuple[Text, ...]]:
    rows: Mapping[Text, tuple[Text, ...]] = entry.values.get("rows", {})
    return rows


SECTION = Section(
    "comparisons",
    "Two or more things that are mistaken for one another.",
    (
        Key("items", "texts", "Their names.", required=True),
        Key("rows", "rows", "What to compare, as in `capital`: one value for each item, in their order.", required=True),
    ),
    build,
    """\
comparisons:
  - items: [the Lok Sabha, the Rajya Sabha]
    rows:
      presiding officer: [the Speaker, the Vice-President of India]
      English name: [House of the People, Council of States]
""",
    check=check,
    yes_no=True,  # it asks of each thing what the others have otherwise
)
