"""Pictures and sounds beside the notes → Media with the names they have in every collection.

    svg.py   pictures that could run something, without it
    css.py   style sheets that load nothing

A name is made of the bytes, so that a changed picture is a new one in every collection and the same one never comes twice.
"""

from __future__ import annotations

import os
import re
import stat
import unicodedata
from collections.abc import Callable, Iterator
from functools import cached_property, lru_cache
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

from ankigen.codes import problem
from ankigen.filetypes import KINDS
from ankigen.media.css import theme_css
from ankigen.model import Entry, Media, Place, Problem, Severity

__all__ = ["MediaFolder", "theme_css"]

LARGEST = 100 * 1024 * 1024  # what AnkiWeb takes of one file

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:|//|\\\\")
_POINTER = b"version https://git-lfs"
_SHIPPED_HINT = f"Anki shows and plays {', '.join(sorted(KINDS))}."


class Fault(NamedTuple):
    """Why a file is not shipped, or what an author should know of one that is."""

    name: str
    message: str
    hint: str
    severity: Severity = "error"


class MediaFolder:
    """The files that one note can show: paths start in the note's folder and stay in the project.

    `root` is the project's folder, `file` the note's path in it.  Problems are added to `problems`, one for a path at a
    place.
    """

    def __init__(self, root: Path, file: str, problems: list[Problem]) -> None:
        self._at = root, file
        self.problems = problems
        self._found: dict[str, tuple[Media | None, tuple[Fault, ...]]] = {}
        self._said: set[tuple[str, Place]] = set()
        self._entry: Entry | None = None
        self._used: dict[str, Media] = {}
        self._list: list[Media] = []

    @cached_property
    def root(self) -> Path:
        """The project's folder, without links; asked for where a note shows a file."""
        return Path(os.path.realpath(self._at[0]))

    @cached_property
    def folder(self) -> Path:
        """The note's folder."""
        return (self.root / self._at[1]).parent

    def start(self, entry: Entry | None = None) -> list[Media]:
        """Start a card of `entry`: the list given is filled with the files it uses, each once, as their paths are resolved."""
        self._entry, self._used, self._list = entry, {}, []
        return self._list

    def resolver(self, place: Place) -> Callable[[str], str | None]:
        """A function from a path as written to the name of the file in collections, for a text at `place`."""
        return lambda path: self.resolve(path, place)

    def resolve(self, path: str, place: Place) -> str | None:
        """The name of the file at `path`, or None, and then a problem, where it is not shipped.

        The problem stands where the entry has the path; at `place` where the path is no part of what its author wrote.
        """
        if path not in self._found:
            self._found[path] = self._find(path)
        media, faults = self._found[path]
        if faults and self._entry:
            place = self._entry.place_with(path, place)
        if faults and (path, place) not in self._said:
            self._said.add((path, place))
            self.problems += [problem(fault.name, place, fault.message, fault.hint, fault.severity) for fault in faults]
        if media and media.name not in self._used:
            self._used[media.name] = media
            self._list.append(media)
        return media.name if media else None

    def _find(self, path: str) -> tuple[Media | None, tuple[Fault, ...]]:
        if _ADDRESS.match(path):
            return None, (
                Fault("bad-media", f"“{path}” is not in the project, and a card loads nothing from the network.",
                      "Save the file beside the note and write its name."),
            )  # fmt: skip
        if any(ord(character) < 32 for character in path):
            return None, (Fault("bad-media", "The path has a control character.", "Write the file’s name."),)
        found: Path | Fault | None = None
        for written in dict.fromkeys((path, unquote(path))):
            found = self._file(written)
            if found:
                break
        if found is None:
            return None, (Fault("missing-media", f"There is no file “{path}” beside the note.", self._likely(path)),)
        return (None, (found,)) if isinstance(found, Fault) else self._shipped(found)

    def _file(self, written: str) -> Path | Fault | None:
        """The path in the project of what was written, a fault where it leads out of it, None where there is nothing."""
        if "\0" in written or "\ufffd" in written:
            return None
        outside = Fault("outside-media", f"“{written}” is outside the project.", "Copy the file into the project.")
        if re.match(r"[/\\]|[A-Za-z]:[/\\]", written):
            return outside
        named = Path(os.path.normpath(self.folder / written))
        if not named.is_relative_to(self.root):
            return outside
        if not os.path.lexists(named):
            named = next((other for other in _siblings(named) if _same(other.name) == _same(named.name)), named)
        if not Path(os.path.realpath(named)).is_relative_to(self.root):
            return outside
        return named if os.path.exists(named) else None  # noqa: PTH110  (a name too long is only missing)

    def _shipped(self, named: Path) -> tuple[Media | None, tuple[Fault, ...]]:
        path, kind = named.name, named.suffix[1:].lower()
        if kind not in KINDS:
            return None, (Fault("bad-media", f"“{path}” is no picture or sound that Anki shows.", _SHIPPED_HINT),)
        try:
            facts = named.stat()
        except OSError as fault:
            return None, (Fault("missing-media", f"“{path}” cannot be read: {fault.strerror}.", "Check its permissions."),)
        if not stat.S_ISREG(facts.st_mode):
            return None, (Fault("bad-media", f"“{path}” is not a file.", "Write the path of a picture or sound."),)
        if not facts.st_size:
            return None, (Fault("missing-media", f"“{path}” is empty.", "Save the picture or sound again."),)
        if facts.st_size > LARGEST:
            return None, (Fault("bad-media", f"“{path}” is larger than 100 MB, which AnkiWeb does not take.", "Make it smaller."),)
        return _read(path, kind, os.path.realpath(named), facts.st_mtime_ns, facts.st_size)

    def _likely(self, path: str) -> str:
        from difflib import get_close_matches

        named = Path(os.path.normpath(self.folder / path.replace("\\", "/")))
        if not named.is_relative_to(self.root):
            return "Write its path from the note’s folder."
        names = {other.name.lower(): other.name for other in _siblings(named)}
        close = get_close_matches(named.name.lower(), names, 1)
        return f"Did you mean “{names[close[0]]}”?" if close else "Write its path from the note’s folder, with `/` between folders."


