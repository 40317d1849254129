"""What a learner does, in the real Anki: a scratch collection, imports with the options of a fresh profile, and the rest.

Works with any Anki from 2.1.66; nothing here knows ankigen.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from anki.collection import Collection, DeckIdLimit
from anki.import_export_pb2 import ImportAnkiPackageRequest

if TYPE_CHECKING:  # at run time anki wants its collection imported first
    from anki.cards import Card
    from anki.notes import Note


class Imported(NamedTuple):
    """What Anki's log of an import says, in numbers of notes."""

    new: int
    updated: int
    duplicate: int
    conflicting: int


@contextmanager
def collection() -> Iterator[Collection]:
    """An empty collection of a fresh profile."""
    with tempfile.TemporaryDirectory() as folder:
        col = Collection(str(Path(folder) / "collection.anki2"))
        col.db.execute("update col set ls = scm")  # as if it had been synced once, so that a full sync shows
        try:
            yield col
        finally:
            col.close()


def import_package(col: Collection, path: Path, **options: Any) -> Imported:
    """Import as the dialog does with its default options, or with others (`merge_notetypes=True`)."""
    if not has_options(col):
        assert not options
        log = col.import_anki_package(str(path)).log
    else:
        presets = col._backend.get_import_anki_package_presets()
        for name, value in options.items():
            setattr(presets, name, value)
        log = col.import_anki_package(ImportAnkiPackageRequest(package_path=str(path), options=presets)).log
    col.models._clear_cache()
    return Imported(len(log.new), len(log.updated), len(log.duplicate), len(log.conflicting))


def has_options(col: Collection) -> bool:
    """Whether this Anki's import dialog has options: from 23.10."""
    return hasattr(col._backend, "get_import_anki_package_presets")


def export_package(col: Collection, path: Path, deck: str, legacy: bool = True) -> None:
    """Export a deck as a person shares it: without schedules and presets."""
    limit = DeckIdLimit(col.decks.id(deck))
    try:
        from anki.collection import ExportAnkiPackageOptions
    except ImportError:  # before 24
        col.export_anki_package(out_path=str(path), limit=limit, with_scheduling=False, with_media=True, legacy_support=legacy)
    else:
        options = ExportAnkiPackageOptions(with_scheduling=False, with_deck_configs=False, with_media=True, legacy=legacy)
        col.export_anki_package(out_path=str(path), limit=limit, options=options)


def note(col: Collection, guid: str) -> Note:
    """The note that has this guid."""
    return col.get_note(col.db.scalar("select id from notes where guid = ?", guid))


def guids(col: Collection) -> set[str]:
    """The guids of every note."""
    return set(col.db.list("select guid from notes"))


def card(col: Collection, guid: str, ordinal: int = 0) -> Card:
    """A note's card by its ordinal."""
    return col.get_card(col.db.scalar("select id from cards where nid = ? and ord = ?", note(col, guid).id, ordinal))


def ordinals(col: Collection, guid: str) -> tuple[int, ...]:
    """The ordinals of the note's cards, ascending."""
    return tuple(col.db.list("select ord from cards where nid = ? order by ord", note(col, guid).id))


def rendered(col: Collection, guid: str, ordinal: int = 0) -> tuple[str, str]:
    """Question and answer as Anki renders them, without the style sheet, sounds as they are written in fields."""
    output = card(col, guid, ordinal).render_output()
    sounds = {"q": output.question_av_tags, "a": output.answer_av_tags}

    def written(html: str) -> str:
        return re.sub(r"\[anki:play:([qa]):(\d+)\]", lambda tag: f"[sound:{sounds[tag[1]][int(tag[2])].filename}]", html)

    return written(output.question_text), written(output.answer_text)


def check_database(col: Collection) -> str:
    """What Check Database had to mend; empty where all was well.

    That it adds the time of a last review is no matter of a package: it comes of answers given within one second.
    """
    report, _ = col.fix_integrity()
    return "\n".join(line for line in report.splitlines() if line and not re.match(r"Database (rebuilt|optimi)|Added last review time", line))


def empty_cards(col: Collection) -> set[tuple[str, int]]:
    """Guid and ordinal of every card that Tools → Empty Cards offers to delete."""
    return {
        (col.get_note(entry.note_id).guid, col.get_card(card_id).ord)
        for entry in col.get_empty_cards().notes
        for card_id in entry.card_ids
    }


def needs_full_sync(col: Collection) -> bool:
    """Whether something happened that only a full sync can carry to the learner's other devices."""
    return bool(col.schema_changed())


def study(col: Collection, guid: str, ordinal: int = 0) -> None:
    """Answer a card once with Good."""
    studied = card(col, guid, ordinal)
    studied.start_timer()
    states = col._backend.get_scheduling_states(studied.id)
    col.sched.answer_card(col.sched.build_answer(card=studied, states=states, rating=2))


def edit(col: Collection, guid: str, field: str, text: str) -> None:
    """Type another text into a field."""
    edited = note(col, guid)
    edited[field] = text
    col.update_note(edited)


def tag(col: Collection, guid: str, name: str) -> None:
    """Give the note a tag of the learner's own."""
    col.tags.bulk_add([note(col, guid).id], name)


def move(col: Collection, guid: str, deck: str, ordinal: int = 0) -> None:
    """Move a card into another deck, which is made where it does not exist."""
    col.set_deck([card(col, guid, ordinal).id], col.decks.id(deck))


def delete(col: Collection, guid: str) -> None:
    """Delete the note with its cards."""
    col.remove_notes([note(col, guid).id])
