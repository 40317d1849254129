"""`notes/**/*.yaml` → Note, with a Problem for all that is amiss.

What a head may have is the table `HEAD`; what an entry may have is in the table of sections.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from ankigen import slips
from ankigen.codes import problem
from ankigen.comments import cut, todos
from ankigen.mend import quoted
from ankigen.model import Entry, Note, Place, Problem, Project, Source, Text
from ankigen.nodes import Broken, Items, Node, Pairs, read_nodes
from ankigen.project import contents, inside
from ankigen.sections import SECTIONS
from ankigen.sections.spec import COMMON, Key, Section
from ankigen.shapes import Shapes, likely
from ankigen.words import parse_date

FOLDER = "notes"
SUFFIXES = (".yaml", ".yml")

HEAD = (
    Key("title", "text", "What the article is about; never shown on a front.", required=True),
    Key("date", "date", "The date of the article: 2026, 2026-01 or 2026-01-31."),
    Key("topic", "text", "Its topic, shown on the front of its cards."),
    Key("subject", "text", "A noun phrase that questions can be built round, with its article: “the GST reform”."),
    Key("source", "source", "Where the article stood."),
    Key("sources", "sources", "Several sources, each by a short name that entries refer to."),
    Key("exams", "texts", "The exams it is relevant for; each becomes a tag `exam::…`."),
    Key("tags", "texts", "Tags of all its cards."),
    Key("deck", "text", "The deck of all its cards."),
    Key("lang", "text", "Its language, as a code such as `en` or `hi`."),
    Key("id", "text", "The note's permanent name; the file's stem where it is not written."),
    Key("status", "choice", "A `draft` is not exported.", choices=("draft", "ready")),
    Key("summary", "text", "The article in a few sentences."),
    Key("valid_until", "date", "When its facts may stop being true."),
    Key("related", "texts", "Related topics."),
    Key("exam_tips", "text or texts", "Advice for the exam."),
    Key("article", "text", "The full text, or the path of a .md or .txt file that has it."),
    Key("allow", "reasons", "Rules of the checker to silence in this note, each with its reason."),
)
"""The keys at the head of a note."""

_COMMON = {key.name: key for key in COMMON}


def read_notes(project: Project, only: Sequence[Path] | None = None) -> tuple[list[Note], list[Problem]]:
    """Every note of the project, or those in the files `only`, in the order of their paths, and every fault in them.

    A note without an `id` has its file's stem for one; where two files share a stem, each has one made of its path.
    """
    found, problems = find_files(project, only)
    notes: list[Note] = []
    for each in found:
        note, faults = read_note(each.data, each.file, each.default_id, project.root)
        problems += faults
        if note:
            notes.append(note)
    return notes, sorted([*problems, *faults_between(notes, project)], key=lambda fault: fault.place)


class File(NamedTuple):
    """A note's file before it is read."""

    data: bytes
    file: str
    default_id: str


def find_files(project: Project, only: Sequence[Path] | None = None) -> tuple[list[File], list[Problem]]:
    """What is to be read, in the order of paths, and a problem for each file that cannot be."""
    paths, problems = find_notes(project.root)
    stems = Counter(made_id(path.stem) for path in paths)
    found: list[File] = []
    for path in paths if only is None else [Path(os.path.realpath(path.parent), path.name) for path in only]:
        file = _relative(path, project.root)
        shown = file.encode("utf-8", "replace").decode()
        if shown != file:
            problems.append(problem("unreadable", Place(shown), "The file’s name is not UTF-8.", "Rename the file."))
            continue
        data = contents(path, project.root, file)
        if isinstance(data, Problem):
            problems.append(data)
            continue
        own = made_id(path.stem)
        found.append(File(data, file, own if stems[own] < 2 else _path_id(file)))
    return found, problems


def faults_between(notes: Sequence[Note], project: Project) -> list[Problem]:
    """The problems that no note has alone: ids given twice, and decks of sections that there are not."""
    return _repeated_ids(notes) + [
        problem("unknown-key", key.place, f"`{key}` in `decks` is not a section.", f"The sections are {', '.join(SECTIONS)}.")
        for key in project.decks
        if isinstance(key, Text) and key not in SECTIONS
    ]