@lru_cache(maxsize=4096)
def _read(written: str, kind: str, path: str, _mtime: int, _size: int) -> tuple[Media | None, tuple[Fault, ...]]:
    """The file, read once for as long as its size and time stay the same."""
    try:
        data = Path(path).read_bytes()
    except OSError as fault:
        return None, (Fault("missing-media", f"“{written}” cannot be read: {fault.strerror}.", "Check its permissions."),)
    faults: tuple[Fault, ...] = ()
    shipped: bytes | None = None
    if kind == "svg":
        from ankigen.media.svg import UnsafeSvg, sanitise_svg

        try:
            safe, left_out = sanitise_svg(data)
        except UnsafeSvg as fault:
            return None, (Fault("bad-media", str(fault), "Save it as plain SVG, or as PNG."),)
        if left_out:
            what = ", ".join(left_out)
            faults = (Fault("bad-media", f"“{written}” is shipped without {what}.", "Save it as plain SVG, or as PNG.", "warning"),)
        shipped, data = (None if safe == data else safe), safe
    elif data.startswith(_POINTER):
        return None, (Fault("missing-media", f"“{written}” is a Git LFS pointer, not the file itself.", "Run `git lfs pull`."),)
    elif not re.match(KINDS[kind].starts, data):
        faults = (Fault("bad-media", f"The bytes of “{written}” are not those of a .{kind} file.", "Save or export it again.", "warning"),)
    return Media(Path(path), media_name(written, kind, data), shipped), faults


def media_name(written: str, kind: str, data: bytes) -> str:
    """The name in every collection: a few letters for people, and the hash of the bytes.  ASCII, flat, lower case."""
    stem = unicodedata.normalize("NFKD", written.rpartition(".")[0]).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", stem).strip("-")[:20].strip("-")
    return f"{slug or 'media'}-{sha256(data).hexdigest()[:12]}.{kind}"


def _siblings(path: Path) -> Iterator[Path]:
    try:
        yield from sorted(path.parent.iterdir())
    except OSError:
        return


def _same(name: str) -> str:
    return unicodedata.normalize("NFC", name)
