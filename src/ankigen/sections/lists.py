"""Lists: one item is asked at a time, its neighbours shown; never all at once."""

from __future__ import annotations

from collections.abc import Iterator

from ankigen.codes import problem
from ankigen.model import Asked, Entry, Note, Problem
from ankigen.sections.cloze import overlapping
from ankigen.sections.spec import Key, Section, repeated
from ankigen.words import bare


def build(entry: Entry, note: Note) -> Iterator[Asked]:  # noqa: ARG001
    """One cloze card with a blank for each item, under the title, or under the author's own `q`."""
    title, items = entry.text("title"), entry.texts("items")
    lead = entry.text("q") or title
    shown = lead if lead.endswith((":", "?")) else f"{bare(lead)}:"
    text = overlapping(shown, items, ordered=entry.text("ordered") == "true")
    yield Asked("items", text, "", (title, "; ".join(items)), title.place, "cloze")


def check(entry: Entry, note: Note) -> Iterator[Problem]:  # noqa: ARG001
    """A list of one item, or with one twice."""
    items = entry.texts("items")
    if len(items) < 2:
        yield problem(
            "too-few", entry.place_of("items"), "A list needs two items or more.", "Make a single fact an entry of `cards`."
        )
    yield from repeated("items", items)


SECTION = Section(
    "lists",
    "An enumeration.",
    (
        Key("title", "text", "What is listed; it stands above the items.", required=True),
        Key("items", "texts", "The items; an item may have blanks of its own.", required=True),
        Key("ordered", "flag", "`true` where the order is part of the fact."),
    ),
    build,
    """\
lists:
  - title: The permanent members of the UN Security Council
    items: [China, France, Russia, United Kingdom, United States]
  - title: The stages of a bill in the Lok Sabha
    ordered: true
    items: [First reading, Second reading, Third reading]
""",
    check=check,
    sets_blanks=True,
)
