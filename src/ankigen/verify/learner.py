"""A learner's side of the real Anki: a collection of their own, imports as the dialog does them, and what they hold."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from anki.collection import Collection, ImportAnkiPackageRequest  # isort: skip  (anki wants this one first)
from anki.sound import SoundOrVideoTag

from ankigen.plainly import sentence_of

_CARD = "c.did, c.due, c.ivl, c.factor, c.reps, c.lapses, c.left, c.odue, c.odid, c.type, c.queue, c.flags"


class Refused(Exception):
    """Anki takes nothing of the package, or cannot open the collection; the message is Anki's."""


class Moving(Exception):
    """The collection changed while it was copied: it is open in Anki."""


@dataclass(frozen=True, slots=True)
class Held:
    """A note as a collection holds it."""

    nid: int
    type: int
    mod: int
    tags: tuple[str, ...]
    fields: tuple[str, ...]

    @property
    def says(self) -> tuple[object, ...]:
        """All that an import compares or replaces."""
        return self.tags, self.fields

    @property
    def words(self) -> str:
        """What the note is about, short enough for a line."""
        words = next(filter(None, map(sentence_of, self.fields)), "(an empty note)")
        return words if len(words) <= 100 else words[:99] + "…"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Notes by guid, cards by guid and ordinal: the card's deck, then all of its schedule."""

    notes: Mapping[str, Held]
    cards: Mapping[tuple[str, int], tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Log:
    """The guids of the notes that an import added, updated and left; how many it could not update (Anki does not say which)."""

    new: frozenset[str]
    updated: frozenset[str]
    duplicate: frozenset[str]
    conflicting: int


class Learner:
    """A collection in a scratch folder, as if it had been synced once; gone when the context ends."""

    def __init__(self, col: Any) -> None:  # Anki's own types want an id of a type of its own at every turn
        self.col = col
        self.col.db.execute("update col set ls = scm")

    def take(self, package: Path) -> Log:
        """Import as the dialog does with the options it starts with.  Raises `Refused`."""
        options = self.col._backend.get_import_anki_package_presets()
        request = ImportAnkiPackageRequest(package_path=str(package.resolve()), options=options)
        log = _or_refused(lambda: self.col.import_anki_package(request)).log
        guids = dict(self.col.db.all("select id, guid from notes"))

        def told(notes: Sequence[Any]) -> frozenset[str]:
            return frozenset(guids[note.id.nid] for note in notes if note.id.nid in guids)

        return Log(told(log.new), told(log.updated), told(log.duplicate), len(log.conflicting))

    def options(self) -> tuple[str, ...]:
        """The options of this collection's import dialog that are not those of a fresh one, by their names."""
        presets = self.col._backend.get_import_anki_package_presets()
        return tuple(field.name for field, _ in presets.ListFields())

    def snapshot(self) -> Snapshot:
        """What the learner holds now."""
        notes = {
            guid: Held(nid, mid, mod, tuple(tags.split()), tuple(fields.split("\x1f")))
            for nid, guid, mid, mod, tags, fields in self.col.db.all("select id, guid, mid, mod, tags, flds from notes order by id desc")
        }
        rows = self.col.db.all(f"select n.guid, c.ord, {_CARD} from cards c join notes n on n.id = c.nid")
        return Snapshot(notes, {(guid, ordinal): tuple(row) for guid, ordinal, *row in rows})

    def field_names(self, note: Held) -> list[str]:
        """The names of the note's fields, in order."""
        return [field["name"] for field in (self.col.models.get(note.type) or {"flds": []})["flds"]]

    def blank(self, note: Held, ordinal: int) -> str:
        """The words that a card of a cloze note asks for; nothing of any other note."""
        return next(filter(None, (self.col.extract_cloze_for_typing(field, ordinal + 1) for field in note.fields)), "")

    def deck(self, number: int) -> str:
        """A deck's name."""
        return str(self.col.decks.name(number))

    def check_database(self) -> list[str]:
        """What Check Database had to mend; the cards that it makes for notes without one, too, of which Anki says nothing."""
        before = self.col.card_count()
        said = list(self.col._backend.check_database())
        made = self.col.card_count() - before
        return [*map(plain, said), *([f"notes without a card: {made} made in the deck Default"] if made > 0 else [])]

    def settle(self) -> None:
        """Let Anki mend what there is to mend, so that what it says later is the import's doing."""
        self.check_database()
        self.col.db.execute("update col set ls = scm")

    def empty_cards(self) -> set[tuple[str, int]]:
        """Guid and ordinal of every card that Empty Cards offers to delete."""
        found = [number for note in self.col.get_empty_cards().notes for number in note.card_ids]
        asked = ",".join(map(str, found))
        return {(guid, ordinal) for guid, ordinal in self.col.db.all(
            f"select n.guid, c.ord from cards c join notes n on n.id = c.nid where c.id in ({asked})"
        )}

    def shown(self) -> Iterator[tuple[tuple[str, int], tuple[str, str, tuple[str, ...]]]]:
        """Every card: its guid and ordinal; its front and back as Anki renders them, and the files that it plays."""
        rows = self.col.db.all("select n.guid, c.ord, c.id from cards c join notes n on n.id = c.nid order by c.nid, c.ord")
        for guid, ordinal, number in rows:
            made = self.col.get_card(number).render_output()
            sounds = (*made.question_av_tags, *made.answer_av_tags)
            yield (guid, ordinal), (
                made.question_text, made.answer_text, tuple(tag.filename for tag in sounds if isinstance(tag, SoundOrVideoTag))
            )

    def files_in(self, html: str) -> Iterator[str]:
        """The names of the files that HTML shows, as Anki's media check finds them."""
        for pattern in self.col.media.html_media_regexps:
            for found in re.finditer(pattern, html):
                yield found["fname"]

    def files_of_types(self, types: Iterable[int]) -> Iterator[tuple[str, str]]:
        """The files that templates and style sheets of these note types name, each with the note type's name."""
        for number in types:
            kind = self.col.models.get(number)
            for name in self.col.media.extract_static_media_files(number):
                yield name, str(kind["name"]) if kind else ""

    def media(self) -> frozenset[str]:
        """The names of the files in the media folder."""
        return frozenset(path.name for path in Path(self.col.media.dir()).iterdir())

    def needs_full_sync(self) -> bool:
        """Whether something happened that only a full sync carries to other devices."""
        return bool(self.col.schema_changed())

    def study(self, at: int, guid: str, ordinal: int) -> None:
        """Answer a card: Again, Hard, Good and Easy in turn."""
        card = self.col.get_card(self._card(guid, ordinal))
        card.start_timer()
        states = self.col._backend.get_scheduling_states(card.id)
        self.col.sched.answer_card(self.col.sched.build_answer(card=card, states=states, rating=at % 4))

    def edit(self, note: Held, field: int, text: str) -> None:
        """Type another text into a field."""
        edited = self.col.get_note(note.nid)
        edited.fields[field] = text
        self.col.update_note(edited)

    def tag(self, note: Held, tag: str) -> None:
        """Give a note a tag."""
        self.col.tags.bulk_add([note.nid], tag)

    def move(self, guid: str, ordinal: int, deck: str) -> None:
        """Move a card to a deck, which is made where it is missing."""
        self.col.set_deck([self._card(guid, ordinal)], self.col.decks.id(deck))

    def suspend(self, guid: str, ordinal: int) -> None:
        """Suspend a card."""
        self.col.sched.suspend_cards([self._card(guid, ordinal)])

    def flag(self, guid: str, ordinal: int) -> None:
        """Give a card a red flag."""
        self.col.set_user_flag_for_cards(1, [self._card(guid, ordinal)])

    def _card(self, guid: str, ordinal: int) -> Any:
        return self.col.db.scalar("select c.id from cards c join notes n on n.id = c.nid where n.guid = ? and c.ord = ?", guid, ordinal)


@contextmanager
def fresh() -> Iterator[Learner]:
    """A learner who has nothing yet."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder, _opened(Path(folder) / "collection.anki2") as learner:
        yield learner


@contextmanager
def copy_of(file: Path) -> Iterator[Learner]:
    """A learner with a copy of the collection in `file`, which itself is only read, byte by byte, and never opened.

    Raises `Moving` where it changed meanwhile, `Refused` where this Anki cannot open it, and `OSError`.
    """
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        copy = Path(folder) / "collection.anki2"
        before = _signs(file)
        for suffix in ("", "-wal"):  # what Anki wrote last may stand in the log beside it
            if (part := file.with_name(file.name + suffix)).exists():
                shutil.copyfile(part, copy.with_name(copy.name + suffix))
        if _signs(file) != before:
            raise Moving(str(file))
        with _opened(copy) as learner:
            learner.settle()
            yield learner


def media_beside(file: Path) -> frozenset[str]:
    """The names of the media files of the collection in `file`."""
    folder = file.with_suffix(".media")
    return frozenset(path.name for path in folder.iterdir()) if folder.is_dir() else frozenset()


def _signs(file: Path) -> list[tuple[int, int]]:
    parts = (file, file.with_name(file.name + "-wal"))
    return [(part.stat().st_mtime_ns, part.stat().st_size) for part in parts if part.exists()]


@contextmanager
def _opened(file: Path) -> Iterator[Learner]:
    col = _or_refused(lambda: Collection(str(file)))
    try:
        yield Learner(col)
    finally:
        col.close()


def _or_refused(doing: Callable[[], Any]) -> Any:
    """Do it; what Anki says against it, its panics too, becomes `Refused`."""
    try:
        return doing()
    except BaseException as fault:
        if isinstance(fault, KeyboardInterrupt | SystemExit | MemoryError):
            raise
        said = " ".join(str(fault).split()) or type(fault).__name__
        raise Refused(plain(said)) from None


def plain(said: str) -> str:
    """A message of Anki without the marks for the direction of its parts."""
    return said.translate({0x2068: None, 0x2069: None})
