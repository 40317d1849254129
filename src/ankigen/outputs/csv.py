"""The deck as Anki's text import reads it: a row per card, each with its guid, note type, deck and tags.

A row that Anki knows by its guid is updated in place.  Text carries neither note types nor media: a collection has those
from the package, which is to be imported once before.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from io import StringIO
from itertools import zip_longest

from ankigen.identity import Plan
from ankigen.model import Project
from ankigen.outputs.apkg import PackType
from ankigen.outputs.deck import package

_COLUMNS = ("guid", "notetype", "deck", "tags")


def csv_text(plan: Plan, project: Project) -> str:
    """The whole deck as text for Anki's File, Import.

    Every value is quoted, so that none is taken for a comment.  A deck comes before the decks below it: Anki would make
    it on the way to them, and then not know it for the same (it adds “Name+”).
    """
    made = package(plan, project)
    names = _field_columns(made.types)
    text = StringIO()
    text.write("#separator:Comma\n#html:true\n")
    text.writelines(f"#{name} column:{at}\n" for at, name in enumerate(_COLUMNS, 1))
    text.write("#columns:")
    rows = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\n")
    rows.writerow((*_COLUMNS, *names))
    for note in sorted(made.notes, key=lambda note: note.deck.count("::")):
        spare = [""] * (len(names) - len(note.fields))
        rows.writerow((note.guid, note.notetype.name, note.deck, " ".join(note.tags), *note.fields, *spare))
    return text.getvalue()


def _field_columns(types: Iterable[PackType]) -> Sequence[str]:
    """A heading for each column of fields: what the note types have there."""
    fields = ([name for name, _ in kind.fields] for kind in types)
    return [" / ".join(dict.fromkeys(name for name in names if name)) for names in zip_longest(*fields)]