def find_notes(root: Path) -> tuple[list[Path], list[Problem]]:
    """The files of all notes in the order of their paths, and the folders that cannot be read or leave the project."""
    problems: list[Problem] = []
    paths: list[Path] = []
    seen: set[str] = set()

    def unreadable(error: OSError) -> None:
        place = Place(_relative(Path(error.filename or root / FOLDER), root))
        problems.append(problem("unreadable", place, f"The folder cannot be read: {error.strerror or error}."))

    top = root / FOLDER
    if not top.is_dir():
        return paths, problems
    for folder, folders, files in os.walk(top, onerror=unreadable, followlinks=True):
        here = Path(folder)
        if not inside(here, root):
            folders.clear()
            place = Place(_relative(here, root))
            problems.append(problem("outside-media", place, "The folder is a link that leaves the project.", "Copy it into the project."))
            continue
        if (real := os.path.realpath(here)) in seen:
            folders.clear()
            continue
        seen.add(real)
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name != "dist")
        paths += [here / name for name in files if name.endswith(SUFFIXES) and not name.startswith(".")]
    return sorted(paths, key=lambda path: [unicodedata.normalize("NFC", part) for part in path.parts]), problems


def read_note(
    data: bytes, file: str, default_id: str = "", root: Path | None = None, sections: Mapping[str, Section] = SECTIONS
) -> tuple[Note | None, list[Problem]]:
    """The note in the bytes of `file`, and every fault in it; None where it has no head to speak of.

    `root` is the project's folder, without which an `article` is never taken for a path.  Raises nothing.
    """
    node, problems = read_nodes(data, file)
    reader = _Reader(file, root, sections)
    note = reader.note(node, default_id or made_id(Path(file).stem))
    if note and (left := todos(data, file)):
        note = replace(note, todos=left)
    for text, why, hint in cut(data, file):
        reader.fault("cut-text", text.place, f"“{text}” is no part of the text: {why}", hint)
    return note, sorted(problems + reader.problems, key=lambda fault: fault.place)


class _Keys(dict[str, dict[str, Key]]):
    """What the entries of a section may have, worked out for the sections that a note has."""

    def __init__(self, sections: Mapping[str, Section]) -> None:
        super().__init__()
        self.sections = sections

    def __missing__(self, name: str) -> dict[str, Key]:
        own = {key.name: key for key in self.sections[name].keys}
        self[name] = {**own, **_COMMON, **own}
        return self[name]


class _Reader(Shapes):
    """One note on its way from nodes to a Note."""

    def __init__(self, file: str, root: Path | None, sections: Mapping[str, Section]) -> None:
        super().__init__()
        self.file = file
        self.root = root
        self.sections = sections
        self.keys = _Keys(sections)
        self.sound: list[Entry] = []
        self.ids: dict[Text, Place] = {}
        self.sources_known: Mapping[Any, Source] = {}
        self.takes = {
            "text": self.text, "texts": self.texts, "text or texts": self.text_or_texts, "date": self.date,
            "flag": self.flag, "reverse": self.reverse, "options": self.options, "rows": self.rows,
            "source": self.source, "sources": self.sources, "reasons": self.texts_by_key,
        }  # fmt: skip
        self.takes_by_name = {"id": self.id, "tags": self.tags, "deck": self.deck, "lang": self.lang}

    def value(self, key: Text, node: Node, spec: Key) -> Any:
        """The value of a key in the shape its table asks for, or None."""
        if spec.shape == "choice":
            return self.choice(key, node, spec.choices)
        take = self.takes_by_name.get(spec.name) or self.takes[spec.shape]
        return take(key, node)

    # -- the head

    def note(self, node: Node | None, default_id: str) -> Note | None:
        if isinstance(node, Broken):
            return None
        if node is None:
            self.fault("missing-key", Place(self.file), "The file is empty: a note has at least a title.", "Write `title: …`.")
            return None
        if not isinstance(node, Pairs):
            what = "a list" if isinstance(node, Items) else "a text"
            self.fault("wrong-shape", node.place, f"The file is {what}; a note is keys with values.", "Start it with `title: …`.")
            return None
        head = {key.name: key for key in HEAD}
        values: dict[str, Any] = {}
        meant = set()
        for key, value in node.pairs.items():
            if key in head:
                if (taken := self.value(key, value, head[key])) is not None:
                    values[key] = taken
            elif key not in self.sections:
                elsewhere = next((name for name in self.sections if key in self.keys[name]), "")
                hint = f"It belongs to an entry of a section, such as `{elsewhere}`." if elsewhere else ""
                meant.add(self.unknown(key, "a note", (*head, *self.sections), hint))
        if "title" not in node.pairs and "title" not in meant:
            self.fault("missing-key", node.place, "The note has no title.", "Add `title: …` at its head.")
        self.sources_known = values.get("sources", {})
        entries = [entry for key, value in node.pairs.items() if key in self.sections for entry in self.entries(key, value)]
        note = self.made(node.place, default_id, values, tuple(entries))
        for entry in self.sound:
            self.problems += self.sections[entry.section].faults(entry, note)
        return note

    def made(self, place: Place, default_id: str, values: dict[str, Any], entries: tuple[Entry, ...]) -> Note:
        """The note of these values; a faulty or missing one has its default."""
        sources: dict[str, Source] = {str(name): source for name, source in self.sources_known.items()}
        if "source" in values:
            sources[""] = self.known_source(values["source"])
        plain = ("topic", "subject", "deck", "lang", "status", "summary", "exams", "tags", "allow")
        return Note(
            id=values.get("id", default_id),
            file=self.file,
            place=place,
            title=values.get("title", Text("", place)),
            entries=entries,
            date=parse_date(values.get("date", "")),
            valid_until=parse_date(values.get("valid_until", "")),
            sources=sources,
            article=self.article(values.get("article")),
            values=values,
            **{name: values[name] for name in plain if name in values},
        )

    def known_source(self, source: Source) -> Source:
        """The source of that short name, or the source as it stands."""
        return self.sources_known.get(source.name, source) if source == Source(source.name) else source

    def article(self, text: Text | None) -> str:
        """The full text: as written, or of the file that is named."""
        if text is None or self.root is None or not _PATH.fullmatch(text):
            return text or ""
        path = (self.root / self.file).parent / text
        if not inside(path, self.root):
            self.fault("outside-media", text.place, f"The article {text} is outside the project.", "Copy it into the project.")
        elif not path.is_file():
            self.fault("missing-media", text.place, f"There is no file {text} beside the note.", "Give its path from the note’s folder.")
        else:
            data = contents(path, self.root, _relative(path, self.root))
            if isinstance(data, Problem):
                self.problems.append(data)
            else:
                return data.decode("utf-8-sig", "replace")
        return ""

    # -- the entries

    def entries(self, name: Text, node: Node) -> Iterator[Entry]:
        """The entries of a section."""
        if not node:
            self.empty(name)
        elif isinstance(node, Items):
            for item in self.whole(name, node.items):  # an empty list says that the page has none
                before = len(self.problems)
                if entry := self.entry(name, item):
                    if len(self.problems) == before:
                        self.sound.append(entry)
                    yield entry
        elif not isinstance(node, Broken):
            self.fault("wrong-shape", node.place, f"`{name}` is a list of entries.", "Start each entry with `- `.")

    def whole(self, name: Text, items: Sequence[Node]) -> list[Node]:
        """The items of a section, those put together again that a dash too many has parted."""
        found: list[Node] = []
        for item in items:
            before = found[-1] if found else None
            if isinstance(before, Pairs) and isinstance(item, Pairs) and slips.is_parted(before.pairs, item.pairs, self.required(name)):
                key = next(iter(item.pairs))
                message = f"The dash starts another entry of `{name}`, and the one above has no `{key}`."
                self.fault("wrong-shape", item.place, message, f"Put a space in place of the dash before `{key}:`.")
                found[-1] = Pairs(before.place, {**before.pairs, **item.pairs})
            else:
                found.append(item)
        return found

    def required(self, name: str) -> list[str]:
        """The keys that each entry of a section must have."""
        return [key.name for key in self.sections[name].keys if key.required]

    def entry(self, name: Text, item: Node) -> Entry | None:
        """An entry with every value that has the right shape, or None where it lacks one that is required."""
        section, keys = self.sections[name], self.keys[name]
        if isinstance(item, Text) and item and section.shorthand:
            return Entry(section.name, item.place, {section.shorthand: item})
        if not isinstance(item, Pairs):
            if isinstance(item, Text) and not item:
                self.fault("empty-value", item.place, f"An entry of `{name}` is empty.", "Write it, or delete its dash.")
            elif not isinstance(item, Broken):
                hint = slips.for_text(item if isinstance(item, Text) else "…", self.required(name), keys)
                self.fault("wrong-shape", item.place, f"An entry of `{name}` is keys with values.", hint)
            return None
        pairs = item.pairs
        lone = slips.lone_pair(pairs)
        if lone and lone[0] not in keys and not likely(lone[0], keys) and (section.shorthand or not self.elsewhere(lone[0])):
            self.lone_pair(name, *lone)
            return None
        values: dict[str, Any] = {}
        meant = set()
        for key, value in pairs.items():
            spec = keys.get(key)
            if spec is None:
                meant.add(self.unknown(key, f"`{name}`", keys, self.elsewhere(key)))
            elif (taken := self.value(key, value, spec)) is not None:
                values[spec.name] = taken
        unread = any(isinstance(value, Broken) for value in pairs.values())  # and what is lacking may stand there
        lacking = [spec for spec in section.keys if spec.required and spec.name not in values]
        for spec in lacking:
            if spec.name not in pairs and spec.name not in meant and not unread:
                hint = f"Add `{spec.name}:` – {spec.doc}"
                self.fault("missing-key", item.place, f"This entry of `{name}` has no `{spec.name}`.", hint)
        self.settle(values)
        return None if lacking else Entry(section.name, item.place, values)

    def lone_pair(self, name: Text, key: Text, value: Text) -> None:
        """An entry is one pair, and its key is none that an entry has."""
        if self.sections[name].shorthand:
            message = "The quotes are missing: a text with a colon and a space after it needs them."
            self.fault("wrong-shape", key.place, message, f"Write: - {quoted(f'{key}: {value}'.strip())}")
        else:
            required = self.required(name)
            self.unknown(key, f"`{name}`", self.keys[name], slips.as_entry(required, key, value) if len(required) == 2 else "")

    def elsewhere(self, key: Text) -> str:
        """Where a key belongs that no entry of this section may have, or an empty string."""
        if key in self.sections:
            return f"`{key}` is a section: start it in the first column."
        if key in ("image", "picture", "photo", "audio"):
            return "A picture or a sound stands in a text: write ![what it shows](file) in `extra`, say."
        if any(key == spec.name for spec in HEAD):
            return f"`{key}` belongs to the head of the note: start it in the first column."
        return ""

    def settle(self, values: dict[str, Any]) -> None:
        """What an entry's values are in the light of the whole note."""
        if (source := values.get("source")) is not None:
            values["source"] = self.known_source(source)
        if (written := values.get("id")) is not None:
            if before := self.ids.get(written):
                message = f"The id “{written}” is already that of the entry on line {before.line}."
                self.fault("repeated-id", written.place, message, "Give one of them another id.")
            self.ids.setdefault(written, written.place)


_PATH = re.compile(r"[^\s][^\n]{0,250}\.(?:md|txt)", re.IGNORECASE)


def made_id(stem: str) -> str:
    """An id for a file: its stem, or where an id cannot have all its characters, what is left of it and a hash."""
    stem = unicodedata.normalize("NFC", stem)
    kept = re.sub(r"[^A-Za-z0-9._-]+", "-", stem)
    if kept == stem:
        return stem
    return f"{kept.strip('-') or 'note'}-{sha256(stem.encode('utf-8', 'replace')).hexdigest()[:8]}"


def _path_id(file: str) -> str:
    """An id made of a note's whole path within the folder of notes."""
    parts = Path(file).with_suffix("").parts
    return ".".join(made_id(part) for part in (parts[1:] if parts[0] == FOLDER and len(parts) > 1 else parts))


def _repeated_ids(notes: Sequence[Note]) -> list[Problem]:
    first: dict[str, Note] = {}
    says, hint = "The id “{}” is already that of {}.", "Write an `id` of its own at the head of one of the two."
    return [
        problem("repeated-id", note.values.get("id", note).place, says.format(note.id, before.file), hint)._replace(other=before.file)
        for note in notes
        if (before := first.setdefault(note.id, note)) is not note
    ]


def _relative(path: Path, root: Path) -> str:
    """The path as problems show it: from the project where it lies within."""
    path = path if path.is_absolute() else Path.cwd() / path
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()
